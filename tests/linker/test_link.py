"""Two tables, or two lists of records: only pairs across are links."""

import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import custmdm as cm
from custmdm.cluster import RowConstraints
from custmdm.linker._clustered import ScoredPairs
from custmdm.linker._one_to_one import assign, contested
from tests.linker.world import AUSTRALIA, KINDS, Row, people

RENAMED = {"id": "no", "name": "customer", "mail": "e-mail"}
COLUMNS = {"key": "id", "kinds": KINDS, "context": AUSTRALIA}


def two_tables() -> tuple[pd.DataFrame, pd.DataFrame, dict[Any, int]]:
    """Return the first records of each customer on the left, and a later one on the right."""
    rows, truth = people(60)
    seen: dict[int, int] = {}
    sides: tuple[list[Row], list[Row]] = ([], [])
    for row in rows:
        person = truth[int(row["id"])]
        seen[person] = seen.get(person, 0) + 1
        if seen[person] <= 2:
            sides[seen[person] - 1].append(row)
    left, right = (pd.DataFrame(side) for side in sides)
    return left, right, truth


@pytest.fixture(scope="module")
def tables() -> tuple[pd.DataFrame, pd.DataFrame, dict[Any, int]]:
    return two_tables()


def links_of(result: cm.Resolution) -> set[tuple[Any, Any]]:
    frame = result.links_frame()
    return set(zip(frame["left"], frame["right"], strict=True))


def test_the_links_of_two_tables_are_found(
    tables: tuple[pd.DataFrame, pd.DataFrame, dict[int, int]],
) -> None:
    left, right, truth = tables
    true = {(a, b) for a in left["id"] for b in right["id"] if truth[a] == truth[b]}
    for one_to_one in (False, True):
        found = links_of(cm.link(left, right, one_to_one=one_to_one, **COLUMNS))
        assert found == true


def test_the_right_table_may_name_its_columns_differently(
    tables: tuple[pd.DataFrame, pd.DataFrame, dict[int, int]],
) -> None:
    left, right, _ = tables
    same = cm.link(left, right, **COLUMNS)
    other = cm.link(left, right.rename(columns=RENAMED), right_columns=RENAMED, **COLUMNS)
    assert other.links_frame().equals(same.links_frame())
    assert other.crosswalk == same.crosswalk


def test_a_column_that_the_right_table_lacks_is_told_with_the_remedy(
    tables: tuple[pd.DataFrame, pd.DataFrame, dict[int, int]],
) -> None:
    left, right, _ = tables
    renamed = right.rename(columns=RENAMED)
    with pytest.raises(cm.MissingColumnError, match=r"in the right table.*right_columns=\{'id'"):
        cm.link(left, renamed, **COLUMNS)
    with pytest.raises(cm.ConfigurationError, match=r"'nme' is none\. Did you mean 'name'"):
        cm.link(left, renamed, right_columns={"nme": "customer"}, **COLUMNS)


def test_two_tables_of_one_source_are_told(
    tables: tuple[pd.DataFrame, pd.DataFrame, dict[int, int]],
) -> None:
    left, right, _ = tables
    with pytest.raises(cm.ConfigurationError, match="two tables of one source 'crm'"):
        cm.link(left, right, sources=("crm", "crm"), **COLUMNS)


def test_the_sides_change_places_with_the_tables(
    tables: tuple[pd.DataFrame, pd.DataFrame, dict[int, int]],
) -> None:
    """Whatever the sources are called, the left column names records of the left table."""
    left, right, _ = tables
    there = links_of(cm.link(left, right, one_to_one=True, **COLUMNS))
    back = links_of(cm.link(right, left, one_to_one=True, **COLUMNS))
    named = links_of(cm.link(left, right, one_to_one=True, sources=("z", "a"), **COLUMNS))
    assert there == named == {(a, b) for b, a in back}


