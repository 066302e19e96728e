"""The steps of a pair add up to its score, and the words are those of the explanation."""

import math

import pytest

import custmdm as cm
from custmdm.model import MatchScore, RecordId


@pytest.fixture(scope="module")
def told(shop):
    pair = shop[1].review[0]
    return shop[1].explain(pair.left, pair.right)


def test_the_steps_add_up_to_the_score(told):
    table = cm.charts.waterfall(told).table
    assert sum(table["bits"][:-1]) == pytest.approx(told.score.weight)
    assert table["end"][-2] == pytest.approx(table["end"][-1])
    assert table["start"][1:-1].tolist() == table["end"][:-2].tolist()
    assert table["bits"][-1] == told.score.weight
    assert table["probability"][-1] == told.score.probability


def test_each_field_that_can_be_compared_is_a_step_and_no_other(told):
    compared = {c.comparison: c.weight for c in told.score.contributions if c.level >= 0}
    table = cm.charts.waterfall(told).table
    steps = dict(zip(table["step"][1:-1], table["bits"][1:-1], strict=True))
    assert steps == compared
    assert 0 < len(compared) < len(told.score.contributions)
    sizes = [abs(bits) for bits in steps.values()]
    assert sizes == sorted(sizes, reverse=True)


def test_what_would_change_the_verdict_stands_below_the_title(told):
    lines = cm.charts.waterfall(told).spec["title"]["subtitle"]
    assert lines[0] == str(told).split("\n")[0]
    turning = [c for c in told.changes if c.code == "level"]
    assert turning
    for change in turning:
        assert any(line.startswith(f"{change.added:+.2f} {change.comparison}: ") for line in lines)


def test_both_thresholds_are_drawn_where_they_have_a_weight(told):
    def names(thresholds):
        svg = cm.charts.waterfall(told, thresholds=thresholds).to_svg()
        return [name for name in ("match 0.9", "match 1", "possible 0.2") if f">{name}<" in svg]

    assert names(cm.Thresholds(match=0.9, possible=0.2)) == ["match 0.9", "possible 0.2"]
    assert names(cm.Thresholds(match=1.0, possible=0.2)) == ["possible 0.2"]


def test_a_score_alone_is_drawn_without_a_verdict(shop, told):
    picture = cm.charts.waterfall(told.score)
    assert list(picture.table["bits"]) == list(cm.charts.waterfall(told).table["bits"])
    assert not any("customer" in line for line in picture.spec["title"]["subtitle"])


def test_a_pair_with_nothing_to_compare_is_its_prior():
    table = cm.charts.waterfall(MatchScore(-3.0, MatchScore.probability_of(-3.0))).table
    assert table["bits"].tolist() == [-3.0, -3.0]
    assert math.isclose(table["probability"][0], 1 / 9)


def test_records_of_two_types_are_told_not_drawn():
    told = cm.Explanation.of_types(RecordId("crm", 1), RecordId("erp", 1))
    assert "records of different types" in cm.charts.waterfall(told).to_svg()


def test_a_field_named_like_a_script_stays_text(told):
    contribution = cm.model.Contribution('<script>alert("1")</script>', 1, "equal", 2.0)
    picture = cm.charts.waterfall(MatchScore(1.0, 2 / 3, (contribution,)))
    assert "<script>alert" not in picture.to_svg()


@pytest.mark.slow
def test_the_page_shows_chinese_without_a_complaint(told, browser, tmp_path):
    browser.show(cm.charts.waterfall(told, locale="zh").to_html(), tmp_path)
    assert "匹配概率" in browser.run("return document.body.textContent")
    assert browser.complaints() == []
    browser.screenshot("waterfall_zh")
