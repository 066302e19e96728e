"""States: what records say of one customer, joined in any order, and no less than can matter."""

import datetime as dt
import itertools
import random
from collections.abc import Mapping
from functools import reduce

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.survive.claims import NOON, times

from custmdm.errors import ConfigurationError
from custmdm.model import RecordId
from custmdm.survive import (
    Attribute,
    Downgrade,
    MostTrusted,
    Policy,
    Said,
    SurvivorState,
    Trust,
    most_recent,
    settle,
    survive,
)

DAY = dt.timedelta(days=1)
EMPTY = SurvivorState()

singles = st.none() | st.builds(
    Said,
    st.sampled_from(["Ann", "Anna", 1, True, 1.0, ("a", None), {"a": 1}]),
    valid=st.booleans(),
    trust=st.none() | st.sampled_from([10.0, 90.0]),
)
elements = st.lists(
    st.builds(
        Said, st.sampled_from(["+861", "+862", "+863"]), valid=st.booleans(),
        key=st.sampled_from(["k1", "k2", None]),
    ),
    max_size=3,
)  # fmt: skip
states = st.builds(
    SurvivorState.of,
    st.builds(RecordId, st.sampled_from(["crm", "web"]), st.integers(1, 2)),
    st.fixed_dictionaries({}, optional={"name": singles, "phones": elements}),
    observed_at=times,
) | st.just(EMPTY)


def _all(value):
    """Take apart what hides its values in its repr."""
    if attrs.has(type(value)) and not isinstance(value, RecordId):
        return [_all(getattr(value, part.name)) for part in attrs.fields(type(value))]
    if isinstance(value, Mapping):
        return {name: _all(value[name]) for name in sorted(value)}
    return [_all(one) for one in value] if isinstance(value, (tuple, list)) else value


def same(one, other):
    """Equal to the last type: 1 is not True."""
    return one == other and repr(_all(one.cells)) == repr(_all(other.cells))


@given(states, states, states)
def test_join_is_associative(a, b, c):
    assert same(a.join(b).join(c), a.join(b.join(c)))


@given(states, states)
def test_join_is_commutative(a, b):
    assert same(a.join(b), b.join(a))


@given(states, states)
def test_join_is_idempotent(a, b):
    both = a.join(b)
    assert same(both.join(both), both)
    assert same(both.join(a), both)
    assert same(both.join(EMPTY), both)


@given(st.lists(states, max_size=5), st.randoms(use_true_random=False))
def test_one_pass_is_the_join_of_each_with_the_next_in_any_order(found, random):
    shuffled = list(found)
    random.shuffle(shuffled)
    assert same(SurvivorState.joined(found), reduce(SurvivorState.join, shuffled, EMPTY))


