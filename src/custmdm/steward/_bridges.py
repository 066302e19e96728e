"""Pairs without which a customer falls apart."""

import math
from collections.abc import Iterator, Mapping, Sequence


def weakest_bridge(
    pairs: Sequence[tuple[int, int]], weights: Sequence[float]
) -> tuple[int, int] | None:
    """Return the bridge of least weight, as `bridges` yields it; None where there is none.

    >>> weakest_bridge([(0, 1), (1, 2), (2, 3)], [5.0, 2.0, math.inf])
    (1, 2)

    Args:
        pairs: all pairs of the graph.
        weights: the match weight of each; infinite where somebody said that the two are one.
    """
    alone = [found for found in bridges(pairs) if weights[found[0]] < math.inf]
    return min(alone, key=lambda one: (weights[one[0]], pairs[one[0]]), default=None)


def bridges(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that alone connect two sides of a graph, or of a part of it.

    >>> list(bridges([(0, 1), (0, 2), (1, 2), (2, 3), (3, 4)]))
    [(4, 1), (3, 2)]

    Args:
        pairs: all pairs of the graph; of two that connect the same, neither does so alone.

    Yields:
        The place of each bridge among the pairs, with how many the smaller side has.

    Source: Tarjan (1974), A note on finding the bridges of a graph.
    """
    near: dict[int, list[tuple[int, int]]] = {}
    for place, (left, right) in enumerate(pairs):
        near.setdefault(left, []).append((right, place))
        near.setdefault(right, []).append((left, place))
    seen: dict[int, int] = {}
    for start in near:
        if start not in seen:
            yield from _of_part(near, start, seen)


def _of_part(
    near: Mapping[int, Sequence[tuple[int, int]]], start: int, seen: dict[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield the bridges of the part that one is in.

    Args:
        near: for each the others that it is connected to, each with the place of the pair.
        start: the one.
        seen: when each was first seen; those of the part are added.
    """
    first = len(seen)
    seen[start] = first
    # The earliest that each leads back to, and how many are beyond it.
    back, beyond = {start: first}, {start: 1}
    path = [(start, -1, iter(near[start]))]
    found: list[tuple[int, int]] = []
    while path:
        node, came, others = path[-1]
        for other, place in others:
            if place == came:
                continue
            if other in seen:
                back[node] = min(back[node], seen[other])
                continue
            seen[other] = back[other] = len(seen)
            beyond[other] = 1
            path.append((other, place, iter(near[other])))
            break
        else:
            path.pop()
            if path:
                before = path[-1][0]
                back[before] = min(back[before], back[node])
                beyond[before] += beyond[node]
                if back[node] > seen[before]:
                    found.append((came, beyond[node]))
    for place, n in found:
        yield place, min(n, beyond[start] - n)
