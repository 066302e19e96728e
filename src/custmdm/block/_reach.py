"""The share of true matches that blocking finds, from how often it finds each: no labels."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class Reach:
    """Estimate which share of the matches is found, by capture-recapture between fields.

    Each field is one attempt to find a match. A match that many fields find would hardly be missed
    by all; where many matches are found by one field alone, others must be found by none. With
    ``f1`` and ``f2`` matches that exactly one and two fields find, and ``z[k]`` those that field k
    alone finds, ``(f1**2 - sum(z**2)) / (2 * (f2 + 1))`` are found by no field: Chao (1989),
    Estimating population size for sparse data in capture-recapture experiments, Biometrics 45,
    427-438. That is exact where fields find matches independently, each with a chance of its own.
    Matches that differ in how hard they are to find break that, and more are missed than said.

    Nothing is said where fewer than two fields find matches, or none is found by two.

    >>> found = np.array([[True, True], [True, False], [False, True], [True, True]])
    >>> reach = Reach(2)
    >>> reach.add(found, np.ones(4))
    >>> round(reach.share(), 3)
    0.923
    """

    def __init__(self, fields: int) -> None:
        self._only = np.zeros(fields)
        self._by: Floats = np.zeros(fields)
        self._two = 0.0
        self._none = 0.0
        self._all = 0.0

    def add(self, found: Flags, probability: Floats) -> None:
        """Take in pairs that blocking found.

        Args:
            found: which field by itself finds a pair: pairs by fields. None of them need, where
                only several together do.
            probability: how probably each pair is a match.
        """
        times = found.sum(axis=1)
        weight = found * probability[:, None]
        self._by += weight.sum(axis=0)
        self._only += weight[times == 1].sum(axis=0)
        self._two += float(probability[times == 2].sum())
        self._none += float(probability[times == 0].sum())
        self._all += float(probability.sum())

    @property
    def matches(self) -> float:
        """Return how many matches are expected among the pairs."""
        return self._all

    def share(self) -> float | None:
        """Return the estimated share of all matches that are among the pairs, or None."""
        if (self._by > 0).sum() < 2 or self._all - self._none - self._only.sum() <= 0:
            return None
        alone = float(self._only.sum())
        missed = (alone**2 - float((self._only**2).sum())) / (2.0 * (self._two + 1.0))
        # What fields find together only is among those that no field finds by itself.
        return self._all / (self._all + max(missed - self._none, 0.0))
