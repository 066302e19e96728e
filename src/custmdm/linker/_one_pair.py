"""One pair at a time: what scoring needs of a record, made once, and the scores of its pairs."""

from collections.abc import Callable, Sequence
from typing import Protocol

from attrs import field, frozen

from custmdm.columns import Term
from custmdm.compare import ComparedValues, level_and_rarity
from custmdm.compare._one_pair import Values
from custmdm.linker._matching import Matching
from custmdm.model import MatchScore

# A score is that of a comparison vector, whoever the records are: so many are kept. One takes about
# a kilobyte, with its contributions.
_KEPT = 8_192


class HasTerms(Protocol):
    """Be one standard record: by itself, or a row of a table."""

    def terms(self, path: str, /) -> tuple[Sequence[Term], bool]:
        """Return the terms of a field, and whether there is a placeholder."""
        ...


@frozen(eq=False, repr=False)
class PreparedRecord:
    """Hold a record standardised and ready to be scored, as `Linker.prepare` returns it.

    It is of the Linker that prepared it; what it holds is for `Linker.score` alone.

    Attributes:
        linker: the Linker.
        values: what each comparison sees of the record.
    """

    linker: object
    values: tuple[Values, ...]

    def __repr__(self) -> str:
        known = sum(not isinstance(values, int) for values in self.values)
        return f"<PreparedRecord: {known} of {len(self.values)} comparisons have a value>"


@frozen(eq=False)
class PairScorer:
    """Score one pair at a time, as `Matching.score_rows` does.

    Attributes:
        matching: the comparisons, and the model that weighs their vectors.
        compared: the comparisons, ready to be run.
        ranks: what gives the rank of two values, one a comparison.
        scores: the scores of the vectors of ranks that came so far.
    """

    matching: Matching
    compared: tuple[ComparedValues, ...]
    ranks: tuple[Callable[[Values, Values], int], ...]
    scores: dict[tuple[int, ...], MatchScore] = field(factory=dict, init=False)

    @classmethod
    def of(cls, matching: Matching) -> "PairScorer":
        """Return what scores pairs by the comparisons and the model of a run."""
        of_each = zip(matching.comparisons, matching.frequencies, strict=True)
        compared = tuple(c.values(frequencies) for c, frequencies in of_each)
        return cls(matching, compared, tuple(c.ranked for c in compared))

    def prepare(self, record: HasTerms) -> tuple[Values, ...]:
        """Return what each comparison sees of a record."""
        found = []
        for comparison, compared in zip(self.matching.comparisons, self.compared, strict=True):
            terms, placeholder = record.terms(comparison.on)
            found.append(compared.prepare(terms, placeholder=placeholder))
        return tuple(found)

    def score(self, left: tuple[Values, ...], right: tuple[Values, ...]) -> MatchScore:
        """Return the score of two prepared records."""
        # All three have one value a comparison; to have `zip` check it takes a tenth of the time.
        pairs = zip(self.ranks, left, right)  # noqa: B905
        return self.of_ranks(tuple([rank(one, other) for rank, one, other in pairs]))

    def of_ranks(self, vector: tuple[int, ...]) -> MatchScore:
        """Return the score of two records, given the rank of each comparison."""
        return self.scores.get(vector) or self._scored(vector)

    def _scored(self, vector: tuple[int, ...]) -> MatchScore:
        levels, rarities = zip(*map(level_and_rarity, vector), strict=True)
        if len(self.scores) >= _KEPT:
            # Those that are asked for soon come back.
            self.scores.clear()
        found = self.scores[vector] = self.matching.score_vector(levels, rarities)
        return found
