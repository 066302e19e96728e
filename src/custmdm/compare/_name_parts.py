"""The comparator of given or family names by themselves."""

from collections.abc import Iterable
from typing import ClassVar

from attrs import evolve, frozen

from custmdm._text import fold
from custmdm.compare._grades import EQUAL, NEAR, SHORT, UNKNOWN, Grade, grade
from custmdm.compare._rarity import partial_rarity
from custmdm.data.han import simplified
from custmdm.model import NOT_COMPARABLE, Frequencies, Outcome, Token


def folded(name: str) -> str:
    """Return a name without case, accents and punctuation, in simplified characters.

    >>> folded("O'Brien"), folded("張")
    ('obrien', '张')
    """
    return simplified(fold(name))


def shared_rarity(found: Grade, left: float, right: float) -> float:
    """Return the rarity of a shared name, in bits; of a nearly shared one half, within bounds."""
    if found is EQUAL:
        return max(left, right)
    if found is NEAR or found is SHORT:
        return partial_rarity(left, right)
    return 0.0


@frozen
class NamePart:
    """Hold a given or family name prepared to be compared.

    Attributes:
        name: the folded name.
        rarity: how rare it is, in bits.
    """

    name: str
    rarity: float = 0.0


@frozen
class NamePartSimilarity:
    """Compare given or family names: equal 1, nearly so 0.85, initial or short form 0.7.

    Names that are only slightly alike are 0.3, others 0. A name in Chinese characters and one
    without cannot be compared: 0.

    >>> compare = NamePartSimilarity()
    >>> compare("Jonathan", "Jonathon"), compare("J.", "Jonathan"), compare("Anna", "Bob")
    (0.85, 0.7, 0.0)
    >>> compare("Bob", "Robert"), compare("張", "张")
    (0.7, 1.0)
    """

    outcomes: ClassVar[tuple[Outcome, ...]] = (
        Outcome("different", 0.0),
        Outcome("slightly alike", 0.3),
        Outcome("initial or short form", 0.7),
        Outcome("nearly equal", 0.85),
        Outcome("equal", 1.0),
    )

    def __call__(self, left: str, right: str) -> float:
        """Return the similarity."""
        return self.similarity(self.prepare(left), self.prepare(right))

    def prepare(self, value: str) -> NamePart:
        """Return the folded name."""
        return NamePart(folded(value))

    def similarity(self, left: NamePart, right: NamePart) -> float:
        """Return the similarity of two prepared names."""
        found, _ = self.agree(left, right)
        return self.outcomes[found].similarity if found >= 0 else 0.0

    def tokens(self, value: NamePart) -> Iterable[Token]:
        """Return the name."""
        return (("name", value.name),)

    def weigh(self, value: NamePart, frequencies: Frequencies) -> NamePart:
        """Return the name with its rarity."""
        return evolve(value, rarity=frequencies.rarity(("name", value.name)))

    def agree(self, left: NamePart, right: NamePart) -> tuple[int, float]:
        """Return the outcome and the rarity of what is shared."""
        # Equal names without a letter too: of them nothing else is known.
        found = EQUAL if left.name == right.name else grade(left.name, right.name)
        if found is UNKNOWN:
            return NOT_COMPARABLE, 0.0
        return int(found), shared_rarity(found, left.rarity, right.rarity)
