"""Pictures of a match, the threshold explorer, labelling and the report; needs the extra `charts`.

Each is one call, and each has its data as a plain table.
"""

from custmdm.charts._blocking_budget import blocking_budget as blocking_budget
from custmdm.charts._cluster import cluster as cluster
from custmdm.charts._compare_models import compare_models as compare_models
from custmdm.charts._compare_runs import compare_runs as compare_runs
from custmdm.charts._label import label as label
from custmdm.charts._labeller import Labeller as Labeller
from custmdm.charts._lineage import lineage as lineage
from custmdm.charts._match_weights import match_weights as match_weights
from custmdm.charts._picture import Picture as Picture
from custmdm.charts._precision_recall import precision_recall as precision_recall
from custmdm.charts._quality import quality as quality
from custmdm.charts._report import report as report
from custmdm.charts._score_distribution import score_distribution as score_distribution
from custmdm.charts._threshold_explorer import ThresholdExplorer as ThresholdExplorer
from custmdm.charts._threshold_explorer import threshold_explorer as threshold_explorer
from custmdm.charts._training import training as training
from custmdm.charts._training_path import training_path as training_path
from custmdm.charts._unlinkables import unlinkables as unlinkables
from custmdm.charts._waterfall import waterfall as waterfall

__all__ = [
    "Labeller",
    "Picture",
    "ThresholdExplorer",
    "blocking_budget",
    "cluster",
    "compare_models",
    "compare_runs",
    "label",
    "lineage",
    "match_weights",
    "precision_recall",
    "quality",
    "report",
    "score_distribution",
    "threshold_explorer",
    "training",
    "training_path",
    "unlinkables",
    "waterfall",
]
