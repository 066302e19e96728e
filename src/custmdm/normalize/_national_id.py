"""Identity numbers of persons and organizations."""

import datetime as dt
import re

from attrs import frozen

from custmdm.model import Standardized
from custmdm.normalize._answers import suspect, valid
from custmdm.normalize._plain import compact, not_an_id

_CN_PERSON = re.compile(r"[1-9][0-9]{16}[0-9X]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CN_CREDIT = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@frozen
class NationalId:
    """Make the identity number of a person compact; check Chinese ones (GB 11643).

    >>> parsed = NationalId().parse("11010519491231002x")
    >>> parsed.value, str(parsed.status)
    ('11010519491231002X', 'valid')
    >>> parsed.parts["type"], parsed.parts["birth_date"], parsed.parts["gender"]
    ('resident_id', '1949-12-31', 'female')
    >>> NationalId().parse("110105194912310021").reasons
    ('national_id.check_digit',)
    """

    def __call__(self, text: str) -> str | None:
        """Return the compact number, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the number with what it encodes."""
        value = compact(text)
        wrong = not_an_id(text, value)
        if wrong or not _CN_PERSON.fullmatch(value):
            return wrong or valid(text, value)
        birth = f"{value[6:10]}-{value[10:12]}-{value[12:14]}"
        if birth < "1880" or not _is_date(birth):
            return suspect(text, value, "national_id.birth_date")
        parts = {
            "type": "resident_id",
            "country": "CN",
            "birth_date": birth,
            "gender": "male" if int(value[16]) % 2 else "female",
        }
        if resident_check_digit(value) != value[17]:
            return suspect(text, value, "national_id.check_digit", parts=parts)
        return valid(text, value, parts=parts)


@frozen
class OrganizationId:
    """Make the register number of an organization compact; check Chinese credit codes (GB 32100).

    >>> OrganizationId().parse("91350100M000100Y43").parts
    {'type': 'unified_social_credit_code', 'country': 'CN'}
    >>> OrganizationId().parse("91350100M000100Y44").reasons
    ('organization_id.check_digit',)
    """

    def __call__(self, text: str) -> str | None:
        """Return the compact number, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the number with what it encodes."""
        value = compact(text)
        wrong = not_an_id(text, value)
        if wrong or not _CN_CREDIT.fullmatch(value):
            return wrong or valid(text, value)
        parts = {"type": "unified_social_credit_code", "country": "CN"}
        if credit_check_digit(value) == value[17]:
            return valid(text, value, parts=parts)
        if _CN_PERSON.fullmatch(value) and resident_check_digit(value) == value[17]:
            # The owner of a small business stands for it.
            return NationalId().parse(text)
        return suspect(text, value, "organization_id.check_digit", parts=parts)


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def resident_check_digit(number: str) -> str:
    """Return the check digit of the first 17 digits (GB 11643-1999, ISO 7064 mod 11-2)."""
    total = sum(int(d) * w for d, w in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def credit_check_digit(code: str) -> str:
    """Return the check character of the first 17 characters (GB 32100-2015, mod 31)."""
    total = sum(_CREDIT_ALPHABET.index(ch) * 3**i for i, ch in enumerate(code[:17]))
    return _CREDIT_ALPHABET[-total % 31]
