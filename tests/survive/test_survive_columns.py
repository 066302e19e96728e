"""Survivorship by columns gives every customer what the scalar functions give."""

import datetime as dt

import numpy as np
import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from custmdm._values import identity
from custmdm.errors import ConfigurationError
from custmdm.model import Claim, PostalAddress, RecordId
from custmdm.survive import (
    Attribute,
    BySource,
    Claimed,
    Downgrade,
    Follow,
    MostTrusted,
    Policy,
    Records,
    SaidColumns,
    Trust,
    highest,
    longest,
    lowest,
    most_complete,
    most_frequent,
    most_recent,
    oldest,
    rule_name,
    survive_claims,
    survive_columns,
    valid_first,
)
from custmdm.survive._claim_columns import ClaimColumns, numbered
from custmdm.survive._rank_columns import column_scores_of, kept_on_columns
from custmdm.survive._rules import best, scores_of
from custmdm.survive._settle import ordered

AS_OF = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
TRUSTED = MostTrusted({"crm": Trust(90, 30, dt.timedelta(days=300)), "web": 60}, default=60)
# By no more than counts as equal.
BARELY = MostTrusted({"crm": 60, "web": 60.0000005}, default=59.9999)


def first_given(said):
    """A rule of a user that looks at nothing but the order."""
    return said[:1]


def shortest(said):
    """A rule of a user that measures."""
    size = min(len(str(one.value)) for one in said)
    return [one for one in said if len(str(one.value)) == size]


@frozen
class Backwards(BySource):
    """A rule of a user that gives other scores than the one it is made of."""

    def scores(self, claims):
        """Return the last source first."""
        scores, unit = super().scores(claims)
        return [-score for score in scores], unit


class Barring(MostTrusted):
    """A rule of a user that keeps out other claims than the one it is made of."""

    def bars(self, claim):
        """Keep out what the web says."""
        return claim.record.source == "web"


RANKING = [
    valid_first, most_recent, oldest, most_frequent, most_complete, longest, highest, lowest,
    BySource(["erp", "crm"]), TRUSTED.at(AS_OF),
    BARELY.at(AS_OF),
]  # fmt: skip
RULES = [
    *RANKING, first_given, shortest, Backwards(["erp", "crm"]),
    MostTrusted({"erp": 50}, 50, Downgrade(100)), Barring({"erp": 50}),
]  # fmt: skip
chains = st.lists(st.sampled_from(RULES), max_size=2)

records = st.builds(RecordId, st.sampled_from(["crm", "erp", "web"]), st.integers(1, 3))
times = st.none() | st.sampled_from(
    [
        dt.datetime(2024, 5, 1, 12),
        dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC),
        dt.datetime(2024, 5, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=8))),
        dt.datetime(2024, 5, 1, 12, microsecond=1),
        dt.datetime.min,
        dt.datetime.max,
    ]
)
texts = st.sampled_from(
    ["Ann", "Anna", "ANN", "12", "12.0", "7", "2024-05-01", "2024-05-01T01:00:00+08:00", "", "z",
     "Ann Lee", "O'Brien", "1e9999999", f"{10**30 + 1}", f"{10**30 + 2}"]
)  # fmt: skip
ODD = ["Ann", 1, True, 1.0, float("nan"), 0.0, ("a", None), ("b", "c"), dt.date(2024, 5, 2), ["a"]]
units = st.tuples(*[st.none() | st.sampled_from(["a", "b", "cc"])] * 3).filter(any)
addresses = st.builds(
    PostalAddress,
    street=st.sampled_from([None, "Mill Lane 1", "High Street 2"]),
    city=st.sampled_from([None, "Leeds", "York"]),
    postcode=st.sampled_from([None, "LS1"]),
)


def elements(values, most, keys):
    """Return what one record says: a list of value, whether it is valid, and key."""
    one = st.tuples(values, st.booleans(), keys)
    return st.sampled_from([0, most, most, most]).flatmap(
        lambda least: st.lists(one, min_size=min(least, 1), max_size=most)
    )


