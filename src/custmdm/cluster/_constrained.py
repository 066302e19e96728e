"""Cluster under constraints, with any clusterer."""

import numpy as np
import numpy.typing as npt

from custmdm.cluster._components import by_first_row, connected_components, spread
from custmdm.cluster._constraints import RowConstraints, SupportsConstraints, contradictions
from custmdm.cluster._graph import sorted_links
from custmdm.errors import ConfigurationError, ContradictionError
from custmdm.typing import Clusterer

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Rows = npt.ArrayLike


def constrained(
    clusterer: Clusterer | SupportsConstraints,
    n: int,
    left: Int64,
    right: Int64,
    weight: Floats,
    *,
    always: tuple[Rows, Rows] | None = None,
    never: tuple[Rows, Rows] | None = None,
    group: Rows | None = None,
    rank: Rows | None = None,
) -> Int64:
    """Return clusters that honour every constraint, whatever the clusterer does.

    >>> left, right = np.array([0, 1]), np.array([1, 2])
    >>> weight = np.array([9.0, 8.0])
    >>> constrained(connected_components, 4, left, right, weight).tolist()
    [0, 0, 0, 1]
    >>> constrained(connected_components, 4, left, right, weight, never=([0], [2])).tolist()
    [0, 0, 1, 2]
    >>> constrained(connected_components, 4, left, right, weight, always=([0], [3])).tolist()
    [0, 0, 0, 0]

    One record a source:

    >>> constrained(connected_components, 4, left, right, weight, group=[7, 8, 7, -1]).tolist()
    [0, 0, 1, 2]

    A clusterer that has a method `constrained` (:class:`SupportsConstraints`), as those of this
    package have, is asked to honour them itself, of the records that have a link: the others are
    alone. Of any other, clusters that hold rows that are
    always one are merged; then a cluster that holds rows that must stay apart is taken apart, and
    put together again along its links from 0 up, the strongest first, as far as it may be.

    Args:
        clusterer: any function of `n`, `left`, `right` and `weight` to the cluster of each record.
        n: the number of records.
        left: the row of the one record of each link.
        right: the row of the other.
        weight: the weight of each link in bits, 0 and more for one customer.
        always: left and right rows of the pairs that are one customer.
        never: left and right rows of the pairs that are not.
        group: a code for each row; two rows of one code from 0 up are never one customer.
        rank: the place of each row in an order that does not hang on the order of the records, as
            that of their ids. It settles what else the order of the rows would settle: ties.

    Returns:
        The cluster of each record, numbered by their first record, from 0.

    Raises:
        ContradictionError: if rows that are always one must stay apart.
        ConfigurationError: if a weight is NaN, a constraint names a row that does not exist, group
            or rank have not one entry a record, or the clusterer returns not one cluster a record.
    """
    given = RowConstraints(always=always, never=never, group=group)
    _check(n, given, rank)
    # Most rows are alone: without a link none of ours joins them; another may.
    linked = np.full(n, not isinstance(clusterer, SupportsConstraints))
    for side in (left, right, *given.always):
        linked[side] = True
    linked_rows = np.flatnonzero(linked)
    row = linked_rows  # in the order of the ranks
    if rank is not None:
        row = row[np.argsort(np.asarray(rank)[row], kind="stable")]
    place = np.zeros(n, dtype=np.int64)
    place[row] = np.arange(len(row))
    both = linked[given.never[0]] & linked[given.never[1]]
    constraints = RowConstraints(
        always=(place[given.always[0]], place[given.always[1]]),
        never=(place[given.never[0][both]], place[given.never[1][both]]),
        group=None if given.group is None else given.group[row],
    )
    chains = contradictions(len(row), constraints)
    if chains:
        rows_of_chains = tuple(tuple(row[list(chain)].tolist()) for chain in chains)
        raise ContradictionError(_sentence(rows_of_chains), chains=rows_of_chains)

    k = len(row)
    links = sorted_links(k, place[left], place[right], weight)
    if isinstance(clusterer, SupportsConstraints):
        labels = np.asarray(clusterer.constrained(k, *links, constraints))
    else:
        free = ~constraints.part(k, links[0], links[1])
        links = links[0][free], links[1][free], links[2][free]
        labels = np.asarray(clusterer(k, *links))
    if labels.shape != (k,):
        raise ConfigurationError(
            f"the clusterer returned an array of shape {labels.shape} for {k} records; "
            f"return one cluster a record, in their order"
        )
    found = _honoured(by_first_row(labels), links, constraints)[place[linked_rows]]
    return spread(n, linked_rows, by_first_row(found))


