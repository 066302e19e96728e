"""What people are asked: each kind of question, what is not asked, in which order, and how."""

import datetime as dt
import random
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import custmdm as cm
from custmdm.cluster import connected_components
from custmdm.data.review_words import _PHRASES, REVIEW_REASONS
from custmdm.errors import ConfigurationError
from custmdm.steward import (
    Band,
    Bands,
    Different,
    Same,
    Unsure,
    evidence,
    held_back,
    merges,
    queue,
    replay,
)
from tests.steward.world import (
    LETTERS,
    chances,
    customers,
    day,
    decisions,
    letters_of,
    linker_of,
    pair,
    resolved,
    rows_of,
    ruled,
    said,
)

NOW = day(7)
TWO_IDS = {"a": "AAAA1111", "b": "BBBB2222"}
CAREFUL = Bands(new_new=Band(0.25, auto=0.85))


def told(items):
    """Return items as {"ab": "possible_match"}."""
    return {letters_of(item.pair): item.kind for item in items}


def subjects_of(item, result):
    """Return the customers that an item is about, by the letters of their records."""
    by_id = {cluster.golden_id: letters_of(cluster.members) for cluster in result.clusters}
    return [by_id[name] for name in item.subjects]


# -- each kind ------------------------------------------------------------------------------------


def test_two_customers_that_may_be_one():
    result = resolved("abcd", {"ab": 0.9, "cd": 0.9, "ac": 0.2, "bd": 0.4})
    (item,) = queue(result)
    assert (item.kind, item.pair, item.reasons) == (
        "possible_match",
        pair("bd"),
        ("score.possible",),
    )
    assert subjects_of(item, result) == ["ab", "cd"]
    assert item.probability == pytest.approx(0.4)
    assert item.impact == 2


def test_a_match_that_the_clustering_kept_apart_is_asked_too():
    (item,) = queue(resolved("abc", {"ab": 0.95, "bc": 0.6}))
    assert (item.pair, item.reasons) == (pair("bc"), ("score.match",))


def test_a_customer_that_fits_two_others_is_one_question():
    result = resolved("abc", {"ab": 0.4, "ac": 0.3})
    (item,) = queue(result)
    assert (item.kind, item.pair) == ("ambiguous_cluster", pair("ab"))
    assert subjects_of(item, result) == ["a", "b", "c"]
    assert item.reasons == ("score.possible", "fits.several")
    assert item.impact == 2


def test_a_customer_that_fits_one_much_better_is_not_in_doubt():
    found = told(queue(resolved("abcd", {"ab": 0.95, "ac": 0.45, "bd": 0.99})))
    assert set(found.values()) == {"possible_match"}


def test_a_link_that_alone_holds_a_customer_together():
    of = {"ab": 0.99, "bc": 0.6, "cd": 0.99, "ce": 0.99, "de": 0.9}
    result = resolved("abcde", of, clusterer=connected_components)
    (item,) = queue(result)
    assert (item.kind, item.pair, item.impact) == ("bridge", pair("bc"), 2)
    assert item.probability == pytest.approx(0.6)
    assert subjects_of(item, result) == ["abcde"]


def test_what_somebody_said_is_one_is_no_bridge_and_makes_none_of_others():
    of = {"ab": 0.99, "cd": 0.99}
    chain = {"clusterer": connected_components}
    bridged = resolved("abcd", of, constraints=[cm.Always(*pair("bc"))], **chain)
    # a and b: the others are on the far side of what was said.
    assert [(i.kind, i.pair, i.impact) for i in queue(bridged)] == [("bridge", pair("ab"), 1)]
    ring = [cm.Always(*pair("bc")), cm.Always(*pair("ad"))]
    assert queue(resolved("abcd", of, constraints=ring, **chain)) == ()


def test_only_numbers_of_identity_keep_two_customers_apart():
    result = resolved("ab", {"ab": 0.9}, codes=TWO_IDS)
    (item,) = queue(result)
    assert (item.kind, item.reasons) == (
        "identifier_conflict",
        ("score.match", "identifiers.differ"),
    )
    assert subjects_of(item, result) == ["a", "b"]
    assert queue(resolved("ab", {"ab": 0.4}, codes=TWO_IDS)) == ()


def test_a_customer_that_has_two_numbers_because_somebody_said_so():
    chain = [cm.Always(*pair("ac")), cm.Always(*pair("bc"))]
    of = {"ab": 0.9, "ac": 0.9, "bc": 0.9}
    result = resolved("abc", of, codes=TWO_IDS, constraints=chain)
    (item,) = queue(result)
    assert (item.kind, item.pair) == ("identifier_conflict", pair("ab"))
    assert (item.reasons, item.impact) == (("identifiers.inside",), 1)
    assert subjects_of(item, result) == ["abc"]


