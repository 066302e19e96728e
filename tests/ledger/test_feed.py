"""The change feed: minimal, and safe against events that come twice or out of order."""

import datetime as dt
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm import ledger
from custmdm.errors import LedgerError
from custmdm.ledger import feed
from custmdm.model import Claim, Crosswalk, GoldenRecord, Person, PersonName, RecordId, Trace
from tests.ledger.world import BY, ledger_of, letters

ANN = {"name": "Ann", "phone": "+861"}


def replica(customers=(), redirects=(), parts=(), absent=()):
    return feed.Replica(dict(customers), dict(redirects), dict(parts), frozenset(absent))


# -- by table -------------------------------------------------------------------------------------

CASES = {
    "nothing changed": (replica({"a": ANN}), replica({"a": dict(ANN)}), []),
    "a new customer": (
        replica(),
        replica({"a": ANN}),
        [feed.Created(golden_id="a", version=1, values=ANN)],
    ),
    "a value changed": (
        replica({"a": ANN}),
        replica({"a": ANN | {"phone": "+862"}}),
        [feed.FieldChanged(golden_id="a", version=1, path="phone", old="+861", new="+862")],
    ),
    "a value went": (
        replica({"a": ANN}),
        replica({"a": {"name": "Ann"}}),
        [feed.FieldChanged(golden_id="a", version=1, path="phone", old="+861", new=None)],
    ),
    "a value came": (
        replica({"a": {"name": "Ann"}}),
        replica({"a": ANN}),
        [feed.FieldChanged(golden_id="a", version=1, path="phone", old=None, new="+861")],
    ),
    "one attribute for another": (
        replica({"a": {"name": "Ann"}}),
        replica({"a": {"phone": "+861"}}),
        [
            feed.FieldChanged(golden_id="a", version=1, path="phone", old=None, new="+861"),
            feed.FieldChanged(golden_id="a", version=2, path="name", old="Ann", new=None),
        ],
    ),
    "1 is not True": (
        replica({"a": {"n": 1}}),
        replica({"a": {"n": True}}),
        [feed.FieldChanged(golden_id="a", version=1, path="n", old=1, new=True)],
    ),
    "two merged": (
        replica({"a": ANN, "b": ANN}),
        replica({"a": ANN}, {"b": "a"}),
        [
            feed.Merged(golden_id="a", version=1, merged=("b",)),
            feed.Redirected(golden_id="b", version=1, to="a"),
        ],
    ),
    "merged on: what redirected to b redirects to c": (
        replica({"b": ANN, "c": ANN}, {"a": "b"}),
        replica({"c": ANN}, {"a": "c", "b": "c"}),
        [
            feed.Merged(golden_id="c", version=1, merged=("b",)),
            feed.Redirected(golden_id="a", version=1, to="c"),
            feed.Redirected(golden_id="b", version=1, to="c"),
        ],
    ),
    "what redirects, redirects still": (
        replica({"a": ANN}, {"b": "a"}),
        replica({"a": ANN}, {"b": "a"}),
        [],
    ),
    "a merge undone": (
        replica({"a": ANN}, {"b": "a"}),
        replica({"a": ANN, "b": {"name": "Bo"}}),
        [feed.Created(golden_id="b", version=1, values={"name": "Bo"})],
    ),
    "split, and goes on": (
        replica({"a": ANN}),
        replica({"a": ANN, "b": ANN}, parts={"a": ("b",)}),
        [
            feed.Created(golden_id="b", version=1, values=ANN),
            feed.Split(golden_id="a", version=1, parts=("b",)),
        ],
    ),
    "split, and ended": (
        replica({"a": ANN}),
        replica({"b": ANN, "c": ANN}, parts={"a": ("b", "c")}),
        [
            feed.Created(golden_id="b", version=1, values=ANN),
            feed.Created(golden_id="c", version=1, values=ANN),
            feed.Split(golden_id="a", version=1, parts=("b", "c"), ended=True),
        ],
    ),
    "no source holds it": (
        replica({"a": ANN}),
        replica(absent=["a"]),
        [feed.Absent(golden_id="a", version=1)],
    ),
    "it is back": (
        replica(absent=["a"]),
        replica({"a": ANN}),
        [feed.Created(golden_id="a", version=1, values=ANN)],
    ),
    "erased": (replica({"a": ANN}), replica(), [feed.Erased(golden_id="a", version=1)]),
    "erased with all that was merged into it": (
        replica({"a": ANN}, {"b": "a"}),
        replica(),
        [feed.Erased(golden_id="a", version=1), feed.Erased(golden_id="b", version=1)],
    ),
    "an id that was split is erased": (
        replica(parts={"a": ("b", "c")}),
        replica(),
        [feed.Erased(golden_id="a", version=1)],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_change_has_its_events_and_no_other(case):
    before, after, events = CASES[case]
    assert list(feed.diff(before, after)) == events
    assert feed.apply_events(before, events) == after


def golden(golden_id, data, record):
    trace = Trace("name", (Claim("Ann", record),), ("most_recent",), (), "Ann")
    return GoldenRecord(golden_id, data, {"name": trace}, (record,))


def test_a_value_that_moved_to_another_record_is_silent():
    data = Person(name=PersonName(given="Ann"), phones=("+861",))
    crm, web = RecordId("crm", 1), RecordId("web", 9)
    before = feed.Replica.of([golden("g1", data, crm)], Crosswalk({crm: "g1"}))
    again = Person(name=PersonName(given="Ann"), phones=("+861",))
    after = feed.Replica.of([golden("g1", again, web)], Crosswalk({crm: "g1", web: "g1"}))
    assert feed.diff(before, after) == ()
    assert before == after


def test_a_unit_changes_whole_and_empty_values_are_none():
    crm = RecordId("crm", 1)
    old = Person(name=PersonName(given="Ann", family="Lee"), phones=("+861",))
    new = Person(name=PersonName(given="Ann", family="Li"), phones=())
    told = feed.diff(
        feed.Replica.of([golden("g1", old, crm)]), feed.Replica.of([golden("g1", new, crm)])
    )
    assert [(e.path, e.old, e.new) for e in told] == [
        ("name", old.name, new.name),
        ("phones", ("+861",), None),
    ]


def test_what_is_read_from_a_crosswalk():
    rows = MappingProxyType({"name": "Ann", "note": None})
    walk = Crosswalk(
        {RecordId("crm", 1): "g1"},
        redirects={"g0": "g1"},
        parts={"g1": ("g4",), "g5": ("g1", "g4")},
        absent={RecordId("crm", 2): "g2", RecordId("crm", 3): "g1"},
    )
    found = feed.Replica.of([GoldenRecord("g1", rows, {})], walk)
    assert found == replica(
        {"g1": {"name": "Ann"}}, {"g0": "g1"}, {"g1": ("g4",), "g5": ("g1", "g4")}, ["g2"]
    )


def test_that_a_value_went_which_never_came_changes_nothing():
    event = feed.FieldChanged(golden_id="a", version=1, path="phone", old="+861", new=None)
    before = replica({"a": {"name": "Ann"}})
    assert feed.apply_events(before, [event]) == before


# -- laws -----------------------------------------------------------------------------------------

IDS = st.sampled_from("abcde")
VALUES = st.dictionaries(
    st.sampled_from(["name", "phone", "tags"]),
    st.one_of(st.sampled_from(["Ann", "Bo", 1, True, 1.0]), st.just(("x", "y"))),
)


@st.composite
def replicas(draw):
    status = draw(st.dictionaries(IDS, st.sampled_from(["customer", "redirected", "absent"])))
    of = {kind: [i for i in status if status[i] == kind] for kind in set(status.values())}
    return replica(
        {golden_id: draw(VALUES) for golden_id in of.get("customer", ())},
        {golden_id: draw(IDS) for golden_id in of.get("redirected", ())},
        draw(st.dictionaries(IDS, st.sampled_from([("a",), ("b", "c"), ("d",)]), max_size=2)),
        of.get("absent", ()),
    )


def told_of(history):
    """Return the events of all diffs, and the replica of the one who makes them."""
    told, mine = [], feed.Replica()
    for after in history:
        events = feed.diff(mine, after)
        mine = feed.apply_events(mine, events)
        assert_same(mine, after)
        told += events
    return told, mine


def assert_same(one, other):
    assert one == other
    # == takes 1 for True
    assert repr(sorted(map(repr, one.customers.items()))) == repr(
        sorted(map(repr, ((g, {k: other.customers[g][k] for k in v})
                          for g, v in one.customers.items())))
    )  # fmt: skip


@given(st.lists(replicas(), min_size=1, max_size=6), st.data())
def test_duplicates_and_reordering_do_no_harm(history, data):
    told, mine = told_of(history)
    doubled = told + data.draw(st.lists(st.sampled_from(told)) if told else st.just([]))
    shuffled = data.draw(st.permutations(doubled))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(shuffled)), max_size=3)))
    theirs = feed.Replica()
    for start, end in zip([0, *cuts], [*cuts, len(shuffled)], strict=True):
        theirs = feed.apply_events(theirs, shuffled[start:end])
    assert_same(theirs, mine)
    assert theirs.seen == mine.seen


