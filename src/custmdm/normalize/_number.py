"""Amounts and counts to plain numbers."""

import re
import unicodedata
from decimal import Decimal, localcontext
from functools import cache

from attrs import frozen

from custmdm._pattern import lazy_pattern
from custmdm._text import clean, fold
from custmdm.data.amounts import (
    COUNTERS,
    CURRENCIES,
    DECIMAL_COMMA,
    DECIMAL_POINT,
    DECIMAL_POINT_LOCALES,
    HAN_DIGITS,
    HAN_MAGNITUDES,
    MAGNITUDES,
    MONEY_MAGNITUDES,
)
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, suspect, valid
from custmdm.normalize._number_text import read_digits, read_han

# Longer is no amount; and a number may be written out in four times as many characters.
_LONGEST = 60
_QUICK = lazy_pattern(r"-?(?:0|[1-9]\d{0,17})(?:\.\d{0,17}[1-9])?", re.ASCII)
_MARKS = str.maketrans({"−": "-", "–": "-", "—": "-", "’": "'", "‘": "'", "٫": ".", "٬": ","})
_NUMERAL = rf"\d.,{''.join([*HAN_DIGITS, *HAN_MAGNITUDES])}"
_WORD_AFTER = lazy_pattern(r"(?<=[\d.]) ?([a-z]+\.?)$")
_HAN_AFTER = lazy_pattern(rf"(?<=[\d.]) ?[{''.join(HAN_MAGNITUDES)}]+$")
_COUNTER = lazy_pattern(rf"(?<=[{_NUMERAL}])[{COUNTERS}]$")
_WHOLE_SUM = lazy_pattern("(?<=[元圆圓块])[整正]$")
_HUNDREDTHS = {"%": -2, "‰": -3}


@frozen
class Number:
    """Write a number plainly: ``￥1,234.50`` and ``1.234,50 EUR`` are ``1234.5``.

    >>> [Number()(t) for t in ("1,234.50", "1.234,50", "100万元", "12%", "(5)", "twelve")]
    ['1234.5', '1234.5', '1000000', '0.12', '-5', None]
    >>> dict(Number().parse("US$ 1.2k").parts)
    {'currency': 'USD'}

    What may be a thousand or a decimal is reported, unless the locale tells:

    >>> Number().parse("1,234").reasons, Number(locale="de")("1,234")
    (('number.ambiguous_separator',), '1.234')

    Attributes:
        locale: the language that the numbers are written in.
    """

    locale: str | None = None

    def __call__(self, text: str) -> str | None:
        """Return the plain number, or None where the text is none."""
        return self.parse(text).value

    def quick(self, text: str) -> Standardized | None:
        """Return a number that is plain already; None means that the full way decides."""
        if _QUICK.fullmatch(text) and text != "-0" and (self.locale is None or "." not in text):
            return valid(text, text)
        return None

    def parse(self, text: str) -> Standardized:
        """Return the plain number; its currency and unit are parts."""
        return self.quick(text) or self._parse_full(text)

    def _parse_full(self, text: str) -> Standardized:
        typed = clean(text)
        if len(typed) <= _LONGEST:
            with localcontext() as context:
                context.prec = 4 * _LONGEST
                found = _read(_plain_marks(typed).casefold(), _comma(self.locale))
                if found is not None:
                    number, parts, doubtful = found
                    value = _written(number)
                    if doubtful:
                        return suspect(text, value, "number.ambiguous_separator", parts=parts)
                    return valid(text, value, parts=parts)
        return invalid(text, "number.not_a_number", keys=(fold(text),))


def _comma(locale: str | None) -> bool | None:
    """Return whether a language writes a decimal comma; None where that is not known."""
    if locale is None:
        return None
    name = locale.replace("_", "-").lower()
    language = name.partition("-")[0]
    if name in DECIMAL_POINT_LOCALES or language in DECIMAL_POINT:
        return False
    return True if language in DECIMAL_COMMA else None


