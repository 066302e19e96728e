"""Dates: ISO with the precision they came with; what may be two days is neither."""

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm import kinds
from custmdm.model import DateOrder, Standardized, Status
from custmdm.normalize import Date
from custmdm.normalize._date_tables import either_order, year_first, year_last
from tests.normalize.texts import TEXTS

LONG, SHORT = list(calendar.month_name), list(calendar.month_abbr)


def read(text: str) -> Standardized:
    return Date().parse(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1988-03-07", "1988-03-07"),
        ("1988/3/7", "1988-03-07"),
        ("1988.3.7", "1988-03-07"),
        ("1994.01-19", "1994-01-19"),
        ("1988 03 07", "1988-03-07"),
        ("19880307", "1988-03-07"),
        ("19880307.0", "1988-03-07"),
        ("25092003", "2003-09-25"),
        ("1988 年 03 月 07 号", "1988-03-07"),
        ("2016年6月29", "2016-06-29"),
        ("１９８８－０３－０７", "1988-03-07"),
        ("3/17/1988", "1988-03-17"),
        ("17.03.1988", "1988-03-17"),
        ("07/07/1988", "1988-07-07"),
        ("2021-W09-4", "2021-03-04"),
        ("2021-063", "2021-03-04"),
        ("1988-03", "1988-03"),
        ("03/1988", "1988-03"),
        ("198803", "1988-03"),
        ("1988年3月", "1988-03"),
        ("March 1988", "1988-03"),
        ("1988", "1988"),
        ("1988年", "1988"),
        ("出生日期：1988年3月7日", "1988-03-07"),
        ("1988年3月7日出生", "1988-03-07"),
        ("DOB: 1988-03-07", "1988-03-07"),
    ],
)
def test_a_date_is_written_in_iso(text: str, value: str) -> None:
    answer = read(text)
    assert (answer.value, answer.status) == (value, Status.VALID)
    assert answer.parts["precision"] == {4: "year", 7: "month", 10: "day"}[len(value)]


@pytest.mark.parametrize(
    "text",
    [
        "7 March 1988", "7th Mar. 1988", "7th of March 1988", "March 7, 1988", "March 7th 1988",
        "Mar 7 1988", "MAR-07-1988", "07-Mar-1988", "07MAR1988", "1988-Mar-07", "1988.March.7 AD",
        "1988 March 7", "1988 7 Mar", "[March] 07, 1988.", "7 de marzo de 1988", "7 mars 1988",
        "7. März 1988", "Mon, 7 Mar 1988", "Monday 7 March, 1988", "Mon Mar 7 1988",
    ],
)  # fmt: skip
def test_a_month_may_be_a_word(text: str) -> None:
    assert read(text).value == "1988-03-07"


@pytest.mark.parametrize(
    "text",
    [
        "{}T10", "{}T10:36", "{}T10:36:28Z", "{}T10:36:28.123456789+08:00", "{}T103628-0300",
        "{} 10:36:28,502", "{} 10:36 AM", "{}, 11:02:21 pm", "{} at 2:57 p.m.", "{} 10h36m28.5s",
        "{} 10 h 36", "{} 10:36:28 UTC+3", "{} 10:36:28 -0300", "{} 10:36 (CST)", "{} 10:36 BRST",
        "{} at noon", "{} 13.12", "10:06am {}", "8:25 a.m. {}", "0:01:02 on {}", "{} [17:48]",
        "{} - 09:00", "{}10:36", "{} 上午10点20分", "{} 晚8:00", "{} 21時40分", "{} 星期一",
    ],
)  # fmt: skip
def test_the_time_of_day_goes(text: str) -> None:
    assert read(text.format("1988-03-07")).value == "1988-03-07"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Thu Sep 25 10:36:28 2003", "2003-09-25"),
        ("Thu Sep 25 10:36:28 UTC 2003", "2003-09-25"),
        ("2003 10:36:28 BRST 25 Sep Thu", "2003-09-25"),
        ("Wednesday, 22nd June, 2016, 12.16 pm.", "2016-06-22"),
        ("20030925T1049", "2003-09-25"),
        ("199709020908", "1997-09-02"),
        ("19970902090807", "1997-09-02"),
        ("2016年6月2911:30", "2016-06-29"),
        ("2016年3月20日(日) 21時40分", "2016-03-20"),
    ],
)
def test_the_time_may_stand_anywhere(text: str, value: str) -> None:
    assert read(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二〇二一年三月四日", "2021-03-04"),
        ("二零二一年十二月廿一日", "2021-12-21"),
        ("二○二一年三月三十一日", "2021-03-31"),
        ("贰零贰壹年叁月肆日", "2021-03-04"),
        ("二〇二一年元月", "2021-01"),
        ("二〇二一", "2021"),
        ("公元2021年3月4日", "2021-03-04"),
        ("民国110年3月4日", "2021-03-04"),
        ("民國一一〇年三月四日", "2021-03-04"),
        ("中華民國110/03/04", "2021-03-04"),
        ("民國元年", "1912"),
        ("昭和63年3月7日", "1988-03-07"),
        ("平成元年1月8日", "1989-01-08"),
        ("令和3年", "2021"),
    ],
)
def test_chinese_numerals_and_marked_eras_are_read(text: str, value: str) -> None:
    assert (read(text).value, read(text).status) == (value, Status.VALID)


