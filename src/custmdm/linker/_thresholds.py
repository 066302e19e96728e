"""Choose the match threshold where the clusters promise to be most right."""

import numpy as np
import numpy.typing as npt

from custmdm.cluster import connected_components
from custmdm.model import MatchScore, Thresholds

Int64 = npt.NDArray[np.int64]

# In bits: from even odds to 4,096 to one.
_CUTS = np.arange(0.0, 12.25, 0.5)


def choose_thresholds(
    n: int, left: Int64, right: Int64, weight: npt.NDArray[np.float64]
) -> Thresholds:
    """Return the threshold with the best expected F1 over pairs of records in one cluster.

    A pair counts with its match probability; a pair that only a chain of links puts into a cluster
    counts as a non-match unless its own probability says otherwise. So a threshold that chains
    strangers together is seen to be wrong without any label.

    Args:
        n: the number of records.
        left: the row of the one record of each compared pair.
        right: the row of the other.
        weight: the match weight of each pair, prior included.
    """
    probability = 1.0 / (1.0 + np.exp2(-np.clip(weight, -500.0, 500.0)))
    expected = float(probability.sum())
    best_cut, best_f1 = float(_CUTS[0]), -1.0
    for cut in _CUTS:
        kept = weight >= cut
        labels = connected_components(n, left[kept], right[kept])
        sizes = np.bincount(labels, minlength=1).astype(np.float64)
        together = float((sizes * (sizes - 1) / 2).sum())
        right_ones = float(probability[labels[left] == labels[right]].sum())
        # Nothing expected and nothing together is all right.
        f1 = 2 * right_ones / (together + expected) if together + expected > 0 else 1.0
        # Of equals the stricter: a wrong merge is harder to mend than a missed one.
        if f1 >= best_f1 - 1e-12:
            best_cut, best_f1 = float(cut), max(f1, best_f1)
    match = MatchScore.probability_of(best_cut)
    return Thresholds(match=match, possible=min(0.5, match))
