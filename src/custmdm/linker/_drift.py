"""How far records have moved from those that a Linker was fitted to."""

from collections.abc import Callable

from custmdm.linker._compared import HasColumns, VectorsOf
from custmdm.linker._matching import Matching
from custmdm.linker._training import Int64, random_pairs
from custmdm.score import Drift, RandomPairs, TrainingReport, drift_between


def drift_of(
    matching: Matching,
    training: TrainingReport | None,
    n: int,
    seed: int,
    rows_of: Callable[[Int64, Int64], tuple[HasColumns, Int64, Int64]],
) -> Drift:
    """Return how far records have moved from those of a training.

    Args:
        matching: what they are compared with.
        training: what was learned.
        n: how many records there are.
        seed: chooses random pairs of them.
        rows_of: gives some records with the rows of pairs in them.
    """
    table, left, right = rows_of(*random_pairs(n, seed))
    vectors = VectorsOf.by(table, matching.comparisons, matching.frequencies)(left, right)
    comparisons = matching.comparisons
    return drift_between(
        None if training is None else training.random,
        RandomPairs.of(n, vectors, [comparison.n_levels for comparison in comparisons]),
        [comparison.on for comparison in comparisons],
        [[outcome.label for outcome in comparison.outcomes] for comparison in comparisons],
    )
