"""Labels: every way to hand them over, what is told of those that cannot be, and what they do."""

from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import custmdm as cm
from custmdm.errors import ConfigurationError, MissingColumnError
from custmdm.linker._labels import labelled_rows
from tests.linker.world import AUSTRALIA, KINDS, Row, people

IDS = [cm.RecordId("crm", key) for key in (1, 2, 3, "a")]
PAIRS = [("crm:1", "crm:2", True), ("crm:2", "crm:3", False), ("crm:a", "crm:1", True)]
AS_COLUMNS: dict[str, list[Any]] = {
    name: list(column)
    for name, column in zip(("left", "right", "same"), zip(*PAIRS, strict=True), strict=True)
}


def pairs_of(labels: Any) -> list[tuple[int, int, bool]]:
    found = labelled_rows(labels, IDS)
    return list(zip(found.left.tolist(), found.right.tolist(), found.same.tolist(), strict=True))


def as_relation() -> Any:
    frame = pd.DataFrame(AS_COLUMNS)
    return duckdb.connect().from_df(frame)


WAYS: dict[str, Callable[[], Any]] = {
    "tuples": lambda: PAIRS,
    "a generator": lambda: (pair for pair in PAIRS),
    "lists": lambda: [list(pair) for pair in PAIRS],
    "a mapping": lambda: {(left, right): same for left, right, same in PAIRS},
    "record ids": lambda: [(IDS[0], IDS[1], 1), (IDS[1], IDS[2], 0), (IDS[3], IDS[0], 1)],
    "dicts": lambda: [dict(zip(AS_COLUMNS, pair, strict=True)) for pair in PAIRS],
    "pandas": lambda: pd.DataFrame(AS_COLUMNS),
    "polars": lambda: pl.DataFrame(AS_COLUMNS),
    "polars, lazy": lambda: pl.LazyFrame(AS_COLUMNS),
    "pyarrow": lambda: pa.table(AS_COLUMNS),
    "duckdb": as_relation,
    "in another order": lambda: [(right, left, same) for left, right, same in PAIRS[::-1]],
    "twice": lambda: [*PAIRS, *PAIRS],
    "with one empty": lambda: [*PAIRS, ("crm:1", "crm:3", None), ("crm:2", "crm:a", "")],
    "with the key as text": lambda: [(cm.RecordId("crm", "1"), "crm:2", True), *PAIRS[1:]],
}


@pytest.mark.parametrize("way", WAYS)
def test_labels_may_come_as(way: str) -> None:
    assert pairs_of(WAYS[way]()) == [(0, 1, True), (0, 3, True), (1, 2, False)]


@pytest.mark.parametrize("none", [(), {}, [], pd.DataFrame({"left": [], "right": [], "same": []})])
def test_there_may_be_none(none: Any) -> None:
    assert pairs_of(none) == []


@pytest.mark.parametrize(
    ("labels", "problem"),
    [
        pytest.param(
            [("crm:1", "crm:9", True)], "1 record not in the data, as crm:9", id="unknown"
        ),
        pytest.param(
            [("crm:8", "crm:9", True), ("crm:9", "crm:1", False)],
            "2 records not in the data, as crm:8",
            id="several unknown",
        ),
        pytest.param([(1, 2, True)], "2 records not in the data, as 1; .* 'source:key'", id="keys"),
        pytest.param(
            [*PAIRS, ("crm:2", "crm:1", False)],
            "contradict each other on 1 pair, as on crm:1 and crm:2",
            id="contradictory",
        ),
        pytest.param([("crm:1", "crm:1", True)], "not of crm:1 twice", id="one record twice"),
        pytest.param([("crm:1", "crm:2", "yes")], "true or false", id="text"),
        pytest.param([("crm:1", "crm:2", 2)], "true or false", id="a number"),
        pytest.param([("crm:1", "crm:2")], r"\(left, right, same\)", id="without an answer"),
        pytest.param({"crm:1": True}, r"\(left, right\)", id="a mapping by record"),
        pytest.param("crm:1", "got str", id="a text"),
        pytest.param(7, "got int", id="a number for labels"),
    ],
)
def test_labels_that_cannot_be_are_told(labels: Any, problem: str) -> None:
    with pytest.raises(ConfigurationError, match=problem):
        labelled_rows(labels, IDS)