def _check(n: int, given: RowConstraints, rank: Rows | None) -> None:
    for name, (low, high) in (("always", given.always), ("never", given.never)):
        if low.min(initial=0) < 0 or high.max(initial=-1) >= n:
            raise ConfigurationError(f"{name} names rows from 0 to {n - 1}, not others")
    for name, of_rows in (("group", given.group), ("rank", rank)):
        if of_rows is not None and np.shape(of_rows) != (n,):
            raise ConfigurationError(f"{name} has one entry for each of the {n} records")


def _sentence(chains: tuple[tuple[int, ...], ...]) -> str:
    chain, count = chains[0], len(chains)
    more = f" ({count - 1} more like it)" if count > 1 else ""
    return (
        f"rows {' - '.join(map(str, chain))} are always one, each with the next, but rows "
        f"{chain[0]} and {chain[-1]} must stay apart{more}; drop one of these constraints"
    )


def _honoured(
    labels: Int64, links: tuple[Int64, Int64, Floats], constraints: RowConstraints
) -> Int64:
    """Return clusters merged by what is always one, then taken apart where they break the rest."""
    n = len(labels)
    left, right = constraints.always
    labels = connected_components(n, labels[left], labels[right])[labels]
    broken = constraints.broken(labels)
    if not len(broken):
        return labels
    rows = np.flatnonzero(np.isin(labels, broken))
    together = constraints.together(n)
    sets = _Sets(rows.tolist(), together, labels, constraints)
    left, right, weight = links
    inside = np.isin(left, rows) & (labels[left] == labels[right]) & (weight >= 0.0)
    left, right, weight = left[inside], right[inside], weight[inside]
    for i in np.lexsort((right, left, -weight)).tolist():
        sets.join(int(together[left[i]]), int(together[right[i]]))
    labels = labels.copy()
    labels[rows] = [n + sets.root(unit) for unit in together[rows].tolist()]
    return labels


class _Sets:
    """Keep disjoint sets of units, each with the units and groups that it must stay apart from."""

    def __init__(
        self, rows: list[int], together: Int64, labels: Int64, constraints: RowConstraints
    ) -> None:
        units = together.tolist()
        self._parent = {units[row]: units[row] for row in rows}
        self._apart: dict[int, set[int]] = {unit: set() for unit in self._parent}
        self._groups: dict[int, set[int]] = {unit: set() for unit in self._parent}
        left, right = constraints.never
        both = (labels[left] == labels[right]) & np.isin(left, rows)
        for one, other in together[np.stack([left[both], right[both]], axis=1)].tolist():
            self._apart[one].add(other)
            self._apart[other].add(one)
        if constraints.group is not None:
            for row in rows:
                code = int(constraints.group[row])
                if code >= 0:
                    self._groups[units[row]].add(code)

    def root(self, unit: int) -> int:
        while self._parent[unit] != unit:
            self._parent[unit] = unit = self._parent[self._parent[unit]]
        return unit

    def join(self, one: int, other: int) -> None:
        """Join the sets of two units, if they may be one."""
        one, other = self.root(one), self.root(other)
        if one == other or other in self._apart[one]:
            return
        if not self._groups[one].isdisjoint(self._groups[other]):
            return
        # The set with less to stay apart from is moved: none is moved often.
        if len(self._apart[one]) + len(self._groups[one]) < len(self._apart[other]) + len(
            self._groups[other]
        ):
            one, other = other, one
        self._parent[other] = one
        self._groups[one] |= self._groups.pop(other)
        for unit in self._apart.pop(other):
            self._apart[unit].discard(other)
            self._apart[unit].add(one)
            self._apart[one].add(unit)
