"""Contradictions are found, each with the shortest chain that shows it."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm.cluster import RowConstraints, contradictions


@st.composite
def constraints(draw, n, max_size=5):
    """Return random constraints of n rows; they may contradict each other."""
    row = st.integers(0, max(n - 1, 0))
    pair = st.tuples(row, row).filter(lambda rows: rows[0] != rows[1])
    pairs = st.lists(pair, max_size=max_size if n > 1 else 0)
    group = st.none() | st.lists(st.integers(-1, 2), min_size=n, max_size=n)
    return draw(pairs), draw(pairs), draw(group)


def row_constraints(always, never, group):
    sides = [tuple(np.array(pairs, dtype=np.int64).reshape(-1, 2).T) for pairs in (always, never)]
    return RowConstraints(always=sides[0], never=sides[1], group=group)


def must_stay_apart(n, never, group):
    pairs = {frozenset(pair) for pair in never}
    if group is not None:
        pairs |= {
            frozenset((a, b))
            for a, b in itertools.combinations(range(n), 2)
            if group[a] == group[b] >= 0
        }
    return pairs


def distances(n, always):
    """Return the number of steps between each two rows (Floyd and Warshall)."""
    far = [[0 if a == b else n for b in range(n)] for a in range(n)]
    for a, b in always:
        far[a][b] = far[b][a] = 1
    for via, a, b in itertools.product(range(n), repeat=3):
        far[a][b] = min(far[a][b], far[a][via] + far[via][b])
    return far


@given(st.data(), st.integers(0, 7))
def test_chains_are_of_always_the_shortest_and_end_in_what_must_stay_apart(data, n):
    always, never, group = data.draw(constraints(n))
    chains = contradictions(n, row_constraints(always, never, group))
    far, apart = distances(n, always), must_stay_apart(n, never, group)
    known = {frozenset(pair) for pair in always}
    for chain in chains:
        assert frozenset((chain[0], chain[-1])) in apart
        assert all(frozenset(step) in known for step in itertools.pairwise(chain))
        assert len(chain) == far[chain[0]][chain[-1]] + 1
    assert len({(chain[0], chain[-1]) for chain in chains}) == len(chains)
    assert list(chains) == sorted(chains, key=lambda chain: (chain[0], chain[-1]))


@given(st.data(), st.integers(0, 7))
def test_nothing_that_contradicts_is_missed(data, n):
    always, never, group = data.draw(constraints(n))
    chains = contradictions(n, row_constraints(always, never, group))
    far = distances(n, always)
    ends = {frozenset((chain[0], chain[-1])) for chain in chains}
    assert {frozenset(p) for p in never if far[p[0]][p[1]] < n} <= ends
    clash = any(far[a][b] < n for a, b in must_stay_apart(n, never, group))
    assert bool(chains) == clash


@given(st.data(), st.integers(0, 7), st.randoms(use_true_random=False))
def test_the_order_and_direction_of_constraints_change_nothing(data, n, random):
    always, never, group = data.draw(constraints(n))
    turned = [
        [pair[::-1] if random.random() < 0.5 else pair for pair in random.sample(pairs, len(pairs))]
        for pairs in (always, never)
    ]
    assert contradictions(n, row_constraints(*turned, group)) == contradictions(
        n, row_constraints(always, never, group)
    )


@pytest.mark.parametrize(
    ("always", "never", "group", "chains"),
    [
        ([], [], None, ()),
        ([(0, 1)], [(0, 2)], None, ()),
        ([(0, 1)], [(1, 0)], None, ((0, 1),)),
        ([(0, 1), (1, 2)], [(0, 2)], None, ((0, 1, 2),)),
        ([(0, 3), (3, 4), (4, 2), (0, 1), (1, 2)], [(2, 0)], None, ((0, 1, 2),)),
        ([(0, 1), (1, 2)], [(0, 2), (2, 0), (0, 1)], None, ((0, 1), (0, 1, 2))),
        ([(0, 1), (2, 3)], [(0, 1), (2, 3)], None, ((0, 1), (2, 3))),
        ([(0, 1)], [], [5, 5, 5, 5, 5], ((0, 1),)),
        ([(0, 1)], [], [-1, -1, -1, -1, -1], ()),
        ([(0, 1), (1, 2)], [], [5, 6, 5, 6, 5], ((0, 1, 2),)),
        # Each row of a group with the next, not every pair.
        ([(0, 1), (1, 2)], [], [5, 5, 5, -1, -1], ((0, 1), (1, 2))),
        ([(0, 1)], [(0, 1)], [5, 5, 6, 6, 6], ((0, 1),)),
    ],
)
def test_chains(always, never, group, chains):
    assert contradictions(5, row_constraints(always, never, group)) == chains


def test_no_rows_contradict_nothing():
    assert contradictions(0, RowConstraints()) == ()
