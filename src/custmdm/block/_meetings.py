"""Which records share keys, and what the keys of each pair weigh together."""

from collections.abc import Iterator
from functools import cached_property

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.columns import ranges, run_starts

Int64 = npt.NDArray[np.int64]
Small = npt.NDArray[np.signedinteger]

# A number holds a pair, relative to a chunk, and a weight.
_BITS = 62


@frozen(eq=False)
class Meetings:
    """Hold the entries of all bags record by record: whom it meets follows it in its block.

    Attributes:
        n: the number of records.
        members: the records of the first key, ascending, then of the second.
        weights: what the key of each entry weighs.
        places: where it is among the members.
        counts: how many members follow it in its block.
        firsts: where the entries of each record begin; one more at the end.
        met: how many pairs, once for each key they share, come before each record; one more.
    """

    n: int
    members: npt.NDArray[np.int32]
    weights: Small
    places: Small
    counts: npt.NDArray[np.int32]
    firsts: Int64
    met: Int64

    @classmethod
    def of(cls, n: int, sizes: Int64, members: npt.NDArray[np.int32], weights: Int64) -> "Meetings":
        """Put the entries of blocks into the order of the records.

        Args:
            n: the number of records.
            sizes: how many records have each key.
            members: the records of the first key, ascending, then of the second.
            weights: what each key weighs.
        """
        bits = len(members).bit_length()
        of_place = _narrowest(len(members))
        packed = members.astype(np.int64)
        packed <<= bits
        packed |= np.arange(len(members), dtype=of_place)
        # Sorting numbers is several times faster than sorting by them.
        packed.sort()
        packed &= (1 << bits) - 1
        places = packed.astype(of_place)
        del packed
        behind = np.repeat(np.cumsum(sizes).astype(of_place), sizes)
        behind -= np.arange(1, len(members) + 1, dtype=of_place)
        counts = behind.astype(np.int32, copy=False)[places]
        del behind
        firsts = np.concatenate([[0], np.cumsum(np.bincount(members, minlength=n))])
        met = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])[firsts]
        of_entry = np.repeat(weights.astype(_narrowest(int(weights.max(initial=0)))), sizes)[places]
        return cls(n, members, of_entry, places, counts, firsts, met)

    def chunks(self, size: int) -> Iterator[tuple[int, int]]:
        """Yield ranges of records that meet about so many others, and never overflow."""
        start = 0
        while start < self.n:
            end = self.end_of_chunk(start, size)
            yield start, end
            start = end

    def end_of_chunk(self, start: int, size: int) -> int:
        """Return where the range ends that begins at a record and meets about so many others."""
        end = int(np.searchsorted(self.met, self.met[start] + size, side="right")) - 1
        return min(max(end, start + 1), start + self._most, self.n)

    @cached_property
    def _most(self) -> int:
        """Return of how many left records the pairs and weights fit in numbers."""
        return max((1 << (_BITS - self._weight_bits)) // max(self.n, 1), 1)

    @cached_property
    def _weight_bits(self) -> int:
        return int(self.weights.max(initial=0)).bit_length()

    def weighed(self, start: int, end: int, least: int) -> tuple[Int64, Int64]:
        """Return the pairs of a range of left records, ascending, that weigh the least or more.

        As left * n + right, distinct, and the weight of each.
        """
        part = slice(self.firsts[start], self.firsts[end])
        lefts = np.repeat(np.arange(end - start), np.diff(self.firsts[start : end + 1]))
        pairs, weights = self._weighed(lefts, part, least)
        return pairs + start * self.n, weights

    def of_rows(self, rows: Int64, size: int) -> tuple[Int64, Int64]:
        """Return the pairs of some left records, ascending, and their weights.

        Args:
            rows: the left records, ascending.
            size: how many shared keys to look at in one go.
        """
        pairs, weights = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        met = np.cumsum(self.met[rows + 1] - self.met[rows])
        start = 0
        while start < len(rows):
            before = int(met[start - 1]) if start else 0
            end = int(np.searchsorted(met, before + size, side="right"))
            part = rows[start : min(max(end, start + 1), start + self._most)]
            lengths = self.firsts[part + 1] - self.firsts[part]
            entries = ranges(self.firsts[part], lengths)
            found, weight = self._weighed(np.repeat(np.arange(len(part)), lengths), entries, 0)
            pairs.append(found + (part - np.arange(len(part)))[found // self.n] * self.n)
            weights.append(weight)
            start += len(part)
        return np.concatenate(pairs), np.concatenate(weights)

    def _weighed(self, lefts: Int64, entries: "slice | Int64", least: int) -> tuple[Int64, Int64]:
        bits = self._weight_bits
        counts = self.counts[entries]
        met = np.repeat(((lefts * self.n) << bits) | self.weights[entries], counts)
        rights = self.members.take(ranges(self.places[entries] + 1, counts)).astype(np.int64)
        rights <<= bits
        met += rights
        # A pair and a weight in one number: the weights of a pair come to stand together.
        met.sort()
        mask = np.int64((1 << bits) - 1)
        pairs = met >> bits
        if least > 1:
            # Most pairs share one key only, and it weighs too little.
            keep = (met & mask) >= least
            again = pairs[1:] == pairs[:-1]
            keep[1:] |= again
            keep[:-1] |= again
            at = np.flatnonzero(keep)
            met, pairs = met.take(at), pairs.take(at)
        starts = run_starts(pairs)
        if not len(starts):
            return pairs, pairs
        weights = np.add.reduceat(met & mask, starts)
        heavy = np.flatnonzero(weights >= least)
        return pairs.take(starts.take(heavy)), weights.take(heavy)


def _narrowest(largest: int) -> type[np.signedinteger]:
    """Return the type of numbers up to the largest in the least space: there are many entries."""
    return np.int8 if largest < 2**7 else np.int32 if largest < 2**31 else np.int64


def across(
    pairs: Int64, n: int, sides: npt.NDArray[np.int8] | None
) -> npt.NDArray[np.bool_] | slice:
    """Return which pairs, left * n + right, are of records of two tables; all of one table.

    >>> across(np.array([1, 2, 5]), 3, np.array([0, 0, 1], dtype=np.int8)).tolist()
    [False, True, True]
    """
    return slice(None) if sides is None else sides[pairs // n] != sides[pairs % n]


def chosen_rows(n: int, every: int) -> Int64:
    """Return one row in so many, mixed well: whatever comes in turns, some of each is chosen.

    >>> chosen_rows(20, 4).tolist(), len(chosen_rows(20, 1))
    ([0, 2, 5, 10, 13, 18], 20)
    """
    # The golden ratio as a fraction of 2**32: consecutive rows land far from each other.
    mixed = (np.arange(n, dtype=np.uint64) * np.uint64(2_654_435_769)) & np.uint64(2**32 - 1)
    return np.flatnonzero(mixed < np.uint64(2**32 // every))
