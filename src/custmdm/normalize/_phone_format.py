"""How a standard phone number is shown."""

from custmdm.errors import ConfigurationError
from custmdm.normalize._phone_read import CHINA, is_service

_STYLES = ("e164", "international", "national", "rfc3966")
# How the digits of a number are grouped that is in no range in use, by how many they are.
_GROUPS = {7: (3, 4), 8: (4, 4), 9: (3, 3, 3), 10: (3, 3, 4), 11: (3, 4, 4), 12: (4, 4, 4)}


def format_phone(value: str, style: str = "international") -> str:
    """Return a standard phone number as people read it; the standard value stays E.164.

    >>> format_phone("+8613800138000"), format_phone("+8613800138000", "national")
    ('+86 138 0013 8000', '138 0013 8000')
    >>> format_phone("+8612345678901"), format_phone("+8695588", "national")
    ('+86 123 4567 8901', '95588')
    >>> format_phone("+12125551234", "national"), format_phone("+12125551234", "rfc3966")
    ('(212) 555-1234', 'tel:+1-212-555-1234')

    Args:
        value: a number in E.164, as standardizing gives it; anything else comes back as it is.
        style: "e164", "international", "national" or "rfc3966".

    Raises:
        ConfigurationError: if the style is none of these.
    """
    if style not in _STYLES:
        known = ", ".join(map(repr, _STYLES))
        raise ConfigurationError(f"style is one of {known}, got {style!r}")
    import phonenumbers

    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return value
    national = phonenumbers.national_significant_number(number)
    if number.country_code == CHINA and is_service(national):
        return _service(national, style)
    wanted: int = getattr(phonenumbers.PhoneNumberFormat, style.upper())
    shown = phonenumbers.format_number(number, wanted)
    # The machine's styles stay as they are: -801 at the end would look like an extension.
    machine = style in ("e164", "rfc3966")
    if machine or national not in shown or phonenumbers.is_valid_number(number):
        return shown
    return shown.replace(national, _grouped(national))


def _service(national: str, style: str) -> str:
    """Return a number that is dialled inside China only."""
    return {
        "e164": f"+{CHINA}{national}",
        "international": f"+{CHINA} {national}",
        "national": national,
        "rfc3966": f"tel:{national};phone-context=+{CHINA}",
    }[style]


def _grouped(national: str) -> str:
    groups, start = [], 0
    for size in _GROUPS.get(len(national), (len(national),)):
        groups.append(national[start : start + size])
        start += size
    return " ".join(groups)
