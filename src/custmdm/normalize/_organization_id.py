"""Register numbers of organizations."""

import re
from collections.abc import Sequence

from attrs import frozen

from custmdm._pattern import lazy_pattern
from custmdm._text import clean
from custmdm.model import Standardized, Status
from custmdm.normalize._answers import suspect, valid
from custmdm.normalize._credit_code import (
    credit_code,
    old_register_number,
    organization_code,
)
from custmdm.normalize._fixed_width import credit_codes
from custmdm.normalize._identifier import compact_id, is_lei, not_an_id, without_label
from custmdm.normalize._registers import is_valid, read_organization
from custmdm.normalize._resident_id import resident_id

_PRINTED_ORGANIZATION_CODE = lazy_pattern(r"[0-9A-Z]{8}\s?-\s?[0-9X]", re.IGNORECASE)
_PRINTED_DUNS = lazy_pattern(r"\d{2}-\d{3}-\d{4}")
# The prefix of a VAT number that is not the code of its country.
_VAT_PREFIXES = {"GR": "EL"}
_EU = "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()

_WRONG = {"check_digit": "organization_id.check_digit", "part": "organization_id.part"}


@frozen
class OrganizationId:
    """Make the register number of an organization compact; check those that can be told.

    >>> parsed = OrganizationId().parse("91350100M000100Y43")
    >>> parsed.parts["type"], parsed.parts["entity_type"], parsed.parts["region"]
    ('unified_social_credit_code', 'enterprise', '福建省福州市')
    >>> OrganizationId().parse("91350100M000100Y44").reasons
    ('organization_id.check_digit',)

    A VAT number or an LEI says itself what it is; others are checked where the country is known:

    >>> OrganizationId().parse("DE 136 695 976").parts
    {'type': 'vat', 'country': 'DE'}
    >>> OrganizationId(country="AU").parse("51 824 753 556").parts
    {'type': 'abn', 'country': 'AU'}

    Attributes:
        country: ISO alpha-2 of the country whose numbers are expected.
    """

    country: str | None = None

    def __call__(self, text: str) -> str | None:
        """Return the compact number, or None where there is none."""
        return self.parse(text).value

    def quick(self, text: str) -> Standardized | None:
        """Return the answer for a credit code, else None."""
        return self._credit_code(text, text) if len(text) == 18 and "XXXX" not in text else None

    def quick_texts(self, values: Sequence[str]) -> list[str | None]:
        """Return the code of each value that is right and plain; None for the others."""
        return credit_codes(values)

    def parse(self, text: str) -> Standardized:
        """Return the number with what it encodes."""
        return self.quick(text) or self._parse_full(text)

    def _parse_full(self, text: str) -> Standardized:
        cleaned = without_label(clean(text))
        value = compact_id(cleaned)
        wrong = not_an_id(text, value)
        if wrong is not None:
            return wrong
        found = self._of_china(text, value, cleaned) or _of_no_country(text, value)
        if found is not None:
            return found
        number = read_organization(value, self.country) if self.country else None
        if number is None or self.country is None:
            return self._of_no_register(text, value, cleaned)
        name, problem = number
        parts = {"type": name, "country": self.country}
        keys = (_vat_key(value, self.country),) if name == "vat" else (value,)
        if problem:
            return suspect(text, value, _WRONG[problem], parts=parts, keys=keys)
        return valid(text, value, parts=parts, keys=keys)

    def _of_no_register(self, text: str, value: str, cleaned: str) -> Standardized:
        if _PRINTED_DUNS.fullmatch(cleaned):
            return valid(text, value, parts={"type": "duns"})
        if self.country == "CN":
            return suspect(text, value, "organization_id.shape")
        return valid(text, value)

    def _credit_code(self, text: str, value: str) -> Standardized | None:
        """Read a credit code; elsewhere only one that is right beyond doubt."""
        found = credit_code(text, value)
        if found is None or found.status is Status.VALID:
            return found
        owner = resident_id(text, value)
        if owner is not None and owner.status is Status.VALID:
            return owner  # of a small business: he stands for it
        return found if self.country in (None, "CN") else None

    def _of_china(self, text: str, value: str, cleaned: str) -> Standardized | None:
        """Read any number of the mainland."""
        found = self._credit_code(text, value)
        if found is not None or self.country not in (None, "CN"):
            return found
        found = old_register_number(text, value)
        if found is not None and "region" in found.parts:
            return found
        told = self.country == "CN" or _PRINTED_ORGANIZATION_CODE.fullmatch(cleaned)
        return organization_code(text, value) if told else None


def _of_no_country(text: str, value: str) -> Standardized | None:
    """Read a number that says itself which it is."""
    if is_lei(value):
        return valid(text, value, parts={"type": "lei"})
    if value[:2] in _EU and is_valid(value, "eu.vat"):
        country = "GR" if value[:2] == "EL" else value[:2]
        return valid(text, value, parts={"type": "vat", "country": country})
    if value[:2] == "GB" and is_valid(value, "gb.vat"):
        return valid(text, value, parts={"type": "vat", "country": "GB"})
    if value[:3] == "CHE" and is_valid(value, "ch.uid"):
        return valid(text, value, parts={"type": "uid", "country": "CH"})
    return None


def _vat_key(value: str, country: str) -> str:
    """Return a VAT number with its prefix, by which both ways to write it meet."""
    prefix = _VAT_PREFIXES.get(country, country)
    return value if value.startswith(prefix) else prefix + value
