"""The family name of a person."""

from custmdm.block import QGrams, phonetic_words, words
from custmdm.compare import NamePartSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import first_letter
from custmdm.normalize import NamePart, is_name_placeholder

family_name = Kind(
    name="family_name",
    normalize=NamePart(),
    comparator=NamePartSimilarity(),
    keys=(words, phonetic_words, QGrams(3)),
    joint_keys=(words, phonetic_words),
    mask=first_letter,
    unit="person_name",
    part="family",
    is_placeholder=is_name_placeholder,
)
