"""What training learns from compared pairs: how often values occur, and the model."""

import logging
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from custmdm.compare import RARITY_STEP, Comparison
from custmdm.linker._compared import Compared
from custmdm.model import Frequencies
from custmdm.score import Labelled, Related, Training, estimate_u, fit_with_labels
from custmdm.tables import Table
from custmdm.typing import Progress

logger = logging.getLogger("custmdm")

# Random pairs from which u is estimated.
RANDOM_PAIRS = 100_000

Int64 = npt.NDArray[np.int64]
Small = npt.NDArray[np.int8]


def count_frequencies(table: Table, comparisons: Sequence[Comparison]) -> tuple[Frequencies, ...]:
    """Return how often what each comparison sees occurs in a table."""
    return tuple(c.frequencies(table.column(c.on)) for c in comparisons)


def train(
    table: Table,
    comparisons: Sequence[Comparison],
    compared: Compared,
    labelled: Labelled,
    random: Small,
    *,
    progress: Progress,
) -> Training:
    """Estimate u from random pairs, then the model by EM on the candidate pairs and labels."""
    progress("train", 0, 1)
    strata = [c.strata for c in comparisons]
    u = estimate_u(random, strata)
    counts = np.bincount(compared.vector_of, minlength=len(compared.vectors))
    usual = usual_pairs(len(table), compared.sides) // compared.every
    others = max(0, usual - len(compared.pairs))
    training = fit_with_labels(
        compared.vectors, counts, u, strata, labelled,
        before=[[outcome.among_matches for outcome in c.outcomes] for c in comparisons],
        related=related_of(table, comparisons),
        others=others, rarity_step=RARITY_STEP,
    )  # fmt: skip
    progress("train", 1, 1)
    logger.info(
        "training: %d rounds, %.0f matches expected among %d pairs, %d labels",
        training.rounds, training.matches, training.pairs, len(labelled),
    )  # fmt: skip
    return training


def related_of(table: Table, comparisons: Sequence[Comparison]) -> Related | None:
    """Return what customers have in common that belong together: persons, else organizations.

    Nothing where that could not be seen: a household is seen where records say names of persons and
    how to reach them, branches where they say names of organizations and where they are.
    """
    kinds = {plan.name: plan.kind for plan in table.plans}
    kinds |= {path: leaf.kind for path, leaf in table.leaves.items() if path not in kinds}
    compared = [kinds[c.on] for c in comparisons]
    by_outcome = [tuple(outcome.in_household for outcome in c.outcomes) for c in comparisons]
    named = [any(share is not None for share in row) for row in by_outcome]
    if any(named):
        # A town by itself tells no household.
        reached = [(k.in_household or 0.0) >= 0.5 and k.name != "city" for k in compared]
        rows = zip(by_outcome, named, compared, strict=True)
        shared = tuple(row if has else kind.in_household for row, has, kind in rows)
        return Related(shared) if any(reached) else None
    names = {kind.name for kind in compared}
    if "organization_name" in names and names & {"postal_address", "street", "postcode"}:
        return Related(tuple(kind.in_organization for kind in compared))
    return None


def usual_pairs(n: int, sides: Small | None = None) -> int:
    """Return how many pairs to train on, at least, among `n` records: most are then strangers."""
    of_second = 0 if sides is None else int(sides.sum())
    every = n * (n - 1) // 2 if sides is None else of_second * (n - of_second)
    return min(every, 40 * n)


def random_pairs(n: int, seed: int, sides: Small | None = None) -> tuple[Int64, Int64]:
    """Return random pairs of different rows, all of them where they are few.

    Of two tables, `sides`, only the pairs across.
    """
    total = n * (n - 1) // 2
    if total <= RANDOM_PAIRS:
        left, right = (rows.astype(np.int64) for rows in np.triu_indices(n, k=1))
    else:
        generator = np.random.default_rng(seed)
        left = generator.integers(0, n, RANDOM_PAIRS)
        right = generator.integers(0, n - 1, RANDOM_PAIRS)
        right += right >= left
    if sides is None:
        return left, right
    across = sides[left] != sides[right]
    return left[across], right[across]
