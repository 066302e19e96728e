"""Which pairs to label, so that few labels tell much."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from attrs import frozen

from custmdm.errors import ConfigurationError
from custmdm.evaluate._results import HasLinks, Int64, ScoredPairs, rows_of
from custmdm.evaluate._strata import divide
from custmdm.frames import Values, make_frame
from custmdm.model import RecordId

_LEAST = 5  # labels in a stratum
# A stratum is taken to be at least this far from all true and all false: a stated probability of
# 0.999 may be wrong, and that is what the labels are to show.
_DOUBT = 0.05


@frozen
class Stratum:
    """Hold a group of pairs about which the result says much the same.

    Attributes:
        name: what it says of them.
        merged: whether the result holds the two records of each pair for one customer.
        n_pairs: how many pairs there are.
        n_sampled: how many of them are to be labelled.
        probability: the mean of the stated probabilities; None where the result states none.
    """

    name: str
    merged: bool
    n_pairs: int
    n_sampled: int
    probability: float | None


@frozen
class PlannedPair:
    """Hold one pair to label.

    Attributes:
        left: the one record.
        right: the other.
        stratum: the name of its stratum.
        probability: the stated probability; None where the result states none.
        weight: how many pairs of its stratum it stands for.
    """

    left: RecordId
    right: RecordId
    stratum: str
    probability: float | None
    weight: float


@frozen(repr=False)
class SamplingPlan:
    """Hold the pairs to label; ``print`` it for the strata.

    Attributes:
        pairs: the pairs, shuffled, so that the first of them are a sample as well and nobody who
            labels can guess an answer from the order.
        strata: the groups that they were drawn from.
    """

    pairs: tuple[PlannedPair, ...]
    strata: tuple[Stratum, ...]

    def to_frame(self, backend: str = "pandas") -> Any:
        """Return one row a pair: left, right, stratum, probability, weight."""
        stated = [np.nan if p.probability is None else p.probability for p in self.pairs]
        columns: dict[str, Values] = {
            "left": [str(pair.left) for pair in self.pairs],
            "right": [str(pair.right) for pair in self.pairs],
            "stratum": [pair.stratum for pair in self.pairs],
            "probability": np.array(stated, dtype=np.float64),
            "weight": np.array([pair.weight for pair in self.pairs], dtype=np.float64),
        }
        return make_frame(columns, backend)

    def __str__(self) -> str:
        lines = [f"{len(self.pairs):,} pairs to label of {sum(s.n_pairs for s in self.strata):,}"]
        lines += [f"  {s.n_sampled:>6,} of {s.n_pairs:>10,}  {s.name}" for s in self.strata]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<SamplingPlan: {len(self.pairs)} pairs of {len(self.strata)} strata>"


def sampling_plan(result: HasLinks, n: int, *, seed: int = 0) -> SamplingPlan:
    """Choose about `n` pairs to label, to measure a result with `from_labels`.

    The pairs are all that the result decided on: the links, the pairs left for review, and those
    that only their cluster brought together. They are divided by what was decided and by the stated
    probability, finer where it is in doubt, and each stratum gets labels by its size and doubt
    (Neyman's allocation: Cochran, Sampling Techniques, 1977, section 5.5), but 5 or all of it at
    least. So a few more than `n` come out when `n` is small.

    >>> from types import SimpleNamespace
    >>> from custmdm.model import Crosswalk, Decision, Link
    >>> one, two, three = (RecordId("crm", i) for i in (1, 2, 3))
    >>> walk = Crosswalk({one: "g", two: "g", three: "g"})
    >>> links = (
    ...     Link(one, two, 0.97, 5.0, Decision.MATCH),
    ...     Link(two, three, 0.8, 2.0, Decision.MATCH),
    ... )
    >>> print(sampling_plan(SimpleNamespace(crosswalk=walk, links=links, review=()), 100))
    3 pairs to label of 3
           1 of          1  merged, probability 0.7 to 0.9
           1 of          1  merged, probability 0.9 to 0.99
           1 of          1  merged by others, not linked

    Args:
        result: anything with a crosswalk, links, and pairs to review.
        n: how many pairs a person can label; a few hundred give intervals of a few percent.
        seed: the same seed and result give the same plan, in whatever order the records came.

    Raises:
        ConfigurationError: if `n` is not positive.
    """
    if n < 1:
        raise ConfigurationError(f"a plan needs at least one pair to label, got n={n}")
    records, cluster = rows_of(result)
    groups = divide(cluster, ScoredPairs.of(result, records))
    sizes = np.array([len(group) for group in groups], dtype=np.int64)
    counts = _allocate(sizes, [group.stated for group in groups], n)
    rng = np.random.default_rng(seed)
    strata, chosen = [], []
    for group, count in zip(groups, counts, strict=True):
        n_all = len(group)
        strata.append(Stratum(group.name, group.merged, n_all, count, group.stated))
        drawn = np.sort(rng.choice(n_all, count, replace=False))
        chosen += [
            PlannedPair(records[left], records[right], group.name, probability, n_all / count)
            for left, right, probability in group.take(drawn)
        ]
    order = rng.permutation(len(chosen)).tolist()
    return SamplingPlan(tuple(chosen[i] for i in order), tuple(strata))


def _allocate(sizes: Int64, stated: Sequence[float | None], n: int) -> list[int]:
    """Return how many pairs of each stratum to label, `n` in all if least and size allow."""
    if not len(sizes):
        return []
    share = np.clip([0.5 if p is None else p for p in stated], _DOUBT, 1 - _DOUBT)
    wanted = sizes * np.sqrt(share * (1 - share))
    least = np.minimum(sizes, _LEAST)
    n = min(max(n, int(least.sum())), int(sizes.sum()))

    low, high = 0.0, float((sizes / wanted).max())
    for _ in range(100):
        middle = (low + high) / 2
        fits = np.clip(middle * wanted, least, sizes).sum() <= n
        low, high = (middle, high) if fits else (low, middle)
    target = np.clip(low * wanted, least, sizes)
    counts = np.floor(target).astype(np.int64)
    # Whole labels: those left over go where the most was cut off.
    cut = np.where(counts < sizes, target - counts, -1.0)
    counts[np.argsort(-cut, kind="stable")[: n - int(counts.sum())]] += 1
    return [int(count) for count in counts]
