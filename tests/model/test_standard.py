"""The context of a source, and what standardising a value gives."""

import pytest

from custmdm.errors import ConfigurationError
from custmdm.model import Context, DateOrder, Standardized, Status


@pytest.mark.parametrize(
    ("order", "expected"),
    [(None, None), ("DMY", DateOrder.DMY), (DateOrder.YMD, DateOrder.YMD)],
)
def test_a_date_order_is_given_as_text_or_as_itself(order, expected):
    assert Context(date_order=order).date_order is expected


@pytest.mark.parametrize("order", ["dmy", "DYM", "", "D/M/Y", 1])
def test_another_date_order_is_refused_with_those_that_exist(order):
    with pytest.raises(ConfigurationError, match="one of DMY, MDY, YMD"):
        Context(date_order=order)


@pytest.mark.parametrize(
    ("country", "expected"), [(None, None), ("CN", "CN"), ("cn", "CN"), (" au ", "AU")]
)
def test_a_country_is_a_code_in_any_case(country, expected):
    assert Context(country=country).country == expected


@pytest.mark.parametrize("country", ["China", "CHN", "", "C", "中国", "1A", "ＣＮ"])
def test_what_is_no_country_code_is_refused(country):
    with pytest.raises(ConfigurationError, match="alpha-2 code such as 'CN'"):
        Context(country=country)


@pytest.mark.parametrize(
    ("raw", "value", "status", "shown"),
    [
        (" Ann ", "Ann", Status.VALID, "Ann"),
        ("Ann?", "Ann", Status.SUSPECT, "Ann"),
        ("12", None, Status.INVALID, "12"),
        (12, None, Status.INVALID, "12"),
        ("n/a", None, Status.PLACEHOLDER, "n/a"),
        (None, None, Status.MISSING, None),
        (float("nan"), None, Status.MISSING, None),
    ],
)
def test_a_table_shows_the_standard_value_or_the_raw_one(raw, value, status, shown):
    assert Standardized(raw, value, status).shown == shown
