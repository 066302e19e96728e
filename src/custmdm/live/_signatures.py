"""What a pair can weigh at most, seen from the keys of its values alone."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.block import Hashes, hash_of, hashes_of
from custmdm.columns import PLACEHOLDER_CODE, Column, Term, all_differ, all_keys, all_values
from custmdm.compare import (
    MAX_PARTIAL_RARITY,
    MAX_STEPS,
    RARITY_STEP,
    Comparison,
    tells_apart,
)
from custmdm.score import SLACK, FellegiSunter, WeightBound

Singles = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

# What stands in a signature for no value, for several, and for one that equals nothing.
NONE, SEVERAL, LIKE_NONE = 0, 1, 2
_OTHERS = 3

# What the values of two records are to each other: what a table of bounds has columns for.
_SILENT, _EQUAL, _UNLIKE, _ANY = range(4)
# By what stands in the signature with less to say.
_SPECIAL = np.array([_SILENT, _ANY, _UNLIKE])


def signatures(columns: Sequence[Column[Term]], n: int) -> tuple[Hashes, tuple[bool, ...]]:
    """Return a number for the value of each row in each column, and which columns tell.

    A column tells if values of two keys are two values.
    """
    found = np.empty((n, len(columns)), dtype=np.uint64)
    telling = []
    for k, column in enumerate(columns):
        keys = all_keys(column.values)
        none = np.fromiter((key is None for key in keys), np.bool_, len(keys))
        hashes = np.maximum(hashes_of(keys), _OTHERS)
        hashes[none] = LIKE_NONE
        found[:, k] = _of_rows(column, hashes)
        telling.append(not none.any() and bool(all_differ(all_values(column.values))))
    return found, tuple(telling)


def signature(terms: Sequence[tuple[Sequence[Term], bool]]) -> Hashes:
    """Return the numbers of one record, given its terms in each column."""
    found = []
    for own, _ in terms:
        if len(own) != 1:
            found.append(SEVERAL if own else NONE)
        else:
            key = own[0].key
            found.append(LIKE_NONE if key is None else max(hash_of(key), _OTHERS))
    return np.array(found, dtype=np.uint64)


def _of_rows(column: Column[Term], hashes: Hashes) -> Hashes:
    # Two places more at the end: a negative code of a missing value finds none there.
    table = np.append(hashes, np.zeros(-PLACEHOLDER_CODE, np.uint64))
    if column.offsets is None:
        return table[column.codes]
    rows, present = column.flat_rows(), column.codes >= 0
    counts = np.bincount(rows[present], minlength=len(column))
    found = np.where(counts > 1, SEVERAL, NONE).astype(np.uint64)
    single = present & (counts[rows] == 1)
    found[rows[single]] = table[column.codes[single]]
    return found


@frozen(eq=False)
class PairBounds:
    """Bound the match weight of pairs by their signatures.

    Attributes:
        start: what a pair weighs before any comparison, against each class of non-matches.
        most: for each comparison, by what its values are to each other, the most that it adds
            against each class.
    """

    start: Singles
    most: Singles

    @classmethod
    def of(
        cls, comparisons: Sequence[Comparison], model: FellegiSunter, telling: Sequence[bool]
    ) -> "PairBounds":
        """Make ready what is asked of each pair.

        Args:
            comparisons: the comparisons.
            model: the model.
            telling: for each comparison, whether values of two keys are two values.
        """
        full = [(-MAX_STEPS, MAX_STEPS)] * len(comparisons)
        bound = WeightBound(model, full, [c.n_levels - 1 for c in comparisons])
        most = np.zeros((len(comparisons), 4, len(bound.start)), np.float32)
        for k, comparison in enumerate(comparisons):
            top = comparison.n_levels - 1
            every = np.arange(top + 1)
            most[k, _ANY] = _most(bound, k, every, MAX_STEPS)
            most[k, _EQUAL] = _most(bound, k, every[top:], MAX_STEPS)
            if comparison.by_outcome:
                most[k, _UNLIKE] = most[k, _ANY]
            elif telling[k] and comparison.starts[0] == 1.0 and tells_apart(comparison.comparator):
                partial = int(MAX_PARTIAL_RARITY / RARITY_STEP)
                most[k, _UNLIKE] = _most(bound, k, every[:top], partial)
            else:
                most[k, _UNLIKE] = most[k, _ANY]
        return cls(bound.start, most)

    def reach(self, left: Hashes, right: Hashes, least: float) -> Bools:
        """Return which pairs may weigh the least or more, given their signatures, a row each."""
        left = np.broadcast_to(left, right.shape)
        low, high = np.minimum(left, right), np.maximum(left, right)
        what = np.where(low == high, _EQUAL, _UNLIKE)
        # What says nothing is below all that says something; of no value and several, no value.
        special = low < _OTHERS
        if special.any():
            what[special] = _SPECIAL[low[special].astype(np.int64)]
        weight = self.start + self.most[np.arange(what.shape[1]), what].sum(axis=1)
        return np.asarray(weight.min(axis=1) >= least - SLACK)


def _most(bound: WeightBound, k: int, levels: Any, steps: int) -> Singles:
    """Return the most that any of some levels adds, rarities in a range; level 0 has none."""
    at = [(level, rarity) for level in levels.tolist() for rarity in range(-steps, steps + 1)]
    found = np.array(at, np.int8)
    codes = bound.codes(k, found[:, 0], found[:, 1])
    return np.asarray(bound.gained[k][:, codes].max(axis=1))
