"""Files of version 1 are in `saved`: they are read for ever, and what is written is the same."""

from pathlib import Path

import pytest

from custmdm import ledger
from custmdm.errors import LedgerFileError
from custmdm.ledger import feed
from tests.ledger import test_feed_json as of_feed
from tests.ledger import test_json as of_ledger

SAVED = Path(__file__).parent / "saved"
PLATES = of_feed.PLATES


def read(name):
    return (SAVED / name).read_bytes().decode("utf-8")


def test_a_ledger_is_written_as_ever_and_read():
    events, state = of_ledger.history()
    assert ledger.events_to_json(events) == read("ledger.jsonl")
    assert ledger.events_from_json(read("ledger.jsonl")) == events
    assert ledger.replay(ledger.events_from_json(read("ledger.jsonl"))) == state


def test_a_state_is_written_as_ever_and_read():
    _, state = of_ledger.history()
    back = ledger.state_from_json(read("state.json"))
    assert back == state
    assert (back.number, back.own, back.below) == (state.number, state.own, state.below)
    assert back.versions == state.versions
    # Which record stands first is nobody's business.
    assert sorted(ledger.state_to_json(state).split("\n")[1]) == sorted(
        read("state.json").split("\n")[1]
    )


def test_a_crosswalk_is_written_as_ever_and_read():
    _, state = of_ledger.history()
    found = ledger.crosswalk_from_json(read("crosswalk.json"))
    assert found == state.crosswalk()
    assert ledger.crosswalk_to_json(found) == read("crosswalk.json")


def test_events_of_the_feed_are_written_as_ever_and_read():
    lines = read("feed.jsonl").removesuffix("\n").split("\n")
    assert [feed.event_to_json(event, **PLATES) for event in of_feed.EVENTS] == lines
    assert [feed.event_from_json(line, **PLATES) for line in lines] == of_feed.EVENTS


def test_a_replica_is_written_as_ever_and_read():
    mine = of_feed.replica()
    assert feed.replica_to_json(mine, **PLATES) == read("replica.json")
    back = feed.replica_from_json(read("replica.json"), **PLATES)
    assert (back, back.seen) == (mine, mine.seen)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("not JSON", "line 1: this is no JSON object, or it was cut"),
        ("foreign", "line 1: format: this is no custmdm.ledger file"),
        ("only a header", "line 2: the file was cut: its last line is missing"),
        ("an actor edited", "line 16: the file was edited, or lines are missing"),
        ("more after the end", "line 17: there is more after the end of the ledger"),
        ("an unknown type", "line 2: it does not hold what it should: KeyError"),
        ("a number as text", "line 2: it does not hold what it should: ValueError"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_words(name, message):
    with pytest.raises(LedgerFileError) as caught:
        ledger.events_from_json(of_ledger.BROKEN[name][0])
    assert str(caught.value) == message


def test_what_is_wrong_with_the_file_of_a_state_is_said_in_words():
    text = read("state.json")
    for bad, message in {
        "hello": "line 1: this is no JSON object, or it was cut",
        text[:-20]: "line 2: the file was cut or edited",
        text.replace("custmdm", "other", 1): "line 1: format: this is no custmdm.ledger_state file",
    }.items():
        with pytest.raises(LedgerFileError) as caught:
            ledger.state_from_json(bad)
        assert str(caught.value) == message
