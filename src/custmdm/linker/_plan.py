"""What each blocking rule adds, as a model sees the pairs."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from custmdm.block import BlockingPlan, plan_rules
from custmdm.linker._clustered import probabilities
from custmdm.linker._compared import CHUNK, VectorsOf
from custmdm.linker._matching import Matching
from custmdm.tables import Table
from custmdm.typing import Progress

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


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
    vectors_of = VectorsOf.by(table, matching.comparisons, matching.frequencies)

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
