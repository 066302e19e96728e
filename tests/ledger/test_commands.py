"""Each command says who did what when, and a wish that cannot be says why not."""

import re

import pytest

from custmdm import ledger
from custmdm.errors import CustmdmError, LedgerError
from custmdm.model import Crosswalk
from tests.ledger.world import AT, ledger_of, rec


def pair():
    """Return a state in which A and B were merged, and A has a pin."""
    state = ledger_of({"A": "ac", "B": "b", "D": "d"})
    state = state.apply(ledger.merge(state, ["A", "B"], at=AT, actor="job"))
    return state.apply(ledger.pin(state, "A", "x", at=AT, actor="job"))


COMMANDS = {
    "create": lambda s, **by: ledger.create(s, "N", [rec("n")], **by),
    "join": lambda s, **by: ledger.create(s, "A", [rec("n")], **by),
    "merge": lambda s, **by: ledger.merge(s, ["A", "D"], **by),
    "split": lambda s, **by: ledger.split(s, "A", {"N": [rec("a")]}, **by),
    "move": lambda s, **by: ledger.move(s, [rec("a")], "D", **by),
    "unmerge": lambda s, **by: ledger.unmerge(s, "A", **by),
    "pin": lambda s, **by: ledger.pin(s, "D", "y", **by),
    "unpin": lambda s, **by: ledger.unpin(s, "A", "x", **by),
    "decide": lambda s, **by: ledger.decide(s, rec("a"), rec("d"), "same", **by),
    "erase": lambda s, **by: ledger.erase(s, "D", **by),
    "events_between": lambda s, **by: ledger.events_between(
        s, Crosswalk({**s.crosswalk().ids, rec("n"): "N"}), **by
    ),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_an_event_says_who_did_it_when_and_why(name):
    state = pair()
    (told,) = COMMANDS[name](state, at=AT, actor="li", reason="same phone")
    assert (told.number, told.at, told.actor, told.reason) == (6, AT, "li", "same phone")
    (silent,) = COMMANDS[name](state, at=AT, actor="li")
    assert silent.reason == ""


@pytest.mark.parametrize(
    ("wish", "message", "rule", "ids"),
    [
        (lambda s, **by: ledger.merge(s, ["A", "X"], **by),
         "there is no such customer now: X", "live", ("X",)),
        (lambda s, **by: ledger.merge(s, ["A"], **by),
         "merging takes two customers, and one of them survives: A", "distinct", ("A",)),
        (lambda s, **by: ledger.merge(s, [], **by),
         "merging takes two customers, and one of them survives", "distinct", ()),
        (lambda s, **by: ledger.merge(s, ["A", "D"], into="B", **by),
         "merging takes two customers, and one of them survives: A, D", "distinct", ("A", "D")),
        (lambda s, **by: ledger.unmerge(s, "D", **by),
         "nothing that still has records was merged into it: D", "merged", ("D",)),
        (lambda s, **by: ledger.unmerge(s, "X", **by), None, "live", ("X",)),
    ],
)  # fmt: skip
def test_a_wish_that_cannot_be_says_why_not(wish, message, rule, ids):
    with pytest.raises(LedgerError) as caught:
        wish(pair(), at=AT, actor="li")
    assert message in (None, str(caught.value))
    assert (caught.value.rule, set(caught.value.ids)) == (rule, set(ids))


def test_a_message_names_five_ids_at_most():
    state = ledger_of({letter: letter.lower() for letter in "ABCDEFG"})
    with pytest.raises(LedgerError, match=re.escape(": A, B, C, D, E") + "$") as caught:
        ledger.merge(state, "GFEDCBA", into="X", at=AT, actor="li")
    assert set(caught.value.ids) == set("ABCDEFG")
    records = [rec(letter) for letter in "uvwxyz"]
    event = ledger.Created(number=8, at=AT, actor="li", golden_id="N", records=(*records, rec("u")))
    with pytest.raises(LedgerError, match=r"none: crm:u, crm:v, crm:w, crm:x, crm:y$"):
        state.apply([event])


def test_records_of_several_customers_move_in_events_that_are_numbered_on():
    state = ledger_of({"A": "ax", "B": "by", "C": "c"})
    events = ledger.move(state, [rec("y"), rec("x")], "C", at=AT, actor="li", reason="typo")
    assert [(e.number, e.golden_id, e.to, e.records) for e in events] == [
        (4, "A", "C", (rec("x"),)), (5, "B", "C", (rec("y"),))
    ]  # fmt: skip
    gone = ledger.erase(state, [rec("y"), rec("x")], at=AT, actor="li", reason="law")
    assert [(e.number, e.golden_id, e.records, e.reason) for e in gone] == [
        (4, "A", (rec("x"),), "law"), (5, "B", (rec("y"),), "law")
    ]  # fmt: skip


@pytest.mark.parametrize("command", ["move", "erase", "unmerge"])
def test_a_record_that_the_ledger_does_not_hold_is_named(command):
    state, what = pair(), {"move": [[rec("q")], "D"], "erase": [[rec("q")]], "unmerge": [rec("q")]}
    with pytest.raises(CustmdmError, match="crm:q"):
        getattr(ledger, command)(state, *what[command], at=AT, actor="li")