no_key, some_keys = st.none(), st.sampled_from([None, "k", "Ann", 1, True])
# By attribute what the values are, how many a record may say, their keys, and options.
KEEP = st.none() | st.integers(1, 2)
FILL = st.sampled_from(["never", "missing"])
SHAPES = [
    (texts, False, st.builds(Attribute, chains)),
    (st.sampled_from(ODD), False, st.builds(Attribute, chains)),
    (units, False, st.builds(Attribute, chains, fill=FILL)),
    (addresses, False, st.builds(Attribute, chains, fill=FILL)),
    (texts, True, st.builds(Attribute, chains, keep=KEEP, primary=chains)),
    (texts, True, st.just(Attribute())),
    (addresses, True, st.builds(Attribute, chains, keep=KEEP, fill=FILL)),
    (addresses, True, st.just(Attribute())),
]


@frozen
class World:
    ids: tuple
    times: tuple
    labels: tuple
    attributes: dict
    said: dict  # by attribute, by record: elements
    many: dict


@st.composite
def worlds(draw, names, shapes):
    n = draw(st.sampled_from([0, 1, 4, 6, 8]))
    ids = sorted(draw(st.lists(records, min_size=n, max_size=n, unique=True)))
    updated_at = draw(st.lists(times, min_size=n, max_size=n))
    labels = draw(st.lists(st.sampled_from([0, 1, 1, 2]), min_size=n, max_size=n))
    attributes, said, many = {}, {}, {}
    for name in draw(st.lists(names, unique=True, min_size=1)):
        values, of_many, options = draw(shapes)
        if draw(st.integers(0, 5)) == 0:
            values = st.just(draw(values))  # one value everywhere
        one = draw(options)
        if attributes and draw(st.integers(0, 2)) == 0:
            follow = Follow(draw(st.sampled_from(sorted(attributes))))
            one = Attribute((follow, *one.rules), fill=one.fill, keep=one.keep, primary=one.primary)
        attributes[name], many[name] = one, of_many
        keys = some_keys if of_many else no_key
        said[name] = [draw(elements(values, 3 if of_many else 1, keys)) for _ in range(n)]
    return World(tuple(ids), tuple(updated_at), tuple(labels), attributes, said, many)


