"""How a merge in the tables of a host is undone, and when it is not."""

import datetime as dt

import attrs
import pytest

import custmdm as cm
from custmdm.steward.schema import Edited, RowKey, plan_merge, plan_undo, record_merge
from tests.steward.hosts import ORDERS, carried_out, host, ids

ONE = host(tables=["orders"], references=[ORDERS])
BEFORE = {
    "customers": ids(1, 2),
    "orders": [
        {"id": 7, "customer_id": 2, "paid": None, "at": dt.date(2026, 5, 1)},
        {"id": 8, "customer_id": 1, "paid": 1, "at": None},
    ],
}
PLAN = plan_merge(ONE, winner=1, losers=[2], rows=BEFORE)
AFTER = carried_out(PLAN.changes, BEFORE)


def edited(**values):
    rows = [{**row, **values} if row["id"] == 7 else row for row in AFTER["orders"]]
    return {**AFTER, "orders": rows}


def test_what_was_merged_comes_apart_again():
    undo = plan_undo(ONE, PLAN, rows=AFTER)
    assert (undo.ready, undo.edited, undo.obstacles, undo.came) == (True, (), (), ())
    assert carried_out(undo.changes, AFTER) == BEFORE


@pytest.mark.parametrize(
    ("values", "columns"),
    [
        ({"paid": 1}, ("paid",)),
        ({"paid": 0, "at": None}, ("paid", "at")),
        ({"at": "2026-05-01"}, ("at",)),
        ({"customer_id": 2}, ("customer_id",)),
        ({"customer_id": True}, ("customer_id",)),  # equal to 1, and something else
    ],
)
def test_any_edit_of_a_row_that_was_moved_stops_the_undo(values, columns):
    undo = plan_undo(ONE, PLAN, rows=edited(**values))
    assert (undo.ready, undo.changes) == (False, ())
    assert undo.edited == (Edited(RowKey("orders", 7), columns),)


def test_an_edit_of_a_row_that_was_not_moved_is_nobodys_business():
    rows = [{**row, "paid": 5} if row["id"] == 8 else row for row in AFTER["orders"]]
    assert plan_undo(ONE, PLAN, rows={**AFTER, "orders": rows}).ready


def test_a_column_that_was_added_since_is_no_edit_and_one_that_was_dropped_is():
    assert plan_undo(ONE, PLAN, rows=edited(new=1)).ready
    rows = [{c: v for c, v in row.items() if c != "at"} for row in AFTER["orders"]]
    undo = plan_undo(ONE, PLAN, rows={**AFTER, "orders": rows})
    assert undo.edited == (Edited(RowKey("orders", 7), ("at",)),)


def test_a_row_that_is_gone_stops_the_undo():
    undo = plan_undo(ONE, PLAN, rows={**AFTER, "orders": []})
    assert undo.edited == (Edited(RowKey("orders", 7)),)


def test_rows_that_came_are_listed_also_where_the_undo_is_refused():
    new = {"id": 9, "customer_id": 1, "paid": None, "at": None}
    for tables in (AFTER, edited(paid=9)):
        rows = {**tables, "orders": [*tables["orders"], new]}
        assert plan_undo(ONE, PLAN, rows=rows).came == (RowKey("orders", 9),)


@pytest.mark.parametrize("gone", [1, 2])
def test_a_customer_that_is_gone_stops_the_undo_only_if_something_goes_back_to_it(gone):
    undo = plan_undo(ONE, PLAN, rows={**AFTER, "customers": ids(3 - gone)})
    assert [one.code for one in undo.obstacles] == (["dangling"] if gone == 2 else [])


def test_what_a_trigger_added_is_recorded_and_what_it_broke_is_refused():
    recorded = record_merge(ONE, PLAN, rows=edited(paid=5))
    assert recorded.changes[0].after["paid"] == 5
    undo = plan_undo(ONE, recorded, rows=edited(paid=5))
    assert undo.ready
    assert carried_out(undo.changes, edited(paid=5)) == BEFORE
    assert record_merge(ONE, PLAN, rows=AFTER) == PLAN
    for tables in (BEFORE, {**AFTER, "orders": []}):
        with pytest.raises(cm.StaleVersionError, match=r"orders \(7\)"):
            record_merge(ONE, PLAN, rows=tables)


def test_the_texts_of_plans_say_how_much_there_is():
    assert repr(PLAN) == (
        "<MergePlan: customers (2) into customers (1): 1 rows change, 0 obstacles>"
    )
    undo = plan_undo(ONE, PLAN, rows=edited(paid=1))
    assert repr(undo) == (
        "<UndoPlan: customers (2) out of customers (1): 0 rows change, 1 edited since, 0 obstacles>"
    )
    assert attrs.evolve(PLAN, changes=()) != PLAN
