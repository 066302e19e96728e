"""A bound is never below the weight, whatever the comparisons that are not made yet will say."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.score.test_fellegi_sunter import models_with_vectors

from custmdm.score import SLACK, WeightBound


def added(bound, vectors, k):
    width = len(bound.gained)
    return bound.gained[k][:, bound.codes(k, vectors[:, k], vectors[:, width + k])].T


@given(models_with_vectors(), st.data())
def test_the_bound_never_loses_a_pair(world, data):
    model, _, vectors = world
    width = len(model.m)
    # What has no level has no rarity, and rarities stay within bounds that are said.
    vectors[:, width:][vectors[:, :width] < 0] = 0
    bounds = [
        (int(column.min(initial=0)), int(column.max(initial=0))) for column in vectors[:, width:].T
    ]
    bound = WeightBound(model, bounds, [0] * width)
    weights = model.vector_weights(vectors)
    order = data.draw(st.permutations(range(width)))
    reached = np.tile(bound.start, (len(vectors), 1))
    left = np.sum(bound.most, axis=0)
    for k in order:
        assert ((reached + left).min(axis=1) >= weights - SLACK).all()
        reached = reached + added(bound, vectors, k)
        left = left - bound.most[k]
    assert (reached.min(axis=1) >= weights - SLACK).all()


@given(models_with_vectors(max_classes=1))
def test_with_one_class_of_non_matches_it_is_the_weight_in_the_end(world):
    model, _, vectors = world
    width = len(model.m)
    vectors[:, width:][vectors[:, :width] < 0] = 0
    bound = WeightBound(model, [(-40, 40)] * width, [0] * width)
    reached = bound.start + sum(added(bound, vectors, k) for k in range(width))
    np.testing.assert_allclose(reached[:, 0], model.vector_weights(vectors), atol=SLACK)


@given(models_with_vectors(), st.data())
def test_where_keys_are_unlike_no_level_that_they_can_have_adds_more(world, data):
    model, _, vectors = world
    width = len(model.m)
    vectors[:, width:][vectors[:, :width] < 0] = 0
    highest = [data.draw(st.integers(0, len(levels) - 1)) for levels in model.m]
    bound = WeightBound(model, [(-40, 40)] * width, highest)
    for k, level in enumerate(highest):
        levels = vectors[:, k]
        found = added(bound, vectors, k)
        by_key = bound.by_key[k][:, bound.codes(k, levels, vectors[:, width + k])].T
        # What is the same, or cannot be compared, adds what it adds.
        told = levels != 0
        np.testing.assert_array_equal(by_key[told], found[told])
        np.testing.assert_array_equal(by_key[~told], np.tile(bound.unlike[k], (sum(~told), 1)))
        can_be = (levels >= 0) & (levels <= level)
        assert (found[can_be] <= bound.unlike[k]).all()
