"""What happens between a merge and its end: records that come, move and go, and pins."""

from itertools import pairwise

import pytest

from custmdm import ledger
from custmdm.errors import LedgerError
from tests.ledger.world import AT, BY, after, customers, ledger_of, rec


def test_a_record_that_came_after_the_merge_stays_with_the_survivor():
    state = after(ledger_of({"A": "a", "B": "b"}), ledger.merge, ["A", "B"])
    state = after(state, ledger.create, "A", [rec("n")])
    assert customers(after(state, ledger.unmerge, "B")) == {"A": "an", "B": "b"}


def test_a_record_that_was_moved_away_stays_where_it_was_put():
    state = after(ledger_of({"A": "a", "B": "bc", "E": "e"}), ledger.merge, ["A", "B"], into="A")
    state = after(state, ledger.move, [rec("c")], "E")
    assert customers(after(state, ledger.unmerge, "B")) == {"A": "a", "B": "b", "E": "ce"}


def test_an_id_whose_records_are_all_gone_cannot_come_back():
    state = after(ledger_of({"A": "a", "B": "b", "E": "e"}), ledger.merge, ["A", "B"])
    state = after(state, ledger.move, [rec("b")], "E")
    with pytest.raises(LedgerError) as caught:
        ledger.unmerge(state, "B", **BY)
    assert (caught.value.rule, caught.value.ids) == ("not-empty", ("B",))
    with pytest.raises(LedgerError, match="nothing that still has records"):
        ledger.unmerge(state, "A", **BY)


def test_a_survivor_that_would_be_empty_cannot_let_go():
    state = after(ledger_of({"A": "a", "B": "b", "E": "e"}), ledger.merge, ["A", "B"])
    state = after(state, ledger.move, [rec("a")], "E")
    for mode in ("tree", "linear"):
        with pytest.raises(LedgerError) as caught:
            ledger.unmerge(state, "A", mode=mode, **BY)
        assert (caught.value.rule, caught.value.ids) == ("not-empty", ("A",))


def test_a_merge_of_three_is_undone_at_once_or_one_by_one():
    before = ledger_of({"A": "a", "B": "b", "C": "c"})
    state = after(before, ledger.merge, ["A", "B", "C"])
    assert after(state, ledger.unmerge, "A") == before
    one = after(state, ledger.unmerge, "B")
    assert customers(one) == {"A": "ac", "B": "b"}
    assert after(one, ledger.unmerge, "A") == before


def test_what_hung_below_a_released_id_hangs_on_as_of_the_later_merge():
    """B came to A before C did, but B and C are together only since C came."""
    state = ledger_of({"A": "a", "B": "b", "C": "cd", "E": "e"})
    state = after(state, ledger.merge, ["A", "B"])
    state = after(state, ledger.merge, ["C", "E"])
    state = after(state, ledger.merge, ["A", "C"], into="A")
    met = state.number
    state = after(state, ledger.unmerge, "A", mode="linear")
    assert customers(state) == {"A": "a", "C": "bcde"}
    tree = {node.golden_id: (node.number, node.at) for node in state.merges("C").merged}
    assert tree == {"E": (6, AT), "B": (met, AT)}
    assert (state.merges("C").number, state.merges("C").at) == (None, None)
    # So the last merge of C is the one with B.
    assert customers(after(state, ledger.unmerge, "C")) == {"A": "a", "B": "b", "C": "cde"}


def test_pins_of_a_merged_customer_come_after_its_own_and_go_back_with_it():
    state = ledger_of({"A": "ab", "B": "c"})
    state = after(state, ledger.pin, "A", "old")
    state = after(state, ledger.pin, "A", "new")
    state = after(state, ledger.pin, "B", "other")
    state = after(state, ledger.pin, "B", "old")
    before = state
    state = after(state, ledger.merge, ["A", "B"])
    assert state.pins_of("A") == ("new", "old", "other")
    late = after(state, ledger.pin, "A", "late")
    undone = after(late, ledger.unmerge, "B")
    assert undone.pins_of("B") == before.pins_of("B") == ("old", "other")
    assert undone.pins_of("A") == ("late", "new", "old")
    # Who lets a pin go while they are one lets it go for both.
    undone = after(after(state, ledger.unpin, "A", "old"), ledger.unmerge, "B")
    assert (undone.pins_of("A"), undone.pins_of("B")) == (("new",), ("other",))


