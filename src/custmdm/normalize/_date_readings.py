"""All days that the numbers and months of a date may mean."""

from attrs import frozen

from custmdm.model import DateOrder
from custmdm.normalize._date_tables import FIRST_YEAR, LAST_YEAR
from custmdm.normalize._date_text import Numbers, tokens


@frozen
class Readings:
    """Hold the days that a text may mean, whether they exist or not.

    Attributes:
        dates: each as year, month and day, or without what is not said; none if it is no date.
        settled: whether the first one that exists is meant; else all of them may be.
        two_digits: whether the century is not said.
        no_year: whether it is a day without a year.
    """

    dates: tuple[Numbers, ...] = ()
    settled: bool = False
    two_digits: bool = False
    no_year: bool = False


def readings(text: str, order: DateOrder | None, first_year: int) -> Readings:
    """Return what a plain, casefolded text may mean.

    >>> readings("thu sep 25 10:36:28 2003", None, 1969).dates
    ((2003, 9, 25),)
    >>> readings("10/09/2003", None, 1969).dates
    ((2003, 9, 10), (2003, 10, 9))
    >>> readings("octopus 2012", None, 1969).dates
    ()

    Args:
        text: what stands in the field.
        order: the order of day, month and year where the text does not tell it.
        first_year: the first year that two digits may mean.
    """
    found = tokens(text)
    if found is None:
        return Readings()
    numbers, months = found
    if len(months) == 1:
        ((place, month),) = months.items()
        return _with_month(numbers, place, month, first_year)
    return Readings() if months else _numeric(numbers, order, first_year)


def _with_month(numbers: list[str], place: int, month: int, first_year: int) -> Readings:
    """Read numbers among which a month stands in words at a place."""
    widths = [len(n) for n in numbers]
    if len(numbers) == 1:
        if widths == [4]:
            return Readings(((int(numbers[0]), month),))
        if _is_short_year(numbers[0]):
            return Readings(((_year(numbers[0], first_year), month),), two_digits=True)
        return Readings(no_year=widths[0] <= 2)
    if len(numbers) != 2:
        return Readings()
    long = [i for i in (0, 1) if widths[i] == 4]
    short = [i for i in (0, 1) if _is_short_year(numbers[i])]
    # 4 Jul 76 and Jul 4 76; only where both stand before the month is the year first.
    year = (long or short or [0 if place == 2 else 1])[0]
    if widths[1 - year] > 2 or widths[year] == 1 or not numbers[1 - year].isdecimal():
        return Readings()
    date = (_year(numbers[year], first_year), month, int(numbers[1 - year]))
    return Readings((date,), two_digits=not long)


def _numeric(numbers: list[str], order: DateOrder | None, first_year: int) -> Readings:
    widths = [len(n) for n in numbers]
    if len(numbers) == 1:
        return _one_number(numbers[0], order, first_year)
    if len(numbers) == 2:
        if widths[0] == 4 and widths[1] <= 2:
            return Readings(((int(numbers[0]), int(numbers[1])),))
        if widths[1] == 4 and widths[0] <= 2:
            return Readings(((int(numbers[1]), int(numbers[0])),))
        return _two_short(numbers[0], numbers[1], first_year)
    if len(numbers) != 3:
        return Readings()
    if widths[0] == 4 and max(widths[1:]) <= 2:
        return Readings((tuple(map(int, numbers)),))
    if widths[2] == 4 and max(widths[:2]) <= 2:
        first, second, year = map(int, numbers)
        return _year_last(first, second, year, order)
    return _short_years(numbers, order, first_year)


def _two_short(first: str, second: str, first_year: int) -> Readings:
    """Read two numbers without a long year: a month with a short year, or a day without a year."""
    for year, month in ((first, second), (second, first)):
        if _is_short_year(year) and month.isdecimal() and len(month) <= 2:
            return Readings(((_year(year, first_year), int(month)),), two_digits=True)
    if not (first + second).isdecimal() or max(len(first), len(second)) > 2:
        return Readings()
    return Readings(no_year=_is_day(int(first), int(second)))


def _one_number(number: str, order: DateOrder | None, first_year: int) -> Readings:
    if not number.isdecimal():
        return Readings()
    year = int(number[:4])
    if len(number) == 4:
        return Readings(((year,),))
    if len(number) == 6:
        months: tuple[Numbers, ...] = ()
        if FIRST_YEAR <= year <= LAST_YEAR and 1 <= int(number[4:]) <= 12:
            months = ((year, int(number[4:])),)
        parts = [number[:2], number[2:4], number[4:]]
        days = _short_years(parts, order, first_year)
        return Readings((*months, *days.dates), days.settled and not months, not months)
    if len(number) != 8:
        return Readings()
    if FIRST_YEAR <= year <= LAST_YEAR or not FIRST_YEAR <= int(number[4:]) <= LAST_YEAR:
        return Readings(((year, int(number[4:6]), int(number[6:])),))
    return _year_last(int(number[:2]), int(number[2:4]), int(number[4:]), order)


def _year_last(first: int, second: int, year: int, order: DateOrder | None) -> Readings:
    dates = (year, second, first), (year, first, second)
    if order is DateOrder.MDY:
        dates = dates[::-1]
    return Readings(dates, settled=order in (DateOrder.DMY, DateOrder.MDY))


def _short_years(numbers: list[str], order: DateOrder | None, first_year: int) -> Readings:
    """Read three numbers of two digits; one of them is the year."""
    first, second, third = numbers
    if max(len(n.lstrip("'")) for n in numbers) > 2 or not second.isdecimal():
        return Readings()
    last: tuple[Numbers, ...] = ()
    if len(third) >= 2 and first.isdecimal():
        year = _year(third, first_year)
        last = _year_last(int(first), int(second), year, order).dates
    before: tuple[Numbers, ...] = ()
    if len(first) >= 2 and third.isdecimal():
        before = ((_year(first, first_year), int(second), int(third)),)
    if _is_short_year(first):
        last = ()
    if _is_short_year(third) or order in (DateOrder.DMY, DateOrder.MDY):
        before = ()
    if order is DateOrder.YMD and before:
        last = ()
    return Readings((*last, *before), settled=order is not None, two_digits=True)


def _is_short_year(number: str) -> bool:
    """Say whether two digits can only be a year: '96, or more than a month has days."""
    return len(number) == 3 if number[0] == "'" else len(number) == 2 and int(number) > 31


def _year(number: str, first_year: int) -> int:
    """Return a year; of two digits the one in the hundred years from the first."""
    if len(number) == 4 and number.isdecimal():
        return int(number)
    year = first_year // 100 * 100 + int(number[-2:])
    return year if year >= first_year else year + 100


def _is_day(first: int, second: int) -> bool:
    """Say whether two numbers can be a day and a month."""
    return 1 <= min(first, second) <= 12 and 1 <= max(first, second) <= 31
