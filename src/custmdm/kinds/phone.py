"""A phone number."""

from custmdm.block import LastDigits, QGrams
from custmdm.compare import CodeSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import middle
from custmdm.normalize import Phone

phone = Kind(
    name="phone",
    normalize=Phone(),
    comparator=CodeSimilarity(),
    levels=(1.0, 0.9, 0.6),
    keys=(None, LastDigits(7), QGrams(4)),
    joint_keys=(LastDigits(7),),
    mask=middle,
    shared_above=20,
    pooled=True,
    in_household=0.5,
    in_organization=0.5,
)
