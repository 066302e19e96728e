"""Whole records: a customer table of 100,000 rows beside a chain of libraries, row by row."""

import random
from collections.abc import Sequence
from typing import Any

import custmdm as cm
from benchmarks.standardise._case import Race

ROWS = 100_000
# The chain takes minutes for all of them: it gets each 50th row.
EVERY = 50

KINDS = {
    "name": "person_name",
    "company": "organization_name",
    "phone": "phone",
    "email": "email",
    "address": "postal_address",
    "birth_date": "birth_date",
    "id": "national_id",
}
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许"
    "韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英"
    "华玉兰志建国海文晓春红梅宇浩然子轩雨欣思涵梓萱嘉怡"
)
_TRADES = (
    "科技",
    "贸易",
    "信息技术",
    "餐饮管理",
    "建筑工程",
    "文化传媒",
    "电子商务",
    "物流",
    "医疗器械",
    "咨询",
)
_FORMS = ("有限公司", "有限责任公司", "股份有限公司", "集团有限公司")
_PLACES = (
    ("北京市", "海淀区", "110108"), ("北京市", "朝阳区", "110105"), ("上海市", "徐汇区", "310104"),
    ("广东省深圳市", "南山区", "440305"), ("广东省广州市", "天河区", "440106"),
    ("四川省成都市", "武侯区", "510107"), ("浙江省杭州市", "西湖区", "330106"),
    ("江苏省南京市", "鼓楼区", "320106"), ("湖北省武汉市", "洪山区", "420111"),
    ("陕西省西安市", "雁塔区", "610113"),
)  # fmt: skip
_ROADS = (
    "中山路",
    "人民路",
    "解放大道",
    "科技路",
    "建设北路",
    "文化路",
    "长江路",
    "学院南路",
    "新华街",
)
_DOMAINS = ("qq.com", "163.com", "126.com", "gmail.com", "outlook.com", "sina.com", "example.org")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def rows(n: int, seed: int = 0) -> list[dict[str, str]]:
    """Return customers as several systems write them; a third of the values is there twice."""
    rng = random.Random(seed)
    distinct = [_customer(rng) for _ in range(n * 2 // 3)]
    columns = {}
    for name in KINDS:
        values = [customer[name] for customer in distinct]
        values += rng.choices(values, k=n - len(values))
        rng.shuffle(values)
        columns[name] = values
    return [dict(zip(KINDS, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _customer(rng: random.Random) -> dict[str, str]:
    name = rng.choice(_SURNAMES) + "".join(rng.choices(_GIVEN, k=rng.choice((1, 2, 2))))
    city, district, adcode = rng.choice(_PLACES)
    brand = "".join(rng.choices(_GIVEN, k=2))
    digits = rng.choice(("138", "139", "150", "158", "186", "189")) + f"{rng.randrange(10**8):08}"
    year, month, day = rng.randint(1945, 2004), rng.randint(1, 12), rng.randint(1, 28)
    number = f"{adcode}{year}{month:02}{day:02}{rng.randrange(1000):03}"
    check = "10X98765432"[sum(int(d) * w for d, w in zip(number, _WEIGHTS, strict=True)) % 11]
    place = city[-3:-1] if rng.random() < 0.5 else ""
    room = f"{rng.randint(1, 30)}号楼{rng.randint(101, 2999)}室" if rng.random() < 0.6 else ""
    local = f"{rng.choice(('li', 'wang', 'chen', 'anna', 'tom', 'shop'))}.{rng.randrange(10**6)}"
    return {
        "name": rng.choice((name, name, name, f"{name}先生", f"{name[0]} {name[1:]}")),
        "company": f"{place}{brand}{rng.choice(_TRADES)}{rng.choice(_FORMS)}",
        "phone": rng.choice(
            (digits, digits, f"+86{digits}", f"{digits[:3]} {digits[3:7]} {digits[7:]}",
             f"{digits[:3]}-{digits[3:7]}-{digits[7:]}")
        ),
        "email": f"{local}@{rng.choice(_DOMAINS)}",
        "address": f"{city}{district}{rng.choice(_ROADS)}{rng.randint(1, 999)}号{room}",
        "birth_date": rng.choice(
            (f"{year}-{month:02}-{day:02}", f"{year}/{month}/{day}", f"{year}{month:02}{day:02}")
        ),
        "id": number + check,
    }  # fmt: skip


def ours(records: Sequence[Any]) -> object:
    """Standardize the table through the public API."""
    import pandas as pd

    frame = pd.DataFrame(list(records))
    return cm.standardize(frame, kinds=KINDS, context=cm.Context(country="CN"))


def chain(records: Sequence[Any]) -> object:
    """Do it row by row with one library a column, as its documentation shows."""
    import cpca
    import phonenumbers
    from cleanco import basename
    from dateutil import parser
    from email_validator import validate_email
    from nameparser import locales, parser_for
    from stdnum.cn import ric

    parse_name = parser_for(locales.ZH).parse
    done = []
    for row in records:
        number = phonenumbers.parse(row["phone"], "CN")
        phonenumbers.is_valid_number(number)
        name = parse_name(row["name"])
        done.append(
            (
                name.given, name.family, basename(row["company"]),
                phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),
                validate_email(row["email"], check_deliverability=False).normalized,
                cpca.transform([row["address"]]).iloc[0].tolist(),
                parser.parse(row["birth_date"]).date().isoformat(),
                ric.is_valid(row["id"]),
            )
        )  # fmt: skip
    return done


def races() -> list[Race]:
    """Return the race of whole records."""
    table: Any = rows(ROWS)
    return [Race("records", "the chain, row by row", 20, table, ours, chain, every=EVERY)]
