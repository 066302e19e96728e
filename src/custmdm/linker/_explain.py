"""Why two records are, or are not, one customer."""

from collections import deque

import numpy as np
from attrs import frozen

from custmdm.block import rules_of_pair
from custmdm.linker._resolved import ResolvedTable
from custmdm.model import Decision, Link, MatchScore, RecordId

# The rules that the text of an explanation names.
_SHOWN = 4


@frozen
class Explanation:
    """Say why two records are, or are not, one customer, as data; ``print`` it for the text.

    Attributes:
        left: the one record.
        right: the other.
        same: whether they ended up as one customer.
        stage: where it was decided: "type", "blocking", "scoring", or "clustering".
        rules: the blocking rules that brought the pair together.
        score: the score with what each comparison added.
        decision: what the thresholds make of the score.
        path: where other links connect them, the chain of links.
    """

    left: RecordId
    right: RecordId
    same: bool
    stage: str
    rules: tuple[str, ...] = ()
    score: MatchScore | None = None
    decision: Decision | None = None
    path: tuple[Link, ...] = ()

    @classmethod
    def of_types(cls, left: RecordId, right: RecordId) -> "Explanation":
        """Return the explanation for records of different types."""
        return cls(left, right, False, "type")

    def __str__(self) -> str:
        verdict = "one customer" if self.same else "not one customer"
        lines = [f"{self.left} and {self.right}: {verdict}, {_WHY[self.stage, self.same]}"]
        if self.score is not None and self.decision is not None:
            lines.append(
                f"  match probability {self.score.probability:.4f} "
                f"(weight {self.score.weight:+.2f}): {self.decision.value}"
            )
            lines += [
                f"    {c.weight:+7.2f}  {c.comparison}: {c.label}" for c in self.score.contributions
            ]
            others = self.score.weight - sum(c.weight for c in self.score.contributions)
            lines.append(f"    {others:+7.2f}  before anything is compared")
        if self.rules:
            # The plainest say the most; the many parts of names and words only say it again.
            shown = sorted(self.rules, key=lambda rule: (len(rule), rule))
            more = [f"{len(shown) - _SHOWN} more"] if len(shown) > _SHOWN else []
            lines.append("  brought together by: " + "; ".join([*shown[:_SHOWN], *more]))
        lines += [f"  link {p.left} - {p.right} ({p.probability:.4f})" for p in self.path]
        return "\n".join(lines)


_WHY = {
    ("type", False): "records of different types never link",
    ("blocking", False): "no blocking rule brought them together",
    ("scoring", False): "they do not agree enough",
    ("scoring", True): "they match",
    ("clustering", True): "other records connect them",
    ("clustering", False): "they match, and the clustering kept them apart",
}


def explain_pair(part: ResolvedTable, left: int, right: int) -> Explanation:
    """Return the explanation of two rows of one table, left < right."""
    matching, table = part.matching, part.table
    rules = rules_of_pair(
        table, matching.rules, part.plans, left, right, max_records=matching.max_block
    ).rules
    score = matching.score_rows(table, left, right)
    decision = matching.thresholds.decide(score.probability)
    same = bool(part.labels[left] == part.labels[right])
    kept = np.any((part.left == left) & (part.right == right))
    matched = bool(kept) and decision is Decision.MATCH
    if matched == same:
        stage = "scoring" if same or rules else "blocking"
    else:
        stage = "clustering"
    path = () if matched or not same else _path(part, left, right)
    ids = table.ids
    return Explanation(ids[left], ids[right], same, stage, rules, score, decision, path)


def _path(part: ResolvedTable, left: int, right: int) -> tuple[Link, ...]:
    """Return the shortest chain of matching links from one row to another."""
    thresholds = part.matching.thresholds
    neighbours: dict[int, list[tuple[int, float]]] = {}
    member = part.labels[part.left] == part.labels[left]
    for a, b, weight in zip(
        part.left[member].tolist(), part.right[member].tolist(), part.weight[member].tolist(),
        strict=True,
    ):  # fmt: skip
        if thresholds.decide(MatchScore.probability_of(weight)) is Decision.MATCH:
            neighbours.setdefault(a, []).append((b, weight))
            neighbours.setdefault(b, []).append((a, weight))
    came: dict[int, tuple[int, float] | None] = {left: None}
    waiting = deque([left])
    while waiting and right not in came:
        row = waiting.popleft()
        for other, weight in sorted(neighbours.get(row, ())):
            if other not in came:
                came[other] = (row, weight)
                waiting.append(other)
    chain: list[Link] = []
    at = came.get(right)
    here = right
    while at is not None:
        row, weight = at
        first, second = sorted((row, here))
        probability = MatchScore.probability_of(weight)
        ids = part.table.ids
        chain.append(Link(ids[first], ids[second], probability, weight, Decision.MATCH))
        here, at = row, came[row]
    return tuple(reversed(chain))
