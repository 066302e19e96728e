"""No clustering breaks a constraint, whatever clusterer is handed over."""

import numpy as np
import pytest
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cluster.graphs import CLIP, arrays, graphs, join_slowly, together
from tests.cluster.test_constraints import constraints, must_stay_apart, row_constraints

from custmdm.cluster import (
    AverageLinkage,
    GreedyCorrelation,
    SupportsConstraints,
    connected_components,
    constrained,
    contradictions,
)
from custmdm.errors import ConfigurationError, ContradictionError


def all_one(n, left, right, weight):
    return np.zeros(n, dtype=np.int64)


def all_apart(n, left, right, weight):
    return np.arange(n)


def every_other_row(n, left, right, weight):
    return np.arange(n) % 2


def first_link_only(n, left, right, weight):
    """Look at the order of links and rows, as no clusterer should."""
    return connected_components(n, left[:1], right[:1])


@frozen
class Careless:
    """Say that it honours constraints, and do not."""

    def __call__(self, n, left, right, weight):
        return np.zeros(n)

    def constrained(self, n, left, right, weight, constraints):
        return np.zeros(n)


LINKAGES = [AverageLinkage(clip=CLIP), GreedyCorrelation(clip=CLIP)]
IN_STEPS = [AverageLinkage(clip=CLIP, max_size=2), GreedyCorrelation(clip=CLIP, max_size=3)]
OTHERS = [connected_components, all_one, all_apart, every_other_row, first_link_only, Careless()]
each_clusterer = pytest.mark.parametrize("clusterer", [*LINKAGES, *IN_STEPS, *OTHERS])
few = settings(max_examples=40)  # for each of ten clusterers
each_linkage = pytest.mark.parametrize("clusterer", LINKAGES)


def sides(pairs):
    return tuple(np.array(pairs, dtype=np.int64).reshape(-1, 2).T)


def run(clusterer, n, links, always=(), never=(), group=None, rank=None):
    return constrained(
        clusterer,
        n,
        *arrays(links),
        always=sides(always),
        never=sides(never),
        group=group,
        rank=rank,
    ).tolist()


@few
@each_clusterer
@given(data=st.data(), graph=graphs())
def test_a_clustering_never_breaks_a_constraint(clusterer, data, graph):
    n, links = graph
    always, never, group = data.draw(constraints(n))
    if contradictions(n, row_constraints(always, never, group)):
        with pytest.raises(ContradictionError):
            run(clusterer, n, links, always, never, group)
        return
    labels = run(clusterer, n, links, always, never, group)
    assert all(labels[a] == labels[b] for a, b in always)
    assert all(labels[a] != labels[b] for a, b in must_stay_apart(n, never, group))
    assert list(dict.fromkeys(labels)) == list(range(len(set(labels))))


@each_linkage
@given(data=st.data(), graph=graphs(max_rows=7))
def test_the_linkages_honour_constraints_at_each_join(clusterer, data, graph):
    n, links = graph
    always, never, group = data.draw(constraints(n, max_size=3))
    if not contradictions(n, row_constraints(always, never, group)):
        assert run(clusterer, n, links, always, never, group) == join_slowly(
            n,
            links,
            mean=isinstance(clusterer, AverageLinkage),
            always=always,
            apart=must_stay_apart(n, never, group),
        )


@few
@each_clusterer
@given(data=st.data(), graph=graphs(), random=st.randoms(use_true_random=False))
def test_with_a_rank_the_order_of_rows_changes_nothing(clusterer, data, graph, random):
    n, links = graph
    always, never, group = data.draw(constraints(n))
    if contradictions(n, row_constraints(always, never, group)):
        return
    before = run(clusterer, n, links, always, never, group, rank=range(n))
    place = random.sample(range(n), n)
    links = [(place[a], place[b], w) for a, b, w in random.sample(links, len(links))]
    always, never = ([(place[a], place[b]) for a, b in pairs] for pairs in (always, never))
    rows = np.argsort(place)
    group = group and [group[row] for row in rows]
    after = run(clusterer, n, links, always, never, group, rank=rows)
    assert together([after[place[row]] for row in range(n)]) == together(before)


@few
@each_clusterer
@given(graph=graphs())
def test_without_constraints_the_clusterer_decides(clusterer, graph):
    n, links = graph
    labels = run(clusterer, n, links)
    expected = clusterer(n, *arrays(links)).tolist()
    if isinstance(clusterer, SupportsConstraints):
        # It is asked of the records that have a link; the others are alone.
        linked = {row for a, b, _ in links for row in (a, b)}
        expected = [expected[row] if row in linked else n + row for row in range(n)]
    assert together(labels) == together(expected)


