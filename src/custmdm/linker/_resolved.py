"""The result for the records of one type, as arrays."""

import datetime as dt
import logging
from collections.abc import Mapping, Sequence
from functools import cached_property

import attrs
import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm._progress import silent
from custmdm.block import KeyTable, RulePlan
from custmdm.cluster import RowConstraints
from custmdm.errors import ConfigurationError
from custmdm.linker._candidates import HOPELESS
from custmdm.linker._clustered import ScoredPairs, expected_pairs, probabilities
from custmdm.linker._compared import Compared, VectorsOf
from custmdm.linker._constraints import Restrictions, restrictions
from custmdm.linker._grouped import Grouped
from custmdm.linker._ids import FirstRecordIds, first_record_id, ids_by
from custmdm.linker._matching import Matching
from custmdm.linker._weighed import Clustered, cluster_table, weighed
from custmdm.model import Constraint, Crosswalk, MatchScore, RecordId, Thresholds
from custmdm.tables import Table
from custmdm.typing import IdFactory, Progress

logger = logging.getLogger("custmdm")

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Small = npt.NDArray[np.int8]


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
class WeighedTable:
    """Hold records of one type and the weights of their pairs, whatever the thresholds.

    Attributes:
        table: the standardized records.
        pairs: the pairs that are not hopeless, with their match weights.
        least: what a pair weighs at least that is not hopeless, in bits.
        held: what the clusters must hold to.
        plans: what each blocking rule proposed.
        n_pairs: how many pairs were compared.
        sides: where two tables are linked, the table that each row is of, 0 or 1.
        run: how they are to be resolved.
    """

    table: Table
    pairs: ScoredPairs
    least: float
    held: Restrictions
    plans: tuple[RulePlan, ...]
    n_pairs: int
    sides: Small | None
    run: "Run"

    def clustered(self, matching: Matching, vectors_of: VectorsOf) -> Clustered:
        """Return the clusters at the thresholds of a matching."""
        matched_to = self.sides if self.run.one_to_one else None
        return cluster_table(matching, self.pairs, vectors_of, self.held, matched_to=matched_to)

    def to_keep(self, pairs: ScoredPairs) -> ScoredPairs:
        """Return the pairs that a result may keep: of two linked tables those across.

        What somebody said is two customers is not to be asked again.
        """
        apart = self.held.given.part(len(self.table), pairs.left, pairs.right)
        if self.sides is not None:
            apart |= self.sides[pairs.left] == self.sides[pairs.right]
        return pairs.where(~apart)

    def vectors_by(self, matching: Matching) -> VectorsOf:
        """Return what compares any pairs of the records."""
        return VectorsOf.by(self.table, matching.comparisons, matching.frequencies)


@frozen(eq=False)
class ResolvedTable:
    """Hold the result for the records of one type.

    Attributes:
        weighed: the records and the weights of their pairs.
        matching: what they were resolved with.
        left: the row of the one record of each kept pair.
        right: the row of the other.
        weight: the match weight of each kept pair.
        labels: the cluster of each row, dense from 0.
        golden_ids: the golden id of each cluster.
        expected_f1: how right the clusters promise to be, by the match probabilities.
        constraints: what the clusters hold to, by row, the vetoed pairs among those that may be
            one customer included.
    """

    weighed: WeighedTable
    matching: Matching
    left: Int64
    right: Int64
    weight: Floats
    labels: Int64
    golden_ids: Sequence[str]
    expected_f1: float
    constraints: RowConstraints

    @property
    def table(self) -> Table:
        """Return the standardized records."""
        return self.weighed.table

    @property
    def plans(self) -> tuple[RulePlan, ...]:
        """Return what each blocking rule proposed."""
        return self.weighed.plans

    @property
    def n_pairs(self) -> int:
        """Return how many pairs were compared."""
        return self.weighed.n_pairs

    @property
    def sides(self) -> Small | None:
        """Return where two tables are linked the table that each row is of, 0 or 1."""
        return self.weighed.sides

    def at(self, thresholds: Thresholds) -> "ResolvedTable":
        """Return what the same weights come to at other thresholds.

        Raises:
            ConfigurationError: if pairs that would be possible then were not kept.
        """
        if MatchScore.weight_of(thresholds.possible) < self.weighed.least:
            least = MatchScore.probability_of(self.weighed.least)
            raise ConfigurationError(
                f"pairs below {least:.2g} were not kept: set possible to that or above, or "
                "resolve with these thresholds"
            )
        matching = attrs.evolve(self.matching, thresholds=thresholds)
        return resolved(matching, self.weighed, self.weighed.vectors_by(matching))

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


def resolve_table(matching: Matching, table: Table, compared: Compared, run: Run) -> ResolvedTable:
    """Score compared pairs, cluster the matches and keep the possible ones."""
    run.progress("cluster", 0, 1)
    one_to_one = compared.sides if run.one_to_one else None
    held = restrictions(table, run.constraints, matching.vetoes, one_to_one)
    pairs = weighed(matching.model, compared)
    least = min(HOPELESS, MatchScore.weight_of(matching.thresholds.possible))
    given = WeighedTable(
        table, pairs.where(pairs.weight >= least), least, held, compared.pairs.plans,
        compared.n_compared, compared.sides, attrs.evolve(run, progress=silent),
    )  # fmt: skip
    found = resolved(matching, given, compared.vectors_of)
    run.progress("cluster", 1, 1)
    return found


def resolved(matching: Matching, given: WeighedTable, vectors_of: VectorsOf) -> ResolvedTable:
    """Return the clusters of weighed pairs, the pairs that are possible, and the golden ids."""
    table, held = given.table, given.held
    found = given.clustered(matching, vectors_of)
    labels, pairs, bounds, n = found.labels, found.pairs, found.constraints, len(table)
    expected_f1 = _expected_f1(labels, found.expected.decided(bounds, held.together))
    cut = MatchScore.weight_of(matching.thresholds.match)
    possible = MatchScore.weight_of(matching.thresholds.possible)
    kept = given.to_keep(pairs.where(pairs.weight >= possible))
    n_clusters = int(labels.max()) + 1 if len(labels) else 0
    # With a time, ids are given when all tables are resolved: see stable_tables.
    ids = given.run.ids
    default = ids is first_record_id or given.run.now is not None
    golden_ids: Sequence[str] = (
        FirstRecordIds(table.ids, labels) if default else ids_by(ids, table.ids, labels)
    )
    links = (labels[kept.left] == labels[kept.right]) & (kept.weight >= cut)
    logger.info("resolved: %d records, %d links, %d customers", n, int(links.sum()), n_clusters)
    return ResolvedTable(
        given, matching, kept.left, kept.right, kept.weight, labels, golden_ids, expected_f1, bounds
    )


def _expected_f1(labels: Int64, pairs: ScoredPairs) -> float:
    """Return the F1 that the match probabilities promise for the clusters.

    Where nothing is together, all is right unless some pair is a match: the F1 is then 1 or 0, and
    this is the chance that it is 1.
    """
    right, n_together, every = expected_pairs(labels, pairs)
    if n_together == 0.0:
        probability = probabilities(pairs.weight)
        return float(np.exp(np.log1p(-np.minimum(probability, 1.0 - 1e-9)).sum()))
    return 2.0 * right / (n_together + every)
