"""Links of two tables where no record has two partners."""

import math

import numpy as np
import numpy.typing as npt

from custmdm.cluster import RowConstraints, connected_components, one_to_one
from custmdm.linker._clustered import ScoredPairs

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Small = npt.NDArray[np.int8]


def assign(
    pairs: ScoredPairs, cut: float, prior: float, constraints: RowConstraints, sides: Small
) -> tuple[Int64, ScoredPairs]:
    """Return the cluster of each record of two tables, and the pairs weighed as they were used.

    The links are chosen together so that the sum of their weights above the cut is the largest.
    Where nearly every record has found its partner, those left over are likely partners of each
    other: pairs of them are weighed once more, with the odds that a record has a partner instead of
    those that a pair is a match (:func:`among_the_free`). What is always one is taken, whatever it
    weighs.

    Args:
        pairs: scored pairs across the two tables, left below right.
        cut: the match weight from which on a pair is a link, in bits.
        prior: the part of each weight that is the prior, in bits.
        constraints: what must hold.
        sides: the table that each record is of, 0 or 1.
    """
    n = len(sides)
    allowed = pairs.where(~constraints.part(n, pairs.left, pairs.right))
    swap = sides[allowed.left] > sides[allowed.right]
    first = np.where(swap, allowed.right, allowed.left)
    second = np.where(swap, allowed.left, allowed.right)
    allowed = ScoredPairs(first, second, allowed.weight)
    found_first, found_second = constraints.always
    weighed = allowed
    for again in (False, True):
        taken = np.zeros(n, dtype=np.bool_)
        taken[found_first] = taken[found_second] = True
        free = allowed.where(~taken[first] & ~taken[second])
        if again:
            second_size = int(sides.sum())
            sizes = n - second_size, second_size
            free = among_the_free(free, prior, len(found_first), sizes)
            rest = allowed.where(taken[first] | taken[second])
            weighed = rest.and_also(free)
        links = free.where(free.weight >= cut)
        kept = links.where(one_to_one(links.left, links.right, links.weight - cut))
        found_first = np.concatenate([found_first, kept.left])
        found_second = np.concatenate([found_second, kept.right])
    return connected_components(n, found_first, found_second), weighed


def among_the_free(
    pairs: ScoredPairs, prior: float, n_found: int, sizes: tuple[int, int]
) -> ScoredPairs:
    """Return the pairs of records without a partner, weighed by the odds that they have one.

    Of the smaller table `n_found` records have a partner. What share that is, is taken for how
    likely one more has. These odds, divided among the free records that it may be of, replace the
    prior of the model. Where few are found they are below the prior, and nothing changes.

    >>> pairs = ScoredPairs(np.array([0]), np.array([9]), np.array([-6.0]))
    >>> among_the_free(pairs, prior=-7.0, n_found=511, sizes=(512, 513)).weight.tolist()
    [8.0]
    >>> among_the_free(pairs, prior=-7.0, n_found=2, sizes=(512, 513)).weight.tolist()
    [-6.0]

    Args:
        pairs: scored pairs of records without a partner.
        prior: the part of each weight that is the prior, in bits.
        n_found: how many links there are.
        sizes: the number of records of each table.

    Source: Sadinle (2017), Bayesian estimation of bipartite matchings for record linkage, Journal
    of the American Statistical Association 112, 600-612.
    """
    free = max(sizes) - n_found
    if not free or not n_found:
        return pairs
    # One more is counted as without a partner, so that the odds stay finite.
    odds = (n_found + 1) / (min(sizes) - n_found + 1)
    gain = max(math.log2(odds / free) - prior, 0.0)
    return ScoredPairs(pairs.left, pairs.right, pairs.weight + gain)


def contested(n: int, pairs: ScoredPairs) -> ScoredPairs:
    """Return the pairs weighed against each other, for no record has two partners.

    The odds of a pair are then against no partner at all and every other one.
    """
    odds = np.exp2(np.clip(pairs.weight, -60.0, 60.0))
    of_record = np.bincount(pairs.left, odds, minlength=n)
    of_record += np.bincount(pairs.right, odds, minlength=n)
    others = of_record[pairs.left] + of_record[pairs.right] - 2.0 * odds
    return ScoredPairs(
        pairs.left, pairs.right, pairs.weight - np.log2(1.0 + np.maximum(others, 0.0))
    )
