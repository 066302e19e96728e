"""The clusters of some records among many, found as those of a whole table are."""

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.block import BestPairs
from custmdm.errors import ConfigurationError
from custmdm.linker._candidates import HOPELESS
from custmdm.linker._clustered import ScoredPairs
from custmdm.linker._compared import HasColumns, VectorsOf
from custmdm.linker._constraints import Restrictions, restrictions
from custmdm.linker._input import Input
from custmdm.linker._linker import Linker, candidates_of
from custmdm.linker._matching import Matching
from custmdm.linker._weighed import joins, linked_clusters, weighed, weights_of
from custmdm.model import Constraint, MatchScore
from custmdm.tables import Table
from custmdm.typing import Progress

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@frozen(eq=False)
class Region:
    """Hold the clusters of some records, by links alone, and which of them could be joined.

    Attributes:
        labels: the cluster of each row.
        one: of pairs of clusters that could be joined the one.
        two: the other.
        weight: what each such pair weighs.
    """

    labels: Int64
    one: Int64
    two: Int64
    weight: Floats


def region_of(
    matching: Matching,
    table: Table,
    columns: HasColumns,
    pairs: tuple[Int64, Int64, Floats],
    constraints: tuple[Constraint, ...],
    known: Int64,
) -> Region:
    """Return the clusters of records whose pairs are known.

    Args:
        matching: what they are resolved with.
        table: the records, in the order of their ids.
        columns: the same, as comparisons see them.
        pairs: left and right rows, the lower one left, and match weights.
        constraints: what is known for certain.
        known: the cluster of each row whose cluster is known, below 0 where it is to be found.
            Links lead from no such row to one of the others.
    """
    vectors_of = VectorsOf.by(columns, matching.comparisons, matching.frequencies)
    held = restrictions(table, constraints, matching.vetoes)
    found, wanted = ScoredPairs(*pairs), known < 0
    inside = found.where(wanted[found.left] & wanted[found.right])
    labels, inside, _ = linked_clusters(matching, inside, vectors_of, held)
    labels = np.where(wanted, labels, labels.max(initial=-1) + 1 + known)
    labels = np.unique(labels, return_inverse=True)[1]
    across = found.where(~(wanted[found.left] & wanted[found.right]))
    return _joined(matching, labels, inside.and_also(across), vectors_of, held)


def whole_table(
    linker: Linker, table: Table, constraints: tuple[Constraint, ...], progress: Progress
) -> tuple[tuple[Int64, Int64, Floats], Region]:
    """Return the pairs of a table that are not hopeless, and its clusters.

    Raises:
        ConfigurationError: if the table is too large for what the Linker was fitted to.
    """
    matching = linker.matching
    pairs = candidates_of(linker, Input(table), progress)
    least = least_weight(matching)
    compared = pairs.likely(matching.model, pairs.some(progress), least, progress)
    for rule, plan in zip(matching.rules, compared.pairs.plans, strict=True):
        if isinstance(rule, BestPairs) and (rule.fitted is None or plan.fitted != rule.fitted):
            fitted = 0 if rule.fitted is None else rule.fitted.n
            raise ConfigurationError(
                f"the Linker was fitted to {fitted:,} records, and these are {len(table):,}, or "
                "share much more than those did: fit it to these, or to a sample of no less than "
                "half as many"
            )
    progress("cluster", 0, 1)
    found = weighed(matching.model, compared)
    found = found.where(found.weight >= least)
    held = restrictions(table, constraints, matching.vetoes)
    labels, every, _ = linked_clusters(matching, found, compared.vectors_of, held)
    region = _joined(matching, labels, every, compared.vectors_of, held)
    progress("cluster", 1, 1)
    return (found.left, found.right, found.weight), region


def _joined(
    matching: Matching,
    labels: Int64,
    pairs: ScoredPairs,
    vectors_of: VectorsOf,
    held: Restrictions,
) -> Region:
    """Return clusters with those that could be joined, where the records are of persons."""
    if not matching.collective:
        none = np.zeros(0, np.int64)
        return Region(labels, none, none, np.zeros(0))
    return Region(labels, *joins(matching, labels, pairs, vectors_of, held))


def least_weight(matching: Matching) -> float:
    """Return what a pair weighs at least that is worth keeping, in bits."""
    return min(MatchScore.weight_of(matching.thresholds.possible), HOPELESS)


def match_weights(matching: Matching, table: HasColumns, left: Int64, right: Int64) -> Floats:
    """Return the match weight of pairs of rows of a table, in bits."""
    vectors_of = VectorsOf.by(table, matching.comparisons, matching.frequencies)
    return weights_of(matching.model, vectors_of, left, right)
