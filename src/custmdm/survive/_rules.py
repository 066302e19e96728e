"""Survivorship rules: several claims in, the best of them out."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import cached_property
from math import isfinite
from types import FunctionType, MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from custmdm._values import identity, moment, parts_of, text_of
from custmdm.errors import ConfigurationError
from custmdm.model import Claim
from custmdm.survive._claim_columns import ClaimColumns
from custmdm.typing import SupportsScores, SurvivorshipRule

Claims = Sequence[Claim[Any]]
# The scores of claims, higher is better, and what a difference of scores counts.
Scores = tuple[Sequence[Any], str]
_LAST = Decimal("-Infinity")


def valid_first(claims: Claims) -> Claims:
    """Keep the claims whose value is valid; all of them where none is."""
    return best(claims, _validity(claims))


def most_recent(claims: Claims) -> Claims:
    """Keep the claims observed last; a claim without a time is older than any."""
    return best(claims, _recency(claims))


def oldest(claims: Claims) -> Claims:
    """Keep the claims observed first; of a claim without a time nobody knows, so it comes last."""
    return best(claims, _age(claims))


def most_frequent(claims: Claims) -> Claims:
    """Keep the claims whose value most records share.

    It counts records: one that says a value twice counts once. 1, True and 1.0 are three values.
    """
    return best(claims, _frequency(claims))


def most_complete(claims: Claims) -> Claims:
    """Keep the claims that say most: of units those with most parts, of texts the longest."""
    return best(claims, _completeness(claims))


def longest(claims: Claims) -> Claims:
    """Keep the claims with the longest text; of a unit its parts are taken together."""
    return best(claims, _length(claims))


def highest(claims: Claims) -> Claims:
    """Keep the claims with the highest value: the largest number, the latest date.

    Texts that are numbers, or ISO dates, count as such, and come before other texts; where there is
    no number and no date, the last text by its letters is the highest.
    """
    return best(claims, _height(claims))


def lowest(claims: Claims) -> Claims:
    """Keep the claims with the lowest value: the smallest number, the earliest date.

    As with :func:`highest`, numbers and dates come before other texts.
    """
    return best(claims, _depth(claims))


def _sources(sources: Iterable[str]) -> tuple[str, ...]:
    if isinstance(sources, str):
        raise ConfigurationError(f"BySource takes a list of sources; write BySource([{sources!r}])")
    return tuple(dict.fromkeys(sources))


@frozen
class BySource:
    """Keep the claims of the source that comes first in the list; unlisted sources come last.

    >>> BySource(("erp", "crm"))
    BySource(sources=('erp', 'crm'))
    """

    sources: tuple[str, ...] = field(converter=_sources)

    def __call__(self, claims: Claims) -> Claims:
        """Return the claims of the best source present."""
        return best(claims, self.scores(claims))

    def scores(self, claims: Claims) -> Scores:
        """Return the place of each source, from the end."""
        rank = self._rank
        return [-rank.get(c.record.source, len(rank)) for c in claims], "places"

    def column_scores(self, claims: ClaimColumns) -> tuple[npt.NDArray[Any], str]:
        """Return the same of many groups at once."""
        rank = self._rank
        places = [-rank.get(source, len(rank)) for source in claims.records.sources]
        return np.array(places, dtype=np.int64)[claims.source], "places"

    @cached_property
    def _rank(self) -> Mapping[str, int]:
        return {source: i for i, source in enumerate(self.sources)}


def best(claims: Claims, scored: Scores) -> Claims:
    """Return the claims with the highest score."""
    scores, unit = scored
    tie = TIES.get(unit, 0)
    top = max(scores)
    if not tie:
        return [c for c, s in zip(claims, scores, strict=True) if s == top]
    return [c for c, s in zip(claims, scores, strict=True) if top - s <= tie]


# Trusts that differ by no more than a millionth of a point are equal: floats are no finer.
TIES: Mapping[str, float] = MappingProxyType({"points": 1e-6})


def scores_of(rule: SurvivorshipRule, claims: Claims) -> Scores | None:
    """Return how a rule scores claims, or None where it does not say."""
    if isinstance(rule, FunctionType):  # asked first: a Protocol takes far longer to ask
        of_rule = _SCORES.get(rule)
        return None if of_rule is None else of_rule(claims)
    return rule.scores(claims) if isinstance(rule, SupportsScores) else None


def margin_of(top: Any, score: Any, unit: str) -> tuple[float | None, str]:
    """Return how far a score is behind the top one, and in what; None where it is no number."""
    if unit == "rank" or not (_finite(top) and _finite(score)):
        return None, ""
    behind = top - score
    if unit == "microseconds":
        return behind / 86_400_000_000, "days"
    return float(behind), unit


def _finite(score: object) -> bool:
    return isinstance(score, (int, float, Decimal)) and isfinite(score)


def _validity(claims: Claims) -> Scores:
    return [c.valid for c in claims], "rank"


def _recency(claims: Claims) -> Scores:
    return [moment(c.observed_at) for c in claims], "microseconds"


def _age(claims: Claims) -> Scores:
    # A claim without a time is the last here too, and moment says before any.
    return [
        moment(None) if c.observed_at is None else -moment(c.observed_at) for c in claims
    ], "microseconds"


def _frequency(claims: Claims) -> Scores:
    said = [identity(c.value) for c in claims]
    records = {(value, claim.record) for value, claim in zip(said, claims, strict=True)}
    counts = Counter(value for value, _ in records)
    return [counts[value] for value in said], "records"


def _completeness(claims: Claims) -> Scores:
    is_plain = all(parts_of(c.value) is None for c in claims)
    return [size_of(c.value) for c in claims], "characters" if is_plain else "parts"


def size_of(value: Any) -> int:
    """Return how much a value says: of a unit how many parts, of a text how many characters."""
    # Parts are counted, not their letters: a long street is no better than a short one.
    parts = parts_of(value)
    return len(str(value)) if parts is None else sum(p is not None for p in parts.values())


def _length(claims: Claims) -> Scores:
    return [length_of(c.value) for c in claims], "characters"


def length_of(value: Any) -> int:
    """Return how many characters a value has, the parts of a unit together."""
    parts = parts_of(value)
    said: Iterable[object] = [value] if parts is None else parts.values()
    return sum(len(str(part)) for part in said if part is not None)


def _height(claims: Claims) -> Scores:
    return _by_size(claims, 1)


def _depth(claims: Claims) -> Scores:
    return _by_size(claims, -1)


def _by_size(claims: Claims, sign: int) -> Scores:
    for read, unit in SIZES.items():
        sizes = [read(c.value) for c in claims]
        if any(size is not None for size in sizes):
            signed = [None if s is None else s if sign > 0 else s.copy_negate() for s in sizes]
            return [_LAST if s is None else s for s in signed], unit
    order = {text: i for i, text in enumerate(sorted({text_of(c.value) for c in claims}))}
    return [sign * order[text_of(c.value)] for c in claims], "rank"


def _number(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value))  # no text of a boolean, a date or a unit is a number
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _day(value: object) -> Decimal | None:
    """Return a date or a time as days; a text may be either, as ISO 8601 writes them."""
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, dt.datetime):
        return Decimal(int(moment(value))) / 86_400_000_000
    return Decimal(value.toordinal() - 719_163) if isinstance(value, dt.date) else None


# As what a value has a size, and in what; the first that reads any value of a group counts.
SIZES: Mapping[Callable[[object], Decimal | None], str] = MappingProxyType(
    {_number: "", _day: "days"}
)
_SCORES: Mapping[object, Callable[[Claims], Scores]] = MappingProxyType(
    {
        valid_first: _validity,
        most_recent: _recency,
        oldest: _age,
        most_frequent: _frequency,
        most_complete: _completeness,
        longest: _length,
        highest: _height,
        lowest: _depth,
    }
)
