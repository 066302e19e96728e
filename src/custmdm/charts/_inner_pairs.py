"""The pairs inside a customer: what holds it together, and what speaks against it."""

from itertools import combinations

import numpy as np
from attrs import frozen

from custmdm.linker import ResolvedTable
from custmdm.model import MatchScore
from custmdm.steward._bridges import weakest_bridge


@frozen
class InnerPairs:
    """Hold the pairs inside a customer, by the places of its records.

    Attributes:
        pairs: the places of the two records of each.
        weight: the match weight of each; NaN where only somebody said that the two are one.
        kind: what each is.
        bridge: the place of the weakest bridge among them, or None.
    """

    pairs: list[tuple[int, int]]
    weight: list[float]
    kind: list[str]
    bridge: int | None


def kept_pairs(part: ResolvedTable, rows: list[int]) -> InnerPairs:
    """Return the pairs that connect the records, those that somebody said are one included."""
    at = {row: i for i, row in enumerate(rows)}
    label = part.labels[rows[0]]
    inside = (part.labels[part.left] == label) & (part.labels[part.right] == label)
    sides = (part.left[inside].tolist(), part.right[inside].tolist())
    weights = dict(zip(zip(*sides, strict=True), part.weight[inside].tolist(), strict=True))
    said = {
        (one, two) for one, two in zip(*(s.tolist() for s in part.constraints.always), strict=True)
        if one in at and two in at
    }  # fmt: skip
    every = sorted(weights.keys() | said)
    pairs = [(at[one], at[two]) for one, two in every]
    cut = MatchScore.weight_of(part.matching.thresholds.match)
    bits = [weights.get(pair, np.nan) for pair in every]
    kinds = [
        "said to be one" if pair in said else "link" if weight >= cut else "possible"
        for pair, weight in zip(every, bits, strict=True)
    ]
    # Of two records, one pair is all there is.
    holds = [np.inf if pair in said else weights[pair] for pair in every]
    weakest = weakest_bridge(pairs, holds) if len(rows) > 2 else None
    return InnerPairs(pairs, bits, kinds, None if weakest is None else weakest[0])


def add_those_against(
    pairs: InnerPairs, part: ResolvedTable, rows: list[int], shown: list[int]
) -> None:
    """Add the pairs of the records shown that speak against one customer."""
    known = set(pairs.pairs)
    cut = MatchScore.weight_of(part.matching.thresholds.possible)
    for one, two in combinations(shown, 2):
        if (one, two) in known:
            continue
        if part.sides is not None and part.sides[rows[one]] == part.sides[rows[two]]:
            continue
        weight = part.matching.score_rows(part.table, rows[one], rows[two]).weight
        if weight < cut:
            pairs.pairs.append((one, two))
            pairs.weight.append(weight)
            pairs.kind.append("against")
