"""What the links of a result rest on."""

from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.charts._report._came_in import type_of
from custmdm.linker import Resolution, ResolvedTable
from custmdm.model import MatchScore

Int64 = npt.NDArray[np.int64]

# What links rest on is counted on so many of them at most, evenly spaced.
COUNTED = 2_000
# A comparison speaks for or against from so many bits on.
_SAYS = 0.1


@frozen
class Carries:
    """Say how one comparison carries the links.

    Attributes:
        type: what the records are called.
        comparison: its name.
        links: how many links it was counted on.
        supports: the share of them that it speaks for.
        opposes: the share that it speaks against.
        bits: what it adds to a link, on average.
    """

    type: str
    comparison: str
    links: int
    supports: float
    opposes: float
    bits: float


def carries(result: Resolution[Any]) -> list[Carries]:
    """Return what the links rest on, what adds most first within a type."""
    return [one for part in result.tables for one in _carried(part)]


def _carried(part: ResolvedTable) -> list[Carries]:
    matching = part.matching
    at = links_of(part)
    at = at[np.unique(np.linspace(0, len(at) - 1, min(len(at), COUNTED)).astype(np.int64))]
    if not len(at):
        return []
    scores = (
        matching.score_rows(part.table, left, right)
        for left, right in zip(part.left[at].tolist(), part.right[at].tolist(), strict=True)
    )
    added = np.array([[told.weight for told in score.contributions] for score in scores])
    found = [
        Carries(
            type_of(part), comparison.on, len(at), float((bits >= _SAYS).mean()),
            float((bits <= -_SAYS).mean()), float(bits.mean()),
        )
        for comparison, bits in zip(matching.comparisons, added.T, strict=True)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.bits, one.comparison))


def links_of(part: ResolvedTable) -> Int64:
    """Return the places of the pairs that match and are one customer."""
    cut = MatchScore.weight_of(part.matching.thresholds.match)
    return np.flatnonzero(
        (part.labels[part.left] == part.labels[part.right]) & (part.weight >= cut)
    )
