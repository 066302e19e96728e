"""An id in some service; the service is part of the value."""

from custmdm.block import QGrams
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import middle
from custmdm.normalize import Account

account = Kind(
    name="account",
    normalize=Account(),
    keys=(None, QGrams(4)),
    joint_keys=(None,),
    mask=middle,
    shared_above=10,
    pooled=True,
)
