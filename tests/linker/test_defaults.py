"""Default blocking: every key that the kinds know, alone and two fields together."""

import itertools

import attrs
import pytest

import custmdm as cm
from custmdm import block, kinds
from custmdm.block import BestPairs, On, QGrams
from custmdm.kinds import Kind
from custmdm.linker._defaults import default_blocking
from custmdm.tables import (
    FieldPlan,
    FrameSource,
    columns_of_records,
    columns_of_table,
    table_of_sources,
)
from tests.linker.world import AUSTRALIA, KINDS, Row


def of_table(**named: str | Kind) -> tuple[BestPairs, ...]:
    found = {name: kinds.get(kind) for name, kind in named.items()}
    raw, plans = columns_of_table(dict.fromkeys(found, ()), found)
    return default_blocking(plans, {column.path: column.kind for column in raw})


def of_record(record: type) -> tuple[list[FieldPlan], BestPairs]:
    raw, plans = columns_of_records(record, [])
    (best,) = default_blocking(plans, {column.path: column.kind for column in raw})
    return plans, best


def names(best: BestPairs) -> list[str]:
    return [block.rule_name(rule) for rule in best.rules]


def alone(best: BestPairs) -> set[str]:
    return {name for name in names(best) if "&" not in name}


def fields(best: BestPairs) -> set[str]:
    return {path for rule in best.rules if isinstance(rule, On) for path in rule.fields}


def test_each_key_alone_and_two_of_two_fields_together() -> None:
    (best,) = of_table(phone="phone", born="birth_date")
    assert names(best) == [
        "phone",
        "LastDigits(length=7)(phone)",
        "QGrams(size=4)(phone)",
        "born",
        "LastDigits(length=7)(phone) & digits(born)",
        "LastDigits(length=7)(phone) & year(born)",
        "LastDigits(length=7)(phone) & month_day(born)",
    ]


def test_the_budget_is_the_usual_one() -> None:
    (best,) = of_table(phone="phone")
    assert best == BestPairs(best.rules)
    assert (best.most_records(100_000), best.budget(1), best.budget(100_000)) == (
        150,
        50_000,
        4_000_000,
    )


def test_columns_that_are_one_field_are_never_taken_together() -> None:
    """Two phones of one record, or a street and its postcode, are one fact."""
    (best,) = of_table(
        mobile="phone", office="phone", street="street", postcode="postcode", city="city"
    )
    for rule in best.rules:
        assert isinstance(rule, On)
        assert len(set(rule.fields)) == len(rule.fields)
    assert fields(best) == {"mobile + office", "street + postcode + city"}


@pytest.mark.parametrize(
    ("columns", "keys"),
    [
        (("street", "city"), {"None", "words", "word_pairs", "QGrams", "city"}),
        (("street", "postcode"), {"None", "words", "word_pairs", "QGrams", "postcode"}),
        (("postcode", "city"), {"postcode", "city"}),
        (("postal_address",), {"None", "words", "word_pairs", "QGrams", "postcode", "city"}),
        (
            ("postal_address", "postcode"),
            {"None", "words", "word_pairs", "QGrams", "postcode", "city"},
        ),
    ],
)
def test_an_address_is_read_for_the_parts_it_has(columns: tuple[str, ...], keys: set[str]) -> None:
    (best,) = of_table(phone="phone", **{column: column for column in columns})
    found = set()
    for rule in best.rules:
        assert isinstance(rule, On)
        for path, key in rule.parts:
            if path != "phone":
                part = key.name if isinstance(key, block.Part) else None
                found.add(part or getattr(key, "__name__", type(key).__name__))
    assert {"None" if name == "NoneType" else name for name in found} == keys


@pytest.mark.parametrize("kind", ["country", "region", "gender", "category", "currency"])
def test_what_few_values_say_finds_nobody(kind: str) -> None:
    (best,) = of_table(phone="phone", other=kind)
    assert fields(best) == {"phone"}


def test_a_field_by_itself_must_do() -> None:
    (best,) = of_table(segment="category")
    assert names(best) == ["segment"]
    assert of_table() == ()


@pytest.mark.parametrize("kind", kinds.names())
def test_a_table_of_any_one_kind_has_rules(kind: str) -> None:
    (best,) = of_table(column=kind)
    assert best.rules
    assert len(set(names(best))) == len(best.rules)


def test_a_kind_of_the_users_gets_its_match_key() -> None:
    tier = Kind(name="tier", normalize=str.upper)
    (best,) = of_table(tier=tier, phone="phone")
    assert "tier" in names(best)
    assert "tier & LastDigits(length=7)(phone)" in names(best)


def test_a_kind_says_itself_how_to_block() -> None:
    code = attrs.evolve(kinds.get("identifier"), keys=(block.Prefix(4),), joint_keys=())
    (best,) = of_table(code=code, born="birth_date")
    assert names(best) == ["Prefix(length=4)(code)", "born"]


def test_the_name_of_an_employer_never_stands_alone() -> None:
    plans, best = of_record(cm.Person)
    assert not {name for name in alone(best) if "employer" in name}
    assert any("words(employer)" in name and "words(name)" in name for name in names(best))
    assert fields(best) == {plan.name for plan in plans} - {"gender", "country"}


def test_an_organization_is_found_by_its_name() -> None:
    _, best = of_record(cm.Organization)
    assert {"name", "words(name)", "word_pairs(name)", "website"} <= alone(best)
    assert QGrams(4) in {
        key for rule in best.rules if isinstance(rule, On) for _, key in rule.parts
    }


def test_chinese_and_latin_spellings_of_a_name_meet() -> None:
    rows: list[Row] = [
        {"id": 1, "name": "张三", "city": "北京"},
        {"id": 2, "name": "Zhang San", "city": "Leeds"},
        {"id": 3, "name": "SAN ZHANG", "city": "York"},
        {"id": 4, "name": "李伟", "city": "Rome"},
    ]
    result = cm.resolve(rows, key="id", kinds={"name": "person_name", "city": "city"}, source="s")
    for left, right in ((1, 2), (1, 3), (2, 3)):
        assert "romanised(name (person_name))" in result.explain(f"s:{left}", f"s:{right}").rules
    assert result.explain("s:1", "s:4").rules == ()


def test_the_true_pairs_of_a_small_world_are_all_candidates(
    rows: list[Row], truth: dict[int, int]
) -> None:
    frame = FrameSource.of(rows, kinds=KINDS, key="id", source="crm", updated_at=None)
    table, _ = table_of_sources((frame,), AUSTRALIA)
    found = block.candidate_pairs(table, default_blocking(table.plans, {}), max_records=200)
    entity = {cm.RecordId("crm", key): person for key, person in truth.items()}
    true = [
        (left, right)
        for left, right in itertools.combinations(range(len(table)), 2)
        if entity[table.ids[left]] == entity[table.ids[right]]
    ]
    assert set(true) <= set(zip(found.left.tolist(), found.right.tolist(), strict=True))
    assert len(true) > 50
