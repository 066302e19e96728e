"""Candidate pairs are those that share a key of a rule by the scalar definition, each once."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.block.worlds import (
    RULES,
    ann,
    blocks_of,
    bob,
    nothing,
    pairs_of,
    shuffled,
    term_of,
    view_of,
    views,
)
from tests.helpers import FILLER, ListView, flat_column

from custmdm import block
from custmdm.columns import Term


def brute_force(view, rules, max_records):
    return {
        pair
        for rule in rules
        for members in blocks_of(view, rule, rules, max_records).used
        for pair in itertools.combinations(members, 2)
    }


some_rules = st.lists(st.sampled_from(RULES), max_size=3)


@given(views(), some_rules, st.integers(1, 8))
def test_pairs_equal_brute_force_each_once_and_left_first(view, rules, max_records):
    found = pairs_of(block.candidate_pairs(view, rules, max_records=max_records))
    assert found == sorted(brute_force(view, rules, max_records))
    assert all(left < right for left, right in found)


@given(views(), some_rules, st.integers(1, 8))
def test_a_stream_of_pairs_equals_brute_force(view, rules, max_records):
    found = block.candidates(view, rules, max_records=max_records, at_once=0)
    made = list(found.chunks(5)) if isinstance(found, block.PairStream) else []
    pairs = [
        pair for left, right in made for pair in zip(left.tolist(), right.tolist(), strict=True)
    ]
    assert pairs == sorted(brute_force(view, rules, max_records))


@given(views(), some_rules, st.integers(1, 8))
def test_a_plan_says_what_its_rule_proposes_by_itself(view, rules, max_records):
    plans = block.candidate_pairs(view, rules, max_records=max_records).plans
    expected = []
    for rule in rules:
        found = blocks_of(view, rule, rules, max_records)
        pairs = {pair for members in found.used for pair in itertools.combinations(members, 2)}
        expected.append((block.rule_name(rule), len(pairs), len(found.split), len(found.dropped)))
    assert [(plan.rule, plan.pairs, plan.split, plan.skipped) for plan in plans] == expected


@given(views(), some_rules)
def test_a_pair_shares_a_key_and_no_other_pair_does(view, rules):
    found = set(pairs_of(block.candidate_pairs(view, rules, max_records=99)))
    rules = [block.as_rule(rule) for rule in rules]
    for left, right in itertools.combinations(range(len(view)), 2):
        shared = any(rule.keys_of(view, left) & rule.keys_of(view, right) for rule in rules)
        assert ((left, right) in found) == shared


@given(views(), some_rules, st.integers(1, 8), st.randoms(use_true_random=False))
def test_shuffling_the_rows_changes_only_their_numbers(view, rules, max_records, random):
    other, order = shuffled(view, random)
    before = block.candidate_pairs(view, rules, max_records=max_records)
    after = block.candidate_pairs(other, rules, max_records=max_records)
    renamed = {tuple(sorted((order[left], order[right]))) for left, right in pairs_of(after)}
    assert renamed == set(pairs_of(before))
    assert after.plans == before.plans


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        pytest.param([None, None], block.on("f"), id="missing"),
        pytest.param([FILLER, FILLER], block.on("f"), id="placeholder"),
        pytest.param([Term(None, "x")] * 2, block.on("f"), id="a key of None"),
        pytest.param([Term("", "x")] * 2, block.on("f"), id="an empty key"),
        pytest.param([[], []], block.on("f"), id="no values"),
        pytest.param([[None, FILLER]] * 2, block.on("f"), id="only missing ones among many"),
        pytest.param([ann, ann], block.on(("f", nothing)), id="a function without keys"),
        pytest.param([ann, ann], block.on(("f", lambda v: ("",))), id="a function of empty keys"),
        pytest.param([ann, ann], block.on(("f", lambda v: (None,))), id="a function of None"),
        pytest.param([ann, ann], lambda row: (), id="a rule without keys"),
        pytest.param([ann, ann], lambda row: (None, ""), id="a rule of empty keys"),
        pytest.param([ann, bob], block.on("f"), id="two values"),
    ],
)
def test_what_is_missing_forms_no_block(cells, rule):
    found = block.candidate_pairs(view_of(f=cells), [rule], max_records=9)
    assert (pairs_of(found), found.plans[0].pairs, found.plans[0].skipped) == ([], 0, 0)


def test_one_missing_part_keeps_a_record_out_of_the_rule():
    view = view_of(f=[ann, ann, ann], g=[bob, None, bob])
    assert pairs_of(block.candidate_pairs(view, [block.on("f", "g")], max_records=9)) == [(0, 2)]


def test_one_shared_value_of_many_is_enough():
    view = view_of(f=[[ann, bob], [bob], [ann, None], []])
    found = block.candidate_pairs(view, [block.on("f")], max_records=9)
    assert pairs_of(found) == [(0, 1), (0, 2)]


def test_two_rules_that_propose_one_pair_give_it_once():
    view = view_of(f=[ann, ann], g=[bob, bob])
    found = block.candidate_pairs(view, [block.on("f"), block.on("g")], max_records=9)
    assert pairs_of(found) == [(0, 1)]
    assert [plan.pairs for plan in found.plans] == [1, 1]
    assert len(found) == 1


@pytest.mark.parametrize(("max_records", "pairs", "skipped"), [(4, 6, 0), (3, 0, 1), (1, 0, 2)])
def test_a_block_that_is_too_large_is_skipped_and_counted(max_records, pairs, skipped):
    view = view_of(f=[ann, ann, ann, ann, bob, bob])
    pairs += max_records >= 2
    found = block.candidate_pairs(view, [block.on("f")], max_records=max_records)
    assert (len(found), found.plans[0].skipped) == (pairs, skipped)


def test_the_records_of_a_block_that_is_too_large_meet_where_they_agree_on_more():
    cells = {
        "f": [ann] * 6,
        "g": [bob, bob, ann, ann, ann, None],
        "h": [[bob], [ann], [], [None], [bob], [bob, ann]],
    }
    rules = [block.on("f"), block.on("g", "h")]
    found = block.candidate_pairs(view_of(**cells), rules, max_records=3)
    assert pairs_of(found) == [(0, 1), (0, 4), (0, 5), (1, 5), (2, 3), (2, 4), (3, 4), (4, 5)]
    assert [(plan.pairs, plan.split, plan.skipped) for plan in found.plans] == [
        (8, 1, 0),
        (0, 0, 0),
    ]
    # Of h three records have each value, of g three: with at most two a block only one is left.
    found = block.candidate_pairs(view_of(**cells), rules, max_records=2)
    assert pairs_of(found) == [(0, 1), (1, 5)]
    assert [(plan.split, plan.skipped) for plan in found.plans] == [(1, 2), (0, 0)]


def test_a_block_is_split_by_the_whole_value_that_its_key_is_a_part_of():
    view = view_of(f=[ann, ann, term_of("Andy"), term_of("Andy"), term_of("Ansel")])
    rules = [block.on(("f", block.Prefix(2)))]
    found = block.candidate_pairs(view, rules, max_records=3)
    assert pairs_of(found) == [(0, 1), (2, 3)]


def test_the_fields_of_the_best_pairs_split_the_blocks_of_other_rules_too():
    view = view_of(f=[ann] * 4, g=[ann, bob, bob, ann])
    best = block.BestPairs([block.on(("g", nothing))])
    found = block.candidate_pairs(view, [block.on("f"), best], max_records=3)
    assert pairs_of(found) == [(0, 3), (1, 2)]


def test_a_record_with_one_key_twice_counts_once():
    view = view_of(f=[[ann, Term("ann", "ANN")], [ann]])
    found = block.candidate_pairs(view, [block.on("f")], max_records=2)
    assert (pairs_of(found), found.plans[0].skipped) == ([(0, 1)], 0)


@pytest.mark.parametrize("rules", [[], RULES])
@pytest.mark.parametrize("n", [0, 1])
def test_too_few_records_make_no_pairs(n, rules):
    view = ListView(
        {f: flat_column([ann] * n) for f in ("name", "phones", "city")},
        [{"cities": ["Leeds"], "number": 1}] * n,
    )
    found = block.candidate_pairs(view, rules, max_records=9)
    assert pairs_of(found) == []
    assert found.left.dtype == found.right.dtype == np.int64
