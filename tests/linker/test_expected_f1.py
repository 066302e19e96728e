"""What a result expects of itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm.linker._clustered import ScoredPairs
from custmdm.linker._resolved import _expected_f1 as expected_f1


def pairs(*found):
    left, right, weight = zip(*found, strict=True) if found else ((), (), ())
    return ScoredPairs(
        np.array(left, np.int64), np.array(right, np.int64), np.array(weight, np.float64)
    )


def probability(bits):
    return 1.0 / (1.0 + 2.0**-bits)


def test_pairs_together_are_right_and_pairs_apart_are_missed_as_likely_as_stated():
    labels = np.array([0, 0, 1, 2])
    stated = pairs((0, 1, 3.0), (1, 2, -1.0), (2, 3, -2.0))
    right, missed = probability(3.0), probability(-1.0) + probability(-2.0)
    assert expected_f1(labels, stated) == pytest.approx(2 * right / (1 + right + missed))


def test_pairs_together_that_were_never_scored_count_as_wrong():
    labels = np.array([0, 0, 0])
    assert expected_f1(labels, pairs((0, 1, 60.0))) == pytest.approx(2 / (3 + 1))


@pytest.mark.parametrize("n", [0, 1, 3])
def test_where_nothing_is_likely_and_nothing_together_all_is_right(n):
    labels = np.arange(n)
    assert expected_f1(labels, pairs()) == 1.0
    if n == 3:
        assert expected_f1(labels, pairs((0, 1, -20.0), (0, 2, -15.0))) > 0.9999


@given(st.lists(st.floats(-60.0, 60.0), max_size=20))
def test_where_nothing_is_together_it_is_the_chance_that_no_pair_is_a_match(bits):
    labels = np.arange(2 * len(bits))
    stated = pairs(*((2 * i, 2 * i + 1, b) for i, b in enumerate(bits)))
    none = np.prod([1.0 - probability(b) for b in bits])
    assert expected_f1(labels, stated) == pytest.approx(none, abs=1e-6)
