"""The components of a sparse graph as matrices, those of about one size together."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.cluster._graph import Graph
from custmdm.columns import ranges, run_starts

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# Cells of all the matrices of one batch: 32 MB. A larger component is a batch of its own.
_CELLS = 1 << 22
# Components of a batch differ in size by so much at most: the smaller ones are filled up.
_WIDER = 1.25


def batches(graph: Graph, component: Int64) -> Iterator[tuple[Int64, Floats]]:
    """Yield components of two units or more.

    Args:
        graph: the units.
        component: the component of each unit; -1 leaves a unit out.

    Yields:
        Units, a row a component, in order, filled up with -1; and for each component the matrix of
        the sums of weight + clip, with minus infinity on the diagonal, for units that must stay
        apart, and where it is filled up.
    """
    size = np.bincount(component + 1, minlength=1)
    size[0] = 0  # those left out
    width = size[component + 1]
    # Most units are alone: only the others are put in order.
    units = np.flatnonzero(width > 1)
    units = units[np.lexsort((component[units], width[units]))]
    # From here on a component has a number, in the order of their sizes, and a unit a place in it.
    first, width = _runs(component[units])
    number = np.full(len(graph), -1, dtype=np.int64)
    number[units] = np.repeat(np.arange(len(first)), width)
    place = np.zeros(len(graph), dtype=np.int64)
    place[units] = ranges(np.zeros_like(width), width)

    known = _Inside.of_pairs(number, graph.left, graph.right)
    never = _Inside.of_pairs(number, *graph.never)
    grouped = _Inside.of(number[graph.member], graph.group)
    start = 0
    while start < len(first):
        alike = int(np.searchsorted(width, _WIDER * width[start], side="right"))
        stop = min(alike, start + max(1, _CELLS // int(width[alike - 1]) ** 2))
        k = int(width[stop - 1])
        part = units[first[start] : first[stop - 1] + k]
        rows = np.full((stop - start, k), -1, dtype=np.int64)
        rows[number[part] - start, place[part]] = part
        total = np.zeros((stop - start, k, k))
        total[:, np.arange(k), np.arange(k)] = -np.inf
        total[rows < 0] = -np.inf
        total.transpose(0, 2, 1)[rows < 0] = -np.inf
        matrices = _Matrices(total, number - start, place)
        chosen = known.between(start, stop)
        matrices.put(graph.left[chosen], graph.right[chosen], graph.total[chosen])
        chosen = never.between(start, stop)
        matrices.put(graph.never[0][chosen], graph.never[1][chosen], -np.inf)
        chosen = grouped.between(start, stop)
        member = graph.member[chosen]
        one, other = _pairs_within(number[member], graph.group[chosen])
        matrices.put(member[one], member[other], -np.inf)
        yield rows, total
        start = stop


@frozen(eq=False)
class _Matrices:
    """Hold the matrices of a batch, and which one each unit is in, at which place."""

    total: Floats
    at: Int64
    place: Int64

    def put(self, left: Int64, right: Int64, value: Floats | float) -> None:
        """Set what is between pairs of units."""
        at, one, other = self.at[left], self.place[left], self.place[right]
        self.total[at, one, other] = value
        self.total[at, other, one] = value


@frozen(eq=False)
class _Inside:
    """Hold positions, sorted by the number of the component that they are inside of."""

    positions: Int64
    number: Int64

    @classmethod
    def of(cls, number: Int64, then: Int64) -> "_Inside":
        positions = np.lexsort((then, number))
        return cls(positions, number[positions])

    @classmethod
    def of_pairs(cls, number: Int64, left: Int64, right: Int64) -> "_Inside":
        inside = np.where(number[left] == number[right], number[left], -1)
        return cls.of(inside, left)

    def between(self, start: int, stop: int) -> Int64:
        """Return the positions inside the components from one number up to another."""
        a, b = np.searchsorted(self.number, (start, stop))
        return self.positions[a:b]


def _runs(codes: Int64) -> tuple[Int64, Int64]:
    """Return where each run of equal codes starts, and how long it is."""
    first = run_starts(codes)
    return first, np.diff(first, append=len(codes))


def _pairs_within(number: Int64, group: Int64) -> tuple[Int64, Int64]:
    """Return all pairs of positions that have both in common; equal ones are neighbours."""
    n = len(number)
    same = (np.diff(number) == 0) & (np.diff(group) == 0)
    ends = np.append(np.flatnonzero(~same) + 1, n)
    here = np.arange(n)
    rest = ends[np.searchsorted(ends, here, side="right")] - here - 1
    return np.repeat(here, rest), ranges(here + 1, rest)
