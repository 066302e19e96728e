"""Identity numbers of Hong Kong, Taiwan and Macau, and the travel papers of Chinese citizens."""

from custmdm._pattern import lazy_pattern
from custmdm.model import Standardized
from custmdm.normalize._answers import suspect, valid

_HONG_KONG = lazy_pattern(r"([A-Z]{1,2})([0-9]{6})([0-9A])")
_TAIWAN = lazy_pattern(r"[A-Z][1289ABCD][0-9]{8}")
_MACAU = lazy_pattern(r"[1578][0-9]{7}")
# The check digit stands in brackets: nobody else writes ids so.
_BRACKETS = lazy_pattern(r"[A-Za-z0-9]{7,8}\s?[(\[]\s?[0-9Aa]\s?[)\]]")
# What a letter counts: A is 10, and so on in the order in which the counties were named.
_TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
_PASSPORT = lazy_pattern(r"(?:[EGDSP][0-9]{8}|E[A-HJ-NP-Z][0-9]{7}|[DSP]E[0-9]{7})")
_HOME_RETURN = lazy_pattern(r"[HM][0-9]{8}(?:[0-9]{2})?")


def in_brackets(cleaned: str) -> bool:
    """Say whether the last digit stands in brackets, as in Hong Kong and Macau.

    >>> in_brackets("A123456(3)"), in_brackets("A1234563")
    (True, False)
    """
    return _BRACKETS.fullmatch(cleaned) is not None


def hong_kong_check_digit(letters: str, digits: str) -> str:
    """Return the check digit of an identity card.

    >>> hong_kong_check_digit("A", "123456"), hong_kong_check_digit("AB", "987654")
    ('3', '3')
    """
    # One letter has a space before it, which counts 36.
    values = [36] * (2 - len(letters)) + [int(ch, 36) for ch in letters + digits]
    return "0123456789A"[-sum(v * w for v, w in zip(values, range(9, 1, -1), strict=True)) % 11]


def hong_kong_id(text: str, value: str) -> Standardized | None:
    """Return the answer for a compact number, or None where it is not of that shape.

    >>> hong_kong_id("", "A1234563").parts["country"], hong_kong_id("", "A1234564").reasons
    ('HK', ('national_id.check_digit',))
    """
    found = _HONG_KONG.fullmatch(value)
    if found is None:
        return None
    right = hong_kong_check_digit(found[1], found[2]) == found[3]
    return _checked(text, value, right=right, type="identity_card", country="HK")


def taiwan_id(text: str, value: str) -> Standardized | None:
    """Return the answer for a compact number, of a citizen or a resident, or None.

    >>> taiwan_id("", "A123456789").parts["gender"], taiwan_id("", "A123456788").reasons
    ('male', ('national_id.check_digit',))

    Residents have 8 or 9 at the second place, before 2021 a letter:

    >>> taiwan_id("", "A800000014").parts["type"], taiwan_id("", "AC01234567").parts["type"]
    ('resident_certificate', 'resident_certificate')
    """
    if not _TAIWAN.fullmatch(value):
        return None
    first = _TAIWAN_LETTERS.index(value[0]) + 10
    second = (_TAIWAN_LETTERS.index(value[1]) + 10) % 10 if value[1].isalpha() else int(value[1])
    digits = (first // 10, first % 10, second, *map(int, value[2:]))
    weights = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
    right = sum(d * w for d, w in zip(digits, weights, strict=True)) % 10 == 0
    return _checked(
        text,
        value,
        right=right,
        type="identity_card" if value[1] in "12" else "resident_certificate",
        country="TW",
        gender="male" if value[1] in "18AC" else "female",
    )


def macau_id(text: str, value: str) -> Standardized | None:
    """Return the answer for a compact number, or None; how its last digit is made is not known.

    >>> macau_id("", "12345678").parts["country"]
    'MO'
    """
    if not _MACAU.fullmatch(value):
        return None
    return valid(text, value, parts={"type": "identity_card", "country": "MO"})


def chinese_travel_paper(text: str, value: str) -> Standardized | None:
    """Return the answer for a passport, or the permit by which people of Hong Kong or Macau come.

    >>> chinese_travel_paper("", "E12345678").parts["type"]
    'passport'
    """
    if _PASSPORT.fullmatch(value):
        return valid(text, value, parts={"type": "passport", "country": "CN"})
    if _HOME_RETURN.fullmatch(value):
        origin = "HK" if value[0] == "H" else "MO"
        parts = {"type": "mainland_travel_permit", "country": "CN", "origin": origin}
        return valid(text, value, parts=parts)
    return None


def _checked(text: str, value: str, *, right: bool, **parts: str) -> Standardized:
    if right:
        return valid(text, value, parts=parts)
    return suspect(text, value, "national_id.check_digit", parts=parts)
