"""A postcode."""

from custmdm.compare import CodeSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import shown
from custmdm.normalize import Postcode

postcode = Kind(
    name="postcode",
    normalize=Postcode(),
    comparator=CodeSimilarity(),
    levels=(1.0, 0.9),
    keys=(None,),
    joint_keys=(None,),
    mask=shown,
    unit="postal_address",
    part="postcode",
    in_household=0.95,
)
