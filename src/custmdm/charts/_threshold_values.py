"""How many golden values would change, with each distinct cluster survived once."""

import numpy as np
import numpy.typing as npt

from custmdm.charts._threshold_changes import Changes
from custmdm.frames import Values
from custmdm.linker import ResolvedTable
from custmdm.linker._golden import Claims
from custmdm.linker._grouped import Grouped
from custmdm.survive import Policy

Int64 = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]


class ChangedValues:
    """Count the golden values that change from the customers there are to those of each step."""

    def __init__(self, part: ResolvedTable) -> None:
        self._base = part.labels
        n = len(part.labels)
        # A cluster is known by the sum of a number of each of its rows.
        self._numbers = _mixed(np.arange(1, n + 1, dtype=np.uint64))
        self._own = _sums(self._numbers, self._base)
        self._now = self._own.copy()
        self._depth = np.zeros(n, dtype=np.int64)
        self._layers: list[Int64] = []
        self._place: dict[int, tuple[int, int]] = {}
        self._counts: list[int] = []
        self._events: list[tuple[Int64, Words, Words]] = []

    def add(self, labels: Int64, found: Changes) -> None:
        """Take the clusters of the next step."""
        names = _sums(self._numbers, labels)
        now = names[found.follower]
        changed = np.flatnonzero(now != self._now)
        self._events.append((changed, self._now[changed], now[changed]))
        self._now = now
        new = np.unique(found.follower[changed[now[changed] != self._own[changed]]])
        self._keep(labels, new, names)

    def _keep(self, labels: Int64, chosen: Int64, names: Words) -> None:
        """Keep clusters that were not seen before in layers, in each of which no row is twice."""
        unseen = np.array(
            [c for c, name in zip(chosen.tolist(), names[chosen].tolist(), strict=True)
             if name not in self._place],
            dtype=np.int64,
        )  # fmt: skip
        if not len(unseen):
            return
        number = np.full(len(names), -1)
        number[unseen] = np.arange(len(unseen))
        rows = np.flatnonzero(number[labels] >= 0)
        of_row = number[labels[rows]]
        depth = np.zeros(len(unseen), dtype=np.int64)
        np.maximum.at(depth, of_row, self._depth[rows])
        self._depth[rows] = depth[of_row] + 1
        while len(self._layers) <= int(depth.max()):
            self._layers.append(np.full(len(labels), -1))
            self._counts.append(0)
        for layer in np.unique(depth).tolist():
            here = np.flatnonzero(depth == layer)
            at = np.full(len(unseen), -1)
            at[here] = self._counts[layer] + np.arange(len(here))
            inside = at[of_row] >= 0
            self._layers[layer][rows[inside]] = at[of_row[inside]]
            self._counts[layer] += len(here)
            for cluster, place in zip(unseen[here].tolist(), at[here].tolist(), strict=True):
                self._place[int(names[cluster])] = layer, place

    def counted(self, claims: Claims, policy: Policy) -> Int64:
        """Return for each step how many golden values are other ones than now."""
        concerned = [np.zeros(0, np.int64), *(changed for changed, _, _ in self._events)]
        old = np.unique(np.concatenate(concerned))
        number = np.full(len(self._own), -1)
        number[old] = np.arange(len(old))
        layers = [number[self._base], *self._layers]
        codes = _codes([claims.columns(Grouped(labels), policy) for labels in layers if len(old)])
        starts = np.cumsum([0, len(old), *self._counts])
        row_of = {name: int(starts[1 + layer]) + at for name, (layer, at) in self._place.items()}

        def differing(customers: Int64, names: Words) -> int:
            """Return how many values of some customers differ from those of some clusters."""
            other = names != self._own[customers]
            rows = np.array([row_of[name] for name in names[other].tolist()], dtype=np.int64)
            return int(np.count_nonzero(codes[number[customers[other]]] != codes[rows]))

        total, found = 0, []
        for changed, before, after in self._events:
            total += differing(changed, after) - differing(changed, before)
            found.append(total)
        return np.array(found, dtype=np.int64)


def _codes(layers: list[dict[str, Values]]) -> Int64:
    """Return a number for each golden value: a row a cluster, a column an attribute."""
    columns = []
    for name in dict.fromkeys(name for layer in layers for name in layer):
        numbers: dict[object, int] = {}
        values = [value for layer in layers for value in layer[name]]
        columns.append([numbers.setdefault(value, len(numbers)) for value in values])
    return np.array(columns, dtype=np.int64).T if columns else np.zeros((0, 0), np.int64)


def _sums(numbers: Words, labels: Int64) -> Words:
    """Return the sum of the numbers of the rows of each cluster, whatever overflows."""
    order = np.argsort(labels, kind="stable")
    sizes = np.bincount(labels, minlength=0)
    starts = np.cumsum(sizes) - sizes
    return np.add.reduceat(numbers[order], starts) if len(starts) else numbers[:0]


def _mixed(values: Words) -> Words:
    """Return numbers without a pattern (SplitMix64: Steele, Lea and Flood 2014)."""
    z = values * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(z ^ (z >> np.uint64(31)))
