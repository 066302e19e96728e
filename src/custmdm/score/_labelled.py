"""Pairs that somebody labelled, and what they teach a trained model."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from custmdm.errors import ConfigurationError
from custmdm.score._fellegi_sunter import FellegiSunter

Floats = npt.NDArray[np.float64]
Small = npt.NDArray[np.int8]

# A label teaches half as much this far from even odds, in bits. Where the model is sure and right
# there is nothing to learn, and labels from there are rarely drawn at random: many are of pairs
# that only the rest of their cluster brought together. They may not move what is decided in doubt.
_DOUBT = 4.0
# How far labels are expected to move the weight of all pairs, in bits, and the share of what each
# comparison says that counts: standard deviations.
_SHIFT = 1.0
_FACTOR = 0.3


@frozen(eq=False)
class Labelled:
    """Hold the comparison vectors of labelled pairs.

    Attributes:
        vectors: a row a pair: levels, then rarities.
        same: whether the pair matches.

    Raises:
        ConfigurationError: if there is not one answer a vector.
    """

    vectors: Small
    same: npt.NDArray[np.bool_]

    def __attrs_post_init__(self) -> None:
        if len(self.vectors) != len(self.same):
            raise ConfigurationError(
                f"{len(self.vectors)} labelled pairs have {len(self.same)} answers"
            )

    def __len__(self) -> int:
        return len(self.same)

    def in_order(self) -> "Labelled":
        """Return them in one order, so that sums are the same to the last bit."""
        order = np.lexsort((self.same, *self.vectors.T))
        return Labelled(self.vectors[order], self.same[order])

    def doubt(self, model: FellegiSunter) -> Floats:
        """Return how much each label can teach a model, above 0 and up to 1."""
        return np.asarray(1.0 / (1.0 + (model.vector_weights(self.vectors) / _DOUBT) ** 2))


def weigh_evidence(model: FellegiSunter, labelled: Labelled) -> FellegiSunter:
    """Return the model with comparisons that count as much as labelled pairs say, and a shift.

    Comparisons that go together, as phone and address of a branch, say one thing twice, and EM
    cannot see it: it knows no answers. So the evidence of each comparison gets a factor, and all
    weights a shift, by logistic regression. Penalties hold the factors near 1 and the shift near
    0: a handful of labels changes next to nothing, and labels that agree with the model do not
    either, and those count most where the model is in doubt. Which pairs were labelled may hang on
    their vectors, as it does where the uncertain ones are asked about; what is learned is the
    answer given the vector.

    Args:
        model: the trained model.
        labelled: the labelled pairs.

    Source: the maximum a posteriori estimate of logistic regression with normal priors; the factors
    are those of stacked or tempered naive Bayes.
    """
    if not len(labelled):
        return model
    from scipy.optimize import minimize

    labelled = labelled.in_order()
    teaches = labelled.doubt(model)
    before, of_matches, of_others = _terms(model, labelled.vectors)
    signs = np.where(labelled.same, 1.0, -1.0)

    def loss(parameters: Floats) -> tuple[float, Floats]:
        shift, factors = parameters[0], parameters[1:]
        logs = before[None, :] + of_others @ factors
        largest = logs.max(axis=1, keepdims=True)
        odds = np.exp2(logs - largest)
        total = odds.sum(axis=1, keepdims=True)
        weight = (
            np.log2(model.share) + shift + of_matches @ factors
            - largest[:, 0] - np.log2(total[:, 0])
        )  # fmt: skip
        away = -signs * weight * np.log(2.0)
        found = float(teaches @ np.logaddexp(0.0, away))
        wrong = teaches * -signs * np.log(2.0) * 0.5 * (1.0 + np.tanh(0.5 * away))
        # What a factor adds to the weight, the classes weighed by how well they explain the pair.
        said = of_matches - np.einsum("pc,pck->pk", odds / total, of_others)
        found += 0.5 * (shift / _SHIFT) ** 2 + 0.5 * float((((factors - 1.0) / _FACTOR) ** 2).sum())
        slope = np.concatenate([[wrong.sum() + shift / _SHIFT**2],
                                wrong @ said + (factors - 1.0) / _FACTOR**2])  # fmt: skip
        return found, slope

    n = len(model.m)
    start = np.concatenate([[0.0], np.ones(n)])
    # No evidence counts against itself.
    bounds: Sequence[Any] = [(None, None), *[(0.0, None)] * n]
    best = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return evolve(model, shift=float(best[0]), factors=best[1:].tolist())


def _terms(model: FellegiSunter, vectors: Small) -> tuple[Floats, Floats, Floats]:
    """Return log2 of the class shares, and what each comparison says: of matches, of each class.

    Shapes: classes; pairs by comparisons; pairs by classes by comparisons.
    """
    width = len(model.m)
    silent = np.full_like(vectors, -1)
    matches, others = model.log_likelihoods(silent)
    of_matches = np.empty((len(vectors), width))
    of_others = np.empty((*others.shape, width))
    for k in range(width):
        alone = silent.copy()
        alone[:, [k, width + k]] = vectors[:, [k, width + k]]
        one, rest = model.log_likelihoods(alone)
        of_matches[:, k], of_others[:, :, k] = one - matches, rest - others
    return np.log2([c.share for c in model.classes]), of_matches, of_others
