"""Child rows of the host go with the records they came with."""

from custmdm import ledger
from custmdm.ledger import Child, Placed, reparent
from tests.ledger.world import BY, after, day, ledger_of, rec


def places(plan):
    return {p.child.key: (p.golden_id, p.reason) for p in plan.moved + plan.kept + plan.unplaced}


def test_a_merge_takes_all_rows_along_and_its_end_brings_them_back():
    before = ledger_of({"A": "a", "B": "b"})
    merged = after(before, ledger.merge, ["A", "B"])
    rows = [Child("orders", 1, "A", rec("a")), Child("orders", 2, "B", rec("b"))]
    plan = reparent(before, merged, rows)
    assert (len(plan.moved), len(plan.kept), plan.unplaced) == (1, 1, ())
    assert places(plan) == {1: ("A", "record"), 2: ("A", "record")}
    # The host did as the plan says; then the merge is undone.
    rows = [Child("orders", p.child.key, p.golden_id, p.child.record) for p in plan.moved]
    back = after(merged, ledger.unmerge, "B")
    assert places(reparent(merged, back, rows)) == {2: ("B", "record")}


def test_a_row_without_a_record_stays_where_no_record_left():
    before = ledger_of({"A": "a", "B": "b"})
    state = after(before, ledger.create, "A", [rec("n")])
    (kept,) = reparent(before, state, [Child("t", 1, "A")]).kept
    assert kept == Placed(Child("t", 1, "A"), "A", "whole")


def test_a_row_that_was_there_before_what_left_had_come_stays():
    state = ledger_of({"A": "a", "B": "b"})
    merged = state.apply(ledger.merge(state, ["A", "B"], **BY | {"at": day(5)}))
    back = after(merged, ledger.unmerge, "B")
    rows = [
        Child("t", 1, "A", at=day(4)),
        Child("t", 2, "A", at=day(5)),
        Child("t", 3, "A"),
        Child("t", 4, "A", at=day(4).replace(tzinfo=None)),
    ]
    plan = reparent(merged, back, rows)
    assert places(plan) == {
        1: ("A", "before"), 4: ("A", "before"), 2: (None, "split"), 3: (None, "split"),
    }  # fmt: skip
    assert [p.candidates for p in plan.unplaced] == [("A", "B")] * 2
    # What left was always its own: then no time helps.
    split = after(back, ledger.create, "A", [rec("n")])
    parted = after(split, ledger.split, "A", {"N": [rec("a")]})
    assert places(reparent(split, parted, [Child("t", 1, "A", at=day(-999))])) == {
        1: (None, "split")
    }


def test_a_row_of_a_customer_that_is_no_more():
    before = ledger_of({"A": "ab", "B": "c", "E": "e"})
    state = after(before, ledger.split, "A", {"X": [rec("a")], "Y": [rec("b")]})
    state = after(state, ledger.erase, "B")
    rows = [
        Child("t", 1, "A"), Child("t", 2, "A", rec("b")), Child("t", 3, "B"),
        Child("t", 4, "nobody"), Child("t", 5, "E", rec("never seen")),
    ]  # fmt: skip
    plan = reparent(before, state, rows)
    assert places(plan) == {
        1: (None, "split"), 2: ("Y", "record"), 3: (None, "erased"), 4: (None, "unknown"),
        5: ("E", "whole"),
    }  # fmt: skip


def test_an_id_that_the_host_kept_through_a_merge_is_followed():
    state = after(ledger_of({"A": "a", "B": "b"}), ledger.merge, ["A", "B"])
    assert places(reparent(state, state, [Child("t", 1, "B")])) == {1: ("A", "merged")}
    back = after(state, ledger.unmerge, "B")
    assert places(reparent(state, back, [Child("t", 1, "B")])) == {1: ("B", "whole")}
    gone = after(state, ledger.split, "A", {"X": [rec("a")], "Y": [rec("b")]})
    (row,) = reparent(state, gone, [Child("t", 1, "B")]).unplaced
    assert (row.reason, row.candidates) == ("split", ("X", "Y"))


def test_no_rows_no_plan():
    state = ledger_of({"A": "a"})
    assert reparent(state, state, []) == ledger.ReparentPlan((), (), ())
