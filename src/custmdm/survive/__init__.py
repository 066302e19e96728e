"""Clusters to golden records, with the trace of every value.

A rule is any function that keeps the best of several claims; rules are applied one after the
other until one value is left. A `Policy` says by which rules each attribute survives, a
`SurvivorState` what the records of a customer say, and `survive` makes one of the other.
"""

from custmdm.survive._claim_columns import ClaimColumns as ClaimColumns
from custmdm.survive._claim_columns import Records as Records
from custmdm.survive._claim_columns import SaidColumns as SaidColumns
from custmdm.survive._claim_columns import SupportsClaimColumns as SupportsClaimColumns
from custmdm.survive._follow import Follow as Follow
from custmdm.survive._pins import Ignore as Ignore
from custmdm.survive._pins import Pin as Pin
from custmdm.survive._pins import Until as Until
from custmdm.survive._pins import pin_from_plain as pin_from_plain
from custmdm.survive._pins import pin_to_plain as pin_to_plain
from custmdm.survive._pins import still_held as still_held
from custmdm.survive._policy import Attribute as Attribute
from custmdm.survive._policy import Policy as Policy
from custmdm.survive._rules import BySource as BySource
from custmdm.survive._rules import highest as highest
from custmdm.survive._rules import longest as longest
from custmdm.survive._rules import lowest as lowest
from custmdm.survive._rules import most_complete as most_complete
from custmdm.survive._rules import most_frequent as most_frequent
from custmdm.survive._rules import most_recent as most_recent
from custmdm.survive._rules import oldest as oldest
from custmdm.survive._rules import valid_first as valid_first
from custmdm.survive._settle import rule_name as rule_name
from custmdm.survive._settle import settle as settle
from custmdm.survive._settle import union as union
from custmdm.survive._state import Cell as Cell
from custmdm.survive._state import Said as Said
from custmdm.survive._state import SurvivorState as SurvivorState
from custmdm.survive._survive import Claimed as Claimed
from custmdm.survive._survive import Survived as Survived
from custmdm.survive._survive import survive as survive
from custmdm.survive._survive import survive_claims as survive_claims
from custmdm.survive._survive_columns import SurvivedColumn as SurvivedColumn
from custmdm.survive._survive_columns import survive_columns as survive_columns
from custmdm.survive._trust import Downgrade as Downgrade
from custmdm.survive._trust import MostTrusted as MostTrusted
from custmdm.survive._trust import Trust as Trust
from custmdm.survive._valid_until import valid_until as valid_until
from custmdm.survive._what_if import AttributeChanges as AttributeChanges
from custmdm.survive._what_if import Change as Change
from custmdm.survive._what_if import PolicyDifference as PolicyDifference
from custmdm.survive._what_if import Violation as Violation
from custmdm.survive._what_if import what_if as what_if

__all__ = [
    "Attribute",
    "AttributeChanges",
    "BySource",
    "Cell",
    "Change",
    "ClaimColumns",
    "Claimed",
    "Downgrade",
    "Follow",
    "Ignore",
    "MostTrusted",
    "Pin",
    "Policy",
    "PolicyDifference",
    "Records",
    "Said",
    "SaidColumns",
    "SupportsClaimColumns",
    "Survived",
    "SurvivedColumn",
    "SurvivorState",
    "Trust",
    "Until",
    "Violation",
    "highest",
    "longest",
    "lowest",
    "most_complete",
    "most_frequent",
    "most_recent",
    "oldest",
    "pin_from_plain",
    "pin_to_plain",
    "rule_name",
    "settle",
    "still_held",
    "survive",
    "survive_claims",
    "survive_columns",
    "union",
    "valid_first",
    "valid_until",
    "what_if",
]
