"""Divisions as parts of an address, and the beginnings of lines that name them in full."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from custmdm.data.china import Division, divisions
from custmdm.normalize._china_divisions import INSIDE, stands_alone
from custmdm.normalize._china_endings import MARKS, may_follow, may_follow_short, padding_end
from custmdm.normalize._china_names import FULL, RETIRED, SHORT, names

# They are their own city.
_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
FULL_COUNTY, SHORT_COUNTY, CITY = range(3)
# In Taiwan the districts of a city are not in the table.
_TAIWAN = "710000"
_CITIES = {"810000": "香港", "820000": "澳门"}


class QuickPlace(NamedTuple):
    """Hold what a line begins with.

    Attributes:
        full_name: the names of the county and those above it.
        key: what is the same for every spelling.
        parts: province, city, county and code.
        form: whether it is a county's full name, one without its last word, or a city's.
    """

    full_name: str
    key: str
    parts: dict[str, str]
    form: int = 0


def place_parts(place: Division) -> dict[str, str]:
    """Return province, city, county and code of a division.

    >>> from custmdm.data.china import division
    >>> place_parts(division("110105"))
    {'province': '北京市', 'city': '北京市', 'county': '朝阳区', 'adcode': '110105'}
    """
    chain = (*place.parents, place)
    province = chain[0]
    parts = {"province": province.name}
    if province.code in _MUNICIPALITIES:
        parts["city"] = province.name
    elif province.code in _CITIES:
        parts["city"] = _CITIES[province.code]
    parts |= {"city" if d.level == 2 else "county": d.name for d in chain[1:]}
    parts["adcode"] = place.code
    return parts


def place_key(place: Division) -> str:
    """Return the code of a division, with its name where the code is that of its province."""
    uncoded = place.level > 1 and place.code.endswith("0000")
    return place.code + place.name if uncoded else place.code


def quick_place(text: str) -> tuple[QuickPlace, int] | None:
    """Return the county or else city that a line begins with, and where its name ends; else None.

    It finds what `read_divisions` would find, for the spellings that most lines have.

    >>> place, end = quick_place("四川成都市武侯区科技路87号")
    >>> place.full_name, end
    ('四川省成都市武侯区', 8)
    """
    beginnings, lengths, _ = _beginnings()
    known = lengths.get(text[:7]) or lengths.get(text[:5]) or lengths.get(text[:2], ())
    for length in known:
        place = beginnings.get(text[:length])
        if place is not None and length <= len(text):
            if text[length : length + 1] in MARKS and not may_follow(text, length):
                return None
            if place.form == SHORT_COUNTY and not may_follow_short(text, length):
                return None
            if place.form == CITY and _may_name_county(place, text, length):
                return None
            return place, length
    return None


def may_begin(text: str, at: int) -> bool:
    """Say whether a place may be named again: 北京市朝阳区北京市朝阳区."""
    beginnings, _, three = _beginnings()
    if text[at : at + 3] not in three and text[at : at + 2] not in beginnings:
        return False
    return quick_place(text[at:]) is not None


def _may_name_county(place: QuickPlace, text: str, end: int) -> bool:
    """Say whether more than a city may be meant: 青岛 市南区, 成都市 武侯."""
    table, lengths = names()
    if padding_end(text, end) or any(
        entry.rank == FULL
        for length in lengths.get(text[end - 1 : end + 1], ())
        for entry in table.get(text[end - 1 : end - 1 + length], ())
    ):
        return True
    city = place.key[:4].removesuffix("00")
    for length in lengths.get(text[end : end + 2], ()):
        for entry in table.get(text[end : end + length], ()):
            # Here, here once, or a full name of elsewhere.
            if entry.rank <= RETIRED or not {city, place.key[:4]}.isdisjoint(entry.within):
                return True
    for at in range(end + 1, min(len(text) - 2, end + INSIDE)):
        for length in lengths.get(text[at : at + 2], ()):
            entries = table.get(text[at : at + length], ())
            if length > 2 and entries and entries[0].rank == FULL and entries[0].level == 3:
                return True
    return False


@cache
def _beginnings() -> tuple[dict[str, QuickPlace], dict[str, tuple[int, ...]], frozenset[str]]:
    """Return the places by name, how long the names are, and their first three characters."""
    found: dict[str, QuickPlace] = {}
    table = names().entries
    counties = [d for d in divisions() if d.level == 3]
    shorts = Counter((d.parents, d.short_name) for d in counties)
    for county in counties:
        province, *cities = county.parents
        place = QuickPlace(county.full_name, place_key(county), place_parts(county))
        city = "".join(d.name for d in cities)
        shorter = "".join(d.short_name for d in cities)
        beginnings = {province.name + city, province.short_name + city}
        if city:
            beginnings |= {city, shorter, province.short_name + shorter}
        if stands_alone(county.name, table[county.name]):
            found[county.name] = place
        short = county.short_name
        only_short = (
            short != county.name
            and shorts[county.parents, short] == 1
            and all(e.level == 3 and e.rank >= SHORT for e in table[short])
        )
        for beginning in beginnings:
            found[beginning + county.name] = place
            # 唐山路南 may be a road.
            if only_short and may_follow(beginning + short, len(beginning)):
                found.setdefault(beginning + short, place._replace(form=SHORT_COUNTY))
    for d in divisions():
        if (d.level == 2 or d.code in _MUNICIPALITIES) and d.code != _TAIWAN:
            fronts = [n for p in d.parents for n in (p.name, p.short_name)]
            if stands_alone(d.name, table[d.name]):
                fronts.append("")
            place = QuickPlace(d.full_name, place_key(d), place_parts(d), CITY)
            found |= {front + d.name: place for front in fronts}
    return found, _lengths(found), frozenset(name[:3] for name in found)


def _lengths(found: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return how long the names are that begin with 7, else 5, else 2 characters."""
    # The more characters tell the lengths to try, the fewer those are.
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in sorted(found, key=len):
        for size in (7, 5, 2):
            if len(name) >= size:
                lengths[name[:size]].add(len(name))
    for key in sorted(lengths, key=len):
        for size in (5, 2):
            if len(key) > size:
                # Those of shorter names are tried as well.
                lengths[key] |= {n for n in lengths.get(key[:size], ()) if n <= len(key)}
    return {key: tuple(sorted(ns, reverse=True)) for key, ns in lengths.items()}
