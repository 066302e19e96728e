"""How stewardship goes, against numbers worked out by hand."""

import datetime as dt
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import custmdm as cm
from custmdm import ledger
from custmdm.errors import ConfigurationError
from custmdm.steward import (
    Different,
    Same,
    Unsure,
    agreement,
    backlog,
    precision_by_band,
    queue,
    undone,
)
from tests.steward.world import AT, day, decisions, resolved, ruled, said

SAYS = {"1": Same, "0": Different, "?": Unsure}


def told_by(**people):
    """Return decisions, one a letter: told_by(li="10", wu="1.") is li on two pairs, wu on one."""
    return [
        said(SAYS[answer], pair, by=name)
        for name, answers in people.items()
        for pair, answer in zip(PAIRS, answers, strict=False)
        if answer != "."
    ]


PAIRS = ["".join(pair) for pair in combinations("abcdefg", 2)]


# -- the backlog ----------------------------------------------------------------------------------


def test_the_backlog_is_counted_by_kind_and_age():
    result = resolved(
        "abcdefg", {"ab": 0.3, "cd": 0.3, "ef": 0.9}, codes={"e": "AA11", "f": "BB22"}
    )
    items = queue(result, now=AT, due={"possible_match": dt.timedelta(days=2)})
    waiting = [(item, day(at)) for at, item in enumerate(items)]
    found = backlog(waiting, now=day(5))
    assert found.items == {"identifier_conflict": 1, "possible_match": 2}
    assert found.n == 3
    assert found.overdue == 2
    assert (found.median_age, found.oldest) == (dt.timedelta(days=4), dt.timedelta(days=5))


def test_what_is_due_now_is_not_overdue():
    items = queue(resolved("ab", {"ab": 0.3}), now=AT, due={"possible_match": dt.timedelta(days=2)})
    assert backlog([(items[0], AT)], now=day(2)).overdue == 0
    assert backlog([(items[0], AT)], now=day(3)).overdue == 1


def test_where_nothing_waits_nothing_has_an_age():
    found = backlog([], now=AT)
    assert (found.n, found.overdue, found.median_age, found.oldest) == (0, 0, None, None)


# -- precision by band ----------------------------------------------------------------------------


def test_precision_is_the_share_of_those_that_are_one():
    of = {"ab": 0.6, "cd": 0.7, "ef": 0.99}
    result = resolved("abcdefg", of)
    given_ = [said(Same, "ab"), said(Different, "cd"), said(Same, "ef"), said(Different, "ag")]
    low, middle, high = precision_by_band(given_, result, edges=(0.5, 0.9))
    assert [band.n for band in (low, middle, high)] == [1, 2, 1]
    assert [band.precision.value for band in (low, middle, high)] == [0.0, 0.5, 1.0]
    assert middle.expected == pytest.approx(0.65)
    # Wilson (1927) of one in two.
    assert middle.precision.low == pytest.approx(0.0945, abs=1e-4)
    assert middle.precision.high == pytest.approx(0.9055, abs=1e-4)
    assert (low.low, low.high, high.low, high.high) == (0.0, 0.5, 0.9, 1.0)


def test_the_end_of_a_band_is_of_the_one_above():
    result = resolved("ab", {"ab": 0.7})
    (link,) = result.links
    bands = precision_by_band([said(Same, "ab")], result, edges=(link.probability,))
    assert [band.n for band in bands] == [0, 1]


def test_the_last_word_counts_and_who_is_unsure_and_rulings_do_not():
    result = resolved("abc", {"ab": 0.6})
    given_ = [
        said(Same, "ab"), said(Different, "ab", on=1), ruled(cm.Always, "ab", on=2),
        said(Same, "ac"), said(Unsure, "ac", on=1),
    ]  # fmt: skip
    bands = precision_by_band(given_, result, edges=(0.5,))
    assert [(band.n, band.precision.value) for band in bands] == [(0, 0.5), (1, 0.0)]


def test_records_that_are_no_more_are_left_out():
    (band, _) = precision_by_band([said(Same, "ab")], resolved("bc", {}), edges=(0.5,))
    assert band.n == 0
    assert (band.precision.low, band.precision.high) == (0.0, 1.0)


@given(decisions, st.lists(st.sampled_from([0.1, 0.35, 0.55, 0.85]), unique=True).map(sorted))
def test_bands_leave_no_gap_and_count_each_pair_once(given_, edges):
    bands = precision_by_band(given_, resolved("abcdefg", {"ab": 0.6, "bc": 0.9}), edges=edges)
    assert [band.low for band in bands] == [0.0, *edges]
    assert [band.high for band in bands] == [*edges, 1.0]
    last = {}
    for one in given_:
        if not hasattr(one, "holds"):
            last.setdefault(one.pair, []).append(one)
    sure = [p for p, of in last.items() if not any(isinstance(one, Unsure) for one in of)]
    assert len(sure) <= sum(band.n for band in bands) <= len(last)


