"""The names of persons as matching sees them, and how two of them agree."""

from typing import Any

from attrs import Factory, field, frozen

from custmdm._text import has_han
from custmdm.compare import _name_outcomes as names
from custmdm.compare._grades import EQUAL, OTHER, SHORT, UNKNOWN, WEAK, Grade, grade
from custmdm.compare._letters import Spelt, spelt, told_apart
from custmdm.compare._name_parts import folded, shared_rarity
from custmdm.data.romanised import Agreement, agreement, split_han
from custmdm.model import NOT_COMPARABLE

_ROMANISED = {
    Agreement.SAME: names.READ_SO,
    Agreement.INITIAL: names.READ_WITH_INITIAL,
    Agreement.OTHER: names.READ_OTHERWISE,
    Agreement.UNKNOWN: NOT_COMPARABLE,
}
# What tells father and son of one name apart; other suffixes, as degrees, contradict nobody.
_GENERATIONS = {
    suffix: generation
    for generation, suffixes in (
        ("junior", "jr jnr jun junior fils hijo"),
        ("senior", "sr snr senior pere"),
        ("second", "ii 2nd"),
        ("third", "iii 3rd"),
        ("fourth", "iv 4th"),
        ("fifth", "v 5th"),
    )
    for suffix in suffixes.split()
}


@frozen
class WholeName:
    """Hold the name of a person prepared to be compared; what is not known is empty.

    Attributes:
        given, middle, family: the folded parts.
        generation: which of those of one name, as junior.
        words: all words of the name in order of the alphabet.
        han: whether it is in Chinese characters.
        given_rarity, family_rarity: how rare these two are, in bits.
        spelt: what the letters of these two tell.
    """

    given: str
    middle: str
    family: str
    generation: str
    words: tuple[str, ...]
    han: bool
    given_rarity: float = 0.0
    family_rarity: float = 0.0
    spelt: Spelt = field(
        init=False,
        eq=False,
        repr=False,
        default=Factory(lambda self: spelt(self.given, self.family), takes_self=True),
    )


def whole_name(value: Any) -> WholeName:
    """Return a PersonName prepared to be compared."""
    given, middle, family = (
        folded(part or "") for part in (value.given, value.middle, value.family)
    )
    generation = generation_of(value.suffix or "")
    text = " ".join(filter(None, (given, middle, family))) or folded(value.full or "")
    words = tuple(sorted(text.split()))
    if not given and not family and has_han(text):
        family, given = split_han("".join(text.split()))
    return WholeName(given, middle, family, generation, words, has_han(text))


def generation_of(suffix: str) -> str:
    """Return which of those of one name a suffix says, else nothing.

    >>> generation_of("Ph.D., Jr."), generation_of("Esq.")
    ('junior', '')
    """
    words = folded(suffix).split()
    return next((_GENERATIONS[word] for word in words if word in _GENERATIONS), "")


def agree(left: WholeName, right: WholeName) -> tuple[int, float]:
    """Return the outcome of two names, and the rarity of the parts that are shared."""
    if left.han != right.han:
        return _across_scripts(*((left, right) if left.han else (right, left))), 0.0
    if told_apart(left.spelt, right.spelt) and not left.middle and not right.middle:
        # Most pairs, and no suffix can make them less.
        return names.DIFFERENT, 0.0
    if left.given and left.family and left.given == right.given and left.family == right.family:
        # The commoner of both, which are the same where both were weighed: without two calls.
        given_rarity, family_rarity = left.given_rarity, left.family_rarity
        if given_rarity < right.given_rarity:
            given_rarity = right.given_rarity
        if family_rarity < right.family_rarity:
            family_rarity = right.family_rarity
        outcome, rarity = names.EQUAL, given_rarity + family_rarity
    else:
        given, family = _given_grade(left, right), grade(left.family, right.family)
        over, back = grade(left.given, right.family), grade(left.family, right.given)
        if names.IS_SWAPPED[given][family][over][back]:
            outcome = names.SWAPPED_LIST[over][back]
            rarity = shared_rarity(over, left.given_rarity, right.family_rarity)
            rarity += shared_rarity(back, left.family_rarity, right.given_rarity)
        elif given is family is UNKNOWN:
            outcome, rarity = _by_words(left, right), 0.0
        else:
            outcome = names.STRAIGHT_LIST[given][family]
            rarity = shared_rarity(given, left.given_rarity, right.given_rarity)
            rarity += shared_rarity(family, left.family_rarity, right.family_rarity)
    if left.generation and right.generation and left.generation != right.generation:
        outcome = min(outcome, names.MOST_OF_FATHER_AND_SON)
    return outcome, rarity


def _given_grade(left: WholeName, right: WholeName) -> Grade:
    """Return the grade of given names; who is called by the middle name is known by it."""
    found = grade(left.given, right.given)
    if (found is OTHER or found is WEAK) and (
        left.middle == right.given or left.given == right.middle
    ):
        return SHORT
    return found


def _by_words(left: WholeName, right: WholeName) -> int:
    """Return the outcome of names that do not know the same part: by their words."""
    if (left.given and right.given) or (left.family and right.family):
        # Both know it, in two scripts.
        return NOT_COMPARABLE
    if left.words and left.words == right.words:
        return names.EQUAL if len(left.words) > 1 else names.ONE_NAME_EQUAL
    grades = [grade(a, b) for a in left.words for b in right.words]
    best = max((found for found in grades if found is not UNKNOWN), default=None)
    if best is None:
        return NOT_COMPARABLE
    if best is EQUAL:
        return names.ONE_NAME_EQUAL
    return names.ONE_NAME_NEAR if best >= SHORT else names.ONE_NAME_OTHER


def _across_scripts(han: WholeName, latin: WholeName) -> int:
    """Return the outcome of a name in Chinese characters and one without."""
    family, given = han.family, han.given
    if not (family and given and latin.given and latin.family):
        return NOT_COMPARABLE
    direct = agreement(family, given, latin.family, latin.given + latin.middle)
    # A source may have them the wrong way round.
    crossed = agreement(family, given, latin.given, latin.middle + latin.family)
    if crossed in (Agreement.SAME, Agreement.INITIAL) and direct is not Agreement.SAME:
        return _ROMANISED[crossed]
    return _ROMANISED[direct]
