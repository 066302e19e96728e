"""What events make of a replica, whatever the order they come in."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from attrs import evolve

from custmdm.errors import LedgerError
from custmdm.ledger.feed._events import (
    Absent,
    Created,
    Erased,
    FeedEvent,
    FieldChanged,
    Merged,
    Redirected,
    Split,
)
from custmdm.ledger.feed._replica import Replica, Seen

_NEW = Seen()


def apply_events(replica: Replica, events: Iterable[FeedEvent]) -> Replica:
    """Return the replica after some events. This one stays as it is.

    After all events of one or several diffs it is what the last diff was given as `after`, also if
    they came in another order, or some of them twice: of each golden id and each of its attributes
    the newest version counts. So an id stays known when its customer is erased, with a version and
    nothing else: a `Created` that comes late does not bring it back.

    >>> from custmdm.ledger.feed import diff
    >>> first, then = Replica({"g1": {"name": "Ann"}}), Replica({"g1": {"name": "Anna"}})
    >>> told = diff(Replica(), first)
    >>> told += diff(apply_events(Replica(), told), then)
    >>> apply_events(Replica(), [*reversed(told), told[0]]) == then
    True

    The maps are copied once a call, so many events at once are cheaper than one by one.

    Args:
        replica: what was known before.
        events: what is told.

    Raises:
        LedgerError: if one is no event of the feed.
    """
    fold = _Fold(replica)
    for event in events:
        handler = _HANDLERS.get(type(event))
        if handler is None:
            raise LedgerError(
                f"a change feed holds no {type(event).__name__}; the ledger has its own events",
                rule="type",
            )
        handler(fold, event)
    return Replica(fold.customers, fold.redirects, fold.parts, frozenset(fold.absent), fold.seen)


class _Fold:
    """Be a replica that events change."""

    def __init__(self, replica: Replica) -> None:
        self.customers = dict(replica.customers)
        self.redirects = dict(replica.redirects)
        self.parts = dict(replica.parts)
        self.absent = set(replica.absent)
        self.seen = dict(replica.seen)

    def created(self, event: Created) -> None:
        if self._new_status(event):
            seen = self.seen[event.golden_id]
            values = event.values
            if seen.fields:
                values = dict(values)
                for path in seen.fields:
                    _put(values, path, seen.waiting.get(path))
                self.seen[event.golden_id] = evolve(seen, waiting={})
            self.customers[event.golden_id] = values

    def field_changed(self, event: FieldChanged) -> None:
        golden_id, version, path = event.golden_id, event.version, event.path
        seen = self._saw(event)
        if version <= max(seen.status, seen.fields.get(path, 0)):
            return
        waiting = seen.waiting
        if golden_id in self.customers:
            values = dict(self.customers[golden_id])
            _put(values, path, event.new)
            self.customers[golden_id] = values
        else:
            waiting = {**waiting, path: event.new}
        fields = {**seen.fields, path: version}
        self.seen[golden_id] = evolve(seen, fields=fields, waiting=waiting)

    def split(self, event: Split) -> None:
        self._new_parts(event, event.parts)
        if event.ended:
            self._new_status(event)

    def merged(self, event: Merged) -> None:
        self._saw(event)

    def redirected(self, event: Redirected) -> None:
        if self._new_status(event):
            self.redirects[event.golden_id] = event.to

    def absent_now(self, event: Absent) -> None:
        if self._new_status(event):
            self.absent.add(event.golden_id)

    def erased(self, event: Erased) -> None:
        self._new_parts(event, ())
        self._new_status(event)

    def _new_parts(self, event: FeedEvent, parts: tuple[str, ...]) -> None:
        golden_id, seen = event.golden_id, self._saw(event)
        if event.version <= seen.parts:
            return
        self.seen[golden_id] = evolve(seen, parts=event.version)
        if parts:
            self.parts[golden_id] = parts
        else:
            self.parts.pop(golden_id, None)

    def _new_status(self, event: FeedEvent) -> bool:
        """Say whether an event is the newest that says what an id is; if so, forget what it was."""
        golden_id, version = event.golden_id, event.version
        seen = self.seen.get(golden_id)
        if seen is not None and version <= seen.status:
            return False
        known = self.customers.pop(golden_id, _NEW.waiting if seen is None else seen.waiting)
        self.redirects.pop(golden_id, None)
        self.absent.discard(golden_id)
        if seen is None:
            self.seen[golden_id] = Seen(version, version)
            return True
        # What is newer than this event is kept, for a customer that is back after it.
        fields = {path: at for path, at in seen.fields.items() if at > version}
        waiting = {path: known.get(path) for path in fields}
        self.seen[golden_id] = Seen(max(version, seen.last), version, seen.parts, fields, waiting)
        return True

    def _saw(self, event: FeedEvent) -> Seen:
        seen = self.seen.get(event.golden_id, _NEW)
        if event.version > seen.last:
            self.seen[event.golden_id] = seen = evolve(seen, last=event.version)
        return seen


def _put(values: dict[str, Any], path: str, value: Any) -> None:
    if value is None:
        values.pop(path, None)
    else:
        values[path] = value


_HANDLERS: Mapping[type[FeedEvent], Callable[[_Fold, Any], None]] = {
    Created: _Fold.created,
    FieldChanged: _Fold.field_changed,
    Split: _Fold.split,
    Merged: _Fold.merged,
    Redirected: _Fold.redirected,
    Absent: _Fold.absent_now,
    Erased: _Fold.erased,
}
