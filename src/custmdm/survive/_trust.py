"""Trust that decays with the age of a claim, and that a failed check lowers."""

import datetime as dt
import math
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt
from attrs import evolve, field, frozen

from custmdm._values import aware
from custmdm.errors import ConfigurationError, did_you_mean
from custmdm.model import Claim
from custmdm.survive._claim_columns import ClaimColumns, distinct
from custmdm.survive._rules import Claims, Scores, best

Curve = Literal["linear", "slow_first", "fast_first", "half_life"]


@frozen
class Trust:
    """Say how far a source is trusted, in points, and how that decays.

    A fresh claim has the maximum. The curve says how it comes down to the minimum, which every
    claim has however old it grows:

    - ``linear``: evenly, in one period;
    - ``slow_first``: slowly at first, along a parabola, in one period;
    - ``fast_first``: fast at first, along the mirrored parabola, in one period;
    - ``half_life``: each period halves what is above the minimum.

    >>> year = dt.timedelta(days=365)
    >>> [Trust(90, 30, year, curve).after(year / 2) for curve in ("linear", "slow_first")]
    [60.0, 75.0]
    >>> [Trust(90, 30, year, curve).after(year) for curve in ("fast_first", "half_life")]
    [30.0, 60.0]

    Attributes:
        maximum: of a fresh claim.
        minimum: of an old one.
        period: how long the decay takes, or halves.
        curve: how it goes.

    Raises:
        ConfigurationError: if the minimum is negative or above the maximum, or the period not
            positive, or there is no such curve.

    Source: the semantics are those of the trust of Informatica MDM; its curves are described there
    by words only, and the formulas are ours.
    """

    maximum: float = field(converter=float)
    minimum: float = field(converter=float)
    period: dt.timedelta = dt.timedelta(days=365)
    curve: Curve = "linear"

    def __attrs_post_init__(self) -> None:
        if not 0.0 <= self.minimum <= self.maximum < float("inf"):
            raise ConfigurationError(
                f"trust goes from a maximum to a minimum of 0 at least, got {self.maximum:g} "
                f"and {self.minimum:g}"
            )
        if self.period <= dt.timedelta(0):
            raise ConfigurationError(f"the period of trust is positive, got {self.period}")
        if self.curve not in get_args(Curve):
            raise ConfigurationError(
                f"there is no curve {self.curve!r}. "
                + did_you_mean(str(self.curve), get_args(Curve))
            )

    @classmethod
    def flat(cls, points: float) -> "Trust":
        """Return a trust that does not decay."""
        return cls(points, points)

    def after(self, age: dt.timedelta | None) -> float:
        """Return the trust of a claim of some age; of unknown age it is the minimum.

        A claim of the future is fresh.
        """
        return self.minimum if age is None else self.after_periods(age / self.period)

    def after_periods(self, x: float) -> float:
        """Return the trust of a claim that is so many periods old."""
        x = max(x, 0.0)
        span = self.maximum - self.minimum
        if self.curve == "half_life":
            points = self.minimum + span * math.pow(2.0, -x)
        elif x >= 1.0:
            points = self.minimum
        elif self.curve == "linear":
            points = self.maximum - span * x
        elif self.curve == "slow_first":
            points = self.maximum - span * x * x
        else:
            points = self.minimum + span * (1.0 - x) * (1.0 - x)
        # Floats are rounded, and then may be out of bounds.
        return min(max(points, self.minimum), self.maximum)


@frozen
class Downgrade:
    """Say how far a claim that is not valid is trusted less: ``trust - trust * percent / 100``.

    With a reserve it stops at the minimum of its trust. Without one, a downgrade by 100 % keeps the
    claim out of the golden record altogether, also where nobody says anything else.

    >>> Downgrade(50).of(60.0, minimum=0.0)
    30.0
    >>> Downgrade(90, reserve_minimum=True).of(60.0, minimum=20.0)
    20.0
    """

    percent: float = field(converter=float)
    reserve_minimum: bool = False

    @percent.validator  # pyright: ignore
    def _check(self, _attribute: object, percent: float) -> None:
        if not 0.0 <= percent <= 100.0:
            raise ConfigurationError(f"a downgrade is from 0 to 100 percent, got {percent:g}")

    def of(self, trust: float, minimum: float) -> float:
        """Return the trust that is left."""
        left = trust - trust * self.percent / 100.0
        return max(left, minimum) if self.reserve_minimum else left

    @property
    def bars(self) -> bool:
        """Say whether a claim that is not valid is kept out altogether."""
        return self.percent >= 100.0 and not self.reserve_minimum


