"""The curve is evaluate's, and the exact one agrees with the links of the result."""

import numpy as np
import pytest

import custmdm as cm
from custmdm.datasets import sample


@pytest.fixture(scope="module")
def truth():
    return sample().truth


@pytest.fixture(scope="module")
def labelled(shop, truth):
    plan = cm.evaluate.sampling_plan(shop[1], 40, seed=1)
    pairs = ((str(pair.left), str(pair.right)) for pair in plan.pairs)
    return plan, {(left, right): truth[left] == truth[right] for left, right in pairs}


def test_the_table_is_that_of_over_thresholds(shop, labelled):
    found = cm.charts.precision_recall(shop[1], *labelled).to_frame()
    wanted = cm.evaluate.over_thresholds(shop[1], *labelled).to_frame()
    assert len(found) == 101
    assert found.equals(wanted)


def test_the_truth_gives_what_counting_the_kept_pairs_gives(shop, truth):
    (part,) = shop[1].tables
    ids = [str(record) for record in part.table.ids]
    true = np.array(
        [truth[ids[a]] == truth[ids[b]] for a, b in zip(part.left, part.right, strict=True)]
    )
    sizes = np.unique([truth[name] for name in ids], return_counts=True)[1]
    wanted = int((sizes * (sizes - 1) // 2).sum())
    frame = cm.charts.precision_recall(shop[1], truth=truth).to_frame()
    for row in frame.to_dict("records"):
        linked = part.weight >= row["weight"]
        assert row["n_links"] == linked.sum()
        assert row["precision"] == pytest.approx(true[linked].mean())
        assert row["recall"] == pytest.approx((true & linked).sum() / wanted)
        assert row["f1_low"] == row["f1"] == row["f1_high"]


def test_labels_of_all_pairs_give_the_exact_curve_but_for_pairs_nobody_saw(shop, truth):
    result = shop[1]
    plan = cm.evaluate.sampling_plan(result, 100_000)
    pairs = ((str(pair.left), str(pair.right)) for pair in plan.pairs)
    labels = {(left, right): truth[left] == truth[right] for left, right in pairs}
    known = cm.evaluate.clusters(result, truth)
    completeness = sum(labels.values()) / known.true_pairs
    found = cm.evaluate.over_thresholds(result, plan, labels, pairs_completeness=completeness)
    exact = cm.evaluate.over_thresholds(result, truth=truth)
    for one, other in zip(found.points, exact.points, strict=True):
        for name in ("precision", "recall", "f1"):
            assert getattr(one, name).value == pytest.approx(getattr(other, name).value)
    assert 0.9 < completeness < 1.0


def test_the_thresholds_and_the_number_of_labels_are_on_it(shop, labelled, truth):
    drawn = cm.charts.precision_recall(shop[1], *labelled).to_svg()
    (thresholds,) = shop[1].thresholds
    assert f"match {thresholds.match:g}" in drawn
    assert f"possible {thresholds.possible:g}" in drawn
    assert f"From {len(labelled[1])} labels" in drawn
    assert "Exact, against the truth" in cm.charts.precision_recall(shop[1], truth=truth).to_svg()


def test_without_a_pair_it_is_an_empty_picture():
    result = cm.resolve([], kinds={"name": "person_name"})
    picture = cm.charts.precision_recall(result, truth={})
    assert len(picture.to_frame()) == 0
    assert "no pair was kept" in picture.to_svg()


@pytest.mark.slow
def test_the_page_shows_bands_and_numbers(shop, labelled, browser, tmp_path):
    browser.show(cm.charts.precision_recall(shop[1], *labelled).to_html(), tmp_path)
    assert browser.run("return document.querySelectorAll('.mark-area path').length") >= 3
    browser.point_at(".mark-symbol path")
    told = browser.run("return document.querySelector('#vg-tooltip-element').innerText")
    assert "threshold, bits" in told
    assert browser.complaints() == []
    browser.screenshot("precision_recall")
