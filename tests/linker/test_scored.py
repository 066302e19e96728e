"""Pairs inside a part have the weights that they were compared with, or are compared."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from custmdm.cluster import RowConstraints
from custmdm.linker._clustered import ScoredPairs, close, inner_pairs, scored

N = 12


def weight_of(left, right):
    return np.sin(left * 1.0 + 31.0 * right)


def chosen(seed, share):
    random = np.random.default_rng(seed)
    left, right = np.triu_indices(N, k=1)
    kept = random.permutation(len(left))[: int(share * len(left))]
    return ScoredPairs(left[kept], right[kept], weight_of(left[kept], right[kept]))


@given(st.integers(0, 2**32 - 1), st.sampled_from([0.0, 0.3, 1.0]), st.sampled_from([0.0, 0.5]))
def test_what_is_known_is_not_scored_again(seed, known, wanted):
    pairs, asked = chosen(seed, known), chosen(seed + 1, wanted)
    new = []

    def score(left, right):
        new.extend(zip(left.tolist(), right.tolist(), strict=True))
        return weight_of(left, right)

    found = scored(N, asked.left, asked.right, pairs, score)
    assert found.weight.tolist() == asked.weight.tolist()
    known_pairs = set(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    asked_pairs = zip(asked.left.tolist(), asked.right.tolist(), strict=True)
    assert new == [pair for pair in asked_pairs if pair not in known_pairs]


@given(st.integers(0, 2**32 - 1), st.sampled_from([0.1, 0.3]))
def test_every_pair_of_a_part_has_its_weight(seed, share):
    pairs = chosen(seed, share)
    parts, inside = close(N, pairs, 0.2, weight_of, RowConstraints())
    assert inside.weight.tolist() == weight_of(inside.left, inside.right).tolist()
    every = [(a, b) for a in range(N) for b in range(a + 1, N) if parts[a] == parts[b]]
    assert sorted(zip(inside.left.tolist(), inside.right.tolist(), strict=True)) == every


@given(st.lists(st.integers(0, 6)))
def test_inner_pairs_come_by_label(labels):
    left, right = inner_pairs(np.array(labels, np.int64))
    every = [
        (label, a, b)
        for label in sorted(set(labels))
        for a in range(len(labels))
        for b in range(a + 1, len(labels))
        if labels[a] == labels[b] == label
    ]
    found = [(labels[a], a, b) for a, b in zip(left.tolist(), right.tolist(), strict=True)]
    assert found == every
