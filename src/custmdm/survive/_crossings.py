"""When curves of trust cross, to the second.

Each curve is, piece by piece, a constant, a line, a parabola or an exponential. The slope of the
difference of two changes its sign once at most, which shows at the ends of the piece; only that of
an exponential and a parabola may do so twice, once on each side of the one place where the bend
changes its sign. Between these places the difference is monotone, and bisection finds all.
"""

import datetime as dt
import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any

from attrs import frozen

from custmdm._values import EPOCH, moment
from custmdm.model import Claim
from custmdm.survive._rules import TIES
from custmdm.survive._trust import Downgrade, MostTrusted, Trust

# The last second of the year 9999.
_END = 253_402_300_799
_TIE = TIES["points"]
_LIVES = 100.0


@frozen
class _Curve:
    """The trust of one claim over time, in seconds.

    Attributes:
        trust: its trust.
        start: when it was observed, or None.
        downgrade: what it loses, or None of a valid claim.
    """

    trust: Trust
    start: float | None
    downgrade: Downgrade | None

    @classmethod
    def of(cls, rule: MostTrusted, claim: Claim[Any]) -> "_Curve":
        at = claim.observed_at
        start = None if at is None else moment(at) / 1_000_000
        return cls(rule.of(claim), start, None if claim.valid else rule.downgrade)

    def __call__(self, second: float) -> float:
        points = self.trust.minimum
        if self.start is not None:
            points = self.trust.after_periods((second - self.start) / self.period)
        if self.downgrade is None:
            return points
        return self.downgrade.of(points, self.trust.minimum)

    @property
    def period(self) -> float:
        return self.trust.period.total_seconds()

    @property
    def kept(self) -> float:
        """Return the share of the trust that a downgrade leaves."""
        return 1.0 if self.downgrade is None else 1.0 - self.downgrade.percent / 100.0

    def kinks(self, end: float) -> list[float]:
        """Return where one piece ends and another begins."""
        if self.start is None:
            return []
        start, trust, kept = self.start, self.trust, self.kept
        found = [start] if trust.curve == "half_life" else [start, start + self.period]
        if self.downgrade is not None and self.downgrade.reserve_minimum:

            def above(second: float) -> float:
                return trust.after_periods((second - start) / self.period) * kept - trust.minimum

            # Where the reserve begins to hold the trust up.
            if above(start) > 0.0 > above(end):
                found.append(_zero(above, start, end))
        return found

    def derivatives(self, second: float) -> tuple[float, float]:
        """Return the first and the second derivative, inside a piece."""
        if self.start is None or second < self.start:
            return 0.0, 0.0
        trust, p = self.trust, self.period
        x = (second - self.start) / p
        held = self(second) > trust.after_periods(x) * self.kept + 1e-9
        span = (trust.maximum - trust.minimum) * self.kept
        if held or (trust.curve != "half_life" and x >= 1.0):
            return 0.0, 0.0
        if trust.curve == "linear":
            return -span / p, 0.0
        if trust.curve == "slow_first":
            return -2.0 * span * x / p, -2.0 * span / p**2
        if trust.curve == "fast_first":
            return -2.0 * span * (1.0 - x) / p, 2.0 * span / p**2
        rate = math.log(2.0) / p
        return -span * rate * 2.0**-x, span * rate**2 * 2.0**-x


def crossings(rule: MostTrusted, claims: Sequence[Claim[Any]], after: float) -> list[dt.datetime]:
    """Return the whole seconds after a time at which the order of claims by trust may change."""
    # Claims that are trusted alike at all times are one.
    curves = list(dict.fromkeys(_Curve.of(rule, claim) for claim in claims))
    first = math.floor(after)
    found: set[int] = set()
    for i, one in enumerate(curves):
        for other in curves[:i]:
            found.update(_crossings_of_two(one, other, first))
    return [EPOCH + dt.timedelta(seconds=second) for second in sorted(found)]


def _crossings_of_two(one: _Curve, other: _Curve, first: int) -> list[int]:
    # After so many half-lives nothing is left that could change.
    starts = [curve.start for curve in (one, other) if curve.start is not None]
    last = max([float(first), *starts]) + _LIVES * max(one.period, other.period)
    end = min(float(math.ceil(last)), float(_END))
    kinks = sorted({k for k in (*one.kinks(end), *other.kinks(end)) if first < k < end})
    points = [float(first), *kinks, end]

    def slope(second: float) -> float:
        return one.derivatives(second)[0] - other.derivatives(second)[0]

    def bend(second: float) -> float:
        return one.derivatives(second)[1] - other.derivatives(second)[1]

    cuts = set(points)
    for low, high in itertools.pairwise(points):
        cuts.update(_with_zeros(slope, _with_zeros(bend, [low, high])))
    # Between whole seconds nobody asks: a cut inside a second is its two ends.
    whole = sorted({end for cut in cuts for end in (math.floor(cut), math.ceil(cut))})

    def sign(second: int) -> int:
        difference = one(second) - other(second)
        return 0 if abs(difference) <= _TIE else 1 if difference > 0.0 else -1

    found = []
    for low, high in itertools.pairwise(whole):
        while (now := sign(low)) != sign(high):
            below, above = low, high
            while above - below > 1:
                middle = (below + above) // 2
                if sign(middle) == now:
                    below = middle
                else:
                    above = middle
            found.append(above)
            low = above
    return found


def _with_zeros(function: Callable[[float], float], points: Sequence[float]) -> list[float]:
    """Return points, and a zero between each two of them at which a function has not one sign."""
    found = list(points)
    for low, high in itertools.pairwise(points):
        # Inside, for at a kink the piece on either side may be meant.
        inset = min((high - low) / 4.0, 1e-3)
        if function(low + inset) * function(high - inset) < 0.0:
            found.append(_zero(function, low + inset, high - inset))
    return sorted(found)


def _zero(function: Callable[[float], float], low: float, high: float) -> float:
    below = function(low) < 0.0
    for _ in range(200):
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        if (function(middle) < 0.0) == below:
            low = middle
        else:
            high = middle
    return low
