"""Currencies: exact names, codes and signs; a sign of several needs a country."""

import pycountry
import pytest

from custmdm.model import Status
from custmdm.normalize import Currency


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("CNY", "CNY"),
        ("rmb", "CNY"),
        ("人民币", "CNY"),
        ("人民幣", "CNY"),
        ("元", "CNY"),
        ("CN¥", "CNY"),
        ("CNH", "CNH"),
        ("离岸人民币", "CNH"),
        ("港币", "HKD"),
        ("港元", "HKD"),
        ("HK$", "HKD"),
        ("US$", "USD"),
        ("U.S. Dollars", "USD"),
        ("美元", "USD"),
        ("美金", "USD"),
        ("€", "EUR"),
        ("Euro", "EUR"),
        ("£", "GBP"),
        ("Pound Sterling", "GBP"),
        ("日元", "JPY"),
        ("日圓", "JPY"),
        ("円", "JPY"),
        ("新臺幣", "TWD"),
        ("NT$", "TWD"),
        ("₩", "KRW"),
        ("156", "CNY"),
        ("36", "AUD"),
        ("R$", "BRL"),
        ("Kč", "CZK"),
        ("ＵＳＤ", "USD"),
    ],
)
def test_a_currency_is_written_as_alpha_3(text: str, value: str) -> None:
    answer = Currency().parse(text)
    assert (answer.value, answer.status) == (value, Status.VALID)


@pytest.mark.parametrize("attribute", ["alpha_3", "numeric"])
def test_every_currency_of_the_standard_is_known(attribute: str) -> None:
    wrong = [
        currency.alpha_3
        for currency in pycountry.currencies
        if currency.alpha_3 not in ("XTS", "XXX")
        and Currency()(getattr(currency, attribute)) != currency.alpha_3
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "country", "value"),
    [
        ("¥", "CN", "CNY"),
        ("￥", "JP", "JPY"),
        ("$", "US", "USD"),
        ("$", "HK", "HKD"),
        ("dollars", "AU", "AUD"),
        ("kr", "SE", "SEK"),
        ("元", "TW", "TWD"),
        ("元", "DE", "CNY"),
        ("$", "CN", None),
        ("US$", "AU", "USD"),
    ],
)
def test_a_sign_of_several_is_that_of_the_country(
    text: str, country: str, value: str | None
) -> None:
    assert Currency(country=country)(text) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("$", "currency.ambiguous"),
        ("¥", "currency.ambiguous"),
        ("kr", "currency.ambiguous"),
        ("比索", "currency.ambiguous"),
        ("bottle caps", "currency.unknown"),
        ("--", "text.no_characters"),
    ],
)
def test_what_is_no_one_currency_has_a_reason(text: str, reason: str) -> None:
    answer = Currency().parse(text)
    assert (answer.value, answer.reasons) == (None, (reason,))


def test_an_old_currency_is_reported() -> None:
    answer = Currency().parse("DEM")
    assert (answer.value, answer.status, answer.reasons) == (
        "DEM", Status.SUSPECT, ("currency.retired",),
    )  # fmt: skip
