"""The tables that merges need besides those of the host: what was done, and what ids became."""

import json
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text

metadata = MetaData()

# Who merges takes this row first: merges follow each other, and SQLite lets nobody else write.
turns = Table(
    "customer_merge_turn",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("turn", Integer, nullable=False),
)

# What was merged, with the rows as they were before.
merges = Table(
    "customer_merges",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("plan", Text, nullable=False),
    Column("undone_at", Text),
)

# Which customer a key that was merged away stands for; that one may be merged away in turn.
redirects = Table(
    "customer_redirects",
    metadata,
    Column("old", Text, primary_key=True),
    Column("new", Text, nullable=False),
    Column("number", Integer, ForeignKey("customer_merges.number"), nullable=False),
)


def key_to_text(key: tuple[Any, ...]) -> str:
    """Return a key of numbers, texts and UUIDs as text that is the same for equal keys."""
    return json.dumps([[str(part)] if isinstance(part, uuid.UUID) else part for part in key])


def key_from_text(text: str) -> tuple[Any, ...]:
    """Return the key."""
    parts = json.loads(text)
    return tuple(uuid.UUID(part[0]) if isinstance(part, list) else part for part in parts)


def make_own_tables(engine: sa.Engine) -> None:
    """Make the tables where they are missing."""
    metadata.create_all(engine)
    with engine.begin() as connection:
        there = connection.execute(sa.select(turns.c.id)).first()
        if there is None:
            connection.execute(sa.insert(turns).values(id=1, turn=0))
