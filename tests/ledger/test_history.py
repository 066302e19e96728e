"""What was believed at one time about another: by table, and against plain loops."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm import ledger
from custmdm.errors import ConfigurationError, LedgerError, MissingColumnError, UnknownRecordError
from custmdm.ledger import History, LedgerState, Stated, golden_at, timeline
from custmdm.model import RecordId
from custmdm.survive import (
    Attribute,
    Follow,
    MostTrusted,
    Pin,
    Policy,
    Said,
    SurvivorState,
    Trust,
    Until,
    most_recent,
    survive,
)

CRM, WEB = RecordId("crm", 1), RecordId("web", 9)


def day(n):
    """Return a day; None stays None."""
    return None if n is None else dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=n)


def said(value, recorded, begin=None, end=None, record=CRM, path="city"):
    return Stated(record, {path: value}, day(recorded), day(begin), day(end))


def apart_then_one(merged=10):
    """Two customers that are merged on a day."""
    state, events = LedgerState(), []
    steps = [
        (ledger.create, ("G1", [CRM]), 0),
        (ledger.create, ("G2", [WEB]), 0),
        (ledger.merge, (["G1", "G2"],), merged),
    ]
    for command, what, at in steps:
        made = command(state, *what, at=day(at), actor="li")
        state = state.apply(made)
        events += made
    return events


ONE = apart_then_one()[:1]


def city_at(history, valid, known, golden_id="G1"):
    found = golden_at(history, valid_at=day(valid), known_at=day(known), golden_ids=[golden_id])
    (golden,) = found.values()
    return golden.data["city"]


MOVED_HOUSE = [
    said("Leeds", 1, 1),
    said("York", 20, 10),  # learnt ten days late
    said("Yorke", 25, 10),  # and corrected
    said("Hull", 30, 30, 40),  # for ten days
]
BELIEFS = [
    # about, known: what was believed
    (0, 50, None),
    (5, 5, "Leeds"),
    (5, 50, "Leeds"),
    (15, 15, "Leeds"),
    (15, 20, "York"),
    (15, 24, "York"),
    (15, 25, "Yorke"),
    (35, 29, "Yorke"),
    (35, 30, "Hull"),
    (39, 50, "Hull"),
    (40, 50, "Yorke"),
    (15, 0, None),
]


@pytest.mark.parametrize(("valid", "known", "believed"), BELIEFS)
def test_what_was_believed(valid, known, believed):
    assert city_at(History(ONE, MOVED_HOUSE), valid, known) == believed


LINES = {
    "as it is known now": (None, MOVED_HOUSE, [
        (1, 10, "Leeds"), (10, 30, "Yorke"), (30, 40, "Hull"), (40, None, "Yorke")]),
    "as it was known then": (24, MOVED_HOUSE, [(1, 10, "Leeds"), (10, None, "York")]),
    "a gap between": (None, [said("a", 1, 1, 3), said("b", 2, 5)], [
        (1, 3, "a"), (3, 5, None), (5, None, "b")]),
    "a gap at the end": (None, [said("a", 1, 1, 3)], [(1, 3, "a"), (3, None, None)]),
    "of all time": (None, [said("a", 1)], [(None, None, "a")]),
    "of all time up to a day": (None, [said("a", 1, None, 5)], [(None, 5, "a"), (5, None, None)]),
    "the same again": (None, [said("a", 1, 1), said("a", 2, 5)], [(1, None, "a")]),
    "taken back": (None, [said("a", 1, 1), said(None, 2, 5)], [(1, 5, "a"), (5, None, None)]),
    "inside a longer one": (None, [said("a", 1, 1, 9), said("b", 2, 3, 5)], [
        (1, 3, "a"), (3, 5, "b"), (5, 9, "a"), (9, None, None)]),
    "nothing ever": (None, [said(None, 1, 1)], []),
    "nothing known yet": (0, [said("a", 1, 1)], []),
    "nothing but something of another attribute": (
        None, [said("a", 1, 1), said("x", 2, 2, path="name")], [(1, None, "a")]),
}  # fmt: skip


@pytest.mark.parametrize("case", LINES)
def test_a_timeline(case):
    known, stated, slices = LINES[case]
    history = History(ONE, stated)
    found = timeline(history, "G1", "city", known_at=day(known))
    assert [(s.start, s.end, s.value) for s in found] == [
        (day(start), day(end), value) for start, end, value in slices
    ]
    assert [s.is_gap for s in found] == [value is None for *_, value in slices]
    assert all((s.trace is None) == s.is_gap for s in found)


def test_a_collection_has_gaps_too():
    found = timeline(History(ONE, [said(["a"], 1, 1, 3)]), "G1", "city")
    assert [(s.value, s.is_gap) for s in found] == [(("a",), False), ((), True)]


def test_who_is_whom_is_as_it_was_known():
    history = History(apart_then_one(10), [said("a", 1, 1), said("b", 1, 2, record=WEB)])
    before = golden_at(history, valid_at=day(5), known_at=day(9))
    after = golden_at(history, valid_at=day(5), known_at=day(10))
    assert {g: v.data["city"] for g, v in before.items()} == {"G1": "a", "G2": "b"}
    assert {g: v.data["city"] for g, v in after.items()} == {"G1": "b"}
    assert after["G1"].members == (CRM, WEB)
    # an id that was merged stands for what it redirected to
    assert list(golden_at(history, valid_at=day(5), known_at=day(10), golden_ids="G2")) == ["G1"]
    assert [s.value for s in timeline(history, "G2", "city")] == ["a", "b"]
    assert [s.value for s in timeline(history, WEB, "city", known_at=day(9))] == ["b"]


def test_no_event_is_known_before_one_with_a_lower_number():
    late, early = apart_then_one(10)[:2]
    events = [late, ledger.Created(number=2, at=day(-5), actor="x", golden_id="G2", records=(WEB,))]
    assert sorted(golden_at(History(events), valid_at=day(0), known_at=day(-1))) == []
    assert sorted(golden_at(History(events), valid_at=day(0), known_at=day(0))) == ["G1", "G2"]
    assert early.golden_id == "G2"


def test_trust_that_decays_changes_a_value_by_itself():
    rule = MostTrusted({"crm": Trust(90, 30, dt.timedelta(days=100)), "web": 60})
    history = History(
        apart_then_one(0), [said("a", 0, 0), said("b", 0, 0, record=WEB)], Policy({"city": rule})
    )
    first, then = timeline(history, "G1", "city")
    assert (first.value, then.value) == ("a", "b")
    assert (first.trace.value, then.trace.value) == ("a", "b")
    assert first.end == then.start == day(50) + dt.timedelta(seconds=1)
    for at, value in ((first.end - dt.timedelta(seconds=1), "a"), (first.end, "b")):
        golden = golden_at(history, valid_at=at, known_at=day(0))["G1"]
        assert golden.data["city"] == value


def test_a_pin_of_the_ledger_holds_to_its_date():
    state = LedgerState().apply(ONE)
    pin = Pin("city", "Bath", Until.date(day(20)))
    events = [*ONE, *ledger.pin(state, "G1", pin, at=day(5), actor="li")]
    history = History(events, [said("Leeds", 1, 1)])
    assert city_at(history, 10, 4) == "Leeds"
    assert city_at(history, 10, 5) == "Bath"
    assert [(s.start, s.value) for s in timeline(history, "G1", "city")] == [
        (None, "Bath"), (day(20), "Leeds"),
    ]  # fmt: skip
    on_that_day = History(events, [said("Leeds", 1, 1), said("York", 1, 20)])
    assert [(s.start, s.end, s.value) for s in timeline(on_that_day, "G1", "city")] == [
        (None, day(20), "Bath"), (day(20), None, "York"),
    ]  # fmt: skip


def test_an_attribute_that_follows_another_and_one_that_nobody_speaks_of_then():
    policy = Policy({"city": Follow("street"), "tags": Attribute(keep=1)})
    stated = [
        said("1 High St", 1, 1, path="street"),
        said("Leeds", 1, 1),
        said(["vip"], 9, 9, path="tags"),
    ]
    history = History(ONE, stated, policy)
    early = golden_at(history, valid_at=day(2), known_at=day(2))["G1"]
    assert dict(early.data) == {"city": "Leeds", "street": "1 High St", "tags": ()}
    assert golden_at(history, valid_at=day(0), known_at=day(9))["G1"].data["city"] is None


def test_a_time_without_a_zone_is_utc():
    naive = dt.datetime(2026, 1, 3)
    one = Stated(CRM, {"city": "a"}, naive, naive, dt.datetime(2026, 1, 4))
    assert one.valid_from == naive.replace(tzinfo=dt.UTC)
    assert one.covers(naive) is True
    assert one.covers(dt.datetime(2026, 1, 4)) is False
    found = golden_at(History(ONE, [one]), valid_at=naive, known_at=naive)
    assert found["G1"].data["city"] == "a"


def test_what_is_wrong_is_said():
    history = History(ONE, MOVED_HOUSE)
    with pytest.raises(ConfigurationError, match="valid_to comes after valid_from"):
        said("a", 1, 5, 5)
    with pytest.raises(MissingColumnError, match=r"no record ever stated 'citi'.*'city'"):
        timeline(history, "G1", "citi")
    with pytest.raises(LedgerError, match="no customer G9"):
        timeline(history, "G9", "city")
    with pytest.raises(UnknownRecordError):
        timeline(history, WEB, "city")
    with pytest.raises(LedgerError, match="no customer G1"):
        golden_at(history, valid_at=day(1), known_at=day(-1), golden_ids=["G1"])


def test_a_repr_shows_no_value():
    assert "Leeds" not in repr(MOVED_HOUSE[0])
    assert repr(History(ONE, MOVED_HOUSE)) == "<History of 1 events, 4 statements>"


# -- against plain loops --------------------------------------------------------------------------

DAYS = st.integers(0, 8)


@st.composite
def statements(draw):
    begin = draw(st.none() | DAYS)
    end = draw(st.none() | st.integers((-1 if begin is None else begin) + 1, 10))
    value = draw(st.sampled_from(["a", "b", None]))
    return said(value, 0, begin, end, draw(st.sampled_from([CRM, WEB])))


@st.composite
def histories(draw):
    drawn = draw(st.lists(statements(), max_size=6))
    # Recorded one after the other: who says two things in one breath says both.
    stated = [
        Stated(s.record, s.said, day(n), s.valid_from, s.valid_to) for n, s in enumerate(drawn)
    ]
    return History(
        apart_then_one(draw(DAYS)), draw(st.permutations(stated)), Policy({"city": most_recent})
    )


def plainly(history, valid, known):
    """Return what the default loop believes of the customer of CRM."""
    merged = history.events[2].at <= day(known)
    best = []
    for record in (CRM, WEB) if merged else (CRM,):
        newest = None
        for one in sorted(history.stated, key=lambda s: s.recorded_at):
            if one.record != record or one.recorded_at > day(known):
                continue
            begins = -1 if one.valid_from is None else (one.valid_from - day(0)).days
            if begins > valid or (one.valid_to is not None and one.valid_to <= day(valid)):
                continue
            if newest is None or begins >= newest[0]:
                newest = begins, one.said["city"]
        if newest is not None and newest[1] is not None:
            best.append(newest)
    if not best:
        return None
    last = max(begins for begins, _ in best)
    return min(value for begins, value in best if begins == last)


@given(histories(), DAYS, DAYS)
def test_golden_at_is_what_plain_loops_find(history, valid, known):
    assert city_at(history, valid, known) == plainly(history, valid, known)


@given(histories(), st.none() | DAYS)
def test_a_timeline_is_golden_at_of_every_day(history, known):
    slices = timeline(history, "G1", "city", known_at=day(known))
    for one, other in itertools.pairwise(slices):
        assert one.end == other.start is not None
        assert one.value != other.value
    if slices:
        assert slices[0].value is not None
        assert slices[-1].end is None
    for valid in range(-3, 13):
        at = day(valid)
        here = [
            s for s in slices
            if (s.start is None or s.start <= at) and (s.end is None or at < s.end)
        ]  # fmt: skip
        assert len(here) <= 1
        found = here[0].value if here else None
        assert found == city_at(history, valid, 99 if known is None else known)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([CRM, WEB]), DAYS,
            st.sampled_from(["a", None, Said("b", valid=False), Said("c", trust=7)]),
        ),
        unique_by=lambda s: s[:2],
    )
)  # fmt: skip
def test_with_no_ends_it_is_what_the_joined_state_says(stated):
    """Bitemporal reading of today is plain survivorship."""
    history = History(
        apart_then_one(0), [said(value, at, at, record=record) for record, at, value in stated]
    )
    joined = SurvivorState.joined(
        SurvivorState.of(record, {"city": value}, observed_at=day(at))
        for record, at, value in stated
    )
    now = golden_at(history, valid_at=day(20), known_at=day(20))["G1"]
    assert now.data.get("city") == survive(joined, Policy()).values.get("city")
    assert now.lineage == survive(joined, Policy()).traces
