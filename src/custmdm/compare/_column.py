"""A comparison over the pairs of rows of a column: the same answers as the scalar definition."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.columns import (
    MISSING,
    PLACEHOLDER_CODE,
    Column,
    Term,
    all_differ,
    all_keys,
    all_values,
    codes_of_keys,
    encode,
    ranges,
)
from custmdm.compare._pairs import Similarities, distinct_pairs, one_by_one
from custmdm.compare._prepared import weighed
from custmdm.compare._rarity import (
    MAX_STEPS,
    TIE,
    key_rarities,
    partial_rarities,
    rarities_in_steps,
)
from custmdm.compare._texts import exact
from custmdm.model import BOTH_MISSING, ONE_MISSING, PLACEHOLDER, Frequencies
from custmdm.typing import (
    Comparator,
    SupportsAgreement,
    SupportsPairs,
    SupportsPrepare,
    SupportsTable,
    SupportsTellingApart,
)

Small = npt.NDArray[np.int8]
Codes = npt.NDArray[np.int32]
Rows = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@frozen(eq=False, repr=False)
class ComparedColumn:
    """Run a comparison over pairs of rows of one column.

    Attributes:
        comparator: what compares two values.
        starts: the similarities where a level begins, falling; None for outcomes.
        column: the terms.
        keys: a code for the key of each value; negative equals nothing.
        similarities: similarities of pairs of codes; None for outcomes.
        agreements: outcomes and rarities of pairs of codes; None for a plain similarity.
        rarity: how rare the key of each value is, in steps; where it is shared, and in part.
        present: which rows have a value.
        placeholder: which rows have a placeholder.
    """

    comparator: Comparator
    starts: tuple[float, ...] | None
    column: Column[Term]
    keys: Codes
    similarities: Similarities | None
    agreements: Callable[[Rows, Rows], tuple[Small, Floats]] | None
    rarity: tuple[Small, Small]
    present: npt.NDArray[np.bool_]
    placeholder: npt.NDArray[np.bool_]

    @classmethod
    def of(
        cls,
        comparator: Comparator,
        starts: tuple[float, ...] | None,
        column: Column[Term],
        frequencies: Frequencies,
    ) -> "ComparedColumn":
        """Do what is done once a distinct value: key codes, prepared values, rarities."""
        keys, values = all_keys(column.values), all_values(column.values)
        bits = np.zeros(len(values))
        similarities, agreements = None, None
        if starts is None and isinstance(comparator, SupportsAgreement):
            values = weighed(comparator, values, frequencies)
            agreements = _agreements(comparator, values)
        else:
            if isinstance(comparator, SupportsPrepare):
                values = [comparator.prepare(value) for value in values]
            similarities = _similarities(comparator, values, min(starts or (1.0,)) - TIE)
            bits = key_rarities(keys, frequencies)
        return cls(
            comparator,
            starts,
            column,
            codes_of_keys(column.values),
            similarities,
            agreements,
            (rarities_in_steps(bits), rarities_in_steps(partial_rarities(bits, bits))),
            _any_in_row(column, column.codes >= 0),
            _any_in_row(column, column.codes == PLACEHOLDER_CODE),
        )

    @property
    def rarity_bounds(self) -> tuple[int, int]:
        """Return the least and the largest rarity, in steps, that a pair can have."""
        if self.agreements is not None:
            return -MAX_STEPS, MAX_STEPS
        least = min(int(steps.min(initial=0)) for steps in self.rarity)
        return least, max(int(steps.max(initial=0)) for steps in self.rarity)

    def compare(self, left: Rows, right: Rows) -> tuple[Small, Small]:
        """Return the level and the rarity, in steps, of each pair of rows."""
        if self.has_one_key:
            levels, rarities = self.same(left, right)
            at = np.flatnonzero(levels == 0)
            levels[at], rarities[at] = self.unlike(left.take(at), right.take(at))
            return levels, rarities
        has_left, has_right = self.present[left], self.present[right]
        both = has_left & has_right
        if both.all():
            return self._present(left, right)
        filler = (~has_left & self.placeholder[left]) | (~has_right & self.placeholder[right])
        levels, rarities = _silent(has_left, has_right, filler), np.zeros(len(left), dtype=np.int8)
        pairs = np.flatnonzero(both)
        if len(pairs):
            levels[pairs], rarities[pairs] = self._present(left[pairs], right[pairs])
        return levels, rarities

    @property
    def has_one_key(self) -> bool:
        """Say whether a row has one key at most, which tells how rare what it shares is."""
        return self.agreements is None and self.column.offsets is None

    @cached_property
    def highest_unlike(self) -> int:
        """Return the highest level that two values of unlike keys can have."""
        below_top = self.agreements is None and (self.starts or (1.0,))[0] == 1.0
        if not below_top or not tells_apart(self.comparator):
            return self._top
        values = all_values(self.column.values)
        # Where values stand under two keys, or under none that equals itself, keys tell too little.
        telling = bool((self.keys >= 0).all()) and all_differ(values)
        return self._top - telling

    def same(self, left: Rows, right: Rows) -> tuple[Small, Small]:
        """Return what the keys of rows tell, one key a row: the level is 0 where they are unlike.

        That costs next to nothing; what the level of unlike ones is, `unlike` says.
        """
        keys_left, keys_right, whole = self._rows
        a, b = keys_left.take(left), keys_right.take(right)
        equal = a == b
        if not self._complete:
            equal &= a >= 0
        levels = np.multiply(equal, self._top, dtype=np.int8)
        if not self._complete:
            at = np.flatnonzero(~equal)
            a, b = a.take(at), b.take(at)
            filler = (a == PLACEHOLDER_CODE) | (b == PLACEHOLDER_CODE)
            levels[at] = _silent(a >= 0, b >= 0, filler)
        # What has one key is equally rare.
        return levels, whole.take(left) * equal

    def unlike(self, left: Rows, right: Rows) -> tuple[Small, Small]:
        """Return the level and the rarity of pairs of rows of unlike keys, one key a row."""
        codes = self.column.codes
        return self._unequal(codes.take(left), codes.take(right))

    @cached_property
    def _rows(self) -> tuple[Codes, Codes, Small]:
        """Return the key of each row as a left one, as a right one, and how rare it is.

        What is missing has a negative one, as it has a negative code.
        """
        codes = self.column.codes
        rarity = np.append(self.rarity[0], np.zeros(2, np.int8)).take(codes, mode="wrap")
        if np.array_equal(self.keys, np.arange(len(self.keys))):
            # As nearly always: each value has a key of its own.
            return codes, codes, rarity
        none = np.flatnonzero(self.keys < 0)
        if not len(none):
            keys = self._of_rows(self.keys)
            return keys, keys, rarity
        # A value without a key is equal to nothing, not even to itself.
        lefts, rights = self.keys.copy(), self.keys.copy()
        size = int(self.keys.max()) + 1
        lefts[none], rights[none] = size, size + 1
        return self._of_rows(lefts), self._of_rows(rights), rarity

    def _of_rows(self, keys: Codes) -> Codes:
        """Return the key of each row, given that of each value."""
        ends = np.array([PLACEHOLDER_CODE, MISSING], dtype=np.int32)
        return np.append(keys, ends).take(self.column.codes, mode="wrap")

    @cached_property
    def _complete(self) -> bool:
        """Say whether each row has a value."""
        return bool(self.present.all())

    @cached_property
    def _top(self) -> int:
        if isinstance(self.comparator, SupportsAgreement) and self.agreements is not None:
            return len(self.comparator.outcomes) - 1
        return len(self.starts or (1.0,))

    def _present(self, left: Rows, right: Rows) -> tuple[Small, Small]:
        """Compare pairs with values on both sides; the best value pair counts."""
        if self.column.offsets is None:
            return self._codes(self.column.codes[left], self.column.codes[right])
        offsets, codes = self.column.offsets, self.column.codes
        n_left, n_right = np.diff(offsets)[left], np.diff(offsets)[right]
        n_cells = n_left * n_right
        pair = np.repeat(np.arange(len(left)), n_cells)
        cell = ranges(np.zeros(len(left), np.int64), n_cells)
        a = codes[offsets[left][pair] + cell // n_right[pair]]
        b = codes[offsets[right][pair] + cell % n_right[pair]]
        usable = (a >= 0) & (b >= 0)
        levels, rarities = self._codes(a[usable], b[usable])
        # The best level first, of one level the rarest.
        rank = (levels.astype(np.int32) << 8) - rarities
        best = np.full(len(left), np.iinfo(np.int32).min, dtype=np.int32)
        np.maximum.at(best, pair[usable], rank)
        level = (best + 128) >> 8
        return level.astype(np.int8), ((level << 8) - best).astype(np.int8)

    def _codes(self, a: Codes, b: Codes) -> tuple[Small, Small]:
        """Compare pairs of codes, the lower one first."""
        if self.agreements is None:
            return self._similar(a, b)
        # Outcomes cost more than it does to find the distinct pairs.
        first, second, which = distinct_pairs(*_low_and_high(a, b), len(self.column.values))
        levels, rarities = self._agreed(first, second)
        return levels[which], rarities[which]

    def _agreed(self, a: Rows, b: Rows) -> tuple[Small, Small]:
        assert self.agreements is not None
        assert isinstance(self.comparator, SupportsAgreement)
        levels, rarity = self.agreements(a, b)
        levels[self._equal(a, b)] = len(self.comparator.outcomes) - 1
        return levels, rarities_in_steps(rarity)

    def _similar(self, a: Codes, b: Codes) -> tuple[Small, Small]:
        equal = self._equal(a, b)
        levels = np.multiply(equal, self._top, dtype=np.int8)
        rarities = self.rarity[0].take(a) * equal
        at = np.flatnonzero(~equal)
        levels[at], rarities[at] = self._unequal(a.take(at), b.take(at))
        return levels, rarities

    def _unequal(self, a: Codes, b: Codes) -> tuple[Small, Small]:
        """Compare pairs of codes of unlike keys, the lower one first."""
        assert self.similarities is not None
        low, high = _low_and_high(a, b)
        similar = self.similarities(low, high)
        levels = np.zeros(len(a), dtype=np.int8)
        for start in self.starts or (1.0,):
            levels += similar >= start - TIE
        rarities = np.zeros(len(a), dtype=np.int8)
        at = np.flatnonzero(levels)
        low, high = low.take(at), high.take(at)
        # The commoner of both counts, in steps as in bits: rounding keeps their order.
        whole, part = (np.maximum(steps.take(low), steps.take(high)) for steps in self.rarity)
        rarities[at] = np.where(levels.take(at) == self._top, whole, part)
        return levels, rarities

    def _equal(self, a: "Codes | Rows", b: "Codes | Rows") -> npt.NDArray[np.bool_]:
        """Say which values have one key. A key of None has a negative code: it equals nothing."""
        keys = self.keys[a]
        equal: npt.NDArray[np.bool_] = (keys == self.keys[b]) & (keys >= 0)
        return equal


def tells_apart(comparator: Comparator) -> bool:
    """Say whether a comparator promises to call no two unequal values fully similar."""
    if isinstance(comparator, SupportsTellingApart):
        return comparator.tells_apart
    return comparator is exact


def _silent(has_left: Flags, has_right: Flags, filler: Flags) -> Small:
    """Return why a pair of rows cannot be compared; 0 where it can."""
    levels = np.zeros(len(has_left), dtype=np.int8)
    both = has_left & has_right
    levels[~both] = ONE_MISSING
    levels[~has_left & ~has_right] = BOTH_MISSING
    levels[~both & filler] = PLACEHOLDER
    return levels


def _low_and_high(a: Codes, b: Codes) -> tuple[Rows, Rows]:
    """Return the lower code of each pair, and the higher one."""
    return np.minimum(a, b).astype(np.int64), np.maximum(a, b).astype(np.int64)


def _similarities(comparator: Comparator, values: Sequence[Any], least: float) -> Similarities:
    """Return what compares pairs of values, prepared where the comparator does so.

    Less than the least similarity may be told as any less.
    """
    if comparator is exact:
        codes = encode(values).codes
        return lambda a, b: (codes.take(a) == codes.take(b)).astype(np.float64)
    if isinstance(comparator, SupportsPairs):
        return comparator.similarities(values, least)
    if isinstance(comparator, SupportsTable):
        return _of_outcomes(comparator, values)
    if isinstance(comparator, SupportsPrepare):
        return one_by_one(comparator.similarity, values)
    return one_by_one(comparator, values)


def _of_outcomes(comparator: SupportsTable, values: Sequence[Any]) -> Similarities:
    """Return the similarities of the outcomes that the table finds, once a distinct pair."""
    table = comparator.table(values)
    similar = np.array([outcome.similarity for outcome in comparator.outcomes])

    def similarities(a: Rows, b: Rows) -> Floats:
        first, second, which = distinct_pairs(a, b, len(values))
        found, _ = table(first, second)
        return np.where(found >= 0, similar[found], 0.0)[which]

    return similarities


def _agreements(
    comparator: SupportsAgreement, values: Sequence[Any]
) -> Callable[[Rows, Rows], tuple[Small, Floats]]:
    if isinstance(comparator, SupportsTable):
        return comparator.table(values)

    def agreements(a: Rows, b: Rows) -> tuple[Small, Floats]:
        found = [
            comparator.agree(values[i], values[j])
            for i, j in zip(a.tolist(), b.tolist(), strict=True)
        ]
        levels = np.array([level for level, _ in found], dtype=np.int8)
        return levels, np.array([rarity for _, rarity in found], dtype=np.float64)

    return agreements


def _any_in_row(column: Column[Term], flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    if column.offsets is None:
        return flags
    found = np.zeros(len(column), dtype=np.bool_)
    found[column.flat_rows()[flags]] = True
    return found
