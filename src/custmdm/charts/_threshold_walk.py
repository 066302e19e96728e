"""The clusters at one match threshold after the other, and what of them is counted."""

from collections.abc import Iterator, Sequence

import attrs
import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.linker import ResolvedTable
from custmdm.linker._clustered import expected_pairs
from custmdm.linker._weighed import Clustered
from custmdm.model import MatchScore, Thresholds

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# The thresholds that are tried: every quarter of a bit of match weight, from odds of 1 to 128 up to
# 260,000 to 1.
LEAST, MOST, N_STEPS = -7.0, 18.0, 101


def grid(in_use: float) -> list[float]:
    """Return the thresholds that are tried, rising: the one in use is among them.

    >>> [round(one, 4) for one in grid(0.95)[27:30]], len(grid(0.95))
    ([0.4568, 0.5, 0.5432], 101)
    >>> grid(0.95)[45]
    0.95
    """
    weights = np.linspace(LEAST, MOST, N_STEPS)
    found = [MatchScore.probability_of(weight) for weight in weights.tolist()]
    nearest = np.abs(weights - np.clip(MatchScore.weight_of(in_use), LEAST, MOST)).argmin()
    found[nearest] = in_use
    return found


@frozen(eq=False)
class Step:
    """Hold the clusters at one threshold.

    Attributes:
        labels: the cluster of each row, dense from 0.
        links: how many pairs match and are one customer.
        review: for each possible threshold how many pairs are to be looked at.
        true_together: how many pairs of one customer are expected to be true.
        together: how many pairs of records are of one customer.
        true_pairs: how many of all pairs that were compared are expected to be true.
    """

    labels: Int64
    links: int
    review: Int64
    true_together: float
    together: float
    true_pairs: float

    @property
    def n_customers(self) -> int:
        """Return how many customers there are."""
        return int(self.labels.max(initial=-1)) + 1


def walk(
    part: ResolvedTable, matches: Sequence[float], possibles: Sequence[float]
) -> Iterator[Step]:
    """Yield the clusters of a table at each match threshold, as `resolve` would make them."""
    given, vectors_of = part.weighed, part.weighed.vectors_by(part.matching)
    floors = np.array([MatchScore.weight_of(one) for one in possibles])
    for match in matches:
        # What is possible changes no cluster.
        thresholds = Thresholds(match=match, possible=0.0)
        found = given.clustered(attrs.evolve(part.matching, thresholds=thresholds), vectors_of)
        yield _counted(part, found, MatchScore.weight_of(match), floors)


def _counted(part: ResolvedTable, found: Clustered, cut: float, floors: Floats) -> Step:
    labels, pairs = found.labels, part.weighed.to_keep(found.pairs)
    together = labels[pairs.left] == labels[pairs.right]
    apart = np.sort(pairs.weight[~together])
    # What may be a match is possible in any case.
    review: Int64 = len(apart) - np.searchsorted(apart, np.minimum(floors, cut))
    decided = found.expected.decided(found.constraints, part.weighed.held.together)
    return Step(
        labels,
        int(np.count_nonzero(together & (pairs.weight >= cut))),
        review,
        *expected_pairs(labels, decided),
    )
