"""Ledgers, states and crosswalks as JSON, and back."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from custmdm._values import aware
from custmdm.errors import LedgerFileError
from custmdm.ledger import _migrate
from custmdm.ledger._chain import canonical, link_of
from custmdm.ledger._events import Event
from custmdm.ledger._files import closed, dumps, loads, made, opened, refuse, version_of
from custmdm.ledger._fold import Absorbed
from custmdm.ledger._migrate import Step, check_version, migrate
from custmdm.ledger._plain import Codec, by_record, rows
from custmdm.ledger._state import LedgerState
from custmdm.model import Crosswalk

EVENTS_FORMAT = "custmdm.ledger"
STATE_FORMAT = "custmdm.ledger_state"
CROSSWALK_FORMAT = "custmdm.crosswalk"


def events_to_json(events: Iterable[Event], *, classes: tuple[type, ...] = ()) -> str:
    """Return a whole ledger as JSON lines: a header, an event a line, and a line that closes it.

    The last line holds how many events there are, and the last digest of a hash chain over all
    lines, so that a file that was cut or edited is refused.

    Args:
        events: the events, in order.
        classes: attrs classes of your own that pins hold.

    Raises:
        LedgerFileError: if there is a value that JSON cannot hold.
    """
    return "".join(f"{line}\n" for line in events_to_lines(events, classes=classes))


def events_to_lines(events: Iterable[Event], *, classes: tuple[type, ...] = ()) -> Iterator[str]:
    """Yield the lines of :func:`events_to_json`, for a ledger that is written as it is made."""
    codec, digest, count = Codec(classes), b"", 0
    header = {"format": EVENTS_FORMAT, "version": _migrate.VERSION}
    yield json.dumps(header)
    digest = link_of(digest, canonical(header))
    for event in events:
        line = dumps(codec.event_to_plain(event))
        digest = link_of(digest, line.encode("utf-8", "surrogatepass"))
        count += 1
        yield line
    yield json.dumps({"events": count, "digest": digest.hex()})


def events_from_json(
    lines: str | Iterable[str], *, classes: tuple[type, ...] = ()
) -> tuple[Event, ...]:
    """Return the events of a saved ledger.

    Args:
        lines: the text, or its lines, as of an open file.
        classes: attrs classes of your own that pins hold.

    Raises:
        LedgerFileError: if the file was cut or edited, is of a newer version, or is something
            else. Its `number` is the line, from 1.
    """
    return tuple(_events(lines, classes, _migrate.EVENT_STEPS))


def _events(
    lines: str | Iterable[str],
    classes: tuple[type, ...],
    steps: Mapping[int, Step],
    to: int = _migrate.VERSION,
) -> Iterator[Event]:
    # Not splitlines: JSON leaves U+2028 and the like as they are, and they end no line.
    given = iter(lines.removesuffix("\n").split("\n") if isinstance(lines, str) else lines)
    codec = Codec(classes)
    header = loads(next(given, ""), 1)
    version = check_version(version_of(header, EVENTS_FORMAT), steps, to)
    digest, count, ended = link_of(b"", canonical(header)), 0, False
    for number, raw in enumerate(given, start=2):
        line = raw.rstrip("\r\n")
        if ended:
            refuse("there is more after the end of the ledger", number, "closed")
        plain = loads(line, number)
        if "digest" in plain:
            if plain.get("events") != count or plain["digest"] != digest.hex():
                refuse("the file was edited, or lines are missing", number, "digest")
            ended = True
            continue
        digest = link_of(digest, line.encode("utf-8", "surrogatepass"))
        count += 1
        try:
            event = codec.event_from_plain(migrate(plain, version, steps, to))
        except LedgerFileError:
            raise
        # As in made, without a call an event.
        except Exception as error:  # noqa: BLE001
            refuse(f"it does not hold what it should: {type(error).__name__}", number, "content")
        yield event
    if not ended:
        refuse("the file was cut: its last line is missing", count + 2, "closed")


# -- states and crosswalks ----------------------------------------------------------------------


def state_to_json(state: LedgerState, *, classes: tuple[type, ...] = ()) -> str:
    """Return a state as JSON, to go on from without the events that led to it.

    Raises:
        LedgerFileError: if there is a value that JSON cannot hold.
    """
    codec = Codec(classes)
    return closed(
        STATE_FORMAT,
        {
            "number": state.number,
            "home": rows(state.home),
            "absorbed": {
                g: [a.into, a.number, a.at.isoformat()] for g, a in state.absorbed.items()
            },
            "customers": sorted(state.size),
            "parts": {g: list(to) for g, to in state.parts.items()},
            "erased": sorted(state.erased),
            "pins": {g: [codec.to_plain(pin) for pin in pins] for g, pins in state.pins.items()},
            "since": _times(state.since),
            "versions": dict(state.versions),
        },
    )


def state_from_json(text: str, *, classes: tuple[type, ...] = ()) -> LedgerState:
    """Return the state that JSON holds.

    Raises:
        LedgerFileError: if the text was cut or edited, is of a newer version, or is something
            else.
    """
    plain = opened(text, STATE_FORMAT, _migrate.STATE_STEPS)
    codec = Codec(classes)
    return made(lambda: _state(plain, codec), None)


def _state(plain: Mapping[str, Any], codec: Codec) -> LedgerState:
    home = by_record(plain["home"])
    own: dict[str, set[Any]] = {}
    for record, golden_id in home.items():
        own.setdefault(golden_id, set()).add(record)
    absorbed = {
        golden_id: Absorbed(into, number, dt.datetime.fromisoformat(at))
        for golden_id, (into, number, at) in plain["absorbed"].items()
    }
    below: dict[str, set[str]] = {}
    for golden_id, joined in absorbed.items():
        below.setdefault(joined.into, set()).add(golden_id)
    size = dict.fromkeys(plain["customers"], 0)
    for golden_id, members in own.items():
        root, steps = golden_id, 0
        while root in absorbed:
            root, steps = absorbed[root].into, steps + 1
            if steps > len(absorbed):
                raise ValueError  # ids are merged in a circle
        size[root] += len(members)
    return LedgerState(
        number=plain["number"],
        home=home,
        own={golden_id: frozenset(members) for golden_id, members in own.items()},
        absorbed=absorbed,
        below={golden_id: frozenset(ids) for golden_id, ids in below.items()},
        size=size,
        parts={golden_id: tuple(to) for golden_id, to in plain["parts"].items()},
        erased=frozenset(plain["erased"]),
        pins={g: tuple(map(codec.from_plain, pins)) for g, pins in plain["pins"].items()},
        since=_read_times(plain["since"]),
        versions=plain["versions"],
    )


def crosswalk_to_json(crosswalk: Crosswalk) -> str:
    """Return a crosswalk as JSON, to be the `previous` one of the next run.

    Raises:
        LedgerFileError: if a record has a key that JSON cannot hold.
    """
    return closed(
        CROSSWALK_FORMAT,
        {
            "ids": rows(crosswalk.ids),
            "created": list(crosswalk.created),
            "redirects": dict(crosswalk.redirects),
            "since": _times(crosswalk.since),
            "parts": {g: list(to) for g, to in crosswalk.parts.items()},
            "absent": rows(crosswalk.absent),
        },
    )


def crosswalk_from_json(text: str) -> Crosswalk:
    """Return the crosswalk that JSON holds.

    Raises:
        LedgerFileError: if the text was cut or edited, is of a newer version, or is something
            else.
    """
    plain = opened(text, CROSSWALK_FORMAT, _migrate.CROSSWALK_STEPS)
    return made(
        lambda: Crosswalk(
            by_record(plain["ids"]),
            created=tuple(plain["created"]),
            redirects=plain["redirects"],
            since=_read_times(plain["since"]),
            parts={g: tuple(to) for g, to in plain["parts"].items()},
            absent=by_record(plain["absent"]),
        ),
        None,
    )


def _times(times: Mapping[str, dt.datetime]) -> dict[str, list[str]]:
    """Return ids by time, for many have one: less to write and to read."""
    found: dict[str, list[str]] = {}
    for golden_id, at in times.items():
        found.setdefault(at.isoformat(), []).append(golden_id)
    return found


def _read_times(written: Mapping[str, list[str]]) -> dict[str, dt.datetime]:
    return {
        golden_id: at
        for text, golden_ids in written.items()
        for at in [aware(dt.datetime.fromisoformat(text))]
        for golden_id in golden_ids
    }
