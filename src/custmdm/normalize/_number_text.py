"""Digits with their separators, and Chinese numerals, to plain numbers."""

import re
from decimal import Decimal

from custmdm._pattern import lazy_pattern
from custmdm.data.amounts import HAN_DIGITS, HAN_MAGNITUDES

# A short exponent only: 1e999999 would write a million digits.
_PLAIN = lazy_pattern(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?", re.ASCII)
_SPACED = lazy_pattern(r"(\d{1,3}(?:([ '_])\d{3})(?:\2\d{3})*)([.,]\d*)?", re.ASCII)
_ONE_MARK = lazy_pattern(r"(\d+)([.,])(\d+)", re.ASCII)
# Thousands in threes, or the Indian way: 12,34,567.
_GROUPED = lazy_pattern(
    r"(\d{1,3}(?:(?:,\d{3})+|(?:,\d{2})+,\d{3})(?:\.\d*)?)|(\d{1,3}(?:\.\d{3})+(?:,\d*)?)", re.ASCII
)
_HAN = lazy_pattern(rf"[{''.join([*HAN_DIGITS, *HAN_MAGNITUDES])}\d.]+", re.ASCII)
_HAN_TOKEN = lazy_pattern(r"\d+(?:\.\d+)?|.", re.ASCII)


def read_digits(text: str, *, comma: bool | None, money: bool) -> tuple[Decimal | None, bool]:
    """Return the number that digits and separators write, and whether it may be another.

    >>> read_digits("1.234,50", comma=None, money=False)
    (Decimal('1234.50'), False)
    >>> read_digits("1,234", comma=None, money=False)
    (Decimal('1234'), True)

    Args:
        text: digits, separators, perhaps an exponent; no sign.
        comma: whether the language writes a decimal comma; None where that is not known.
        money: whether it is an amount of money, which has no three decimals.
    """
    spaced = _SPACED.fullmatch(text)
    if spaced:
        text = spaced[1].replace(spaced[2], "") + (spaced[3] or "").replace(",", ".")
    one = _ONE_MARK.fullmatch(text)
    if one:
        return _one_mark(*one.groups(), comma=comma, money=money)
    if _PLAIN.fullmatch(text):
        return Decimal(text), False
    grouped = _GROUPED.fullmatch(text)
    if grouped is None:
        return None, False
    if grouped[1]:
        return Decimal(text.replace(",", "")), False
    return Decimal(text.replace(".", "").replace(",", ".")), False


def _one_mark(
    whole: str, mark: str, rest: str, *, comma: bool | None, money: bool
) -> tuple[Decimal, bool]:
    """Return what ``1,234`` or ``1.5`` says: the mark may stand for thousands or for decimals."""
    decimal = Decimal(f"{whole}.{rest}")
    if len(rest) != 3 or len(whole) > 3 or whole.startswith("0"):
        # No thousands can be meant; an English source would not write a comma there.
        return decimal, mark == "," and comma is False
    thousands = Decimal(whole + rest)
    if mark == ",":
        return (decimal, False) if comma else (thousands, comma is None and not money)
    if money:
        return thousands, comma is not True
    # A number column saved as text writes 1.234 in every language.
    return decimal, comma is True


def read_han(text: str) -> Decimal | None:
    """Return the number that Chinese numerals write, alone or among digits.

    >>> [str(read_han(t)) for t in ("三千二百", "壹佰万", "1亿2000万", "二〇二一", "十二")]
    ['3200', '1000000', '120000000', '2021', '12']

    What may be read in two ways is none: 三万五 is 35,000 in speech.

    >>> read_han("三万五") is None, read_han("百") is None
    (True, True)
    """
    if not _HAN.fullmatch(text):
        return None
    if all(ch in HAN_DIGITS for ch in text):
        return Decimal("".join(str(HAN_DIGITS[ch]) for ch in text))
    total = section = Decimal(0)
    digit: Decimal | None = None  # written, and waiting for its power of ten
    last, after_zero = 9, False  # the power before; whether a zero was read since
    for at, token in enumerate(_HAN_TOKEN.findall(text)):
        power = HAN_MAGNITUDES.get(token)
        if power is None:
            if digit:
                return None
            digit = Decimal(HAN_DIGITS[token]) if token in HAN_DIGITS else _decimal(token)
            if digit is None:
                return None
            after_zero = after_zero or not digit
        elif power < 4:
            if power >= last or not (digit or (power == 1 and at == 0)):
                return None
            section += (digit or Decimal(1)).scaleb(power)
            digit, last, after_zero = None, power, False
        else:
            section += digit or 0
            if not section and not total:
                return None
            total = (total + section).scaleb(8) if power == 8 else total + section.scaleb(4)
            section, digit, last, after_zero = Decimal(0), None, 9, False
    colloquial = last in {2, 3} or (last == 9 and total)
    if digit and digit < 10 and colloquial and not after_zero:
        return None
    return total + section + (digit or 0)


def _decimal(token: str) -> Decimal | None:
    return Decimal(token) if _PLAIN.fullmatch(token) else None
