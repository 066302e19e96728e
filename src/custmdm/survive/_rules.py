"""Survivorship rules: several claims in, the best of them out."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import attrs
from attrs import field, frozen

from custmdm.errors import ConfigurationError
from custmdm.model import Claim

Claims = Sequence[Claim[Any]]


def valid_first(claims: Claims) -> Claims:
    """Keep the claims whose value is valid; all of them where none is."""
    return [c for c in claims if c.valid] or claims


def most_recent(claims: Claims) -> Claims:
    """Keep the claims observed last; a claim without a time is older than any."""
    return _best(claims, lambda c: _moment(c.observed_at))


def most_frequent(claims: Claims) -> Claims:
    """Keep the claims whose value most records share."""
    counts = Counter(_hashable(c.value) for c in claims)
    return _best(claims, lambda c: counts[_hashable(c.value)])


def most_complete(claims: Claims) -> Claims:
    """Keep the claims that say most: of units those with most parts, of texts the longest."""
    return _best(claims, lambda c: _size(c.value))


def _sources(sources: Iterable[str]) -> tuple[str, ...]:
    if isinstance(sources, str):
        raise ConfigurationError(f"BySource takes a list of sources; write BySource([{sources!r}])")
    return tuple(sources)


@frozen
class BySource:
    """Keep the claims of the source that comes first in the list; unlisted sources come last.

    >>> BySource(("erp", "crm"))
    BySource(sources=('erp', 'crm'))
    """

    sources: tuple[str, ...] = field(converter=_sources)

    def __call__(self, claims: Claims) -> Claims:
        """Return the claims of the best source present."""
        rank = {source: i for i, source in enumerate(self.sources)}
        return _best(claims, lambda c: -rank.get(c.record.source, len(rank)))


def _best(claims: Claims, score: Callable[[Claim[Any]], Any]) -> Claims:
    scores = [score(c) for c in claims]
    top = max(scores)
    return [c for c, s in zip(claims, scores, strict=True) if s == top]


def _moment(at: dt.datetime | None) -> float:
    if at is None:
        return float("-inf")
    # A naive time is read as UTC, so that naive and aware times still have one order.
    aware = at.replace(tzinfo=dt.UTC) if at.tzinfo is None else at
    return (aware - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)).total_seconds()


def _hashable(value: object) -> object:
    try:
        hash(value)
    except TypeError:
        return repr(value)
    return value


def _size(value: Any) -> int:
    # Parts are counted, not their letters: a long street is no better than a short one.
    if attrs.has(type(value)):
        value = attrs.astuple(value, recurse=False)
    if isinstance(value, tuple):
        return sum(part is not None for part in value)
    return len(str(value))
