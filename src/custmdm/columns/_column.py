"""The dictionary-encoded column, flat or with many values a row."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import chain
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from custmdm.columns._numbers import MISSING, first_places, none_among, numbered
from custmdm.columns._term import Term, Terms, all_keys, all_values

Codes = npt.NDArray[np.int32]
Offsets = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int64]

PLACEHOLDER_CODE = -2

T = TypeVar("T")
U = TypeVar("U")
K = TypeVar("K", bound=Hashable)


@frozen(eq=False, repr=False)
class Column(Generic[T]):
    """Hold a column as codes into its distinct values.

    Flat when `offsets` is None: one code a row, negative is missing. Ragged otherwise: row i
    holds ``codes[offsets[i]:offsets[i + 1]]``, none or many.

    >>> column = encode(["a", None, "b", "a"])
    >>> column.codes.tolist(), column.values
    ([0, -1, 1, 0], ('a', 'b'))
    >>> column.map(str.upper).values
    ('A', 'B')

    Attributes:
        codes: int32; a negative code is a missing value (-1) or a placeholder (-2).
        values: the distinct values, one a code.
        offsets: int64, one more than there are rows, or None.
    """

    codes: Codes
    values: Sequence[T]
    offsets: Offsets | None = field(default=None)

    def __len__(self) -> int:
        return len(self.codes if self.offsets is None else self.offsets) - (
            0 if self.offsets is None else 1
        )

    def __repr__(self) -> str:
        shape = "flat" if self.offsets is None else "ragged"
        return f"<{shape} Column: {len(self)} rows, {len(self.values)} distinct values>"

    def row(self, i: int) -> tuple[T, ...]:
        """Return the present values of row `i`; none where it is missing."""
        return tuple(self.values[c] for c in self.row_codes(i) if c >= 0)

    def row_codes(self, i: int) -> list[int]:
        """Return the codes of row `i`, the negative ones included."""
        if self.offsets is None:
            return [int(self.codes[i])]
        codes: list[int] = self.codes[self.offsets[i] : self.offsets[i + 1]].tolist()
        return codes

    def map(self, function: Callable[[T], U | None]) -> "Column[U]":
        """Apply a scalar function once a distinct value; None becomes missing.

        The answers must be hashable; equal answers get one code.
        """
        return self.recode([function(value) for value in self.values])

    def flat_map(self, function: Callable[[T], Sequence[U | None]]) -> "Column[U]":
        """Apply a function from a value to many, once a distinct value; the answer is ragged.

        A placeholder stays one where its row has no answer; an answer within a row is given once,
        None not at all.

        >>> letters = encode(["ab", None, "b"]).flat_map(tuple)
        >>> [letters.row(i) for i in range(3)]
        [('a', 'b'), (), ('b',)]
        """
        return self.replace(
            encode_many([[a for a in function(v) if a is not None] for v in self.values])
        )

    def replace(self, answers: "Column[U]") -> "Column[U]":
        """Replace each distinct value by what the row of its code says: one value, or many.

        >>> column = encode(["ab", None, "b"]).replace(encode(["B", "B"]))
        >>> column.codes.tolist(), column.values
        ([0, -1, 0], ('B',))
        """
        if answers.offsets is None:
            # One more place at the end: index -1 finds missing, -2 finds placeholder.
            table = np.append(answers.codes, np.array([PLACEHOLDER_CODE, MISSING], dtype=np.int32))
            return Column(table[self.codes], answers.values, self.offsets)
        # Codes -1 and -2 find the two places at the end: no answer.
        sizes = np.append(np.diff(answers.offsets), [0, 0])
        starts = np.append(answers.offsets[:-1], [0, 0])
        rows = np.repeat(self.flat_rows(), sizes[self.codes])
        codes = answers.codes[ranges(starts[self.codes], sizes[self.codes])]
        size = np.int64(max(len(answers.values), 1))
        distinct = np.unique(rows * size + codes)
        rows, codes = distinct // size, (distinct % size).astype(np.int32)
        held = np.setdiff1d(self.flat_rows()[self.codes == PLACEHOLDER_CODE], rows)
        order = np.argsort(np.concatenate([rows, held]), kind="stable")
        codes = np.append(codes, np.full(len(held), PLACEHOLDER_CODE, np.int32))[order]
        counts = np.bincount(np.concatenate([rows, held]), minlength=len(self))
        return Column(codes, answers.values, _offsets(counts))

    def recode(self, values: Sequence[U | None]) -> "Column[U]":
        """Replace the value of each code; equal ones get one code, None becomes missing."""
        return self.replace(encode(values))

    def take(self, rows: npt.NDArray[np.integer]) -> "Column[T]":
        """Return the given rows, in the given order."""
        if self.offsets is None:
            return Column(self.codes[rows], self.values)
        starts, counts = self.offsets[rows], np.diff(self.offsets)[rows]
        return Column(self.codes[ranges(starts, counts)], self.values, _offsets(counts))

    def by_appearance(self) -> "Column[T]":
        """Number the values by where each first stands, as `encode` does; what stands nowhere goes.

        >>> column = encode(["a", "b", "c"]).take(np.array([2, 0, 2])).by_appearance()
        >>> column.codes.tolist(), column.values
        ([0, 1, 0], ('c', 'a'))
        """
        first = np.full(len(self.values), len(self.codes), dtype=np.int64)
        # Written backwards, so that the first place of a value stays.
        present = np.flatnonzero(self.codes >= 0)[::-1]
        first[self.codes[present]] = present
        order = np.argsort(first, kind="stable")
        order = order[: np.count_nonzero(first < len(self.codes))]
        table = np.full(len(self.values) + 2, MISSING, dtype=np.int32)
        table[order] = np.arange(len(order), dtype=np.int32)
        table[-2:] = PLACEHOLDER_CODE, MISSING
        values = tuple(map(self.values.__getitem__, order.tolist()))
        return Column(table[self.codes], values, self.offsets)

    def flat_row(self, at: int) -> int:
        """Return the row of the code at one place."""
        if self.offsets is None:
            return at
        return int(np.searchsorted(self.offsets, at, side="right")) - 1

    def flat_rows(self) -> Rows:
        """Return the row of each code."""
        if self.offsets is None:
            return np.arange(len(self.codes), dtype=np.int64)
        return np.repeat(np.arange(len(self), dtype=np.int64), np.diff(self.offsets))


def encode(values: Iterable[K | None]) -> Column[K]:
    """Encode one value a row; None is missing.

    Values must be hashable. Codes follow the first appearance.
    """
    codes, distinct = _distinct(values)
    return Column(codes, distinct)


def encode_many(rows: Iterable[Sequence[K | None]]) -> Column[K]:
    """Encode many values a row.

    >>> column = encode_many([("a", "b"), (), ("b",)])
    >>> [column.row(i) for i in range(3)]
    [('a', 'b'), (), ('b',)]
    """
    counts: list[int] = []
    flat: list[K | None] = []
    for row in rows:
        counts.append(len(row))
        flat.extend(row)
    codes, distinct = _distinct(flat)
    return Column(codes, distinct, _offsets(np.array(counts, dtype=np.int64)))


def encode_terms(keys: Sequence[Hashable], values: Sequence[Any]) -> Column[Term]:
    """Encode terms by their keys and values, as `encode` does; a value of None is missing.

    >>> column = encode_terms(["a", None, "b", "a"], ["A", None, "B", "A"])
    >>> column.codes.tolist(), list(column.values)
    ([0, -1, 1, 0], [Term(key='a', value='A'), Term(key='b', value='B')])
    """
    of_key = first_places(keys)
    first = of_key
    shared = np.flatnonzero(np.bincount(of_key, minlength=1)[of_key] > 1)
    if len(shared):
        # What has a key of its own is a term of its own; only the others are looked at whole.
        pairs = [(keys[at], values[at]) for at in shared.tolist()]
        first = of_key.copy()
        first[shared] = shared[first_places(pairs)]
    codes, places = numbered(first, none_among(values))
    of_term = of_key[places]
    where = np.empty(len(keys), dtype=np.int32)
    # Written backwards, so that the first term of a key stays.
    where[of_term[::-1]] = np.arange(len(places) - 1, -1, -1, dtype=np.int32)
    found = _picked(keys, places)
    key_codes, _ = numbered(where[of_term], none_among(found))
    return Column(codes, Terms(found, _picked(values, places), key_codes))


def pool(columns: Sequence[Column[K]]) -> Column[K]:
    """Join columns of one length side by side into one ragged column.

    >>> both = pool([encode(["a", None]), encode(["b", "c"])])
    >>> [both.row(i) for i in range(2)]
    [('a', 'b'), ('c',)]
    """
    tables, distinct = _shared(columns)
    rows = np.concatenate([c.flat_rows() for c in columns])
    codes = np.concatenate([t[c.codes] for t, c in zip(tables, columns, strict=True)])
    order = np.argsort(rows, kind="stable")
    counts = np.bincount(rows, minlength=len(columns[0]))
    return Column(codes[order], distinct, _offsets(counts))


def concat(columns: Sequence[Column[K]]) -> Column[K]:
    """Put flat or ragged columns under each other; ragged if one of them is.

    >>> concat([encode(["a"]), encode(["b", "a"])]).codes.tolist()
    [0, 1, 0]
    """
    if len(columns) == 1:
        return columns[0]
    tables, distinct = _shared(columns)
    codes = [t[c.codes] for t, c in zip(tables, columns, strict=True)]
    return _under_each_other(columns, codes, distinct)


def stack(columns: Sequence[Column[T]], values: Sequence[T]) -> Column[T]:
    """Put columns under each other as `concat` does, without a look at their values.

    A value of two of them then has two codes.

    >>> stack([encode(["a"]), encode(["b", "a"])], ["a", "b", "a"]).codes.tolist()
    [0, 1, 2]

    Args:
        columns: the columns.
        values: the values of the first, then of the second.
    """
    starts = np.cumsum([0, *(len(column.values) for column in columns)]).tolist()
    codes = [
        np.where(column.codes < 0, column.codes, column.codes + start).astype(np.int32)
        for column, start in zip(columns, starts, strict=False)
    ]
    return _under_each_other(columns, codes, values)


def narrowed(
    column: Column[T],
    rows: npt.NDArray[np.integer],
    take: Callable[[list[int]], Sequence[T]],
) -> Column[T]:
    """Return the given rows of a column with no values but theirs.

    >>> column = encode(["a", "b", "c"])
    >>> found = narrowed(column, np.array([2, 0]), lambda at: [column.values[i] for i in at])
    >>> found.codes.tolist(), found.values
    ([1, 0], ['a', 'c'])

    Args:
        column: the column.
        rows: the rows, in the order wanted.
        take: gives its values at some places.
    """
    taken = column.take(rows)
    used = np.unique(taken.codes[taken.codes >= 0])
    codes = np.where(taken.codes < 0, taken.codes, np.searchsorted(used, taken.codes))
    return Column(codes.astype(np.int32), take(used.tolist()), taken.offsets)


def _under_each_other(
    columns: Sequence[Column[Any]], codes: Sequence[Codes], values: Sequence[T]
) -> Column[T]:
    """Return one column of the codes of several; ragged if one of them is."""
    if all(c.offsets is None for c in columns):
        return Column(np.concatenate(codes), values)
    counts = [
        np.ones(len(c), np.int64) if c.offsets is None else np.diff(c.offsets) for c in columns
    ]
    return Column(np.concatenate(codes), values, _offsets(np.concatenate(counts)))


def ranges(starts: npt.NDArray[np.integer], counts: npt.NDArray[np.integer]) -> Rows:
    """Return the integers of every range [start, start + count), one after the other.

    >>> ranges(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    shifts: Rows = np.repeat(starts - (ends - counts), counts)
    return np.arange(total, dtype=np.int64) + shifts


def run_starts(numbers: npt.NDArray[np.integer]) -> Rows:
    """Return where each run of equal numbers begins.

    >>> run_starts(np.array([4, 4, 7, 4])).tolist()
    [0, 2, 3]
    """
    first = np.ones(len(numbers), dtype=np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=first[1:])
    return np.flatnonzero(first)


def _offsets(counts: npt.NDArray[np.integer]) -> Offsets:
    offsets = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=offsets[1:])
    return offsets


def _distinct(values: Iterable[K | None]) -> tuple[Codes, tuple[K, ...]]:
    """Return a code for each value and the distinct values in order of first appearance."""
    given: list[Any] = list(values)
    codes, places = numbered(first_places(given), none_among(given))
    return codes, tuple(_picked(given, places))


def _picked(values: Sequence[Any], places: Rows) -> Sequence[Any]:
    if len(places) == len(values):
        return values
    return list(map(values.__getitem__, places.tolist()))


def _shared(columns: Sequence[Column[K]]) -> tuple[list[Codes], Sequence[K]]:
    """Return one table a column from its codes to codes of a shared dictionary."""
    values = [column.values for column in columns]
    # Of values of type K, for terms are encoded as themselves.
    together: Any
    if all(isinstance(terms, Terms) for terms in values):
        together = encode_terms(
            *(list(chain.from_iterable(map(of, values))) for of in (all_keys, all_values))  # type: ignore[arg-type]
        )
    else:
        together = encode(chain.from_iterable(values))
    ends = np.cumsum([len(found) for found in values])[:-1]
    fixed = np.array([PLACEHOLDER_CODE, MISSING], dtype=np.int32)
    return [np.append(t, fixed) for t in np.split(together.codes, ends)], together.values
