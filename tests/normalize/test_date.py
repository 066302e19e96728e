"""Dates: ISO with the precision they came with; what may be two days is neither."""

import pytest

from custmdm.model import DateOrder, Status
from custmdm.normalize import Date


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1988-03-07", "1988-03-07"),
        ("1988/3/7", "1988-03-07"),
        ("1988.3.7", "1988-03-07"),
        ("19880307", "1988-03-07"),
        ("19880307.0", "1988-03-07"),
        ("1988年3月7日", "1988-03-07"),
        ("1988 年 03 月 07 号", "1988-03-07"),
        ("１９８８－０３－０７", "1988-03-07"),
        ("1988-03-07T12:30:00.123+08:00", "1988-03-07"),
        ("1988-03-07 12:30:00", "1988-03-07"),
        ("3/17/1988 12:00:00 AM", "1988-03-17"),
        ("17.03.1988", "1988-03-17"),
        ("07/07/1988", "1988-07-07"),
        ("7 March 1988", "1988-03-07"),
        ("7th Mar. 1988", "1988-03-07"),
        ("March 7, 1988", "1988-03-07"),
        ("26. Juli 2014", "2014-07-26"),
        ("1988-03", "1988-03"),
        ("1988年3月", "1988-03"),
        ("March 1988", "1988-03"),
        ("1988", "1988"),
        ("1988年", "1988"),
    ],
)
def test_a_date_is_written_in_iso(text: str, value: str) -> None:
    answer = Date().parse(text)
    assert (answer.value, answer.status) == (value, Status.VALID)
    assert answer.parts["precision"] == {4: "year", 7: "month", 10: "day"}[len(value)]


@pytest.mark.parametrize(
    ("text", "order", "value"),
    [
        ("03/04/2021", "DMY", "2021-04-03"),
        ("03/04/2021", "MDY", "2021-03-04"),
        ("03/04/2021", "YMD", None),
        ("03/04/2021", None, None),
        ("25/04/2021", "MDY", "2021-04-25"),
        ("04/25/2021", "DMY", "2021-04-25"),
        ("2021-04-03", "DMY", "2021-04-03"),
    ],
)
def test_the_order_decides_where_the_text_does_not(
    text: str, order: str | None, value: str | None
) -> None:
    answer = Date(None if order is None else DateOrder(order)).parse(text)
    assert answer.value == value
    assert answer.reasons == (() if value else ("date.ambiguous_order",))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1988-02-30", "date.impossible"),
        ("1988-13-01", "date.impossible"),
        ("13/13/1988", "date.impossible"),
        ("20210230", "date.impossible"),
        ("03/04/21", "date.not_a_date"),
        ("Octopus 2012", "date.not_a_date"),
        ("Mayor 2010", "date.not_a_date"),
        ("32208", "date.not_a_date"),
        ("yesterday", "date.not_a_date"),
        ("1991年农历8月23号", "date.not_a_date"),
        ("12:30", "date.not_a_date"),
    ],
)
def test_what_is_no_date_has_a_reason(text: str, reason: str) -> None:
    answer = Date().parse(text)
    assert (answer.value, answer.reasons) == (None, (reason,))


@pytest.mark.parametrize("text", ["1900-01-01", "01/01/1900", "0000-00-00", "9999-12-31", "0"])
def test_a_date_that_systems_fill_in_is_a_placeholder(text: str) -> None:
    assert Date().parse(text).status is Status.PLACEHOLDER
