"""The family name of a person."""

from custmdm.compare import NamePartSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import first_letter
from custmdm.normalize import NamePart, is_name_placeholder

family_name = Kind(
    name="family_name",
    normalize=NamePart(),
    comparator=NamePartSimilarity(),
    levels=(1.0, 0.85, 0.7, 0.2),
    mask=first_letter,
    unit="person_name",
    part="family",
    is_placeholder=is_name_placeholder,
)
