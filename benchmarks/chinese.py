"""Make the rows of an invented Chinese CRM, and say who is who.

    python -m benchmarks.chinese --records 5000 --out customers.csv

Four rows in ten are customers who were entered once more. Names are in Han characters, some of them
traditional, or in pinyin with the family name first or last, in one word or three; some carry a
title, and a few rows hold no more than 王先生 and a phone. Mobiles come with and without +86 and
spaces, birth dates in five spellings and as 1900-01-01 where nobody asked, identity numbers of 18
digits and of the 15 of old cards, or none, addresses in full and as people shorten them.

What makes it hard: namesakes (one in fourteen has one of twenty common names), families (one
address, a child's family name that of its father, sometimes one phone for two), twins (one birth
date, identity numbers next to each other, often a character of the given name in common),
homophones (伟 and 玮), new phones and removals. Check digits are right unless a slip made them
wrong. One row in a hundred shares nothing with the customer's first that would tell who it is.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
from attrs import evolve, frozen

from custmdm.data.china import divisions
from custmdm.data.han import reading

T = TypeVar("T")

KINDS = {
    "name": "person_name", "mobile": "phone", "email": "email", "id_card": "national_id",
    "birth_date": "birth_date", "address": "postal_address",
}  # fmt: skip

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚"
    "沈钟姜崔谭陆范汪廖石金韦贾夏方邹熊白孟秦邱江尹薛段雷侯龙陶黎贺毛郝顾龚邵万覃武钱戴严莫孔向汤"
)
COMPOUND = ("欧阳", "上官", "司马", "诸葛")
COMMON = (
    "张伟 王伟 王芳 李伟 王秀英 李秀英 李娜 张秀英 刘伟 张敏 "
    "李静 张丽 王静 王丽 李强 张静 李敏 王敏 王磊 刘洋"
).split()
# By gender: given names of one character, then the first and the second characters of two.
GIVEN = {
    "M": (
        "伟强磊军勇涛超杰明刚平辉鹏飞波斌浩凯旭健峰帅洋龙亮",
        "建志文国海永家子天一博泽俊晓明成宇浩梓振立德少嘉",
        "伟强军杰涛明辉鹏华飞波斌宇轩阳林龙东平凯睿晨豪峰然祥",
    ),
    "F": (
        "芳娜敏静丽艳娟霞燕玲红梅莉雪婷倩洁颖琳丹蕾萍慧",
        "晓雨思梦诗佳欣春秀桂玉雪子怡慧文丽淑美若婉",
        "芳娜敏静丽娟霞燕玲萍红英梅莉婷倩洁颖琳琪涵怡瑶菲薇云兰",
    ),
}
ALIKE = "伟玮|静婧|丽莉|杰洁|明铭|华骅|玲琳|晓小|宇雨|俊骏|颖影|欣鑫|佳嘉|辉晖|健建|慧惠|诗施|英瑛"
TRADITIONAL = dict(
    zip(
        "张刘陈杨黄赵吴孙马罗郑谢许韩邓冯蒋叶苏吕卢钟谭陆贾韦邹龙贺顾龚万钱严汤欧阳诸伟强军杰涛刚辉鹏飞凯帅"
        "华轩东国泽晓静丽艳红洁颖瑶云梦诗兰龙婧莹",
        "張劉陳楊黃趙吳孫馬羅鄭謝許韓鄧馮蔣葉蘇呂盧鍾譚陸賈韋鄒龍賀顧龔萬錢嚴湯歐陽諸偉強軍傑濤剛輝鵬飛凱帥"
        "華軒東國澤曉靜麗艷紅潔穎瑤雲夢詩蘭龍婧瑩",
        strict=True,
    )
)
CITIES = (
    "北京市 上海市 广州市 深圳市 杭州市 成都市 重庆市 武汉市 南京市 苏州市 西安市 天津市 "
    "长沙市 郑州市 青岛市 宁波市 沈阳市 合肥市 济南市 厦门市 福州市 大连市 昆明市 哈尔滨市"
).split()
ROADS = (
    "中山路 人民路 解放路 建设路 和平路 新华路 文化路 胜利路 长江路 黄河路 朝阳路 学府路 振兴街 "
    "迎宾大道 青年路 滨河路 光明街 友谊路 工农路 环城北路 红旗大街 公园路 东风路 北京路 南京路 "
    "花园街 体育场路 科技路 科苑路"
).split()
# What is typed where a field has to be filled.
FILLERS = ("无", "N/A", "-", "13800000000", "00000000000")
ESTATES = "阳光花园 锦绣家园 翠湖苑 金色港湾 御景园 丽景苑 幸福里 东方新城 世纪嘉园".split()
DOMAINS = ("163.com", "126.com", "gmail.com", "outlook.com", "sina.com", "foxmail.com")
PREFIXES = (
    "130 131 132 133 134 135 136 137 138 139 150 151 152 153 155 157 158 159 177 180 182 183 186 "
    "187 188 189"
).split()

COLUMNS = list(KINDS)
# What any row lacks.
LACKING = {"mobile": 0.12, "email": 0.45, "id_card": 0.5, "birth_date": 0.2, "address": 0.15}


@frozen
class Address:
    """Hold one home; a municipality has no province beside it."""

    province: str
    city: str
    county: str
    street: str
    number: int
    estate: str
    block: int
    unit: int
    room: int


@frozen
class Person:
    """Hold one customer as they truly are."""

    family: str
    given: str
    gender: str
    birth: str
    mobile: str
    email: str
    id_card: str
    home: Address


class _Dice:
    """Draw in words, from one seed."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)

    def chance(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def below(self, n: int) -> int:
        return int(self.rng.integers(n))

    def between(self, low: int, high: int) -> int:
        return int(self.rng.integers(low, high + 1))

    def pick(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def skewed(self, items: Sequence[T], shift: float) -> T:
        """Return an item, the k-th in proportion to 1 / (k + shift)."""
        ends = np.cumsum(1.0 / (np.arange(len(items)) + 1.0 + shift))
        return items[int(np.searchsorted(ends, self.rng.random() * ends[-1]))]


def customers(n_records: int, seed: int = 0) -> tuple[pd.DataFrame, npt.NDArray[np.int64]]:
    """Return a table of Chinese customers, and the entity of each of its rows.

    Args:
        n_records: the number of rows.
        seed: the same seed gives the same table.

    Returns:
        A frame with id and six columns of text, None where a value is missing, the rows in random
        order; and the number of the customer of each row.
    """
    dice = _Dice(seed)
    n_again = round(0.4 * n_records)
    people = _people(n_records - n_again, dice)
    first = [_row(person, dice) for person in people]
    entity = list(range(len(people)))
    rows = list(first)
    for _ in range(n_again):
        who = dice.below(len(people))
        entity.append(who)
        rows.append(_again(people[who], first[who], dice))
    order = dice.rng.permutation(n_records)
    frame = pd.DataFrame([rows[i] for i in order], columns=COLUMNS, dtype=object)
    frame.insert(0, "id", [f"C{i:06d}" for i in range(n_records)])
    return frame, np.array(entity, dtype=np.int64)[order]


# --- who they are ---


def _people(n: int, dice: _Dice) -> list[Person]:
    """Return n persons, a third of them in families."""
    counties = [d for d in divisions() if d.level == 3 and d.code[0] in "123456"]
    homes = {city: [d for d in counties if d.name[-1] == "区" and d.parents[-1].name == city]
             for city in CITIES}  # fmt: skip
    # These codes are as old as anybody's identity card.
    codes = [d.code for d in counties if d.since <= 1980]
    people: list[Person] = []
    while len(people) < n:
        county = dice.pick(homes[dice.skewed(CITIES, 4.0)])
        *province, city = [d.name for d in county.parents]
        home = Address(
            "".join(province), city, county.name, dice.pick(ROADS), dice.between(1, 300),
            dice.pick(ESTATES) if dice.chance(0.5) else "", dice.between(1, 24), dice.between(1, 4),
            dice.between(1, 18) * 100 + dice.between(1, 4),
        )  # fmt: skip
        code = dice.pick(codes)
        head = _person(dice, code, home, dice.pick("MF"), dice.between(1945, 1998))
        family = [head]
        year = int(head.birth[:4])
        if dice.chance(0.13):
            other = "F" if head.gender == "M" else "M"
            family.append(_person(dice, code, home, other, year + dice.between(-4, 4)))
        if year < 1980 and dice.chance(0.1):
            father = next((p for p in family if p.gender == "M"), head)
            child_year = year + dice.between(23, 28)
            child = _person(dice, code, home, dice.pick("MF"), child_year, father.family)
            if dice.chance(0.3):
                child = evolve(child, mobile=head.mobile)
            family.append(child)
            if dice.chance(0.15):
                family.append(_twin(child, dice))
        if len(family) > 1 and dice.chance(0.15):
            family[1] = evolve(family[1], mobile=head.mobile)
        people += family
    return people[:n]


def _person(
    dice: _Dice, code: str, home: Address, gender: str, year: int, family: str = ""
) -> Person:
    if not family and dice.chance(0.07):
        full = dice.pick([name for name in COMMON if (name[1] in "伟强磊洋") == (gender == "M")])
        family, given = full[0], full[1:]
    else:
        family = family or (dice.pick(COMPOUND) if dice.chance(0.004) else dice.skewed(SURNAMES, 3))
        given = _given(dice, gender)
    birth = f"{year}-{dice.between(1, 12):02d}-{dice.between(1, 28):02d}"
    mobile = dice.pick(PREFIXES) + f"{dice.below(10**8):08d}"
    latin = pinyin(given) + pinyin(family)
    if dice.chance(0.4):
        email = f"{dice.between(10**7, 10**9)}@qq.com"
    else:
        latin = dice.pick([latin, pinyin(family) + pinyin(given), f"{latin[0]}.{pinyin(family)}"])
        month_and_day = birth[5:7] + birth[8:]
        tail = dice.pick([birth[2:4], birth[:4], month_and_day, str(dice.below(1_000)), ""])
        email = f"{latin}{tail}@{dice.skewed(DOMAINS, 1.0)}"
    number = dice.between(1, 499) * 2 - (gender == "M")
    id_card = with_check_digit(f"{code}{birth.replace('-', '')}{number:03d}")
    return Person(family, given, gender, birth, mobile, email, id_card, home)


def _given(dice: _Dice, gender: str) -> str:
    single, first, second = GIVEN[gender]
    if dice.chance(0.28):
        return dice.skewed(single, 4.0)
    one = dice.skewed(first, 6.0)
    return one + dice.pick([c for c in second if c != one])


def _twin(person: Person, dice: _Dice) -> Person:
    """Return a twin of the same gender, registered just after."""
    number = (int(person.id_card[14:17]) + 2) % 1_000
    given = person.given
    while given == person.given:
        given = _given(dice, person.gender)
        if len(person.given) == 2 and len(given) == 2:
            given = person.given[0] + given[1]
    return evolve(
        person, given=given, mobile=dice.pick(PREFIXES) + f"{dice.below(10**8):08d}",
        email=f"{dice.between(10**7, 10**9)}@qq.com",
        id_card=with_check_digit(f"{person.id_card[:14]}{number:03d}"),
    )  # fmt: skip


def pinyin(text: str) -> str:
    """Return the reading of a name in small letters, ü as v."""
    return "".join({"曾": "zeng", "覃": "qin"}.get(c) or reading(c) for c in text)


def with_check_digit(digits: str) -> str:
    """Return 17 digits of an identity number with the check digit of GB 11643."""
    total = sum(int(d) * (1 << (17 - i)) for i, d in enumerate(digits))
    return digits + "10X98765432"[total % 11]


# --- how a row shows them ---


def _row(person: Person, dice: _Dice) -> dict[str, str | None]:
    """Return a row that is right, as far as it says something."""
    row: dict[str, str | None] = {
        "name": _name(person, dice),
        "mobile": _mobile(person.mobile, dice),
        "email": person.email.upper() if dice.chance(0.03) else person.email,
        "id_card": _id_card(person, dice),
        "birth_date": _date(person.birth, dice),
        "address": _address(person.home, dice),
    }
    if dice.chance(0.03):  # A thin row: a name, and one way to reach them.
        row = {**dict.fromkeys(COLUMNS), "name": row["name"], "mobile": row["mobile"]}
        if dice.chance(0.3):
            row["name"] = person.family + ("先生" if person.gender == "M" else "女士")
        return row
    for name, share in LACKING.items():
        if dice.chance(share):
            row[name] = None
    if row["birth_date"] and dice.chance(0.05):
        row["birth_date"] = "1900-01-01"
    if row["mobile"] is None and dice.chance(0.1):
        row["mobile"] = dice.pick(["无", "13800000000", "00000000000"])
    if row["email"] is None and dice.chance(0.03):
        row["email"] = dice.pick(["无", "N/A", "-"])
    return row


def _again(person: Person, first: dict[str, str | None], dice: _Dice) -> dict[str, str | None]:
    """Return a row of one entered once more: something may be new, something mistyped."""
    now = person
    if dice.chance(0.1):
        now = evolve(now, mobile=dice.pick(PREFIXES) + f"{dice.below(10**8):08d}")
    elif dice.chance(0.03):
        now = evolve(now, mobile=_slip(now.mobile, 3, dice))
    if dice.chance(0.08):
        now = evolve(now, email=f"{dice.between(10**7, 10**9)}@qq.com")
    if dice.chance(0.08):
        home = evolve(
            now.home, street=dice.pick(ROADS), number=dice.between(1, 300), estate="",
            block=dice.between(1, 24), room=dice.between(1, 18) * 100 + 2,
        )  # fmt: skip
        now = evolve(now, home=home)
    if dice.chance(0.015):
        now = evolve(now, id_card=_slip(now.id_card, 6, dice))
    if dice.chance(0.03):
        now = evolve(now, birth=_slip_of_date(now.birth, dice))
    if dice.chance(0.04):
        now = evolve(now, given=_homophone(now.given, dice))
    row = _row(now, dice)
    # But for a few, a row can be told by what it shares with the first one.
    if dice.chance(0.02):
        return row
    shown = [name for name in ("mobile", "id_card", "email") if first[name] not in (None, *FILLERS)]
    if not any(
        row[name] not in (None, *FILLERS) and getattr(now, name) == getattr(person, name)
        for name in shown
    ):
        for name in shown[:1]:
            row[name] = getattr(person, name)
    return row


def _name(person: Person, dice: _Dice) -> str:
    if dice.chance(0.2):
        return _pinyin_name(person, dice)
    name = person.family + person.given
    if dice.chance(0.07):
        name = "".join(TRADITIONAL.get(c, c) for c in name)
    if dice.chance(0.02):
        name = f"{person.family}{dice.pick([' ', '　'])}{person.given}"
    if dice.chance(0.05):
        titles = ["先生", "经理", "老师"] if person.gender == "M" else ["女士", "小姐", "老师"]
        name += dice.pick(titles)
    return name


def _pinyin_name(person: Person, dice: _Dice) -> str:
    family = pinyin(person.family).capitalize()
    given = pinyin(person.given).capitalize()
    parts = " ".join(pinyin(c).capitalize() for c in person.given)
    name = dice.pick(
        [f"{family} {given}", f"{family} {given}", f"{given} {family}", f"{given} {family}",
         f"{family} {parts}", f"{parts} {family}", f"{family}, {given}", f"{family}{given}",
         f"{family.upper()} {given}"]
    )  # fmt: skip
    if dice.chance(0.03):
        name = ("Mr. " if person.gender == "M" else "Ms. ") + name
    return dice.pick([name, name, name, name.upper(), name.lower()])


def _mobile(number: str, dice: _Dice) -> str:
    parts = f"{number[:3]} {number[3:7]} {number[7:]}"
    return dice.pick(
        [number, number, number, number, number, parts, parts.replace(" ", "-"), "+86" + number,
         "+86 " + number, "+86 " + parts, "86-" + number, "0086" + number]
    )  # fmt: skip


def _id_card(person: Person, dice: _Dice) -> str:
    number = person.id_card
    # An X at the end would be lost, so a card of 15 digits is always of one born before 2000.
    if number[6:8] == "19" and dice.chance(0.06):
        return number[:6] + number[8:17]
    return number.lower() if dice.chance(0.1) else number


def _date(birth: str, dice: _Dice) -> str:
    year, month, day = birth.split("-")
    return dice.pick(
        [birth, birth, birth, f"{year}/{month}/{day}", f"{year}/{int(month)}/{int(day)}",
         f"{year}年{int(month)}月{int(day)}日", f"{year}{month}{day}", f"{year}.{month}.{day}"]
    )  # fmt: skip


def _address(home: Address, dice: _Dice) -> str:
    province, city, county = home.province, home.city, home.county
    if dice.chance(0.3):
        province = ""
    if dice.chance(0.25):
        province, city = (_short(province), _short(city))
    if dice.chance(0.1):
        county = ""
    street = f"{home.street}{home.number}号{home.estate}"
    block, unit, room = home.block, home.unit, home.room
    inside = dice.pick(
        [f"{block}号楼{unit}单元{room}室", f"{block}号楼{unit}单元{room}室",
         f"{block}号楼{unit}单元{room}", f"{block}栋{unit}单元{room}",
         f"{block}幢{unit}单元{room}室", f"{block}-{unit}-{room}"]
    )  # fmt: skip
    if dice.chance(0.1):
        inside = ""
    gap = " " if dice.chance(0.1) else ""
    return gap.join(part for part in (province, city, county, street + inside) if part)


def _short(name: str) -> str:
    return name[:-1] if len(name) > 2 and name[-1] in "省市" else name


# --- slips ---


def _slip(digits: str, start: int, dice: _Dice) -> str:
    """Return digits with two neighbours exchanged, or one wrong."""
    at = dice.between(start, len(digits) - 3)
    if digits[at] != digits[at + 1] and dice.chance(0.6):
        return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    return digits[:at] + str((int(digits[at]) + dice.between(1, 9)) % 10) + digits[at + 1 :]


def _slip_of_date(birth: str, dice: _Dice) -> str:
    year, month, day = birth.split("-")
    if int(day) <= 12 and day != month:
        return f"{year}-{day}-{month}"
    if dice.chance(0.4):
        return f"{int(year) + dice.pick([-1, 1, 10])}-{month}-{day}"
    return f"{year}-{month}-{(int(day) + dice.pick([0, 9, 26])) % 28 + 1:02d}"


def _homophone(given: str, dice: _Dice) -> str:
    pairs = [(pair[0], pair[1]) for pair in ALIKE.split("|") if set(pair) & set(given)]
    if not pairs:
        return given
    one, two = dice.pick(pairs)
    return given.replace(one, two) if one in given else given.replace(two, one)


def main() -> None:
    """Write a table as CSV, the customer of each row last, as `cluster`."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--records", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    frame, entity = customers(arguments.records, arguments.seed)
    # With a byte-order mark: spreadsheets need it to read Chinese.
    frame.assign(cluster=entity).to_csv(arguments.out, index=False, encoding="utf-8-sig")


if __name__ == "__main__":
    main()
