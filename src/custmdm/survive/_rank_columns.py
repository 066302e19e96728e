"""The rules on columns: the scores of many groups of claims at once."""

from collections.abc import Callable, Mapping
from types import FunctionType, MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from custmdm._values import text_of
from custmdm.survive import _rules as rules
from custmdm.survive._claim_columns import (
    UNKNOWN,
    ClaimColumns,
    Flags,
    Int64,
    SupportsClaimColumns,
    distinct,
)
from custmdm.typing import SurvivorshipRule

ColumnScores = tuple[npt.NDArray[Any], str]
_LAST = np.iinfo(np.int64).min


def column_scores_of(rule: SurvivorshipRule, claims: ClaimColumns) -> ColumnScores | None:
    """Return how a rule scores the claims of many groups, or None where it does not say."""
    if isinstance(rule, SupportsClaimColumns):
        return rule.column_scores(claims) if _is_of_its_scores(rule) else None
    # What is no function need not be hashable.
    of_rule = _COLUMN_SCORES.get(rule) if isinstance(rule, FunctionType) else None
    return None if of_rule is None else of_rule(claims)


def _is_of_its_scores(rule: object) -> bool:
    """Say whether no subclass gives other scores, and leaves those of columns as they were."""
    ways = type(rule).__mro__
    said = [next((c for c in ways if n in vars(c)), object) for n in ("column_scores", "scores")]
    return issubclass(said[0], said[1])


def kept_on_columns(claims: ClaimColumns, scored: ColumnScores) -> Flags:
    """Return which claims have the highest score of their group."""
    scores, unit = scored
    top = claims.of_group(np.maximum.reduceat(scores, claims.starts))
    tie = rules.TIES.get(unit, 0)
    kept: Flags = top - scores <= tie if tie else scores == top
    return kept


def _validity(claims: ClaimColumns) -> ColumnScores:
    return claims.valid.astype(np.int8), "rank"


def _recency(claims: ClaimColumns) -> ColumnScores:
    return claims.observed_at, "microseconds"


def _age(claims: ClaimColumns) -> ColumnScores:
    at = claims.observed_at
    return np.where(at == UNKNOWN, at, -at), "microseconds"


def _frequency(claims: ClaimColumns) -> ColumnScores:
    said, _ = distinct([claims.group, claims.value])
    _, first = distinct([said, claims.record])
    return np.bincount(said[first])[said], "records"


def _completeness(claims: ClaimColumns) -> ColumnScores:
    return claims.by_value(rules.size_of, np.int64), "parts"


def _length(claims: ClaimColumns) -> ColumnScores:
    return claims.by_value(rules.length_of, np.int64), "characters"


def _height(claims: ClaimColumns) -> ColumnScores:
    return _by_size(claims, 1)


def _depth(claims: ClaimColumns) -> ColumnScores:
    return _by_size(claims, -1)


def _by_size(claims: ClaimColumns, sign: int) -> ColumnScores:
    scores = sign * text_ranks(claims)
    # What is read first counts before the others.
    for read in reversed(list(rules.SIZES)):
        sizes = claims.by_value(read, object)
        known = np.array([size is not None for size in sizes.tolist()])
        order = {size: i for i, size in enumerate(sorted(set(sizes[known].tolist())))}
        ranks = [_LAST if size is None else sign * order[size] for size in sizes.tolist()]
        any_known = claims.of_group(np.logical_or.reduceat(known, claims.starts))
        scores = np.where(any_known, np.array(ranks, np.int64), scores)
    return scores, "rank"


def text_ranks(claims: ClaimColumns) -> Int64:
    """Return the place of each value among all of them, by their texts."""
    texts = claims.by_value(text_of, object)
    order = {text: i for i, text in enumerate(sorted(set(texts.tolist())))}
    return np.fromiter(map(order.__getitem__, texts.tolist()), np.int64, len(texts))


_COLUMN_SCORES: Mapping[object, Callable[[ClaimColumns], ColumnScores]] = MappingProxyType(
    {
        rules.valid_first: _validity,
        rules.most_recent: _recency,
        rules.oldest: _age,
        rules.most_frequent: _frequency,
        rules.most_complete: _completeness,
        rules.longest: _length,
        rules.highest: _height,
        rules.lowest: _depth,
    }
)
