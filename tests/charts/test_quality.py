"""The values of each source and field by status, counted as one record after the other would."""

from collections import Counter

import pytest

import custmdm as cm
from custmdm.datasets import sample
from custmdm.kinds import get


def counts_of(picture):
    frame = picture.to_frame()
    rows = zip(frame["source"], frame["field"], frame["status"], frame["count"], strict=True)
    return {row[:3]: row[3] for row in rows}


def test_counts_are_those_of_each_value_by_itself(shop):
    counts = counts_of(cm.charts.quality(shop[1]))
    for column, kind in (("email", "email"), ("birthday", "birth_date"), ("name", "person_name")):
        wanted = Counter(str(get(kind).standardize(row[column]).status) for row in sample().shop)
        found = {status: n for (_, field, status), n in counts.items() if field == column and n}
        assert found == wanted
    assert len(wanted) > 2


def test_each_of_many_values_counts_and_a_record_without_one_once():
    people = [
        cm.Record(cm.RecordId(source, i), cm.Person(phones=phones))
        for i, (source, phones) in enumerate(
            [("crm", ("+14155550101", "n/a", "+14155550102")), ("crm", ()), ("web", ("12",))]
        )
    ]
    counts = counts_of(cm.charts.quality(cm.resolve(people)))
    assert {key[::2]: n for key, n in counts.items() if key[1] == "phones" and n} == {
        ("crm", "valid"): 2,
        ("crm", "placeholder"): 1,
        ("crm", "missing"): 1,
        ("web", "invalid"): 1,
    }


def test_shares_add_up_and_the_table_has_every_status(shop):
    frame = cm.charts.quality(shop[1]).to_frame()
    sums = frame.groupby(["source", "field"]).agg({"share": "sum", "status": "nunique"})
    assert sums["share"].tolist() == pytest.approx([1.0] * len(sums))
    assert set(sums["status"]) == {5}


def test_two_types_of_records_keep_their_fields_apart():
    records = [
        cm.Record(cm.RecordId("crm", 1), cm.Person(phones=("+14155550101",))),
        cm.Record(cm.RecordId("crm", 2), cm.Organization()),
    ]
    counts = counts_of(cm.charts.quality(cm.resolve(records)))
    assert counts["crm", "Person: phones", "valid"] == 1
    assert counts["crm", "Organization: phones", "missing"] == 1


def test_nothing_to_count_is_a_picture_too():
    empty = cm.charts.quality(cm.resolve([], kinds={"name": "person_name"}))
    assert set(empty.to_frame()["count"]) == {0}
    assert "1 field without a value in any source" in empty.to_svg()


def test_one_wrong_value_of_many_is_not_rounded_away():
    rows = [{"name": "Ann Lee", "phone": f"+1415555{i:04}"} for i in range(299)]
    rows.append({"name": "Ann Lee", "phone": "12"})
    kinds = {"name": "category", "phone": "phone"}
    drawn = cm.charts.quality(cm.resolve(rows, kinds=kinds)).to_svg()
    assert ">99 %<" in drawn


@pytest.mark.slow
def test_the_page_shows_names_of_fields_as_text(browser, tmp_path):
    field = "<script>document.title='run'</script>.姓名[0]"
    result = cm.resolve([{field: "张三"}], kinds={field: "person_name"}, source="客户'\"")
    browser.show(cm.charts.quality(result).to_html(), tmp_path)
    shown = browser.run(
        "return document.body.innerText + document.querySelector('svg').textContent"
    )
    assert field in shown
    assert "客户'\"" in shown
    assert browser.run("return document.title") == "What the sources say, and how well"
    assert browser.complaints() == []
    browser.screenshot("quality")
