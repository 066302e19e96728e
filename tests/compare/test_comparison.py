"""A comparison: its levels, and that both ways to run it give the same ones."""

import itertools

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.compare.comparators import COMPARATORS, values_of
from tests.helpers import FILLER, columns, flat_column, ragged_column

from custmdm.columns import PLACEHOLDER_CODE, Term, concat
from custmdm.compare import (
    Comparison,
    JaroWinkler,
    NamePartSimilarity,
    PersonNameSimilarity,
    exact,
    level_and_rarity,
)
from custmdm.errors import ConfigurationError
from custmdm.model import Frequencies, PersonName
from custmdm.typing import SupportsAgreement

NOTHING = Frequencies()


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
WITH_OUTCOMES = [n for n, (c, _) in FUNCTIONS.items() if isinstance(c, SupportsAgreement)]
GRADES = (1.0, 0.97, 0.93, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5, 0.45, 0.4, 0.3, 0.2, 0.1)
some_levels = st.sets(st.sampled_from(GRADES), min_size=1).map(lambda s: sorted(s, reverse=True))


@st.composite
def columns_of_terms(draw, values):
    """Return a column of few terms: values that share keys, and keys that equal nothing."""
    term = st.builds(Term, st.sampled_from(["k1", "k2", "k3", "k4", "", None]), values)
    pool = draw(st.lists(term, min_size=1, max_size=5))
    return draw(columns(st.sampled_from(pool)))


def scalar(comparison, column, left, right, frequencies=NOTHING):
    """Return the level and the rarity of two rows by the definition."""
    marks = tuple(PLACEHOLDER_CODE in column.row_codes(i) for i in (left, right))
    return comparison.agreement(
        column.row(left), column.row(right), placeholder=marks, frequencies=frequencies
    )


def all_pairs(n):
    rows = np.arange(n, dtype=np.int64)
    return np.repeat(rows, n), np.tile(rows, n)


def columnar(comparison, column, pairs=None, frequencies=NOTHING):
    """Return the levels and rarities of pairs of rows, all of them unless said."""
    left, right = all_pairs(len(column)) if pairs is None else pairs
    levels, rarities = comparison.column(column, frequencies).compare(left, right)
    assert levels.dtype == rarities.dtype == np.int8
    return list(zip(levels.tolist(), rarities.tolist(), strict=True))


def prepared(comparison, column, frequencies=NOTHING):
    """Return the levels and rarities of all pairs of rows, each row prepared once."""
    compared = comparison.values(frequencies)
    rows = [
        compared.prepare(column.row(i), placeholder=PLACEHOLDER_CODE in column.row_codes(i))
        for i in range(len(column))
    ]
    return [level_and_rarity(compared.rank(a, b)) for a, b in itertools.product(rows, repeat=2)]


def check_all_runs(comparison, column, frequencies):
    pairs = zip(*all_pairs(len(column)), strict=True)
    by_definition = [scalar(comparison, column, a, b, frequencies) for a, b in pairs]
    assert columnar(comparison, column, frequencies=frequencies) == by_definition
    assert prepared(comparison, column, frequencies) == by_definition


@pytest.mark.parametrize("name", FUNCTIONS)
@settings(max_examples=30)
@given(data=st.data())
def test_the_columnar_and_the_prepared_run_equal_the_scalar_one_in_level_and_rarity(name, data):
    comparator, values = FUNCTIONS[name]
    levels = data.draw(st.none() | some_levels)
    comparison = Comparison("f", comparator, levels=levels)
    column = data.draw(columns_of_terms(values))
    counted = data.draw(st.sampled_from([NOTHING, comparison.frequencies(column)]))
    check_all_runs(comparison, column, counted)


