"""Pictures of a match, the threshold explorer, labelling and the report; needs the extra `charts`.

Each is one call, and each has its data as a plain table.
"""

from custmdm.charts._match_weights import match_weights as match_weights
from custmdm.charts._picture import Picture as Picture
from custmdm.charts._report import report as report

__all__ = [
    "Picture",
    "match_weights",
    "report",
]
