"""Checks of numbers of persons that python-stdnum lacks, or does by the clock.

Each takes a compact number: whether its check holds, or None where it is of no such shape.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from operator import mul

from custmdm._pattern import lazy_pattern

_NINO = lazy_pattern(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z][0-9]{6}[A-D]?")
_SINGAPORE = lazy_pattern(r"([STFGM])([0-9]{7})([A-Z])")
# By the first letter: what is added, and the check letters.
_SINGAPORE_LETTERS = {
    "S": (0, "JZIHGFEDCBA"), "T": (4, "JZIHGFEDCBA"), "F": (0, "XWUTRQPNMLK"),
    "G": (4, "XWUTRQPNMLK"), "M": (3, "XWUTRQPNJLK"),
}  # fmt: skip
# By the seventh digit: the century of the birth.
_KOREAN_CENTURIES = (18, 19, 19, 20, 20, 19, 19, 20, 20, 18)


def _digits(value: str, *lengths: int) -> bool:
    return len(value) in lengths and value.isascii() and value.isdigit()


def _luhn(digits: str) -> bool:
    total = sum(map(int, digits[-1::-2]))
    return (total + sum(sum(divmod(2 * int(d), 10)) for d in digits[-2::-2])) % 10 == 0


def british(value: str) -> bool | None:
    """Check a National Insurance number, which has no check digit.

    >>> british("AB123456C"), british("QQ123456C")
    (True, None)
    """
    return True if _NINO.fullmatch(value) else None


def singaporean(value: str) -> bool | None:
    """Check an NRIC or FIN.

    >>> singaporean("S1234567D"), singaporean("S1234567A"), singaporean("F1234567N")
    (True, False, True)
    """
    found = _SINGAPORE.fullmatch(value)
    if found is None:
        return None
    more, letters = _SINGAPORE_LETTERS[found[1]]
    total = more + sum(map(mul, map(int, found[2]), (2, 7, 6, 5, 4, 3, 2)))
    return letters[total % 11] == found[3]


def korean(value: str) -> bool | None:
    """Check the birth date in a resident number: since 2020 the last digits are random.

    >>> korean("9710139019902"), korean("9713139019902")
    (True, False)
    """
    if not _digits(value, 13):
        return None
    year = _KOREAN_CENTURIES[int(value[6])] * 100 + int(value[:2])
    try:
        dt.date(year, int(value[2:4]), int(value[4:6]))
    except ValueError:
        return False
    return True


def swedish(value: str) -> bool | None:
    """Check a personal identity number, of 10 or 12 digits.

    >>> swedish("8803200016"), swedish("198803200016"), swedish("8803200018")
    (True, True, False)
    """
    return _luhn(value[-10:]) if _digits(value, 10, 12) else None


def south_african(value: str) -> bool | None:
    """Check an identity number.

    >>> south_african("7503305044089"), south_african("8503305044089")
    (True, False)
    """
    return _luhn(value) if _digits(value, 13) else None


def norwegian(value: str) -> bool | None:
    """Check a birth number or D-number.

    >>> norwegian("15108695088"), norwegian("15108695077")
    (True, False)
    """
    if not _digits(value, 11):
        return None
    numbers = [int(d) for d in value]
    return all(
        sum(map(mul, numbers, weights)) % 11 == 0
        for weights in ((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))
    )


def belgian(value: str) -> bool | None:
    """Check a national register number; those born since 2000 have a 2 before it.

    >>> belgian("85073003328"), belgian("17073003384"), belgian("12345678901")
    (True, True, False)
    """
    if not _digits(value, 11):
        return None
    return int(value[9:]) in {97 - int(century + value[:9]) % 97 for century in ("", "2")}


CHECKS: Mapping[str, tuple[str, Callable[[str], bool | None]]] = {
    "BE": ("national_register_number", belgian),
    "GB": ("national_insurance_number", british),
    "KR": ("resident_registration_number", korean),
    "NO": ("birth_number", norwegian),
    "SE": ("personal_identity_number", swedish),
    "SG": ("nric", singaporean),
    "ZA": ("identity_number", south_african),
}
