"""A city, town or district."""

from custmdm.compare import NamePartSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import shown
from custmdm.normalize import Place

city = Kind(
    name="city",
    normalize=Place(),
    comparator=NamePartSimilarity(),
    levels=(1.0, 0.85, 0.2),
    joint_keys=(None,),
    mask=shown,
    unit="postal_address",
    part="city",
)
