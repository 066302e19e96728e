"""What a process holds of the customers of a tenant: made of the database, never ahead of it."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from attrs import define

import custmdm as cm
from custmdm import steward

from .rows import Record, decision_of, id_of, record_of
from .schema import crosswalk, decisions, golden_ids, records, tenants


@define(eq=False)
class State:
    """Hold the index and the crosswalk of one version.

    Attributes:
        linker: the Linker.
        tenant: whose customers.
        version: the version that it is of.
        index: the records.
        walk: who is whom. Its mappings are changed in place: a copy would take as long as there
            are customers.
        said: what people decided.
    """

    linker: cm.Linker
    tenant: str
    version: int
    index: cm.LiveIndex
    walk: cm.Crosswalk
    said: list[steward.Decision]

    @classmethod
    def load(cls, connection: sa.Connection, linker: cm.Linker, tenant: str) -> "State":
        """Return the state that the database holds."""
        walk = cm.Crosswalk({}, redirects={}, since={}, parts={}, absent={})
        state = cls(linker, tenant, 0, cm.LiveIndex(linker), walk, [])
        version = state._newest(connection)
        known = state._changed(connection, records, version)
        live = [record_of(row) for row in known if not row.deleted]
        state.said = state._decisions(connection, version)
        state.index = cm.LiveIndex(linker, live, constraints=constraints_of(state.said))
        state._take_rows(connection, version)
        state.version = version
        return state

    def caught_up(self, connection: sa.Connection) -> "State":
        """Return the state of the newest version, which is this one, moved, if it can be.

        What others write while it reads has a later version, and is left for the next time.
        """
        version = self._newest(connection)
        if version == self.version:
            return self
        changed = self._changed(connection, records, version)
        self.index.upsert([record_of(row) for row in changed if not row.deleted])
        gone = [id_of(row) for row in changed if row.deleted]
        self.index.remove(record for record in gone if record in self.index)
        more = self._decisions(connection, version)
        if more:
            self.said += more
            self.index.constrain(constraints_of(self.said))
        self._take_rows(connection, version)
        self.version = version
        return self

    def moved(
        self,
        version: int,
        said: Iterable[steward.Decision],
        walk_rows: Iterable[Mapping[str, Any]],
        id_rows: Iterable[Mapping[str, Any]],
    ) -> None:
        """Move to the version that this process made."""
        self.said += said
        self._take(walk_rows, id_rows)
        self.version = version

    def live(self, connection: sa.Connection) -> list[Record]:
        """Return all records that are not deleted."""
        every = sa.select(records).where(records.c.tenant == self.tenant, ~records.c.deleted)
        return [record_of(row) for row in connection.execute(every)]

    def _take(
        self, walk_rows: Iterable[Mapping[str, Any]], id_rows: Iterable[Mapping[str, Any]]
    ) -> None:
        """Take over rows of the crosswalk and of the golden ids."""
        ids: Any = self.walk.ids
        absent: Any = self.walk.absent
        for row in walk_rows:
            record = cm.RecordId(row["source"], row["key"])
            now, before = (absent, ids) if row["absent"] else (ids, absent)
            now[record] = row["golden_id"]
            before.pop(record, None)
        since: Any = self.walk.since
        redirects: Any = self.walk.redirects
        parts: Any = self.walk.parts
        for row in id_rows:
            golden_id = row["golden_id"]
            since[golden_id] = dt.datetime.fromisoformat(row["since"])
            if row["redirect"] is not None:
                redirects[golden_id] = row["redirect"]
            if row["parts"]:
                parts[golden_id] = tuple(row["parts"])

    def _newest(self, connection: sa.Connection) -> int:
        of_tenant = sa.select(tenants.c.version).where(tenants.c.tenant == self.tenant)
        return int(connection.execute(of_tenant).scalar_one())

    def _changed(
        self, connection: sa.Connection, table: sa.Table, version: int
    ) -> list[sa.Row[Any]]:
        since = sa.select(table).where(
            table.c.tenant == self.tenant,
            table.c.changed > self.version,
            table.c.changed <= version,
        )
        return list(connection.execute(since))

    def _decisions(self, connection: sa.Connection, version: int) -> list[steward.Decision]:
        found = map(decision_of, self._changed(connection, decisions, version))
        return [one for one in found if one is not None]

    def _take_rows(self, connection: sa.Connection, version: int) -> None:
        walk = self._changed(connection, crosswalk, version)
        ids = self._changed(connection, golden_ids, version)
        self._take((row._asdict() for row in walk), (row._asdict() for row in ids))


def constraints_of(said: Collection[steward.Decision]) -> tuple[cm.Constraint, ...]:
    """Return what holds by all that people decided: the last word counts."""
    if not said:
        return ()
    return steward.replay(said, now=max(one.at for one in said)).constraints
