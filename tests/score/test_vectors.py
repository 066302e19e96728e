"""The matrix of distinct vectors says what the model says, vector by vector."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm.score import FellegiSunter, NonMatches
from custmdm.score._vectors import VectorMatrix

SIZES = (2, 3)
OWNERS = ((), (0,), (0, 1))
MODEL = FellegiSunter(
    share=0.2,
    m=((0.1, 0.9), (0.1, 0.2, 0.7)),
    classes=(
        NonMatches(0.5, ((0.9, 0.1), (0.8, 0.1, 0.1))),
        NonMatches(0.2, ((0.3, 0.7), (0.8, 0.15, 0.05)), (0,)),
        NonMatches(0.1, ((0.4, 0.6), (0.5, 0.1, 0.4)), (0, 1)),
    ),
)
VECTORS = st.lists(
    st.tuples(st.integers(-4, 1), st.integers(-4, 2), st.integers(-40, 40), st.integers(-40, 40)),
    max_size=9,
)


def table(vectors):
    return np.array(vectors, dtype=np.int8).reshape(len(vectors), 4)


@given(VECTORS)
def test_the_odds_of_its_classes_are_those_of_the_model(vectors):
    vectors = table(vectors)
    found = VectorMatrix(vectors, SIZES, OWNERS, 0.5).expected(MODEL, np.full(len(vectors), 3))
    assert found.sum(axis=1) == pytest.approx(np.full(len(vectors), 3))
    odds = np.log2(found[:, 0]) - np.log2(found[:, 1:].sum(axis=1))
    assert odds == pytest.approx(MODEL.vector_weights(vectors), abs=1e-6)


@given(VECTORS)
def test_the_levels_of_each_class_are_counted_one_by_one(vectors):
    weights = np.arange(len(vectors) * 2, dtype=np.float64).reshape(len(vectors), 2)
    found = VectorMatrix(table(vectors), SIZES, OWNERS, 0.5).level_counts(weights)
    for k, counts in enumerate(found):
        for level in range(SIZES[k]):
            rows = [w for v, w in zip(vectors, weights, strict=True) if v[k] == level]
            assert counts[:, level] == pytest.approx(np.sum(rows, axis=0) if rows else [0.0, 0.0])
