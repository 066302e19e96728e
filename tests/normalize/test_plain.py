"""Texts, places, ids and numbers are cleaned, and nothing of them is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm.model import Status
from custmdm.normalize import Identifier, Text
from custmdm.normalize._plain import without_float_tail
from tests.normalize.texts import TEXTS


@pytest.mark.parametrize(
    ("text", "value", "key"),
    [(" Hello,　World ", "Hello, World", "hello world"), ("☃", "☃", "☃"), ("N/A", "N/A", "n a")],
)
def test_free_text_is_cleaned(text: str, value: str, key: str) -> None:
    answer = Text().parse(text)
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
    ("left", "right"),
    [
        ("Gold Card", "ＧＯＬＤ　ｃａｒｄ"),
        ("Café", "CAFE"),
        ("金卡会员", "金卡會員"),
        ("R&D", "r & d"),
        ("a\u200bb", "ab"),
    ],
)
def test_case_accents_marks_and_forms_of_characters_do_not_matter(left: str, right: str) -> None:
    assert Text().parse(left).match_keys == Text().parse(right).match_keys


@given(text=TEXTS | st.text(st.characters(codec="ascii")))
def test_the_short_way_says_what_the_full_way_says(text: str) -> None:
    assert Text().quick(text) in (None, Text()._parse_full(text))


@pytest.mark.parametrize(
    ("text", "rest"),
    [("12345.0", "12345"), ("2.0", "2.0"), ("12345.00", "12345.00"), ("a.0", "a.0")],
)
def test_only_the_tail_of_a_number_column_goes(text: str, rest: str) -> None:
    assert without_float_tail(text) == rest
