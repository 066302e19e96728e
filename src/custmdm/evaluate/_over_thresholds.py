"""Precision, recall and F1 of links by the match threshold: from labels, or against the truth."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.errors import ConfigurationError
from custmdm.evaluate._clusters import PairwiseMetrics
from custmdm.evaluate._intervals import Estimate
from custmdm.evaluate._labelled import LabelledStratum, labelled_strata
from custmdm.evaluate._labels import metrics_of
from custmdm.evaluate._results import HasLinks, ScoredPairs, codes, entity_of, n_pairs, rows_of
from custmdm.evaluate._sampling import SamplingPlan
from custmdm.frames import Values, make_frame
from custmdm.model import Link, MatchScore, RecordId

Floats = npt.NDArray[np.float64]
Pair = frozenset[RecordId]

_STEPS = 101


@frozen
class AtThreshold:
    """Hold how right the links would be at one match threshold.

    Attributes:
        weight: the threshold as a match weight, in bits.
        probability: the same as a probability.
        n_links: how many pairs reach it.
        precision: the share of them that are one customer.
        recall: the share of the true pairs that are among them.
        f1: their harmonic mean.
    """

    weight: float
    probability: float
    n_links: int
    precision: Estimate
    recall: Estimate
    f1: Estimate


@frozen(repr=False)
class OverThresholds:
    """Hold how right the links would be at each of some match thresholds, from low to high.

    Attributes:
        points: the thresholds.
        n_labels: how many labels were used; None where all is known.
    """

    points: tuple[AtThreshold, ...]
    n_labels: int | None

    def to_frame(self, backend: str = "pandas") -> Any:
        """Return one row a threshold: each metric with the ends of its interval."""
        return make_frame(self.columns(), backend)

    def columns(self) -> dict[str, Values]:
        """Return the same as plain columns."""
        found: dict[str, Values] = {
            "weight": np.array([p.weight for p in self.points], dtype=np.float64),
            "probability": np.array([p.probability for p in self.points], dtype=np.float64),
            "n_links": np.array([p.n_links for p in self.points], dtype=np.int64),
        }
        for name in ("precision", "recall", "f1"):
            estimates: list[Estimate] = [getattr(p, name) for p in self.points]
            found[name] = np.array([e.value for e in estimates], dtype=np.float64)
            found[f"{name}_low"] = np.array([e.low for e in estimates], dtype=np.float64)
            found[f"{name}_high"] = np.array([e.high for e in estimates], dtype=np.float64)
        return found

    def __repr__(self) -> str:
        return f"<OverThresholds: {len(self.points)} thresholds, {self.n_labels} labels>"


def over_thresholds(
    result: HasLinks,
    plan: SamplingPlan | None = None,
    labels: Any = None,
    *,
    truth: Mapping[Any, Hashable] | None = None,
    thresholds: Iterable[float] | None = None,
    pairs_completeness: float = 1.0,
) -> OverThresholds:
    """Tell how right the links would be at other match thresholds, from labels or the truth.

    A link is a pair that reaches the threshold by itself; what clusters make of the links, and
    whom they bring together besides, is not in it: that is `from_labels` and `clusters`.

    From labels the estimates are those of `from_labels`, with the links at the threshold for the
    merged pairs. A threshold cuts some strata in two. How many pairs are on each side is known, and
    those labelled on a side are a random sample of it: each side is a stratum of its own
    (poststratification: Cochran, Sampling Techniques, 1977, section 5A.9). Where few labels are on
    a side, its interval is wide. Estimates of two thresholds may differ by chance, so that the
    recall may rise a little where it cannot.

    **What no plan can see** is as for `from_labels`: true pairs below the possible threshold, and
    those that no blocking rule proposed. The truth knows them.

    >>> from custmdm.evaluate import PlannedPair, Stratum
    >>> from types import SimpleNamespace
    >>> from custmdm.model import Crosswalk, Decision
    >>> one, two, three = (RecordId("crm", i) for i in (1, 2, 3))
    >>> links = (
    ...     Link(one, two, 0.97, 5.0, Decision.MATCH),
    ...     Link(two, three, 0.8, 2.0, Decision.MATCH),
    ... )
    >>> walk = Crosswalk({one: "g", two: "g", three: "g"})
    >>> result = SimpleNamespace(crosswalk=walk, links=links, review=())
    >>> found = over_thresholds(result, truth={1: "a", 2: "a", 3: "b"}, thresholds=[0.5, 0.9])
    >>> [(p.n_links, p.precision.value, p.recall.value) for p in found.points]
    [(2, 0.5, 1.0), (1, 1.0, 1.0)]

    Args:
        result: anything with a crosswalk, links, and pairs to review.
        plan: the pairs that were to be labelled, of this result.
        labels: whether a pair is one customer, as `from_labels` takes them.
        truth: instead of both, the entity of each record, as `clusters` takes it: then all is
            exact, every true pair counts, and the intervals have no width.
        thresholds: probabilities; by default 101 from the least to the greatest weight, evenly in
            bits.
        pairs_completeness: with labels, the share of all true pairs that the result decided on.

    Raises:
        ConfigurationError: if there are neither labels of a plan nor a truth, or both; if the plan
            is of another result; or as `from_labels` does.
        UnknownRecordError: if the truth lacks a record of the result.
    """
    if (plan is None or labels is None) == (truth is None):
        raise ConfigurationError("over_thresholds takes a plan with labels, or a truth")
    if not 0.0 < pairs_completeness <= 1.0:
        raise ConfigurationError(
            f"pairs_completeness is a share above 0 and up to 1, got {pairs_completeness}"
        )
    # Pairs of one customer that may match, no more: a result that keeps them tells.
    inside: tuple[Link, ...] = getattr(result, "inside", ())
    weights = {_pair(k): k.weight for k in (*result.links, *result.review, *inside)}
    cuts = _cuts(np.array(list(weights.values()), dtype=np.float64), thresholds)
    if truth is not None:
        return OverThresholds(_exact(result, truth, weights, cuts), None)
    assert plan is not None
    strata = _strata_of(result, plan, labels, weights, np.array([k.weight for k in inside]))
    points = tuple(_at(strata, cut, pairs_completeness) for cut in cuts.tolist())
    return OverThresholds(points, sum(len(stratum.of.pairs) for stratum in strata))


@frozen(eq=False)
class _Stratum:
    """Hold a stratum with the match weights of its pairs.

    Attributes:
        of: the stratum with its labels.
        weights: the match weights of its pairs that have one, ascending.
        labelled: the match weight of each labelled pair; infinitely low where it has none.
    """

    of: LabelledStratum
    weights: Floats
    labelled: Floats

    def sides(self, cut: float) -> tuple[list[tuple[int, Estimate]], list[tuple[int, Estimate]]]:
        """Return the pairs that reach a weight with the share of true ones, and the others."""
        n = len(self.weights) - int(np.searchsorted(self.weights, cut))
        above = self.labelled >= cut
        return self.of.side(n, above), self.of.side(len(self.of.group) - n, ~above)


def _strata_of(
    result: HasLinks, plan: SamplingPlan, labels: Any, weights: Mapping[Pair, float], inside: Floats
) -> list[_Stratum]:
    """Return the strata of a plan with the weights of all their pairs, and the labels."""
    records, cluster = rows_of(result)
    found = []
    for one in labelled_strata(plan, labels, cluster, ScoredPairs.of(result, records)):
        labelled = [weights.get(_pair(pair), -np.inf) for pair in one.pairs]
        # Those of one customer that are no link have no stated probability in the plan.
        of_group = inside if one.group.stated is None else one.group.weight
        found.append(_Stratum(one, np.sort(of_group), np.array(labelled, dtype=np.float64)))
    return found


def _at(strata: Iterable[_Stratum], cut: float, k: float) -> AtThreshold:
    """Return the estimates at one match weight."""
    sides = [stratum.sides(cut) for stratum in strata]
    linked = [one for above, _ in sides for one in above]
    others = [one for _, below in sides for one in below]
    metrics = metrics_of(linked, others, k)
    return AtThreshold(cut, MatchScore.probability_of(cut), sum(n for n, _ in linked), *metrics)


def _exact(
    result: HasLinks, truth: Mapping[Any, Hashable], weights: Mapping[Pair, float], cuts: Floats
) -> tuple[AtThreshold, ...]:
    """Return how right the links are at some match weights."""
    records, _ = rows_of(result)
    entity = codes(entity_of(record, truth) for record in records)
    of_record = dict(zip(records, entity.tolist(), strict=True))
    true = np.array([len({of_record[r] for r in pair}) == 1 for pair in weights], dtype=np.bool_)
    every = np.fromiter(weights.values(), np.float64, len(weights))
    wanted = n_pairs(entity)
    found = []
    for cut in cuts.tolist():
        reached = every >= cut
        n, correct = int(reached.sum()), int((reached & true).sum())
        precision, recall = correct / n if n else 1.0, correct / wanted if wanted else 1.0
        metrics = (precision, recall, PairwiseMetrics(precision, recall).f1)
        exact = (Estimate(value, value, value) for value in metrics)
        found.append(AtThreshold(cut, MatchScore.probability_of(cut), n, *exact))
    return tuple(found)


def _cuts(weights: Floats, thresholds: Iterable[float] | None) -> Floats:
    """Return the match weights to look at."""
    if thresholds is not None:
        return np.array(sorted(map(MatchScore.weight_of, thresholds)), dtype=np.float64)
    finite = weights[np.isfinite(weights)]
    return np.linspace(finite.min(), finite.max(), _STEPS) if len(finite) else finite


def _pair(of: Any) -> Pair:
    return frozenset((of.left, of.right))
