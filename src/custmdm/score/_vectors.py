"""Distinct comparison vectors as a sparse matrix: a round of EM is two products with it."""

import itertools
import math
from collections.abc import Sequence
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from custmdm.score._fellegi_sunter import FellegiSunter

Floats = npt.NDArray[np.float64]
Small = npt.NDArray[np.int8]


class VectorMatrix:
    """Hold distinct vectors by which level each comparison has.

    Args:
        vectors: int8, a row a vector: the level of each comparison, then the rarity of each.
        sizes: how many levels each comparison has.
        owners: the owners of each class of non-matches.
        rarity_step: how many bits one step of rarity is.
    """

    def __init__(
        self,
        vectors: Small,
        sizes: Sequence[int],
        owners: Sequence[Sequence[int]],
        rarity_step: float,
    ) -> None:
        from scipy.sparse import csr_array

        width = len(sizes)
        self._bounds = np.cumsum([0, *sizes])
        levels = vectors[:, :width].astype(np.int32)
        seen = levels >= 0
        columns = (levels + self._bounds[:-1].astype(np.int32))[seen]
        ends = np.cumsum([0, *seen.sum(axis=1)])
        shape = (len(vectors), int(self._bounds[-1]))
        self._levels: Any = csr_array((np.ones(len(columns)), columns, ends), shape=shape)
        self._vectors_of_level: Any = self._levels.T.tocsr()
        steps = np.where(seen, vectors[:, width:], 0) * (rarity_step * math.log(2.0))
        # What rarity adds in each class: that of the comparisons which do not own it.
        counts = np.array([[k not in of for of in owners] for k in range(width)], dtype=np.float64)
        self._rarity = steps @ counts.reshape(width, len(owners))

    def expected(self, model: FellegiSunter, counts: npt.NDArray[np.integer]) -> Floats:
        """Return how many pairs of each vector are of each class: a row a vector, matches first.

        Args:
            model: the model.
            counts: how many pairs have each vector.
        """
        tables = [model.m, *(c.u for c in model.classes)]
        # Natural logarithms: exp is several times faster than exp2.
        logs = np.log([[p for row in table for p in row] for table in tables]).T
        found: Floats = self._levels @ np.ascontiguousarray(logs)
        found += np.log([model.share, *(c.share for c in model.classes)])
        found[:, 1:] += self._rarity
        # By columns, of which there are few: numpy is slow along short rows.
        largest = reduce(np.maximum, found.T)
        found -= largest[:, None]
        np.exp(found, out=found)
        found *= (counts / reduce(np.add, found.T))[:, None]
        return found

    def level_counts(self, weights: Floats) -> list[Floats]:
        """Return for each comparison how much of each class has each level: a row a class.

        Args:
            weights: how much of each class each vector stands for: a row a vector.
        """
        found = np.asarray(self._vectors_of_level @ weights).T
        return [found[:, start:end] for start, end in itertools.pairwise(self._bounds)]
