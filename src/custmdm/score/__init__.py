"""Comparison vectors to match weights: Fellegi-Sunter, trained by EM without labels."""

from custmdm.score._fellegi_sunter import FellegiSunter as FellegiSunter
from custmdm.score._fellegi_sunter import Training as Training
from custmdm.score._fellegi_sunter import estimate_u as estimate_u
from custmdm.score._fellegi_sunter import expected_m as expected_m
from custmdm.score._fellegi_sunter import expected_u as expected_u
from custmdm.score._fellegi_sunter import fit as fit

__all__ = ["FellegiSunter", "Training", "estimate_u", "expected_m", "expected_u", "fit"]
