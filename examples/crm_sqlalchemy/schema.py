"""The tables of a CRM that keeps its customers true; each row says of which tenant it is.

Whatever changes carries the version of the tenant at which it did. A process that was away reads
what has a later version than the last that it knows, and has caught up.
"""

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy.dialects import postgresql, sqlite

metadata = MetaData()
# A statement takes so many values; databases take some ten thousand.
_AT_ONCE = 1000


class Json(sa.TypeDecorator[Any]):
    """JSON as text: what a source says may hold what no JSON type of a database takes.

    Such a type would also show the value in its error.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: object) -> str:
        return json.dumps(value)

    def process_result_value(self, value: Any, _dialect: object) -> Any:
        return json.loads(value)


def _tenant() -> "Column[str]":
    return Column("tenant", Text, ForeignKey("tenants.tenant"), primary_key=True)


def _number(name: str) -> "Column[int]":
    # What SQLite counts up by itself is an Integer, of 64 bits.
    kind = sa.BigInteger().with_variant(Integer, "sqlite")
    return Column(name, kind, primary_key=True, autoincrement=True)


# One row a tenant. Who changes customers moves its version, and who was slower starts again.
tenants = Table(
    "tenants",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("linker", Text, nullable=False),  # its fingerprint: that of the Linker of each process
)

# What the sources say. A row that was deleted stays: a source may bring it back.
records = Table(
    "records",
    metadata,
    _tenant(),
    Column("source", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("data", Json, nullable=False),
    Column("updated_at", Text),  # ISO 8601, as given: SQLite keeps no time zone
    Column("deleted", Boolean, nullable=False),
    Column("changed", Integer, nullable=False),
    Index("records_changed", "tenant", "changed"),
)

# What records are found by: those that share a key may be of one customer. Hashed, so that the
# table says nothing of anybody to whoever has not the secret.
blocking_keys = Table(
    "blocking_keys",
    metadata,
    _tenant(),
    Column("hash", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Index("blocking_keys_record", "tenant", "source", "key"),
)

# Who is whom. A record that was deleted keeps its golden id for the day when it comes back.
crosswalk = Table(
    "crosswalk",
    metadata,
    _tenant(),
    Column("source", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("golden_id", Text, nullable=False),
    Column("absent", Boolean, nullable=False),
    Column("changed", Integer, nullable=False),
    Index("crosswalk_golden_id", "tenant", "golden_id"),
    Index("crosswalk_changed", "tenant", "changed"),
)

# All golden ids that ever were: none is given twice. `version` counts what was told of the id.
golden_ids = Table(
    "golden_ids",
    metadata,
    _tenant(),
    Column("golden_id", Text, primary_key=True),
    Column("since", Text, nullable=False),
    Column("redirect", Text),
    Column("parts", Json, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Index("golden_ids_redirect", "tenant", "redirect"),
    Index("golden_ids_changed", "tenant", "changed"),
)

# The customers as they are now, each with the version that its golden id had when it became so.
golden_records = Table(
    "golden_records",
    metadata,
    _tenant(),
    Column("golden_id", Text, primary_key=True),
    Column("data", Json, nullable=False),
    Column("version", Integer, nullable=False),
)

# What other systems are told, in order. The writers of a tenant wait for each other at its version,
# so that no position is committed after a later one: a reader that goes by position misses nothing.
outbox = Table(
    "outbox",
    metadata,
    _number("position"),
    Column("tenant", Text, ForeignKey("tenants.tenant"), nullable=False),
    Column("golden_id", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("changed", Integer, nullable=False),
    Index("outbox_position", "tenant", "position"),
    sqlite_autoincrement=True,  # a position that was given is not given again
)

# How far each reader of the outbox has come.
consumers = Table(
    "consumers",
    metadata,
    _tenant(),
    Column("consumer", Text, primary_key=True),
    Column("position", Integer, nullable=False),
)

# What people said of two records.
decisions = Table(
    "decisions",
    metadata,
    _number("number"),
    Column("tenant", Text, ForeignKey("tenants.tenant"), nullable=False),
    Column("left_source", Text, nullable=False),
    Column("left_key", Text, nullable=False),
    Column("right_source", Text, nullable=False),
    Column("right_key", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("changed", Integer, nullable=False),
    Index("decisions_changed", "tenant", "changed"),
)

# What was asked and answered: the same request again gets the same answer, and changes nothing.
requests = Table(
    "requests",
    metadata,
    _tenant(),
    Column("request_id", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("answer", Json, nullable=False),
)


def open_database(url: str) -> sa.Engine:
    """Return an engine with all tables made, for SQLite or PostgreSQL."""
    # Values of a statement are of customers: no error and no log may show them.
    engine = sa.create_engine(url, hide_parameters=True, logging_name="customers")
    logging.getLogger(f"sqlalchemy.engine.Engine.{engine.logging_name}").addFilter(_shows_no_row)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _use_sqlite)
        sa.event.listen(engine, "begin", _begin)
    metadata.create_all(engine)
    return engine


def _shows_no_row(record: logging.LogRecord) -> bool:
    # hide_parameters leaves out what goes in; what comes out is logged at DEBUG all the same.
    return "Row %r" not in str(record.msg)


def _use_sqlite(connection: Any, _record: object) -> None:
    # Transactions begin where we say; the driver would begin them at the first change only.
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout = 60000")
    # Who reads does not wait for who writes.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def wait_at_most(connection: sa.Connection, seconds: float) -> None:
    """Let a transaction wait so long for another one that writes, and then fail."""
    ms = int(seconds * 1000)
    is_sqlite = connection.dialect.name == "sqlite"
    wait = f"PRAGMA busy_timeout = {ms}" if is_sqlite else f"SET lock_timeout = {ms}"
    connection.exec_driver_sql(wait)
    connection.commit()


def is_lock_timeout(error: sa.exc.OperationalError) -> bool:
    """Say whether an error is that another transaction did not end."""
    one = error.orig
    return (
        getattr(one, "sqlstate", "") == "55P03"
        or getattr(one, "sqlite_errorname", "") == "SQLITE_BUSY"
    )


def put(connection: sa.Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, those with a primary key that is there already in place of what they were."""
    if not rows:
        return
    statement = _insert(connection, table)
    keys = [column.name for column in table.primary_key]
    values = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=values), rows)


def add(connection: sa.Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; those with a primary key that is there already stay as they are."""
    if rows:
        connection.execute(_insert(connection, table).on_conflict_do_nothing(), rows)


def _insert(connection: sa.Connection, table: Table) -> Any:
    # Both spell it alike, but it is no part of standard SQL.
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)


def rows_where(
    connection: sa.Connection, tenant: str, column: "Column[Any]", values: Iterable[Any]
) -> list[sa.Row[Any]]:
    """Return the rows of a tenant with any of some values, however many these are."""
    table, wanted = column.table, list(values)
    found: list[sa.Row[Any]] = []
    for start in range(0, len(wanted), _AT_ONCE):
        some = column.in_(wanted[start : start + _AT_ONCE])
        found += connection.execute(sa.select(table).where(table.c.tenant == tenant, some))
    return found
