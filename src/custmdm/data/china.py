"""The divisions of China: today's with their codes, the retired ones with their years.

Generated tables, see tools/make_china_divisions.py: today's are those of the Ministry of Civil
Affairs of 2025-12-31, the retired ones are of the years 1980 to 2024.

>>> [d.full_name for d in divisions_named("朝阳区")]
['北京市朝阳区', '吉林省长春市朝阳区']
>>> division("510107").full_name
'四川省成都市武侯区'
"""

import re
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from custmdm._pattern import lazy_pattern
from custmdm.data._tables import table
from custmdm.data.han import simplified

__all__ = [
    "CITY_LEVEL",
    "COUNTY",
    "DATA_AS_OF",
    "PROVINCE",
    "CodeName",
    "Division",
    "code_names",
    "division",
    "divisions",
    "divisions_named",
    "retired_names",
    "short_name",
]

# The levels of divisions; a city is a prefecture.
PROVINCE, CITY_LEVEL, COUNTY = 1, 2, 3
# The day of the Ministry's table.
DATA_AS_OF = "2025-12-31"
_NATIONS = (
    "各|蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|"
    "柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|鄂温克|保安|裕固|独龙|鄂伦春"
)
_NATION = lazy_pattern(
    rf"(?<=..)(?:(?:{_NATIONS})族|蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|回族|壮族|维吾尔)+$"
)
_SORT = lazy_pattern(r"(?<=..)(?:特别行政区|自治区|地区|新区|矿区|林区|特区|[省市区县盟旗])$")


class Division(NamedTuple):
    """Say where a division of today is.

    Attributes:
        code: six digits of GB/T 2260; below Hong Kong, Macau and Taiwan, which have none, the
            code of these.
        name: the full official name.
        level: 1 province, 2 city (prefecture), 3 county.
        parents: the divisions above it, the province first.
        since: the year since when it has this name and code, 1980 if earlier; 0 if not known.
    """

    code: str
    name: str
    level: int
    parents: "tuple[Division, ...]" = ()
    since: int = 0

    @property
    def full_name(self) -> str:
        """Return the name with those of the divisions above it."""
        return "".join(d.name for d in (*self.parents, self))

    @property
    def short_name(self) -> str:
        """Return the name without its sort, where two characters are left: 武侯, 延边, 新疆."""
        return short_name(self.name)


class CodeName(NamedTuple):
    """Say what a code meant in which years.

    Attributes:
        code: six digits.
        name: the name then.
        first: the first year, 1980 if earlier; 0 if not known.
        last: the last year, or None where it is in force.
        today: today's division: itself, its successor, or the city above where it was split up;
            None where that cannot be told.
    """

    code: str
    name: str
    first: int
    last: int | None
    today: Division | None


def division(code: str) -> Division | None:
    """Return today's division of a code of six digits.

    >>> division("110108").name, division("330103")
    ('海淀区', None)
    """
    return _by_code().get(code)


def divisions() -> tuple[Division, ...]:
    """Return all divisions of today, those of Hong Kong, Macau and Taiwan included."""
    return _divisions()


@cache
def _divisions() -> tuple[Division, ...]:
    found: list[Division] = []
    above: dict[str, Division] = {}
    for line in _lines("china_divisions.tsv"):
        code, level, name, since = line.split("\t")
        keys = (code[:2], code[:4]) if level == "3" else (code[:2],)
        parents = () if level == "1" else tuple(above[k] for k in keys if k in above)
        made = Division(code, name, int(level), parents, int(since or 0))
        if level == "1":
            above[code[:2]] = made
        elif level == "2" and not code.endswith("0000"):
            above[code[:4]] = made
        found.append(made)
    return tuple(found)


def code_names(code: str) -> tuple[CodeName, ...]:
    """Return every name that a code has had since 1980, the latest first.

    >>> [(n.name, n.first, n.last, n.today.name) for n in code_names("420600")]
    [('襄阳市', 2010, None, '襄阳市'), ('襄樊市', 1980, 2009, '襄阳市')]
    >>> [(n.name, n.last, n.today.name) for n in code_names("330103")]
    [('下城区', 2020, '拱墅区')]
    >>> code_names("999999")
    ()
    """
    now = division(code)
    latest = () if now is None else (CodeName(code, now.name, now.since, None, now),)
    return latest + _retired_by_code().get(code, ())


def retired_names() -> tuple[CodeName, ...]:
    """Return every retired code and name."""
    return _retired()


@cache
def _retired() -> tuple[CodeName, ...]:
    rows = (line.split("\t") for line in _lines("china_retired.tsv"))
    return tuple(
        CodeName(code, name, int(first), int(last), division(successor))
        for code, name, first, last, successor in rows
    )


def divisions_named(name: str) -> tuple[Division, ...]:
    """Return the divisions of today that a full, short or retired name may mean.

    The province comes before the city, and the city before the county:

    >>> [d.full_name for d in divisions_named("吉林")]
    ['吉林省', '吉林省吉林市']
    >>> [d.full_name for d in divisions_named("襄樊")], divisions_named("中关村")
    (['湖北省襄阳市'], ())

    Traditional characters are read too:

    >>> [d.full_name for d in divisions_named("廣東")]
    ['广东省']
    """
    return _by_name().get(simplified(name), ())


def short_name(name: str) -> str:
    """Return a division's name without what sort of division it is, and whose.

    >>> [
    ...     short_name(n)
    ...     for n in ("武侯区", "延边朝鲜族自治州", "新疆维吾尔自治区", "郊区", "东乡族自治县")
    ... ]
    ['武侯', '延边', '新疆', '郊区', '东乡']
    """
    bare = re.sub("自治[州县旗区]$", "", name)
    if bare == name:
        return _SORT.sub("", name)
    short = _NATION.sub("", bare)
    return short if short != bare else bare.removesuffix("族")


@cache
def _by_code() -> dict[str, Division]:
    found: dict[str, Division] = {}
    for d in divisions():
        found.setdefault(d.code, d)
    return found


@cache
def _retired_by_code() -> dict[str, tuple[CodeName, ...]]:
    found: dict[str, list[CodeName]] = defaultdict(list)
    for row in sorted(_retired(), key=lambda r: -(r.last or 0)):
        found[row.code].append(row)
    return {code: tuple(rows) for code, rows in found.items()}


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    found: dict[str, dict[Division, None]] = defaultdict(dict)
    for d in divisions():
        found[d.name][d] = None
        found[d.short_name][d] = None
    for row in _retired():
        if row.today is not None and row.name not in found:
            found[row.name][row.today] = None
            if row.code.endswith("00"):
                found[short_name(row.name)][row.today] = None
    return {name: tuple(sorted(ds, key=lambda d: d.level)) for name, ds in found.items()}


def _lines(name: str) -> list[str]:
    return table(name).splitlines()
