"""What is asked of the tables: in one statement each, so that an answer is of one moment."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from attrs import frozen

import custmdm as cm

from .rows import Customer, Known, Record, id_of, person_from_plain, record_of
from .schema import blocking_keys, crosswalk, golden_ids, golden_records, records


@frozen(eq=False)
class Reader:
    """Read the records and the customers of a tenant.

    Attributes:
        connection: reads; it takes no lock.
        tenant: whose.
    """

    connection: sa.Connection
    tenant: str

    def candidates(self, hashes: Sequence[str]) -> list[Record]:
        """Return the records that share a blocking key."""
        held = blocking_keys.c
        near = sa.select(held.source, held.key).where(
            held.tenant == self.tenant, held.hash.in_(hashes)
        )
        found = sa.select(records).where(*self._is_there(), self._is_one_of(near))
        return [record_of(row) for row in self.connection.execute(found)]

    def known(self, ids: Iterable[cm.RecordId]) -> dict[cm.RecordId, Known]:
        """Return those of some records that are there, each with its customer."""
        one, walk = records.c, crosswalk.c
        same = (one.tenant == walk.tenant, one.source == walk.source, one.key == walk.key)
        found = (
            sa.select(records, walk.golden_id)
            .join(crosswalk, sa.and_(*same))
            .where(*self._is_there(), self._is_one_of(_pairs(ids)))
        )
        rows = self.connection.execute(found)
        return {id_of(row): Known(record_of(row), row.golden_id) for row in rows}

    def unknown(self, ids: Iterable[cm.RecordId]) -> list[cm.RecordId]:
        """Return those of some records that never were there."""
        asked = set(ids)
        one = records.c
        ever = sa.select(one.source, one.key).where(
            one.tenant == self.tenant, self._is_one_of(_pairs(asked))
        )
        there = {cm.RecordId(source, key) for source, key in self.connection.execute(ever)}
        return sorted(asked - there)

    def customer(self, golden_id: str) -> Customer | None:
        """Return the customer of a golden id, also of one that was merged away."""
        ids, golden = golden_ids.c, golden_records.c
        goes_on = golden.golden_id == sa.func.coalesce(ids.redirect, ids.golden_id)
        found = (
            sa.select(golden_records)
            .join(golden_ids, sa.and_(ids.tenant == golden.tenant, goes_on))
            .where(ids.tenant == self.tenant, ids.golden_id == golden_id)
        )
        row = self.connection.execute(found).one_or_none()
        if row is None:
            return None
        return Customer(row.golden_id, person_from_plain(row.data), row.version)

    def _is_there(self) -> tuple[sa.ColumnElement[bool], ...]:
        return records.c.tenant == self.tenant, ~records.c.deleted

    def _is_one_of(
        self, pairs: "sa.Select[tuple[str, str]] | list[tuple[str, object]]"
    ) -> sa.ColumnElement[bool]:
        return sa.tuple_(records.c.source, records.c.key).in_(pairs)


def _pairs(ids: Iterable[cm.RecordId]) -> list[tuple[str, object]]:
    return [(record.source, record.key) for record in ids]
