"""Columns of codes of one width, standardized as a matrix of characters.

Each function gives the standard text of the values that are plain and right, and None for the
others: those go the full way, one by one. A test compares both ways.
"""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from custmdm._lines import Bytes, Flags, Lines, Places, texts_of

_ZERO = 48
Numbers = npt.NDArray[np.int32]


def are_digits(columns: Bytes) -> Flags:
    """Say which values hold only digits; of each place of all values there is one array."""
    found = np.ones(columns.shape[1], dtype=np.bool_)
    for column in columns:
        found &= column - np.uint8(_ZERO) <= 9
    return found


def numbers(columns: Bytes) -> Numbers:
    """Return values of digits as numbers.

    >>> numbers(np.array([[49, 50], [48, 51]], dtype=np.uint8)).tolist()
    [10, 23]
    """
    found: Numbers = np.zeros(columns.shape[1], dtype=np.int32)
    for column in columns:
        found *= 10
        found += column - np.uint8(_ZERO)
    return found


def are_dates(columns: Bytes) -> Flags:
    """Say which values of eight digits are days of the calendar, as YYYYMMDD.

    >>> _, columns = Lines.of(["20240229", "20230229"]).of_length(8)
    >>> are_dates(columns).tolist()
    [True, False]
    """
    year, month, day = numbers(columns[:4]), numbers(columns[4:6]), numbers(columns[6:])
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    days = _LENGTHS[np.where(month <= 12, month, 0)] + (leap & (month == 2))
    found: Flags = are_digits(columns) & (year >= 1) & (day >= 1) & (day <= days)
    return found


def resident_ids(values: Sequence[str]) -> list[str | None]:
    """Return the 18-digit resident ids whose date and check digit are right (GB 11643).

    >>> resident_ids(["11010519491231002X", "110105194912310021", "A1"])
    ['11010519491231002X', None, None]
    """

    def right(columns: Bytes) -> Flags:
        totals = _total(columns[:17] - np.uint8(_ZERO), _RESIDENT_WEIGHTS)
        born = columns[6:14]
        found: Flags = are_digits(columns[:17]) & are_dates(born) & _is_recent(born)
        found &= (_RESIDENT_CHECKS[totals % 11] == columns[17]) & (columns[0] > _ZERO)
        return found

    return _right_of_length(values, 18, right)


def credit_codes(values: Sequence[str]) -> list[str | None]:
    """Return the unified social credit codes whose check character is right (GB 32100).

    >>> credit_codes(["91350100M000100Y43", "91350100M000100Y44"])
    ['91350100M000100Y43', None]
    """

    def right(columns: Bytes) -> Flags:
        digits = _CREDIT_DIGITS[columns]
        totals = _total(digits[:17], _CREDIT_WEIGHTS)
        found: Flags = are_digits(columns[2:8]) & (columns[0] != _ZERO)
        found &= (digits >= 0).all(axis=0) & (-totals % 31 == digits[17])
        return found

    found = _right_of_length(values, 18, right)
    # A masked code may have the right check character by chance.
    return [None if text is None or "XXXX" in text else text for text in found]


def iso_dates(values: Sequence[str]) -> list[str | None]:
    """Return the dates of year, month and day in digits, in ISO form.

    >>> iso_dates(["1988-03-07", "19880307", "1988/03/07", "1988/3/7", "1988-02-30"])
    ['1988-03-07', '1988-03-07', '1988-03-07', None, None]
    """
    found: list[str | None] = [None] * len(values)
    if not values:
        return found
    lines = Lines.of(values)
    at, columns = lines.of_length(10)
    digits, mark = columns[_DIGITS_OF_ISO], columns[4]
    right = are_dates(digits) & _is_recent(digits) & (mark == columns[7])
    _fill(found, values, at[right & (mark == _HYPHEN)])
    for other in b"/.":
        of_mark = right & (mark == other)
        if of_mark.any():
            _fill_iso(found, at[of_mark], digits[:, of_mark])
    at, digits = lines.of_length(8)
    right = are_dates(digits) & _is_recent(digits)
    _fill_iso(found, at[right], digits[:, right])
    return found


_HYPHEN = ord("-")
_LENGTHS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], dtype=np.int32)
_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_CHECKS = np.frombuffer(b"10X98765432", np.uint8)
_CREDIT_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_CREDIT_DIGITS = np.full(256, -1, dtype=np.int32)
_CREDIT_DIGITS[np.frombuffer(b"0123456789ABCDEFGHJKLMNPQRTUWXY", np.uint8)] = np.arange(31)
_DIGITS_OF_ISO = [0, 1, 2, 3, 5, 6, 8, 9]


def _is_recent(dates: Bytes) -> Flags:
    """Say which dates, as YYYYMMDD, no system fills in and nobody doubts."""
    day = numbers(dates)
    recent: Flags = (day > 19010000) & (day < 20990000) & (day != 19700101)
    return recent


def _total(digits: npt.NDArray[np.integer], weights: Sequence[int]) -> Numbers:
    found: Numbers = np.zeros(digits.shape[1], dtype=np.int32)
    for digit, weight in zip(digits, weights, strict=True):
        found += digit.astype(np.int32) * np.int32(weight)
    return found


def _right_of_length(
    values: Sequence[str], length: int, right: Callable[[Bytes], Flags]
) -> list[str | None]:
    """Return the values of a length of which a function says that they are right; else None."""
    found: list[str | None] = [None] * len(values)
    if values:
        at, columns = Lines.of(values).of_length(length)
        _fill(found, values, at[right(columns)])
    return found


def _fill(found: list[str | None], values: Sequence[str], at: Places) -> None:
    """Write the values of some places as they are."""
    if len(at) == len(found):
        found[:] = values
        return
    for i in at.tolist():
        found[i] = values[i]


def _fill_iso(found: list[str | None], at: Places, digits: Bytes) -> None:
    """Write dates of eight digits into their places, in ISO form."""
    iso = np.full((10, len(at)), _HYPHEN, dtype=np.uint8)
    iso[_DIGITS_OF_ISO] = digits
    for i, text in zip(at.tolist(), texts_of(iso), strict=True):
        found[i] = text
