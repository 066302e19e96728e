"""A hash chain over events: what was changed afterwards shows."""

import hashlib
import json
from collections.abc import Iterable, Sequence

from custmdm.ledger._events import Event
from custmdm.ledger._plain import Codec


def chain(
    events: Iterable[Event], previous: bytes = b"", *, classes: tuple[type, ...] = ()
) -> list[bytes]:
    """Return a digest for each event that hangs on all events before it.

    Keep the digests, or the last of them, where who writes events cannot write.

    Args:
        events: the events, in order.
        previous: the digest of the event before the first one.
        classes: attrs classes of your own that pins hold.
    """
    codec, digests = Codec(classes), []
    for event in events:
        plain = codec.event_to_plain(event)
        previous = link_of(previous, canonical(plain))
        digests.append(previous)
    return digests


def verify(
    events: Iterable[Event],
    digests: Sequence[bytes],
    previous: bytes = b"",
    *,
    first: int = 1,
    classes: tuple[type, ...] = (),
) -> int | None:
    """Return the number of the first event that is not as it was, or None if all are.

    An event that was edited, left out, put in or moved shows at its place; one that is missing at
    the end, or too many, at the number where the two part.

    >>> import datetime as dt
    >>> from custmdm.ledger import Merged
    >>> at = dt.datetime(2026, 5, 1)
    >>> events = [Merged(number=n, at=at, actor="li", into="g1", merged=(f"g{n}",)) for n in (1, 2)]
    >>> digests = chain(events)
    >>> verify(events, digests), verify(events[:1], digests), verify(events[1:], digests)
    (None, 2, 1)

    Args:
        events: the events, in order.
        digests: what `chain` gave for them.
        previous: the digest of the event before the first one.
        first: the number that the first of them has to have.
        classes: attrs classes of your own that pins hold.
    """
    found = chain(events, previous, classes=classes)
    for place, (digest, known) in enumerate(zip(found, digests, strict=False)):
        if digest != known:
            return first + place
    return None if len(found) == len(digests) else first + min(len(found), len(digests))


def canonical(plain: object) -> bytes:
    """Return JSON in the one way that digests are made of."""
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def link_of(previous: bytes, told: bytes) -> bytes:
    """Return the digest of something told after all that a digest stands for."""
    return hashlib.sha256(previous + told).digest()
