"""A state or province."""

from custmdm.compare import NamePartSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import shown
from custmdm.normalize import Region

region = Kind(
    name="region",
    normalize=Region(),
    comparator=NamePartSimilarity(),
    mask=shown,
    unit="postal_address",
    part="region",
)
