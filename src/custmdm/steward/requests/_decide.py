"""What a command comes to: the request after it, and the events."""

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from custmdm.errors import (
    ConfigurationError,
    NotAllowedError,
    RequestError,
    StaleVersionError,
)
from custmdm.steward.requests._check import checked
from custmdm.steward.requests._commands import (
    Amend,
    Apply,
    Approve,
    Command,
    Expire,
    Reject,
    Submit,
    Withdraw,
)
from custmdm.steward.requests._events import (
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
from custmdm.steward.requests._policy import Policy
from custmdm.steward.requests._proposals import Proposal
from custmdm.steward.requests._state import Request, replay

Events = tuple[RequestEvent, ...]


def decide(
    state: Request | None, command: Command, policy: Policy
) -> tuple[Request, tuple[RequestEvent, ...]]:
    """Return the request after a command, and the events that led there.

    A command that had its effect before gives no event. One that is refused raises, and nothing was
    done. That customers have changed since is neither: it is an event, and the request stays in
    conflict until somebody amends it.

    >>> import datetime as dt
    >>> from custmdm.model import Person
    >>> from custmdm.steward.requests import Actor, Grant, Level, Merge, Submit
    >>> policy = Policy(
    ...     record=Person,
    ...     levels=[Level("any", 1)],
    ...     grants=[Grant("steward", {"submit", "approve", "apply"})],
    ... )
    >>> li, wang = Actor("li", {"steward"}), Actor("wang", {"steward"})
    >>> at = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    >>> submit = Submit(
    ...     id="c1",
    ...     request="R1",
    ...     actor=li,
    ...     at=at,
    ...     proposals=[Merge(("G1", "G2"))],
    ...     versions={"G1": 3, "G2": 1},
    ... )
    >>> request, events = decide(None, submit, policy)
    >>> request
    <Request R1: pending, revision 1, 0 of 1 approvals>
    >>> yes = Approve(id="c2", request="R1", actor=wang, at=at, revision=1)
    >>> request, events = decide(request, yes, policy)
    >>> [type(event).__name__ for event in events]
    ['Approved', 'Accepted']
    >>> now = {"G1": 3, "G2": 2}  # G2 has changed
    >>> apply = Apply(id="c3", request="R1", actor=li, at=at, revision=1, versions=now)
    >>> decide(request, apply, policy)[0].stale
    {'G2': Stale(base=1, current=2)}

    Args:
        state: the request as it is; None: there is none yet.
        command: what somebody wants.
        policy: who may do what, and what it takes.

    Raises:
        NotAllowedError: if the actor may not do it.
        StaleVersionError: if it is of another revision than that of now.
        RequestError: if it does not fit the request as it is.
        ConfigurationError: if a value is not of the type that its attribute holds, or a rule hangs
            on a fact that is not handed in; MissingColumnError of an attribute that there is not.
    """
    step = _STEPS.get(type(command))
    if step is None:
        raise ConfigurationError(f"a {type(command).__name__} is no command of a change request")
    if state is not None:
        if command.request != state.id:
            _refuse(command, "request", f"the command is of another request than {state.id}")
        if _is_done(state, command):
            return state, ()
    events = step(state, command, policy)
    return replay(events, state), events


def _is_done(state: Request, command: Command) -> bool:
    told = state.done.get(command.id)
    if told is not None and told != (
        command.kind,
        command.actor.id,
        getattr(command, "revision", 0),
    ):
        _refuse(command, "command", "another command had its id; each has an id of its own")
    return told is not None


# -- the steps ----------------------------------------------------------------------------------


def _submit(state: Request | None, command: Any, policy: Policy) -> Events:
    if state is not None:
        _refuse(command, "known", "there is such a request already; amend it")
    return _written(Submitted, None, command, policy)


def _amend(state: Request | None, command: Any, policy: Policy) -> Events:
    request = _open(state, command)
    _same_revision(request, command)
    # Else who may write about themselves alone could put a request of others aside.
    _granted(command, request.revision.proposals, policy)
    return _written(Amended, request, command, policy)


def _written(
    cls: type[Submitted | Amended], state: Request | None, command: Submit, policy: Policy
) -> Events:
    _granted(command, command.proposals, policy)
    proposals, issues = checked(command.proposals, policy, command.request)
    level = policy.level(proposals, command.actor, command.facts)
    named = sorted(frozenset[str]().union(*(one.customers for one in proposals)))
    revision = Revision(
        number=1 if state is None else state.revision.number + 1,
        proposals=proposals,
        versions={golden_id: command.versions.get(golden_id, 0) for golden_id in named},
        facts=command.facts,
        issues=issues,
        risk=level.name,
        approvals=level.approvals,
        approvers=level.approvers,
        due=None if level.due is None else command.at + level.due,
    )
    first = cls(**_common(state, command), revision=revision)
    if level.approvals or not revision.is_valid:
        return (first,)
    return first, Accepted(**_common(state, command, 1), revision=revision.number)


def _approve(state: Request | None, command: Any, policy: Policy) -> Events:
    request = _open(state, command, "pending")
    _same_revision(request, command)
    revision = request.revision
    if command.people & request.requesters:
        _forbid(command, "requester", "who asked for a change does not approve it")
    if request.customers & command.actor.customers:
        _forbid(command, "own", "nobody approves a change of themselves")
    if any(command.people & approval.people for approval in request.approvals):
        _forbid(command, "once", "an approver counts once")
    _granted(command, revision.proposals, policy)
    if revision.approvers and not revision.approvers & command.actor.roles:
        asked = ", ".join(sorted(revision.approvers))
        _forbid(command, "approver", f"at the risk {revision.risk} it takes the role {asked}")
    vote = Approved(**_common(state, command), revision=revision.number)
    if request.missing > 1:
        return (vote,)
    return vote, Accepted(**_common(state, command, 1), revision=revision.number)


def _reject(state: Request | None, command: Any, policy: Policy) -> Events:
    request = _open(state, command)
    _granted(command, request.revision.proposals, policy)
    return (Rejected(**_common(state, command)),)


def _withdraw(state: Request | None, command: Any, _policy: Policy) -> Events:
    request = _open(state, command)
    if not command.people & request.submitters:
        _forbid(command, "submitter", "only who submitted a request withdraws it")
    return (Withdrawn(**_common(state, command)),)


def _apply(state: Request | None, command: Any, policy: Policy) -> Events:
    request = _open(state, command, "accepted")
    _same_revision(request, command)
    _granted(command, request.revision.proposals, policy)
    stale = {
        golden_id: Stale(base, current)
        for golden_id, base in request.revision.versions.items()
        if (current := command.versions.get(golden_id, 0)) != base
    }
    if stale:
        return (Conflicted(**_common(state, command), stale=stale),)
    return (Applied(**_common(state, command)),)


def _expire(state: Request | None, command: Any, policy: Policy) -> Events:
    request = _open(state, command)
    _granted(command, request.revision.proposals, policy)
    due = request.revision.due
    if due is None or command.at < due:
        _refuse(command, "due", "it is not past its due date")
    return (Expired(**_common(state, command)),)


_STEPS: Mapping[type[Command], Callable[[Request | None, Any, Policy], Events]] = {
    Submit: _submit,
    Amend: _amend,
    Approve: _approve,
    Reject: _reject,
    Withdraw: _withdraw,
    Apply: _apply,
    Expire: _expire,
}


# -- what they have in common -------------------------------------------------------------------


def _common(state: Request | None, command: Command, after: int = 0) -> dict[str, Any]:
    """Return what each event says."""
    return {
        "number": (0 if state is None else state.number) + 1 + after,
        "request": command.request,
        "command": command.id,
        "actor": command.actor.id,
        "at": command.at,
        "comment": "" if after else command.comment,
        "on_behalf_of": command.on_behalf_of,
    }


def _open(state: Request | None, command: Command, *statuses: str) -> Request:
    """Return the request, if the step can be taken from where it is."""
    if state is None:
        _refuse(command, "unknown", "there is no such request; submit it first")
    if not state.is_open:
        _refuse(command, "status", f"the request is {state.status}; nothing more becomes of it")
    if statuses and state.status not in statuses:
        asked = " or ".join(statuses)
        _refuse(command, "status", f"it is {state.status}; to {command.kind} takes {asked}")
    return state


def _same_revision(state: Request, command: Amend | Approve | Apply) -> None:
    if command.revision != state.revision.number:
        raise StaleVersionError(
            f"the request {state.id} is at revision {state.revision.number}, the command is of "
            f"another; look at it again"
        )


def _granted(command: Command, proposals: tuple[Proposal, ...], policy: Policy) -> None:
    for one in proposals:
        if not policy.allows(command.kind, one, command.actor):
            what = one.kind if one.attribute is None else f"{one.kind} of {one.attribute}"
            _forbid(command, "grant", f"no grant of these roles lets them {command.kind} a {what}")


def _refuse(command: Command, rule: str, what: str) -> NoReturn:
    raise RequestError(f"{command.request}: {what}", rule=rule, request=command.request)


def _forbid(command: Command, rule: str, what: str) -> NoReturn:
    raise NotAllowedError(f"{command.request}: {what}", rule=rule, request=command.request)