def columns_of(world, name):
    """Return the claims of all customers as columns, some equal values with several codes."""
    order = sorted(range(len(world.ids)), key=lambda row: (world.labels[row], row))
    flat = [(row, one) for row in order for one in world.said[name][row]]
    values = [value for _, (value, _, _) in flat]
    keys = [key for _, (_, _, key) in flat]
    codes, _ = numbered([(identity(value), of) for _, (value, of, _) in flat])
    return SaidColumns(
        np.array([world.labels[row] for row, _ in flat], dtype=np.int64),
        np.array([row for row, _ in flat], dtype=np.int64),
        (codes // 2, codes % 2),
        np.array([of for _, (_, of, _) in flat], dtype=np.bool_),
        lambda at: [values[i] for i in at.tolist()],
        lambda at: [keys[i] for i in at.tolist()],
        world.many[name],
    )


def claimed(world, name, rows):
    flat = [(row, one) for row in rows for one in world.said[name][row]]
    made = [Claim(v, world.ids[row], world.times[row], of) for row, (v, of, _) in flat]
    many = world.many[name]
    return Claimed(made, [key for _, (_, _, key) in flat] if many else (), many)


def by_columns(world, policy):
    sources = sorted({record.source for record in world.ids})
    source_of = np.array([sources.index(record.source) for record in world.ids], dtype=np.int64)
    held = Records(world.ids, world.times, sources, source_of)
    said = {name: columns_of(world, name) for name in world.attributes}
    found = survive_columns(said, policy, held, 4)
    return {name: column.values(said[name]) for name, column in found.items()}


def one_by_one(world, policy):
    found = {name: [] for name in world.attributes}
    for customer in range(4):
        rows = [row for row, label in enumerate(world.labels) if label == customer]
        said = {name: claimed(world, name, rows) for name in world.attributes}
        for name, value in survive_claims(said, policy).values.items():
            found[name].append(value)
    return found


@pytest.mark.parametrize("shape", SHAPES, ids=range(len(SHAPES)))
@given(st.data())
def test_columns_give_what_the_scalar_functions_give(shape, data):
    world = data.draw(worlds(st.just("a"), st.just(shape)))
    policy = Policy(world.attributes).at(AS_OF)
    assert repr(by_columns(world, policy)) == repr(one_by_one(world, policy))


@given(worlds(st.sampled_from("abc"), st.sampled_from(SHAPES)))
def test_so_they_do_where_attributes_follow_each_other(world):
    policy = Policy(world.attributes).at(AS_OF)
    assert repr(by_columns(world, policy)) == repr(one_by_one(world, policy))


a_few = st.one_of(texts, st.sampled_from(ODD), units)
of_group = st.lists(st.tuples(a_few, st.integers(0, 8), st.booleans()), min_size=1, max_size=6)


@pytest.mark.parametrize("rule", RANKING, ids=rule_name)
@given(
    groups=st.lists(of_group, min_size=1, max_size=3), at=st.lists(times, min_size=9, max_size=9)
)
def test_each_rule_ranks_the_claims_of_many_groups_as_those_of_one(rule, groups, at):
    """A record may say several things."""
    ids = [RecordId(source, key) for source in ("crm", "erp", "web") for key in (1, 2, 3)]
    flat = [one for group in groups for one in group]
    value, firsts = numbered([identity(one[0]) for one in flat])
    columns = ClaimColumns(
        np.repeat(np.arange(len(groups)), [len(group) for group in groups]),
        value,
        [flat[place][0] for place in firsts.tolist()],
        np.array([row for _, row, _ in flat]),
        np.array([valid for _, _, valid in flat]),
        Records(ids, at, ["crm", "erp", "web"], np.arange(9) // 3),
    )
    expected = []
    for group in groups:
        said = [Claim(value, ids[row], at[row], valid) for value, row, valid in group]
        left = {id(claim) for claim in best(said, scores_of(rule, said))}
        expected += [id(claim) in left for claim in said]
    assert kept_on_columns(columns, column_scores_of(rule, columns)).tolist() == expected


def test_a_rule_that_keeps_nothing_is_named():
    def nothing(said):
        return said[:0]

    world = World(
        (RecordId("crm", 1), RecordId("crm", 2)), (None, None), (0, 0), {"a": Attribute([nothing])},
        {"a": [[("x", True, None)], [("y", True, None)]]}, {"a": False},
    )  # fmt: skip
    with pytest.raises(ConfigurationError, match="rule nothing kept none"):
        by_columns(world, Policy(world.attributes))


def test_trust_without_a_time_is_an_error_where_values_differ_and_only_there():
    world = World(
        (RecordId("crm", 1), RecordId("crm", 2)), (None, None), (0, 0),
        {"a": Attribute([TRUSTED])}, {"a": [[("x", True, None)], [("y", True, None)]]},
        {"a": False},
    )  # fmt: skip
    with pytest.raises(ConfigurationError, match="needs to know the time"):
        by_columns(world, Policy(world.attributes))
    world.said["a"][1] = [("x", False, None)]
    assert by_columns(world, Policy(world.attributes)) == {"a": ["x", None, None, None]}


def test_no_records_and_no_customers():
    world = World((), (), (), {"a": Attribute()}, {"a": []}, {"a": False})
    assert by_columns(world, Policy(world.attributes)) == {"a": [None] * 4}


TWO = (RecordId("crm", 1), RecordId("web", 1))


def columns(said, **options):
    """Return what two records of one customer say."""
    codes, _ = numbered(list(map(identity, said)))
    return SaidColumns(
        np.zeros(2, dtype=np.int64), np.arange(2), (codes,), np.ones(2, dtype=np.bool_),
        lambda at: [said[i] for i in at.tolist()], **options,
    )  # fmt: skip


def held(*times):
    return Records(TWO, times or (None, None), ["crm", "web"], np.arange(2))


def test_a_place_is_none_where_nothing_survived_or_no_claim_says_it():
    found = survive_columns({"a": columns(["x", "y"])}, Policy(), held(), 3)
    assert found["a"].place.tolist() == [0, -1, -1]
    units = columns([("x", None), ("x", "y")])
    filled = Policy({"a": Attribute(BySource(["crm"]), fill="missing")})
    found = survive_columns({"a": units}, filled, held(), 2)
    assert (found["a"].place.tolist(), found["a"].made) == ([-1, -1], {0: ("x", "y")})


@pytest.mark.parametrize("attribute", [Attribute(), Attribute(valid_first)])
def test_elements_without_keys_are_their_values(attribute):
    for values, kept in ((["x", "x"], ("x",)), (["y", "x"], ("x", "y"))):
        said = columns(values, many=True)
        found = survive_columns({"a": said}, Policy({"a": attribute}), held(), 1)
        assert found["a"].values(said) == [kept]


def test_what_follows_several_records_that_differ_goes_by_the_rules_after():
    said = {"a": columns(["x", "x"]), "b": columns(["York", "Leeds"])}
    for rules, place in (((), 1), ((BySource(["crm"]),), 0), ((BySource(["web"]),), 1)):
        policy = Policy({"b": Attribute((Follow("a"), *rules))})
        assert survive_columns(said, policy, held(), 1)["b"].place.tolist() == [place]


def test_what_follows_what_was_settled_by_itself_follows_its_winners():
    units = columns([("x", None), ("x", "y")])
    said = {"a": units, "b": columns(["York", "Leeds"])}
    for source, city in (("crm", "York"), ("web", "Leeds")):
        first = Attribute(BySource([source]), fill="missing")
        policy = Policy({"a": first, "b": Attribute(Follow("a"))})
        found = survive_columns(said, policy, held(), 1)
        assert found["b"].values(said["b"]) == [city]


def test_values_that_are_equal_in_another_type_are_two():
    said = columns([1, True])
    for source, place in (("crm", 0), ("web", 1)):
        policy = Policy({"a": Attribute(BySource([source]))})
        assert survive_columns({"a": said}, policy, held(), 1)["a"].place.tolist() == [place]


def test_claims_say_the_same_where_all_their_codes_do():
    said = columns(["x", "y"])
    said = evolve(said, codes=(*said.codes, np.zeros(2, dtype=np.int64)))
    policy = Policy({"a": Attribute(BySource(["web"]))})
    assert survive_columns({"a": said}, policy, held(), 1)["a"].place.tolist() == [1]


def test_a_rule_of_a_user_sees_all_of_a_claim():
    seen = []

    def looking(said):
        seen.extend(said)
        return said[-1:]

    said = evolve(columns(["x", "y"]), valid=np.array([True, False]))
    survive_columns({"a": said}, Policy({"a": Attribute(looking)}), held(None, AS_OF), 1)
    assert seen == [Claim("x", TWO[0], None, True), Claim("y", TWO[1], AS_OF, False)]


class Clock(dt.datetime):
    """A time of another library."""


def test_times_of_another_library_are_times():
    later, earlier = Clock(2026, 5, 1, tzinfo=dt.UTC), dt.datetime(2026, 4, 1)
    policy = Policy({"a": Attribute(most_recent)})
    for times, place in (((earlier, later), 1), ((later, earlier), 0), ((None, later), 1)):
        said = {"a": columns(["x", "y"])}
        assert survive_columns(said, policy, held(*times), 1)["a"].place.tolist() == [place]


class Unhashable:
    """A rule of a user that has no hash."""

    __hash__ = None

    def __call__(self, said):
        """Return the last."""
        return said[-1:]


def test_a_rule_needs_no_hash():
    policy = Policy({"a": Attribute(Unhashable())})
    assert survive_columns({"a": columns(["x", "y"])}, policy, held(), 1)["a"].place.tolist() == [1]


def test_claims_come_in_the_order_of_records():
    said = ordered([Claim("b", RecordId("web", 1)), Claim("a", RecordId("crm", 1))])
    assert [claim.value for claim in said] == ["a", "b"]


def test_a_record_that_says_a_value_twice_counts_once():
    columns = ClaimColumns(
        np.zeros(5, dtype=np.int64),
        np.array([0, 0, 0, 1, 1]),
        ["twice", "by two"],
        np.array([0, 0, 0, 1, 2]),
        np.ones(5, dtype=np.bool_),
        Records([RecordId("crm", i) for i in range(3)], [None] * 3, ["crm"], np.zeros(3, int)),
    )
    kept = kept_on_columns(columns, column_scores_of(most_frequent, columns))
    assert kept.tolist() == [False, False, False, True, True]
