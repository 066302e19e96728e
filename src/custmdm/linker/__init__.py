"""The facade: a Linker is a frozen model, a Resolution is its result."""

from custmdm.linker._candidate import Candidate as Candidate
from custmdm.linker._candidate import by_weight as by_weight
from custmdm.linker._collective import NEAR as NEAR
from custmdm.linker._constraints import constraints_given as constraints_given
from custmdm.linker._evidence import Change as Change
from custmdm.linker._evidence import ClusterEvidence as ClusterEvidence
from custmdm.linker._evidence import ConstraintChain as ConstraintChain
from custmdm.linker._evidence import Partner as Partner
from custmdm.linker._explanation import Explanation as Explanation
from custmdm.linker._golden import golden_records as golden_records
from custmdm.linker._ids import first_record_id as first_record_id
from custmdm.linker._linker import Linker as Linker
from custmdm.linker._matching import Matching as Matching
from custmdm.linker._one_pair import PairScorer as PairScorer
from custmdm.linker._one_pair import PreparedRecord as PreparedRecord
from custmdm.linker._read import read_one as read_one
from custmdm.linker._read import read_table as read_table
from custmdm.linker._read import standard_record as standard_record
from custmdm.linker._region import Region as Region
from custmdm.linker._region import least_weight as least_weight
from custmdm.linker._region import match_weights as match_weights
from custmdm.linker._region import region_of as region_of
from custmdm.linker._region import whole_table as whole_table
from custmdm.linker._resolution import Resolution as Resolution
from custmdm.linker._resolve import link as link
from custmdm.linker._resolve import resolve as resolve
from custmdm.linker._resolved import ResolvedTable as ResolvedTable
from custmdm.linker._vetoes import vetoed as vetoed

__all__ = [
    "NEAR",
    "Candidate",
    "Change",
    "ClusterEvidence",
    "ConstraintChain",
    "Explanation",
    "Linker",
    "Matching",
    "PairScorer",
    "Partner",
    "PreparedRecord",
    "Region",
    "Resolution",
    "ResolvedTable",
    "by_weight",
    "constraints_given",
    "first_record_id",
    "golden_records",
    "least_weight",
    "link",
    "match_weights",
    "read_one",
    "read_table",
    "region_of",
    "resolve",
    "standard_record",
    "vetoed",
    "whole_table",
]
