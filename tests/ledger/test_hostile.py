"""Hostile events, files, types and factories: a right answer, or an error that says what to do."""

import datetime as dt
import enum
import traceback

import pytest
from attrs import field, frozen

from custmdm.errors import ConfigurationError, LedgerError, LedgerFileError
from custmdm.ledger import (
    Child,
    Created,
    Event,
    LedgerState,
    Merged,
    Pinned,
    Unmerged,
    create,
    erase,
    events_from_json,
    events_to_json,
    feed,
    merge,
    reparent,
    replay,
    stable_ids,
)
from custmdm.model import Crosswalk, RecordId

AT = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
BY = {"at": AT, "actor": "li"}
SECRET = "Ann Lee, +44 20 7946"  # noqa: S105
ONE = RecordId("crm", 1)


def of(*ids):
    """Return a state of customers of one record each."""
    state = LedgerState()
    for golden_id in ids:
        state = state.apply(create(state, golden_id, [RecordId("crm", golden_id)], **BY))
    return state


def pinned(value):
    return Pinned(number=2, **BY, golden_id="G", pin=value)


FILE = events_to_json(create(LedgerState(), "G", [ONE], **BY))


@pytest.mark.parametrize(
    "broken",
    [
        FILE.replace(AT.isoformat(), SECRET),
        FILE.replace('"Created"', f'"{SECRET}"'),
        FILE.replace('"li"', "7"),
        events_to_json([pinned("x")]).replace('"x"', f'{{"class":"{SECRET}"}}'),
    ],
    ids=["a time", "a type", "an actor", "a class"],
)
def test_no_traceback_of_a_broken_file_shows_what_is_in_it(broken):
    with pytest.raises(LedgerFileError) as raised:
        events_from_json(broken)
    assert SECRET not in "".join(traceback.format_exception(raised.value))


def test_a_class_that_is_no_name_is_a_question_mark():
    text = events_to_json([pinned("x")]).replace('"x"', f'{{"class":"{SECRET}"}}')
    with pytest.raises(LedgerFileError) as raised:
        events_from_json(text)
    said = "there is a value of the class ?; hand it over: classes=(?,)"
    assert (str(raised.value), raised.value.rule) == (said, "class")


@frozen
class Unit:
    """A unit of a user, with what no call of its class takes by that name."""

    _line: str
    size: int = field(init=False, default=0)


@frozen
class Note(Event):
    """An event of a user."""


class Colour(enum.Enum):
    """A value that JSON has nothing for."""

    RED = 1


def test_a_unit_with_a_private_field_comes_back():
    events = [pinned(Unit("1 High St"))]
    text = events_to_json(events, classes=(Unit,))
    assert events_from_json(text, classes=(Unit,)) == tuple(events)


def looped():
    loop = []
    loop.append(loop)
    return loop


@pytest.mark.parametrize(
    ("events", "classes", "said", "rule"),
    [
        ([pinned(Colour.RED)], (Colour,), "a pin holds a Colour, which cannot be written", "class"),
        ([pinned({1, 2})], (), "a pin holds a set, which cannot be written", "class"),
        ([pinned(looped())], (), "a pin holds itself", "value"),
        ([pinned(float("nan"))], (), "a value that JSON cannot hold: ValueError", "value"),
        ([pinned(Unit("x"))], (), r"hand it over: classes=\(Unit,\)", "class"),
        ([Note(number=1, **BY)], (), "a ledger holds no Note", "type"),
        (
            [feed.Redirected(golden_id="G", version=1, to="H")],
            (),
            "a ledger holds no Redirected",
            "type",
        ),
    ],
    ids=[
        "an enum", "a set", "a loop", "no number", "a class", "an event of a user",
        "an event of the feed",
    ],
)  # fmt: skip
def test_what_could_not_be_read_again_is_not_written(events, classes, said, rule):
    with pytest.raises(LedgerFileError, match=f"{said}$") as raised:
        events_to_json(events, classes=classes)
    assert raised.value.rule == rule


@pytest.mark.parametrize("event", ["x", None, 5, feed.Redirected(golden_id="G", version=1, to="H")])
def test_what_is_no_event_of_the_ledger_is_refused(event):
    with pytest.raises(LedgerError, match=r"event 1 \(\w+\) is of no type") as raised:
        replay([event])
    assert raised.value.rule == "type"


