"""The reference host keeps customers true inside a database."""

import collections
import random
from pathlib import Path

import pytest

import custmdm as cm
from custmdm.ledger import feed
from tests.examples.worlds import NOW, SECRET, at, linker, person, records_of

if not (Path(__file__).parents[2] / "examples").exists():
    pytest.skip("the examples are out of sight", allow_module_level=True)
sa = pytest.importorskip("sqlalchemy")

from examples.crm_sqlalchemy import Host  # noqa: E402  after what may be missing
from examples.crm_sqlalchemy import rows, schema  # noqa: E402


def customers_in(engine, tenant="main"):
    """Return the records of each customer, as the database says."""
    found = collections.defaultdict(list)
    with engine.connect() as connection:
        for row in connection.execute(sa.select(schema.crosswalk)):
            if not row.absent and row.tenant == tenant:
                found[row.golden_id].append(rows.id_of(row))
    return {golden_id: tuple(sorted(members)) for golden_id, members in found.items()}


def golden_in(engine, tenant="main"):
    """Return the values of each customer, as the database says."""
    with engine.connect() as connection:
        table = schema.golden_records
        every = connection.execute(sa.select(table).where(table.c.tenant == tenant)).all()
    return {row.golden_id: rows.person_from_plain(row.data) for row in every}


def told_of(engine, tenant="main"):
    with engine.connect() as connection:
        table = schema.outbox
        every = connection.execute(
            sa.select(table).where(table.c.tenant == tenant).order_by(table.c.position)
        )
        return [feed.event_from_json(row.event) for row in every]


def assert_as_in_a_batch(engine, records):
    """Assert that the database holds what a run over all records finds."""
    result = linker().resolve(records, now=NOW)
    golden = {one.id: one.data for one in result.golden}
    expected = {tuple(sorted(c.members)): golden[c.golden_id] for c in result.clusters}
    ids, values = customers_in(engine), golden_in(engine)
    assert ids.keys() == values.keys()
    assert {members: values[g] for g, members in ids.items()} == expected
    replica = feed.apply_events(feed.Replica(), told_of(engine))
    told = [cm.GoldenRecord(g, person, {}) for g, person in values.items()]
    assert replica.customers == feed.Replica.of(told).customers


def test_customers_are_those_of_a_batch_after_saves_and_removals_in_random_order(engine):
    rng = random.Random(1)
    host = Host(engine, linker(), SECRET)
    there = {}
    every = records_of(1, 150)
    for step in range(30):
        some = rng.sample(every, rng.choice([1, 1, 5, 20]))
        changed = [cm.Record(one.id, rng.choice(every).data, at(step)) for one in some]
        host.save(changed, now=at(step))
        there |= {one.id: one for one in changed}
        if step % 3 == 2:
            gone = rng.sample(sorted(there), rng.choice([1, 4, 9]))
            host.remove(gone, now=at(step))
            for one in gone:
                del there[one]
    assert_as_in_a_batch(engine, list(there.values()))


def test_check_finds_what_a_save_then_joins(engine):
    host = Host(engine, linker(), SECRET)
    one = cm.Record(cm.RecordId("crm", "1"), person("Ann", "Lee", "+14155550101"))
    same = cm.Record(cm.RecordId("web", "9"), person("Ann", "Lee", "+14155550101"))
    first = host.save([one], now=NOW)
    assert [found.id for found in host.check(same)] == [one.id]
    saved = host.save([same], now=NOW)
    assert saved.golden_ids[same.id] == first.golden_ids[one.id]
