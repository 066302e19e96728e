"""The records as matching sees them."""

from collections.abc import Sequence
from typing import Any, Protocol

from custmdm.columns._column import Column
from custmdm.columns._term import Term


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
