"""Two models are compared level by level."""

import numpy as np
import pytest

import custmdm as cm
from custmdm.datasets import sample
from tests.charts.conftest import SHOP_KINDS


@pytest.fixture(scope="module")
def other():
    kinds = {name: kind for name, kind in SHOP_KINDS.items() if name != "birthday"}
    return cm.Linker(kinds=kinds).fit(sample().shop[:300], key="account")


def weights(linker):
    learned = linker.training.to_frame("polars")
    return {(c, label): w for c, label, w in learned.select("comparison", "label", "weight").rows()}


def test_each_weight_is_that_of_its_own_model(shop, other):
    table = cm.charts.compare_models(shop[0], other, every=True).table
    for name, linker in (("one", shop[0]), ("other", other)):
        keys = zip(table["comparison"], table["label"], strict=True)
        drawn = {key: w for key, w in zip(keys, table[name], strict=True) if not np.isnan(w)}
        assert drawn == weights(linker)
    both = ~np.isnan(table["difference"])
    assert table["difference"][both] == pytest.approx((table["other"] - table["one"])[both])
    assert 0 < both.sum() < len(both)


def test_turned_round_it_says_the_opposite(shop, other):
    frames = [cm.charts.compare_models(*pair, every=True).to_frame("polars")
              for pair in ((shop[0], other), (other, shop[0]))]  # fmt: skip
    told = [dict(zip(zip(f["comparison"], f["label"], strict=True), f["difference"], strict=True))
            for f in frames]  # fmt: skip
    assert told[0].keys() == told[1].keys()
    for key, difference in told[0].items():
        assert difference == pytest.approx(-told[1][key], nan_ok=True)


def test_levels_that_neither_has_pairs_of_are_left_out_and_counted(shop, other):
    shown = cm.charts.compare_models(shop[0], other)
    table = shown.table
    assert (table["pairs_one"] + table["pairs_other"] > 0).all()
    whole = cm.charts.compare_models(shop[0], other, every=True)
    left_out = len(whole.table["label"]) - len(table["label"])
    assert f"Left out: {left_out} levels that no pair has." in shown.spec["title"]["subtitle"]


def test_both_models_are_fitted(shop):
    with pytest.raises(cm.NotTrainedError, match="fit first"):
        cm.charts.compare_models(shop[0], cm.Linker(kinds=SHOP_KINDS))


@pytest.mark.slow
def test_the_page_draws_without_a_complaint(shop, other, browser, tmp_path):
    browser.show(cm.charts.compare_models(shop[0], other).to_html(), tmp_path)
    assert browser.run("return document.querySelectorAll('svg path').length") > 10
    assert browser.complaints() == []
    browser.screenshot("compare_models")
