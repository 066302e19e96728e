"""Merges in twelve tables with every sort of reference, on SQLite and on PostgreSQL."""

import threading
import uuid
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
if not (ROOT / "examples").exists():
    pytest.skip("the examples are out of sight", allow_module_level=True)
sa = pytest.importorskip("sqlalchemy")

from examples.merge_sqlalchemy import Merger, UnknownMergeError, reflect  # noqa: E402
from hypothesis import given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

import custmdm as cm  # noqa: E402
from custmdm.steward.schema import Assign, Edited, Leave, Reference, RowKey  # noqa: E402
from tests.examples.shop import (  # noqa: E402
    NOW,
    counts,
    dump,
    engine_of,
    fill,
    open_shop,
    settled,
    tables,
)


@pytest.fixture(params=["cascade", "deferred"])
def shop(url, request):
    """Return an engine on an empty shop, and what merges in it."""
    engine, merger = open_shop(url, request.param)
    yield engine, merger
    engine.dispose()


@pytest.fixture
def both(url):
    """Return the same where one way for keys that change is enough."""
    engine, merger = open_shop(url)
    yield engine, merger
    engine.dispose()


def put(engine, **rows):
    made = tables("none")
    with engine.begin() as connection:
        for name, some in rows.items():
            nothing = dict.fromkeys(made.tables[name].columns.keys())
            connection.execute(sa.insert(made.tables[name]), [nothing | row for row in some])


def run(engine, statement):
    with engine.begin() as connection:
        assert connection.exec_driver_sql(statement).rowcount == 1


def customers(*ids, **said):
    return [{"id": n, "name": f"Name {n}", "number": f"C{n}", **said} for n in ids]


def seen_from(engine, table, column):
    """Return what a column holds, by the key of the row."""
    with engine.connect() as connection:
        return dict(connection.exec_driver_sql(f"SELECT id, {column} FROM {table}").all())  # noqa: S608


def one_of_each(engine):
    """Give the second of two customers a row of every sort."""
    put(
        engine,
        customers=[*customers(1, 2), *customers(3, parent_id=2)],
        programmes=[{"code": "A"}],
        orders=[{"id": 1, "customer_id": 2, "total": 1}],
        invoices=[{"id": 1, "order_id": 1, "payer_id": 2}, {"id": 2, "order_id": 1}],
        memberships=[{"customer_id": 2, "programme": "A"}],
        membership_events=[{"id": 1, "customer_id": 2, "programme": "A", "points": 5}],
        notes=[
            {"id": 1, "subject_type": "customer", "subject_id": 2},
            {"id": 2, "subject_type": "order", "subject_id": 2},
        ],
        referrals=[
            {"id": 1, "referrer_id": 2, "referred_id": 3},
            {"id": 2, "referrer_id": 2, "referred_id": 2},
        ],
        loyalty_accounts=[{"id": 1, "customer_id": 2, "points": 3}],
        shipments=[{"id": 1, "customer_number": "C2"}],
        consents=[{"id": 1, "customer_id": 2, "channel": "mail"}],
        audit_log=[{"id": 1, "customer_id": 2}, {"id": 2, "customer_id": 9}],
    )


def test_every_sort_of_reference_follows_and_no_other_row_changes(shop):
    engine, merger = shop
    one_of_each(engine)
    before = dump(engine)
    done = merger.merge(1, [2], now=NOW)
    assert (done.number, done.plan.obstacles) == (1, ())
    after = dump(engine)
    assert counts(after) == counts(before)
    assert seen_from(engine, "customers", "parent_id") == {1: None, 2: None, 3: 1}
    assert seen_from(engine, "orders", "customer_id") == {1: 1}
    assert seen_from(engine, "invoices", "payer_id") == {1: 1, 2: None}
    assert [row[:2] for row in after["memberships"]] == [(1, "A")]
    assert seen_from(engine, "membership_events", "customer_id") == {1: 1}
    assert seen_from(engine, "notes", "subject_id") == {1: 1, 2: 2}
    assert seen_from(engine, "referrals", "referrer_id") == {1: 1, 2: 1}
    assert seen_from(engine, "referrals", "referred_id") == {1: 3, 2: 1}
    assert seen_from(engine, "loyalty_accounts", "customer_id") == {1: 1}
    assert seen_from(engine, "shipments", "customer_number") == {1: "C1"}
    assert seen_from(engine, "consents", "customer_id") == {1: 1}
    assert seen_from(engine, "audit_log", "customer_id") == {1: 1, 2: 9}
    assert after["programmes"] == before["programmes"]
    changed = {change.row.table for change in done.plan.changes}
    assert changed == {name for name in before if before[name] != after[name]}


