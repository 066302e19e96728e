"""Columns of codes of one width, standardized as a matrix of characters.

Each function gives the standard text of the values that are plain and right, and None for the
others: those go the full way, one by one. A test compares both ways.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]

_ZERO = 48


def matrix_of_width(values: Sequence[str], width: int) -> tuple[list[int], Bytes]:
    """Return the places of the ASCII values of a width, and their characters, a row each.

    >>> places, rows = matrix_of_width(["ab", "c", "de"], 2)
    >>> places, rows.tolist()
    ([0, 2], [[97, 98], [100, 101]])
    """
    lengths = np.fromiter(map(len, values), dtype=np.int64, count=len(values))
    places: list[int] = np.flatnonzero(lengths == width).tolist()
    picked = [values[i] for i in places]
    joined = "".join(picked)
    if not joined.isascii():
        places = [i for i, text in zip(places, picked, strict=True) if text.isascii()]
        joined = "".join(text for text in picked if text.isascii())
    return places, np.frombuffer(joined.encode("ascii"), np.uint8).reshape(-1, width)


def are_digits(rows: Bytes) -> Flags:
    """Say which rows hold only digits."""
    return np.asarray(np.all(rows - np.uint8(_ZERO) <= 9, axis=1), dtype=np.bool_)


def numbers(rows: Bytes) -> npt.NDArray[np.int64]:
    """Return each row of digits as a number."""
    weights = 10 ** np.arange(rows.shape[1] - 1, -1, -1, dtype=np.int64)
    found: npt.NDArray[np.int64] = (rows - np.uint8(_ZERO)).astype(np.int64) @ weights
    return found


def are_dates(rows: Bytes) -> Flags:
    """Say which rows of eight digits are days of the calendar, as YYYYMMDD.

    >>> _, rows = matrix_of_width(["20240229", "20230229"], 8)
    >>> are_dates(rows).tolist()
    [True, False]
    """
    year, month, day = numbers(rows[:, :4]), numbers(rows[:, 4:6]), numbers(rows[:, 6:])
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    lengths = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    days = lengths[np.where(month <= 12, month, 0)] + (leap & (month == 2))
    found: Flags = are_digits(rows) & (year >= 1) & (day >= 1) & (day <= days)
    return found


def resident_ids(values: Sequence[str]) -> list[str | None]:
    """Return the 18-digit resident ids whose date and check digit are right (GB 11643).

    >>> resident_ids(["11010519491231002X", "110105194912310021", "A1"])
    ['11010519491231002X', None, None]
    """
    places, rows = matrix_of_width(values, 18)
    totals = (rows[:, :17] - np.uint8(_ZERO)).astype(np.int64) @ _RESIDENT_WEIGHTS
    right = _RESIDENT_CHECKS[totals % 11] == rows[:, 17]
    born = rows[:, 6:14]
    right &= are_digits(rows[:, :17]) & (rows[:, 0] > _ZERO) & are_dates(born) & _is_recent(born)
    return _kept(values, places, right)


def credit_codes(values: Sequence[str]) -> list[str | None]:
    """Return the unified social credit codes whose check character is right (GB 32100).

    >>> credit_codes(["91350100M000100Y43", "91350100M000100Y44"])
    ['91350100M000100Y43', None]
    """
    places, rows = matrix_of_width(values, 18)
    digits = _CREDIT_DIGITS[rows]
    totals = digits[:, :17] @ _CREDIT_WEIGHTS
    right = (digits >= 0).all(axis=1) & (-totals % 31 == digits[:, 17])
    right &= are_digits(rows[:, 2:8]) & (rows[:, 0] != _ZERO)
    found = _kept(values, places, right)
    # A masked code may have the right check character by chance.
    return [None if text is None or "XXXX" in text else text for text in found]


def iso_dates(values: Sequence[str]) -> list[str | None]:
    """Return the dates of year, month and day in digits, in ISO form.

    >>> iso_dates(["1988-03-07", "19880307", "1988/03/07", "1988/3/7", "1988-02-30"])
    ['1988-03-07', '1988-03-07', '1988-03-07', None, None]
    """
    found: list[str | None] = [None] * len(values)
    places, rows = matrix_of_width(values, 8)
    iso = np.full((len(rows), 10), ord("-"), dtype=np.uint8)
    iso[:, _DIGITS_OF_ISO] = rows
    _fill(found, places, iso, are_dates(rows) & _is_recent(rows))
    places, rows = matrix_of_width(values, 10)
    digits, mark = rows[:, _DIGITS_OF_ISO], rows[:, 4]
    right = np.isin(mark, _DATE_MARKS) & (mark == rows[:, 7])
    iso = rows.copy()
    iso[:, [4, 7]] = ord("-")
    _fill(found, places, iso, right & are_dates(digits) & _is_recent(digits))
    return found


_RESIDENT_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_RESIDENT_CHECKS = np.frombuffer(b"10X98765432", np.uint8)
_CREDIT_WEIGHTS = np.array([pow(3, i, 31) for i in range(17)])
_CREDIT_DIGITS = np.full(128, -1, dtype=np.int64)
_CREDIT_DIGITS[np.frombuffer(b"0123456789ABCDEFGHJKLMNPQRTUWXY", np.uint8)] = np.arange(31)
_DIGITS_OF_ISO = [0, 1, 2, 3, 5, 6, 8, 9]
_DATE_MARKS = np.frombuffer(b"-/.", np.uint8)


def _is_recent(dates: Bytes) -> Flags:
    """Say which dates, as YYYYMMDD, no system fills in and nobody doubts."""
    year = numbers(dates[:, :4])
    sentinel = numbers(dates) == 19700101
    recent: Flags = (year > 1900) & (year < 2099) & ~sentinel
    return recent


def _kept(values: Sequence[str], places: list[int], right: Flags) -> list[str | None]:
    found: list[str | None] = [None] * len(values)
    for place, is_right in zip(places, right.tolist(), strict=True):
        if is_right:
            found[place] = values[place]
    return found


def _fill(found: list[str | None], places: list[int], rows: Bytes, right: Flags) -> None:
    """Write the right rows into their places, as text."""
    width = rows.shape[1]
    joined = rows[right].tobytes().decode("ascii")
    at = np.array(places, dtype=np.int64)[right].tolist()
    for i, place in enumerate(at):
        found[place] = joined[i * width : (i + 1) * width]
