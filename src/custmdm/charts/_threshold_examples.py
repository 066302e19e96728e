"""The pairs that one step of the threshold divides."""

from typing import Any

import numpy as np
import numpy.typing as npt

from custmdm.linker import Resolution, ResolvedTable
from custmdm.linker._clustered import ScoredPairs
from custmdm.model import RecordId
from custmdm.steward import side_by_side

Int64 = npt.NDArray[np.int64]
Pair = tuple[RecordId, RecordId, float]

# So many fields of a pair are shown, and so many letters of each.
_FIELDS, _LETTERS = 4, 28


def divided(part: ResolvedTable, before: Int64, after: Int64, n: int) -> list[Pair]:
    """Return pairs of records that are one customer before a step and two after, with weights.

    One of each customer, its likeliest; of the customers those with the likeliest.
    """
    pairs: ScoredPairs = part.weighed.pairs
    left, right = pairs.left, pairs.right
    at = np.flatnonzero((before[left] == before[right]) & (after[left] != after[right]))
    # Rows are in the order of the ids of the records: that of the table changes nothing.
    at = at[np.lexsort((right[at], left[at], -pairs.weight[at]))]
    first = np.sort(np.unique(before[left[at]], return_index=True)[1])[:n]
    ids = part.table.ids
    return [
        (ids[int(left[i])], ids[int(right[i])], float(pairs.weight[i])) for i in at[first].tolist()
    ]


def described(result: Resolution[Any], pair: Pair, *, masked: bool) -> tuple[str, str]:
    """Return what two records say where it matters the most, each as one line."""
    left, right, _ = pair
    fields = side_by_side(result, left, right, masked=masked)
    told = [one for one in fields if one.left or one.right]
    told.sort(key=lambda one: -abs(one.bits or 0.0))
    chosen = {one.field for one in told[:_FIELDS]}
    shown = [one for one in fields if one.field in chosen]
    return (
        " · ".join(_cut(", ".join(one.left) or "–") for one in shown),
        " · ".join(_cut(", ".join(one.right) or "–") for one in shown),
    )


def _cut(text: str) -> str:
    return text if len(text) <= _LETTERS else text[: _LETTERS - 1] + "…"
