"""What a run was done with: rules, comparisons, thresholds, the model."""

from attrs import frozen

from custmdm.block import On
from custmdm.columns import PLACEHOLDER_CODE, Column, Term
from custmdm.compare import Comparison
from custmdm.linker._golden import RulesByName
from custmdm.model import Contribution, MatchScore, Thresholds
from custmdm.score import FellegiSunter
from custmdm.tables import Table
from custmdm.typing import BlockingKey


@frozen
class Matching:
    """Hold all that decides of a pair, and of what survives."""

    rules: "tuple[On | BlockingKey, ...]"
    comparisons: tuple[Comparison, ...]
    max_block: int
    thresholds: Thresholds
    survivorship: RulesByName
    model: FellegiSunter

    def score_rows(self, table: Table, left: int, right: int) -> MatchScore:
        """Return the score of two rows of a standardized table, from the scalar definitions."""
        contributions = []
        for i, comparison in enumerate(self.comparisons):
            column = table.column(comparison.on)
            (a, filler_a), (b, filler_b) = _terms(column, left), _terms(column, right)
            level = comparison.level_of_terms(a, b, placeholder=(filler_a, filler_b))
            weight = self.model.weights(i)[level] if level >= 0 else 0.0
            contributions.append(
                Contribution(comparison.on, level, comparison.label(level), weight)
            )
        weight = self.model.weight([c.level for c in contributions])
        return MatchScore(weight, MatchScore.probability_of(weight), tuple(contributions))


def _terms(column: Column[Term], row: int) -> tuple[tuple[Term, ...], bool]:
    return column.row(row), PLACEHOLDER_CODE in column.row_codes(row)
