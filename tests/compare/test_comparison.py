"""A comparison: its levels, and that both ways to run it give the same ones."""

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.compare.comparators import COMPARATORS, values_of
from tests.helpers import FILLER, columns, flat_column, ragged_column

from custmdm.columns import PLACEHOLDER_CODE, Term
from custmdm.compare import Comparison, JaroWinkler, exact
from custmdm.errors import ConfigurationError


def same_length(left, right):
    """A plain function, symmetric, of any values."""
    return 1.0 if left == right else 0.9 if len(str(left)) == len(str(right)) else 0.25


def yes_or_no(left, right):
    return left == right


FUNCTIONS = {
    **{name: (comparator, values_of(name)) for name, (comparator, *_) in COMPARATORS.items()},
    "a plain function": (same_length, values_of("exact")),
    "a lambda": (lambda left, right: 1 - (left != right) / 2, st.integers(0, 3)),
    "a function of bool": (yes_or_no, st.booleans()),
}
GRADES = (1.0, 0.97, 0.93, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5, 0.45, 0.4, 0.3, 0.2, 0.1)
some_levels = st.sets(st.sampled_from(GRADES), min_size=1).map(lambda s: sorted(s, reverse=True))


@st.composite
def columns_of_terms(draw, values):
    """Return a column of few terms: values that share keys, and keys that equal nothing."""
    term = st.builds(Term, st.sampled_from(["k1", "k2", "k3", "k4", "", None]), values)
    pool = draw(st.lists(term, min_size=1, max_size=5))
    return draw(columns(st.sampled_from(pool)))


def scalar(comparison, column, left, right):
    """Return the level of two rows by the definition."""
    marks = tuple(PLACEHOLDER_CODE in column.row_codes(i) for i in (left, right))
    return comparison.level_of_terms(column.row(left), column.row(right), placeholder=marks)


def all_pairs(n):
    rows = np.arange(n, dtype=np.int64)
    return np.repeat(rows, n), np.tile(rows, n)


@pytest.mark.parametrize("name", FUNCTIONS)
@settings(max_examples=30)
@given(data=st.data())
def test_the_columnar_run_equals_the_scalar_one(name, data):
    comparator, values = FUNCTIONS[name]
    comparison = Comparison("f", comparator, levels=data.draw(some_levels))
    column = data.draw(columns_of_terms(values))
    left, right = all_pairs(len(column))
    found = comparison.column(column).levels(left, right)
    assert found.tolist() == [
        scalar(comparison, column, a, b) for a, b in zip(left, right, strict=True)
    ]
    assert found.dtype == np.int8


@given(st.sampled_from(sorted(FUNCTIONS)), some_levels, st.data())
def test_swapping_left_and_right_changes_nothing(name, levels, data):
    comparator, values = FUNCTIONS[name]
    column = data.draw(columns_of_terms(values))
    compared = Comparison("f", comparator, levels=levels).column(column)
    left, right = all_pairs(len(column))
    assert compared.levels(left, right).tolist() == compared.levels(right, left).tolist()


@given(columns_of_terms(values_of("exact")), st.data())
def test_pairs_can_be_compared_in_any_chunks(column, data):
    compared = Comparison("f", JaroWinkler(), levels=(1.0, 0.8)).column(column)
    left, right = all_pairs(len(column))
    cut = data.draw(st.integers(0, len(left)))
    parts = [compared.levels(left[part], right[part]) for part in (slice(cut), slice(cut, None))]
    assert np.concatenate(parts).tolist() == compared.levels(left, right).tolist()


a, b, near = Term("a", "allen"), Term("b", "zhang"), Term("n", "alen")
nothing = Term(None, "allen")


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        pytest.param([a], [a], 2, id="equal"),
        pytest.param([a], [near], 1, id="similar"),
        pytest.param([a], [b], 0, id="different"),
        pytest.param([a], [Term("a", "zhang")], 2, id="one key, whatever the values"),
        pytest.param([None], [None], -1, id="both missing"),
        pytest.param([a], [None], -2, id="one missing"),
        pytest.param([FILLER], [FILLER], -3, id="two placeholders"),
        pytest.param([a], [FILLER], -3, id="a value and a placeholder"),
        pytest.param([None], [FILLER], -3, id="missing and a placeholder"),
        pytest.param([nothing], [nothing], 2, id="no key, but equal values"),
        pytest.param([nothing], [Term(None, "zhang")], 0, id="no keys are not one key"),
        pytest.param([], [], -1, id="no values"),
        pytest.param([], [a], -2, id="no values on one side"),
        pytest.param([b, near], [a], 1, id="the best value counts"),
        pytest.param([b, near], [a, b], 2, id="one equal value of many"),
        pytest.param([None, a], [FILLER, a], 2, id="values beside missing ones"),
        pytest.param([None, FILLER], [a], -3, id="only missing ones and a placeholder"),
        pytest.param([FILLER, a], [], -2, id="a placeholder beside a value is none"),
    ],
)
def test_the_level_of_a_pair(left, right, level):
    comparison = Comparison("f", JaroWinkler(), levels=(1.0, 0.9))
    made = [ragged_column([left, right])]
    if len(left) == len(right) == 1:
        made.append(flat_column([*left, *right]))
    for column in made:
        assert scalar(comparison, column, 0, 1) == level
        assert comparison.column(column).levels(np.array([0]), np.array([1])).tolist() == [level]


