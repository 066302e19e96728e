"""Change requests, their events and policies as JSON, and back."""

from collections.abc import Mapping
from typing import Any

from custmdm.errors import ConfigurationError, LedgerFileError, did_you_mean
from custmdm.ledger._files import closed, dumps, made, opened, opened_line
from custmdm.ledger._migrate import Step
from custmdm.model import Context
from custmdm.steward.requests._events import EVENTS, RequestEvent
from custmdm.steward.requests._plain import codec_of
from custmdm.steward.requests._policy import Grant, Level, Policy, RiskRule
from custmdm.steward.requests._state import Request

FORMAT = "custmdm.request_event"
REQUEST_FORMAT = "custmdm.request"
POLICY_FORMAT = "custmdm.request_policy"
VERSION = 1
# For each older version what makes of one of its objects one of the next version.
EVENT_STEPS: Mapping[int, Step] = {}
REQUEST_STEPS: Mapping[int, Step] = {}
POLICY_STEPS: Mapping[int, Step] = {}
_PARTS: tuple[tuple[str, Any], ...] = (
    ("levels", tuple[Level, ...]),
    ("rules", tuple[RiskRule, ...]),
    ("grants", tuple[Grant, ...]),
    ("kinds", dict[str, str] | None),
    ("context", Context),
    ("sources", frozenset[str]),
)


def event_to_json(event: RequestEvent, *, classes: tuple[type, ...] = ()) -> str:
    """Return an event of a request as one line of JSON.

    Args:
        event: the event.
        classes: the attrs classes of units, besides those that the library ships.

    Raises:
        LedgerFileError: if there is a value that JSON cannot hold.
    """
    if type(event) not in EVENTS:
        raise LedgerFileError(f"a change request has no {type(event).__name__}", rule="type")
    return dumps({FORMAT: VERSION, **codec_of(classes).event_to_plain(event)})


def event_from_json(text: str, *, classes: tuple[type, ...] = ()) -> RequestEvent:
    """Return the event of a request that JSON holds.

    Args:
        text: what `event_to_json` wrote.
        classes: the attrs classes of units, besides those that the library ships.

    Raises:
        LedgerFileError: if the text was cut, is of a newer version, or is something else.
    """
    plain = opened_line(text, FORMAT, "event of a change request", EVENT_STEPS, VERSION)
    return made(lambda: codec_of(classes).event_from_plain(plain), None)


def request_to_json(request: Request, *, classes: tuple[type, ...] = ()) -> str:
    """Return a request as JSON, to go on from without its events.

    Args:
        request: the request.
        classes: the attrs classes of units, besides those that the library ships.

    Raises:
        LedgerFileError: if there is a value that JSON cannot hold.
    """
    return closed(REQUEST_FORMAT, codec_of(classes).converter.unstructure(request))


def request_from_json(text: str, *, classes: tuple[type, ...] = ()) -> Request:
    """Return the request that JSON holds.

    Args:
        text: what `request_to_json` wrote.
        classes: the attrs classes of units, besides those that the library ships.

    Raises:
        LedgerFileError: if the text was cut or edited, is of a newer version, or is something
            else.
    """
    plain = opened(text, REQUEST_FORMAT, REQUEST_STEPS)
    return made(lambda: codec_of(classes).converter.structure(plain, Request), None)


def policy_to_json(policy: Policy) -> str:
    """Return a policy as JSON that people can write too.

    The record type is not written: hand it over to read the policy again.
    """
    converter = codec_of().converter
    parts = {name: converter.unstructure(getattr(policy, name), as_) for name, as_ in _PARTS}
    return dumps({POLICY_FORMAT: VERSION, **parts})


def policy_from_json(text: str, *, record: type | None = None) -> Policy:
    """Return the policy that JSON holds.

    Args:
        text: what `policy_to_json` wrote, or somebody by hand.
        record: the record type of the customers; None for a table.

    Raises:
        LedgerFileError: if the text is of a newer version, or is something else.
        ConfigurationError: if the policy cannot work; it names what is wrong.
    """
    what = "policy of change requests"
    plain = opened_line(text, POLICY_FORMAT, what, POLICY_STEPS, VERSION)
    known = dict(_PARTS)
    for name in plain:
        if name not in known:
            raise ConfigurationError(f"a policy has no {name!r}. {did_you_mean(name, known)}")
    converter = codec_of().converter
    # A setting that cannot work says so itself; all else is no policy.
    try:
        parts = {name: converter.structure(plain[name], known[name]) for name in plain}
    except ConfigurationError:
        raise
    except Exception as error:  # noqa: BLE001
        raise LedgerFileError(
            f"it does not hold what it should: {type(error).__name__}", rule="content"
        ) from None
    return Policy(record=record, **parts)