@given(replicas(), replicas())
def test_no_event_can_be_left_out(before, after):
    events = feed.diff(before, after)
    assert feed.apply_events(before, events) == after
    for left_out in events:
        rest = [event for event in events if event is not left_out]
        if not isinstance(left_out, feed.Merged) and left_out.__class__ is not feed.FieldChanged:
            assert feed.apply_events(before, rest) != after
        elif isinstance(left_out, feed.FieldChanged):
            found = feed.apply_events(before, rest).customers[left_out.golden_id]
            assert repr(found.get(left_out.path)) == repr(left_out.old) != repr(left_out.new)


@given(st.lists(replicas(), min_size=1, max_size=4))
def test_versions_count_from_one_without_gaps(history):
    told, mine = told_of(history)
    for golden_id in {event.golden_id for event in told}:
        of_it = [event.version for event in told if event.golden_id == golden_id]
        assert of_it == list(range(1, len(of_it) + 1))
        assert mine.version(golden_id) == len(of_it)


@given(replicas(), replicas())
def test_who_gets_events_in_order_needs_no_versions(before, after):
    """The same computed by a consumer that does the plain thing."""
    customers = {golden_id: dict(values) for golden_id, values in before.customers.items()}
    redirects, parts, absent = dict(before.redirects), dict(before.parts), set(before.absent)
    for event in feed.diff(before, after):
        golden_id = event.golden_id
        match event:
            case feed.FieldChanged(path=path, new=new):
                customers[golden_id] = {k: v for k, v in customers[golden_id].items() if k != path}
                if new is not None:
                    customers[golden_id][path] = new
                continue
            case feed.Merged():
                continue
            case feed.Split(ended=False):
                parts[golden_id] = event.parts
        if not (isinstance(event, feed.Split) and not event.ended):
            customers.pop(golden_id, None)
            redirects.pop(golden_id, None)
            absent.discard(golden_id)
        match event:
            case feed.Created():
                customers[golden_id] = dict(event.values)
            case feed.Redirected():
                redirects[golden_id] = event.to
            case feed.Absent():
                absent.add(golden_id)
            case feed.Split():
                parts[golden_id] = event.parts
            case feed.Erased():
                parts.pop(golden_id, None)
        parts = {key: value for key, value in parts.items() if value}
    assert replica(customers, redirects, parts, absent) == after


