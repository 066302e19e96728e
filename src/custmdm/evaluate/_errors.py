"""What a result merged wrongly and what it missed, with reasons."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import Any

import numpy as np
from attrs import frozen

from custmdm.errors import ConfigurationError
from custmdm.evaluate._results import (
    Explains,
    Int64,
    ScoredPairs,
    codes,
    entity_of,
    n_pairs,
    pairs_apart,
    rows_of,
)
from custmdm.frames import Values, make_frame
from custmdm.model import Link, RecordId

_FALSE_MERGES = {
    "constraint": "a constraint makes them always one",
    "scoring": "the pair itself scored as a match",
    "clustering": "other records connect them",
}
_MISSES = {
    "type": "the records are of different types",
    "table": "of two linked tables both are of one",
    "constraint": "a constraint keeps them apart",
    "blocking": "no blocking rule brought them together",
    "scoring": "they do not agree enough",
    "review": "a possible match, left for review",
    "clustering": "they match, and the clustering kept them apart",
    "unexplained": "below the possible threshold or never compared; raise limit to know",
}


@frozen
class PairError:
    """Hold one pair that the result has wrong.

    Attributes:
        left: the one record.
        right: the other.
        reason: the stage that went wrong, as in `Errors`.
        probability: the stated probability, where the pair can be scored.
        path: of a false merge by others, the chain of links that connects the two.
    """

    left: RecordId
    right: RecordId
    reason: str
    probability: float | None
    path: tuple[Link, ...] = ()


@frozen(repr=False)
class Errors:
    """Hold what a result has wrong; ``print`` it for the text, with record ids only.

    Attributes:
        false_merges: pairs that are together and should not be, the first by id.
        misses: pairs that should be together and are not, the first by id.
        false_merges_by_reason: how many there are in all. "scoring": the pair itself scored as a
            match; "clustering": a chain or its cluster brought it; "constraint": it was said so.
        misses_by_reason: how many there are in all. "blocking": no rule brought the pair together;
            "scoring": they do not agree enough; "review": a possible match that waits for a
            steward; "clustering": they match and were kept apart; "type": records of different
            types; "constraint": it was said so, or values veto it; "unexplained": blocking or
            scoring, beyond the limit of pairs asked about.
    """

    false_merges: tuple[PairError, ...]
    misses: tuple[PairError, ...]
    false_merges_by_reason: Mapping[str, int]
    misses_by_reason: Mapping[str, int]

    @property
    def n_false_merges(self) -> int:
        """Return how many pairs are merged wrongly."""
        return sum(self.false_merges_by_reason.values())

    @property
    def n_misses(self) -> int:
        """Return how many true pairs are missed."""
        return sum(self.misses_by_reason.values())

    def to_frame(self, backend: str = "pandas") -> Any:
        """Return one row a listed pair: error, left, right, reason, probability, path."""
        rows = [("false merge", e) for e in self.false_merges]
        rows += [("miss", e) for e in self.misses]
        stated = [np.nan if e.probability is None else e.probability for _, e in rows]
        columns: dict[str, Values] = {
            "error": [error for error, _ in rows],
            "left": [str(e.left) for _, e in rows],
            "right": [str(e.right) for _, e in rows],
            "reason": [e.reason for _, e in rows],
            "probability": np.array(stated, dtype=np.float64),
            "path": ["; ".join(f"{p.left} - {p.right}" for p in e.path) for _, e in rows],
        }
        return make_frame(columns, backend)

    def __str__(self) -> str:
        return "\n".join(
            [
                *_summary("false merges", self.false_merges_by_reason, _FALSE_MERGES),
                *_summary("misses", self.misses_by_reason, _MISSES),
            ]
        )

    def __repr__(self) -> str:
        return f"<Errors: {self.n_false_merges} false merges, {self.n_misses} misses>"


def _summary(title: str, counts: Mapping[str, int], words: Mapping[str, str]) -> list[str]:
    lines = [f"{sum(counts.values()):,} {title}"]
    for reason, count in counts.items():
        text = f"{reason}: {words[reason]}" if reason in words else reason
        lines.append(f"  {count:>8,}  {text}")
    return lines


def errors(result: Explains, truth: Mapping[Any, Hashable], *, limit: int = 200) -> Errors:
    """List false merges and misses, each with its reason.

    Every false merge and miss is counted; the first `limit` of each are explained and listed.
    What the links alone tell is counted by reason for all.

    >>> from types import SimpleNamespace
    >>> from custmdm.model import Crosswalk, Decision
    >>> one, two, three = (RecordId("crm", i) for i in (1, 2, 3))
    >>> result = SimpleNamespace(
    ...     crosswalk=Crosswalk({one: "g", two: "g", three: "h"}),
    ...     links=(Link(one, two, 0.97, 5.0, Decision.MATCH),),
    ...     review=(),
    ...     explain=lambda left, right: SimpleNamespace(stage="scoring", score=None, path=()),
    ... )
    >>> print(errors(result, truth={1: "ann", 2: "bob", 3: "bob"}))
    1 false merges
             1  scoring: the pair itself scored as a match
    1 misses
             1  scoring: they do not agree enough

    Args:
        result: anything with a crosswalk, links, pairs to review, and `explain`.
        truth: the entity of each record, by RecordId, by its text ``"crm:17"``, or by its key.
        limit: how many false merges, and how many misses, to explain.

    Raises:
        UnknownRecordError: if the truth lacks a record of the result.
        ConfigurationError: if the limit is negative.
    """
    if limit < 0:
        raise ConfigurationError(f"the limit is a number of pairs from 0 on, got {limit}")
    records, cluster = rows_of(result)
    entity = codes(entity_of(record, truth) for record in records)
    scored = ScoredPairs.of(result, records)
    together = cluster[scored.left] == cluster[scored.right]
    true = entity[scored.left] == entity[scored.right]

    # What the links tell without asking: why a pair was merged or lost, where its score says so.
    linked = scored.named(together & ~true & scored.match, "scoring")
    merges, merge_counts = _explained(result, records, (cluster, entity), linked, limit)
    linked = scored.named(~together & true & scored.match, "clustering")
    linked |= scored.named(~together & true & ~scored.match, "review")
    misses, miss_counts = _explained(result, records, (entity, cluster), linked, limit)
    return Errors(
        merges,
        misses,
        _in_order(merge_counts, _FALSE_MERGES, "clustering"),
        _in_order(miss_counts, _MISSES, "unexplained"),
    )


def _explained(
    result: Explains,
    records: Sequence[RecordId],
    groupings: tuple[Int64, Int64],
    linked: Mapping[tuple[int, int], str],
    limit: int,
) -> tuple[tuple[PairError, ...], Counter[str]]:
    """Explain the first pairs together in the one grouping and apart in the other; count all.

    What no reason is known of is counted under "".
    """
    found: list[PairError] = []
    counts = Counter(linked.values())
    for left, right in islice(pairs_apart(*groupings), limit):
        known = linked.get((left, right), "")
        told = result.explain(records[left], records[right])
        reason = known if known == "review" else told.stage
        probability = None if told.score is None else told.score.probability
        found.append(PairError(records[left], records[right], reason, probability, told.path))
        counts[reason] += 1
        counts[known] -= 1
    counts[""] = n_pairs(groupings[0]) - n_pairs(*groupings) - (counts.total() - counts[""])
    return tuple(found), counts


def _in_order(counts: Counter[str], words: Mapping[str, str], untold: str) -> Mapping[str, int]:
    """Return the counts that are not 0, the stages in their order; name what nothing told of."""
    counts[untold] += counts.pop("", 0)
    reasons = [*words, *sorted(counts.keys() - words.keys())]
    return MappingProxyType({reason: counts[reason] for reason in reasons if counts[reason]})
