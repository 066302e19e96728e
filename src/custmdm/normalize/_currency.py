"""Currencies to ISO 4217, by exact tables."""

from attrs import frozen

from custmdm.data.currencies import (
    FIRST_MEANT,
    OF_COUNTRY,
    SIGNS,
    code_of,
    is_retired,
    written_key,
)
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, suspect, valid


@frozen
class Currency:
    """Write a currency as ISO 4217 alpha-3.

    >>> [Currency()(t) for t in ("RMB", "人民币", "US$", "港幣", "156", "eur", "元")]
    ['CNY', 'CNY', 'USD', 'HKD', 'CNY', 'EUR', 'CNY']

    A sign of several currencies needs a country:

    >>> Currency().parse("¥").reasons, Currency(country="JP")("¥"), Currency(country="CN")("¥")
    (('currency.ambiguous',), 'JPY', 'CNY')

    Attributes:
        country: ISO 3166 alpha-2 of the country whose currency is meant.
    """

    country: str | None = None

    def __call__(self, text: str) -> str | None:
        """Return the code, or None where the name fits no currency or several."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the code."""
        key = written_key(text)
        if not key:
            return invalid(text, "text.no_characters")
        several = SIGNS.get(key)
        code = code_of(key) if several is None else self._meant(key, several)
        if code is None:
            reason = "currency.unknown" if several is None else "currency.ambiguous"
            return invalid(text, reason, keys=(key,))
        return suspect(text, code, "currency.retired") if is_retired(code) else valid(text, code)

    def _meant(self, key: str, several: tuple[str, ...]) -> str | None:
        """Return which of several currencies is meant, where that can be told."""
        here = OF_COUNTRY.get(self.country or "")
        if here in several:
            return here
        return several[0] if key in FIRST_MEANT or len(several) == 1 else None
