"""Pairs that alone hold something together, found by walking and by taking each away."""

from hypothesis import example, given
from hypothesis import strategies as st

from custmdm.steward._bridges import bridges

nodes = st.integers(0, 9)
graphs = st.lists(
    st.tuples(nodes, nodes)
    .filter(lambda one: one[0] != one[1])
    .map(lambda one: tuple(sorted(one))),
    max_size=16,
)


def reached(pairs, start):
    """Return what pairs connect with one."""
    found = {start}
    for _ in pairs:
        for one, other in pairs:
            if (one in found) != (other in found):
                found |= {one, other}
    return found


@example([(0, 1), (1, 2), (2, 3), (1, 3), (5, 6)])
@given(graphs)
def test_a_bridge_is_what_parts_its_ends_when_it_is_taken_away(pairs):
    expected = {}
    for place, (one, other) in enumerate(pairs):
        rest = pairs[:place] + pairs[place + 1 :]
        side = reached(rest, one)
        if other not in side:
            expected[place] = min(len(side), len(reached(rest, other)))
    found = list(bridges(pairs))
    assert dict(found) == expected
    assert len(found) == len(expected)


def test_a_long_chain_is_all_bridges():
    chain = [(n, n + 1) for n in range(5_000)]
    assert len(list(bridges(chain))) == 5_000
