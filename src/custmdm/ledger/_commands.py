"""What can be wished for: each command checks the wish and returns the events it comes to.

Nothing is changed: `state.apply(events)` gives the state after them.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from custmdm.errors import LedgerError
from custmdm.ledger._events import (
    Created,
    Decided,
    Erased,
    Event,
    Joined,
    Merged,
    Mode,
    Moved,
    Part,
    Pinned,
    Split,
    Unmerged,
    Unpinned,
    Verdict,
)
from custmdm.ledger._fold import Fold, Layer
from custmdm.ledger._order import in_order
from custmdm.ledger._state import LedgerState
from custmdm.model import RecordId


def create(
    state: LedgerState,
    golden_id: str,
    records: Iterable[RecordId],
    *,
    at: dt.datetime,
    actor: str,
    reason: str = "",
) -> tuple[Event, ...]:
    """Make records that the ledger does not hold a customer; one that is there takes them in.

    Raises:
        LedgerError: if a record is there already, or the id was given to another customer before.
    """
    kind = Joined if golden_id in state.size else Created
    event = kind(
        number=state.number + 1, at=at, actor=actor, reason=reason,
        golden_id=golden_id, records=in_order(records),
    )  # fmt: skip
    return _checked(state, event)


def merge(
    state: LedgerState,
    golden_ids: Iterable[str],
    *,
    into: str | None = None,
    at: dt.datetime,
    actor: str,
    reason: str = "",
) -> tuple[Event, ...]:
    """Make customers one.

    The others redirect to the id that survives, until the merge is undone.

    >>> from custmdm.ledger import replay
    >>> at = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    >>> state = LedgerState()
    >>> for golden_id, keys in {"G1": [1], "G2": [2, 3]}.items():
    ...     records = [RecordId("crm", key) for key in keys]
    ...     state = state.apply(create(state, golden_id, records, at=at, actor="job"))
    >>> (event,) = merge(state, ["G1", "G2"], at=at, actor="li", reason="same phone")
    >>> event.into, event.merged
    ('G2', ('G1',))

    Args:
        state: who is whom now.
        golden_ids: the customers, two or more.
        into: the id that survives. None: that of the customer with the most records, then the
            oldest, then the lowest.
        at: when this is.
        actor: who does it.
        reason: why.

    Raises:
        LedgerError: if one of them is no customer now, or there is only one.
    """
    given = set(golden_ids)
    for golden_id in sorted(given):
        _live(state, golden_id)
    kept = heir_of(state, given) if into is None and given else into
    merged = tuple(sorted(given - {kept}))
    if kept not in given or not merged:
        _refuse("distinct", "merging takes two customers, and one of them survives", *given)
    event = Merged(
        number=state.number + 1, at=at, actor=actor, reason=reason, into=kept, merged=merged
    )
    return _checked(state, event)


def heir_of(
    state: LedgerState, golden_ids: Iterable[str], sizes: Mapping[str, int] | None = None
) -> str:
    """Return the id that survives a merge: most records, then oldest, then lowest id."""
    sizes = state.size if sizes is None else sizes
    return min(golden_ids, key=lambda g: (-sizes[g], state.since[g], g))


def split(
    state: LedgerState,
    golden_id: str,
    parts: Mapping[str, Iterable[RecordId]],
    *,
    at: dt.datetime,
    actor: str,
    reason: str = "",
) -> tuple[Event, ...]:
    """Take one customer apart into several.

    What is in no part stays. To undo a merge, use `unmerge`: it gives the first ids back.

    Args:
        state: who is whom now.
        golden_id: the customer.
        parts: the records that go, by the id that they go to: a new one, or a customer's.
        at: when this is.
        actor: who does it.
        reason: why.

    Raises:
        LedgerError: if a record is not of this customer, or an id was given before and is no
            customer now.
    """
    made = tuple(Part(name, in_order(parts[name])) for name in sorted(parts))
    event = Split(
        number=state.number + 1, at=at, actor=actor, reason=reason, golden_id=golden_id, parts=made
    )
    return _checked(state, event)


def move(
    state: LedgerState,
    records: Iterable[RecordId],
    to: str,
    *,
    at: dt.datetime,
    actor: str,
    reason: str = "",
) -> tuple[Event, ...]:
    """Put records where they belong, one event for each customer that they leave.

    Raises:
        UnknownRecordError: if the ledger does not hold a record.
        LedgerError: if `to` is no customer now, holds one of them already, or a customer would be
            left without records; it is then to be merged.
    """
    leaving: dict[str, list[RecordId]] = {}
    for record in in_order(set(records)):
        leaving.setdefault(state.golden_id(record), []).append(record)
    events = [
        Moved(
            number=state.number + place, at=at, actor=actor, reason=reason,
            golden_id=golden_id, to=to, records=tuple(leaving[golden_id]),
        )
        for place, golden_id in enumerate(sorted(leaving), start=1)
    ]  # fmt: skip
    return _checked(state, *events)


def unmerge(
    state: LedgerState,
    what: RecordId | str,
    *,
    mode: Mode = "tree",
    at: dt.datetime,
    actor: str,
    reason: str = "",
) -> tuple[Event, ...]:
    """Undo a merge: an id that was merged away is a customer again, with its records and pins.

    An id holds the records that it came with; those that came to a customer after a merge are its
    own, not the merged one's. A record that was moved or split off since stays where it was put.

    Args:
        state: who is whom now.
        what: a golden id, or a record for the id that it came with. An id that was merged away
            comes back. If it is the one that survived, its last merge is undone ("tree"), or it
            goes alone ("linear"): what was merged into it stays one customer, under the id with
            the most records, then the oldest, then the lowest.
        mode: "tree": with all that had been merged into it before, so that it is exactly what it
            was before the merge; "linear": alone, what had been merged into it stays.
        at: when this is.
        actor: who does it.
        reason: why.

    Raises:
        UnknownRecordError: if the ledger does not hold the record.
        LedgerError: if nothing was merged, or one side would be left without records.
    """
    if isinstance(what, RecordId):
        state.golden_id(what)
        golden_id = state.home[what]
    else:
        golden_id = what
    root = state.root(golden_id)
    _live(state, root)
    released: tuple[str, ...] = (golden_id,)
    heir: str | None = None
    if golden_id == root:
        below = state.below.get(root, frozenset())
        sizes = {id_: sum(len(state.own.get(n, ())) for n in state.tree(id_)) for id_ in below}
        filled = [id_ for id_, size in sizes.items() if size]
        if not filled:
            _refuse("merged", "nothing that still has records was merged into it", root)
        if mode == "linear":
            heir = heir_of(state, filled, sizes)
        else:
            last = max(state.absorbed[id_].number for id_ in filled)
            released = tuple(sorted(i for i in filled if state.absorbed[i].number == last))
    event = Unmerged(
        number=state.number + 1, at=at, actor=actor, reason=reason,
        golden_id=root, released=released, mode=mode, heir=heir,
    )  # fmt: skip
    return _checked(state, event)


def pin(
    state: LedgerState,
    golden_id: str,
    pin: Any,
    *,
    at: dt.datetime,
    actor: str,
    reason: str = "",
) -> tuple[Event, ...]:
    """Hold a value of a customer fast.

    Raises:
        LedgerError: if it is no customer now, or has just this pin.
    """
    event = Pinned(
        number=state.number + 1, at=at, actor=actor, reason=reason, golden_id=golden_id, pin=pin
    )
    return _checked(state, event)


def unpin(
    state: LedgerState,
    golden_id: str,
    pin: Any,
    *,
    at: dt.datetime,
    actor: str,
    reason: str = "",
) -> tuple[Event, ...]:
    """Let a pin of a customer go, wherever among the ids that were merged into it was set.

    Raises:
        LedgerError: if it is no customer now, or has no such pin.
    """
    event = Unpinned(
        number=state.number + 1, at=at, actor=actor, reason=reason, golden_id=golden_id, pin=pin
    )
    return _checked(state, event)


def decide(
    state: LedgerState,
    left: RecordId,
    right: RecordId,
    verdict: Verdict,
    *,
    at: dt.datetime,
    actor: str,
    reason: str = "",
) -> tuple[Event, ...]:
    """Note what a steward decided on two records: "same", "different" or "unsure".

    Raises:
        LedgerError: if both are one record.
    """
    left, right = in_order((left, right))
    event = Decided(
        number=state.number + 1, at=at, actor=actor, reason=reason,
        left=left, right=right, verdict=verdict,
    )  # fmt: skip
    return _checked(state, event)


def erase(
    state: LedgerState,
    what: str | Iterable[RecordId],
    *,
    at: dt.datetime,
    actor: str,
    reason: str = "",
) -> tuple[Event, ...]:
    """Forget records, or all of a customer, one event for each customer.

    A customer without records is erased, with all ids that were merged into it and their pins. The
    history keeps the ids that it names; what to do with events that the host stored is its to say.

    Args:
        state: who is whom now.
        what: a golden id, or records.
        at: when this is.
        actor: who does it.
        reason: why.

    Raises:
        UnknownRecordError: if the ledger does not hold a record.
        LedgerError: if it is no customer now.
    """
    records = state.members(what) if isinstance(what, str) else in_order(set(what))
    leaving: dict[str, list[RecordId]] = {}
    for record in records:
        leaving.setdefault(state.golden_id(record), []).append(record)
    events = [
        Erased(
            number=state.number + place, at=at, actor=actor, reason=reason,
            golden_id=golden_id, records=tuple(leaving[golden_id]),
        )
        for place, golden_id in enumerate(sorted(leaving), start=1)
    ]  # fmt: skip
    return _checked(state, *events)


def _checked(state: LedgerState, *events: Event) -> tuple[Event, ...]:
    """Return events that fit the state."""
    Fold(state, Layer).run(events)
    return events


def _live(state: LedgerState, golden_id: str) -> None:
    if golden_id not in state.size:
        _refuse("live", "there is no such customer now", golden_id)


def _refuse(rule: str, what: str, *ids: object) -> NoReturn:
    named = ", ".join(sorted(map(str, ids))[:5])
    raise LedgerError(f"{what}: {named}" if named else what, rule=rule, ids=ids)
