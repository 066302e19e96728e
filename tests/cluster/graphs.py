"""Small graphs with weights, and the slow way to cluster them."""

import itertools
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

CLIP = 4.0


@st.composite
def graphs(draw, max_rows=8):
    """Return n and links; weights are few, so that ties are many, and some are beyond the clip."""
    n = draw(st.integers(0, max_rows))
    pairs = list(itertools.combinations(range(n), 2))
    weight = st.integers(-12, 12).map(lambda half: half / 2)
    # Most pairs are given: where few are, all that is not counts as -clip and little is joined.
    given = draw(st.lists(st.none() | weight, min_size=len(pairs), max_size=len(pairs)))
    links = [(*pair, w) for pair, w in zip(pairs, given, strict=True) if w is not None]
    return n, links


def arrays(links):
    left, right = (np.array([link[i] for link in links], dtype=np.int64) for i in (0, 1))
    return left, right, np.array([link[2] for link in links], dtype=np.float64)


def run(clusterer, n, links):
    return clusterer(n, *arrays(links)).tolist()


def numbered(clusters, n):
    """Return the number of the cluster of each row, from sets of rows."""
    of = {row: i for i, rows in enumerate(sorted(clusters, key=min)) for row in rows}
    return [of[row] for row in range(n)]


def together(labels):
    """Return the pairs of rows that are in one cluster."""
    return {(a, b) for a in range(len(labels)) for b in range(a) if labels[a] == labels[b]}


def join_slowly(n, links, *, mean, clip=CLIP, always=(), apart=()):
    """Return labels by looking at every pair of clusters before every join, in exact numbers."""
    weights = {}
    for a, b, w in links:
        pair = frozenset((a, b))
        w = Fraction(max(-clip, min(clip, w)))
        weights[pair] = max(w, weights.get(pair, w))
    apart = {frozenset(pair) for pair in apart}
    clusters = [{row} for row in range(n)]
    for a, b in always:
        one, other = (next(c for c in clusters if row in c) for row in (a, b))
        if one is not other:
            clusters.remove(other)
            one |= other

    def gain(one, other):
        pairs = [frozenset(pair) for pair in itertools.product(one, other)]
        if any(pair in apart for pair in pairs):
            return None
        total = sum(weights.get(pair, -Fraction(clip)) for pair in pairs)
        return total / len(pairs) if mean else total

    while True:
        clusters.sort(key=min)
        best = None
        for one, other in itertools.combinations(clusters, 2):
            g = gain(one, other)
            enough = g is not None and (g >= 0 if mean else g > 0)
            if enough and (best is None or g > best[0]):
                best = g, one, other
        if best is None:
            return numbered(clusters, n)
        best[1].update(best[2])
        clusters = [c for c in clusters if c is not best[2]]
