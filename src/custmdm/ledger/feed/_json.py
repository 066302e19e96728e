"""Events of the feed, and replicas, as JSON, and back."""

from collections.abc import Mapping
from typing import Any

import attrs

from custmdm.ledger._files import closed, dumps, made, opened, opened_line
from custmdm.ledger._migrate import Step
from custmdm.ledger._plain import Codec
from custmdm.ledger.feed._events import EVENTS, FeedEvent
from custmdm.ledger.feed._replica import Replica, Seen

FORMAT = "custmdm.feed"
REPLICA_FORMAT = "custmdm.replica"
VERSION = 1
# For each older version what makes of one of its objects one of the next version.
EVENT_STEPS: Mapping[int, Step] = {}
REPLICA_STEPS: Mapping[int, Step] = {}
_CLASSES = {cls.__name__: cls for cls in EVENTS}
_TYPES: Mapping[str, type] = {
    "golden_id": str,
    "version": int,
    "path": str,
    "to": str,
    "ended": bool,
}
_LISTS = ("merged", "parts")


def event_to_json(event: FeedEvent, *, classes: tuple[type, ...] = ()) -> str:
    """Return an event as one line of JSON, for a queue or an outbox.

    >>> from custmdm.ledger.feed import Redirected
    >>> event_to_json(Redirected(golden_id="g2", version=3, to="g1"))
    '{"custmdm.feed":1,"type":"Redirected","golden_id":"g2","version":3,"to":"g1"}'

    Args:
        event: the event.
        classes: the attrs classes of units, besides those that the library ships.

    Raises:
        LedgerFileError: if there is a value that JSON cannot hold.
    """
    codec = Codec(classes)
    plain: dict[str, Any] = {FORMAT: VERSION, "type": type(event).__name__}
    for name, value in attrs.asdict(event, recurse=False).items():
        if name == "values":
            plain[name] = _values_to_plain(value, codec)
        elif name in ("old", "new"):
            plain[name] = codec.to_plain(value)
        else:
            plain[name] = list(value) if name in _LISTS else value
    return dumps(plain)


def event_from_json(text: str, *, classes: tuple[type, ...] = ()) -> FeedEvent:
    """Return the event that JSON holds.

    Args:
        text: what `event_to_json` wrote.
        classes: the attrs classes of units, besides those that the library ships.

    Raises:
        LedgerFileError: if the text was cut, is of a newer version, or is something else.
    """
    plain = opened_line(text, FORMAT, "event of a change feed", EVENT_STEPS, VERSION)
    return made(lambda: _event(plain, Codec(classes)), None)


def _event(plain: dict[str, Any], codec: Codec) -> FeedEvent:
    cls = _CLASSES[plain.pop("type")]
    for name, value in plain.items():
        expected = _TYPES.get(name)
        if expected is not None and type(value) is not expected:
            raise ValueError
        if name == "values":
            plain[name] = _values_from_plain(value, codec)
        elif name in ("old", "new"):
            plain[name] = codec.from_plain(value)
        elif name in _LISTS:
            plain[name] = _texts(value)
    return cls(**plain)


def replica_to_json(replica: Replica, *, classes: tuple[type, ...] = ()) -> str:
    """Return a replica as JSON, with the versions that it was told.

    Args:
        replica: the replica.
        classes: the attrs classes of units, besides those that the library ships.

    Raises:
        LedgerFileError: if there is a value that JSON cannot hold.
    """
    codec = Codec(classes)
    plain = {
        "customers": {g: _values_to_plain(v, codec) for g, v in replica.customers.items()},
        "redirects": dict(replica.redirects),
        "parts": {golden_id: list(to) for golden_id, to in replica.parts.items()},
        "absent": sorted(replica.absent),
        "seen": {
            golden_id: [
                seen.last, seen.status, seen.parts, dict(seen.fields),
                _values_to_plain(seen.waiting, codec),
            ]
            for golden_id, seen in replica.seen.items()
        },
    }  # fmt: skip
    return closed(REPLICA_FORMAT, plain)


def replica_from_json(text: str, *, classes: tuple[type, ...] = ()) -> Replica:
    """Return the replica that JSON holds.

    Args:
        text: what `replica_to_json` wrote.
        classes: the attrs classes of units, besides those that the library ships.

    Raises:
        LedgerFileError: if the text was cut or edited, is of a newer version, or is something
            else.
    """
    plain = opened(text, REPLICA_FORMAT, REPLICA_STEPS)
    codec = Codec(classes)
    return made(
        lambda: Replica(
            {g: _values_from_plain(values, codec) for g, values in plain["customers"].items()},
            plain["redirects"],
            {golden_id: _texts(to) for golden_id, to in plain["parts"].items()},
            frozenset(_texts(plain["absent"])),
            {
                golden_id: Seen(last, status, parts, fields, _values_from_plain(waiting, codec))
                for golden_id, (last, status, parts, fields, waiting) in plain["seen"].items()
            },
        ),
        None,
    )


def _values_to_plain(values: Mapping[str, Any], codec: Codec) -> dict[str, Any]:
    return {path: codec.to_plain(value) for path, value in values.items()}


def _values_from_plain(plain: Mapping[str, Any], codec: Codec) -> dict[str, Any]:
    return {path: codec.from_plain(value) for path, value in plain.items()}


def _texts(values: list[Any]) -> tuple[str, ...]:
    if not all(type(value) is str for value in values):
        raise ValueError  # ids are texts
    return tuple(values)
