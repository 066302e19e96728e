"""How much a pair can weigh at most, from the comparisons made so far."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from custmdm.score._fellegi_sunter import FellegiSunter

Small = npt.NDArray[np.int8]
Singles = npt.NDArray[np.float32]
Int64 = npt.NDArray[np.int64]

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
        unlike: the highest level of each comparison that values of unlike keys can have.

    Attributes:
        start: what a pair weighs before any comparison, against each class of non-matches.
        gained: of each comparison what each level, with each rarity, adds: a row a class, a
            column a code.
        most: of each comparison the most it adds against each class.
        unlike: of each comparison the most it adds where keys are unlike, whatever the rarity.
        by_key: what `gained` says where only keys are compared: level 0 then means unlike ones.
    """

    def __init__(
        self,
        model: FellegiSunter,
        rarities: Sequence[tuple[int, int]],
        unlike: Sequence[int],
    ) -> None:
        shares = np.array([c.share for c in model.classes])
        self.start: Singles = (np.log2(model.share) + model.shift - np.log2(shares)).astype(
            np.float32
        )
        self._least = [least for least, _ in rarities]
        self._width = [largest - least + 1 for least, largest in rarities]
        self.gained: list[Singles] = [
            _gained(model, k, *bounds) for k, bounds in enumerate(rarities)
        ]
        self.most: list[Singles] = [rows.max(axis=1) for rows in self.gained]
        self.unlike: list[Singles] = []
        self.by_key: list[Singles] = []
        for rows, width, level in zip(self.gained, self._width, unlike, strict=True):
            most = rows[:, _SILENT * width : (_SILENT + level + 1) * width].max(axis=1)
            by_key = rows.copy()
            by_key[:, _SILENT * width : (_SILENT + 1) * width] = most[:, None]
            self.unlike.append(most)
            self.by_key.append(by_key)

    def codes(self, k: int, levels: Small, rarities: Small) -> Int64:
        """Return the number of each level with each rarity: a column of `gained`.

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
        return codes


def _gained(model: FellegiSunter, k: int, least: int, largest: int) -> Singles:
    """Return what each level, with each rarity, adds against each class: a row a class.

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
    return (factor * np.array(rows)).astype(np.float32)
