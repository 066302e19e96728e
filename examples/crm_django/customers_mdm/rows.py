"""The rows of the host, read and changed by its own connection."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connections, models

import custmdm as cm
from custmdm.steward.schema import HostSchema, RowChange

# A statement takes so many values; SQLite takes a thousand.
_AT_ONCE = 200
Source = Callable[[str, tuple[str, ...], Sequence[tuple[Any, ...]]], Iterator[Mapping[str, Any]]]


def rows_of(schema: HostSchema, using: str, *, lock: bool) -> Source:
    """Return what reads rows as the driver gives them; no field of Django converts a value.

    Only ids of type UUID are made UUIDs, for databases that keep these as texts: a generic foreign
    key of texts spells them otherwise.
    """
    connection = connections[using]
    quote = connection.ops.quote_name
    lock = lock and connection.features.has_select_for_update

    def read(
        table: str, columns: tuple[str, ...], values: Sequence[tuple[Any, ...]]
    ) -> Iterator[Mapping[str, Any]]:
        mark = f"({' AND '.join(f'{quote(c)} = %s' for c in columns)})"
        # In one order, so that two transactions do not wait for each other in a circle.
        order = ", ".join(map(quote, schema.table(table).key))
        for start in range(0, len(values), _AT_ONCE):
            some = values[start : start + _AT_ONCE]
            among = " OR ".join([mark] * len(some))
            asked = f"SELECT * FROM {quote(table)} WHERE {among} ORDER BY {order}"  # noqa: S608
            given = [
                _to_driver(table, column, value, using)
                for one in some
                for column, value in zip(columns, one, strict=True)
            ]
            with connection.cursor() as cursor:
                cursor.execute(asked + (" FOR UPDATE" if lock else ""), given)
                names = [column[0] for column in cursor.description]
                found = cursor.fetchall()
            for row in found:
                yield {c: _from_driver(table, c, v) for c, v in zip(names, row, strict=True)}

    return read


def carry_out(changes: Iterable[RowChange], using: str) -> None:
    """Change the rows of a plan.

    Raises:
        StaleVersionError: if a row is not any more as the plan has it: undo the transaction.
    """
    connection = connections[using]
    quote = connection.ops.quote_name
    for change in changes:
        if not change.values:
            continue
        table = change.row.table
        given: list[Any] = []

        def said(values: Mapping[str, Any], between: str, given: list[Any] = given,
                 table: str = table) -> str:  # fmt: skip
            parts = []
            for column, value in values.items():
                is_null = between == " AND " and value is None
                parts.append(f"{quote(column)} {'IS NULL' if is_null else '= %s'}")
                given.extend([] if is_null else [_to_driver(table, column, value, using)])
            return between.join(parts)

        update = (
            f"UPDATE {quote(table)} SET {said(change.values, ', ')} "  # noqa: S608
            f"WHERE {said(change.where, ' AND ')}"
        )
        with connection.cursor() as cursor:
            cursor.execute(update, given)
            if cursor.rowcount != 1:
                raise cm.StaleVersionError(f"{change.row} changed meanwhile: nothing is done")


def held_as(field: Any) -> Any:
    """Return the field that says what a column holds: of a foreign key that which it refers to."""
    while field.remote_field is not None:
        field = field.target_field
    return field


@cache
def _uuid_columns(table: str) -> frozenset[str]:
    """Return the columns of a table that hold UUIDs."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == table:
            for field in model._meta.local_fields:
                if isinstance(held_as(field), models.UUIDField):
                    found.add(field.column)
    return frozenset(found)


def _from_driver(table: str, column: str, value: Any) -> Any:
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, str) and column in _uuid_columns(table):
        return uuid.UUID(value)
    return value


def _to_driver(table: str, column: str, value: Any, using: str) -> Any:
    native = connections[using].features.has_native_uuid_field
    if not native and isinstance(value, uuid.UUID) and column in _uuid_columns(table):
        return value.hex
    return value
