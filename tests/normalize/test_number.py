"""Numbers are written plainly; what may be two numbers is reported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm.model import Status
from custmdm.normalize import Number
from tests.normalize.texts import TEXTS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.50", "1234.5"),
        ("１２３４.5", "1234.5"),
        ("1.234,50", "1234.5"),
        ("1.234.567", "1234567"),
        ("12,34,567.8", "1234567.8"),
        ("1 234", "1234"),
        ("1\u00a0234,56", "1234.56"),
        ("1'234.50", "1234.5"),
        ("1’234.50", "1234.5"),
        ("1,23", "1.23"),
        ("0,234", "0.234"),
        ("1.234", "1.234"),
        ("0012", "12"),
        (".5", "0.5"),
        ("5.", "5"),
        ("-0.0", "0"),
        ("+7", "7"),
        ("−7", "-7"),
        ("7-", "-7"),
        ("(1,234.50)", "-1234.5"),
        ("1.5e3", "1500"),
        ("9.0071992547409920e+15", "9007199254740992"),
        ("٣", "3"),
        ("١٬٢٣٤٫٥", "1234.5"),
        ("12%", "0.12"),
        ("１２．５％", "0.125"),
        ("3‰", "0.003"),
        ("￥1,234.50", "1234.5"),
        ("$1,234", "1234"),
        ("-$5", "-5"),
        ("$-5", "-5"),
        ("USD 1.2k", "1200"),
        ("$5m", "5000000"),
        ("5 million", "5000000"),
        ("3,5 Mio.", "3500000"),
        ("100万元", "1000000"),
        ("100 萬", "1000000"),
        ("3.5亿", "350000000"),
        ("1亿2000万", "120000000"),
        ("1,000万人民币", "10000000"),
        ("人民币壹佰万元整", "1000000"),
        ("港币三千元", "3000"),
        ("两万", "20000"),
        ("二〇二一", "2021"),
        ("500人", "500"),
    ],
)
def test_a_number_is_written_plainly(text: str, value: str) -> None:
    answer = Number().parse(text)
    assert (answer.value, answer.status) == (value, Status.VALID)


@pytest.mark.parametrize(
    "text",
    [
        "twelve", "1,2,3", "1.2.3", "12 34", "1e999999", "inf", "nan", "", ".", "-", "--5", "()",
        "%", "元", "万", "百万", "5m", "5 kg", "abc 5", "XXX 5", "三万五", "10-20", "约100", "100+",
        "USD 5 EUR", "9" * 61,
    ],
)  # fmt: skip
def test_what_is_no_number_is_said_to_be_none(text: str) -> None:
    answer = Number().parse(text)
    assert (answer.value, answer.reasons) == (None, ("number.not_a_number",))


@pytest.mark.parametrize(
    ("text", "locale", "value", "doubtful"),
    [
        ("1,234", None, "1234", True),
        ("1,234", "en", "1234", False),
        ("1,234", "zh-CN", "1234", False),
        ("1,234", "de", "1.234", False),
        ("1.234", None, "1.234", False),
        ("1.234", "en", "1.234", False),
        ("1.234", "de", "1.234", True),
        ("1.234", "de-CH", "1.234", False),
        ("1,23", "en", "1.23", True),
        ("€1.234", None, "1234", True),
        ("€1.234", "de_DE", "1234", False),
        ("€1,234", None, "1234", False),
        ("1.234,50", "en", "1234.5", False),
        ("1,234", "xx", "1234", True),
    ],
)
def test_what_may_be_two_numbers_is_settled_by_the_locale_or_reported(
    text: str, locale: str | None, value: str, *, doubtful: bool
) -> None:
    answer = Number(locale).parse(text)
    assert answer.value == value
    assert answer.reasons == (("number.ambiguous_separator",) if doubtful else ())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("€5", {"currency": "EUR"}),
        ("$5", {"currency": "$"}),
        ("HK$5", {"currency": "HKD"}),
        ("5 chf", {"currency": "CHF"}),
        ("5美元", {"currency": "USD"}),
        ("RMB 5元", {"currency": "CNY"}),
        ("5%", {"unit": "%"}),
        ("5人", {"unit": "人"}),
        ("5", {}),
    ],
)
def test_the_currency_and_the_unit_are_parts(text: str, parts: dict[str, str]) -> None:
    assert Number().parse(text).parts == parts


HAN = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """Write a number as Chinese does."""
    if number >= 10**8:
        high, low = divmod(number, 10**8)
        gap = "零" if low and low < 10**7 else ""
        return f"{in_chinese(high)}亿{gap}{in_chinese(low) if low else ''}"
    if number >= 10**4:
        high, low = divmod(number, 10**4)
        gap = "零" if low and low < 10**3 else ""
        return f"{in_chinese(high)}万{gap}{in_chinese(low) if low else ''}"
    for unit, word in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= unit:
            high, low = divmod(number, unit)
            gap = "零" if low and low < unit // 10 else ""
            return f"{HAN[high]}{word}{gap}{in_chinese(low) if low else ''}"
    return HAN[number]


@given(st.integers(0, 10**12) | st.integers(0, 10**5))
def test_chinese_numerals_are_read_back(number: int) -> None:
    assert Number()(in_chinese(number)) == str(number)
    assert Number()(f"{in_chinese(number)}元整") == str(number)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, max_value=10**12))
def test_a_printed_number_is_read_back(number: object) -> None:
    plain = Number()(f"{number}")
    assert Number()(f"{number:,}") == plain
    assert Number()(f"{number:,}".translate(str.maketrans(",.", ".,"))) == plain
    assert Number()(f"{number:,}".replace(",", " ")) == plain


@given(text=TEXTS | st.from_regex(r"-?[0-9]{1,20}(\.[0-9]{1,5})?", fullmatch=True))
@pytest.mark.parametrize("locale", [None, "de", "zh"])
def test_the_short_way_says_what_the_full_way_says(locale: str | None, text: str) -> None:
    assert Number(locale).quick(text) in (None, Number(locale)._parse_full(text))
