"""How alike two folded names are, in five grades."""

import enum

from rapidfuzz.distance import OSA, JaroWinkler

from custmdm._text import has_han
from custmdm.compare._rarity import TIE
from custmdm.data.han import reading
from custmdm.data.nicknames import same_given_name

# From this similarity of Jaro and Winkler on two names are near, or slightly alike.
ALIKE, SLIGHTLY_ALIKE = 0.9, 0.78


class Grade(enum.IntEnum):
    """Grade two names, or say that one of them is not known."""

    OTHER = 0
    WEAK = 1
    SHORT = 2
    NEAR = 3
    EQUAL = 4
    UNKNOWN = 5


# A name of the module is found in a tenth of the time that a member of an enumeration takes.
OTHER, WEAK, SHORT, NEAR, EQUAL, UNKNOWN = Grade


def grade(left: str, right: str) -> Grade:
    """Return the grade of two folded names; in two scripts nothing is known.

    >>> grade("jonathan", "jonathon").name, grade("j", "jonathan").name, grade("bob", "robert").name
    ('NEAR', 'SHORT', 'SHORT')
    >>> grade("anna", "bob").name, grade("anna", "张").name
    ('OTHER', 'UNKNOWN')
    """
    if not left or not right:
        return UNKNOWN
    if left == right:
        return EQUAL
    if not (left.isascii() and right.isascii()):
        in_han = has_han(left)
        if in_han is not has_han(right):
            return UNKNOWN
        if in_han:
            return _han_grade(left, right)
    short, long = left.replace(" ", ""), right.replace(" ", "")
    if len(long) < len(short):
        short, long = long, short
    if short == long:
        return NEAR
    n = len(short)
    if (n == 1 or n >= 3) and long.startswith(short):
        return SHORT
    edits = OSA.distance(short, long, score_cutoff=2)
    if n > 2 and edits <= 1:
        return NEAR
    alike = JaroWinkler.similarity(short, long)
    if alike >= ALIKE - TIE or (n == len(long) > 3 and sorted(short) == sorted(long)):
        return NEAR
    if same_given_name(left, right):
        return SHORT
    typed = n > 3 and edits <= 2
    return WEAK if typed or alike >= SLIGHTLY_ALIKE else OTHER


def _han_grade(left: str, right: str) -> Grade:
    """Return the grade of Chinese names: a wrong character is mostly one read the same."""
    if len(left) == len(right) and all(
        a == b or reading(a) == reading(b) for a, b in zip(left, right, strict=True)
    ):
        return NEAR if len(left) > 1 else SHORT
    one_off = max(len(left), len(right)) > 1 and OSA.distance(left, right, score_cutoff=1) <= 1
    return WEAK if one_off else OTHER
