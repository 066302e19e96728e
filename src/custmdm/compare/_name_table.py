"""Many pairs of names of persons at once: the same answers as `agree` gives one by one."""

import numpy as np
import numpy.typing as npt

from custmdm.compare import _name_outcomes as names
from custmdm.compare._grade_table import GradeTable
from custmdm.compare._grades import Grade
from custmdm.compare._name_column import NameColumn
from custmdm.compare._rarity import partial_rarities
from custmdm.compare._whole_names import agree

Small = npt.NDArray[np.int8]
Rows = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class NameTable:
    """Compare many pairs of weighed names at once, as `agree` does one."""

    def __init__(self, values: NameColumn) -> None:
        self._values = values
        self._given, self._middle, self._family = values.given, values.middle, values.family
        self._grades = GradeTable(values.parts)

    def __call__(self, a: Rows, b: Rows) -> tuple[Small, Floats]:
        """Return outcomes and rarities of pairs of places."""
        given, family = self._given_grades(a, b), self._grades(self._family[a], self._family[b])
        levels = names.STRAIGHT[given, family]
        rarity = _shared_rarities(given, self._values.given_rarity[a], self._values.given_rarity[b])
        rarity += _shared_rarities(
            family, self._values.family_rarity[a], self._values.family_rarity[b]
        )
        swapped, swapped_levels, swapped_rarity = self._swapped(a, b, given, family)
        levels[swapped], rarity[swapped] = swapped_levels, swapped_rarity
        # Names of two scripts, or that know no part in common.
        special = (given == Grade.UNKNOWN) & (family == Grade.UNKNOWN)
        special[swapped] = False
        special |= self._values.han[a] != self._values.han[b]
        one, other = self._values.generation[a], self._values.generation[b]
        contradict = (one > 0) & (other > 0) & (one != other)
        levels[contradict] = np.minimum(levels[contradict], names.MOST_OF_FATHER_AND_SON)
        for at in np.flatnonzero(special).tolist():
            levels[at], rarity[at] = agree(self._values[int(a[at])], self._values[int(b[at])])
        return levels, rarity

    def _given_grades(self, a: Rows, b: Rows) -> Small:
        """Return the grades of given names; who is called by the middle name is known by it."""
        found = self._grades(self._given[a], self._given[b])
        by_middle = self._middle[a] == self._given[b]
        by_middle |= self._given[a] == self._middle[b]
        found[by_middle & (found <= Grade.WEAK)] = Grade.SHORT
        return found

    def _swapped(self, a: Rows, b: Rows, given: Small, family: Small) -> tuple[Rows, Small, Floats]:
        """Return which pairs fit better swapped, and their outcomes and rarities.

        Hardly any do, and most cannot, whatever the grades across are: those are not made.
        """
        at = np.flatnonzero(names.is_swapped(given, family, Grade.EQUAL, Grade.EQUAL))
        over = self._grades(self._given[a[at]], self._family[b[at]])
        may_be = names.is_swapped(given[at], family[at], over, Grade.EQUAL)
        at, over = at[may_be], over[may_be]
        back = self._grades(self._family[a[at]], self._given[b[at]])
        swapped = names.is_swapped(given[at], family[at], over, back)
        at, over, back = at[swapped], over[swapped], back[swapped]
        a, b = a[at], b[at]
        rarity = _shared_rarities(over, self._values.given_rarity[a], self._values.family_rarity[b])
        rarity += _shared_rarities(
            back, self._values.family_rarity[a], self._values.given_rarity[b]
        )
        return at, names.SWAPPED[over, back], rarity


def _shared_rarities(found: Small, left: Floats, right: Floats) -> Floats:
    """Return what `shared_rarity` returns, for many."""
    near = (found == Grade.NEAR) | (found == Grade.SHORT)
    partly = np.where(near, partial_rarities(left, right), 0.0)
    return np.where(found == Grade.EQUAL, np.maximum(left, right), partly)