def test_records_of_one_table_are_never_a_link(
    tables: tuple[pd.DataFrame, pd.DataFrame, dict[int, int]],
) -> None:
    left, right, _ = tables
    twice = pd.concat([left, left.assign(id=left["id"] + 10_000)], ignore_index=True)
    result = cm.link(twice, right, **COLUMNS)
    for link in (*result.links, *result.review):
        assert {link.left.source, link.right.source} == {"left", "right"}
    partners = pd.Series([right for _, right in links_of(result)]).value_counts()
    assert (partners == 2).mean() > 0.9, "both copies on the left find their partner"
    # Which of two copies is the one cannot be known, and that is said.
    with pytest.warns(cm.UncertainResultWarning):
        single = cm.link(twice, right, one_to_one=True, **COLUMNS)
    pairs = links_of(single)
    assert len({a for a, _ in pairs}) == len({b for _, b in pairs}) == len(pairs)
    assert max(len(c) for c in single.clusters) == 2


@pytest.mark.parametrize("one_to_one", [False, True])
def test_constraints_hold_between_two_tables(
    tables: tuple[pd.DataFrame, pd.DataFrame, dict[int, int]], *, one_to_one: bool
) -> None:
    left, right, truth = tables
    a, b = next((a, b) for a in left["id"] for b in right["id"] if truth[a] == truth[b])
    c = next(c for c in right["id"] if truth[c] != truth[a])
    one, two, three = cm.RecordId("left", a), cm.RecordId("right", b), cm.RecordId("right", c)
    apart = cm.link(left, right, one_to_one=one_to_one, constraints=[cm.Never(one, two)], **COLUMNS)
    assert apart.crosswalk.ids[one] != apart.crosswalk.ids[two]
    joined = cm.link(
        left, right, one_to_one=one_to_one, constraints=[cm.Always(one, three)], **COLUMNS
    )
    assert joined.crosswalk.ids[one] == joined.crosswalk.ids[three]
    if one_to_one:
        assert joined.crosswalk.ids[one] != joined.crosswalk.ids[two]
        with pytest.raises(cm.ContradictionError):
            cm.link(left, right, one_to_one=True, constraints=[cm.Always(two, three)], **COLUMNS)


def test_typed_records_are_linked_as_tables_are(
    tables: tuple[pd.DataFrame, pd.DataFrame, dict[int, int]],
) -> None:
    left, right, _ = tables
    fields: Mapping[str, Any] = {
        "name": "name", "phones": ["phone"], "emails": ["mail"], "birth_date": "dob",
        "addresses": [{"street": "street", "city": "city", "postcode": "postcode"}],
    }  # fmt: skip
    lists = [
        cm.FieldMapping(
            source=source, key="id", record=cm.Person, fields=fields, context=AUSTRALIA
        ).read(side).records
        for source, side in (("b", left), ("a", right))
    ]  # fmt: skip
    result = cm.link(*lists, context=AUSTRALIA, one_to_one=True)
    found = links_of(result)
    assert all(a.startswith("b:") and b.startswith("a:") for a, b in found)
    expected = links_of(cm.link(left, right, one_to_one=True, **COLUMNS))
    assert {(int(a[2:]), int(b[2:])) for a, b in found} == expected
    linker = cm.Linker(record=cm.Person, context=AUSTRALIA).fit(list(itertools.chain(*lists)))
    assert links_of(linker.link(*lists, one_to_one=True)) == expected or found


def test_a_fitted_linker_links_and_gives_back_the_users_frames(
    tables: tuple[pd.DataFrame, pd.DataFrame, dict[int, int]],
) -> None:
    left, right, truth = tables
    both = pd.concat([left, right], ignore_index=True)
    linker = cm.Linker(kinds=KINDS, context=AUSTRALIA).fit(both, key="id")
    result = linker.link(pl.from_pandas(left), pl.from_pandas(right), key="id", one_to_one=True)
    frame = result.links_frame()
    assert isinstance(frame, pl.DataFrame)
    assert frame.columns == ["left", "right", "probability"]
    assert all(truth[a] == truth[b] for a, b in links_of(result))
    assert isinstance(result.golden_frame(), pl.DataFrame)
    crosswalk = result.to_frame()
    assert crosswalk.columns == ["source", "key", "cluster_id", "golden_id"]
    assert len(crosswalk) == len(both)


