"""Small columns, views and texts for the tests of the stages."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import frozen
from hypothesis import strategies as st

from custmdm.columns import MISSING, PLACEHOLDER_CODE, Column, Term

FILLER = "FILLER"
"""A cell that holds a placeholder; a cell of None is missing, any other one holds a value."""

# Texts that have broken text code before: other scripts, accents in both forms, nothing to see.
HOSTILE_TEXTS = (
    "",
    " ",
    "-",
    "...",
    "'",
    "\x00",
    "\t\n",
    "\u200b",
    "\ufeff",
    "\ud800",
    "\udfff x",
    "\u0301",
    "e\u0301",
    "é",
    "ﬁ",
    "ß",
    "İ",
    "ŉ",
    "👍🏽",
    "👨\u200d👩\u200d👧",
    "\U0010ffff",
    "مرحبا",
    "Иванов",
    "김민수",
    "田中",
    "１２３",
    "a" * 300,
    "ab " * 100,
)


def texts(max_size: int = 12) -> st.SearchStrategy[str]:
    """Return a strategy for texts: any at all, and short ones that are much alike."""
    return (
        st.text(max_size=max_size)
        | st.text(alphabet="abé 1-张王", max_size=max_size)
        | st.sampled_from(HOSTILE_TEXTS)
    )


@frozen(eq=False)
class ListView:
    """Be a View of columns and records that are given."""

    columns: Mapping[str, Column[Term]]
    rows: Sequence[Any]

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, path: str) -> Column[Term]:
        return self.columns[path]

    def records(self) -> Sequence[Any]:
        return self.rows


def flat_column(cells: Iterable[Any]) -> Column[Any]:
    """Return the flat column of one cell a row."""
    values: dict[Any, int] = {}
    return Column(_codes(cells, values), tuple(values))


def ragged_column(rows: Iterable[Sequence[Any]]) -> Column[Any]:
    """Return the ragged column of many cells a row."""
    rows = list(rows)
    values: dict[Any, int] = {}
    codes = _codes([cell for row in rows for cell in row], values)
    return Column(codes, tuple(values), np.cumsum([0, *map(len, rows)], dtype=np.int64))


def _codes(cells: Iterable[Any], values: dict[Any, int]) -> Any:
    codes = []
    for cell in cells:
        if cell is None:
            codes.append(MISSING)
        elif cell is FILLER:
            codes.append(PLACEHOLDER_CODE)
        else:
            codes.append(values.setdefault(cell, len(values)))
    return np.array(codes, dtype=np.int32)


def cells_of(column: Column[Any]) -> list[list[Any]]:
    """Return the cells of each row of a column."""
    shown = {MISSING: None, PLACEHOLDER_CODE: FILLER}
    return [
        [shown[c] if c < 0 else column.values[c] for c in column.row_codes(i)]
        for i in range(len(column))
    ]


@st.composite
def columns(draw: st.DrawFn, values: st.SearchStrategy[Any], n: int | None = None) -> Column[Any]:
    """Return a flat or ragged column of `n` rows or any, some cells missing or placeholders."""
    cell = values | st.none() | st.just(FILLER)
    size = {"max_size": 8} if n is None else {"min_size": n, "max_size": n}
    if draw(st.booleans()):
        return flat_column(draw(st.lists(cell, **size)))
    return ragged_column(draw(st.lists(st.lists(cell, max_size=4), **size)))
