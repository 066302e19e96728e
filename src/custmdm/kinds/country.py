"""A country, as ISO 3166 alpha-2."""

from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import shown
from custmdm.normalize import Country, is_country_placeholder

country = Kind(
    name="country",
    normalize=Country(),
    mask=shown,
    unit="postal_address",
    part="country",
    is_placeholder=is_country_placeholder,
)
