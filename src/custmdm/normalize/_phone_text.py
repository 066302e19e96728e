"""What is typed around phone numbers: labels, names, extensions, other numbers."""

import re

from attrs import frozen

from custmdm._pattern import lazy_pattern

# Written behind a number, in front of its extension.
_BEFORE_EXTENSION = (
    r"转接?|轉接?|分机号?|分機號?|内线|內線|ext(?:n|ension)?\.?|x|#|;ext=|,,+|доб\.?|anexo|int\."
    r"|poste|ramal"
)
_EXTENSION = lazy_pattern(
    rf"(?i)\s*[,;]?\s*(?:{_BEFORE_EXTENSION})\s*[:.]?\s*(\d{{1,8}})\s*[#)]?\s*$"
)
_ANY_EXTENSION = lazy_pattern(
    rf"(?i)(?<=\d)\s*[,;(]?\s*(?:{_BEFORE_EXTENSION})\s*[:.]?\s*(?=\d{{1,8}}(?!\d))"
)
# The Chinese way: 010-62770334-801, and (801) behind a landline.
_HYPHEN_EXTENSION = lazy_pattern(r"(.*\d)\s*(?:[-–—]\s*(\d{1,5})|\(\s*(\d{1,5})\s*\))")
# What a spreadsheet makes of a long number; mostly its last digits are lost.
_EXPONENT = lazy_pattern(r"(\d)(?:\.(\d+))?[eE]\+?(\d{1,2})")
_FLOAT_TAIL = lazy_pattern(r"(\+?\d{5,})\.0+")
_URI = lazy_pattern(r"(?i);(?:phone-context|isub)=")
_BREAK = lazy_pattern(r"[\r\n\v\f\x85\u2028\u2029]+")
_SEPARATOR = lazy_pattern(r"(?i)[/;,、|\\&\n]|\s(?:or|and)\s|或者?|和|及|以及")
_DIGIT = lazy_pattern(r"\d")
_STUCK_MOBILES = lazy_pattern(r"(?:1[3-9]\d{9}){2,}")
# Letters of scripts that are written without spaces: a name may touch the number.
_CJK = "\u2e80-\u2fff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORD = lazy_pattern(rf"[{_CJK}]+|[^\W\d_{_CJK}]+")
_IS_CJK = lazy_pattern(f"[{_CJK}]")
_CJK_LABEL = lazy_pattern(
    "(?:手机|手機|行动|行動|电话|電話|号码|號碼|号|號|联系|聯繫|聯絡|移动|固定|固话|固話|座机|座機|宅电|宅電|家庭|家|住宅|办公室?|"
    "辦公室?|公司|单位|個人|个人|本人|备用|備用|客服|服务|服務|热线|熱線|总机|總機|前台|直线|直線|传真|傳真|小灵通|微信|同|专线|國際|"
    "国际|区号|境外|白天|晚上|携帯|番号|전화|휴대폰|번호|[的一二三1-3])+"
)
_LABELS = frozenset(
    """
    tel telephone tlf telefon telefono teléfono téléphone tél phone phones ph mobile mobil mob móvil
    movil celular portable cell cellular cellphone handy fax office home work private business
    whatsapp wechat weixin viber line no nr nº number num contact main direct switchboard landline
    hotline m t p h w f c тел телефон моб факс
    """.split()
)


@frozen
class Stripped:
    """Hold the text of a number without the words around it.

    Attributes:
        text: what is left.
        words: whether some of the words were more than a label.
        letters: whether letters touch digits as if they were some of them.
    """

    text: str
    words: bool
    letters: bool


def without_words(text: str) -> Stripped:
    """Return the text of a number without labels, names and remarks.

    >>> without_words("Tel: 010-62770334")
    Stripped(text=': 010-62770334', words=False, letters=False)
    >>> without_words("张三13812345678")
    Stripped(text='13812345678', words=True, letters=False)
    >>> without_words("1-800-FLOWERS").letters, without_words("138001380OO").letters
    (True, True)
    """
    words = letters = False
    kept: list[str] = []
    end = 0
    for found in _WORD.finditer(text):
        word = found[0]
        first, last = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if _IS_CJK.match(word):
            words = words or _CJK_LABEL.fullmatch(word) is None
        elif word.casefold() not in _LABELS or first.isdecimal():
            words = True
            letters = letters or first.isdecimal() or last.isdecimal() or "-" in (first, last)
        kept += [text[end : found.start()], "" if not kept and end == 0 == found.start() else " "]
        end = found.end()
    return Stripped("".join([*kept, text[end:]]), words, letters)


def with_extension(text: str) -> tuple[str, str]:
    """Return text without its extension, and the extension or nothing.

    >>> with_extension("010-62770334转801"), with_extension("+1 212 555 1234 ext. 9")
    (('010-62770334', '801'), ('+1 212 555 1234', '9'))
    """
    found = _EXTENSION.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")


def with_hyphen_extension(text: str) -> tuple[str, str] | None:
    """Return text and what may be its extension, behind a hyphen or in brackets.

    >>> with_hyphen_extension("010-62770334-801"), with_hyphen_extension("62770334")
    (('010-62770334', '801'), None)
    """
    found = _HYPHEN_EXTENSION.fullmatch(text)
    return (found[1], found[2] or found[3]) if found else None


def without_spreadsheet(text: str) -> str | None:
    """Return text without what a spreadsheet added; None where it took digits away.

    >>> without_spreadsheet("13812345678.0"), without_spreadsheet("1.3812345678E+10")
    ('13812345678', '13812345678')
    >>> without_spreadsheet("1.38E+10") is None
    True
    """
    tail = _FLOAT_TAIL.fullmatch(text)
    if tail:
        return tail[1]
    found = _EXPONENT.fullmatch(text)
    if found is None:
        return text
    first, decimals, exponent = found[1], found[2] or "", int(found[3])
    return first + decimals if len(decimals) == exponent >= 6 else None


def is_uri(text: str) -> bool:
    """Say whether text has the parameters of a tel: address, which only phonenumbers reads."""
    return _URI.search(text) is not None


def pieces_of(text: str, *, too_long: bool) -> list[str]:
    """Return what may be the numbers of a cell; one piece where it holds one.

    >>> pieces_of("010-62770334/62770335", too_long=True)
    ['010-62770334', '62770335']
    >>> pieces_of("手机13812345678座机010-62770334", too_long=True)
    ['13812345678', '010-62770334']

    Args:
        text: the cell.
        too_long: whether it has too many digits for one number; then a space parts too.
    """
    marked = _ANY_EXTENSION.sub("x", text)
    found = _with_digits(_SEPARATOR.split(marked))
    if len(found) == 1 and too_long:
        found = _with_digits(_WORD.sub(lambda m: m[0] if m[0] == "x" else ";", marked).split(";"))
    if len(found) == 1 and too_long:
        stuck = _STUCK_MOBILES.fullmatch(found[0].strip())
        found = re.findall(r"\d{11}", found[0]) if stuck else _with_digits(found[0].split())
    return found


def with_breaks(text: str) -> str:
    r"""Return text where a line break parts two numbers for good.

    >>> with_breaks("13812345678\n13987654321")
    '13812345678;13987654321'
    """
    return _BREAK.sub(";", text)


def _with_digits(pieces: list[str]) -> list[str]:
    return [piece.strip() for piece in pieces if _DIGIT.search(piece)]
