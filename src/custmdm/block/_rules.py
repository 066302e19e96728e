"""Blocking rules: records that share a key of a rule are compared."""

from collections.abc import Hashable, Sequence
from typing import Any

from attrs import frozen

from custmdm.block._entries import Blocks, Entries, blocks_together
from custmdm.block._key_table import KeyTable, ValueKey, name_of, usable
from custmdm.block._neighborhood import SortedNeighborhood
from custmdm.block._parts import OfParts, parts_given, parts_name
from custmdm.columns import View
from custmdm.typing import BlockingKey


@frozen
class On(OfParts):
    """Block on fields: records that agree on every one of them are compared.

    Made by :func:`on`. A part is a field and, where it is not the whole value that must agree, a
    function from one value to keys.
    """

    def __str__(self) -> str:
        return parts_name(self.parts)

    def entries(self, table: KeyTable) -> tuple[Entries, ...]:
        """Return the entries of each part; a key of the rule is one key of each."""
        return tuple(table.part(path, key) for path, key in self.parts)

    def further(self, fields: Sequence[str]) -> tuple[str, ...]:
        """Return the fields whose whole value says more than a key of this rule does."""
        return tuple(path for path in fields if (path, None) not in self.parts)

    def blocks(self, table: KeyTable, max_records: int, further: Sequence[str] = ()) -> Blocks:
        """Return the records that share a key, key by key.

        Args:
            table: the keys of the records.
            max_records: a key that more records share is split, or left out.
            further: the fields that split it, as :func:`fields_of` some rules gives them.
        """
        first, *others = self.entries(table)
        return _blocks(table, first, others, max_records, self.further(further))

    def every_block(self, table: KeyTable, max_records: int) -> Blocks:
        """Return the blocks, those included that hold more records than allowed."""
        del max_records
        return self.blocks(table, len(table.view))


def on(*fields: str | tuple[str, ValueKey]) -> On:
    """Return the rule that compares records that agree on all the given fields.

    >>> str(on("phones"))
    'phones'
    >>> from custmdm.block import Prefix
    >>> str(on(("name.family", Prefix(3)), "birth_date"))
    'Prefix(length=3)(name.family) & birth_date'

    Args:
        fields: a field, or a pair of a field and a function from one value to keys.
    """
    return On(parts_given(fields, "block.on"))


@frozen
class OfRecord:
    """Be a user's function from a standard record to keys, as a rule."""

    function: BlockingKey

    def __str__(self) -> str:
        return name_of(self.function)

    @property
    def fields(self) -> tuple[str, ...]:
        """Return nothing: which fields a function reads is not known."""
        return ()

    def further(self, fields: Sequence[str]) -> tuple[str, ...]:
        """Return all the fields: which of them a function reads is not known."""
        return tuple(fields)

    def keys_of(self, view: View, row: int) -> set[Hashable]:
        """Return the keys of one row of a view."""
        return set(self.keys(view.records()[row]))

    def entries(self, table: KeyTable) -> tuple[Entries, ...]:
        """Return the entries of its one part."""
        return (table.of_records(self.function, self.keys),)

    def blocks(self, table: KeyTable, max_records: int, further: Sequence[str] = ()) -> Blocks:
        """Return the records that share a key, key by key; see :meth:`On.blocks`."""
        (entries,) = self.entries(table)
        return _blocks(table, entries, (), max_records, self.further(further))

    def every_block(self, table: KeyTable, max_records: int) -> Blocks:
        """Return the blocks, those included that hold more records than allowed."""
        del max_records
        return self.blocks(table, len(table.view))

    def keys(self, record: Any) -> tuple[Hashable, ...]:
        """Return the keys of a standard record, each once."""
        return tuple(dict.fromkeys(usable(self.function(record), self.function)))


def _blocks(
    table: KeyTable,
    first: Entries,
    others: Sequence[Entries],
    max_records: int,
    further: Sequence[str],
) -> Blocks:
    def splitting() -> list[Entries]:
        # Made only where a key is shared by too many.
        return [table.part(path, None) for path in further]

    return blocks_together(first, others, len(table.view), max_records, further=splitting)


ByHand = On | SortedNeighborhood | BlockingKey
"""A rule that proposes pairs by itself: all but the best pairs."""


def as_rule(rule: ByHand) -> On | SortedNeighborhood | OfRecord:
    """Return what a user gave as a rule that yields entries."""
    return rule if isinstance(rule, (On, SortedNeighborhood)) else OfRecord(rule)


def rule_name(rule: ByHand) -> str:
    """Return the name of a rule, for reports."""
    return str(as_rule(rule))
