"""Records to candidate pairs.

A rule is :func:`on` some fields, or any function from a standard record to keys. Records that
share a key of any rule are compared, each pair once. :func:`sorted_neighborhood` compares records
whose keys stand near each other in order. :class:`BestPairs` weighs the keys of many
rules and proposes the pairs that share most, as many as a budget allows.
"""

from custmdm.block._best import BestPairs as BestPairs
from custmdm.block._best import Rule as Rule
from custmdm.block._grams import QGrams as QGrams
from custmdm.block._key_table import KeyTable as KeyTable
from custmdm.block._key_table import ValueKey as ValueKey
from custmdm.block._keys import LastDigits as LastDigits
from custmdm.block._keys import Part as Part
from custmdm.block._keys import Prefix as Prefix
from custmdm.block._keys import digits as digits
from custmdm.block._keys import initials as initials
from custmdm.block._keys import local_part as local_part
from custmdm.block._keys import month_day as month_day
from custmdm.block._keys import phonetic_words as phonetic_words
from custmdm.block._keys import romanised as romanised
from custmdm.block._keys import sorted_words as sorted_words
from custmdm.block._keys import word_pairs as word_pairs
from custmdm.block._keys import words as words
from custmdm.block._keys import year as year
from custmdm.block._largest import LargestBlocks as LargestBlocks
from custmdm.block._meetings import chosen_rows as chosen_rows
from custmdm.block._neighborhood import SortedNeighborhood as SortedNeighborhood
from custmdm.block._neighborhood import sorted_neighborhood as sorted_neighborhood
from custmdm.block._pairs import CandidatePairs as CandidatePairs
from custmdm.block._pairs import candidate_pairs as candidate_pairs
from custmdm.block._pairs import candidates as candidates
from custmdm.block._plan import BlockingPlan as BlockingPlan
from custmdm.block._plan import PlannedRule as PlannedRule
from custmdm.block._plan import plan_rules as plan_rules
from custmdm.block._plans import RulePlan as RulePlan
from custmdm.block._reach import Reach as Reach
from custmdm.block._rules import On as On
from custmdm.block._rules import as_rule as as_rule
from custmdm.block._rules import on as on
from custmdm.block._rules import rule_name as rule_name
from custmdm.block._statistics import KeyStatistics as KeyStatistics
from custmdm.block._stream import PairStream as PairStream
from custmdm.block._why import PairRules as PairRules
from custmdm.block._why import rules_of_pair as rules_of_pair

__all__ = [
    "BestPairs",
    "BlockingPlan",
    "CandidatePairs",
    "KeyStatistics",
    "KeyTable",
    "LargestBlocks",
    "LastDigits",
    "On",
    "PairRules",
    "PairStream",
    "Part",
    "PlannedRule",
    "Prefix",
    "QGrams",
    "Reach",
    "Rule",
    "RulePlan",
    "SortedNeighborhood",
    "ValueKey",
    "as_rule",
    "candidate_pairs",
    "candidates",
    "chosen_rows",
    "digits",
    "initials",
    "local_part",
    "month_day",
    "on",
    "phonetic_words",
    "plan_rules",
    "romanised",
    "rule_name",
    "rules_of_pair",
    "sorted_neighborhood",
    "sorted_words",
    "word_pairs",
    "words",
    "year",
]
