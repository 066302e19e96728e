"""Keys as integers: which record has which key, and who shares one."""

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
from attrs import evolve, field, frozen

from custmdm.block._values import numbered
from custmdm.columns import ranges, run_starts

Int64 = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.signedinteger]

# Codes of two parts are joined by arithmetic; what would not fit is numbered anew.
_LARGEST = 2.0**62
# Combined entries held at a time: a few hundred megabytes.
_ENTRIES = 8_000_000


@frozen(eq=False)
class Entries:
    """Hold the keys of every record by one rule: one entry for each key of each record.

    Attributes:
        rows: the record of each entry, ascending.
        codes: its key.
        size: every code is below it.
    """

    rows: Numbers
    codes: Numbers
    size: int

    def of_row(self, row: int) -> Numbers:
        """Return the distinct keys of one record."""
        start, stop = np.searchsorted(self.rows, (row, row + 1))
        return np.unique(self.codes[start:stop])

    def holders(self, code: int) -> Numbers:
        """Return the records that have a key, ascending.

        >>> Entries(np.array([0, 0, 1, 2]), np.array([5, 6, 5, 6]), 7).holders(5).tolist()
        [0, 1]
        """
        rows, codes = self._by_code
        start, stop = np.searchsorted(codes, (code, code + 1))
        # Ascending as they are, for the order of equal codes is that of the rows.
        held = rows[start:stop]
        return held[run_starts(held)]

    @cached_property
    def _by_code(self) -> tuple[Numbers, Numbers]:
        """Return rows and codes in the order of the codes."""
        order = np.argsort(self.codes, kind="stable")
        return self.rows[order], self.codes[order]

    def shared(self) -> "Entries":
        """Return the entries whose key another entry has too: what is unique makes no pair."""
        keep = (np.bincount(self.codes) > 1)[self.codes] if len(self.codes) else self.codes > 0
        return Entries(self.rows[keep], self.codes[keep], self.size)

    def joined(self, other: "Entries", n: int) -> "Entries":
        """Return the entries for each key of the one with each of the other, of one record.

        >>> a = Entries(np.array([0, 1, 1]), np.array([2, 0, 1]), 3)
        >>> b = Entries(np.array([1, 2]), np.array([4, 0]), 5)
        >>> both = a.joined(b, 3)
        >>> both.rows.tolist(), both.codes.tolist(), both.size
        ([1, 1], [4, 9], 15)
        """
        one = self if float(self.size) * other.size < _LARGEST else self.dense()
        two = other if float(one.size) * other.size < _LARGEST else other.dense()
        counts = np.bincount(two.rows, minlength=n)
        starts = np.cumsum(counts) - counts
        times = counts[one.rows]
        codes = np.repeat(one.codes.astype(np.int64) * two.size, times)
        codes += two.codes[ranges(starts[one.rows], times)]
        return Entries(np.repeat(one.rows, times), codes, one.size * two.size)

    def part(self, i: int, of: int) -> "Entries":
        """Return part `i` of as many: the keys of one are in no other."""
        keep = self.codes % of == i
        return self if of == 1 else Entries(self.rows[keep], self.codes[keep], self.size)

    def dense(self) -> "Entries":
        """Return the entries with codes without gaps."""
        codes, size = numbered(self.codes)
        return Entries(self.rows, codes, max(size, 1))


