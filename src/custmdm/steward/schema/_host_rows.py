"""The rows of a host as they are, and as they would be."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress
from typing import Any

from attrs import frozen

from custmdm.errors import ConfigurationError, MissingColumnError, did_you_mean
from custmdm.steward.schema._host_schema import (
    HostSchema,
    Reference,
    Row,
    RowKey,
    Values,
    meets,
    row_order,
    values_of,
)

RowSource = Callable[[str, tuple[str, ...], Sequence[Values]], Iterable[Row]]
Rows = RowSource | Mapping[str, Iterable[Row]]


@frozen
class Tie:
    """Say that one row refers to another, whose key is about to change.

    Attributes:
        reference: how.
        row: the row that refers.
        to: the row that is referred to.
    """

    reference: Reference
    row: RowKey
    to: RowKey


class Draft:
    """Hold rows as the host has them, and what is to change in them.

    Args:
        schema: the tables.
        rows: the host's rows: what it asks for, or all of them by table.
    """

    def __init__(self, schema: HostSchema, rows: Rows) -> None:
        self.schema = schema
        self.before: dict[RowKey, Row] = {}
        self.changed: dict[RowKey, dict[str, Any]] = {}
        if not callable(rows):
            for name in rows:
                schema.table(name)  # a name that is wrong would be a table without rows
        self._source = rows if callable(rows) else _in_memory(rows)

    def after(self, row: RowKey) -> Row:
        """Return a row as it would be."""
        before = self.before[row]
        return {**before, **self.changed[row]} if row in self.changed else before

    def change(self, row: RowKey, values: Mapping[str, Any]) -> bool:
        """Take note of what is to change in a row; say whether it is more than before."""
        now = self.after(row)
        new = {column: value for column, value in values.items() if now[column] != value}
        if new:
            self.changed.setdefault(row, {}).update(new)
        return bool(new)

    def changed_in(self, table: str) -> list[RowKey]:
        """Return the rows of a table that are to change, in order."""
        return sorted((row for row in self.changed if row.table == table), key=row_order)

    def look(self, table: str, columns: Sequence[str], wanted: Iterable[Values]) -> list[RowKey]:
        """Return the rows whose columns hold any of some values, in order; None is NULL."""
        patterns: dict[tuple[bool, ...], dict[Values, None]] = defaultdict(dict)
        for values in wanted:
            patterns[tuple(value is not None for value in values)][values] = None
        found: dict[RowKey, None] = {}
        for pattern, some in patterns.items():
            names = tuple(compress(columns, pattern))
            if not names:  # all of it NULL: what would be half a table
                continue
            given = dict.fromkeys(tuple(compress(values, pattern)) for values in some)
            for row in self._source(table, names, list(given)):
                self._check(table, columns, row)
                if values_of(row, names) not in given:
                    raise ConfigurationError(
                        f"{table} ({', '.join(names)}) holds values spelled otherwise than those "
                        "it refers to: where it holds ids as text, say Reference(as_text=True)"
                    )
                if values_of(row, columns) in some:
                    key = self.schema.row_key(table, row)
                    self.before.setdefault(key, dict(row))
                    found[key] = None
        return sorted(found, key=row_order)

    def _check(self, table: str, columns: Iterable[str], row: Row) -> None:
        for column in (*columns, *self.schema.table(table).key):
            if column not in row:
                known = did_you_mean(column, map(str, row))
                raise MissingColumnError(f"the table {table!r} has no column {column!r}; {known}")

    def referring(self, reference: Reference, wanted: Iterable[Values]) -> list[RowKey]:
        """Return the rows that refer to something."""
        said = reference.where
        ask = [(*values, *said.values()) for values in wanted]
        return self.look(reference.table, (*reference.columns, *said), ask)

    def ties(self) -> list[Tie]:
        """Return what refers to rows by what is to change in these."""
        found = []
        tables = sorted({row.table for row in self.changed})
        for reference in (r for table in tables for r in self.schema.references_to(table)):
            gone: dict[Values, RowKey] = {}
            for row in self.changed_in(reference.to):
                old = reference.spelled(self.before[row])
                if None not in old and old != reference.spelled(self.after(row)):
                    gone[old] = row
            for row in self.referring(reference, gone) if gone else ():
                to = gone[reference.target(self.before[row])]
                found.append(Tie(reference, row, to))
        return found

    def holders(
        self, table: str, columns: Sequence[str], wanted: Iterable[Values], where: Row
    ) -> dict[Values, list[RowKey]]:
        """Return which rows would hold some values."""
        asked = dict.fromkeys(wanted)
        names = (*columns, *where)
        there = self.look(table, names, ((*values, *where.values()) for values in asked))
        mine = self.changed_in(table)
        held: dict[Values, list[RowKey]] = defaultdict(list)
        for row in sorted({*there, *mine}, key=row_order):
            after = self.after(row)
            if meets(after, where) and values_of(after, columns) in asked:
                held[values_of(after, columns)].append(row)
        return held


def _in_memory(tables: Mapping[str, Iterable[Row]]) -> RowSource:
    held = {name: list(rows) for name, rows in tables.items()}

    def source(table: str, columns: tuple[str, ...], values: Sequence[Values]) -> Iterable[Row]:
        wanted = set(values)
        return [row for row in held.get(table, ()) if values_of(row, columns) in wanted]

    return source
