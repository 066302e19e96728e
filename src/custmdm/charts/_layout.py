"""Where the nodes of a small graph are drawn."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra, minimum_spanning_tree

Pair = tuple[int, int]
Floats = npt.NDArray[np.float64]

_ROUNDS = 300


def hops(n: int, pairs: Sequence[Pair], starts: Sequence[int]) -> Floats:
    """Return how many pairs are between each of some nodes and each of all `n`.

    Infinite where nothing connects them.

    >>> hops(4, [(0, 1), (1, 2)], [0]).tolist()
    [[0.0, 1.0, 2.0, inf]]
    """
    graph = _graph(n, pairs, np.ones(len(pairs)))
    found: Floats = dijkstra(graph, directed=False, unweighted=True, indices=starts)
    return found


def strongest_tree(n: int, pairs: Sequence[Pair], strength: Floats) -> set[Pair]:
    """Return the strongest pairs that connect the `n` nodes as far as they are, without a circle.

    >>> sorted(strongest_tree(3, [(0, 1), (0, 2), (1, 2)], np.array([1.0, 2.0, 3.0])))
    [(0, 2), (1, 2)]
    """
    # Ranks, for a length of zero is no pair; the strongest are the shortest.
    rank = np.empty(len(pairs))
    rank[np.argsort(-strength, kind="stable")] = np.arange(1, len(pairs) + 1)
    tree = minimum_spanning_tree(_graph(n, pairs, rank)).tocoo()
    return set(zip(tree.row.tolist(), tree.col.tolist(), strict=True))


def _graph(n: int, pairs: Sequence[Pair], lengths: Floats) -> Any:
    left, right = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return coo_array((lengths, (left, right)), shape=(n, n)).tocsr()


def positions(between: Floats) -> Floats:
    """Return a place in the unit square for each node, so that near ones stand near.

    >>> positions(hops(3, [(0, 1), (1, 2)], [0, 1, 2])).shape
    (3, 2)

    Args:
        between: how far any two are apart, as `hops` returns it.

    Source: the stress of a drawing, made less step by step (de Leeuw 1977, SMACOF).
    """
    n = len(between)
    if n < 2:
        return np.full((n, 2), 0.5)
    finite = np.isfinite(between)
    far = between[finite].max() + 1.0
    wanted = np.where(finite, between, far)
    turn = 2 * np.pi * np.arange(n) / n
    # Around a circle, each a bit farther out than the one before: nothing is in balance by chance.
    place = np.stack([np.cos(turn), np.sin(turn)], axis=1) * (1 + 0.1 * np.arange(n) / n)[:, None]
    for _ in range(_ROUNDS):
        apart = np.linalg.norm(place[:, None] - place[None], axis=2)
        ratio = np.divide(wanted, apart, out=np.zeros_like(wanted), where=apart > 0)
        pull = np.diag(ratio.sum(axis=1)) - ratio
        place = pull @ place / n
    # The longer side of the picture is its width.
    place = place @ np.linalg.svd(place - place.mean(axis=0), full_matrices=False)[2].T
    # The same on every machine, whichever way its library turns it.
    place *= np.where(place[0] < place.mean(axis=0), 1.0, -1.0)
    low, size = place.min(axis=0), np.ptp(place, axis=0)
    return np.where(size > 1e-9, (place - low) / np.where(size > 1e-9, size, 1.0), 0.5)