def test_a_table_of_labels_without_a_column_is_told() -> None:
    with pytest.raises(MissingColumnError, match="'same'"):
        labelled_rows(pd.DataFrame({"left": ["crm:1"], "right": ["crm:2"]}), IDS)


def test_a_text_that_fits_two_records_is_told() -> None:
    ids = [cm.RecordId("crm", 1), cm.RecordId("crm", "1"), cm.RecordId("crm", 2)]
    with pytest.raises(ConfigurationError, match="crm:1 names 2 records"):
        labelled_rows([("crm:1", "crm:2", True)], ids)
    found = labelled_rows([(ids[1], "crm:2", True)], ids)
    assert (found.left.tolist(), found.right.tolist()) == ([1], [2])


# -- in a Linker ----------------------------------------------------------------------------------

OPTIONS = {"key": "id", "source": "crm"}


def labels_of(rows: list[Row], truth: dict[int, int], n: int) -> list[tuple[str, str, bool]]:
    keys = sorted(int(row["id"]) for row in rows)
    near = [(a, b) for a in keys for b in keys if a < b <= a + 3][:n]
    return [(f"crm:{a}", f"crm:{b}", truth[a] == truth[b]) for a, b in near]


def fitted(rows: Any, **options: Any) -> cm.Linker:
    return cm.Linker(kinds=KINDS, context=AUSTRALIA).fit(rows, **{**OPTIONS, **options})


def test_labels_change_the_model_and_none_change_nothing(
    rows: list[Row], truth: dict[int, int]
) -> None:
    plain = fitted(rows)
    assert fitted(rows, labels=()) == plain
    taught = fitted(rows, labels=labels_of(rows, truth, 100))
    assert taught.model is not None
    assert plain.model is not None
    assert taught.model != plain.model
    assert plain.model.factors == ()
    assert len(taught.model.factors) == len(taught.used_comparisons)
    result = taught.resolve(rows, **OPTIONS)
    assert cm.evaluate.clusters(result, truth).f1 > 0.95


def test_neither_the_order_of_labels_nor_of_rows_says_anything(
    rows: list[Row], truth: dict[int, int]
) -> None:
    labels = labels_of(rows, truth, 60)
    turned = [(right, left, same) for left, right, same in labels[::-1]]
    assert fitted(rows[::-1], labels=turned) == fitted(rows, labels=labels)


def test_typed_records_take_labels(
    records: tuple[cm.Record[cm.Person], ...], rows: list[Row], truth: dict[int, int]
) -> None:
    linker = cm.Linker(record=cm.Person, context=AUSTRALIA)
    taught = linker.fit(records, labels=labels_of(rows, truth, 60))
    assert taught.model is not None
    assert taught.model.factors != ()


def test_a_linker_that_learned_from_labels_is_saved_whole(
    rows: list[Row], truth: dict[int, int]
) -> None:
    taught = fitted(rows, labels=labels_of(rows, truth, 60))
    again = cm.Linker.from_json(taught.to_json())
    assert again == taught
    assert again.score(rows[0], rows[1]) == taught.score(rows[0], rows[1])


@pytest.mark.parametrize("n", [2, 3])
def test_a_table_of_a_few_rows_takes_labels(n: int) -> None:
    rows = people(5)[0][:n]
    ids = [f"crm:{row['id']}" for row in rows]
    taught = fitted(rows, labels=[(ids[0], ids[1], False)])
    assert taught.is_trained


def test_labels_of_a_source_that_is_not_there_are_told_once_it_is_read(rows: list[Row]) -> None:
    def nothing(stage: str, done: int, total: int) -> None:
        if stage not in ("read", "standardize"):
            raise AssertionError(stage)

    with pytest.raises(ConfigurationError, match="not in the data, as web:1"):
        fitted(rows, labels=[("web:1", "web:2", True)], progress=nothing)
