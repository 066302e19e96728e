"""What training estimated is drawn as it is in the report, and how it got there round by round."""

import json

import numpy as np
import pytest
from attrs import evolve

import custmdm as cm


@pytest.fixture(scope="module")
def linker(shop):
    return shop[0]


def test_m_and_u_are_those_of_the_report(linker):
    learned = linker.training.to_frame("polars")
    table = cm.charts.training(linker, every=True).table
    drawn = zip(table["comparison"], table["level"], table["m"], table["u"], strict=True)
    assert sorted(drawn) == sorted(learned.select("comparison", "level", "m", "u").iter_rows())


def test_m_of_what_can_be_compared_alike_sums_to_one(linker):
    table = cm.charts.training(linker, every=True).table
    m = table["m"][np.array(table["comparison"]) == "phone"]
    assert m.sum() == pytest.approx(1.0)


def test_the_path_ends_where_training_ended(linker):
    report = linker.training
    frame = cm.charts.training_path(linker).to_frame("polars")
    assert len(report.path) == report.rounds == frame["round"].max() > 1
    last = frame.filter(frame["round"] == report.rounds)
    best = {c.name: c.best.m for c in report.comparisons}
    assert dict(last.select("comparison", "m").iter_rows()) == pytest.approx(best, rel=1e-3)
    assert report.path[-1].moved == pytest.approx(report.moved, rel=1e-3)
    assert report.path[-1].matches == pytest.approx(report.matches, rel=1e-3)


def test_a_saved_linker_keeps_the_path_and_an_earlier_one_has_none(linker):
    document = json.loads(linker.to_json())
    assert cm.Linker.from_json(json.dumps(document)).training == linker.training
    document["version"] = 3
    del document["training"]["path"]
    earlier = cm.Linker.from_json(json.dumps(document))
    assert evolve(earlier.training, path=linker.training.path) == linker.training
    picture = cm.charts.training_path(earlier)
    assert "no round of this training was kept" in picture.to_svg()
    assert picture.to_frame("polars").is_empty()


def test_a_linker_that_was_not_fitted_is_told_to_fit():
    for draw in (cm.charts.training, cm.charts.training_path):
        with pytest.raises(cm.NotTrainedError, match="fit first"):
            draw(cm.Linker(kinds={"name": "person_name"}))


@pytest.mark.slow
@pytest.mark.parametrize("draw", [cm.charts.training, cm.charts.training_path])
def test_the_page_draws_without_a_complaint(draw, linker, browser, tmp_path):
    browser.show(draw(linker).to_html(), tmp_path)
    assert browser.run("return document.querySelectorAll('svg path').length") > 10
    assert browser.complaints() == []
    browser.screenshot(draw.__name__)
