"""What labels teach: how much, and that nothing else does."""

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.score.worlds import RANDOM, STRATA, M, U, agreeing_on, distinct, drawn

from custmdm.errors import ConfigurationError
from custmdm.score import Labelled, fit, fit_with_labels, weigh_evidence
from custmdm.score._labelled import _FACTOR, _SHIFT

SORTS = [(M, 3_000), (agreeing_on(0), 6_000), (agreeing_on(3), 6_000), (U, 15_000)]


@pytest.fixture(scope="module")
def plain():
    """A world that is as the model takes it to be: vectors, which match, and what EM finds."""
    vectors, sort_of = drawn(SORTS, seed=3, missing=0.2)
    return vectors, sort_of == 0, fit(*distinct(vectors), RANDOM, STRATA)


@pytest.fixture(scope="module")
def doubled():
    """The same, but the third comparison tells the second one's story again."""
    vectors, sort_of = drawn(SORTS, seed=4)
    told = np.where(vectors[:, 1] == 2, 1, 0)
    vectors[:, 2] = np.where(np.random.default_rng(0).random(len(told)) < 0.95, told, 1 - told)
    return vectors, sort_of == 0, fit(*distinct(vectors), RANDOM, STRATA)


def in_doubt(world, n, seed=0):
    """Return labels of the pairs nearest to even odds, a few of the vectors at random."""
    vectors, same, training = world
    weights = np.abs(training.model.vector_weights(vectors))
    near = np.lexsort((np.random.default_rng(seed).random(len(weights)), weights.round(0)))[:n]
    return Labelled(vectors[near], same[near])


def learned(world, labelled):
    training = fit_with_labels(*distinct(world[0]), RANDOM, STRATA, labelled)
    return evolve(training, model=weigh_evidence(training.model, labelled))


def log_loss(model, vectors, same):
    """Return how badly the weights foretell the answers, in bits a pair."""
    away = np.where(same, -1.0, 1.0) * model.vector_weights(vectors)
    return float(np.logaddexp2(0.0, away).mean())


def test_no_labels_teach_nothing(plain):
    none = Labelled(plain[0][:0], plain[1][:0])
    assert learned(plain, none) == plain[2]


def test_the_order_of_labels_says_nothing(plain):
    labelled = in_doubt(plain, 60)
    turned = np.random.default_rng(1).permutation(60)
    again = Labelled(labelled.vectors[turned], labelled.same[turned])
    assert learned(plain, again) == learned(plain, labelled)


def test_a_model_that_is_right_is_left_as_it_is(plain):
    model = learned(plain, in_doubt(plain, 300)).model
    assert model.factors == pytest.approx([1.0] * 5, abs=0.25)
    assert abs(model.shift) < 1.0
    before, after = (log_loss(m, plain[0], plain[1]) for m in (plain[2].model, model))
    assert after == pytest.approx(before, rel=0.03)


@pytest.mark.parametrize("n", [50, 300])
def test_what_is_told_twice_counts_less(doubled, n):
    model = learned(doubled, in_doubt(doubled, n)).model
    assert min(model.factors[1:3]) < 0.9
    before, after = (log_loss(m, doubled[0], doubled[1]) for m in (doubled[2].model, model))
    assert after < before


@pytest.mark.parametrize("same", [True, False])
def test_a_handful_of_wrong_labels_does_not_overrule_the_table(plain, same):
    vectors, is_match, training = plain
    wrong = np.flatnonzero(is_match != same)[:5]
    model = learned(plain, Labelled(vectors[wrong], np.full(5, same))).model
    before, after = training.model.vector_weights(vectors), model.vector_weights(vectors)
    assert np.abs(after - before)[np.abs(before) < 5.0].mean() < 1.0
    assert ((after > 0.0) != (before > 0.0)).mean() < 0.005


def test_who_labels_many_matches_does_not_make_them_more_frequent(plain):
    """Pairs to label are chosen; the shares are of all candidate pairs."""
    vectors, same, training = plain
    chosen = np.flatnonzero(same)[:300]
    model = learned(plain, Labelled(vectors[chosen], same[chosen])).model
    assert model.share == pytest.approx(training.model.share, rel=0.02)


def test_labels_of_vectors_that_no_candidate_pair_has_are_taken(plain):
    vectors, same, _ = plain
    rare = vectors[:40].copy()
    rare[:, 5:] = -20
    assert not {tuple(row) for row in rare} & {tuple(row) for row in vectors}
    training = learned(plain, Labelled(rare, same[:40]))
    assert training.pairs == len(vectors)
    assert np.isfinite(training.model.vector_weights(np.concatenate([vectors, rare]))).all()


@pytest.mark.parametrize("same", [True, False])
def test_all_labels_may_be_of_one_answer(plain, same):
    some = in_doubt(plain, 40)
    model = learned(plain, Labelled(some.vectors, np.full(40, same))).model
    assert (model.shift > 0.0) == same
    assert np.isfinite(model.vector_weights(plain[0])).all()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_no_other_factors_foretell_the_labels_better(plain, seed):
    """The loss written out by the weights themselves, around what was found."""
    rng = np.random.default_rng(seed)
    vectors, same, training = plain
    chosen = rng.choice(len(vectors), 30, replace=False)
    labelled, answers = Labelled(vectors[chosen], same[chosen]), same[chosen]
    teaches = labelled.doubt(training.model)

    def loss(model):
        away = np.where(answers, -1.0, 1.0) * model.vector_weights(labelled.vectors)
        factors = np.array(model.factors)
        return (
            float(teaches @ np.logaddexp(0.0, away * np.log(2.0)))
            + 0.5 * (model.shift / _SHIFT) ** 2
            + 0.5 * float((((factors - 1.0) / _FACTOR) ** 2).sum())
        )

    best = weigh_evidence(training.model, labelled)
    for _ in range(5):
        step = rng.normal(0.0, 0.02, 6)
        factors = np.maximum(np.array(best.factors) + step[1:], 0.0).tolist()
        other = evolve(best, shift=best.shift + step[0], factors=factors)
        assert loss(best) <= loss(other) + 1e-6


def test_a_label_teaches_the_most_where_the_model_is_in_doubt(plain):
    vectors, same, training = plain
    teaches = Labelled(vectors, same).doubt(training.model)
    order = np.argsort(np.abs(training.model.vector_weights(vectors)), kind="stable")
    assert (np.diff(teaches[order]) <= 0.0).all()
    assert 0.0 < teaches.min() < 0.1 < 0.9 < teaches.max() <= 1.0


def test_each_labelled_pair_has_one_answer(plain):
    with pytest.raises(ConfigurationError, match="3 labelled pairs have 2 answers"):
        Labelled(plain[0][:3], plain[1][:2])
