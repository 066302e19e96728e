"""Keys as integers: which record has which key."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import evolve, field, frozen

from custmdm.block._many import key_codes
from custmdm.block._values import Values, numbered, run_starts
from custmdm.columns import (
    Column,
    Term,
    View,
    all_keys,
    all_values,
    codes_of_keys,
    encode_many,
    ranges,
)
from custmdm.errors import ConfigurationError

ValueKey = Callable[[Any], Iterable[str]]
Int64 = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.signedinteger]

# Codes of two parts are joined by arithmetic; what would not fit is numbered anew.
_LARGEST = 2.0**62
# Combined entries held at a time: a few hundred megabytes.
_ENTRIES = 8_000_000
# One value in so many says whether the keys of a rule are of use.
_ONE_IN = 32


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
        narrow, wide = _parted(entries, n, max_records)
        splitting = further() if len(narrow.skipped) else ()
        if splitting:
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
    return _parted(entries, n, max_records)[0]


def _parted(entries: Entries, n: int, max_records: int) -> tuple[Blocks, Entries]:
    """Return the blocks, and the entries of the keys that too many records share."""
    # Code and row in one number: sorting numbers is several times faster than sorting by them.
    bits = max(n - 1, 1).bit_length()
    if entries.size.bit_length() + bits > 62:
        entries = entries.dense()
    packed = distinct((entries.codes.astype(np.int64) << bits) | entries.rows)
    codes = packed >> bits
    starts = run_starts(codes)
    sizes = np.diff(np.r_[starts, len(codes)])
    keep, wide = (sizes > 1) & (sizes <= max_records), sizes > max_records
    mask = (1 << bits) - 1
    found = Blocks(sizes[keep], packed[np.repeat(keep, sizes)] & mask, sizes[wide])
    left = packed[np.repeat(wide, sizes)]
    left = left[np.argsort(left & mask, kind="stable")]
    return found, Entries(left & mask, left >> bits, entries.size)


@frozen(eq=False)
class KeyTable:
    """Make the entries of a part of a rule, each once, however many rules use it.

    Attributes:
        view: the records.
    """

    view: View
    _made: list[tuple[str, ValueKey | None, Entries]] = field(factory=list, init=False)
    _ordered: list[tuple[str, ValueKey | None, Entries]] = field(factory=list, init=False)
    _values: dict[str, Values] = field(factory=dict, init=False)
    _of_records: list[tuple[object, Entries]] = field(factory=list, init=False)

    @property
    def is_made(self) -> bool:
        """Say whether there are entries of any rule yet."""
        return bool(self._made or self._ordered or self._of_records)

    def part(self, path: str, key: ValueKey | None) -> Entries:
        """Return the entries of one field with one key function, keys that are shared only."""
        # Few, and looked through: a key function of the user's need not be hashable.
        for known_path, known_key, entries in self._made:
            if known_path == path and (known_key is key or known_key == key):
                return entries
        entries = _entries(self.view.column(path), key, lambda: self._values_of(path))
        self._made.append((path, key, entries))
        return entries

    def in_order(self, path: str, key: ValueKey | None) -> Entries:
        """Return the entries of one field with one key function, codes in the order of the keys.

        Keys of one record are among them: they have neighbors too.
        """
        for known_path, known_key, entries in self._ordered:
            if known_path == path and (known_key is key or known_key == key):
                return entries
        column = self.view.column(path)
        keys = encode_many([term_keys(term, key) for term in column.values])
        ranked = Column(_ranks(keys.values, path)[keys.codes], keys.values, keys.offsets)
        placed = column.replace(ranked)
        present = placed.codes >= 0
        codes = placed.codes[present].astype(np.int64)
        entries = Entries(placed.flat_rows()[present], codes, max(len(keys.values), 1))
        self._ordered.append((path, key, entries))
        return entries

    def usable_share(self, path: str, key: ValueKey | None, max_records: int) -> float:
        """Return which share of the entries has a key that not too many records have.

        Estimated from one value in so many.
        """
        column = self.view.column(path)
        terms = column.values[::_ONE_IN]
        at, codes = _value_keys(terms, key, lambda: Values(all_values(terms)))
        holders = np.bincount(column.codes[column.codes >= 0], minlength=len(column.values))
        weights = holders[::_ONE_IN][at]
        codes, _ = numbered(codes)
        narrow = np.bincount(codes, weights=weights, minlength=1) * _ONE_IN <= max_records
        return float(weights[narrow[codes]].sum() / max(weights.sum(), 1))

    def _values_of(self, path: str) -> Values:
        if path not in self._values:
            terms = self.view.column(path).values
            self._values[path] = Values(all_values(terms))
        return self._values[path]

    def of_records(self, function: object, keys: Callable[[Any], Sequence[Hashable]]) -> Entries:
        """Return the entries of a function from a standard record to keys.

        Args:
            function: what the user gave, by which the entries are found again.
            keys: the keys of a record, each once.
        """
        for known, entries in self._of_records:
            if known is function:
                return entries
        column = encode_many([keys(record) for record in self.view.records()])
        codes = column.codes.astype(np.int64)
        entries = Entries(column.flat_rows(), codes, max(len(column.values), 1)).shared()
        self._of_records.append((function, entries))
        return entries


def _ranks(keys: Sequence[Any], path: str) -> npt.NDArray[np.int32]:
    """Return the place of each key in order."""
    try:
        order = sorted(range(len(keys)), key=keys.__getitem__)
    except TypeError:
        raise ConfigurationError(
            f"the keys of {path!r} cannot be put in order; let the key function return text"
        ) from None
    ranks = np.empty(len(keys), dtype=np.int32)
    ranks[order] = np.arange(len(keys), dtype=np.int32)
    return ranks


def term_keys(term: Term, key: ValueKey | None) -> list[Hashable]:
    """Return the keys of one term."""
    return usable((term.key,) if key is None else key(term.value), key)


def usable(keys: Iterable[Hashable], function: object) -> list[Hashable]:
    """Return the keys without None and empty text: what is missing is not shared."""
    if isinstance(keys, str):
        # Text is iterable too: records that share a letter would be compared.
        raise ConfigurationError(
            f"the blocking key {name_of(function)} returned text; return a tuple of keys: (key,)"
        )
    return [key for key in keys if key is not None and key != ""]


def name_of(function: object) -> str:
    """Return the name of a function, or how an object with options reads."""
    return getattr(function, "__name__", None) or repr(function)


def _entries(column: Column[Term], key: ValueKey | None, values: Callable[[], Values]) -> Entries:
    """Return the entries of a column, keys that are shared only; made once a distinct value."""
    at, codes = _value_keys(column.values, key, values)
    holders = np.bincount(column.codes[column.codes >= 0], minlength=len(column.values))
    codes, size = numbered(codes)
    keep = (np.bincount(codes, weights=holders[at], minlength=1) > 1)[codes]
    at, codes = at[keep], codes[keep]
    codes = codes.astype(np.int32) if size < 2**31 else codes
    # In half the space: the entries of all parts of all rules are held together.
    flat_rows = column.flat_rows().astype(np.int32)
    # Two places more, at the end: a negative code of a missing value finds no key there.
    counts = np.bincount(at, minlength=len(column.values) + 2)
    if counts.max() <= 1:
        # Most often a value has one key: then nothing is repeated.
        place = np.full(len(counts), -1, dtype=codes.dtype)
        place[at] = codes
        of_row = place[column.codes]
        present = np.flatnonzero(of_row >= 0)
        return Entries(flat_rows[present], of_row[present], max(size, 1))
    starts = np.cumsum(counts) - counts
    times = counts[column.codes]
    rows = np.repeat(flat_rows, times)
    return Entries(rows, codes[ranges(starts[column.codes], times)], max(size, 1))


def _value_keys(
    terms: Sequence[Term], key: ValueKey | None, values: Callable[[], Values]
) -> tuple[Int64, Int64]:
    """Return position and code for each key of each value, by position."""
    if key is None:
        return _own_keys(terms)
    if found := key_codes(key, values()):
        at, codes = found
        if len(at) and (at[1:] < at[:-1]).any():
            order = np.argsort(at, kind="stable")
            at, codes = at[order], codes[order]
        return at, codes
    column = encode_many([term_keys(term, key) for term in terms])
    return column.flat_rows(), column.codes.astype(np.int64)


def _own_keys(terms: Sequence[Term]) -> tuple[Int64, Int64]:
    """Return position and code of each key: what is missing, None or empty, is not shared."""
    keys, codes = all_keys(terms), codes_of_keys(terms).astype(np.int64)
    present = codes >= 0
    if "" in keys:
        present &= codes != codes[keys.index("")]
    at = np.flatnonzero(present)
    return at, codes[at]


def distinct(numbers: Int64) -> Int64:
    """Return the distinct numbers, ascending; as np.unique does, in half the time."""
    numbers.sort()
    return numbers[run_starts(numbers)]
