"""When a golden value changes by itself, against looking at every day."""

import datetime as dt
import math
import random

import pytest
from tests.survive.claims import NOON

from custmdm.errors import ConfigurationError
from custmdm.model import RecordId
from custmdm.survive import (
    Attribute,
    Downgrade,
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
    valid_until,
)

DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)
NOW = NOON.replace(tzinfo=dt.UTC)
CURVES = ["linear", "slow_first", "fast_first", "half_life"]
HORIZON = 200


def of(source, said, days_ago=0.0, key=1):
    at = None if days_ago is None else NOW - days_ago * DAY
    return SurvivorState.of(RecordId(source, key), said, observed_at=at)


def made_up(rng):
    """Return a state, and a policy of trust, with every curve, downgrades, and no times."""
    trust = {}
    for source in ("crm", "web", "erp"):
        top = rng.choice([rng.uniform(30, 100), 60.0])
        low = rng.choice([top, rng.uniform(0, top), 20.0 if top > 20 else 0.0])
        trust[source] = Trust(top, low, rng.uniform(5, 150) * DAY, rng.choice(CURVES))
    downgrade = Downgrade(rng.choice([0, 40, 80, 100]), rng.random() < 0.5)
    state = SurvivorState.joined(
        of(
            rng.choice(list(trust)),
            {"x": Said(f"v{i}", rng.random() < 0.7, rng.choice([None, None, None, 45.0]))},
            rng.choice([None, rng.uniform(-50, 200), rng.randrange(100)]),
            i,
        )
        for i in range(rng.randrange(2, 6))
    )
    rules = [MostTrusted(trust, 10, downgrade), *rng.choice([[], [most_recent]])]
    return state, Policy({"x": rules})


def test_the_instant_is_the_first_second_of_another_value_and_no_day_before_it_has_one():
    rng = random.Random(11)
    changed = 0
    for _ in range(80):
        state, policy = made_up(rng)

        def value(at, state=state, policy=policy):
            return survive(state, policy, as_of=at).values["x"]

        until = valid_until(state, policy, as_of=NOW)["x"]
        now = value(NOW)
        end = NOW + HORIZON * DAY if until is None else min(until, NOW + HORIZON * DAY)
        at = NOW
        while at < end:
            assert value(at) == now
            at += DAY
        if until is not None:
            changed += 1
            assert until > NOW
            assert until.microsecond == 0
            assert value(until) != now
            assert value(until - SECOND) == now
    assert 8 < changed < 72, changed


def policy_of(*rules):
    return Policy({"x": list(rules)})


LINEAR = MostTrusted({"crm": Trust(90, 30, 100 * DAY), "web": 60})
TWO = of("crm", {"x": "a"}).join(of("web", {"x": "b"}))


@pytest.mark.parametrize(
    ("state", "policy", "until"),
    [
        # At 50 days both have 60 points, a tie, which goes by the text; then web has more.
        pytest.param(TWO, policy_of(LINEAR), NOW + 50 * DAY + SECOND, id="when one is overtaken"),
        pytest.param(
            of("crm", {"x": "a"}, 1).join(of("web", {"x": "b"})), policy_of(LINEAR, most_recent),
            NOW + 49 * DAY, id="a tie goes to the next rule",
        ),
        pytest.param(TWO, policy_of(most_recent), None, id="no rule hangs on the time"),
        pytest.param(of("crm", {"x": "a"}), policy_of(LINEAR), None, id="one value"),
        pytest.param(of("crm", {"x": None}), policy_of(LINEAR), None, id="no value"),
        pytest.param(SurvivorState(), policy_of(LINEAR), None, id="no records"),
        pytest.param(of("crm", {"x": "a"}).join(of("web", {"x": "a"})), policy_of(LINEAR), None,
                     id="one value of two records"),
        pytest.param(of("crm", {"x": "a"}, None).join(of("web", {"x": "b"})), policy_of(LINEAR),
                     None, id="a claim without a time is as old as can be"),
        pytest.param(of("crm", {"x": "a"}, 60).join(of("web", {"x": "b"})), policy_of(LINEAR), None,
                     id="it was overtaken before"),
        pytest.param(of("crm", {"x": ["a"]}).join(of("web", {"x": ["b"]})),
                     Policy({"x": Attribute(LINEAR)}), NOW + 50 * DAY, id="a collection"),
    ],
)  # fmt: skip
def test_when_a_winner_changes(state, policy, until):
    assert valid_until(state, policy, as_of=NOW)["x"] == until
    assert valid_until(state, policy, as_of=NOON)["x"] == until


def test_it_is_exact_to_the_second():
    # 90 - 60 t / T = 60 - 30 t / T' at t = 30 / (60 / T - 30 / T').
    rule = MostTrusted({"crm": Trust(90, 30, 77 * DAY), "web": Trust(60, 30, 311 * DAY)})
    seconds = 30 / (60 / 77 - 30 / 311) * 86_400
    found = valid_until(TWO, policy_of(rule), as_of=NOW)["x"]
    assert found == NOW + math.ceil(seconds) * SECOND


def test_what_follows_changes_with_what_it_follows():
    state = of("crm", {"x": "a", "city": "Leeds"}).join(of("web", {"x": "b", "city": "York"}))
    policy = Policy({"x": LINEAR, "city": Follow("x"), "note": most_recent})
    found = valid_until(state, policy, as_of=NOW)
    assert found["city"] == found["x"] == NOW + 50 * DAY + SECOND
    assert found["note"] is None


def test_a_pin_that_ends_changes_the_value_and_one_that_lasts_keeps_it():
    date = NOW + 7 * DAY + dt.timedelta(milliseconds=1)
    ends, lasts = Pin("x", "pinned", Until.date(date)), Pin("x", "pinned")
    found = [valid_until(TWO, policy_of(LINEAR), as_of=NOW, pins=[p])["x"] for p in (ends, lasts)]
    assert found == [NOW + 7 * DAY + SECOND, None]


class Evening:
    """A rule of a user that hangs on the time."""

    def __init__(self, late=False):
        self.late = late

    def at(self, as_of):
        return Evening(as_of.hour >= 18)

    def __call__(self, said):
        return said[-1:] if self.late else said[:1]


class EveningThatSays(Evening):
    """The same, that says when it changes."""

    def at(self, as_of):
        return EveningThatSays(as_of.hour >= 18)

    def instants(self, said, after):
        return [after.replace(hour=18, minute=0, second=0, microsecond=0, tzinfo=None)]


def test_what_the_default_hangs_on_is_nothing_of_a_collection():
    state = of("crm", {"x": ["a"]}).join(of("web", {"x": ["b"]}))
    assert valid_until(state, Policy(default=Attribute(Evening())), as_of=NOW)["x"] is None


def test_a_rule_of_a_user_says_when_it_changes():
    found = valid_until(TWO, policy_of(EveningThatSays()), as_of=NOW)["x"]
    assert found == NOW.replace(hour=18)
    with pytest.raises(ConfigurationError, match="give it a method instants"):
        valid_until(TWO, policy_of(Evening()), as_of=NOW)
