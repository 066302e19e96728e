"""What a pair can weigh at most, seen from the keys of its values alone."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from custmdm.block._hashes import Hashes, hash_of, hashes_of
from custmdm.columns import PLACEHOLDER_CODE, Column, Term, all_keys, all_values
from custmdm.compare import RARITY_STEP, Comparison, level_and_rarity
from custmdm.compare._column import tells_apart
from custmdm.compare._rarity import MAX_PARTIAL_RARITY, MAX_STEPS
from custmdm.score import SLACK, FellegiSunter, WeightBound

Singles = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Small = npt.NDArray[np.int8]

# What stands in a signature for no value, for several, and for one that equals nothing.
NONE, SEVERAL, LIKE_NONE = 0, 1, 2
_OTHERS = 3

# What the values of two records are to each other: what a table of bounds has columns for.
SILENT, EQUAL, UNLIKE, ANY = range(4)
# By what stands in the signature with less to say.
_SPECIAL = np.array([SILENT, ANY, UNLIKE], np.int8)


def signatures(columns: Sequence[Column[Term]], n: int) -> Hashes:
    """Return numbers for the key of each row in each column, then for its value in each.

    Two values under two keys may be one value: then they are fully similar.
    """
    found = np.empty((n, 2 * len(columns)), dtype=np.uint64)
    for k, column in enumerate(columns):
        keys, values = all_keys(column.values), all_values(column.values)
        of_keys = hashes_of(keys)
        # Mostly the value is its own key.
        of_values = of_keys if keys is values or keys == values else hashes_of(values)
        none = np.fromiter((key is None for key in keys), np.bool_, len(keys))
        of_keys = np.maximum(of_keys, _OTHERS)
        of_keys[none] = LIKE_NONE
        found[:, k] = _of_rows(column, of_keys)
        found[:, len(columns) + k] = _of_rows(column, of_values)
    return found


def signature(terms: Sequence[tuple[Sequence[Term], bool]]) -> Hashes:
    """Return the numbers of one record, given its terms in each column."""
    keys, values = [], []
    for own, _ in terms:
        if len(own) != 1:
            keys.append(SEVERAL if own else NONE)
            values.append(NONE)
            continue
        ((key, value),) = own
        keys.append(LIKE_NONE if key is None else max(hash_of(key), _OTHERS))
        values.append(hash_of(value))
    return np.array([*keys, *values], dtype=np.uint64)


def digest_of(numbers: Hashes) -> str:
    """Return a text that tells signatures apart."""
    return blake2b(numbers.tobytes(), digest_size=16).hexdigest()


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
        plain: for each comparison the same by how rare a value is, where its comparator does not
            say that itself; else None.
    """

    start: Singles
    most: Singles
    plain: tuple["_ByRarity | None", ...]

    @classmethod
    def of(cls, comparisons: Sequence[Comparison], model: FellegiSunter) -> "PairBounds":
        """Make ready what is asked of each pair."""
        full = [(-MAX_STEPS, MAX_STEPS)] * len(comparisons)
        bound = WeightBound(model, full, [c.n_levels - 1 for c in comparisons])
        most = np.zeros((len(comparisons), 4, len(bound.start)), np.float32)
        plain: list[_ByRarity | None] = []
        for k, comparison in enumerate(comparisons):
            top = comparison.n_levels - 1
            by_level = _by_level(bound, k, top)
            most[k, ANY] = most[k, UNLIKE] = by_level.max(axis=(0, 1))
            most[k, EQUAL] = by_level[top].max(axis=0)
            if comparison.by_outcome:
                plain.append(None)
                continue
            apart = comparison.starts[0] == 1.0 and tells_apart(comparison.comparator)
            one = _ByRarity.of(by_level, apart=apart)
            most[k, UNLIKE] = one.unlike.max(axis=0)
            plain.append(one)
        return cls(bound.start, most, tuple(plain))

    def of_record(self, values: Sequence[Any]) -> "PairBounds":
        """Return the bounds for pairs with one record, which knows how rare its values are.

        Args:
            values: what each comparison sees of it, as a scorer prepares it.
        """
        most = self.most.copy()
        for k, (one, value) in enumerate(zip(self.plain, values, strict=True)):
            if one is not None and type(value) is tuple:
                _, steps = level_and_rarity(value[2])
                most[k, EQUAL] = one.equal[steps + MAX_STEPS]
                most[k, UNLIKE] = one.unlike[steps + MAX_STEPS]
        return evolve(self, most=most)

    def reach(self, what: Small, least: float) -> Bools:
        """Return which pairs may weigh the least or more.

        Args:
            what: what the values of each are to each other, a row a pair.
            least: the least, in bits.
        """
        weight = self.start + self.most[np.arange(what.shape[1]), what].sum(axis=1)
        return np.asarray(weight.min(axis=1) >= least - SLACK)


def what_of(left: Hashes, right: Hashes) -> Small:
    """Return what the values of pairs are to each other, given their signatures, a row each."""
    width = right.shape[-1] // 2
    keys, others = left[..., :width], right[..., :width]
    low = np.minimum(keys, others)
    what = np.where(keys == others, np.int8(EQUAL), np.int8(UNLIKE))
    # What says nothing is below all that says something; of no value and several, no value.
    special = low < _OTHERS
    if special.any():
        what[special] = _SPECIAL[low[special].astype(np.int64)]
    # Of two keys, and yet the same.
    same = (what == UNLIKE) & (left[..., width:] == right[..., width:])
    if same.any():
        what[same] = ANY
    return what


@frozen(eq=False)
class _ByRarity:
    """Hold the most that a comparison adds by how rare the one value is, a row a step of rarity.

    Attributes:
        equal: where the other is equal.
        unlike: where it is not: the commoner of both says how rare what they share is.
    """

    equal: Singles
    unlike: Singles

    @classmethod
    def of(cls, by_level: Singles, *, apart: bool) -> "_ByRarity":
        """Return the bounds, given what each level adds with each rarity.

        Args:
            by_level: by level, step and class.
            apart: whether unlike values never reach the highest level.
        """
        equal, partly = by_level[-1], int(MAX_PARTIAL_RARITY / RARITY_STEP)
        half = np.clip(np.rint(np.arange(-MAX_STEPS, MAX_STEPS + 1) / 2), -partly, partly)
        steps = half.astype(np.int64) + MAX_STEPS
        # As halves of steps are rounded, a step to spare.
        below = np.maximum(by_level[:-1, steps], by_level[:-1, np.maximum(steps - 1, 0)])
        unlike = below.max(axis=0)
        return cls(equal, unlike if apart else np.maximum(unlike, equal))


def _by_level(bound: WeightBound, k: int, top: int) -> Singles:
    """Return what each level of a comparison adds with each rarity, by level, step and class."""
    steps = np.arange(-MAX_STEPS, MAX_STEPS + 1).astype(np.int8)
    found = [
        bound.gained[k][:, bound.codes(k, np.full(len(steps), level, np.int8), steps)].T
        for level in range(top + 1)
    ]
    return np.stack(found)
