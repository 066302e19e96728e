"""What somebody may want of a change request: one command for each step."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import attrs
from attrs import field, frozen

from custmdm._values import aware
from custmdm.errors import ConfigurationError
from custmdm.steward.requests._proposals import Proposal, of_type, text, texts

_NONE: Mapping[str, int] = {}


def names(given: Iterable[str]) -> frozenset[str]:
    """Return a set of texts."""
    return frozenset(texts(given))


def _proposals(given: Iterable[Proposal]) -> tuple[Proposal, ...]:
    found = (given,) if isinstance(given, Proposal) else tuple(given)
    if not found:
        raise ConfigurationError("proposals holds none; a request proposes something")
    for one in found:
        if not (isinstance(one, Proposal) and one.kind):
            raise ConfigurationError(f"proposals holds a {type(one).__name__}, which is none")
    return found


def versions_of(given: Mapping[str, int]) -> dict[str, int]:
    """Return versions by golden id, all of them whole numbers."""
    if not isinstance(given, Mapping):
        raise ConfigurationError(f"versions is a mapping by golden id, got {type(given).__name__}")
    for golden_id, version in given.items():
        if type(version) is not int or version < 0:
            raise ConfigurationError(
                f"versions: that of {golden_id} is a whole number from 0, "
                f"got {type(version).__name__}"
            )
    return dict(given)


def _amount(_instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    if value is None:
        return
    if type(value) not in (int, float) or not 0 <= value < float("inf"):
        raise ConfigurationError(f"{attribute.name} is a number from 0")


@frozen
class Actor:
    """Say who acts, as the host knows them: it has checked who they are.

    Attributes:
        id: a stable id; by it the requester and the approvers are told apart.
        roles: their roles.
        customers: the golden ids of their own, where they are a customer too.
    """

    id: str = field(validator=text)
    roles: frozenset[str] = field(converter=names, default=frozenset())
    customers: frozenset[str] = field(converter=names, default=frozenset())


@frozen
class Facts:
    """Say what the host knows and risk may hang on; None is not known.

    Attributes:
        confirmed: those of the customers named that somebody has confirmed.
        records: how many records the customers named have together.
        value: what is at risk, in whatever the host counts.
    """

    confirmed: frozenset[str] | None = field(
        converter=attrs.converters.optional(names), default=None
    )
    records: int | None = field(validator=_amount, default=None)
    value: float | None = field(validator=_amount, default=None)


@frozen(kw_only=True)
class Command:
    """Be the base of what somebody may want.

    Attributes:
        id: names this command; a command that comes twice has one effect.
        request: the id of the change request.
        actor: who wants it.
        at: when; a time without a zone is read as UTC.
        comment: why, in words.
        on_behalf_of: the id of the one for whom they act, if that is another.
    """

    kind: ClassVar[str] = ""
    id: str = field(validator=text)
    request: str = field(validator=text)
    actor: Actor = field(validator=of_type(Actor))
    at: dt.datetime = field(converter=aware)
    comment: str = field(default="", repr=False, validator=of_type(str))
    on_behalf_of: str | None = field(default=None, validator=attrs.validators.optional(text))

    @property
    def people(self) -> frozenset[str]:
        """Return the one who acts, and the one for whom they do."""
        return people_of(self.actor.id, self.on_behalf_of)


def people_of(actor: str, on_behalf_of: str | None) -> frozenset[str]:
    """Return the one who acts, and the one for whom they do."""
    return frozenset((actor,) if on_behalf_of is None else (actor, on_behalf_of))


@frozen(kw_only=True)
class Submit(Command):
    """Ask for a change.

    Attributes:
        proposals: what is proposed; all of it is done, or nothing.
        versions: the base: the version of each customer that the proposals were made on. An id that
            is left out has version 0: it was never given. More than is named may be handed in.
        facts: what risk may hang on.
    """

    kind: ClassVar[str] = "submit"
    proposals: tuple[Proposal, ...] = field(converter=_proposals)
    versions: Mapping[str, int] = field(converter=versions_of, default=_NONE)
    facts: Facts = field(default=Facts(), validator=of_type(Facts))


@frozen(kw_only=True)
class Amend(Submit):
    """Put other proposals, or the same on new versions, in the place of a revision.

    Attributes:
        revision: the number of the revision that it replaces.
    """

    kind: ClassVar[str] = "amend"
    revision: int


@frozen(kw_only=True)
class Approve(Command):
    """Say yes to a revision."""

    kind: ClassVar[str] = "approve"
    revision: int


@frozen(kw_only=True)
class Reject(Command):
    """Say no to a request, for good."""

    kind: ClassVar[str] = "reject"


@frozen(kw_only=True)
class Withdraw(Command):
    """Take a request of one's own back."""

    kind: ClassVar[str] = "withdraw"


@frozen(kw_only=True)
class Apply(Command):
    """Carry an accepted request out, if its customers are as they were.

    Attributes:
        revision: the number of the revision that is carried out.
        versions: the versions of now. An id that is left out has version 0.
    """

    kind: ClassVar[str] = "apply"
    revision: int
    versions: Mapping[str, int] = field(converter=versions_of)


@frozen(kw_only=True)
class Expire(Command):
    """Close a request that is past its due date."""

    kind: ClassVar[str] = "expire"


COMMANDS: tuple[type[Command], ...] = (Submit, Amend, Approve, Reject, Withdraw, Apply, Expire)
# What a grant can allow; to withdraw what one asked for takes none.
GRANTED = tuple(cls.kind for cls in COMMANDS if cls is not Withdraw)
