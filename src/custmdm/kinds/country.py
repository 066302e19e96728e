"""A country, as ISO 3166 alpha-2."""

import re

from custmdm._text import clean
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import shown
from custmdm.normalize import Country, is_placeholder

_NAMIBIA = re.compile(r"(?i)na")


def _is_placeholder(text: str) -> bool:
    """Say whether text was only typed to fill the field; NA is Namibia."""
    return is_placeholder(text) and not _NAMIBIA.fullmatch(clean(text))


country = Kind(
    name="country",
    normalize=Country(),
    mask=shown,
    unit="postal_address",
    part="country",
    is_placeholder=_is_placeholder,
)