@pytest.mark.parametrize(
    ("text", "order", "value"),
    [
        ("03/04/2021", "DMY", "2021-04-03"),
        ("03/04/2021", "MDY", "2021-03-04"),
        ("03/04/2021", "YMD", None),
        ("03/04/2021", None, None),
        ("03042021", None, None),
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


@pytest.mark.parametrize("text", ["03/04/2021", "3-4-2021", "3.4.2021 10:36"])
def test_what_may_be_two_days_meets_both(text: str) -> None:
    assert set(read(text).match_keys) == {"2021-04-03", "2021-03-04"}


@pytest.mark.parametrize(
    ("text", "order", "value"),
    [
        ("Wed, July 10, '96", None, "1996-07-10"),
        ("25-Sep-03", None, "2003-09-25"),
        ("76-7-4", None, "1976-07-04"),
        ("04.04.95 00:22", None, "1995-04-04"),
        ("950404", None, "1995-04-04"),
        ("98年4月2日", None, "1998-04-02"),
        ("03/04/21", "DMY", "2021-04-03"),
        ("03/04/21", "MDY", "2021-03-04"),
        ("03/04/21", "YMD", "2003-04-21"),
        ("1/1/68", None, "2068-01-01"),
        ("1/1/69", None, "1969-01-01"),
    ],
)
def test_a_year_of_two_digits_makes_a_date_suspect(
    text: str, order: str | None, value: str
) -> None:
    answer = Date(None if order is None else DateOrder(order)).parse(text)
    assert (answer.value, answer.status) == (value, Status.SUSPECT)
    assert answer.reasons == ("date.two_digit_year",)


def test_nobody_is_born_in_a_later_century() -> None:
    assert kinds.get("birth_date").standardize("3.3.45").value == "1945-03-03"
    assert kinds.get("birth_date").standardize("3.3.05").value == "2005-03-03"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1988-02-30", "date.impossible"),
        ("1988-13-01", "date.impossible"),
        ("13/13/1988", "date.impossible"),
        ("20210230", "date.impossible"),
        ("2021-366", "date.impossible"),
        ("2021-W60-1", "date.impossible"),
        ("二〇二一年十三月一日", "date.impossible"),
        ("03/04/21", "date.ambiguous_order"),
        ("200312", "date.ambiguous_order"),
        ("Sep 25", "date.no_year"),
        ("12月25日", "date.no_year"),
        ("9/25", "date.no_year"),
        ("Octopus 2012", "date.not_a_date"),
        ("Mayor 2010", "date.not_a_date"),
        ("32208", "date.not_a_date"),
        ("1626325200", "date.not_a_date"),
        ("1626325200000", "date.not_a_date"),
        ("2018-2019", "date.not_a_date"),
        ("2021-03-04 - 2021-03-05", "date.not_a_date"),
        ("yesterday", "date.not_a_date"),
        ("1991年农历8月23号", "date.not_a_date"),
        ("2021年3月上旬", "date.not_a_date"),
        ("110年3月4日", "date.not_a_date"),
        ("民國前1年", "date.not_a_date"),
        ("44 BC", "date.not_a_date"),
        ("12:30", "date.not_a_date"),
        ("10 h 36", "date.not_a_date"),
        ("138 1234 5678", "date.not_a_date"),
    ],
)
def test_what_is_no_date_has_a_reason(text: str, reason: str) -> None:
    answer = read(text)
    assert (answer.value, answer.reasons) == (None, (reason,))


