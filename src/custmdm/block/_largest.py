"""The largest blocks of a rule, with masked keys, and a rule that makes too many pairs."""

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
from attrs import frozen

from custmdm.block._entries import Blocks
from custmdm.block._key_table import KeyTable
from custmdm.block._neighborhood import SortedNeighborhood
from custmdm.columns import View

# How many sizes of blocks a plan shows of each rule.
SHOWN = 3
# So many of the records of a block tell which key it is of.
_TELLING = 256


@frozen
class LargestBlocks:
    """Say how large the largest blocks of a rule are.

    Attributes:
        records: how many records share a key.
        keys: how many keys that many share.
        key: the key, masked, where it is one.
        dropped: whether it is shared by too many to be used.
        split: whether its records meet only where they agree on a further field.
    """

    records: int
    keys: int
    key: str | None
    dropped: bool
    split: bool = False

    def __str__(self) -> str:
        what = f"{self.keys} keys" if self.key is None else self.key
        then = ", split" if self.split else ", dropped" if self.dropped else ""
        return f"{self.records:,} records share {what}{then}"


def largest_blocks(
    rule: Any, table: KeyTable, every: Blocks, limit: int, splits: bool, shown: int = SHOWN
) -> tuple[LargestBlocks, ...]:
    """Return the largest blocks of a rule, by size.

    Args:
        rule: the rule.
        table: the keys of the records.
        every: its blocks.
        limit: a larger block is not used as it is.
        splits: whether it is split.
        shown: how many sizes to return.
    """
    starts = np.cumsum(every.sizes) - every.sizes
    largest = []
    for size in np.unique(every.sizes)[::-1][:shown].tolist():
        which = np.flatnonzero(every.sizes == size)
        rows = every.rows[starts[which[0]] : starts[which[0]] + size]
        key = _key_of(rule, table.view, rows.tolist()) if len(which) == 1 else None
        wide = size > limit
        largest.append(
            LargestBlocks(size, len(which), key, dropped=wide and not splits, split=wide and splits)
        )
    return tuple(largest)


def refusal(
    table: KeyTable, made: Sequence[tuple[Any, Blocks, int]], max_pairs: int, max_records: int
) -> str | None:
    """Return why rules by hand are not run: they would make too many pairs; None where they may.

    Args:
        table: the keys of the records.
        made: each rule by hand, its blocks, and how many pairs they are.
        max_pairs: how many pairs all of them may make, once for each key that two records share.
        max_records: no block is larger.
    """
    total = sum(pairs for _, _, pairs in made)
    if total <= max_pairs:
        return None
    rule, blocks, pairs = max(made, key=lambda one: one[2])
    (largest,) = largest_blocks(rule, table, blocks, max_records, splits=False, shown=1)
    others = "" if pairs == total else f" of the {total:,} of all rules"
    return (
        f"the blocking rule {str(rule)!r} would make {pairs:,} pairs{others}, and max_pairs is "
        f"{max_pairs:,}: {largest}. Let the rule ask for another field too, as "
        f"block.on('name', 'birth_date') does; lower max_block ({max_records:,}), so that a key "
        "that more records share is split or left out; or raise max_pairs"
    )


def _key_of(rule: Any, view: View, rows: list[int]) -> str:
    """Return the key that rows share, masked; of several the first masked one.

    Of a window the first and the last.
    """
    if isinstance(rule, SortedNeighborhood):
        masked = {_masked(key) for row in rows for key in rule.keys_of(view, row)}
        first, last = min(masked), max(masked)
        return first if first == last else f"{first} to {last}"
    rows = rows[:: len(rows) // _TELLING + 1]
    shared: set[Hashable] = rule.keys_of(view, rows[0])
    for row in rows[1:]:
        if len(shared) == 1:
            break
        shared &= rule.keys_of(view, row)
    return min(map(_masked, shared))


def _masked(key: Hashable) -> str:
    """Show the first character of a key, of each part where it has several.

    >>> _masked(("smith", "1988")), _masked(17)
    ('s*** & 1***', '***')
    """
    if isinstance(key, tuple):
        return " & ".join(map(_masked, key))
    return f"{key[:1]}***" if isinstance(key, str) else "***"
