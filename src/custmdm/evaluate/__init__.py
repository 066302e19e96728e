"""How right a result is, against known truth."""

from custmdm.evaluate._clusters import ClusterMetrics as ClusterMetrics
from custmdm.evaluate._clusters import HasCrosswalk as HasCrosswalk
from custmdm.evaluate._clusters import PairwiseMetrics as PairwiseMetrics
from custmdm.evaluate._clusters import clusters as clusters

__all__ = ["ClusterMetrics", "HasCrosswalk", "PairwiseMetrics", "clusters"]
