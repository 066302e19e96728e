"""Ledgers, states and crosswalks go to JSON and come back; what is not whole is refused."""

import datetime as dt
import decimal
import json
import uuid

import pytest
from attrs import frozen

from custmdm import ledger
from custmdm.errors import LedgerFileError
from custmdm.ledger import _json, _migrate
from custmdm.model import Crosswalk, PersonName, PostalAddress, RecordId
from custmdm.survive import Ignore, Pin, Until
from tests.ledger.world import AT, BY, after, ledger_of, rec

KEYS = [
    "17", 17, True, 1, 1.5, None, (1, "a"), (1, (True, dt.date(2026, 5, 1))),
    dt.date(2026, 5, 1), dt.datetime(2026, 5, 1, 8), uuid.UUID(int=7), decimal.Decimal("1.50"),
    b"\x00a", "姓名", "a\u2028b", "\ud800",
]  # fmt: skip


@frozen
class Hold:
    name: str
    since: dt.datetime


def history():
    """Return one event of each type, and the state after them."""
    state, events = ledger.LedgerState(), []

    def do(command, *what, **how):
        nonlocal state
        told = command(state, *what, **BY | how)
        events.extend(told)
        state = state.apply(told)

    do(ledger.create, "A", [rec("a"), rec("b"), rec("c")])
    do(ledger.create, "B", [rec(1, "web"), rec((1, dt.date(2026, 5, 1)), "web")])
    do(ledger.create, "A", [rec("n")], reason="came late")
    do(ledger.merge, ["A", "B"])
    do(ledger.unmerge, "B", mode="linear")
    do(ledger.merge, ["A", "B"])
    do(ledger.unmerge, "A", mode="linear")
    do(ledger.move, [rec("a")], "B")
    do(ledger.split, "A", {"C": [rec("b")]})
    do(ledger.pin, "A", {"path": "name", "value": "Anna"})
    do(ledger.pin, "C", "x")
    do(ledger.unpin, "C", "x")
    do(ledger.decide, rec("a"), rec("b"), "unsure")
    do(ledger.erase, "C")
    return tuple(events), state


EVENTS, STATE = history()
TEXT = ledger.events_to_json(EVENTS)


def test_every_type_of_event_comes_back():
    assert {type(event) for event in EVENTS} == set(ledger._events.EVENTS)
    assert ledger.events_from_json(TEXT) == EVENTS
    assert ledger.events_from_json(iter(TEXT.splitlines(keepends=True))) == EVENTS
    assert "".join(f"{line}\n" for line in ledger.events_to_lines(EVENTS)) == TEXT


def test_an_empty_ledger_comes_back():
    assert ledger.events_from_json(ledger.events_to_json(())) == ()
    assert ledger.state_from_json(ledger.state_to_json(ledger.LedgerState())) == ledger.replay(())


# Named by type: pytest escapes a backslash in an id again each time that a process collects.
@pytest.mark.parametrize("key", KEYS, ids=lambda key: type(key).__name__)
def test_keys_of_records_keep_their_type(key):
    record = RecordId("crm", key)
    event = ledger.Created(number=1, golden_id="A", records=(record,), **BY)
    (back,) = ledger.events_from_json(ledger.events_to_json([event]))
    assert back == event
    assert type(back.records[0].key) is type(key)
    state = ledger.replay([event])
    assert ledger.state_from_json(ledger.state_to_json(state)).golden_id(record) == "A"
    walk = Crosswalk({record: "A"}, absent={RecordId("web", key): "B"})
    assert ledger.crosswalk_from_json(ledger.crosswalk_to_json(walk)) == walk


def test_a_key_that_cannot_be_written_says_so():
    event = ledger.Created(number=1, golden_id="A", records=(RecordId("crm", frozenset()),), **BY)
    with pytest.raises(LedgerFileError, match="type frozenset") as caught:
        ledger.events_to_json([event])
    assert caught.value.rule == "key"


def test_a_state_goes_on_from_where_it_was_saved():
    back = ledger.state_from_json(ledger.state_to_json(STATE))
    assert back == STATE
    for name in ("number", "own", "below", "size", "versions"):
        assert getattr(back, name) == getattr(STATE, name)
    told = ledger.merge(back, ["A", "B"], **BY)
    assert back.apply(told) == STATE.apply(told)


