"""The best pairs are those that weigh most by the scalar definition, whatever the order of rows."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.block.worlds import RULES, ann, bob, letters, pairs_of, shuffled, term_of, view_of, views

from custmdm import block
from custmdm.block import BestPairs
from custmdm.block._best import Bags, best_pairs
from custmdm.block._key_table import KeyTable
from custmdm.block._statistics import UNITS, KeyStatistics
from custmdm.errors import ConfigurationError

NOTHING = KeyStatistics((), 1, 1, (), ())


def weights(view, rule, max_records):
    """Return what each pair weighs, by the scalar definition."""
    found = {}
    for part in map(block.as_rule, rule.rules):
        holders = {}
        for row in range(len(view)):
            for key in part.keys_of(view, row):
                holders.setdefault(key, []).append(row)
        blocks = [rows for rows in holders.values() if 1 < len(rows) <= max_records]
        in_any = set(itertools.chain(*blocks))
        for rows in blocks:
            holders = 2 ** math.ceil(math.log2(len(rows)))
            bits = math.log2(len(view) / holders) * len(in_any) / sum(map(len, blocks))
            for pair in itertools.combinations(rows, 2):
                found[pair] = found.get(pair, 0) + max(round(bits * UNITS), 1)
    return found


def kept(weights, budget):
    """Return the pairs within the budget, ties at its edge together, and the cut."""
    ranked = sorted(weights.values(), reverse=True)
    if len(ranked) <= budget:
        return sorted(weights), 0
    edge = ranked[budget - 1]
    above, at_least = sum(w > edge for w in ranked), sum(w >= edge for w in ranked)
    cut = edge if at_least - budget <= budget - above else edge + 1
    return sorted(pair for pair, w in weights.items() if w >= cut), cut


bests = st.builds(
    BestPairs,
    st.lists(st.sampled_from(RULES), min_size=1, max_size=4),
    max_records=st.integers(2, 8),
    pairs_per_record=st.integers(0, 2),
    min_pairs=st.integers(1, 12),
)


@given(views(), bests, st.integers(2, 8))
def test_the_best_pairs_equal_brute_force(view, best, max_records):
    found = block.candidate_pairs(view, [best], max_records=max_records)
    limit = min(best.most_records(len(view)), max_records)
    pairs, cut = kept(weights(view, best, limit), best.budget(len(view)))
    assert pairs_of(found) == pairs
    (plan,) = found.plans
    assert (plan.rule, plan.pairs, plan.cut) == (str(best), len(pairs), cut / UNITS)
    # Nothing was left out unless nothing is left.
    assert plan.skipped == 0 or not pairs


@given(views(max_rows=12), bests, st.randoms(use_true_random=False))
def test_no_order_of_the_rows_changes_which_records_meet(view, best, random):
    other, order = shuffled(view, random)
    before = block.candidate_pairs(view, [best], max_records=99)
    after = block.candidate_pairs(other, [best], max_records=99)
    renamed = {tuple(sorted((order[left], order[right]))) for left, right in pairs_of(after)}
    assert renamed == set(pairs_of(before))
    assert after.plans == before.plans


@given(views(max_rows=12), bests, st.integers(1, 40))
def test_the_size_of_the_chunks_changes_nothing(view, best, chunk):
    bags = Bags.of(KeyTable(view), best.rules, best.most_records(len(view)))
    budget = best.budget(len(view))
    whole, parts = best_pairs(bags, budget), best_pairs(bags, budget, chunk)
    assert [part.tolist() for part in parts[:3]] == [part.tolist() for part in whole[:3]]
    assert parts[3] == whole[3]


@st.composite
def bags_of_keys(draw):
    """Return bags of many keys of few records, and what each pair weighs."""
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    n, n_keys = draw(st.integers(2, 30)), draw(st.integers(1, 30))
    blocks = [np.sort(random.permutation(n)[: random.integers(2, 7)]) for _ in range(n_keys)]
    # Where the first records weigh most or least, a sample misleads.
    slope = draw(st.sampled_from([0, 3, -3]))
    weights = [int(random.integers(1, 9)) + max(slope * (n // 2 - int(b[0])), 0) for b in blocks]
    found = {}
    for rows, weight in zip(blocks, weights, strict=True):
        for pair in itertools.combinations(rows.tolist(), 2):
            found[pair] = found.get(pair, 0) + weight
    sizes = np.array(list(map(len, blocks)))
    rows = np.concatenate(blocks).astype(np.int32)
    return Bags(n, sizes, rows, np.array(weights), np.array([0, n_keys]), (), NOTHING), found


@given(bags_of_keys(), st.integers(1, 60), st.integers(1, 40), st.integers(1, 60), st.booleans())
def test_where_the_cut_was_thought_to_be_changes_nothing(bags, budget, chunk, sample, linked):
    """Of a few shared keys it is often thought too high: then there are too few pairs."""
    bags, weighed = bags
    sides = np.arange(bags.n, dtype=np.int8) % 2 if linked else None
    if linked:
        weighed = {pair: w for pair, w in weighed.items() if (pair[0] + pair[1]) % 2}
    left, right, weight, cut = best_pairs(bags, budget, chunk, sides, sample)
    pairs = list(zip(left.tolist(), right.tolist(), strict=True))
    assert (pairs, cut) == kept(weighed, budget)
    assert weight.tolist() == [weighed[pair] for pair in pairs]


def test_a_sample_that_misleads_is_made_good():
    """Only the pairs of the sampled record, the first one, weigh much."""
    n = 10
    blocks = [[0, i] for i in range(1, n)] + [[i, j] for i in range(1, n) for j in range(i + 1, n)]
    weights = np.array([9] * (n - 1) + [1] * (len(blocks) - n + 1))
    rows = np.array(blocks, dtype=np.int32).ravel()
    bags = Bags(n, np.full(len(blocks), 2), rows, weights, np.array([0, len(blocks)]), (), NOTHING)
    assert len(best_pairs(bags, 30, sample=5)[0]) == len(blocks)
    assert len(best_pairs(bags, 9, sample=5)[0]) == n - 1


@given(views(max_rows=12), bests)
def test_never_more_than_twice_the_budget(view, best):
    found = block.candidate_pairs(view, [best], max_records=99)
    assert len(found) <= 2 * best.budget(len(view))


@given(views(), bests, st.lists(st.sampled_from(RULES), max_size=2))
def test_rules_by_hand_add_their_pairs(view, best, others):
    together = block.candidate_pairs(view, [best, *others], max_records=8)
    apart = [pairs_of(block.candidate_pairs(view, [r], max_records=8)) for r in (best, *others)]
    assert set(pairs_of(together)) == set(itertools.chain(*apart))
    assert len(together) == len(set(pairs_of(together)))


@pytest.mark.parametrize(
    ("budget", "pairs"),
    [
        (1, 0),  # three tie: one is nearer to none of them than to all
        (2, 3),
        (3, 3),
        (4, 3),  # six more tie
        (5, 3),
        (6, 9),  # as near to three as to nine
        (8, 9),
        (9, 9),
        (10, 9),
    ],
)
def test_ties_go_in_together_or_stay_out_together(budget, pairs):
    """Three blocks of two weigh more than one of four."""
    pairs_of_two = [term_of(name) for name in ("cyd", "dee", "eve") for _ in range(2)]
    view = view_of(f=pairs_of_two + [bob] * 4)
    best = BestPairs([block.on("f")], pairs_per_record=0, min_pairs=budget)
    assert len(block.candidate_pairs(view, [best], max_records=99)) == pairs


def test_a_rare_key_weighs_more_than_a_common_one():
    view = view_of(f=[ann, ann, bob, bob, bob, bob, None, None])
    best = BestPairs([block.on("f")], pairs_per_record=0, min_pairs=1)
    found = block.candidate_pairs(view, [best], max_records=99)
    assert pairs_of(found) == [(0, 1)]
    assert found.plans[0].cut == 2.0  # two of eight hold it


def test_several_common_keys_weigh_more_than_a_rare_one():
    one, two = [bob] * 4 + [ann, ann, None, None], [bob] * 4 + [None] * 4
    view = view_of(f=one, g=two, h=two)
    best = BestPairs([block.on(f) for f in "fgh"], pairs_per_record=0, min_pairs=6)
    found = block.candidate_pairs(view, [best], max_records=99)
    assert (0, 1) in pairs_of(found)
    assert (4, 5) not in pairs_of(found)


def test_the_keys_of_a_rule_have_one_vote_together():
    """Two share three letters of three, two one name of one: they weigh the same."""
    view = view_of(f=[ann, ann, None, None], g=[None, None, term_of("xyz"), term_of("xyz")])
    best = BestPairs([block.on("f"), block.on(("g", letters))])
    bags = Bags.of(KeyTable(view), best.rules, 9)
    assert pairs_of(block.candidate_pairs(view, [best], max_records=9)) == [(0, 1), (2, 3)]
    weights = best_pairs(bags, 9)[2].tolist()
    assert weights == pytest.approx([UNITS, UNITS], abs=2)


def test_what_everyone_shares_still_brings_two_together():
    best = BestPairs([block.on("f")])
    found = block.candidate_pairs(view_of(f=[ann, ann]), [best], max_records=9)
    assert (pairs_of(found), found.plans[0].cut) == ([(0, 1)], 0.0)


@pytest.mark.parametrize("n", [0, 1])
def test_too_few_records_make_no_pairs(n):
    found = block.candidate_pairs(view_of(f=[ann] * n), [BestPairs([block.on("f")])], max_records=9)
    assert pairs_of(found) == []
    assert found.left.dtype == found.right.dtype == np.int64


def test_keys_without_any_partner_make_no_pairs():
    view = view_of(f=[term_of(str(i)) for i in range(5)])
    assert pairs_of(block.candidate_pairs(view, [BestPairs([block.on("f")])], max_records=9)) == []


@pytest.mark.parametrize(("weight", "dtype"), [(2**31 - 1, np.int32), (2**31, np.int64)])
def test_sums_of_any_size_stay_exact(weight, dtype):
    rows = np.array([0, 1], dtype=np.int32)
    bags = Bags(2, np.array([2]), rows, np.array([weight]), np.array([0, 1]), (), NOTHING)
    assert bags.matrices()[0].dtype == dtype
    assert best_pairs(bags, 9)[2].tolist() == [weight]


def test_the_budget_grows_with_the_table():
    best = BestPairs([block.on("f")], pairs_per_record=40, min_pairs=300_000)
    assert [best.budget(n) for n in (10, 7_500, 10_000)] == [300_000, 300_000, 400_000]


def test_a_single_rule_may_stand_for_itself():
    assert BestPairs(block.on("f")) == BestPairs([block.on("f")])


def test_its_repr_is_its_configuration():
    best = BestPairs([block.on(("f", block.QGrams(3)))], max_records=9)
    assert eval(repr(best), {**vars(block)}) == best  # noqa: S307


@pytest.mark.parametrize(
    ("rules", "options", "message"),
    [
        ([], {}, "at least one rule"),
        (["phones"], {}, r"block\.on\('phones'\)"),
        ("phones", {}, r"block\.on\('phones'\)"),
        ([block.Prefix], {}, "a rule of BestPairs is"),
        ([BestPairs(block.on("f"))], {}, "a rule of BestPairs is"),
        ([block.on("f")], {"max_records": 1}, "max_records is a number from 2, got 1"),
        ([block.on("f")], {"pairs_per_record": -1}, "pairs_per_record is a number from 0"),
        ([block.on("f")], {"pairs_per_record": 1.5}, "pairs_per_record is a number from 0"),
        ([block.on("f")], {"min_pairs": 0}, "min_pairs is a number from 1, got 0"),
        ([block.on("f")], {"min_pairs": True}, "min_pairs is a number from 1, got True"),
    ],
)
def test_a_wrong_configuration_is_refused(rules, options, message):
    with pytest.raises(ConfigurationError, match=message):
        BestPairs(rules, **options)
