"""From a request that was applied to the ledger: the events, and what records say since."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from attrs import frozen

from custmdm import ledger
from custmdm.errors import LedgerError, RequestError
from custmdm.ledger import Event, LedgerState, Stated
from custmdm.steward.requests._proposals import (
    Add,
    Erase,
    Merge,
    Move,
    PinValue,
    Proposal,
    Split,
    StateValue,
    Unmerge,
    UnpinValue,
)
from custmdm.steward.requests._state import Request


@frozen
class Outcome:
    """Hold what proposals come to, for the host to store.

    Attributes:
        events: the events of the ledger.
        stated: what records say since; the ledger itself holds no values.
    """

    events: tuple[Event, ...] = ()
    stated: tuple[Stated, ...] = ()


def carry_out(request: Request, state: LedgerState) -> Outcome:
    """Return what a request that was applied comes to in the ledger.

    Who applied it is the actor, and the reason names the request. Store the events of both in one
    transaction: where this raises, the request was not applied.

    Args:
        request: the request.
        state: who is whom now.

    Raises:
        RequestError: if the request is not applied.
        LedgerError: if a proposal does not fit the ledger.
        UnknownRecordError: if the ledger does not hold a record.
    """
    if request.status != "applied":
        raise RequestError(
            f"{request.id}: only a request that was applied is carried out, it is {request.status}",
            rule="status",
            request=request.id,
        )
    return to_ledger(
        request.revision.proposals, state, at=request.at, actor=request.actor,
        reason=f"change request {request.id}",
    )  # fmt: skip


def to_ledger(
    proposals: Iterable[Proposal],
    state: LedgerState,
    *,
    at: dt.datetime,
    actor: str,
    reason: str = "",
) -> Outcome:
    """Return what proposals come to in the ledger, one after the other.

    It asks nobody: before a request is submitted it says whether the ledger would take it.

    >>> from custmdm.model import RecordId
    >>> at = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    >>> state = ledger.LedgerState()
    >>> for n in (1, 2):
    ...     made = ledger.create(state, f"G{n}", [RecordId("crm", n)], at=at, actor="job")
    ...     state = state.apply(made)
    >>> (event,) = to_ledger([Merge(("G1", "G2"))], state, at=at, actor="li").events
    >>> event.into, event.merged
    ('G1', ('G2',))

    Args:
        proposals: what is to become of which customers.
        state: who is whom now.
        at: when this is.
        actor: who does it.
        reason: why.

    Raises:
        LedgerError: if a proposal does not fit the ledger.
        UnknownRecordError: if the ledger does not hold a record.
    """
    events: list[Event] = []
    stated: list[Stated] = []
    said: dict[str, Any] = {"at": at, "actor": actor, "reason": reason}
    waiting: tuple[Event, ...] = ()
    for proposal in proposals:
        # Applying events copies the state, so not after the last.
        state = state.apply(waiting) if waiting else state
        waiting = _events(proposal, state, said)
        events += waiting
        if isinstance(proposal, StateValue):
            value = {proposal.path: proposal.value}
            stated.append(Stated(proposal.record, value, at, valid_from=at))
    return Outcome(tuple(events), tuple(stated))


def _events(proposal: Proposal, state: LedgerState, said: dict[str, Any]) -> tuple[Event, ...]:
    match proposal:
        case UnpinValue():  # before PinValue, which it is one of
            return ledger.unpin(state, proposal.golden_id, proposal.pin, **said)
        case PinValue():
            return ledger.pin(state, proposal.golden_id, proposal.pin, **said)
        case StateValue():
            return _stating(proposal, state, said)
        case Merge():
            return ledger.merge(state, proposal.golden_ids, into=proposal.into, **said)
        case Unmerge():
            what = proposal.golden_id if proposal.what is None else proposal.what
            made = ledger.unmerge(state, what, mode=proposal.mode, **said)
            _of(proposal.golden_id, (event.golden_id for event in made))  # type: ignore[attr-defined]
            return made
        case Split():
            return ledger.split(state, proposal.golden_id, proposal.parts, **said)
        case Move():
            _of(proposal.golden_id, map(state.golden_id, proposal.records))
            return ledger.move(state, proposal.records, proposal.to, **said)
        case Add():
            return ledger.create(state, proposal.golden_id, proposal.records, **said)
        case Erase():
            _of(proposal.golden_id, map(state.golden_id, proposal.records))
            return ledger.erase(state, proposal.records or proposal.golden_id, **said)
        case _:
            raise LedgerError(f"a ledger knows no {type(proposal).__name__}", rule="type")


def _stating(proposal: StateValue, state: LedgerState, said: dict[str, Any]) -> tuple[Event, ...]:
    """Return the event by which a new record joins the customer of whom it speaks."""
    if proposal.record in state.home:
        _of(proposal.golden_id, (state.golden_id(proposal.record),))
        return ()
    if proposal.golden_id not in state.size:
        raise LedgerError(
            f"there is no customer {proposal.golden_id} now", rule="live", ids=(proposal.golden_id,)
        )
    return ledger.create(state, proposal.golden_id, (proposal.record,), **said)


def _of(golden_id: str, found: Iterable[str]) -> None:
    """Raise LedgerError if records are of another customer than the approvers saw."""
    others = sorted(set(found) - {golden_id})
    if others:
        raise LedgerError(
            f"records are not of {golden_id}, but of {', '.join(others)}",
            rule="member",
            ids=(golden_id, *others),
        )