def test_a_state_in_which_one_merge_hangs_on_the_other_comes_back():
    state = after(ledger_of({"A": "a", "B": "b", "C": "c"}), ledger.merge, ["A", "B"], into="B")
    state = after(state, ledger.merge, ["B", "C"], into="C")
    back = ledger.state_from_json(ledger.state_to_json(state))
    assert back == state
    assert back.members("C") == state.members("C")


def test_a_crosswalk_comes_back():
    walk = STATE.crosswalk({rec("a")})
    assert walk.absent
    assert walk.parts
    back = ledger.crosswalk_from_json(ledger.crosswalk_to_json(walk))
    assert back == walk
    assert list(back.ids) == list(walk.ids)


def test_what_a_run_created_comes_back():
    walk = Crosswalk({rec("a"): "A", rec("b"): "B"}, created=("B",))
    assert ledger.crosswalk_from_json(ledger.crosswalk_to_json(walk)).created == ("B",)


PINS = [
    None, "Anna", 1, True, 1.5, [1, ("a", None)], {"path": "name", "n": {1: "x"}},
    dt.date(2026, 5, 1),
    Pin("name", PersonName(given="Anna", family="Lee")),
    Pin("address", ("1 High St", None, "Leeds"), Until.date(AT)),
    Ignore("phones", "+8613800000000", Until.leave(RecordId("crm", (1, dt.date(2026, 5, 1))))),
    Pin("addresses", PostalAddress(city="Leeds"), Until.change("erp")),
]  # fmt: skip


@pytest.mark.parametrize("pin", PINS, ids=repr)
def test_pins_come_back_as_what_they_were(pin):
    events = (ledger.Pinned(number=1, golden_id="A", pin=pin, **BY),)
    (back,) = ledger.events_from_json(ledger.events_to_json(events))
    assert back.pin == pin
    assert type(back.pin) is type(pin)
    state = after(ledger_of({"A": "a"}), ledger.pin, "A", pin)
    assert ledger.state_from_json(ledger.state_to_json(state)) == state
    assert ledger.verify(events, ledger.chain(events)) is None


def test_a_class_of_your_own_in_a_pin_is_handed_over():
    held = Pin("name", Hold("Anna Lee", AT))
    events = (ledger.Pinned(number=1, golden_id="A", pin=held, **BY),)
    with pytest.raises(LedgerFileError, match=r"classes=\(Hold,\)"):
        ledger.events_to_json(events)
    text = ledger.events_to_json(events, classes=(Hold,))
    assert ledger.events_from_json(text, classes=(Hold,)) == events
    with pytest.raises(LedgerFileError, match=r"classes=\(Hold,\)") as caught:
        ledger.events_from_json(text)
    assert "Anna" not in str(caught.value)
    state = after(ledger_of({"A": "a"}), ledger.pin, "A", held)
    saved = ledger.state_to_json(state, classes=(Hold,))
    assert ledger.state_from_json(saved, classes=(Hold,)) == state
    digests = ledger.chain(events, classes=(Hold,))
    assert ledger.verify(events, digests, classes=(Hold,)) is None


