"""Policies: units whole, collections by element, attributes that follow another."""

import itertools

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st
from tests.survive.claims import NOON

from custmdm.errors import ConfigurationError, MissingColumnError
from custmdm.model import PersonName, PostalAddress, RecordId
from custmdm.survive import (
    Attribute,
    BySource,
    Follow,
    MostTrusted,
    Policy,
    Said,
    SurvivorState,
    Trust,
    most_complete,
    most_frequent,
    most_recent,
    survive,
    valid_first,
)


def of(source, said, key=1, **options):
    return SurvivorState.of(RecordId(source, key), said, **options)


def values_of(states, policy, **options):
    return survive(SurvivorState.joined(states), policy, **options).values


# -- units --------------------------------------------------------------------------------------


@pytest.mark.parametrize("fill", ["never", "missing"])
@pytest.mark.parametrize("as_cells", [True, False])
def test_microsofts_mixed_address_does_not_happen(fill, as_cells):
    """ "200 Cedar Springs Road" of one source and "Suite 950" of another were put together."""
    said = {
        "crm": {"street": "200 Cedar Springs Road", "unit": None, "city": "Dallas"},
        "web": {"street": "10 Medina Street", "unit": "Suite 950", "city": "Dallas"},
        "erp": {"street": None, "unit": "Suite 950", "city": "Dallas"},
    }

    def unit(parts):
        return tuple(parts.values()) if as_cells else PostalAddress(**parts)

    states = [of(source, {"address": unit(parts)}) for source, parts in said.items()]
    policy = Policy({"address": Attribute(BySource(["crm"]), fill=fill)})
    assert values_of(states, policy)["address"] == unit(said["crm"])


def test_a_unit_is_filled_from_the_best_that_says_the_same_and_more():
    line = PostalAddress(street="1 High St", city="Leeds")
    said = [
        line,
        PostalAddress(street="1 High St", postcode="LS1 1AA"),
        PostalAddress(street="1 High St", postcode="LS1 1AB", country="GB"),
        PostalAddress(street="1 High St", city="York", region="Yorkshire"),
    ]
    states = [of(s, {"address": a}) for s, a in zip(["a", "b", "c", "d"], said, strict=True)]
    rules = BySource(["a", "c"])
    state = SurvivorState.joined(states)
    found = survive(state, Policy({"address": Attribute(rules, fill="missing")}))
    whole = PostalAddress(street="1 High St", city="Leeds", postcode="LS1 1AB", country="GB")
    assert found.values["address"] == whole
    trace = found.traces["address"]
    assert trace.winner.value == line
    assert [(f.part, f.value, f.claim.record.source) for f in trace.filled] == [
        ("postcode", "LS1 1AB", "c"), ("country", "GB", "c")
    ]  # fmt: skip
    assert survive(state, Policy({"address": rules})).values["address"] == line


@pytest.mark.parametrize("as_cells", [True, False])
@pytest.mark.parametrize(
    ("best", "other", "whole"),
    [
        pytest.param(("a", None, None), ("a", "b", None), ("a", "b", None), id="one part more"),
        pytest.param((None, "b", None), ("a", "b", "c"), ("a", "b", "c"), id="all that lacks"),
        pytest.param((None, None, None), ("a", "b", "c"), (None,) * 3, id="nothing to go by"),
        pytest.param(("a", None, None), "a, b", ("a", None, None), id="a text has no parts"),
    ],
)
def test_what_fills_a_unit(best, other, whole, as_cells):
    def unit(parts):
        if as_cells or isinstance(parts, str):
            return parts
        return PostalAddress(street=parts[0], city=parts[1], region=parts[2])

    states = [of("crm", {"u": unit(best)}), of("web", {"u": unit(other)})]
    policy = Policy({"u": Attribute(BySource(["crm"]), fill="missing")})
    assert values_of(states, policy)["u"] == unit(whole)


@frozen
class Contact:
    """A unit with a unit in it."""

    city: str | None = None
    name: PersonName | None = None


def test_a_unit_in_a_unit_is_filled_whole():
    best, other = Contact("Leeds"), Contact("Leeds", PersonName(given="Ann"))
    policy = Policy({"u": Attribute(BySource(["crm"]), fill="missing")})
    assert values_of([of("crm", {"u": best}), of("web", {"u": other})], policy)["u"] == other


parts = st.sampled_from([None, "a", "b"])
cells = st.tuples(parts, parts, parts).filter(any)


@given(st.lists(cells, min_size=1, max_size=5))
def test_a_unit_that_is_not_filled_is_that_of_a_record(said):
    states = [of("crm", {"u": unit}, i) for i, unit in enumerate(said)]
    assert values_of(states, Policy())["u"] in said


