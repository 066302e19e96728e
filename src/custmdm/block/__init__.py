"""Records to candidate pairs.

A rule is :func:`on` some fields, or any function from a standard record to keys. Records that
share a key of any rule are compared, each pair once.
"""

from custmdm.block._keys import Part as Part
from custmdm.block._keys import Prefix as Prefix
from custmdm.block._keys import digits as digits
from custmdm.block._keys import phonetic_words as phonetic_words
from custmdm.block._keys import romanised as romanised
from custmdm.block._keys import sorted_words as sorted_words
from custmdm.block._keys import words as words
from custmdm.block._keys import year as year
from custmdm.block._pairs import CandidatePairs as CandidatePairs
from custmdm.block._pairs import RulePlan as RulePlan
from custmdm.block._pairs import candidate_pairs as candidate_pairs
from custmdm.block._rules import On as On
from custmdm.block._rules import ValueKey as ValueKey
from custmdm.block._rules import as_rule as as_rule
from custmdm.block._rules import on as on
from custmdm.block._rules import rule_name as rule_name

__all__ = [
    "CandidatePairs",
    "On",
    "Part",
    "Prefix",
    "RulePlan",
    "ValueKey",
    "as_rule",
    "candidate_pairs",
    "digits",
    "on",
    "phonetic_words",
    "romanised",
    "rule_name",
    "sorted_words",
    "words",
    "year",
]
