"""Links at other thresholds: exact when all is known, with intervals that hold the truth else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluate.made_up import cases, result_of, together, truth_of
from tests.evaluate.test_labels import labels_of, population

from custmdm import evaluate
from custmdm.errors import ConfigurationError

THRESHOLDS = (0.05, 0.3, 0.5, 0.6, 0.9, 0.95, 0.999)


def listed(result):
    """Return the stated probability of the pairs that a made-up result lists."""
    links = (*result.links, *result.review)
    return {(link.left.key, link.right.key): link.probability for link in links}


def naive(result, entity, threshold, wanted):
    """Return precision and recall by looking at each pair."""
    linked = {pair for pair, p in listed(result).items() if p >= threshold - 1e-12}
    correct = len(linked & together(entity))
    return (correct / len(linked) if linked else 1.0), (correct / wanted if wanted else 1.0)


@given(cases())
def test_against_the_truth_it_is_what_looking_at_each_pair_gives(case):
    golden, entity, stated = case
    result = result_of(golden, stated)
    found = evaluate.over_thresholds(result, truth=truth_of(entity), thresholds=THRESHOLDS)
    assert len(found.points) == len(THRESHOLDS)
    for point, threshold in zip(found.points, THRESHOLDS, strict=True):
        precision, recall = naive(result, entity, threshold, len(together(entity)))
        assert point.precision == evaluate.Estimate(precision, precision, precision)
        assert point.recall.value == recall
        assert point.probability == pytest.approx(threshold)


@given(cases())
def test_all_labels_give_the_exact_metrics_and_no_interval(case):
    golden, entity, stated = case
    result = result_of(golden, stated)
    plan = evaluate.sampling_plan(result, 1000)
    labels = labels_of(plan, entity)
    found = evaluate.over_thresholds(result, plan, labels, thresholds=THRESHOLDS)
    seen = together(entity) & (together(golden) | set(listed(result)))
    for point, threshold in zip(found.points, THRESHOLDS, strict=True):
        precision, recall = naive(result, entity, threshold, len(seen))
        assert point.precision.value == pytest.approx(precision)
        assert point.recall.value == pytest.approx(recall)
        if precision and recall and point.n_links:
            for metric in (point.precision, point.recall, point.f1):
                assert metric.low == pytest.approx(metric.high)


@given(cases(), st.integers(1, 10), st.randoms(use_true_random=False))
def test_every_estimate_lies_in_its_interval(case, n, random):
    golden, entity, stated = case
    result = result_of(golden, stated)
    plan = evaluate.sampling_plan(result, n)
    labels = {p: label for p, label in labels_of(plan, entity).items() if random.random() < 0.7}
    for point in evaluate.over_thresholds(result, plan, labels).points:
        for metric in (point.precision, point.recall, point.f1):
            assert 0.0 <= metric.low <= metric.value <= metric.high <= 1.0


def test_where_the_clusters_are_the_links_it_is_what_from_labels_says():
    golden = [0, 0, 1, 1, 2, 2, 3, 4, 5, 6]
    stated = {(0, 1): 0.99, (2, 3): 0.95, (4, 5): 0.93, (6, 7): 0.6, (8, 9): 0.2}
    result = result_of(golden, stated)
    plan = evaluate.sampling_plan(result, 100)
    labels = {(p.left, p.right): p.left.key in (0, 2, 6) for p in plan.pairs}
    wanted = evaluate.from_labels(plan, labels, pairs_completeness=0.9)
    (found,) = evaluate.over_thresholds(
        result, plan, labels, thresholds=[0.9], pairs_completeness=0.9
    ).points
    assert (found.precision, found.recall, found.f1) == (wanted.precision, wanted.recall, wanted.f1)


@pytest.mark.slow
@pytest.mark.parametrize(("slope", "shift"), [(1.0, 0.0), (0.5, -0.5), (1.5, 0.5)])
def test_intervals_hold_the_truth_about_95_times_in_100_at_every_threshold(slope, shift):
    result, entity = population(np.random.default_rng(5), 500, slope, shift)
    everything = evaluate.sampling_plan(result, 10_000)
    thresholds = (0.2, 0.4, 0.5, 0.65, 0.8, 0.95, 0.99, 0.999)
    exact = evaluate.over_thresholds(
        result, everything, labels_of(everything, entity), thresholds=thresholds
    )
    held = np.zeros((len(thresholds), 3))
    for seed in range(200):
        plan = evaluate.sampling_plan(result, 100, seed=seed)
        labels = labels_of(plan, entity)
        found = evaluate.over_thresholds(result, plan, labels, thresholds=thresholds)
        for i, (one, truth) in enumerate(zip(found.points, exact.points, strict=True)):
            for j, name in enumerate(("precision", "recall", "f1")):
                metric, true = getattr(one, name), getattr(truth, name).value
                held[i, j] += metric.low - 1e-9 <= true <= metric.high + 1e-9
    assert (held / 200 >= 0.88).all(), held / 200


def test_without_a_pair_there_is_no_threshold():
    assert evaluate.over_thresholds(result_of([0, 1]), truth={0: 0, 1: 1}).points == ()


def test_what_is_missing_or_of_another_result_is_said():
    result = result_of([0, 0, 1, 1], {(0, 1): 0.99, (2, 3): 0.95})
    other = evaluate.sampling_plan(result_of([0, 0, 1, 2], {(0, 1): 0.99, (2, 3): 0.3}), 10)
    for arguments in ({}, {"plan": other}, {"plan": other, "labels": {}, "truth": {}}):
        with pytest.raises(ConfigurationError, match="a plan with labels, or a truth"):
            evaluate.over_thresholds(result, **arguments)
    with pytest.raises(ConfigurationError, match="the plan is of another result"):
        evaluate.over_thresholds(result, other, {})
    with pytest.raises(ConfigurationError, match="pairs_completeness"):
        evaluate.over_thresholds(result, other, {}, pairs_completeness=0.0)
