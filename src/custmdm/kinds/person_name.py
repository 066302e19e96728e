"""The name of a person, as one text or in parts."""

from custmdm.block import QGrams, initials, phonetic_words, romanised, sorted_words, words
from custmdm.compare import PersonNameSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import first_letter
from custmdm.normalize import PersonName, is_name_placeholder

person_name = Kind(
    name="person_name",
    normalize=PersonName(),
    comparator=PersonNameSimilarity(),
    keys=(sorted_words, romanised, words, phonetic_words, initials, QGrams(3)),
    joint_keys=(words, phonetic_words, initials),
    mask=first_letter,
    unit="person_name",
    part="full",
    is_placeholder=is_name_placeholder,
)
