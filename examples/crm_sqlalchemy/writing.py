"""What a change set makes of the tables, and what is told of it: in a transaction of the host."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from attrs import frozen

import custmdm as cm
from custmdm.ledger import feed

from .rows import (
    Record,
    Saved,
    Verdict,
    decision_row,
    id_row,
    person_from_plain,
    person_to_plain,
    record_row,
)
from .schema import (
    add,
    blocking_keys,
    crosswalk,
    decisions,
    golden_ids,
    golden_records,
    outbox,
    put,
    records,
    requests,
    rows_where,
)

Rows = list[dict[str, Any]]


@frozen(eq=False)
class Writer:
    """Write what changes of a tenant.

    Attributes:
        connection: a transaction that has moved the version of the tenant.
        tenant: whose customers.
        version: the version that the transaction makes.
    """

    connection: sa.Connection
    tenant: str
    version: int

    def put(self, table: sa.Table, rows: Rows) -> None:
        """Put rows into a table, in place of those that are there."""
        put(self.connection, table, self._at_version(table, rows))

    def add(self, table: sa.Table, rows: Rows) -> None:
        """Add rows to a table."""
        add(self.connection, table, self._at_version(table, rows))

    def _at_version(self, table: sa.Table, rows: Rows) -> Rows:
        at: dict[str, Any] = {"tenant": self.tenant}
        if "changed" in table.columns:
            at["changed"] = self.version
        return [at | row for row in rows]

    def _each(self, statement: Any, table: sa.Table, ids: Iterable[cm.RecordId]) -> None:
        """Change the rows of some records."""
        of_record = (
            table.c.tenant == self.tenant,
            table.c.source == sa.bindparam("of_source"),
            table.c.key == sa.bindparam("of_key"),
        )
        rows = [{"of_source": record.source, "of_key": record.key} for record in ids]
        if rows:
            self.connection.execute(statement.where(*of_record), rows)

    def records(
        self,
        given: Sequence[Record],
        removed: Sequence[cm.RecordId],
        keys: Iterable[Sequence[str]],
    ) -> None:
        """Write records and the blocking keys of each, and mark those that are removed."""
        self.put(records, [record_row(record) for record in given])
        marked = sa.update(records).values(deleted=True, changed=self.version)
        self._each(marked, records, removed)
        others = sa.delete(blocking_keys)
        self._each(others, blocking_keys, [*(record.id for record in given), *removed])
        found = zip(given, keys, strict=True)
        self.add(
            blocking_keys,
            [{**id_row(record.id), "hash": one} for record, own in found for one in set(own)],
        )

    def decisions(self, decided: Iterable[Verdict], now: dt.datetime) -> None:
        """Write what people said."""
        self.add(decisions, [{**decision_row(one), "at": _text(now)} for one in decided])

    def answer(self, request_id: str, digest: str, saved: Saved) -> None:
        """Write what a request is answered, for when it comes again."""
        row = {"request_id": request_id, "digest": digest, "answer": saved.to_plain()}
        self.add(requests, [row])

    def customers(self, changes: cm.ChangeSet, walk: cm.Crosswalk) -> tuple[Rows, Rows]:
        """Write what becomes of the customers, and tell of it in the outbox.

        Returns:
            The rows of the crosswalk and of the golden ids that are new or others now.
        """
        merged = changes.merged
        # What pointed to an id that is merged away points to where that points now.
        pointing = self._where(golden_ids.c.redirect, merged)
        absent = [row for row in self._where(crosswalk.c.golden_id, merged) if row.absent]
        touched = {
            *changes.golden, *merged, *changes.split, *changes.ended,
            *(row.golden_id for row in pointing),
        }  # fmt: skip
        known = {row.golden_id: row for row in self._where(golden_ids.c.golden_id, touched)}
        before = self._told(touched, known)

        away = {record: walk.ids[record] for record in changes.removed}
        away |= {cm.RecordId(row.source, row.key): row.golden_id for row in absent}
        walk_rows = [
            {**id_row(record), "golden_id": golden_id, "absent": False}
            for record, golden_id in changes.ids.items()
        ] + [
            {**id_row(record), "golden_id": merged.get(golden_id, golden_id), "absent": True}
            for record, golden_id in away.items()
            if record not in changes.ids
        ]
        self.put(crosswalk, walk_rows)

        customers = feed.Replica.of(changes.golden.values()).customers
        redirects = {g: merged.get(to, to) for g, to in before.redirects.items()} | dict(merged)
        parts = {
            g: tuple(dict.fromkeys((*before.parts.get(g, ()), *changes.split.get(g, ()))))
            for g in {*before.parts, *changes.split}
        }
        no_more = touched - customers.keys() - redirects.keys()
        after = feed.Replica(customers, redirects, parts, self._absent(no_more))
        events = feed.diff(before, after)
        versions = {event.golden_id: event.version for event in events}
        id_rows = [
            {
                "golden_id": golden_id,
                "since": known[golden_id].since if golden_id in known else _text(changes.now),
                "redirect": redirects.get(golden_id),
                "parts": list(parts.get(golden_id, ())),
                "version": versions.get(golden_id, before.version(golden_id)),
            }
            for golden_id in sorted(touched)
        ]
        self.put(golden_ids, id_rows)
        self._golden(changes, versions, touched - customers.keys())
        self._tell(events)
        return walk_rows, id_rows

    def _golden(
        self, changes: cm.ChangeSet, versions: dict[str, int], no_more: Iterable[str]
    ) -> None:
        table = golden_records
        ended = [{"ended": golden_id} for golden_id in no_more]
        if ended:
            one = (table.c.tenant == self.tenant, table.c.golden_id == sa.bindparam("ended"))
            self.connection.execute(sa.delete(table).where(*one), ended)
        others = [
            {"golden_id": g, "data": person_to_plain(golden.data), "version": versions[g]}
            for g, golden in changes.golden.items()
            if g in versions
        ]
        self.put(table, others)

    def _tell(self, events: Iterable[feed.FeedEvent]) -> None:
        told = [{"golden_id": one.golden_id, "event": feed.event_to_json(one)} for one in events]
        self.add(outbox, told)

    def _told(self, ids: Iterable[str], known: dict[str, sa.Row[Any]]) -> feed.Replica:
        """Return what was told of some golden ids so far: it is what the tables say."""
        golden = [
            cm.GoldenRecord(row.golden_id, person_from_plain(row.data), {})
            for row in self._where(golden_records.c.golden_id, ids)
        ]
        customers = feed.Replica.of(golden).customers
        redirects = {g: row.redirect for g, row in known.items() if row.redirect is not None}
        no_more = known.keys() - customers.keys() - redirects.keys()
        return feed.Replica(
            customers,
            redirects,
            {g: tuple(row.parts) for g, row in known.items() if row.parts},
            self._absent(no_more),
            {g: feed.Seen(last=row.version) for g, row in known.items()},
        )

    def _absent(self, ids: Iterable[str]) -> frozenset[str]:
        """Return those that records have which no source holds now."""
        held = self._where(crosswalk.c.golden_id, ids)
        return frozenset(row.golden_id for row in held if row.absent)

    def _where(self, column: "sa.Column[Any]", values: Iterable[Any]) -> list[sa.Row[Any]]:
        return rows_where(self.connection, self.tenant, column, values)


def _text(at: dt.datetime) -> str:
    return (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).isoformat()
