"""Free text."""

from custmdm.compare import TokenSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import hidden
from custmdm.normalize import Text

text = Kind(
    name="text",
    normalize=Text(),
    comparator=TokenSimilarity(),
    levels=(1.0, 0.9, 0.7),
    mask=hidden,
)