WISHES = st.tuples(
    st.sampled_from([ledger.merge, ledger.unmerge, ledger.split, ledger.move, ledger.erase]),
    st.integers(0, 9),
    st.integers(0, 9),
)


def step_of(state, wish, new_id):
    """Return the events of a wish, or none where it does not fit."""
    command, one, other = wish
    ids = sorted(state.golden_ids)
    records = sorted(state.home)
    if not ids:
        return ()
    golden_id, record = ids[one % len(ids)], records[other % len(records)]
    what = {
        ledger.merge: ([golden_id, ids[other % len(ids)]],),
        ledger.unmerge: (record,),
        ledger.split: (state.golden_id(record), {new_id: [record]}),
        ledger.move: ([record], golden_id),
        ledger.erase: (golden_id,) if other < 5 else ([record],),
    }[command]
    try:
        return command(state, *what, **BY)
    except LedgerError:
        return ()


def as_told(state):
    """Return what a replica of a ledger should be; the value of a customer are its records."""
    customers = [
        GoldenRecord(g, {"records": letters(state.members(g))}, {}) for g in state.golden_ids
    ]
    return feed.Replica.of(customers, state.crosswalk())


@given(st.lists(WISHES, max_size=12), st.randoms(use_true_random=False))
def test_a_replica_follows_a_ledger(wishes, random):
    """Whatever is merged, undone, split, moved and erased, and however it is delivered."""
    state = ledger_of({"A": "ab", "B": "c", "C": "de", "D": "f"})
    told = list(feed.diff(feed.Replica(), as_told(state)))
    mine = feed.apply_events(feed.Replica(), told)
    for n, wish in enumerate(wishes):
        state = state.apply(step_of(state, wish, f"N{n}"))
        events = feed.diff(mine, as_told(state))
        mine = feed.apply_events(mine, events)
        assert mine == as_told(state)
        told += events
    delivered = told * 2
    random.shuffle(delivered)
    theirs = feed.apply_events(feed.Replica(), delivered)
    assert theirs == mine
    for golden_id in state.since:
        status = ledger.resolve_id(state, golden_id)
        assert (golden_id in theirs.customers) == (status.status == "live")
        if status.status == "merged":
            assert theirs.redirects[golden_id] == status.current
        if golden_id in state.erased:
            erased = feed.Erased(golden_id=golden_id, version=theirs.version(golden_id))
            assert erased in told
            assert golden_id not in theirs.redirects.keys() | theirs.parts.keys() | theirs.absent


