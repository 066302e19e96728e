"""What the clusters of rows must hold to, and where that contradicts itself."""

from collections import deque
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from custmdm.cluster._components import connected_components

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Pairs = tuple[Int64, Int64]


def _pairs(given: tuple[npt.ArrayLike, npt.ArrayLike] | None) -> Pairs:
    """Return pairs of rows, the lower one left."""
    if given is None:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    one, other = (np.asarray(side, dtype=np.int64) for side in given)
    return np.minimum(one, other), np.maximum(one, other)


def _group(given: npt.ArrayLike | None) -> Int64 | None:
    return None if given is None else np.asarray(given, dtype=np.int64)


@frozen(eq=False)
class RowConstraints:
    """Hold what the clusters of rows must hold to; without arguments, nothing.

    Attributes:
        always: left and right rows of the pairs that are one customer.
        never: left and right rows of the pairs that are not.
        group: a code for each row; two rows of one code from 0 up are never one customer. With
            the source as code, a customer has one record a source at most.
    """

    always: Pairs = field(default=None, converter=_pairs)
    never: Pairs = field(default=None, converter=_pairs)
    group: Int64 | None = field(default=None, converter=_group)

    def together(self, n: int) -> Int64:
        """Return for each of `n` rows the number of those that it is always one with."""
        return connected_components(n, *self.always)

    def part(self, n: int, left: Int64, right: Int64) -> npt.NDArray[np.bool_]:
        """Return which of some pairs of rows, the lower one left, must stay apart."""
        apart: npt.NDArray[np.bool_] = np.isin(left * n + right, self.never[0] * n + self.never[1])
        if self.group is not None:
            group = self.group[left]
            apart |= (group >= 0) & (group == self.group[right])
        return apart

    def broken(self, labels: Int64) -> Int64:
        """Return the clusters that hold two rows that must stay apart, each once."""
        left, right = (labels[side] for side in self.never)
        broken = [left[left == right]]
        if self.group is not None:
            rows = np.flatnonzero(self.group >= 0)
            order = rows[np.lexsort((self.group[rows], labels[rows]))]
            cluster, group = labels[order], self.group[order]
            broken.append(cluster[1:][(cluster[1:] == cluster[:-1]) & (group[1:] == group[:-1])])
        return np.unique(np.concatenate(broken))


@runtime_checkable
class SupportsConstraints(Protocol):
    """Be a clusterer that honours constraints while it clusters, not only after."""

    def constrained(
        self, n: int, left: Int64, right: Int64, weight: Floats, constraints: RowConstraints, /
    ) -> Int64:
        """Return the cluster of each of `n` records."""
        ...


def contradictions(n: int, constraints: RowConstraints) -> tuple[tuple[int, ...], ...]:
    """Return the chains of rows by which constraints contradict each other.

    A chain is rows that are always one, each with the next, from one end to the other; the two
    ends must stay apart. It is the shortest there is.

    >>> rows = RowConstraints(always=([0, 2, 4], [1, 1, 3]), never=([0, 3], [2, 0]))
    >>> contradictions(5, rows)
    ((0, 1, 2),)

    Returns:
        For each pair of `never` that contradicts, a chain; for rows of one group that are always
        one, a chain from each to the next of them. In order.
    """
    together = constraints.together(n)
    left, right = constraints.never
    clash = together[left] == together[right]
    ends = set(zip(left[clash].tolist(), right[clash].tolist(), strict=True))
    if constraints.group is not None:
        group = constraints.group
        rows = np.flatnonzero(group >= 0)
        rows = rows[np.lexsort((rows, group[rows], together[rows]))]
        one, other = rows[:-1], rows[1:]
        clash = (together[one] == together[other]) & (group[one] == group[other])
        ends |= set(zip(one[clash].tolist(), other[clash].tolist(), strict=True))
    if not ends:
        return ()
    neighbours: dict[int, set[int]] = {}
    for one_row, other_row in zip(*(side.tolist() for side in constraints.always), strict=True):
        neighbours.setdefault(one_row, set()).add(other_row)
        neighbours.setdefault(other_row, set()).add(one_row)
    return tuple(_chain(neighbours, start, end) for start, end in sorted(ends))


def _chain(neighbours: dict[int, set[int]], start: int, end: int) -> tuple[int, ...]:
    """Return a shortest path between two rows that are connected, the same one each time."""
    before = {end: end}
    waiting = deque([end])
    while start not in before:
        row = waiting.popleft()
        for near in sorted(neighbours[row] - before.keys()):
            before[near] = row
            waiting.append(near)
    chain = [start]
    while chain[-1] != end:
        chain.append(before[chain[-1]])
    return tuple(chain)