@pytest.mark.parametrize("cls", [Same, Different, Unsure])
def test_a_decision_on_records_that_say_something_else_now(cls):
    before = resolved("abc", {"ab": 0.6, "bc": 0.3})
    decision = said(cls, "ab", evidence=evidence(before, *pair("ab")))
    found = replay([decision], now=NOW)
    after = resolved(
        "abc", {"ab": 0.6, "bc": 0.3}, notes={"a": "new"}, constraints=found.constraints
    )
    of_pair = [item for item in queue(after, decisions=found) if item.pair == pair("ab")]
    assert [item.kind for item in of_pair] == ["stale_decision"]
    assert of_pair[0].reasons == (f"stale.{cls.__name__.lower()}",)
    assert of_pair[0].impact == 1
    # Decided anew, with what is known now, it is settled.
    anew = replay([decision, of_pair[0].unsure(by="wang", at=day(1))], now=NOW)
    assert pair("ab") not in {item.pair for item in queue(after, decisions=anew)}


def test_a_merge_that_waits_is_asked_of_the_run_that_found_it_and_of_the_one_without_it():
    of = {"ab": 0.6, "cd": 0.99, "ac": 0.3}
    found = resolved("abcd", of)
    waiting = merges(found, CAREFUL)
    published = resolved("abcd", of, constraints=held_back(waiting))
    assert customers(published) == {"a", "b", "cd"}
    for result, subjects in ((found, ["ab"]), (published, ["a", "b"])):
        items = queue(result, merges=waiting)
        assert [i.kind for i in items if i.pair == pair("ab")] == ["held_back"]
        item = next(i for i in items if i.kind == "held_back")
        assert subjects_of(item, result) == subjects
        assert (item.reasons, item.impact) == (("band.new_new",), 1)


def test_records_of_a_merge_that_waits_are_asked_about_once():
    """Of customers of several records, all pairs but one are still possible in the run without."""
    of = {"ab": 0.99, "cd": 0.99, "ac": 0.6, "ad": 0.7, "bc": 0.7, "bd": 0.7}
    previous = {"previous": resolved("abcd", {"ab": 0.99, "cd": 0.99}).crosswalk, "now": NOW}
    waiting = merges(resolved("abcd", of, **previous), Bands(confirmed_confirmed=Band(0.0)))
    published = resolved("abcd", of, constraints=held_back(waiting), **previous)
    assert customers(published) == {"ab", "cd"}
    assert told(queue(published, merges=waiting)) == {"ac": "held_back"}


def test_a_merge_that_is_not_worth_a_look_is_not_asked():
    of = {"ab": 0.99, "cd": 0.99, "ac": 0.6, "ad": 0.7, "bc": 0.7, "bd": 0.7}
    previous = {"previous": resolved("abcd", {"ab": 0.99, "cd": 0.99}).crosswalk, "now": NOW}
    waiting = merges(resolved("abcd", of, **previous), Bands(confirmed_confirmed=Band(0.8)))
    assert [one.answer for one in waiting] == ["apart"]
    published = resolved("abcd", of, constraints=held_back(waiting), **previous)
    assert queue(published, merges=waiting) == ()


def test_a_veto_is_among_the_reasons():
    bands = evolve(CAREFUL, vetoes=[lambda left, right: "born before the other's mother"])
    found = merges(resolved("ab", {"ab": 0.99}), bands)
    (item,) = queue(resolved("ab", {"ab": 0.99}), merges=found)
    assert item.reasons == ("band.new_new", "band.veto")


# -- what is not asked ----------------------------------------------------------------------------


def test_of_who_waits_for_a_merge_no_link_is_asked():
    result = resolved("abc", {"ab": 0.99, "bc": 0.6}, clusterer=connected_components)
    assert told(queue(result)) == {"bc": "bridge"}
    assert told(queue(result, merges=merges(result))) == {"ac": "held_back"}


def test_of_two_questions_on_one_pair_the_first_is_asked():
    """A merge waits for a pair on which somebody decided when it was another."""
    before = resolved("ab", {"ab": 0.6})
    unsure = said(Unsure, "ab", evidence=evidence(before, *pair("ab")))
    after = resolved("ab", {"ab": 0.6}, notes={"a": "new"})
    waiting = merges(after, CAREFUL)
    assert told(queue(after, merges=waiting)) == {"ab": "held_back"}
    found = replay([unsure], now=NOW)
    assert told(queue(after, merges=waiting, decisions=found)) == {"ab": "stale_decision"}


