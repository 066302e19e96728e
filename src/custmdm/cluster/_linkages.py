"""Clusterers that join while the weights between two clusters speak for it."""

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from custmdm.cluster._constraints import RowConstraints
from custmdm.cluster._graph import Gain, graph_of_rows
from custmdm.cluster._join import join
from custmdm.errors import ConfigurationError

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def _clip(value: float) -> float:
    # Written so that NaN fails too.
    if not 0.0 < value < np.inf:
        raise ConfigurationError(f"clip is a number of bits above 0, got {value!r}")
    return float(value)


def _max_size(value: int) -> int:
    if value < 2:
        raise ConfigurationError(f"max_size is 2 or more, got {value!r}")
    return int(value)


@frozen
class AverageLinkage:
    """Join clusters while the mean of the weights between them is 0 or more.

    The two clusters with the highest mean are joined first (average linkage, UPGMA: Sokal and
    Michener 1958). A chain of links does not hold a cluster together: where most pairs between two
    parts speak against it, they stay apart.

    >>> left, right = np.array([0, 1, 0]), np.array([1, 2, 2])
    >>> AverageLinkage()(3, left, right, np.array([9.0, 4.0, -6.0])).tolist()
    [0, 0, 1]
    >>> AverageLinkage()(3, left, right, np.array([9.0, 7.0, -6.0])).tolist()
    [0, 0, 0]

    Weights are in bits, relative to the cut: 0 and more says one customer. A pair that is not given
    counts as -clip, so give every pair of a component, those below 0 too.

    The order and direction of the links change nothing. Where equal weights leave a choice, the
    lower rows are joined first: number rows by something of their own, or pass `rank` to
    :func:`constrained`, and the order of the records changes nothing either.

    Attributes:
        clip: weights are clipped to plus or minus so many bits: 17 are odds of 131,000 to 1, and
            no single pair should speak louder.
        max_size: components above so many rows, whose matrix takes 8 * max_size ** 2 bytes, are
            gone through in steps: the cut is raised to `clip`, what holds together there is
            joined, and the cut lowered again, with clusters in place of their rows. The answer is
            the same, unless more than `max_size` clusters are still connected at one step: then
            they are gone through in blocks, and two that are not in one block may stay apart.

    Raises:
        ConfigurationError: if `clip` is not above 0 or `max_size` is below 2.
    """

    clip: float = field(default=17.0, converter=_clip)
    max_size: int = field(default=4000, converter=_max_size)

    def __call__(self, n: int, left: Int64, right: Int64, weight: Floats, /) -> Int64:
        """Return the cluster of each of `n` records, numbered by their first record, from 0.

        Raises:
            ConfigurationError: if a weight is NaN.
        """
        return self.constrained(n, left, right, weight, RowConstraints())

    def constrained(
        self, n: int, left: Int64, right: Int64, weight: Floats, constraints: RowConstraints, /
    ) -> Int64:
        """Return the clusters, joined from what is always one, without what must stay apart."""
        graph = graph_of_rows(n, left, right, weight, constraints, self.clip)
        unit = join(graph, Gain(self.clip, mean=True), self.max_size)
        return unit[constraints.together(n)]


@frozen
class GreedyCorrelation:
    """Join clusters while the sum of the weights between them is above 0, the largest sum first.

    This is greedy correlation clustering (Bansal, Blum and Chawla 2004; greedy additive joining as
    in Elsner and Schudy 2009): each join adds most to the sum of the weights inside clusters.
    Compared with :class:`AverageLinkage`, large clusters grow first.

    >>> left, right = np.array([0, 1, 0]), np.array([1, 2, 2])
    >>> GreedyCorrelation()(3, left, right, np.array([9.0, 4.0, -6.0])).tolist()
    [0, 0, 1]

    Weights, pairs that are not given, the order of rows and the arguments are as there.

    Attributes:
        clip: weights are clipped to plus or minus so many bits.
        max_size: components above so many rows are gone through in steps, as there. Here the
            answer may differ from that of one go, for sums can grow by a join.

    Raises:
        ConfigurationError: if `clip` is not above 0 or `max_size` is below 2.
    """

    clip: float = field(default=17.0, converter=_clip)
    max_size: int = field(default=4000, converter=_max_size)

    def __call__(self, n: int, left: Int64, right: Int64, weight: Floats, /) -> Int64:
        """Return the cluster of each of `n` records, numbered by their first record, from 0.

        Raises:
            ConfigurationError: if a weight is NaN.
        """
        return self.constrained(n, left, right, weight, RowConstraints())

    def constrained(
        self, n: int, left: Int64, right: Int64, weight: Floats, constraints: RowConstraints, /
    ) -> Int64:
        """Return the clusters, joined from what is always one, without what must stay apart."""
        graph = graph_of_rows(n, left, right, weight, constraints, self.clip)
        unit = join(graph, Gain(self.clip, mean=False), self.max_size)
        return unit[constraints.together(n)]
