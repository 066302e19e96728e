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


def grade(left: str, right: str) -> Grade:
    """Return the grade of two folded names; in two scripts nothing is known.

    >>> grade("jonathan", "jonathon").name, grade("j", "jonathan").name, grade("bob", "robert").name
    ('NEAR', 'SHORT', 'SHORT')
    >>> grade("anna", "bob").name, grade("anna", "张").name
    ('OTHER', 'UNKNOWN')
    """
    if not left or not right:
        return Grade.UNKNOWN
    if left == right:
        return Grade.EQUAL
    if has_han(left) or has_han(right):
        return _han_grade(left, right) if has_han(left) == has_han(right) else Grade.UNKNOWN
    short, long = left.replace(" ", ""), right.replace(" ", "")
    if len(long) < len(short):
        short, long = long, short
    if short == long:
        return Grade.NEAR
    n = len(short)
    if (n == 1 or n >= 3) and long.startswith(short):
        return Grade.SHORT
    edits = OSA.distance(short, long, score_cutoff=2)
    if n > 2 and edits <= 1:
        return Grade.NEAR
    alike = JaroWinkler.similarity(short, long)
    if alike >= ALIKE - TIE or (n == len(long) > 3 and sorted(short) == sorted(long)):
        return Grade.NEAR
    if same_given_name(left, right):
        return Grade.SHORT
    typed = n > 3 and edits <= 2
    return Grade.WEAK if typed or alike >= SLIGHTLY_ALIKE else Grade.OTHER


def _han_grade(left: str, right: str) -> Grade:
    """Return the grade of Chinese names: a wrong character is mostly one read the same."""
    if len(left) == len(right) and all(
        a == b or reading(a) == reading(b) for a, b in zip(left, right, strict=True)
    ):
        return Grade.NEAR if len(left) > 1 else Grade.SHORT
    one_off = max(len(left), len(right)) > 1 and OSA.distance(left, right, score_cutoff=1) <= 1
    return Grade.WEAK if one_off else Grade.OTHER
