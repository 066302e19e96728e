"""Any other date."""

from custmdm.block import digits
from custmdm.compare import DateSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import shown
from custmdm.normalize import Date

date = Kind(
    name="date",
    normalize=Date(),
    comparator=DateSimilarity(),
    levels=(1.0, 0.9, 0.7, 0.6, 0.5, 0.4),
    keys=(None,),
    joint_keys=(digits,),
    mask=shown,
)
