"""A comparison: one field, a comparator, and the levels it is graded into."""

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from custmdm.columns import PLACEHOLDER_CODE, Column, Term, encode, ranges
from custmdm.errors import ConfigurationError
from custmdm.model import BOTH_MISSING, ONE_MISSING, PLACEHOLDER
from custmdm.typing import Comparator, SupportsPairs, SupportsPrepare

# Jaro-Winkler of 'r' and 'roy' is 0.8 on paper and 0.7999999999999999 in binary: a similarity
# this close to a threshold has reached it, in the single-pair and in the columnar run alike.
_TIE = 1e-9

Levels = npt.NDArray[np.int8]
Rows = npt.NDArray[np.int64]


def _levels(levels: Iterable[float]) -> tuple[float, ...]:
    try:
        levels = tuple(float(level) for level in levels)
    except (TypeError, ValueError):
        raise ConfigurationError(
            f"levels are similarities in falling order, as (1.0, 0.9), got {levels!r}"
        ) from None
    # Written so that NaN fails too.
    if not levels or not all(a > b for a, b in itertools.pairwise(levels)):
        raise ConfigurationError(f"levels are similarities in falling order, got {levels}")
    if not (levels[-1] > 0.0 and levels[0] <= 1.0):
        raise ConfigurationError(f"levels are similarities in (0, 1], got {levels}")
    return levels


@frozen
class Comparison:
    """Compare one field and grade the similarity into agreement levels.

    With ``levels=(1.0, 0.92, 0.8)`` equal values are level 3, a similarity of at least 0.92 is
    level 2, of at least 0.8 level 1, else level 0.

    >>> from custmdm.compare import JaroWinkler
    >>> surname = Comparison("surname", JaroWinkler(), levels=(1.0, 0.92, 0.8))
    >>> surname.level("allen", "alen"), surname.level("allen", "zhang"), surname.level("a", None)
    (2, 0, -2)

    Attributes:
        on: the field, ``"phones"``, ``"name.family"``, or a column of a table.
        comparator: any function of two values to a similarity in [0, 1].
        levels: the similarities where a new level begins, falling.

    Raises:
        ConfigurationError: if the levels do not fall or leave (0, 1].
    """

    on: str
    comparator: Comparator
    levels: tuple[float, ...] = field(default=(1.0,), converter=_levels)

    def __attrs_post_init__(self) -> None:
        if isinstance(self.comparator, type):
            raise ConfigurationError(
                f"the comparator of {self.on!r} is the class {self.comparator.__name__}; "
                f"write {self.comparator.__name__}()"
            )
        if not callable(self.comparator):
            raise ConfigurationError(f"the comparator of {self.on!r} cannot be called")

    @property
    def n_levels(self) -> int:
        """Return the number of levels from 0 up."""
        return len(self.levels) + 1

    def label(self, level: int) -> str:
        """Return a level in words.

        >>> from custmdm.compare import exact
        >>> Comparison("phone", exact).label(0)
        'different'
        """
        if level < 0:
            return {-1: "both missing", -2: "one missing", -3: "placeholder"}[level]
        if level == 0:
            return "different"
        if level == len(self.levels) and self.levels[0] == 1.0:
            return "equal"
        return f"similar, {self.levels[len(self.levels) - level]:g} or more"

    def level(self, left: object, right: object) -> int:
        """Return the level of two plain values; None is missing."""
        return self.level_of_terms(
            () if left is None else (Term(left, left),),
            () if right is None else (Term(right, right),),
        )

    def level_of_terms(
        self,
        left: Sequence[Term],
        right: Sequence[Term],
        *,
        placeholder: tuple[bool, bool] = (False, False),
    ) -> int:
        """Return the level of two records, each with none, one or many values; the best counts."""
        if not left or not right:
            if (not left and placeholder[0]) or (not right and placeholder[1]):
                return PLACEHOLDER
            return BOTH_MISSING if not left and not right else ONE_MISSING
        if ({t.key for t in left} & {t.key for t in right}) - {None}:
            return len(self.levels)
        return max(self.grade(self.comparator(a.value, b.value)) for a in left for b in right)

    def grade(self, similarity: float) -> int:
        """Return the level of a similarity."""
        return sum(similarity >= level - _TIE for level in self.levels)

    def column(self, column: Column[Term]) -> "ComparedColumn":
        """Return this comparison ready to run over a column."""
        return ComparedColumn.of(self, column)


