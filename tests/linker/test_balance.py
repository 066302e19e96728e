"""The odds of a match are those that the clusters hold."""

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from custmdm.block import CandidatePairs
from custmdm.linker._balance import balanced, in_use, missing_odds, some_parts
from custmdm.linker._compared import Compared
from custmdm.score import FellegiSunter, NonMatches, fit
from tests.score.worlds import RANDOM, STRATA, M, U, distinct, drawn

weights = st.lists(st.floats(-40.0, 40.0), min_size=1, max_size=30)

# Families: they share the name and the phone, and more than strangers of everything else.
FAMILIES = (M[0], U[1], U[2], M[3], (0.6, 0.2, 0.2))
# Records of a careless hand: what is wrong in one field is wrong in others.
MESSY = ((0.3, 0.3, 0.2, 0.2), (0.4, 0.4, 0.2), (0.5, 0.5), (0.3, 0.3, 0.2, 0.2), (0.3, 0.4, 0.3))


def probability(bits):
    return 1.0 / (1.0 + np.exp2(-np.asarray(bits)))


@given(weights, st.data())
def test_as_many_matches_are_expected_as_there_are_or_the_odds_are_at_their_limit(bits, data):
    size = {"min_size": len(bits), "max_size": len(bits)}
    counts = np.array(data.draw(st.lists(st.integers(0, 10**6), **size)))
    matches = data.draw(st.floats(0.0, float(counts.sum())))
    added = missing_odds(np.array(bits), counts, matches)
    # Twenty pairs of belief pull as far as they were moved, and no further.
    missing = matches - counts @ probability(np.array(bits) + added)
    assert abs(missing) <= 20.0 + 1e-3 or abs(added) == pytest.approx(10.0)
    assert missing == pytest.approx(0.0, abs=1e-3) or np.sign(missing) == np.sign(added)


@given(weights)
def test_odds_that_are_right_stay(bits):
    counts = np.full(len(bits), 1_000)
    matches = float(counts @ probability(bits))
    assert missing_odds(np.array(bits), counts, matches) == pytest.approx(0.0, abs=1e-6)


def test_of_no_pairs_nothing_is_learned():
    assert missing_odds(np.zeros(0), np.zeros(0, np.int64), 0.0) == pytest.approx(0.0, abs=1e-9)


def test_a_few_pairs_decide_little_and_many_decide():
    few, many = (missing_odds(np.array([0.0]), np.array([n]), 0.9 * n) for n in (3, 3_000))
    assert few < 0.7
    assert many == pytest.approx(np.log2(9.0), abs=0.05)


# -- a model and its clusters ---------------------------------------------------------------------


def world(sorts, seed=3):
    """Return made-up pairs, each of two records of its own, and the cluster of each record."""
    vectors, sort_of = drawn(sorts, seed=seed, missing=0.1)
    n = len(vectors)
    rows, vector_of = np.unique(vectors, axis=0, return_inverse=True)
    pairs = CandidatePairs(np.arange(n), np.arange(n, 2 * n), ())
    truth = sort_of < 2
    labels = np.concatenate([np.arange(n), np.where(truth, np.arange(n), np.arange(n, 2 * n))])
    compared = Compared(pairs, rows, vector_of.astype(np.int32), lambda a, b: vectors[a])
    return compared, labels, truth


SORTS = {
    "families": [(M, 3_000), (MESSY, 0), (FAMILIES, 3_000), (U, 60_000)],
    "careless": [(M, 2_000), (MESSY, 1_500), (FAMILIES, 0), (U, 60_000)],
}


@pytest.mark.parametrize("sorts", SORTS.values(), ids=SORTS.keys())
def test_where_fields_hang_together_the_clusters_set_the_odds_right(sorts):
    compared, labels, truth = world(sorts)
    model = fit(*distinct(compared.vectors[compared.vector_of]), RANDOM, STRATA).model
    right = balanced(model, compared, lambda *_: labels)

    def off(model):
        stated = probability(model.vector_weights(compared.vectors))[compared.vector_of]
        return abs(stated.sum() - truth.sum())

    assert off(model) > 60.0
    assert off(right) < 20.0
    assert right.m == model.m
    assert [c.u for c in right.classes] == [c.u for c in model.classes]


