"""How much a pair can weigh at most, from the comparisons made so far."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from custmdm.score._fellegi_sunter import FellegiSunter

Small = npt.NDArray[np.int8]
Singles = npt.NDArray[np.float32]

# Levels below 0 say why nothing could be compared.
_SILENT = 4
# Sums of single floats are that far off, in bits, at most: what is bounded never loses a pair.
SLACK = 0.01


class WeightBound:
    """Bound the match weight of pairs of which some comparisons are made.

    The weight is the logarithm of the likelihood among matches, less that of the sum of the
    likelihoods in each class of non-matches: so it is at most what is left when any single class is
    taken off. What is not compared yet counts with the most it can add in each class.

    Args:
        model: the model.
        rarities: the least and the largest rarity of each comparison, in steps.
    """

    def __init__(self, model: FellegiSunter, rarities: Sequence[tuple[int, int]]) -> None:
        shares = np.array([c.share for c in model.classes])
        self.start: Singles = (np.log2(model.share) + model.shift - np.log2(shares)).astype(
            np.float32
        )
        self._least = [least for least, _ in rarities]
        self._width = [largest - least + 1 for least, largest in rarities]
        self._tables = [self._table(model, k, *bounds) for k, bounds in enumerate(rarities)]
        self.most: list[Singles] = [table.max(axis=0) for table in self._tables]

    def added(self, k: int, levels: Small, rarities: Small) -> Singles:
        """Return what one comparison adds to each pair, against each class of non-matches.

        Args:
            k: the comparison.
            levels: the level of each pair.
            rarities: the rarity of each pair, in steps.
        """
        codes = levels.astype(np.int64)
        codes += _SILENT
        codes *= self._width[k]
        codes += rarities
        codes -= self._least[k]
        return self._tables[k].take(codes, axis=0)

    def _table(self, model: FellegiSunter, k: int, least: int, largest: int) -> Singles:
        """Return what each level, with each rarity, adds against each class: a row a pair of them.

        Levels that say nothing add nothing.
        """
        factor = model.factors[k] if model.factors else 1.0
        steps = np.arange(least, largest + 1) * model.rarity_step
        rows = []
        for c in model.classes:
            gained = np.log2(model.m[k]) - np.log2(c.u[k])
            rare = np.zeros(len(steps)) if k in c.owners else steps
            heard = gained[:, None] - rare[None, :]
            rows.append(np.concatenate([np.zeros((_SILENT, len(steps))), heard]).reshape(-1))
        return np.ascontiguousarray((factor * np.array(rows)).T.astype(np.float32))
