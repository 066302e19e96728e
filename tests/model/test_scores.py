"""Thresholds turn a match probability into a decision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm.errors import ConfigurationError
from custmdm.model import Decision, Thresholds

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
