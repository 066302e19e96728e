"""Text as every stage needs it: cleaned for storing, folded for matching."""

import datetime as dt
import math
import re
import sys
import unicodedata
import uuid
from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from custmdm._lines import BREAK, LAST, SPACE, Bytes, follows, joined

# Longer text is no customer value; it is kept raw and reported.
MAX_CHARS = 10_000

# Control, format (zero-width, bidi) and surrogate characters carry no text. Private-use and
# unassigned ones may: rare Chinese characters in names, or newer than the running Python.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
# Blank fillers, variation selectors and non-characters, of whatever category.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\ufdd0-\ufdef"
    "\ufffe\uffff\U000e0100-\U000e01ef]"
)
_SEPARATOR = re.compile(r"[\s\u2028\u2029]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_NOT_WORD = re.compile(r"[^\w]+|_+")
_APOSTROPHES = re.compile("['`‘’‛ʹʻʼʽ′]")
# Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic. The marks of other scripts
# are letters: without its vowel signs an Indian or Thai name is another name.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe20-\ufe2f]"
)
# Letters whose stroke is no accent to Unicode.
_STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe",
     "þ": "th"}
)  # fmt: skip
# Marks that spell, private-use and unassigned characters: part of a word, though not to `re`.
_IN_WORD = frozenset({"Mn", "Mc", "Co", "Cn"})


def clean(text: str) -> str:
    r"""Return text in NFKC without invisible characters, white space folded.

    >>> clean("  Ｗａｎｇ\u200b  Wei\ufeff ")
    'Wang Wei'
    >>> clean(clean("ﬁ\ud800")) == clean("ﬁ\ud800") == "fi"
    True
    """
    # One pass is nearly always enough; dropping a character can let two others compose.
    for _ in range(4):
        if _is_clean(text):
            break
        visible = _BLANK.sub("", text)
        if not text.isprintable():
            visible = _SEPARATOR.sub(" ", visible)
            invisible = {ch for ch in set(visible) if unicodedata.category(ch) in _INVISIBLE}
            visible = visible.translate(dict.fromkeys(map(ord, invisible)))
        # NFKC would make a space and an accent of it; typed, it is an apostrophe.
        cleaned = _BLANK.sub("", unicodedata.normalize("NFKC", visible.replace("´", "'")))
        if cleaned == text:
            break
        text = cleaned
    return " ".join(text.split())


def _is_clean(text: str) -> bool:
    """Say whether text has nothing to drop or to normalize but white space."""
    if not text.isprintable():
        return False
    return text.isascii() or (
        unicodedata.is_normalized("NFKC", text) and _BLANK.search(text) is None
    )


def fold(text: str) -> str:
    """Return clean text for matching: no case, accents or punctuation.

    >>> fold("  Müller-Lüdenscheidt, José "), fold("Łódź"), fold("Ærø")
    ('muller ludenscheidt jose', 'lodz', 'aero')
    >>> fold("O'Brien") == fold("O’Brien") == fold("OBrien")
    True

    The vowels of other scripts are no accents:

    >>> fold("राम") == fold("रम")
    False
    """
    if text.isascii() and text.replace(" ", "").isalnum():
        return " ".join(text.lower().split())  # as most texts are
    text = clean(text)
    if text.isascii():
        text = _APOSTROPHES.sub("", text.casefold())
        return " ".join(_NOT_WORD.sub(" ", text).split())
    text = _APOSTROPHES.sub("", _ACCENTS.sub("", unicodedata.normalize("NFKD", text)))
    text = unicodedata.normalize("NFKC", text.casefold()).translate(_STROKES)
    return " ".join("".join(ch if _is_word(ch) else " " for ch in text).split())


def fold_all(texts: Sequence[str]) -> list[str]:
    """Return what :func:`fold` makes of each text, of those in plain ASCII in one pass.

    >>> fold_all(["O'Brien,  Anna", "Müller"])
    ['obrien anna', 'muller']
    """
    if not texts:
        return []
    others: list[int] = []
    data = joined(texts)
    # The line breaks behind the texts are the only such bytes of plain ones.
    if data.max() > LAST or np.count_nonzero(data < SPACE) != len(texts):
        others = [i for i, text in enumerate(texts) if not (text.isascii() and text.isprintable())]
        plain = list(texts)
        for i in others:
            plain[i] = ""
        data = joined(plain)
    data = np.frombuffer(data.tobytes().translate(_FOLDED, b"'`"), np.uint8)
    found = _stripped(data).tobytes().decode("ascii").split("\n")
    found.pop()
    for i in others:
        found[i] = fold(texts[i])
    return found


def _stripped(data: Bytes) -> Bytes:
    """Return lines without the spaces at their ends and behind other spaces."""
    gaps = data <= SPACE
    if not follows(gaps, gaps).any() and not gaps[0]:
        return data
    data = data[~follows(data == SPACE, gaps)]
    # At most one is left where a line starts.
    leading = data == SPACE
    leading[1:] &= data[:-1] == BREAK
    found: Bytes = data[~leading]
    return found


# What folding makes of each character of ASCII.
_FOLDED = bytes(
    code if code == BREAK else ord(chr(code).lower()) if chr(code).isalnum() else SPACE
    for code in range(128)
) + bytes(128)


def _is_word(ch: str) -> bool:
    return ch.isalnum() or unicodedata.category(ch) in _IN_WORD


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
    if isinstance(value, np.datetime64 | np.timedelta64):
        return bool(np.isnat(value))
    if isinstance(value, np.floating):
        return bool(np.isnan(value))
    pandas = sys.modules.get("pandas")
    return pandas is not None and any(
        value is getattr(pandas, name, None) for name in ("NA", "NaT")
    )


def as_text(value: object) -> str | None:
    """Return a value that is present as text, or None where its type holds no text.

    A float without a fraction loses the ``.0`` that spreadsheets add; a date becomes ISO.

    >>> as_text(1234.0), as_text(dt.date(2020, 2, 29)), as_text(True), as_text([1])
    ('1234', '2020-02-29', None, None)

    A float too large to know its last digits is written so that this shows:

    >>> as_text(1.1010519491231002e17)
    '1.1010519491231002e+17'
    """
    if isinstance(value, np.generic):
        return _numpy_text(value)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        # Python refuses to write much longer ones.
        return int.__repr__(value) if value.bit_length() < 14_000 else None
    if isinstance(value, float):
        return _numpy_text(np.float64(value))
    if isinstance(value, Decimal):
        return _decimal_text(value)
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    return value.isoformat() if isinstance(value, dt.date) else None


def _decimal_text(value: Decimal) -> str:
    whole = value.is_finite() and value.adjusted() < 30 and value == value.to_integral_value()
    return str(int(value)) if whole else str(value)


def _numpy_text(value: np.generic) -> str | None:
    if isinstance(value, np.str_):
        return str(value)
    if isinstance(value, np.integer) and not isinstance(value, np.timedelta64):
        return str(int(value))
    if isinstance(value, np.datetime64):
        date, _, time = str(value).partition("T")
        return f"{date}T{time}" if time.strip("0:.") else date
    if not isinstance(value, np.floating):
        return None
    if not np.isfinite(value) or value != np.trunc(value):
        return str(value)
    # Beyond it a float no longer knows its digits: 2**53 for the usual one, 2**24 for float32.
    exact = 2 ** (np.finfo(type(value)).nmant + 1)
    if abs(value) < exact:
        return str(int(value))
    return str(np.format_float_scientific(value, trim="0"))
