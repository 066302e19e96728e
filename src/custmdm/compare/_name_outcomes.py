"""The ways in which two names of persons agree, and which of them two grades come to."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from custmdm.compare._grades import Grade
from custmdm.model import NOT_COMPARABLE, Outcome

Small = npt.NDArray[np.int8]

_BOTH, _GIVEN, _FAMILY = "given and family name", "given name", "family name"
_ONE, _READING = "one name", "how a Chinese name is read"
# By grade, where only one part of the name is known on both sides.
_PART = (
    ("different", 0.0),
    ("slightly alike", 0.3),
    ("initial or short form", 0.6),
    ("nearly equal", 0.7),
    ("equal", 0.75),
)
_SHARES = {
    (_GIVEN, "different"): (0.004, 0.9),
    (_GIVEN, "equal"): (None, 0.08),
    (_FAMILY, "different"): (0.012, 0.25),
    (_FAMILY, "equal"): (None, 0.7),
}
_PARTS = tuple(
    Outcome(f"{known}: {label}", similarity, known, *_SHARES.get((known, label), ()))
    for known in (_GIVEN, _FAMILY)
    for label, similarity in _PART
)
_ALONE = (
    Outcome("one name, in neither place", 0.0, _ONE),
    Outcome("one name, nearly as given or family name", 0.5, _ONE),
    Outcome("one name, equal to the given or family name", 0.7, _ONE),
)
_READ = (
    Outcome("read otherwise", 0.0, _READING),
    Outcome("read with this initial", 0.6, _READING),
    Outcome("read so", 0.92, _READING),
)
# Nobody changes the given name for another one: who has the same family name and another given
# name is a relative. Family names do change, with marriage. In a household most have one family
# name, couples often two; a son has now and then the whole name of his father.
_WHOLE = (
    Outcome("different", 0.0, _BOTH, 0.001, 0.2),
    Outcome("slightly alike", 0.2, _BOTH, 0.001, 0.02),
    Outcome("one name nearly equal, the other different", 0.3, _BOTH, 0.003, 0.03),
    Outcome("given name equal, family name different", 0.4, _BOTH, 0.02, 0.003),
    Outcome("family name equal, given name different", 0.45, _BOTH, 0.001, 0.61),
    Outcome("swapped, one of them alike", 0.55, _BOTH, 0.003, 0.001),
    Outcome("one name nearly equal, the other slightly alike", 0.65, _BOTH),
    Outcome("swapped, both alike", 0.75, _BOTH),
    Outcome("both nearly equal", 0.8, _BOTH),
    Outcome("one name equal, the other slightly alike", 0.82, _BOTH, None, 0.02),
    Outcome("one name equal, the other an initial or short form", 0.85, _BOTH, None, 0.02),
    Outcome("one name equal, the other nearly", 0.93, _BOTH, None, 0.01),
    Outcome("swapped", 0.97, _BOTH),
    Outcome("equal", 1.0, _BOTH, None, 0.08),
)
# Different comes first, equal last; what lies between is ordered within what is known.
OUTCOMES = (_WHOLE[0], *_PARTS, *_ALONE, *_READ, *_WHOLE[1:])
_AT = {outcome.label: i for i, outcome in enumerate(OUTCOMES)}

DIFFERENT, EQUAL = _AT["different"], _AT["equal"]
# Father and son have one name: no more than this where the suffixes contradict.
MOST_OF_FATHER_AND_SON = _AT["one name equal, the other slightly alike"]
ONE_NAME_OTHER, ONE_NAME_NEAR, ONE_NAME_EQUAL = (_AT[outcome.label] for outcome in _ALONE)
READ_OTHERWISE, READ_WITH_INITIAL, READ_SO = (_AT[outcome.label] for outcome in _READ)

# What a grade is worth where the right order of the names is to be found; nothing if unknown.
_WORTH = np.array([0.0, 0.25, 0.6, 0.85, 1.0, 0.0])
# The names are swapped where that is worth so much more.
_SWAP_GAIN = 0.5


def of_one_part(known: str, grade: Grade) -> int:
    """Return the outcome where only the given or the family name is known on both sides."""
    label, _ = _PART[grade]
    return _AT[f"{known}: {label}"]


def of_straight(given: Grade, family: Grade) -> int:
    """Return the outcome of names by the grades of their parts, each where it belongs.

    >>> OUTCOMES[of_straight(Grade.EQUAL, Grade.NEAR)].label
    'one name equal, the other nearly'
    """
    if given is family is Grade.UNKNOWN:
        return NOT_COMPARABLE
    if family is Grade.UNKNOWN:
        return of_one_part(_GIVEN, given)
    if given is Grade.UNKNOWN:
        return of_one_part(_FAMILY, family)
    return _AT[_straight_label(given, family)]


def _straight_label(given: Grade, family: Grade) -> str:
    low, high = sorted((given, family))
    if low is Grade.EQUAL:
        return "equal"
    if high is Grade.EQUAL and low is not Grade.OTHER:
        return {
            Grade.NEAR: "one name equal, the other nearly",
            Grade.SHORT: "one name equal, the other an initial or short form",
            Grade.WEAK: "one name equal, the other slightly alike",
        }[low]
    if high is Grade.EQUAL:
        part = "family name equal, given" if family is high else "given name equal, family"
        return f"{part} name different"
    if low >= Grade.SHORT:
        return "both nearly equal"
    if high >= Grade.SHORT:
        other = "slightly alike" if low is Grade.WEAK else "different"
        return f"one name nearly equal, the other {other}"
    return "slightly alike" if high is Grade.WEAK else "different"


def of_swapped(over: Grade, back: Grade) -> int:
    """Return the outcome of names by the grades of each given name and the other family name."""
    if Grade.UNKNOWN in (over, back):
        found = back if over is Grade.UNKNOWN else over
        return ONE_NAME_EQUAL if found is Grade.EQUAL else ONE_NAME_NEAR
    if over is back is Grade.EQUAL:
        return _AT["swapped"]
    both = min(over, back) >= Grade.SHORT
    return _AT["swapped, both alike" if both else "swapped, one of them alike"]


def is_swapped(given: Any, family: Any, over: Any, back: Any) -> Any:
    """Say whether names fit clearly better swapped, by grades or by arrays of them.

    >>> bool(is_swapped(Grade.OTHER, Grade.OTHER, Grade.EQUAL, Grade.NEAR))
    True
    """
    return _WORTH[over] + _WORTH[back] >= _WORTH[given] + _WORTH[family] + _SWAP_GAIN


def _by_grades(outcome: Callable[[Grade, Grade], int]) -> Small:
    """Return a function of two grades as a table."""
    return np.array([[outcome(one, two) for two in Grade] for one in Grade], dtype=np.int8)


# `of_straight` and `of_swapped` as tables, by the two grades.
STRAIGHT, SWAPPED = _by_grades(of_straight), _by_grades(of_swapped)
# The same for one pair at a time, and `is_swapped` by the four grades: a list is looked up in a
# tenth of the time that numbers of numpy or words take.
STRAIGHT_LIST: list[list[int]] = STRAIGHT.tolist()
SWAPPED_LIST: list[list[int]] = SWAPPED.tolist()
IS_SWAPPED: list[list[list[list[bool]]]] = is_swapped(*np.ogrid[:6, :6, :6, :6]).tolist()