@given(st.lists(cells, min_size=1, max_size=5))
def test_a_filled_unit_is_of_two_records_at_most_that_share_its_first_part(said):
    states = [of("crm", {"u": unit}, i) for i, unit in enumerate(said)]
    found = survive(SurvivorState.joined(states), Policy({"u": Attribute(fill="missing")}))
    trace, value = found.traces["u"], found.values["u"]
    winner = trace.winner.value
    assert all(part in (None, value[i]) for i, part in enumerate(winner))
    sources = {f.claim.record for f in trace.filled}
    assert len(sources) == (1 if value != winner else 0)
    for filled in trace.filled:
        first = next(i for i, part in enumerate(winner) if part)
        other = filled.claim.value
        assert other[first] == winner[first]
        assert all(a == b for a, b in zip(winner, other, strict=True) if a and b)
        assert value[int(filled.part)] == filled.value == other[int(filled.part)]


# -- collections --------------------------------------------------------------------------------


def phones(*numbers, **options):
    return [Said(number, key=number.strip("+"), **options) for number in numbers]


def test_a_collection_holds_the_elements_of_all_records_each_once():
    states = [
        of("crm", {"phones": phones("+861", "+862")}), of("web", {"phones": phones("861", "+863")})
    ]  # fmt: skip
    assert values_of(states, Policy())["phones"] == ("+861", "+862", "+863")


@pytest.mark.parametrize(
    ("attribute", "kept"),
    [
        pytest.param(Attribute(many=True), ("+861", "+862", "+863"), id="all by their text"),
        pytest.param(
            Attribute(primary=most_frequent), ("+862", "+861", "+863"), id="the primary first"
        ),
        pytest.param(Attribute(keep=2), ("+862", "+863"), id="the latest valid"),
        pytest.param(Attribute(keep=1, primary=BySource(["erp"])), ("+861",), id="the best one"),
        pytest.param(Attribute(keep=9), ("+862", "+863", "+861"), id="more than there are"),
        pytest.param(
            Attribute(BySource(["web"]), keep=2), ("+862", "+863"), id="rules say whose count"
        ),
    ],
)
def test_a_collection_is_kept_whole_or_the_best_of_it(attribute, kept):
    states = [
        of("erp", {"phones": phones("+861")}, observed_at=NOON.replace(year=2020)),
        of("crm", {"phones": phones("+862")}, observed_at=NOON.replace(year=2021)),
        of("web", {"phones": phones("+862", "+863")}, observed_at=NOON.replace(year=2022)),
        of("bad", {"phones": phones("+862", valid=False)}, observed_at=NOON.replace(year=2023)),
    ]
    for order in itertools.permutations(states):
        assert values_of(order, Policy({"phones": attribute}))["phones"] == kept


def test_what_was_not_among_the_best_knows_how_far_it_was():
    state = of("crm", {"phones": phones("+861", "+862", "+863")})
    trace = survive(state, Policy({"phones": Attribute(keep=1)})).traces["phones"]
    assert trace.rule == "the best values"
    assert [(r.claim.value, r.rule, r.margin, r.unit) for r in trace.removed] == [
        ("+862", "the best values", 1.0, "places"), ("+863", "the best values", 2.0, "places")
    ]  # fmt: skip


def test_an_element_is_filled_within_itself():
    full, lacking = (
        PostalAddress(street="1 High St", city="Leeds", postcode="LS1"),
        PostalAddress(street="1 High St", city="Leeds"),
    )
    states = [
        of("crm", {"a": [Said(full, key="k")]}, observed_at=NOON.replace(year=2020)),
        of("web", {"a": [Said(lacking, key="k")]}, observed_at=NOON.replace(year=2022)),
        of("erp", {"a": [Said(PostalAddress(city="York"), key="y")]}),
    ]
    assert values_of(states, Policy())["a"] == (lacking, PostalAddress(city="York"))
    found = survive(SurvivorState.joined(states), Policy({"a": Attribute(fill="missing")}))
    assert found.values["a"] == (full, PostalAddress(city="York"))
    assert [(f.part, f.value, f.claim.record.source) for f in found.traces["a"].filled] == [
        ("postcode", "LS1", "crm")
    ]


# -- following ----------------------------------------------------------------------------------

FOLLOW = Policy({"street": BySource(["erp"]), "city": Follow("street"), "zip": Follow("city")})


def test_an_attribute_that_follows_comes_from_the_record_that_won():
    states = [
        of("erp", {"street": "1 High St", "city": "Leeds", "zip": "LS1"}),
        of("web", {"street": "2 Low Rd", "city": "York", "zip": "YO1"}),
    ]
    found = values_of(states, FOLLOW)
    assert (found["street"], found["city"], found["zip"]) == ("1 High St", "Leeds", "LS1")


