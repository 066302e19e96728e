"""Which pairs of texts can be alike by Jaro-Winkler: of most pairs their letters tell it."""

from typing import Any

import numpy as np
import numpy.typing as npt

from custmdm.compare._edits import ShortTexts
from custmdm.compare._pairs import Flags, Rows

Reals = npt.NDArray[np.floating[Any]]

# A bound in single floats is rounded: by far less than this.
_ROUNDED = 1e-4


class JaroWinklerBound:
    """Say which pairs of texts may be alike: all that are, and few others.

    >>> bound = JaroWinklerBound(ShortTexts.of(["martha", "marhta", "john"]))
    >>> bound.likely(np.array([0, 0]), np.array([1, 2]), 0.9).tolist()
    [0]

    Args:
        texts: the texts; of those that are not plain nothing is known.
        prefix_weight: how much a common prefix adds.
    """

    def __init__(self, texts: ShortTexts, prefix_weight: float = 0.1) -> None:
        self._unknown: Flags | None = None if texts.plain.all() else ~texts.plain
        self._lengths = np.maximum(texts.lengths, 1).astype(np.float32)
        self._bags, self._starts = texts.bags(), texts.starts()
        self._prefix_weight = np.float32(prefix_weight)

    def likely(self, a: Rows, b: Rows, least: float) -> Rows:
        """Return which of the pairs may be so much alike, or more, by their number.

        Args:
            a: the places of the one texts.
            b: the places of the others.
            least: how much alike.
        """
        lengths_a, lengths_b = self._lengths[a], self._lengths[b]
        bags_a, bags_b = self._bags[a], self._bags[b]
        # A letter that the other does not hold matches none.
        common = np.minimum(
            lengths_a - np.bitwise_count(bags_a & ~bags_b),
            lengths_b - np.bitwise_count(bags_b & ~bags_a),
        )
        jaro = (common / lengths_a + common / lengths_b + np.float32(1.0)) / np.float32(3.0)
        may: Flags = self._boosted(jaro, np.float32(4.0)) >= least - _ROUNDED
        if self._unknown is not None:
            unknown = self._unknown[a] | self._unknown[b]
            may |= unknown
            jaro[unknown] = 1.0
        maybe = np.flatnonzero(may)
        apart = self._starts[a[maybe]] ^ self._starts[b[maybe]]
        prefix = np.zeros(len(maybe), dtype=np.float32)
        for mask in (0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF):
            prefix += (apart & np.uint32(mask)) == 0
        return maybe[self._boosted(jaro[maybe], prefix) >= least - _ROUNDED]

    def _boosted(self, jaro: Reals, prefix: Reals | np.float32) -> Reals:
        """Return what a common prefix of so many letters makes of a Jaro similarity."""
        return jaro + self._prefix_weight * prefix * (np.float32(1.0) - jaro)
