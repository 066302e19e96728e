"""Connected components are what following every link finds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm.cluster import connected_components


@st.composite
def graphs(draw):
    n = draw(st.integers(1, 12))
    row = st.integers(0, n - 1)
    return n, draw(st.lists(st.tuples(row, row), max_size=15))


def components(n, links):
    left, right = (np.array([link[i] for link in links], dtype=np.int64) for i in (0, 1))
    return connected_components(n, left, right).tolist()


def naive(n, links):
    """Union-find; clusters numbered by their first record."""
    parent = list(range(n))

    def root(i):
        while parent[i] != i:
            i = parent[i]
        return i

    for a, b in links:
        parent[root(a)] = root(b)
    number = {}
    return [number.setdefault(root(i), len(number)) for i in range(n)]


@given(graphs())
def test_it_equals_union_find(graph):
    assert components(*graph) == naive(*graph)


@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_and_direction_of_links_change_nothing(graph, random):
    n, links = graph
    shuffled = [link[::-1] if random.random() < 0.5 else link for link in links]
    random.shuffle(shuffled)
    assert components(n, shuffled) == components(n, links)


@given(graphs(), st.randoms(use_true_random=False))
def test_shuffling_the_records_changes_only_the_numbers(graph, random):
    n, links = graph
    place = list(range(n))
    random.shuffle(place)
    before = components(n, links)
    after = components(n, [(place[a], place[b]) for a, b in links])
    together = {(a, b) for a in range(n) for b in range(n) if before[a] == before[b]}
    assert together == {
        (a, b) for a in range(n) for b in range(n) if after[place[a]] == after[place[b]]
    }


@pytest.mark.parametrize(
    ("n", "links", "clusters"),
    [
        (0, [], []),
        (1, [], [0]),
        (3, [], [0, 1, 2]),
        (3, [(1, 1)], [0, 1, 2]),
        (4, [(2, 3), (0, 1)], [0, 0, 1, 1]),
        (4, [(3, 0)], [0, 1, 2, 0]),
        (3, [(0, 2)] * 256, [0, 1, 0]),
        (5, [(0, 1), (1, 2), (2, 3), (3, 4)], [0] * 5),
    ],
)
def test_clusters_are_dense_and_numbered_by_their_first_record(n, links, clusters):
    found = components(n, links)
    assert found == clusters
    assert connected_components(n, *np.zeros((2, 0), np.int64)).dtype == np.int64


def test_weights_are_not_looked_at():
    left, right = np.array([0]), np.array([2])
    assert connected_components(3, left, right, np.array([-50.0])).tolist() == [0, 1, 0]