@pytest.mark.parametrize(
    "text",
    [
        "1900-01-01", "01/01/1900", "0000-00-00", "0000-00-00 00:00:00", "9999-12-31", "9999",
        "9999-12-31T23:59:59", "99991231", "1753-01-01", "1899-12-30", "2099-12-31", "0001-01-01",
        "0",
    ],
)  # fmt: skip
def test_a_date_that_systems_fill_in_is_a_placeholder(text: str) -> None:
    assert read(text).status is Status.PLACEHOLDER


@pytest.mark.parametrize("text", ["1970-01-01", "1 Jan 1970", "1970-01-01 08:00:00"])
def test_the_first_day_of_unix_time_may_be_meant(text: str) -> None:
    answer = read(text)
    assert (answer.value, answer.status) == ("1970-01-01", Status.SUSPECT)
    assert answer.reasons == ("date.sentinel",)


@pytest.mark.parametrize(("text", "value"), [("1988-00-00", "1988"), ("1988-03-00", "1988-03")])
def test_what_a_database_writes_as_zero_is_not_known(text: str, value: str) -> None:
    assert (read(text).value, read(text).status) == (value, Status.VALID)


@pytest.mark.parametrize("text", ["0031-01-01T00:00:00", "1098-01-08", "2988-03-07"])
def test_an_unlikely_year_is_suspect(text: str) -> None:
    answer = read(text)
    assert (answer.value, answer.reasons) == (text[:10], ("date.unlikely_year",))


@pytest.mark.parametrize(
    ("text", "value"),
    [("32209", "1988-03-07"), ("32209.5", "1988-03-07"), ("1988", "1988"), ("45000", "2023-03-15")],
)
def test_the_days_of_a_spreadsheet_are_read_when_asked_for(text: str, value: str) -> None:
    assert Date(excel_serials=True)(text) == value


@pytest.mark.parametrize("order", [None, *DateOrder])
def test_the_tables_say_what_the_reader_says(order: DateOrder | None) -> None:
    """Every spelling of every day of a leap year, a common one and those with a special day."""
    date = Date(order)
    texts = [
        year + spelled
        for year in ("1900", "1970", "1999", "2000", "2099")
        for spelled in list(year_first()[year])[::7]
    ]
    texts += [
        spelled + year
        for year in ("1900", "1970", "1999", "2000")
        for spelled in [*list(year_last(order))[::11], *list(either_order())[::5]]
    ]
    texts += [f"2020-02-29{clock}" for clock in ("T10:36", " 10:36:28", "T10:36:28.5Z")]
    quick = [(text, date.quick(text)) for text in texts]
    assert sum(answer is not None for _, answer in quick) > len(texts) * 0.9
    assert [t for t, answer in quick if answer not in (None, date._parse_full(t))] == []
    for text, value in zip(texts, date.quick_texts(texts), strict=True):
        assert value is None or Date(order).parse(text).value == value


@given(text=TEXTS, order=st.sampled_from([None, *DateOrder]))
def test_the_quick_way_is_the_full_way(text: str, order: DateOrder | None) -> None:
    date = Date(order)
    quick = date.quick(text)
    assert quick is None or quick == date._parse_full(text)
    assert date.quick_texts([text]) == [quick.value if quick else None]


@given(
    day=st.dates(dt.date(1701, 1, 1), dt.date(2199, 12, 30)),
    pattern=st.sampled_from(
        ["{d.day} {long} {d.year}", "{long} {d.day}, {d.year}", "{d.day}-{short}-{d.year}",
         "{d.year}年{d.month}月{d.day}日", "{d.year}/{d.month}/{d.day} 10:36", "{d:%Y.%m.%d}"]
    ),
)  # fmt: skip
def test_every_day_is_read_back(day: dt.date, pattern: str) -> None:
    text = pattern.format(d=day, long=LONG[day.month], short=SHORT[day.month])
    assert read(text).value in (day.isoformat(), None)
    assert read(text).value or read(text).status is Status.PLACEHOLDER
