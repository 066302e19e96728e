"""Pairs without which a customer falls apart."""

from collections.abc import Iterator, Sequence


def bridges(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that alone connect two sides of a connected graph.

    >>> list(bridges([(0, 1), (0, 2), (1, 2), (2, 3), (3, 4)]))
    [(4, 1), (3, 2)]

    Args:
        pairs: all pairs of the graph, each once.

    Yields:
        The place of each bridge among the pairs, with how many the smaller side has.

    Source: Tarjan (1974), A note on finding the bridges of a graph.
    """
    near: dict[int, list[tuple[int, int]]] = {}
    for place, (left, right) in enumerate(pairs):
        near.setdefault(left, []).append((right, place))
        near.setdefault(right, []).append((left, place))
    start = next(iter(near))
    # When each was first seen, the earliest that it leads back to, and how many are beyond it.
    seen, back, beyond = {start: 0}, {start: 0}, {start: 1}
    path = [(start, -1, iter(near[start]))]
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
                    yield came, min(beyond[node], len(near) - beyond[node])
