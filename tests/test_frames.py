"""Tables of every library: read, given back, named wrongly."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import custmdm as cm
from custmdm.frames import Frame, Rows, find_column, is_frame, make_frame, table_of

COLUMNS = {"id": [1, 2], "name": ["Ann", None]}
MAKE: list[Callable[[dict[str, list[Any]]], Any]] = [
    pd.DataFrame,
    pl.DataFrame,
    lambda columns: pl.DataFrame(columns).lazy(),
    pa.table,
    lambda columns: duckdb.connect().from_arrow(pa.table(columns)),
    lambda columns: [
        dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)
    ],
]
NAMES = ["pandas", "polars", "polars lazy", "pyarrow", "duckdb", "dicts"]
every = pytest.mark.parametrize("make", MAKE, ids=NAMES)


@every
def test_a_table_is_read_as_python_values(make: Callable[..., Any]) -> None:
    table = table_of(make(COLUMNS))
    assert len(table) == 2
    assert table.columns == ("id", "name")
    assert {name: table.values(name) for name in table.columns} == COLUMNS


@every
def test_a_frame_is_told_from_rows(make: Callable[..., Any]) -> None:
    made = make(COLUMNS)
    assert is_frame(made) != isinstance(made, list)


@pytest.mark.parametrize("other", [[], {}, "text", 5, None, pd.Series([1]), np.zeros((2, 2))])
def test_what_is_no_frame_is_told(other: object) -> None:
    assert not is_frame(other)


@pytest.mark.parametrize(
    "other", [{}, {"name": ["Ann"]}, "text", b"bytes", 5, None, 1.5, cm.Person()], ids=repr
)
def test_what_is_no_table_is_refused(other: object) -> None:
    with pytest.raises(cm.ConfigurationError, match=r"a table is a DataFrame .* or an iterable"):
        table_of(other)


@pytest.mark.parametrize("other", [[1], ["text"], [["a"]], [cm.Person()], np.zeros((2, 2))])
def test_a_row_that_is_no_dict_is_refused_with_its_place(other: Any) -> None:
    with pytest.raises(cm.ConfigurationError, match=r"row 0 is a .*, expected a dict"):
        table_of(other)


def test_a_row_may_lack_a_column() -> None:
    table = Rows.of([{"a": 1}, {"b": 2}])
    assert table.columns == ("a", "b")
    assert (table.values("a"), table.values("b")) == ([1, None], [None, 2])


PANDAS: list[tuple[Any, list[object]]] = [
    (pd.array([1, None], dtype="Int64"), [1, pd.NA]),
    (pd.array(["a", None], dtype="string"), ["a", pd.NA]),
    (pd.array([True, None], dtype="boolean"), [True, pd.NA]),
    (pd.Categorical(["a", None]), ["a", float("nan")]),
    (pd.to_datetime(["2020-01-02", None]), [pd.Timestamp("2020-01-02"), pd.NaT]),
    (pd.array(["a", None], dtype="string[pyarrow]"), ["a", pd.NA]),
    ([dt.date(2020, 1, 2), None], [dt.date(2020, 1, 2), None]),
]


@pytest.mark.parametrize(("column", "values"), PANDAS, ids=lambda c: str(getattr(c, "dtype", "")))
def test_pandas_columns_of_any_type_are_read_and_kept(column: Any, values: list[object]) -> None:
    frame = pd.DataFrame({"id": [1, 2], "c": column})
    table = Frame.of(frame)
    assert repr(table.values("c")) == repr(values)
    pd.testing.assert_frame_equal(table.with_columns({"new": ["x", "y"]})[["id", "c"]], frame)


@pytest.mark.parametrize(
    "index", [[7, 7], ["x", "y"], pd.date_range("2020", periods=2), [None, 1.5]], ids=str
)
def test_new_pandas_columns_go_by_position(index: Any) -> None:
    frame = pd.DataFrame(COLUMNS, index=index)
    out = Frame.of(frame).with_columns({"name": ["x", None], "new": np.array([5, 6])})
    assert out.index.equals(frame.index)
    assert (out["name"].tolist(), out["new"].tolist()) == (["x", None], [5, 6])


@every
def test_new_columns_are_typed_also_where_no_value_shows_it(make: Callable[..., Any]) -> None:
    """Text, and numbers given as an array, in a table without rows and in one without values."""
    for rows in (0, 2):
        table = table_of(make({"id": list(range(rows))}) if rows else make(COLUMNS))
        if not rows:
            table = table_of(make({"id": [], "name": []}))
        text: list[None] = [None] * len(table)
        numbers = np.arange(len(table), dtype=np.int64)
        for out in (
            table.with_columns({"t": text, "n": numbers}), table.make({"t": text, "n": numbers})
        ):  # fmt: skip
            if isinstance(out, pl.LazyFrame):
                out = out.collect()
            if isinstance(out, pl.DataFrame):
                assert (out.schema["t"], out.schema["n"]) == (pl.String, pl.Int64)
            elif isinstance(out, pa.Table):
                assert out.schema.field("t").type in (pa.string(), pa.large_string())
                assert out.schema.field("n").type == pa.int64()
            elif isinstance(out, pd.DataFrame):
                assert (out["t"].dtype, out["n"].dtype) == (object, np.int64)
                assert all(value is None for value in out["t"])
            else:
                assert [(row["t"], row["n"]) for row in out] == [(None, i) for i in range(rows)]


def test_a_new_column_keeps_plain_numbers_in_dicts() -> None:
    out = Rows.of([{"a": 1}]).with_columns({"n": np.array([3])})
    assert [(type(v).__name__, v) for v in out[0].values()] == [("int", 1), ("int", 3)]


TWICE: list[Callable[[], Any]] = [
    lambda: pd.DataFrame([[1, 2]], columns=["a", "a"]),
    lambda: pa.table([pa.array([1]), pa.array([2])], names=["a", "a"]),
    lambda: duckdb.connect().sql("select 1 as a, 2 as a"),
]


@pytest.mark.parametrize("make", TWICE, ids=["pandas", "pyarrow", "duckdb"])
def test_two_columns_of_one_name_are_refused(make: Callable[[], Any]) -> None:
    with pytest.raises(cm.ConfigurationError, match="two columns of the table have the same name"):
        table_of(make())
    with pytest.raises(cm.ConfigurationError, match="two columns of the table have the same name"):
        cm.resolve(make(), kinds={"a": "text"})


# -- finding a column -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "columns", "found"),
    [
        ("id", ["id", "name"], "id"),
        ("id", ["\ufeffid", "name"], "\ufeffid"),
        ("\ufeffid", ["id"], "id"),
        ("\ufeffid", ["\ufeffid"], "\ufeffid"),
        ("id", ["\ufeffid", "id"], "id"),
        ("id", [0, "id"], "id"),
    ],
)
def test_a_column_is_found_also_with_a_byte_order_mark(
    name: str, columns: list[Any], found: str
) -> None:
    assert find_column(name, columns) == found


@pytest.mark.parametrize(
    ("name", "columns", "says"),
    [
        ("nmae", ["name", "id"], "no column 'nmae'. Did you mean 'name'?"),
        ("x", ["b", "a"], "Known: 'a', 'b'."),
        ("x", [], "The table has no columns."),
        ("x", [0, 1], "The table has no columns."),
    ],
)
def test_a_missing_column_is_named_with_what_was_meant(
    name: str, columns: list[Any], says: str
) -> None:
    with pytest.raises(cm.MissingColumnError) as error:
        find_column(name, columns)
    assert says in str(error.value)


@pytest.mark.parametrize("name", [0, None, ("a", "b")])
def test_a_name_that_is_no_text_is_refused(name: Any) -> None:
    with pytest.raises(cm.ConfigurationError, match="the name of a column is text"):
        find_column(name, ["a"])


# -- making one -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("backend", "kind"),
    [("pandas", pd.DataFrame), ("polars", pl.DataFrame), ("pyarrow", pa.Table)],
)
def test_a_frame_of_the_library_named(backend: str, kind: type) -> None:
    made = make_frame({"n": np.array([1, 2]), "t": ["a", None]}, backend)
    assert type(made) is kind
    back = Frame.of(made)
    assert (back.values("n"), back.values("t")) == ([1, 2], ["a", None])


@given(
    st.dictionaries(
        st.text("abcé张 /", min_size=1, max_size=5),
        st.lists(st.none() | st.text(max_size=5), min_size=2, max_size=2),
        min_size=1, max_size=4,
    ),
    st.sampled_from(["pandas", "polars", "pyarrow"]),
)  # fmt: skip
def test_text_comes_back_as_it_went_in(columns: dict[str, list[str | None]], backend: str) -> None:
    if any("\ud800" <= ch <= "\udfff" for v in columns.values() for t in v if t for ch in t):
        return  # half a character: only pandas can hold it
    back = Frame.of(make_frame(columns, backend))
    assert {name: back.values(name) for name in columns} == columns
