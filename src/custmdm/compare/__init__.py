"""Candidate pairs to comparison vectors.

A comparator is any function of two present values to a similarity in [0, 1]; it is symmetric and
1.0 on equal values. A :class:`Comparison` grades it into agreement levels; a comparator that tells
more ways to agree apart names them itself, as outcomes (`custmdm.typing.SupportsAgreement`).
"""

from custmdm.compare._addresses import PostalAddressSimilarity as PostalAddressSimilarity
from custmdm.compare._addresses import StreetSimilarity as StreetSimilarity
from custmdm.compare._column import ComparedColumn as ComparedColumn
from custmdm.compare._comparison import Comparison as Comparison
from custmdm.compare._name_parts import NamePartSimilarity as NamePartSimilarity
from custmdm.compare._one_pair import ComparedValues as ComparedValues
from custmdm.compare._one_pair import level_and_rarity as level_and_rarity
from custmdm.compare._organization_names import (
    OrganizationNameSimilarity as OrganizationNameSimilarity,
)
from custmdm.compare._person_names import PersonNameSimilarity as PersonNameSimilarity
from custmdm.compare._rarity import RARITY_STEP as RARITY_STEP
from custmdm.compare._texts import EditSimilarity as EditSimilarity
from custmdm.compare._texts import JaroWinkler as JaroWinkler
from custmdm.compare._texts import TokenSimilarity as TokenSimilarity
from custmdm.compare._texts import exact as exact
from custmdm.compare._values import CodeSimilarity as CodeSimilarity
from custmdm.compare._values import DateSimilarity as DateSimilarity
from custmdm.compare._values import EmailSimilarity as EmailSimilarity
from custmdm.compare._values import NumberSimilarity as NumberSimilarity

__all__ = [
    "RARITY_STEP",
    "CodeSimilarity",
    "ComparedColumn",
    "ComparedValues",
    "Comparison",
    "DateSimilarity",
    "EditSimilarity",
    "EmailSimilarity",
    "JaroWinkler",
    "NamePartSimilarity",
    "NumberSimilarity",
    "OrganizationNameSimilarity",
    "PersonNameSimilarity",
    "PostalAddressSimilarity",
    "StreetSimilarity",
    "TokenSimilarity",
    "exact",
    "level_and_rarity",
]
