"""The weakest pair of a set says whether it may be merged without a look."""

import numpy as np
import pytest
from hypothesis import given
from tests.cluster.graphs import arrays, graphs

from custmdm.cluster import AverageLinkage, connected_components, weakest_pairs


def test_oracle_a_set_is_merged_by_itself_only_when_every_pair_of_it_is_above_the_threshold():
    left, right, weight = np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([9.0, 7.0, -2.0])
    labels = AverageLinkage()(3, left, right, weight)
    assert labels.tolist() == [0, 0, 0]  # on the whole they are one
    assert weakest_pairs(labels, left, right, weight).tolist() == [-2.0]  # and yet one is in doubt


@given(graph=graphs())
def test_the_weakest_pair_is_that_of_all_pairs_inside(graph):
    n, links = graph
    left, right, weight = arrays(links)
    labels = connected_components(n, left, right)
    known = {frozenset(pair): w for *pair, w in zip(left, right, weight, strict=True)}
    # Each pair once, as it is asked for.
    pairs = [tuple(sorted(pair)) for pair in known if len(pair) == 2]
    one, other = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    weights = np.array([known[frozenset(pair)] for pair in pairs])
    found = weakest_pairs(labels, one, other, weights)
    assert len(found) == len(set(labels.tolist()))
    for cluster in set(labels.tolist()):
        rows = np.flatnonzero(labels == cluster).tolist()
        inside = [frozenset((a, b)) for a in rows for b in rows if a < b]
        expected = min((known.get(pair, -np.inf) for pair in inside), default=np.inf)
        assert found[cluster] == expected


@pytest.mark.parametrize(
    ("sides", "expected"),
    [(None, [-np.inf]), ([0, 1, 1], [3.0]), ([0, 0, 0], [np.inf])],
)
def test_of_two_tables_only_pairs_across_count(sides, expected):
    labels, left, right = np.zeros(3, np.int64), np.array([0, 0]), np.array([1, 2])
    weight = np.array([5.0, 3.0])
    if sides == [0, 0, 0]:
        left, right, weight = left[:0], right[:0], weight[:0]
    sides = None if sides is None else np.array(sides, np.int8)
    assert weakest_pairs(labels, left, right, weight, sides).tolist() == expected
