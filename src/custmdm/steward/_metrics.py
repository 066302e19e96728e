"""How stewardship goes: what waits, how right the model was, whether people agree."""

import bisect
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations
from statistics import median
from typing import Any

from attrs import frozen

from custmdm._values import aware
from custmdm.errors import ConfigurationError
from custmdm.evaluate import Estimate
from custmdm.evaluate._intervals import share_of
from custmdm.ledger import Event, Merged, Unmerged
from custmdm.linker import Resolution
from custmdm.steward._decisions import Decision, Pair, PairDecision, Same, Unsure
from custmdm.steward._evidence import place
from custmdm.steward._queue import ReviewItem

_EDGES = (0.5, 0.8, 0.9, 0.95, 0.99)


@frozen
class Backlog:
    """Say what waits to be looked at.

    Attributes:
        items: how many items wait, by kind.
        overdue: how many of them are past their due date.
        median_age: how long half of them have waited, or longer; None where none waits.
        oldest: how long the oldest has waited.
    """

    items: Mapping[str, int]
    overdue: int
    median_age: dt.timedelta | None
    oldest: dt.timedelta | None

    @property
    def n(self) -> int:
        """Return how many items wait."""
        return sum(self.items.values())


def backlog(waiting: Iterable[tuple[ReviewItem, dt.datetime]], *, now: dt.datetime) -> Backlog:
    """Return what waits to be looked at.

    Args:
        waiting: the items that nobody has decided, each with the time when it was first asked.
        now: when this is.
    """
    now, given = aware(now), list(waiting)
    ages = sorted(now - aware(since) for _, since in given)
    seconds = [age.total_seconds() for age in ages]
    kinds = Counter(item.kind for item, _ in given)
    return Backlog(
        dict(sorted(kinds.items())),
        sum(item.due is not None and item.due < now for item, _ in given),
        dt.timedelta(seconds=median(seconds)) if seconds else None,
        ages[-1] if ages else None,
    )


@frozen
class BandPrecision:
    """Say how often people agreed with a match, of those in a band of match probabilities.

    Attributes:
        low: the least probability.
        high: the one from which the next band begins.
        n: how many pairs of the band were decided.
        precision: the share of them that are one customer.
        expected: what the model says that share is.
    """

    low: float
    high: float
    n: int
    precision: Estimate
    expected: float


def precision_by_band(
    decisions: Iterable[Decision],
    result: "Resolution[Any]",
    *,
    edges: Sequence[float] = _EDGES,
) -> tuple[BandPrecision, ...]:
    """Return how often people called a pair one customer, by what the model says of it.

    Of several decisions on a pair the last counts. Decisions of people who saw the probability are
    swayed by it: a blind queue measures better.

    Args:
        decisions: what was said; who was unsure does not count, nor do rulings.
        result: a result that has the records; what it has not is left out.
        edges: the probabilities at which a band begins, between 0 and 1, ascending.

    Raises:
        ConfigurationError: if the edges are not that.
    """
    inner = list(edges)
    if inner != sorted(set(inner)) or not all(0.0 < edge < 1.0 for edge in inner):
        raise ConfigurationError("edges are probabilities between 0 and 1, ascending")
    told: list[list[tuple[bool, float]]] = [[] for _ in range(len(inner) + 1)]
    for decision in _last(decisions):
        probability = _probability(result, decision.pair)
        if probability is not None:
            band = bisect.bisect_right(inner, probability)
            told[band].append((isinstance(decision, Same), probability))
    return tuple(
        BandPrecision(
            low, high, len(of), share_of(sum(same for same, _ in of), len(of)),
            sum(p for _, p in of) / len(of) if of else (low + high) / 2,
        )
        for low, high, of in zip([0.0, *inner], [*inner, 1.0], told, strict=True)
    )  # fmt: skip