@frozen(eq=False)
class Blocks:
    """Hold the records that share a key, key by key; only keys that two records or more have.

    Attributes:
        sizes: how many records have each key.
        rows: the records of the first key, ascending, then of the second.
        skipped: the sizes of what was left out: keys that more records share than allowed.
        split: the sizes of such keys whose records meet where they share a further key too.
        n_split: how many blocks, the last ones, are of a further key too.
    """

    sizes: Int64
    rows: Int64
    skipped: Int64
    split: Int64 = field(factory=lambda: np.zeros(0, dtype=np.int64))
    n_split: int = 0

    def n_pairs(self, sides: npt.NDArray[np.int8] | None = None) -> int:
        """Return how many pairs there are, once for each key they share; of two tables, across."""
        if sides is None or not len(self.sizes):
            return int((self.sizes * (self.sizes - 1) // 2).sum())
        starts = np.cumsum(self.sizes) - self.sizes
        second = np.add.reduceat(sides[self.rows].astype(np.int64), starts)
        return int((second * (self.sizes - second)).sum())

    def pairs(self, n: int) -> Int64:
        """Return every pair within each block, distinct, as left * n + right, ascending.

        >>> blocks(Entries(np.array([0, 1, 2, 3]), np.array([7, 7, 8, 7]), 9), 4, 10).pairs(4)
        array([1, 3, 7])
        """
        ends = np.repeat(np.cumsum(self.sizes), self.sizes)
        at = np.arange(len(self.rows), dtype=np.int64)
        # Each record meets those that follow it in its block.
        counts = ends - at - 1
        return distinct(np.repeat(self.rows * n, counts) + self.rows[ranges(at + 1, counts)])


def blocks_together(
    first: Entries,
    others: Sequence[Entries],
    n: int,
    max_records: int,
    limit: int = _ENTRIES,
    further: Callable[[], Sequence[Entries]] = tuple,
) -> Blocks:
    """Return the blocks of records that share a key of each, with bounded memory.

    Args:
        first: the entries of one part of a rule.
        others: those of its other parts.
        n: the number of records.
        max_records: a key that more records share is split, or left out.
        limit: how many combined entries to hold at a time, about.
        further: gives the entries that split such a key: its records are in one block where they
            share a key of any of these too, and again not too many do.
    """
    combined = np.bincount(first.rows, minlength=n).astype(np.float64)
    for other in others:
        combined *= np.bincount(other.rows, minlength=n)
    parts = int(combined.sum() // limit) + 1 if others else 1
    found, split = [], []
    for i in range(parts):
        entries = first.part(i, parts)
        for other in others:
            entries = entries.joined(other, n)
        narrow = blocks(entries, n, max_records)
        splitting = further() if len(narrow.skipped) else ()
        if splitting:
            wide = _wide(entries, n, max_records)
            # The further keys first: they are many, so that the work falls into even parts.
            split += [blocks_together(by, (wide,), n, max_records, limit) for by in splitting]
            narrow = evolve(narrow, skipped=narrow.skipped[:0], split=narrow.skipped)
        found.append(narrow)
    every = [*found, *split]
    return Blocks(
        np.concatenate([b.sizes for b in every]),
        np.concatenate([b.rows for b in every]),
        np.concatenate([b.skipped for b in every]),
        np.concatenate([b.split for b in found]),
        sum(len(b.sizes) for b in split),
    )


def blocks(entries: Entries, n: int, max_records: int) -> Blocks:
    """Return the blocks of entries of `n` records."""
    packed, bits = packed_entries(entries, n)
    starts = run_starts(packed >> bits)
    sizes = np.diff(np.r_[starts, len(packed)])
    keep = (sizes > 1) & (sizes <= max_records)
    rows = packed[np.repeat(keep, sizes)] & ((1 << bits) - 1)
    return Blocks(sizes[keep], rows, sizes[sizes > max_records])


def _wide(entries: Entries, n: int, max_records: int) -> Entries:
    """Return the entries of the keys that too many records share."""
    packed, bits = packed_entries(entries, n)
    starts = run_starts(packed >> bits)
    sizes = np.diff(np.r_[starts, len(packed)])
    wide = packed[np.repeat(sizes > max_records, sizes)]
    rows = wide & ((1 << bits) - 1)
    order = np.argsort(rows, kind="stable")
    return Entries(rows[order], (wide >> bits)[order], entries.size)


def packed_entries(entries: Entries, n: int) -> tuple[Int64, int]:
    """Return code and row of each entry in one number, distinct and in order, and the row's bits.

    To sort numbers is several times faster than to sort by them.
    """
    bits = max(n - 1, 1).bit_length()
    if entries.size.bit_length() + bits > 62:
        entries = entries.dense()
    return distinct((entries.codes.astype(np.int64) << bits) | entries.rows), bits


def distinct(numbers: Int64) -> Int64:
    """Return the distinct numbers, ascending; as np.unique does, in half the time."""
    numbers.sort()
    return numbers[run_starts(numbers)]


def in_both(one: Numbers, other: Numbers) -> Int64:
    """Return what is in both; each is ascending. The one may be far shorter than the other.

    >>> in_both(np.array([3, 5, 9]), np.array([1, 3, 4, 9])).tolist()
    [3, 9]
    """
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    if not len(few):
        return np.asarray(few)
    at = np.searchsorted(many, few)
    return np.asarray(few[many[np.minimum(at, len(many) - 1)] == few])
