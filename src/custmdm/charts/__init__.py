"""Pictures of a match, the threshold explorer, labelling and the report; needs the extra `charts`.

Each is one call, and each has its data as a plain table.
"""

from custmdm.charts._cluster import cluster as cluster
from custmdm.charts._lineage import lineage as lineage
from custmdm.charts._match_weights import match_weights as match_weights
from custmdm.charts._picture import Picture as Picture
from custmdm.charts._precision_recall import precision_recall as precision_recall
from custmdm.charts._quality import quality as quality
from custmdm.charts._unlinkables import unlinkables as unlinkables

__all__ = [
    "Picture",
    "cluster",
    "lineage",
    "match_weights",
    "precision_recall",
    "quality",
    "unlinkables",
]
