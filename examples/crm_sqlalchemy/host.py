"""Customers kept true inside a database: check before save, save, remove."""

import datetime as dt
import threading
from collections.abc import Iterable

import sqlalchemy as sa

import custmdm as cm

from .reading import Reader
from .rows import Customer, Known, Record, Request, Saved, Verdict, decided
from .schema import add, is_lock_timeout, requests, rows_where, tenants, wait_at_most
from .state import State, constraints_of
from .writing import Writer

# Who was overtaken so often makes the others wait: a large import would never be the faster one.
_TRIES = 3
# And gives up when it has waited so long for another.
_PATIENCE_SECONDS = 60.0


class BusyError(RuntimeError):
    """Say that another writer did not come to an end."""


class RequestReusedError(ValueError):
    """Say that a request id was used before, for something else."""


class OtherLinkerError(RuntimeError):
    """Say that the customers were found by another Linker than that of this Host."""


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
            row = {"tenant": tenant, "version": 0, "linker": linker.fingerprint}
            add(connection, tenants, [row])
        with engine.connect() as connection:
            self._state = State.load(connection, linker, tenant)

    # -- reading --------------------------------------------------------------------------------

    def check(self, record: Record) -> tuple[cm.Candidate, ...]:
        """Return the records that may be of the same customer, the likeliest first.

        It changes nothing and waits for nobody. It looks them up in the tables, not in the index:
        they are as they are in the database now.

        Args:
            record: the record as it would be saved; one of the same id is not held against it.
        """
        with self.engine.connect() as connection:
            reader = Reader(connection, self.tenant)
            return self.linker.match(record, reader.candidates, secret=self._secret)

    def known(self, ids: Iterable[cm.RecordId]) -> dict[cm.RecordId, Known]:
        """Return those of some records that are there, each with its customer."""
        with self.engine.connect() as connection:
            return Reader(connection, self.tenant).known(ids)

    def customer(self, golden_id: str) -> Customer | None:
        """Return the customer of a golden id, also of one merged away; None if there is none."""
        with self.engine.connect() as connection:
            return Reader(connection, self.tenant).customer(golden_id)

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
            request_id: names the request. The same again gets the same answer, and changes nothing;
                that a record changed now, as the request says, is the same again later.

        Raises:
            BusyError: if another writer does not come to an end; nothing is changed.
            OtherLinkerError: if the customers were found by another Linker: reconcile them first.
            RequestReusedError: if the request id was used for something else.
            custmdm.DuplicateKeyError: if two records have one id.
            custmdm.UnknownRecordError: if somebody said something of a record that never was there.
        """
        return self._write(Request(now, list(given), [], list(decided)), request_id)

    def remove(
        self, ids: Iterable[cm.RecordId], *, now: dt.datetime, request_id: str | None = None
    ) -> Saved:
        """Delete records, and store what becomes of the customers. The rows stay, marked.

        Raises:
            BusyError: if another writer does not come to an end; nothing is changed.
            OtherLinkerError: if the customers were found by another Linker: reconcile them first.
            RequestReusedError: if the request id was used for something else.
            custmdm.UnknownRecordError: if one is not there.
        """
        return self._write(Request(now, [], list(ids), []), request_id)

    def reconcile(self, *, now: dt.datetime) -> Saved:
        """Store what becomes of the customers by another Linker than the one they were found by.

        After a new fit make a Host with the new Linker, and call this first. From then on no Host
        with the Linker of before can write.

        Raises:
            BusyError: if another writer does not come to an end; nothing is changed.
        """
        return self._write(Request(now, [], [], [], everybody=True), None)

    def _write(self, request: Request, request_id: str | None) -> Saved:
        with self._writing:
            for turn in range(_TRIES + 1):
                with self.engine.connect() as connection:
                    wait_at_most(connection, _PATIENCE_SECONDS)
                    hold = turn == _TRIES
                    saved = self._try(connection, request, request_id, hold=hold)
                if saved is not None:
                    return saved
        raise BusyError("others did not keep to the version; nothing is saved, try again")

    def _try(
        self,
        connection: sa.Connection,
        request: Request,
        request_id: str | None,
        *,
        hold: bool,
    ) -> Saved | None:
        """Return what became of a request; None if another writer was first."""
        if hold:
            self._move(connection, None)
        state = self._state = self._state.caught_up(connection)
        answer = self._answered(connection, request, request_id)
        if answer is not None:
            return answer
        self._check_verdicts(connection, request)
        given = state.live(connection) if request.everybody else list(request.given)
        verdicts = (decided(one, request.now) for one in request.decided)
        said = [one for one in verdicts if one is not None]
        if not hold:
            # What was read counts only if the version is still the one that it was read at.
            connection.rollback()
        changes = state.index.resolve(
            given,
            state.walk,
            removed=request.removed,
            constraints=constraints_of([*state.said, *said]) if said else None,
            now=request.now,
        )
        keys = [self.linker.keys(record, secret=self._secret) for record in given]
        changes.golden  # noqa: B018  worked out before anybody waits for it
        if not self._move(connection, state.version, any_linker=request.everybody):
            if not request.everybody:
                self._check_linker(connection)
            return None
        version = state.version + 1
        writer = Writer(connection, self.tenant, version)
        writer.records(given, request.removed, keys)
        walk_rows, id_rows = writer.customers(changes, state.walk)
        writer.decisions(request.decided, request.now)
        ids = {r.id: changes.ids.get(r.id) or state.walk.ids[r.id] for r in request.given}
        saved = Saved(ids, changes.merged, version)
        if request_id is not None:
            writer.answer(request_id, request.digest(self._secret), saved)
        connection.commit()
        # From here on it is so, whatever happens to this process.
        state.index.apply(changes)
        state.moved(version, said, walk_rows, id_rows)
        return saved

    def _move(
        self, connection: sa.Connection, base: int | None, *, any_linker: bool = False
    ) -> bool:
        """Move the version on from a base; say whether it was there, and found by this Linker.

        Other writers of the tenant wait from here on until the transaction ends. Without a base
        they only wait.
        """
        one = tenants.c
        moving = sa.update(tenants).where(one.tenant == self.tenant)
        if base is None:
            moving = moving.values(version=one.version)
        else:
            own = self.linker.fingerprint
            moving = moving.where(one.version == base).values(version=base + 1, linker=own)
            if not any_linker:
                moving = moving.where(one.linker == own)
        try:
            return connection.execute(moving).rowcount == 1
        except sa.exc.OperationalError as error:
            if not is_lock_timeout(error):
                raise
            raise BusyError(
                f"another writer is at work since {_PATIENCE_SECONDS:g} seconds; nothing is saved, "
                "try again"
            ) from None

    def _answered(
        self, connection: sa.Connection, request: Request, request_id: str | None
    ) -> Saved | None:
        """Return what the same request was answered before."""
        if request_id is None:
            return None
        for row in rows_where(connection, self.tenant, requests.c.request_id, [request_id]):
            if row.digest != request.digest(self._secret):
                raise RequestReusedError("this request id was used for something else")
            return Saved.from_plain(row.answer)
        return None

    def _check_linker(self, connection: sa.Connection) -> None:
        of_tenant = sa.select(tenants.c.linker).where(tenants.c.tenant == self.tenant)
        if connection.execute(of_tenant).scalar_one() != self.linker.fingerprint:
            raise OtherLinkerError(
                "the customers were found by another Linker: use that one, or call reconcile first"
            )

    def _check_verdicts(self, connection: sa.Connection, request: Request) -> None:
        of = {side for one in request.decided for side in (one.left, one.right)}
        unknown = Reader(connection, self.tenant).unknown(of - {one.id for one in request.given})
        if unknown:
            raise cm.UnknownRecordError(
                f"a verdict is of records that are there, or were; {unknown[0]} never was"
            )
