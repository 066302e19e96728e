"""What a merge, or its undoing, would come to, is what it comes to."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm import ledger
from custmdm.errors import ConfigurationError, LedgerError, UnknownRecordError
from custmdm.ledger import LedgerState, preview_merge, preview_unmerge
from custmdm.model import RecordId
from custmdm.survive import (
    Attribute,
    BySource,
    Ignore,
    MostTrusted,
    Pin,
    Policy,
    Said,
    SurvivorState,
    Trust,
    most_frequent,
    survive,
)

AT = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
BY = {"at": AT, "actor": "li"}


def world(customers, **observed):
    """Return a ledger and states of {"G1": {"crm:1": {"name": "Ann"}}}."""
    state, states = LedgerState(), {}
    for golden_id, records in customers.items():
        said = {RecordId.parse(text): values for text, values in records.items()}
        state = state.apply(ledger.create(state, golden_id, said, **BY))
        states[golden_id] = SurvivorState.joined(
            SurvivorState.of(record, values, observed_at=observed.get(record.source))
            for record, values in said.items()
        )
    return state, states


TWO = {
    "G1": {"crm:1": {"name": "Ann", "phones": ["+861"], "city": "Leeds", "note": None}},
    "G2": {
        "web:9": {"name": "Anna", "phones": ["+861", "+862"], "city": "Leeds", "note": "vip"},
        "web:8": {"name": "Anna", "phones": [], "city": None},
    },
}


def test_a_preview_of_a_merge_says_all_of_it():
    state, states = world(TWO)
    found = preview_merge(state, ["G1", "G2"], states, Policy())
    (after,) = found.after
    assert (after.id, dict(found.redirects)) == ("G2", {"G1": "G2"})
    assert dict(after.data) == {
        "name": "Anna", "phones": ("+861", "+862"), "city": "Leeds", "note": "vip",
    }  # fmt: skip
    assert [str(r) for r in after.members] == ["crm:1", "web:8", "web:9"]
    assert [(loss.golden_id, loss.path, loss.value, loss.rule) for loss in found.losses] == [
        ("G1", "name", "Ann", "most_frequent")
    ]
    (conflict,) = found.conflicts
    assert (conflict.path, dict(conflict.values), conflict.value) == (
        "name", {"G1": "Ann", "G2": "Anna"}, "Anna",
    )  # fmt: skip
    assert after.trace("name").rule == "most_frequent"


EN = """\
G1 and G2 would be one customer
  G2, of 3 records: city Leeds; name Anna; note vip; phones +861, +862
  G1 would redirect to G2
  they differ on name: Ann (G1), Anna (G2); it would be Anna
  G1 would lose name Ann: most_frequent"""
ZH = """\
G1、G2 将合并为一个客户
  G2，共 3 条记录：city Leeds；name Anna；note vip；phones +861, +862
  G1 将重定向到 G2
  name 不一致：Ann（G1）、Anna（G2）；合并后为 Anna
  G1 将失去 name Ann：记录数最多"""


def test_a_preview_in_words():
    state, states = world(TWO)
    found = preview_merge(state, ["G1", "G2"], states, Policy())
    assert (found.text(masked=False), found.text("zh-CN", masked=False)) == (EN, ZH)
    assert "Anna" not in str(found) + found._repr_html_() + repr(found)


def test_who_says_nothing_has_no_value_in_words():
    state, states = world({"G1": {"crm:1": {"name": None}}, "G2": {"web:9": {"name": None}}})
    found = preview_merge(state, ["G1", "G2"], states, Policy())
    assert found.text(masked=False).split("\n")[1] == "  G1, of 2 records: no value"
    assert found.text("zh", masked=False).split("\n")[1] == "  G1，共 2 条记录：无值"


def test_a_preview_of_an_undone_merge_in_words():
    state, states = world(
        {"G1": {"crm:1": {"name": "Ann"}}, "G2": {"web:9": {"name": "Anna"}, "web:8": {}}}
    )
    merged = state.apply(ledger.merge(state, ["G1", "G2"], **BY))
    joined = {"G2": SurvivorState.joined(states.values())}
    found = preview_unmerge(merged, "G1", joined, Policy({"name": BySource(["crm"])}))
    assert found.text(masked=False) == (
        "G2 would be 2 customers\n"
        "  G1, of 1 record: name Ann\n"
        "  G2, of 2 records: name Anna\n"
        "  they differ on name: Ann (G1), Anna (G2); now it is Ann\n"
        "  G2 would lose name Ann: its records leave"
    )
    assert found.text("zh", masked=False) == (
        "G2 将拆分为 2 个客户\n"
        "  G1，共 1 条记录：name Ann\n"
        "  G2，共 2 条记录：name Anna\n"
        "  name 不一致：Ann（G1）、Anna（G2）；现为 Ann\n"
        "  G2 将失去 name Ann：其记录将分出"
    )


INVALID = Said("Ann at home", valid=False)
LOSSES = {
    "alike": ({"a": "x"}, {"a": "x"}, [], []),
    "one says nothing": ({"a": "x"}, {"a": None}, [], []),
    "they differ": ({"a": "x"}, {"a": "yy"}, [("G1", "a", "x")], ["a"]),
    "one is not valid: no conflict": ({"a": INVALID}, {"a": "y"}, [("G1", "a", INVALID.value)], []),
    "a collection holds both": ({"a": ["x"]}, {"a": ["y"]}, [], []),
    "units differ as a whole": (
        {"a": ("1 High St", "Leeds")},
        {"a": ("1 High St", None)},
        [("G2", "a", ("1 High St", None))],
        ["a"],
    ),
    "an element written in two ways is one": (
        {"a": [Said("+86 1", key="1")]},
        {"a": [Said("+861", key="1")]},
        [],
        [],
    ),
    "1 and True differ": ({"a": 1}, {"a": True}, [("G1", "a", 1)], ["a"]),
}


@pytest.mark.parametrize("case", LOSSES)
def test_what_is_lost_and_what_differs(case):
    one, two, losses, conflicts = LOSSES[case]
    state, states = world({"G1": {"crm:1": one}, "G2": {"web:9": two}})
    found = preview_merge(state, ["G1", "G2"], states, Policy(), into="G2")
    assert [(loss.golden_id, loss.path, loss.value) for loss in found.losses] == losses
    assert [conflict.path for conflict in found.conflicts] == conflicts


def test_an_element_beyond_the_best_is_lost():
    state, states = world({"G1": {"crm:1": {"a": ["x"]}}, "G2": {"web:9": {"a": ["y"]}}})
    policy = Policy({"a": Attribute(keep=1, primary=BySource(["web"]))})
    (loss,) = preview_merge(state, ["G1", "G2"], states, policy).losses
    assert (loss.golden_id, loss.value, loss.rule) == ("G1", "x", "the best values")


def test_pins_of_the_ledger_hold_and_come_back():
    state, states = world({"G1": {"crm:1": {"a": "x"}}, "G2": {"web:9": {"a": "yy"}}})
    state = state.apply(ledger.pin(state, "G1", Pin("a", "x"), **BY))
    state = state.apply(ledger.pin(state, "G1", "a pin of the host's own", **BY))
    found = preview_merge(state, ["G1", "G2"], states, Policy(), into="G2")
    assert (found.after[0].data["a"], found.after[0].trace("a").rule) == ("x", "pinned")
    assert [(loss.golden_id, loss.rule) for loss in found.losses] == [("G2", "pinned")]
    state = state.apply(ledger.pin(state, "G2", Pin("a", "z"), **BY))
    found = preview_merge(state, ["G1", "G2"], states, Policy(), into="G2")
    assert found.after[0].data["a"] == "z", "that of the id that goes on is stronger"
    merged = state.apply(ledger.merge(state, ["G1", "G2"], into="G2", **BY))
    joined = {"G2": SurvivorState.joined(states.values())}
    found = preview_unmerge(merged, "G1", joined, Policy())
    assert [golden.data["a"] for golden in found.after] == ["x", "z"]


def test_pins_may_be_given():
    state, states = world({"G1": {"crm:1": {"a": "x"}}, "G2": {"web:9": {"a": "yy"}}})
    state = state.apply(ledger.pin(state, "G1", Pin("a", "x"), **BY))
    pins = {"G1": [Ignore("a", "yy")], "G2": [Pin("a", "q"), Pin("a", "w")]}
    found = preview_merge(state, ["G1", "G2"], states, Policy(), pins=pins)
    assert found.after[0].data["a"] == "w"
    both = {"G1": [Pin("a", "own")], "G2": [Pin("a", "of the other")]}
    found = preview_merge(state, ["G1", "G2"], states, Policy(), into="G1", pins=both)
    assert found.after[0].data["a"] == "own"
    found = preview_merge(state, ["G1", "G2"], states, Policy(), into="G2", pins=both)
    assert found.after[0].data["a"] == "of the other"
    found = preview_merge(state, ["G1", "G2"], states, Policy(), pins={})
    assert found.after[0].data["a"] == "yy"


def test_a_preview_is_of_a_time():
    state, states = world(
        {"G1": {"crm:1": {"name": "Ann"}}, "G2": {"web:9": {"name": "Anna"}}}, crm=AT, web=AT
    )
    rule = MostTrusted({"crm": Trust(90, 30, dt.timedelta(days=100)), "web": 60})
    names = [
        preview_merge(state, ["G1", "G2"], states, Policy({"name": rule}), as_of=AT + age)
        .after[0].data["name"]
        for age in (dt.timedelta(0), dt.timedelta(days=80))
    ]  # fmt: skip
    assert names == ["Ann", "Anna"]


def test_what_is_a_collection_is_an_empty_one_of_who_says_nothing_of_it():
    state, states = world({"G1": {"crm:1": {"phones": ["+861"]}}, "G2": {"web:9": {"name": "Ann"}}})
    merged = state.apply(ledger.merge(state, ["G1", "G2"], **BY))
    joined = {"G1": SurvivorState.joined(states.values())}
    found = preview_unmerge(merged, "G2", joined, Policy())
    assert {golden.id: golden.data["phones"] for golden in found.after} == {
        "G1": ("+861",), "G2": ()
    }  # fmt: skip


def test_records_name_customers_and_nothing_is_changed():
    state, states = world(TWO)
    by_record = preview_merge(state, [RecordId("crm", "1"), RecordId("web", "8")], states, Policy())
    assert by_record == preview_merge(state, ["G1", "G2"], states, Policy())
    assert sorted(state.golden_ids) == ["G1", "G2"]


def test_what_cannot_be_merged_is_refused_as_by_merge():
    state, states = world(TWO)
    with pytest.raises(LedgerError, match="takes two customers"):
        preview_merge(state, ["G1"], states, Policy())
    with pytest.raises(LedgerError, match="no such customer now: G7"):
        preview_merge(state, ["G1", "G7"], states, Policy())
    with pytest.raises(UnknownRecordError):
        preview_merge(state, ["G1", RecordId("crm", "7")], states, Policy())
    with pytest.raises(LedgerError, match="nothing that still has records"):
        preview_unmerge(state, "G1", states, Policy())
    with pytest.raises(LedgerError, match="no such customer now: G7"):
        preview_unmerge(state, "G7", states, Policy())
    with pytest.raises(ConfigurationError, match="states holds nothing of the customer G2"):
        preview_merge(state, ["G1", "G2"], {"G1": states["G1"]}, Policy())


def test_informatica_a_b_c_d():
    """A+B, C+D, AB+CD; C alone comes back as C, and ABD stays."""
    state, states = world({g: {f"crm:{g}": {"name": g}} for g in "ABCD"})
    for pair in (["A", "B"], ["C", "D"], ["A", "C"]):
        state = state.apply(ledger.merge(state, pair, **BY))
    joined = {"A": SurvivorState.joined(states.values())}
    found = preview_unmerge(state, "C", joined, Policy(), mode="linear")
    assert {g.id: "".join(str(r.key) for r in g.members) for g in found.after} == {
        "A": "ABD", "C": "C",
    }  # fmt: skip
    assert dict(found.redirects) == {"B": "A", "D": "A"}
    assert [loss.golden_id for loss in found.losses] == []
    found = preview_unmerge(state, RecordId("crm", "A"), joined, Policy(), mode="linear")
    assert {g.id: "".join(str(r.key) for r in g.members) for g in found.after} == {
        "A": "A", "C": "BCD",
    }  # fmt: skip


# -- laws -----------------------------------------------------------------------------------------

VALUES = st.fixed_dictionaries(
    {},
    optional={
        "a": st.sampled_from([None, "x", "y", Said("z", valid=False)]),
        "many": st.lists(st.sampled_from(["p", "q", "r"]), unique=True),
    },
)
CUSTOMERS = st.lists(st.lists(VALUES, min_size=1, max_size=3), min_size=2, max_size=4)


def made(drawn):
    n = iter(range(100))
    return world(
        {
            f"G{i}": {f"{'crm' if (k := next(n)) % 2 else 'web'}:{k}": v for v in of}
            for i, of in enumerate(drawn)
        }
    )


POLICIES = [Policy(), Policy({"a": most_frequent, "many": Attribute(keep=1)})]


@given(CUSTOMERS, st.sampled_from(POLICIES))
def test_a_preview_is_what_happens_and_undoing_is_what_was(drawn, policy):
    state, states = made(drawn)
    if not all("many" in said for of in drawn for said in of):
        policy = Policy()  # where nobody speaks, nobody knows that it is a collection
    ids = sorted(states)[:2]
    joined = SurvivorState.joined(states[g] for g in ids)
    found = preview_merge(state, ids, states, policy)
    merged = state.apply(ledger.merge(state, ids, **BY))
    (after,) = found.after
    assert after.members == merged.members(after.id)
    assert dict(after.data) == dict(survive(joined, policy).values)
    assert after.lineage == survive(joined, policy).traces
    assert dict(found.redirects) == dict(merged.crosswalk().redirects)
    (released,) = set(ids) - {after.id}
    back = preview_unmerge(merged, released, {after.id: joined}, policy)
    assert back.before == found.after
    assert back.after == found.before
    assert {c.path for c in back.conflicts} == {c.path for c in found.conflicts}


@given(CUSTOMERS)
def test_every_value_is_there_afterwards_or_lost(drawn):
    state, states = made(drawn)
    found = preview_merge(state, states, states, Policy())
    (after,) = found.after
    for golden in found.before:
        lost = {(x.path, x.value) for x in found.losses if x.golden_id == golden.id}
        for path, value in golden.data.items():
            is_many = isinstance(value, tuple)
            for element in value if is_many else [] if value is None else [value]:
                there = element in after.data[path] if is_many else element == after.data[path]
                assert there != ((path, element) in lost)
