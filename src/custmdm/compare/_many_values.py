"""Many pairs of dates, numbers, codes or emails at once: the same answers as one by one.

Each function prepares all distinct values of a column as arrays and returns a function of pairs of
places. Values of another shape than most are left to the scalar comparator.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from custmdm.columns import encode
from custmdm.compare._edits import ShortTexts
from custmdm.compare._jaro import JaroWinklerBound
from custmdm.compare._pairs import Flags, Floats, Rows, Similarities, either, one_by_one

Compare = Callable[[str, str], float]

# Local parts as much alike as this are so by Jaro-Winkler.
_ALIKE, _ALIKE_ELSEWHERE = 0.88, 0.93
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def many_dates(compare: Compare, values: Sequence[str]) -> Similarities:
    """Return the function for `DateSimilarity`: whole dates at once."""
    texts = ShortTexts.of(values)
    whole = np.array([_DATE.fullmatch(value) is not None for value in values], dtype=np.bool_)
    parts = [(int(v[:4]), int(v[5:7]), int(v[8:])) if w else (0, 0, 0)
             for v, w in zip(values, whole.tolist(), strict=True)]  # fmt: skip
    years, months, days = np.array(parts, dtype=np.int16).reshape(-1, 3).T.copy()
    month_days = months * np.int16(100) + days
    day_months = days * np.int16(100) + months
    ordinals = np.array([_ordinal(*part) for part in parts], dtype=np.int32)

    def similarities(a: Rows, b: Rows) -> Floats:
        edits = texts.edits(a, b, 3)
        found = np.where(edits == 3, 0.3, 0.0)
        day_a, day_b = ordinals[a], ordinals[b]
        found[(np.abs(day_a - day_b) <= 366) & (day_a > 0) & (day_b > 0)] = 0.4
        found[month_days[a] == month_days[b]] = 0.5
        found[edits == 2] = 0.6
        # Few pairs: the rest is looked up for them only.
        at = np.flatnonzero(years[a] == years[b])
        one, other = a[at], b[at]
        found[at[(months[one] == months[other]) | (days[one] == days[other])]] = 0.7
        found[at[month_days[one] == day_months[other]]] = 0.9
        found[edits <= 1] = 0.9
        found[edits == 0] = 1.0
        return found

    return either(whole, similarities, one_by_one(compare, values))


def _ordinal(year: int, month: int, day: int) -> int:
    try:
        return dt.date(year, month, day).toordinal()
    except ValueError:
        return 0


def many_numbers(compare: Compare, values: Sequence[str]) -> Similarities:
    """Return the function for `NumberSimilarity`: all that are numbers at once."""
    numbers = np.array([_number(value) for value in values], dtype=np.float64)
    texts = encode(values).codes

    def similarities(a: Rows, b: Rows) -> Floats:
        one, other = numbers[a], numbers[b]
        larger = np.maximum(np.abs(one), np.abs(other))
        with np.errstate(all="ignore"):
            found = np.maximum(0.0, 1.0 - np.abs(one - other) / larger)
        usual = np.isfinite(larger) & (larger > 0.0)
        found = np.where(usual, found, np.where(one == other, 1.0, 0.0))
        return np.where(texts[a] == texts[b], 1.0, found)

    return either(~np.isnan(numbers), similarities, one_by_one(compare, values))


def _number(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return float("nan")


def many_codes(compare: Compare, values: Sequence[str]) -> Similarities:
    """Return the function for `CodeSimilarity`: short codes at once."""
    texts = ShortTexts.of(values)
    ends = texts.ends()
    by_edits = np.array([1.0, 0.9, 0.6, 0.0])
    scalar = one_by_one(compare, values)

    def similarities(a: Rows, b: Rows) -> Floats:
        edits = texts.edits(a, b, 2)
        found = by_edits[edits]
        lengths_a, lengths_b = texts.lengths[a], texts.lengths[b]
        found[(np.minimum(lengths_a, lengths_b) < 4) & (edits > 0)] = 0.0
        # Only of these may one be the end of the other.
        rest = np.flatnonzero((lengths_a != lengths_b) & (ends[a] == ends[b]))
        found[rest] = scalar(a[rest], b[rest])
        return found

    return either(texts.plain, similarities, scalar)


def many_emails(compare: Compare, values: Sequence[str]) -> Similarities:
    """Return the function for `EmailSimilarity`: short addresses at once.

    Most pairs differ wholly. What they hold of each letter bounds how few edits they can be apart,
    and how alike they can be; only pairs within the bounds are compared.
    """
    folded = [value.casefold() for value in values]
    texts = ShortTexts.of(folded)
    bags, locals_ = texts.bags(), texts.before("@")
    domains = encode(value.partition("@")[2] for value in folded).codes
    alike = _AlikeLocals(folded, locals_, domains)

    def similarities(a: Rows, b: Rows) -> Floats:
        found = np.zeros(len(a), dtype=np.float64)
        lengths_a, lengths_b = texts.lengths[a], texts.lengths[b]
        shorter = np.minimum(lengths_a, lengths_b)
        least = np.maximum(_lost(bags[a], bags[b]), np.abs(lengths_a - lengths_b))
        telling = np.minimum(locals_.lengths[a], locals_.lengths[b]) > 3
        maybe = np.flatnonzero((least <= 6) & (3 * least <= shorter))
        maybe = maybe[domains[a[maybe]] != domains[b[maybe]]]
        edits = texts.edits(a[maybe], b[maybe], 6)
        found[maybe[(edits <= 6) & (3 * edits <= shorter[maybe])]] = 0.6
        maybe = np.flatnonzero(telling & (least <= 2))
        found[maybe[texts.edits(a[maybe], b[maybe], 2) <= 2]] = 0.8
        maybe = np.flatnonzero(telling & alike.may_equal(a, b))
        found[maybe[locals_.edits(a[maybe], b[maybe], 0) == 0]] = 0.9
        maybe = np.flatnonzero(least == 0)
        found[maybe[texts.edits(a[maybe], b[maybe], 0) == 0]] = 1.0
        rest = np.flatnonzero(found == 0.0)
        found[rest[alike(a[rest], b[rest])]] = 0.5
        return found

    fit = texts.plain & (locals_.lengths > 0)
    return either(fit, similarities, one_by_one(compare, values))


class _AlikeLocals:
    """Say which local parts are alike by Jaro-Winkler, most of them by a bound of it.

    Those of two domains have to be more alike.
    """

    def __init__(
        self, folded: Sequence[str], texts: ShortTexts, domains: npt.NDArray[np.int32]
    ) -> None:
        self._folded, self._domains = folded, domains
        self._bags, self._bound = texts.bags(), JaroWinklerBound(texts)

    def may_equal(self, a: Rows, b: Rows) -> Flags:
        """Return which pairs have the same letters: all that are equal, and few others."""
        found: Flags = self._bags[a] == self._bags[b]
        return found

    def __call__(self, a: Rows, b: Rows) -> Flags:
        """Return which pairs are alike."""
        maybe = self._bound.likely(a, b, _ALIKE)
        elsewhere = self._domains[a[maybe]] != self._domains[b[maybe]]
        here, there = maybe[~elsewhere], maybe[elsewhere]
        there = there[self._bound.likely(a[there], b[there], _ALIKE_ELSEWHERE)]
        maybe = np.concatenate([here, there])
        thresholds = np.repeat([_ALIKE, _ALIKE_ELSEWHERE], [len(here), len(there)])
        similar = process.cpdist(
            self._locals(a[maybe]),
            self._locals(b[maybe]),
            scorer=JaroWinkler.similarity,
            dtype=np.float64,
        )
        found: Flags = np.zeros(len(a), dtype=np.bool_)
        found[maybe] = similar >= thresholds
        return found

    def _locals(self, places: Rows) -> list[str]:
        at: list[int] = places.tolist()
        return [self._folded[i].partition("@")[0] for i in at]


def _lost(a: npt.NDArray[np.uint64], b: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint8]:
    """Return how many edits it takes at least from one bag of letters to another."""
    found: npt.NDArray[np.uint8] = np.maximum(np.bitwise_count(a & ~b), np.bitwise_count(b & ~a))
    return found
