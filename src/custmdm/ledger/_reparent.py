"""Where the host's child rows belong after customers were merged or taken apart."""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable
from functools import cache, partial
from typing import Literal

from attrs import field, frozen
from attrs.converters import optional

from custmdm._values import aware
from custmdm.ledger._state import LedgerState, resolve_id
from custmdm.model import RecordId

Reason = Literal["record", "merged", "whole", "before", "split", "erased", "unknown"]


@frozen
class Child:
    """Name a row of the host that points to a customer: an order, a contract, a ticket.

    Attributes:
        table: the host's table.
        key: the key of the row there.
        golden_id: the golden id that it points to.
        record: the source record that it came with, if the host knows; it then goes where that
            one is.
        at: since when it points to this golden id; a time without a zone is read as UTC.
    """

    table: str
    key: Hashable
    golden_id: str
    record: RecordId | None = None
    at: dt.datetime | None = field(default=None, converter=optional(aware))


@frozen
class Placed:
    """Say where a child row belongs, and why.

    Attributes:
        child: the row.
        golden_id: the customer that it belongs to; None if nobody can say.
        reason: "record": where its source record is; "merged": its customer was merged away, or
            its merge undone; "whole": its customer lost no record; "before": it was there before
            what left its customer came; "split": records left its customer, and nothing says whose
            it is; "erased": its customer is; "unknown": the ledger does not know the id.
        candidates: where nobody can say, the customers it may belong to.
    """

    child: Child
    golden_id: str | None
    reason: Reason
    candidates: tuple[str, ...] = ()


@frozen
class ReparentPlan:
    """Say which child row goes where.

    Attributes:
        moved: those that are to point to another customer.
        kept: those that stay where they are.
        unplaced: those that nobody can place. They stay until somebody says.
    """

    moved: tuple[Placed, ...]
    kept: tuple[Placed, ...]
    unplaced: tuple[Placed, ...]


def reparent(before: LedgerState, after: LedgerState, children: Iterable[Child]) -> ReparentPlan:
    """Return which child rows of the host go where, now that customers are others.

    Keep with each row the source record it came with: then every row finds its way, also back from
    a merge. A row without one can be placed if its customer lost no record, or if the row was
    there before all that left came to it.

    >>> from custmdm.ledger import create, merge
    >>> at = dt.datetime(2026, 5, 1)
    >>> one, two = RecordId("crm", 1), RecordId("crm", 2)
    >>> before = LedgerState()
    >>> for golden_id, record in (("G1", one), ("G2", two)):
    ...     before = before.apply(create(before, golden_id, [record], at=at, actor="job"))
    >>> after = before.apply(merge(before, ["G1", "G2"], at=at, actor="li"))
    >>> plan = reparent(before, after, [Child("orders", 7, "G2"), Child("orders", 8, "G1")])
    >>> [(p.child.key, p.golden_id, p.reason) for p in plan.moved + plan.kept]
    [(7, 'G1', 'merged'), (8, 'G1', 'whole')]

    Args:
        before: who was whom when the rows were right.
        after: who is whom now.
        children: the rows.
    """
    # Many rows are of one customer.
    fate = cache(partial(_fate, before, after))
    placed = [_place(before, after, fate, child) for child in children]
    return ReparentPlan(
        tuple(p for p in placed if p.golden_id not in (None, p.child.golden_id)),
        tuple(p for p in placed if p.golden_id == p.child.golden_id),
        tuple(p for p in placed if p.golden_id is None),
    )


def _fate(
    before: LedgerState, after: LedgerState, golden_id: str
) -> tuple[tuple[RecordId, ...], frozenset[str]]:
    """Return the records of a customer that are still there, and whose they are now."""
    held = tuple(record for record in before.members(golden_id) if record in after.home)
    return held, frozenset(map(after.golden_id, held))


def _place(
    before: LedgerState,
    after: LedgerState,
    fate: Callable[[str], tuple[tuple[RecordId, ...], frozenset[str]]],
    child: Child,
) -> Placed:
    if child.record is not None and child.record in after.home:
        return Placed(child, after.golden_id(child.record), "record")
    golden_id = child.golden_id
    if golden_id not in after.since:
        return Placed(child, None, "unknown")
    status = resolve_id(after, golden_id)
    if status.status == "erased":
        return Placed(child, None, "erased")
    if golden_id not in before.size:
        # The host kept an id that was merged away, and goes by what it redirects to.
        reason: Reason = "whole" if status.current == golden_id else "merged"
        unsure = status.current is None
        return Placed(child, status.current, "split" if unsure else reason, status.parts)
    held, now = fate(golden_id)
    if len(now) <= 1:
        current = next(iter(now), status.current)
        return Placed(child, current, "whole" if current == golden_id else "merged")
    if golden_id in now and child.at is not None:
        left = [r for r in held if after.golden_id(r) != golden_id]
        came = [before.absorbed[node].at for node in _path(before, left, golden_id)]
        if came and child.at < min(came):
            return Placed(child, golden_id, "before")
    return Placed(child, None, "split", tuple(sorted(now)))


def _path(before: LedgerState, left: Iterable[RecordId], golden_id: str) -> list[str]:
    """Return the ids under which records came to a customer; none if some were always its own."""
    found: set[str] = set()
    for record in left:
        node = before.home[record]
        if node == golden_id:
            return []
        while before.absorbed[node].into != golden_id:
            node = before.absorbed[node].into
        found.add(node)
    return sorted(found)
