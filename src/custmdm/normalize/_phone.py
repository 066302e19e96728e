"""Phone numbers to E.164, through phonenumbers (libphonenumber)."""

import re

import phonenumbers
from attrs import frozen

from custmdm._text import clean
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, placeholder, suspect, valid

_DIGITS = re.compile(r"\d")
_EXTENSION = re.compile(r"(?i)\s*(?:转|轉|分机|分機|ext\.?|x|#|;ext=)\s*[:：]?\s*(\d{1,6})\s*$")
# What a spreadsheet makes of a long number; the digits are lost.
_EXPONENT = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,2}")
_LETTER = re.compile(r"[^\W\d_]")
_FILLER = frozenset({"13800138000", "13800000000", "13000000000", "1234567890", "12345678", "123456"})
_WHY = {
    phonenumbers.NumberParseException.INVALID_COUNTRY_CODE: "phone.no_country",
    phonenumbers.NumberParseException.NOT_A_NUMBER: "phone.not_a_number",
    phonenumbers.NumberParseException.TOO_SHORT_AFTER_IDD: "phone.too_short",
    phonenumbers.NumberParseException.TOO_SHORT_NSN: "phone.too_short",
    phonenumbers.NumberParseException.TOO_LONG: "phone.too_long",
}


@frozen
class Phone:
    """Write a phone number in E.164.

    >>> Phone(country="CN")("手机：138 1234 5678")
    '+8613812345678'
    >>> Phone()("+44 20 7946 0018")
    '+442079460018'
    >>> Phone().parse("138 1234 5678").reasons
    ('phone.no_country',)

    Attributes:
        country: ISO alpha-2 of numbers written without a country code.
    """

    country: str | None = None

    def __call__(self, text: str) -> str | None:
        """Return the number in E.164, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the number with country, type and extension."""
        cleaned = clean(text)
        digits = "".join(_DIGITS.findall(cleaned))
        if not digits:
            return invalid(text, "phone.not_a_number")
        if (digits in _FILLER or len(set(digits)) == 1) and "+" not in cleaned:
            return placeholder(text, "phone.placeholder")
        if _EXPONENT.fullmatch(cleaned):
            return invalid(text, "phone.exponent")
        extension = _EXTENSION.search(cleaned)
        number_text = cleaned[: extension.start()] if extension else cleaned
        # libphonenumber cuts the number at a letter or reads letters as keys: wrong in silence.
        if _LETTER.search(number_text.lstrip("".join(set(number_text) - set("+0123456789")))):
            return invalid(text, "phone.letters", keys=(digits,) if len(digits) >= 7 else ())
        try:
            number = phonenumbers.parse(number_text, self.country)
        except phonenumbers.NumberParseException as error:
            return invalid(text, _WHY.get(error.error_type, "phone.not_a_number"), keys=(digits,))
        return _answer(text, digits, number, extension.group(1) if extension else None)


def _answer(
    text: str, digits: str, number: phonenumbers.PhoneNumber, extension: str | None
) -> Standardized:
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible == phonenumbers.ValidationResult.TOO_LONG:
        return invalid(text, "phone.too_long", keys=(digits,))
    if possible not in (
        phonenumbers.ValidationResult.IS_POSSIBLE,
        phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY,
    ):
        return invalid(text, "phone.too_short", keys=(digits,))
    if possible == phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        return invalid(text, "phone.no_area_code", keys=(digits,))
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    parts = {}
    region = phonenumbers.region_code_for_number(number)
    if region and region != "001":
        parts["country"] = region
    extension = extension or number.extension
    if extension:
        parts["extension"] = extension
    if not phonenumbers.is_valid_number(number):
        return suspect(text, value, "phone.not_assigned", parts=parts)
    kind = phonenumbers.number_type(number)
    parts["type"] = phonenumbers.PhoneNumberType.to_string(kind).lower()
    return valid(text, value, parts=parts)
