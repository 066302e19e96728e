"""Golden ids go on from run to run, whatever is resolved."""

import datetime as dt

import attrs
import pandas as pd
import pytest

import custmdm as cm
from custmdm import ledger
from custmdm.errors import ConfigurationError

KINDS = {"name": "person_name", "phone": "phone"}
MAY = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
JUNE = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
ANN = cm.PersonName(given="Ann", family="Lee")


def table(*rows):
    names = [
        ("Ann Lee", "+14155550101"), ("Lee, Ann", "+14155550101"), ("Bob Ray", "+14155550102"),
        ("Cyd Marlow", "+14155550103"), ("Cyd Marlow", "+14155550103"),
    ]  # fmt: skip
    picked = [(i, *names[i]) for i in rows]
    return pd.DataFrame(picked, columns=["id", "name", "phone"])


@pytest.fixture(scope="module")
def linker():
    return cm.Linker(kinds=KINDS).fit(table(0, 1, 2, 3, 4), key="id")


def partition(crosswalk):
    found = {}
    for record, golden_id in crosswalk.ids.items():
        found.setdefault(golden_id, set()).add(record.key)
    return found


def numbered(start=1):
    numbers = iter(range(start, 1000))
    return lambda _: f"K{next(numbers)}"


def test_a_second_run_keeps_the_ids_that_any_factory_gave(linker):
    first = linker.resolve(table(0, 1, 2), key="id", now=MAY, ids=numbered())
    assert set(first.crosswalk.since.values()) == {MAY}
    again = linker.resolve(
        table(0, 1, 2, 3, 4), key="id", previous=first.crosswalk, now=JUNE, ids=numbered(100)
    )
    old, new = partition(first.crosswalk), partition(again.crosswalk)
    assert {g: new[g] for g in old} == old
    assert again.crosswalk.created == tuple(new.keys() - old.keys()) == ("K100",)
    assert again.crosswalk.since["K100"] == JUNE
    # Every view of the result says the same.
    assert {c.golden_id for c in again.clusters} == new.keys()
    assert {g.id for g in again.golden} == new.keys()
    assert set(again.to_frame()["golden_id"]) == new.keys()
    assert set(again.golden_frame()["golden_id"]) == new.keys()
    report = again.churn
    assert (report.kept, report.same, report.arrived) == (2, 3, 2)
    assert (report.created, report.moved) == (("K100",), {})


def test_ids_follow_a_constraint_and_the_ledger_follows_the_run(linker):
    first = linker.resolve(table(0, 1, 2, 3, 4), key="id", now=MAY)
    state = ledger.LedgerState()
    state = state.apply(ledger.events_between(state, first.crosswalk, at=MAY, actor="job"))
    apart = [cm.Never(cm.RecordId("table", 3), cm.RecordId("table", 4))]
    second = linker.resolve(
        table(0, 1, 2, 3, 4), key="id", constraints=apart, previous=state.crosswalk(), now=JUNE
    )
    assert len(second.churn.split) == len(second.churn.created) == 1
    ((split_id, parts),) = second.churn.split.items()
    assert parts == second.crosswalk.created
    state = state.apply(ledger.events_between(state, second.crosswalk, at=JUNE, actor="job"))
    assert ledger.resolve_id(state, split_id).parts == parts
    same = attrs.evolve(second.crosswalk, created=())
    assert state.crosswalk(second.crosswalk.ids.keys()) == same


def test_without_a_run_before_nothing_changes(linker):
    plain = linker.resolve(table(0, 1, 2), key="id")
    timed = linker.resolve(table(0, 1, 2), key="id", now=MAY)
    assert plain.crosswalk.ids == timed.crosswalk.ids
    assert (dict(plain.crosswalk.since), plain.previous) == ({}, None)
    assert sorted(plain.churn.created) == sorted(timed.churn.created)
    # A crosswalk without times goes on too.
    again = linker.resolve(table(0, 1, 2), key="id", previous=plain.crosswalk, now=JUNE)
    assert again.crosswalk.ids == plain.crosswalk.ids
    assert again.churn.moved_share == again.churn.lost_share == 0.0


def test_a_run_before_needs_the_time_of_this_one(linker):
    first = linker.resolve(table(0, 1), key="id")
    with pytest.raises(ConfigurationError, match="now="):
        linker.resolve(table(0, 1), key="id", previous=first.crosswalk)
    with pytest.raises(ConfigurationError, match="now="):
        cm.resolve(table(0, 1), key="id", kinds=KINDS, previous=first.crosswalk)


def test_types_of_records_share_one_crosswalk():
    people = [
        cm.Record(cm.RecordId("crm", i), cm.Person(name=ANN, phones=(p,)))
        for i, p in enumerate(["+14155550101", "+14155550101", "+14155550103"])
    ]
    firms = [
        cm.Record(cm.RecordId("erp", i), cm.Organization(name=n, phones=("+14155550109",)))
        for i, n in enumerate(["Marlfield Ltd", "Marlfield Limited"])
    ]
    first = cm.resolve([*people[:2], *firms], now=MAY, ids=numbered())
    again = cm.resolve([*firms, *people], previous=first.crosswalk, now=JUNE, ids=numbered(50))
    held = first.crosswalk.ids
    assert {record: again.crosswalk.ids[record] for record in held} == held
    assert again.churn.arrived == 1
    gone = cm.resolve(firms, previous=again.crosswalk, now=JUNE)
    assert gone.crosswalk.absent == {p.id: again.crosswalk.ids[p.id] for p in people}


def test_linked_tables_keep_their_ids_too():
    left, right = table(0, 2, 3), table(1, 4).assign(id=["x", "y"])
    options = {"key": "id", "kinds": KINDS}
    first = cm.link(left, right, now=MAY, ids=numbered(), **options)
    again = cm.link(
        left,
        right,
        previous=first.crosswalk,
        now=JUNE,
        ids=numbered(90),
        one_to_one=True,
        **options,
    )
    assert again.crosswalk.ids == first.crosswalk.ids
    assert again.churn.created == ()
    fitted, third = cm.Linker(kinds=KINDS).fit_resolve(
        table(0, 1, 2), key="id", previous=None, now=MAY, ids=numbered()
    )
    assert (
        fitted.resolve(table(0, 1, 2), key="id", previous=third.crosswalk, now=JUNE).crosswalk.ids
        == third.crosswalk.ids
    )


def test_the_order_of_the_rows_changes_no_id(linker):
    first = linker.resolve(table(0, 1, 2, 3, 4), key="id", now=MAY)
    one = linker.resolve(table(0, 1, 3), key="id", previous=first.crosswalk, now=JUNE)
    other = linker.resolve(table(3, 1, 0), key="id", previous=first.crosswalk, now=JUNE)
    assert one.crosswalk == other.crosswalk
