"""The events that lead from what the ledger says to what a run found."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from custmdm.errors import LedgerError
from custmdm.ledger._events import Created, Event, Joined, Merged, Moved, Part, Split
from custmdm.ledger._order import in_order
from custmdm.ledger._state import LedgerState
from custmdm.model import Crosswalk, RecordId


def events_between(
    state: LedgerState,
    crosswalk: Crosswalk,
    *,
    at: dt.datetime,
    actor: str,
    reason: str = "",
) -> tuple[Event, ...]:
    """Return the events that make a ledger say what a run found.

    ``state.apply(events).crosswalk(crosswalk.ids.keys())`` is then the crosswalk, if it was made
    with ``previous=state.crosswalk()`` and ``now=at``. Records that the run did not see stay where
    they are.

    >>> from custmdm.ledger import LedgerState
    >>> walk = Crosswalk({RecordId("crm", 1): "g1"})
    >>> (event,) = events_between(LedgerState(), walk, at=dt.datetime(2026, 5, 1), actor="job")
    >>> event.golden_id, event.records
    ('g1', (RecordId('crm', 1),))

    Args:
        state: who is whom now; an empty one for the first run.
        crosswalk: what the run found.
        at: when that was.
        actor: who ran it.
        reason: why.

    Raises:
        LedgerError: if the crosswalk gives an id to a customer that never was it, and so does not
            come from this ledger.
    """
    here = state.crosswalk().ids
    arrived: dict[str, list[RecordId]] = {}
    leaving: dict[str, dict[str, list[RecordId]]] = {}
    staying: set[str] = set()
    for record, golden in crosswalk.ids.items():
        old = here.get(record)
        if old is None:
            arrived.setdefault(golden, []).append(record)
        elif old != golden:
            leaving.setdefault(old, {}).setdefault(golden, []).append(record)
        else:
            staying.add(golden)
    made = _Made({"at": at, "actor": actor, "reason": reason}, state.number)
    named = set(crosswalk.ids.values())
    merged: dict[str, list[str]] = {}
    from_old = {to for parts in leaving.values() for to in parts}
    for golden in sorted(arrived.keys() - state.size.keys() - from_old):
        made.add(Created, golden_id=golden, records=in_order(arrived.pop(golden)))
    moves: list[tuple[str, str, list[RecordId]]] = []
    for old in sorted(leaving):
        parts = leaving[old]
        if old in named:
            if old not in staying:
                raise LedgerError(
                    f"{old} goes on without any of its records; this crosswalk does not come "
                    "from this ledger",
                    rule="not-empty",
                    ids=(old,),
                )
            moves.extend((old, to, parts.pop(to)) for to in sorted(parts) if to in state.size)
        elif len(parts) == 1 and (to := next(iter(parts))) in state.size:
            merged.setdefault(to, []).append(old)
            continue
        if parts:
            made.add(Split, golden_id=old, parts=_parts(parts))
    for old, to, records in moves:
        made.add(Moved, golden_id=old, to=to, records=in_order(records))
    for into in sorted(merged):
        made.add(Merged, into=into, merged=tuple(sorted(merged[into])))
    for golden in sorted(arrived):
        made.add(Joined, golden_id=golden, records=in_order(arrived[golden]))
    return tuple(made.events)


def _parts(parts: Mapping[str, list[RecordId]]) -> tuple[Part, ...]:
    return tuple(Part(golden, in_order(parts[golden])) for golden in sorted(parts))


class _Made:
    """Number events as they are made."""

    def __init__(self, common: Mapping[str, Any], number: int) -> None:
        self.events: list[Event] = []
        self._common, self._number = common, number

    def add(self, cls: type[Event], **what: Any) -> None:
        number = self._number + len(self.events) + 1
        self.events.append(cls(number=number, **self._common, **what))
