"""What each match threshold would do to the customers of a result, as plain tables."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from custmdm.charts._picture import Table
from custmdm.charts._threshold_changes import changes
from custmdm.charts._threshold_examples import Pair, described, divided
from custmdm.charts._threshold_values import ChangedValues
from custmdm.charts._threshold_walk import Step, grid, walk
from custmdm.evaluate import Estimate
from custmdm.evaluate._over_groupings import LabelledPairs
from custmdm.frames import Values
from custmdm.linker import Resolution, ResolvedTable
from custmdm.linker._golden import Claims
from custmdm.model import MatchScore, Thresholds
from custmdm.typing import Progress

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# Of the pairs that one step divides, so many are shown: at each place of the slider twenty, those
# that are just one customer and those that just are not.
EXAMPLES = 10
_BEFORE = dt.datetime.min.replace(tzinfo=dt.UTC)
_COUNTS = (
    "customers", "links", "merged", "split", "ids_lost", "ids_created", "values_changed",
)  # fmt: skip


@frozen(eq=False)
class ThresholdSteps:
    """Hold what each of 101 match thresholds would do.

    Attributes:
        steps: one row a threshold.
        review: how many pairs are to be looked at: a row a match threshold, a column a possible
            threshold, both of the grid.
        examples: the pairs that are one customer at one threshold and two at the next.
    """

    steps: Table = field(repr=False)
    review: Int64 = field(repr=False)
    examples: Table = field(repr=False)


@frozen(eq=False)
class _PartSteps:
    """Hold the same of the records of one type: what is counted, expected, and divided."""

    counts: Int64
    expected: Floats
    review: Int64
    divided: Sequence[Sequence[Pair]]
    measured: Sequence[tuple[Estimate, Estimate, Estimate]]

    @classmethod
    def nothing(cls, n: int) -> "_PartSteps":
        """Return what there is of no records."""
        counts = np.zeros((n, len(_COUNTS)), np.int64)
        return cls(counts, np.zeros((n, 3)), np.zeros((n, n), np.int64), [[]] * (n - 1), ())


def threshold_steps(
    result: Resolution[Any],
    progress: Progress,
    *,
    labelled: LabelledPairs | None = None,
    masked: bool = True,
) -> ThresholdSteps:
    """Return what each of 101 match thresholds would do to the customers of a result."""
    in_use = thresholds_of(result)
    matches, possibles = grid(in_use.match), grid(in_use.possible)
    total = len(matches) * len(result.tables)
    parts: list[_PartSteps] = []
    for part in result.tables:
        done = len(parts) * len(matches)
        steps_of_part = _told(walk(part, matches, possibles), progress, done, total)
        parts.append(_of_part(result, part, steps_of_part, labelled))
    progress("thresholds", total, total)
    parts = parts or [_PartSteps.nothing(len(matches))]
    counts = np.sum([part.counts for part in parts], axis=0)
    together, true_together, true_pairs = np.sum([part.expected for part in parts], axis=0).T
    review = np.sum([part.review for part in parts], axis=0)
    steps = {
        "step": np.arange(len(matches)),
        "match": np.array(matches),
        "weight": np.array([MatchScore.weight_of(match) for match in matches]),
        "in_use": np.array(matches) == in_use.match,
        **{name: counts[:, i] for i, name in enumerate(_COUNTS)},
        "review": review[:, possibles.index(in_use.possible)],
        "precision": _share(true_together, together),
        "recall": _share(true_together, true_pairs),
        **({} if labelled is None else _measured(parts[0].measured)),
    }
    return ThresholdSteps(steps, review, _examples(result, [p.divided for p in parts], masked))


def thresholds_of(result: Resolution[Any]) -> Thresholds:
    """Return the thresholds in use; of a result without records the usual ones."""
    return next(iter(result.thresholds), Thresholds())


def _share(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.ones_like(part), where=whole > 0)


def _told(steps: Iterable[Step], progress: Progress, done: int, total: int) -> Iterator[Step]:
    for number, step in enumerate(steps, done):
        progress("thresholds", number, total)
        yield step


def _measured(found: Sequence[tuple[Estimate, Estimate, Estimate]]) -> dict[str, Values]:
    """Return the estimates from labels, with the ends of their intervals, as columns."""
    columns: dict[str, Values] = {}
    for name, estimates in zip(
        ("precision", "recall", "f1"), zip(*found, strict=True), strict=True
    ):
        columns[f"measured_{name}"] = np.array([one.value for one in estimates])
        columns[f"measured_{name}_low"] = np.array([one.low for one in estimates])
        columns[f"measured_{name}_high"] = np.array([one.high for one in estimates])
    return columns


def _of_part(
    result: Resolution[Any],
    part: ResolvedTable,
    steps: Iterable[Step],
    labelled: LabelledPairs | None,
) -> _PartSteps:
    values, rank = ChangedValues(part), _rank(result, part)
    counts, expected, review, split, measured = [], [], [], list[list[Pair]](), []
    before = None
    for step in steps:
        found = changes(part.labels, step.labels, rank)
        values.add(step.labels, found)
        counts.append(
            [step.n_customers, step.links, found.merged, found.split, found.ids_lost,
             found.ids_created]
        )  # fmt: skip
        expected.append([step.together, step.true_together, step.true_pairs])
        review.append(step.review)
        if labelled is not None:
            measured.append(labelled.metrics(step.labels))
        if before is not None:
            split.append(divided(part, before, step.labels, EXAMPLES))
        before = step.labels
    changed = values.counted(Claims.of(part.table), part.matching.policy.at(result.as_of))
    return _PartSteps(
        np.column_stack([counts, changed]), np.array(expected), np.array(review), split, measured
    )


def _rank(result: Resolution[Any], part: ResolvedTable) -> Int64:
    """Return the place of each customer's golden id: the older first, then the lower."""
    names = list(part.golden_ids)
    since = {} if result.stable is None else result.stable.since
    # An id without a time is taken for older than any, as `stable_ids` has it.
    order = sorted(range(len(names)), key=lambda i: (since.get(names[i], _BEFORE), names[i]))
    rank = np.empty(len(names), dtype=np.int64)
    rank[order] = np.arange(len(names))
    return rank


def _examples(
    result: Resolution[Any], parts: Sequence[Sequence[Sequence[Pair]]], masked: bool
) -> Table:
    rows = []
    for step, of_parts in enumerate(zip(*parts, strict=True)):
        pairs = sorted((pair for pairs in of_parts for pair in pairs), key=lambda p: (-p[2], p[:2]))
        for place, pair in enumerate(pairs[:EXAMPLES]):
            texts = described(result, pair, masked=masked)
            rows.append((step, place, str(pair[0]), str(pair[1]), pair[2], *texts))
    names = ("step", "place", "left", "right", "weight", "left_says", "right_says")
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    found = dict(zip(names, map(list, columns), strict=True))
    chance = [MatchScore.probability_of(weight) for weight in found["weight"]]
    return {**found, "probability": chance}
