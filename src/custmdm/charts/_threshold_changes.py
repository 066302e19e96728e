"""What other clusters would do to the customers there are: who merges, splits, is called anew."""

import numpy as np
import numpy.typing as npt
from attrs import frozen

Int64 = npt.NDArray[np.int64]


@frozen(eq=False)
class Changes:
    """Hold what becomes of the customers there are.

    Attributes:
        merged: how many of them come together with another one, or a part of one.
        split: how many of them come apart.
        ids_lost: how many golden ids name no customer any more.
        ids_created: how many are new.
        follower: for each of them the new customer that its id leads to.
    """

    merged: int
    split: int
    ids_lost: int
    ids_created: int
    follower: Int64


def changes(base: Int64, labels: Int64, rank: Int64) -> Changes:
    """Return what becomes of customers when other clusters take their place.

    Golden ids go on as :func:`custmdm.ledger.stable_ids` has it: a cluster and an id belong
    together the more, the more records they share.

    >>> found = changes(np.array([0, 1, 1, 2]), np.array([0, 0, 1, 2]), np.arange(3))
    >>> found.merged, found.split, found.ids_lost, found.ids_created, found.follower.tolist()
    (2, 1, 0, 0, [0, 1, 2])

    Args:
        base: the customer of each row, dense from 0.
        labels: its new cluster, dense from 0, numbered by their first rows.
        rank: for each customer the place of its golden id, the one to keep first.
    """
    n_base, n_new = len(rank), int(labels.max(initial=-1)) + 1
    keys, count = np.unique(base * max(n_new, 1) + labels, return_counts=True)
    old, new = keys // max(n_new, 1), keys % max(n_new, 1)
    parts, wholes = np.bincount(old, minlength=n_base), np.bincount(new, minlength=n_new)
    follower = np.full(n_base, -1)
    easy = (parts[old] == 1) & (wholes[new] == 1)
    follower[old[easy]] = new[easy]
    rest = np.flatnonzero(~easy)
    sizes = np.bincount(labels, minlength=n_new)
    order = rest[np.lexsort((new[rest], -sizes[new[rest]], rank[old[rest]], -count[rest]))]
    kept = int(easy.sum()) + _choose(old[order], new[order], follower, n_new)
    # Who keeps no id of its own: all records went to one, or most of them did.
    lost = order[follower[old[order]] < 0][::-1]
    follower[old[lost]] = new[lost]
    return Changes(
        merged=len(np.unique(old[wholes[new] > 1])),
        split=int(np.count_nonzero(parts > 1)),
        ids_lost=n_base - kept,
        ids_created=n_new - kept,
        follower=follower,
    )


def _choose(old: Int64, new: Int64, follower: Int64, n_new: int) -> int:
    """Give clusters the ids that they share most with, the best offers first; return how many."""
    found, free = 0, np.ones(n_new, dtype=np.bool_)
    place = np.arange(len(old))
    while len(place):
        # The first offer of both its sides is taken: none before it can take either away.
        first_old = _is_first(old[place])
        first_new = _is_first(new[place])
        taken = place[first_old & first_new]
        follower[old[taken]], free[new[taken]] = new[taken], False
        found += len(taken)
        place = place[(follower[old[place]] < 0) & free[new[place]]]
    return found


def _is_first(values: Int64) -> npt.NDArray[np.bool_]:
    first = np.zeros(len(values), dtype=np.bool_)
    first[np.unique(values, return_index=True)[1]] = True
    return first
