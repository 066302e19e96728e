"""Many pairs of names of persons at once: the same answers as `agree` gives one by one."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from custmdm.compare import _name_outcomes as names
from custmdm.compare._grades import Grade, grade
from custmdm.compare._rarity import partial_rarities
from custmdm.compare._whole_names import WholeName, agree

Small = npt.NDArray[np.int8]
Rows = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class NameTable:
    """Compare many pairs of weighed names at once, as `agree` does one."""

    def __init__(self, values: Sequence[WholeName]) -> None:
        self._values = values
        parts: dict[str, int] = {}
        self._given = np.array([parts.setdefault(v.given, len(parts)) for v in values], np.int64)
        self._family = np.array([parts.setdefault(v.family, len(parts)) for v in values], np.int64)
        self._parts = tuple(parts)
        self._given_rarity = np.array([v.given_rarity for v in values], np.float64)
        self._family_rarity = np.array([v.family_rarity for v in values], np.float64)
        self._more = np.array([bool(v.middle or v.generation) for v in values], np.bool_)
        self._han = np.array([v.han for v in values], np.bool_)
        self._graded: dict[int, Grade] = {}

    def __call__(self, a: Rows, b: Rows) -> tuple[Small, Floats]:
        """Return outcomes and rarities of pairs of places."""
        given_a, family_a = self._given[a], self._family[a]
        given_b, family_b = self._given[b], self._family[b]
        given, family = self._grades(given_a, given_b), self._grades(family_a, family_b)
        over, back = self._grades(given_a, family_b), self._grades(family_a, given_b)
        swapped = names.is_swapped(given, family, over, back)
        levels: Small = np.where(swapped, names.SWAPPED[over, back], names.STRAIGHT[given, family])
        given_rarity, family_rarity = self._given_rarity, self._family_rarity
        rarity = np.where(
            swapped,
            _shared_rarities(over, given_rarity[a], family_rarity[b])
            + _shared_rarities(back, family_rarity[a], given_rarity[b]),
            _shared_rarities(given, given_rarity[a], given_rarity[b])
            + _shared_rarities(family, family_rarity[a], family_rarity[b]),
        )
        # Names of more than two parts, of two scripts, or that know no part in common.
        special = self._more[a] | self._more[b] | (self._han[a] != self._han[b])
        special |= (given == Grade.UNKNOWN) & (family == Grade.UNKNOWN) & ~swapped
        for at in np.flatnonzero(special).tolist():
            levels[at], rarity[at] = agree(self._values[a[at]], self._values[b[at]])
        return levels, rarity

    def _grades(self, a: Rows, b: Rows) -> npt.NDArray[np.int64]:
        """Return the grade of pairs of parts, each distinct pair graded once."""
        size = len(self._parts)
        pairs = np.minimum(a, b) * size + np.maximum(a, b)
        distinct, inverse = np.unique(pairs, return_inverse=True)
        found = [self._grade(pair) for pair in distinct.tolist()]
        return np.array(found, dtype=np.int64)[inverse]

    def _grade(self, pair: int) -> Grade:
        known = self._graded.get(pair)
        if known is None:
            one, other = divmod(pair, len(self._parts))
            known = self._graded[pair] = grade(self._parts[one], self._parts[other])
        return known


def _shared_rarities(found: npt.NDArray[np.int64], left: Floats, right: Floats) -> Floats:
    """Return what `shared_rarity` returns, for many."""
    near = (found == Grade.NEAR) | (found == Grade.SHORT)
    partly = np.where(near, partial_rarities(left, right), 0.0)
    return np.where(found == Grade.EQUAL, np.maximum(left, right), partly)