@pytest.mark.parametrize("edges", [(0.9, 0.5), (0.5, 0.5), (0.0,), (1.0,), (float("nan"),)])
def test_what_are_no_edges_is_refused(edges):
    with pytest.raises(ConfigurationError, match="ascending"):
        precision_by_band([], resolved("ab", {}), edges=edges)


# -- agreement ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "alpha"),
    [
        # Krippendorff (2011), Computing Krippendorff's alpha-reliability, A: of ten pairs two
        # people agree on five that are none and on one that is, and differ on four.
        ({"li": "0100000000", "wu": "1110010010"}, 0.095),
        # Worked out by hand: 12 values of which 5 are 1; disagreeing pairs 2 (ordered), over m - 1.
        ({"li": "110011", "wu": "110001"}, 1 - 2 * 11 / (2 * 7 * 5)),
        ({"li": "1010", "wu": "0101"}, 1 - 8 * 7 / (2 * 4 * 4)),
        ({"li": "1100", "wu": "1100", "ann": "1100"}, 1.0),
        # Three on one pair, two of them of one mind: 4 ordered pairs that differ, over 2.
        ({"li": "10", "wu": "10", "ann": "0."}, 1 - 2 * 4 / (2 * 2 * 3)),
    ],
)
def test_alpha_is_that_of_the_books(people, alpha):
    assert agreement(told_by(**people)).alpha == pytest.approx(alpha, abs=5e-4)


def test_the_share_that_agrees_is_over_pairs_of_people():
    found = agreement(told_by(li="10", wu="11", ann="1."))
    assert found.pairs == 2
    assert found.agreed.value == pytest.approx(3 / 4)


@pytest.mark.parametrize(
    "people", [{}, {"li": "10"}, {"li": "1.", "wu": ".1"}, {"li": "1?", "wu": "?1"}]
)
def test_where_nobody_met_nothing_is_known(people):
    found = agreement(told_by(**people))
    assert (found.pairs, found.alpha) == (0, None)
    assert (found.agreed.low, found.agreed.high) == (0.0, 1.0)


def test_where_all_say_the_same_of_all_chance_cannot_be_told():
    found = agreement(told_by(li="11", wu="11"))
    assert (found.agreed.value, found.alpha) == (1.0, None)


def test_the_last_word_of_each_counts():
    given_ = [said(Same, "ab"), said(Same, "ab", by="wu"), said(Different, "ab", on=1)]
    assert agreement(given_).agreed.value == 0.0
    assert agreement([*given_, said(Unsure, "ab", on=2)]).pairs == 0


def test_rulings_agree_with_nobody():
    assert agreement([said(Same, "ab"), ruled(cm.Never, "ab")]).pairs == 0


@given(decisions, st.randoms(use_true_random=False))
def test_the_order_of_decisions_is_nothing(given_, dice):
    shuffled = list(given_)
    dice.shuffle(shuffled)
    assert agreement(shuffled) == agreement(given_)
    assert -1.0 <= (agreement(given_).alpha or 0.0) <= 1.0


# -- merges undone --------------------------------------------------------------------------------


def events_of(*steps):
    """Return the events of a ledger of a, b, c and d: a merge, an unmerge, one a day."""
    state, events = ledger.LedgerState(), []

    def do(command, *what, at):
        nonlocal state
        made = command(state, *what, at=at, actor="li")
        state = state.apply(made)
        events.extend(made)

    for letter in "abcd":
        do(ledger.create, letter, [cm.RecordId("t", letter)], at=AT)
    for number, (command, what) in enumerate(steps, start=1):
        do(command, what, at=day(number))
    return events


def test_a_merge_that_is_undone_is_counted_with_the_time_it_stood():
    events = events_of(
        (ledger.merge, ["a", "b"]), (ledger.merge, ["c", "d"]), (ledger.unmerge, "b")
    )
    found = undone(events[::-1])
    assert (found.merged, found.undone, found.share.value) == (2, 1, 0.5)
    assert found.median_time == dt.timedelta(days=2)


def test_a_merge_that_is_made_again_counts_again():
    events = events_of(
        (ledger.merge, ["a", "b"]), (ledger.unmerge, "b"), (ledger.merge, ["a", "b", "c"])
    )
    assert (undone(events).merged, undone(events).undone) == (3, 1)


def test_where_nothing_was_merged_nothing_was_undone():
    found = undone(events_of())
    assert (found.merged, found.undone, found.share.value, found.median_time) == (0, 0, 0.0, None)
