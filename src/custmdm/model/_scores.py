"""What comparing and scoring give: levels, weights, decisions, links."""

import enum
import math

from attrs import field, frozen

from custmdm.data.outcome_labels import outcome_label
from custmdm.errors import ConfigurationError
from custmdm.model._ids import RecordId

BOTH_MISSING = -1
ONE_MISSING = -2
PLACEHOLDER = -3
NOT_COMPARABLE = -4


@frozen
class Outcome:
    """Name one way in which two values agree, or do not.

    Attributes:
        label: the outcome in words.
        similarity: how alike the values are, in [0, 1].
        known: what there was to compare. What was there says nothing of who somebody is: m and u
            are shares among the outcomes of one `known`.
        among_matches: the share of it among matches before anything is learned, where that is
            known better than by its rank.
        in_household: the share of it among two people of one household, where that is known.
    """

    label: str
    similarity: float
    known: str = ""
    among_matches: float | None = None
    in_household: float | None = None


class Decision(enum.StrEnum):
    """Say what is decided of a pair."""

    MATCH = "match"
    POSSIBLE = "possible"
    NON_MATCH = "non_match"


@frozen
class Thresholds:
    """Say from which match probability on a pair is a match, or possibly one.

    >>> Thresholds(match=0.95, possible=0.5).decide(0.7)
    <Decision.POSSIBLE: 'possible'>

    Raises:
        ConfigurationError: if not 0 <= possible <= match <= 1.
    """

    match: float = 0.5
    possible: float = 0.1

    def __attrs_post_init__(self) -> None:
        if not 0.0 <= self.possible <= self.match <= 1.0:
            raise ConfigurationError(
                "thresholds are match probabilities with 0 <= possible <= match <= 1, "
                f"got match={self.match}, possible={self.possible}"
            )

    @classmethod
    def from_costs(
        cls, *, false_merge: float, missed: float, review: float | None = None
    ) -> "Thresholds":
        """Return the thresholds that cost the least on average, given what each mistake costs.

        A pair that matches with probability p costs ``(1 - p) * false_merge`` where it is merged,
        ``p * missed`` where it is left apart, and `review` where a person settles it. Each pair is
        decided the cheapest way. Where a look costs more than deciding by the score ever can,
        nobody is asked, and the two thresholds are one.

        A wrong merge that is ten times as bad as a missed match, and a look at a pair that costs a
        quarter of what a missed match does:

        >>> Thresholds.from_costs(false_merge=10, missed=1, review=0.25)
        Thresholds(match=0.975, possible=0.25)
        >>> Thresholds.from_costs(false_merge=4, missed=1)
        Thresholds(match=0.8, possible=0.8)

        Args:
            false_merge: what it costs to merge two customers, above 0, in any unit.
            missed: what it costs to leave one customer apart, above 0, in the same unit.
            review: what it costs that a person settles a pair, from 0; None: nobody does.

        Raises:
            ConfigurationError: if a cost is no such number.

        Source: Fellegi and Sunter (1969), A theory for record linkage, decide in three by error
        rates; here by costs, as in Verykios, Moustakides and Elfeky (2003), A Bayesian decision
        model for cost optimal record matching.
        """
        for name, cost in (("false_merge", false_merge), ("missed", missed)):
            # Written so that NaN fails too.
            if not 0.0 < cost < math.inf:
                raise ConfigurationError(f"{name} is a cost above 0, got {cost}")
        if review is not None and not 0.0 <= review < math.inf:
            raise ConfigurationError(
                f"review is a cost from 0, or None where nobody reviews; got {review}"
            )
        # Where merging and leaving apart cost the same. As a ratio no sum or product overflows.
        even = 1.0 / (1.0 + missed / false_merge)
        if review is None or not review / missed < even < 1.0 - review / false_merge:
            return cls(match=even, possible=even)
        return cls(match=1.0 - review / false_merge, possible=review / missed)

    def decide(self, probability: float) -> Decision:
        """Return the decision for a match probability."""
        if probability >= self.match:
            return Decision.MATCH
        return Decision.POSSIBLE if probability >= self.possible else Decision.NON_MATCH


@frozen
class ComparisonVector:
    """Hold the agreement level of each comparison for one pair.

    0 disagrees, 1 and up agree more and more; -1 both missing, -2 one missing, -3 placeholder, -4
    not comparable, as names in two scripts are.
    """

    levels: tuple[int, ...]


@frozen
class Contribution:
    """Say what one comparison adds to the weight of a pair.

    >>> told = Contribution("phones", 0, "different", -3.5)
    >>> told.text(), told.text("zh")
    ('different', '不同')

    Attributes:
        comparison: the name of the comparison.
        level: the agreement level, as in ComparisonVector.
        label: the level in words.
        weight: what it adds, in bits; 0 where a value is missing.
        rarity: how rare what is shared is, in bits; below 0 is rare.
    """

    comparison: str
    level: int
    label: str
    weight: float
    rarity: float = 0.0

    def text(self, locale: str = "en") -> str:
        """Return how the two values agree, in English ("en") or Chinese ("zh").

        What a comparator of your own calls its outcomes stays as it is.
        """
        return outcome_label(self.label, locale)


@frozen
class MatchScore:
    """Hold the score of one pair.

    Attributes:
        weight: log2 of the odds of a match, the prior included.
        probability: the match probability.
        contributions: what each comparison added.
    """

    weight: float
    probability: float
    contributions: tuple[Contribution, ...] = field(default=(), repr=False)

    @staticmethod
    def probability_of(weight: float) -> float:
        """Return the probability of a match weight.

        >>> MatchScore.probability_of(0.0)
        0.5
        """
        # Written so that no exponent is large: 2**weight overflows beyond 1024 bits.
        if weight >= 0:
            return 1.0 / (1.0 + math.exp2(-weight))
        odds = math.exp2(weight)
        return odds / (1.0 + odds)

    @staticmethod
    def weight_of(probability: float) -> float:
        """Return the match weight of a probability; of 0 and 1 it is infinite.

        >>> MatchScore.weight_of(0.5), round(MatchScore.weight_of(0.8), 6)
        (0.0, 2.0)
        """
        if probability <= 0.0 or probability >= 1.0:
            return -math.inf if probability <= 0.0 else math.inf
        return math.log2(probability / (1.0 - probability))


@frozen
class Link:
    """Say that two records are, or may be, one customer.

    ``left < right`` always.
    """

    left: RecordId
    right: RecordId
    probability: float
    weight: float
    decision: Decision