def test_an_undo_restores_every_table_and_ends_the_redirect(shop):
    engine, merger = shop
    one_of_each(engine)
    before = dump(engine)
    number = merger.merge(1, [2], now=NOW).number
    assert merger.resolve(2) == (1,)
    assert merger.undo(number, now=NOW).ready
    assert dump(engine) == before
    assert merger.resolve(2) == (2,)
    with pytest.raises(UnknownMergeError):
        merger.undo(number, now=NOW)


def collide(engine):
    put(
        engine,
        customers=[*customers(1, parent_id=None), *customers(2)],
        programmes=[{"code": "A"}],
        memberships=[{"customer_id": 1, "programme": "A"}, {"customer_id": 2, "programme": "A"}],
        membership_events=[{"id": 1, "customer_id": 2, "programme": "A", "points": 5}],
        loyalty_accounts=[{"id": 1, "customer_id": 1}, {"id": 2, "customer_id": 2}],
        consents=[
            {"id": 1, "customer_id": 1, "channel": "mail"},
            {"id": 2, "customer_id": 2, "channel": "mail"},
            {"id": 3, "customer_id": 2, "channel": "post"},
        ],
    )


def test_what_may_be_there_only_once_is_reported_and_nothing_changes(shop):
    engine, merger = shop
    collide(engine)
    before = dump(engine)
    done = merger.merge(1, [2], now=NOW)
    assert done.number is None
    assert [(str(*one.rows), str(*one.standing)) for one in done.plan.collisions] == [
        ("consents (2)", "consents (1)"),
        ("loyalty_accounts (2)", "loyalty_accounts (1)"),
        ("memberships (2, 'A')", "memberships (1, 'A')"),
    ]
    assert dump(engine) == before
    assert merger.resolve(2) == (2,)


def test_a_steward_leaves_a_row_sets_another_and_lets_a_third_be_followed(shop):
    engine, merger = shop
    collide(engine)
    before = dump(engine)
    decided = [
        Leave(RowKey("loyalty_accounts", 2)),
        Assign(RowKey("consents", 2), {"channel": "mail, before the merge"}),
        Leave(RowKey("memberships", (2, "A")), follow=True),
    ]
    done = merger.merge(1, [2], now=NOW, resolutions=decided)
    assert done.plan.left == (decided[2].row, decided[0].row)[::-1]
    assert counts(dump(engine)) == counts(before)
    assert seen_from(engine, "loyalty_accounts", "customer_id") == {1: 1, 2: 2}
    assert seen_from(engine, "consents", "customer_id") == {1: 1, 2: 1, 3: 1}
    assert seen_from(engine, "consents", "channel")[2] == "mail, before the merge"
    assert seen_from(engine, "membership_events", "customer_id") == {1: 1}
    assert merger.undo(done.number, now=NOW).ready
    assert dump(engine) == before


def test_an_undo_after_a_later_edit_is_refused_with_the_rows(both):
    engine, merger = both
    one_of_each(engine)
    number = merger.merge(1, [2], now=NOW).number
    run(engine, "UPDATE orders SET total = 99 WHERE id = 1")
    run(engine, "DELETE FROM audit_log WHERE id = 1")
    edited = dump(engine)
    undo = merger.undo(number, now=NOW)
    assert (undo.ready, undo.changes) == (False, ())
    assert undo.edited == (
        Edited(RowKey("audit_log", 1)),
        Edited(RowKey("orders", 1), ("total",)),
    )
    assert dump(engine) == edited
    assert merger.resolve(2) == (1,)
    run(engine, "UPDATE orders SET total = 1 WHERE id = 1")
    put(engine, audit_log=[{"id": 1, "customer_id": 1}])
    assert merger.undo(number, now=NOW).ready


def test_rows_that_came_since_stay_with_the_winner_and_are_listed(both):
    engine, merger = both
    one_of_each(engine)
    before = dump(engine)
    number = merger.merge(1, [2], now=NOW).number
    put(engine, orders=[{"id": 5, "customer_id": 1, "total": 0}])
    undo = merger.undo(number, now=NOW)
    assert (undo.ready, undo.came) == (True, (RowKey("orders", 5),))
    assert seen_from(engine, "orders", "customer_id") == {1: 2, 5: 1}
    run(engine, "DELETE FROM orders WHERE id = 5")
    assert dump(engine) == before


