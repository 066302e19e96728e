"""Text as every stage needs it: cleaned for storing, folded for matching."""

import datetime as dt
import math
import re
import sys
import unicodedata
from decimal import Decimal

# Longer text is no customer value; it is kept raw and reported.
MAX_CHARS = 10_000

# Control, format (zero-width, bidi), surrogate and private-use characters carry no text.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_NOT_WORD = re.compile(r"[^\w]+|_+")
_SEPARATOR = re.compile(r"[\s\u2028\u2029]")


def clean(text: str) -> str:
    """Return text in NFKC without invisible characters, white space folded.

    >>> clean("  Ｗａｎｇ\\u200b  Wei\\ufeff ")
    'Wang Wei'
    >>> clean(clean("ﬁ\\ud800")) == clean("ﬁ\\ud800") == "fi"
    True
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    # One pass is nearly always enough; dropping a character can let two others compose.
    for _ in range(4):
        before = text
        visible = "".join(
            " " if _SEPARATOR.match(ch) else ch
            for ch in text
            if _SEPARATOR.match(ch) or unicodedata.category(ch) not in _INVISIBLE
        )
        text = " ".join(unicodedata.normalize("NFKC", visible).split())
        if text == before:
            break
    return text


def fold(text: str) -> str:
    """Return clean text for matching: no case, accents or punctuation.

    >>> fold("  Müller-Lüdenscheidt, José ")
    'muller ludenscheidt jose'
    >>> fold("O'Brien") == fold("OBrien")
    True
    """
    text = clean(text)
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = unicodedata.normalize(
            "NFKC", "".join(ch for ch in decomposed if not unicodedata.combining(ch))
        )
    text = text.casefold().replace("'", "").replace("’", "")
    return " ".join(_NOT_WORD.sub(" ", text).split())


def has_han(text: str) -> bool:
    """Say whether text holds a Chinese character.

    >>> has_han("张三"), has_han("Zhang San")
    (True, False)
    """
    return not text.isascii() and _HAN.search(text) is not None


def is_missing(value: object) -> bool:
    """Say whether a value is nothing: None, NaN, NaT, pandas.NA or blank text.

    pandas is recognised without importing it.

    >>> is_missing(float("nan")), is_missing("  "), is_missing(0)
    (True, True, False)
    """
    if value is None:
        return True
    if isinstance(value, str):
        return not value or value.isspace()
    if isinstance(value, float):
        return math.isnan(value)
    if isinstance(value, Decimal):
        return value.is_nan()
    pandas = sys.modules.get("pandas")
    if pandas is not None and (value is pandas.NA or value is pandas.NaT):
        return True
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.generic):
        return is_missing(value.item())
    return False


def as_text(value: object) -> str | None:
    """Return a value that is present as text, or None where its type holds no text.

    A float without a fraction loses the ``.0`` that spreadsheets add; a date becomes ISO.

    >>> as_text(1234.0), as_text(dt.date(2020, 2, 29)), as_text(True), as_text([1])
    ('1234', '2020-02-29', None, None)
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        # Beyond 2**53 a float no longer knows its digits.
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    if isinstance(value, Decimal):
        whole = value.is_finite() and value == value.to_integral_value()
        return str(int(value)) if whole and abs(value) < 10**30 else str(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if hasattr(value, "item") and type(value).__module__ == "numpy":
        return as_text(value.item())
    return None
