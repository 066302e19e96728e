"""What stands behind the divisions of a Chinese address: town, road, number, building, room."""

import re

from custmdm._pattern import lazy_pattern
from custmdm._text import fold
from custmdm.data.han import simplified

_HAN = "[\u4e00-\u9fff]"
_NUMERAL = "[0-9一二三四五六七八九十百零〇两]"
_NO_ROAD = r"(?:(?![路街巷弄号村])[\u4e00-\u9fff])"
_ROAD = r"(?:大道|大街|公路|胡同|路|街(?![道坊口])|巷)"
_FRONT = lazy_pattern(
    rf"(?P<town>{_HAN}{{1,8}}?(?:街道办事处|街道办|街道|办事处)"
    rf"|{_NO_ROAD}{{1,8}}?(?:[镇鎮](?![路街江海区])|[乡鄉](?![路街村])|苏木))?"
    rf"(?P<road>[\u4e00-\u9fffA-Za-z0-9]{{1,12}}?(?:{_ROAD}|道(?={_NUMERAL}))"
    rf"(?:[东西南北中]?{_NUMERAL}?段)?[东西南北]?(?={_NUMERAL}|[^\u4e00-\u9fff]|$))?"
    rf" ?(?P<number>(?:{_NUMERAL}+弄)?[甲乙丙丁]?{_NUMERAL}+(?:[-之]{_NUMERAL}+)*[号號](?![楼樓])"
    rf"|{_NUMERAL}+弄)?"
)
_BUILDING = lazy_pattern(
    rf"(?:{_NUMERAL}+|[A-Za-z][0-9]*|[甲乙丙丁东南西北])"
    r"(?:[号號]?[楼樓](?![0-9]*[层層])|[栋棟]|幢|座)(?![0-9]*[号號])"
)
_OF_BUILDINGS = frozenset("楼樓栋棟幢座")
_ROOM = lazy_pattern(
    r"[A-Za-z]?[0-9]{1,5}[A-Za-z]?(?:-[0-9]{1,5})?(?:室|房(?!屋))|(?<=[楼樓元栋棟幢座号號层層-])[0-9]{3,5}$"
)
_DIGITS = {ch: i for i, ch in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_COUNTED = lazy_pattern(r"[一二三四五六七八九十百零〇两]{1,8}(?=[号楼栋幢座室层组期弄]|单元)")
_SAME = lazy_pattern(r"号楼|幢|座|层|(?<=[0-9])f(?![a-z])")
_VARIED = frozenset("一二三四五六七八九十百零〇两幢座层楼f")
_PLAIN = lazy_pattern(r"[\u4e00-\u9fff0-9a-z]*")
# Between digits a space or hyphen counts: 88-1号 is not 881号.
_SPACE = lazy_pattern(r"(?<![0-9]) | (?![0-9])")


def street_parts(detail: str) -> dict[str, str]:
    """Return town, road, number, building and room of what stands behind the divisions.

    >>> street_parts("惠城镇南门西路209号3栋1201室")
    {'town': '惠城镇', 'road': '南门西路', 'number': '209号', 'building': '3栋', 'room': '1201室'}
    >>> street_parts("望京SOHO")
    {}
    """
    found = _FRONT.match(detail)
    assert found is not None
    parts = {name: text for name, text in found.groupdict().items() if text}
    end = found.end()
    building = None if _OF_BUILDINGS.isdisjoint(detail) else _BUILDING.search(detail, end)
    if building:
        parts["building"] = building.group()
        end = building.end()
    if end < len(detail):
        room = _ROOM.search(detail, end)
        if room:
            parts["room"] = room.group()
    return parts


def street_key(text: str) -> str:
    """Return the text of an address with its spellings unified, for matching.

    >>> street_key("科技路 ８７ 號"), street_key("三单元五层") == street_key("3单元5楼")
    ('科技路87', True)
    """
    text = simplified(text).lower()
    if not _PLAIN.fullmatch(text):
        text = _SPACE.sub("", simplified(fold(text)))
    if not _VARIED.isdisjoint(text):
        text = _SAME.sub(_unified, _COUNTED.sub(_arabic, text))
    # 501 is 501室, and 87 is 87号.
    return text[:-1] if text[-1:] in {"室", "房", "号"} and text[-2:-1].isdigit() else text


def _unified(match: re.Match[str]) -> str:
    return "楼" if match.group() in {"层", "f"} else "栋"


def _arabic(match: re.Match[str]) -> str:
    """Return a Chinese number below a thousand in digits."""
    text = match.group()
    if "十" not in text and "百" not in text:
        return "".join(str(_DIGITS[ch]) for ch in text)
    total, digit = 0, 0
    for ch in text:
        if ch in _DIGITS:
            digit = _DIGITS[ch]
        else:
            total += max(digit, 1) * (10 if ch == "十" else 100)
            digit = 0
    return str(total + digit)