@given(data=st.data(), graph=graphs())
def test_clusters_that_break_nothing_stay_as_they_are(data, graph):
    n, links = graph
    _, never, _ = data.draw(constraints(n))
    free = [(a, b, w) for a, b, w in links if not {(a, b), (b, a)} & set(never)]
    before = connected_components(n, *arrays(free)[:2]).tolist()
    after = run(connected_components, n, links, never=never)
    broken = {before[a] for a, b in never if before[a] == before[b]}
    kept = [row for row in range(n) if before[row] not in broken]
    assert together([before[row] for row in kept]) == together([after[row] for row in kept])
    assert together(after) <= together(before)


@pytest.mark.parametrize(
    ("clusterer", "links", "given", "labels"),
    [
        # Two that are one are merged, with all of both their clusters.
        (connected_components, [(0, 1, 5), (2, 3, 5)], {"always": [(1, 2)]}, [0, 0, 0, 0]),
        # The weaker of the links that lead from the one to the other is not followed.
        (
            connected_components,
            [(0, 1, 5), (1, 2, 4), (2, 3, 5)],
            {"never": [(0, 3)]},
            [0, 0, 1, 1],
        ),
        (
            connected_components,
            [(0, 1, 5), (1, 2, 6), (2, 3, 5)],
            {"never": [(0, 3)]},
            [0, 0, 0, 1],
        ),
        # A link below 0 brings nobody together again.
        (all_one, [(0, 1, 5), (2, 3, -1)], {"never": [(0, 3)]}, [0, 0, 1, 2]),
        # The link itself is what must stay apart.
        (connected_components, [(0, 1, 5), (1, 2, 5)], {"never": [(0, 1)]}, [0, 1, 1, 2]),
        # One record a source.
        (connected_components, [(0, 1, 5), (1, 2, 6)], {"group": [0, 1, 0, 1]}, [0, 1, 1, 2]),
        (connected_components, [(0, 1, 5), (1, 2, 6)], {"group": [0, 1, -1, -1]}, [0, 0, 0, 1]),
        # Rows that are always one bring what each must stay apart from.
        (
            connected_components,
            [(0, 2, 5), (1, 3, 6)],
            {"always": [(0, 1)], "never": [(2, 3)]},
            [0, 0, 1, 0],
        ),
        # Average linkage looks at what the joined rows say together.
        (AverageLinkage(), [(0, 2, 5), (1, 2, -6)], {"always": [(0, 1)]}, [0, 0, 1, 2]),
        (AverageLinkage(), [(0, 2, 5), (1, 2, -5)], {"always": [(0, 1)]}, [0, 0, 0, 1]),
    ],
)
def test_what_is_merged_and_split(clusterer, links, given, labels):
    assert run(clusterer, 4, links, **given) == labels


def test_a_contradiction_names_its_chain_by_the_rows_that_were_given():
    with pytest.raises(ContradictionError) as caught:
        run(all_one, 5, [], always=[(0, 4), (4, 2)], never=[(2, 0)], rank=[4, 3, 2, 1, 0])
    assert caught.value.chains == ((2, 4, 0),)
    assert str(caught.value) == (
        "rows 2 - 4 - 0 are always one, each with the next, but rows 2 and 0 must stay apart; "
        "drop one of these constraints"
    )


def test_all_contradictions_are_named_at_once():
    with pytest.raises(ContradictionError, match=r"\(1 more like it\)") as caught:
        run(all_one, 4, [], always=[(0, 1), (2, 3)], never=[(2, 3)], group=[7, 7, -1, -1])
    assert caught.value.chains == ((0, 1), (2, 3))


@pytest.mark.parametrize("wrong", [lambda n, *_: np.zeros(n + 1), lambda n, *_: 0])
def test_a_clusterer_that_forgets_records_is_refused(wrong):
    with pytest.raises(ConfigurationError, match="for 3 records"):
        run(wrong, 3, [])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"always": [(0, 3)]}, "always names rows from 0 to 2"),
        ({"never": [(-1, 2)]}, "never names rows from 0 to 2"),
        ({"group": [1, 1]}, "group has one entry for each of the 3"),
        ({"rank": [0, 1, 2, 3]}, "rank has one entry for each of the 3"),
    ],
)
def test_rows_that_do_not_exist_are_refused(given, message):
    with pytest.raises(ConfigurationError, match=message):
        run(connected_components, 3, [], **given)


def test_no_records_have_no_clusters():
    for clusterer in (connected_components, all_one, *LINKAGES):
        assert run(clusterer, 0, [], group=[], rank=[]) == []


def test_the_linkages_support_constraints():
    assert all(isinstance(clusterer, SupportsConstraints) for clusterer in LINKAGES)
    assert not isinstance(connected_components, SupportsConstraints)
