"""Weights and probabilities of matches, and what thresholds decide of them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm.errors import ConfigurationError
from custmdm.model import Decision, MatchScore, Thresholds

chance = st.floats(0.0, 1.0)


@pytest.mark.parametrize(
    ("probability", "decision"),
    [
        (1.0, Decision.MATCH),
        (0.95, Decision.MATCH),
        (0.9499, Decision.POSSIBLE),
        (0.5, Decision.POSSIBLE),
        (0.4999, Decision.NON_MATCH),
        (0.0, Decision.NON_MATCH),
    ],
)
def test_a_probability_at_a_threshold_has_reached_it(probability, decision):
    assert Thresholds(match=0.95, possible=0.5).decide(probability) is decision


@given(chance, chance, chance, chance)
def test_a_higher_probability_is_never_decided_lower(a, b, p, q):
    thresholds = Thresholds(match=max(a, b), possible=min(a, b))
    rank = [Decision.NON_MATCH, Decision.POSSIBLE, Decision.MATCH]
    low, high = sorted((p, q))
    assert rank.index(thresholds.decide(low)) <= rank.index(thresholds.decide(high))


@pytest.mark.parametrize(
    ("match", "possible"), [(0.9, 0.9), (1.0, 0.0), (0.0, 0.0), (1.0, 1.0), (1, 0)]
)
def test_thresholds_may_meet_and_reach_the_ends(match, possible):
    assert Thresholds(match, possible).decide(1.0) is Decision.MATCH


@pytest.mark.parametrize(
    ("match", "possible"),
    [
        (0.5, 0.9),
        (1.1, 0.5),
        (0.9, -0.1),
        (float("nan"), 0.5),
        (0.9, float("nan")),
        (95, 50),
    ],
)
def test_thresholds_that_cannot_work_are_refused(match, possible):
    with pytest.raises(ConfigurationError, match="0 <= possible <= match <= 1"):
        Thresholds(match=match, possible=possible)


@given(st.lists(st.floats(-2000, 2000), min_size=2))
def test_probability_rises_with_weight_and_stays_in_bounds(weights):
    found = [MatchScore.probability_of(weight) for weight in sorted(weights)]
    assert found == sorted(found)
    assert all(0.0 <= p <= 1.0 for p in found)


@given(st.floats(-1000, 1000))
def test_probability_is_that_of_the_odds(weight):
    p = MatchScore.probability_of(weight)
    assert p == pytest.approx(1 / (1 + 2.0**-weight) if weight > -1000 else 0.0)
    assert p + MatchScore.probability_of(-weight) == pytest.approx(1.0)


@given(st.floats(-1000, 40))
def test_a_weight_comes_back_from_its_probability(weight):
    """Above 40 bits a probability is too near 1 to tell."""
    back = MatchScore.weight_of(MatchScore.probability_of(weight))
    assert back == pytest.approx(weight, abs=1e-3)


@given(chance.filter(lambda p: 0.0 < p < 1.0))
def test_a_probability_comes_back_from_its_weight(probability):
    back = MatchScore.probability_of(MatchScore.weight_of(probability))
    assert back == pytest.approx(probability, rel=1e-9)


@pytest.mark.parametrize(
    ("probability", "weight"),
    [(0.5, 0.0), (0.8, 2.0), (0.2, -2.0), (0.0, -math.inf), (1.0, math.inf)],
)
def test_the_weight_of_a_probability_is_log2_of_its_odds(probability, weight):
    assert MatchScore.weight_of(probability) == pytest.approx(weight)
