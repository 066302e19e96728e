"""Texts as weighted bags of words: one pair and many come out the same, to the last bit."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.helpers import texts

from custmdm.compare import TokenSimilarity
from custmdm.compare._bags import OUTCOMES, BagTable, agree, bag, cosine, tokens_of, weighed
from custmdm.model import NOT_COMPARABLE, Frequencies, count_tokens

word = st.text(alphabet="ab1张", min_size=1, max_size=4) | texts(6)
bags = st.lists(st.lists(word, max_size=6).map(bag), min_size=1, max_size=6)
EVERYDAY = ("high", "street", "road", "north", "1", "2", "12", "科技路", "号")


def weighed_by_themselves(values):
    frequencies = count_tokens((tokens_of(value), 1) for value in values)
    return [weighed(value, frequencies) for value in values]


def all_pairs(n):
    rows = np.arange(n, dtype=np.int64)
    return np.repeat(rows, n), np.tile(rows, n)


def in_table(values):
    """Return outcome and rarity of all pairs by the table."""
    outcomes, rarities = BagTable(values)(*all_pairs(len(values)))
    assert outcomes.dtype == np.int8
    return list(zip(outcomes.tolist(), rarities.tolist(), strict=True))


def one_by_one(values):
    return [agree(left, right) for left, right in itertools.product(values, repeat=2)]


@given(bags, st.booleans())
def test_a_table_of_bags_equals_their_scalar_agreement_exactly(values, counted):
    values = weighed_by_themselves(values) if counted else values
    assert in_table(values) == one_by_one(values)


def test_more_pairs_than_are_multiplied_at_once_come_out_the_same():
    rng = np.random.default_rng(5)
    values = weighed_by_themselves(
        [bag(rng.choice(EVERYDAY, rng.integers(0, 5)).tolist()) for _ in range(150)]
    )
    assert in_table(values) == one_by_one(values)
    assert {outcome for outcome, _ in in_table(values)} > {0, 1, NOT_COMPARABLE}


def test_no_pairs_have_no_outcomes():
    none = np.zeros(0, dtype=np.int64)
    for values in ([], [bag(["a"])]):
        outcomes, rarities = BagTable(values)(none, none)
        assert (outcomes.tolist(), rarities.tolist()) == ([], [])


# A word of one Chinese character is one token: so many shared, so many in each.
CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 100)]
EDGES = [
    (3, 25, 25, "little in common"),
    (3, 10, 10, "some in common"),
    (9, 20, 20, "half in common"),
    (3, 5, 5, "much in common"),
    (9, 9, 25, "much in common"),
    (3, 4, 4, "most in common"),
    (9, 12, 12, "most in common"),
    (9, 10, 10, "nearly all in common"),
]


@pytest.mark.parametrize(("shared", "n_left", "n_right", "label"), EDGES)
def test_a_cosine_at_the_edge_of_a_grade_has_reached_it_in_both_runs(
    shared, n_left, n_right, label
):
    """3 / (sqrt(5) * sqrt(5)) is 0.6 on paper, and a little less in binary."""
    left = bag(CHARACTERS[:n_left])
    right = bag(CHARACTERS[n_left - shared : n_left - shared + n_right])
    (_, found, back, _) = [outcome for outcome, _ in one_by_one([left, right])]
    assert OUTCOMES[found].label == OUTCOMES[back].label == label
    assert [outcome for outcome, _ in in_table([left, right])][1:3] == [found, back]
    below = bag(CHARACTERS[n_left - shared + 1 : n_left - shared + 1 + n_right])
    lower, _ = agree(left, below)
    assert lower < found


@given(bags)
def test_a_cosine_is_that_of_the_weights(values):
    for left, right in itertools.product(weighed_by_themselves(values), repeat=2):
        tokens = sorted(set(left.weights) | set(right.weights))
        a, b = (np.array([v.weights.get(t, 0.0) for t in tokens]) for v in (left, right))
        length = np.linalg.norm(a) * np.linalg.norm(b)
        assert cosine(left, right) == pytest.approx(a @ b / length if length else 0.0)
        assert cosine(left, right) == cosine(right, left)


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 10**6), min_size=1, max_size=40))
def test_sums_of_products_of_weights_are_exact_in_any_order(counts):
    frequencies = Frequencies.of({("word", token): n for token, n in counts.items()})
    value = weighed(bag(sorted(counts)), frequencies)
    squares = [weight * weight for weight in value.weights.values()]
    assert sum(squares) == sum(reversed(squares)) == math.fsum(squares)
    assert all(weight > 0.0 for weight in value.weights.values())


def test_rare_words_count_more_than_common_ones():
    frequencies = Frequencies.of(
        {("word", t): n for n, w in ((1000, "street"), (2, "zenith")) for t in bag([w]).tokens}
    )
    street, zenith, both = (
        weighed(bag(w.split()), frequencies) for w in ("street", "zenith", "street zenith")
    )
    assert cosine(zenith, both) > 0.9 > 0.3 > cosine(street, both)


def test_the_rarity_of_a_text_is_shared_whole_or_in_part():
    frequencies = Frequencies.of({("text", "a b"): 30, ("text", "a b c"): 2, ("text", "x"): 1})
    common, rare, other = (weighed(bag(list(w)), frequencies) for w in ("ab", "abc", "x"))
    assert common.rarity > 0.0 > rare.rarity
    assert agree(rare, rare) == (len(OUTCOMES) - 1, rare.rarity)
    assert agree(common, rare)[1] == common.rarity / 2
    assert agree(common, other)[1] == 0.0


@pytest.mark.parametrize(
    ("left", "right", "label"),
    [
        ("gate 12", "gate 12", "equal"),
        ("12 gate", "gate 12", "equal"),
        ("gate", "gate 12", "most in common"),
        ("gate 12", "gate 14", "much in common, other numbers"),
        ("gate 12 3", "gate 12", "most in common"),
        ("gate 12", "road 12", "some in common"),
        ("gate", "road", "nothing in common"),
        ("gate 1", "road 2", "nothing in common, other numbers"),
        ("", "", "equal"),
        ("", "gate", "nothing in common"),
        ("科技", "技科", "much in common"),
    ],
)
def test_how_texts_agree(left, right, label):
    (_, found, back, _) = one_by_one([bag(left.split()), bag(right.split())])
    assert found == back
    assert OUTCOMES[found[0]].label == label


def test_texts_in_two_scripts_cannot_be_compared():
    assert agree(bag(["科技"]), bag(["keji"])) == (NOT_COMPARABLE, 0.0)
    assert TokenSimilarity()("科技", "keji") == 0.0
