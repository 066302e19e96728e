"""Pins and ignores: what a steward said stands, as long as it was said to stand."""

import datetime as dt
import json

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st
from tests.survive.claims import NOON

from custmdm.errors import ConfigurationError, MissingColumnError, ModelError
from custmdm.model import Person, PersonName, RecordId
from custmdm.survive import (
    Attribute,
    Follow,
    Ignore,
    Pin,
    Policy,
    Said,
    SurvivorState,
    Until,
    pin_from_plain,
    pin_to_plain,
    still_held,
    survive,
)

DAY = dt.timedelta(days=1)
CRM, WEB = RecordId("crm", 1), RecordId("web", 9)


def of(said, record=CRM, days=0, **others):
    return SurvivorState.of(record, {"x": said, **others}, observed_at=NOON + days * DAY)


BOTH = of("Ann").join(of("Anna", WEB, 1))


def found(state, *pins, policy=Policy(), as_of=None):  # noqa: B008
    return survive(state, policy, pins=pins, as_of=as_of)


def test_a_pinned_value_wins_and_all_that_say_it():
    told = found(BOTH.join(of("Ann", RecordId("erp", 3))), Pin("x", "Ann"))
    trace = told.traces["x"]
    assert (told.values["x"], trace.rule) == ("Ann", "pinned")
    assert list(map(str, trace.records)) == ["crm:1", "erp:3"]
    assert [(r.claim.value, r.rule) for r in trace.removed] == [("Anna", "pinned")]


@pytest.mark.parametrize("value", ["Xaver", None])
def test_a_value_that_nobody_says_can_be_pinned_and_none_too(value):
    told = found(BOTH, Pin("x", value))
    assert told.values["x"] == value
    assert (told.traces["x"].winners, len(told.traces["x"].removed)) == ((), 2)


def test_a_pin_holds_where_no_record_says_anything():
    assert found(of(None), Pin("x", "Ann")).values["x"] == "Ann"


def test_the_last_pin_counts():
    assert found(BOTH, Pin("x", "one"), Pin("x", "two")).values["x"] == "two"


def test_an_ignored_value_does_not_survive_whoever_says_it():
    told = found(BOTH, Ignore("x", "Anna"))
    assert told.values["x"] == "Ann"
    assert [(r.claim.value, r.rule) for r in told.traces["x"].removed] == [("Anna", "ignored")]
    none = found(BOTH, Ignore("x", "Anna"), Ignore("x", "Ann"))
    assert (none.values["x"], none.traces["x"].rule) == (None, "ignored")


def test_of_a_single_value_a_key_says_nothing():
    state = of(Said("Ann", key="k")).join(of(Said("Anna", key="k"), WEB, 1))
    assert found(state, Ignore("x", "Anna")).values["x"] == "Ann"


def test_an_ignored_value_cannot_be_pinned():
    assert found(BOTH, Pin("x", "Anna"), Ignore("x", "Anna")).values["x"] == "Ann"


@pytest.mark.parametrize("pins", [[Pin("x", "z")], [Ignore("x", "a"), Ignore("x", "b")]])
def test_what_a_pin_removes_of_one_record_is_in_the_order_of_its_values(pins):
    state = of(Said("b", valid=False)).join(of(Said("a")))
    assert [c.value for c in state.claims("x")] == ["b", "a"]
    assert [r.claim.value for r in found(state, *pins).traces["x"].removed] == ["a", "b"]


PHONES = of([Said("+861", key="1"), Said("+862", key="2")]).join(
    of([Said("00861", key="1"), Said("+863", key="3")], WEB, 1)
)


@pytest.mark.parametrize(
    ("pins", "attribute", "kept"),
    [
        ([Pin("x", "+862")], Attribute(), ("+862", "+863", "00861")),
        ([Pin("x", "+869")], Attribute(), ("+869", "+863", "+862", "00861")),
        ([Pin("x", "+861")], Attribute(), ("+861", "+862", "+863")),
        ([Pin("x", "+862")], Attribute(keep=1), ("+862",)),
        ([Pin("x", "+869"), Pin("x", "+862")], Attribute(keep=2), ("+869", "+862")),
        ([Ignore("x", "+861")], Attribute(), ("+862", "+863")),
        ([Ignore("x", "+861"), Pin("x", "+861")], Attribute(), ("+862", "+863")),
    ],
)
def test_of_a_collection_an_element_is_pinned_or_ignored_however_it_is_written(
    pins, attribute, kept
):
    told = found(PHONES, *pins, policy=Policy({"x": attribute}))
    assert sorted(told.values["x"]) == sorted(kept)
    if isinstance(pins[0], Pin):
        assert told.values["x"][0] == kept[0]
    said = PHONES.claims("x")
    trace = told.traces["x"]
    assert {c.value for c in trace.winners} == set(kept) & {c.value for c in said}
    everyone = [*trace.winners, *(r.claim for r in trace.removed)]
    assert sorted(map(repr, everyone)) == sorted(map(repr, said))


