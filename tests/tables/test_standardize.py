"""cm.standardize: whole tables and records, the same type out as in."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import custmdm as cm

CHINA = cm.Context(country="CN")
ROWS: list[dict[str, Any]] = [
    {"id": 1, "tel": "138 1234 5678", "land": "China", "extra": "x"},
    {"id": 2, "tel": "n/a", "land": None, "extra": "y"},
    {"id": 3, "tel": "12", "land": "PRC", "extra": "z"},
]
KINDS = {"tel": "phone", "land": "country"}
MAKE: list[tuple[Callable[[], Any], type]] = [
    (lambda: ROWS, list),
    (lambda: pd.DataFrame(ROWS, index=["a", "b", "b"]), pd.DataFrame),
    (lambda: pl.DataFrame(ROWS), pl.DataFrame),
    (lambda: pl.LazyFrame(ROWS), pl.LazyFrame),
    (lambda: pa.Table.from_pylist(ROWS), pa.Table),
]


def rows_of(table: Any) -> list[dict[str, Any]]:
    if isinstance(table, pd.DataFrame):
        return table.to_dict("records")  # type: ignore[return-value]
    if isinstance(table, pl.LazyFrame):
        return table.collect().to_dicts()
    if isinstance(table, pl.DataFrame):
        return table.to_dicts()
    return list(table.to_pylist() if isinstance(table, pa.Table) else table)


@pytest.mark.parametrize(("make", "out"), MAKE)
def test_a_table_comes_back_with_standard_values(make: Callable[[], Any], out: type) -> None:
    done = cm.standardize(make(), kinds=KINDS, context=CHINA, key="id", source="crm")
    assert type(done.data) is out
    assert rows_of(done.data) == [
        {"id": 1, "tel": "+8613812345678", "land": "CN", "extra": "x"},
        {"id": 2, "tel": "n/a", "land": None, "extra": "y"},
        {"id": 3, "tel": "12", "land": "CN", "extra": "z"},
    ]
    assert [(i.row, i.path, i.record) for i in done.issues] == [
        (1, "tel", cm.RecordId("crm", 2)), (2, "tel", cm.RecordId("crm", 3))
    ]  # fmt: skip


def test_the_index_of_a_frame_stays() -> None:
    frame = MAKE[1][0]()
    assert cm.standardize(frame, kinds=KINDS).data.index.equals(frame.index)


@attrs.frozen(kw_only=True)
class Lead:
    """A record type with a field that is none of the library's business, and must be given."""

    owner: str
    phone: str | None = cm.field(kind="phone")


@pytest.mark.parametrize("make", [list, tuple])
def test_records_come_back_as_they_came(make: Callable[[Any], Any]) -> None:
    """In their order, of their types, with their times, and what has no kind as it was."""
    at = dt.datetime(2021, 5, 6)
    given = make([
        cm.Record(cm.RecordId("crm", 9), Lead(owner="me", phone="138 1234 5678"), at),
        cm.Record(cm.RecordId("crm", 1), cm.Organization(name=" ACME  Inc. ")),
        cm.Record(cm.RecordId("crm", 5), Lead(owner="you", phone="")),
    ])  # fmt: skip
    done = cm.standardize(given, context=CHINA)
    assert type(done.data) is make
    assert list(done.data) == [
        cm.Record(cm.RecordId("crm", 9), Lead(owner="me", phone="+8613812345678"), at),
        cm.Record(cm.RecordId("crm", 1), cm.Organization(name="ACME Inc.")),
        cm.Record(cm.RecordId("crm", 5), Lead(owner="you", phone=None)),
    ]


def test_what_was_given_stays_as_it_was() -> None:
    rows = [dict(row) for row in ROWS]
    frame = pd.DataFrame(rows)
    before = frame.copy()
    cm.standardize(rows, kinds=KINDS)
    cm.standardize(frame, kinds=KINDS)
    assert rows == ROWS
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize(
    ("data", "options", "says"),
    [
        (pd.DataFrame(ROWS), {}, "a table needs kinds="),
        (ROWS, {}, "expected Records, got dict at position 0"),
        (ROWS, {"kinds": {}}, "kinds names no column"),
        (ROWS, {"kinds": {"tell": "phone"}}, "no column 'tell'. Did you mean 'tel'?"),
        (ROWS, {"kinds": {"tel": "fone"}}, "no kind 'fone'. Did you mean 'phone'?"),
        (ROWS, {"kinds": KINDS, "key": "idd"}, "no column 'idd'. Did you mean 'id'?"),
        (ROWS, {"kinds": KINDS, "context": "CN"}, "write Context(country='CN')"),
        (5, {}, "expected Records, got int"),
        ("text", {"kinds": KINDS}, "a table is a DataFrame"),
    ],
)
def test_what_cannot_work_says_why(data: Any, options: dict[str, Any], says: str) -> None:
    with pytest.raises(cm.ConfigurationError) as error:
        cm.standardize(data, **options)
    assert says in str(error.value)


def test_a_repr_shows_no_value() -> None:
    assert repr(cm.standardize(ROWS, kinds=KINDS)) == "<StandardizedData: list, 2 issues>"


# -- a whole table is its values one by one ---------------------------------------------------

CELLS = (
    st.none()
    | st.text(max_size=8)
    | st.sampled_from(["138 1234 5678", "n/a", "12/31/1999", "1988-03-07", "Zhang San", "-", "1.0"])
    | st.integers(-10, 10**12)
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.decimals(allow_nan=True)
    | st.lists(st.integers(), max_size=1)
    | st.sampled_from([np.float64(2.0), np.int32(7), Decimal("1.50"), b"bytes", 1, 1.0, True, "1"])
)


@given(st.lists(CELLS, max_size=8), st.sampled_from(cm.kinds.names()))
@example([0.0, -0.0], "text")  # equal, and read apart
@example([Decimal("1.5"), Decimal("1.50")], "text")
def test_a_column_is_its_values_one_by_one(cells: list[Any], kind: str) -> None:
    done = cm.standardize([{"c": cell} for cell in cells], kinds={"c": kind}, context=CHINA)
    each = [cm.kinds.get(kind).standardize(cell, country="CN") for cell in cells]
    assert [row["c"] for row in done.data] == [one.shown for one in each]
    assert [(issue.row, issue.code) for issue in done.issues] == [
        (row, code) for row, one in enumerate(each) for code in sorted(one.reasons)
    ]


COUNTRIES = st.sampled_from(["CN", "Germany", "", "US", None, "nowhere"])
PHONES = st.sampled_from(["13812345678", "030 1234567", "4 5"])


@given(st.lists(st.tuples(COUNTRIES, PHONES)))
def test_the_country_of_a_row_goes_before_that_of_the_source(
    cells: list[tuple[str | None, str]],
) -> None:
    """Unless only the source's makes sense of the value: a mobile of home is kept abroad."""
    rows = [{"land": land, "tel": tel} for land, tel in cells]
    done = cm.standardize(rows, kinds=KINDS, context=CHINA)
    phone = cm.kinds.get("phone")
    for row, (land, tel) in zip(done.data, cells, strict=True):
        country = cm.kinds.get("country").standardize(land).value or "CN"
        there, home = (phone.standardize(tel, country=c) for c in (country, "CN"))
        only_home = there.status is not cm.Status.VALID and home.status is cm.Status.VALID
        assert row["tel"] == (home if only_home else there).shown
