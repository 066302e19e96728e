"""Who holds a key: sorted arrays that are never changed, a new one for what is new."""

import functools

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.block._hashes import Hashes
from custmdm.columns import ranges

Rows = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]

# A part is joined with the one before it when it is not this many times smaller: so parts are few,
# and an entry is copied a few times only, however many come one by one.
_SMALLER = 4


@frozen(eq=False)
class _Level:
    """Hold some of the entries, in the order of their hashes."""

    hashes: Hashes
    rows: Small


@frozen(eq=False)
class Postings:
    """Hold the rows that have each key.

    >>> held = Postings().plus(np.array([7, 9, 7], np.uint64), np.array([0, 0, 1]))
    >>> which, rows = held.plus(np.array([7], np.uint64), np.array([2])).holders(
    ...     np.array([7, 8, 9], np.uint64)
    ... )
    >>> which.tolist(), rows.tolist()
    ([0, 0, 0, 2], [0, 1, 2, 0])

    Attributes:
        levels: the entries, in parts.
    """

    levels: tuple[_Level, ...] = ()

    def __len__(self) -> int:
        return sum(len(level.rows) for level in self.levels)

    def plus(self, hashes: Hashes, rows: Rows) -> "Postings":
        """Return these with further entries."""
        if not len(rows):
            return self
        order = np.argsort(hashes, kind="stable")
        levels = [*self.levels, _Level(hashes[order], rows[order].astype(np.int32))]
        while len(levels) > 1 and len(levels[-2].rows) < _SMALLER * len(levels[-1].rows):
            levels[-2:] = [_joined(levels[-2], levels[-1])]
        return Postings(tuple(levels))

    def holders(self, hashes: Hashes) -> tuple[Rows, Rows]:
        """Return which key each holder has, by its place, and the row of the holder.

        The rows of one key are ascending, for what comes later has higher ones.

        Args:
            hashes: the keys, ascending where there are many: then it is faster.
        """
        which, rows = [], []
        for level in self.levels:
            starts = level.hashes.searchsorted(hashes, "left")
            counts = level.hashes.searchsorted(hashes, "right") - starts
            which.append(np.repeat(np.arange(len(hashes)), counts))
            rows.append(level.rows[ranges(starts, counts)])
        if len(which) == 1:
            return which[0], rows[0].astype(np.int64)
        none = np.zeros(0, np.int64)
        return np.concatenate([none, *which]), np.concatenate([none, *rows])

    def at(self, place: Rows) -> "Postings":
        """Return these with other numbers for their rows, without the rows that have none.

        >>> held = Postings().plus(np.array([7, 7], np.uint64), np.array([0, 1]))
        >>> held.at(np.array([-1, 0])).levels[0].rows.tolist()
        [0]

        Args:
            place: the new number of each row, or one below 0.
        """
        found = Postings()
        for level in self.levels:
            rows = place[level.rows]
            kept = rows >= 0
            found = found.plus(level.hashes[kept], rows[kept])
        if not found.levels:
            return found
        one = functools.reduce(_joined, found.levels)
        # Those of each key ascend, as they would have come.
        again = (one.hashes[1:] == one.hashes[:-1]) & (one.rows[1:] < one.rows[:-1])
        if again.any():
            order = np.lexsort((one.rows, one.hashes))
            one = _Level(one.hashes[order], one.rows[order])
        return Postings((one,))


def _joined(one: _Level, other: _Level) -> _Level:
    hashes = np.concatenate([one.hashes, other.hashes])
    # Two sorted runs: a stable sort finds them, and merges.
    order = np.argsort(hashes, kind="stable")
    return _Level(hashes[order], np.concatenate([one.rows, other.rows])[order])