def test_a_collection_of_which_all_is_ignored_is_empty():
    told = found(of(["+861"]), Ignore("x", "+861"))
    assert (told.values["x"], told.traces["x"].value) == ((), ())


def test_what_follows_a_pinned_attribute_comes_from_who_says_the_pinned_value():
    state = of("Ann", city="Leeds").join(of("Anna", WEB, 1, city="York"))
    policy = Policy({"city": Follow("x")})
    assert found(state, policy=policy).values["city"] == "York"
    assert found(state, Pin("x", "Ann"), policy=policy).values["city"] == "Leeds"
    assert found(state, Pin("x", "Xaver"), policy=policy).values["city"] is None


def test_a_pin_with_a_date_no_longer_holds_at_that_time():
    pin = Pin("x", "Xaver", Until.date(NOON))
    times = [NOON - DAY, (NOON - DAY).replace(tzinfo=dt.UTC), NOON, NOON + DAY]
    assert [found(BOTH, pin, as_of=at).values["x"] for at in times] == [
        "Xaver", "Xaver", "Anna", "Anna"
    ]  # fmt: skip


def test_a_pin_of_no_attribute_is_refused_with_advice():
    with pytest.raises(MissingColumnError, match=r"'y', which is no attribute: a unit is pinned"):
        found(BOTH, Pin("y", "secret"))


# -- lifetimes ----------------------------------------------------------------------------------

SAME = of("Ann", days=5)


def lifetimes():
    return {
        "for ever": Until.forever(),
        "change": Until.change("crm"),
        "any change": Until.change(),
        "reload": Until.reload("crm"),
        "any reload": Until.reload(),
        "date": Until.date(NOON + 100 * DAY),
        "leave": Until.leave(CRM),
    }