def test_the_order_of_the_vectors_changes_nothing_to_the_last_bit():
    compared, labels, _ = world(SORTS["careless"])
    model = fit(*distinct(compared.vectors[compared.vector_of]), RANDOM, STRATA).model
    order = np.random.default_rng(5).permutation(len(compared.vectors))
    place = np.argsort(order).astype(np.int32)
    other = Compared(
        compared.pairs, compared.vectors[order], place[compared.vector_of], compared.vectors_of
    )
    assert balanced(model, other, lambda *_: labels) == balanced(model, compared, lambda *_: labels)


def test_clusters_are_made_again_until_the_odds_stay():
    compared, labels, _ = world(SORTS["families"])
    model = fit(*distinct(compared.vectors[compared.vector_of]), RANDOM, STRATA).model
    seen = []

    def cluster(model, _):
        seen.append(model)
        return labels

    right = balanced(model, compared, cluster)
    assert seen[0] == model
    assert len(seen) == 2
    assert right.share == pytest.approx(seen[1].share, rel=0.1)


def test_a_table_without_pairs_leaves_the_model_as_it_is():
    none = np.zeros(0, np.int64)
    empty = np.zeros((0, 10), np.int8)
    compared = Compared(
        CandidatePairs(none, none, ()), empty, none.astype(np.int32), lambda a, b: empty
    )
    model = fit(empty, none, RANDOM, STRATA).model
    assert balanced(model, compared, lambda *_: none).share == pytest.approx(model.share)


def test_of_very_many_pairs_some_parts_are_looked_at_each_of_them_whole():
    left = np.arange(900_000)
    # In threes, the last pair of each is hopeless.
    one, two, three = left[::3], left[1::3], left[2::3]
    one, two, three = (rows[: len(three)] for rows in (one, two, three))
    pairs = CandidatePairs(np.concatenate([one, two, one]), np.concatenate([two, three, three]), ())
    vectors = np.array([[1, 0], [0, 0]], dtype=np.int8)
    vector_of = np.repeat(np.array([0, 0, 1], dtype=np.int32), len(one))
    model = FellegiSunter(0.5, ((1e-6, 1.0 - 1e-6),), (NonMatches(0.5, ((0.9, 0.1),)),))
    compared = Compared(pairs, vectors, vector_of, lambda a, b: vectors[a])
    some = some_parts(compared, model)
    assert 0.2 < len(some.pairs) / len(pairs) < 0.5
    kept = set(zip(some.pairs.left.tolist(), some.pairs.right.tolist(), strict=True))
    for a, b, c in zip(one.tolist(), two.tolist(), three.tolist(), strict=True):
        assert ((a, b) in kept) == ((b, c) in kept) == ((a, c) in kept)
    few = evolve(compared, pairs=CandidatePairs(one, two, ()), vector_of=vector_of[: len(one)])
    assert some_parts(few, model) is few


def test_vectors_that_no_pair_has_change_nothing():
    compared, labels, _ = world(SORTS["families"])
    model = fit(*distinct(compared.vectors[compared.vector_of]), RANDOM, STRATA).model
    # One more after each, that nobody has.
    more = evolve(
        compared,
        vectors=np.repeat(compared.vectors, 2, axis=0),
        vector_of=2 * compared.vector_of,
    )
    used = in_use(more)
    assert used.vectors.tolist() == compared.vectors.tolist()
    assert used.vector_of.tolist() == compared.vector_of.tolist()
    assert in_use(compared) is compared
    assert balanced(model, more, lambda *_: labels) == balanced(model, compared, lambda *_: labels)
