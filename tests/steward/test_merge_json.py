"""Plans and schemas as JSON."""

import datetime as dt
import decimal
import ipaddress
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

import custmdm as cm
from custmdm._values import identity
from custmdm.steward.schema import (
    HostSchema,
    HostTable,
    Reference,
    Unique,
    host_schema_from_json,
    host_schema_to_json,
    merge_plan_from_json,
    merge_plan_to_json,
    plan_merge,
    plan_undo,
)
from tests.steward.hosts import ORDERS, carried_out, host, ids

ONE = host(tables=["orders"], references=[ORDERS])
PLUS_8 = dt.timezone(dt.timedelta(hours=8))
VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(), st.dates(),
        st.datetimes(), st.datetimes(timezones=st.just(PLUS_8)), st.times(), st.timedeltas(),
        st.uuids(), st.decimals(allow_nan=False), st.ip_addresses(),
    ),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=5,
)  # fmt: skip


def merged(value):
    tables = {
        "customers": ids(1, 2),
        "orders": [{"id": 7, "customer_id": 2, "said": value}],
    }
    return tables, plan_merge(ONE, winner=1, losers=[2], rows=tables)


@given(VALUES)
def test_a_plan_comes_back_with_every_value_as_it_was(value):
    tables, plan = merged(value)
    again = merge_plan_from_json(merge_plan_to_json(plan))
    assert merge_plan_to_json(again) == merge_plan_to_json(plan)
    (change,) = again.changes
    assert identity(change.before["said"]) == identity(value)
    assert plan_undo(ONE, again, rows=carried_out(plan.changes, tables)).ready


def test_a_plan_with_all_that_it_can_hold_comes_back_equal():
    schema = host(
        tables=[HostTable("tags", ("customer_id", "tag"), [Unique(("customer_id", "main"))])],
        references=[Reference("tags", "customer_id")],
    )
    tables = {
        "customers": ids(*map(uuid.UUID, ("1" * 32, "2" * 32))),
        "tags": [
            {"customer_id": uuid.UUID(n * 32), "tag": decimal.Decimal("1.50"), "main": None}
            for n in "12"
        ],
    }
    winner, loser = (row["id"] for row in tables["customers"])
    plan = plan_merge(schema, winner=winner, losers=[loser], rows=tables)
    assert plan.obstacles
    assert plan.standing
    assert merge_plan_from_json(merge_plan_to_json(plan)) == plan


def test_a_value_that_cannot_be_written_is_named_by_its_column_not_shown():
    class Card:
        def __repr__(self):
            return "4111 1111"

    with pytest.raises(cm.LedgerFileError, match="'said' holds a Card") as raised:
        merge_plan_to_json(merged(Card())[1])
    assert "4111" not in str(raised.value)


@pytest.mark.parametrize("spoil", [lambda t: t[:-9], lambda t: t.replace("7", "8"), lambda t: ""])
def test_a_plan_that_was_cut_or_edited_is_refused(spoil):
    text = merge_plan_to_json(merged(ipaddress.ip_address("::1"))[1])
    with pytest.raises(cm.LedgerFileError):
        merge_plan_from_json(spoil(text))
    with pytest.raises(cm.LedgerFileError, match=r"no custmdm\.host_schema file"):
        host_schema_from_json(text)


def test_a_schema_comes_back_equal():
    schema = HostSchema(
        "customers",
        [
            HostTable("customers", ("shop", "number")),
            HostTable("notes", uniques=[Unique("text", "one", {"gone": None}, False)]),
        ],
        [
            Reference("notes", ("a", "b"), where={"about": "customer"}, as_text=True),
            Reference("customers", ("x", "y"), check="cascade"),
        ],
        ("x", "y"),
    )
    assert host_schema_from_json(host_schema_to_json(schema)) == schema
