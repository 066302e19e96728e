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
    return np.all(rows - np.uint8(_ZERO) <= 9, axis=1)


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


def texts_of(rows: Bytes) -> list[str]:
    """Return each row of characters as text."""
    width = rows.shape[1]
    joined = rows.tobytes().decode("ascii")
    return [joined[i : i + width] for i in range(0, len(joined), width)]
