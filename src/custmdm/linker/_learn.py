"""What the pairs of some records, and labels, teach."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.block import BlockingPlan, Rule, plan_rules
from custmdm.cluster import AverageLinkage
from custmdm.compare import Comparison
from custmdm.linker._balance import balanced
from custmdm.linker._clustered import probabilities
from custmdm.linker._constraints import restrictions
from custmdm.linker._input import Input
from custmdm.linker._labels import labelled_rows
from custmdm.linker._matching import Matching
from custmdm.linker._report import report_of
from custmdm.linker._resolved import cluster_table
from custmdm.linker._run import (
    CHUNK,
    Compared,
    compare_candidates,
    count_frequencies,
    train,
    vectors_by,
)
from custmdm.model import Frequencies
from custmdm.score import FellegiSunter, Labelled, TrainingReport, weigh_evidence
from custmdm.tables import Table
from custmdm.typing import Progress

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

USUAL_CLUSTERER = AverageLinkage()


@frozen
class Comparing:
    """Say which pairs are compared, and how."""

    rules: tuple[Rule, ...]
    comparisons: tuple[Comparison, ...]
    max_block: int

    def run(
        self, given: Input, frequencies: tuple[Frequencies, ...], progress: Progress
    ) -> Compared:
        """Return the candidate pairs of standardized records with their comparison vectors."""
        return compare_candidates(
            given.table, self.rules, self.comparisons, frequencies,
            max_block=self.max_block, progress=progress, sides=given.sides,
        )  # fmt: skip


@frozen(eq=False)
class Learned:
    """Hold what was learned, and the pairs it was learned from."""

    model: FellegiSunter
    frequencies: tuple[Frequencies, ...]
    report: TrainingReport
    compared: Compared


def learn(
    comparing: Comparing,
    usual: Callable[[FellegiSunter, tuple[Frequencies, ...]], Matching],
    given: Input,
    seed: int,
    progress: Progress,
    labels: Any,
) -> Learned:
    """Learn the model from records and labels.

    Args:
        comparing: the pairs.
        usual: what decides by a model at even odds and by the usual clusterer, whatever the user
            resolves with.
        given: the records.
        seed: the seed of the random pairs.
        progress: is told how far it got.
        labels: what is known of some pairs.
    """
    # First, so that nobody waits for a mistake in them.
    table, labelled = given.table, labelled_rows(labels, given.table.ids)
    comparisons = comparing.comparisons
    frequencies = count_frequencies(table, comparisons)
    compared = comparing.run(given, frequencies, progress)
    answers = Labelled(compared.vectors_of(labelled.left, labelled.right), labelled.same)
    training = train(table, comparisons, compared, answers, seed=seed, progress=progress)
    free = restrictions(table, (), ())

    def cluster(model: FellegiSunter) -> Int64:
        return cluster_table(usual(model, frequencies), compared, free).labels

    model = weigh_evidence(balanced(training.model, compared, cluster), answers)
    return Learned(model, frequencies, report_of(comparisons, compared, training), compared)


def plan_pairs(
    matching: Matching, table: Table, field_of: Mapping[str, str], progress: Progress
) -> BlockingPlan:
    """Return what each blocking rule adds, as a model sees the pairs.

    Args:
        matching: the rules and the model.
        table: the records.
        field_of: the field of each path that has another name.
        progress: is told how far it got.
    """
    vectors_of = vectors_by(table, matching.comparisons, matching.frequencies)

    def probability(left: Int64, right: Int64) -> Floats:
        found = np.empty(len(left))
        for start in range(0, len(left), CHUNK):
            progress("plan", start, len(left))
            part = slice(start, start + CHUNK)
            weights = matching.model.vector_weights(vectors_of(left[part], right[part]))
            found[part] = probabilities(weights)
        return found

    return plan_rules(
        table, matching.rules, max_records=matching.max_block, probability=probability,
        field_of=lambda path: field_of.get(path, path),
    )  # fmt: skip
