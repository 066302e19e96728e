"""One pair at a time: what scoring needs of a record, made once, and the scores of its pairs."""

from collections.abc import Callable
from functools import lru_cache

from attrs import frozen

from custmdm.compare import ComparedValues, level_and_rarity
from custmdm.compare._one_pair import Values
from custmdm.linker._matching import Matching, terms_of
from custmdm.model import MatchScore
from custmdm.tables import Table

# A score is one of a comparison vector, whoever the records are: so many are kept, of those that
# were asked for last. With its contributions one takes about a kilobyte.
_KEPT = 8_192


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
        on: the field of each comparison.
        compared: the comparisons, ready to be run.
        ranks: what gives the rank of two values, one a comparison.
        score_of: gives the score of a vector of ranks.
    """

    on: tuple[str, ...]
    compared: tuple[ComparedValues, ...]
    ranks: tuple[Callable[[Values, Values], int], ...]
    score_of: Callable[[tuple[int, ...]], MatchScore]

    @classmethod
    def of(cls, matching: Matching) -> "PairScorer":
        """Return what scores pairs by the comparisons and the model of a run."""

        @lru_cache(_KEPT)
        def score_of(vector: tuple[int, ...]) -> MatchScore:
            levels, rarities = zip(*map(level_and_rarity, vector), strict=True)
            return matching.score_vector(levels, rarities)

        of_each = zip(matching.comparisons, matching.frequencies, strict=True)
        compared = tuple(c.values(frequencies) for c, frequencies in of_each)
        on = tuple(c.on for c in matching.comparisons)
        return cls(on, compared, tuple(c.ranked for c in compared), score_of)

    def prepare(self, table: Table, row: int) -> tuple[Values, ...]:
        """Return what each comparison sees of a row of a standardized table."""
        found = []
        for path, compared in zip(self.on, self.compared, strict=True):
            terms, placeholder = terms_of(table.column(path), row)
            found.append(compared.prepare(terms, placeholder=placeholder))
        return tuple(found)

    def score(self, left: tuple[Values, ...], right: tuple[Values, ...]) -> MatchScore:
        """Return the score of two prepared records."""
        # All three have one value a comparison; to have `zip` check it takes a tenth of the time.
        pairs = zip(self.ranks, left, right)  # noqa: B905
        return self.score_of(tuple([rank(one, other) for rank, one, other in pairs]))
