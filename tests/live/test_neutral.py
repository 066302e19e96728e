"""Whatever the order, the batches and what went in between: the customers of the batch run."""

import datetime as dt
import random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import custmdm as cm
from tests.live.worlds import KINDS, RULES, linker_of, rows_of, stories

NOW = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)


def customers_of(linker, rows, constraints=()):
    """Return the records of each customer, as a batch run finds them."""
    result = linker.resolve(rows, key="id", constraints=constraints)
    # A world in which all are alike has more pairs than a budget of few allows: a run then cuts
    # by itself, and a live index refuses it.
    for rule, plan in zip(linker.used_blocking, result.tables[0].plans, strict=True):
        assume(plan.fitted == getattr(rule, "fitted", None))
    return tuple(sorted(tuple(sorted(c.members)) for c in result.clusters))


def told(index, steps):
    """Return an index that was told some steps."""
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
    index = told(cm.LiveIndex(linker, first, key="id"), steps)
    assert index.customers() == customers_of(linker, rows)
    assert len(index) == len(rows)


@st.composite
def sayings(draw):
    """Return rows, and what people say of them from time to time: that some are one, or are not."""
    rng = random.Random(draw(st.integers(0, 2**32)))
    rows = rows_of(rng, draw(st.integers(2, 40)))
    ids = [cm.RecordId("table", row["id"]) for row in rows]
    said = []
    for _ in range(draw(st.integers(1, 5))):
        pairs = [rng.sample(ids, 2) for _ in range(rng.randrange(4))]
        known = [rng.choice([cm.Always, cm.Never])(*pair) for pair in pairs]
        said.append([*known, *([cm.OnePerSource()] if rng.random() < 0.2 else [])])
    return rows, said


@pytest.mark.parametrize("rules", ["the kinds", "rules by hand"])
@given(sayings())
@settings(max_examples=25)
def test_what_is_said_of_records_holds_as_in_a_run_that_is_told_at_once(rules, saying):
    rows, said = saying
    linker = linker_of(rules)
    customers_of(linker, rows)
    index = cm.LiveIndex(linker, rows, key="id")
    for constraints in said:
        before = index.customers(), index.version
        try:
            made = cm.LiveIndex(linker, rows, key="id", constraints=constraints)
        except cm.ContradictionError:
            with pytest.raises(cm.ContradictionError):
                index.constrain(constraints)
            assert (index.customers(), index.version) == before
            continue
        index.constrain(constraints)
        assert index.customers() == made.customers()
        # And for who comes later.
        index.upsert(rows[:3])
        assert index.customers() == made.customers()


def values_of(rng, rows):
    """Return constraints on values that stand in rows, or in none."""
    known = []
    for _ in range(rng.randrange(5)):
        field = rng.choice(list(KINDS))
        said = sorted({row[field] for row in rows_of(rng, 9) + rows if row[field]})
        if not said:
            continue
        one, other = rng.choice(said), rng.choice(said)
        if rng.random() < 0.5 or one == other:
            known.append(cm.IgnoreValue(field, one))
        else:
            known.append(cm.AliasValue(field, one, same_as=other))
    return known


@pytest.mark.parametrize("rules", RULES)
@given(stories(), st.integers(0, 2**32))
@settings(max_examples=30)
def test_what_is_said_of_values_comes_and_goes_and_holds_as_in_a_batch_run(rules, story, seed):
    first, steps, rows = story
    rng = random.Random(seed)
    linker = linker_of(rules)
    known = values_of(rng, rows)
    customers_of(linker, first, known)
    index = cm.LiveIndex(linker, first, key="id", constraints=known)
    for coming, gone in steps:
        if rng.random() < 0.4:
            # At once with the records.
            known = values_of(rng, rows)
            removed = [cm.RecordId("table", key) for key in gone]
            index.apply(index.resolve(coming, removed=removed, constraints=known, now=NOW))
        else:
            told(index, [(coming, gone)])
        if rng.random() < 0.4:
            known = values_of(rng, rows)
            index.constrain(known)
        if rng.random() < 0.1:
            index = cm.LiveIndex.from_bytes(index.to_bytes(), linker)
    assert index.customers() == customers_of(linker, rows, known)
    index.constrain([])
    assert index.customers() == customers_of(linker, rows)
