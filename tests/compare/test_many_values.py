"""Comparators of single values over many pairs: to the last bit the answers of the call."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.compare.comparators import COMPARATORS, mutated, values_of

from custmdm.compare._pairs import distinct_pairs, either, one_by_one
from custmdm.typing import SupportsPairs

WITH_PAIRS = [n for n, (c, *_) in COMPARATORS.items() if isinstance(c, SupportsPairs)]
LIKELY = {
    "CodeSimilarity": ("+8613812345678", "62770334", "861062770334", "LS11AA", "1234567", "12345",
                       "１２３４５６７", "MÜ12345", "0" * 40, "0" * 41, "粤B12345", "1234567\x00"),
    "DateSimilarity": ("1988-03-07", "1989-12-31", "1991-01-01", "1991-01-02", "1989-01-01",
                       "0001-01-01", "9999-12-31", "2000-02-29", "1988-02-30",
                       "1988-00-00", "0000-00-00", "1988-03", "1988",
                       "1988/03/07", "19880307", "1988-W10-1", "１９８８-03-07", "1988-03-0", ""),
    "EmailSimilarity": ("anna.lee@qq.com", "anna.lee@gmail.com", "jon@a.de", "jonathan@hotmail.com",
                        "jo@hotmail.com", "@qq.com", "anna@", "anna", "a@b@c", "", "ßtraße@qq.com",
                        "张伟@qq.com", "a.very.long.name.of.a.person.or.so@example.org", "li@b.cn"),
    "NumberSimilarity": ("100", "1e2", "1e308", "-1e308", "0", "-0.0", "nan", "inf", "-inf", "",
                         "１２", "1_000", "twelve", "1e400", "5e-324"),
}  # fmt: skip


def check_many(comparator, values):
    """Check all pairs, in both orders and twice, against the call."""
    n = len(values)
    a, b = np.repeat(np.arange(n), n), np.tile(np.arange(n), n)
    one_each = [comparator(left, right) for left, right in itertools.product(values, repeat=2)]
    similarities = comparator.similarities(values, 0.0)
    for times in (1, 2):
        found = similarities(np.tile(a, times), np.tile(b, times))
        assert found.dtype == np.float64
        assert found.tolist() == one_each * times
    for least in (0.5, 0.8, 0.92):
        found = comparator.similarities(values, least)(a, b)
        wanted = np.array(one_each)
        assert found[wanted >= least].tolist() == wanted[wanted >= least].tolist()
        assert (found[wanted < least] < least).all()


def test_these_comparators_compare_many_pairs_at_once():
    assert set(LIKELY) < {name.partition(",")[0] for name in WITH_PAIRS}


@pytest.mark.parametrize("name", WITH_PAIRS)
def test_the_values_of_a_table_are_compared_as_one_by_one(name):
    comparator, table, _ = COMPARATORS[name]
    check_many(comparator, [*table, *LIKELY.get(name, ())])


@pytest.mark.parametrize("name", WITH_PAIRS)
@given(data=st.data())
def test_values_that_are_nearly_the_same_are_compared_as_one_by_one(name, data):
    values = st.sampled_from(LIKELY.get(name, ("Anna Lee", "张伟", "")))
    first = data.draw(values | COMPARATORS[name][2])
    near = data.draw(st.lists(mutated(first), max_size=5))
    check_many(COMPARATORS[name][0], [first, *near, data.draw(values)])


@pytest.mark.parametrize("name", WITH_PAIRS)
@given(data=st.data())
def test_any_values_are_compared_as_one_by_one(name, data):
    check_many(COMPARATORS[name][0], data.draw(st.lists(values_of(name), max_size=6)))


dates = st.builds("{:04}-{:02}-{:02}".format, st.integers(1985, 1988) | st.just(2088),
                  st.integers(0, 13), st.integers(0, 32))  # fmt: skip
emails = st.builds(
    "{}{}@{}".format,
    st.sampled_from(("anna", "anna.lee", "ann", "hanna", "jon", "jonathan", "li", "")),
    st.sampled_from(("", "1", "12", "21", "1988")),
    st.sampled_from(
        ("qq.com", "qq.cn", "gmail.com", "hotmail.com", "hotmial.com", "a.example.org")
    ),
)
codes = st.builds("{}{}".format, st.sampled_from(("", "+1", "0", "+86")), st.text("12", max_size=9))


@pytest.mark.parametrize(
    ("name", "values"),
    [("DateSimilarity", dates), ("EmailSimilarity", emails), ("CodeSimilarity", codes)],
)
@given(data=st.data())
def test_values_of_a_small_world_are_compared_as_one_by_one(name, values, data):
    """Where every way to be alike occurs."""
    check_many(COMPARATORS[name][0], data.draw(st.lists(values, max_size=12)))


@pytest.mark.parametrize("n", [1, 5, 5_000])
@given(data=st.data())
def test_distinct_pairs_are_found_in_order_and_lead_back(n, data):
    """Few values by a table, many by sorting."""
    place = st.integers(0, n - 1) | st.integers(0, min(n - 1, 2))
    pairs = data.draw(st.lists(st.tuples(place, place), max_size=20))
    a, b = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    first, second, which = distinct_pairs(a, b, n)
    found = list(zip(first.tolist(), second.tolist(), strict=True))
    assert found == sorted(set(pairs))
    assert [found[i] for i in which.tolist()] == pairs


def test_a_plain_function_is_asked_once_a_distinct_pair():
    asked = []
    compare = one_by_one(lambda a, b: asked.append((a, b)) or len(a + b) / 10, ["a", "bc", "def"])
    found = compare(np.array([0, 2, 0, 0]), np.array([1, 1, 1, 2]))
    assert found.tolist() == [0.3, 0.5, 0.3, 0.4]
    assert sorted(asked) == [("a", "bc"), ("a", "def"), ("def", "bc")]


def test_pairs_of_values_that_fit_are_compared_apart():
    compare = either(
        np.array([True, False, True]), lambda a, b: a + b + 0.5, lambda a, b: a * b + 0.0
    )
    found = compare(np.array([0, 1, 2, 2]), np.array([2, 1, 1, 2]))
    assert found.tolist() == [2.5, 1.0, 2.0, 4.5]