@given(st.lists(states, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_what_survives_hangs_on_no_order(found, random):
    policy = Policy({"phones": Attribute(keep=2, primary=[most_recent])})
    shuffled = list(found)
    random.shuffle(shuffled)
    one = survive(SurvivorState.joined(found), policy)
    two = survive(reduce(SurvivorState.join, shuffled), policy)
    assert repr(_all(one)) == repr(_all(two))


CRM = RecordId("crm", 1)


def of(said, days=0, record=CRM):
    return SurvivorState.of(record, {"x": said}, observed_at=NOON + days * DAY)


def held(*found):
    return [claim.value for claim in SurvivorState.joined(found).claims("x")]


@pytest.mark.parametrize(
    ("found", "values"),
    [
        pytest.param([of("old"), of("new", 1)], ["new"], id="the newest of a record"),
        pytest.param(
            [of("old"), of("new", 1, RecordId("crm", 2))], ["old", "new"],
            id="two records of one source",
        ),
        pytest.param(
            [of(Said("old")), of(Said("bad", valid=False), 1)], ["bad", "old"],
            id="a valid value beside a newer one that is not",
        ),
        pytest.param(
            [of(Said("a", trust=9.0)), of(Said("b"), 1)], ["a", "b"], id="trust of its own"
        ),
        pytest.param([of("a"), of("b")], ["a"], id="of one time by the text"),
        pytest.param([of("old"), of(None, 1)], [], id="nothing takes back what was said before"),
        pytest.param([of("old"), of(None, -1)], ["old"], id="and not what was said since"),
        pytest.param([of("old"), of(None)], ["old"], id="of one time something counts"),
        pytest.param(
            [of(Said("old")), of(None, 1), of(Said("bad", valid=False), 2)], ["bad"],
            id="taken back for good",
        ),
        pytest.param([of(["a", "b"]), of(["c"], 1)], ["c"], id="a collection as a whole"),
        pytest.param([of(["a", "b"]), of([], 1)], [], id="an empty collection too"),
        pytest.param([of(["a"]), of(["b"])], ["a", "b"], id="elements of one time together"),
        pytest.param(
            [of([Said("a")]), of([Said("b", valid=False)], 1)], ["b"],
            id="of a collection the class is not asked",
        ),
    ],
)  # fmt: skip
def test_what_can_still_matter(found, values):
    for order in itertools.permutations(found):
        assert held(*order) == values


@pytest.mark.parametrize(
    ("found", "value"),
    [
        pytest.param([of("old"), of("new", 1)], ["new"], id="the newest"),
        pytest.param([of(Said("bad", valid=False), 1), of("good")], ["bad"], id="valid or not"),
        pytest.param([of(Said("bad", valid=False)), of("good")], ["good"], id="of one time valid"),
        pytest.param([of(Said("a", trust=1.0)), of("b")], ["a"], id="and then by the text"),
        pytest.param([of(None), of("a")], ["a"], id="of one time something"),
        pytest.param([of(None, 1), of("a")], [], id="nothing, later"),
    ],
)
def test_what_a_record_said_last(found, value):
    for order in itertools.permutations(found):
        (cell,) = SurvivorState.joined(order).now_said("x").values()
        assert [claim.value for claim in cell.claims] == value
    assert SurvivorState.joined(found).now_said("y") == {}


def test_of_one_time_written_in_two_zones_no_order_changes_which_is_kept():
    naive = SurvivorState.of(RecordId("crm", 1), {"x": "a"}, observed_at=NOON)
    aware = SurvivorState.of(
        RecordId("crm", 1), {"x": "a"}, observed_at=NOON.replace(tzinfo=dt.UTC)
    )
    assert same(naive.join(aware), aware.join(naive))


def test_the_trust_of_a_claim_itself_counts_before_that_of_its_source():
    state = SurvivorState.joined(
        [
            SurvivorState.of(RecordId("crm", 1), {"x": Said("a", trust=10.0)}),
            SurvivorState.of(RecordId("web", 1), {"x": Said("b", trust=20.0)}),
        ]
    )
    assert [claim.trust for claim in state.claims("x")] == [10.0, 20.0]
    policy = Policy({"x": MostTrusted({"crm": 90, "web": 50})})
    assert survive(state, policy, as_of=NOON).values["x"] == "b"


def test_a_collection_in_one_record_is_one_in_all():
    with pytest.raises(ConfigurationError, match="'x' is a single value in one record and a list"):
        of("a").join(of(["b"], 0, RecordId("web", 1)))


def test_an_empty_state_says_nothing():
    assert (EMPTY.claims("x"), EMPTY.is_many("x"), survive(EMPTY, Policy()).values) == (
        (),
        False,
        {},
    )


# -- what would be wrong ------------------------------------------------------------------------


def history(rng):
    """Return a made-up history of claims, a rule of trust, and a time."""
    rule = MostTrusted(
        {
            source: Trust(
                rng.uniform(40, 100), rng.uniform(0, 40), rng.uniform(20, 400) * DAY,
                rng.choice(["linear", "slow_first", "fast_first", "half_life"]),
            )
            for source in ("crm", "web", "erp")
        },
        downgrade=Downgrade(rng.choice([30, 50, 80])),
    )  # fmt: skip
    said = [
        SurvivorState.of(
            RecordId(rng.choice(["crm", "web", "erp"]), 1),
            {"x": Said(f"v{i}", valid=rng.random() < 0.7)},
            observed_at=NOON + rng.randrange(400) * DAY,
        )
        for i in range(rng.randrange(3, 9))
    ]
    return said, [rule.at(NOON + 400 * DAY), most_recent], NOON + 400 * DAY


def test_a_state_is_never_wrong_newest_of_a_source_sometimes_and_a_running_winner_more_often():
    """Counted on 2,000 made-up histories against all that was ever said."""
    rng = random.Random(7)
    wrong = dict.fromkeys(["state", "newest of a source", "running winner"], 0)
    for _ in range(2000):
        said, rules, now = history(rng)
        every = [claim for state in said for claim in state.claims("x")]
        truth = settle("x", every, rules).value
        found = survive(SurvivorState.joined(said), Policy({"x": rules}), as_of=now)
        wrong["state"] += found.values["x"] != truth
        newest = {}
        for claim in sorted(every, key=lambda c: (c.observed_at, c.value)):
            newest[claim.record.source] = claim
        wrong["newest of a source"] += settle("x", list(newest.values()), rules).value != truth
        # It was decided when each claim came, at that time, and what lost was thrown away.
        winner = None
        for claim in sorted(every, key=lambda c: (c.observed_at, c.value)):
            then = [rules[0].at(claim.observed_at), *rules[1:]]
            left = [claim] if winner is None else [winner, claim]
            winner = settle("x", left, then).winner
        wrong["running winner"] += winner.value != truth
    assert wrong["state"] == 0
    assert 100 < wrong["newest of a source"] < wrong["running winner"], wrong
