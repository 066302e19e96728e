"""The strata of a plan with their labels, of which a cut makes two."""

from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.errors import ConfigurationError
from custmdm.evaluate._intervals import Estimate, share_of
from custmdm.evaluate._labels import answers_of
from custmdm.evaluate._results import Int64, ScoredPairs
from custmdm.evaluate._sampling import PlannedPair, SamplingPlan
from custmdm.evaluate._strata import Scored, Unlinked, divide

Bools = npt.NDArray[np.bool_]


@frozen(eq=False)
class LabelledStratum:
    """Hold a stratum with its labelled pairs, and which of them are one customer."""

    group: Scored | Unlinked
    pairs: tuple[PlannedPair, ...]
    true: Bools

    def side(self, size: int, chosen: Bools) -> list[tuple[int, Estimate]]:
        """Return some of its pairs, so many, with the share of true ones; nothing where none is.

        Those labelled among them are a random sample of them: a side is a stratum of its own
        (poststratification: Cochran, Sampling Techniques, 1977, section 5A.9).

        Args:
            size: how many pairs.
            chosen: which of the labelled pairs are of them.
        """
        if not size:
            return []
        guess = 0.5 if self.group.stated is None else self.group.stated
        n_true, n_seen = int(self.true[chosen].sum()), int(chosen.sum())
        return [(size, share_of(n_true, n_seen, size, guess))]


def labelled_strata(
    plan: SamplingPlan, labels: Any, cluster: Int64, pairs: ScoredPairs
) -> list[LabelledStratum]:
    """Return the strata of a plan with their labels.

    Args:
        plan: the plan.
        labels: whether a pair is one customer.
        cluster: the cluster of each record of the result that the plan is of.
        pairs: the pairs that it has a score for.

    Raises:
        ConfigurationError: if the plan is of another result; or as `from_labels` does.
    """
    answers = answers_of(plan, labels)
    groups = divide(cluster, pairs)
    if [(s.name, s.n_pairs) for s in plan.strata] != [(g.name, len(g)) for g in groups]:
        raise ConfigurationError("the plan is of another result: draw one from this result")
    found = []
    for group in groups:
        own = [(pair, answer) for pair, answer in answers if pair.stratum == group.name]
        true = np.array([answer for _, answer in own], dtype=np.bool_)
        found.append(LabelledStratum(group, tuple(pair for pair, _ in own), true))
    return found