def test_an_undo_leaves_no_row_without_what_it_refers_to(both):
    """A row that came to a membership whose key goes back would be dragged along, or be lost."""
    engine, merger = both
    one_of_each(engine)
    number = merger.merge(1, [2], now=NOW).number
    put(engine, membership_events=[{"id": 7, "customer_id": 1, "programme": "A"}])
    edited = dump(engine)
    undo = merger.undo(number, now=NOW)
    assert [(one.code, one.rows) for one in undo.obstacles] == [
        ("dangling", (RowKey("membership_events", 7),))
    ]
    assert dump(engine) == edited


def test_an_undo_that_would_collide_is_refused(both):
    engine, merger = both
    one_of_each(engine)
    number = merger.merge(1, [2], now=NOW).number
    put(engine, consents=[{"id": 9, "customer_id": 2, "channel": "mail"}])
    undo = merger.undo(number, now=NOW)
    assert [(str(*one.rows), str(*one.standing)) for one in undo.obstacles] == [
        ("consents (1)", "consents (9)")
    ]


def test_an_undo_to_a_customer_that_was_deleted_is_refused(both):
    engine, merger = both
    put(engine, customers=customers(1, 2), orders=[{"id": 1, "customer_id": 2}])
    number = merger.merge(1, [2], now=NOW).number
    run(engine, "DELETE FROM customers WHERE id = 2")
    undo = merger.undo(number, now=NOW)
    assert [(one.code, str(*one.rows)) for one in undo.obstacles] == [("dangling", "orders (1)")]


def test_merges_upon_merges_are_undone_in_turn_and_ids_resolve_at_every_step(shop):
    engine, merger = shop
    put(engine, customers=customers(1, 2, 3, 4))
    put(engine, orders=[{"id": n, "customer_id": n} for n in (1, 2, 3, 4)])
    looks, numbers = [dump(engine)], []
    for winner, losers in ((3, [4]), (2, [3]), (1, [2])):
        numbers.append(merger.merge(winner, losers, now=NOW).number)
        looks.append(dump(engine))
    assert [merger.resolve(n) for n in (1, 2, 3, 4)] == [(1,)] * 4
    refused = merger.undo(numbers[0], now=NOW)
    assert [str(one.row) for one in refused.edited] == ["orders (4)"]
    assert merger.undo(numbers[2], now=NOW).ready
    assert dump(engine) == looks[2]
    assert merger.resolve(4) == (2,)
    again = merger.merge(1, [2], now=NOW).number
    assert dump(engine) == looks[3]
    for number, look in ((again, looks[2]), (numbers[1], looks[1]), (numbers[0], looks[0])):
        assert merger.undo(number, now=NOW).ready
        assert dump(engine) == look
    assert merger.resolve(4) == (4,)


def test_a_customer_that_was_merged_away_is_merged_no_second_time_elsewhere(both):
    engine, merger = both
    put(engine, customers=customers(1, 2, 3))
    merger.merge(1, [2], now=NOW)
    for winner, losers in ((2, [3]), (3, [2])):
        refused = merger.merge(winner, losers, now=NOW)
        assert [(one.code, str(*one.standing)) for one in refused.plan.obstacles] == [
            ("merged", "customers (1)")
        ]


def test_what_came_to_a_merged_customer_later_is_fetched_by_the_same_merge_again(both):
    engine, merger = both
    put(engine, customers=customers(1, 2))
    merger.merge(1, [2], now=NOW)
    put(engine, orders=[{"id": 1, "customer_id": 2}])
    assert merger.merge(1, [2], now=NOW).number == 2
    assert seen_from(engine, "orders", "customer_id") == {1: 1}
    assert merger.resolve(2) == (1,)


def meddle_with(engine, statement):
    """Do what a trigger may do: change a row when the merge changes its first."""

    def meddle(connection, _cursor, said, *_):
        if said.startswith("UPDATE audit_log"):
            connection.connection.cursor().execute(statement)

    sa.event.listen(engine, "after_cursor_execute", meddle)
    return lambda: sa.event.remove(engine, "after_cursor_execute", meddle)


def test_a_row_that_changes_under_the_merge_stops_it_and_nothing_is_done(both):
    engine, merger = both
    one_of_each(engine)
    before = dump(engine)
    meddle_with(engine, "UPDATE referrals SET referrer_id = 3 WHERE id = 2")
    with pytest.raises(cm.StaleVersionError, match="nothing is done"):
        merger.merge(1, [2], now=NOW)
    assert dump(engine) == before


