"""Pictures of a match, the threshold explorer, labelling and the report; needs the extra `charts`.

Each is one call, and each has its data as a plain table.
"""

from custmdm.charts._match_weights import match_weights as match_weights
from custmdm.charts._picture import Picture as Picture
from custmdm.charts._report import report as report
from custmdm.charts._threshold_explorer import ThresholdExplorer as ThresholdExplorer
from custmdm.charts._threshold_explorer import threshold_explorer as threshold_explorer

__all__ = [
    "Picture",
    "ThresholdExplorer",
    "match_weights",
    "report",
    "threshold_explorer",
]
