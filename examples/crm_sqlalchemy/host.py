"""Customers kept true inside a database: check before save, save, remove."""

import datetime as dt
import hashlib
import json
import threading
from collections.abc import Iterable, Sequence

import sqlalchemy as sa

import custmdm as cm

from .rows import Record, Saved, Verdict, id_row, never_of, record_of, record_row
from .schema import add, blocking_keys, records, requests, rows_where, tenants
from .state import State
from .writing import Writer

# Writers that are always slower than others give up after so many.
_TRIES = 20


class BusyError(RuntimeError):
    """Say that others changed the customers each time that a change was to be written."""


class RequestReusedError(ValueError):
    """Say that a request id was used before, for something else."""


class Host:
    """Keep the customers of a tenant true in a database.

    The database is the truth. What a process holds besides, a `LiveIndex`, is made of it, and
    catches up before each change. Any number of threads and processes may have a Host each, or
    share one: no change is lost, and none is made twice.

    Args:
        engine: what `open_database` returns.
        linker: a fitted Linker of `cm.Person`, the same in each process.
        secret: hashes the blocking keys, 1 to 64 bytes.
        tenant: whose customers.
    """

    def __init__(
        self, engine: sa.Engine, linker: cm.Linker, secret: bytes, *, tenant: str = "main"
    ) -> None:
        if not engine.hide_parameters:
            raise ValueError("its errors would show customers: create_engine(hide_parameters=True)")
        self.engine, self.linker, self.tenant = engine, linker, tenant
        self._secret = secret
        self._writing = threading.Lock()
        with engine.begin() as connection:
            add(connection, tenants, [{"tenant": tenant, "version": 0}])
        self._state = State.load(engine, linker, tenant)

    # -- reading --------------------------------------------------------------------------------

    def check(self, record: Record) -> tuple[cm.Candidate, ...]:
        """Return the records that may be of the same customer, the likeliest first.

        It changes nothing and waits for nobody. It looks them up in the tables, not in the index:
        they are as they are in the database now.

        Args:
            record: the record as it would be saved; one of the same id is not held against it.
        """
        return self.linker.match(record, self._candidates, secret=self._secret)

    def _candidates(self, hashes: Sequence[str]) -> list[Record]:
        with self.engine.connect() as connection:
            found = rows_where(connection, self.tenant, blocking_keys.c.hash, hashes)
            wanted = {(row.source, row.key) for row in found}
            rows = rows_where(
                connection, self.tenant, records.c.key, {key for _, key in wanted}
            )
        return [
            record_of(row) for row in rows if (row.source, row.key) in wanted and not row.deleted
        ]

    # -- writing --------------------------------------------------------------------------------

    def save(
        self,
        given: Iterable[Record],
        *,
        now: dt.datetime,
        decided: Iterable[Verdict] = (),
        request_id: str | None = None,
    ) -> Saved:
        """Store records, and what becomes of the customers: all of it, or nothing.

        Args:
            given: records; one that is there already is replaced, one that was removed is back.
            now: when this is.
            decided: what people said of them and others.
            request_id: names the request. The same again gets the same answer, and changes nothing.

        Raises:
            BusyError: if others were faster each time; nothing is changed.
            RequestReusedError: if the request id was used for something else.
            custmdm.DuplicateKeyError: if two records have one id.
        """
        return self._write(list(given), [], now, list(decided), request_id)

    def remove(
        self, ids: Iterable[cm.RecordId], *, now: dt.datetime, request_id: str | None = None
    ) -> Saved:
        """Delete records, and store what becomes of the customers. The rows stay, marked.

        Raises:
            BusyError: if others were faster each time; nothing is changed.
            RequestReusedError: if the request id was used for something else.
            custmdm.UnknownRecordError: if one is not there.
        """
        return self._write([], list(ids), now, [], request_id)

    def _write(
        self,
        given: list[Record],
        removed: list[cm.RecordId],
        now: dt.datetime,
        decided: list[Verdict],
        request_id: str | None,
    ) -> Saved:
        digest = self._digest(given, removed)
        with self._writing:
            for _ in range(_TRIES):
                self._state = self._state.caught_up()
                answer = self._answered(request_id, digest)
                if answer is not None:
                    return answer
                try:
                    return self._write_once(given, removed, now, decided, request_id, digest)
                except _OvertakenError:
                    continue
        raise BusyError(f"others changed the customers {_TRIES} times; nothing is saved, try again")

    def _write_once(
        self,
        given: list[Record],
        removed: list[cm.RecordId],
        now: dt.datetime,
        decided: list[Verdict],
        request_id: str | None,
        digest: str,
    ) -> Saved:
        state, index, again = self._state, self._state.index, list[Record]()
        never = never_of(decided)
        if never:
            own = {record.id for record in given}
            index, again = state.forbidding(never)
            again = [record for record in again if record.id not in own]
        changes = index.resolve([*given, *again], state.walk, removed=removed, now=now)
        keys = [self.linker.keys(record, secret=self._secret) for record in given]
        version = state.version + 1
        with self.engine.begin() as connection:
            self._move(connection, state.version)
            writer = Writer(connection, self.tenant, version)
            writer.records(given, removed, keys)
            walk_rows, id_rows = writer.customers(changes, state.walk)
            ids = {one.id: changes.ids.get(one.id) or state.walk.ids[one.id] for one in given}
            saved = Saved(ids, changes.merged, version)
            writer.decisions(decided, now)
            if request_id is not None:
                answer = {"request_id": request_id, "digest": digest, "answer": saved.to_plain()}
                writer.put(requests, [answer])
        # From here on it is so, whatever happens to this process.
        index.apply(changes)
        state.index = index
        state.never += never
        state.take(walk_rows, id_rows)
        state.version = version
        return saved

    def _move(self, connection: sa.Connection, base: int) -> None:
        """Move the version; it makes other writers of the tenant wait until this one is done."""
        moved = connection.execute(
            sa.update(tenants)
            .where(tenants.c.tenant == self.tenant, tenants.c.version == base)
            .values(version=base + 1)
        )
        if moved.rowcount != 1:
            raise _OvertakenError

    def _answered(self, request_id: str | None, digest: str) -> Saved | None:
        """Return what the same request was answered before."""
        if request_id is None:
            return None
        with self.engine.connect() as connection:
            for row in rows_where(connection, self.tenant, requests.c.request_id, [request_id]):
                if row.digest != digest:
                    raise RequestReusedError("this request id was used for something else")
                return Saved.from_plain(row.answer)
        return None

    def _digest(self, given: list[Record], removed: list[cm.RecordId]) -> str:
        """Return what tells requests apart, and says nothing of whom they are about."""
        said = json.dumps([[record_row(one) for one in given], [id_row(one) for one in removed]])
        return hashlib.blake2b(said.encode(), key=self._secret, digest_size=16).hexdigest()


class _OvertakenError(Exception):
    """Say that another writer was first."""
