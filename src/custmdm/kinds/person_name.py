"""The name of a person, as one text or in parts."""

from custmdm.block import phonetic_words, romanised, sorted_words, words
from custmdm.compare import PersonNameSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import first_letter
from custmdm.normalize import PersonName, is_name_placeholder

person_name = Kind(
    name="person_name",
    normalize=PersonName(),
    comparator=PersonNameSimilarity(),
    levels=(1.0, 0.97, 0.93, 0.91, 0.8, 0.6, 0.45, 0.35, 0.2),
    keys=(sorted_words, romanised),
    joint_keys=(words, phonetic_words),
    mask=first_letter,
    unit="person_name",
    part="full",
    is_placeholder=is_name_placeholder,
)
