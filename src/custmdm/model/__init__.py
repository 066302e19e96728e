"""What travels between the stages. It decides nothing."""

from custmdm.model._clusters import Cluster as Cluster
from custmdm.model._clusters import Crosswalk as Crosswalk
from custmdm.model._constraints import Always as Always
from custmdm.model._constraints import Constraint as Constraint
from custmdm.model._constraints import Never as Never
from custmdm.model._constraints import OnePerSource as OnePerSource
from custmdm.model._frequencies import MAX_RARITY as MAX_RARITY
from custmdm.model._frequencies import Counts as Counts
from custmdm.model._frequencies import Frequencies as Frequencies
from custmdm.model._frequencies import Token as Token
from custmdm.model._frequencies import count_tokens as count_tokens
from custmdm.model._golden import Claim as Claim
from custmdm.model._golden import Filled as Filled
from custmdm.model._golden import GoldenRecord as GoldenRecord
from custmdm.model._golden import Removed as Removed
from custmdm.model._golden import Trace as Trace
from custmdm.model._ids import RecordId as RecordId
from custmdm.model._issues import Issue as Issue
from custmdm.model._issues import Severity as Severity
from custmdm.model._records import Organization as Organization
from custmdm.model._records import Person as Person
from custmdm.model._records import PersonName as PersonName
from custmdm.model._records import PostalAddress as PostalAddress
from custmdm.model._records import Record as Record
from custmdm.model._schema import FieldSpec as FieldSpec
from custmdm.model._schema import field as field
from custmdm.model._schema import fields_of as fields_of
from custmdm.model._scores import BOTH_MISSING as BOTH_MISSING
from custmdm.model._scores import NOT_COMPARABLE as NOT_COMPARABLE
from custmdm.model._scores import ONE_MISSING as ONE_MISSING
from custmdm.model._scores import PLACEHOLDER as PLACEHOLDER
from custmdm.model._scores import ComparisonVector as ComparisonVector
from custmdm.model._scores import Contribution as Contribution
from custmdm.model._scores import Decision as Decision
from custmdm.model._scores import Link as Link
from custmdm.model._scores import MatchScore as MatchScore
from custmdm.model._scores import Outcome as Outcome
from custmdm.model._scores import Thresholds as Thresholds
from custmdm.model._standard import Context as Context
from custmdm.model._standard import DateOrder as DateOrder
from custmdm.model._standard import Standardized as Standardized
from custmdm.model._standard import Status as Status
from custmdm.model._standard import as_date_order as as_date_order
from custmdm.model._value_constraints import AliasValue as AliasValue
from custmdm.model._value_constraints import IgnoreValue as IgnoreValue

__all__ = [
    "BOTH_MISSING",
    "MAX_RARITY",
    "NOT_COMPARABLE",
    "ONE_MISSING",
    "PLACEHOLDER",
    "AliasValue",
    "Always",
    "Claim",
    "Cluster",
    "ComparisonVector",
    "Constraint",
    "Context",
    "Contribution",
    "Counts",
    "Crosswalk",
    "DateOrder",
    "Decision",
    "FieldSpec",
    "Filled",
    "Frequencies",
    "GoldenRecord",
    "IgnoreValue",
    "Issue",
    "Link",
    "MatchScore",
    "Never",
    "OnePerSource",
    "Organization",
    "Outcome",
    "Person",
    "PersonName",
    "PostalAddress",
    "Record",
    "RecordId",
    "Removed",
    "Severity",
    "Standardized",
    "Status",
    "Thresholds",
    "Token",
    "Trace",
    "as_date_order",
    "count_tokens",
    "field",
    "fields_of",
]
