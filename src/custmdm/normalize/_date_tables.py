"""The words of dates, and the spellings that most dates have, each with its day."""

import calendar
from collections.abc import Iterator, Mapping
from functools import cache

from custmdm.model import DateOrder

# English, German, Dutch, French, Spanish, Italian, Portuguese.
MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan january januar januari janvier janv enero gennaio janeiro jänner",
            "feb february februar februari février fevrier févr fév febrero febbraio fevereiro",
            "mar march märz mär mrz mars maart marzo março marco",
            "apr april avril avr abril aprile abr",
            "may mai mei mayo maggio maio",
            "jun june juni juin junio giugno junho",
            "jul july juli juillet juil julio luglio julho",
            "aug august augustus août aout agosto ago",
            "sep sept september septembre septiembre settembre setembro",
            "oct october oktober okt octobre octubre ottobre outubro",
            "nov november novembre noviembre novembro",
            "dec december dezember dez décembre decembre déc diciembre dicembre dezembro dic",
        ),
        start=1,
    )
    for name in names.split()
}

_ENGLISH = (
    "January February March April May June July August September October November December".split()
)

# Days that no customer was born or signed on: where the calendars and counters of systems begin or
# end. A year of 9998 or 9999 says the same whatever the day.
FILLED_IN = frozenset(
    """
    0001-01-01 0001-01 0001 1601-01-01 1753-01-01 1899-12-30 1899-12-31 1900-01-01 2099-12-31
    2222-02-22 2999-12-31 3000-01-01 3000-12-31
    """.split()
)
# Where Unix time begins: filled in very often, and a birthday as well.
EPOCH = "1970-01-01"

# Outside these a year is a slip more likely than a date.
FIRST_YEAR, LAST_YEAR = 1700, 2199


@cache
def year_first() -> Mapping[str, Mapping[str, str]]:
    """Return, by year, what may follow it and the end of the ISO date that it means.

    >>> year_first()["1988"]["/3/7"], year_first()["1988"]["年3月7日"], year_first()["1988"]["0307"]
    ('-03-07', '-03-07', '-03-07')
    >>> "-02-29" in year_first()["1900"], "-01-01" in year_first()["1900"]
    (False, False)
    """
    leap = {spelled: iso for iso in _days(2000) for spelled in _after_year(iso)}
    common = {spelled: iso for spelled, iso in leap.items() if iso != "-02-29"}
    found: dict[str, Mapping[str, str]] = {
        str(year): leap if calendar.isleap(year) else common
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
    }
    for day in [day for day in FILLED_IN if len(day) == 10 and day[:4] in found] + [EPOCH]:
        table = found[day[:4]]
        found[day[:4]] = {spelled: iso for spelled, iso in table.items() if iso != day[4:]}
    return found


@cache
def year_last(order: DateOrder | None) -> Mapping[str, str]:
    """Return what may stand before a year and the end of the ISO date that it means.

    >>> year_last(None)["25/09/"], year_last(None)["March 7, "], "03/04/" in year_last(None)
    ('-09-25', '-03-07', False)
    >>> year_last(DateOrder.DMY)["03/04/"]
    '-04-03'
    """
    return {spelled: iso for iso in _days(2000) for spelled in _before_year(iso, order)}


@cache
def either_order() -> Mapping[str, tuple[str, str]]:
    """Return what may stand before a year and mean two days, with the end of both ISO dates.

    >>> either_order()["3/4/"]
    ('-04-03', '-03-04')
    """
    found: dict[str, tuple[str, str]] = {}
    for first in range(1, 13):
        for second in set(range(1, 13)) - {first}:
            ends = f"-{second:02}-{first:02}", f"-{first:02}-{second:02}"
            for a in {str(first), f"{first:02}"}:
                for b in {str(second), f"{second:02}"}:
                    found |= {f"{a}{mark}{b}{mark}": ends for mark in "-/."}
    return found


def _days(year: int) -> Iterator[str]:
    for month in range(1, 13):
        for day in range(1, calendar.monthrange(year, month)[1] + 1):
            yield f"-{month:02}-{day:02}"


def _after_year(iso: str) -> Iterator[str]:
    _, mm, dd = iso.split("-")
    yield mm + dd
    for month in {mm, str(int(mm))}:
        for day in {dd, str(int(dd))}:
            yield from (f"{mark}{month}{mark}{day}" for mark in "-/.")
            yield f"年{month}月{day}日"


def _before_year(iso: str, order: DateOrder | None) -> Iterator[str]:
    _, mm, dd = iso.split("-")
    month_name = _ENGLISH[int(mm) - 1]
    either = int(dd) <= 12 and dd != mm
    for day in {dd, str(int(dd))}:
        for name in (month_name, month_name[:3]):
            yield from (f"{day} {name} ", f"{name} {day}, ", f"{day}-{name}-")
        for month in {mm, str(int(mm))}:
            for mark in "-/.":
                if not either or order is DateOrder.DMY:
                    yield f"{day}{mark}{month}{mark}"
                if not either or order is DateOrder.MDY:
                    yield f"{month}{mark}{day}{mark}"