@pytest.mark.parametrize("name", WITH_OUTCOMES)
@settings(max_examples=30)
@given(data=st.data())
def test_all_runs_are_one_where_other_records_were_counted(name, data):
    """As when a trained Linker meets new records: some values are known, others were never seen."""
    comparator, values = FUNCTIONS[name]
    comparison = Comparison("f", comparator)
    column = data.draw(columns_of_terms(values))
    others = data.draw(columns_of_terms(values))
    check_all_runs(comparison, column, comparison.frequencies(concat([column, column, others])))


@given(st.sampled_from(sorted(FUNCTIONS)), st.none() | some_levels, st.data())
def test_swapping_left_and_right_changes_nothing(name, levels, data):
    comparator, values = FUNCTIONS[name]
    column = data.draw(columns_of_terms(values))
    comparison = Comparison("f", comparator, levels=levels)
    left, right = all_pairs(len(column))
    known = comparison.frequencies(column)
    there = columnar(comparison, column, (left, right), known)
    assert columnar(comparison, column, (right, left), known) == there


@given(st.sampled_from(sorted(FUNCTIONS)), st.data())
def test_a_record_agrees_with_itself_at_the_top(name, data):
    """Where it holds a value with a key."""
    comparator, values = FUNCTIONS[name]
    column = data.draw(columns_of_terms(values))
    comparison = Comparison("f", comparator)
    rows = np.arange(len(column))
    found = columnar(comparison, column, (rows, rows))
    for row, (level, _) in zip(rows.tolist(), found, strict=True):
        if any(term.key is not None for term in column.row(row)):
            assert level == comparison.n_levels - 1


@given(columns_of_terms(values_of("exact")), st.data())
def test_pairs_can_be_compared_in_any_chunks(column, data):
    compared = Comparison("f", JaroWinkler(), levels=(1.0, 0.8)).column(column)
    left, right = all_pairs(len(column))
    cut = data.draw(st.integers(0, len(left)))
    parts = [compared.compare(left[part], right[part]) for part in (slice(cut), slice(cut, None))]
    whole = compared.compare(left, right)
    for found, parted in zip(whole, zip(*parts, strict=True), strict=True):
        assert np.concatenate(parted).tolist() == found.tolist()


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
        assert scalar(comparison, column, 0, 1) == (level, 0)
        assert columnar(comparison, column, (np.array([0]), np.array([1]))) == [(level, 0)]
        assert prepared(comparison, column)[1] == (level, 0)


def test_a_comparator_never_sees_a_missing_value():
    seen = []

    def compare(left, right):
        seen.extend([left, right])
        return 0.0

    column = ragged_column([[a, None], [None], [FILLER], [], [b]])
    columnar(Comparison("f", compare), column)
    assert set(seen) == {"allen", "zhang"}


def test_a_comparator_is_asked_once_a_distinct_pair_and_never_about_equal_keys():
    asked = []
    column = flat_column([a, a, b, b, Term("b", "other")])
    columnar(Comparison("f", lambda left, right: asked.append((left, right)) or 0.0), column)
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
    assert columnar(comparison, column)[1:3] == [(level, 0), (level, 0)]


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
        (None, ["different", "equal"]),
    ],
)
def test_a_level_has_words(levels, labels):
    comparison = Comparison("f", exact, levels=levels)
    assert [comparison.label(level) for level in range(comparison.n_levels)] == labels
    missing = [comparison.label(level) for level in (-1, -2, -3, -4)]
    assert missing == ["both missing", "one missing", "placeholder", "cannot be compared"]


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


def test_without_levels_the_outcomes_of_the_comparator_are_the_levels():
    comparison = Comparison("name", NamePartSimilarity())
    assert comparison.by_outcome
    assert comparison.outcomes == NamePartSimilarity.outcomes
    assert comparison.n_levels == 5
    assert comparison.label(comparison.level("Bob", "Robert")) == "initial or short form"
    assert comparison.level("Anna", "张") == -4


def test_with_levels_the_similarity_of_the_comparator_is_graded():
    comparison = Comparison("name", NamePartSimilarity(), levels=(1.0, 0.7))
    assert not comparison.by_outcome
    assert [outcome.similarity for outcome in comparison.outcomes] == [0.0, 0.7, 1.0]
    assert comparison.level("Bob", "Robert") == 1
    assert comparison.level("Anna", "张") == 0


