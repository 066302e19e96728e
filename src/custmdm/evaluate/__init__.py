"""How right a result is: against known truth, from few labels, and against another result."""

from custmdm.evaluate._calibration import Calibration as Calibration
from custmdm.evaluate._calibration import Tenth as Tenth
from custmdm.evaluate._calibration import calibration as calibration
from custmdm.evaluate._clusters import ClusterMetrics as ClusterMetrics
from custmdm.evaluate._clusters import PairwiseMetrics as PairwiseMetrics
from custmdm.evaluate._clusters import clusters as clusters
from custmdm.evaluate._compare import Changes as Changes
from custmdm.evaluate._compare import Verdict as Verdict
from custmdm.evaluate._compare import compare as compare
from custmdm.evaluate._errors import Errors as Errors
from custmdm.evaluate._errors import PairError as PairError
from custmdm.evaluate._errors import errors as errors
from custmdm.evaluate._intervals import Estimate as Estimate
from custmdm.evaluate._labels import EstimatedMetrics as EstimatedMetrics
from custmdm.evaluate._labels import StratumEstimate as StratumEstimate
from custmdm.evaluate._labels import from_labels as from_labels
from custmdm.evaluate._over_thresholds import AtThreshold as AtThreshold
from custmdm.evaluate._over_thresholds import OverThresholds as OverThresholds
from custmdm.evaluate._over_thresholds import over_thresholds as over_thresholds
from custmdm.evaluate._results import Explained as Explained
from custmdm.evaluate._results import Explains as Explains
from custmdm.evaluate._results import HasCrosswalk as HasCrosswalk
from custmdm.evaluate._results import HasLinks as HasLinks
from custmdm.evaluate._sampling import PlannedPair as PlannedPair
from custmdm.evaluate._sampling import SamplingPlan as SamplingPlan
from custmdm.evaluate._sampling import Stratum as Stratum
from custmdm.evaluate._sampling import sampling_plan as sampling_plan

__all__ = [
    "AtThreshold",
    "Calibration",
    "Changes",
    "ClusterMetrics",
    "Errors",
    "Estimate",
    "EstimatedMetrics",
    "Explained",
    "Explains",
    "HasCrosswalk",
    "HasLinks",
    "OverThresholds",
    "PairError",
    "PairwiseMetrics",
    "PlannedPair",
    "SamplingPlan",
    "Stratum",
    "StratumEstimate",
    "Tenth",
    "Verdict",
    "calibration",
    "clusters",
    "compare",
    "errors",
    "from_labels",
    "over_thresholds",
    "sampling_plan",
]
