"""The identity number of a person."""

from custmdm.block import QGrams
from custmdm.compare import CodeSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import middle
from custmdm.normalize import NationalId

national_id = Kind(
    name="national_id",
    normalize=NationalId(),
    comparator=CodeSimilarity(),
    levels=(1.0, 0.9),
    keys=(None, QGrams(4)),
    joint_keys=(None,),
    mask=middle,
    shared_above=10,
    pooled=True,
    unique=True,
)
