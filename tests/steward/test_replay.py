"""Decisions on new data: whatever was said, by whom and in which order, it comes to one thing."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import custmdm as cm
from custmdm.errors import ConfigurationError
from custmdm.steward import Different, Ruling, Same, Unsure, evidence, queue, replay, stale
from tests.steward.world import (
    LETTERS,
    chances,
    customers,
    day,
    decisions,
    linker_of,
    pair,
    rec,
    resolved,
    rows_of,
    ruled,
    said,
)

NOW = day(7)
scopes = st.sampled_from([None, "nightly"])


def names(found):
    """Return decisions as text: what kind, and of whom."""
    return [f"{type(one).__name__} {one.pair[0].key}{one.pair[1].key}" for one in found]


# -- laws ---------------------------------------------------------------------------------------


@given(decisions, scopes, st.randoms(use_true_random=False))
def test_the_order_in_which_decisions_come_is_nothing(given_, scope, dice):
    shuffled = [*given_, *given_[:2]]
    dice.shuffle(shuffled)
    assert replay(shuffled, now=NOW, scope=scope) == replay(given_, now=NOW, scope=scope)


@given(decisions, scopes)
def test_each_decision_is_told_of_once(given_, scope):
    found = replay(given_, now=NOW, scope=scope)
    told = [*found.standing, *found.superseded, *found.expired]
    told += [one.decision for one in found.contradictory]
    of_now = {one for one in given_ if one.at <= NOW and one.scope in (None, scope)}
    assert len(told) == len(set(told))
    assert set(told) == of_now


@settings(max_examples=60)
@given(decisions, scopes, chances)
def test_what_stands_contradicts_nothing_and_the_clusters_hold_to_it(given_, scope, of):
    found = replay(given_, now=NOW, scope=scope)
    result = resolved(LETTERS, of, constraints=found.constraints)
    home = result.crosswalk.ids
    for one in found.standing:
        left, right = (home[record] for record in one.pair)
        if isinstance(one, Same) or getattr(one, "holds", None) == cm.Always(*one.pair):
            assert left == right
        elif not isinstance(one, Unsure):
            assert left != right


@given(decisions, scopes)
def test_a_chain_leads_from_one_record_to_the_other(given_, scope):
    found = replay(given_, now=NOW, scope=scope)
    for one in found.contradictory:
        at, end = one.decision.pair
        apart = 0
        for step in one.chain:
            assert step in found.standing
            assert at in step.pair
            (at,) = set(step.pair) - {at}
            together = isinstance(step, Same) or getattr(step, "holds", None) == cm.Always(
                *step.pair
            )
            apart += not together
        assert at == end
        # Those that are one and a single one that is not, against one that says the opposite.
        says_one = isinstance(one.decision, Same) or (
            getattr(one.decision, "holds", None) == cm.Always(*one.decision.pair)
        )
        assert apart == (1 if says_one else 0)


@given(decisions, scopes)
def test_what_stands_comes_to_the_same_when_it_is_replayed_alone(given_, scope):
    found = replay(given_, now=NOW, scope=scope)
    again = replay(found.standing, now=NOW, scope=scope)
    assert (again.standing, again.constraints, again.labels) == (
        found.standing,
        found.constraints,
        found.labels,
    )
    assert again.contradictory == again.superseded == again.expired == ()


@given(decisions)
def test_the_last_word_on_a_pair_stands_unless_it_contradicts(given_):
    found = replay(given_, now=NOW)
    left_out = {one.decision for one in found.contradictory}
    open_ = [
        one
        for one in given_
        if one.at <= NOW and one.scope is None and (one.expires is None or one.expires > NOW)
    ]
    for one in open_:
        of_pair = [
            o for o in open_ if o.pair == one.pair and hasattr(o, "holds") == hasattr(one, "holds")
        ]
        last = max(o.at for o in of_pair)
        candidates = {o for o in of_pair if o.at == last}
        assert candidates & {*found.standing, *left_out}


# -- one by one -----------------------------------------------------------------------------------


def test_the_later_word_counts():
    found = replay([said(Different, "ab", on=2), said(Same, "ab", on=1)], now=NOW)
    assert names(found.standing) == ["Different ab"]
    assert names(found.superseded) == ["Same ab"]
    assert found.constraints == (cm.Never(*pair("ab")),)
    assert found.labels == {pair("ab"): False}


@pytest.mark.parametrize("by", ["ab", "ba"])
@pytest.mark.parametrize(
    ("bold", "wary"),
    [
        (said(Same, "ab", by="x"), said(Different, "ab", by="y")),
        (said(Same, "ab", by="x"), said(Unsure, "ab", by="y")),
        (said(Unsure, "ab", by="x"), said(Different, "ab", by="y")),
        (ruled(cm.Always, "ab", by="y"), ruled(cm.Never, "ab", by="x")),
    ],
)
def test_of_two_at_one_time_the_wary_one_counts(bold, wary, by):
    given_ = [bold, wary] if by == "ab" else [wary, bold]
    assert replay(given_, now=NOW).standing == (wary,)


def test_who_is_unsure_takes_back_what_was_said():
    found = replay([said(Same, "ab"), said(Unsure, "ab", on=1)], now=NOW)
    assert names(found.standing) == ["Unsure ab"]
    assert found.constraints == ()
    assert found.labels == {}


def test_a_decision_ends_on_the_day_and_the_word_before_it_holds_again():
    given_ = [said(Same, "ab"), said(Different, "ab", on=1, expires=day(3))]
    assert names(replay(given_, now=day(2)).standing) == ["Different ab"]
    found = replay(given_, now=day(3))
    assert names(found.standing) == ["Same ab"]
    assert names(found.expired) == ["Different ab"]


def test_what_is_said_later_or_of_another_run_is_not_known_yet():
    given_ = [said(Same, "ab", on=9), said(Same, "bc", scope="trial")]
    assert replay(given_, now=NOW) == replay([], now=NOW)
    assert names(replay(given_, now=NOW, scope="trial").standing) == ["Same bc"]


def test_a_ruling_stands_above_what_was_seen_later():
    given_ = [ruled(cm.Never, "ab"), said(Same, "ab", on=5)]
    (left_out,) = replay(given_, now=NOW).contradictory
    assert left_out.decision == given_[1]
    assert left_out.chain == (given_[0],)


def test_the_newest_of_a_chain_stands():
    given_ = [said(Same, "ab"), said(Same, "bc", on=1), said(Different, "ac", on=2)]
    found = replay(given_, now=NOW)
    assert names(found.standing) == ["Same bc", "Different ac"]
    (left_out,) = found.contradictory
    assert left_out.decision == given_[0]
    assert set(left_out.chain) == {given_[1], given_[2]}


def test_a_chain_is_the_shortest():
    ring = [said(Same, a + b) for a, b in pairwise("abcdef")]
    short = said(Same, "ae")
    (left_out,) = replay([*ring, short, said(Different, "af", on=-1)], now=NOW).contradictory
    assert names(left_out.chain) == ["Same ae", "Same ef"]


def test_labels_of_records_that_are_no_more_are_left_out():
    found = replay([said(Same, "ab"), said(Different, "bc")], now=NOW)
    assert found.labels_among({rec("a"), rec("b")}) == {pair("ab"): True}
    result = resolved("bcd", {})
    labels = found.labels_among(result.crosswalk.ids)
    assert labels == {pair("bc"): False}


def test_a_fit_takes_the_labels():
    letters = [chr(at) for at in range(ord("a"), ord("a") + 26)]
    of = {a + b: 0.9 for a, b in zip(letters[::2], letters[1::2], strict=True)}
    found = replay([said(Same, "ab"), said(Different, "cd"), said(Unsure, "ef")], now=NOW)
    fitted = linker_of(of).fit(rows_of(letters), key="id", source="t", labels=found.labels)
    assert fitted.is_trained


def test_what_is_no_decision_is_refused():
    with pytest.raises(ConfigurationError, match="got a Always"):
        replay([cm.Always("t:a", "t:b")], now=NOW)


def test_many_decisions_take_seconds():
    dice = random.Random(5)
    given_ = []
    for n in range(20_000):
        left, right = dice.sample(range(3_000), 2)
        cls = dice.choice([Same, Different, Different])
        given_.append(cls(f"t:{left}", f"t:{right}", by="li", at=day(n / 5_000)))
    start = time.perf_counter()
    found = replay(given_, now=NOW)
    assert time.perf_counter() - start < 20
    assert len(found.contradictory) > 100
    together = {*found.constraints}
    assert len(together) == len(found.standing)


# -- stale ----------------------------------------------------------------------------------------


def test_a_decision_is_stale_when_one_of_its_records_says_something_else():
    before = resolved("abc", {"ab": 0.4}, notes={"a": "old"})
    seen = [said(Same, x, evidence=evidence(before, *pair(x))) for x in ("ab", "ac", "bc")]
    blind = said(Different, "ab")
    after = resolved("abc", {"ab": 0.4}, notes={"a": "new"})
    assert stale([*seen, blind], before) == ()
    assert stale([*seen, blind], after) == tuple(seen[:2])


def test_a_decision_on_a_record_that_is_gone_is_not_stale():
    before = resolved("abc", {})
    seen = said(Same, "ab", evidence=evidence(before, *pair("ab")))
    assert stale([seen], resolved("bc", {}, notes={"b": "new"})) == ()


def test_a_ruling_never_becomes_stale():
    assert stale([ruled(cm.Never, "ab")], resolved("ab", {})) == ()


def test_a_stale_decision_holds_still():
    before = resolved("ab", {"ab": 0.9})
    seen = said(Different, "ab", evidence=evidence(before, *pair("ab")))
    held = replay([seen], now=NOW).constraints
    after = resolved("ab", {"ab": 0.9}, notes={"a": "new"}, constraints=held)
    assert stale([seen], after) == (seen,)
    assert customers(after) == {"a", "b"}


# -- rulings on values ---------------------------------------------------------------------------


def test_of_values_the_last_word_counts_and_after_its_time_the_one_before():
    first = Ruling(cm.AliasValue("employer", "IBM", same_as="Big Blue"), by="li", at=day(1))
    turned = cm.AliasValue("employer", "Big Blue", same_as="IBM")
    second = Ruling(turned, by="wang", at=day(2), expires=day(5))
    other = Ruling(cm.IgnoreValue("employer", "IBM"), by="li", at=day(2))
    found = replay([second, other, first], now=NOW)
    assert (found.standing, found.expired) == ((first, other), (second,))
    found = replay([second, other, first], now=day(3))
    assert set(found.standing) == {second, other}
    assert (found.superseded, found.labels) == ((first,), {})
    assert set(found.constraints) == {turned, other.holds}


def test_a_ruling_on_values_holds_in_the_next_run_and_asks_nothing():
    hotline = "+1 415 555 2671"
    rows = [
        {"id": n, "name": name, "phone": hotline}
        for n, name in enumerate(["Ann Lee", "Bo Chen", "Cy Dunn", "Ann Lee"])
    ]
    kinds = {"name": "person_name", "phone": "phone"}
    linker = cm.Linker(kinds=kinds).fit(rows, key="id", source="crm")
    ruling = Ruling(cm.IgnoreValue("phone", hotline), by="li", at=day(1))
    said_ = replay([ruling], now=NOW)
    before = linker.resolve(rows, key="id", source="crm")
    result = linker.resolve(rows, key="id", source="crm", constraints=said_.constraints)
    found = [str(one.explain("crm:0", "crm:3")).lower() for one in (before, result)]
    assert ["says nothing" in text for text in found] == [False, True]
    assert queue(result, decisions=said_) == queue(result)


def test_rulings_on_other_values_at_one_time_have_one_order():
    one, other = (Ruling(cm.IgnoreValue("phone", n), by="li", at=day(1)) for n in ("1", "2"))
    assert replay([one, other], now=NOW) == replay([other, one], now=NOW)
