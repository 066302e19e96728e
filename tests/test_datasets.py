"""The bundled sample is whole, can be made again, and is as hard as it says."""

import csv
import io
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from difflib import SequenceMatcher
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest

from custmdm.datasets import Sample, sample

GENERATOR = Path(__file__).parents[1] / "tools" / "make_sample.py"
HAN = re.compile(r"[\u4e00-\u9fff]")
KEYS = {"crm": "id", "erp": "customer_no", "shop": "account"}


class Seen(NamedTuple):
    """What the tests look at in a row, the same for all systems."""

    record: str
    entity: str
    name: str
    phone: str
    email: str
    birth: str
    street: str
    town: str


@pytest.fixture(scope="module")
def data() -> Sample:
    return sample()


@pytest.fixture(scope="module")
def seen(data: Sample) -> list[Seen]:
    return list(read_all(data))


def systems(data: Sample) -> dict[str, tuple[dict[str, str], ...]]:
    return {"crm": data.crm, "erp": data.erp, "shop": data.shop}


def digits(text: str) -> str:
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text))


def birth_date(text: str) -> str:
    """The eight digits of a date, year first."""
    parts = re.findall(r"\d+", text)
    if len(parts) == 3 and len(parts[2]) == 4:
        month, day = (0, 1) if "/" in text else (1, 0)
        parts = [parts[2], parts[month], parts[day]]
    return "".join(part.zfill(2) for part in parts)


def read_all(data: Sample) -> Iterator[Seen]:
    for row in data.crm:
        record, person = f"crm:{row['id']}", row["type"] == "person"
        name = row["full_name"] if person else row["company_name"]
        phone = digits(re.split("-8..$|转", row["mobile"] or row["tel"])[0])
        yield Seen(record, data.truth[record], name, phone[-8:], row["email"],
                   birth_date(row["dob"]), digits(row["address"]), row["city"])  # fmt: skip
    for row in data.erp:
        record, person = f"erp:{row['customer_no']}", row["kind"] == "P"
        name = f"{row['first_name']} {row['last_name']}" if person else row["organisation"]
        phone = digits(re.split("-8..$|转| x| ext", row["phone"])[0])
        yield Seen(record, data.truth[record], name, phone[-8:], row["e_mail"],
                   birth_date(row["birth_date"]), digits(row["street"]), row["city"])  # fmt: skip
    for row in data.shop:
        record = f"shop:{row['account']}"
        yield Seen(record, data.truth[record], row["name"], digits(row["phone"])[-8:],
                   row["email"], birth_date(row["birthday"]), digits(row["street_address"]),
                   row["town"])  # fmt: skip


def alike(a: str, b: str) -> float:
    return SequenceMatcher(None, a.casefold(), b.casefold()).ratio()


def exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


# --- it is whole ---


def test_it_holds_about_two_thousand_rows_of_1350_customers(data: Sample) -> None:
    assert sum(len(rows) for rows in systems(data).values()) == pytest.approx(2000, rel=0.03)
    assert all(len(rows) > 500 for rows in systems(data).values())
    kinds = Counter(entity[0] for entity in set(data.truth.values()))
    assert kinds.total() == pytest.approx(1350, rel=0.03)
    assert kinds["P"] / kinds.total() == pytest.approx(0.75, abs=0.03)


def test_a_customer_has_one_to_five_rows(data: Sample) -> None:
    sizes = Counter(Counter(data.truth.values()).values())
    assert sorted(sizes) == [1, 2, 3, 4, 5]
    assert sizes[1] > sizes[2] > sizes[3] > sizes[4] > sizes[5]


def test_a_customer_can_be_twice_in_one_system(data: Sample) -> None:
    for system, rows in systems(data).items():
        entities = [data.truth[f"{system}:{row[KEYS[system]]}"] for row in rows]
        assert len(set(entities)) < len(entities)


def test_a_key_comes_once_in_its_system(data: Sample) -> None:
    for system, rows in systems(data).items():
        assert len({row[KEYS[system]] for row in rows}) == len(rows)


def test_the_truth_names_every_row_exactly_once(data: Sample) -> None:
    text = files("custmdm").joinpath("data", "sample", "truth.csv").read_text(encoding="utf-8")
    truth = list(csv.DictReader(io.StringIO(text)))
    records = [
        f"{system}:{row[KEYS[system]]}" for system, rows in systems(data).items() for row in rows
    ]
    assert sorted(row["record"] for row in truth) == sorted(records)
    assert {(row["entity"][0], row["type"]) for row in truth} == {
        ("P", "person"),
        ("O", "organization"),
    }


def test_a_row_is_of_the_type_of_its_customer(data: Sample) -> None:
    for row in data.crm:
        assert data.truth[f"crm:{row['id']}"][0] == {"person": "P", "company": "O"}[row["type"]]
    for row in data.erp:
        assert data.truth[f"erp:{row['customer_no']}"][0] == row["kind"]
    assert all(data.truth[f"shop:{row['account']}"][0] == "P" for row in data.shop)


def test_no_row_is_without_a_name(seen: list[Seen]) -> None:
    assert all(row.name.strip() for row in seen)