def test_pins_end_with_the_id_that_they_were_on():
    state = after(ledger_of({"A": "ab"}), ledger.pin, "A", "x")
    state = after(state, ledger.split, "A", {"B": [rec("a")], "C": [rec("b")]})
    assert state.pins == {}
    assert ledger.resolve_id(state, "A").status == "split"
    assert ledger.resolve_id(state, "A").parts == ("B", "C")
    joined = after(state, ledger.merge, ["B", "C"])
    assert ledger.resolve_id(joined, "A").current == "B"


def test_parts_that_were_merged_since_are_one_and_the_others_are_still_named():
    state = ledger_of({"A": "abcd"})
    state = after(state, ledger.split, "A", {g: [rec(g.lower())] for g in "BCD"})
    assert ledger.resolve_id(state, "A").parts == ("B", "C", "D")
    state = after(state, ledger.merge, ["C", "D"])
    assert ledger.resolve_id(state, "A").parts == ("B", "C")


def test_an_erased_customer_takes_all_its_ids_with_it():
    state = after(ledger_of({"A": "a", "B": "b", "C": "c"}), ledger.merge, ["A", "B"])
    state = after(after(state, ledger.pin, "A", "x"), ledger.erase, "A")
    assert customers(state) == {"C": "c"}
    assert (state.erased, state.pins, state.absorbed) == ({"A", "B"}, {}, {})
    assert [ledger.resolve_id(state, g).status for g in "ABC"] == ["erased", "erased", "live"]
    # The id is never given again; the record may come again, to another customer.
    with pytest.raises(LedgerError, match="given before"):
        ledger.create(state, "A", [rec("a")], **BY)
    assert customers(after(state, ledger.create, "N", [rec("a")])) == {"C": "c", "N": "a"}


def test_erasing_records_of_several_customers_is_one_event_each():
    state = ledger_of({"A": "ab", "B": "c"})
    events = ledger.erase(state, [rec("c"), rec("a")], **BY)
    assert [(e.golden_id, e.records) for e in events] == [("A", (rec("a"),)), ("B", (rec("c"),))]
    state = state.apply(events)
    assert (customers(state), state.erased) == ({"A": "b"}, {"B"})


def test_versions_count_the_events_that_touched_an_id():
    state = ledger_of({"A": "ab", "B": "c", "C": "d"})
    assert state.versions == {"A": 1, "B": 1, "C": 1}
    state = after(state, ledger.merge, ["A", "B"])
    state = after(state, ledger.move, [rec("a")], "C")
    state = after(state, ledger.decide, rec("a"), rec("b"), "different")
    assert state.versions == {"A": 3, "B": 2, "C": 2}
    state = after(state, ledger.unmerge, "B")
    assert state.versions == {"A": 4, "B": 3, "C": 2}


def test_a_long_chain_of_merges_is_followed_to_its_end():
    names = [f"G{n:04}" for n in range(2000)]
    state = ledger_of({"G": "a"})
    events = [
        ledger.Created(number=n + 2, golden_id=name, records=(rec(n),), **BY)
        for n, name in enumerate(names)
    ]
    state = state.apply(events)
    chain = ["G", *names]
    state = state.apply(
        ledger.Merged(number=state.number + n + 1, into=into, merged=(one,), **BY)
        for n, (one, into) in enumerate(pairwise(chain))
    )
    assert ledger.resolve_id(state, "G").current == names[-1]
    assert len(state.members(names[-1])) == 2001
    assert set(state.crosswalk().ids.values()) == {names[-1]}
    assert state.merges(names[-1]).golden_id == names[-1]
    assert after(state, ledger.unmerge, "G").golden_id(rec("a")) == "G"
