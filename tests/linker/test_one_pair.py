"""One pair at a time: records prepared once score to the last bit as by the definition."""

import itertools
import pickle
import random
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import custmdm as cm
from custmdm.linker._input import frame_input, typed_input
from custmdm.tables import FrameSource
from tests.linker.world import AUSTRALIA, KINDS, Row

# Each table in short: rows, the kinds of its columns, and what they take for granted.
World = tuple[list[dict[str, Any]], Mapping[str, str], cm.Context]


def sample_people() -> World:
    rows = [dict(row) for row in cm.datasets.sample().erp if row["kind"] == "P"][:400]
    kinds = {
        "first_name": "given_name", "last_name": "family_name", "phone": "phone",
        "e_mail": "email", "birth_date": "birth_date", "tax_id": "national_id",
        "street": "street", "city": "city", "state": "region", "postcode": "postcode",
        "country": "country",
    }  # fmt: skip
    return rows, kinds, cm.Context()


def sample_organizations() -> World:
    rows = [dict(row) for row in cm.datasets.sample().erp if row["kind"] == "O"][:400]
    kinds = {
        "organisation": "organization_name", "tax_id": "organization_id", "phone": "phone",
        "e_mail": "email", "street": "street", "city": "city", "country": "country",
    }  # fmt: skip
    return rows, kinds, cm.Context()


def made_up(name: str) -> Callable[[], World]:
    def made() -> World:
        module = pytest.importorskip(f"benchmarks.{name}")
        frame, _ = module.customers(400, seed=1)
        rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
        country = "US" if name == "synthetic" else "CN"
        return rows, module.KINDS, cm.Context(country=country)

    return made


def little_said() -> World:
    """Values left out or typed to fill the field, and two columns of one kind each."""
    dice = random.Random(3)
    some: dict[str, Sequence[object]] = {
        "name": ("Ann Lee", "Anne Lee", "Lee, Ann", "张三", "Zhang San", "Bob", "n/a", "", None),
        "other": ("Ann Lee", "Robert Smith", "test", None, None),
        "home": ("+61 2 5550 1234", "0412 345 678", "000000", 412345678, None),
        "work": ("+61 2 5550 1234", "0498 765 432", "unknown", None, float("nan")),
        "dob": ("1/2/1980", "2/1/1980", "1980", "01/01/1900", None),
        "note": ("gold", "silver", "-", None),
    }
    kinds = {
        "name": "person_name", "other": "organization_name", "home": "phone", "work": "phone",
        "dob": "birth_date", "note": "text",
    }  # fmt: skip
    rows = [{name: dice.choice(values) for name, values in some.items()} for _ in range(60)]
    return rows, kinds, AUSTRALIA


WORLDS: dict[str, Callable[[], World]] = {
    "people of the sample": sample_people,
    "organizations of the sample": sample_organizations,
    "synthetic customers": made_up("synthetic"),
    "Chinese customers": made_up("chinese"),
    "little said": little_said,
}


