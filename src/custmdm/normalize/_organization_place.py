"""Places in names of organizations: 深圳市腾远科技, 腾远科技（深圳）, Acme (Shanghai) Ltd."""

from functools import cache
from typing import NamedTuple

from custmdm._pattern import lazy_pattern
from custmdm._text import fold
from custmdm.data.china import CITY_LEVEL, COUNTY, Division, divisions
from custmdm.data.china_latin import latin_division
from custmdm.data.countries import code_of
from custmdm.data.trade_words import split_trade_words

# Parts of the world that stand in brackets like a place.
_AREAS = frozenset(
    "亚洲 亚太 亚太区 大中华 大中华区 华东 华南 华北 华中 西南 西北 东北 远东 北美 非洲".split()
)
_AREA_WORDS = frozenset(
    "asia europe africa america americas emea apac pacific greater china far east middle".split()
)
_TOWN = lazy_pattern(r"[\u4e00-\u9fff]{2,4}?(?:镇|乡|街道)(?=..)")
_LEAST_NAME = 2
# Short names of cities that are more often something else: 阿里巴巴.
_OTHER_WORDS = frozenset(["阿里"])


class _Named(NamedTuple):
    """Hold a division with one way to write it, and how a name says it."""

    written: str
    said: str
    division: Division


def leading_place(core: str) -> tuple[int, str]:
    """Return how many characters in front of a simplified core are its place, and which it is.

    >>> leading_place("深圳市腾远科技"), leading_place("广东省深圳市腾远科技")
    ((3, '深圳'), (6, '深圳'))
    >>> leading_place("深圳光明区三晟"), leading_place("腾远科技")
    ((5, '深圳光明区'), (0, ''))

    What is left is a name, not a trade alone:

    >>> leading_place("北京银行"), leading_place("上海家化")
    ((0, ''), (0, ''))
    """
    candidates = _by_two().get(core[:2])
    if candidates is None:
        return 0, ""
    at, place, above = 0, "", None
    while above is None or above.level < COUNTY:
        found = _next_place(core, at, above)
        if found is None:
            break
        above = found.division
        # A city says its province: 广东省深圳市 is 深圳. A district needs its city.
        place = place + found.said if above.level == COUNTY else found.said
        at += len(found.written)
    town = _TOWN.match(core, at) if above is not None and above.level == COUNTY else None
    if town:
        place, at = place + town.group(), town.end()
    rest = core[at:]
    if at == 0 or len(rest) < _LEAST_NAME or rest[0] in "市省区县州":
        return 0, ""
    return (at, place) if len(split_trade_words(rest)[0]) >= _LEAST_NAME else (0, "")


def bracketed_place(inside: str) -> str | None:
    """Return the standard name of a place in brackets, or None where it is none that is known.

    >>> bracketed_place("深圳市"), bracketed_place("Shenzhen"), bracketed_place("集团")
    ('深圳', 'Shenzhen', None)
    >>> bracketed_place("UK"), bracketed_place("Holdings"), bracketed_place("中国")
    ('UK', None, '中国')
    """
    if inside in _AREAS:
        return inside
    key = fold(inside)
    if not key or len(key) > 40:
        return None
    if key.isascii():
        here = latin_division(key, 1) or latin_division(key, 2)
        known = here is not None or code_of(key) is not None or _AREA_WORDS.issuperset(key.split())
        return inside if known else None
    for named in _by_two().get(inside[:2], ()):
        if named.written == inside:
            return named.division.short_name
    return inside if inside in _short_counties() or code_of(key) is not None else None


def place_before(text: str) -> int | None:
    """Return where the last place in simplified text begins: 腾远科技宁波分公司.

    >>> place_before("腾远科技宁波分公司"), place_before("腾远科技浙江省宁波市分公司")
    (4, 4)
    >>> place_before("腾远科技分公司")
    """
    for at in range(len(text) - _LEAST_NAME, _LEAST_NAME - 1, -1):
        if _next_place(text, at, None) is not None:
            start = at
            for back in range(at - 1, max(at - 9, _LEAST_NAME - 1), -1):
                above = _next_place(text, back, None)
                if above is not None and back + len(above.written) >= start:
                    start = back
            return start
    return None


def _next_place(core: str, at: int, above: Division | None) -> _Named | None:
    """Return the longest division that is written there, below the one before it."""
    for named in _by_two().get(core[at : at + 2], ()):
        if core.startswith(named.written, at) and (
            above is None
            or (named.division.level > above.level and named.division.code[:2] == above.code[:2])
        ):
            return named
    return None


@cache
def _by_two() -> dict[str, tuple[_Named, ...]]:
    """Return the names of divisions by their first two characters, the longest first.

    Provinces and cities may be written short; a county is too often another word: 平安, 大方.
    """
    found: dict[str, list[_Named]] = {}
    for division in divisions():
        short = division.short_name
        names = {division.name}
        if division.level <= CITY_LEVEL and short not in _OTHER_WORDS:
            names.add(short)
        for name in sorted(names):
            said = short if division.level <= CITY_LEVEL or name[-1] == "市" else name
            found.setdefault(name[:2], []).append(_Named(name, said, division))
    return {
        two: tuple(sorted(named, key=lambda n: -len(n.written))) for two, named in found.items()
    }


@cache
def _short_counties() -> frozenset[str]:
    return frozenset(d.short_name for d in divisions() if d.level == COUNTY)
