"""Whole columns of numbers of the usual kinds: many in one pass, layout by layout."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

import numpy as np
from attrs import frozen

from custmdm._lines import Bytes, Flags, Lines, Places, in_chunks, texts_of
from custmdm.normalize._digit_pattern import DigitTable
from custmdm.normalize._phone_plain import (
    american_ranges,
    mobile_ranges,
    plain_american,
    plain_mobile,
    plain_other,
)
from custmdm.normalize._phone_read import FILLERS

# A column has few layouts; where the numbers of one length have more, they go one by one.
_LAYOUTS = 8
# Fewer numbers of one layout are not worth a pass.
_FEW = 16
_SHORTEST = 10
_ZERO = ord("0")


def plain_text(text: str, country: str | None) -> str | None:
    """Return the E.164 of a Chinese or American number in a usual spelling; None for all else.

    >>> plain_text("138 1234 5678", "CN"), plain_text("(212) 555-1234", "US")
    ('+8613812345678', '+12125551234')
    """
    found = plain_mobile(text, country) or plain_american(text, country)
    if found is None:
        other = plain_other(text, country)
        found = None if other is None else other[0]
    return found


def plain_texts(values: Sequence[str], country: str | None) -> list[str | None]:
    """Return what :func:`plain_text` does of each value, many in one pass."""

    def one(text: str) -> str | None:
        return plain_text(text, country)

    def some(chunk: Sequence[str]) -> list[str | None]:
        found: list[str | None] = [None] * len(chunk)
        for at, texts in _written(Lines.of(chunk), country):
            if len(at) == len(found):
                return list(texts)
            for i, text in zip(at.tolist(), texts, strict=True):
                found[i] = text
        for i, known in enumerate(found):
            if known is None:
                found[i] = one(chunk[i])
        return found

    return in_chunks(values, some, one)


@frozen
class _Sort:
    """Say how the numbers of one sort are written and told.

    Attributes:
        code: the country code.
        example: a national number, for which one by one is asked what a layout means.
        prefixes: the digits that may stand before the national number.
        read: reads one number.
        ranges: the pattern of the national numbers, and those of others that are none.
        least: places of the national number whose digit is no less than another.
    """

    code: str
    example: str
    prefixes: tuple[str, ...]
    read: Callable[[str, str | None], str | None]
    ranges: Callable[[], tuple[str, ...]]
    least: tuple[tuple[int, int], ...]


_SORTS = (
    _Sort("+1", "2015550123", ("", "1"), plain_american, american_ranges, ((0, 2), (3, 2))),
    _Sort("+86", "13123456789", ("", "86", "0086"), plain_mobile, mobile_ranges, ((0, 1),)),
)


@cache
def _table(sort: _Sort) -> DigitTable | None:
    try:
        return DigitTable.of(*sort.ranges())
    except ValueError:
        return None  # written in another way than any so far: then one by one


def _written(lines: Lines, country: str | None) -> Iterator[tuple[Places, Sequence[str]]]:
    """Yield the places of numbers that are surely plain, and their E.164."""
    for length, count in enumerate(np.bincount(lines.lengths).tolist()):
        if count < _FEW or length < _SHORTEST:
            continue
        at, columns = lines.of_length(length)
        for _ in range(_LAYOUTS):
            layout = columns[:, 0]
            is_digit = layout - np.uint8(_ZERO) <= 9
            alike = np.ones(len(at), dtype=np.bool_)
            for column, mark, digit in zip(columns, layout, is_digit, strict=True):
                alike &= (column - np.uint8(_ZERO) <= 9) if digit else (column == mark)
            for sort in _SORTS:
                prefix = _prefix(layout, is_digit, sort, country)
                if prefix is not None:
                    right = alike & _are_right(columns[is_digit], prefix, sort)
                    national = columns[is_digit][len(prefix) :, right]
                    yield at[right], _e164(national, sort.code)
            at, columns = at[~alike], columns[:, ~alike]
            if len(at) < _FEW:
                break


def _prefix(layout: Bytes, is_digit: Flags, sort: _Sort, country: str | None) -> str | None:
    """Return what stands before the national number in a layout; None if it is no such layout."""
    for prefix in sort.prefixes:
        digits = prefix + sort.example
        if len(digits) == is_digit.sum():
            sample = layout.copy()
            sample[is_digit] = np.frombuffer(digits.encode("ascii"), np.uint8)
            text = sample.tobytes().decode("utf-8", "replace")
            return prefix if sort.read(text, country) == sort.code + sort.example else None
    return None


def _are_right(columns: Bytes, prefix: str, sort: _Sort) -> Flags:
    """Say which numbers are in a range in use and no fillers."""
    table = _table(sort)
    if table is None:
        return np.zeros(columns.shape[1], dtype=np.bool_)
    digits = columns - np.uint8(_ZERO)
    national = digits[len(prefix) :]
    # What is no digit at all is of another layout, whatever is said of it here.
    right = table.match(np.minimum(national, 9))
    for digit, known in zip(digits, prefix, strict=False):
        right &= digit == int(known)
    for place, least in sort.least:
        right &= national[place] >= least
    # As 138 0000 0000; whether it is a filler is for the slow way to say.
    right &= national[3:].any(axis=0)
    for filler in FILLERS:
        if len(filler) == len(national):
            right &= (national != np.array(list(map(int, filler)))[:, None]).any(axis=0)
    return right


def _e164(national: Bytes, code: str) -> list[str]:
    first = np.frombuffer(code.encode("ascii"), np.uint8)
    return texts_of(np.concatenate([np.repeat(first[:, None], national.shape[1], 1), national]))
