"""What happened to a change request, as values."""

import datetime as dt
from collections.abc import Mapping
from typing import ClassVar

from attrs import field, frozen
from attrs.converters import optional

from custmdm._values import aware
from custmdm.model import Issue, Severity
from custmdm.steward.requests._commands import Facts
from custmdm.steward.requests._proposals import Proposal


@frozen
class Revision:
    """Hold what is proposed, what is wrong with it, and what it takes.

    Attributes:
        number: from 1; each amendment makes the next one.
        proposals: what is proposed, with standard values; what has none is as it was written.
        versions: the version of each customer named that they were made on.
        facts: what the host knew.
        issues: what is wrong with the values; `row` is the place of the proposal, from 0.
        risk: the level of risk.
        approvals: how many approvals it takes.
        approvers: one of these roles approves; none: any that may.
        due: the date after which it can be closed; None: never.
    """

    number: int
    proposals: tuple[Proposal, ...]
    versions: Mapping[str, int]
    facts: Facts
    issues: tuple[Issue, ...]
    risk: str
    approvals: int
    approvers: frozenset[str] = frozenset()
    due: dt.datetime | None = field(default=None, converter=optional(aware))

    @property
    def is_valid(self) -> bool:
        """Say whether nothing is wrong that blocks it: warnings do not."""
        return all(issue.severity is not Severity.ERROR for issue in self.issues)


@frozen
class Stale:
    """Hold the version of a customer that a request was made on, and the one that it has."""

    base: int
    current: int


@frozen(kw_only=True)
class RequestEvent:
    """Be the base of what happened.

    Attributes:
        number: its place in the request, from 1, with no gaps.
        request: the id of the request.
        command: the id of the command that it came of.
        actor: the id of the one who acted.
        at: when it happened.
        comment: why, in words.
        on_behalf_of: the id of the one for whom they acted.
    """

    by: ClassVar[str | None] = None  # the kind of command that it answers; None: it goes with one
    number: int
    request: str
    command: str
    actor: str
    at: dt.datetime = field(converter=aware)
    comment: str = field(default="", repr=False)
    on_behalf_of: str | None = None


@frozen(kw_only=True)
class Submitted(RequestEvent):
    """Say that somebody asked for a change."""

    by: ClassVar[str | None] = "submit"
    revision: Revision


@frozen(kw_only=True)
class Amended(RequestEvent):
    """Say that somebody asked for another change instead. The approvals are gone."""

    by: ClassVar[str | None] = "amend"
    revision: Revision


@frozen(kw_only=True)
class Approved(RequestEvent):
    """Say that one approver said yes to a revision."""

    by: ClassVar[str | None] = "approve"
    revision: int


@frozen(kw_only=True)
class Accepted(RequestEvent):
    """Say that a revision has all the approvals that it takes."""

    revision: int


@frozen(kw_only=True)
class Rejected(RequestEvent):
    """Say that somebody said no."""

    by: ClassVar[str | None] = "reject"


@frozen(kw_only=True)
class Withdrawn(RequestEvent):
    """Say that who asked took it back."""

    by: ClassVar[str | None] = "withdraw"


@frozen(kw_only=True)
class Conflicted(RequestEvent):
    """Say that customers have changed since the request was made; nothing was done.

    Attributes:
        stale: the customers, with both versions.
    """

    by: ClassVar[str | None] = "apply"
    stale: Mapping[str, Stale]


@frozen(kw_only=True)
class Applied(RequestEvent):
    """Say that the request was carried out."""

    by: ClassVar[str | None] = "apply"


@frozen(kw_only=True)
class Expired(RequestEvent):
    """Say that the request was closed after its due date."""

    by: ClassVar[str | None] = "expire"


EVENTS: tuple[type[RequestEvent], ...] = (
    Submitted, Amended, Approved, Accepted, Rejected, Withdrawn, Conflicted, Applied, Expired,
)  # fmt: skip
