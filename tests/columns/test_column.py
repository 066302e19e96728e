"""A column gives the same answers as a list of lists."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.helpers import FILLER, cells_of, columns, flat_column, ragged_column

from custmdm.columns import (
    MISSING,
    PLACEHOLDER_CODE,
    Column,
    concat,
    encode,
    encode_many,
    pool,
    ranges,
)

letters = st.sampled_from("abcdef")
any_column = columns(letters)

EMPTY = {
    "flat": flat_column([]),
    "flat, all missing": flat_column([None, None]),
    "flat, all placeholders": flat_column([FILLER, FILLER]),
    "ragged, no rows": ragged_column([]),
    "ragged, empty rows": ragged_column([[], []]),
    "ragged, all missing": ragged_column([[None], [FILLER, None]]),
}
empty_columns = pytest.mark.parametrize("column", EMPTY.values(), ids=EMPTY.keys())


def mapped(column: Column[str], function) -> list[list[object]]:
    """Apply a function to each present cell, the naive way."""
    return [
        [cell if cell in (None, FILLER) else function(cell) for cell in row]
        for row in cells_of(column)
    ]


@given(st.lists(letters | st.none(), max_size=8))
def test_encode_keeps_the_values(values):
    column = encode(values)
    assert cells_of(column) == [[v] for v in values]
    assert len(column) == len(values)


@given(st.lists(letters | st.none(), max_size=8))
def test_codes_follow_the_first_appearance(values):
    column = encode(values)
    assert list(column.values) == list(dict.fromkeys(v for v in values if v is not None))
    assert column.codes.dtype == np.int32


@given(any_column)
def test_values_by_appearance_are_those_of_encoding_the_cells(column):
    found = column.by_appearance()
    assert cells_of(found) == cells_of(column)
    there = [cell for row in cells_of(column) for cell in row if cell not in (None, FILLER)]
    assert list(found.values) == list(dict.fromkeys(there))


@given(st.lists(st.lists(letters | st.none(), max_size=4), max_size=6))
def test_encode_many_keeps_the_rows(rows):
    column = encode_many(rows)
    assert cells_of(column) == rows
    assert len(column) == len(rows)
    assert len(column.values) == len(set(column.values))


@pytest.mark.parametrize("column", [encode([]), encode_many([])])
def test_a_column_of_nothing_has_no_rows(column):
    assert (len(column), column.values, column.codes.dtype) == (0, (), np.int32)


@given(any_column)
def test_a_row_holds_its_present_values(column):
    expected = [tuple(c for c in row if c not in (None, FILLER)) for row in cells_of(column)]
    assert [column.row(i) for i in range(len(column))] == expected


@given(any_column)
def test_flat_rows_says_the_row_of_each_code(column):
    expected = [i for i, row in enumerate(cells_of(column)) for _ in row]
    assert column.flat_rows().tolist() == expected


FUNCTIONS = {
    "one to one": str.upper,
    "many to one": lambda v: "vowel" if v in "ae" else "consonant",
    "some to nothing": lambda v: None if v in "ace" else v,
    "all to nothing": lambda v: None,
}


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS.keys())
@settings(max_examples=50)
@given(column=any_column)
def test_map_is_the_function_on_each_cell(function, column):
    answer = column.map(function)
    assert cells_of(answer) == mapped(column, function)
    assert len(answer.values) == len(set(answer.values)), "equal answers get one code"


@given(any_column)
def test_map_asks_once_a_distinct_value(column):
    asked = []
    column.map(asked.append)
    assert asked == list(column.values)


@given(any_column, st.data())
def test_recode_replaces_the_value_of_each_code(column, data):
    n = len(column.values)
    new = data.draw(st.lists(st.integers(0, 2) | st.none(), min_size=n, max_size=n))
    table = dict(zip(column.values, new, strict=True))
    assert cells_of(column.recode(new)) == mapped(column, table.__getitem__)


MANY = {
    "its letter and the next": lambda v: (v, chr(ord(v) + 1)),
    "nothing, one or many": lambda v: ("a", "b", "c")[: ord(v) % 4],
    "an answer twice": lambda v: [v, v],
    "None among the answers": lambda v: [None, v] if v < "c" else [None],
    "nothing": lambda v: (),
}


@pytest.mark.parametrize("function", MANY.values(), ids=MANY.keys())
@settings(max_examples=50)
@given(column=any_column)
def test_flat_map_is_the_function_on_each_cell_once_a_row(function, column):
    answer = column.flat_map(function)
    expected = []
    for row in cells_of(column):
        found = {a for c in row if c not in (None, FILLER) for a in function(c) if a is not None}
        # A placeholder stays one where there is nothing else.
        expected.append(found or ({FILLER} if FILLER in row else set()))
    assert answer.offsets is not None
    assert [set(row) for row in cells_of(answer)] == expected
    assert all(len(row) == len(set(row)) for row in cells_of(answer))


@given(st.integers(0, 5).flatmap(lambda n: st.lists(columns(letters, n), min_size=1, max_size=3)))
def test_pool_puts_rows_side_by_side(parts):
    answer = pool(parts)
    rows = [cells_of(part) for part in parts]
    expected = [[cell for part in rows for cell in part[i]] for i in range(len(parts[0]))]
    assert cells_of(answer) == expected
    assert answer.offsets is not None
    assert len(answer.values) == len(set(answer.values))


@given(st.lists(any_column, min_size=1, max_size=3))
def test_concat_puts_rows_under_each_other(parts):
    answer = concat(parts)
    assert cells_of(answer) == [row for part in parts for row in cells_of(part)]
    assert (answer.offsets is None) == all(part.offsets is None for part in parts)
    assert len(answer.values) == len(set(answer.values))


@given(any_column, st.data())
def test_take_gives_the_rows_asked_for(column, data):
    rows = data.draw(st.lists(st.integers(0, len(column) - 1)) if len(column) else st.just([]))
    answer = column.take(np.array(rows, dtype=np.int64))
    assert cells_of(answer) == [cells_of(column)[row] for row in rows]
    assert len(answer) == len(rows)


@empty_columns
def test_a_column_without_values_takes_part_in_everything(column):
    n = len(column)
    assert cells_of(column.map(str.upper)) == cells_of(column)
    assert len(column.flat_map(tuple)) == n
    assert cells_of(column.take(np.arange(n))) == cells_of(column)
    assert cells_of(concat([column, column])) == cells_of(column) * 2
    assert len(pool([column, column])) == n
    assert [column.row(i) for i in range(n)] == [()] * n


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 4)), max_size=8))
def test_ranges_are_the_integers_one_range_after_the_other(pairs):
    starts, counts = (np.array([p[i] for p in pairs], dtype=np.int64) for i in (0, 1))
    expected = [i for start, count in pairs for i in range(start, start + count)]
    assert ranges(starts, counts).tolist() == expected


def test_missing_and_placeholder_codes_stay_apart():
    column = flat_column(["a", None, FILLER])
    assert column.codes.tolist() == [0, MISSING, PLACEHOLDER_CODE]
    assert column.map(str.upper).codes.tolist() == [0, MISSING, PLACEHOLDER_CODE]


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        (encode(["secret", None]), "<flat Column: 2 rows, 1 distinct values>"),
        (encode_many([("secret", "b")]), "<ragged Column: 1 rows, 2 distinct values>"),
    ],
)
def test_a_repr_shows_no_value(column, shown):
    assert repr(column) == shown
