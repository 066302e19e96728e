"""What is open about a result: which customers may be one, and which may be several."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import combinations
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.columns import run_starts
from custmdm.linker import Resolution
from custmdm.linker._clustered import probabilities
from custmdm.linker._resolved import ResolvedTable
from custmdm.linker._vetoes import Vetoes
from custmdm.model import MatchScore, RecordId
from custmdm.steward._bands import Merge
from custmdm.steward._bridges import weakest_bridge
from custmdm.steward._decisions import Pair, PairDecision
from custmdm.steward._evidence import place

Rows = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

Kind = Literal[
    "possible_match", "held_back", "ambiguous_cluster", "bridge", "identifier_conflict",
    "stale_decision",
]  # fmt: skip

# Two customers that a third fits about equally well: so many bits apart, at most.
_CLOSE_BITS = 2.0


@frozen(kw_only=True)
class Question:
    """Ask whether two records are of one customer.

    Attributes:
        kind: what it comes from.
        subjects: the golden ids that it is about.
        pair: the two records.
        probability: that they are one customer, by the model.
        reasons: codes of why it is asked.
        impact: how many records would be of another customer.
        records: how many records the subjects have.
    """

    kind: Kind
    subjects: tuple[str, ...]
    pair: Pair
    probability: float
    reasons: tuple[str, ...]
    impact: int
    records: int

    @property
    def id(self) -> str:
        """Return what names the question: of the same records it is the same."""
        said = "\0".join([self.kind, *map(repr, self.pair)])
        return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def questions(
    result: "Resolution[Any]",
    merges: Iterable[Merge],
    old: Iterable[PairDecision],
    settled: Collection[Pair],
) -> Iterator[Question]:
    """Yield what is open about a result; of two questions on one pair the first counts.

    Args:
        result: what `resolve` returned.
        merges: the merges of this run, or the one before it, by their bands.
        old: decisions that are stale.
        settled: the pairs that somebody decided on: nothing is asked about the two customers that
            they are of.
    """
    old = tuple(old)
    waiting = tuple(merge for merge in merges if merge.answer != "auto")
    # What is asked once, or is not worth it, is not asked again of other records of the two.
    closed = {*settled, *(one.pair for one in old)}
    for merge in waiting:
        closed |= set(combinations([unit[0] for unit in merge.units], 2))
    yield from _stale(result, old)
    yield from _held_back(result, waiting)
    held = {record for merge in waiting for unit in merge.units for record in unit}
    for part in result.tables:
        yield from _inside(part)
        yield from _between(part, closed)
        yield from _bridges(part, held)


def _between(part: ResolvedTable, closed: Iterable[Pair]) -> Iterator[Question]:
    """Yield what may join two customers."""
    best = _best_pairs(part, closed)
    cut = MatchScore.weight_of(part.matching.thresholds.match)
    unclear = _ambiguous(best)
    for at, (one, two) in enumerate(zip(best.one.tolist(), best.two.tolist(), strict=True)):
        pair, weight = (int(best.left[at]), int(best.right[at])), float(best.weight[at])
        matches = "score.match" if weight >= cut else "score.possible"
        if best.vetoed[at]:
            if weight >= cut:
                reasons = (matches, "identifiers.differ")
                yield _question(part, "identifier_conflict", (one, two), pair, weight, reasons)
        elif at in unclear:
            labels = unclear[at]
            if labels:
                reasons = (matches, "fits.several")
                yield _question(part, "ambiguous_cluster", labels, pair, weight, reasons)
        else:
            yield _question(part, "possible_match", (one, two), pair, weight, (matches,))


@frozen(eq=False)
class _Best:
    """Hold the likeliest pair between any two clusters that has one.

    Attributes:
        one: the cluster with the lower number.
        two: the other.
        left: the row of the one record.
        right: the row of the other.
        weight: the match weight.
        vetoed: whether values that no customer has both of keep some pair of them apart.
    """

    one: Rows
    two: Rows
    left: Rows
    right: Rows
    weight: Floats
    vetoed: npt.NDArray[np.bool_]


def _best_pairs(part: ResolvedTable, closed: Iterable[Pair]) -> _Best:
    n = len(part.table)
    a, b = part.labels[part.left], part.labels[part.right]
    one, two = np.minimum(a, b), np.maximum(a, b)
    across = (one != two) & ~np.isin(one * n + two, _of_clusters(part, closed))
    left, right, weight = part.left[across], part.right[across], part.weight[across]
    one, two = one[across], two[across]
    vetoed = Vetoes(part.table, part.matching.vetoes).apart(left, right)
    # The likeliest pair of two clusters first; of two as likely, the records that come first.
    order = np.lexsort((right, left, -weight, two, one))
    key = one * n + two
    _, first, of_pair = np.unique(key[order], return_index=True, return_inverse=True)
    found = order[first]
    any_vetoed = np.zeros(len(found), dtype=np.bool_)
    any_vetoed[of_pair[vetoed[order]]] = True
    return _Best(one[found], two[found], left[found], right[found], weight[found], any_vetoed)


def _of_clusters(part: ResolvedTable, pairs: Iterable[Pair]) -> list[int]:
    """Return a number for the two clusters that each pair is of."""
    numbers = []
    for left, right in pairs:
        one, two = part.row_of.get(left), part.row_of.get(right)
        if one is not None and two is not None:
            a, b = sorted((int(part.labels[one]), int(part.labels[two])))
            numbers.append(a * len(part.table) + b)
    return numbers


def _ambiguous(best: _Best) -> dict[int, tuple[int, ...]]:
    """Return which pairs of clusters are of one that fits several about equally well.

    Returns:
        By the place of the pair the clusters that the question is about, the one that fits several
        first; nothing where another place asks it already.
    """
    near: dict[int, list[tuple[float, int, int]]] = {}
    for at in np.flatnonzero(~best.vetoed).tolist():
        one, two, weight = int(best.one[at]), int(best.two[at]), float(best.weight[at])
        near.setdefault(one, []).append((-weight, two, at))
        near.setdefault(two, []).append((-weight, one, at))
    found: dict[int, tuple[int, ...]] = {}
    for label in sorted(near):
        others = sorted(near[label])
        close = [other for other in others if other[0] - others[0][0] <= _CLOSE_BITS]
        if len(close) > 1 and not any(at in found for _, _, at in close):
            found |= dict.fromkeys((at for _, _, at in close), ())
            found[close[0][2]] = (label, *(other for _, other, _ in close))
    return found


def _inside(part: ResolvedTable) -> Iterator[Question]:
    """Yield the customers that have values of which nobody has two, though somebody said so."""
    together = part.labels[part.left] == part.labels[part.right]
    left, right, weight = part.left[together], part.right[together], part.weight[together]
    apart = Vetoes(part.table, part.matching.vetoes).apart(left, right)
    for one, two, bits in zip(
        left[apart].tolist(), right[apart].tolist(), weight[apart].tolist(), strict=True
    ):
        label = int(part.labels[one])
        reasons = ("identifiers.inside",)
        yield _question(part, "identifier_conflict", (label,), (one, two), bits, reasons)


def _bridges(part: ResolvedTable, held: Collection[RecordId]) -> Iterator[Question]:
    """Yield the customers that one possible pair alone holds together.

    But those of which somebody is asked already whether they are one.
    """
    labels, sizes, ids = part.labels, part.clusters.sizes, part.table.ids
    # What somebody said is one holds too, and is in no question.
    left, right = (
        np.concatenate([own, said])
        for own, said in zip((part.left, part.right), part.constraints.always, strict=True)
    )
    weight = np.concatenate([part.weight, np.full(len(left) - len(part.weight), np.inf)])
    at = np.flatnonzero((labels[left] == labels[right]) & (sizes[labels[left]] > 2))
    if not len(at):
        return
    at = at[np.lexsort((right[at], left[at], labels[left[at]]))]
    for own in np.split(at, run_starts(labels[left[at]])[1:]):
        pairs = list(zip(left[own].tolist(), right[own].tolist(), strict=True))
        weights = weight[own].tolist()
        # Of the others it will be asked when this one is answered.
        weakest = weakest_bridge(pairs, weights)
        if weakest is not None and ids[pairs[0][0]] not in held:
            number, smaller = weakest
            label = int(labels[pairs[0][0]])
            reasons = ("link.alone",)
            yield _question(
                part, "bridge", (label,), pairs[number], weights[number], reasons, smaller
            )


def _question(
    part: ResolvedTable,
    kind: Kind,
    labels: Sequence[int],
    pair: tuple[int, int],
    weight: float,
    reasons: tuple[str, ...],
    impact: int | None = None,
) -> Question:
    ids, sizes = part.table.ids, [int(part.clusters.sizes[label]) for label in labels]
    # The smaller ones would be of another customer; of one that falls apart, at least one record.
    moved = max(1, sum(sizes) - max(sizes)) if impact is None else impact
    return Question(
        kind=kind,
        subjects=tuple(map(part.golden_id, labels)),
        pair=(ids[pair[0]], ids[pair[1]]),
        probability=float(probabilities(np.array([weight]))[0]),
        reasons=reasons,
        impact=moved,
        records=sum(sizes),
    )


def _held_back(result: "Resolution[Any]", merges: Iterable[Merge]) -> Iterator[Question]:
    """Yield the merges that somebody is to look at."""
    for merge in merges:
        found = [place(result, record) for unit in merge.units for record in unit]
        # A merge of the run before may be of records that are no more.
        there = [one for one in found if one is not None]
        if merge.answer == "review" and len(there) == len(found):
            sizes = list(map(len, merge.units))
            yield Question(
                kind="held_back",
                subjects=tuple(dict.fromkeys(p.golden_id(int(p.labels[row])) for p, row in there)),
                pair=merge.weakest,
                probability=merge.probability,
                reasons=(f"band.{merge.case}", *(["band.veto"] if merge.vetoes else [])),
                impact=sum(sizes) - max(sizes),
                records=sum(sizes),
            )


def _stale(result: "Resolution[Any]", old: Iterable[PairDecision]) -> Iterator[Question]:
    """Yield the decisions on records that say something else now."""
    for decision in old:
        found = [place(result, record) for record in decision.pair]
        (part, one), (other, two) = (one for one in found if one is not None)
        if part is other:
            labels = sorted({int(part.labels[one]), int(part.labels[two])})
            weight = part.matching.score_rows(part.table, *sorted((one, two))).weight
            reasons = (f"stale.{type(decision).__name__.lower()}",)
            yield _question(part, "stale_decision", labels, (one, two), weight, reasons)
