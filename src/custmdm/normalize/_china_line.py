"""Take off what stands around a Chinese address: labels, phone, postcode, a person's name."""

import re
from typing import NamedTuple

from custmdm._pattern import lazy_pattern
from custmdm.data.han import simplified
from custmdm.data.surnames import surname_size
from custmdm.normalize._china_names import names

_ADDRESS_LABEL = (
    "(?:收货|收件|寄件|通讯|联系|家庭|公司|单位|注册|户籍|居住|邮寄|寄送|办公|详细|配送|身份证|营业|经营)?"
    "(?:地址|住址)|现住址|住所|所在(?:地区|省市|地)|省市区|收货地区|地区"
)
_LABEL = lazy_pattern(
    rf"(?:^|(?<=[ ,;。]))(?:{_ADDRESS_LABEL})(?: ?:+ ?| +|(?=[\u4e00-\u9fff]{{2}}))"
)
_NAMED = lazy_pattern(
    "(?:^|[ ,;。])(?:收货人|收件人|联系人|姓名|名字|客户(?:姓名|名称)?) ?: ?[^ ,;:。0-9]{1,20}"
)
_PHONE_LABEL = (
    "[ ,;(]*(?:(?:手机|联系|收件|收货)?(?:电话|手机)(?:号码|号)?|号码|tel|phone|mobile) ?:? ?"
)
_ENDS_IN_LABEL = lazy_pattern(_PHONE_LABEL + "$", re.IGNORECASE)
_PHONE = lazy_pattern(
    rf"(?:{_PHONE_LABEL})?(?<![0-9])(?:(?:\+?86|0086)[- ]?)?"
    "(?:1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}|1[3-9][0-9]{2}[- ]?[0-9]{3}[- ]?[0-9]{4}"
    "|0[0-9]{2,3}-[0-9]{7,8}(?:-[0-9]{1,5})?|[0-9]{17}[0-9Xx])(?![0-9])",
    re.IGNORECASE,
)
_POSTCODE = lazy_pattern(
    r"[ ,;(]*(?:邮编|邮政编码|邮码|zip|postcode) ?:? ?(?P<labelled>[0-9]{6})(?![0-9])[ ,;)]*"
    r"|(?:^|(?<=[ ,;]))(?P<alone>[0-9]{6})(?=$|[ ,;])|(?<=[\u4e00-\u9fff])(?P<end>[0-9]{6})$",
    re.IGNORECASE,
)
_COUNTRY = lazy_pattern(
    "^(?:中华人民共和国|中國|中国|china)(?![人石移银建工农交联电])[ ,;/-]*"
    "|[ ,;]+(?:中华人民共和国|中國|中国|china|prc)$",
    re.IGNORECASE,
)
_COUNTRY_NAME = lazy_pattern("中|china|prc", re.IGNORECASE)
# Cheap to look for: long numbers, and what every label holds.
_LONG_NUMBER = lazy_pattern("[0-9+][0-9 -]{9}")
_SIX_DIGITS = lazy_pattern("[0-9]{6}")
_LABELLED = lazy_pattern("[址区地]|住所|省市")
_HAN_OR_WORD = lazy_pattern(r"[\u4e00-\u9fff0-9A-Za-z#-]*")
_EDGES = " ,;:.。、|/"
# A segment that says where something is, is no name.
_PLACE = lazy_pattern(
    "[路街道巷弄里号楼栋幢座室村镇乡区县市省州盟旗苑园城广场店院厦组队社层门桥坊屯庄寨站校厂司]|单元"
)
# After these an address is whole, and what follows is a name.
_WHOLE = lazy_pattern("(?:[号號楼樓室房元栋棟幢座层層户]|[0-9])$")
_HAN_NAME = lazy_pattern("[\u4e00-\u9fff]{2,4}")


class Line(NamedTuple):
    """Hold an address without what stood around it.

    Attributes:
        text: the address.
        postcode: the postcode in it, or nothing.
        other: whether a name or a number of a person was taken off.
    """

    text: str
    postcode: str = ""
    other: bool = False


def address_line(text: str) -> Line:
    """Return a clean line without labels, phones and postcode.

    >>> address_line("收货地址:北京市海淀区中关村大街1号 邮编:100080")
    Line(text='北京市海淀区中关村大街1号', postcode='100080', other=False)
    >>> address_line("李飞 13800138000 西安市雁塔区")
    Line(text='西安市雁塔区', postcode='', other=True)
    """
    line, other = text, False
    if ":" in text:
        line = _NAMED.sub(" ", text)
        other = line != text
    line, has_phone = _without_phones(line)
    line, has_name = _without_name(line.strip(_EDGES), has_phone or other)
    if _LABELLED.search(line):
        line = _LABEL.sub("", line)
    postcode = ""
    found = _POSTCODE.search(line) if _SIX_DIGITS.search(line) else None
    if found:
        postcode = found["labelled"] or found["alone"] or found["end"]
        line = f"{line[: found.start()]} {line[found.end() :]}".strip(_EDGES)
        line, named = _without_name(line, has_phone or other)
        has_name = has_name or named
    if _COUNTRY_NAME.search(line):
        line = _COUNTRY.sub("", line)
    if not _HAN_OR_WORD.fullmatch(line):
        line = " ".join(line.replace(" ; ", " ").split()).strip(_EDGES)
    return Line(line, postcode, other or has_phone or has_name)


def is_name(text: str, *, sure: bool) -> bool:
    """Say whether a piece beside an address is a person's name; sure: a phone stood there too.

    >>> is_name("李飞", sure=False), is_name("望京", sure=False), is_name("科技园", sure=True)
    (True, False, False)
    """
    if not _HAN_NAME.fullmatch(text) or _PLACE.search(text):
        return False
    return surname_size(simplified(text)) > 0 and (sure or len(text) <= 3)


def _without_phones(line: str) -> tuple[str, bool]:
    """Take phones and ids off a line, with the labels before them."""
    first = _LONG_NUMBER.search(line)
    if first is None:
        return line, False
    front, rest = line[: first.start()], line[first.start() :]
    without = _PHONE.sub(" ; ", rest)
    if without == rest:
        return line, False
    return _ENDS_IN_LABEL.sub("", front) + without, True


def _without_name(line: str, sure: bool) -> tuple[str, bool]:
    """Take a name off the ends of a line."""
    if _HAN_OR_WORD.fullmatch(line):
        return line, False
    line = " ".join(line.replace(" ; ", " ").split()).strip(_EDGES)
    pieces = re.split("([ ,;]+)", line)
    if len(pieces) < 3:
        return line, False
    first, last = pieces[0], pieces[-1]
    before = "".join(pieces[:-2])
    if is_name(last, sure=sure) and (sure or _WHOLE.search(before)):
        return before, True
    is_place = simplified(first) in names().entries
    if is_name(first, sure=sure) and not is_place and _PLACE.search("".join(pieces[2:])):
        return "".join(pieces[2:]), True
    return line, False
