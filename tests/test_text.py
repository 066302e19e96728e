"""Text is cleaned and folded alike everywhere, and any raw value is read as a person means it."""

import datetime as dt
import uuid
from decimal import Decimal
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from custmdm._text import as_text, clean, fold, has_han, is_missing
from tests.normalize.texts import TEXTS


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("  Wang   Wei ", "Wang Wei"),
        ("Ｗａｎｇ　Ｗｅｉ", "Wang Wei"),
        ("a\tb\r\nc\u2028d\x85e", "a b c d e"),
        ("Jo\0hn", "John"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\u202eright to left\u202c", "right to left"),
        ("caf\ue000e\u0301", "caf\ue000é"),
        ("ﬁ", "fi"),
        ("①", "1"),
        ("葛\U000e0100", "葛"),
        ("O´Brien", "O'Brien"),
        ("\ud800", ""),
        ("\u3164\u2800\u200b", ""),
        ("", ""),
    ],
)
def test_clean_keeps_the_text_and_drops_what_nobody_sees(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize("char", ["\ue863", "\U000323b0", "䶮", "🧑"])
def test_clean_keeps_characters_that_not_everyone_can_show(char: str) -> None:
    """A rare character may be of a private font, or newer than the running Python."""
    assert clean(f"王{char}") == f"王{char}"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("O'Brien", "O’BRIEN"),
        ("O'Brien", "O´Brien"),
        ("José", "JOSE"),
        ("José", "Jose\u0301"),
        ("Łódź", "Lodz"),
        ("Ørsted", "orsted"),
        ("Straße", "STRASSE"),
        ("Ming-Ping", "ming ping"),
        ("İstanbul", "istanbul"),
        ("ΜΑΡΊΑ", "μαρια"),
        ("أحمد", "احمد"),
        ("ＡＣＭＥ，Ｉｎｃ．", "acme inc"),
        ("Ⅳ", "iv"),
    ],
)
def test_fold_makes_spellings_of_one_text_equal(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("राम", "रीम"),
        ("プラン", "フラン"),
        ("มานี", "มาน"),
        ("88-1", "881"),
        ("王\ue863", "王"),
        ("Müller", "Mueller"),
    ],
)
def test_fold_keeps_different_texts_apart(left: str, right: str) -> None:
    assert fold(left) != fold(right)


@given(TEXTS)
def test_cleaning_and_folding_again_changes_nothing(text: str) -> None:
    cleaned, folded = clean(text), fold(text)
    assert (clean(cleaned), fold(cleaned), fold(folded)) == (cleaned, folded, folded)


@pytest.mark.parametrize("text", ["张三", "a䶮", "𬎆", "\U000323af"])
def test_chinese_characters_are_seen(text: str) -> None:
    assert has_han(text)


@pytest.mark.parametrize("text", ["", "Zhang", "é", "プラン", "한국"])
def test_other_scripts_are_not_chinese(text: str) -> None:
    assert not has_han(text)


MISSING = [
    None,
    float("nan"),
    np.nan,
    np.float32("nan"),
    np.longdouble("nan"),
    Decimal("NaN"),
    Decimal("sNaN"),
    pd.NA,
    pd.NaT,
    np.datetime64("NaT"),
    np.datetime64("NaT", "ns"),
    np.timedelta64("NaT"),
    "",
    "  ",
    "\t\n\u3000",
    np.str_(""),
]


@pytest.mark.parametrize("value", MISSING)
def test_nothing_is_missing_in_every_spelling(value: object) -> None:
    assert is_missing(value)


@pytest.mark.parametrize("value", [0, 0.0, False, "NA", "nan", "-", [], {}, b"", np.int8(0)])
def test_a_value_is_not_missing(value: object) -> None:
    assert not is_missing(value)


def test_pandas_may_be_half_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", SimpleNamespace())
    assert not is_missing(object())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("as it is ", "as it is "),
        (np.str_("text"), "text"),
        (13812345678, "13812345678"),
        (13812345678.0, "13812345678"),
        (np.float64(13812345678.0), "13812345678"),
        (np.int64(7), "7"),
        (1234.0, "1234"),
        (-0.0, "0"),
        (1.5, "1.5"),
        (np.float64(1.5), "1.5"),
        (np.float32(0.1), "0.1"),
        (np.float16(3), "3"),
        (Decimal("5.00"), "5"),
        (Decimal("5.50"), "5.50"),
        (Decimal("1E+99999999"), "1E+99999999"),
        (10**29, "1" + "0" * 29),
        (dt.date(2020, 2, 29), "2020-02-29"),
        (dt.datetime(2020, 2, 29), "2020-02-29"),
        (dt.datetime(2020, 2, 29, 12, 30), "2020-02-29T12:30:00"),
        (pd.Timestamp("2020-02-29"), "2020-02-29"),
        (np.datetime64("2020-02-29"), "2020-02-29"),
        (np.datetime64("2020-02-29", "ns"), "2020-02-29"),
        (np.datetime64("2020-02-29T12:30"), "2020-02-29T12:30"),
        (np.datetime64("2020-02"), "2020-02"),
    ],
    ids=repr,
)
def test_a_value_reads_as_a_person_means_it(value: object, text: str) -> None:
    assert as_text(value) == text


@pytest.mark.parametrize("value", [1.1e17, 9.1e15, np.float32(13812345678), 1e22])
def test_a_float_that_has_lost_digits_does_not_look_like_a_number(value: object) -> None:
    assert "e+" in (as_text(value) or "")


@pytest.mark.parametrize(
    "value",
    [
        True,
        np.bool_(True),
        [1],
        (1,),
        {"a": 1},
        {1},
        b"bytes",
        np.bytes_(b"bytes"),
        1j,
        np.complex64(1),
        np.clongdouble(1),
        np.timedelta64(5, "ns"),
        np.array(5),
        np.array([1, 2]),
        dt.time(12),
        dt.timedelta(1),
        object(),
        10**5000,
    ],
    ids=lambda value: type(value).__name__,
)
def test_other_types_hold_no_text(value: object) -> None:
    assert as_text(value) is None


def test_a_uuid_is_text() -> None:
    """An id that a database hands over as a UUID object matches its text."""
    text = "12345678-1234-5678-1234-567812345678"
    assert as_text(uuid.UUID(text)) == text
