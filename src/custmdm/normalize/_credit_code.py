"""Chinese numbers of organizations: credit codes (GB 32100) and those that they replaced."""

from operator import mul

from custmdm._pattern import lazy_pattern
from custmdm.model import Standardized
from custmdm.normalize._answers import suspect, valid
from custmdm.normalize._region_code import region_parts

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = bytes(_ALPHABET.find(chr(i)) % 256 for i in range(128)) + bytes([255] * 128)
_WEIGHTS = tuple(3**i % 31 for i in range(17))
_CREDIT = lazy_pattern(rf"[{_ALPHABET[1:]}][{_ALPHABET}][0-9]{{6}}[{_ALPHABET}]{{10}}")
_ORGANIZATION = lazy_pattern(r"[0-9A-Z]{8}[0-9X]")
_ORGANIZATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

# The first character: who registers; the second: what is registered.
_AUTHORITIES = {
    "1": "staffing_commission", "2": "foreign_affairs", "3": "justice", "4": "culture",
    "5": "civil_affairs", "6": "tourism", "7": "religious_affairs", "8": "trade_union",
    "9": "market_regulation", "A": "military", "N": "agriculture", "Y": "other",
}  # fmt: skip
_ENTITY_TYPES = {
    "11": "state_organ", "12": "public_institution", "13": "mass_organization",
    "21": "foreign_news_bureau",
    "31": "law_firm", "32": "notary_office", "33": "local_legal_service",
    "34": "forensic_institution", "35": "arbitration_commission",
    "41": "foreign_cultural_centre",
    "51": "social_organization", "52": "private_non_enterprise", "53": "foundation",
    "61": "foreign_tourism_office", "62": "hong_kong_macau_taiwan_tourism_office",
    "71": "religious_site", "72": "religious_school",
    "81": "trade_union",
    "91": "enterprise", "92": "individual_business", "93": "farmers_cooperative",
    "A1": "military_institution",
    "N1": "group_collective", "N2": "village_collective", "N3": "township_collective",
}  # fmt: skip


def credit_check_digit(code: str) -> str:
    """Return the check character of the first 17 characters (GB 32100-2015, mod 31).

    >>> credit_check_digit("91350100M000100Y4")
    '3'
    """
    values = code[:17].encode().translate(_VALUES)
    return _ALPHABET[-sum(map(mul, values, _WEIGHTS)) % 31]


def organization_check_digit(code: str) -> str:
    """Return the check character of the first 8 characters of an organization code (GB 11714).

    >>> organization_check_digit("D2143569")
    'X'
    """
    values = (int(ch, 36) for ch in code[:8])
    return "0X987654321"[sum(map(mul, values, _ORGANIZATION_WEIGHTS)) % 11]


def credit_code(text: str, value: str) -> Standardized | None:
    """Return the answer for a compact number, or None where it is not of that shape.

    >>> answer = credit_code("", "91310115MA1K3BTP2B")
    >>> answer.parts["authority"], answer.parts["entity_type"], answer.parts["region"]
    ('market_regulation', 'enterprise', '上海市浦东新区')

    By its further match key it meets the organization code that is a part of it:

    >>> answer.match_keys
    ('91310115MA1K3BTP2B', 'MA1K3BTP2')

    The first codes that were given do not all keep the rule; a slip looks the same:

    >>> credit_code("", "91350211M00013FA1N").reasons
    ('organization_id.check_digit',)
    """
    if not _CREDIT.fullmatch(value):
        return None
    parts, keys = _parts(value), _keys(value)
    if credit_check_digit(value) != value[17]:
        return suspect(text, value, "organization_id.check_digit", parts=parts, keys=keys)
    return valid(text, value, parts=parts, keys=keys)


def organization_code(text: str, value: str) -> Standardized | None:
    """Return the answer for an organization code of 9 characters, or None where it is none.

    >>> organization_code("", "D2143569X").parts["type"], organization_code("", "D21435690")
    ('organization_code', None)
    """
    if not is_organization_code(value):
        return None
    return valid(text, value, parts={"type": "organization_code", "country": "CN"})


def is_organization_code(value: str) -> bool:
    """Say whether a compact number is an organization code with the right check character."""
    return (
        _ORGANIZATION.fullmatch(value) is not None and organization_check_digit(value) == value[8]
    )


def old_register_number(text: str, value: str) -> Standardized | None:
    """Return the answer for 15 characters that a credit code replaced, or None.

    A register number (GS 15) ends in a check digit, a tax number in the organization code, by
    which it meets the credit code of the same organization:

    >>> old_register_number("", "110108000000016").parts["type"]
    'registration_number'
    >>> old_register_number("", "310115MA1K3BTP2").match_keys
    ('310115MA1K3BTP2', 'MA1K3BTP2')
    """
    if len(value) != 15 or not value.isascii() or not value[:6].isdigit():
        return None
    parts = {"type": "registration_number", "country": "CN", **region_parts(value[:6])}
    if value.isdigit() and _is_mod_11_10(value):
        return valid(text, value, parts=parts)
    if is_organization_code(value[6:]):
        parts |= {"type": "tax_number", "organization_code": value[6:]}
        return valid(text, value, parts=parts, keys=(value, value[6:]))
    return None


def _is_mod_11_10(digits: str) -> bool:
    """Say whether the last digit is the check digit (ISO 7064 mod 11,10)."""
    product = 10
    for digit in digits[:-1]:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return (product + int(digits[-1])) % 10 == 1


def _parts(code: str) -> dict[str, str]:
    parts = {
        "type": "unified_social_credit_code",
        "country": "CN",
        "organization_code": code[8:17],
        **region_parts(code[2:8]),
    }
    authority = _AUTHORITIES.get(code[0])
    if authority is not None:
        parts["authority"] = authority
        parts["entity_type"] = _ENTITY_TYPES.get(code[:2], "other")
    return parts


def _keys(code: str) -> tuple[str, ...]:
    return (code, code[8:17]) if is_organization_code(code[8:17]) else (code,)
