"""Many pairs of folded names at once: the same grades as `grade` gives one by one.

Most pairs of names have hardly a letter in common. What letters each name has is kept in one
number, which bounds how alike two names can be: only of the few pairs that it lets through are
the letters looked at in order.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from custmdm._text import has_han
from custmdm.columns import encode
from custmdm.compare._grades import ALIKE, SLIGHTLY_ALIKE, Grade
from custmdm.compare._letters import BOOSTED, letters_of
from custmdm.compare._pairs import distinct_pairs
from custmdm.compare._rarity import TIE
from custmdm.data.han import reading
from custmdm.data.nicknames import formal_names, is_given_name

Small = npt.NDArray[np.int8]
Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# What the shares of letters in common come to for a Jaro similarity, with room for rounding.
_LEAST = 3.0 * SLIGHTLY_ALIKE - 1.0 - 1e-4
_LEAST_BOOSTED = 3.0 * BOOSTED - 1.0 - 1e-4


class GradeTable:
    """Grade many pairs of folded names at once, as `grade` does two.

    >>> GradeTable(["jon", "john", "anna"])(np.array([0, 0]), np.array([1, 2])).tolist()
    [3, 0]
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._han = np.fromiter(map(has_han, names), np.bool_, len(names))
        self._some_han = bool(self._han.any())
        texts = [n if h else n.replace(" ", "") for n, h in zip(names, self._han, strict=True)]
        self._texts = texts
        self._length = np.fromiter(map(len, texts), np.int32, len(names))
        self._a_letter = (1.0 / np.maximum(self._length, 1)).astype(np.float32)
        self._present = self._length > 0
        self._letters = np.fromiter(map(letters_of, texts), np.uint64, len(names))
        self._first = np.fromiter((ord(t[0]) if t else -1 for t in texts), np.int32, len(names))
        self._text = encode(texts).codes
        self._sorted = encode(tuple(sorted(t)) for t in texts).codes
        self._reading = encode(
            (tuple(map(reading, n)) if h else n) for n, h in zip(names, self._han, strict=True)
        ).codes
        self._short_form, self._same = _short_forms(names)

    def __call__(self, a: Rows, b: Rows) -> Small:
        """Return the grades of pairs of places."""
        found = np.zeros(len(a), np.int8)
        known = self._present[a] & self._present[b] & (self._han[a] == self._han[b])
        found[~known] = Grade.UNKNOWN
        equal = known & (a == b)
        found[equal] = Grade.EQUAL
        alike = np.flatnonzero(known & ~equal & self._may_be_alike(a, b))
        if len(alike):
            # In the order of places: the same two names then come once.
            low, high = np.minimum(a[alike], b[alike]), np.maximum(a[alike], b[alike])
            first, second, which = distinct_pairs(low, high, len(self._names))
            found[alike] = self._graded(first, second)[which]
        return found

    def _may_be_alike(self, a: Rows, b: Rows) -> Flags:
        """Say which pairs may be more than OTHER; all that are, and few that are not."""
        in_a, in_b = self._length[a], self._length[b]
        of_a, of_b = self._letters[a], self._letters[b]
        only_a, only_b = np.bitwise_count(of_a & ~of_b), np.bitwise_count(of_b & ~of_a)
        # No more letters than this have both, and no fewer edits lead from one to the other.
        common = np.minimum(in_a - only_a, in_b - only_b)
        longer = np.maximum(in_a, in_b)
        edits = longer - common
        # The Jaro similarity of both is a third of 1 and this, at most.
        jaro = common * (self._a_letter[a] + self._a_letter[b])
        same_first = self._first[a] == self._first[b]
        alike = jaro >= np.where(same_first, _LEAST_BOOSTED, _LEAST)
        begins = same_first & ((only_a == 0) | (only_b == 0))
        typed = (edits <= 2) & (np.minimum(in_a, in_b) > 2)
        found: Flags = typed | alike | begins | self._short_forms(a, b)
        if self._some_han:
            han = (edits <= 1) & (longer > 1) | (self._reading[a] == self._reading[b])
            found = np.where(self._han[a], han, found)
        return found

    def _short_forms(self, a: Rows, b: Rows) -> Flags:
        """Return what `same_given_name` returns, for many."""
        return self._same[self._short_form[a], self._short_form[b]]

    def _graded(self, a: Rows, b: Rows) -> Small:
        """Return the grades of pairs of unlike names that are known, each in one script."""
        found = np.zeros(len(a), np.int8)
        for grades, at in (
            (self._graded_han, np.flatnonzero(self._han[a])),
            (self._graded_latin, np.flatnonzero(~self._han[a])),
        ):
            if len(at):
                found[at] = grades(a[at], b[at])
        return found

    def _graded_han(self, a: Rows, b: Rows) -> Small:
        """Apply the rules for Chinese names, the last first: each overrides those after it."""
        edits = process.cpdist(
            [self._texts[i] for i in a.tolist()],
            [self._texts[i] for i in b.tolist()],
            scorer=OSA.distance,
            score_cutoff=1,
            dtype=np.int32,
        )
        found = np.zeros(len(a), np.int8)
        found[(np.maximum(self._length[a], self._length[b]) > 1) & (edits <= 1)] = Grade.WEAK
        read_alike = self._reading[a] == self._reading[b]
        found[read_alike] = np.where(self._length[a] > 1, Grade.NEAR, Grade.SHORT)[read_alike]
        return found

    def _graded_latin(self, a: Rows, b: Rows) -> Small:
        """Apply the rules of `grade`, the last first: each overrides those after it."""
        longer_first = self._length[a] > self._length[b]
        a, b = np.where(longer_first, b, a), np.where(longer_first, a, b)
        shorts = [self._texts[i] for i in a.tolist()]
        longs = [self._texts[i] for i in b.tolist()]
        length = self._length[a]
        edits = process.cpdist(shorts, longs, scorer=OSA.distance, score_cutoff=2, dtype=np.int32)
        alike = process.cpdist(shorts, longs, scorer=JaroWinkler.similarity, dtype=np.float64)
        begins = np.fromiter(map(str.startswith, longs, shorts), np.bool_, len(a))
        found = np.zeros(len(a), np.int8)
        found[((length > 3) & (edits <= 2)) | (alike >= SLIGHTLY_ALIKE)] = Grade.WEAK
        found[self._short_forms(a, b)] = Grade.SHORT
        found[(length > 3) & (self._sorted[a] == self._sorted[b])] = Grade.NEAR
        found[alike >= ALIKE - TIE] = Grade.NEAR
        found[(length > 2) & (edits <= 1)] = Grade.NEAR
        found[begins & ((length == 1) | (length >= 3))] = Grade.SHORT
        found[self._text[a] == self._text[b]] = Grade.NEAR
        return found


def _short_forms(names: Sequence[str]) -> tuple[Rows, Flags]:
    """Return a number for each name, and which numbers may be short for one another."""
    places = [i for i, name in enumerate(names) if is_given_name(name)]
    number = np.zeros(len(names), np.int64)
    number[places] = np.arange(1, len(places) + 1)
    same = np.zeros((len(places) + 1,) * 2, np.bool_)
    standing_for = defaultdict(list)
    for at, place in enumerate(places, 1):
        for formal in {names[place], *formal_names(names[place])}:
            standing_for[formal].append(at)
    for found in standing_for.values():
        same[np.ix_(found, found)] = True
    return number, same
