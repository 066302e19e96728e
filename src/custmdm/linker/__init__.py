"""The facade: a Linker is a frozen model, a Resolution is its result."""

from custmdm.linker._candidate import Candidate as Candidate
from custmdm.linker._evidence import Change as Change
from custmdm.linker._evidence import ClusterEvidence as ClusterEvidence
from custmdm.linker._evidence import ConstraintChain as ConstraintChain
from custmdm.linker._evidence import Partner as Partner
from custmdm.linker._explanation import Explanation as Explanation
from custmdm.linker._linker import Linker as Linker
from custmdm.linker._matching import Matching as Matching
from custmdm.linker._one_pair import PreparedRecord as PreparedRecord
from custmdm.linker._resolution import Resolution as Resolution
from custmdm.linker._resolve import link as link
from custmdm.linker._resolve import resolve as resolve
from custmdm.linker._resolved import ResolvedTable as ResolvedTable

__all__ = [
    "Candidate",
    "Change",
    "ClusterEvidence",
    "ConstraintChain",
    "Explanation",
    "Linker",
    "Matching",
    "Partner",
    "PreparedRecord",
    "Resolution",
    "ResolvedTable",
    "link",
    "resolve",
]
