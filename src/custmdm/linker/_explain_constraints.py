"""Which constraints hold two records together, or apart."""

from collections import deque
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from custmdm.linker._evidence import ConstraintChain
from custmdm.linker._resolved import ResolvedTable
from custmdm.linker._vetoes import Vetoes

Int64 = npt.NDArray[np.int64]


def what_holds(part: ResolvedTable, left: int, right: int) -> ConstraintChain | None:
    """Return the constraints that hold two rows together or apart, by the shortest chain."""
    from_left, from_right = chains_from(part, left), chains_from(part, right)
    if right in from_left:
        ids = tuple(part.table.ids[row] for row in from_left[right])
        return ConstraintChain("always", ids)
    return what_parts(part, from_left, from_right)


def what_parts(
    part: ResolvedTable, from_left: dict[int, list[int]], from_right: dict[int, list[int]]
) -> ConstraintChain | None:
    """Return the constraints that keep two sets of rows apart, by the shortest chain.

    Args:
        part: the result.
        from_left: the rows of the one set, each with the chain of rows that leads to it.
        from_right: those of the other.
    """
    ends = _apart(part, from_left, from_right)
    if not ends:
        return None
    one, other = min(ends, key=lambda e: (len(from_left[e[0]]) + len(from_right[e[1]]), e))
    ids = part.table.ids
    chain = [*from_left[one], *reversed(from_right[other])]
    kind, fields = _kind(part, one, other)
    return ConstraintChain(kind, tuple(ids[row] for row in chain), (ids[one], ids[other]), fields)


def chains_from(part: ResolvedTable, start: int) -> dict[int, list[int]]:
    """Return the rows that are always one with a row, each with a shortest chain to it."""
    one, other = part.constraints.always
    chains = {start: [start]}
    if not len(one):
        return chains
    waiting = deque([start])
    while waiting:
        row = waiting.popleft()
        near = np.concatenate([other[one == row], one[other == row]])
        for found in sorted(set(near.tolist()) - chains.keys()):
            chains[found] = [*chains[row], found]
            waiting.append(found)
    return chains


def _apart(
    part: ResolvedTable, lefts: Iterable[int], rights: Iterable[int]
) -> set[tuple[int, int]]:
    """Return the pairs of a row of the one set and one of the other that must stay apart."""
    a = np.fromiter(lefts, dtype=np.int64)
    b = np.fromiter(rights, dtype=np.int64)
    low, high = part.constraints.never
    found = set()
    for one, other, turned in ((a, b, False), (b, a, True)):
        at = np.flatnonzero(np.isin(low, one) & np.isin(high, other))
        for pair in zip(low[at].tolist(), high[at].tolist(), strict=True):
            found.add((pair[1], pair[0]) if turned else pair)
    group = part.constraints.group
    if group is not None:
        rows_of: dict[int, list[int]] = {}
        for row, code in zip(b.tolist(), group[b].tolist(), strict=True):
            if code >= 0:
                rows_of.setdefault(code, []).append(row)
        for row, code in zip(a.tolist(), group[a].tolist(), strict=True):
            found |= {(row, other_row) for other_row in rows_of.get(code, ())}
    return {pair for pair in found if pair[0] != pair[1]}


def _kind(part: ResolvedTable, one: int, other: int) -> tuple[str, tuple[str, ...]]:
    """Return what keeps two rows apart, and the fields that contradict."""
    low, high = part.constraints.never
    first, second = min(one, other), max(one, other)
    if not np.any((low == first) & (high == second)):
        ids = part.table.ids
        return ("source" if ids[one].source == ids[other].source else "group"), ()
    pair = np.array([first]), np.array([second])
    fields = tuple(
        field for field in part.matching.vetoes if Vetoes(part.table, (field,)).apart(*pair).all()
    )
    return ("veto" if fields else "never"), fields