@pytest.mark.parametrize(
    ("before", "after", "options", "ended"),
    [
        pytest.param(of("Ann"), of("Ann"), {}, set(), id="nothing happens"),
        pytest.param(
            of("Ann"), of("Bo", days=5), {}, {"change", "any change", "reload", "any reload"},
            id="the source changes its value",
        ),
        pytest.param(
            of("Ann"), of("Ann", days=5), {}, {"reload", "any reload"},
            id="a reload of the same value is no change",
        ),
        pytest.param(
            of(None), of(None, days=5), {}, {"reload", "any reload"},
            id="semarchy: none again is no change",
        ),
        pytest.param(
            of(None), of("Ann", days=5), {}, {"change", "any change", "reload", "any reload"},
            id="from none to a value",
        ),
        pytest.param(
            of("Ann"), of("Ann").join(of(None, days=5)), {},
            {"change", "any change", "reload", "any reload"}, id="from a value to none",
        ),
        pytest.param(
            of("Ann"), of("Ann").join(of("Ann", WEB)), {}, {"any reload"},
            id="another source says the same",
        ),
        pytest.param(
            of("Ann"), of("Ann").join(of("Bo", WEB)), {}, {"any change", "any reload"},
            id="another source says something else",
        ),
        pytest.param(
            of("Ann").join(of("Ann", WEB)), of("Ann", WEB), {}, {"change", "leave"},
            id="the member leaves",
        ),
        pytest.param(
            of("Ann"), of("Ann"), {"as_of": NOON + 100 * DAY}, {"date"}, id="the date comes"
        ),
        pytest.param(
            of("Ann"), of("Ann"), {"reloaded": ["crm"]}, {"reload", "any reload"},
            id="the host says that it was reloaded",
        ),
        pytest.param(
            of("Ann"), of("Ann"), {"reloaded": ["web"]}, {"any reload"}, id="another one was"
        ),
        pytest.param(
            of(Said("Ann")), of(Said("Ann")).join(of(Said("bad", valid=False), days=5)), {},
            {"change", "any change", "reload", "any reload"}, id="a value that is not valid",
        ),
        pytest.param(
            of(1), of(True, days=5), {}, {"change", "any change", "reload", "any reload"},
            id="1 is not True",
        ),
        pytest.param(
            of(["a", "b"]), of(["b", "a"], days=5), {}, {"reload", "any reload"},
            id="a collection in another order",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("make", [Pin, Ignore])
def test_when_a_pin_ends(before, after, options, ended, make):
    pins = [make("x", "Xaver", until) for until in lifetimes().values()]
    left = still_held(pins, before, after, **{"as_of": NOON, **options})
    assert {name for name, u in lifetimes().items() if u not in [p.until for p in left]} == ended


def test_no_state_of_before_changes_nothing_of_a_pin_of_a_silent_source():
    (held,) = still_held([Pin("x", "a", Until.change("erp"))], BOTH, SAME, as_of=NOON)
    assert held.value == "a"


@frozen
class Contact:
    """A unit with a unit in it."""

    name: PersonName | None
    city: str | None


# -- as plain data ------------------------------------------------------------------------------

# A time that comes twice when clocks are put back is none of ours: times are of a zone.
moments = st.datetimes(timezones=st.none() | st.just(dt.UTC)).map(lambda at: at.replace(fold=0))
untils = st.one_of(
    st.just(Until.forever()),
    st.builds(Until.change, st.none() | st.text(max_size=5)),
    st.builds(Until.reload, st.none() | st.text(max_size=5)),
    st.builds(Until.date, moments),
    st.builds(
        Until.leave,
        st.builds(RecordId, st.just("crm"), st.integers() | st.text() | st.tuples(st.integers())),
    ),
)
plain_values = st.one_of(st.none(), st.text(), st.integers(), st.booleans(), st.tuples(st.text()))
pins = st.builds(Pin, st.just("x"), plain_values, untils) | st.builds(
    Ignore, st.just("x"), plain_values, untils
)


@given(pins)
def test_a_pin_comes_back_from_json(pin):
    again = pin_from_plain(json.loads(json.dumps(pin_to_plain(pin))))
    assert (again, repr(again)) == (pin, repr(pin))


@pytest.mark.parametrize(
    ("until", "plain"),
    [
        (Until.forever(), {"event": "never"}),
        (Until.change("erp"), {"event": "change", "source": "erp"}),
        (Until.date(NOON), {"event": "date", "at": "2024-05-01T12:00:00+00:00"}),
        (
            Until.leave(RecordId("crm", (1, "a"))),
            {"event": "leave", "record": {"source": "crm", "key": [1, "a"]}},
        ),
    ],
)
def test_how_long_a_pin_holds_is_written_in_one_way_and_read(until, plain):
    pin = Pin("x", "Ann", until)
    assert pin_to_plain(pin) == {"pin": "x", "value": "Ann", "until": plain}
    assert pin_from_plain({"pin": "x", "value": "Ann", "until": plain}) == pin


def test_a_pinned_unit_comes_back_as_what_it_was():
    pin = Pin("name", PersonName(given="San", family="Zhang"))
    plain = json.loads(json.dumps(pin_to_plain(pin)))
    assert plain["value"] == {"given": "San", "family": "Zhang"}
    assert pin_from_plain(plain, Person) == pin


def test_a_unit_in_a_unit_is_written_as_one_too_without_what_it_lacks():
    pin = Pin("contact", Contact(PersonName(given="San"), None))
    assert pin_to_plain(pin)["value"] == {"name": {"given": "San"}}


def test_a_pin_of_no_unit_of_the_record_type_is_of_a_plain_value():
    pin = Pin("no such field", "Ann")
    assert pin_from_plain(pin_to_plain(pin), Person) == pin


@pytest.mark.parametrize(
    ("plain", "why"),
    [
        ({}, "KeyError"),
        ({"pin": "x"}, "KeyError"),
        ({"pin": "x", "value": "secret", "until": {"event": "someday"}}, "ConfigurationError"),
        ({"pin": "x", "value": "secret", "until": {"event": "date"}}, "ConfigurationError"),
        ({"pin": "x", "value": {"given": "secret"}, "until": {"event": "never"}}, "TypeError"),
        ({"pin": "x", "value": "secret", "until": {"event": "date", "at": "soon"}}, "ValueError"),
        ({"pin": "x", "value": "secret", "until": 7}, "TypeError"),
    ],
)
def test_what_is_no_pin_is_refused_without_its_value(plain, why):
    with pytest.raises(ModelError, match=f"^this is no pin and no ignore: {why}$") as info:
        pin_from_plain(plain)
    assert "secret" not in str(info.value)


def test_a_value_that_json_cannot_hold_is_refused():
    with pytest.raises(ModelError, match="a set cannot be written"):
        pin_to_plain(Pin("x", {"a"}))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Until("chnge"), "^there is no event 'chnge'. Did you mean 'change'"),
        (lambda: Until("date"), "^a date, and only a date, says at= when$"),
        (lambda: Until("leave"), "^a member that leaves, and only that, says record= which$"),
        (lambda: Until("change", at=NOON), "says at= when"),
        (lambda: Until("change", record=CRM), "says record= which"),
    ],
)
def test_a_lifetime_that_cannot_work_is_refused(make, message):
    with pytest.raises(ConfigurationError, match=message):
        make()
