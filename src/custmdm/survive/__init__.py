"""Clusters to golden records, with the lineage of every value.

A rule is any function that keeps the best of several claims; rules are applied one after the
other until one value is left.
"""

from custmdm.survive._rules import BySource as BySource
from custmdm.survive._rules import most_complete as most_complete
from custmdm.survive._rules import most_frequent as most_frequent
from custmdm.survive._rules import most_recent as most_recent
from custmdm.survive._rules import valid_first as valid_first
from custmdm.survive._survive import rule_name as rule_name
from custmdm.survive._survive import settle as settle
from custmdm.survive._survive import union as union

__all__ = [
    "BySource",
    "most_complete",
    "most_frequent",
    "most_recent",
    "rule_name",
    "settle",
    "union",
    "valid_first",
]
