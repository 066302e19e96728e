"""One record matched: who it may be, and why."""

from attrs import field, frozen

from custmdm.linker import score_lines
from custmdm.model import Decision, MatchScore, RecordId, Thresholds


@frozen
class Candidate:
    """Hold a record that may be of the same customer.

    Attributes:
        id: the record.
        score: how likely that is, and what each comparison says.
        decision: what the thresholds make of it.
        thresholds: the thresholds.
    """

    id: RecordId
    score: MatchScore
    decision: Decision
    thresholds: Thresholds = field(repr=False)

    def explain(self, locale: str = "en") -> str:
        """Return why, as text, without any value of either record.

        Args:
            locale: "en" or "zh".
        """
        return "\n".join(score_lines(self.score, self.decision, self.thresholds, locale))
