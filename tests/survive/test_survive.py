"""Settling one attribute: one value wins, and every other claim knows what removed it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.survive.claims import NOON, claim, claims

from custmdm._values import identity
from custmdm.errors import ConfigurationError
from custmdm.survive import (
    BySource,
    Downgrade,
    MostTrusted,
    most_complete,
    most_frequent,
    most_recent,
    rule_name,
    settle,
    union,
    valid_first,
)
from custmdm.survive._settle import ordered


def first_given(said):
    """A rule of a user that looks at nothing but the order."""
    return said[:1]


some_claims = st.lists(claims, max_size=6)
some_rules = st.lists(
    st.sampled_from(
        [valid_first, most_recent, most_frequent, most_complete, BySource(["erp"]), first_given]
    ),
    max_size=3,
)


def as_multiset(said):
    return sorted(map(repr, said))


def everyone(lineage):
    return [*lineage.winners, *(removed.claim for removed in lineage.removed)]


@given(some_claims, some_rules)
def test_every_claim_wins_or_is_removed_exactly_once(said, rules):
    lineage = settle("name", said, rules)
    assert as_multiset([] if lineage is None else everyone(lineage)) == as_multiset(said)


@given(some_claims.filter(len), some_rules)
def test_exactly_one_value_wins_and_whoever_says_it(said, rules):
    lineage = settle("name", said, rules)
    won = identity(lineage.value)
    assert all(identity(c.value) == won for c in lineage.winners)
    assert all(identity(r.claim.value) != won for r in lineage.removed)
    assert lineage.path == "name"


@given(some_claims, some_rules, st.randoms(use_true_random=False))
def test_the_order_of_claims_never_matters(said, rules, random):
    shuffled = list(said)
    random.shuffle(shuffled)
    assert repr(settle("name", shuffled, rules)) == repr(settle("name", said, rules))


@given(some_claims.filter(len), some_rules)
def test_what_won_wins_again_by_itself(said, rules):
    lineage = settle("name", said, rules)
    again = settle("name", lineage.winners, rules)
    assert again.winners == lineage.winners
    assert again.rule in {"the only value", "all records agree"}


def test_no_claims_have_no_lineage():
    assert settle("name", [], [most_recent]) is None
    assert union("phones", [], []) is None


def values_of(said):
    return [c.value for c in said]


BY_WEB = "BySource(sources=('web',))"
OLD, NEW = {"observed_at": NOON.replace(year=2001)}, {"observed_at": NOON}


@pytest.mark.parametrize(
    ("said", "rules", "rule", "winner", "removed"),
    [
        pytest.param([claim("a")], [most_recent], "the only value", "a", {}, id="one claim"),
        pytest.param(
            [claim("a", "crm"), claim("a", "erp")],
            [most_recent],
            "all records agree",
            "a",
            {},
            id="all say the same",
        ),
        pytest.param(
            [claim("a", **OLD), claim("b", **NEW)],
            [most_recent],
            "most_recent",
            "b",
            {"a": "most_recent"},
            id="one rule",
        ),
        pytest.param(
            [claim("a", "crm"), claim("b", "erp"), claim("c", "erp", valid=False)],
            [valid_first, BySource(["erp"])],
            "BySource(sources=('erp',))",
            "b",
            {"c": "valid_first", "a": "BySource(sources=('erp',))"},
            id="one rule after the other",
        ),
        pytest.param(
            [claim("a", "crm", **OLD), claim("b", "web", **NEW), claim("b", "erp", **OLD)],
            [most_recent, most_frequent],
            "most_recent",
            "b",
            {"a": "most_recent"},
            id="who says the same has not lost",
        ),
        pytest.param(
            [claim("b", "crm"), claim("a", "web")],
            [most_frequent],
            "first by value, then record",
            "a",
            {"b": "first by value, then record"},
            id="a tie goes by value",
        ),
        pytest.param(
            [claim("b"), claim("a", "web")],
            [],
            "first by value, then record",
            "a",
            {"b": "first by value, then record"},
            id="no rules",
        ),
        pytest.param(
            [claim(["b"]), claim(["a"], "web")],
            [most_frequent],
            "first by value, then record",
            ["a"],
            {"['b']": "first by value, then record"},
            id="unhashable values",
        ),
    ],
)
def test_who_wins_and_what_removed_the_others(said, rules, rule, winner, removed):
    lineage = settle("name", said, rules)
    assert (lineage.rule, lineage.winners[0].value) == (rule, winner)
    assert {str(r.claim.value): r.rule for r in lineage.removed} == removed


def test_winners_come_in_the_order_of_records():
    said = [claim("a", "web"), claim("a", "crm", 2), claim("a", "crm", 1)]
    lineage = settle("name", said, [])
    assert list(map(str, lineage.records)) == ["crm:1", "crm:2", "web:1"]


def keeps_nothing(said):
    return []


def makes_its_own(said):
    return [claim("new")]


@pytest.mark.parametrize("rule", [keeps_nothing, makes_its_own])
def test_a_rule_that_keeps_none_of_the_claims_is_refused_by_name(rule):
    with pytest.raises(ConfigurationError, match=f"{rule.__name__} kept none") as info:
        settle("name", [claim("secret"), claim("hidden")], [rule])
    assert "secret" not in str(info.value)


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        (most_recent, "most_recent"),
        (BySource(["erp"]), "BySource(sources=('erp',))"),
        (keeps_nothing, "keeps_nothing"),
    ],
)
def test_a_rule_has_a_name_for_lineage(rule, name):
    assert rule_name(rule) == name


# -- collections --------------------------------------------------------------------------------

keyed = st.lists(st.tuples(claims, st.sampled_from(["k1", "k2", None])), max_size=6)


def unite(pairs, rules=()):
    return union("phones", [c for c, _ in pairs], [k for _, k in pairs], rules)


@given(keyed, some_rules)
def test_every_element_claim_wins_or_is_removed_exactly_once(pairs, rules):
    lineage = unite(pairs, rules)
    found = [] if lineage is None else everyone(lineage)
    assert as_multiset(found) == as_multiset([c for c, _ in pairs])


@given(keyed, some_rules, st.randoms(use_true_random=False))
def test_the_order_of_elements_never_matters(pairs, rules, random):
    shuffled = list(pairs)
    random.shuffle(shuffled)
    assert repr(unite(shuffled, rules)) == repr(unite(pairs, rules))


@given(keyed.filter(len))
def test_each_key_is_one_element(pairs):
    # Without a key, the value is the key.
    key_of = {id(c): identity(c.value) if key is None else key for c, key in pairs}
    written = {}
    for winner in unite(pairs).winners:
        written.setdefault(key_of[id(winner)], []).append(winner.value)
    assert set(written) == set(key_of.values())
    assert all(len(set(map(identity, values))) == 1 for values in written.values())


@pytest.mark.parametrize(
    ("said", "keys", "elements"),
    [
        ([claim("+862"), claim("+861")], ["2", "1"], ["+861", "+862"]),
        ([claim("+861", "crm"), claim("+861", "web")], ["1", "1"], ["+861", "+861"]),
        ([claim("1 High St", **OLD), claim("1 HIGH ST", **NEW)], ["k", "k"], ["1 HIGH ST"]),
        (
            [claim("1 High St", **OLD), claim("1 HIGH ST", valid=False, **NEW)],
            ["k", "k"],
            ["1 High St"],
        ),
        ([claim("same"), claim("same", "web")], ["k1", "k2"], ["same", "same"]),
    ],
)
def test_a_collection_holds_each_element_as_the_latest_valid_claim_writes_it(said, keys, elements):
    lineage = union("phones", said, keys)
    assert (values_of(lineage.winners), lineage.rule) == (elements, "all values")
    assert {r.rule for r in lineage.removed} <= {"the same element"}


@pytest.mark.parametrize(
    ("rules", "elements", "removed"),
    [
        pytest.param([], ["+861", "+861", "+862"], {}, id="no rules"),
        pytest.param(
            [BySource(["web"])], ["+861", "+861"], {"+862": BY_WEB}, id="who else says so"
        ),
        pytest.param([BySource(["crm"])], ["+861", "+861", "+862"], {}, id="nobody is passed over"),
        pytest.param(
            [most_recent, BySource(["web"])], ["+862"], {"+861": "most_recent"}, id="in their order"
        ),
    ],
)
def test_rules_narrow_a_collection(rules, elements, removed):
    said = [claim("+861", "crm"), claim("+862", "crm", **NEW), claim("+861", "web")]
    lineage = union("phones", said, ["1", "2", "1"], rules)
    assert (values_of(lineage.winners), lineage.rule) == (elements, "all values")
    assert {r.claim.value: r.rule for r in lineage.removed} == removed


@pytest.mark.parametrize(
    ("options", "path", "value"),
    [
        pytest.param({}, ("all values",), ("+861",), id="no rules"),
        pytest.param(
            {"rules": [most_recent]}, ("most_recent", "all values"), ("+861",), id="a rule is asked"
        ),
        pytest.param({"keep": 1}, ("the best values",), ("+861",), id="the best one"),
        pytest.param(
            {"pinned": ["+869"]}, ("all values",), ("+869", "+861"), id="another one is pinned"
        ),
    ],
)
def test_one_element_is_settled_as_several_are(options, path, value):
    one = union("phones", [claim("+861")], ["1"], **options)
    assert (one.rule_path, one.value, one.removed) == (path, value, ())
    two = union("phones", [claim("+861"), claim("+861", "web")], ["1", "1"], **options)
    assert (two.rule_path, two.value) == (one.rule_path, one.value)


def test_a_collection_of_which_every_element_is_barred_is_empty_whatever_rules_follow():
    barring = MostTrusted({}, default=60, downgrade=Downgrade(100)).at(NOON)
    said = [claim("+861", valid=False), claim("+862", "web", valid=False)]
    trace = union("phones", said, ["1", "2"], [barring, most_recent])
    assert (trace.value, trace.winners, trace.rule_path) == ((), (), ("all values",))
    assert [(r.claim.value, r.rule) for r in trace.removed] == [
        ("+861", "not trusted at all"), ("+862", "not trusted at all")
    ]  # fmt: skip


def test_each_claim_of_a_pinned_element_says_once_why_it_lost():
    said = [claim("+861"), claim("00861", "web"), claim("0861", "erp"), claim("+861", "x", **OLD)]
    rules = [BySource(["crm", "web"]), most_complete]
    trace = union("phones", said, ["1", "1", "1", "1"], rules[:1], pinned=["00861"])
    assert [c.record.source for c in trace.winners] == ["web"]
    assert {r.claim.record.source: r.rule for r in trace.removed} == {
        "crm": "the same element",
        "erp": rule_name(rules[0]),
        "x": rule_name(rules[0]),
    }
    assert len(trace.removed) == 3


def test_a_rule_that_keeps_no_element_is_refused_by_name():
    with pytest.raises(ConfigurationError, match="keeps_nothing kept none"):
        union("phones", [claim("a"), claim("b")], ["k", "k"], [keeps_nothing])


def test_claims_and_keys_go_together():
    with pytest.raises(ValueError, match="shorter"):
        union("phones", [claim("a"), claim("b")], ["k"])


def test_one_claim_that_a_rule_could_keep_out_and_does_not_is_the_only_value():
    trace = settle("name", [claim("Ann")], [MostTrusted({"crm": 50}).at(NOON)])
    assert (trace.value, trace.rule_path) == ("Ann", ("the only value",))


def test_two_claims_of_one_record_have_one_order():
    said = [claim("a"), claim("b")]
    assert ordered(said) == ordered(said[::-1]) == said