def test_the_rows_are_the_callers_to_change(data: Sample) -> None:
    mine = sample()
    mine.crm[0]["full_name"] = "changed"
    assert sample().crm[0] == data.crm[0]


def test_the_truth_cannot_be_changed(data: Sample) -> None:
    with pytest.raises(TypeError):
        data.truth["crm:1"] = "P1"  # type: ignore[index]


def test_its_repr_is_one_short_line(data: Sample) -> None:
    assert len(repr(data)) < 100
    assert "\n" not in repr(data)


@pytest.mark.skipif(
    not (GENERATOR.exists() and (GENERATOR.parents[1] / "src").exists()),
    reason="the generator compares with src/, which an installed package is tested without",
)
@pytest.mark.parametrize("hash_seed", ["0", "1234"])
def test_making_it_again_gives_the_same_bytes(hash_seed: str) -> None:
    done = subprocess.run(
        [sys.executable, str(GENERATOR), "--check"],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


# --- numbers are right ---


def test_identity_numbers_are_right_and_belong_to_one_person(data: Sample) -> None:
    found = defaultdict(set)
    rows = [(f"crm:{row['id']}", row["id_card"]) for row in data.crm]
    rows += [(f"erp:{row['customer_no']}", row["tax_id"]) for row in data.erp if row["kind"] == "P"]
    for record, number in rows:
        if number:
            weights = [pow(2, 17 - i, 11) for i in range(17)]
            total = sum(int(c) * w for c, w in zip(number, weights, strict=False))
            assert number[17] == "10X98765432"[total % 11]
            assert exists(number[6:14])
            found[number].add(data.truth[record])
    assert len(found) > 100
    assert all(len(entities) == 1 for entities in found.values())
    assert len(set().union(*found.values())) == len(found)


def test_an_identity_number_agrees_with_the_birth_date(data: Sample) -> None:
    both = [(row["id_card"][6:14], birth_date(row["dob"])) for row in data.crm
            if row["id_card"] and row["dob"]]  # fmt: skip
    assert sum(a == b for a, b in both) > 0.8 * len(both)  # the others have a slip in the date
    assert all(alike(a, b) >= 0.5 for a, b in both)


def test_credit_codes_are_right_and_belong_to_one_company(data: Sample) -> None:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    found = defaultdict(set)
    for row in data.erp:
        code = row["tax_id"]
        if row["kind"] == "O" and HAN.search(row["organisation"]) and code:
            assert len(code) == 18
            total = sum(alphabet.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17]))
            assert code[17] == alphabet[-total % 31]
            found[code].add(data.truth[f"erp:{row['customer_no']}"])
    assert len(found) > 30
    assert all(len(entities) == 1 for entities in found.values())


# --- different customers look alike ---

Test = Callable[[Seen, Seen], bool]


def on(a: Seen, b: Seen, *fields: str) -> bool:
    return all(getattr(a, f) and getattr(a, f) == getattr(b, f) for f in fields)


