"""Values of one record are held against each other, and values of all records too."""

import pandas as pd
import pytest

import custmdm as cm
from custmdm import PostalAddress

ID = "11010519491231002X"  # born 1949-12-31, female, given out in Beijing


def codes_of(row: dict[str, object], kinds: dict[str, str]) -> set[str]:
    return {issue.code for issue in cm.standardize([row], kinds=kinds).issues}


@pytest.mark.parametrize(
    ("other", "value", "code"),
    [
        ("birth_date", "1949-12-31", None),
        ("birth_date", "1949", None),
        ("birth_date", "1950-12-31", "national_id.birth_date_differs"),
        ("gender", "女", None),
        ("gender", "男", "national_id.gender_differs"),
        ("gender", "other", None),
    ],
)
def test_an_id_is_held_against_the_record(other: str, value: str, code: str | None) -> None:
    found = codes_of({"id": ID, "o": value}, {"id": "national_id", "o": other})
    assert {c for c in found if c.startswith("national_id.")} == ({code} if code else set())


@pytest.mark.parametrize(
    ("country", "differs"), [("CN", False), ("China", False), ("GB", True), ("", False)]
)
def test_a_phone_is_held_against_the_country(country: str, differs: bool) -> None:
    found = codes_of({"p": "+8613812345678", "c": country}, {"p": "phone", "c": "country"})
    assert ("phone.country_differs" in found) is differs


@pytest.mark.parametrize(
    ("phone", "place", "differs"),
    [
        ("+8675526770000", "广东省深圳市南山区科技路1号", False),
        ("+861062770334", "广东省深圳市南山区科技路1号", True),
        ("+861062770334", "北京海淀中关村", False),
        ("+8613812345678", "广东省深圳市南山区科技路1号", False),
        ("+442079460018", "广东省深圳市南山区科技路1号", False),
    ],
)
def test_an_area_code_is_held_against_the_city(phone: str, place: str, differs: bool) -> None:
    found = codes_of({"p": phone, "a": place}, {"p": "phone", "a": "postal_address"})
    assert ("phone.area_differs" in found) is differs


def test_a_credit_code_is_held_against_the_name() -> None:
    kinds = {"code": "organization_id", "name": "organization_name"}
    row = {"code": "92340621MA2PBN1H1T", "name": "腾远科技有限公司"}
    assert "organization_id.sort_differs" in codes_of(row, kinds)
    assert "organization_id.sort_differs" not in codes_of(row | {"name": "腾远商行"}, kinds)


def test_the_issue_names_row_and_both_fields() -> None:
    rows = [
        {"id": ID, "born": "1949-12-31"},
        {"id": ID, "born": "1949-12-30"},
        {"id": None, "born": "1949-12-30"},
    ]
    kinds = {"id": "national_id", "born": "birth_date"}
    (issue,) = cm.standardize(rows, kinds=kinds).issues
    assert (issue.row, issue.path) == (1, "id")
    assert issue.text() == "id: encodes another birth date than born holds"
    assert issue.text("zh") == "id：所含出生日期与 born 不一致"
    assert ID not in repr(issue)


def test_one_of_several_values_that_agrees_is_enough() -> None:
    british = PostalAddress(country="GB")
    chinese = PostalAddress(country="CN")

    def codes(*addresses: PostalAddress) -> list[str]:
        person = cm.Person(phones=("+8613812345678",), addresses=addresses)
        record = cm.Record(cm.RecordId("crm", 1), person)
        return [issue.code for issue in cm.standardize([record]).issues]

    assert codes(british) == ["phone.country_differs"]
    assert codes(british, chinese) == []
    assert codes() == []


def table(names: list[str]) -> pd.DataFrame:
    phones = [f"138{i:08d}" for i in range(1, len(names))]
    return pd.DataFrame({"name": names, "tel": ["010-62770334", *phones]})


def shared(frame: pd.DataFrame) -> list[int | None]:
    context = cm.Context(country="CN")
    kinds = {"name": "person_name", "tel": "phone"}
    found = cm.standardize(frame, kinds=kinds, context=context)
    return [issue.row for issue in found.issues if issue.code == "value.shared"]


def test_a_switchboard_is_reported_and_a_customer_seen_often_is_not() -> None:
    frame = table([f"Anna Number{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(60)])
    assert shared(frame) == []
    frame.loc[:20, "tel"] = "010-62770334"
    assert shared(frame) == list(range(21))
    frame.loc[:20, "name"] = "Anna Lee"
    assert shared(frame) == []


def test_without_names_it_takes_many_more_records() -> None:
    def rows_shared(n: int) -> list[int | None]:
        rows = [{"mail": "office@example.org"}] * n + [{"mail": "anna@example.org"}] * 10
        found = cm.standardize(rows, kinds={"mail": "email"}).issues
        return [issue.row for issue in found if issue.code == "value.shared"]

    assert rows_shared(100) == []
    assert rows_shared(101) == list(range(101))


def test_two_columns_of_one_kind_count_together() -> None:
    rows = [
        {"n": f"N{i}", "a": "+442079460018", "b": None}
        if i < 11
        else {"n": f"N{i}", "a": None, "b": "+44 20 7946 0018"}
        for i in range(21)
    ]
    kinds = {"n": "organization_name", "a": "phone", "b": "phone"}
    found = cm.standardize(rows, kinds=kinds).issues
    paths = [issue.path for issue in found if issue.code == "value.shared"]
    assert (paths.count("a"), paths.count("b")) == (11, 10)


def test_a_shared_value_brings_nobody_together() -> None:
    names = [f"{chr(97 + i)}nna {chr(97 + i) * 3}berg".title() for i in range(25)]
    frame = pd.DataFrame({"name": names, "tel": "+442079460018"})
    result = cm.resolve(frame, kinds={"name": "person_name", "tel": "phone"})
    assert "value.shared" in {issue.code for issue in result.issues}
    assert result.links == ()
    assert set(result.to_frame()["tel"]) == {"+442079460018"}
