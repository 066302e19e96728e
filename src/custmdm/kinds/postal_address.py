"""An address in one line, or in parts."""

from custmdm.block import Part, QGrams, word_pairs, words
from custmdm.compare import PostalAddressSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import hidden
from custmdm.normalize import PostalAddress
from custmdm.survive import most_complete, most_frequent, most_recent, valid_first

postal_address = Kind(
    name="postal_address",
    normalize=PostalAddress(),
    comparator=PostalAddressSimilarity(),
    keys=(None, words, word_pairs, Part("postcode"), QGrams(4)),
    joint_keys=(words, Part("postcode"), Part("city")),
    # A newer address that lost its street must not push out an older whole one.
    survivorship=(valid_first, most_complete, most_recent, most_frequent),
    mask=hidden,
    pooled=True,
    unit="postal_address",
    part="full",
    in_household=0.85,
)
