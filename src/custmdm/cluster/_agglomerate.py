"""Join units, the pair that gains most first: many small graphs at once, or one large one."""

import numpy as np
import numpy.typing as npt

from custmdm.cluster._graph import Gain

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def agglomerate(total: Floats, size: Int64, gain: Gain, cut: float) -> Int64:
    """Return for each unit of each graph the first unit of its cluster.

    In every graph the two units that gain most are joined, again and again, until none gains
    enough; among equal pairs, the one with the lowest units. All graphs go in step, each with its
    own pair, so that a hundred thousand small ones cost little more than one.

    >>> far = -np.inf
    >>> total = np.array([[[far, 20.0, 0.0], [20.0, far, 12.0], [0.0, 12.0, far]]])
    >>> agglomerate(total, np.ones((1, 3), dtype=np.int64), Gain(10.0, mean=True), 0.0).tolist()
    [[0, 0, 2]]

    Args:
        total: sums of weight + clip, by graph and two units, symmetric: minus infinity for two
            units that must not be joined, and on the diagonal. Changed in place.
        size: the number of rows of each unit, by graph. Changed in place.
        gain: what a join gains.
        cut: what is enough.
    """
    graphs, width = size.shape
    first = np.tile(np.arange(width), (graphs, 1))

    def gains_of(at: Int64, row: Int64) -> Floats:
        """Return the gains of one row of each of some graphs."""
        return gain(total[at, row], size[at] * size[at, row][:, None])

    # What a unit gains at most. A join can only make that less, but for the one that it makes, and
    # what is only a bound by now shows when its turn comes: no row is looked through before.
    best = np.empty((graphs, width))
    for row in range(width):
        best[:, row] = gains_of(np.arange(graphs), np.full(graphs, row)).max(axis=1)
    at = np.arange(graphs)
    while True:
        one = best[at].argmax(axis=1)
        bound = best[at, one]
        go = gain.enough(bound, cut)
        at, one, bound = at[go], one[go], bound[go]
        if not len(at):
            return first
        gains = gains_of(at, one)
        other = gains.argmax(axis=1)
        best[at, one] = gains.max(axis=1)
        true = best[at, one] == bound
        graph, one, other = at[true], one[true], other[true]

        joined = total[graph, one] + total[graph, other]
        total[graph, one], total[graph, :, one] = joined, joined
        total[graph, other], total[graph, :, other] = -np.inf, -np.inf
        size[graph, one] += size[graph, other]
        first[graph] = np.where(first[graph] == other[:, None], one[:, None], first[graph])
        gains = gains_of(graph, one)
        best[graph] = np.maximum(best[graph], gains)
        best[graph, one] = gains.max(axis=1)
        best[graph, other] = -np.inf
