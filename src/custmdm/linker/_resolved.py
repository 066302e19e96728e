"""The result for the records of one type, as arrays."""

from functools import cached_property

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.block import RulePlan
from custmdm.linker._matching import Matching
from custmdm.tables import Table

Int64 = npt.NDArray[np.int64]


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
    """

    table: Table
    matching: Matching
    left: Int64
    right: Int64
    weight: npt.NDArray[np.float64]
    labels: Int64
    golden_ids: tuple[str, ...]
    plans: tuple[RulePlan, ...]
    n_pairs: int

    @cached_property
    def clusters(self) -> list[list[int]]:
        """Return the rows of each cluster."""
        order = np.argsort(self.labels, kind="stable")
        bounds = np.flatnonzero(np.diff(self.labels[order])) + 1
        return [rows.tolist() for rows in np.split(order, bounds)] if len(order) else []
