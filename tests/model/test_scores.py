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


# -- thresholds from costs ------------------------------------------------------------------------

cost = st.floats(1e-3, 1e3)


def costs_of(probability, false_merge, missed, review):
    """Return what each decision costs on average."""
    costs = {
        Decision.MATCH: (1.0 - probability) * false_merge,
        Decision.NON_MATCH: probability * missed,
    }
    return costs if review is None else {**costs, Decision.POSSIBLE: review}


@given(cost, cost, st.none() | st.floats(0.0, 1e3), chance)
def test_each_pair_is_decided_the_cheapest_way(false_merge, missed, review, probability):
    thresholds = Thresholds.from_costs(false_merge=false_merge, missed=missed, review=review)
    costs = costs_of(probability, false_merge, missed, review)
    decided = costs[thresholds.decide(probability)]
    assert decided <= min(costs.values()) + 1e-9 * max(false_merge, missed)


@pytest.mark.parametrize(
    ("false_merge", "missed", "review", "match", "possible"),
    [
        pytest.param(1, 1, None, 0.5, 0.5, id="even"),
        pytest.param(9, 1, None, 0.9, 0.9, id="a wrong merge is nine times as bad"),
        pytest.param(1, 9, None, 0.1, 0.1, id="a missed match is nine times as bad"),
        pytest.param(100, 10, 1, 0.99, 0.1, id="a look pays"),
        pytest.param(1, 1, 0.5, 0.5, 0.5, id="a look just does not pay"),
        pytest.param(1, 1, 7, 0.5, 0.5, id="a look is dearer than any mistake"),
        pytest.param(5, 2, 0, 1.0, 0.0, id="looking is free: all is looked at"),
        pytest.param(1e308, 1e308, None, 0.5, 0.5, id="very large"),
    ],
)
def test_costs_give_these_thresholds(false_merge, missed, review, match, possible):
    found = Thresholds.from_costs(false_merge=false_merge, missed=missed, review=review)
    assert (found.match, found.possible) == pytest.approx((match, possible))


@given(cost, cost, st.none() | st.floats(0.0, 1e3), st.sampled_from([0.125, 4.0, 1024.0]))
def test_the_unit_of_the_costs_changes_nothing(false_merge, missed, review, unit):
    scaled = None if review is None else review * unit
    assert Thresholds.from_costs(
        false_merge=false_merge * unit, missed=missed * unit, review=scaled
    ) == Thresholds.from_costs(false_merge=false_merge, missed=missed, review=review)


@pytest.mark.parametrize(
    ("costs", "problem"),
    [
        ({"false_merge": 0, "missed": 1}, "false_merge is a cost above 0, got 0"),
        ({"false_merge": -1, "missed": 1}, "false_merge is a cost above 0"),
        ({"false_merge": 1, "missed": math.nan}, "missed is a cost above 0, got nan"),
        ({"false_merge": math.inf, "missed": 1}, "false_merge is a cost above 0"),
        ({"false_merge": 1, "missed": 1, "review": -0.1}, "review is a cost from 0"),
        ({"false_merge": 1, "missed": 1, "review": math.nan}, "review is a cost from 0"),
    ],
)
def test_costs_that_are_none_are_refused(costs, problem):
    with pytest.raises(ConfigurationError, match=problem):
        Thresholds.from_costs(**costs)
