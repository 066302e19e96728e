"""Pairs drawn from known classes: matches, strangers, and pairs that agree on one thing."""

import numpy as np

# Five comparisons: among matches, and among strangers, what share has each level?
M = (
    (0.03, 0.07, 0.2, 0.7),
    (0.05, 0.15, 0.8),
    (0.1, 0.9),
    (0.05, 0.1, 0.25, 0.6),
    (0.02, 0.18, 0.8),
)
U = (
    (0.9, 0.06, 0.03, 0.01),
    (0.93, 0.05, 0.02),
    (0.97, 0.03),
    (0.85, 0.1, 0.04, 0.01),
    (0.96, 0.03, 0.01),
)
STRATA = tuple((0,) * len(row) for row in M)
RANDOM = [np.array(row) for row in U]


def agreeing_on(k):
    """Return the levels of pairs that agree on comparison `k` as matches do, else as strangers."""
    return tuple(m if i == k else u for i, (m, u) in enumerate(zip(M, U, strict=True)))


def drawn(sorts, seed, missing=0.0):
    """Return the vectors of so many pairs of each sort, one a row, and the sort of each."""
    rng = np.random.default_rng(seed)
    parts = []
    for tables, n in sorts:
        levels = np.stack([rng.choice(len(row), n, p=row) for row in tables], axis=1)
        parts.append(np.where(rng.random(levels.shape) < missing, -2, levels))
    levels = np.concatenate(parts).astype(np.int8)
    sort_of = np.repeat(np.arange(len(sorts)), [n for _, n in sorts])
    return np.concatenate([levels, np.zeros_like(levels)], axis=1), sort_of


def distinct(vectors):
    """Return the distinct vectors, and how many pairs have each."""
    return np.unique(vectors, axis=0, return_counts=True)


def single_class_em(vectors, counts, m, u, rounds=100):
    """Return the matches among the pairs by the classical EM of two classes, u trained too.

    Winkler (1988), as in the textbooks: it begins with 5 % of matches and no beliefs.
    """
    share, width = 0.05, len(m)
    m, u = [np.array(row) for row in m], [np.array(row) for row in u]
    expected = np.zeros(len(vectors))
    for _ in range(rounds):
        logs = np.log([[share], [1.0 - share]]) + np.zeros(len(vectors))
        for k in range(width):
            levels = vectors[:, k]
            logs += np.where(levels >= 0, np.log([m[k][levels], u[k][levels]]), 0.0)
        expected = 1.0 / (1.0 + np.exp(logs[1] - logs[0]))
        share = np.average(expected, weights=counts)
        for tables, weights in ((m, expected * counts), (u, (1.0 - expected) * counts)):
            for k in range(width):
                seen = vectors[:, k] >= 0
                found = np.bincount(vectors[seen, k], weights[seen], len(tables[k]))
                tables[k] = np.maximum(found / found.sum(), 1e-12)
    return float(expected @ counts)