@pytest.mark.parametrize("said", [{"street": "1 High St"}, {"street": "1 High St", "city": None}])
def test_where_the_winner_says_nothing_there_is_no_value(said):
    states = [of("erp", said), of("web", {"city": "York", "zip": "YO1"})]
    found = survive(SurvivorState.joined(states), FOLLOW)
    assert (found.values["city"], found.values["zip"]) == (None, None)
    (lost,) = found.traces["city"].removed
    assert (lost.rule, lost.claim.value) == ("Follow(path='street')", "York")


def test_where_the_other_has_no_winner_neither_has_what_follows():
    assert values_of([of("web", {"city": "York"})], FOLLOW)["city"] is None


def test_a_collection_may_follow():
    policy = Policy({"name": BySource(["erp"]), "phones": Follow("name")})
    states = [
        of("erp", {"name": "Ann", "phones": ["+861"]}),
        of("web", {"name": "Bo", "phones": ["+862"]}),
    ]
    assert values_of(states, policy)["phones"] == ("+861",)


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (
            lambda: Policy({"a": Follow("b"), "b": Follow("c"), "c": Follow("a")}),
            ConfigurationError,
            "follow each other in a circle: ",
        ),
        (lambda: Policy({"a": Follow("a")}), ConfigurationError, "in a circle: a -> a"),
        (lambda: Policy(default=Follow("a")), ConfigurationError, "not every attribute"),
        (
            lambda: survive(of("crm", {"street": "x"}), Policy({"street": Follow("strret")})),
            MissingColumnError,
            "'street' follows 'strret', which is no attribute",
        ),
        (lambda: Follow("a")([]), ConfigurationError, "use it in a Policy"),
        (lambda: Follow(7), ConfigurationError, "takes the name of an attribute, got 7"),
        (lambda: Attribute(BySource), ConfigurationError, "is a function of claims"),
        (lambda: Attribute("newest"), ConfigurationError, "is a function of claims"),
        (lambda: Attribute(fill="mising"), ConfigurationError, "Did you mean 'missing'"),
        (lambda: Attribute(keep=0), ConfigurationError, "number of elements from 1"),
        (lambda: Attribute(many=False, keep=1), ConfigurationError, "are for collections"),
        (
            lambda: survive(of("crm", {"x": "a"}), Policy({"x": Attribute(keep=1)})),
            ConfigurationError,
            "'x' is a single value; its policy says many, keep or primary",
        ),
        (
            lambda: survive(of("crm", {"x": ["a"]}), Policy({"x": Attribute(many=False)})),
            ConfigurationError,
            "'x' is a collection; its policy says many=False",
        ),
        (
            lambda: survive(
                of("crm", {"x": "a"}).join(of("web", {"x": "b"})), Policy({"x": MostTrusted({})})
            ),
            ConfigurationError,
            "needs to know the time",
        ),
    ],
)
def test_what_cannot_work_is_refused_with_advice(make, error, message):
    with pytest.raises(error, match=message):
        make()


def test_what_is_left_out_survives_by_the_usual_rules():
    policy = Policy({"name": most_complete})
    assert policy.of("email").rules == (valid_first, most_recent, most_frequent, most_complete)
    assert policy.of("phones", many=True).rules == ()
    assert policy.of("name").rules == (most_complete,)


def test_an_attribute_that_nobody_speaks_of_is_empty():
    policy = Policy(
        {"name": most_recent, "phones": Attribute(many=True), "mails": Attribute(keep=1)}
    )
    found = survive(of("crm", {"note": None}), policy)
    assert dict(found.values) == {"name": None, "phones": (), "mails": (), "note": None}
    assert dict(found.traces) == {}


def test_trust_is_asked_about_the_attribute_it_stands_at():
    table = MostTrusted({("crm", "name"): 90, ("web", "email"): 90}, default=Trust.flat(10))
    states = [of("crm", {"name": "c", "email": "c"}), of("web", {"name": "w", "email": "w"})]
    policy = Policy({"name": table}, default=Attribute(table))
    found = values_of(states, policy, as_of=NOON)
    assert (found["name"], found["email"]) == ("c", "w")


def test_a_person_name_survives_whole():
    states = [
        of("crm", {"name": PersonName(given="Ann")}), of("web", {"name": PersonName(family="Lee")})
    ]  # fmt: skip
    found = values_of(states, Policy({"name": Attribute(BySource(["crm"]), fill="missing")}))
    assert found["name"] == PersonName(given="Ann")


@pytest.mark.parametrize("said", [None, []])
def test_a_collection_that_nobody_speaks_of_is_empty(said):
    policy = Policy({"phones": Attribute(keep=2)})
    assert values_of([of("crm", {"phones": said})], policy)["phones"] == ()


class Listed(list):
    """A rule of a user that is also a list."""

    def __call__(self, said):
        """Return the last."""
        return said[-1:]


def test_a_rule_that_is_also_a_list_is_one_rule():
    assert Attribute(Listed([most_recent])).rules == (Listed([most_recent]),)
