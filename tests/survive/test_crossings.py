"""Where curves of trust cross: against every second, and the steps by themselves."""

import datetime as dt
import itertools
import random

import pytest

from custmdm.model import Claim, RecordId
from custmdm.survive import Downgrade, MostTrusted, Trust
from custmdm.survive._crossings import _Curve, _with_zeros, _zero, crossings

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
CURVES = ["linear", "slow_first", "fast_first", "half_life"]
AFTER = 1000.5


def at(second):
    return EPOCH + dt.timedelta(seconds=second)


def seconds(count):
    return dt.timedelta(seconds=count)


def claim(source, second, valid=True):
    return Claim(source, RecordId(source, 1), None if second is None else at(second), valid)


def crossed(rule, claims, after=AFTER):
    return [int((one - EPOCH).total_seconds()) for one in crossings(rule, claims, after)]


def by_each_second(rule, one, other, last):
    """Return the seconds whose order of two claims is another than that of the second before."""

    def points(claim, now):
        age = None if claim.observed_at is None else at(now) - claim.observed_at
        return rule.downgraded(claim, rule.of(claim).after(age))

    def order(now):
        difference = points(one, now) - points(other, now)
        return 0 if abs(difference) <= 1e-6 else 1 if difference > 0 else -1

    orders = [(now, order(now)) for now in range(int(AFTER), last)]
    return [now for (_, old), (now, new) in itertools.pairwise(orders) if old != new]


def made_up(rng):
    """Return a rule of two sources, and what they say about one time: fast curves of each sort."""

    def trust():
        top = rng.uniform(20, 100)
        low = rng.choice([0.0, top, rng.uniform(0, top), 20.0])
        return Trust(top, low, seconds(rng.randrange(3, 11)), rng.choice(CURVES))

    rule = MostTrusted(
        {"crm": trust(), "web": trust()},
        downgrade=Downgrade(rng.choice([0, 40, 100]), rng.random() < 0.7),
    )
    one = rng.choice([None, rng.uniform(980, 1030), float(rng.randrange(980, 1030))])
    other = rng.uniform(980, 1030)
    return rule, claim("crm", one, rng.random() < 0.6), claim("web", other, rng.random() < 0.6)


def test_every_second_at_which_the_order_changes_is_found_and_no_other():
    rng = random.Random(5)
    found = 0
    for _ in range(200):
        rule, one, other = made_up(rng)
        expected = by_each_second(rule, one, other, 1340)
        assert crossed(rule, [one, other]) == expected
        found += len(expected)
    assert found > 60


LONG = Trust(87, 25, seconds(57), "half_life")


@pytest.mark.parametrize(
    ("crm", "web", "later", "times"),
    [
        # Of an exponential and a parabola the slope changes its sign twice in one piece.
        pytest.param(
            Trust(90, 41, seconds(6), "half_life"), Trust(86, 7, seconds(279), "fast_first"), 0, 2,
            id="down, up and down again",
        ),
        pytest.param(
            Trust(90, 50, seconds(1), "half_life"), Trust(80, 20, seconds(1001)), 0, 2,
            id="one is over long before the other",
        ),
        pytest.param(
            Trust(84, 27, seconds(109), "half_life"), Trust(83, 36, seconds(317), "fast_first"), 0,
            3, id="by less than a point",
        ),
        pytest.param(LONG, Trust(83, 51, seconds(75), "fast_first"), 8, 3, id="thrice"),
        pytest.param(Trust(83, 51, seconds(75), "fast_first"), LONG, -8, 3, id="the other way"),
        pytest.param(
            Trust(56, 14, seconds(57), "half_life"), Trust(71, 21, seconds(92)), 0, 2, id="a line"
        ),
        pytest.param(
            Trust(90, 0, seconds(20), "half_life"), Trust(70, 20, seconds(20), "half_life"), 0, 2,
            id="two exponentials of one rate, with a tie for a second",
        ),
        pytest.param(
            Trust(65, 14, seconds(20), "half_life"), Trust(54, 5, seconds(64), "half_life"), 0, 2,
            id="two exponentials",
        ),
    ],
)  # fmt: skip
def test_two_curves_may_cross_several_times(crm, web, later, times):
    rule = MostTrusted({"crm": crm, "web": web})
    one, other = claim("crm", 1101), claim("web", 1101 + later)
    found = crossed(rule, [one, other])
    assert found == by_each_second(rule, one, other, 3100)
    assert len(found) == times


def test_claims_of_several_sources_cross_each_other():
    rule = MostTrusted({"crm": Trust(90, 30, seconds(100)), "web": 60, "erp": 45})
    said = [claim("crm", 1001), claim("web", None), claim("erp", None)]
    # At 60, and at 45: a tie at one second, and less at the next.
    assert crossed(rule, said) == [1051, 1052, 1076, 1077]
    assert crossed(rule, said, 1051) == [1052, 1076, 1077]
    assert crossed(rule, said[1:]) == []


