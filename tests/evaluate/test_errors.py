"""Errors are the pairs that differ from the truth, each with the stage that made it."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluate.made_up import cases, result_of, together, truth_of

import custmdm as cm
from custmdm import evaluate
from custmdm.errors import ConfigurationError, UnknownRecordError
from custmdm.model import Crosswalk


def keys_of(found):
    return [(e.left.key, e.right.key) for e in found]


@given(cases())
def test_errors_are_the_pairs_that_differ_from_the_truth(case):
    golden, entity, stated = case
    found = evaluate.errors(result_of(golden, stated), truth_of(entity))
    merged, true = together(golden), together(entity)
    assert keys_of(found.false_merges) == sorted(merged - true)
    assert keys_of(found.misses) == sorted(true - merged)
    assert found.n_false_merges == len(merged - true)
    assert found.n_misses == len(true - merged)


@given(cases(), st.integers(0, 5))
def test_a_limit_shortens_the_lists_and_not_the_counts(case, limit):
    golden, entity, stated = case
    result, truth = result_of(golden, stated), truth_of(entity)
    whole, cut = evaluate.errors(result, truth), evaluate.errors(result, truth, limit=limit)
    assert cut.false_merges == whole.false_merges[:limit]
    assert cut.misses == whole.misses[:limit]
    assert cut.false_merges_by_reason == whole.false_merges_by_reason
    assert cut.n_misses == whole.n_misses
    # Only what the links do not tell is left open.
    for reason in ("review", "clustering"):
        assert cut.misses_by_reason.get(reason) == whole.misses_by_reason.get(reason)
    if len(whole.misses) <= limit:
        assert "unexplained" not in cut.misses_by_reason


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(case, random):
    golden, entity, stated = case
    result = result_of(golden, stated)
    ids, links = list(result.crosswalk.ids.items()), list(result.links)
    random.shuffle(ids)
    random.shuffle(links)
    shuffled = attrs.evolve(result, crosswalk=Crosswalk(dict(ids)), links=tuple(links))
    truth = truth_of(entity)
    assert evaluate.errors(shuffled, truth) == evaluate.errors(result, truth)


def example(limit=200):
    """Return one error of each sort; nobody is whom the clusters say but 7, 8."""
    golden = "aaabcddee"
    stated = {(0, 1): 0.99, (1, 2): 0.95, (3, 4): 0.97, (3, 5): 0.6}
    result = result_of(golden, stated, proposed=[(4, 6)])
    truth = truth_of(["ann", "ann", "bob", "cyd", "cyd", "cyd", "cyd", "dan", "dan"])
    return evaluate.errors(result, truth, limit=limit)


def test_each_error_has_its_reason():
    found = example()
    assert [(keys_of([e])[0], e.reason, e.probability) for e in found.false_merges] == [
        ((0, 2), "clustering", None),
        ((1, 2), "scoring", 0.95),
    ]
    assert [(keys_of([e])[0], e.reason, e.probability) for e in found.misses] == [
        ((3, 4), "clustering", 0.97),
        ((3, 5), "review", None),
        ((3, 6), "blocking", None),
        ((4, 5), "blocking", None),
        ((4, 6), "scoring", None),
    ]
    assert dict(found.misses_by_reason) == {
        "blocking": 2,
        "scoring": 1,
        "review": 1,
        "clustering": 1,
    }


def test_without_explaining_the_links_still_tell():
    found = example(limit=0)
    assert (found.false_merges, found.misses) == ((), ())
    assert dict(found.false_merges_by_reason) == {"scoring": 1, "clustering": 1}
    assert dict(found.misses_by_reason) == {"review": 1, "clustering": 1, "unexplained": 3}


def test_the_text_counts_by_reason():
    assert str(example()).splitlines() == [
        "2 false merges",
        "         1  scoring: the pair itself scored as a match",
        "         1  clustering: other records connect them",
        "5 misses",
        "         2  blocking: no blocking rule brought them together",
        "         1  scoring: they do not agree enough",
        "         1  review: a possible match, left for review",
        "         1  clustering: they match, and the clustering kept them apart",
    ]


def test_errors_go_into_a_frame():
    frame = example(limit=1).to_frame()
    assert list(frame.columns) == ["error", "left", "right", "reason", "probability", "path"]
    assert frame["error"].tolist() == ["false merge", "miss"]
    assert frame["left"].tolist() == ["crm:0", "crm:3"]


def test_a_right_result_has_no_errors():
    found = evaluate.errors(result_of("aab"), truth_of("xxy"))
    assert (found.false_merges, found.misses) == ((), ())
    assert (found.n_false_merges, found.n_misses) == (0, 0)
    assert len(found.to_frame()) == 0


def test_a_negative_limit_is_an_error():
    with pytest.raises(ConfigurationError, match="from 0 on"):
        evaluate.errors(result_of("aa"), truth_of("xx"), limit=-1)


def test_a_record_without_a_truth_is_an_error():
    with pytest.raises(UnknownRecordError, match="crm:1"):
        evaluate.errors(result_of("aa"), {0: "x"})


@pytest.fixture(scope="module")
def companies():
    sample = cm.datasets.sample()
    rows = [row for row in sample.erp if row["kind"] == "O"]
    linker = cm.Linker(
        kinds={"organisation": "organization_name", "phone": "phone", "e_mail": "email"},
        blocking=(cm.block.on("phone"), cm.block.on("e_mail")),
    )
    table = {"key": "customer_no", "source": "erp"}
    return rows, linker.fit(rows, **table).resolve(rows, **table), sample.truth


def test_a_real_result_tells_its_errors_without_personal_values(companies):
    rows, result, truth = companies
    found = evaluate.errors(result, truth)
    metrics = evaluate.clusters(result, truth)
    assert found.n_false_merges == metrics.found_pairs - metrics.correct_pairs
    assert found.n_misses == metrics.true_pairs - metrics.correct_pairs
    assert found.n_misses > 0
    for e in (*found.false_merges, *found.misses):
        told = result.explain(e.left, e.right)
        assert e.reason in {told.stage, "review"}
        assert e.probability == told.score.probability
    shown = f"{found}{found!r}"
    values = {row[column] for row in rows for column in ("organisation", "phone", "e_mail")}
    assert not any(value in shown for value in values - {""})


def test_a_real_result_can_be_measured_from_labels(companies):
    _, result, truth = companies
    plan = evaluate.sampling_plan(result, 10_000)
    labels = {(p.left, p.right): truth[str(p.left)] == truth[str(p.right)] for p in plan.pairs}
    found, exact = evaluate.from_labels(plan, labels), evaluate.clusters(result, truth)
    assert found.precision.value == pytest.approx(exact.precision)
    assert found.recall.value >= exact.recall
    seen = sum(labels.values()) / exact.true_pairs
    whole = evaluate.from_labels(plan, labels, pairs_completeness=seen)
    assert whole.f1.value == pytest.approx(exact.f1)
