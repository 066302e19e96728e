"""The Fellegi-Sunter model: its weights, and what training learns."""

import itertools
import math

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from custmdm.errors import ModelError
from custmdm.model import MatchScore
from custmdm.score import FellegiSunter, estimate_u, expected_m, expected_u, fit

chance = st.floats(1e-7, 1.0)


@st.composite
def models(draw):
    sizes = draw(st.lists(st.integers(2, 4), min_size=1, max_size=4))
    tables = [[[draw(chance) for _ in range(size)] for size in sizes] for _ in "mu"]
    return FellegiSunter(draw(chance), *tables)


@st.composite
def models_with_vectors(draw):
    model = draw(models())
    vector = st.tuples(*(st.integers(-3, len(row) - 1) for row in model.m))
    rows = draw(st.lists(vector, max_size=6))
    return model, np.array(rows, dtype=np.int8).reshape(-1, len(model.m))


@given(models_with_vectors())
def test_a_weight_is_the_sum_of_its_parts(given_model):
    model, vectors = given_model
    for levels in vectors.tolist():
        parts = [
            math.log2(model.m[i][level] / model.u[i][level])
            for i, level in enumerate(levels)
            if level >= 0
        ]
        assert model.weight(levels) == pytest.approx(model.prior_weight + sum(parts), abs=1e-9)


@given(models_with_vectors())
def test_weights_of_many_vectors_equal_those_of_each(given_model):
    model, vectors = given_model
    found = model.vector_weights(vectors)
    # Exactly: a pair scored by itself must not change sides at a threshold.
    assert found.tolist() == [model.weight(row) for row in vectors.tolist()]
    assert found.dtype == np.float64


@given(chance.filter(lambda p: p < 1.0))
def test_without_anything_to_compare_the_probability_is_the_prior(prior):
    model = FellegiSunter(prior, ((0.5, 0.5),), ((0.5, 0.5),))
    assert model.probability((-1,)) == pytest.approx(prior, rel=1e-6)


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


@pytest.mark.parametrize("level", [-1, -2, -3])
def test_a_missing_value_says_nothing(level):
    model = FellegiSunter(0.01, ((0.1, 0.9), (0.2, 0.8)), ((0.9, 0.1), (0.7, 0.3)))
    assert model.weight((level, 1)) == pytest.approx(model.prior_weight + math.log2(0.8 / 0.3))


@pytest.mark.parametrize(
    ("prior", "m", "u", "message"),
    [
        (0.0, [[0.1, 0.9]], [[0.9, 0.1]], "above 0"),
        (1.1, [[0.1, 0.9]], [[0.9, 0.1]], "above 0"),
        (-0.1, [[0.1, 0.9]], [[0.9, 0.1]], "above 0"),
        (float("nan"), [[0.1, 0.9]], [[0.9, 0.1]], "above 0"),
        (0.1, [[0.0, 1.0]], [[0.9, 0.1]], "above 0"),
        (0.1, [[0.1, 0.9]], [[1.9, 0.1]], "above 0"),
        (0.1, [[0.1, float("nan")]], [[0.9, 0.1]], "above 0"),
        (0.1, [[0.1, 0.9]], [[0.9, float("inf")]], "above 0"),
        (0.1, [[0.1, 0.9]], [[0.9, 0.05, 0.05]], "numbers of levels"),
        (0.1, [[0.1, 0.9]], [], "numbers of levels"),
        (0.1, [[0.1, 0.9]], [[0.9, 0.1], [0.5, 0.5]], "numbers of levels"),
    ],
)
def test_a_model_that_holds_no_probabilities_is_refused(prior, m, u, message):
    with pytest.raises(ModelError, match=message):
        FellegiSunter(prior, m, u)


def test_a_certain_prior_still_has_a_weight():
    model = FellegiSunter(1.0, ((0.5, 0.5),), ((0.5, 0.5),))
    assert math.isfinite(model.prior_weight)


# -- training -----------------------------------------------------------------------------------

TRUE_M = ((0.05, 0.15, 0.8), (0.1, 0.9), (0.02, 0.08, 0.2, 0.7))
TRUE_U = ((0.9, 0.08, 0.02), (0.95, 0.05), (0.6, 0.3, 0.09, 0.01))
MATCHES, PAIRS = 3_000, 1_999_000  # all pairs of 2000 records
N_RECORDS = 2000


def simulated(seed, missing=0.0):
    """Return distinct vectors and how many pairs of a known model have each."""
    rng = np.random.default_rng(seed)
    drawn = []
    for n, tables in ((MATCHES, TRUE_M), (PAIRS - MATCHES, TRUE_U)):
        levels = np.stack([rng.choice(len(row), n, p=row) for row in tables], axis=1)
        drawn.append(np.where(rng.random(levels.shape) < missing, -2, levels))
    pairs = np.concatenate(drawn).astype(np.int8)
    code = (pairs.astype(np.int64) + 3) @ np.array([100, 10, 1])
    _, first, counts = np.unique(code, return_index=True, return_counts=True)
    return pairs[first], counts


@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_training_recovers_the_model_that_made_the_data(missing):
    """m within 0.05 of the truth, the prior within a tenth of it, u untouched."""
    vectors, counts = simulated(seed=7, missing=missing)
    training = fit(vectors, counts, TRUE_U, n_records=N_RECORDS, strength=1.0, max_rounds=500)
    assert training.model.u == TRUE_U
    for found, true in zip(training.model.m, TRUE_M, strict=True):
        assert found == pytest.approx(true, abs=0.05)
    assert training.model.prior == pytest.approx(MATCHES / PAIRS, rel=0.1)
    assert training.matches == pytest.approx(MATCHES, rel=0.1)
    assert training.pairs == PAIRS