Entry = tuple[str, str | None, Trust]


# A key is a source, or a pair of a source and an attribute; type checkers join the two badly.
Table = Mapping[Any, Trust | float] | tuple[Entry, ...]


def _entries(trust: Table) -> tuple[Entry, ...]:
    if not isinstance(trust, Mapping):
        entries: tuple[Any, ...] = tuple(trust)
        if not all(isinstance(e, tuple) and isinstance(e[-1], Trust) for e in entries):
            raise ConfigurationError("trust is a mapping from sources to a Trust or a number")
        return entries
    found: list[Entry] = []
    for key, given in trust.items():
        pair = (key, None) if isinstance(key, str) else key
        if not (isinstance(pair, tuple) and len(pair) == 2 and isinstance(pair[0], str)):
            raise ConfigurationError(
                f"trust is by source, or by (source, attribute), not by {key!r}"
            )
        source, attribute = pair
        found.append((source, attribute, _trust(given)))
    return tuple(sorted(found, key=lambda entry: (entry[0], entry[1] or "")))


def _trust(given: Trust | float) -> Trust:
    return given if isinstance(given, Trust) else Trust.flat(given)


@frozen
class MostTrusted:
    """Keep the claims that are trusted most, at a time.

    The trust of a claim is its own, flat, where it says one; else that of its source for the
    attribute, of its source, or the default. Equals go to the rules after it: `most_recent` first.

    >>> year = dt.timedelta(days=365)
    >>> rule = MostTrusted({("crm", "phones"): Trust(90, 30, year), "web": 50}, default=10)

    The time is handed in: by a `Policy`, or by `at`. Without it the rule raises, for the library
    has no clock.

    Attributes:
        trust: by source, or by source and attribute: a Trust, or a number for a flat one.
        default: the trust of any other source.
        downgrade: what a claim that is not valid loses.
        attribute: the attribute it is asked about; a `Policy` says so.
        as_of: the time; a `Policy` says so.
    """

    trust: tuple[Entry, ...] = field(default=(), converter=_entries)
    default: Trust = field(default=Trust.flat(0.0), converter=_trust)
    downgrade: Downgrade = Downgrade(0.0)
    attribute: str | None = None
    as_of: dt.datetime | None = None

    def at(self, as_of: dt.datetime) -> "MostTrusted":
        """Return the rule as it is at a time."""
        return evolve(self, as_of=aware(as_of))

    def on(self, attribute: str) -> "MostTrusted":
        """Return the rule for an attribute."""
        return evolve(self, attribute=attribute)

    def __call__(self, claims: Claims) -> Claims:
        """Return the most trusted claims."""
        return best(claims, self.scores(claims))

    def scores(self, claims: Claims) -> Scores:
        """Return the trust of each claim, in points."""
        return [self.points(claim) for claim in claims], "points"

    def column_scores(self, claims: ClaimColumns) -> tuple[npt.NDArray[Any], str]:
        """Return the same of many groups at once: once for what is trusted alike."""
        alike, first = distinct([claims.source, claims.valid, claims.observed_at])
        points = [self.points(claim) for claim in claims.claims(first.tolist())]
        return np.array(points)[alike], "points"

    def points(self, claim: Claim[Any]) -> float:
        """Return how far a claim is trusted.

        Raises:
            ConfigurationError: if the rule was given no time.
        """
        if self.as_of is None:
            raise ConfigurationError(
                "MostTrusted needs to know the time: pass as_of=, to a Linker now=, or say "
                "rule.at(time)"
            )
        trust = self.of(claim)
        age = None if claim.observed_at is None else self.as_of - aware(claim.observed_at)
        return self.downgraded(claim, trust.after(age))

    def of(self, claim: Claim[Any]) -> Trust:
        """Return the trust that goes for a claim."""
        if claim.trust is not None:
            return Trust.flat(claim.trust)
        source, places = claim.record.source, self._by_place
        return places.get((source, self.attribute)) or places.get((source, None)) or self.default

    @cached_property
    def _by_place(self) -> dict[tuple[str, str | None], Trust]:
        return {(source, attribute): trust for source, attribute, trust in self.trust}

    def downgraded(self, claim: Claim[Any], points: float) -> float:
        """Return points without what a claim loses that is not valid."""
        if claim.valid:
            return points
        return self.downgrade.of(points, self.of(claim).minimum)

    def bars(self, claim: Claim[Any]) -> bool:
        """Say whether a claim has no place in the golden record at all."""
        return not claim.valid and self.downgrade.bars
