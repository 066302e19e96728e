"""Which pairs are worth asking about next."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from custmdm._labels import read_pairs
from custmdm.errors import ConfigurationError
from custmdm.linker._clustered import probabilities
from custmdm.linker._compared import VectorsOf
from custmdm.linker._resolved import ResolvedTable
from custmdm.model import Link, MatchScore

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Small = npt.NDArray[np.int8]


def choose_uncertain(parts: Iterable[ResolvedTable], n: int, exclude: Any) -> tuple[Link, ...]:
    """Return up to `n` pairs, the most worth asking about first.

    Args:
        parts: the results, one a record type.
        n: how many pairs to ask about.
        exclude: the pairs that were asked about before, as `read_pairs` takes them.

    Raises:
        ConfigurationError: if `n` is not positive, or `exclude` holds no pairs.
    """
    if n < 1:
        raise ConfigurationError(f"uncertain_pairs gives at least one pair, got n={n}")
    asked = {frozenset((str(left), str(right))) for left, right in read_pairs(exclude)}
    worth: list[tuple[float, Link]] = []
    for part in parts:
        worth += _worth(part, n, asked)
    # Stable, and the parts come in order.
    return tuple(link for _, link in sorted(worth, key=lambda item: -item[0])[:n])


def _worth(part: ResolvedTable, n: int, asked: set[frozenset[str]]) -> list[tuple[float, Link]]:
    """Return the best pairs of one part, with what each is worth."""
    ids, thresholds = part.table.ids, part.matching.thresholds
    # The rows stand in the order of their ids, so nothing hangs on the order they came in.
    order = np.lexsort((part.right, part.left))
    left, right, weight = part.left[order], part.right[order], part.weight[order]
    open_ = np.ones(len(order), dtype=np.bool_)
    if asked:
        names = [str(record) for record in ids]
        pairs = zip(left.tolist(), right.tolist(), strict=True)
        open_ = np.array([frozenset((names[a], names[b])) not in asked for a, b in pairs], np.bool_)
    cut = MatchScore.weight_of(thresholds.match)
    # Who merges all or nothing learns the most where the odds are even.
    doubt = _doubt(weight - (cut if np.isfinite(cut) else 0.0))
    # Those asked about before come first, and so make the next ones of their vector worth less.
    place = _place(_vectors(part, left, right), np.lexsort((-doubt, open_)))
    worth = np.where(open_, doubt / (1.0 + place) ** 2, -1.0)
    best = np.argsort(-worth, kind="stable")[:n]
    found = []
    for at in best[open_[best]].tolist():
        bits = float(weight[at])
        probability = MatchScore.probability_of(bits)
        link = Link(
            ids[int(left[at])],
            ids[int(right[at])],
            probability,
            bits,
            thresholds.decide(probability),
        )
        found.append((float(worth[at]), link))
    return found


def _doubt(weight: Floats) -> Floats:
    """Return how much is open about pairs: 1/4 at the threshold, next to nothing far from it."""
    probability = probabilities(weight)
    return np.asarray(probability * (1.0 - probability))


def _vectors(part: ResolvedTable, left: Int64, right: Int64) -> Small:
    """Return the comparison vectors of pairs, a row a pair."""
    matching = part.matching
    vectors_of = VectorsOf.by(part.table, matching.comparisons, matching.frequencies)
    return vectors_of(left, right)


def _place(vectors: Small, order: Int64) -> Int64:
    """Return how many pairs of the same vector come before each pair in an order.

    >>> _place(np.array([[1], [2], [1], [1]], dtype=np.int8), np.array([3, 2, 1, 0])).tolist()
    [2, 0, 1, 0]
    """
    _, group = np.unique(vectors, axis=0, return_inverse=True)
    group = group.ravel()[order]
    sorted_ = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[sorted_], group[sorted_])
    place = np.empty(len(order), dtype=np.int64)
    place[order[sorted_]] = np.arange(len(order)) - starts
    return place
