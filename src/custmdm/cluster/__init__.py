"""Links to clusters, under constraints.

A clusterer is any function of the number of records, the left and right row of each link and its
weight to the cluster of each record. Weights are bits relative to the cut: 0 and more says one
customer, less says two.
"""

from custmdm.cluster._components import connected_components as connected_components
from custmdm.cluster._constrained import constrained as constrained
from custmdm.cluster._constraints import RowConstraints as RowConstraints
from custmdm.cluster._constraints import SupportsConstraints as SupportsConstraints
from custmdm.cluster._constraints import contradictions as contradictions
from custmdm.cluster._linkages import AverageLinkage as AverageLinkage
from custmdm.cluster._linkages import GreedyCorrelation as GreedyCorrelation
from custmdm.cluster._one_to_one import one_to_one as one_to_one
from custmdm.cluster._weakest import weakest_pairs as weakest_pairs

__all__ = [
    "AverageLinkage",
    "GreedyCorrelation",
    "RowConstraints",
    "SupportsConstraints",
    "connected_components",
    "constrained",
    "contradictions",
    "one_to_one",
    "weakest_pairs",
]
