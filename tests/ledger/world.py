"""Small ledgers for the tests."""

import datetime as dt

from attrs import evolve

from custmdm import ledger
from custmdm.model import RecordId

AT = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
BY = {"at": AT, "actor": "li"}


def day(n):
    """Return a later day."""
    return AT + dt.timedelta(days=n)


def rec(key, source="crm"):
    """Return a record; `rec("a")` is crm:a."""
    return RecordId(source, key)


def letters(records):
    """Return records as their keys in one text, so that a customer reads as "abd"."""
    return "".join(sorted(str(record.key) for record in records))


def ledger_of(customers):
    """Return a state with some customers, as {"A": "a", "C": "cd"}; each is a day younger."""
    state = ledger.LedgerState()
    for n, (golden_id, keys) in enumerate(customers.items()):
        records = [rec(key) for key in keys]
        state = state.apply(ledger.create(state, golden_id, records, at=day(n - 100), actor="job"))
    return state


def customers(state):
    """Return who is whom, as {"A": "ab"}."""
    return {golden_id: letters(state.members(golden_id)) for golden_id in sorted(state.golden_ids)}


def after(state, command, *what, **how):
    """Return the state after a command."""
    return state.apply(command(state, *what, **BY | how))


def same_walk(one, other):
    """Say whether two crosswalks say the same; what is new in a run is no part of a state."""
    return evolve(one, created=()) == evolve(other, created=())
