"""Hostile values, times and settings: a right answer, or an error that says what to do."""

import datetime as dt

import pytest
from tests.survive.claims import NOON, claim

from custmdm.errors import ConfigurationError, CustmdmError
from custmdm.model import GoldenRecord, PostalAddress, RecordId, Trace
from custmdm.survive import (
    Attribute,
    BySource,
    Downgrade,
    MostTrusted,
    Pin,
    Policy,
    Said,
    SurvivorState,
    Trust,
    Until,
    highest,
    lowest,
    settle,
    survive,
    union,
    valid_until,
)

AT = NOON.replace(tzinfo=dt.UTC)
CRM, WEB = RecordId("crm", 1), RecordId("web", 9)
LONG = "123456789012345678901234567890"


@pytest.mark.parametrize(
    ("rule", "values", "best"),
    [
        pytest.param(highest, ["1e9999999", "2"], "1e9999999", id="beyond any context of decimals"),
        pytest.param(lowest, ["1e9999999", "2"], "2", id="and from below"),
        pytest.param(lowest, [LONG + "9", LONG + "1"], LONG + "1", id="more digits than a context"),
        pytest.param(highest, [LONG + "9", LONG + "1"], LONG + "9", id="and from above"),
        pytest.param(highest, ["Ann", "Ann Lee"], "Ann Lee", id="a text that goes on comes later"),
        pytest.param(highest, ["O'Brien", "Anna"], "O'Brien", id="quotes are letters like others"),
    ],
)
def test_highest_and_lowest_round_nothing(rule, values, best):
    said = [claim(value, key=i) for i, value in enumerate(values)]
    assert settle("x", said, [rule]).value == best


def test_ties_are_broken_by_the_text_itself():
    assert settle("x", [claim("Ann Lee"), claim("Ann", key=2)], []).value == "Ann"
    said = [claim(value, key=i) for i, value in enumerate(["Zed", "O'Brien", "Anna"])]
    assert union("x", said, [None] * 3).value == ("Anna", "O'Brien", "Zed")


def test_a_source_that_is_listed_twice_stands_where_it_stands_first():
    rule = BySource(["crm", "web", "crm"])
    assert rule == BySource(["crm", "web"])
    assert [c.record.source for c in rule([claim("a", "web"), claim("b", "crm")])] == ["crm"]


def test_a_claim_that_is_kept_out_fills_nothing():
    street = PostalAddress(street="1 High St", city="Leeds")
    full = PostalAddress(street="1 High St", city="Leeds", postcode="LS1")
    barring = MostTrusted({"crm": 50, "web": 50}, downgrade=Downgrade(100)).at(AT)
    said = [claim(street), claim(full, "web", valid=False)]
    for trace in (
        settle("x", said, [barring], fill="missing"),
        union("x", said, ["k", "k"], [barring], fill="missing"),
    ):
        assert trace.filled == ()


def test_what_nobody_says_is_not_ascribed_to_a_record():
    state = SurvivorState.of(CRM, {"phones": ["+861"], "address": ("1 High", None, "Leeds")})
    pins = [Pin("phones", "+869"), Pin("address", ("2 High", None, "York"))]
    traces = survive(state, Policy(), pins=pins).traces
    assert traces["phones"].text(masked=False).splitlines() == [
        "phones: +869, +861; settled by all values",
        "  +861, from crm:1",
    ]
    assert (
        traces["address"].text(masked=False).splitlines()[0]
        == "address: 2 High, York; settled by pinned"
    )


def test_an_element_of_parts_is_shown_as_such():
    address = PostalAddress(street="1 High St", city="Leeds")
    (line,) = union("addresses", [claim(address)], ["k"]).text(masked=False).splitlines()
    assert line == "addresses: 1 High St, Leeds, from crm:1; settled by all values"


def test_a_part_of_a_unit_that_somebody_pinned_has_its_trace():
    trace = Trace("address", (), ("pinned",), (), PostalAddress(city="York"))
    golden = GoldenRecord("g", {"address": trace.value}, {"address": trace})
    assert golden.trace("address.city") is trace


@pytest.mark.parametrize("value", [None, ["+861", "+862"]])
def test_a_pin_of_a_collection_is_of_one_element(value):
    state = SurvivorState.of(CRM, {"phones": ["+861"]})
    with pytest.raises(ConfigurationError, match="pin one element"):
        survive(state, Policy(), pins=[Pin("phones", value)])


def test_a_pin_until_the_end_of_time_holds_for_ever():
    state = SurvivorState.of(CRM, {"name": "Ann"})
    pin = Pin("name", "Anna", Until.date(dt.datetime.max))
    assert valid_until(state, Policy(), as_of=AT, pins=[pin]) == {"name": None}


@pytest.mark.parametrize("at", ["2020-01-01", dt.date(2020, 1, 1), 5])
@pytest.mark.parametrize(
    "ask",
    [
        lambda at: survive(SurvivorState(), Policy(), as_of=at),
        lambda at: valid_until(SurvivorState(), Policy(), as_of=at),
        lambda at: Until.date(at),
        lambda at: MostTrusted({"crm": 50}).at(at),
        lambda at: SurvivorState.of(CRM, {"x": 1}, observed_at=at).join(
            SurvivorState.of(CRM, {"x": 2}, observed_at=at)
        ),
    ],
)
def test_what_is_no_time_is_refused_by_name(ask, at):
    with pytest.raises(ConfigurationError, match=f"a time is a datetime, got {type(at).__name__}"):
        ask(at)


@pytest.mark.parametrize("rules", ["most_recent", 5, None, int, [int], ["most_recent"]])
def test_what_is_no_rule_is_refused(rules):
    with pytest.raises(ConfigurationError, match=r"^a survivorship rule is a function of claims, "):
        Attribute(rules)


@pytest.mark.parametrize("trust", ["crm", [("crm", None, 90)], [5]])
def test_what_is_no_table_of_trust_is_refused(trust):
    with pytest.raises(
        ConfigurationError, match=r"^trust is a mapping from sources to a Trust or a number$"
    ):
        MostTrusted(trust)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"x": None},
        {"x": []},
        {"x": [None]},
        {"x": ""},
        {"x": Said(None)},
        {"x": "\ud800"},
        {"x": "a" * 100_000},
        {"x": float("nan")},
    ],
)
def test_nothing_and_the_odd_survive_as_what_they_are(said):
    state = SurvivorState.of(CRM, said).join(SurvivorState.of(WEB, said))
    found = survive(state, Policy(), as_of=AT)
    assert set(found.values) == set(said)
    assert all(found.values[path] in (None, ()) for path in said if path not in found.traces)
    for trace in found.traces.values():
        assert len(trace.winners) == 2


def test_no_error_of_survivorship_shows_a_value():
    said = "Ann Lee +44 20 7946"
    state = SurvivorState.of(CRM, {"name": said})
    with pytest.raises(CustmdmError) as raised:
        survive(state, Policy(), pins=[Pin("mail", said)])
    assert said not in str(raised.value)
    both = state.join(SurvivorState.of(WEB, {"name": f"{said} 0958"}))
    with pytest.raises(CustmdmError) as raised:
        survive(both, Policy({"name": MostTrusted({"crm": Trust(90, 30)})}))
    assert said not in str(raised.value)