def test_a_millionth_of_a_point_is_a_tie_as_it_is_for_the_rule():
    rule = MostTrusted({"crm": Trust(1e-6, 0, seconds(100)), "web": 0})
    assert crossed(rule, [claim("crm", 1101), claim("web", None)]) == []


def test_nothing_is_looked_for_beyond_the_last_second_that_there_is():
    long = seconds(86_400 * 365)
    rule = MostTrusted({"crm": Trust(90, 30, long, "half_life"), "web": Trust(90, 10, long)})
    late = dt.datetime(9999, 12, 31, 23, tzinfo=dt.UTC)
    said = [Claim("a", RecordId("crm", 1), late), Claim("b", RecordId("web", 1), late)]
    (first,) = crossings(rule, said, (late - EPOCH).total_seconds() - 10)
    assert late < first < late + seconds(60)
    over = MostTrusted({"crm": Trust(90, 30, long), "web": 60})
    assert crossings(over, said, (late - EPOCH).total_seconds()) == []


# -- the steps ------------------------------------------------------------------------------------


def curve(name, valid=True, percent=40.0, reserve=False):
    rule = MostTrusted(
        {"crm": Trust(90, 30, seconds(1000), name)}, downgrade=Downgrade(percent, reserve)
    )
    return _Curve.of(rule, claim("crm", 5000, valid))


@pytest.mark.parametrize("name", CURVES)
@pytest.mark.parametrize(
    ("valid", "reserve"), [(True, False), (False, False), (False, True)],
    ids=["valid", "downgraded", "held up by the reserve"],
)  # fmt: skip
def test_derivatives_are_how_the_curve_changes(name, valid, reserve):
    one, step = curve(name, valid, reserve=reserve), 0.5
    for second in (4000.0, 5100.0, 5400.0, 5900.0, 6100.0, 9000.0):
        slope, bend = one.derivatives(second)
        assert slope == pytest.approx(
            (one(second + step) - one(second - step)) / 2 / step, rel=1e-6
        )
        near = [one.derivatives(at)[0] for at in (second - step, second + step)]
        assert bend == pytest.approx((near[1] - near[0]) / 2 / step, rel=1e-6)


@pytest.mark.parametrize(
    ("one", "kinks"),
    [
        (curve("half_life"), [5000]),
        (curve("linear"), [5000, 6000]),
        (curve("linear", valid=False), [5000, 6000]),
        # 0.6 times 90 - 60 x is 30 at x = 2/3; of 60 % lost it is 36 - 24 x, at 1/4.
        (curve("linear", valid=False, reserve=True), [5000, 5666.6667, 6000]),
        (curve("linear", valid=False, percent=60, reserve=True), [5000, 5250, 6000]),
        (curve("linear", valid=False, percent=80, reserve=True), [5000, 6000]),
        # 0.6 times 30 + 60 / 2^x is 30 at 2^x = 3.
        (curve("half_life", valid=False, reserve=True), [5000, 6584.9625]),
        (_Curve(Trust(90, 30), None, None), []),
    ],
)
def test_a_piece_ends_where_another_begins(one, kinks):
    assert sorted(one.kinks(100_000.0)) == pytest.approx(kinks, abs=1e-3)


def test_zeros_are_found_where_the_signs_differ():
    assert _zero(lambda x: x - 3.0, 0.0, 10.0) == pytest.approx(3.0, abs=1e-12)
    assert _zero(lambda x: 3.0 - x, 0.0, 10.0) == pytest.approx(3.0, abs=1e-12)
    found = _with_zeros(lambda x: (x - 3.0) * (x - 12.0), [0.0, 10.0, 11.0, 20.0])
    assert found == pytest.approx([0.0, 3.0, 10.0, 11.0, 12.0, 20.0], abs=1e-9)


def test_where_the_signs_are_one_there_is_no_zero_however_small_the_values():
    assert _with_zeros(lambda x: 0.1 + x, [0.0, 1.0]) == [0.0, 1.0]
    assert _with_zeros(lambda x: -0.1 - x, [0.0, 1.0]) == [0.0, 1.0]


def test_at_an_end_the_piece_before_it_is_meant():
    assert _with_zeros(lambda x: x - 3.0 if 0.0 < x < 10.0 else -1.0, [0.0, 10.0]) == pytest.approx(
        [0.0, 3.0, 10.0], abs=1e-9
    )
    # Of a piece that is no longer than that, a quarter.
    assert len(_with_zeros(lambda x: x - 0.5e-3, [0.0, 1e-3])) == 3
