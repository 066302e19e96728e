"""The text of a date to its numbers and months, without the time of day."""

import datetime as dt
import re

from custmdm._pattern import lazy_pattern
from custmdm.normalize._date_tables import MONTHS

# Year; year and month; year, month and day.
Numbers = tuple[int, ...]

_ZONES = (
    "utc|gmt|zulu|z|est|edt|cst|cdt|mst|mdt|pst|pdt|akst|akdt|hst|ast|adt|nst|ndt|brt|brst|art"
    "|wet|west|cet|cest|mez|mesz|eet|eest|msk|bst|sast|ist|pkt|ict|wib|hkt|sgt|jst|kst"
    "|awst|acst|acdt|aest|aedt|nzst|nzdt"
)
_ZONE = (
    rf"(?:\s*[(\[]?(?:{_ZONES})\b[)\]]?)?"
    r"(?:[+-]\d{1,2}\b(?![-/.:])|\s*[+-]\s?\d{1,2}:?\d{2}\b(?![-/.]))?"
    rf"(?:\s*[(\[](?:{_ZONES}|[a-z ]{{1,40}} time)[)\]]|\s(?:{_ZONES})\b)?"
)
_NOT_INSIDE = r"(?<![\d.:])"
_MINUTES = r"(?:\s?m(?:in)?(?:\s?\d{1,2}(?:\.\d+)?\s?s)?)?"
_HALF_DAY = r"\s*[ap]\.?\s?m\b\.?"
_TIME = lazy_pattern(
    rf"""(?:(?<=\d)t|\bat\s|@)?\s*(?:
      {_NOT_INSIDE}\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:[.,]\d{{1,9}})?)?(?![\d:])(?:{_HALF_DAY})?{_ZONE}
    | {_NOT_INSIDE}\d{{1,2}}(?:\.\d{{2}}){{0,2}}(?:\.\d{{1,9}})?{_HALF_DAY}{_ZONE}
    | {_NOT_INSIDE}\d{{1,2}}\s?h(?:\s?\d{{1,2}}{_MINUTES})?\b{_ZONE}
    | (?<=\dt)\d{{2}}(?:\d{{2}}){{0,2}}(?:[.,]\d{{1,9}})?(?!\d){_ZONE}
    | (?:(?<=\d{{4}}\s)|(?<=[-/.]\d\d\s))\d{{1,2}}\.\d{{2}}(?:\.\d{{2}})?$
    | \b(?:noon|midnight)\b
    )""",
    re.VERBOSE,
)
# XML writes the zone of a day, cameras write 2021:03:04.
_DAY_ZONE = lazy_pattern(r"^(\d{4}-\d\d-\d\d)(?:z|[+-]\d\d:\d\d)$")
_CAMERA_DAY = lazy_pattern(r"^(\d{4}):(\d\d):(\d\d)\b")
# A clock right behind the day: 2021-09-0910:09.
_GLUED = lazy_pattern(r"(?<=[-/.]\d\d)(?=\d\d:\d\d)")
_CLOCK_DIGITS = r"(?:[01]\d|2[0-4])[0-5]\d"
_DIGITS_ONLY = lazy_pattern(
    rf"(\d{{8}})\s?{_CLOCK_DIGITS}(?:[0-5]\d)?|(\d{{6}})\s{_CLOCK_DIGITS}[0-5]\d"
)
_ONLY_A_DAY = lazy_pattern(r"[\d./ -]{1,10}")
_WEEKDAY = lazy_pattern(
    r"\b(?:mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)\b"
)
_LABEL = lazy_pattern(
    r"^(?:date of birth|birth ?date|birthday|d\.?o\.?b\.?|born(?: on)?|date)\b\s*:?"
)
_NOISE = frozenset("of the on at ad ce a d year de del le".split())
_TOKEN = lazy_pattern(
    r"(?P<number>'\d\d(?!\d)|\d++)(?:(?:st|nd|rd|th)?+(?![a-z])|(?=[a-z]))|(?P<word>[^\W\d_]+)"
    r"|[\s,./()\[\]|-]+"
)
_ISO_CALENDAR = lazy_pattern(
    r"(?P<year>\d{4})(?:-?w(?P<week>\d\d)-?(?P<weekday>[1-7])|-(?P<day>\d{3}))"
)


def tokens(text: str) -> tuple[list[str], dict[int, int]] | None:
    """Return the numbers, and the months with how many numbers are before; None if more is said."""
    if not _ONLY_A_DAY.fullmatch(text):
        text = _without_time(text)
    numbers: list[str] = []
    months: dict[int, int] = {}
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            return None
        at = found.end()
        if found["number"]:
            numbers.append(found["number"])
        elif found["word"] and found["word"] not in _NOISE:
            month = MONTHS.get(found["word"])
            if month is None or len(numbers) in months:
                return None
            months[len(numbers)] = month
    return numbers, months


def _without_time(text: str) -> str:
    """Return text without label, time of day, zone and weekday."""
    digits = _DIGITS_ONLY.fullmatch(text)
    if digits:
        return digits[1] or digits[2]
    text = _DAY_ZONE.sub(r"\1", _CAMERA_DAY.sub(r"\1-\2-\3", _LABEL.sub("", text)))
    text = _TIME.sub(" ", _GLUED.sub(" ", text))
    return _WEEKDAY.sub(" ", text)


def iso_calendar(text: str) -> Numbers | None:
    """Return the day of an ISO week date or ordinal date; a day that does not exist as zeros.

    >>> iso_calendar("2021-w09-4"), iso_calendar("2021-063"), iso_calendar("2021-366")
    ((2021, 3, 4), (2021, 3, 4), (0, 0, 0))
    """
    found = _ISO_CALENDAR.fullmatch(text)
    if found is None:
        return None
    year = int(found["year"])
    try:
        if found["week"]:
            day = dt.date.fromisocalendar(year, int(found["week"]), int(found["weekday"]))
        else:
            day = dt.date(year, 1, 1) + dt.timedelta(int(found["day"]) - 1)
    except (ValueError, OverflowError):
        return 0, 0, 0
    return (day.year, day.month, day.day) if found["week"] or day.year == year else (0, 0, 0)
