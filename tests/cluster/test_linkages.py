"""Average linkage and greedy correlation join what they should, whatever the order."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cluster.graphs import CLIP, arrays, graphs, join_slowly, run, together

from custmdm.cluster import (
    AverageLinkage,
    GreedyCorrelation,
    RowConstraints,
    connected_components,
)
from custmdm.cluster._components import by_first_row
from custmdm.cluster._graph import Gain, graph_of_rows
from custmdm.cluster._join import _join_in_steps, _join_within, join
from custmdm.errors import ConfigurationError

CLUSTERERS = [AverageLinkage(clip=CLIP), GreedyCorrelation(clip=CLIP)]
each_clusterer = pytest.mark.parametrize("clusterer", CLUSTERERS, ids=["average", "greedy"])


@each_clusterer
@given(graph=graphs())
def test_it_equals_the_slow_way_ties_included(clusterer, graph):
    slow = join_slowly(*graph, mean=isinstance(clusterer, AverageLinkage))
    assert run(clusterer, *graph) == slow


@given(st.integers(2, 12), st.integers(0, 2**32 - 1))
def test_average_linkage_equals_scipy_where_nothing_ties(n, seed):
    from scipy.cluster.hierarchy import fcluster, linkage

    weight = np.random.default_rng(seed).normal(0.0, 1.5, n * (n - 1) // 2)
    left, right = np.triu_indices(n, k=1)
    theirs = fcluster(linkage(CLIP - np.clip(weight, -CLIP, CLIP), "average"), CLIP, "distance")
    ours = AverageLinkage(clip=CLIP)(n, left, right, weight)
    assert together(ours) == together(theirs)


@each_clusterer
@given(graph=graphs(), random=st.randoms(use_true_random=False))
def test_the_order_and_direction_of_links_change_nothing(clusterer, graph, random):
    n, links = graph
    turned = [(b, a, w) if random.random() < 0.5 else (a, b, w) for a, b, w in links]
    random.shuffle(turned)
    assert run(clusterer, n, turned) == run(clusterer, n, links)


@each_clusterer
@given(n=st.integers(2, 9), seed=st.integers(0, 2**32 - 1))
def test_the_order_of_rows_changes_nothing_where_nothing_ties(clusterer, n, seed):
    random = np.random.default_rng(seed)
    left, right = np.triu_indices(n, k=1)
    # Within the clip: two weights that are cut to one value tie.
    weight = random.uniform(-3.9, 3.9, len(left))
    place = random.permutation(n)
    before = clusterer(n, left, right, weight)
    after = clusterer(n, place[left], place[right], weight)
    assert together(before) == together(after[place])


@each_clusterer
@given(graphs=st.lists(graphs(max_rows=6), max_size=6))
def test_components_do_not_touch_each_other(clusterer, graphs):
    n, links, labels = 0, [], []
    for size, inner in graphs:
        links += [(n + a, n + b, w) for a, b, w in inner]
        labels += [label + max(labels, default=-1) + 1 for label in run(clusterer, size, inner)]
        n += size
    assert run(clusterer, n, links) == labels


@each_clusterer
@given(graph=graphs())
def test_a_pair_that_is_not_given_counts_as_minus_the_clip(clusterer, graph):
    n, links = graph
    known = {(a, b) for a, b, _ in links}
    rest = [(a, b, -CLIP) for a, b in itertools.combinations(range(n), 2) if (a, b) not in known]
    assert run(clusterer, n, links + rest) == run(clusterer, n, links)


@each_clusterer
@pytest.mark.parametrize(
    ("n", "links", "labels"),
    [
        (0, [], []),
        (1, [], [0]),
        (1, [(0, 0, 9.0)], [0]),
        (3, [], [0, 1, 2]),
        (2, [(0, 1, 1.0)], [0, 0]),
        (2, [(0, 1, -1.0)], [0, 1]),
        (2, [(0, 1, -1.0), (1, 0, 1.0)], [0, 0]),  # the higher weight counts
        (2, [(0, 1, np.inf)], [0, 0]),
        (2, [(0, 1, -np.inf)], [0, 1]),
        (4, [(3, 1, 2.0)], [0, 1, 2, 1]),
        # A bridge: two tight pairs with one link between them.
        (4, [(0, 1, 4.0), (2, 3, 4.0), (1, 2, 3.0)], [0, 0, 1, 1]),
        # A chain whose ends have not been compared.
        (3, [(0, 1, 3.0), (1, 2, 2.0)], [0, 0, 1]),
        # All alike.
        (5, [(a, b, 4.0) for a, b in itertools.combinations(range(5), 2)], [0] * 5),
    ],
)
def test_what_is_joined(clusterer, n, links, labels):
    found = clusterer(n, *arrays(links))
    assert found.tolist() == labels
    assert found.dtype == np.int64


def test_equal_weights_join_the_lower_rows_first():
    chain = [(0, 1, 3.0), (1, 2, 3.0), (0, 2, -4.0)]
    assert run(AverageLinkage(clip=CLIP), 3, chain) == [0, 0, 1]
    assert run(GreedyCorrelation(clip=CLIP), 3, chain) == [0, 0, 1]


def test_0_is_enough_for_a_mean_and_not_for_a_sum():
    assert run(AverageLinkage(), 2, [(0, 1, 0.0)]) == [0, 0]
    assert run(GreedyCorrelation(), 2, [(0, 1, 0.0)]) == [0, 1]


def test_a_mean_of_exactly_0_is_enough():
    # In binary, 0.1 + 0.2 - 0.3 is not 0; weights are rounded so that their sums are exact.
    links = [(0, 1, 9.0), (1, 2, 9.0), (0, 2, 9.0), (0, 3, -0.3), (1, 3, 0.1), (2, 3, 0.2)]
    assert run(AverageLinkage(), 4, links) == [0, 0, 0, 0]


def test_no_pair_speaks_louder_than_the_clip():
    links = [(0, 1, 17.0), (0, 2, 100.0), (1, 2, -18.0)]
    assert run(AverageLinkage(clip=17.0), 3, links) == [0, 0, 0]
    assert run(AverageLinkage(clip=17.0), 3, [*links[:2], (1, 2, -300.0)]) == [0, 0, 0]
    assert run(AverageLinkage(clip=1000.0), 3, [*links[:2], (1, 2, -300.0)]) == [0, 1, 0]


def chained(groups, size, bridge):
    """Return tight groups in a row, each linked to the next by one pair."""
    links = []
    for g in range(groups):
        rows = range(g * size, (g + 1) * size)
        links += [(a, b, 3.0) for a, b in itertools.combinations(rows, 2)]
        if g:
            links.append((g * size - 1, g * size, bridge))
    return groups * size, links


@each_clusterer
@pytest.mark.parametrize("max_size", [4, 7, 4000])
def test_a_component_above_max_size_falls_into_the_same_parts(clusterer, max_size):
    n, links = chained(12, 4, bridge=1.0)
    assert connected_components(n, *arrays(links)[:2]).max() == 0
    found = type(clusterer)(clip=CLIP, max_size=max_size)(n, *arrays(links))
    assert found.tolist() == [row // 4 for row in range(n)]


@given(graphs())
def test_means_joined_in_steps_are_joined_as_in_one_go(graph):
    n, links = graph
    rows = graph_of_rows(n, *arrays(links), RowConstraints(), CLIP)
    gain = Gain(CLIP, mean=True)
    in_steps = by_first_row(_join_in_steps(rows, gain, max_size=max(n, 2)))
    assert in_steps.tolist() == join(rows, gain, max_size=max(n, 2)).tolist()


@each_clusterer
@pytest.mark.parametrize("max_size", [2, 3, 5])
def test_equal_rows_are_one_cluster_however_many(clusterer, max_size):
    links = [(a, b, 4.0) for a, b in itertools.combinations(range(23), 2)]
    found = type(clusterer)(clip=CLIP, max_size=max_size)(23, *arrays(links))
    assert found.tolist() == [0] * 23


@each_clusterer
def test_a_weight_that_is_not_a_number_is_refused(clusterer):
    with pytest.raises(ConfigurationError, match="NaN"):
        run(clusterer, 2, [(0, 1, np.nan)])


@pytest.mark.parametrize("kind", [AverageLinkage, GreedyCorrelation])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"clip": 0.0}, "clip"),
        ({"clip": -1.0}, "clip"),
        ({"clip": np.nan}, "clip"),
        ({"clip": np.inf}, "clip"),
        ({"max_size": 1}, "max_size"),
    ],
)
def test_an_option_that_cannot_work_is_refused(kind, options, message):
    with pytest.raises(ConfigurationError, match=message):
        kind(**options)


def test_a_clusterer_shows_its_options():
    assert repr(AverageLinkage(clip=12)) == "AverageLinkage(clip=12.0, max_size=4000)"
    assert AverageLinkage(clip=12) == AverageLinkage(clip=12.0) != GreedyCorrelation(clip=12.0)


@each_clusterer
@given(
    sizes=st.lists(st.integers(1, 5), min_size=1, max_size=5),
    seed=st.integers(0, 2**32 - 1),
    bound=st.sampled_from(["nothing", "never", "group"]),
)
def test_what_hangs_together_whole_is_joined_as_the_rest_is(clusterer, sizes, seed, bound):
    """Components where every pair speaks for it, some with a constraint inside."""
    random = np.random.default_rng(seed)
    rows = random.permutation(sum(sizes))
    parts = np.split(rows, np.cumsum(sizes)[:-1])
    pairs = [pair for part in parts for pair in itertools.combinations(part.tolist(), 2)]
    left, right = (np.array([pair[i] for pair in pairs], np.int64) for i in (0, 1))
    # Some of them tie, and some lie at the cut.
    weight = random.choice([0.0, 1.0, 2.5, CLIP], len(pairs))
    constraints = RowConstraints()
    if bound == "never":
        chosen = random.random(len(pairs)) < 0.3
        constraints = RowConstraints(never=(left[chosen], right[chosen]))
    elif bound == "group":
        constraints = RowConstraints(group=random.integers(-1, 3, len(rows)))
    graph = graph_of_rows(len(rows), left, right, weight, constraints, CLIP)
    gain = Gain(CLIP, mean=isinstance(clusterer, AverageLinkage))
    component = graph.components(gain, 0.0)
    one_by_one = by_first_row(_join_within(graph, component, gain, 0.0))
    assert join(graph, gain, 4000).tolist() == one_by_one.tolist()
