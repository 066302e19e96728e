"""What the vendors' documentation shows, as they show it."""

import pytest

from custmdm import ledger
from custmdm.errors import LedgerError, UnknownRecordError
from tests.ledger.world import BY, after, customers, ledger_of, rec


@pytest.fixture
def abcd():
    """A+B, C+D, then AB+CD, as in Informatica's example."""
    state = ledger_of({"A": "a", "B": "b", "C": "c", "D": "d"})
    for golden_ids in (["A", "B"], ["C", "D"], ["A", "C"]):
        state = after(state, ledger.merge, golden_ids)
    assert customers(state) == {"A": "abcd"}
    return state


UNMERGED = [
    # what, mode, who is whom then
    (rec("c"), "linear", {"A": "abd", "C": "c"}),
    ("C", "linear", {"A": "abd", "C": "c"}),
    ("C", "tree", {"A": "ab", "C": "cd"}),
    (rec("d"), "linear", {"A": "abc", "D": "d"}),
    (rec("d"), "tree", {"A": "abc", "D": "d"}),
    ("B", "tree", {"A": "acd", "B": "b"}),
    ("A", "tree", {"A": "ab", "C": "cd"}),  # the last merge is undone
    ("A", "linear", {"A": "a", "C": "bcd"}),  # the rest stays together, under its largest id
]


@pytest.mark.parametrize(("what", "mode", "expected"), UNMERGED)
def test_informatica_and_reltio_unmerge(abcd, what, mode, expected):
    state = after(abcd, ledger.unmerge, what, mode=mode)
    assert customers(state) == expected


def test_informatica_gives_c_its_first_id_and_its_redirect_ends(abcd):
    assert ledger.resolve_id(abcd, "C").status == "merged"
    assert ledger.resolve_id(abcd, "C").current == "A"
    state = after(abcd, ledger.unmerge, rec("c"), mode="linear")
    assert ledger.resolve_id(state, "C").status == "live"
    assert ledger.resolve_id(state, "D").current == "A"
    # All that c brought leaves; what is left knows of c no more.
    assert [node.golden_id for node in state.merges("A").merged] == ["B", "D"]


def test_merges_undone_one_after_the_other_lead_back_to_the_beginning(abcd):
    state = abcd
    for what in ("A", "A", "C"):
        state = after(state, ledger.unmerge, what)
    assert customers(state) == {"A": "a", "B": "b", "C": "c", "D": "d"}
    assert state == ledger_of({"A": "a", "B": "b", "C": "c", "D": "d"})


def test_informatica_leaves_child_rows_behind_and_a_plan_does_not(abcd):
    """Rows that know their record go back with it; the others are listed, not lost."""
    state = after(abcd, ledger.unmerge, rec("c"), mode="linear")
    rows = [
        ledger.Child("orders", 1, "A", rec("c")),
        ledger.Child("orders", 2, "A", rec("a")),
        ledger.Child("orders", 3, "A"),
        ledger.Child("orders", 4, "C"),
    ]
    plan = ledger.reparent(abcd, state, rows)
    assert [(p.child.key, p.golden_id, p.reason) for p in plan.moved] == [(1, "C", "record")]
    assert [(p.child.key, p.reason) for p in plan.kept] == [(2, "record"), (4, "whole")]
    assert [(p.child.key, p.candidates) for p in plan.unplaced] == [(3, ("A", "C"))]


def test_microsoft_a_merged_customer_keeps_an_old_id_and_a_split_one_too():
    state = ledger_of({"A": "ab", "C": "c"})
    state = after(state, ledger.merge, ["A", "C"])
    assert ledger.resolve_id(state, "C").current == "A"
    state = after(state, ledger.split, "A", {"E": [rec("b")]})
    found = ledger.resolve_id(state, "A")
    assert (found.status, found.current, found.parts) == ("live", "A", ("E",))


def test_the_same_id_survives_on_every_path():
    """Informatica's survivor hangs on the path: batch or API. Here it is one policy."""
    state = ledger_of({"old": "a", "large": "bc", "young": "de"})
    (event,) = ledger.merge(state, ["young", "old", "large"], **BY)
    assert (event.into, event.merged) == ("large", ("old", "young"))
    state = ledger_of({"z": "a", "y": "b"})
    assert ledger.merge(state, ["y", "z"], **BY)[0].into == "z"
    state = state.apply(ledger.merge(state, ["y", "z"], into="y", **BY))
    assert customers(state) == {"y": "ab"}


@pytest.mark.parametrize("what", ["A", "B", rec("a")])
def test_what_was_never_merged_cannot_be_unmerged(what):
    state = ledger_of({"A": "a", "B": "b"})
    with pytest.raises(LedgerError, match="merged"):
        ledger.unmerge(state, what, **BY)


def test_an_unknown_record_is_named():
    with pytest.raises(UnknownRecordError, match="crm:zz"):
        ledger.unmerge(ledger_of({"A": "a"}), rec("zz"), **BY)
