"""A value as matching sees it."""

from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple, Protocol

from custmdm.columns._column import Column


class Term(NamedTuple):
    """Hold a value with its match key.

    Two terms with one key are equal; the comparator sees the values of terms with unlike keys. A
    key of None equals nothing, itself included: the value knows too little, as a city without a
    street, to be called the same.
    """

    key: Hashable
    value: Any


class View(Protocol):
    """Be the records as matching sees them: columns of terms by field, and the records whole."""

    def __len__(self) -> int:
        """Return the number of records."""
        ...

    def column(self, path: str) -> Column[Term]:
        """Return the terms of a field."""
        ...

    def records(self) -> Sequence[Any]:
        """Return the standard records: typed, or mappings by column."""
        ...
