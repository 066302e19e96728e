"""A plan says what each rule proposes and adds, and shows no value in clear."""

import time

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.block.worlds import (
    RULES,
    ann,
    blocks_of,
    bob,
    flat_rules,
    one_rule_each,
    pairs_of,
    shuffled,
    term_of,
    view_of,
    views,
)

from custmdm import block
from custmdm.block import BestPairs, LargestBlocks


def quarter(left, right):
    return np.full(len(left), 0.25)


def sizes(view, rule):
    """Return how many records share each key that two or more share."""
    holders = {}
    for row in range(len(view)):
        for key in block.as_rule(rule).keys_of(view, row):
            holders[key] = holders.get(key, 0) + 1
    return [size for size in holders.values() if size > 1]


def told(view, rules, max_records):
    """Return the pairs and the rules that bring each together, asking for one after another."""
    found = block.candidate_pairs(view, rules, max_records=max_records)
    by_hand = [
        None if isinstance(r, BestPairs) else blocks_of(view, r, rules, max_records) for r in rules
    ]
    names = {}
    for pair in pairs_of(found):
        names[pair] = []
        for rule, plan, blocks in zip(rules, found.plans, by_hand, strict=True):
            if blocks is None:
                names[pair] += block.rules_of_pair(
                    view, [rule], [plan], *pair, max_records=max_records
                ).rules
            elif blocks.told("", pair) is not None:
                names[pair].append(plan.rule)
    return names


def votes_of(names, rules):
    """Return how many pairs each rule brings together, and how many of them it alone."""
    every = [block.rule_name(rule) for rule in flat_rules(rules)]
    brought = list(names.values())
    return every, [[sum(r in b for b in brought), brought.count([r])] for r in every]


@given(views(), one_rule_each(), st.integers(2, 8))
def test_a_plan_counts_what_each_rule_brings_together(view, rules, max_records):
    plan = block.plan_rules(view, rules, max_records=max_records, probability=quarter)
    pairs = told(view, rules, max_records)
    names, votes = votes_of(pairs, rules)
    assert [r.rule for r in plan.rules] == names
    assert [[r.pairs, r.alone] for r in plan.rules] == votes
    assert [[4 * r.matches, 4 * r.matches_alone] for r in plan.rules] == votes
    assert (plan.n_records, plan.pairs, plan.matches) == (len(view), len(pairs), len(pairs) / 4)
    assert (plan.is_sampled, plan.refused, plan.seconds) == (False, None, None)


@given(
    views(),
    st.lists(st.sampled_from(RULES), min_size=1, max_size=4, unique_by=id),
    st.integers(2, 8),
)
def test_a_sample_of_all_pairs_says_what_all_pairs_say(view, rules, max_records):
    """Each rule counts its own pairs, and what several propose is counted once."""
    whole, sampled = (
        block.plan_rules(view, rules, max_records=max_records, probability=quarter, at_once=at_once)
        for at_once in (10**6, -1)
    )
    assert (whole.is_sampled, sampled.is_sampled) == (False, True)
    assert evolve(sampled, is_sampled=False) == whole


def many(n):
    """Return records of which 92 % have one city, with some duplicates and neighbors."""
    person = np.arange(n) * 7 // 10
    return view_of(
        city=[term_of("Leeds" if p % 25 < 23 else f"city {p % 150}") for p in person],
        street=[term_of(f"street {p // 12}") for p in person],
        phone=[term_of(f"phone {p}") for p in person],
    )


BY_HAND = [block.on("phone"), block.on("street"), block.on("city")]


