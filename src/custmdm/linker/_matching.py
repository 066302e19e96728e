"""What a run was done with: rules, comparisons, thresholds, the model."""

from collections.abc import Sequence

from attrs import frozen

from custmdm.block import Rule
from custmdm.columns import PLACEHOLDER_CODE, Column, Term
from custmdm.compare import RARITY_STEP, Comparison
from custmdm.model import Contribution, Frequencies, MatchScore, Thresholds
from custmdm.score import FellegiSunter
from custmdm.survive import Policy
from custmdm.tables import Table
from custmdm.typing import Clusterer


@frozen
class Matching:
    """Hold all that decides of a pair, and of what survives."""

    rules: tuple[Rule, ...]
    comparisons: tuple[Comparison, ...]
    max_block: int
    thresholds: Thresholds
    policy: Policy
    model: FellegiSunter
    frequencies: tuple[Frequencies, ...]
    clusterer: Clusterer
    collective: bool
    vetoes: tuple[str, ...]

    def score_rows(self, table: Table, left: int, right: int) -> MatchScore:
        """Return the score of two rows of a standardized table, from the scalar definitions."""
        found = []
        for comparison, frequencies in zip(self.comparisons, self.frequencies, strict=True):
            column = table.column(comparison.on)
            (a, filler_a), (b, filler_b) = terms_of(column, left), terms_of(column, right)
            found.append(
                comparison.agreement(
                    a, b, placeholder=(filler_a, filler_b), frequencies=frequencies
                )
            )
        return self.score_vector([level for level, _ in found], [rarity for _, rarity in found])

    def score_vector(self, levels: Sequence[int], rarities: Sequence[int]) -> MatchScore:
        """Return the score of a comparison vector: a level and a rarity, in steps, a comparison."""
        weight, added_by_each = self.model.weight_and_contributions(levels, rarities)
        contributions = tuple(
            Contribution(c.on, level, c.label(level), added, rarity * RARITY_STEP)
            for c, level, rarity, added in zip(
                self.comparisons, levels, rarities, added_by_each, strict=True
            )
        )
        return MatchScore(weight, MatchScore.probability_of(weight), contributions)


def terms_of(column: Column[Term], row: int) -> tuple[tuple[Term, ...], bool]:
    """Return the terms of a row, and whether there is a placeholder in it."""
    return column.row(row), PLACEHOLDER_CODE in column.row_codes(row)
