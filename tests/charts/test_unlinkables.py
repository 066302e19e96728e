"""The records that cannot be linked, counted by scoring each against itself."""

import numpy as np
import pytest

import custmdm as cm


def test_counts_are_those_of_scoring_each_record_against_itself(shop):
    (part,) = shop[1].tables
    rows = range(len(part.table))
    scores = np.round([part.matching.score_rows(part.table, i, i).weight for i in rows], 9)
    frame = cm.charts.unlinkables(shop[1]).to_frame()
    assert len(frame) == 101
    for row in frame.to_dict("records")[::10]:
        assert row["records"] == (scores < row["weight"]).sum()
        assert row["share"] == row["records"] / len(scores)
    short = (scores < cm.MatchScore.weight_of(part.matching.thresholds.match)).sum()
    assert f"{short:,} of {len(scores):,} records" in cm.charts.unlinkables(shop[1]).to_svg()
    assert short > 0


def test_a_record_that_says_nothing_is_linked_with_nothing():
    rows = [{"name": "Ann Lee", "phone": "+14155550101"}, {"name": None, "phone": None}]
    kinds = {"name": "person_name", "phone": "phone"}
    drawn = cm.charts.unlinkables(cm.resolve(rows, kinds=kinds)).to_svg()
    assert "1 of 2 records, 50.0 %" in drawn


def test_the_match_threshold_is_among_the_thresholds_even_of_one_record():
    result = cm.resolve([{"name": "Ann Lee"}], kinds={"name": "person_name"})
    weights = cm.charts.unlinkables(result).table["weight"]
    cut = cm.MatchScore.weight_of(result.thresholds[0].match)
    assert min(weights) <= cut <= max(weights)
    assert min(weights) < max(weights)


def test_without_records_it_is_an_empty_picture():
    picture = cm.charts.unlinkables(cm.resolve([], kinds={"name": "person_name"}))
    assert len(picture.to_frame()) == 0
    assert "0 of 0 records" in picture.to_svg()


@pytest.mark.slow
def test_the_page_draws_without_a_complaint(shop, browser, tmp_path):
    browser.show(cm.charts.unlinkables(shop[1]).to_html(), tmp_path)
    assert browser.run("return document.querySelectorAll('.mark-area path').length") > 0
    assert browser.complaints() == []
    browser.screenshot("unlinkables")
