"""Precision and recall of clusters equal naive counting."""

import itertools
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm import evaluate
from custmdm.errors import UnknownRecordError
from custmdm.evaluate import PairwiseMetrics
from custmdm.model import Crosswalk, RecordId


def result_of(golden_ids):
    """Return a result whose records crm:0, crm:1, ... have these golden ids."""
    ids = {RecordId("crm", i): golden_id for i, golden_id in enumerate(golden_ids)}
    return SimpleNamespace(crosswalk=Crosswalk(ids))


def measure(found, true):
    return evaluate.clusters(result_of(found), dict(enumerate(true)))


def share(part, whole):
    return len(part) / len(whole) if whole else 1.0


partitions = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12)


@given(partitions)
def test_pairwise_metrics_equal_counting_every_pair(pairs):
    metrics = measure(*zip(*pairs, strict=True)) if pairs else measure([], [])
    every = set(itertools.combinations(range(len(pairs)), 2))
    found = {(a, b) for a, b in every if pairs[a][0] == pairs[b][0]}
    true = {(a, b) for a, b in every if pairs[a][1] == pairs[b][1]}
    assert metrics.found_pairs == len(found)
    assert metrics.true_pairs == len(true)
    assert metrics.correct_pairs == len(found & true)
    assert metrics.precision == pytest.approx(share(found & true, found))
    assert metrics.recall == pytest.approx(share(found & true, true))


@given(partitions)
def test_bcubed_equals_asking_every_record(pairs):
    metrics = measure(*zip(*pairs, strict=True)) if pairs else measure([], [])
    precisions, recalls = [], []
    for cluster, entity in pairs:
        mine = [p for p in pairs if p[0] == cluster]
        mates = [p for p in pairs if p[1] == entity]
        both = [p for p in mine if p[1] == entity]
        precisions.append(share(both, mine))
        recalls.append(share(both, mates))
    n = len(pairs)
    assert metrics.bcubed.precision == pytest.approx(sum(precisions) / n if n else 1.0)
    assert metrics.bcubed.recall == pytest.approx(sum(recalls) / n if n else 1.0)


@given(partitions)
def test_exact_clusters_equal_comparing_every_one_with_every_customer(pairs):
    metrics = measure(*zip(*pairs, strict=True)) if pairs else measure([], [])
    groups = [set(), set()]
    for side, made in enumerate(groups):
        for label in {pair[side] for pair in pairs}:
            made.add(frozenset(i for i, pair in enumerate(pairs) if pair[side] == label))
    found, true = groups
    assert metrics.exact.precision == pytest.approx(share(found & true, found))
    assert metrics.exact.recall == pytest.approx(share(found & true, true))


@given(partitions.filter(len), st.randoms(use_true_random=False))
def test_shuffling_the_records_changes_nothing(pairs, random):
    shuffled = list(pairs)
    random.shuffle(shuffled)
    one, other = (measure(*zip(*p, strict=True)) for p in (pairs, shuffled))
    assert (one.true_pairs, one.found_pairs) == (other.true_pairs, other.found_pairs)
    assert one.bcubed.precision == pytest.approx(other.bcubed.precision)
    assert one.bcubed.recall == pytest.approx(other.bcubed.recall)
    assert one.exact == other.exact


@pytest.mark.parametrize(
    ("found", "true", "pairwise", "bcubed", "exact"),
    [
        pytest.param("aabb", "xxyy", (1.0, 1.0), (1.0, 1.0), (1.0, 1.0), id="right"),
        pytest.param("aaaa", "xxyy", (1 / 3, 1.0), (0.5, 1.0), (0.0, 0.0), id="one cluster of all"),
        pytest.param("abcd", "xxyy", (1.0, 0.0), (1.0, 0.5), (0.0, 0.0), id="all alone"),
        pytest.param("aabb", "xyxy", (0.0, 0.0), (0.5, 0.5), (0.0, 0.0), id="all wrong"),
        pytest.param("aabc", "xxyy", (1.0, 0.5), (1.0, 0.75), (1 / 3, 0.5), id="one missed"),
        pytest.param("abcd", "wxyz", (1.0, 1.0), (1.0, 1.0), (1.0, 1.0), id="nothing to find"),
        pytest.param("a", "x", (1.0, 1.0), (1.0, 1.0), (1.0, 1.0), id="one record"),
        pytest.param("", "", (1.0, 1.0), (1.0, 1.0), (1.0, 1.0), id="no records"),
    ],
)
def test_known_results(found, true, pairwise, bcubed, exact):
    metrics = measure(found, true)
    assert (metrics.precision, metrics.recall) == pytest.approx(pairwise)
    assert (metrics.bcubed.precision, metrics.bcubed.recall) == pytest.approx(bcubed)
    assert (metrics.exact.precision, metrics.exact.recall) == pytest.approx(exact)


@pytest.mark.parametrize(
    ("precision", "recall", "f1"), [(1.0, 1.0, 1.0), (0.5, 1.0, 2 / 3), (0.0, 0.0, 0.0)]
)
def test_f1_is_the_harmonic_mean(precision, recall, f1):
    assert PairwiseMetrics(precision, recall).f1 == pytest.approx(f1)


@pytest.mark.parametrize(
    "truth",
    [
        pytest.param({RecordId("crm", 0): "x", RecordId("crm", 1): "x"}, id="by RecordId"),
        pytest.param({"crm:0": "x", "crm:1": "x"}, id="by its text"),
        pytest.param({0: "x", 1: "x"}, id="by its key"),
        pytest.param({RecordId("crm", 0): "x", "crm:1": "x"}, id="by either"),
        pytest.param({0: "x", 1: "x", 2: "x", "web:7": "x"}, id="that knows more records"),
        pytest.param({"crm:0": None, "crm:1": None}, id="whose entities have any name"),
        pytest.param({RecordId("crm", 0): "x", 0: "y", 1: "x"}, id="where the id says most"),
    ],
)
def test_the_truth_names_records(truth):
    metrics = evaluate.clusters(result_of("aa"), truth)
    assert (metrics.correct_pairs, metrics.f1) == (1, 1.0)


@pytest.mark.parametrize("truth", [{}, {"0": "x", "1": "x"}, {RecordId("web", 0): "x", 1: "x"}])
def test_a_record_without_a_truth_is_an_error(truth):
    with pytest.raises(UnknownRecordError, match="nothing of record crm:0"):
        evaluate.clusters(result_of("aa"), truth)
