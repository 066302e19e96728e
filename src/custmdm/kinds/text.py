"""Free text."""

from custmdm.block import QGrams, word_pairs, words
from custmdm.compare import TokenSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import hidden
from custmdm.normalize import Text

text = Kind(
    name="text",
    normalize=Text(),
    comparator=TokenSimilarity(),
    keys=(None, words, word_pairs, QGrams(4)),
    joint_keys=(None,),
    mask=hidden,
)
