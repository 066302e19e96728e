"""Units that may be joined, and all that is known between them."""

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.cluster._components import connected_components
from custmdm.cluster._constraints import RowConstraints
from custmdm.errors import ConfigurationError

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# Weights are rounded to multiples of this many bits, so that sums of them are exact: in floating
# point, a sum would depend on the order of what is added, and with it who wins a tie.
QUANTUM = 2.0**-20


@frozen
class Gain:
    """Say what joining two units gains: the sum of the weights between them, or the mean.

    Attributes:
        clip: weights are clipped to plus or minus this; a pair of rows that is not known counts
            as minus this.
        mean: the mean of the weights, else their sum.
    """

    clip: float
    mean: bool

    def __call__(self, total: Floats, pairs: npt.NDArray[np.integer]) -> Floats:
        """Return the gain, from the sum of weight + clip, over so many pairs of rows."""
        gain: Floats = total - self.clip * pairs
        return gain / pairs if self.mean else gain

    def enough(self, gain: Floats, cut: float) -> npt.NDArray[np.bool_]:
        """Return which gains are enough to join: a mean at the cut, a sum above it."""
        return gain >= cut if self.mean else gain > cut


@frozen(eq=False)
class Graph:
    """Hold units of one or more rows.

    Attributes:
        size: the number of rows of each unit.
        left: the one unit of each pair of which something is known, each pair once.
        right: the other, higher one.
        total: for each pair of units the sum of weight + clip over the known pairs of rows; a pair
            of rows that is not known adds nothing to it.
        never: pairs of units that must not be joined.
        member: the unit of each row that has a group.
        group: its group; units that share one must not be joined.
    """

    size: Int64
    left: Int64
    right: Int64
    total: Floats
    never: tuple[Int64, Int64]
    member: Int64
    group: Int64

    def __len__(self) -> int:
        return len(self.size)

    def contract(self, unit: Int64) -> "Graph":
        """Return the graph of larger units, given that of each unit; those below 0 are left out."""
        kept = unit >= 0
        n = int(unit.max(initial=-1)) + 1
        size = np.bincount(unit[kept], weights=self.size[kept], minlength=n).astype(np.int64)
        low, high, between = _ends(unit, self.left, self.right)
        key, inverse = np.unique(low * n + high, return_inverse=True)
        total = np.bincount(inverse, weights=self.total[between], minlength=len(key)).astype(float)
        never = _ends(unit, *self.never)
        member = unit[self.member]
        inside = member >= 0
        return Graph(
            size,
            key // max(n, 1),
            key % max(n, 1),
            total,
            never[:2],
            member[inside],
            self.group[inside],
        )

    def components(self, gain: Gain, cut: float) -> Int64:
        """Return the component of each unit, over the pairs that are worth joining."""
        pairs = self.size[self.left] * self.size[self.right]
        joined = gain.enough(gain(self.total, pairs), cut)
        return connected_components(len(self), self.left[joined], self.right[joined])


def graph_of_rows(
    n: int, left: Int64, right: Int64, weight: Floats, constraints: RowConstraints, clip: float
) -> Graph:
    """Return the graph of `n` rows; those that are always one are one unit.

    Raises:
        ConfigurationError: if a weight is not a number.
    """
    left, right, weight = sorted_links(n, left, right, weight)
    free = ~constraints.part(n, left, right)
    clipped = np.rint(np.clip(weight[free], -clip, clip) / QUANTUM) * QUANTUM
    group = constraints.group
    member = np.zeros(0, dtype=np.int64) if group is None else np.flatnonzero(group >= 0)
    rows = Graph(
        np.ones(n, dtype=np.int64),
        left[free],
        right[free],
        clipped + clip,
        constraints.never,
        member,
        member if group is None else group[member],
    )
    return rows.contract(constraints.together(n)) if len(constraints.always[0]) else rows


def sorted_links(n: int, left: Int64, right: Int64, weight: Floats) -> tuple[Int64, Int64, Floats]:
    """Return links in order, the lower row left, without those of a row to itself.

    A pair that is given twice counts with its higher weight.

    Raises:
        ConfigurationError: if a weight is not a number.
    """
    weight = np.asarray(weight, dtype=np.float64)
    if np.isnan(weight).any():
        raise ConfigurationError("a weight is NaN: every link needs a weight in bits")
    key = np.minimum(left, right).astype(np.int64) * n + np.maximum(left, right)
    used = np.flatnonzero(np.not_equal(left, right))
    order = used[np.argsort(key[used], kind="stable")]  # links often come sorted: then it is quick
    key, first = np.unique(key[order], return_index=True)
    if len(key):
        weight = np.maximum.reduceat(weight[order], first)
    return key // max(n, 1), key % max(n, 1), weight[: len(key)]


def _ends(unit: Int64, left: Int64, right: Int64) -> tuple[Int64, Int64, npt.NDArray[np.bool_]]:
    """Return the two units of each pair that is between two that are kept, and which those are."""
    one, other = unit[left], unit[right]
    between = (one >= 0) & (other >= 0) & (one != other)
    one, other = one[between], other[between]
    return np.minimum(one, other), np.maximum(one, other), between
