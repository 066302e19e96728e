"""What a database of the reference host says."""

import collections
import datetime as dt

import sqlalchemy as sa
from examples.crm_sqlalchemy import rows, schema

import custmdm as cm
from custmdm.ledger import feed
from tests.examples.worlds import NOW, linker


def rows_in(engine, table, tenant="main"):
    with engine.connect() as connection:
        of_tenant = sa.select(table).where(table.c.tenant == tenant)
        return connection.execute(of_tenant.order_by(*table.primary_key)).all()


def customers_in(engine, tenant="main"):
    """Return the records of each customer."""
    found = collections.defaultdict(list)
    for row in rows_in(engine, schema.crosswalk, tenant):
        if not row.absent:
            found[row.golden_id].append(rows.id_of(row))
    return {golden_id: tuple(sorted(members)) for golden_id, members in found.items()}


def golden_in(engine, tenant="main"):
    """Return the person that each customer is."""
    found = rows_in(engine, schema.golden_records, tenant)
    return {row.golden_id: rows.person_from_plain(row.data) for row in found}


def records_in(engine, tenant="main"):
    """Return the records that are not deleted."""
    found = rows_in(engine, schema.records, tenant)
    return [rows.record_of(row) for row in found if not row.deleted]


def events_in(engine, tenant="main"):
    return [feed.event_from_json(row.event) for row in rows_in(engine, schema.outbox, tenant)]


def told_in(engine, tenant="main"):
    """Return the replica of somebody who was told all."""
    return feed.apply_events(feed.Replica(), events_in(engine, tenant))


def crosswalk_in(engine, tenant="main"):
    """Return who is whom, and what became of golden ids."""
    walk = rows_in(engine, schema.crosswalk, tenant)
    ids = rows_in(engine, schema.golden_ids, tenant)
    return cm.Crosswalk(
        {rows.id_of(row): row.golden_id for row in walk if not row.absent},
        redirects={row.golden_id: row.redirect for row in ids if row.redirect is not None},
        since={row.golden_id: dt.datetime.fromisoformat(row.since) for row in ids},
        parts={row.golden_id: tuple(row.parts) for row in ids if row.parts},
        absent={rows.id_of(row): row.golden_id for row in walk if row.absent},
    )


def true_in(engine, tenant="main"):
    """Return the replica that the tables say there is to be."""
    golden = [cm.GoldenRecord(g, person, {}) for g, person in golden_in(engine, tenant).items()]
    return feed.Replica.of(golden, crosswalk_in(engine, tenant))


def assert_as_in_a_batch(engine, records, tenant="main", constraints=()):
    """Assert that the database holds these records, and the customers of a run over them."""
    assert sorted(records_in(engine, tenant), key=_id) == sorted(records, key=_id)
    result = linker().resolve(records, now=NOW, constraints=constraints)
    golden = {one.id: one.data for one in result.golden}
    expected = {tuple(sorted(c.members)): golden[c.golden_id] for c in result.clusters}
    ids, values = customers_in(engine, tenant), golden_in(engine, tenant)
    assert ids.keys() == values.keys()
    assert {members: values[golden_id] for golden_id, members in ids.items()} == expected
    assert told_in(engine, tenant) == true_in(engine, tenant)


def _id(record):
    return record.id
