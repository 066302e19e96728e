"""How rare what two values share is: in bits, and in steps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.helpers import FILLER, flat_column, ragged_column

from custmdm.columns import Column, Term, Terms
from custmdm.compare import RARITY_STEP, Comparison, JaroWinkler, NamePartSimilarity, exact
from custmdm.compare._rarity import (
    counted,
    key_rarities,
    partial_rarities,
    partial_rarity,
    rarities_in_steps,
    rarity_steps,
    term_rarity,
)
from custmdm.model import count_tokens

bits = st.floats(-1e6, 1e6) | st.sampled_from([n / 4 for n in range(-100, 101)])


@given(st.lists(bits))
def test_many_rarities_have_the_steps_of_each(rarities):
    found = rarities_in_steps(np.array(rarities, dtype=np.float64))
    assert found.tolist() == [rarity_steps(rarity) for rarity in rarities]
    assert found.dtype == np.int8


@given(bits, bits)
def test_what_is_shared_in_part_says_half_within_bounds_and_from_both_sides_the_same(left, right):
    found = partial_rarity(left, right)
    assert found == partial_rarity(right, left)
    assert abs(found) <= 3.0
    assert abs(found) <= abs(max(left, right)) / 2
    many = partial_rarities(np.array([left]), np.array([right]))
    assert many.tolist() == [found]


@pytest.mark.parametrize(
    ("rarity", "steps"),
    [(0.0, 0), (0.24, 0), (0.25, 0), (0.26, 1), (0.75, 2), (-0.3, -1), (1e9, 40), (-1e9, -40)],
)
def test_a_rarity_is_rounded_to_the_nearest_step(rarity, steps):
    assert rarity_steps(rarity) == steps


KEYS = st.sampled_from(["a", "b", "(1, 2)", (1, 2), None, "None", "", 1, "1"])


@given(st.lists(KEYS | st.text(max_size=2)), st.data())
def test_the_keys_of_a_column_are_counted_and_weighed_as_each_by_itself(keys, data):
    """Also keys that are no text, and text that reads as one of them."""
    codes = data.draw(st.lists(st.integers(-2, len(keys) - 1)))
    found = counted(None, Column(np.array(codes, np.int32), Terms(keys, range(len(keys)))))
    expected = count_tokens(
        ([("key", key if isinstance(key, str) else repr(key))], codes.count(code))
        for code, key in enumerate(keys)
        if key is not None
    )
    assert found == expected
    one_by_one = [term_rarity(Term(key, ""), found) for key in keys]
    assert key_rarities(keys, found).tolist() == one_by_one


anna, ana, bob, xaver = (Term(name, name) for name in ("anna", "ana", "bob", "xaver"))
NAMES = flat_column([anna] * 30 + [ana] * 4 + [bob] * 10 + [xaver, None, FILLER])


@pytest.mark.parametrize("comparator", [NamePartSimilarity(), JaroWinkler(), exact])
def test_an_equal_value_is_as_rare_as_it_is_and_a_rarer_one_says_more(comparator):
    comparison = Comparison("f", comparator)
    known = comparison.frequencies(NAMES)
    found = [
        comparison.agreement([term], [term], frequencies=known)[1] * RARITY_STEP
        for term in (anna, bob, ana, xaver)
    ]
    total, squares = 45, 30**2 + 4**2 + 10**2 + 1
    exactly = [np.log2(count * total / squares) for count in (30, 10, 4, 1)]
    assert found == pytest.approx(exactly, abs=RARITY_STEP / 2)
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize("levels", [None, (1.0, 0.8)])
def test_a_value_that_is_nearly_shared_is_half_as_rare_as_the_commoner_of_both(levels):
    comparator = NamePartSimilarity() if levels is None else JaroWinkler()
    comparison = Comparison("f", comparator, levels)
    known = comparison.frequencies(flat_column([bob] * 60 + [anna] * 2 + [ana]))
    _, whole = comparison.agreement([anna], [anna], frequencies=known)
    level, part = comparison.agreement([anna], [ana], frequencies=known)
    assert 0 < level < comparison.n_levels - 1
    assert part == whole / 2 == -5


def test_nothing_shared_or_nothing_there_has_no_rarity():
    comparison = Comparison("f", JaroWinkler())
    known = comparison.frequencies(NAMES)
    for left, right in (([anna], [bob]), ([anna], []), ([], [])):
        assert comparison.agreement(left, right, frequencies=known)[1] == 0


def test_without_frequencies_nothing_is_rare():
    assert Comparison("f", JaroWinkler()).agreement([anna], [anna]) == (1, 0)


def test_of_equally_good_pairs_of_values_the_rarest_counts():
    comparison = Comparison("f", exact)
    column = ragged_column([[anna, bob], [anna, bob], *([anna],) * 20, [bob], [xaver]])
    known = comparison.frequencies(column)
    both = comparison.agreement([anna, bob], [bob, anna], frequencies=known)
    alone = comparison.agreement([bob], [bob], frequencies=known)
    common = comparison.agreement([anna], [anna], frequencies=known)
    assert both == alone
    assert alone[1] < common[1]
    levels, rarities = comparison.column(column, known).compare(np.array([0]), np.array([1]))
    assert (levels[0], rarities[0]) == both


def test_a_value_without_a_key_is_not_counted():
    comparison = Comparison("f", exact)
    nameless = Term(None, "anna")
    known = comparison.frequencies(flat_column([nameless] * 9 + [bob]))
    assert known.total("key") == 1
    assert comparison.agreement([nameless], [nameless], frequencies=known) == (1, 0)


def test_keys_of_other_types_are_counted_too():
    comparison = Comparison("f", exact)
    pair, other = Term(("a", 1), "x"), Term(("b", 2), "y")
    known = comparison.frequencies(flat_column([pair] * 8 + [other]))
    assert known.total("key") == 9
    common = comparison.agreement([pair], [pair], frequencies=known)
    rare = comparison.agreement([other], [other], frequencies=known)
    assert rare[1] < common[1]
