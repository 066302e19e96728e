"""What would have changed a decision, computed by the model."""

from collections.abc import Sequence

import numpy as np

from custmdm.compare import RARITY_STEP, Comparison
from custmdm.linker._evidence import Change, ClusterEvidence
from custmdm.linker._matching import Matching
from custmdm.model import ONE_MISSING, Contribution, Decision, Link, MatchScore

# The levels that are told, at most.
_SHOWN = 3


def changes_of(
    matching: Matching,
    score: MatchScore,
    stage: str,
    same: bool,
    clusters: ClusterEvidence | None,
    bridges: Sequence[Link],
) -> tuple[Change, ...]:
    """Return what would have changed the decision of a pair, the least change first.

    Args:
        matching: what it was decided with.
        score: the score of the pair.
        stage: the stage that decided.
        same: whether the two are one customer.
        clusters: what the clustering saw, where it decided.
        bridges: the links that alone connect the two, where links do.
    """
    matches = matching.thresholds.decide(score.probability) is Decision.MATCH
    if stage == "constraint":
        return (Change("constraint", score.weight),) if matches != same else ()
    if stage == "table":
        return ()
    if stage == "blocking":
        return (Change("rule", score.weight, turns=matches),)
    if stage == "clustering":
        if same:
            weakest = sorted(bridges, key=lambda link: (link.weight, link.left, link.right))
            return tuple(Change("link", link.weight, link=link) for link in weakest)
        if clusters is None or clusters.apart is not None:
            return ()
        if clusters.mean is None or clusters.mean >= clusters.cut:
            return ()
        return (Change("mean", clusters.cut, added=clusters.cut - clusters.mean),)
    threshold = Change("threshold", score.weight, threshold=score.probability)
    return (*_levels(matching, score, matches), threshold)


def _levels(matching: Matching, score: MatchScore, matches: bool) -> list[Change]:
    """Return single levels that would turn the decision, one a comparison."""
    tried = [
        (k, level)
        for k, (c, told) in enumerate(zip(matching.comparisons, score.contributions, strict=True))
        for level in (_losses(c, told) if matches else _gains(c, told))
    ]
    if not tried:
        return []
    vector = [c.level for c in score.contributions]
    vector += [round(c.rarity / RARITY_STEP) for c in score.contributions]
    vectors = np.tile(np.array(vector, dtype=np.int8), (len(tried), 1))
    for row, (k, level) in enumerate(tried):
        # How rare another value would be is not known: as rare as most.
        vectors[row, k], vectors[row, len(score.contributions) + k] = level, 0
    weights = matching.model.vector_weights(vectors)
    found: dict[int, Change] = {}
    for (k, level), weight in zip(tried, weights.tolist(), strict=True):
        decision = matching.thresholds.decide(MatchScore.probability_of(weight))
        added = weight - score.weight
        if (decision is Decision.MATCH) == matches:
            continue
        # A little less disagreement is no change worth telling: the level itself speaks for it.
        if not matches and score.contributions[k].weight + added <= 0.0:
            continue
        if k not in found or abs(added) < abs(found[k].added):
            c = matching.comparisons[k]
            found[k] = Change("level", weight, True, c.on, level, c.label(level), added)
    return sorted(found.values(), key=lambda c: (abs(c.added), c.comparison))[:_SHOWN]


def _gains(comparison: Comparison, told: Contribution) -> list[int]:
    """Return better levels of what was there to compare; of what was missing, that it is equal."""
    strata, top = comparison.strata, comparison.n_levels - 1
    if told.level < 0:
        return [top]
    return [i for i in range(told.level + 1, top + 1) if strata[i] == strata[told.level]]


def _losses(comparison: Comparison, told: Contribution) -> list[int]:
    """Return that what agreed is missing, and that it differs."""
    if told.level < 0:
        return []
    strata = comparison.strata
    worst = strata.index(strata[told.level])
    return [ONE_MISSING] if worst == told.level else [ONE_MISSING, worst]
