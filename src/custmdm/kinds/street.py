"""A street with its number."""

from custmdm.block import QGrams, word_pairs, words
from custmdm.compare import StreetSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import hidden
from custmdm.normalize import Street

street = Kind(
    name="street",
    normalize=Street(),
    comparator=StreetSimilarity(),
    keys=(None, words, word_pairs, QGrams(4)),
    joint_keys=(words,),
    mask=hidden,
    unit="postal_address",
    part="street",
    in_household=0.85,
)
