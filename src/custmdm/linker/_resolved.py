"""The result for the records of one type, as arrays."""

import datetime as dt
import logging
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.block import KeyTable, RulePlan
from custmdm.cluster import RowConstraints
from custmdm.errors import ConfigurationError
from custmdm.linker._clustered import ScoredPairs, close, cluster_pairs, probabilities
from custmdm.linker._collective import join_weights, joined, mutual_best, neighbours
from custmdm.linker._compared import CHUNK, Compared, VectorsOf, distinct_rows
from custmdm.linker._constraints import Restrictions, restrictions
from custmdm.linker._grouped import Grouped
from custmdm.linker._ids import FirstRecordIds, first_record_id, ids_by
from custmdm.linker._matching import Matching
from custmdm.linker._one_to_one import assign, contested
from custmdm.model import Constraint, Crosswalk, MatchScore, RecordId
from custmdm.score import FellegiSunter
from custmdm.tables import Table
from custmdm.typing import IdFactory, Progress

logger = logging.getLogger("custmdm")

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Small = npt.NDArray[np.int8]


@frozen(eq=False)
class ResolvedTable:
    """Hold the result for the records of one type.

    Attributes:
        table: the standardized records.
        matching: what they were resolved with.
        left: the row of the one record of each kept pair.
        right: the row of the other.
        weight: the match weight of each kept pair.
        labels: the cluster of each row, dense from 0.
        golden_ids: the golden id of each cluster.
        plans: what each blocking rule proposed.
        n_pairs: how many pairs were compared.
        expected_f1: how right the clusters promise to be, by the match probabilities.
        constraints: what the clusters hold to, by row, the vetoed pairs among those that may be
            one customer included.
        sides: where two tables are linked, the table that each row is of, 0 or 1.
    """

    table: Table
    matching: Matching
    left: Int64
    right: Int64
    weight: Floats
    labels: Int64
    golden_ids: Sequence[str]
    plans: tuple[RulePlan, ...]
    n_pairs: int
    expected_f1: float
    constraints: RowConstraints
    sides: Small | None

    @cached_property
    def row_of(self) -> Mapping[RecordId, int]:
        """Return the row of each record."""
        return {record: row for row, record in enumerate(self.table.ids)}

    @cached_property
    def key_table(self) -> KeyTable:
        """Return the blocking keys of the records, each made when asked for, once."""
        return KeyTable(self.table)

    def kept(self, left: int, right: int) -> bool:
        """Say whether a pair is among the kept ones."""
        return bool(np.any((self.left == left) & (self.right == right)))

    @cached_property
    def clusters(self) -> Grouped:
        """Return the rows of each cluster."""
        return Grouped(self.labels)

    def golden_id(self, number: int) -> str:
        """Return the golden id of one cluster, without those of all others."""
        if isinstance(self.golden_ids, FirstRecordIds):
            return first_record_id([self.table.ids[self.clusters[number][0]]])
        return self.golden_ids[number]


@frozen
class Run:
    """Say how records are to be resolved.

    Attributes:
        constraints: what is known for certain.
        ids: makes the golden id of a customer from its records.
        progress: is told how far it got.
        previous: the crosswalk of the run before, whose golden ids go on.
        now: when this is, for new ids and for what trust decays to; None where nobody said.
        one_to_one: of two tables, whether no record has two partners.
    """

    constraints: tuple[Constraint, ...]
    ids: IdFactory
    progress: Progress
    previous: Crosswalk | None = None
    now: dt.datetime | None = None
    one_to_one: bool = False

    def __attrs_post_init__(self) -> None:
        if self.previous is not None and self.now is None:
            raise ConfigurationError(
                "previous= needs now=, the time of this run: of two ids that could go on it is the "
                "older one that does"
            )


@frozen(eq=False)
class Clustered:
    """Hold clusters with what they were made of.

    Attributes:
        labels: the cluster of each row, dense from 0.
        pairs: every scored pair, with the weight it was used with.
        expected: the same pairs with the weights that say how likely each is in the end.
        constraints: the constraints given, and the vetoed pairs.
    """

    labels: Int64
    pairs: ScoredPairs
    expected: ScoredPairs
    constraints: RowConstraints


def cluster_table(
    matching: Matching, compared: Compared, held: Restrictions, *, one_to_one: bool = False
) -> Clustered:
    """Return the clusters of compared pairs by the model, and every scored pair."""
    model, n, sides = matching.model, len(held.together), compared.sides
    weights = model.vector_weights(compared.vectors)[compared.vector_of]
    pairs = ScoredPairs(compared.pairs.left, compared.pairs.right, weights)
    if one_to_one and sides is not None:
        cut = MatchScore.weight_of(matching.thresholds.match)
        bounds = held.among(pairs.left, pairs.right)
        labels, pairs = assign(pairs, cut, model.prior, bounds, sides)
        return Clustered(labels, pairs, contested(n, pairs), bounds)
    labels, pairs, bounds = linked_clusters(matching, pairs, compared.vectors_of, held)
    if matching.collective:
        a, b = mutual_best(*joins(matching, labels, pairs, compared.vectors_of, held))
        labels = joined(labels, a, b)
    return Clustered(labels, pairs, pairs, bounds)


