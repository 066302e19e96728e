"""Texts that only need cleaning: free text, categories, names of places, ids, numbers."""

import re
from decimal import Decimal

from attrs import frozen

from custmdm._text import clean, fold, has_han
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, suspect, valid
from custmdm.normalize._placeholders import is_masked

# What stands behind the name of a Chinese division, and is left out as often as not.
_DIVISION = re.compile(
    r"(?<=..)(特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|自治县|地区|新区|省|市|区|县|盟|旗)$"
)
# What is left of the ".0" of a number column that was saved as text.
_FLOAT_TAIL = re.compile(r"(\d{4,})\.0")
# What a spreadsheet makes of a long number; the digits are lost.
_EXPONENT = re.compile(r"\d(?:\.\d+)?[eE]\+\d{1,3}")
_SEVERAL = re.compile(r"\w\s*[,;、|]\s*\w")
# A short exponent only: 1e999999 would write a million digits.
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")


@frozen
class Text:
    """Clean free text; matching ignores case, accents and punctuation.

    >>> Text()("  Hello,　World ")
    'Hello, World'
    """

    def __call__(self, text: str) -> str | None:
        """Return the clean text, or None where nothing is left."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the clean text with its match key."""
        value = clean(text)
        if not value:
            return invalid(text, "text.no_characters")
        return valid(text, value, keys=(fold(value) or value,))


@frozen
class Place:
    """Clean the name of a city, district, region or street; ``北京`` matches ``北京市``.

    >>> Place().parse("北京市").match_keys == Place().parse("北京").match_keys
    True
    >>> Place()("  new   york ")
    'New York'
    """

    def __call__(self, text: str) -> str | None:
        """Return the clean name, or None where nothing is left."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the clean name with its match key."""
        value = clean(text)
        key = fold(value)
        if not key:
            return invalid(text, "text.no_characters")
        if has_han(key):
            return valid(text, value, keys=(_DIVISION.sub("", key.replace(" ", "")),))
        return valid(text, _capitalized(value), keys=(key,))


@frozen
class Identifier:
    """Make an id compact: upper case, without spaces and separators.

    >>> Identifier()(" ab-12 34 ")
    'AB1234'
    >>> Identifier().parse("--").reasons
    ('identifier.no_characters',)
    """

    def __call__(self, text: str) -> str | None:
        """Return the compact id, or None where nothing is left."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the compact id."""
        value = compact(text)
        return not_an_id(text, value) or valid(text, value)


@frozen
class Number:
    """Write a number plainly: ``1,234.50`` and ``１２３４.5`` are ``1234.5``.

    >>> Number()("1,234.50"), Number()("twelve")
    ('1234.5', None)
    """

    def __call__(self, text: str) -> str | None:
        """Return the plain number, or None where the text is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the plain number."""
        compacted = clean(text).replace(" ", "")
        if _GROUPED.fullmatch(compacted):
            compacted = compacted.replace(",", "")
        if not _NUMBER.fullmatch(compacted):
            return invalid(text, "number.not_a_number", keys=(fold(text),))
        plain = f"{Decimal(compacted):f}"
        if "." in plain:
            plain = plain.rstrip("0").rstrip(".")
        return valid(text, "0" if plain in {"-0", ""} else plain)


def without_float_tail(text: str) -> str:
    """Return text without the ``.0`` that a number column leaves behind when saved as text.

    >>> without_float_tail("13812345678.0"), without_float_tail("2.0")
    ('13812345678', '2.0')
    """
    found = _FLOAT_TAIL.fullmatch(text)
    return found.group(1) if found else text


def compact(text: str) -> str:
    """Return the letters and digits of text, in upper case.

    >>> compact("ab-12 34"), compact("12345.0")
    ('AB1234', '12345')
    """
    upper = clean(without_float_tail(clean(text)).upper())
    return "".join(ch for ch in upper if ch.isalnum())


def not_an_id(text: str, value: str) -> Standardized | None:
    """Return what is wrong with a compact id of whatever register, or None.

    >>> not_an_id("1.10105E+17", "110105E17").reasons, not_an_id("A1; B2", "A1B2").reasons
    (('identifier.exponent',), ('identifier.several',))
    """
    cleaned = clean(text)
    if not value:
        return invalid(text, "identifier.no_characters")
    if _EXPONENT.fullmatch(cleaned):
        return invalid(text, "identifier.exponent")
    # XX/XX/0 is masked as well, once nothing stands between.
    if is_masked(cleaned) or is_masked(value):
        return invalid(text, "value.masked")
    if _SEVERAL.search(cleaned):
        return invalid(text, "identifier.several")
    if set(value) == {"0"}:
        return suspect(text, value, "identifier.all_zero", keys=())
    return None


def _capitalized(value: str) -> str:
    """Return all-lower or all-upper Latin text with capital initials; mixed case is meant so."""
    if value.islower() or (value.isupper() and len(value) > 3):
        return clean(" ".join(w[:1].title() + w[1:].lower() for w in value.split()))
    return value