@settings(max_examples=50)
@given(chances, decisions)
def test_what_was_decided_is_not_asked_again_nor_anything_else_of_the_two(of, given_):
    found = replay(given_, now=NOW)
    result = resolved(LETTERS, of, constraints=found.constraints)
    home = result.crosswalk.ids
    decided = {frozenset(home[record] for record in one.pair) for one in found.standing}
    items = queue(result, decisions=found)
    assert not {item.pair for item in items} & {one.pair for one in found.standing}
    for item in items:
        if item.kind == "possible_match":
            assert frozenset(item.subjects) not in decided
    # Without the decisions, there is no less to ask.
    assert len(queue(result)) >= len([i for i in items if i.kind != "ambiguous_cluster"])


@pytest.mark.parametrize("cls", [Same, Different, Unsure])
def test_of_two_customers_one_decision_is_enough(cls):
    of = {"ab": 0.99, "cd": 0.99, "ac": 0.4, "bd": 0.4, "bc": 0.4, "ad": 0.4}
    result = resolved("abcd", of)
    (item,) = queue(result)
    decision = getattr(item, cls.__name__.lower())(by="li", at=day(1), reason="phoned")
    assert decision == said(
        cls, letters_of(item.pair), on=1, evidence=item.evidence, reason="phoned"
    )
    found = replay([decision], now=NOW)
    assert queue(result, decisions=found) == ()
    again = resolved("abcd", of, constraints=found.constraints)
    assert queue(again, decisions=found) == ()


def test_a_ruling_is_not_asked_about():
    inside = ruled(cm.Always, "ab")
    found = replay([inside], now=NOW)
    result = resolved("ab", {"ab": 0.9}, codes=TWO_IDS, constraints=found.constraints)
    assert told(queue(result)) == {"ab": "identifier_conflict"}
    assert queue(result, decisions=found) == ()


def test_who_is_unsure_is_asked_again_when_more_is_known():
    result = resolved("ab", {"ab": 0.4})
    (item,) = queue(result)
    found = replay([item.unsure(by="li", at=day(1))], now=NOW)
    assert queue(result, decisions=found) == ()
    after = resolved("ab", {"ab": 0.4}, notes={"b": "more"})
    assert told(queue(after, decisions=found)) == {"ab": "stale_decision"}


# -- order and budget -----------------------------------------------------------------------------

MANY = {"ab": 0.5, "bc": 0.3, "de": 0.6, "fg": 0.4, "ef": 0.2, "ag": 0.3}
MANY_APART = {"thresholds": cm.Thresholds(match=0.97, possible=0.2)}


def many(letters=LETTERS):
    linker = linker_of(MANY, clusterer=connected_components)
    return evolve(linker, **MANY_APART).resolve(rows_of(letters), key="id", source="t")


@given(st.randoms(use_true_random=False))
def test_the_order_of_records_is_nothing(dice):
    letters = list(LETTERS)
    dice.shuffle(letters)
    expected = queue(many())
    assert queue(many(letters)) == expected
    assert len(expected) > 2


@pytest.mark.parametrize("budget", [1, 2, 99])
def test_a_budget_takes_the_first(budget):
    assert queue(many(), budget=budget) == queue(many())[:budget]


def test_what_is_more_open_comes_first_and_what_is_worth_more():
    of = {"ab": 0.2, "cd": 0.45}
    result = resolved("abcd", of)
    assert list(told(queue(result))) == ["cd", "ab"]
    worth = {result.crosswalk.ids[pair("ab")[0]]: 100.0}
    assert list(told(queue(result, value=lambda name: worth.get(name, 1.0)))) == ["ab", "cd"]


def test_more_records_come_first():
    of = {"ab": 0.4, "cd": 0.4, "de": 0.99, "ce": 0.2}
    assert list(told(queue(resolved("abcde", of)))) == ["cd", "ab"]


def test_a_customer_that_hardly_fits_several_is_no_more_open_than_one_that_hardly_fits_one():
    of = {"ab": 0.2, "ac": 0.2, "de": 0.4, "ef": 0.99}
    found = queue(resolved("abcdef", of))
    assert [item.kind for item in found] == ["possible_match", "ambiguous_cluster"]


def test_a_match_that_others_speak_against_is_as_open_as_can_be():
    of = {"ab": 0.99, "bc": 0.95, "de": 0.4, "ef": 0.99}
    found = queue(resolved("abcdef", of))
    assert list(told(found)) == ["bc", "de"]
    assert found[0].reasons == ("score.match",)