def like_street(left, right):
    return np.where(left // 20 == right // 20, 0.5, 0.001)


@pytest.mark.parametrize("best", [[], [BestPairs([block.on("phone"), block.on("street")])]])
def test_a_sample_comes_near_to_all_pairs(best):
    view, rules = many(3000), [*BY_HAND, *best]
    whole, sampled = (
        block.plan_rules(
            view, rules, max_records=3000, probability=like_street, at_once=at_once, sample=sample
        )
        for at_once, sample in ((10**9, 0), (10**6, 4 * 10**5))
    )
    assert [r.proposed for r in sampled.rules] == [r.proposed for r in whole.rules]
    assert sampled.pairs == pytest.approx(whole.pairs, rel=0.02)
    assert sampled.matches == pytest.approx(whole.matches, rel=0.1)
    assert sampled.reach == pytest.approx(whole.reach, abs=0.02)
    for some, every in zip(sampled.rules, whole.rules, strict=True):
        assert some.pairs == pytest.approx(every.pairs, rel=0.02)
        assert some.alone == pytest.approx(every.alone, rel=0.02)
        assert some.matches == pytest.approx(every.matches, rel=0.1)


def test_a_rule_that_makes_a_billion_pairs_is_planned_in_seconds_and_refused():
    n = 200_000
    view = view_of(city=[term_of("Leeds")] * n, phone=[term_of(f"{i // 2}") for i in range(n)])
    start = time.process_time()
    plan = block.plan_rules(
        view, [block.on("phone"), block.on("city")], max_records=n, max_pairs=10**9
    )
    assert time.process_time() - start < 20
    city = plan.rules[1]
    assert (city.proposed, city.pairs, city.largest[0].key) == (
        19_999_900_000,
        city.proposed,
        "L***",
    )
    assert plan.rules[0].pairs == n // 2
    assert plan.rules[0].alone == 0
    assert "'city' would make 19,999,900,000 pairs of the 20,000,000,000 of" in str(plan.refused)
    assert "200,000 records share L***" in str(plan)


def test_one_value_on_most_rows_is_split_in_seconds():
    """With 92 % of the rows under one phone, and all in one city."""
    n = 100_000
    view = view_of(
        phone=[term_of("0" if i % 25 < 23 else f"{i}") for i in range(n)],
        city=[term_of("Leeds")] * n,
        birth_date=[term_of(f"{i % 30_000}") for i in range(n)],
    )
    rules = [block.on("phone"), block.on("city"), block.on("phone", "city")]
    start = time.process_time()
    plan = block.plan_rules(view, rules, max_records=200)
    assert time.process_time() - start < 20
    # There is nothing further to tell them by.
    assert (plan.pairs, [(r.split, r.dropped) for r in plan.rules]) == (0, [(1, 1), (1, 1), (0, 1)])
    plan = block.plan_rules(view, [*rules, block.on("birth_date", "city")], max_records=200)
    assert time.process_time() - start < 40
    assert [r.split for r in plan.rules] == [1, 1, 1, 0]
    assert plan.rules[1].pairs == sum(
        k * (k - 1) // 2 for k in np.bincount(np.arange(n) % 30_000).tolist()
    )


@given(views(), one_rule_each(), st.integers(2, 8))
def test_a_plan_shows_the_largest_blocks_and_counts_the_dropped_ones(view, rules, max_records):
    plan = block.plan_rules(view, rules, max_records=max_records)
    planned = iter(plan.rules)
    for rule in rules:
        for part in flat_rules([rule]):
            is_best = isinstance(rule, BestPairs)
            limit = min(max_records, rule.max_records) if is_best else max_records
            blocks, one = blocks_of(view, part, rules, limit), next(planned)
            split, dropped, used = len(blocks.split), len(blocks.dropped), blocks.used
            every = sizes(view, part)
            if is_best:
                split, dropped = 0, sum(size > limit for size in every)
                used = blocks.whole
            assert [(b.records, b.keys) for b in one.largest] == [
                (size, every.count(size)) for size in sorted(set(every), reverse=True)[:3]
            ]
            assert [(b.split, b.dropped) for b in one.largest] == [
                (b.records > limit and split > 0, b.records > limit and split == 0)
                for b in one.largest
            ]
            assert (one.split, one.dropped) == (split, dropped)
            assert one.proposed == sum(len(rows) * (len(rows) - 1) // 2 for rows in used)


@given(views(max_rows=12), one_rule_each(), st.randoms(use_true_random=False))
def test_no_order_of_the_rows_changes_a_plan(view, rules, random):
    other, _ = shuffled(view, random)
    before = block.plan_rules(view, rules, max_records=5, probability=quarter)
    after = block.plan_rules(other, rules, max_records=5, probability=quarter)
    assert after == before


SMITHS = [term_of("Smith")] * 3 + [term_of("Jones")] * 2 + [None]
JULY = [term_of("1988-07-01")] * 4 + [term_of("1990-01-02")] * 2


@pytest.mark.parametrize(
    ("rule", "largest"),
    [
        (
            block.on("f"),
            (LargestBlocks(3, 1, "S***", False), LargestBlocks(2, 1, "J***", False)),
        ),
        (block.on("f", "g"), (LargestBlocks(3, 1, "S*** & 1***", False),)),
        (
            block.on("g"),
            (LargestBlocks(4, 1, "1***", True), LargestBlocks(2, 1, "1***", False)),
        ),
        (
            block.on(("f", block.QGrams(3))),
            (LargestBlocks(3, 5, None, False), LargestBlocks(2, 5, None, False)),
        ),
        (lambda row: (row["number"] // 4,), (LargestBlocks(4, 1, "***", True),
                                             LargestBlocks(2, 1, "***", False))),
        (lambda row: (), ()),
    ],
)  # fmt: skip
def test_keys_are_shown_masked(rule, largest):
    plan = block.plan_rules(view_of(f=SMITHS, g=JULY), [rule], max_records=3)
    assert plan.rules[0].largest == largest


def test_a_key_is_told_from_others_that_some_of_its_records_share():
    view = view_of(f=[[ann, bob], [ann, bob], [bob]])
    plan = block.plan_rules(view, [block.on("f")], max_records=9)
    assert [str(b) for b in plan.rules[0].largest] == [
        "3 records share b***",
        "2 records share a***",
    ]


def test_the_text_has_a_line_a_rule_and_no_value():
    rules = [block.on("f"), BestPairs([block.on("g"), block.on(("f", block.initials))])]
    plan = block.plan_rules(view_of(f=SMITHS, g=JULY), rules, max_records=3, probability=quarter)
    assert str(plan).splitlines() == [
        "6 records, 5 pairs to compare, budget 50,000",
        "which share of the matches is among them cannot be estimated",
        "rule                 pairs       it alone     matches  it alone   split  dropped  largest",
        "f                        4              4         1.0       1.0       0        0  "
        "3 records share S***",
        "g                        1              1         0.2       0.2       0        1  "
        "4 records share 1***, dropped",
        "initials(f)              0              0         0.0       0.0       0        0  "
        "no key is of use",
    ]


def test_a_plan_is_a_frame_too():
    plan = block.plan_rules(
        view_of(f=SMITHS, g=JULY), [block.on("f"), block.on("g")], max_records=3
    )
    frame = plan.to_frame()
    assert frame["rule"].tolist() == ["f", "g"]
    assert frame["pairs"].tolist() == [4, 4]
    assert frame["largest"].tolist() == [3, 4]
    assert frame["split"].tolist() == [0, 1]
    assert frame["dropped"].tolist() == [0, 0]


def test_paths_of_one_field_are_one_attempt():
    """Given and family name do not confirm each other as a name and a phone do."""
    cells = {
        "name.given": [ann, ann, ann, None, None, None],
        "name.family": [bob, bob, None, bob, None, None],
        "phone": [ann, ann, None, None, bob, bob],
    }
    view, rules = view_of(**cells), [block.on(path) for path in cells]
    apart = block.plan_rules(view, rules, max_records=9)
    together = block.plan_rules(
        view, rules, max_records=9, field_of=lambda path: path.partition(".")[0]
    )
    # Three fields: 0-1 by all, 0-2 and 1-2 by one, 0-3 and 1-3 by another, 4-5 by the third.
    assert apart.reach == pytest.approx(6 / (6 + (5**2 - 2**2 - 2**2 - 1) / 2))
    # Two fields: 0-1 by both, four pairs by the one, 4-5 by the other.
    assert together.reach == pytest.approx(6 / (6 + (5**2 - 4**2 - 1) / 4))


@pytest.mark.parametrize("rules", [[], [block.on("f")], [BestPairs([block.on("f")])]])
@pytest.mark.parametrize("n", [0, 1, 5])
def test_a_plan_of_nothing_says_so(rules, n):
    plan = block.plan_rules(view_of(f=[None] * n), rules, max_records=9)
    assert (plan.n_records, plan.pairs, plan.matches, plan.reach) == (n, 0, 0.0, None)
    assert "cannot be estimated" in str(plan)
    assert plan.to_frame()["pairs"].tolist() == [0] * len(rules)
