"""The bins hold the links and the pairs to review, each once."""

import json
import re

import numpy as np
import pytest
from attrs import evolve

import custmdm as cm
from custmdm.model import MatchScore


def pairs_of(table, start):
    return sum(n for sort, n in zip(table["sort"], table["pairs"], strict=True)
               if sort.startswith(start))  # fmt: skip


def test_the_bins_hold_every_kept_pair_once(shop):
    result = shop[1]
    table = cm.charts.score_distribution(result).table
    assert pairs_of(table, "links") == len(result.links) > 0
    assert pairs_of(table, "to review") == len(result.review) > 0
    assert table["pairs"].sum() == sum(len(part.weight) for part in result.tables)


def test_a_bin_ends_at_the_match_threshold(shop):
    result = shop[1]
    picture = cm.charts.score_distribution(result)
    cut = MatchScore.weight_of(result.thresholds[0].match)
    of_links = [low for low, sort in zip(picture.table["low"], picture.table["sort"], strict=True)
                if sort.startswith("links")]  # fmt: skip
    assert min(of_links) >= cut
    assert picture.table["probability_low"] == pytest.approx(1 / (1 + 2.0 ** -picture.table["low"]))
    assert ">match 0.5<" in picture.to_svg()


def test_a_million_pairs_are_a_small_drawing_without_powers_of_ten(shop):
    result, rng = shop[1], np.random.default_rng(0)
    part = result.tables[0]
    weight = np.abs(rng.normal(20.0, 8.0, 1_000_000))
    rows = rng.integers(0, len(part.table), len(weight))
    picture = cm.charts.score_distribution(
        evolve(result, tables=(evolve(part, left=rows, right=rows, weight=weight),))
    )
    assert picture.table["pairs"].sum() == len(weight)
    assert len(picture.table["pairs"]) <= 61
    assert len(svg := picture.to_svg()) < 200_000
    assert ">10,000<" in svg
    assert "e+" not in svg


def test_a_result_without_pairs_says_so():
    result = cm.resolve([{"id": 1, "name": "Ann"}], key="id", kinds={"name": "person_name"})
    picture = cm.charts.score_distribution(result)
    assert picture.to_frame("polars").is_empty()
    assert "no pair was kept" in picture.to_svg()


def test_the_thresholds_are_inside_the_drawing_of_a_single_bin():
    rows = [{"id": i, "name": "Ann Lee", "phone": "+14155550101"} for i in (1, 2)]
    result = cm.resolve(rows, key="id", kinds={"name": "person_name", "phone": "phone"})
    picture = cm.charts.score_distribution(result)
    assert picture.table["pairs"].tolist() == [1]
    domains = re.findall(
        r'"domain": \[(-?[\d.]+), (-?[\d.]+)\], "nice": false', json.dumps(picture.spec)
    )
    low, high = map(float, domains[0])
    cuts = [MatchScore.weight_of(p) for t in result.thresholds for p in (t.match, t.possible)]
    assert low < min(cuts) <= max(cuts) < picture.table["high"][0] <= high


@pytest.mark.slow
def test_the_page_draws_without_a_complaint(shop, browser, tmp_path):
    browser.show(cm.charts.score_distribution(shop[1]).to_html(), tmp_path)
    assert browser.run("return document.querySelectorAll('svg path').length") > 10
    assert browser.complaints() == []
    browser.screenshot("score_distribution")
