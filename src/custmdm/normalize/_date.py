"""Dates to ISO, with the precision they were given with."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen

from custmdm._lines import in_chunks
from custmdm._pattern import lazy_pattern
from custmdm._text import clean
from custmdm.model import DateOrder, Standardized
from custmdm.normalize._answers import invalid, placeholder, suspect, valid
from custmdm.normalize._date_chinese import plain
from custmdm.normalize._date_readings import Readings, readings
from custmdm.normalize._date_tables import (
    EPOCH,
    FILLED_IN,
    FIRST_YEAR,
    LAST_YEAR,
    either_order,
    year_first,
    year_last,
)
from custmdm.normalize._date_text import Numbers, iso_calendar
from custmdm.normalize._fixed_width import iso_dates
from custmdm.normalize._plain import without_float_tail

# No date is longer, with weekday, time and zone.
_MAX_CHARS = 80
_DAY = {"precision": "day"}
_PARTS = ({"precision": "year"}, {"precision": "month"}, _DAY)
_ISO_CLOCK = lazy_pattern(
    r"[T ][0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-][01]\d:?[0-5]\d)?"
)
_MARKS = str.maketrans("’‘–—−‐_、\\", "''-----//")
# Five digits: 1927 to 2173. Four are a year.
_SERIAL = lazy_pattern(r"([1-9]\d{4})(?:\.\d+)?")


def _as_order(order: Any) -> DateOrder | None:
    return None if order is None else DateOrder(order)


@frozen
class Date:
    """Write a date as YYYY-MM-DD, or YYYY-MM or YYYY where no more is known.

    >>> Date()("1988年3月7日"), Date()("Mon, 7 March 1988 10:36"), Date()("March 1988")
    ('1988-03-07', '1988-03-07', '1988-03')
    >>> Date().parse("1988-02-30").reasons
    ('date.impossible',)

    What may be two days is neither; matching meets both:

    >>> answer = Date().parse("03/04/2021")
    >>> answer.reasons, answer.match_keys
    (('date.ambiguous_order',), ('2021-04-03', '2021-03-04'))
    >>> Date(date_order="DMY")("03/04/2021")
    '2021-04-03'

    Attributes:
        date_order: the order of day, month and year where the text does not tell.
        excel_serials: read five digits as the day number of a spreadsheet.
        first_year: the first of the hundred years that two digits may mean. Such a date is suspect.
    """

    date_order: DateOrder | None = field(default=None, converter=_as_order)
    excel_serials: bool = False
    first_year: int = 1969

    def __call__(self, text: str) -> str | None:
        """Return the ISO date, or None where there is none."""
        return self.parse(text).value

    def quick(self, text: str) -> Standardized | None:
        """Return the answer for a spelling that most dates have, else None."""
        value = _quick_text(text, year_first(), year_last(self.date_order))
        if value is not None:
            return valid(text, value, parts=_DAY)
        year = text[-4:]
        ends = either_order().get(text[:-4])
        if ends is None or self.date_order not in (None, DateOrder.YMD) or year not in year_first():
            return None
        return invalid(text, "date.ambiguous_order", keys=(year + ends[0], year + ends[1]))

    def quick_texts(self, values: Sequence[str]) -> list[str | None]:
        """Return the ISO date of each value that :meth:`quick` answers; None for the others."""
        first, last = year_first(), year_last(self.date_order)

        def one(text: str) -> str | None:
            return _quick_text(text, first, last)

        def some(chunk: Sequence[str]) -> list[str | None]:
            found = iso_dates(chunk)
            for place, value in enumerate(found):
                if value is None:
                    found[place] = one(chunk[place])
            return found

        return in_chunks(values, some, one)

    def plain_keys(self, values: Sequence[str]) -> list[str]:
        """Return the match key of each date that :meth:`quick_texts` gave."""
        return list(values)

    def parse(self, text: str) -> Standardized:
        """Return the ISO date with its precision."""
        return self.quick(text) or self._parse_full(text)

    def _parse_full(self, text: str) -> Standardized:
        cleaned = without_float_tail(clean(text)).casefold().translate(_MARKS)
        if len(cleaned) > _MAX_CHARS:
            return invalid(text, "date.not_a_date")
        digits = "".join(ch for ch in cleaned if ch in "0123456789")
        keys = (digits,) if len(digits) >= 4 else ()
        if digits and set(digits) == {"0"}:
            return placeholder(text, "date.sentinel")
        serial = _SERIAL.fullmatch(cleaned) if self.excel_serials else None
        if serial:
            return _answer(text, _of_serial(int(serial[1])))
        found = self._readings(cleaned)
        if found.no_year:
            return invalid(text, "date.no_year", keys=keys)
        if not found.dates:
            return invalid(text, "date.not_a_date", keys=keys)
        dates = list(dict.fromkeys(d for d in map(_stated, found.dates) if _exists(d)))
        if not dates:
            return invalid(text, "date.impossible", keys=keys)
        if len(dates) > 1 and not found.settled:
            return invalid(text, "date.ambiguous_order", keys=tuple(map(_iso, dates)))
        return _answer(text, dates[0], *(["date.two_digit_year"] if found.two_digits else []))

    def _readings(self, text: str) -> Readings:
        calendar = iso_calendar(text)
        if calendar is None:
            return readings(plain(text), self.date_order, self.first_year)
        return Readings((calendar,))


def _quick_text(
    text: str, first: Mapping[str, Mapping[str, str]], last: Mapping[str, str]
) -> str | None:
    """Return the ISO date where the tables hold its spelling."""
    days = first.get(text[:4])
    if days is not None:
        tail = days.get(text[4:])
        if tail is None:
            tail = days.get(text[4:10])
            if tail is None or not _ISO_CLOCK.fullmatch(text, 10):
                return None
        return text[:4] + tail
    days = first.get(text[-4:])
    tail = None if days is None else days.get(last.get(text[:-4], ""))
    return None if tail is None else text[-4:] + tail


def _of_serial(serial: int) -> Numbers:
    day = dt.date(1899, 12, 30) + dt.timedelta(serial)
    return day.year, day.month, day.day


def _stated(date: Numbers) -> Numbers:
    """Return a date without what a database writes as zero for what it does not know."""
    while len(date) > 1 and date[-1] == 0:
        date = date[:-1]
    return date


def _exists(date: Numbers) -> bool:
    try:
        dt.date(*(*date, 1, 1)[:3])
    except ValueError:
        return False
    return True


def _iso(date: Numbers) -> str:
    return "-".join(f"{n:0{width}}" for n, width in zip(date, (4, 2, 2), strict=False))


def _answer(text: str, date: Numbers, *reasons: str) -> Standardized:
    value = _iso(date)
    parts = _PARTS[len(date) - 1]
    if value in FILLED_IN or date[0] >= 9998:
        return placeholder(text, "date.sentinel")
    if value == EPOCH:
        reasons = (*reasons, "date.sentinel")
    elif not FIRST_YEAR <= date[0] <= LAST_YEAR:
        reasons = (*reasons, "date.unlikely_year")
    return (
        suspect(text, value, *reasons, parts=parts) if reasons else valid(text, value, parts=parts)
    )
