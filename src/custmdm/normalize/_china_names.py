"""Every name that a division of China goes by, for reading addresses."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from custmdm.data.china import (
    CodeName,
    Division,
    division,
    divisions,
    retired_names,
    short_name,
)

# How sure a name is: the official one, one retired, one with another last word, one without.
FULL, RETIRED, LOOSE, SHORT, SHORT_RETIRED = range(5)
# What people say instead; the name of today's division.
_ALIASES = {
    "内蒙": "内蒙古自治区",
    "呼市": "呼和浩特市",
    "乌市": "乌鲁木齐市",
    "版纳": "西双版纳傣族自治州",
    "克州": "克孜勒苏柯尔克孜自治州",
    "巴州": "巴音郭楞蒙古自治州",
    "博州": "博尔塔拉蒙古自治州",
    "喀左": "喀喇沁左翼蒙古族自治县",
    "喀左县": "喀喇沁左翼蒙古族自治县",
    "阜蒙县": "阜新蒙古族自治县",
    "前郭": "前郭尔罗斯蒙古族自治县",
    "前郭县": "前郭尔罗斯蒙古族自治县",
    "杜蒙": "杜尔伯特蒙古族自治县",
    "杜蒙县": "杜尔伯特蒙古族自治县",
    "科左中旗": "科尔沁左翼中旗",
    "科左后旗": "科尔沁左翼后旗",
    "科右前旗": "科尔沁右翼前旗",
    "科右中旗": "科尔沁右翼中旗",
    "察右前旗": "察哈尔右翼前旗",
    "察右中旗": "察哈尔右翼中旗",
    "察右后旗": "察哈尔右翼后旗",
    "东乌旗": "东乌珠穆沁旗",
    "西乌旗": "西乌珠穆沁旗",
    "莫旗": "莫力达瓦达斡尔族自治旗",
    "陈旗": "陈巴尔虎旗",
    "新左旗": "新巴尔虎左旗",
    "新右旗": "新巴尔虎右旗",
    "雨花区": "雨花台区",
    "香港特区": "香港特别行政区",
    "澳门特区": "澳门特别行政区",
}
# They are of a province and hold counties of it, and are in no table of divisions.
_NEW_AREAS = {"雄安新区": "13", "西咸新区": "61", "贵安新区": "52"}
# Words before they are names of divisions: they need the city in front.
_WORDS = frozenset(
    {"城区", "郊区", "矿区", "市区", "新区", "东区", "南区", "西区", "北区", "新市区"}
)
# Older names of these are too many to be sure of.
_RECENT = 1990


class Entry(NamedTuple):
    """Hold one meaning of a name.

    Attributes:
        rank: how sure the name is.
        level: 1 province, 2 city, 3 county.
        division: today's division; the one above where that of the name cannot be told.
        own: what a name below it must be within.
        within: the areas that it lies in, those that it lay in included.
        retired: the retired name and its years, else None.
    """

    rank: int
    level: int
    division: Division
    own: frozenset[str]
    within: frozenset[str]
    retired: CodeName | None = None


class Names(NamedTuple):
    """Hold all names, and how long those are that begin with two characters."""

    entries: dict[str, tuple[Entry, ...]]
    lengths: dict[str, tuple[int, ...]]


@cache
def names() -> Names:
    """Return the names of all divisions.

    >>> [e.division.full_name for e in names().entries["海南"]]
    ['海南省', '青海省海南藏族自治州', '内蒙古自治区乌海市海南区']
    """
    entries: dict[str, list[Entry]] = defaultdict(list)
    for name, entry in _all():
        if len(name) > 1 and entry not in entries[name]:
            entries[name].append(entry)
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in entries:
        lengths[name[:2]].add(len(name))
    return Names(
        {n: _useful(found) for n, found in entries.items()},
        {two: tuple(sorted(found, reverse=True)) for two, found in lengths.items()},
    )


def _useful(found: list[Entry]) -> tuple[Entry, ...]:
    """Return the meanings, the surest first; without a county that became part of its own city."""
    highest = min(e.level for e in found)
    kept = [e for e in found if e.division.level == e.level or e.level == highest]
    return tuple(sorted(kept, key=lambda e: (e.rank, e.level)))


def needs_parent(name: str) -> bool:
    """Say whether a name is a word of its own: 郊区."""
    return name in _WORDS


def _all() -> Iterator[tuple[str, Entry]]:
    by_name: dict[str, Entry] = {}
    for d in divisions():
        full = Entry(FULL, d.level, d, _own(d), _within(d))
        by_name[d.name] = full
        yield d.name, full
        loose = full._replace(rank=LOOSE)
        short = d.short_name
        if short != d.name:
            yield short, full._replace(rank=SHORT)
            for last in _last_words(d):
                if short + last != d.name:
                    yield short + last, loose
    for name, official in _ALIASES.items():
        rank = LOOSE if name[-1] in "区县州旗" else SHORT
        yield name, by_name[official]._replace(rank=rank)
    for name, province in _NEW_AREAS.items():
        above = division(province + "0000")
        assert above is not None
        yield name, Entry(FULL, 2, above, _own(above), _own(above))
    yield from _retired()


def _last_words(d: Division) -> tuple[str, ...]:
    """Return what people put behind a short name."""
    if d.level == 3:
        return ("区", "县", "市", "旗", "新区") if len(d.short_name) > 1 else ()
    if d.name.endswith("州"):
        return ("州", "市", "自治州", "地区")
    if d.level == 2:
        return ("市", "地区", "盟") if not d.name.endswith("市") else ("地区",)
    return ("自治区", "省") if d.name.endswith("自治区") else ()


def _retired() -> Iterator[tuple[str, Entry]]:
    # A division that only got another code keeps the last year of its name.
    latest: dict[tuple[str, Division, int], Entry] = {}
    for row in retired_names():
        made = _retired_entry(row)
        if made is None:
            continue
        key = (row.name, made.division, made.level)
        before = latest.get(key)
        if before is not None and before.retired is not None:
            made = made._replace(
                own=made.own | before.own,
                within=made.within | before.within,
                retired=max(row, before.retired, key=lambda r: r.last or 0),
            )
        latest[key] = made
    for (name, *_), entry in latest.items():
        yield name, entry
        short = Division("", name, entry.level).short_name
        recent = entry.retired is not None and (entry.retired.last or 0) >= _RECENT
        if short != name and recent and entry.division.level == entry.level:
            yield short, entry._replace(rank=SHORT_RETIRED)


def _retired_entry(row: CodeName) -> Entry | None:
    """Return the meaning of a retired name, or None where it is of no use."""
    level = 1 if row.code.endswith("0000") else 2 if row.code.endswith("00") else 3
    recent = (row.last or 0) >= _RECENT
    today = row.today
    if today is None:
        today = division(row.code[:2] + "0000")
        if level == 3 or not recent or today is None:
            return None
    if today.name == row.name and (
        level < 3 or not recent or row.code[:4] in _within(today) | _own(today)
    ):
        return None  # only the code is another; else it was of another city: 资阳市简阳市
    if "自治" in today.name and short_name(row.name) == today.short_name:
        return None  # 彭水县 is what people still say
    own = {_prefix(row.code, level)} | (_own(today) if today.level == level else set())
    within = {row.code[:2], row.code[:4]} - own if level > 1 else set()
    within |= _within(today) if today.level == level else _within(today) | _own(today)
    return Entry(RETIRED, level, today, frozenset(own), frozenset(within), row)


def _prefix(code: str, level: int) -> str:
    return code[: 2 * level]


def _own(d: Division) -> frozenset[str]:
    coded = d.level == 1 or not d.code.endswith("0000")
    return frozenset({_prefix(d.code, d.level) if coded else d.code[:2] + d.name})


def _within(d: Division) -> frozenset[str]:
    return frozenset().union(*(_own(p) for p in d.parents))
