"""One phone number, read by phonenumbers (libphonenumber) into an answer."""

import re
from functools import cache
from typing import TYPE_CHECKING

from custmdm._pattern import lazy_pattern
from custmdm.data.area_codes import area_code_of
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, placeholder, suspect, valid

if TYPE_CHECKING:
    import phonenumbers

# phonenumbers is imported where it is used: who normalizes no phone does not wait for it.

CHINA = 86
# Numbers that are typed to get past a form; the first is one that China Mobile advertises.
FILLERS = frozenset("13800138000 1234567890 123456789 12345678 1234567 123456".split())
_EMERGENCY = frozenset({"110", "112", "119", "120", "122"})
# Banks, carriers, hotlines of the state: dialled inside China only, by everybody.
_SERVICE = lazy_pattern(
    r"9[56]\d{3,6}|100\d{2}|101\d{2}|11[168]\d{2,3}|12\d{3}|1(?:00|14|16|17|21|23|24|60|68)"
)
# Groups of digits behind a country code.
_INTERNATIONAL = lazy_pattern(r"\+[1-9][0-9]*(?:[ -][0-9]+)*")
# By the error_type of phonenumbers.NumberParseException: INVALID_COUNTRY_CODE, NOT_A_NUMBER,
# TOO_SHORT_AFTER_IDD, TOO_SHORT_NSN, TOO_LONG.
_WHY = (
    "phone.no_country",
    "phone.not_a_number",
    "phone.too_short",
    "phone.too_short",
    "phone.too_long",
)


def is_service(national: str) -> bool:
    """Say whether a national number is a service that is dialled without an area code in China.

    >>> [is_service(n) for n in ("95588", "10086", "12345", "110", "62770334")]
    [True, True, True, True, False]
    """
    return national in _EMERGENCY or _SERVICE.fullmatch(national) is not None


def is_made_up(national: str) -> bool:
    """Say whether a national number of China was only typed to fill the field.

    >>> [is_made_up(n) for n in ("13800138000", "13900000000", "75500000000")]
    [True, True, True]
    """
    return national in FILLERS or national[3:] == "00000000"


def read(text: str, number_text: str, country: str | None, extension: str = "") -> Standardized:
    """Return the answer for text that holds the digits of one number and nothing else."""
    import phonenumbers

    number = _with_country_code(number_text)
    if number is None:
        try:
            number = phonenumbers.parse(number_text, country)
        except phonenumbers.NumberParseException as error:
            return invalid(text, _WHY[error.error_type], keys=(digits_of(number_text),))
    if extension:
        number.extension = extension
    # It is UNKNOWN just where is_valid_number says no.
    kind = phonenumbers.number_type(number)
    if kind == phonenumbers.PhoneNumberType.UNKNOWN:
        return _not_valid(text, digits_of(number_text), number)
    value = _e164(number)
    parts = _parts(number)
    parts["type"] = phonenumbers.PhoneNumberType.to_string(kind).lower()
    if number.country_code == CHINA and is_made_up(value[3:]):
        return placeholder(text, "phone.placeholder")
    return valid(text, value, parts=parts, keys=keys_of(value))


def keys_of(value: str) -> tuple[str, ...]:
    """Return the match keys of a valid number: itself, and what is dialled inside its city.

    >>> keys_of("+861062770334"), keys_of("+12125551234")
    (('+861062770334', '62770334'), ('+12125551234',))
    """
    area = area_code_of(value)
    return (value, value[3 + len(area) :]) if area else (value,)


def digits_of(text: str) -> str:
    """Return the digits of text.

    >>> digits_of("+86 138-1234")
    '861381234'
    """
    return "".join(filter(str.isdecimal, text))


def _not_valid(text: str, digits: str, number: "phonenumbers.PhoneNumber") -> Standardized:
    import phonenumbers

    national = phonenumbers.national_significant_number(number)
    in_china = number.country_code == CHINA
    if in_china and is_service(national):
        return _service(text, national, number.extension)
    if in_china and national in FILLERS:
        return placeholder(text, "phone.placeholder")
    possible = phonenumbers.is_possible_number_with_reason(number)
    local = possible == phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY
    if local or (in_china and len(national) in (7, 8) and national[0] in "2345678"):
        return invalid(text, "phone.no_area_code", keys=(national,))
    if possible == phonenumbers.ValidationResult.TOO_LONG:
        return invalid(text, "phone.too_long", keys=(digits,))
    if possible != phonenumbers.ValidationResult.IS_POSSIBLE:
        return invalid(text, "phone.too_short", keys=(digits,))
    value = _e164(number)
    if not _reads_back(value):
        return invalid(text, "phone.not_assigned", keys=(digits,))
    return suspect(text, value, "phone.not_assigned", parts=_parts(number))


def _service(text: str, national: str, extension: str | None) -> Standardized:
    """Return the answer for a number that has no E.164 form: the country code makes it unique.

    It is also what banks tell their customers abroad to dial.
    """
    value = f"+{CHINA}{national}"
    emergency = national in _EMERGENCY
    parts = {"country": "CN", "type": "emergency" if emergency else "service"}
    if extension:
        parts["extension"] = extension
    if emergency:
        return suspect(text, value, "phone.emergency", parts=parts)
    return valid(text, value, parts=parts)


def _parts(number: "phonenumbers.PhoneNumber") -> dict[str, str]:
    import phonenumbers

    regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(number.country_code or 0, ())
    # To tell the countries that share a code takes as long as all the rest.
    region = regions[0] if len(regions) == 1 else phonenumbers.region_code_for_number(number)
    parts = {} if region is None or region == "001" else {"country": region}
    if number.extension:
        parts["extension"] = number.extension
    return parts


def _e164(number: "phonenumbers.PhoneNumber") -> str:
    import phonenumbers

    return f"+{number.country_code}{phonenumbers.national_significant_number(number)}"


def _reads_back(value: str) -> bool:
    """Say whether a value stays as it is; of some, each reading drops a zero in front."""
    import phonenumbers

    try:
        return value == _e164(_with_country_code(value) or phonenumbers.parse(value))
    except phonenumbers.NumberParseException:
        return False


def _with_country_code(text: str) -> "phonenumbers.PhoneNumber | None":
    """Return the number of plain text with a country code, where there is nothing to work out.

    It is what phonenumbers.parse returns, in a fraction of the time: no zero and no prefix of the
    country stands in front of the national number.
    """
    if _INTERNATIONAL.fullmatch(text) is None:
        return None
    import phonenumbers

    digits = text[1:].replace(" ", "").replace("-", "")
    for length in (1, 2, 3):
        code = int(digits[:length])
        if code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE:
            national = digits[length:]
            prefix = _national_prefix(code)
            if not 5 <= len(national) <= 14 or national[0] == "0" or prefix.match(national):
                return None
            return phonenumbers.PhoneNumber(code, int(national))
    return None


@cache
def _national_prefix(code: int) -> re.Pattern[str]:
    """Return what phonenumbers takes off national numbers of a country code."""
    import phonenumbers

    region = phonenumbers.region_code_for_country_code(code)
    of_code = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(code, region)
    prefix = of_code and of_code.national_prefix_for_parsing
    return re.compile(prefix or "(?!)", re.ASCII)