def test_what_a_trigger_changes_besides_is_noted_so_that_the_undo_is_not_refused(both):
    engine, merger = both
    one_of_each(engine)
    before = dump(engine)
    stop = meddle_with(engine, "UPDATE orders SET total = 777 WHERE id = 1")
    number = merger.merge(1, [2], now=NOW).number
    stop()
    assert seen_from(engine, "orders", "total")[1] == 777
    assert merger.undo(number, now=NOW).ready
    assert dump(engine) == before


def test_a_merge_waits_for_an_order_that_is_being_written_and_takes_it_along(both):
    engine, merger = both
    put(engine, customers=customers(1, 2))
    done = []
    merging = threading.Thread(target=lambda: done.append(merger.merge(1, [2], now=NOW)))
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO orders (id, customer_id) VALUES (1, 2)")
        merging.start()
        merging.join(0.5)
        assert done == []
    merging.join(60)
    assert [str(change.row) for change in done[0].plan.changes] == ["orders (1)"]
    assert seen_from(engine, "orders", "customer_id") == {1: 1}


def test_two_merges_at_once_follow_each_other(both):
    engine, merger = both
    put(engine, customers=customers(1, 2, 3), orders=[{"id": 1, "customer_id": 3}])
    done = []
    both_ways = [(1, [2]), (2, [1])]
    threads = [
        threading.Thread(target=lambda one=one: done.append(merger.merge(*one, now=NOW)))
        for one in both_ways
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(one.plan.ready for one in done) == [False, True]
    (refused,) = (one.plan for one in done if one.number is None)
    assert {one.code for one in refused.obstacles} == {"merged"}


@settings(max_examples=30)  # each makes a database
@given(
    st.integers(0, 10**9), st.integers(2, 6), st.integers(1, 12), st.integers(1, 3),
    st.sampled_from(["cascade", "deferred"]),
)  # fmt: skip
def test_a_merge_loses_no_row_leaves_nothing_dangling_and_its_undo_restores_every_byte(
    seed, n_customers, n_rows, n_losers, on_update
):
    engine, merger = open_shop("sqlite://", on_update)
    fill(engine, seed, n_customers, n_rows)
    assert_merges_and_undoes(engine, merger, 1 + seed % 2, min(n_losers, n_customers - 1))
    engine.dispose()


@pytest.mark.parametrize("seed", [1, 2, 3, 8])
def test_so_it_is_on_postgresql(postgres_url, seed):
    engine, merger = open_shop(postgres_url, ("deferred", "cascade")[seed % 2])
    fill(engine, seed)
    assert_merges_and_undoes(engine, merger, 1, 3)
    engine.dispose()


def assert_merges_and_undoes(engine, merger, winner, n_losers):
    before = dump(engine)
    losers = [n for n in range(1, n_losers + 2) if n != winner][:n_losers]
    decided = settled(merger, winner, losers)
    plan = merger.preview(winner, losers, resolutions=decided)
    assert plan == merger.preview(winner, losers[::-1], resolutions=decided[::-1])
    done = merger.merge(winner, losers, now=NOW, resolutions=decided)
    after = dump(engine)
    assert counts(after) == counts(before)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    for name, rows in before.items():
        touched = {change.row.table for change in done.plan.changes}
        assert name in touched or rows == after[name]
    left = set(done.plan.left)
    # Nothing refers to a loser any more, but what somebody left there.
    again = merger.preview(winner, losers, resolutions=decided)
    assert {change.row for change in again.changes} <= left | {
        change.row for change in done.plan.changes if change.row in {d.row for d in decided}
    }
    assert [merger.resolve(loser) for loser in losers] == [(winner,)] * len(losers)
    assert merger.undo(done.number, now=NOW).ready
    assert dump(engine) == before


def test_thousands_of_rows_move(both):
    engine, merger = both
    put(engine, customers=customers(1, 2))
    put(engine, orders=[{"id": n, "customer_id": 1 + n % 2} for n in range(4000)])
    before = dump(engine)
    done = merger.merge(1, [2], now=NOW)
    assert len(done.plan.changes) == 2000
    assert set(seen_from(engine, "orders", "customer_id").values()) == {1}
    assert merger.undo(done.number, now=NOW).ready
    assert dump(engine) == before


# -- reflection -------------------------------------------------------------------------------


def test_a_key_that_the_database_keeps_fast_is_reported(postgres_url):
    engine, merger = open_shop(postgres_url, "none")
    one_of_each(engine)
    plan = merger.merge(1, [2], now=NOW).plan
    assert [(one.code, str(*one.rows), str(*one.standing)) for one in plan.obstacles] == [
        ("immediate", "memberships (2, 'A')", "membership_events (1)")
    ]
    engine.dispose()


def test_reflection_asks_for_what_a_database_cannot_say():
    engine = sa.create_engine("sqlite://", hide_parameters=True)
    by_hand = [Reference("mails", "customer_id")]
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE customers (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE log (line TEXT)")
        connection.exec_driver_sql("CREATE TABLE mails (customer_id INTEGER, main INTEGER)")
        assert [one.name for one in reflect(connection, "customers").tables] == ["customers"]
        with pytest.raises(ValueError, match=r"'mails' has no primary key: keys="):
            reflect(connection, "customers", references=by_hand)
        connection.exec_driver_sql("CREATE UNIQUE INDEX one_main ON mails (customer_id) WHERE main")
        said = {"references": by_hand, "keys": {"mails": ["customer_id", "main"]}}
        with pytest.raises(ValueError, match="partial="):
            reflect(connection, "customers", **said)
        said["partial"] = {"one_main": {"main": 1}}
        schema = reflect(connection, "customers", **said)
        assert schema.table("mails").uniques[0].where == {"main": 1}
        with pytest.raises(ValueError, match=r"'custommers' is not described"):
            reflect(connection, "custommers", **said)
        wrong = [*by_hand, Reference("mail", "x")]
        with pytest.raises(ValueError, match=r"'mail' is not described.*'mails'"):
            reflect(connection, "customers", **said | {"references": wrong})
    engine.dispose()


@pytest.mark.parametrize("kind", ["TEXT", "UUID"])
def test_ids_of_several_columns_and_of_any_type_are_merged_resolved_and_undone(url, kind):
    """SQLite keeps a UUID as text."""
    engine = engine_of(url)
    if kind == "UUID" and engine.dialect.name == "postgresql":
        one, two = uuid.UUID(int=1), uuid.UUID(int=2)
    else:
        one, two = "客户 1", "O'Brien"
    with engine.begin() as connection:
        for statement in (
            f"CREATE TABLE customers (shop INTEGER, id {kind}, name TEXT, PRIMARY KEY (shop, id))",
            f"CREATE TABLE orders (number INTEGER PRIMARY KEY, shop INTEGER, customer_id {kind}, "
            "FOREIGN KEY (shop, customer_id) REFERENCES customers (shop, id))",
        ):
            connection.exec_driver_sql(statement)
        insert = sa.text("INSERT INTO customers VALUES (:shop, :id, 'Ann')")
        connection.execute(insert, [{"shop": n, "id": key} for n in (1, 2) for key in (one, two)])
        insert = sa.text("INSERT INTO orders VALUES (:number, :shop, :id)")
        refers = [(1, 1, two), (2, 2, two), (3, 2, None), (4, None, two), (5, 1, one)]
        names = ("number", "shop", "id")
        connection.execute(insert, [dict(zip(names, row, strict=True)) for row in refers])
        schema = reflect(connection, "customers")
    merger = Merger(engine, schema)
    done = merger.merge((1, one), [(1, two)], now=NOW)
    assert [(str(c.row), c.values) for c in done.plan.changes] == [
        ("orders (1)", {"customer_id": one})
    ]
    assert merger.resolve((1, two)) == (1, one)
    assert merger.resolve((2, two)) == (2, two)
    assert merger.undo(done.number, now=NOW).ready
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM orders ORDER BY number").all()
    assert list(map(tuple, rows)) == refers
    engine.dispose()


def test_a_partial_index_hinders_only_the_rows_that_it_is_of(url):
    engine = sa.create_engine(url, hide_parameters=True)
    with engine.begin() as connection:
        for statement in (
            "CREATE TABLE customers (id INTEGER PRIMARY KEY)",
            "CREATE TABLE mails (id INTEGER PRIMARY KEY, customer_id INTEGER, main INTEGER)",
            "CREATE UNIQUE INDEX one_main ON mails (customer_id) WHERE main = 1",
            "INSERT INTO customers VALUES (1), (2), (3)",
            "INSERT INTO mails VALUES (1, 1, 1), (2, 2, 0), (3, 3, 1)",
        ):
            connection.exec_driver_sql(statement)
        schema = reflect(
            connection, "customers", references=[Reference("mails", "customer_id")],
            partial={"one_main": {"main": 1}},
        )  # fmt: skip
    merger = Merger(engine, schema)
    assert merger.merge(1, [2], now=NOW).plan.ready
    assert [one.by for one in merger.merge(1, [3], now=NOW).plan.collisions] == ["one_main"]
    set_aside = Assign(RowKey("mails", 3), {"main": 0})
    assert merger.merge(1, [3], now=NOW, resolutions=[set_aside]).plan.ready
    engine.dispose()
