"""A record that may be of the same customer, and why."""

from attrs import field, frozen

from custmdm.linker._explain_text import score_lines
from custmdm.model import Decision, MatchScore, RecordId, Thresholds


@frozen
class Candidate:
    """Hold a record that may be of the same customer as one that is asked for.

    Attributes:
        id: the record.
        score: how likely that is, and what each comparison says.
        decision: what the thresholds make of it: a match, or possible.
        thresholds: the thresholds.
    """

    id: RecordId
    score: MatchScore
    decision: Decision
    thresholds: Thresholds = field(repr=False)

    def explain(self, locale: str = "en") -> str:
        """Return why, as text that holds no value of either record.

        Args:
            locale: "en" or "zh".
        """
        return "\n".join(score_lines(self.score, self.decision, self.thresholds, locale))


def by_weight(candidate: Candidate) -> tuple[float, RecordId]:
    """Return what puts candidates in order: the likeliest first, then by id."""
    return -candidate.score.weight, candidate.id
