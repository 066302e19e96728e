"""What the writer of a live index knows: which records are alike, and who is one customer.

Nobody reads it while it is written: readers have the store. A draft is what a change would make of
it, on top of it; to apply a change is to write its draft down.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from custmdm.linker._region import Region

Rows = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# The weight of each other record, or cluster, that one is near to.
Near = Mapping[int, float]
_NOBODY: Near = {}


@frozen(eq=False)
class Pairs:
    """Hold the pairs of a table, by each of their two rows."""

    starts: Rows
    others: Rows
    weights: Floats

    @classmethod
    def of(cls, n: int, left: Rows, right: Rows, weight: Floats) -> "Pairs":
        """Put pairs in the order of their rows."""
        rows = np.concatenate([left, right])
        order = np.argsort(rows, kind="stable")
        counts = np.bincount(rows, minlength=n)
        return cls(
            np.concatenate([[0], np.cumsum(counts)]),
            np.concatenate([right, left])[order],
            np.concatenate([weight, weight])[order],
        )

    def near(self, row: int) -> Near:
        """Return what a row is near to."""
        if row + 1 >= len(self.starts):
            return _NOBODY
        part = slice(self.starts[row], self.starts[row + 1])
        return dict(zip(self.others[part].tolist(), self.weights[part].tolist(), strict=True))


@frozen(eq=False)
class Groups:
    """Hold the clusters of a table; each is called by its first row."""

    labels: Rows
    order: Rows
    starts: Rows

    @classmethod
    def of(cls, labels: Rows) -> "Groups":
        """Put rows in the order of their clusters, which are dense from 0."""
        counts = np.bincount(labels)
        order = np.argsort(labels, kind="stable")
        return cls(labels, order, np.concatenate([[0], np.cumsum(counts)]))

    def root(self, row: int) -> int:
        """Return what the cluster of a row is called."""
        return int(self.order[self.starts[self.labels[row]]])

    def members(self, root: int) -> tuple[int, ...]:
        """Return the rows of a cluster."""
        label = self.labels[root]
        return tuple(self.order[self.starts[label] : self.starts[label + 1]].tolist())


@frozen(eq=False)
class Graph:
    """Hold pairs, clusters, and which clusters could be joined.

    Attributes:
        pairs: the pairs of the first records.
        groups: their clusters.
        near: what has changed since: the pairs of a row.
        root: what the cluster of a row is called.
        members: the rows of a cluster.
        joins: the clusters that a cluster could be joined with, and what that weighs.
    """

    pairs: Pairs
    groups: Groups
    near: dict[int, Near] = field(factory=dict)
    root: dict[int, int] = field(factory=dict)
    members: dict[int, tuple[int, ...]] = field(factory=dict)
    joins: dict[int, Near] = field(factory=dict)

    @classmethod
    def of(cls, n: int, pairs: tuple[Rows, Rows, Floats], region: Region) -> "Graph":
        """Return the graph of a table."""
        graph = cls(Pairs.of(n, *pairs), Groups.of(region.labels))
        firsts = graph.groups.order[graph.groups.starts[:-1]]
        joins: dict[int, dict[int, float]] = {}
        for one, two, weight in zip(
            firsts[region.one].tolist(), firsts[region.two].tolist(), region.weight.tolist(),
            strict=True,
        ):  # fmt: skip
            joins.setdefault(one, {})[two] = weight
            joins.setdefault(two, {})[one] = weight
        graph.joins.update(joins)
        return graph

    def at(self, rows: Rows, place: Rows) -> tuple[tuple[Rows, Rows, Floats], Region]:
        """Return the pairs and the clusters of some rows, under other numbers.

        Args:
            rows: the rows that count.
            place: the new number of each row, or one below 0.
        """
        roots = np.arange(len(place))
        roots[: self.n_rows] = self.groups.order[self.groups.starts[self.groups.labels]]
        roots[list(self.root)] = list(self.root.values())
        label_of: dict[int, int] = {}
        labels = [label_of.setdefault(root, len(label_of)) for root in roots[rows].tolist()]
        joins = [
            (label_of[one], label_of[two], weight)
            for one, near in self.joins.items()
            for two, weight in near.items()
            if label_of.get(one, -1) < label_of.get(two, -1)
        ]
        region = Region(np.array(labels, np.int64), *arrays(sorted(joins)))
        return self._pairs_at(place), region

    def _pairs_at(self, place: Rows) -> tuple[Rows, Rows, Floats]:
        base = self.pairs
        n = len(base.starts) - 1
        changed = np.zeros(len(place), np.bool_)
        changed[list(self.near)] = True
        of_pair = np.repeat(np.arange(n), np.diff(base.starts))
        kept = (of_pair < base.others) & ~changed[of_pair]
        found = [(of_pair[kept], base.others[kept], base.weights[kept])]
        found.append(
            arrays(
                [
                    (row, other, weight)
                    for row in np.flatnonzero(changed).tolist()
                    for other, weight in self.near[row].items()
                    if row < other
                ]
            )
        )
        one, two, weight = (np.concatenate(part) for part in zip(*found, strict=True))
        one, two = place[one], place[two]
        left, right = np.minimum(one, two), np.maximum(one, two)
        order = np.lexsort((right, left))
        return left[order], right[order], weight[order]

    @property
    def n_rows(self) -> int:
        """Return how many rows there were when the graph was made."""
        return len(self.groups.labels)

    def write(self, draft: "Draft") -> None:
        """Take over what a draft says."""
        self.near.update(draft.near)
        self.root.update(draft.root)
        self.members.update(draft.members)
        self.joins.update(draft.joins)


@frozen(eq=False)
class Draft:
    """Hold what a change makes of a graph.

    Attributes:
        graph: the graph as it is.
        near: the pairs of each row that has others now.
        root: the cluster of each row that is in another one now.
        members: the rows of each cluster that is new.
        joins: of each cluster for which that changes, what it could be joined with.
    """

    graph: Graph
    near: dict[int, Near] = field(factory=dict)
    root: dict[int, int] = field(factory=dict)
    members: dict[int, tuple[int, ...]] = field(factory=dict)
    joins: dict[int, Near] = field(factory=dict)

    def near_to(self, row: int) -> Near:
        """Return the pairs of a row."""
        found = self.near.get(row)
        if found is None:
            found = self.graph.near.get(row)
        return self.graph.pairs.near(row) if found is None else found

    def root_of(self, row: int) -> int:
        """Return what the cluster of a row is called."""
        found = self.root.get(row)
        if found is None:
            found = self.graph.root.get(row)
        return self.graph.groups.root(row) if found is None else found

    def members_of(self, root: int) -> tuple[int, ...]:
        """Return the rows of a cluster."""
        found = self.members.get(root)
        if found is None:
            found = self.graph.members.get(root)
        return self.graph.groups.members(root) if found is None else found

    def joins_of(self, root: int) -> Near:
        """Return the clusters that a cluster could be joined with."""
        found = self.joins.get(root)
        return self.graph.joins.get(root, _NOBODY) if found is None else found

    def partner(self, root: int) -> int | None:
        """Return the cluster that one is joined with: each is the best for the other."""
        best = _best(self.joins_of(root))
        return best if best is not None and _best(self.joins_of(best)) == root else None

    def customer_of(self, root: int) -> tuple[int, ...]:
        """Return the rows of the customer that a cluster is, or is a part of."""
        partner = self.partner(root)
        members = self.members_of(root)
        return members if partner is None else members + self.members_of(partner)

    def forget(self, rows: Iterable[int], cut: float) -> set[int]:
        """Take all pairs of some rows away; return whom they were linked with."""
        linked: set[int] = set()
        changed: dict[int, dict[int, float]] = {}
        gone = set(rows)
        for row in gone:
            for other, weight in self.near_to(row).items():
                if other not in gone:
                    if other not in changed:
                        changed[other] = dict(self.near_to(other))
                    changed[other].pop(row)
                    if weight >= cut:
                        linked.add(other)
        self.near.update(changed)
        self.near.update(dict.fromkeys(gone, _NOBODY))
        return linked

    def learn(self, left: Rows, right: Rows, weight: Floats) -> None:
        """Add pairs."""
        fresh: dict[int, dict[int, float]] = {}
        for one, two, added in zip(left.tolist(), right.tolist(), weight.tolist(), strict=True):
            for row, other in ((one, two), (two, one)):
                if row not in fresh:
                    fresh[row] = dict(self.near_to(row))
                fresh[row][other] = added
        self.near.update(fresh)

    def reached(self, seeds: Iterable[int], cut: float) -> set[int]:
        """Return the rows that links lead to from some, these included."""
        found: set[int] = set()
        stack = list(seeds)
        while stack:
            row = stack.pop()
            if row not in found:
                found.add(row)
                stack += [
                    other
                    for other, weight in self.near_to(row).items()
                    if weight >= cut and other not in found
                ]
        return found


def arrays(pairs: Sequence[tuple[int, int, float]]) -> tuple[Rows, Rows, Floats]:
    """Return pairs with their weights as arrays."""
    if not pairs:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    left, right, weight = zip(*pairs, strict=True)
    return np.array(left, np.int64), np.array(right, np.int64), np.array(weight)


def _best(near: Near) -> int | None:
    """Return the one that weighs most; None where two do."""
    if not near:
        return None
    top = max(near.values())
    best = [one for one, weight in near.items() if weight == top]
    return best[0] if len(best) == 1 else None
