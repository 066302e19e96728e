"""Trust: how it decays, what a failed check takes, and who wins by it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.survive.claims import claim, claims

from custmdm.errors import ConfigurationError
from custmdm.survive import Downgrade, MostTrusted, Trust, most_recent, settle

DAY = dt.timedelta(days=1)
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
CURVES = ["linear", "slow_first", "fast_first", "half_life"]


def ago(days):
    return NOW - days * DAY


@pytest.mark.parametrize(
    ("curve", "at_quarter", "at_half", "at_end", "at_two"),
    [
        ("linear", 75.0, 60.0, 30.0, 30.0),
        ("slow_first", 86.25, 75.0, 30.0, 30.0),
        ("fast_first", 63.75, 45.0, 30.0, 30.0),
        # What is above the minimum halves: 60 -> 30 -> 15 above 30.
        ("half_life", 80.4537, 72.4264, 60.0, 45.0),
    ],
)
def test_how_trust_decays(curve, at_quarter, at_half, at_end, at_two):
    trust = Trust(90, 30, 100 * DAY, curve)
    assert trust.after(0 * DAY) == trust.after(-5 * DAY) == 90.0
    found = [trust.after(days * DAY) for days in (25, 50, 100, 200)]
    assert found == pytest.approx([at_quarter, at_half, at_end, at_two], abs=1e-4)


@pytest.mark.parametrize("curve", CURVES)
@given(
    first=st.floats(0, 1e4), later=st.floats(0, 1e4), top=st.floats(0, 100), span=st.floats(0, 1)
)
def test_trust_never_rises_with_age_and_stays_in_its_bounds(curve, first, later, top, span):
    trust = Trust(top, top * span, 100 * DAY, curve)
    early, late = sorted((first, later))
    found = trust.after(early * DAY), trust.after(late * DAY)
    assert trust.maximum >= found[0] >= found[1] >= trust.minimum
    assert trust.after(None) == trust.minimum


@pytest.mark.parametrize("curve", CURVES)
def test_trust_with_minimum_as_maximum_is_flat(curve):
    trust = Trust(50, 50, DAY, curve)
    assert {trust.after(n * DAY) for n in range(5)} == {50.0}
    assert Trust.flat(50).after(1e5 * DAY) == 50.0


@pytest.mark.parametrize(
    ("downgrade", "trust", "minimum", "left"),
    [
        pytest.param(Downgrade(50), 60.0, 0.0, 30.0, id="informatica: 60 downgraded by 50 % is 30"),
        pytest.param(Downgrade(0), 60.0, 0.0, 60.0, id="nothing"),
        pytest.param(Downgrade(100), 60.0, 20.0, 0.0, id="all"),
        pytest.param(Downgrade(90, True), 60.0, 20.0, 20.0, id="stops at the reserve"),
        pytest.param(Downgrade(50, True), 60.0, 20.0, 30.0, id="above the reserve"),
    ],
)
def test_what_a_downgrade_takes(downgrade, trust, minimum, left):
    assert downgrade.of(trust, minimum) == left


def points(rule, *said):
    return list(rule.scores(said)[0])


def test_trust_is_by_source_and_attribute_then_by_source_then_the_default():
    rule = MostTrusted({("crm", "phone"): 80, "crm": 40}, default=10).at(NOW)
    said = [claim("a", "crm"), claim("a", "web")]
    assert points(rule.on("phone"), *said) == [80.0, 10.0]
    assert points(rule.on("email"), *said) == [40.0, 10.0]


def test_a_claim_that_says_its_trust_has_it_flat():
    rule = MostTrusted({"crm": Trust(90, 30, DAY)}, downgrade=Downgrade(50)).at(NOW)
    old = claim("a", trust=70.0, observed_at=ago(999))
    assert points(rule, old, claim("a", trust=70.0, valid=False)) == [70.0, 35.0]


@pytest.mark.parametrize(("days", "winner"), [(0, "crm"), (49, "crm"), (51, "web"), (1000, "web")])
def test_an_old_source_loses_to_one_that_was_trusted_less(days, winner):
    rule = MostTrusted({"crm": Trust(90, 30, 100 * DAY), "web": 60}).at(NOW)
    said = [claim("of crm", "crm", observed_at=ago(days)), claim("of web", "web")]
    trace = settle("name", said, [rule])
    assert trace.value == f"of {winner}"
    (lost,) = trace.removed
    assert (lost.rule, lost.unit) == ("MostTrusted", "points")
    assert lost.margin == pytest.approx(abs(90 - 0.6 * min(days, 100) - 60))


def test_equals_by_trust_go_to_the_next_rule():
    rule = MostTrusted({}, default=50).at(NOW)
    said = [claim("old", "crm", observed_at=ago(9)), claim("new", "web", observed_at=ago(1))]
    trace = settle("name", said, [rule, most_recent])
    assert (trace.value, trace.rule_path) == ("new", ("MostTrusted", "most_recent"))


def test_a_downgrade_makes_an_older_valid_claim_win():
    rule = MostTrusted({"crm": Trust(60, 10, 365 * DAY)}, downgrade=Downgrade(50)).at(NOW)
    said = [claim("valid", observed_at=ago(30)), claim("newer", observed_at=NOW, valid=False)]
    trace = settle("email", said, [rule])
    assert trace.value == "valid"
    assert trace.removed[0].margin == pytest.approx(60 - 50 * 30 / 365 - 30)


@pytest.mark.parametrize("alone", [True, False])
def test_a_full_downgrade_without_reserve_is_out_also_where_nobody_says_anything_else(alone):
    rule = MostTrusted({}, default=60, downgrade=Downgrade(100)).at(NOW)
    said = [claim("bad", valid=False)] + ([] if alone else [claim("good", "web")])
    trace = settle("email", said, [most_recent, rule])
    assert trace.value == (None if alone else "good")
    assert [r.rule for r in trace.removed] == ["not trusted at all"]
    kept = MostTrusted({}, default=60, downgrade=Downgrade(100, reserve_minimum=True)).at(NOW)
    assert settle("email", said[:1], [kept]).value == "bad"


@given(st.lists(claims, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_claims_never_matters_to_trust(said, random):
    rule = MostTrusted(
        {"crm": Trust(90, 30, 100 * DAY, "half_life"), ("erp", "x"): 5}, 20, Downgrade(100)
    ).at(NOW)
    shuffled = list(said)
    random.shuffle(shuffled)
    found = [repr(settle("x", one, [rule, most_recent])) for one in (said, shuffled)]
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Trust(10, 20), "from a maximum to a minimum"),
        (lambda: Trust(10, -1), "from a maximum to a minimum"),
        (lambda: Trust(10, 5, 0 * DAY), "period of trust is positive"),
        (lambda: Trust(10, 5, DAY, "lineal"), "no curve 'lineal'. Did you mean 'linear'"),
        (lambda: MostTrusted({7: 50}), "by source, or by .source, attribute., not by 7"),
        (lambda: Downgrade(101), "from 0 to 100 percent, got 101"),
        (
            lambda: MostTrusted({})([claim("a"), claim("b")]),
            r"^MostTrusted needs to know the time: pass as_of=, to a Linker now=, or say "
            r"rule\.at\(time\)$",
        ),
    ],
)
def test_what_cannot_work_is_refused_with_advice(make, message):
    with pytest.raises(ConfigurationError, match=message):
        make()
