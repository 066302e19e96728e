"""What was changed in a ledger afterwards shows, and where."""

import pytest
from attrs import evolve

from custmdm import ledger
from tests.ledger.world import BY, rec

EVENTS = tuple(
    ledger.Created(number=n, golden_id=f"G{n}", records=(rec(n),), **BY) for n in range(1, 7)
)
DIGESTS = ledger.chain(EVENTS)
E = list(EVENTS)

CHANGED = {
    "the reason edited": ([*E[:2], evolve(E[2], reason="other"), *E[3:]], 3),
    "a key of another type": ([evolve(E[0], records=(rec("1"),)), *E[1:]], 1),
    "one left out": ([*E[:3], *E[4:]], 4),
    "the first left out": (E[1:], 1),
    "the last left out": (E[:-1], 6),
    "one put in": ([*E[:2], E[2], *E[2:]], 4),
    "one more at the end": ([*E, evolve(E[5], number=7)], 7),
    "two swapped": ([E[0], E[2], E[1], *E[3:]], 2),
    "all gone": ([], 1),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_change_shows_at_its_place(name):
    events, number = CHANGED[name]
    assert ledger.verify(events, DIGESTS) == number


def test_a_ledger_that_nobody_touched_is_whole():
    assert ledger.verify(EVENTS, DIGESTS) is None
    assert ledger.verify([], []) is None
    assert len({*DIGESTS}) == 6
    assert all(len(digest) == 32 for digest in DIGESTS)


def test_a_chain_goes_on_from_its_last_digest():
    assert ledger.chain(EVENTS[:3]) + ledger.chain(EVENTS[3:], DIGESTS[2]) == DIGESTS
    assert ledger.verify(EVENTS[3:], DIGESTS[3:], DIGESTS[2]) is None
    changed = [E[3], evolve(E[4], actor="eve"), E[5]]
    assert ledger.verify(changed, DIGESTS[3:], DIGESTS[2], first=4) == 5
    # Another beginning makes all of it another ledger.
    assert ledger.verify(EVENTS[3:], DIGESTS[3:], DIGESTS[1], first=4) == 4


def test_a_key_that_no_encoding_holds_has_a_digest():
    events = [evolve(E[0], records=(rec("\ud800"),))]
    assert ledger.verify(events, ledger.chain(events)) is None


def test_digests_do_not_hang_on_the_run():
    """So that they can be kept: the same events always give these bytes."""
    assert DIGESTS[0].hex() == ledger.chain([EVENTS[0]])[0].hex()
    assert ledger.chain(ledger.events_from_json(ledger.events_to_json(EVENTS))) == DIGESTS
