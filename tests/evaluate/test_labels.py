"""Metrics from labels: exact when all is labelled, and with intervals that hold the truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluate.made_up import cases, record, result_of, together

from custmdm import evaluate
from custmdm.errors import ConfigurationError


def labels_of(plan, entities):
    return {(p.left, p.right): entities[p.left.key] == entities[p.right.key] for p in plan.pairs}


@given(cases())
def test_all_labels_give_the_exact_metrics_and_no_interval(case):
    golden, entity, stated = case
    plan = evaluate.sampling_plan(result_of(golden, stated), 1000)
    found = evaluate.from_labels(plan, labels_of(plan, entity))
    merged, true = together(golden), together(entity)
    seen = true & (merged | set(stated))
    wanted = evaluate.PairwiseMetrics(
        len(merged & true) / len(merged) if merged else 1.0,
        len(merged & true) / len(seen) if seen else 1.0,
    )
    assert found.precision.value == pytest.approx(wanted.precision)
    assert found.recall.value == pytest.approx(wanted.recall)
    assert found.f1.value == pytest.approx(wanted.f1)
    if merged & true:
        for metric in (found.precision, found.recall, found.f1):
            assert metric.low == pytest.approx(metric.high)


@given(cases(), st.integers(1, 10), st.floats(0.05, 1.0), st.randoms(use_true_random=False))
def test_every_estimate_lies_in_its_interval(case, n, completeness, random):
    golden, entity, stated = case
    plan = evaluate.sampling_plan(result_of(golden, stated), n)
    labels = {p: label for p, label in labels_of(plan, entity).items() if random.random() < 0.7}
    found = evaluate.from_labels(plan, labels, pairs_completeness=completeness)
    assert found.n_labels == len(labels)
    for metric in (found.precision, found.recall, found.f1):
        assert 0.0 <= metric.low <= metric.value <= metric.high <= 1.0


def population(rng, n, slope, shift):
    """Return a result of n scored pairs and the entities; the truth departs from what is stated.

    Each pair is of two records of its own. The clustering goes against the score of a few.
    """
    weight = np.where(rng.random(n) < 0.7, rng.normal(9, 4, n), rng.normal(-3, 3, n))
    probability = 1 / (1 + np.exp2(-weight))
    true = rng.random(n) < 1 / (1 + np.exp2(-(slope * weight + shift)))
    merged = (probability >= 0.5) ^ (rng.random(n) < 0.03)
    stated = {(2 * i, 2 * i + 1): float(p) for i, p in enumerate(probability)}
    golden = [2 * i if merged[i] else 2 * i + side for i in range(n) for side in (0, 1)]
    entity = [2 * i if true[i] else 2 * i + side for i in range(n) for side in (0, 1)]
    return result_of(golden, stated, match=0.5), entity


@pytest.mark.parametrize(
    ("slope", "shift"),
    [
        pytest.param(1.0, 0.0, id="calibrated"),
        pytest.param(0.5, -0.5, id="too sure", marks=pytest.mark.slow),
        pytest.param(1.5, 0.5, id="too careful", marks=pytest.mark.slow),
    ],
)
def test_intervals_hold_the_truth_about_95_times_in_100(slope, shift):
    result, entity = population(np.random.default_rng(5), 500, slope, shift)
    everything = evaluate.sampling_plan(result, 10_000)
    exact = evaluate.from_labels(everything, labels_of(everything, entity))
    held = []
    for seed in range(200):
        plan = evaluate.sampling_plan(result, 100, seed=seed)
        found = evaluate.from_labels(plan, labels_of(plan, entity))
        held.append(
            [
                getattr(found, name).low <= getattr(exact, name).value <= getattr(found, name).high
                for name in ("precision", "recall", "f1")
            ]
        )
    shares = np.mean(held, axis=0)
    assert (shares >= 0.88).all(), shares


def test_estimates_are_right_on_average():
    result, entity = population(np.random.default_rng(6), 300, 0.5, -0.5)
    everything = evaluate.sampling_plan(result, 10_000)
    exact = evaluate.from_labels(everything, labels_of(everything, entity))
    plans = [evaluate.sampling_plan(result, 80, seed=seed) for seed in range(150)]
    precisions = [evaluate.from_labels(p, labels_of(p, entity)).precision.value for p in plans]
    assert np.mean(precisions) == pytest.approx(exact.precision.value, abs=0.008)


def ten_links():
    golden = [i // 2 for i in range(200)]
    result = result_of(golden, {(2 * i, 2 * i + 1): 0.999 for i in range(100)})
    return evaluate.sampling_plan(result, 10)


def test_ten_right_of_ten_is_not_certainty():
    plan = ten_links()
    found = evaluate.from_labels(plan, {(p.left, p.right): True for p in plan.pairs})
    assert (found.precision.value, found.precision.high) == (1.0, 1.0)
    assert 0.7 < found.precision.low < 0.8


def test_no_labels_tell_nothing():
    found = evaluate.from_labels(ten_links(), {})
    assert (found.precision.low, found.precision.high, found.n_labels) == (0.0, 1.0, 0)


def test_labels_may_be_rows_as_well():
    plan = ten_links()
    rows = [(str(p.left), str(p.right), i > 0) for i, p in enumerate(plan.pairs)]
    wanted = evaluate.from_labels(plan, {(left, right): same for left, right, same in rows})
    assert evaluate.from_labels(plan, rows) == wanted
    frame = plan.to_frame().assign(same=[same for _, _, same in rows])
    assert evaluate.from_labels(plan, frame) == wanted


def test_what_blocking_loses_lowers_the_recall_and_leaves_the_precision():
    plan = ten_links()
    labels = {(p.left, p.right): i > 0 for i, p in enumerate(plan.pairs)}
    all_seen = evaluate.from_labels(plan, labels)
    half_seen = evaluate.from_labels(plan, labels, pairs_completeness=0.5)
    assert half_seen.precision == all_seen.precision
    assert half_seen.recall.value == pytest.approx(all_seen.recall.value / 2)
    precision, recall = half_seen.precision.value, half_seen.recall.value
    assert half_seen.f1.value == pytest.approx(2 * precision * recall / (precision + recall))
    assert half_seen.f1.high < all_seen.f1.high


def label_some(change):
    plan = ten_links()
    return evaluate.from_labels(
        plan, dict(change(p.left, p.right, i > 0) for i, p in enumerate(plan.pairs))
    )


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda a, b, y: ((a, b), int(y)), id="1 and 0"),
        pytest.param(lambda a, b, y: ((a, b), np.bool_(y)), id="of numpy"),
        pytest.param(lambda a, b, y: ((a, b), float(y)), id="as a column with gaps has them"),
        pytest.param(lambda a, b, y: ((b, a), y), id="the other way round"),
        pytest.param(lambda a, b, y: ((str(a), str(b)), y), id="by text"),
        pytest.param(lambda a, b, y: ((str(b), str(a)), y), id="by text, the other way round"),
    ],
)
def test_labels_may_be_written_in_many_ways(change):
    assert label_some(change) == label_some(lambda a, b, y: ((a, b), y))


@pytest.mark.parametrize("empty", [None, float("nan"), ""])
def test_an_empty_label_counts_as_none(empty):
    plan = ten_links()
    first, *rest = plan.pairs
    labels = {(p.left, p.right): True for p in rest}
    with_gap = labels | {(first.left, first.right): empty}
    assert evaluate.from_labels(plan, with_gap) == evaluate.from_labels(plan, labels)


@pytest.mark.parametrize(
    ("labels", "problem"),
    [
        ({(record(0), record(3)): True}, "crm:0 and crm:3 is not in the plan"),
        ({("crm:0", "crm:one"): True}, "not in the plan"),
        ({(record(0), record(1)): "yes"}, "true or false"),
        ({(record(0), record(1)): 2}, "true or false"),
        ({(record(0), record(1)): True, ("crm:1", "crm:0"): False}, "contradict"),
    ],
)
def test_labels_that_cannot_be_are_errors(labels, problem):
    plan = evaluate.sampling_plan(result_of("aab", {(0, 1): 0.95, (0, 2): 0.6}), 9)
    with pytest.raises(ConfigurationError, match=problem):
        evaluate.from_labels(plan, labels)


@pytest.mark.parametrize("completeness", [0.0, -1.0, 1.1, float("nan")])
def test_a_completeness_that_cannot_be_is_an_error(completeness):
    with pytest.raises(ConfigurationError, match="share above 0"):
        evaluate.from_labels(ten_links(), {}, pairs_completeness=completeness)


def test_the_text_holds_the_three_metrics():
    plan = ten_links()
    found = evaluate.from_labels(plan, {(p.left, p.right): True for p in plan.pairs})
    assert str(found).splitlines() == [
        "10 labels, 95 % intervals",
        f"  precision {found.precision}",
        f"  recall    {found.recall}",
        f"  F1        {found.f1}",
        "     10 of    10 true, for        100: merged, probability 0.99 to 1",
    ]
