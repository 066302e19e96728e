"""The weights drawn are those that were learned, each with an interval."""

import numpy as np
import pytest
from attrs import evolve

import custmdm as cm
from custmdm.evaluate._intervals import share_of


def test_every_level_is_there_or_told_to_be_left_out(shop):
    learned = shop[0].training.to_frame("polars")
    drawn = cm.charts.match_weights(shop[0])
    shown = drawn.to_frame("polars")
    assert sorted(shown["weight"]) == sorted(learned.filter(learned["pairs"] > 0)["weight"])
    left_out = len(learned) - len(shown)
    assert left_out > 0
    assert any(
        line.startswith(f"Left out: {left_out} levels") for line in drawn.spec["title"]["subtitle"]
    )
    whole = cm.charts.match_weights(shop[0], every=True)
    assert sorted(whole.table["weight"]) == sorted(learned["weight"])
    assert not any("Left out" in line for line in whole.spec["title"]["subtitle"])


def test_the_weight_is_the_ratio_of_m_and_u_inside_its_interval(shop):
    table = cm.charts.match_weights(shop[0], every=True).table
    assert table["weight"] == pytest.approx(np.log2(table["m"] / table["u"]))
    for low, value, high in (("low", "weight", "high"), ("m_low", "m", "m_high"),
                             ("u_low", "u", "u_high")):  # fmt: skip
        known = np.isfinite(table[low])
        assert known.sum() > 50
        assert np.all((table[low] < table[value]) & (table[value] < table[high]) | ~known)


def test_an_interval_is_narrower_the_more_matches_were_seen(shop):
    report = shop[0].training

    def more(times):
        comparisons = tuple(
            evolve(c, levels=tuple(evolve(v, matches=v.matches * times) for v in c.levels))
            for c in report.comparisons
        )
        return cm.charts.match_weights(
            evolve(shop[0], training=evolve(report, comparisons=comparisons))
        ).table

    few, many = more(1), more(100)
    width = [t["high"] - t["low"] for t in (few, many)]
    assert np.all(width[1] <= width[0])
    assert many["few"].sum() < few["few"].sum()


def test_the_interval_of_m_is_that_of_a_share_of_the_expected_matches(shop):
    phone = next(c for c in shop[0].training.comparisons if c.name == "phone")
    matches = sum(level.matches for level in phone.levels)
    found = share_of(phone.best.m * matches, matches)
    frame = cm.charts.match_weights(shop[0]).to_frame("polars")
    row = frame.filter((frame["comparison"] == "phone") & (frame["label"] == "equal")).row(
        0, named=True
    )
    assert (row["m_low"], row["m_high"]) == pytest.approx((found.low, found.high))


def test_one_record_gives_a_picture_without_intervals():
    linker = cm.Linker(kinds={"name": "person_name"}).fit([{"name": "Ann"}])
    empty = cm.charts.match_weights(linker)
    assert empty.to_frame("polars").is_empty()
    assert "no pair was compared" in empty.to_svg()
    picture = cm.charts.match_weights(linker, every=True)
    assert np.isnan(picture.table["low"]).all()
    assert picture.to_svg().startswith("<svg")


def test_a_linker_that_was_not_fitted_is_told_to_fit():
    with pytest.raises(cm.NotTrainedError, match="fit first"):
        cm.charts.match_weights(cm.Linker(kinds={"name": "person_name"}))
