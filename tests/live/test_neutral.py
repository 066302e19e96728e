"""Whatever the order, the batches and what went in between: the customers of the batch run."""

import pytest
from hypothesis import assume, given, settings

import custmdm as cm
from tests.live.worlds import RULES, linker_of, stories


def customers_of(linker, rows):
    """Return the records of each customer, as a batch run finds them."""
    result = linker.resolve(rows, key="id")
    # A world in which all are alike has more pairs than a budget of few allows: a run then cuts
    # by itself, and a live index refuses it.
    for rule, plan in zip(linker.used_blocking, result.tables[0].plans, strict=True):
        assume(plan.fitted == getattr(rule, "fitted", None))
    return tuple(sorted(tuple(sorted(c.members)) for c in result.clusters))


def told(index, first, steps):
    for rows, gone in steps:
        if rows:
            index.upsert(rows)
        if gone:
            index.remove([cm.RecordId("table", key) for key in gone])
    return index


@pytest.mark.parametrize("rules", RULES)
@given(stories())
@settings(max_examples=60)
def test_any_order_and_any_batches_end_in_the_customers_of_the_batch_run(rules, story):
    first, steps, rows = story
    linker = linker_of(rules)
    customers_of(linker, first)
    index = told(cm.LiveIndex(linker, first, key="id"), first, steps)
    assert index.customers() == customers_of(linker, rows)
    assert len(index) == len(rows)
