"""A plan says what each rule proposes and adds, and shows no value in clear."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.block.worlds import ann, bob, one_rule_each, pairs_of, shuffled, term_of, view_of, views

from custmdm import block
from custmdm.block import BestPairs, LargestBlocks


def quarter(left, right):
    return np.full(len(left), 0.25)


def flat(rules):
    return [part for r in rules for part in (r.rules if isinstance(r, BestPairs) else [r])]


def sizes(view, rule):
    """Return how many records share each key that two or more share."""
    holders = {}
    for row in range(len(view)):
        for key in block.as_rule(rule).keys_of(view, row):
            holders[key] = holders.get(key, 0) + 1
    return [size for size in holders.values() if size > 1]


@given(views(), one_rule_each(), st.integers(2, 8))
def test_a_plan_counts_what_each_rule_brings_together(view, rules, max_records):
    plan = block.plan_rules(view, rules, max_records=max_records, probability=quarter)
    found = block.candidate_pairs(view, rules, max_records=max_records)
    names = [block.rule_name(rule) for rule in flat(rules)]
    votes = {name: [0, 0] for name in names}
    for left, right in pairs_of(found):
        told = block.rules_of_pair(view, rules, found.plans, left, right, max_records=max_records)
        for name in told.rules:
            votes[name][0] += 1
            votes[name][1] += told.rules == (name,)
    assert [r.rule for r in plan.rules] == names
    assert [[r.pairs, r.alone] for r in plan.rules] == list(votes.values())
    assert [[4 * r.matches, 4 * r.matches_alone] for r in plan.rules] == list(votes.values())
    assert (plan.n_records, plan.pairs, plan.matches) == (len(view), len(found), len(found) / 4)


@given(views(), one_rule_each(), st.integers(2, 8))
def test_a_plan_shows_the_largest_blocks_and_counts_the_dropped_ones(view, rules, max_records):
    plan = block.plan_rules(view, rules, max_records=max_records)
    limits = [
        min(max_records, r.max_records) if isinstance(r, BestPairs) else max_records
        for r in rules
        for _ in flat([r])
    ]
    for rule, planned, limit in zip(flat(rules), plan.rules, limits, strict=True):
        every = sizes(view, rule)
        assert [(b.records, b.keys, b.dropped) for b in planned.largest] == [
            (size, every.count(size), size > limit) for size in sorted(set(every), reverse=True)[:3]
        ]
        assert planned.dropped == sum(size > limit for size in every)
        assert planned.proposed == sum(s * (s - 1) // 2 for s in every if s <= limit)


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
        "rule              pairs    it alone     matches  it alone  dropped  largest",
        "f                     4           4         1.0       1.0        0  3 records share S***",
        "g                     1           1         0.2       0.2        1  "
        "4 records share 1***, dropped",
        "initials(f)           0           0         0.0       0.0        0  no key is shared",
    ]


def test_a_plan_is_a_frame_too():
    plan = block.plan_rules(
        view_of(f=SMITHS, g=JULY), [block.on("f"), block.on("g")], max_records=3
    )
    frame = plan.to_frame()
    assert frame["rule"].tolist() == ["f", "g"]
    assert frame["pairs"].tolist() == [4, 1]
    assert frame["largest"].tolist() == [3, 4]
    assert frame["dropped"].tolist() == [0, 1]


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
