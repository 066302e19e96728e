"""Precision, recall and F1 from the labels of a sampling plan."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from attrs import frozen

from custmdm._labels import read_labels
from custmdm.errors import ConfigurationError
from custmdm.evaluate._clusters import PairwiseMetrics
from custmdm.evaluate._intervals import Estimate, ratio_of, share_of, sum_of
from custmdm.evaluate._sampling import PlannedPair, SamplingPlan


@frozen
class StratumEstimate:
    """Hold what the labels say of one stratum.

    Attributes:
        name: its name in the plan.
        n_pairs: how many pairs there are.
        n_labels: how many of them are labelled.
        n_true: how many of the labelled are one customer.
        share: the share of true pairs among all of them.
        stated: the mean of the stated probabilities; None where the result states none.
    """

    name: str
    n_pairs: int
    n_labels: int
    n_true: int
    share: Estimate
    stated: float | None


@frozen(repr=False)
class EstimatedMetrics:
    """Hold precision, recall and F1 of pairs, estimated; ``print`` it for the text.

    Attributes:
        precision: of the merged pairs.
        recall: of the pairs that the result decided on, times the completeness given.
        f1: their harmonic mean.
        n_labels: how many labels were used.
        strata: what the labels say of each stratum.
    """

    precision: Estimate
    recall: Estimate
    f1: Estimate
    n_labels: int
    strata: tuple[StratumEstimate, ...]

    def __str__(self) -> str:
        lines = [
            f"{self.n_labels:,} labels, 95 % intervals",
            f"  precision {self.precision}",
            f"  recall    {self.recall}",
            f"  F1        {self.f1}",
        ]
        lines += [
            f"  {s.n_true:>5,} of {s.n_labels:>5,} true, for {s.n_pairs:>10,}: {s.name}"
            for s in self.strata
        ]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<EstimatedMetrics: F1 {self.f1}>"


def from_labels(
    plan: SamplingPlan,
    labels: Any,
    *,
    pairs_completeness: float = 1.0,
) -> EstimatedMetrics:
    """Estimate precision, recall and F1 of pairs, with 95 % confidence intervals.

    Of each stratum h the plan knows the number of pairs, N_h; the labels give the share of true
    ones, p_h. The stratified estimates (Cochran, Sampling Techniques, 1977, chapter 5) are

    .. code-block:: text

        C = sum of N_h p_h over merged strata         M = sum of N_h over merged strata
        U = sum of N_h p_h over the others            k = pairs_completeness
        precision = C / M        recall = k C / (C + U)        F1 = 2 C / (M + (C + U) / k)

    An interval of p_h is Wilson's, corrected for a finite stratum, so that ten right of ten is not
    taken for certain. Those of the strata are put together by the method of variance estimates
    recovery, for sums (Zou, Huang and Zhang 2009) and for the ratios U / C and (M + U / k) / C
    (Donner and Zou 2012).

    **What no plan can see**: true pairs that no blocking rule proposed, or that fall below the
    possible threshold. The recall is of the pairs the result decided on, and too high by them. If
    you know what share of all true pairs that is, say so with `pairs_completeness`.

    >>> from custmdm.evaluate import PlannedPair, Stratum
    >>> from custmdm.model import RecordId
    >>> ids = [RecordId("crm", i) for i in range(20)]
    >>> pairs = tuple(PlannedPair(ids[0], other, "merged", 0.99, 1.0) for other in ids[1:])
    >>> plan = SamplingPlan(pairs, (Stratum("merged", True, 1900, 19, 0.99),))
    >>> print(from_labels(plan, {("crm:0", f"crm:{i}"): i > 1 for i in range(1, 20)}).precision)
    0.947 (0.755 to 0.991)

    Args:
        plan: the pairs that were to be labelled.
        labels: whether a pair is one customer: true or false, 1 or 0, by the two records in any
            order, each a RecordId or its text ``"crm:17"``. Rows of left, right and same do as
            well: tuples, or a DataFrame with these columns. A pair without a label, or with an
            empty one, counts as not drawn: label in the order of the plan and stop when you like,
            but do not leave out what is hard.
        pairs_completeness: the share of all true pairs that are among those the result decided
            on, above 0 and up to 1.

    Raises:
        ConfigurationError: if a label is of no pair of the plan, contradicts another one, or is
            neither true nor false; or the completeness is no such share.
    """
    if not 0.0 < pairs_completeness <= 1.0:
        raise ConfigurationError(
            f"pairs_completeness is a share above 0 and up to 1, got {pairs_completeness}"
        )
    answers = answers_of(plan, labels)
    n_labels = Counter(pair.stratum for pair, _ in answers)
    n_true = Counter(pair.stratum for pair, answer in answers if answer)
    strata = []
    sums: dict[bool, list[tuple[int, Estimate]]] = {True: [], False: []}
    for stratum in plan.strata:
        name, n, stated = stratum.name, stratum.n_pairs, stratum.probability
        share = share_of(n_true[name], n_labels[name], n, 0.5 if stated is None else stated)
        strata.append(StratumEstimate(name, n, n_labels[name], n_true[name], share, stated))
        sums[stratum.merged].append((n, share))
    metrics = metrics_of(sums[True], sums[False], pairs_completeness)
    return EstimatedMetrics(*metrics, len(answers), tuple(strata))


def answers_of(plan: SamplingPlan, labels: Any) -> list[tuple[PlannedPair, bool]]:
    """Return the pairs of the plan that have a label, with it."""
    at: dict[tuple[Any, Any], set[int]] = {}
    for i, pair in enumerate(plan.pairs):
        for name in ((pair.left, pair.right), (str(pair.left), str(pair.right))):
            at.setdefault(name, set()).add(i)
    answers: dict[int, bool] = {}
    for one, other, label in read_labels(labels):
        if label is None:
            continue
        places = at.get((one, other), set()) | at.get((other, one), set())
        if len(places) != 1:
            problem = "is not in the plan" if not places else "is two pairs; name it by RecordId"
            raise ConfigurationError(f"the labelled pair {one} and {other} {problem}")
        (i,) = places
        if answers.setdefault(i, label) != label:
            raise ConfigurationError(f"two labels of {one} and {other} contradict each other")
    return [(plan.pairs[i], answer) for i, answer in sorted(answers.items())]


def metrics_of(
    merged: Sequence[tuple[int, Estimate]], apart: Sequence[tuple[int, Estimate]], k: float
) -> tuple[Estimate, Estimate, Estimate]:
    # Posterior simulation was tried first: with many strata where all is right its intervals missed
    # the truth, since the prior of each pulls the same way.
    correct, missed = sum_of(merged), sum_of(apart)
    n = sum(size for size, _ in merged)
    precision = correct.map(lambda c: c / n) if n else Estimate(1.0, 1.0, 1.0)
    recall = ratio_of(missed, correct).map(lambda ratio: k / (1 + ratio))
    both = ratio_of(missed.map(lambda u: n + u / k), correct).map(lambda r: 2 / (r + 1 / k))
    f1 = PairwiseMetrics(precision.value, recall.value).f1
    return precision, recall, Estimate(f1, min(both.low, f1), max(min(both.high, 1.0), f1))