def test_a_comparator_never_sees_a_missing_value():
    seen = []

    def compare(left, right):
        seen.extend([left, right])
        return 0.0

    column = ragged_column([[a, None], [None], [FILLER], [], [b]])
    Comparison("f", compare).column(column).levels(*all_pairs(5))
    assert set(seen) == {"allen", "zhang"}


def test_a_comparator_is_asked_once_a_distinct_pair_and_never_about_equal_keys():
    asked = []
    column = flat_column([a, a, b, b, Term("b", "other")])
    Comparison("f", lambda left, right: asked.append((left, right)) or 0.0).column(column).levels(
        *all_pairs(5)
    )
    assert sorted(map(sorted, asked)) == [["allen", "other"], ["allen", "zhang"]]


@pytest.mark.parametrize(
    ("left", "right", "levels", "level"),
    [
        ("r", "roy", (0.8,), 1),  # 0.8 on paper, 0.7999999999999999 in binary
        ("r", "roy", (0.8 + 1e-6,), 0),
        ("ab", "ab", (1.0,), 1),
        ("abcd", "abce", (0.8833333333333333,), 1),
    ],
)
def test_a_similarity_at_a_threshold_has_reached_it_in_both_runs(left, right, levels, level):
    comparison = Comparison("f", JaroWinkler(), levels=levels)
    column = flat_column([Term(None, left), Term(None, right)])
    assert comparison.level(left, right) == comparison.level(right, left) == level
    assert comparison.column(column).levels(*all_pairs(2)).tolist()[1:3] == [level, level]


@pytest.mark.parametrize(
    ("similarity", "level"), [(1.0, 3), (0.95, 2), (0.92, 2), (0.9199, 1), (0.8, 1), (0.0, 0)]
)
def test_levels_rise_with_the_similarity(similarity, level):
    assert Comparison("f", exact, levels=(1.0, 0.92, 0.8)).grade(similarity) == level


@pytest.mark.parametrize(
    ("left", "right", "level"), [("x", "x", 1), ("x", "y", 0), ("x", None, -2), (None, None, -1)]
)
def test_plain_values_are_compared_too(left, right, level):
    assert Comparison("f", exact).level(left, right) == level


@pytest.mark.parametrize(
    ("levels", "labels"),
    [
        ((1.0, 0.9), ["different", "similar, 0.9 or more", "equal"]),
        ((0.9, 0.8), ["different", "similar, 0.8 or more", "similar, 0.9 or more"]),
        ((1.0,), ["different", "equal"]),
    ],
)
def test_a_level_has_words(levels, labels):
    comparison = Comparison("f", exact, levels=levels)
    assert [comparison.label(level) for level in range(comparison.n_levels)] == labels
    missing = [comparison.label(level) for level in (-1, -2, -3)]
    assert missing == ["both missing", "one missing", "placeholder"]


@pytest.mark.parametrize(
    ("levels", "message"),
    [
        ((), "falling order"),
        ((0.8, 0.9), "falling order"),
        ((0.9, 0.9), "falling order"),
        ((float("nan"),), r"\(0, 1\]"),
        ((1.0, float("nan")), "falling order"),
        ((1.5, 0.9), r"\(0, 1\]"),
        ((1.0, 0.0), r"\(0, 1\]"),
        ((0.5, -0.5), r"\(0, 1\]"),
        (0.9, r"as \(1.0, 0.9\)"),
        ("high", r"as \(1.0, 0.9\)"),
        (None, r"as \(1.0, 0.9\)"),
    ],
)
def test_levels_that_cannot_work_are_refused(levels, message):
    with pytest.raises(ConfigurationError, match=message):
        Comparison("f", exact, levels=levels)


@pytest.mark.parametrize(
    ("comparator", "message"),
    [
        (JaroWinkler, r"'name' is the class JaroWinkler; write JaroWinkler\(\)"),
        ("exact", "'name' cannot be called"),
        (None, "'name' cannot be called"),
    ],
)
def test_what_is_no_comparator_is_refused_with_advice(comparator, message):
    with pytest.raises(ConfigurationError, match=message):
        Comparison("name", comparator)


def test_levels_may_be_any_iterable_and_a_comparison_is_a_value():
    comparison = Comparison("f", JaroWinkler(), levels=[1, 0.5])
    assert comparison == Comparison("f", JaroWinkler(), levels=(1.0, 0.5))
    assert evolve(comparison, levels=(0.7,)).n_levels == 2
