"""Chinese addresses: divisions, code and rest, beside cpca.

Names of province, city and county always count, code and detail where a case gives them. A case
that names no city, or 市辖区, in a municipality is right with the municipality as its city: the
sources differ there. JioNLP's own speed is not run here: its licence (GPL, through jiojio) and its
148 MB keep it out; it read 205 lines a second where cpca read 16,000.
"""

import itertools
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import custmdm as cm
from benchmarks.standardise._case import Race, Score, Verdict, cases, standardized_column
from custmdm.data.china import divisions

_NAMES = ("province", "city", "county")
_GIVEN = ("adcode", "detail")
_MUNICIPALITIES = {"北京市", "天津市", "上海市", "重庆市"}
_ROADS = "人民路 中山路 建设路 解放大道 和平西路 科技路 长江路 文化街 朝阳北大街 南门西路".split()
_ESTATES = "阳光花园 锦绣苑 万科城 幸福里 金色家园".split()


def scores(data: Path) -> list[Score]:
    """Score the collected cases."""
    return [Score("cn_address", 0.98, [_verdict(case) for case in cases(data, "cn_address")])]


def _verdict(case: dict) -> Verdict:
    wanted = dict(case["expected"])
    parts = cm.kinds.get("postal_address").standardize(case["input"], country="CN").parts
    asked = [*_NAMES, *(name for name in _GIVEN if name in wanted)]
    # A source that gives the town, or says that there is none.
    asked += ["town"] if "town" in wanted else []
    if wanted.get("province") in _MUNICIPALITIES and wanted.get("city") in (None, "市辖区"):
        wanted["city"] = wanted["province"]
    expected = {name: wanted.get(name) or "" for name in asked}
    got = {name: parts.get(name, "") for name in asked}
    return Verdict(case["input"], _text(expected), _text(got), expected == got)


def _text(parts: dict[str, str]) -> str:
    return " ".join(f"{name}={text}" for name, text in parts.items() if text) or "nothing"


def races() -> list[Race]:
    """Race cpca, which is given the whole list at once, as its documentation says."""

    def cpca(values: Sequence[str]) -> object:
        import cpca

        return cpca.transform(values)

    values = list(itertools.islice(_lines(), 6000))
    ours = standardized_column("postal_address", "CN")
    return [Race("cn_address", "cpca.transform", 3, values, ours, cpca)]


def _lines() -> Iterator[str]:
    """Yield distinct addresses: mostly in full, some short, spaced, ambiguous or with a name."""
    dice = random.Random(7)
    counties = [d for d in divisions() if d.level == 3 and len(d.parents) > 1]
    seen = set()
    while True:
        county = dice.choice(counties)
        province, city = county.parents[0], county.parents[1]
        street = f"{dice.choice(_ROADS)}{dice.randint(1, 999)}号"
        room = f"{dice.randint(1, 30)}栋{dice.randint(1, 6)}单元{dice.randint(101, 2905)}室"
        if dice.random() < 0.5:
            street += dice.choice(_ESTATES) + room
        line = dice.choices(
            (
                f"{province.name}{city.name}{county.name}{street}",
                f"{province.short_name}{city.name}{county.name}{street}",
                f"{city.name}{county.name}{street}",
                f"{province.short_name}{city.short_name}{county.name}{street}",
                f"{province.name} {city.name} {county.name} {street}",
                f"{city.short_name}{county.short_name}{street}",
                f"{county.name}{street}",
                f"{province.name}{city.name}{street}",
                f"收货地址：{province.name}{city.name}{county.name}{street}，王伟 13812345678",
            ),
            (40, 15, 15, 10, 7, 4, 4, 2, 3),
        )[0]
        if line not in seen:
            seen.add(line)
            yield line
