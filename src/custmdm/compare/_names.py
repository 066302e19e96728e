"""Comparators of the names of persons and organizations."""

from typing import Any

from attrs import frozen
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, JaroWinkler

from custmdm._text import fold, has_han
from custmdm.data.legal_forms import strip_legal_form

# Values that share no script or no part: a grade of its own, so that training learns what it is
# worth.
NOT_COMPARABLE = 0.2

# The grade of a name part: equal, one slip away, an initial or short form, other.
_EQUAL, _NEAR, _SHORT, _OTHER = 1.0, 0.85, 0.7, 0.0
# One part of a name is known on both sides and equal; the whole name is not.
_KNOWN_PART = 0.75


@frozen
class NamePartSimilarity:
    """Compare given or family names: equal 1, nearly so 0.85, initial or short form 0.7.

    Names in different scripts cannot be compared: 0.2.

    >>> compare = NamePartSimilarity()
    >>> compare("Jonathan", "Jonathon"), compare("J.", "Jonathan"), compare("Anna", "Bob")
    (0.85, 0.7, 0.0)
    """

    def __call__(self, left: str, right: str) -> float:
        """Return the grade."""
        return _grade(fold(left), fold(right))

    def prepare(self, value: str) -> str:
        """Return the folded name."""
        return fold(value)

    def similarity(self, left: str, right: str) -> float:
        """Return the grade of two folded names."""
        return _grade(left, right)


@frozen
class _Prepared:
    given: str
    family: str
    words: tuple[str, ...]
    han: bool


@frozen
class PersonNameSimilarity:
    """Compare whole names: given and family together, and swapped where that fits better.

    Both parts equal is 1, the same swapped 0.97; then equal and near 0.93, equal and initial
    0.85, both near 0.8; one part known and equal 0.75; the family name alone 0.45, the given name
    alone 0.4; else 0. Names in different scripts cannot be compared: 0.2.

    >>> from custmdm.model import PersonName
    >>> compare = PersonNameSimilarity()
    >>> compare(PersonName(given="Wei", family="Zhang"), PersonName(given="Zhang", family="Wei"))
    0.97
    >>> compare(PersonName(given="Rob", family="Allen"), PersonName(given="Robert", family="Allen"))
    0.85
    >>> compare(PersonName(given="Anna", family="Allen"), PersonName(given="Bob", family="Allen"))
    0.45
    """

    def __call__(self, left: Any, right: Any) -> float:
        """Return the grade of two PersonNames."""
        return self.similarity(self.prepare(left), self.prepare(right))

    def prepare(self, value: Any) -> _Prepared:
        """Return the folded parts of a PersonName."""
        given = fold(value.given or "")
        family = fold(value.family or "")
        words = fold(" ".join(filter(None, (value.given, value.middle, value.family))))
        text = words or fold(value.full or "")
        return _Prepared(given, family, tuple(sorted(text.split())), has_han(text))

    def similarity(self, left: _Prepared, right: _Prepared) -> float:
        """Return the grade of two prepared names."""
        partial = not (left.given and left.family) and len(left.words) < 2 and not left.han
        if left.words and left.words == right.words:
            if partial:
                return _KNOWN_PART
            swapped = (left.given, left.family) != (right.given, right.family)
            return 0.97 if swapped and left.given and right.given else 1.0
        if left.han != right.han:
            return NOT_COMPARABLE
        direct = _both(_known(left.given, right.given), _known(left.family, right.family))
        over, back = _known(left.given, right.family), _known(left.family, right.given)
        # Crossed, neither is the given name more than the other: both ways round, the lower grade.
        best = max(direct, min(_both(over, back), _both(back, over)) - 0.03)
        if best < 0.75 and left.han and OSA.distance(_joined(left), _joined(right)) == 1:
            # One wrong character of two or three is no small thing, but it is the usual slip.
            return max(best, 0.5 if max(len(_joined(left)), len(_joined(right))) > 2 else 0.45)
        return max(best, 0.0)


def _joined(name: _Prepared) -> str:
    return name.family + name.given or "".join(name.words)


def _known(left: str, right: str) -> float | None:
    return _grade(left, right) if left and right else None


def _grade(left: str, right: str) -> float:
    if left == right:
        return _EQUAL
    if has_han(left) or has_han(right):
        return _OTHER if has_han(left) == has_han(right) else NOT_COMPARABLE
    short, long = sorted((left.replace(" ", ""), right.replace(" ", "")), key=len)
    if short == long:
        return _NEAR
    if long.startswith(short) and (len(short) == 1 or len(short) >= 3):
        return _SHORT
    if OSA.distance(short, long, score_cutoff=1) <= 1 and len(short) > 2:
        return _NEAR
    return _NEAR if JaroWinkler.similarity(short, long) >= 0.9 - 1e-9 else _OTHER


def _both(given: float | None, family: float | None) -> float:
    if given is None or family is None or NOT_COMPARABLE in (given, family):
        # A part in another script tells no more than one that is not known.
        known = [grade for grade in (given, family) if grade not in (None, NOT_COMPARABLE)]
        if not known:
            return NOT_COMPARABLE if NOT_COMPARABLE in (given, family) else 0.0
        return _KNOWN_PART if known[0] == _EQUAL else 0.6 if known[0] else 0.0
    low, high = sorted((given, family))
    if low == _OTHER:
        if high == _OTHER:
            return 0.0
        strong = 0.45 if family > given else 0.4
        return strong if high == _EQUAL else 0.35
    if high == _EQUAL:
        return {_EQUAL: 1.0, _NEAR: 0.93, _SHORT: 0.85}[low]
    return 0.8 if low == _NEAR else 0.7


@frozen
class OrganizationNameSimilarity:
    """Compare names of organizations by their words, in any order, without their legal form.

    Names in different scripts cannot be compared: 0.2.

    >>> compare = OrganizationNameSimilarity()
    >>> compare("Acme Widgets Inc.", "ACME Widgets") > 0.8
    True
    >>> compare("Acme Widgets", "Zenith Foods") < 0.5
    True
    """

    def __call__(self, left: str, right: str) -> float:
        """Return the similarity."""
        return self.similarity(self.prepare(left), self.prepare(right))

    def prepare(self, value: str) -> tuple[str, str]:
        """Return the folded name without its legal form, closed up and as sorted words."""
        text = strip_legal_form(fold(value))
        return text.replace(" ", ""), " ".join(sorted(text.split()))

    def similarity(self, left: tuple[str, str], right: tuple[str, str]) -> float:
        """Return the similarity of two prepared names."""
        if left[0] == right[0]:
            return 1.0
        if has_han(left[0]) != has_han(right[0]):
            return NOT_COMPARABLE
        ordered = JaroWinkler.similarity(left[0], right[0])
        words = fuzz.token_set_ratio(left[1], right[1]) / 100.0
        sorted_ratio = fuzz.ratio(left[1], right[1]) / 100.0
        # One name inside the other (a brand in a long name) is weaker than the same words.
        alike = min(0.99, max(sorted_ratio, 0.9 * words, ordered if ordered > 0.9 else 0.0))
        return alike if alike >= 0.5 else 0.0
