"""What is believed of m and u before anything is seen."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Small = npt.NDArray[np.int8]

# A probability never becomes 0 or 1: no single level may decide a pair for ever.
FLOOR = 1e-7
# How many random pairs' worth of belief is added to what is counted of u.
_U_BELIEF = 100.0


def expected_m(size: int) -> Floats:
    """Return m before anything is seen: most matches agree, and slips are rarer than small ones.

    >>> expected_m(4).round(3).tolist()
    [0.028, 0.089, 0.282, 0.6]
    """
    if size == 1:
        return np.ones(1)
    # The worst level is a tenth as likely as the best but one.
    slips = np.logspace(0.0, 1.0, size - 1)
    return np.append(0.4 * slips / slips.sum(), 0.6)


def expected_u(size: int) -> Floats:
    """Return u before anything is seen: strangers differ, and the more they agree the rarer it is.

    >>> expected_u(3).round(3).tolist()
    [0.95, 0.033, 0.017]
    """
    if size == 1:
        return np.ones(1)
    weights = np.exp2(-np.minimum(np.arange(size - 1, dtype=np.float64), 15.0))
    return np.concatenate([[0.95], 0.05 * weights / weights.sum()])


def by_stratum(strata: Sequence[int], expected: Callable[[int], Floats]) -> Floats:
    """Return what is expected of the levels of each stratum by itself.

    >>> by_stratum((0, 1, 1, 0), expected_m).round(2).tolist()
    [0.4, 0.4, 0.6, 0.6]
    """
    of = np.asarray(strata)
    found = np.zeros(len(of))
    for stratum in np.unique(of):
        at = np.flatnonzero(of == stratum)
        found[at] = expected(len(at))
    return found


def shares(counts: Floats, strata: Sequence[int]) -> Floats:
    """Return counts as shares of their stratum, none of them 0."""
    of = np.asarray(strata)
    totals = np.bincount(of, weights=counts)
    return np.asarray(np.maximum(counts / totals[of], FLOOR), dtype=np.float64)


def estimate_u(vectors: Small, strata: Sequence[Sequence[int]]) -> list[Floats]:
    """Return u from the vectors of random pairs: nearly all of them are non-matches.

    A hundred pairs' worth of belief is added, so that a level that was not seen is rare, not
    impossible, and a table of a few rows has a sensible u too.
    """
    found = []
    for k, of in enumerate(strata):
        levels = vectors[:, k]
        counts = np.bincount(levels[levels >= 0], minlength=len(of)).astype(np.float64)
        found.append(shares(counts + _U_BELIEF * by_stratum(of, expected_u), of))
    return found