LOOK_ALIKES: dict[str, Test] = {
    "a family behind one phone": lambda a, b: (
        a.entity[0] == "P" and on(a, b, "phone") and bool(a.birth and b.birth)
        and a.birth != b.birth and alike(a.name, b.name) > 0.3
    ),
    "twins": lambda a, b: (
        on(a, b, "birth") and 0.3 < alike(a.name, b.name) < 1
        and (on(a, b, "street") or on(a, b, "phone") or on(a, b, "town"))
    ),
    "father and son of one name": lambda a, b: (
        on(a, b, "street") and alike(a.name, b.name) > 0.9
        and bool(a.birth and b.birth) and a.birth != b.birth
    ),
    "companies behind one switchboard": lambda a, b: (
        a.entity[0] == "O" and on(a, b, "phone") and alike(a.name, b.name) < 0.7
    ),
    "a branch with the email of its head office": lambda a, b: (
        a.entity[0] == "O" and on(a, b, "email")
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", sorted(LOOK_ALIKES))
def test_different_customers_look_alike(case: str, seen: list[Seen]) -> None:
    blocks = defaultdict(list)
    for row in seen:
        for name in ("phone", "email", "birth", "street"):
            if value := getattr(row, name):
                blocks[row.entity[0], name, value].append(row)
    pairs = {pair for rows in blocks.values() for pair in combinations(rows, 2)}
    found = [(a, b) for a, b in pairs if a.entity != b.entity and LOOK_ALIKES[case](a, b)]
    assert len(found) >= 2


@pytest.mark.parametrize("name", ["王伟", "张敏", "李娜", "刘洋", "John Smith"])
def test_a_common_name_is_borne_by_several_people(name: str, seen: list[Seen]) -> None:
    assert (
        len({row.entity for row in seen if row.name.replace(" ", "") == name.replace(" ", "")}) > 2
    )


def test_a_branch_is_a_customer_of_its_own(seen: list[Seen]) -> None:
    branches = {row.entity for row in seen if re.search("分公司|Branch|Niederlassung", row.name)}
    heads = {row.entity for row in seen if re.search("有限公司$|Ltd$|Inc.$|GmbH$", row.name)}
    assert len(branches) > 8
    assert not branches & heads


# --- one customer looks like two ---

LOOK_DIFFERENT: dict[str, Test] = {
    "moved": lambda a, b: (
        on(a, b, "phone", "email") and bool(a.street and b.street)
        and alike(a.street, b.street) < 0.5
    ),
    "married": lambda a, b: (
        on(a, b, "email", "birth") and not HAN.search(a.name + b.name)
        and bool(set(a.name.split()) & set(b.name.split())) and alike(a.name, b.name) < 0.7
    ),
    "a new phone": lambda a, b: (
        on(a, b, "name", "email") and bool(a.phone and b.phone) and alike(a.phone, b.phone) < 0.5
    ),
    "digits exchanged in a phone": lambda a, b: (
        a.phone != b.phone and sorted(a.phone) == sorted(b.phone)
        and sum(x != y for x, y in zip(a.phone, b.phone, strict=True)) == 2
    ),
    "a birth date with a slip": lambda a, b: (
        bool(a.birth and b.birth) and a.birth != b.birth and alike(a.birth, b.birth) > 0.7
    ),
    "a typing error in a name": lambda a, b: (
        not HAN.search(a.name + b.name) and a.name.casefold() != b.name.casefold()
        and alike(a.name, b.name) > 0.85
    ),
    "another character in a name": lambda a, b: (
        bool(HAN.search(a.name)) and len(a.name) == len(b.name) <= 4 and HAN.search(b.name)
        is not None and sum(x != y for x, y in zip(a.name, b.name, strict=True)) == 1
    ),
    "characters here and pinyin there": lambda a, b: (
        (HAN.search(a.name) is None) != (HAN.search(b.name) is None)
    ),
    "names in the other order": lambda a, b: (
        a.name != b.name and " ".join(reversed(a.name.split(" "))) == b.name
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", sorted(LOOK_DIFFERENT))
def test_one_customer_looks_like_two(case: str, seen: list[Seen]) -> None:
    clusters = defaultdict(list)
    for row in seen:
        clusters[row.entity].append(row)
    found = [(a, b) for rows in clusters.values() for a, b in combinations(rows, 2)
             if LOOK_DIFFERENT[case](a, b)]  # fmt: skip
    assert len(found) >= 4


def test_some_names_are_in_traditional_characters(seen: list[Seen]) -> None:
    assert sum(bool(re.search("[張陳劉偉麗馬楊吳]", row.name)) for row in seen) >= 3


# --- values are as people type them ---


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("name", "测试"),
        ("name", "N/A"),
        ("email", "noemail@example.com"),
        ("email", "无"),
        ("phone", "13800000000"),
        ("phone", "-"),
        ("birthday", "1900-01-01"),
        ("birthday", "01/01/1900"),
        ("birthday", "01.01.1900"),
    ],
)
def test_the_shop_has_placeholders(data: Sample, column: str, value: str) -> None:
    assert any(row[column] == value for row in data.shop)


def test_a_birthday_in_the_shop_is_written_as_its_country_does(data: Sample) -> None:
    styles = {"DE": r"\d\d\.\d\d\.\d{4}", "US": r"\d\d/\d\d/\d{4}"}
    for row in data.shop:
        style = styles.get(row["country_code"], r"\d{4}-\d\d-\d\d")
        assert re.fullmatch(style, row["birthday"]) or not re.search(r"\d", row["birthday"])


@pytest.mark.parametrize(
    "style", [r"\d{4}-\d\d-\d\d", r"\d{4}/\d+/\d+", r"\d{8}", r"\d{4}年\d+月\d+日"]
)
def test_a_date_in_the_crm_has_one_of_four_styles(data: Sample, style: str) -> None:
    assert sum(bool(re.fullmatch(style, row["dob"])) for row in data.crm) > 20


def test_some_days_do_not_exist(seen: list[Seen]) -> None:
    assert sum(bool(row.birth) and not exists(row.birth) for row in seen) > 5


def test_some_phones_are_too_short(data: Sample) -> None:
    phones = [row["mobile"] for row in data.crm] + [row["phone"] for row in data.erp]
    mobiles = [phone for phone in phones if re.match("1[3-9]", phone)]
    assert sum(len(digits(phone)) < 10 for phone in mobiles) >= 3


def test_some_emails_are_no_addresses_or_in_full_width(seen: list[Seen]) -> None:
    assert any(row.email and "@" not in unicodedata.normalize("NFKC", row.email) for row in seen)
    assert any("＠" in row.email for row in seen)
    assert any(re.search(r"\+\w+@gmail\.com", row.email) for row in seen)


def test_a_country_is_spelled_in_many_ways(data: Sample) -> None:
    assert len({row["country"] for row in data.erp}) > 20
    assert {"CN", "China", "中国", "US", "United States", "U.S.A.", "UK"} <= {
        row["country"] for row in data.erp
    }


def test_both_halves_of_the_world_are_there(data: Sample) -> None:
    chinese = sum(row["country_code"] == "CN" for row in data.shop) / len(data.shop)
    assert 0.35 < chinese < 0.65
    assert len({row["country_code"] for row in data.shop} - {""}) == 10
