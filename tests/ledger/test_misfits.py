"""An event that does not fit names its number, the rule and who breaks it."""

import datetime as dt

import pytest

from custmdm import ledger
from custmdm.errors import ConfigurationError, CustmdmError, LedgerError
from custmdm.ledger import (
    Created,
    Decided,
    Erased,
    Event,
    Joined,
    Merged,
    Moved,
    Part,
    Pinned,
    Split,
    Unmerged,
    Unpinned,
)
from tests.ledger.world import AT, BY, ledger_of, rec

A, B, NEW = rec("a"), rec("b"), rec("new")

MISFITS = [
    (Created, {"golden_id": "A", "records": (NEW,)}, "new-id", ("A",),
     "gives an id that was given before"),
    (Created, {"golden_id": "gone", "records": (NEW,)}, "new-id", ("gone",),
     "gives an id that was given before"),
    (Created, {"golden_id": "N", "records": (A,)}, "new-record", (A,),
     "brings a record that is there already"),
    (Created, {"golden_id": "N", "records": ()}, "distinct", (), "names a record twice, or none"),
    (Created, {"golden_id": "N", "records": (NEW, NEW)}, "distinct", (NEW, NEW),
     "names a record twice, or none"),
    (Joined, {"golden_id": "gone", "records": (NEW,)}, "live", ("gone",),
     "names what is no customer now"),
    (Joined, {"golden_id": "A", "records": (B,)}, "new-record", (B,),
     "brings a record that is there already"),
    (Moved, {"golden_id": "A", "to": "X", "records": (A,)}, "live", ("X",),
     "names what is no customer now"),
    (Moved, {"golden_id": "gone", "to": "A", "records": (A,)}, "live", ("gone",),
     "names what is no customer now"),
    (Moved, {"golden_id": "A", "to": "A", "records": (A,)}, "distinct", ("A",),
     "moves records to where they are"),
    (Moved, {"golden_id": "B", "to": "A", "records": (B,)}, "not-all", ("B",),
     "moves all records of a customer: merge it"),
    (Moved, {"golden_id": "A", "to": "B", "records": (B,)}, "member", (B,),
     "takes from A a record it has not"),
    (Merged, {"into": "A", "merged": ("gone",)}, "live", ("gone",),
     "names what is no customer now"),
    (Merged, {"into": "gone", "merged": ("A",)}, "live", ("gone",),
     "names what is no customer now"),
    (Merged, {"into": "A", "merged": ("A",)}, "distinct", ("A",),
     "merges a customer with itself, or none"),
    (Merged, {"into": "A", "merged": ("B", "B")}, "distinct", ("A",),
     "merges a customer with itself, or none"),
    (Merged, {"into": "A", "merged": ()}, "distinct", ("A",),
     "merges a customer with itself, or none"),
    (Split, {"golden_id": "A", "parts": ()}, "distinct", ("A",),
     "names a part twice, or itself, or none"),
    (Split, {"golden_id": "A", "parts": (Part("A", (A,)),)}, "distinct", ("A",),
     "names a part twice, or itself, or none"),
    (Split, {"golden_id": "A", "parts": (Part("gone", (A,)),)}, "new-id", ("gone",),
     "gives an id that was given before"),
    (Split, {"golden_id": "A", "parts": (Part("N", (B,)),)}, "member", (B,),
     "takes from A a record it has not"),
    (Split, {"golden_id": "A", "parts": (Part("N", (A,)), Part("M", (A,)))}, "member", (A,),
     "takes from A a record it has not"),
    (Split, {"golden_id": "X", "parts": (Part("N", (A,)),)}, "live", ("X",),
     "names what is no customer now"),
    (Unmerged, {"golden_id": "A", "released": ("B",)}, "merged", ("B",),
     "releases what is not merged into it"),
    (Unmerged, {"golden_id": "A", "released": ()}, "distinct", (), "releases an id twice, or none"),
    (Unmerged, {"golden_id": "A", "released": ("A",)}, "merged", ("A",),
     "leaves the rest to no id of its own"),
    (Unmerged, {"golden_id": "A", "released": ("A",), "mode": "linear", "heir": "B"}, "merged",
     ("A",), "leaves the rest to no id of its own"),
    (Unmerged, {"golden_id": "gone", "released": ("A",)}, "live", ("gone",),
     "names what is no customer now"),
    (Pinned, {"golden_id": "gone", "pin": "x"}, "live", ("gone",), "names what is no customer now"),
    (Pinned, {"golden_id": "A", "pin": "pinned"}, "new-pin", ("A",), "repeats a pin"),
    (Unpinned, {"golden_id": "A", "pin": "other"}, "pinned", ("A",),
     "removes a pin that is not there"),
    (Decided, {"left": A, "right": A, "verdict": "same"}, "distinct", (A,),
     "decides on one record"),
    (Erased, {"golden_id": "A", "records": (B,)}, "member", (B,),
     "takes from A a record it has not"),
    (Erased, {"golden_id": "gone", "records": (A,)}, "live", ("gone",),
     "names what is no customer now"),
    (Event, {}, "type", (), "is of no type that the ledger knows"),
]  # fmt: skip


