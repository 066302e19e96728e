"""Pictures of a match, the threshold explorer, labelling and the report; needs the extra `charts`.

Each is one call, and each has its data as a plain table.
"""

from custmdm.charts._label import label as label
from custmdm.charts._labeller import Labeller as Labeller
from custmdm.charts._match_weights import match_weights as match_weights
from custmdm.charts._picture import Picture as Picture
from custmdm.charts._threshold_explorer import ThresholdExplorer as ThresholdExplorer
from custmdm.charts._threshold_explorer import threshold_explorer as threshold_explorer

__all__ = [
    "Labeller",
    "Picture",
    "ThresholdExplorer",
    "label",
    "match_weights",
    "threshold_explorer",
]
