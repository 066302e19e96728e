"""A street with its number."""

from custmdm.compare import StreetSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import hidden
from custmdm.normalize import Street

street = Kind(
    name="street",
    normalize=Street(),
    comparator=StreetSimilarity(),
    levels=(1.0, 0.9, 0.72, 0.5, 0.2),
    mask=hidden,
    unit="postal_address",
    part="street",
)
