"""Comparators of the names of persons."""

from typing import Any

from attrs import frozen
from rapidfuzz.distance import OSA, JaroWinkler

from custmdm._text import fold, has_han
from custmdm.data.han import simplified
from custmdm.data.nicknames import same_given_name
from custmdm.data.romanised import Agreement, agreement, split_han

# Values that share no script or no part: a grade of its own, so that training learns what it is
# worth.
NOT_COMPARABLE = 0.2

# The grade of a name part: equal, one slip away, an initial or short form, other.
_EQUAL, _NEAR, _SHORT, _OTHER = 1.0, 0.85, 0.7, 0.0
# One part of a name is known on both sides and equal; the whole name is not.
_KNOWN_PART = 0.75
# A Chinese name and one in Latin letters: by how the Chinese one is read.
_ROMANISED = {
    Agreement.SAME: 0.92,
    Agreement.INITIAL: 0.6,
    Agreement.UNKNOWN: NOT_COMPARABLE,
    Agreement.OTHER: 0.0,
}


@frozen
class NamePartSimilarity:
    """Compare given or family names: equal 1, nearly so 0.85, initial or short form 0.7.

    Names in different scripts cannot be compared: 0.2.

    >>> compare = NamePartSimilarity()
    >>> compare("Jonathan", "Jonathon"), compare("J.", "Jonathan"), compare("Anna", "Bob")
    (0.85, 0.7, 0.0)
    >>> compare("Bob", "Robert"), compare("張", "张")
    (0.7, 1.0)
    """

    def __call__(self, left: str, right: str) -> float:
        """Return the grade."""
        return _grade(_folded(left), _folded(right))

    def prepare(self, value: str) -> str:
        """Return the folded name."""
        return _folded(value)

    def similarity(self, left: str, right: str) -> float:
        """Return the grade of two folded names."""
        return _grade(left, right)


@frozen
class _Prepared:
    given: str
    middle: str
    family: str
    words: tuple[str, ...]
    han: bool


@frozen
class PersonNameSimilarity:
    """Compare whole names: given and family together, and swapped where that fits better.

    Both parts equal is 1, the same swapped 0.97; then equal and near 0.93, equal and initial
    0.85, both near 0.8; one part known and equal 0.75; the family name alone 0.45, the given name
    alone 0.4; else 0. A name in Chinese characters and one in Latin letters are compared by how
    the first is read, in pinyin or Wade-Giles: 0.92 if they agree, 0.6 if the given name is an
    initial, 0 if they cannot be the same. Names in other scripts cannot be compared: 0.2; nor can
    张伟 and William Zhang.

    >>> from custmdm.model import PersonName
    >>> compare = PersonNameSimilarity()
    >>> compare(PersonName(given="Wei", family="Zhang"), PersonName(given="Zhang", family="Wei"))
    0.97
    >>> compare(PersonName(given="Rob", family="Allen"), PersonName(given="Robert", family="Allen"))
    0.85
    >>> compare(PersonName(given="Anna", family="Allen"), PersonName(given="Bob", family="Allen"))
    0.45
    >>> zhang = PersonName(given="三", family="张")
    >>> compare(zhang, PersonName(given="San", family="Zhang"))
    0.92
    >>> compare(zhang, PersonName(given="San", family="Li"))
    0.0
    """

    def __call__(self, left: Any, right: Any) -> float:
        """Return the grade of two PersonNames."""
        return self.similarity(self.prepare(left), self.prepare(right))

    def prepare(self, value: Any) -> _Prepared:
        """Return the folded parts of a PersonName."""
        given = _folded(value.given or "")
        family = _folded(value.family or "")
        middle = _folded(value.middle or "")
        text = " ".join(filter(None, (given, middle, family))) or _folded(value.full or "")
        return _Prepared(given, middle, family, tuple(sorted(text.split())), has_han(text))

    def similarity(self, left: _Prepared, right: _Prepared) -> float:
        """Return the grade of two prepared names."""
        partial = not (left.given and left.family) and len(left.words) < 2 and not left.han
        if left.words and left.words == right.words:
            if partial:
                return _KNOWN_PART
            swapped = (left.given, left.family) != (right.given, right.family)
            return 0.97 if swapped and left.given and right.given else 1.0
        if left.han != right.han:
            return _across_scripts(left, right) if left.han else _across_scripts(right, left)
        direct = _both(_known(left.given, right.given), _known(left.family, right.family))
        over, back = _known(left.given, right.family), _known(left.family, right.given)
        # Crossed, neither is the given name more than the other: both ways round, the lower grade.
        best = max(direct, min(_both(over, back), _both(back, over)) - 0.03)
        if best < 0.75 and left.han and OSA.distance(_joined(left), _joined(right)) == 1:
            # One wrong character of two or three is no small thing, but it is the usual slip.
            return max(best, 0.5 if max(len(_joined(left)), len(_joined(right))) > 2 else 0.45)
        return max(best, 0.0)


def _folded(name: str) -> str:
    return simplified(fold(name))


def _across_scripts(han: _Prepared, latin: _Prepared) -> float:
    """Return the grade of a name in Chinese characters and one without."""
    family, given = han.family, han.given
    if not (family and given):
        family, given = split_han("".join(han.words))
    if not (family and given and latin.given and latin.family):
        return NOT_COMPARABLE
    direct = agreement(family, given, latin.family, latin.given + latin.middle)
    # A source may have them the wrong way round.
    crossed = agreement(family, given, latin.given, latin.middle + latin.family)
    if crossed in (Agreement.SAME, Agreement.INITIAL) and direct is not Agreement.SAME:
        return _ROMANISED[crossed]
    return _ROMANISED[direct]


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
    if JaroWinkler.similarity(short, long) >= 0.9 - 1e-9:
        return _NEAR
    return _SHORT if same_given_name(left, right) else _OTHER


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