@frozen(eq=False, repr=False)
class ComparedColumn:
    """Run a comparison over pairs of rows of one column; the same answers as `level_of_terms`."""

    comparison: Comparison
    column: Column[Term]
    keys: npt.NDArray[np.int32]
    prepared: Sequence[Any]
    present: npt.NDArray[np.bool_]
    placeholder: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, comparison: Comparison, column: Column[Term]) -> "ComparedColumn":
        """Do what is done once a distinct value: key codes and prepared values."""
        comparator = comparison.comparator
        values: Sequence[Any] = [term.value for term in column.values]
        if isinstance(comparator, SupportsPrepare):
            values = [comparator.prepare(value) for value in values]
        keys = encode([term.key for term in column.values]).codes
        return cls(
            comparison,
            column,
            keys,
            values,
            _any_in_row(column, column.codes >= 0),
            _any_in_row(column, column.codes == PLACEHOLDER_CODE),
        )

    def levels(self, left: Rows, right: Rows) -> Levels:
        """Return the level of each pair of rows."""
        out = np.zeros(len(left), dtype=np.int8)
        has_left, has_right = self.present[left], self.present[right]
        both = has_left & has_right
        if not both.all():
            filler = (~has_left & self.placeholder[left]) | (~has_right & self.placeholder[right])
            out[~both] = ONE_MISSING
            out[~has_left & ~has_right] = BOTH_MISSING
            out[~both & filler] = PLACEHOLDER
        pairs = np.flatnonzero(both)
        if len(pairs):
            out[pairs] = self._present_levels(left[pairs], right[pairs])
        return out

    def _present_levels(self, left: Rows, right: Rows) -> Levels:
        """Return the levels of pairs with values on both sides; the best value pair counts."""
        if self.column.offsets is None:
            return self._code_levels(self.column.codes[left], self.column.codes[right])
        offsets, codes = self.column.offsets, self.column.codes
        n_left, n_right = np.diff(offsets)[left], np.diff(offsets)[right]
        n_cells = n_left * n_right
        pair = np.repeat(np.arange(len(left)), n_cells)
        cell = ranges(np.zeros(len(left), np.int64), n_cells)
        a = codes[offsets[left][pair] + cell // n_right[pair]]
        b = codes[offsets[right][pair] + cell % n_right[pair]]
        usable = (a >= 0) & (b >= 0)
        out = np.zeros(len(left), dtype=np.int8)
        np.maximum.at(out, pair[usable], self._code_levels(a[usable], b[usable]))
        return out

    def _code_levels(self, a: npt.NDArray[np.int32], b: npt.NDArray[np.int32]) -> Levels:
        """Return the level of each pair of codes, asking the comparator once a distinct pair."""
        top = len(self.comparison.levels)
        out = np.full(len(a), top, dtype=np.int8)
        keys_a, keys_b = self.keys[a], self.keys[b]
        # A key of None has a negative code: it equals nothing.
        unequal = np.flatnonzero((keys_a != keys_b) | (keys_a < 0))
        if len(unequal) == 0:
            return out
        size = np.int64(len(self.column.values))
        low = np.minimum(a[unequal], b[unequal]).astype(np.int64)
        high = np.maximum(a[unequal], b[unequal])
        distinct, inverse = np.unique(low * size + high, return_inverse=True)
        out[unequal] = self._graded(distinct // size, distinct % size)[inverse]
        return out

    def _graded(self, a: Rows, b: Rows) -> Levels:
        comparator, values = self.comparison.comparator, self.prepared
        lefts, rights = [values[i] for i in a.tolist()], [values[i] for i in b.tolist()]
        if isinstance(comparator, SupportsPrepare):
            similar = np.array(list(map(comparator.similarity, lefts, rights)), dtype=np.float64)
        elif isinstance(comparator, SupportsPairs):
            similar = comparator.compare_pairs(lefts, rights)
        else:
            similar = np.array(list(map(comparator, lefts, rights)), dtype=np.float64)
        thresholds = np.array(self.comparison.levels) - _TIE
        reached: Levels = (similar[:, None] >= thresholds).sum(axis=1).astype(np.int8)
        return reached


def _any_in_row(column: Column[Term], flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    if column.offsets is None:
        return flags
    found = np.zeros(len(column), dtype=np.bool_)
    found[column.flat_rows()[flags]] = True
    return found
