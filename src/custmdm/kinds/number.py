"""An amount or a count."""

from custmdm.compare import NumberSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import shown
from custmdm.normalize import Number

number = Kind(
    name="number",
    normalize=Number(),
    comparator=NumberSimilarity(),
    levels=(1.0, 0.95, 0.8),
    keys=(None,),
    joint_keys=(None,),
    mask=shown,
)