def _plain_marks(typed: str) -> str:
    """Return text with ASCII digits and the usual marks."""
    if typed.isascii():
        return typed
    digits = (str(unicodedata.decimal(ch)) if ch.isdecimal() else ch for ch in typed)
    return "".join(digits).translate(_MARKS)


def _read(text: str, comma: bool | None) -> tuple[Decimal, dict[str, str], bool] | None:
    """Return the number, its currency and unit, and whether it may be another."""
    parts: dict[str, str] = {}
    text, negative = _without_sign(text)
    text, currency = _without_currency(text)
    if currency:
        if negative is None:
            text, negative = _without_sign(text)
        parts["currency"] = currency
    elif text[-1:] in _HUNDREDTHS:
        parts["unit"] = text[-1]
    else:
        counter = _COUNTER.search(text)
        if counter:
            parts["unit"] = counter[0]
    text = text.removesuffix(parts.get("unit", "")).rstrip()
    number, doubtful = _magnified(text, comma, money=bool(currency))
    if number is None:
        return None
    number = number.scaleb(_HUNDREDTHS.get(parts.get("unit", ""), 0))
    return -number if negative else number, parts, doubtful


def _without_sign(text: str) -> tuple[str, bool | None]:
    """Return text without its sign, and whether that is a minus; None where there is no sign."""
    if text[:1] in {"-", "+"}:
        return text[1:].lstrip(), text[0] == "-"
    if text[:1] == "(" and text[-1:] == ")":
        return text[1:-1].strip(), True  # as in accounts
    if text[-1:] == "-":
        return text[:-1].rstrip(), True  # as some ledgers print it
    return text, None


def _magnified(text: str, comma: bool | None, *, money: bool) -> tuple[Decimal | None, bool]:
    """Return the number before words such as million and 万, times what they say."""
    if not text.isascii():
        han = _HAN_AFTER.search(text)
        if han is None:
            return read_han(text), False
        number, doubtful = read_digits(text[: han.start()], comma=False, money=money)
        if number is None:
            return read_han(text), False
        power = sum(HAN_MAGNITUDES[ch] for ch in han[0].strip())
    else:
        word = _WORD_AFTER.search(text)
        if word is None:
            return read_digits(text, comma=comma, money=money)
        known = MAGNITUDES | MONEY_MAGNITUDES if money else MAGNITUDES
        if word[1] not in known:
            return None, False
        number, doubtful = read_digits(text[: word.start()], comma=comma, money=money)
        power = known[word[1]]
    return (None if number is None else number.scaleb(power)), doubtful


def _without_currency(text: str) -> tuple[str, str]:
    """Return text without the signs and names of its currency, and its code or sign."""
    before, after = _currency_patterns()
    found = before.match(text)
    first = ""
    if found:
        first = _code(found[1])
        text = text[found.end() :] if first else text
    text = _WHOLE_SUM.sub("", text)
    found = after.search(text)
    second = _code(found[1]) if found else ""
    if found and second and not (len(first) == len(second) == 3 and first != second):
        text = text[: found.start()]
        return text, first if len(first) == 3 else second
    return text, first


def _code(word: str) -> str:
    """Return the code of a currency, its sign where it may be several, or nothing."""
    if word in CURRENCIES:
        return CURRENCIES[word]
    import pycountry

    # XXX and XTS are the codes of no currency and of tests.
    known = word not in {"xxx", "xts"} and pycountry.currencies.get(alpha_3=word.upper())
    return word.upper() if known else ""


@cache
def _currency_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds a currency before and after a number."""
    names = "|".join(map(re.escape, sorted(CURRENCIES, key=len, reverse=True)))
    names += "|[a-z]{3}"
    return (
        re.compile(rf"({names}) ?(?=[{_NUMERAL}+(-])"),
        re.compile(rf"(?:(?<=[{_NUMERAL})-])|(?<=\d[kmb])) ?({names})$"),
    )


def _written(number: Decimal) -> str:
    plain = f"{number:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain in {"-0", ""} else plain
