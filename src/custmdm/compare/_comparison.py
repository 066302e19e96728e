"""A comparison: one field, a comparator, and the levels it is graded into."""

import itertools
from collections.abc import Iterable, Sequence
from functools import cached_property

from attrs import field, frozen

from custmdm.columns import Column, Term
from custmdm.compare._column import ComparedColumn
from custmdm.compare._one_pair import ComparedValues, by_outcome, by_similarity
from custmdm.compare._rarity import TIE, counted, key_rarity, rarity_steps, term_rarity
from custmdm.errors import ConfigurationError
from custmdm.model import (
    BOTH_MISSING,
    NOT_COMPARABLE,
    ONE_MISSING,
    PLACEHOLDER,
    Frequencies,
    Outcome,
)
from custmdm.typing import Comparator, SupportsAgreement

_NOTHING = Frequencies()
_MISSING_LABELS = {
    BOTH_MISSING: "both missing",
    ONE_MISSING: "one missing",
    PLACEHOLDER: "placeholder",
    NOT_COMPARABLE: "cannot be compared",
}


def _levels(levels: Iterable[float] | None) -> tuple[float, ...] | None:
    if levels is None:
        return None
    try:
        levels = tuple(float(level) for level in levels)
    except (TypeError, ValueError):
        raise ConfigurationError(
            f"levels are similarities in falling order, as (1.0, 0.9), got {levels!r}"
        ) from None
    # Written so that NaN fails too.
    if not levels or not all(a > b for a, b in itertools.pairwise(levels)):
        raise ConfigurationError(f"levels are similarities in falling order, got {levels}")
    if not (levels[-1] > 0.0 and levels[0] <= 1.0):
        raise ConfigurationError(f"levels are similarities in (0, 1], got {levels}")
    return levels


@frozen
class Comparison:
    """Compare one field and grade the similarity into agreement levels.

    With ``levels=(1.0, 0.92, 0.8)`` equal values are level 3, a similarity of at least 0.92 is
    level 2, of at least 0.8 level 1, else level 0. Without levels, each way to agree that the
    comparator tells apart is a level; a plain comparator then knows equal and different.

    >>> from custmdm.compare import JaroWinkler
    >>> surname = Comparison("surname", JaroWinkler(), levels=(1.0, 0.92, 0.8))
    >>> surname.level("allen", "alen"), surname.level("allen", "zhang"), surname.level("a", None)
    (2, 0, -2)

    Attributes:
        on: the field, ``"phones"``, ``"name.family"``, or a column of a table.
        comparator: any function of two values to a similarity in [0, 1].
        levels: the similarities where a new level begins, falling; None for those of the
            comparator.

    Raises:
        ConfigurationError: if the levels do not fall or leave (0, 1].
    """

    on: str
    comparator: Comparator
    levels: tuple[float, ...] | None = field(default=None, converter=_levels)

    def __attrs_post_init__(self) -> None:
        if isinstance(self.comparator, type):
            raise ConfigurationError(
                f"the comparator of {self.on!r} is the class {self.comparator.__name__}; "
                f"write {self.comparator.__name__}()"
            )
        if not callable(self.comparator):
            raise ConfigurationError(f"the comparator of {self.on!r} cannot be called")

    @property
    def by_outcome(self) -> bool:
        """Say whether the levels are the outcomes of the comparator."""
        return self._of_outcomes is not None

    @cached_property
    def _of_outcomes(self) -> SupportsAgreement | None:
        """Return the comparator if its outcomes are the levels."""
        if self.levels is None and isinstance(self.comparator, SupportsAgreement):
            return self.comparator
        return None

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Return what each level from 0 up means."""
        if self._of_outcomes is not None:
            return self._of_outcomes.outcomes
        similar = [
            Outcome("equal" if start == 1.0 else f"similar, {start:g} or more", start)
            for start in reversed(self.starts)
        ]
        return (Outcome("different", 0.0), *similar)

    @property
    def starts(self) -> tuple[float, ...]:
        """Return the similarities where a new level begins, falling."""
        return (1.0,) if self.levels is None else self.levels

    @property
    def n_levels(self) -> int:
        """Return the number of levels from 0 up."""
        return len(self.outcomes)

    @cached_property
    def strata(self) -> tuple[int, ...]:
        """Return which levels share what is known: m and u are shares within one stratum."""
        known = list(dict.fromkeys(outcome.known for outcome in self.outcomes))
        return tuple(known.index(outcome.known) for outcome in self.outcomes)

    def label(self, level: int) -> str:
        """Return a level in words.

        >>> from custmdm.compare import exact
        >>> Comparison("phone", exact).label(0)
        'different'
        """
        return self.outcomes[level].label if level >= 0 else _MISSING_LABELS[level]

    def level(self, left: object, right: object) -> int:
        """Return the level of two plain values; None is missing."""
        level, _ = self.agreement(
            () if left is None else (Term(left, left),),
            () if right is None else (Term(right, right),),
        )
        return level

    def agreement(
        self,
        left: Sequence[Term],
        right: Sequence[Term],
        *,
        placeholder: tuple[bool, bool] = (False, False),
        frequencies: Frequencies = _NOTHING,
    ) -> tuple[int, int]:
        """Return the level and the rarity of two records, each with none, one or many values.

        The best pair of values counts; of equally good ones the rarest. Rarity is in steps of
        `RARITY_STEP` bits.
        """
        if not left or not right:
            if (not left and placeholder[0]) or (not right and placeholder[1]):
                return PLACEHOLDER, 0
            return (BOTH_MISSING if not left and not right else ONE_MISSING), 0
        found = [self._of_terms(a, b, frequencies) for a in left for b in right]
        return max(found, key=lambda agreed: (agreed[0], -agreed[1]))

    def _of_terms(self, a: Term, b: Term, frequencies: Frequencies) -> tuple[int, int]:
        equal = a.key is not None and a.key == b.key
        top = self.n_levels - 1
        comparator = self._of_outcomes
        if comparator is not None:
            one, other = (
                comparator.weigh(comparator.prepare(term.value), frequencies) for term in (a, b)
            )
            level, rarity = comparator.agree(one, other)
            return (top if equal else level), rarity_steps(rarity)
        level = top if equal else self.grade(self.comparator(a.value, b.value))
        rarity = key_rarity(term_rarity(a, frequencies), term_rarity(b, frequencies), level, top)
        return level, rarity_steps(rarity)

    def grade(self, similarity: float) -> int:
        """Return the level of a similarity."""
        return sum(similarity >= start - TIE for start in self.starts)

    def frequencies(self, column: Column[Term]) -> Frequencies:
        """Return how often what the values of a column consist of occurs."""
        return counted(self._of_outcomes, column)

    def column(self, column: Column[Term], frequencies: Frequencies = _NOTHING) -> ComparedColumn:
        """Return this comparison ready to run over a column."""
        return ComparedColumn.of(
            self.comparator, None if self.by_outcome else self.starts, column, frequencies
        )

    def values(self, frequencies: Frequencies = _NOTHING) -> ComparedValues:
        """Return this comparison ready to run on two records at a time, each prepared once."""
        if self._of_outcomes is not None:
            return by_outcome(self._of_outcomes, self.n_levels - 1, frequencies)
        return by_similarity(self.comparator, self.starts, frequencies)
