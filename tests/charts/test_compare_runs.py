"""Every customer of two runs is unchanged, joined, split or rearranged, and counted once."""

from types import SimpleNamespace

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import custmdm as cm
from custmdm.datasets import sample
from custmdm.evaluate import compare
from custmdm.model import Crosswalk, RecordId


def run(groups):
    ids = {RecordId("crm", i): f"g{group}" for i, group in enumerate(groups)}
    return SimpleNamespace(crosswalk=Crosswalk(ids))


def counts(table):
    both = zip(table["customers_one"], table["customers_other"], strict=True)
    return dict(zip(table["change"], both, strict=True))


def test_each_sort_of_change_is_told():
    one, other = run("aabbcddeef"), run("aabbbddxyy")
    picture = cm.charts.compare_runs(one, other)
    assert counts(picture.table) == {
        "unchanged": (2, 2), "joined": (2, 1), "split": (0, 0), "rearranged": (2, 2),
    }  # fmt: skip
    turned = cm.charts.compare_runs(other, one)
    assert counts(turned.table)["split"] == (1, 2)
    assert turned.table["examples"][2] == ["crm:2, crm:3, crm:4 → crm:2, crm:3 | crm:4"]


# Each is drawn, which takes its time.
@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_every_customer_and_record_is_counted_once(pairs):
    one, other = run([a for a, _ in pairs]), run([b for _, b in pairs])
    table = cm.charts.compare_runs(one, other).table
    assert table["customers_one"].sum() == len(set(one.crosswalk.ids.values()))
    assert table["customers_other"].sum() == len(set(other.crosswalk.ids.values()))
    assert table["records"].sum() == len(pairs)
    changes = compare(one, other)
    found = counts(table)
    assert found["unchanged"][0] == found["unchanged"][1]
    # The clusters that evaluation finds split, or joined, are among those that changed.
    assert found["split"][0] <= len(changes.split) <= found["split"][0] + found["rearranged"][0]
    assert found["joined"][1] <= len(changes.joined) <= found["joined"][1] + found["rearranged"][1]


def test_two_runs_that_agree_say_that_nothing_changed(shop):
    picture = cm.charts.compare_runs(shop[1], shop[1])
    assert counts(picture.table)["unchanged"] == (len(shop[1].clusters),) * 2
    assert "no customer changed" in picture.to_svg()


def test_examples_name_records_by_id_only(shop):
    linker, result = shop
    strict = evolve(linker, thresholds=cm.Thresholds(match=0.999, possible=0.5))
    other = strict.resolve(sample().shop, key="account", source="shop", updated_at="updated")
    picture = cm.charts.compare_runs(result, other, examples=2)
    assert counts(picture.table)["split"][0] > 2
    assert [len(found) for found in picture.table["examples"]] == [0, 0, 2, 0]
    svg = picture.to_svg()
    assert "shop:u5" in svg
    values = {row[name] for row in sample().shop for name in ("name", "email", "phone")}
    assert not [value for value in values if len(value) > 1 and value in svg]


def test_a_large_customer_is_not_spelled_out():
    picture = cm.charts.compare_runs(run(range(9)), run([0] * 9))
    assert picture.table["examples"][1] == ["9 customers → 1 customer, 9 records with crm:0"]


def test_two_results_of_other_records_are_not_compared():
    with pytest.raises(cm.ConfigurationError, match="the same records"):
        cm.charts.compare_runs(run("ab"), run("abc"))


@pytest.mark.slow
def test_the_page_shows_ids_as_text_without_a_complaint(browser, tmp_path):
    ids = [RecordId("crm", '<script>document.title="ran"</script>'), RecordId("crm", "张\"'&")]
    one, other = (SimpleNamespace(crosswalk=Crosswalk(dict(zip(ids, g, strict=True))))
                  for g in ("ab", "aa"))  # fmt: skip
    browser.show(cm.charts.compare_runs(one, other).to_html(), tmp_path)
    assert browser.run("return document.title") == "What changed for the customers"
    drawn = browser.run("return document.querySelector('svg').textContent")
    assert '<script>document.title="ran"</script>' in drawn
    assert browser.complaints() == []
    browser.screenshot("compare_runs")
