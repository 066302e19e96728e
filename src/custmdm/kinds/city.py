"""A city, town or district."""

from custmdm.block import QGrams
from custmdm.compare import NamePartSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import shown
from custmdm.normalize import Place

city = Kind(
    name="city",
    normalize=Place(),
    comparator=NamePartSimilarity(),
    keys=(None, QGrams(4)),
    joint_keys=(None,),
    mask=shown,
    unit="postal_address",
    part="city",
    in_household=0.95,
)
