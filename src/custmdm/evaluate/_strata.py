"""The pairs that a result decided on, in groups about which it says much the same."""

from collections.abc import Iterator
from itertools import combinations, islice

import numpy as np

from custmdm.evaluate._results import Int64, ScoredPairs

# Between these probabilities the model is in doubt, and strata that differ in their share of true
# pairs are worth the most. More of them measured worse: each needs labels of its own.
_EDGES = (0.1, 0.3, 0.5, 0.7, 0.9, 0.99)


class Scored:
    """Be pairs of one decision and of much the same stated probability."""

    def __init__(self, name: str, merged: bool, pairs: ScoredPairs, inside: Int64) -> None:
        self.name, self.merged = name, merged
        self._pairs, self._inside = pairs, inside
        self.stated: float | None = float(pairs.probability[inside].mean())
        self.weight = pairs.weight[inside]

    @property
    def rows(self) -> tuple[Int64, Int64]:
        """Return the left and right rows of the pairs."""
        return self._pairs.left[self._inside], self._pairs.right[self._inside]

    def __len__(self) -> int:
        return len(self._inside)

    def take(self, positions: Int64) -> Iterator[tuple[int, int, float | None]]:
        """Yield left row, right row and probability of the pairs at these positions."""
        at = self._inside[positions]
        columns = (self._pairs.left[at], self._pairs.right[at], self._pairs.probability[at])
        return zip(*(column.tolist() for column in columns), strict=True)


class Unlinked:
    """Be the pairs inside clusters that are no link, without holding them all.

    One cluster of 10,000 records has 50 million.
    """

    name = "merged by others, not linked"
    merged = True
    stated: float | None = None
    weight = np.zeros(0)

    def __init__(self, cluster: Int64, pairs: ScoredPairs) -> None:
        self._members: dict[int, list[int]] = {}
        for row, label in enumerate(cluster.tolist()):
            self._members.setdefault(label, []).append(row)
        self._linked = set(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
        inside = cluster[pairs.left[cluster[pairs.left] == cluster[pairs.right]]]
        sizes = np.bincount(cluster)
        counts = sizes * (sizes - 1) // 2 - np.bincount(inside, minlength=len(sizes))
        self._ends = np.cumsum(counts)

    def __len__(self) -> int:
        return int(self._ends[-1]) if len(self._ends) else 0

    def take(self, positions: Int64) -> Iterator[tuple[int, int, float | None]]:
        """Yield left row, right row and None for the pairs at these positions, which ascend."""
        owners = np.searchsorted(self._ends, positions, side="right")
        for owner in np.unique(owners).tolist():
            pairs = (p for p in combinations(self._members[owner], 2) if p not in self._linked)
            at = int(self._ends[owner - 1]) if owner else 0
            for position in positions[owners == owner].tolist():
                left, right = next(islice(pairs, position - at, None))
                yield left, right, None
                at = position + 1


def divide(cluster: Int64, pairs: ScoredPairs) -> list[Scored | Unlinked]:
    """Divide the pairs by whether they are merged and by stated probability; none is empty."""
    merged = cluster[pairs.left] == cluster[pairs.right]
    step = np.searchsorted(_EDGES, pairs.probability, side="right")
    groups: list[Scored | Unlinked] = []
    for together, verb in ((False, "apart"), (True, "merged")):
        for i, (low, high) in enumerate(zip((0.0, *_EDGES), (*_EDGES, 1.0), strict=True)):
            inside = np.flatnonzero((merged == together) & (step == i))
            if len(inside):
                name = f"{verb}, probability {low:g} to {high:g}"
                groups.append(Scored(name, together, pairs, inside))
    unlinked = Unlinked(cluster, pairs)
    return [*groups, unlinked] if len(unlinked) else groups
