"""Comparison vectors to match weights: Fellegi-Sunter, trained by EM, labels or none."""

from custmdm.score._beliefs import Related as Related
from custmdm.score._beliefs import estimate_u as estimate_u
from custmdm.score._beliefs import expected_m as expected_m
from custmdm.score._beliefs import expected_u as expected_u
from custmdm.score._bound import SLACK as SLACK
from custmdm.score._bound import WeightBound as WeightBound
from custmdm.score._drift import Drift as Drift
from custmdm.score._drift import RandomPairs as RandomPairs
from custmdm.score._drift import Shift as Shift
from custmdm.score._drift import drift_between as drift_between
from custmdm.score._em import Training as Training
from custmdm.score._em import fit as fit
from custmdm.score._em import fit_with_labels as fit_with_labels
from custmdm.score._fellegi_sunter import FellegiSunter as FellegiSunter
from custmdm.score._fellegi_sunter import NonMatches as NonMatches
from custmdm.score._labelled import Labelled as Labelled
from custmdm.score._labelled import weigh_evidence as weigh_evidence
from custmdm.score._learned import Dependence as Dependence
from custmdm.score._learned import Finding as Finding
from custmdm.score._learned import LearnedComparison as LearnedComparison
from custmdm.score._learned import LearnedLevel as LearnedLevel
from custmdm.score._learned import TrainingRound as TrainingRound
from custmdm.score._report import TrainingReport as TrainingReport
from custmdm.score._report import training_report as training_report

__all__ = [
    "SLACK",
    "Dependence",
    "Drift",
    "FellegiSunter",
    "Finding",
    "Labelled",
    "LearnedComparison",
    "LearnedLevel",
    "NonMatches",
    "RandomPairs",
    "Related",
    "Shift",
    "Training",
    "TrainingReport",
    "TrainingRound",
    "WeightBound",
    "drift_between",
    "estimate_u",
    "expected_m",
    "expected_u",
    "fit",
    "fit_with_labels",
    "training_report",
    "weigh_evidence",
]
