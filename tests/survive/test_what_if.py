"""What another policy would change, and what may not change."""

import datetime as dt

import pytest
from tests.survive.claims import NOON

from custmdm.errors import ConfigurationError, MissingColumnError
from custmdm.model import RecordId
from custmdm.survive import (
    BySource,
    Change,
    Follow,
    MostTrusted,
    Pin,
    Policy,
    SurvivorState,
    Until,
    Violation,
    survive,
    what_if,
)


def customer(number, crm, web):
    return SurvivorState.of(RecordId("crm", number), crm).join(
        SurvivorState.of(RecordId("web", number), web)
    )


# Of ten customers one has two names, and two have two ids.
STATES = {
    f"g{i}": customer(
        i,
        {"name": f"n{i}", "id": f"i{i}", "phones": ["+861"]},
        {"name": f"n{i}" if i else "other", "id": f"i{i}" if i > 1 else "x", "phones": ["+862"]},
    )
    for i in range(10)
}
OLD = Policy({"name": BySource(["crm"]), "id": BySource(["crm"])})
NEW = Policy({"name": BySource(["web"]), "id": BySource(["web"])})


def test_what_would_change_is_counted_by_attribute_with_examples():
    found = what_if(STATES, old=OLD, new=NEW)
    assert (found.n_customers, found.n_affected, found.n_changed, found.n_values) == (10, 2, 3, 30)
    assert (found.share, found.is_allowed) == (0.1, True)
    assert {path: (c.n_changed, c.n_values, c.share) for path, c in found.changes.items()} == {
        "id": (2, 10, 0.2), "name": (1, 10, 0.1)
    }  # fmt: skip
    assert found.changes["id"].examples == (Change("g0", "i0", "x"), Change("g1", "i1", "x"))
    assert what_if(STATES, old=OLD, new=NEW, n_examples=1).changes["id"].examples == (
        Change("g0", "i0", "x"),
    )


def test_it_says_what_survive_says():
    found = what_if(STATES, old=OLD, new=NEW, n_examples=100)
    told = {
        (golden_id, path)
        for golden_id, state in STATES.items()
        for path in ("name", "id", "phones")
        if survive(state, OLD).values[path] != survive(state, NEW).values[path]
    }
    examples = {(e.golden_id, c.path) for c in found.changes.values() for e in c.examples}
    assert examples == told


def test_one_policy_changes_nothing():
    found = what_if(STATES, old=OLD, new=OLD, max_changed=0.0, never=["name", "id"])
    assert (dict(found.changes), found.n_changed, found.violations) == ({}, 0, ())


@pytest.mark.parametrize(
    ("guards", "broken"),
    [
        ({"max_changed": 1.0}, []),
        ({"max_changed": 0.2}, []),
        ({"max_changed": 0.15}, [("max_changed", "id")]),
        ({"max_changed": 0.02}, [("max_changed", "id"), ("max_changed", "name")]),
        ({"max_changed": 0}, [("max_changed", "id"), ("max_changed", "name")]),
        ({"never": ("id",)}, [("never", "id")]),
        ({"never": "phones"}, []),
        ({"never": ["name"], "max_changed": 0.1}, [("never", "name"), ("max_changed", "id")]),
    ],
)
def test_guards(guards, broken):
    found = what_if(STATES, old=OLD, new=NEW, **guards)
    figures = {"id": (2, 0.2), "name": (1, 0.1)}
    assert list(found.violations) == [Violation(g, path, *figures[path]) for g, path in broken]
    assert found.is_allowed == (not broken)


def test_five_examples_are_shown_where_nobody_says_how_many():
    states = {f"g{i}": customer(i, {"name": f"a{i}"}, {"name": f"b{i}"}) for i in range(7)}
    (found,) = what_if(states, old=OLD, new=NEW).changes.values()
    assert (found.n_changed, [e.golden_id for e in found.examples]) == (7, [*states][:5])


def test_a_value_counts_where_either_policy_has_one_and_so_do_those_after_it():
    """By the new policy the city is of who won the name: the web, which says none."""
    states = {
        "gone": customer(1, {"city": "Leeds", "name": "a", "zip": "1"}, {"name": "b", "zip": "2"}),
        "none": customer(2, {"city": None, "name": "a", "zip": "1"}, {"name": "b", "zip": "2"}),
    }
    old, new = BySource(["crm"]), BySource(["web"])
    following = Policy({"city": Follow("name"), "name": new, "zip": new})
    for policies in ((Policy(default=old), following), (following, Policy(default=old))):
        found = what_if(states, old=policies[0], new=policies[1])
        assert {path: (c.n_changed, c.n_values) for path, c in found.changes.items()} == {
            "city": (1, 1), "name": (2, 2), "zip": (2, 2)
        }  # fmt: skip
        assert {e.old for e in found.changes["city"].examples} <= {None, "Leeds"}


def test_a_pinned_value_does_not_change():
    pins = {"g0": [Pin("id", "pinned")]}
    assert what_if(STATES, old=OLD, new=NEW, pins=pins).changes["id"].n_changed == 1


@pytest.mark.parametrize(
    ("as_of", "examples"),
    [
        (NOON, [Change("g1", "i1", "x")]),
        (NOON + dt.timedelta(1), [Change("g0", "i0", "x"), Change("g1", "i1", "x")]),
    ],
)
def test_a_pin_with_a_date_holds_by_both_policies_until_then(as_of, examples):
    pins = {"g0": [Pin("id", "pinned", Until.date(NOON + dt.timedelta(1)))]}
    found = what_if(STATES, old=OLD, new=NEW, pins=pins, as_of=as_of)
    assert list(found.changes["id"].examples) == examples


def test_both_are_asked_for_the_same_time():
    trusted = Policy({"name": MostTrusted({"crm": 9, "web": 8}), "id": BySource(["crm"])})
    assert what_if(STATES, old=OLD, new=trusted, as_of=NOON).n_changed == 0
    with pytest.raises(ConfigurationError, match="needs to know the time"):
        what_if(STATES, old=OLD, new=trusted)
    assert what_if(STATES, old=trusted, new=OLD, as_of=NOON).n_changed == 0


def test_no_customers_change_in_nothing():
    found = what_if({}, old=OLD, new=NEW, never=["id"], max_changed=0.0)
    assert (found.share, found.is_allowed) == (0.0, True)


def test_a_summary_in_words():
    assert str(what_if(STATES, old=OLD, new=NEW, never=["id"])) == (
        "3 of 30 golden values would change (10.0%), of 2 of 10 customers\n"
        "  id: 2 of 10 (20.0%)\n"
        "  name: 1 of 10 (10.0%)\n"
        "  not allowed: id (never)"
    )


def test_what_cannot_work_is_refused_with_advice():
    with pytest.raises(ConfigurationError, match="share from 0 to 1, got 2"):
        what_if(STATES, old=OLD, new=NEW, max_changed=2)
    with pytest.raises(MissingColumnError, match=r"never names 'nmae'.*Did you mean 'name'"):
        what_if(STATES, old=OLD, new=NEW, never=["nmae"])
