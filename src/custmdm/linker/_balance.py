"""As many matches expected as the clusters hold: they know more than a pair by itself."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from attrs import evolve

from custmdm.block import chosen_rows
from custmdm.cluster import connected_components
from custmdm.linker._clustered import probabilities
from custmdm.linker._compared import Compared
from custmdm.score import FellegiSunter

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# It has settled when the odds move by less than this, in bits; then, or after so many rounds.
_SETTLED = 0.1
_ROUNDS = 3
# The odds never move by more than this in a round, in bits.
_LIMIT = 10.0
# How many pairs' worth of belief there is that the odds are right, spread evenly over the weights
# where it matters, in bits: a few pairs decide nothing.
_BELIEF = 20.0
_AROUND = np.linspace(-6.0, 6.0, 25)
# So many pairs tell as much as all. Pairs that weigh less connect nothing, in bits.
_ENOUGH = 200_000
_NEAR = -8.0


def balanced(
    model: FellegiSunter, compared: Compared, cluster: Callable[[FellegiSunter, Compared], Int64]
) -> FellegiSunter:
    """Return the model with the odds at which it expects as many matches as its clusters hold.

    Fields hang together: a family shares its address and its phone, a careless hand errs in every
    field. So what the fields say, added up, promises too many matches in one table and too few in
    another. Clusters know better: who is held by strong others is likelier one of them than the
    weight of any single pair says, and two neighbours that agree on much are told apart by all
    their records. Only the odds of every pair together move, not what a field says.

    Args:
        model: what EM learned.
        compared: the candidate pairs it was learned from.
        cluster: gives the cluster of each record by a model, cut at even odds, and pairs.

    Source: Saerens, Latinne and Decaestecker (2002), Adjusting the outputs of a classifier to new
    a priori probabilities; the clusters stand for the true shares here.
    """
    compared = in_use(some_parts(in_use(compared), model))
    # In one order, so that sums are the same to the last bit whatever order the records had.
    order = np.lexsort(compared.vectors.T) if compared.vectors.size else np.arange(0)
    pairs, n_vectors = compared.pairs, len(compared.vectors)
    counts = np.bincount(compared.vector_of, minlength=n_vectors)[order]
    for _ in range(_ROUNDS):
        labels = cluster(model, compared)
        together = labels[pairs.left] == labels[pairs.right]
        weights = model.vector_weights(compared.vectors)[order]
        added = missing_odds(weights, counts, float(together.sum()))
        model = model.with_odds(added)
        if abs(added) < _SETTLED:
            break
    return model


def in_use(compared: Compared) -> Compared:
    """Return the pairs with the vectors that they have: of a large table, others were seen too."""
    used = np.bincount(compared.vector_of, minlength=len(compared.vectors)) > 0
    if used.all():
        return compared
    number = (np.cumsum(used) - 1).astype(np.int32)
    return evolve(compared, vectors=compared.vectors[used], vector_of=number[compared.vector_of])


def some_parts(compared: Compared, model: FellegiSunter) -> Compared:
    """Return the pairs of some of the records that hang together, where there are very many.

    A part is what pairs connect that are not hopeless, so a cluster is in it whole or not at all.
    """
    n_pairs = len(compared.pairs)
    every = n_pairs // _ENOUGH
    if every < 2:
        return compared
    left, right = compared.pairs.left, compared.pairs.right
    near = (model.vector_weights(compared.vectors) >= _NEAR)[compared.vector_of]
    n = int(max(left.max(), right.max())) + 1
    part = connected_components(n, left[near], right[near])
    chosen = np.zeros(n, dtype=np.bool_)
    chosen[chosen_rows(n, every)] = True
    kept = chosen[part[left]]
    pairs = evolve(compared.pairs, left=left[kept], right=right[kept])
    return evolve(compared, pairs=pairs, vector_of=compared.vector_of[kept])


def missing_odds(weights: Floats, counts: npt.NDArray[np.integer], matches: float) -> float:
    """Return the bits to add to each weight so that as many matches are expected as there are.

    >>> weights, counts = np.array([-9.0, 0.0]), np.array([10_000, 1_000])
    >>> (
    ...     round(missing_odds(weights, counts, 520.0), 2),
    ...     round(missing_odds(weights, counts, 800.0), 2),
    ... )
    (0.0, 1.52)

    Args:
        weights: the match weights of distinct vectors, in bits.
        counts: how many pairs have each.
        matches: how many of the pairs are matches.
    """
    believed = np.full(len(_AROUND), _BELIEF / len(_AROUND))
    every = np.concatenate([weights, _AROUND])
    pairs = np.concatenate([counts, believed])
    wanted = matches + believed @ probabilities(_AROUND)
    low, high = -_LIMIT, _LIMIT
    # The expected number rises with the odds: halve 50 times.
    for _ in range(50):
        middle = (low + high) / 2.0
        # Not as a product of vectors: that waits for threads, and adds up in an order of theirs.
        if (pairs * probabilities(every + middle)).sum() < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0