@pytest.mark.parametrize("heir", ["X", "C"])
def test_an_heir_where_none_is_needed_is_refused(heir):
    state = of("A", "B", "C")
    state = state.apply([Merged(number=4, **BY, into="A", merged=("B",))])
    event = Unmerged(number=5, **BY, golden_id="A", released=("B",), heir=heir)
    with pytest.raises(LedgerError, match="names an heir where none is needed"):
        state.apply([event])


def test_who_leaves_takes_no_other_along():
    """What was merged into it stays with the heir: it cannot be released too."""
    state = of("A", "B", "C")
    state = state.apply([Merged(number=4, **BY, into="A", merged=("B", "C"))])
    event = Unmerged(number=5, **BY, golden_id="A", released=("A", "C"), mode="linear", heir="B")
    with pytest.raises(LedgerError, match="releases what is not merged into it: C"):
        state.apply([event])


@pytest.mark.parametrize(
    "act",
    [
        lambda: create(LedgerState(), "N", ["crm:n"], **BY),
        lambda: create(LedgerState(), "N", ["crm:n", "crm:m"], **BY),
        lambda: create(LedgerState(), "N", ONE, **BY),
        lambda: create(LedgerState(), None, [ONE], **BY),
        lambda: create(LedgerState(), 5, [ONE], **BY),
        lambda: create(LedgerState(), "N", [ONE], at=AT, actor=None),
        lambda: create(LedgerState(), "N", [ONE], at="2026-05-01", actor="li"),
        lambda: Created(number=1, at=None, actor="li", golden_id="N", records=(ONE,)),
        lambda: stable_ids(Crosswalk({}), [[ONE]], lambda _: 7, created_at=AT),
        lambda: stable_ids(Crosswalk({}), [[ONE]], lambda _: None, created_at=AT),
        lambda: stable_ids(Crosswalk({}), [[ONE]], lambda _: "g", created_at="now"),
    ],
)
def test_wrong_types_are_refused_by_name(act):
    with pytest.raises(ConfigurationError, match=r"RecordIds|is text|a time is a datetime"):
        act()


def test_the_order_of_clusters_does_not_change_who_gets_a_name_that_is_taken():
    old = RecordId("crm", 1)
    previous = stable_ids(Crosswalk({}), [[old]], lambda _: "g1", created_at=AT)
    names = {RecordId("crm", 2): "g1", RecordId("crm", 3): "g1-2"}
    clusters = [[old], *([record] for record in names)]

    def walk(ordered):
        found = stable_ids(previous, ordered, lambda of: names[of[0]], created_at=AT)
        return dict(found.ids)

    assert walk(clusters) == walk(clusters[::-1])
    assert len(set(walk(clusters).values())) == 3


def test_times_of_a_host_without_a_zone_are_read_as_utc():
    since = {"old": dt.datetime(2020, 1, 1), "new": AT}
    previous = Crosswalk({RecordId("crm", 1): "new", RecordId("crm", 2): "old"}, since=since)
    both = [[RecordId("crm", 1), RecordId("crm", 2)]]
    walk = stable_ids(previous, both, lambda _: "never", created_at=AT)
    assert set(walk.ids.values()) == {"old"}


def test_what_was_erased_stays_so_over_many_calls():
    state = of("A", "B", "C")
    for golden_id in ("A", "B"):
        state = state.apply(erase(state, golden_id, **BY))
    assert state.apply(create(state, "D", [ONE], **BY)).erased == {"A", "B"}


def test_many_rows_of_a_large_customer_are_placed_as_each_is():
    records = [RecordId("crm", i) for i in range(300)]
    before = LedgerState()
    before = before.apply(create(before, "G", records[:200], **BY))
    before = before.apply(create(before, "H", records[200:], **BY))
    after = before.apply(merge(before, ["G", "H"], **BY))
    rows = [Child("orders", i, "GH"[i % 2]) for i in range(500)]
    plan = reparent(before, after, rows)
    each = [reparent(before, after, [row]) for row in rows]
    assert plan.moved == tuple(p for one in each for p in one.moved)
    assert plan.kept == tuple(p for one in each for p in one.kept)
