"""What is believed of m and u before anything is seen."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from attrs import frozen

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


def by_stratum(
    strata: Sequence[int],
    expected: Callable[[int], Floats],
    known: Sequence[float | None] = (),
) -> Floats:
    """Return what is expected of the levels of each stratum by itself.

    >>> by_stratum((0, 1, 1, 0), expected_m).round(2).tolist()
    [0.4, 0.4, 0.6, 0.6]
    >>> by_stratum((0, 0, 0), expected_m, (0.1, None, None)).round(2).tolist()
    [0.1, 0.34, 0.56]

    Args:
        strata: the stratum of each level.
        expected: gives the shares of so many levels.
        known: the share of a level where it is known; the others divide what is left.
    """
    of = np.asarray(strata)
    fixed = np.array([np.nan if share is None else share for share in known or [None] * len(of)])
    found = np.zeros(len(of))
    for stratum in np.unique(of):
        at = np.flatnonzero(of == stratum)
        found[at] = _with_known(expected(len(at)), fixed[at])
    return found


def _with_known(expected: Floats, known: Floats) -> Floats:
    """Return shares with those replaced that are known; NaN is not known."""
    free = np.isnan(known)
    if free.all():
        return expected
    rest = np.where(free, expected, 0.0)
    left = max(1.0 - float(np.nansum(known)), 0.0)
    return np.where(free, rest * left / max(float(rest.sum()), FLOOR), known)


@frozen
class Related:
    """Say what two customers have in common that belong together, before anything is learned.

    People of one household share a phone, an address, a family name; branches of one organization
    its name and its phone. They look like matches where only that is seen.

    Attributes:
        shared: for each comparison how often their values are the same, None for no more often
            than those of strangers; or the share of each level, None in it where that is as among
            strangers.
    """

    shared: tuple[float | tuple[float | None, ...] | None, ...]

    @property
    def owners(self) -> tuple[int, ...]:
        """Return the comparisons in which they are no strangers."""
        return tuple(k for k, shared in enumerate(self.shared) if shared is not None)

    @property
    def by_name_alone(self) -> "Related | None":
        """Return what strangers have in common who share a family name, as relatives do.

        Names are told by their levels; None where none is compared.

        >>> Related((0.9, (None, 0.3))).by_name_alone
        Related(shared=(None, (None, 0.3)))
        """
        names = tuple(shared if isinstance(shared, tuple) else None for shared in self.shared)
        return Related(names) if any(names) else None

    def tables(
        self, m: Sequence[Floats], u: Sequence[Floats], strata: Sequence[Sequence[int]]
    ) -> list[Floats]:
        """Return the share of each level, given m and u of the random pairs.

        What they share is written in as many ways as one customer writes it: as among matches.
        """
        found = []
        for shared, of_m, of_u, of in zip(self.shared, m, u, strata, strict=True):
            if shared is None:
                found.append(of_u)
            elif isinstance(shared, tuple):
                places = np.asarray(of)
                known = np.array([np.nan if share is None else share for share in shared])
                table = np.zeros(len(places))
                for stratum in np.unique(places):
                    at = np.flatnonzero(places == stratum)
                    table[at] = _with_known(of_u[at], known[at])
                found.append(table)
            else:
                found.append(shared * of_m + (1.0 - shared) * of_u)
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
