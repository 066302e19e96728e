"""Records whose keys stand near each other in order meet, and no others."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.block.worlds import (
    ann,
    bob,
    initial,
    letters,
    nothing,
    numbers,
    pairs_of,
    shuffled,
    term_of,
    view_of,
    views,
)
from tests.helpers import FILLER, ListView, flat_column

from custmdm import block
from custmdm.block import KeyTable, sorted_neighborhood
from custmdm.columns import Term
from custmdm.errors import ConfigurationError

RULES = [
    sorted_neighborhood(*fields, window=window)
    for fields in (
        ["name"],
        ["phones"],
        ["name", "phones"],
        [("name", initial), "city"],
        [("phones", letters)],
        [("name", numbers), ("phones", block.words)],
        [("name", nothing), "phones"],
    )
    for window in (2, 3, 5)
]


def brute_force(view, rule, max_records):
    """Return the pairs of records in one window, as the documentation says it."""
    keys = [rule.keys_of(view, row) for row in range(len(view))]
    order = sorted(set().union(*keys))
    held = [sum(key in of for of in keys) for key in order]
    found = set()
    for first in range(len(order)):
        for last in range(first, min(first + rule.window, len(order))):
            if sum(held[first : last + 1]) > max_records:
                break
            window = set(order[first : last + 1])
            rows = [row for row, of in enumerate(keys) if of & window]
            found.update(itertools.combinations(rows, 2))
    return found


limits = st.integers(1, 12)


@given(views(max_rows=9), st.sampled_from(RULES), limits)
def test_pairs_equal_brute_force_each_once(view, rule, max_records):
    found = pairs_of(block.candidate_pairs(view, [rule], max_records=max_records))
    assert found == sorted(brute_force(view, rule, max_records))


@given(views(max_rows=9), st.sampled_from(RULES), limits)
def test_a_stream_of_them_gives_the_same_pairs(view, rule, max_records):
    rules = [rule, block.on("city")]
    stream = block.candidates(view, rules, max_records=max_records, at_once=-1)
    assert isinstance(stream, block.PairStream)
    found = [pair for left, right in stream.chunks(3) for pair in zip(left, right, strict=True)]
    every = block.candidate_pairs(view, rules, max_records=max_records)
    assert sorted(found) == pairs_of(every)


@given(views(max_rows=9), st.sampled_from(RULES), limits, st.randoms(use_true_random=False))
def test_no_order_of_the_rows_changes_which_records_meet(view, rule, max_records, random):
    other, order = shuffled(view, random)
    before = block.candidate_pairs(view, [rule], max_records=max_records)
    after = block.candidate_pairs(other, [rule], max_records=max_records)
    renamed = {tuple(sorted((order[left], order[right]))) for left, right in pairs_of(after)}
    assert renamed == set(pairs_of(before))
    assert after.plans == before.plans


@given(views(max_rows=9), st.sampled_from(RULES), limits, st.data())
def test_of_two_tables_only_pairs_across_meet(view, rule, max_records, data):
    sides = data.draw(st.lists(st.integers(0, 1), min_size=len(view), max_size=len(view)))
    found = block.candidate_pairs(
        view, [rule], max_records=max_records, sides=np.array(sides, dtype=np.int8)
    )
    assert pairs_of(found) == [
        (left, right)
        for left, right in sorted(brute_force(view, rule, max_records))
        if sides[left] != sides[right]
    ]


@given(views(max_rows=9), st.sampled_from(RULES), limits)
def test_a_pair_is_told_the_rule_exactly_if_it_proposes_it(view, rule, max_records):
    rules = [rule, block.on("city")]
    plans = block.candidate_pairs(view, rules, max_records=max_records).plans
    near = brute_force(view, rule, max_records)
    table = KeyTable(view)
    for left, right in itertools.combinations(range(len(view)), 2):
        for asked in (view, table):
            told = block.rules_of_pair(asked, rules, plans, left, right, max_records=max_records)
            assert (str(rule) in told.rules) == ((left, right) in near)


@given(views(max_rows=9), st.sampled_from(RULES), limits, st.randoms(use_true_random=False))
def test_a_plan_names_it_and_counts_its_pairs(view, rule, max_records, random):
    rules = [rule, block.on("city")]
    plan = block.plan_rules(view, rules, max_records=max_records)
    near = brute_force(view, rule, max_records)
    # Beside the rule a city that is too large is split by its fields.
    found = block.candidate_pairs(view, rules, max_records=max_records)
    of_city = {
        pair
        for pair in pairs_of(found)
        if any(
            name.startswith("city")
            for name in block.rules_of_pair(
                view, rules, found.plans, *pair, max_records=max_records
            ).rules
        )
    }
    planned = plan.rules[0]
    assert (planned.rule, planned.pairs, planned.alone) == (
        str(rule),
        len(near),
        len(near - of_city),
    )
    keys = [key for row in range(len(view)) for key in rule.keys_of(view, row)]
    assert planned.dropped == sum(keys.count(key) > max_records for key in set(keys))
    assert block.plan_rules(shuffled(view, random)[0], rules, max_records=max_records) == plan


NAMES = ["Meier", "Meyer", "Maier", "Schmid", "Schmidt", "Schmitt", "Zuse"]


def near(names, window, max_records=99):
    view = view_of(f=[name and term_of(name) for name in names])
    rule = sorted_neighborhood("f", window=window)
    found = block.candidate_pairs(view, [rule], max_records=max_records)
    return [names[left] + "-" + names[right] for left, right in pairs_of(found)], found.plans[0]


def test_a_window_holds_as_many_keys_as_it_says():
    pairs, _ = near(NAMES, 2)
    assert sorted(pairs) == sorted(
        ["Meier-Maier", "Meier-Meyer", "Meyer-Schmid", "Schmid-Schmidt", "Schmidt-Schmitt",
         "Schmitt-Zuse"]
    )  # fmt: skip
    assert len(near(NAMES, 3)[0]) == 6 + 5
    assert len(near(NAMES, 99)[0]) == 7 * 6 // 2


def test_a_window_counts_keys_and_not_records():
    """However many share a key, those next to it are met by all of them."""
    pairs, _ = near(["Ann", "Bob", "Bob", "Bob", "Cid"], 2)
    assert pairs.count("Ann-Bob") == pairs.count("Bob-Cid") == pairs.count("Bob-Bob") == 3
    assert "Ann-Cid" not in pairs


def test_a_window_narrows_where_too_many_records_would_be_in_it():
    names = ["Ann", "Bob", "Bob", "Bob", "Cid"]
    assert sorted(near(names, 3, max_records=4)[0]) == sorted(
        3 * ["Ann-Bob"] + 3 * ["Bob-Bob"] + 3 * ["Bob-Cid"]
    )
    pairs, plan = near(names, 3, max_records=3)
    assert (pairs, plan.skipped) == (3 * ["Bob-Bob"], 0)
    pairs, plan = near(names, 3, max_records=2)
    assert (pairs, plan.skipped) == ([], 1)


def test_missing_values_take_no_part():
    cells = [ann, None, FILLER, Term(None, "Ann"), Term("", "x"), bob]
    view = view_of(f=cells)
    found = block.candidate_pairs(view, [sorted_neighborhood("f")], max_records=9)
    assert pairs_of(found) == [(0, 5)]


@pytest.mark.parametrize("cells", [[], [ann], [ann, ann], [None, None]])
def test_few_records_or_all_the_same_are_no_exception(cells):
    view = ListView({"f": flat_column(cells)}, [{}] * len(cells))
    found = block.candidate_pairs(view, [sorted_neighborhood("f")], max_records=9)
    assert pairs_of(found) == ([(0, 1)] if cells == [ann, ann] else [])


def test_numbers_are_in_the_order_of_numbers():
    def size(value):
        return (len(value),)

    cells = [term_of("x" * length) for length in (2, 10, 9, 100)]
    rule = sorted_neighborhood(("f", size), window=2)
    found = block.candidate_pairs(view_of(f=cells), [rule], max_records=9)
    assert pairs_of(found) == [(0, 2), (1, 2), (1, 3)]


def test_keys_without_an_order_are_refused_and_not_shown():
    def mixed(value):
        return (value, len(value))

    view = view_of(f=[ann, bob])
    with pytest.raises(ConfigurationError, match="'f' cannot be put in order") as info:
        block.candidate_pairs(view, [sorted_neighborhood(("f", mixed))], max_records=9)
    assert "Ann" not in str(info.value)


@pytest.mark.parametrize("window", [1, 0, -3, 2.0, True, None, "5"])
def test_a_window_of_no_neighbors_is_refused(window):
    with pytest.raises(ConfigurationError, match="2 keys or more"):
        sorted_neighborhood("f", window=window)


def test_a_rule_on_no_field_is_refused():
    with pytest.raises(ConfigurationError, match="sorted_neighborhood needs at least one field"):
        sorted_neighborhood()


def test_it_is_no_rule_of_the_best_pairs():
    """Its windows overlap: to weigh each would count one key several times."""
    with pytest.raises(ConfigurationError, match="a rule of BestPairs"):
        block.BestPairs([sorted_neighborhood("f")])


def test_the_largest_windows_are_told_masked():
    cells = [term_of(name) for name in ("Ann", "Bob", "Bob", "Cid", "Cid", "Cid", "Cid")]
    plan = block.plan_rules(view_of(f=cells), [sorted_neighborhood("f", window=2)], max_records=3)
    assert [str(b) for b in plan.rules[0].largest] == [
        "4 records share C***, dropped",
        "3 records share A*** to B***",
    ]
    assert "Bob" not in str(plan)
