"""A golden record's lineage as a table: it says what the traces say, and masks by default."""

import datetime as dt

import pytest

import custmdm as cm
from custmdm.errors import ConfigurationError
from tests.steward.world import rec


def rows_of(picture):
    return picture.to_frame().to_dict("records")


@pytest.fixture(scope="module")
def largest(shop):
    return max(shop[1].clusters, key=lambda c: len(c.members)).members[0]


def test_winners_and_losers_are_those_of_the_traces(shop, largest):
    rows = rows_of(cm.charts.lineage(shop[1], largest, masked=False))
    golden = shop[1].golden_of(largest)
    for trace in golden.lineage.values():
        of_field = [row for row in rows if row["field"] == trace.path]
        won = {row["record"] for row in of_field if row["outcome"] == "won"}
        assert won == set(map(str, trace.records))
        lost = [row for row in of_field if row["outcome"] == "lost"]
        assert [row["record"] for row in lost] == [str(one.claim.record) for one in trace.removed]
        for row, one in zip(lost, trace.removed, strict=True):
            # The same sentence as the trace itself says.
            assert f"not {row['value']}, from {row['record']}: {row['why']}" in trace.text(
                masked=False
            )
            assert row["observed_at"] == one.claim.observed_at.date().isoformat()
    assert any(row["outcome"] == "lost" for row in rows)


def test_each_element_of_a_collection_has_a_line_of_its_own():
    people = [
        cm.Record(
            cm.RecordId("crm", i), cm.Person(name=cm.PersonName(full="Ann Lee"), phones=phones)
        )
        for i, phones in enumerate([("+14155550101", "+14155550102"), ("+14155550102",)])
    ]
    result = cm.resolve(
        people, constraints=[cm.Always(cm.RecordId("crm", 0), cm.RecordId("crm", 1))]
    )
    rows = rows_of(cm.charts.lineage(result, "crm:0", masked=False))
    phones = [
        (row["record"], row["value"], row["outcome"]) for row in rows if row["field"] == "phones"
    ]
    assert phones == [
        ("", "+14155550101", "golden"),
        ("", "+14155550102", "golden"),
        ("crm:0", "+14155550101", "won"),
        ("crm:0", "+14155550102", "won"),
        ("crm:1", "+14155550102", "won"),
    ]


def test_values_are_masked_by_their_kinds(shop, largest):
    golden = shop[1].golden_of(largest)
    email = golden.data["email"]
    masked = cm.charts.lineage(shop[1], largest)
    by_kind = {row["field"]: row["value"] for row in rows_of(masked)}
    assert by_kind["email"] == email[0] + "***@" + email.partition("@")[2]
    assert email not in masked.to_svg()
    assert rows_of(cm.charts.lineage(golden)) == rows_of(masked)


def test_all_of_it_is_in_the_language_asked_for(shop, largest):
    drawn = cm.charts.lineage(shop[1], largest, locale="zh").to_svg()
    assert "黄金记录" in drawn
    assert "olden record" not in drawn


def test_a_typed_golden_record_knows_its_kinds():
    person = cm.Person(name=cm.PersonName(full="Ann Lee"), phones=("+14155550101", "12"))
    result = cm.resolve([cm.Record(cm.RecordId("crm", 1), person)])
    alone = rows_of(cm.charts.lineage(result.golden[0]))
    assert alone == rows_of(cm.charts.lineage(result, "crm:1"))
    golden = [(row["field"], row["value"]) for row in alone if row["outcome"] == "golden"]
    # A mask is for standard values: "12" is none.
    assert golden == [("name", "A*** L***"), ("phones", "+141****0101"), ("phones", "***")]


def test_a_pinned_value_has_no_winner_and_is_hidden():
    pinned = cm.model.Trace("email", (), ("pinned",), (), "ann@x.org")
    golden = cm.GoldenRecord("g", cm.Person(), {"email": pinned}, (rec("a"),))
    (row,) = rows_of(cm.charts.lineage(golden))
    assert (row["value"], row["outcome"], row["why"]) == ("***", "golden", "pinned")


def test_what_fills_a_part_is_said_in_both_languages():
    won, other = (
        cm.model.Claim(value, rec(key), dt.datetime(2024, 5, day))
        for value, key, day in ((("1 High St", None), "a", 2), (("1 High St", "Leeds"), "b", 1))
    )
    lost = cm.model.Removed(other, "most_recent", 1.0, "days")
    filled = (cm.model.Filled("city", "Leeds", other),)
    trace = cm.model.Trace(
        "street + city", (won,), ("most_recent",), (lost,), ("1 High St", "Leeds"), filled
    )
    golden = cm.GoldenRecord("g", {}, {"street": trace, "city": trace}, (rec("a"), rec("b")))
    for locale, said in (
        ("en", "most_recent, 1 day behind; fills city"),
        ("zh", "最近更新，相差 1 天；补 city"),
    ):
        rows = rows_of(cm.charts.lineage(golden, masked=False, locale=locale))
        assert [row["why"] for row in rows if row["outcome"] == "lost"] == [said]


def test_of_a_result_a_record_must_be_named(shop):
    with pytest.raises(ConfigurationError, match="name a record"):
        cm.charts.lineage(shop[1])


@pytest.mark.slow
def test_the_page_shows_the_table_and_runs_no_script_in_a_name(browser, tmp_path):
    rows = [
        {"id": i, "name": name, "at": f"2024-01-0{i}"}
        for i, name in ((1, "</script><script>document.title='run'</script>"), (2, "张三"))
    ]
    said = [cm.Always(cm.RecordId("crm", 1), cm.RecordId("crm", 2))]
    table = {"key": "id", "source": "crm", "kinds": {"name": "text"}, "updated_at": "at"}
    result = cm.resolve(rows, constraints=said, **table)
    browser.show(cm.charts.lineage(result, "crm:1", masked=False).to_html(), tmp_path)
    shown = browser.run("return document.querySelector('svg').textContent")
    assert "✓ 张三" in shown
    assert "× </script>" in shown
    assert browser.run("return document.title").startswith("Golden record")
    assert browser.complaints() == []
    browser.screenshot("lineage")
