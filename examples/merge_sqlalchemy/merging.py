"""Customers merged in one transaction, and merges undone in one."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from attrs import frozen

import custmdm as cm
from custmdm.steward.schema import (
    Choice,
    HostSchema,
    MergePlan,
    RowChange,
    UndoPlan,
    merge_plan_from_json,
    merge_plan_to_json,
    plan_merge,
    plan_undo,
    record_merge,
)

from .own_tables import key_from_text, key_to_text, make_own_tables, merges, redirects, turns

# A statement takes so many values; databases take some ten thousand.
_AT_ONCE = 500


class UnknownMergeError(LookupError):
    """Say that there is no such merge, or that it is undone."""


@frozen
class Merged:
    """Say what became of a merge.

    Attributes:
        plan: what was to be done.
        number: what the merge is undone by; None if something stands in its way: nothing is done.
    """

    plan: MergePlan
    number: int | None


class Merger:
    """Merge customers in the tables of a host, all of it or nothing.

    Args:
        engine: the database, SQLite or PostgreSQL.
        schema: its tables, as `reflect` returns them.
    """

    def __init__(self, engine: sa.Engine, schema: HostSchema) -> None:
        if not engine.hide_parameters:
            raise ValueError("its errors would show customers: create_engine(hide_parameters=True)")
        self.engine, self.schema = engine, schema
        make_own_tables(engine)

    def preview(
        self, winner: Any, losers: Iterable[Any], *, resolutions: Iterable[Choice] = ()
    ) -> MergePlan:
        """Return what a merge would come to. Nothing is changed, and nobody waits."""
        with self.engine.connect() as connection:
            return self._plan(connection, winner, losers, resolutions, lock=False)

    def merge(
        self,
        winner: Any,
        losers: Iterable[Any],
        *,
        now: dt.datetime,
        resolutions: Iterable[Choice] = (),
    ) -> Merged:
        """Merge customers; if something stands in the way, nothing is changed."""
        with self.engine.connect() as connection:
            number = _take_turn(connection)
            plan = self._plan(connection, winner, losers, resolutions, lock=True)
            if not plan.ready:
                return Merged(plan, None)
            _carry_out(connection, plan.changes)
            done = record_merge(self.schema, plan, rows=_rows(connection, self.schema, lock=True))
            row = {"number": number, "at": now.isoformat(), "plan": merge_plan_to_json(done)}
            connection.execute(sa.insert(merges).values(row))
            new = key_to_text(plan.winner.key)
            for old in (key_to_text(loser.key) for loser in plan.losers):
                if _redirect(connection, old) is None:
                    said = {"old": old, "new": new, "number": number}
                    connection.execute(sa.insert(redirects).values(said))
            connection.commit()
            return Merged(done, number)

    def undo(self, number: int, *, now: dt.datetime) -> UndoPlan:
        """Undo a merge; if a row was changed since, nothing is changed, and the rows are named.

        Raises:
            UnknownMergeError: if there is no such merge, or it is undone.
        """
        with self.engine.connect() as connection:
            _take_turn(connection)
            this = (merges.c.number == number, merges.c.undone_at.is_(None))
            text = connection.execute(sa.select(merges.c.plan).where(*this)).scalar()
            if text is None:
                raise UnknownMergeError(f"there is no merge {number}, or it is undone")
            rows = _rows(connection, self.schema, lock=True)
            undo = plan_undo(self.schema, merge_plan_from_json(text), rows=rows)
            if not undo.ready:
                return undo
            _carry_out(connection, undo.changes)
            connection.execute(sa.delete(redirects).where(redirects.c.number == number))
            connection.execute(sa.update(merges).where(*this).values(undone_at=now.isoformat()))
            connection.commit()
            return undo

    def resolve(self, key: Any) -> tuple[Any, ...]:
        """Return the key of the customer that a key stands for now."""
        with self.engine.connect() as connection:
            current = key_to_text(key if isinstance(key, tuple) else (key,))
            while (new := _redirect(connection, current)) is not None:
                current = new
            return key_from_text(current)

    def _plan(
        self,
        connection: sa.Connection,
        winner: Any,
        losers: Iterable[Any],
        resolutions: Iterable[Choice],
        *,
        lock: bool,
    ) -> MergePlan:
        losers = list(losers)
        known = {}
        for key in (winner, *losers):
            new = _redirect(connection, key_to_text(key if isinstance(key, tuple) else (key,)))
            if new is not None:
                known[key] = key_from_text(new)
        return plan_merge(
            self.schema, winner=winner, losers=losers, resolutions=resolutions, redirects=known,
            rows=_rows(connection, self.schema, lock=lock),
        )  # fmt: skip


def _take_turn(connection: sa.Connection) -> int:
    """Wait until no other merge is at work; return the number of this one."""
    connection.execute(sa.update(turns).values(turn=turns.c.turn + 1))
    # Foreign keys may be wrong between two statements, and are looked at in the end.
    is_sqlite = connection.dialect.name == "sqlite"
    later = "PRAGMA defer_foreign_keys = ON" if is_sqlite else "SET CONSTRAINTS ALL DEFERRED"
    connection.exec_driver_sql(later)
    return int(connection.execute(sa.select(turns.c.turn)).scalar_one())


def _redirect(connection: sa.Connection, old: str) -> str | None:
    one = sa.select(redirects.c.new).where(redirects.c.old == old)
    return connection.execute(one).scalar()


def _carry_out(connection: sa.Connection, changes: Iterable[RowChange]) -> None:
    for change in changes:
        if not change.values:
            continue  # the database has done it when the key changed that the row refers to
        table = sa.table(change.row.table, *map(sa.column, change.after))
        as_planned = [table.c[column] == value for column, value in change.where.items()]
        done = connection.execute(sa.update(table).where(*as_planned).values(change.values))
        if done.rowcount != 1:
            raise cm.StaleVersionError(f"{change.row} changed under the merge: nothing is done")


def _rows(
    connection: sa.Connection, schema: HostSchema, *, lock: bool
) -> Callable[[str, tuple[str, ...], Sequence[tuple[Any, ...]]], Iterator[Mapping[str, Any]]]:
    """Return what reads the rows of the host, as its driver gives them: nothing is converted."""

    def read(
        name: str, columns: tuple[str, ...], values: Sequence[tuple[Any, ...]]
    ) -> Iterator[Mapping[str, Any]]:
        key = schema.table(name).key
        table = sa.table(name, *(sa.column(c) for c in {*columns, *key}))
        held = [table.c[column] for column in columns]
        for start in range(0, len(values), _AT_ONCE):
            some = values[start : start + _AT_ONCE]
            if len(held) == 1:
                among = held[0].in_([one for (one,) in some])
            else:
                among = sa.tuple_(*held).in_(some)
            # In one order, so that two transactions do not wait for each other in a circle.
            asked = sa.select(sa.text("*")).select_from(table).where(among)
            asked = asked.order_by(*(table.c[column] for column in key))
            if lock:
                asked = asked.with_for_update()
            yield from map(dict, connection.execute(asked).mappings())

    return read
