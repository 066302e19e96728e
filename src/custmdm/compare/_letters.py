"""What letters names have: of most pairs that alone tells that they are others."""

from custmdm._text import has_han
from custmdm.compare._grades import SLIGHTLY_ALIKE
from custmdm.data.nicknames import formal_names, is_given_name

# Two names whose Jaro similarity is more than this are the more alike for a common beginning.
BOOSTED = 0.7
# Of names of more letters, and of those whose letters tell nothing, each pair is looked at.
_LONGEST = 20
_UNTOLD = _LONGEST + 1
_ANY = 64


# Of a given and a family name: which letters each has and with which it begins, as bits; how many
# they are; and by the length of another name in how many bits two names that are alike differ at
# most. Then the names that either may be short for.
Spelt = tuple[int, int, tuple[int, ...], int, int, tuple[int, ...], frozenset[str]]


def spelt(given: str, family: str) -> Spelt:
    """Return what the letters of a folded given and family name tell of who else it can be."""
    return (*_bounds(given), *_bounds(family), _stands_for(given) | _stands_for(family))


def told_apart(left: Spelt, right: Spelt) -> bool:
    """Say whether `grade` calls each of two names another one than each of two others.

    Of most pairs the letters alone tell it. What they do not tell is left open: False.

    >>> told_apart(spelt("anna", "lee"), spelt("robert", "smith"))
    True
    >>> told_apart(spelt("anna", "lee"), spelt("lea", "smith"))
    False
    """
    given, _, most_given, family, _, most_family, formal = left
    other_given, in_other_given, _, other_family, in_other_family, _, other_formal = right
    return (
        (given ^ other_given).bit_count() > most_given[in_other_given]
        and (family ^ other_family).bit_count() > most_family[in_other_family]
        and (given ^ other_family).bit_count() > most_given[in_other_family]
        and (family ^ other_given).bit_count() > most_family[in_other_given]
        and (not formal or formal.isdisjoint(other_formal))
    )


def _bounds(name: str) -> tuple[int, int, tuple[int, ...]]:
    text = name.replace(" ", "")
    if not 0 < len(text) <= _LONGEST or has_han(name):
        return 0, _UNTOLD, _MOST[_UNTOLD]
    begins = 0b11 << 64 + 2 * (ord(text[0]) % 13)
    return letters_of(text) | begins, len(text), _MOST[len(text)]


def _stands_for(name: str) -> frozenset[str]:
    return frozenset({name}) | formal_names(name) if is_given_name(name) else frozenset()


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


def _most_bits(one: int, other: int) -> int:
    """Return the same in bits: names that do not begin alike differ in four more, at most."""
    apart = _most(one, other, begin_alike=False) + 4
    return max(_most(one, other, begin_alike=True), apart)


_MOST = tuple(
    tuple(_most_bits(one, other) for other in range(_UNTOLD + 1)) for one in range(_UNTOLD + 1)
)
