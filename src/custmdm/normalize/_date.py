"""Dates to ISO, with the precision they were given with."""

import datetime as dt
import re
from typing import Any

from attrs import field, frozen

from custmdm._text import clean
from custmdm.model import DateOrder, Standardized
from custmdm.normalize._answers import invalid, placeholder, valid
from custmdm.normalize._plain import without_float_tail

_SENTINELS = frozenset(
    "1900-01-01 1899-12-31 1970-01-01 9999-12-31 0001-01-01 1753-01-01 2099-12-31".split()
)
_YMD = re.compile(r"(\d{4})\s*[-/.年\s]\s*(\d{1,2})\s*[-/.月\s]\s*(\d{1,2})\s*[日号]?")
_YM = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_YEAR = re.compile(r"(\d{4})\s*年?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_THREE = re.compile(r"(\d{1,2})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{4})")
_TIME = re.compile(
    r"(?:T|(?<=\S)\s)\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|[+-]\d{2}:?\d{2})?$"
)
# Whole words only: Octopus 2012 is no date. English, German, Dutch, French, Spanish, Italian.
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan january januar januari janvier enero gennaio",
            "feb february februar februari fevrier febrero febbraio",
            "mar march mars maart marzo",
            "apr april avril abril aprile",
            "may mai mei mayo maggio",
            "jun june juni juin junio giugno",
            "jul july juli juillet julio luglio",
            "aug august augustus aout agosto",
            "sep sept september septembre septiembre settembre",
            "oct october oktober okt octobre octubre ottobre",
            "nov november novembre noviembre",
            "dec december dezember dez decembre diciembre dicembre",
        ),
        start=1,
    )
    for name in names.split()
}
_WORD_DMY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s.-]+([a-z]{3,10})\.?,?[\s-]+(\d{4})")
_WORD_MDY = re.compile(r"([a-z]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_WORD_MY = re.compile(r"([a-z]{3,10})\.?,?\s+(\d{4})")


def _as_order(order: Any) -> DateOrder | None:
    return None if order is None else DateOrder(order)


@frozen
class Date:
    """Write a date as YYYY-MM-DD, or YYYY-MM or YYYY where no more is known.

    >>> Date()("1988年3月7日"), Date()("19880307"), Date()("March 1988")
    ('1988-03-07', '1988-03-07', '1988-03')
    >>> Date().parse("03/04/2021").reasons
    ('date.ambiguous_order',)
    >>> Date(date_order="DMY")("03/04/2021")
    '2021-04-03'
    >>> Date().parse("1988-02-30").reasons
    ('date.impossible',)

    Attributes:
        date_order: the order of day and month where the text does not tell.
    """

    date_order: DateOrder | None = field(default=None, converter=_as_order)

    def __call__(self, text: str) -> str | None:
        """Return the ISO date, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the ISO date with its precision."""
        cleaned = without_float_tail(_TIME.sub("", clean(text))).casefold()
        digits = "".join(ch for ch in cleaned if ch in "0123456789")
        keys = (digits,) if len(digits) >= 4 else ()
        if not cleaned.isascii() and not set(cleaned) & set("年月日"):
            return invalid(text, "date.not_a_date", keys=keys)
        if digits and set(digits) == {"0"}:
            return placeholder(text, "date.sentinel")
        found = _year_first(cleaned) or _in_words(cleaned)
        if found is not None:
            return _answer(text, found, keys)
        three = _THREE.fullmatch(cleaned)
        if three is None:
            return invalid(text, "date.not_a_date", keys=keys)
        first, second, year = map(int, three.groups())
        either = first <= 12 and second <= 12 and first != second
        if either and self.date_order in (None, DateOrder.YMD):
            return invalid(text, "date.ambiguous_order", keys=keys)
        day_first = first > 12 or (second <= 12 and self.date_order != DateOrder.MDY)
        return _answer(text, (year, second, first) if day_first else (year, first, second), keys)


def _year_first(text: str) -> tuple[int, ...] | None:
    for pattern in (_YMD, _COMPACT, _YM, _YEAR):
        match = pattern.fullmatch(text)
        if match:
            return tuple(map(int, match.groups()))
    return None


def _in_words(text: str) -> tuple[int, ...] | None:
    for pattern, order in ((_WORD_DMY, (2, 1, 0)), (_WORD_MDY, (2, 0, 1)), (_WORD_MY, (1, 0))):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        groups = [_MONTHS.get(g) if g[0].isalpha() else int(g) for g in match.groups()]
        numbers = [group for group in groups if group is not None]
        return tuple(numbers[i] for i in order) if len(numbers) == len(groups) else None
    return None


def _answer(text: str, found: tuple[int, ...], keys: tuple[str, ...]) -> Standardized:
    year, month, day = (*found, 1, 1)[:3]
    try:
        full = dt.date(year, month, day).isoformat()
    except ValueError:
        return invalid(text, "date.impossible", keys=keys)
    precision = ("year", "month", "day")[len(found) - 1]
    value = full[: (4, 7, 10)[len(found) - 1]]
    if value in _SENTINELS:
        return placeholder(text, "date.sentinel")
    return valid(text, value, parts={"precision": precision})
