"""Texts, places, ids and numbers are cleaned, and nothing of them is made up."""

import pytest

from custmdm.model import Status
from custmdm.normalize import Identifier, Number, Place, Text
from custmdm.normalize._plain import without_float_tail


@pytest.mark.parametrize(
    ("text", "value", "key"),
    [(" Hello,　World ", "Hello, World", "hello world"), ("☃", "☃", "☃"), ("N/A", "N/A", "n a")],
)
def test_free_text_is_cleaned(text: str, value: str, key: str) -> None:
    answer = Text().parse(text)
    assert (answer.value, answer.match_keys) == (value, (key,))


@pytest.mark.parametrize(
    ("text", "value", "key"),
    [
        ("NEW YORK", "New York", "new york"),
        ("new york", "New York", "new york"),
        ("NSW", "NSW", "nsw"),
        ("Stratford-upon-Avon", "Stratford-upon-Avon", "stratford upon avon"),
        ("北京市", "北京市", "北京"),
        ("北京", "北京", "北京"),
        ("广西壮族自治区", "广西壮族自治区", "广西"),
        ("市区", "市区", "市区"),
    ],
)
def test_a_place_is_cased_and_matched_without_its_label(text: str, value: str, key: str) -> None:
    answer = Place().parse(text)
    assert (answer.value, answer.match_keys) == (value, (key,))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (" ab-12 34 ", "AB1234"),
        ("ＡＢ１２", "AB12"),
        ("12345.0", "12345"),
        ("1.2", "12"),
        ("00042", "00042"),
        ("5E12", "5E12"),
        ("张-1", "张1"),
    ],
)
def test_an_id_is_made_compact(text: str, value: str) -> None:
    answer = Identifier().parse(text)
    assert (answer.value, answer.status) == (value, Status.VALID)


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ("--", Status.INVALID, "identifier.no_characters"),
        ("1.23457E+11", Status.INVALID, "identifier.exponent"),
        ("A1; B2", Status.INVALID, "identifier.several"),
        ("A1、B2", Status.INVALID, "identifier.several"),
        ("12**34", Status.INVALID, "value.masked"),
        ("0000", Status.SUSPECT, "identifier.all_zero"),
    ],
)
def test_what_is_no_id_has_a_reason_and_no_key(text: str, status: Status, reason: str) -> None:
    answer = Identifier().parse(text)
    assert (answer.status, answer.reasons, answer.match_keys) == (status, (reason,), ())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.50", "1234.5"),
        ("１２３４.5", "1234.5"),
        ("1 234", "1234"),
        ("0012", "12"),
        (".5", "0.5"),
        ("5.", "5"),
        ("-0.0", "0"),
        ("+7", "7"),
        ("1.5e3", "1500"),
        ("9.0071992547409920e+15", "9007199254740992"),
        ("٣", "3"),
    ],
)
def test_a_number_is_written_plainly(text: str, value: str) -> None:
    assert Number()(text) == value


@pytest.mark.parametrize("text", ["twelve", "1,23", "1.234,50", "12%", "1e999999", "inf", "", "."])
def test_what_is_no_number_is_said_to_be_none(text: str) -> None:
    answer = Number().parse(text)
    assert (answer.value, answer.reasons) == (None, ("number.not_a_number",))


@pytest.mark.parametrize(
    ("text", "rest"),
    [("12345.0", "12345"), ("2.0", "2.0"), ("12345.00", "12345.00"), ("a.0", "a.0")],
)
def test_only_the_tail_of_a_number_column_goes(text: str, rest: str) -> None:
    assert without_float_tail(text) == rest
