"""What training learned of the comparisons of a Linker."""

from collections.abc import Sequence

import numpy as np

from custmdm.compare import Comparison
from custmdm.linker._compared import Compared
from custmdm.score import RandomPairs, Training, TrainingReport, training_report


def report_of(
    comparisons: Sequence[Comparison], compared: Compared, training: Training, random: RandomPairs
) -> TrainingReport:
    """Return what was learned from compared pairs, and what to distrust."""
    return training_report(
        [c.on for c in comparisons],
        [[outcome.label for outcome in c.outcomes] for c in comparisons],
        [c.strata for c in comparisons],
        training,
        compared.vectors,
        np.bincount(compared.vector_of, minlength=len(compared.vectors)),
        random=random,
    )
