"""From two states of the customers to the events that lead from one to the other."""

from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any

from custmdm._values import identity
from custmdm.ledger.feed._events import (
    EVENTS,
    Absent,
    Created,
    Erased,
    FeedEvent,
    FieldChanged,
    Merged,
    Redirected,
    Split,
)
from custmdm.ledger.feed._replica import Replica

_Told = tuple[type[FeedEvent], str, dict[str, Any]]
_TEXT = frozenset((str,))
_golden_id = itemgetter(1)


def diff(before: Replica, after: Replica) -> tuple[FeedEvent, ...]:
    """Return the events that make of one state of the customers another, and no event more.

    What did not change is not told; nor is that another record now says the same value. An event
    is of one golden id and has the next version of it, so that events that come twice or out of
    order do no harm: see :func:`apply_events`.

    >>> before = Replica({"g1": {"name": "Ann"}, "g2": {"name": "Ann L."}})
    >>> after = Replica({"g1": {"name": "Ann Lee"}}, redirects={"g2": "g1"})
    >>> for event in diff(before, after):
    ...     print(event)
    FieldChanged(golden_id='g1', version=1, path='name', old=***, new=***)
    Merged(golden_id='g1', version=2, merged=('g2',))
    Redirected(golden_id='g2', version=1, to='g1')

    Args:
        before: what was told so far: what :func:`apply_events` made of the last diff, or an empty
            ``Replica()``. The versions go on from there.
        after: what is so now: ``Replica.of(result.golden, result.crosswalk)``.
    """
    told: dict[type[FeedEvent], list[_Told]] = {cls: [] for cls in EVENTS}
    for one in (*_customers(before, after), *_ids(before, after)):
        told[one[0]].append(one)
    last: dict[str, int] = {}
    events: list[FeedEvent] = []
    for of_class in told.values():
        of_class.sort(key=_golden_id)  # stable: attributes keep their order
        for cls, golden_id, what in of_class:
            known = last.get(golden_id)
            version = (before.version(golden_id) if known is None else known) + 1
            last[golden_id] = version
            events.append(cls(golden_id=golden_id, version=version, **what))
    return tuple(events)


def _customers(before: Replica, after: Replica) -> Iterator[_Told]:
    """Yield what is told of those that are customers now."""
    known = before.customers
    for golden_id, values in after.customers.items():
        old = known.get(golden_id)
        if old is None:
            yield Created, golden_id, {"values": values}
        elif old is not values and not _alike(old, values):
            for path in _changed(old, values):
                change = {"path": path, "old": old.get(path), "new": values.get(path)}
                yield FieldChanged, golden_id, change


def _alike(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Say at once, of nearly all customers, that nothing changed."""
    # Other values than texts may be equal and not the same: 1 and True.
    return old == new and _TEXT.issuperset(map(type, new.values()))


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    found = []
    for path, value in new.items():
        was = old.get(path)
        if was is not value and identity(was) != identity(value):
            found.append(path)
    return [*found, *(path for path in old if path not in new)]


def _ids(before: Replica, after: Replica) -> Iterator[_Told]:
    """Yield what is told of ids that were split, and of those that are no customers now."""
    gone = before.customers.keys() - after.customers.keys()
    others = {
        *gone, *before.redirects, *before.absent, *before.parts,
        *after.redirects, *after.absent, *after.parts,
    }  # fmt: skip
    merged: dict[str, list[str]] = {}
    for golden_id in sorted(others):
        was, now = _status(before, golden_id), _status(after, golden_id)
        parts = after.parts.get(golden_id, ())
        ended = now == "split" and was != "split"
        if ended or (now is not None and parts != before.parts.get(golden_id, ())):
            yield Split, golden_id, {"parts": parts, "ended": now == "split"}
        if now == "redirected":
            to = after.redirects[golden_id]
            if was != "redirected":
                merged.setdefault(to, []).append(golden_id)
            if was != "redirected" or before.redirects[golden_id] != to:
                yield Redirected, golden_id, {"to": to}
        elif now == "absent" and was != "absent":
            yield Absent, golden_id, {}
        elif now is None and was is not None:
            yield Erased, golden_id, {}
    for to, golden_ids in merged.items():
        if to in after.customers:
            yield Merged, to, {"merged": tuple(golden_ids)}


def _status(replica: Replica, golden_id: str) -> str | None:
    if golden_id in replica.customers:
        return "customer"
    if golden_id in replica.redirects:
        return "redirected"
    if golden_id in replica.absent:
        return "absent"
    return "split" if golden_id in replica.parts else None