def test_a_linker_that_was_not_fitted_links_nothing() -> None:
    with pytest.raises(cm.NotTrainedError):
        cm.Linker(kinds=KINDS).link([], [])


@pytest.mark.parametrize("one_to_one", [False, True])
@pytest.mark.parametrize(("n", "m"), [(0, 0), (0, 3), (1, 1), (3, 0)])
def test_empty_tables_have_no_links(n: int, m: int, *, one_to_one: bool) -> None:
    names = ["Ann Lee", "Bob Ray", "Cora Sauer", "Dirk Tamm"]
    rows = [{"id": i, "name": name} for i, name in enumerate(names)]
    result = cm.link(
        rows[:n], rows[4 - m :], key="id", kinds={"name": "person_name"}, one_to_one=one_to_one
    )
    assert result.n_records == n + m
    assert len(result.clusters) == n + m
    typed = cm.link([], [], one_to_one=one_to_one)
    assert typed.links == ()


def test_one_value_everywhere_links_nobody_twice() -> None:
    rows = pd.DataFrame([{"id": i, "name": "Ann Lee", "mail": "a@mail.com"} for i in range(6)])
    kinds = {"name": "person_name", "mail": "email"}
    result = cm.link(rows, rows, key="id", kinds=kinds, one_to_one=True)
    pairs = links_of(result)
    assert len({a for a, _ in pairs}) == len({b for _, b in pairs}) == len(pairs)


def test_a_plan_says_what_each_rule_adds(frame: pd.DataFrame, linker: cm.Linker) -> None:
    plan = linker.plan(frame, key="id", source="crm")
    assert plan.pairs == linker.resolve(frame, key="id", source="crm").n_pairs
    assert plan.reach is not None
    assert plan.reach > 0.98
    unfitted = cm.Linker(kinds=KINDS, context=AUSTRALIA)
    assert unfitted.plan(frame, key="id", source="crm") == plan
    narrow = cm.Linker(kinds=KINDS, context=AUSTRALIA, blocking=cm.block.on("dob")).plan(frame)
    assert [rule.rule for rule in narrow.rules] == ["dob"]
    assert narrow.pairs < plan.pairs


@pytest.mark.parametrize(("found", "linked"), [(40, False), (490, False), (511, True)])
def test_the_last_two_without_a_partner_are_likely_each_others(found: int, *, linked: bool) -> None:
    """A doubtful pair is a link where nearly all other records have found their partners."""
    n = 512
    left = np.arange(found + 1)
    weight = np.full(found + 1, 20.0)
    weight[-1] = -7.0
    sides = np.repeat([0, 1], n).astype(np.int8)
    labels, weighed = assign(
        ScoredPairs(left, n + left, weight), 0.0, -7.0, RowConstraints(), sides
    )
    together = labels[left] == labels[n + left]
    assert together[:-1].all()
    assert together[-1] == linked
    assert (weighed.weight >= 0.0).sum() == found + linked


def test_what_no_record_has_two_partners_for_is_weighed_against_each_other() -> None:
    """Of two equal partners each is as likely as not, and a third hardly changes that."""
    pairs = ScoredPairs(np.array([0, 0, 1]), np.array([2, 3, 2]), np.array([30.0, 30.0, -10.0]))
    weight = contested(4, pairs).weight
    assert weight[:2] == pytest.approx([0.0, 0.0], abs=0.01)
    assert weight[2] == pytest.approx(-40.0, abs=0.01)
