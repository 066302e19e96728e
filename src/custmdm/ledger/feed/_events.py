"""What a change of customers is told as: one event for one golden id."""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from custmdm._hidden import hidden, hidden_parts


@frozen(kw_only=True)
class FeedEvent:
    """Be the base of what is told of one golden id.

    Attributes:
        golden_id: the id. Events of one id belong on one partition of a queue.
        version: counts the events of this id, from 1; `(golden_id, version)` names the event.
    """

    golden_id: str
    version: int


@frozen(kw_only=True)
class Created(FeedEvent):
    """Say that there is a customer: a new one, or one that is back after a merge was undone.

    Attributes:
        values: what is known of it, by attribute; nothing of an attribute without a value.
    """

    values: Mapping[str, Any] = field(repr=hidden_parts)


@frozen(kw_only=True)
class FieldChanged(FeedEvent):
    """Say that a value of a customer is another one.

    Attributes:
        path: the attribute; a unit, such as an address, changes whole.
        old: the value before; None where there was none, also of a collection.
        new: the value now; None where there is none.
    """

    path: str
    old: Any = field(repr=hidden)
    new: Any = field(repr=hidden)


@frozen(kw_only=True)
class Split(FeedEvent):
    """Say that parts of a customer are customers of their own.

    Attributes:
        parts: the ids that parts of it went to, all so far.
        ended: whether nothing is left under the id itself.
    """

    parts: tuple[str, ...]
    ended: bool = field(default=False)


@frozen(kw_only=True)
class Merged(FeedEvent):
    """Say that other customers became part of this one.

    Each of them has an event `Redirected` of its own, which is what changes a replica: this one
    says to those who follow the surviving id why it changed.

    Attributes:
        merged: their ids.
    """

    merged: tuple[str, ...]


@frozen(kw_only=True)
class Redirected(FeedEvent):
    """Say that an id was merged away, or that what it redirects to was merged in its turn.

    Attributes:
        to: the customer that it stands for now.
    """

    to: str


@frozen(kw_only=True)
class Absent(FeedEvent):
    """Say that the sources hold none of the records of a customer now; it may come back."""


@frozen(kw_only=True)
class Erased(FeedEvent):
    """Say that a customer is no more, and that what was kept of it is to be deleted."""


# In the order in which a diff tells them: a target is there before anything redirects to it.
EVENTS: tuple[type[FeedEvent], ...] = (
    Created, FieldChanged, Split, Merged, Redirected, Absent, Erased,
)  # fmt: skip
