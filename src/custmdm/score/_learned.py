"""What training learned, as data."""

from collections.abc import Iterable
from typing import Self

from attrs import frozen

from custmdm.errors import ModelError


@frozen
class LearnedLevel:
    """Say what was learned of one level of a comparison.

    Attributes:
        label: the level in words.
        stratum: levels of one stratum share what is known; m and u are shares within one.
        m: among matches, what proportion has this level?
        u: and among strangers?
        weight: log2 of m / u, in bits: what the level says before rarity.
        matches: how many matches with this level are expected among the pairs.
        pairs: how many pairs have this level.
    """

    label: str
    stratum: int
    m: float
    u: float
    weight: float
    matches: float
    pairs: int


@frozen
class LearnedComparison:
    """Say what was learned of one comparison.

    Attributes:
        name: its name.
        levels: its levels from 0 up.
        present: the share of the pairs that can be compared by it.
        information: how well it tells matches from strangers: the bits that it adds to the weight
            of a match that can be compared by it, on average.

    Raises:
        ModelError: if there is no level.
    """

    name: str
    levels: tuple[LearnedLevel, ...]
    present: float
    information: float

    def __attrs_post_init__(self) -> None:
        if not self.levels:
            raise ModelError(f"what was learned of {self.name!r} has levels")

    @property
    def best(self) -> LearnedLevel:
        """Return the highest level."""
        return self.levels[-1]

    @property
    def worst(self) -> LearnedLevel:
        """Return what says most against a match, of what is known at the highest level."""
        levels = [level for level in self.levels if level.stratum == self.best.stratum]
        return min(levels, key=lambda level: level.weight)


@frozen
class TrainingRound:
    """Say where one round of EM left the model; to four digits, for a picture of the way there.

    Attributes:
        moved: how much it moved m or a share, at most.
        matches: the expected number of matches among the candidate pairs.
        best: m of the highest level of each comparison.
    """

    moved: float
    matches: float
    best: tuple[float, ...]

    @classmethod
    def of(cls, moved: float, matches: float, best: Iterable[float]) -> Self:
        """Return a round, to four digits."""
        digits = (float(f"{value:.4g}") for value in best)
        return cls(float(f"{moved:.4g}"), float(f"{matches:.4g}"), tuple(digits))


@frozen
class Dependence:
    """Say that two comparisons agree together more often than the model takes for granted.

    Attributes:
        one: the one comparison.
        other: the other.
        pairs: how many pairs that are no match agree on both.
        expected: how many would, if what the two say hung together no more than the model says.
    """

    one: str
    other: str
    pairs: float
    expected: float


@frozen
class Finding:
    """Say one thing to distrust in a trained model.

    Attributes:
        code: a stable code, ``"training.few_matches"``.
        comparison: the comparison it is about, or nothing.
        label: the level, or the other comparison, it is about, or nothing.
        value: the number that shows it.
    """

    code: str
    comparison: str = ""
    label: str = ""
    value: float = 0.0
