"""What the clustering saw of two records: their clusters, and the links between."""

import itertools
from collections import deque

import numpy as np
import numpy.typing as npt

from custmdm.columns import Column, Term
from custmdm.linker._clustered import inner_pairs
from custmdm.linker._evidence import ClusterEvidence, Partner
from custmdm.linker._explain_constraints import what_parts
from custmdm.linker._resolved import ResolvedTable
from custmdm.model import Decision, Link, MatchScore

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# Of clusters with more pairs than this no mean is told: scoring them takes too long.
_MAX_PAIRS = 10_000


def cluster_evidence(part: ResolvedTable, left: int, right: int) -> ClusterEvidence:
    """Return what the clustering saw of two rows: of their two clusters, or of the one."""
    one, other = (np.array(part.clusters[part.labels[row]]) for row in (left, right))
    same = bool(part.labels[left] == part.labels[right])
    if same:
        a, b = (one[side] for side in inner_pairs(np.zeros(len(one), dtype=np.int64)))
    else:
        a, b = np.repeat(one, len(other)), np.tile(other, len(one))
    cut = MatchScore.weight_of(part.matching.thresholds.match)
    mean = None
    if len(a) <= _MAX_PAIRS and np.isfinite(cut):
        # As the clustering counts them: no single pair speaks louder than the clip.
        clip = getattr(part.matching.clusterer, "clip", np.inf)
        weights = pair_weights(part, np.minimum(a, b), np.maximum(a, b))
        mean = float(np.clip(weights - cut, -clip, clip).mean()) + cut
    apart = None
    if not same:
        from_left, from_right = ({row: [row] for row in rows.tolist()} for rows in (one, other))
        apart = what_parts(part, from_left, from_right)
    partners = _partner(part, left, one), _partner(part, right, other)
    return ClusterEvidence(*partners, len(a), mean, cut, apart)


def _partner(part: ResolvedTable, row: int, members: Int64) -> Partner:
    """Return the strongest of those that a row is with."""
    ids = part.table.ids
    others = members[members != row]
    if not len(others):
        return Partner(ids[row])
    weights = pair_weights(part, np.minimum(row, others), np.maximum(row, others))
    best = int(np.argmax(weights))
    return Partner(ids[row], ids[others[best]], float(weights[best]), len(others) - 1)


def pair_weights(part: ResolvedTable, left: Int64, right: Int64) -> Floats:
    """Return the match weights of some pairs of rows, by the values of these rows alone."""
    matching = part.matching
    rows, places = np.unique(np.concatenate([left, right]), return_inverse=True)
    a, b = places[: len(left)], places[len(left) :]
    width = len(matching.comparisons)
    vectors = np.empty((len(left), 2 * width), dtype=np.int8)
    for k, (c, known) in enumerate(zip(matching.comparisons, matching.frequencies, strict=True)):
        compared = c.column(_few(part.table.column(c.on).take(rows)), known)
        vectors[:, k], vectors[:, width + k] = compared.compare(a, b)
    return matching.model.vector_weights(vectors)


def _few(column: Column[Term]) -> Column[Term]:
    """Return a column with the values that it uses, and no others."""
    used, codes = np.unique(column.codes, return_inverse=True)
    absent = int((used < 0).sum())
    few = np.where(column.codes < 0, column.codes, codes - absent).astype(np.int32)
    return Column(few, tuple(column.values[i] for i in used[absent:].tolist()), column.offsets)


def path_between(part: ResolvedTable, left: int, right: int) -> tuple[Link, ...]:
    """Return the shortest chain of links from one row to another of its cluster.

    Rows that are always one have a link too, whatever it weighs.
    """
    chain = _chain(_steps(part, int(part.labels[left])), left, right)
    return tuple(_link(part, *sorted(pair)) for pair in itertools.pairwise(chain))


def bridges(part: ResolvedTable, left: int, right: int) -> tuple[Link, ...]:
    """Return the links without which no chain of links leads from one row to another."""
    steps = _steps(part, int(part.labels[left]))
    found = []
    for one, other in itertools.pairwise(_chain(steps, left, right)):
        without = {**steps, one: steps[one] - {other}, other: steps[other] - {one}}
        if not _chain(without, left, right):
            found.append(_link(part, *sorted((one, other))))
    return tuple(found)


def _chain(steps: dict[int, set[int]], left: int, right: int) -> list[int]:
    """Return the rows of a shortest chain of steps, or nothing where there is none."""
    came: dict[int, int] = {left: left}
    waiting = deque([left])
    while waiting and right not in came:
        row = waiting.popleft()
        for other in sorted(steps.get(row, set()) - came.keys()):
            came[other] = row
            waiting.append(other)
    if right not in came:
        return []
    chain = [right]
    while chain[-1] != left:
        chain.append(came[chain[-1]])
    return chain[::-1]


def _steps(part: ResolvedTable, label: int) -> dict[int, set[int]]:
    """Return for each row of a cluster those that it has a link to."""
    cut = part.matching.thresholds.match
    inside = np.flatnonzero(part.labels[part.left] == label)
    pairs = [
        (int(part.left[at]), int(part.right[at]))
        for at in inside.tolist()
        if MatchScore.probability_of(float(part.weight[at])) >= cut
    ]
    one, other = part.constraints.always
    inside = np.flatnonzero(part.labels[one] == label)
    pairs += zip(one[inside].tolist(), other[inside].tolist(), strict=True)
    steps: dict[int, set[int]] = {}
    for row, near in pairs:
        if part.labels[row] == part.labels[near]:
            steps.setdefault(row, set()).add(near)
            steps.setdefault(near, set()).add(row)
    return steps


def _link(part: ResolvedTable, left: int, right: int) -> Link:
    at = np.flatnonzero((part.left == left) & (part.right == right))
    weight = part.weight[at] if len(at) else pair_weights(part, np.array([left]), np.array([right]))
    stated = float(weight[0])
    probability = MatchScore.probability_of(stated)
    ids = part.table.ids
    decision: Decision = part.matching.thresholds.decide(probability)
    return Link(ids[left], ids[right], probability, stated, decision)
