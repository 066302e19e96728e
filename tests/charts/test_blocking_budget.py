"""A rule costs and finds what the plan says, and no key of a block is readable."""

import pytest
from attrs import evolve

import custmdm as cm
from custmdm.datasets import sample
from tests.charts.conftest import SHOP_KINDS

RULES = tuple(cm.block.on(name) for name in ("email", "phone", "town", "name"))


@pytest.fixture(scope="module")
def linker():
    return cm.Linker(kinds=SHOP_KINDS, blocking=RULES, max_block=20)


@pytest.fixture(scope="module")
def plan(linker):
    return linker.plan(sample().shop, key="account")


def test_a_rule_costs_and_finds_what_the_plan_says(plan):
    drawn = cm.charts.blocking_budget(plan).to_frame("polars").sort("rule")
    said = plan.to_frame("polars").sort("rule")
    for name in ("rule", "pairs", "alone", "matches", "matches_alone", "split", "dropped"):
        assert drawn[name].to_list() == said[name].to_list()


def test_what_is_lost_without_a_rule_is_what_a_plan_without_it_does_not_find(linker):
    # What a split key is split by hangs on the other rules: here none is.
    fitted = evolve(linker, max_block=200).fit(sample().shop, key="account")
    plan = fitted.plan(sample().shop, key="account")
    rows = cm.charts.blocking_budget(plan).to_frame("polars")
    for lost, rule in enumerate(RULES):
        without = evolve(fitted, blocking=(*RULES[:lost], *RULES[lost + 1 :]))
        fewer = without.plan(sample().shop, key="account")
        row = rows.row(rows["rule"].to_list().index(str(rule)), named=True)
        assert fewer.matches == pytest.approx(plan.matches * (1.0 - row["lost"]))
        assert fewer.pairs == plan.pairs - row["alone"]


def test_the_rules_that_bring_least_are_left_out_and_counted(plan):
    picture = cm.charts.blocking_budget(plan, limit=2)
    assert sorted(picture.table["rule"]) == ["email", "town"]
    assert "Left out: 2 rules with less." in picture.spec["title"]["subtitle"]


def test_no_value_of_a_record_is_in_the_picture(plan):
    assert any("***" in block for block in cm.charts.blocking_budget(plan).table["largest"])
    svg = cm.charts.blocking_budget(plan).to_svg()
    values = {row[name] for row in sample().shop for name in ("email", "phone", "town", "name")}
    assert not [v for v in values if len(v) > 4 and not v.isdigit() and v in svg]


def test_one_record_gives_a_picture():
    plan = cm.Linker(kinds={"name": "person_name"}).plan([{"id": 1, "name": "Ann"}], key="id")
    picture = cm.charts.blocking_budget(plan)
    assert set(picture.table["lost"].tolist()) == {0.0}
    assert picture.to_svg().startswith("<svg")


@pytest.mark.slow
def test_the_page_draws_without_a_complaint(plan, browser, tmp_path):
    browser.show(cm.charts.blocking_budget(plan).to_html(), tmp_path)
    assert browser.run("return document.querySelectorAll('svg path').length") > 10
    assert browser.complaints() == []
    browser.screenshot("blocking_budget")
