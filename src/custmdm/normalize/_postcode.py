"""Postcodes: written as their post prints them, and checked where the country is known."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

import numpy as np
from attrs import frozen

from custmdm._lines import Flags, Lines, in_one_pass
from custmdm._pattern import lazy_pattern
from custmdm._text import clean
from custmdm.data.postcodes import Shape, shapes
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, placeholder, suspect, valid
from custmdm.normalize._digit_pattern import DigitTable
from custmdm.normalize._fixed_width import are_digits, numbers
from custmdm.normalize._placeholders import is_placeholder
from custmdm.normalize._plain import without_float_tail

_LABEL = lazy_pattern(
    r"(?:邮政编码|邮编|郵政編碼|郵遞區號|郵編|〒|우편번호"
    r"|POST ?CODE|POSTAL ?CODE|ZIP ?CODE|ZIP|PLZ|CEP|CAP|PIN ?CODE|EIRCODE)"
    r"\s*(?:[:：#.-]\s*|(?=\d)|\s(?=[A-Z]{1,2}\d))"
)
# In front of a postcode from abroad stands the sign of the country's cars, or its code.
_CAR_SIGNS = {
    "DE": "D", "AT": "A", "FR": "F", "BE": "B", "IT": "I", "ES": "E", "LU": "L", "SE": "S",
    "NO": "N", "PT": "P", "FI": "FIN", "HU": "H", "LI": "FL", "SI": "SLO", "RU": "RUS",
}  # fmt: skip
_ABROAD = lazy_pattern(r"([A-Z]{1,3})(?:\s*-\s*| (?=\d))(?=[\dA-Z])")
# No other country's look the same, so they are told without one.
_UNMISTAKABLE = ("GB", "CA", "NL")
_US_LONG = lazy_pattern(r"\d{5}-\d{4}")
_US = frozenset({"US", "PR", "VI", "GU", "AS", "MP"})
# Where postcodes begin with a zero, a number column has lost it; the length they then have.
_ZEROS = {
    "US": 5, "DE": 5, "FR": 5, "ES": 5, "IT": 5, "AU": 4, "CN": 6, "SG": 6, "MX": 5, "KR": 5,
    "FI": 5, "NO": 4, "MY": 5, "JP": 7, "BR": 8, "RO": 6, "UA": 5, "LT": 5, "NZ": 4, "ZA": 4,
    "TR": 5, "PL": 5, "CO": 6, "PE": 5, "DK": 4, "PR": 5, "PH": 4, "KZ": 6, "TH": 5,
}  # fmt: skip
# Made up, by country: nines and a run of digits that the post there has not given out.
_MADE_UP = {"CN": {"999999", "123456", "111111", "888888"}, "US": {"99999"}, "DE": {"99999"}}


@frozen
class Postcode:
    """Write a postcode as its post prints it, and check its shape where the country is known.

    >>> Postcode()("sw1a1aa"), Postcode(country="US").parse("1234").value
    ('SW1A 1AA', '01234')
    >>> Postcode(country="DE").parse("ABC").reasons
    ('postcode.format',)

    Matching ignores spaces and hyphens, and the four digits behind a ZIP code.

    >>> Postcode(country="US").parse("02161-1234").match_keys
    ('02161',)

    Attributes:
        country: ISO alpha-2 of the address.
    """

    country: str | None = None

    def __call__(self, text: str) -> str | None:
        """Return the postcode, or None where there is none."""
        return self.parse(text).value

    def quick(self, text: str) -> Standardized | None:
        """Return a postcode as its post prints it; None means that the full way decides."""
        compact = self._plain(text)
        return None if compact is None else valid(text, text, keys=(self._key(compact),))

    def quick_texts(self, values: Sequence[str]) -> list[str | None]:
        """Return each postcode that is printed so and is its own match key, else None."""
        return in_one_pass(values, self._are_plain, self._if_plain)

    def _if_plain(self, text: str) -> str | None:
        compact = self._plain(text)
        return text if compact is not None and self._key(compact) == compact else None

    def _are_plain(self, lines: Lines) -> Flags:
        """Say which lines are surely plain postcodes, of those that are digits only."""
        plain = np.zeros(len(lines.starts), dtype=np.bool_)
        shape = shapes().get(self.country) if self.country else None
        table = _table(shape.compact.pattern) if shape else None
        if self.country is not None and (shape is None or table is None):
            return plain
        for length in range(1, _LONGEST):
            if shape is None or length not in shape.layouts:
                at, columns = lines.of_length(length)
                right = are_digits(columns) & (columns > ord("0")).any(axis=0)
                if table is not None:
                    right &= table.match(np.minimum(columns - np.uint8(ord("0")), 9))
                for known in _MADE_UP.get(self.country or "", ()):
                    right &= numbers(columns) != int(known)
                plain[at] = right
        return plain

    def plain_keys(self, values: Sequence[str]) -> list[str]:
        """Return the match key of each postcode that :meth:`quick_texts` gave."""
        return [text.replace(" ", "").replace("-", "") for text in values]

    def _plain(self, text: str) -> str | None:
        """Return a postcode that is as its post prints it without spaces and hyphens, else None."""
        compact = text
        if not text.isdecimal():
            compact = text.replace(" ", "").replace("-", "")
            # What is no number may be a word that is typed for want of one, or begin with a label.
            if self.country is None or is_placeholder(text) or _LABEL.match(text):
                return None
        if not (compact.isascii() and len(compact) < _LONGEST) or compact in _REPEATED:
            return None
        if self.country is None:
            return compact or None
        shape = shapes().get(self.country)
        if (
            shape is None
            or shape.compact.fullmatch(compact) is None
            or shape.written(compact) != text
            or compact in _MADE_UP.get(self.country, ())
        ):
            return None
        return compact

    def parse(self, text: str) -> Standardized:
        """Return the postcode."""
        return self.quick(text) or self._parse_full(text)

    def _parse_full(self, text: str) -> Standardized:
        typed = _typed(text)
        shape = shapes().get(self.country or "")
        compact = _compact(typed)
        if shape is not None and shape.compact.fullmatch(compact) is None:
            compact = _compact(_without_country(typed, self.country or ""))
        if not compact:
            return invalid(text, "postcode.format")
        if set(compact) == {"0"} or compact in _MADE_UP.get(self.country or "", ()):
            return placeholder(text)
        if shape is None:
            return _of_any_country(text, typed, compact)
        if shape.compact.fullmatch(compact):
            return valid(text, shape.written(compact), keys=(self._key(compact),))
        zeros = _ZEROS.get(self.country or "", 0)
        if compact.isdecimal() and max(3, zeros - 2) <= len(compact) < zeros:
            padded = compact.zfill(zeros)
            if shape.compact.fullmatch(padded):
                return suspect(text, shape.written(padded), "postcode.zeros_added", keys=(padded,))
        value = _of_any_country(text, typed, compact).value or compact
        return suspect(text, value, "postcode.format", keys=(compact,))

    def _key(self, compact: str) -> str:
        # The four digits behind a ZIP code are left out as often as not.
        return compact[:5] if self.country in _US else compact


@cache
def _table(pattern: str) -> DigitTable | None:
    """Return the pattern of a country whose postcodes are digits only as a table."""
    try:
        return DigitTable.of(pattern)
    except ValueError:
        return None


_LONGEST = 11
_REPEATED = frozenset("0" * n for n in range(_LONGEST))


def _typed(text: str) -> str:
    """Return what was typed in upper case, without a label, with plain digits and hyphens."""
    upper = clean(without_float_tail(clean(text)).upper())
    if not upper.isascii():
        upper = "".join(str(unicodedata.decimal(ch)) if ch.isdecimal() else ch for ch in upper)
        upper = re.sub("[‐‑‒–—−ー－]", "-", upper)
    label = _LABEL.match(upper)
    return upper[label.end() :] if label else upper


def _compact(typed: str) -> str:
    return "".join(ch for ch in typed if ch.isascii() and ch.isalnum())


def _without_country(typed: str, country: str) -> str:
    """Return ``10115`` of ``D-10115``, where the sign is the country's."""
    found = _ABROAD.match(typed)
    ours = {country, _CAR_SIGNS.get(country)}
    return typed[found.end() :] if found and found[1] in ours else typed


def _of_any_country(text: str, typed: str, compact: str) -> Standardized:
    """Return a postcode whose country is not known: as it was typed, or as its shape tells."""
    for country in _UNMISTAKABLE:
        shape: Shape = shapes()[country]
        if shape.compact.fullmatch(compact):
            return valid(text, shape.written(compact), keys=(compact,))
    written = re.sub(r"[^0-9A-Z -]", "", typed)
    written = re.sub(r" ?-[ -]*", "-", " ".join(written.split())).strip(" -")
    key = compact[:5] if _US_LONG.fullmatch(written) else compact
    return valid(text, written, keys=(key,))
