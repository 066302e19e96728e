"""Phone numbers to E.164, through phonenumbers (libphonenumber)."""

import re
from typing import TYPE_CHECKING

from attrs import frozen

from custmdm._text import clean
from custmdm.model import Standardized, Status
from custmdm.normalize._answers import invalid, placeholder, suspect, valid
from custmdm.normalize._placeholders import is_masked
from custmdm.normalize._plain import without_float_tail

if TYPE_CHECKING:
    import phonenumbers

# phonenumbers is imported where it is used: who normalizes no phone does not wait for it.

_DIGITS = re.compile(r"\d")
_EXTENSION = re.compile(
    r"(?i)\s*(?:转|轉|分机|分機|ext(?:ension)?\.?|x|#|;ext=)\s*[:：]?\s*(\d{1,6})\s*$"
)
# The Chinese way: 010-62770334-801.
_HYPHEN_EXTENSION = re.compile(r"(.*\d)\s*[-–—]\s*(\d{1,5})")
# What a spreadsheet makes of a long number; the digits are lost.
_EXPONENT = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,2}")
_LETTER = re.compile(r"[^\W\d_]")
_SEPARATOR = re.compile(r"(?i)[/;,、|\\]|\s(?:or|and)\s|或者?|和|及")
_DOUBLE_ZERO = re.compile(r"\D*00\s*(?=[1-9])")
_MAX_NUMBERS = 10
_FILLER = frozenset(
    "13800138000 13800000000 13000000000 13900000000 1234567890 12345678 123456".split()
)
# By the error_type of phonenumbers.NumberParseException: INVALID_COUNTRY_CODE, NOT_A_NUMBER,
# TOO_SHORT_AFTER_IDD, TOO_SHORT_NSN, TOO_LONG.
_WHY = (
    "phone.no_country",
    "phone.not_a_number",
    "phone.too_short",
    "phone.too_short",
    "phone.too_long",
)


@frozen
class Phone:
    """Write a phone number in E.164.

    >>> Phone(country="CN")("手机：138 1234 5678")
    '+8613812345678'
    >>> Phone()("+44 20 7946 0018")
    '+442079460018'
    >>> Phone().parse("138 1234 5678").reasons
    ('phone.no_country',)

    Two numbers in one cell are reported, and both can be matched:

    >>> both = Phone(country="CN").parse("13812345678/13987654321")
    >>> both.value, both.reasons, both.match_keys
    (None, ('phone.several',), ('+8613812345678', '+8613987654321'))

    Attributes:
        country: ISO alpha-2 of numbers written without a country code.
    """

    country: str | None = None

    def __call__(self, text: str) -> str | None:
        """Return the number in E.164, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the number with country, type and extension."""
        cleaned = without_float_tail(clean(text))
        digits = "".join(_DIGITS.findall(cleaned))
        if not digits:
            return invalid(text, "phone.not_a_number")
        if is_masked(cleaned):
            return invalid(text, "value.masked")
        if (digits in _FILLER or len(set(digits)) == 1) and "+" not in cleaned:
            return placeholder(text, "phone.placeholder")
        if _EXPONENT.fullmatch(cleaned):
            return invalid(text, "phone.exponent")
        found = self._one(text, cleaned)
        pieces = _SEPARATOR.split(_EXTENSION.sub("", cleaned))
        if "phone.too_long" in found.reasons and len(pieces) == 1:
            pieces = cleaned.split()
        return self._several(text, pieces, found) or found

    def _several(self, text: str, pieces: list[str], whole: Standardized) -> Standardized | None:
        """Return the answer for text of several numbers, or None where it is one."""
        pieces = [piece for piece in pieces if _DIGITS.search(piece)]
        if not 2 <= len(pieces) <= _MAX_NUMBERS:
            return None
        found = [self._one(text, piece) for piece in pieces]
        good = [answer for answer in found if answer.status is Status.VALID]
        keys = tuple(key for answer in good for key in answer.match_keys)
        # 06221/541234 is one number, though 541234 alone could be one too.
        one = whole.status is Status.VALID and len(good) == 1 and good[0] is not found[0]
        if not good or one:
            return None
        if len(good) == len(pieces) and len(set(keys)) == 1:
            return good[0]
        return invalid(text, "phone.several", keys=keys)

    def _one(self, text: str, cleaned: str) -> Standardized:
        """Return the answer for text of one number, written in any of the usual ways."""
        extension = _EXTENSION.search(cleaned)
        if extension:
            return self._read(text, cleaned[: extension.start()], extension.group(1))
        found = self._read(text, cleaned)
        if found.status is Status.VALID:
            return found
        hyphen = _HYPHEN_EXTENSION.fullmatch(cleaned)
        double_zero = _DOUBLE_ZERO.match(cleaned)
        other = found
        if hyphen:
            other = self._read(text, hyphen.group(1), hyphen.group(2))
        elif double_zero:
            other = self._read(text, "+" + cleaned[double_zero.end() :])
        return other if other.status is Status.VALID else found

    def _read(self, text: str, number_text: str, extension: str | None = None) -> Standardized:
        import phonenumbers

        digits = "".join(_DIGITS.findall(number_text))
        # libphonenumber cuts the number at a letter or reads letters as keys: wrong in silence.
        if _LETTER.search(number_text.lstrip("".join(set(number_text) - set("+0123456789")))):
            return invalid(text, "phone.letters", keys=(digits,) if len(digits) >= 7 else ())
        try:
            number = phonenumbers.parse(number_text, self.country)
        except phonenumbers.NumberParseException as error:
            return invalid(text, _WHY[error.error_type], keys=(digits,))
        if extension:
            number.extension = extension
        return _answer(text, digits, number)


def _answer(text: str, digits: str, number: "phonenumbers.PhoneNumber") -> Standardized:
    import phonenumbers

    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible == phonenumbers.ValidationResult.TOO_LONG:
        return invalid(text, "phone.too_long", keys=(digits,))
    if possible == phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        return invalid(text, "phone.no_area_code", keys=(digits,))
    if possible != phonenumbers.ValidationResult.IS_POSSIBLE:
        return invalid(text, "phone.too_short", keys=(digits,))
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    parts = {}
    region = phonenumbers.region_code_for_number(number)
    if region and region != "001":
        parts["country"] = region
    if number.extension:
        parts["extension"] = number.extension
    if region == "CN" and str(number.national_number) in _FILLER:
        return placeholder(text, "phone.placeholder")
    if not phonenumbers.is_valid_number(number):
        if not _reads_back(value):
            return invalid(text, "phone.not_assigned", keys=(digits,))
        return suspect(text, value, "phone.not_assigned", parts=parts)
    kind = phonenumbers.number_type(number)
    parts["type"] = phonenumbers.PhoneNumberType.to_string(kind).lower()
    return valid(text, value, parts=parts)


def _reads_back(value: str) -> bool:
    """Say whether a value stays as it is; of some, each reading drops a zero in front."""
    import phonenumbers

    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return False
    return value == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
