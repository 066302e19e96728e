"""An address in one line, or in parts."""

from custmdm.block import words
from custmdm.compare import PostalAddressSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import hidden
from custmdm.normalize import PostalAddress
from custmdm.survive import most_complete, most_frequent, most_recent, valid_first

postal_address = Kind(
    name="postal_address",
    normalize=PostalAddress(),
    comparator=PostalAddressSimilarity(),
    levels=(1.0, 0.9, 0.72, 0.5, 0.4, 0.3, 0.25, 0.2),
    keys=(None,),
    joint_keys=(words,),
    # A newer address that lost its street must not push out an older whole one.
    survivorship=(valid_first, most_complete, most_recent, most_frequent),
    mask=hidden,
    pooled=True,
    unit="postal_address",
    part="full",
)