def test_pairs_that_no_rule_proposed_count_as_non_matches():
    """The prior is a share of all pairs, whatever share of the non-matches blocking lets by."""
    vectors, counts = simulated(seed=7)
    agreeing = (vectors > 0).any(axis=1)
    training = fit(vectors[agreeing], counts[agreeing], TRUE_U, n_records=N_RECORDS, strength=1.0)
    assert training.pairs < PAIRS / 2
    assert training.model.prior == pytest.approx(MATCHES / PAIRS, rel=0.1)


@given(st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_the_order_of_the_vectors_changes_nothing(random):
    vectors, counts = simulated_once()
    order = list(range(len(vectors)))
    random.shuffle(order)
    one = fit(vectors, counts, TRUE_U, n_records=N_RECORDS).model
    other = fit(vectors[order], counts[order], TRUE_U, n_records=N_RECORDS).model
    assert other.prior == pytest.approx(one.prior, rel=1e-9, abs=1e-12)
    for row, same in zip(one.m, other.m, strict=True):
        assert same == pytest.approx(row, rel=1e-9, abs=1e-9)


def simulated_once(cache=[]):  # noqa: B006 - one world for all examples
    if not cache:
        cache.append(simulated(seed=3, missing=0.1))
    return cache[0]


def test_training_twice_gives_the_same_model():
    vectors, counts = simulated_once()
    trainings = [fit(vectors, counts, TRUE_U, n_records=N_RECORDS) for _ in range(2)]
    assert trainings[0] == trainings[1]


U = ((0.9, 0.05, 0.05), (0.5, 0.5))
SHAPES = {
    "no vectors": np.zeros((0, 2)),
    "a single vector": [[2, 1]],
    "all missing": [[-1, -1], [-2, -1], [-3, -3]],
    "all agree": [[2, 1]],
    "all disagree": [[0, 0]],
    "all levels": list(itertools.product(range(3), range(2))),
    "one comparison always missing": [[2, -1], [0, -2], [1, -3]],
}


@pytest.mark.parametrize("vectors", SHAPES.values(), ids=SHAPES.keys())
@pytest.mark.parametrize("count", [0, 1, 10**6])
@pytest.mark.parametrize("n_records", [0, 1, 2, 10**6])
@pytest.mark.parametrize("strength", [200.0, 1e-9])
def test_a_trained_probability_is_never_0_or_1(vectors, count, n_records, strength):
    vectors = np.array(vectors, dtype=np.int8)
    counts = np.full(len(vectors), count)
    training = fit(vectors, counts, U, n_records=n_records, strength=strength)
    model = training.model
    learned = [model.prior, *itertools.chain(*model.m)]
    assert all(0.0 < p < 1.0 for p in learned)
    assert all(sum(row) == pytest.approx(1.0, abs=1e-6) for row in model.m)
    assert all(map(math.isfinite, model.vector_weights(vectors)))
    assert math.isfinite(training.matches)


def test_training_without_comparisons_learns_nothing():
    training = fit(np.zeros((1, 0), np.int8), np.array([5]), (), n_records=10)
    assert (training.model.m, training.pairs) == ((), 5)


@given(st.lists(st.tuples(st.integers(-3, 2), st.integers(-3, 1)), max_size=20))
def test_u_is_the_share_of_each_level_with_a_hundred_pairs_of_belief(rows):
    vectors = np.array(rows, dtype=np.int8).reshape(-1, 2)
    for column, row in enumerate(estimate_u(vectors, [3, 2])):
        seen = np.array([sum(r[column] == level for r in rows) for level in range(len(row))])
        counts = seen + 100 * expected_u(len(row))
        assert row == pytest.approx((counts / counts.sum()).tolist())
        assert all(0.0 < p < 1.0 for p in row)


def test_u_of_many_pairs_is_what_they_show():
    vectors = np.repeat([[0], [1], [2]], [60_000, 30_000, 10_000], axis=0).astype(np.int8)
    assert estimate_u(vectors, [3])[0] == pytest.approx((0.6, 0.3, 0.1), abs=0.001)


@pytest.mark.parametrize(
    ("believed", "size", "chances"),
    [
        (expected_m, 1, [1.0]),
        (expected_m, 2, [1 / 3, 2 / 3]),
        (expected_m, 3, [1 / 7, 2 / 7, 4 / 7]),
        (expected_m, 4, [1 / 15, 2 / 15, 4 / 15, 8 / 15]),
        (expected_u, 1, [1.0]),
        (expected_u, 2, [0.95, 0.05]),
        (expected_u, 4, [0.95, 0.2 / 7, 0.1 / 7, 0.05 / 7]),
    ],
)
def test_what_is_believed_before_anything_is_seen(believed, size, chances):
    assert believed(size).tolist() == pytest.approx(chances)


def test_a_model_is_a_value():
    model = FellegiSunter(0.1, [[0.1, 0.9]], [[0.9, 0.1]])
    assert model == FellegiSunter(0.1, ((0.1, 0.9),), ((0.9, 0.1),))
    assert evolve(model, prior=0.2).m == model.m