@given(chances)
def test_ids_are_of_the_records_and_stay_when_others_come(of):
    few = {item.id: item for item in queue(resolved("abcd", of))}
    more = {item.id: item for item in queue(resolved(LETTERS, of))}
    for name in few.keys() & more.keys():
        assert (few[name].pair, few[name].kind) == (more[name].pair, more[name].kind)
    named = {(item.kind, item.pair): name for name, item in [*few.items(), *more.items()]}
    assert len(named) == len(few.keys() | more.keys())


@pytest.mark.parametrize("budget", [0, -3])
def test_no_budget_is_refused(budget):
    with pytest.raises(ConfigurationError, match="at least one item"):
        queue(many(), budget=budget)


# -- how it is asked ------------------------------------------------------------------------------


def test_the_blind_see_nothing_of_what_the_model_thinks():
    dice = random.Random(3)
    letters = [chr(at) for at in range(ord("a"), ord("z"))]
    of = {a + b: dice.choice([0.2, 0.4, 0.6]) for a, b in pairwise(letters)}
    result = resolved(letters, of)
    seeing, blind = queue(result, budget=9), queue(result, budget=9, blind=True)
    assert {item.id for item in blind} == {item.id for item in seeing}
    assert all(item.probability is None for item in blind)
    assert not any(code.startswith("score") for item in blind for code in item.reasons)
    assert [item.id for item in blind] == sorted(item.id for item in blind)


def test_each_kind_may_wait_as_long_as_is_said():
    result = resolved("abcde", {"ab": 0.3, "cd": 0.9}, codes={"c": "AAAA1111", "d": "BBBB2222"})
    due = {"identifier_conflict": dt.timedelta(days=2)}
    found = {item.kind: item.due for item in queue(result, now=NOW, due=due)}
    assert found == {"identifier_conflict": day(9), "possible_match": None}


def test_a_due_date_counts_from_a_time_and_is_of_a_kind_that_there_is():
    with pytest.raises(ConfigurationError, match="due= needs now="):
        queue(many(), due={"bridge": dt.timedelta(1)})
    with pytest.raises(ConfigurationError, match="no kind of item 'bridges', but possible_match"):
        queue(many(), now=NOW, due={"bridges": dt.timedelta(1)})


def test_the_evidence_is_that_of_the_pair_by_the_key():
    result = resolved("ab", {"ab": 0.4})
    (item,) = queue(result, secret=b"key")
    assert item.evidence == evidence(result, *item.pair, secret=b"key")
    assert item.evidence != evidence(result, *item.pair)


def test_no_value_is_in_what_an_item_says():
    notes = {"a": "Annabel of York", "b": "Annabelle of Leeds"}
    result = resolved("abc", {"ab": 0.6, "bc": 0.3, "ac": 0.3}, codes=TWO_IDS, notes=notes)
    items = queue(result)
    assert {"ambiguous_cluster", "identifier_conflict"} <= set(told(items).values())
    for item in items:
        text = repr(item) + item.text() + item.text("zh")
        for value in (*TWO_IDS.values(), *notes.values(), "York"):
            assert value.casefold() not in text.casefold()


# -- in words -------------------------------------------------------------------------------------


def test_an_item_is_a_line_in_two_languages():
    (item,) = queue(resolved("ab", {"ab": 0.4}))
    one, other = item.subjects
    assert item.text() == f"{one} and {other} may be one: they may match; one record hangs on it"
    assert item.text("zh-CN") == (f"{one} 与 {other} 可能为同一客户：二者可能匹配；涉及 1 条记录")


def test_the_blind_read_no_reason():
    (item,) = queue(resolved("abcd", {"ab": 0.9, "cd": 0.9, "ac": 0.4}), blind=True)
    assert item.text().endswith(" may be one; 2 records hang on it")


@pytest.mark.parametrize("code", _PHRASES)
def test_each_phrase_is_there_in_both_languages(code):
    english, chinese = _PHRASES[code]["en"], _PHRASES[code]["zh"]
    assert english.isascii()
    assert not chinese.isascii()
    assert english.count("{") == chinese.count("{")


@settings(max_examples=40)
@given(chances, decisions)
def test_each_reason_has_words(of, given_):
    found = replay(given_, now=NOW)
    codes = dict(zip(LETTERS[:3], ("AAAA1111", "BBBB2222", "CCCC3333"), strict=True))
    result = resolved(LETTERS, of, codes=codes, constraints=found.constraints)
    for item in queue(result, merges=merges(result, CAREFUL), decisions=found):
        assert set(item.reasons) <= REVIEW_REASONS.keys()
        assert "{" not in item.text() + item.text("zh")
