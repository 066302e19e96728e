"""What a description of a host's tables may say."""

import pytest

import custmdm as cm
from custmdm.steward.schema import HostSchema, HostTable, Reference, Unique, plan_merge
from tests.steward.hosts import ORDERS, host, ids

CUSTOMERS = HostTable("customers")


@pytest.mark.parametrize(
    ("make", "match"),
    [
        (lambda: HostSchema("custmers", [CUSTOMERS]), "Did you mean 'customers'"),
        (lambda: HostSchema("customers", [CUSTOMERS, CUSTOMERS]), "'customers' is described twice"),
        (lambda: HostSchema("customers", [HostTable("customers", ())]), "key=..."),
        (lambda: host(tables=[HostTable("x", uniques=[Unique(())])]), "without columns"),
        (lambda: host(references=[ORDERS]), "'orders' is not described"),
        (lambda: host(references=[Reference("customers", "x", "order")]), "'order' is not"),
        (lambda: host(references=[Reference("customers", ("a", "b"))]), "to_columns="),
        (lambda: host(("a", "b"), redirect="merged_into"), "redirect has 1 columns"),
        (
            lambda: host(references=[Reference("customers", "x", check="cascades")]),  # type: ignore
            "Did you mean 'cascade'",
        ),
    ],
)
def test_a_description_that_cannot_work_says_what_to_mend(make, match):
    with pytest.raises(cm.ConfigurationError, match=match):
        make()


def test_a_description_that_does_not_fit_the_rows_names_the_column():
    schema = host(tables=["orders"], references=[ORDERS])

    def source(table, columns, values):
        return ids(1, 2) if table == "customers" else [{"id": 7, "custmer_id": 2}]

    with pytest.raises(cm.ConfigurationError, match=r"no column 'customer_id'.*'custmer_id'"):
        plan_merge(schema, winner=1, losers=[2], rows=source)


def test_rows_of_a_table_that_is_not_described_are_a_mistake_not_left_out():
    rows = {"customers": ids(1, 2), "order": [{"id": 7, "customer_id": 2}]}
    with pytest.raises(cm.ConfigurationError, match=r"'order' is not described.*'orders'"):
        plan_merge(host(tables=["orders"], references=[ORDERS]), winner=1, losers=[2], rows=rows)


def test_what_refers_is_completed_by_what_it_refers_to():
    schema = host(tables=["orders"], references=[ORDERS])
    assert schema.references == (Reference("orders", "customer_id", "customers", "id"),)
    assert schema.references_from("orders") == schema.references_to("customers")
    assert schema.references_to("orders") == ()
