"""A pair is told the rules that brought it together, and no pair that is none."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.block.worlds import RULES, ann, blocks_of, bob, one_rule_each, pairs_of, view_of, views

from custmdm import block
from custmdm.block import BestPairs, KeyTable


@given(views(), one_rule_each(), st.integers(2, 8))
def test_a_pair_has_rules_exactly_if_it_is_a_candidate(view, rules, max_records):
    found = block.candidate_pairs(view, rules, max_records=max_records)
    table = KeyTable(view)
    for left, right in itertools.combinations(range(len(view)), 2):
        told = block.rules_of_pair(table, rules, found.plans, left, right, max_records=max_records)
        assert bool(told.rules) == ((left, right) in set(pairs_of(found)))
        again = block.rules_of_pair(view, rules, found.plans, right, left, max_records=max_records)
        assert again == told


@given(views(), st.lists(st.sampled_from(RULES), max_size=3, unique_by=id), st.integers(2, 8))
def test_by_hand_a_rule_is_told_if_it_proposes_the_pair_and_a_field_that_split_it(
    view, rules, max_records
):
    plans = block.candidate_pairs(view, rules, max_records=max_records).plans
    found = [(block.rule_name(r), blocks_of(view, r, rules, max_records)) for r in rules]
    for pair in itertools.combinations(range(len(view)), 2):
        told = block.rules_of_pair(view, rules, plans, *pair, max_records=max_records)
        said = [blocks.told(name, pair) for name, blocks in found]
        assert told == block.PairRules(tuple(name for name in said if name is not None))


def test_a_pair_is_told_the_field_that_it_needed_where_too_many_share_a_key():
    view = view_of(f=[ann] * 4, g=[ann, ann, bob, bob], h=[ann, bob, ann, None])
    rules = [block.on("f"), block.on("g", "h")]
    plans = block.candidate_pairs(view, rules, max_records=3).plans
    told = {
        pair: block.rules_of_pair(view, rules, plans, *pair, max_records=3).rules
        for pair in itertools.combinations(range(4), 2)
    }
    assert {pair: rules for pair, rules in told.items() if rules} == {
        (0, 1): ("f & g",), (2, 3): ("f & g",), (0, 2): ("f & h",)
    }  # fmt: skip


VIEW = view_of(
    f=[ann, ann, bob, bob, bob, None, None, None], g=[ann, bob, bob, ann, None] + [bob] * 3
)


@pytest.mark.parametrize(
    ("left", "right", "rules", "left_out", "weight"),
    [
        (0, 1, ("f",), (), 2.0),  # two of eight have it
        (2, 3, (), ("f",), 1.0),  # three have it: as much as if four had
        (0, 3, ("g",), (), 2.0),
        (1, 2, (), (), 0.0),  # five of eight have it, and four may
        (0, 7, (), (), 0.0),
    ],
)
def test_a_pair_under_the_cut_is_told_what_it_weighs(left, right, rules, left_out, weight):
    best = BestPairs([block.on("f"), block.on("g")], max_records=4, pairs_per_record=0, min_pairs=2)
    plans = block.candidate_pairs(VIEW, [best], max_records=9).plans
    told = block.rules_of_pair(VIEW, [best], plans, left, right, max_records=9)
    assert (told.rules, told.left_out) == (rules, left_out)
    assert told.weight == pytest.approx(weight, abs=0.01)
    assert told.cut == 2.0


def test_two_rules_of_one_name_both_count():
    def initial(value):
        return (value[:1],)

    first, initial.__name__ = block.on(("f", initial)), "key"

    def length(value):
        return (str(len(value)),)

    length.__name__ = "key"
    best = BestPairs([first, block.on(("f", length))])
    plans = block.candidate_pairs(VIEW, [best], max_records=9).plans
    told = block.rules_of_pair(VIEW, [best], plans, 0, 1, max_records=9)
    assert told.rules == ("key(f)", "key(f)")
    assert told.weight == pytest.approx(2.0, abs=0.01)  # all of one length
