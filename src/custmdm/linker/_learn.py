"""Teach a Linker: the pairs of some records, and what they and labels say."""

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from attrs import evolve

from custmdm.block import BlockingPlan, plan_rules
from custmdm.cluster import AverageLinkage
from custmdm.linker._balance import balanced
from custmdm.linker._clustered import probabilities
from custmdm.linker._constraints import restrictions
from custmdm.linker._input import Input
from custmdm.linker._labels import labelled_rows
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
from custmdm.score import FellegiSunter, Labelled, weigh_evidence
from custmdm.typing import Progress

if TYPE_CHECKING:
    from custmdm.linker._linker import Linker

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

USUAL_CLUSTERER = AverageLinkage()


def compare_input(linker: "Linker", given: Input, progress: Progress) -> Compared:
    """Return the candidate pairs of standardized records with their comparison vectors."""
    return compare_candidates(
        given.table,
        linker.used_blocking,
        linker.used_comparisons,
        linker.used_frequencies,
        max_block=linker.max_block,
        progress=progress,
        sides=given.sides,
    )


def learn(
    linker: "Linker", given: Input, seed: int, progress: Progress, labels: Any = ()
) -> tuple["Linker", Compared]:
    """Return the Linker with what the pairs of some records and labels teach, and those pairs."""
    # First, so that nobody waits for a mistake in them.
    table, labelled = given.table, labelled_rows(labels, given.table.ids)
    frequencies = count_frequencies(table, linker.used_comparisons)
    counted = evolve(linker, model=None, frequencies=frequencies, training=None)
    compared = compare_input(counted, given, progress)
    answers = Labelled(compared.vectors_of(labelled.left, labelled.right), labelled.same)
    training = train(
        table, linker.used_comparisons, compared, answers, seed=seed, progress=progress
    )
    # At even odds and by the usual clusterer, whatever the user resolves with.
    usual = evolve(counted, thresholds=None, clusterer=USUAL_CLUSTERER, model=training.model)
    free = restrictions(table, (), ())

    def cluster(model: FellegiSunter) -> Int64:
        return cluster_table(evolve(usual.matching, model=model), compared, free).labels

    model = weigh_evidence(balanced(training.model, compared, cluster), answers)
    report = report_of(linker.used_comparisons, compared, training)
    return evolve(counted, model=model, training=report), compared


def plan_input(linker: "Linker", given: Input, progress: Progress) -> BlockingPlan:
    """Return what each blocking rule adds, as a trained Linker sees the pairs."""
    model, table = linker.matching.model, given.table
    vectors_of = vectors_by(table, linker.used_comparisons, linker.used_frequencies)

    def probability(left: Int64, right: Int64) -> Floats:
        found = np.empty(len(left))
        for start in range(0, len(left), CHUNK):
            progress("plan", start, len(left))
            part = slice(start, start + CHUNK)
            weights = model.vector_weights(vectors_of(left[part], right[part]))
            found[part] = probabilities(weights)
        return found

    fields = {path: plan.name for plan in linker.fields for path in plan.paths}
    return plan_rules(
        table, linker.used_blocking, max_records=linker.max_block, probability=probability,
        field_of=lambda path: fields.get(path, path),
    )  # fmt: skip
