"""What is to change in a row, and what stands in the way."""

from collections.abc import Mapping
from typing import Any, Literal

from attrs import field, frozen

from custmdm.steward.schema._host_schema import Row, RowKey, values_of

ObstacleCode = Literal[
    "unknown", "merged", "unique", "loop", "dangling", "no_value", "contradiction", "immediate",
    "order",
]  # fmt: skip


@frozen
class Obstacle:
    """Say what stands in the way of a plan.

    Attributes:
        code: "unknown": a row is not there; "merged": a customer was merged away before; "unique":
            rows would hold what may be there only once; "loop": a customer would be above itself;
            "dangling": a row would refer to nothing; "no_value": what rows refer the merged
            customer by, the surviving one has not; "contradiction": two references want other
            values of one column; "immediate": the database refuses to change a key that is
            referred to; "order": statements wait for each other in a circle.
        rows: the rows that are to change, or are asked for.
        standing: the rows that stay as they are, and are in their way.
        by: the constraint, or the columns that refer.
    """

    code: ObstacleCode
    rows: tuple[RowKey, ...]
    standing: tuple[RowKey, ...] = ()
    by: str = ""


@frozen
class RowChange:
    """Say what is to change in a row: one UPDATE of the host.

    Attributes:
        row: the row, by the key that it has before.
        key: the columns of the key.
        before: the whole row as it is.
        after: the whole row as it is to be.
        cascaded: what the database has changed by itself when the turn comes to this row, because
            the key that it refers to has changed.
    """

    row: RowKey
    key: tuple[str, ...]
    before: Row = field(repr=False)
    after: Row = field(repr=False)
    cascaded: Row = field(factory=dict, repr=False)

    @property
    def row_after(self) -> RowKey:
        """Return the row by the key that it has afterwards."""
        return RowKey(self.row.table, values_of(self.after, self.key))

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that are others afterwards."""
        return tuple(c for c, value in self.before.items() if self.after[c] != value)

    @property
    def values(self) -> dict[str, Any]:
        """Return what the UPDATE sets; nothing if the database has done it all."""
        found = self._found
        return {c: self.after[c] for c in self.columns if self.after[c] != found[c]}

    @property
    def where(self) -> dict[str, Any]:
        """Return what the UPDATE finds the row by: its key, and what it changes, as it was."""
        found = self._found
        return {c: found[c] for c in dict.fromkeys((*self.key, *self.values))}

    @property
    def _found(self) -> Mapping[str, Any]:
        return {**self.before, **self.cascaded}