@pytest.mark.parametrize(("cls", "what", "rule", "ids", "message"), MISFITS)
def test_an_event_that_does_not_fit_is_refused(cls, what, rule, ids, message):
    state = ledger_of({"A": "ac", "B": "b", "gone": "g"})
    state = state.apply(ledger.erase(state, "gone", **BY))
    state = state.apply(ledger.pin(state, "A", "pinned", **BY))
    held = ledger.state_to_json(state)
    event = cls(number=state.number + 1, **BY, **what)
    with pytest.raises(LedgerError) as caught:
        state.apply([event])
    error = caught.value
    assert (error.number, error.rule, error.ids) == (state.number + 1, rule, ids)
    named = f": {', '.join(map(str, ids))}" if ids else ""
    assert str(error) == f"event 6 ({cls.__name__}) {message}{named}"
    # Nothing of it is done.
    assert ledger.state_to_json(state) == held


@pytest.mark.parametrize("number", [0, 2, 4, -1])
def test_events_come_in_their_order(number):
    state = ledger_of({"A": "a", "B": "b"})
    event = Merged(number=number, into="A", merged=("B",), **BY)
    with pytest.raises(LedgerError, match=f"^event {number} comes where event 3 is due$") as caught:
        state.apply([event])
    assert (caught.value.number, caught.value.rule) == (number, "number")


def test_a_pinned_value_is_in_no_message_and_no_repr():
    state = ledger_of({"A": "a"})
    (event,) = ledger.pin(state, "A", "Anna Lee", **BY)
    assert "Anna" not in repr(event)
    state = state.apply([event])
    assert "Anna" not in repr(state)
    with pytest.raises(LedgerError) as caught:
        ledger.pin(state, "A", "Anna Lee", **BY)
    assert "Anna" not in str(caught.value)


@pytest.mark.parametrize(
    "wish",
    [
        lambda s: ledger.merge(s, ["A"], **BY),
        lambda s: ledger.merge(s, [], **BY),
        lambda s: ledger.merge(s, ["A", "X"], **BY),
        lambda s: ledger.merge(s, ["A", "B"], into="C", **BY),
        lambda s: ledger.move(s, [rec("b")], "A", **BY),
        lambda s: ledger.move(s, [rec("zz")], "A", **BY),
        lambda s: ledger.split(s, "A", {}, **BY),
        lambda s: ledger.erase(s, "X", **BY),
        lambda s: ledger.unmerge(s, "X", **BY),
        lambda s: s.members("X"),
        lambda s: s.merges("X"),
        lambda s: s.pins_of("X"),
        lambda s: ledger.resolve_id(s, "X"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_before_anything_happens(wish):
    state = ledger_of({"A": "ac", "B": "b"})
    with pytest.raises(CustmdmError):
        wish(state)


@pytest.mark.parametrize(
    "read",
    [
        lambda s: s.members("X"),
        lambda s: s.merges("X"),
        lambda s: s.pins_of("X"),
    ],
)
def test_what_is_no_customer_now_is_named(read):
    with pytest.raises(
        LedgerError, match=r"^there is no customer X now; see resolve_id$"
    ) as caught:
        read(ledger_of({"A": "a"}))
    assert (caught.value.rule, caught.value.ids) == ("live", ("X",))


def test_an_id_that_never_was_is_named():
    with pytest.raises(LedgerError, match=r"^the ledger knows no id X$") as caught:
        ledger.resolve_id(ledger_of({"A": "a"}), "X")
    assert (caught.value.rule, caught.value.ids) == ("known", ("X",))


def test_nothing_wished_for_is_no_event():
    state = ledger_of({"A": "a"})
    assert ledger.erase(state, [], **BY) == ledger.move(state, [], "A", **BY) == ()


def test_a_time_without_a_zone_is_read_as_utc():
    naive = dt.datetime(2026, 5, 1)
    event = Merged(number=1, at=naive, actor="li", into="A", merged=("B",))
    assert event.at == AT


def test_the_empty_ledger_is_a_state_like_any_other():
    state = ledger.replay([])
    assert state == ledger.LedgerState()
    assert (state.number, list(state.golden_ids), dict(state.crosswalk().ids)) == (0, [], {})


def test_a_mode_or_verdict_that_does_not_exist_is_refused_where_it_is_written():
    state = ledger_of({"A": "a", "B": "b"})
    merged = state.apply(ledger.merge(state, ["A", "B"], **BY))
    with pytest.raises(ConfigurationError, match="Did you mean 'linear'"):
        ledger.unmerge(merged, "B", mode="liner", **BY)
    with pytest.raises(ConfigurationError, match="no verdict 'maybe'"):
        ledger.decide(state, A, B, "maybe", **BY)
