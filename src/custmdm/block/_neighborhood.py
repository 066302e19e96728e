"""Sorted neighborhood: records whose keys stand near each other in order are compared."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from custmdm.block._entries import Blocks, Entries, distinct, packed_entries
from custmdm.block._key_table import KeyTable, ValueKey
from custmdm.block._parts import OfParts, parts_given, parts_name
from custmdm.columns import ranges, run_starts
from custmdm.errors import ConfigurationError

Int64 = npt.NDArray[np.int64]


def _window(_instance: object, _attribute: object, window: Any) -> None:
    if type(window) is not int or window < 2:
        raise ConfigurationError(
            f"a window is 2 keys or more, got {window!r}; for equal keys alone use block.on"
        )


@frozen
class SortedNeighborhood(OfParts):
    """Block on fields in order: records with keys near each other are compared.

    Made by :func:`sorted_neighborhood`.

    Attributes:
        window: how many keys side by side are compared with each other.
    """

    window: int = field(default=5, validator=_window)

    def __str__(self) -> str:
        return f"sorted by {parts_name(self.parts)}, window {self.window}"

    def entries(self, table: KeyTable) -> tuple[Entries, ...]:
        """Return the entries of all records: a code is the place of its key in order."""
        first, *others = (table.in_order(path, key) for path, key in self.parts)
        for other in others:
            # Joined by arithmetic, the codes of both are in order too.
            first = first.joined(other, len(table.view))
        return (first.dense(),)

    def further(self, fields: Sequence[str]) -> tuple[str, ...]:
        """Return nothing: windows narrow, and are not split."""
        del fields
        return ()

    def blocks(self, table: KeyTable, max_records: int, further: Sequence[str] = ()) -> Blocks:
        """Return the windows; one in another is left out.

        Args:
            table: the keys of the records.
            max_records: a window of more records narrows, a key that more share is left out.
            further: taken for the sake of the other rules.
        """
        del further
        return self._windows(table, max_records)[0]

    def every_block(self, table: KeyTable, max_records: int) -> Blocks:
        """Return the windows, and each key that too many records have."""
        found, keys, dropped = self._windows(table, max_records)
        starts = np.cumsum(keys.sizes) - keys.sizes
        rows = keys.rows[ranges(starts[dropped], keys.sizes[dropped])]
        return Blocks(
            np.concatenate([found.sizes, keys.sizes[dropped]]),
            np.concatenate([found.rows, rows]),
            np.zeros(0, np.int64),
        )

    def meet(self, table: KeyTable, left: int, right: int, max_records: int) -> bool:
        """Say whether two records are in one window."""
        (entries,) = self.entries(table)
        ends = np.cumsum(_keys(entries, len(table.view)).sizes)
        for one in entries.of_row(left).tolist():
            for other in entries.of_row(right).tolist():
                first, last = sorted((one, other))
                held = int(ends[last]) - (int(ends[first - 1]) if first else 0)
                if last - first < self.window and held <= max_records:
                    return True
        return False

    def _windows(self, table: KeyTable, max_records: int) -> tuple[Blocks, Blocks, Int64]:
        """Return the windows, the records of each key, and which keys too many have."""
        (entries,) = self.entries(table)
        n = len(table.view)
        keys = _keys(entries, n)
        before = np.concatenate([[0], np.cumsum(keys.sizes)])
        starts = np.arange(len(keys.sizes))
        # As many keys as the window holds, and as have no more records than allowed.
        fits = np.searchsorted(before, before[:-1] + max_records, side="right") - 1
        ends = np.minimum(np.minimum(starts + self.window, fits), len(starts))
        longer = np.ones(len(ends), dtype=np.bool_)
        longer[1:] = ends[1:] > ends[:-1]
        chosen = np.flatnonzero(longer & (ends > starts))
        sizes = before[ends[chosen]] - before[chosen]
        rows = keys.rows[ranges(before[chosen], sizes)]
        # A record with several values may be in one window twice.
        bits = max(n - 1, 1).bit_length()
        packed = distinct((np.repeat(np.arange(len(chosen)), sizes) << bits) | rows)
        sizes = np.diff(np.append(run_starts(packed >> bits), len(packed)))
        kept = sizes > 1
        rows = packed[np.repeat(kept, sizes)] & ((1 << bits) - 1)
        dropped = np.flatnonzero(keys.sizes > max_records)
        return Blocks(sizes[kept], rows, keys.sizes[dropped]), keys, dropped


def sorted_neighborhood(*fields: str | tuple[str, ValueKey], window: int = 5) -> SortedNeighborhood:
    """Return the rule that sorts records and compares those near each other.

    The keys that occur, each once, are put in order, and a window is moved over them: records of
    the keys that are in it together are compared. So values meet that begin alike and end in an
    error, "Schmid" and "Schmidt", and no key must be right as a whole. What begins with an error
    stands far off: sort by another field too, in a rule of its own, or by the end of a value.

    Keys are compared as Python compares them, text character by character; of several fields the
    first decides, then the second. A record without a value takes no part. A window narrows where
    more than `max_block` records would be in it, each counted once for each key of it, and a key
    that more records have by itself is left out: there its neighbors on either side are apart.

    Windows are of keys rather than of records: so equal keys always meet, and no order of the
    records can change what is compared. With windows of records the method is that of Hernández
    and Stolfo (1995), The merge/purge problem for large databases, SIGMOD Record 24(2), 127-138.

    >>> rule = sorted_neighborhood("surname", "birth_date", window=3)
    >>> str(rule)
    'sorted by surname & birth_date, window 3'
    >>> def backwards(value):
    ...     return (value[::-1],)
    >>> str(sorted_neighborhood(("surname", backwards)))
    'sorted by backwards(surname), window 5'

    Args:
        fields: a field, or a pair of a field and a function from one value to keys.
        window: how many keys side by side are compared with each other.

    Raises:
        ConfigurationError: if there is no field, or the window is no number from 2; and when
            records are read, if keys have no order, as text and numbers together.
    """
    return SortedNeighborhood(parts_given(fields, "block.sorted_neighborhood"), window)


def _keys(entries: Entries, n: int) -> Blocks:
    """Return the records of each key, in the order of the keys."""
    packed, bits = packed_entries(entries, n)
    sizes = np.bincount(packed >> bits)
    return Blocks(sizes, packed & ((1 << bits) - 1), np.zeros(0, np.int64))
