"""The name of an organization."""

from custmdm.block import QGrams, phonetic_words, word_pairs, words
from custmdm.compare import OrganizationNameSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import shown
from custmdm.normalize import OrganizationName

organization_name = Kind(
    name="organization_name",
    normalize=OrganizationName(),
    comparator=OrganizationNameSimilarity(),
    keys=(None, words, phonetic_words, word_pairs, QGrams(4)),
    joint_keys=(words, phonetic_words),
    mask=shown,
    pooled=True,
    in_organization=0.8,
)
