"""What happened to customers, as values."""

import datetime as dt
from typing import Any, Literal, get_args

from attrs import Attribute, field, frozen

from custmdm._values import aware
from custmdm.errors import ConfigurationError, did_you_mean
from custmdm.model import RecordId

Verdict = Literal["same", "different", "unsure"]
Mode = Literal["tree", "linear"]


def _one_of(_instance: object, attribute: "Attribute[Any]", value: Any) -> None:
    known = get_args(Mode if attribute.name == "mode" else Verdict)
    if value not in known:
        raise ConfigurationError(
            f"there is no {attribute.name} {value!r}. {did_you_mean(str(value), known)}"
        )


def _text(_instance: object, attribute: "Attribute[Any]", value: Any) -> None:
    if not isinstance(value, str):
        raise ConfigurationError(f"{attribute.name} is text, got {type(value).__name__}")


@frozen(kw_only=True)
class Event:
    """Be the base of what happened.

    Attributes:
        number: its place in the ledger, from 1, with no gaps.
        at: when it happened; a time without a zone is read as UTC.
        actor: who did it: a steward, a job.
        reason: why, in words.
    """

    number: int
    at: dt.datetime = field(converter=aware)
    actor: str = field(validator=_text)
    reason: str = ""


@frozen(kw_only=True)
class Created(Event):
    """Say that records that were not there before are a customer of their own."""

    golden_id: str = field(validator=_text)
    records: tuple[RecordId, ...]


@frozen(kw_only=True)
class Joined(Event):
    """Say that records that were not there before belong to a customer that was."""

    golden_id: str = field(validator=_text)
    records: tuple[RecordId, ...]


@frozen(kw_only=True)
class Moved(Event):
    """Say that some records of a customer belong to another one, and that this was so all along.

    It is a correction: no part of the customer's id went anywhere, as after a split.
    """

    golden_id: str = field(validator=_text)
    to: str = field(validator=_text)
    records: tuple[RecordId, ...]


@frozen(kw_only=True)
class Merged(Event):
    """Say that customers are one. The ids in `merged` redirect to `into` until this is undone."""

    into: str = field(validator=_text)
    merged: tuple[str, ...]


@frozen
class Part:
    """Hold the records of a split that go to one customer."""

    golden_id: str = field(validator=_text)
    records: tuple[RecordId, ...]


@frozen(kw_only=True)
class Split(Event):
    """Say that one customer was several.

    The parts go to new customers, or to some that are there already. What is in no part stays. An
    id that keeps nothing ends; it says for ever where its parts went.
    """

    golden_id: str = field(validator=_text)
    parts: tuple[Part, ...]


@frozen(kw_only=True)
class Unmerged(Event):
    """Say that ids that were merged into a customer are customers again.

    Attributes:
        golden_id: the customer that they were part of.
        released: the ids that come back, with the records that they came with.
        mode: "tree": with all that had been merged into them before; "linear": alone, what had been
            merged into them stays.
        heir: where the customer itself is released: the id under which the rest goes on.
    """

    golden_id: str = field(validator=_text)
    released: tuple[str, ...]
    mode: Mode = field(default="tree", validator=_one_of)
    heir: str | None = None


@frozen(kw_only=True)
class Pinned(Event):
    """Say that somebody holds a value of a customer fast. The ledger carries the pin as it is."""

    golden_id: str = field(validator=_text)
    pin: Any = field(repr=False)


@frozen(kw_only=True)
class Unpinned(Event):
    """Say that a pin of a customer no longer holds."""

    golden_id: str = field(validator=_text)
    pin: Any = field(repr=False)


@frozen(kw_only=True)
class Decided(Event):
    """Say what a steward decided on two records. It is kept, and changes no customer by itself."""

    left: RecordId
    right: RecordId
    verdict: Verdict = field(validator=_one_of)


@frozen(kw_only=True)
class Erased(Event):
    """Say that records are forgotten; the id of a customer without records is erased with them."""

    golden_id: str = field(validator=_text)
    records: tuple[RecordId, ...]


EVENTS: tuple[type[Event], ...] = (
    Created, Joined, Moved, Merged, Split, Unmerged, Pinned, Unpinned, Decided, Erased,
)  # fmt: skip