LINES = TEXT.splitlines()
BROKEN = {
    "nothing": ("", 1, "json"),
    "not JSON": ("hello", 1, "json"),
    "a list": ("[]", 1, "json"),
    "foreign": ('{"format": "custmdm.linker", "version": 1}', 1, "format"),
    "newer": (TEXT.replace('"version": 1', '"version": 2', 1), 1, "version"),
    "no version": ('{"format": "custmdm.ledger"}', 1, "version"),
    "true": ('{"format": "custmdm.ledger", "version": true}', 1, "version"),
    "only a header": (LINES[0], 2, "closed"),
    "cut after a line": ("\n".join(LINES[:-1]), len(LINES), "closed"),
    "cut inside a line": (TEXT[: len(TEXT) // 2], TEXT[: len(TEXT) // 2].count("\n") + 1, "json"),
    "a line left out": ("\n".join([*LINES[:3], *LINES[4:]]), len(LINES) - 1, "digest"),
    "two lines swapped": ("\n".join([LINES[0], LINES[2], LINES[1], *LINES[3:]]), len(LINES),
                          "digest"),
    "a line twice": ("\n".join([*LINES[:2], *LINES[1:]]), len(LINES) + 1, "digest"),
    "an actor edited": (TEXT.replace('"li"', '"eve"', 1), len(LINES), "digest"),
    "more after the end": (TEXT + LINES[1], len(LINES) + 1, "closed"),
    "an unknown type": (TEXT.replace('"Created"', '"Evil"', 1), 2, "content"),
    "a field too many": (TEXT.replace('"actor"', '"x":1,"actor"', 1), 2, "content"),
    "a field too few": (TEXT.replace('"actor":"li",', "", 1), 2, "content"),
    "a number as text": (TEXT.replace('"number":1', '"number":"1"', 1), 2, "content"),
    "an unknown key": (TEXT.replace('["crm","a"]', '["crm",{"os":"a"}]', 1), 2, "content"),
    "a time that is none": (TEXT.replace('"2026-05-01', '"2026-15-01', 1), 2, "content"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_ledger_that_is_not_whole_is_refused(name):
    text, line, rule = BROKEN[name]
    with pytest.raises(LedgerFileError) as caught:
        ledger.events_from_json(text)
    assert caught.value.rule == rule
    assert caught.value.number == line
    assert "None" not in str(caught.value)
    assert "Anna" not in str(caught.value)


@pytest.mark.parametrize(
    ("write", "read"),
    [
        (lambda: ledger.state_to_json(STATE), ledger.state_from_json),
        (lambda: ledger.crosswalk_to_json(STATE.crosswalk()), ledger.crosswalk_from_json),
    ],
)
def test_a_state_or_crosswalk_that_is_not_whole_is_refused(write, read):
    text = write()
    broken = {
        "digest": [text[:-20], text.replace('"A"', '"Z"', 1), text.split("\n")[0]],
        "format": [TEXT, text.replace("custmdm", "other", 1)],
        "version": [text.replace('"version": 1', '"version": 9')],
        "json": ["", "hello", "null"],
    }
    for rule, texts in broken.items():
        for bad in texts:
            with pytest.raises(LedgerFileError) as caught:
                read(bad)
            assert caught.value.rule == rule


def test_a_file_with_a_right_digest_and_wrong_content_is_refused():
    body = '{"number":1}'
    digest = ledger._chain.link_of(b"", body.encode()).hex()
    text = json.dumps({"format": "custmdm.ledger_state", "version": 1, "digest": digest})
    with pytest.raises(LedgerFileError, match="KeyError"):
        ledger.state_from_json(f"{text}\n{body}\n")


def test_an_older_version_is_brought_up_to_this_one():
    """A made-up version 0, which called `actor` by another name and knew no reasons."""
    old = [{"format": "custmdm.ledger", "version": 0}]
    for line in LINES[1:-1]:
        plain = json.loads(line)
        plain["by"] = plain.pop("actor")
        old.append(plain)
    lines = [json.dumps(plain, separators=(",", ":")) for plain in old]
    digest = ledger._chain.link_of(b"", ledger._chain.canonical(old[0]))
    for line in lines[1:]:
        digest = ledger._chain.link_of(digest, line.encode())
    lines.append(json.dumps({"events": len(lines) - 1, "digest": digest.hex()}))

    def named(plain):
        return {("actor" if name == "by" else name): value for name, value in plain.items()}

    steps = {0: named}
    assert tuple(_json._events(lines, (), steps)) == EVENTS
    with pytest.raises(LedgerFileError, match="no way from version 0 to 1"):
        ledger.events_from_json(lines)
    # Steps follow one another, from each version to the next.
    both = {0: named, 1: lambda plain: {**plain, "reason": "moved"}}
    found = tuple(_json._events(lines, (), both, to=2))
    assert {event.reason for event in found} == {"moved"}
    with pytest.raises(LedgerFileError, match="no way from version 0 to 2"):
        tuple(_json._events(lines, (), {1: named}, to=2))


def test_versions_that_are_read_are_those_with_a_way_here():
    assert _migrate.check_version(_migrate.VERSION, {}) == _migrate.VERSION
    assert _migrate.migrate({"a": 1}, 0, {0: lambda plain: {"b": plain["a"]}}) == {"b": 1}
