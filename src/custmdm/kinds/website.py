"""A web address."""

from custmdm.block import QGrams
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import shown
from custmdm.normalize import Website

website = Kind(
    name="website",
    normalize=Website(),
    keys=(None, QGrams(4)),
    joint_keys=(None,),
    mask=shown,
    pooled=True,
    in_organization=0.9,
)
