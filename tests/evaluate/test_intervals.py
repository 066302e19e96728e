"""Intervals of shares, sums and ratios."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from custmdm.evaluate import Estimate
from custmdm.evaluate._intervals import ratio_of, share_of, sum_of

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts)
def test_the_interval_of_a_share_is_that_of_wilson(count):
    n_true, n = count
    found = share_of(n_true, n)
    wanted = binomtest(n_true, n).proportion_ci(0.95, method="wilson")
    assert (found.low, found.high) == pytest.approx((wanted.low, wanted.high), abs=1e-9)
    assert found.low <= found.value <= found.high


@given(counts, st.integers(0, 1000))
def test_a_smaller_whole_gives_a_narrower_interval(count, more):
    n_true, n = count
    wide, narrow = share_of(n_true, n, n + more + 1), share_of(n_true, n, n + more)
    assert narrow.high - narrow.low <= wide.high - wide.low + 1e-12
    assert 0.0 <= narrow.low <= narrow.value <= narrow.high <= 1.0


@pytest.mark.parametrize(
    ("count", "value", "low", "high"),
    [
        pytest.param((10, 10), 1.0, 0.7225, 1.0, id="no error is not certainty"),
        pytest.param((0, 10), 0.0, 0.0, 0.2775, id="nor is no success"),
        pytest.param((3, 4, 4), 0.75, 0.75, 0.75, id="all of them looked at"),
        pytest.param((0, 0, 9, 0.8), 0.8, 0.0, 1.0, id="none of them looked at"),
    ],
)
def test_known_shares(count, value, low, high):
    found = share_of(*count)
    assert (found.value, found.low, found.high) == pytest.approx((value, low, high), abs=1e-4)


def test_a_sum_of_nothing_is_nothing():
    assert sum_of([]) == Estimate(0.0, 0.0, 0.0)


def test_a_sum_of_one_share_keeps_its_interval():
    share = share_of(7, 9)
    assert sum_of([(1.0, share)]) == share


amounts = st.tuples(st.floats(0.1, 50), st.floats(0, 1), st.floats(0, 3)).map(
    lambda t: Estimate(t[0], t[0] * (1 - t[1]), t[0] * (1 + t[2]))
)


@given(amounts, amounts)
def test_a_ratio_equals_the_published_formula(top, bottom):
    a, l1, u1 = top.value, top.low, top.high
    b, l2, u2 = bottom.value, bottom.low, bottom.high
    found = ratio_of(top, bottom)
    assert found.value == a / b
    if abs(u2 * (2 * b - u2)) > 1e-6:
        root = math.sqrt(max((a * b) ** 2 - l1 * u2 * (2 * a - l1) * (2 * b - u2), 0))
        assert found.low == pytest.approx((a * b - root) / (u2 * (2 * b - u2)), rel=1e-6, abs=1e-6)
    if l2 > 1e-6:
        root = math.sqrt(max((a * b) ** 2 - u1 * l2 * (2 * a - u1) * (2 * b - l2), 0))
        assert found.high == pytest.approx((a * b + root) / (l2 * (2 * b - l2)), rel=1e-6)
    assert found.low <= found.value * (1 + 1e-9)
    assert found.value <= found.high * (1 + 1e-9)


@pytest.mark.parametrize(
    ("top", "bottom", "value", "low", "high"),
    [
        ((2, 2, 2), (4, 4, 4), 0.5, 0.5, 0.5),
        ((0, 0, 1), (4, 4, 4), 0.0, 0.0, 0.25),
        ((0, 0, 0), (0, 0, 0), 0.0, 0.0, math.inf),
        ((3, 1, 5), (0, 0, 0), math.inf, math.inf, math.inf),
        ((3, 1, 5), (2, 0, 4), 1.5, 5 / 12, math.inf),
    ],
)
def test_ratios_at_the_edge(top, bottom, value, low, high):
    found = ratio_of(Estimate(*top), Estimate(*bottom))
    assert (found.value, found.low, found.high) == pytest.approx((value, low, high))
