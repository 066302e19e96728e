"""A currency, as ISO 4217 alpha-3."""

import unicodedata

from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import shown
from custmdm.normalize import Currency, is_placeholder


def _is_placeholder(text: str) -> bool:
    """Say whether text was only typed to fill the field; a sign of a currency is none."""
    return is_placeholder(text) and not any(unicodedata.category(ch) == "Sc" for ch in text)


currency = Kind(
    name="currency",
    normalize=Currency(),
    mask=shown,
    is_placeholder=_is_placeholder,
)