def linked_clusters(
    matching: Matching, pairs: ScoredPairs, vectors_of: VectorsOf, held: Restrictions
) -> tuple[Int64, ScoredPairs, RowConstraints]:
    """Return the clusters by links alone.

    And the pairs, with all those inside what links connect; and what the clusters held to.
    """
    n, cut = len(held.together), MatchScore.weight_of(matching.thresholds.match)

    def score(left: Int64, right: Int64) -> Floats:
        return weights_of(matching.model, vectors_of, left, right)

    parts, inside = close(n, pairs, cut, score, held.given)
    bounds = held.among(inside.left, inside.right)
    labels = cluster_pairs(n, inside, cut, matching.clusterer, bounds)
    across = pairs.where(parts[pairs.left] != parts[pairs.right])
    return labels, inside.and_also(across), bounds


def joins(
    matching: Matching,
    labels: Int64,
    pairs: ScoredPairs,
    vectors_of: VectorsOf,
    held: Restrictions,
) -> tuple[Int64, Int64, Floats]:
    """Return pairs of clusters that their best values would join, each with its weight."""
    one, two = neighbours(labels, pairs)
    weight = join_weights(labels, one, two, matching.model, vectors_of, held.apart)
    enough = weight >= MatchScore.weight_of(matching.thresholds.match)
    return one[enough], two[enough], weight[enough]


def weights_of(model: FellegiSunter, vectors_of: VectorsOf, left: Int64, right: Int64) -> Floats:
    """Return the match weight of any pairs of rows, in bits."""
    found = vectors_of(left, right)
    weights = np.empty(len(found))
    for start in range(0, len(found), CHUNK):
        part = slice(start, start + CHUNK)
        vectors, which = distinct_rows(found[part])
        weights[part] = model.vector_weights(vectors)[which]
    return weights


def resolve_table(matching: Matching, table: Table, compared: Compared, run: Run) -> ResolvedTable:
    """Score compared pairs, cluster the matches and keep the possible ones."""
    run.progress("cluster", 0, 1)
    n, sides = len(table), compared.sides
    one_to_one = sides if run.one_to_one else None
    held = restrictions(table, run.constraints, matching.vetoes, one_to_one)
    found = cluster_table(matching, compared, held, one_to_one=run.one_to_one)
    labels, pairs, bounds = found.labels, found.pairs, found.constraints
    expected_f1 = _expected_f1(labels, found.expected.decided(bounds, held.together))
    cut = MatchScore.weight_of(matching.thresholds.match)
    kept = pairs.where(
        (pairs.weight >= MatchScore.weight_of(matching.thresholds.possible))
        # What somebody said is two customers is not to be asked again.
        & ~held.given.part(n, pairs.left, pairs.right)
    )
    if sides is not None:
        kept = kept.where(sides[kept.left] != sides[kept.right])
    n_clusters = int(labels.max()) + 1 if len(labels) else 0
    # With a time, ids are given when all tables are resolved: see stable_tables.
    default = run.ids is first_record_id or run.now is not None
    golden_ids: Sequence[str] = (
        FirstRecordIds(table.ids, labels) if default else ids_by(run.ids, table.ids, labels)
    )
    run.progress("cluster", 1, 1)
    links = (labels[kept.left] == labels[kept.right]) & (kept.weight >= cut)
    logger.info("resolved: %d records, %d links, %d customers", n, int(links.sum()), n_clusters)
    return ResolvedTable(
        table, matching, kept.left, kept.right, kept.weight, labels, golden_ids,
        compared.pairs.plans, compared.n_compared, expected_f1, bounds, sides,
    )  # fmt: skip


def _expected_f1(labels: Int64, pairs: ScoredPairs) -> float:
    """Return the F1 that the match probabilities promise for the clusters.

    Pairs together that were never scored count as wrong. Where nothing is together, all is right
    unless some pair is a match: the F1 is then 1 or 0, and this is the chance that it is 1.
    """
    probability = probabilities(pairs.weight)
    together = labels[pairs.left] == labels[pairs.right]
    sizes = np.bincount(labels, minlength=1).astype(np.float64)
    n_together = float((sizes * (sizes - 1) / 2).sum())
    if n_together == 0.0:
        return float(np.exp(np.log1p(-np.minimum(probability, 1.0 - 1e-9)).sum()))
    total = n_together + float(probability.sum())
    return 2.0 * float(probability[together].sum()) / total
