"""What a database says of its tables, as a schema that merges are planned by."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import sqlalchemy as sa

from custmdm.steward.schema import HostSchema, HostTable, Reference, Unique

from .own_tables import metadata


def reflect(
    connection: sa.Connection,
    customers: str,
    *,
    references: Iterable[Reference] = (),
    keys: Mapping[str, Sequence[str]] | None = None,
    partial: Mapping[str, Mapping[str, Any]] | None = None,
    redirect: Sequence[str] = (),
) -> HostSchema:
    """Return the tables, keys, foreign keys and unique constraints of a database.

    Args:
        connection: a connection to it.
        customers: the table of the customers.
        references: what refers to customers and the database does not know: polymorphic references
            by type and id, columns without a foreign key.
        keys: for a table without a primary key, columns that tell its rows apart.
        partial: for each unique index with a condition, by its name, the values that the rows have
            for which it holds. `{"one_main_address": {"is_main": True}}`
        redirect: the columns of the customers' table that name the one a customer was merged into.

    Raises:
        ValueError: if a table has no key, or a unique index has a condition that is not given.
    """
    inspector = sa.inspect(connection)
    names = sorted(set(inspector.get_table_names()) - metadata.tables.keys())
    enforced = _enforced(connection)
    found = [*references]
    for name in names:
        for foreign in inspector.get_foreign_keys(name):
            if foreign["referred_schema"] is not None or foreign["referred_table"] not in names:
                continue  # another schema: what is there is not moved
            options = cast("Mapping[str, Any]", foreign.get("options", {}))
            check: Any = _check(connection, options) if enforced else "none"
            found.append(
                Reference(
                    name, foreign["constrained_columns"], foreign["referred_table"],
                    foreign["referred_columns"], check=check,
                )
            )  # fmt: skip
    found.sort(key=str)
    # What has nothing to do with anything need not be told apart.
    tied = {customers, *(one.table for one in found), *(one.to for one in found)}
    tables = []
    for name in (name for name in names if name in tied):
        key = (keys or {}).get(name) or inspector.get_pk_constraint(name)["constrained_columns"]
        if not key:
            raise ValueError(f"the table {name!r} has no primary key: keys={{{name!r}: [...]}}")
        tables.append(HostTable(name, tuple(key), _uniques(inspector, name, partial or {})))
    return HostSchema(customers, tables, found, tuple(redirect))


def _enforced(connection: sa.Connection) -> bool:
    """Say whether the database looks after its foreign keys; SQLite does if it is told to."""
    if connection.dialect.name != "sqlite":
        return True
    return bool(connection.exec_driver_sql("PRAGMA foreign_keys").scalar())


def _check(connection: sa.Connection, options: Mapping[str, Any]) -> str:
    """Return what the database does when a key that is referred to changes."""
    on_update = (options.get("onupdate") or "NO ACTION").upper()
    if on_update == "CASCADE":
        return "cascade"
    if on_update != "NO ACTION":
        return "immediate"  # RESTRICT waits for nothing, and SET NULL forgets
    # SQLite lets every check wait, PostgreSQL those that were declared so.
    waits = connection.dialect.name == "sqlite" or bool(options.get("deferrable"))
    return "deferred" if waits else "immediate"


def _uniques(
    inspector: sa.Inspector, table: str, partial: Mapping[str, Mapping[str, Any]]
) -> list[Unique]:
    found: dict[tuple[str, ...], Unique] = {}
    for one in inspector.get_unique_constraints(table):
        columns = tuple(one["column_names"])
        distinct = not dict(one.get("dialect_options", {})).get("postgresql_nulls_not_distinct")
        found[columns] = Unique(columns, one["name"] or "", nulls_distinct=distinct)
    for index in inspector.get_indexes(table):
        names, name = index["column_names"], str(index["name"])
        # What is unique by an expression holds no id; the database still refuses what breaks it.
        if not index["unique"] or None in names:
            continue
        columns = tuple(str(column) for column in names)
        options = dict(index.get("dialect_options", {}))
        conditioned = any(option.endswith("_where") for option in options)
        if conditioned and name not in partial:
            raise ValueError(
                f"the unique index {name!r} of {table!r} has a condition: say for which values it "
                f"holds, partial={{{name!r}: {{column: value}}}}"
            )
        distinct = not options.get("postgresql_nulls_not_distinct")
        unique = Unique(columns, name, partial.get(name, {}), nulls_distinct=distinct)
        if conditioned:
            found[(name,)] = unique
        else:
            found.setdefault(columns, unique)
    return list(found.values())
