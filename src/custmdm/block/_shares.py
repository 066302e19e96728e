"""Which keys the two records of a pair share."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from custmdm.block._best import Bags

Int64 = npt.NDArray[np.int64]

# Pairs looked at in one go.
_CHUNK = 16_384


def shared_weights(bags: Bags, left: Int64, right: Int64) -> Iterator[tuple[slice, Int64]]:
    """Yield chunks of the pairs, and what each rule adds to the weight of each: pairs by rules.

    A rule whose keys the two do not share adds nothing, any other at least 1.
    """
    weighted, held = bags.matrices()
    held = held.T.tocsr()
    n_rules = len(bags.bounds) - 1
    rule_of = np.repeat(np.arange(n_rules), np.diff(bags.bounds))
    for start in range(0, len(left), _CHUNK):
        part = slice(start, min(start + _CHUNK, len(left)))
        shared = weighted[left[part]].multiply(held[right[part]]).tocsr()
        n = shared.shape[0]
        at = np.repeat(np.arange(n), np.diff(shared.indptr)) * n_rules + rule_of[shared.indices]
        # Sums of whole numbers far below 2**53: exact.
        found = np.bincount(at, weights=shared.data, minlength=n * n_rules)
        yield part, found.astype(np.int64).reshape(n, n_rules)