# -- single claims --------------------------------------------------------------------------------


def test_a_created_that_comes_after_erased_does_not_bring_the_customer_back():
    first = replica({"a": ANN})
    (created,) = feed.diff(feed.Replica(), first)
    mine = feed.apply_events(feed.Replica(), [created])
    (erased,) = feed.diff(mine, replica())
    theirs = feed.apply_events(feed.Replica(), [erased])
    theirs = feed.apply_events(theirs, [created])
    assert theirs == replica()
    assert theirs.version("a") == 2
    assert "Ann" not in repr(theirs.seen)


def test_a_change_that_comes_before_its_customer_waits():
    created = feed.Created(golden_id="a", version=1, values=ANN)
    changed = feed.FieldChanged(golden_id="a", version=2, path="name", old="Ann", new="Bo")
    early = feed.apply_events(feed.Replica(), [changed])
    assert early == replica()
    assert feed.apply_events(early, [created]) == replica({"a": ANN | {"name": "Bo"}})


def test_a_customer_that_is_back_holds_nothing_of_before():
    back = replica({"a": {"phone": "+869"}})
    told, _ = told_of([replica({"a": ANN}), replica({"a": ANN | {"x": "1"}}), replica(), back])
    for events in (told, told[::-1], told[2:] + told[:2]):
        assert feed.apply_events(feed.Replica(), events) == back


def test_who_starts_from_a_copy_follows_from_there():
    start, then = replica({"a": ANN}), replica({"a": ANN | {"name": "Bo"}})
    assert feed.apply_events(start, feed.diff(start, then)) == then


def test_applying_changes_no_replica_that_was_there():
    before = replica({"a": dict(ANN)})
    feed.apply_events(before, feed.diff(before, replica({"a": {"name": "Bo"}})))
    assert before == replica({"a": ANN})
    assert before.version("a") == 0


def test_an_event_of_the_ledger_is_refused():
    at = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    wrong = ledger.Merged(number=1, at=at, actor="li", into="a", merged=("b",))
    with pytest.raises(LedgerError, match="holds no Merged; the ledger has its own") as caught:
        feed.apply_events(feed.Replica(), [wrong])
    assert caught.value.rule == "type"


def test_what_was_merged_stands_in_order():
    ids = [f"g{n}" for n in range(20, 40)]
    before = replica(dict.fromkeys(ids, ANN))
    events = feed.diff(before, replica({"g20": ANN}, dict.fromkeys(ids[1:], "g20")))
    assert events[0] == feed.Merged(golden_id="g20", version=1, merged=tuple(ids[1:]))
    assert [event.golden_id for event in events[1:]] == ids[1:]


def test_nothing_leads_to_nothing():
    assert feed.diff(feed.Replica(), feed.Replica()) == ()
    assert feed.apply_events(feed.Replica(), []) == feed.Replica()
    assert repr(replica({"a": ANN}, {"b": "a"})) == "<Replica of 1 customers, 1 redirects>"
