"""What letters names have: of most pairs that alone tells that they are others."""

from attrs import frozen

from custmdm._text import has_han
from custmdm.compare._grades import SLIGHTLY_ALIKE, Grade, grade
from custmdm.data.nicknames import formal_names, is_given_name

# Two names whose Jaro similarity is more than this are the more alike for a common beginning.
BOOSTED = 0.7
# Of names of more letters, and of those whose letters tell nothing, each pair is looked at.
_LONGEST = 20
_UNTOLD = _LONGEST + 1
_ANY = 64


@frozen(eq=False)
class Spelling:
    """Hold a folded name with what bounds how alike another one can be.

    Attributes:
        name: the name.
        letters: which letters it has, as bits.
        length: how many.
        most: by the length of another name, how many bits two names that are alike differ in.
        most_apart: the same where they begin with two letters.
        formal: where it is a given name with short forms, or one, the names it may stand for.
    """

    name: str
    letters: int
    length: int
    most: tuple[int, ...]
    most_apart: tuple[int, ...]
    formal: frozenset[str]


def spelling(name: str) -> Spelling:
    """Return a folded name with what bounds how alike another one can be."""
    text = name.replace(" ", "")
    length = len(text) if 0 < len(text) <= _LONGEST and not has_han(name) else _UNTOLD
    formal = frozenset({name}) | formal_names(name) if is_given_name(name) else frozenset()
    most, most_apart = _MOST[length], _MOST_APART[length]
    return Spelling(name, letters_of(text), length, most, most_apart, formal)


def graded(left: Spelling, right: Spelling) -> Grade:
    """Return what `grade` returns of two names, by their letters alone where these tell it.

    >>> graded(spelling("anna"), spelling("anne")) == grade("anna", "anne")
    True
    """
    apart = (left.letters ^ right.letters).bit_count()
    told = apart > left.most[right.length] or (
        apart > left.most_apart[right.length] and left.name[0] != right.name[0]
    )
    if told and (not left.formal or left.formal.isdisjoint(right.formal)):
        return _OTHER
    return grade(left.name, right.name)


def letters_of(text: str) -> int:
    """Return which letters a text has, and how often, as bits; two of them may share a bit."""
    found = 0
    seen: dict[str, int] = {}
    for letter in text:
        times = seen[letter] = seen.get(letter, 0) + 1
        found |= 1 << (ord(letter) + 26 * times) % 64
    return found


def _most(one: int, other: int, *, begin_alike: bool) -> int:
    """Return how many letters two names, of so many each, differ in at most where they are alike.

    A letter of one name that the other has not is one. Each bit that differs stands for one.
    """
    if _UNTOLD in (one, other):
        return _ANY
    short, long = sorted((one, other))
    # One slip leads from the one to the other, or two, or it is its beginning.
    most = 4 if short > 3 else 2 if short > 2 else 0
    if begin_alike:
        most = max(most, long - short)
    least = BOOSTED if begin_alike else SLIGHTLY_ALIKE
    for common in range(short + 1):
        # A third of the left side is their Jaro similarity where all common letters are in order.
        # It is rounded: far less than the room that is left.
        if common / max(one, 1) + common / max(other, 1) + 1.0 > 3.0 * least - 1e-6:
            return max(most, one + other - 2 * common)
    return most


def _by_lengths(*, begin_alike: bool) -> tuple[tuple[int, ...], ...]:
    lengths = range(_UNTOLD + 1)
    return tuple(
        tuple(_most(one, other, begin_alike=begin_alike) for other in lengths) for one in lengths
    )


_OTHER = Grade.OTHER
_MOST, _MOST_APART = _by_lengths(begin_alike=True), _by_lengths(begin_alike=False)