@pytest.mark.parametrize(
    ("comparator", "levels", "strata"),
    [
        (exact, None, 1),
        (JaroWinkler(), (1.0, 0.9, 0.8), 1),
        (NamePartSimilarity(), None, 1),
        (PersonNameSimilarity(), None, 5),
        (PersonNameSimilarity(), (1.0, 0.9), 1),
    ],
)
def test_levels_that_know_the_same_are_of_one_stratum(comparator, levels, strata):
    comparison = Comparison("f", comparator, levels)
    assert len(comparison.strata) == comparison.n_levels
    known = [outcome.known for outcome in comparison.outcomes]
    assert len(set(comparison.strata)) == len(set(known)) == strata
    assert len(set(zip(comparison.strata, known, strict=True))) == strata
    assert set(comparison.strata) == set(range(strata))


def test_what_cannot_be_compared_counts_less_than_anything_that_can():
    """Of two names in two scripts, the one that can be compared decides."""
    comparison = Comparison("name", PersonNameSimilarity())
    latin, other, chinese = (
        Term(key, PersonName(given=given, family=family))
        for key, given, family in (("a", "Anna", "Smith"), ("b", "Bob", "Jones"), ("c", "伟", "张"))
    )
    assert comparison.agreement([latin], [chinese])[0] == -4
    column = ragged_column([[latin, chinese], [other], [chinese, other]])
    assert columnar(comparison, column)[1:3] == [(0, 0), (comparison.n_levels - 1, 0)]
    assert scalar(comparison, column, 0, 1) == (0, 0)


def test_an_empty_column_has_no_pairs():
    for column in (flat_column([]), ragged_column([])):
        comparison = Comparison("f", PersonNameSimilarity())
        assert columnar(comparison, column, frequencies=comparison.frequencies(column)) == []


@pytest.mark.parametrize("name", [n for n in FUNCTIONS if n not in WITH_OUTCOMES])
@given(data=st.data())
def test_unlike_keys_are_never_graded_higher_than_is_said_of_them(name, data):
    comparator, values = FUNCTIONS[name]
    levels = data.draw(st.none() | some_levels)
    pool = data.draw(columns_of_terms(values))
    column = evolve(pool, offsets=None) if pool.offsets is not None else pool
    ready = Comparison("f", comparator, levels=levels).column(column, NOTHING)
    rows = np.arange(len(column))
    left, right = np.repeat(rows, len(rows)), np.tile(rows, len(rows))
    told, _ = ready.same(left, right)
    found, _ = ready.compare(left, right)
    np.testing.assert_array_equal(told[told != 0], found[told != 0])
    assert (found[told == 0] <= ready.highest_unlike).all()


@pytest.mark.parametrize(
    ("comparator", "terms", "highest"),
    [
        (JaroWinkler(), [Term("ann", "Ann"), Term("bob", "Bob")], 1),
        (exact, [Term("ann", "Ann"), Term("bob", "Bob")], 1),
        # One value under two keys, or under none, is equal all the same.
        (JaroWinkler(), [Term("ann", "Ann"), Term("anna", "Ann")], 2),
        (JaroWinkler(), [Term("ann", "Ann"), Term(None, "Bob")], 2),
        # What does not promise to tell apart, is not taken to do so.
        (JaroWinkler(prefix_weight=0.25), [Term("ann", "Ann"), Term("bob", "Bob")], 2),
        (same_length, [Term("ann", "Ann"), Term("bob", "Bob")], 2),
    ],
)
def test_unlike_keys_are_below_the_top_only_where_nothing_else_can_be(comparator, terms, highest):
    comparison = Comparison("f", comparator, levels=(1.0, 0.8))
    assert comparison.column(flat_column(terms), NOTHING).highest_unlike == highest