@frozen
class Agreement:
    """Say how often people who decided on the same pair agree.

    Attributes:
        pairs: how many pairs were decided by several.
        agreed: the share of pairs of decisions on one pair that agree.
        alpha: Krippendorff's alpha: 1 where all agree, 0 where they agree as chance would; None
            where that cannot be told, for all said the same of every pair, or nobody met.
    """

    pairs: int
    agreed: Estimate
    alpha: float | None


def agreement(decisions: Iterable[Decision]) -> Agreement:
    """Return how often people who decided on the same pair agree.

    Of several decisions by one person on a pair the last counts; who was unsure does not count.

    >>> day = dt.datetime(2026, 5, 1)
    >>> from custmdm.steward import Different
    >>> said = [Same("crm:1", "crm:2", by="li", at=day), Same("crm:1", "crm:2", by="wu", at=day)]
    >>> said += [Same("crm:1", "crm:3", by="li", at=day)]
    >>> said += [Different("crm:1", "crm:3", by="wu", at=day)]
    >>> agreement(said)
    Agreement(pairs=2, agreed=Estimate(value=0.5, low=..., high=...), alpha=0.0)

    Source: Krippendorff (2004), Content analysis, chapter 11.
    """
    by_pair: dict[Pair, dict[str, bool]] = {}
    for one in sorted(_seen(decisions), key=_order):
        of_pair = by_pair.setdefault(one.pair, {})
        of_pair.pop(one.by, None)
        if not isinstance(one, Unsure):
            of_pair[one.by] = isinstance(one, Same)
    several = [list(said.values()) for said in by_pair.values() if len(said) > 1]
    met = [(a, b, len(said)) for said in several for a, b in permutations(said, 2)]
    agreed = share_of(sum(a == b for a, b, _ in met) // 2, len(met) // 2)
    # Each value of a unit counts once, however many have met there.
    differ = sum(1 / (n - 1) for a, b, n in met if a != b)
    total = sum(map(len, several))
    same = sum(map(sum, several))
    by_chance = 2 * same * (total - same) / (total - 1) if total > 1 else 0.0
    alpha = 1.0 - differ / by_chance if by_chance else None
    return Agreement(len(several), agreed, alpha)


@frozen
class Undone:
    """Say how often a merge was undone.

    Attributes:
        merged: how many ids were merged away.
        undone: how many of these came back.
        share: the share of these.
        median_time: how long half of those stood, or longer; None where none came back.
    """

    merged: int
    undone: int
    share: Estimate
    median_time: dt.timedelta | None


def undone(events: Iterable[Event]) -> Undone:
    """Return how often a merge was undone, by the events of a ledger.

    Args:
        events: the events, from the first on.
    """
    since: dict[str, dt.datetime] = {}
    stood: list[float] = []
    n_merged = 0
    for event in sorted(events, key=lambda event: event.number):
        if isinstance(event, Merged):
            n_merged += len(event.merged)
            since |= dict.fromkeys(event.merged, event.at)
        elif isinstance(event, Unmerged):
            times = [since.pop(name) for name in event.released if name in since]
            stood += [(event.at - at).total_seconds() for at in times]
    half = dt.timedelta(seconds=median(stood)) if stood else None
    return Undone(n_merged, len(stood), share_of(len(stood), n_merged, guess=0.0), half)


def _order(decision: PairDecision) -> tuple[dt.datetime, str, str]:
    return decision.at, type(decision).__name__, decision.by


def _seen(decisions: Iterable[Decision]) -> list[PairDecision]:
    return [one for one in decisions if isinstance(one, PairDecision)]


def _last(decisions: Iterable[Decision]) -> list[PairDecision]:
    """Return the last decision on each pair, but those of who was unsure."""
    last = {one.pair: one for one in sorted(_seen(decisions), key=_order)}
    return [one for one in last.values() if not isinstance(one, Unsure)]


def _probability(result: "Resolution[Any]", pair: Pair) -> float | None:
    found = [at for record in pair if (at := place(result, record)) is not None]
    if len(found) < 2 or found[0][0] is not found[1][0]:
        return None
    (part, one), (_, two) = found
    return part.matching.score_rows(part.table, *sorted((one, two))).probability
