"""A change request as it is now: a fold over its events."""

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Literal, NoReturn

from attrs import evolve, field, frozen

from custmdm._values import aware
from custmdm.errors import RequestError
from custmdm.steward.requests._commands import people_of
from custmdm.steward.requests._events import (
    EVENTS,
    Accepted,
    Amended,
    Applied,
    Approved,
    Conflicted,
    Expired,
    Rejected,
    RequestEvent,
    Revision,
    Stale,
    Submitted,
    Withdrawn,
)

Status = Literal[
    "invalid", "pending", "accepted", "conflicted", "applied", "rejected", "withdrawn", "expired"
]
CLOSED: frozenset[Status] = frozenset(("applied", "rejected", "withdrawn", "expired"))
_STATUS: Mapping[type[RequestEvent], Status] = {
    Accepted: "accepted",
    Applied: "applied",
    Conflicted: "conflicted",
    Expired: "expired",
    Rejected: "rejected",
    Withdrawn: "withdrawn",
}
Done = tuple[str, str, int]
# The commands that say which revision they are of.
_OF_REVISION = ("amend", "approve", "apply")
_NO_STALE: Mapping[str, Stale] = MappingProxyType({})


@frozen
class Approval:
    """Hold that somebody said yes to the revision of now."""

    actor: str
    at: dt.datetime = field(converter=aware)
    on_behalf_of: str | None = None

    @property
    def people(self) -> frozenset[str]:
        """Return the approver, and the one for whom they approved."""
        return people_of(self.actor, self.on_behalf_of)


@frozen(repr=False)
class Request:
    """Hold a change request, as its events up to a number tell it.

    Attributes:
        id: names the request.
        number: the number of its last event.
        status: "invalid" (its values are to be amended), "pending" (it waits for approvals),
            "accepted" (it waits to be applied), "conflicted" (it waits for a revision on new
            versions); and for good "applied", "rejected", "withdrawn" or "expired".
        revision: what is proposed now.
        submitters: who asked, and for whom.
        requesters: these, and all who amended it, and for whom. None of them approves it.
        approvals: the approvals of this revision.
        stale: of a conflict, the customers that changed.
        actor: who took the last step.
        at: when that was.
        done: the commands that had an effect by id: their kind, whose they were, and of which
            revision; 0 where they say none.
    """

    id: str
    number: int
    status: Status
    revision: Revision
    submitters: frozenset[str]
    requesters: frozenset[str]
    approvals: tuple[Approval, ...]
    stale: Mapping[str, Stale]
    actor: str
    at: dt.datetime = field(converter=aware)
    done: Mapping[str, Done]

    @property
    def customers(self) -> frozenset[str]:
        """Return the golden ids that it is about."""
        return frozenset(self.revision.versions)

    @property
    def is_open(self) -> bool:
        """Say whether anything can still become of it."""
        return self.status not in CLOSED

    @property
    def missing(self) -> int:
        """Return how many approvals it lacks."""
        return max(0, self.revision.approvals - len(self.approvals))

    def __repr__(self) -> str:
        return (
            f"<Request {self.id}: {self.status}, revision {self.revision.number}, "
            f"{len(self.approvals)} of {self.revision.approvals} approvals>"
        )


def replay(events: Iterable[RequestEvent], state: Request | None = None) -> Request:
    """Return the request that events lead to, from the first one on or from a state.

    Raises:
        RequestError: if an event does not fit what was before it, or there is none.
    """
    for event in events:
        state = _after(state, event)
    if state is None:
        raise RequestError("there are no events, and so no request", rule="unknown")
    return state


def _after(state: Request | None, event: RequestEvent) -> Request:
    if type(event) not in EVENTS:
        raise RequestError(f"a change request has no {type(event).__name__}", rule="type")
    if state is None:
        if event.number != 1 or not isinstance(event, Submitted):
            _misfit(event, "the first event is Submitted, with number 1", "number")
        people = people_of(event.actor, event.on_behalf_of)
        return Request(
            id=event.request, number=1, submitters=people, requesters=people,
            actor=event.actor, at=event.at, done=_done({}, event, 0), **_drafted(event.revision),
        )  # fmt: skip
    if event.request != state.id:
        _misfit(event, f"it is of the request {event.request}, not of {state.id}", "request")
    if event.number != state.number + 1:
        _misfit(event, f"its number is {event.number}, not {state.number + 1}", "number")
    if isinstance(event, Submitted) or not state.is_open:
        _misfit(event, f"it comes after the request was {state.status}", "status")
    return evolve(
        state, number=event.number, actor=event.actor, at=event.at,
        done=_done(state.done, event, state.revision.number), **_changed(state, event),
    )  # fmt: skip


def _changed(state: Request, event: RequestEvent) -> dict[str, Any]:
    """Return what an event changes besides what each does."""
    if isinstance(event, Amended):
        people = people_of(event.actor, event.on_behalf_of)
        return {"requesters": state.requesters | people, **_drafted(event.revision)}
    if isinstance(event, Approved):
        approval = Approval(event.actor, event.at, event.on_behalf_of)
        return {"approvals": (*state.approvals, approval)}
    stale = dict(event.stale) if isinstance(event, Conflicted) else _NO_STALE
    return {"status": _STATUS[type(event)], "stale": stale}


def _drafted(revision: Revision) -> dict[str, Any]:
    status: Status = "pending" if revision.is_valid else "invalid"
    return {"status": status, "revision": revision, "approvals": (), "stale": _NO_STALE}


def _done(known: Mapping[str, Done], event: RequestEvent, revision: int) -> Mapping[str, Done]:
    if event.by is None:
        return known
    of = revision if event.by in _OF_REVISION else 0
    return {**known, event.command: (event.by, event.actor, of)}


def _misfit(event: RequestEvent, what: str, rule: str) -> NoReturn:
    raise RequestError(
        f"event {event.number}: {what}", rule=rule, request=event.request, number=event.number
    )