def some_pairs(n: int, likely: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return pairs of rows: likely ones, any, and a row with itself."""
    dice = random.Random(5)
    near = dice.sample(list(likely), min(len(likely), 250))
    return [*near, *((dice.randrange(n), dice.randrange(n)) for _ in range(250)), (0, 0)]


def said(score: cm.MatchScore) -> object:
    """Return all that a score says, to the last bit."""
    return score.weight.hex(), score.probability.hex(), score.contributions


@pytest.mark.parametrize("name", WORLDS)
def test_prepared_records_score_as_by_the_definition_and_as_in_a_run(name: str) -> None:
    rows, kinds, context = WORLDS[name]()
    linker = cm.Linker(
        kinds=kinds, context=context, thresholds=cm.Thresholds(match=0.9, possible=0.0)
    ).fit(rows)
    result = linker.resolve(rows)
    weights = {(k.left.key, k.right.key): k.weight for k in (*result.links, *result.review)}
    source = FrameSource.of(rows, kinds=kinds, key=None, source="table", updated_at=None)
    table = frame_input((source,), context)[0].table
    place = {record.key: i for i, record in enumerate(table.ids)}
    # What a table finds on too many customers is so there alone.
    shared = {issue.row for issue in result.issues if issue.code == "value.shared"}
    prepared = [linker.prepare(row) for row in rows]
    n_kept = 0
    for left, right in some_pairs(len(rows), sorted(weights)):
        if shared.isdisjoint((left, right)):
            score = linker.score(prepared[left], prepared[right])
            defined = linker.matching.score_rows(table, place[left], place[right])
            assert said(score) == said(defined)
            n_kept += weights.get((left, right)) == score.weight
    assert n_kept > 100


@pytest.fixture(scope="module")
def of_records(records: tuple[cm.Record[cm.Person], ...]) -> cm.Linker:
    return cm.Linker(record=cm.Person, context=AUSTRALIA).fit(records)


def test_typed_records_with_many_values_score_as_by_the_definition(
    of_records: cm.Linker, records: tuple[cm.Record[cm.Person], ...]
) -> None:
    """Records of several phones, emails and addresses each, some of them of nobody."""
    dice = random.Random(2)
    joined = [
        attrs.evolve(
            one,
            data=attrs.evolve(
                one.data,
                phones=(*one.data.phones, *other.data.phones, "000000"),
                emails=(*other.data.emails, *one.data.emails),
                addresses=one.data.addresses + other.data.addresses,
            ),
        )
        for one, other in zip(records, dice.sample(records, len(records)), strict=True)
    ]
    prepared = [of_records.prepare(record) for record in joined]
    table = typed_input(joined, None, cm.Person, AUSTRALIA).table
    place = {record: i for i, record in enumerate(table.ids)}
    likely = [(i, (i + 1) % len(joined)) for i in range(len(joined))]
    levels = set()
    for left, right in some_pairs(len(joined), likely):
        score = of_records.score(prepared[left], prepared[right])
        at = place[joined[left].id], place[joined[right].id]
        assert said(score) == said(of_records.matching.score_rows(table, *at))
        levels |= {(c.comparison, c.level) for c in score.contributions}
    assert len(levels) > 15


some_rows = st.sampled_from(little_said()[0])


@settings(max_examples=50)
@given(some_rows, some_rows)
def test_a_record_may_be_prepared_or_not_on_either_side(left: Row, right: Row) -> None:
    linker = counted()
    expected = linker.score(linker.prepare(left), linker.prepare(right))
    assert said(linker.score(left, right)) == said(expected)
    assert said(linker.score(left, linker.prepare(right))) == said(expected)
    assert said(linker.score(linker.prepare(left), right)) == said(expected)
    # A pair has no first.
    assert linker.score(right, left).weight == expected.weight


@cache
def counted() -> cm.Linker:
    """Return a Linker of the rows that say little."""
    rows, kinds, context = little_said()
    return cm.Linker(kinds=kinds, context=context).fit(rows)


def test_data_and_a_record_of_it_are_prepared_alike(
    of_records: cm.Linker, records: tuple[cm.Record[cm.Person], ...]
) -> None:
    one, other = records[:2]
    assert of_records.score(one, other) == of_records.score(one.data, of_records.prepare(other))


def test_a_vector_that_comes_again_has_the_same_score(linker: cm.Linker, rows: list[Row]) -> None:
    """Scores are kept by vector: thrown away and made anew they are the same."""
    prepared = [linker.prepare(row) for row in rows[:20]]
    pairs = list(itertools.combinations(prepared, 2))
    first = [said(linker.score(*pair)) for pair in pairs]
    assert [said(linker.score(*pair)) for pair in pairs] == first
    fresh = cm.Linker.from_json(linker.to_json())
    assert [said(fresh.score(*pair)) for pair in pairs[-1::-20]] == first[-1::-20]


def test_what_another_linker_prepared_is_refused(linker: cm.Linker, rows: list[Row]) -> None:
    prepared = linker.prepare(rows[0])
    other = attrs.evolve(linker, context=cm.Context(country="US"))
    for pair in ((prepared, rows[1]), (rows[1], prepared), (prepared, prepared)):
        with pytest.raises(cm.ConfigurationError, match=r"prepare it with .* linker\.prepare"):
            other.score(*pair)


def copied(value: Any) -> Any:
    """Return what another process gets."""
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - of our own making


def test_an_equal_linker_takes_what_its_like_prepared(linker: cm.Linker, rows: list[Row]) -> None:
    """As in another process, where all is a copy."""
    expected = said(linker.score(rows[0], rows[1]))
    other, prepared = copied((linker, linker.prepare(rows[0])))
    assert other is not linker
    assert said(other.score(prepared, rows[1])) == expected
    assert said(linker.score(prepared, rows[1])) == expected
    again = cm.Linker.from_json(linker.to_json())
    assert said(again.score(linker.prepare(rows[0]), linker.prepare(rows[1]))) == expected


def test_a_linker_that_was_not_fitted_prepares_nothing() -> None:
    with pytest.raises(cm.NotTrainedError, match="fit"):
        cm.Linker(kinds=KINDS).prepare({"name": "Ann"})


@pytest.mark.parametrize("record", ["Ann", None, 5, cm.Person(), ["Ann"]], ids=repr)
def test_what_cannot_be_prepared_is_refused(record: object, linker: cm.Linker) -> None:
    with pytest.raises(cm.ConfigurationError, match="this Linker scores rows of a table as dicts"):
        linker.prepare(record)


def test_a_prepared_record_shows_no_value(linker: cm.Linker, rows: list[Row]) -> None:
    row = {"name": "Quorn Dwell", "phone": "0412 345 678", "dob": "1/2/1980"}
    shown = repr(linker.prepare(row))
    assert re.fullmatch(r"<PreparedRecord: 3 of \d comparisons have a value>", shown)


def test_preparing_changes_neither_the_linker_nor_what_it_is_equal_to(
    linker: cm.Linker, rows: list[Row]
) -> None:
    fresh = cm.Linker.from_json(linker.to_json())
    fresh.score(rows[0], rows[1])
    assert fresh == linker
    assert fresh.to_json() == linker.to_json()
    assert copied(fresh) == linker
