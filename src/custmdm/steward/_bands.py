"""Which merges of a run go through, and which somebody looks at first."""

import math
from collections.abc import Callable, Collection, Iterator, Sequence, Set
from itertools import combinations, product
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from attrs import Attribute, evolve, field, frozen

from custmdm.cluster._components import connected_components
from custmdm.errors import ConfigurationError
from custmdm.linker import Resolution
from custmdm.linker._resolved import ResolvedTable
from custmdm.model import Always, MatchScore, Never, RecordId

Rows = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Sides = npt.NDArray[np.int8]

Case = Literal["new_new", "new_confirmed", "confirmed_confirmed"]
Answer = Literal["auto", "review", "apart"]
# Says of two standard records why they are not to be one without a look; None if nothing does.
Veto = Callable[[Any, Any], str | None]

_CASES: tuple[Case, ...] = ("new_new", "new_confirmed", "confirmed_confirmed")


@frozen
class Band:
    """Say from which match probability on a merge is looked at, and from which on it is not.

    Attributes:
        review: the least probability that is worth a look; below it the merge is not made.
        auto: the least probability that needs none; None where every merge is looked at.

    Raises:
        ConfigurationError: if they are no probabilities, or `auto` is below `review`.
    """

    review: float
    auto: float | None = None

    def __attrs_post_init__(self) -> None:
        top = 1.0 if self.auto is None else self.auto
        if not 0.0 <= self.review <= top <= 1.0:
            raise ConfigurationError(
                f"a band is 0 <= review <= auto <= 1, got review={self.review}, auto={self.auto}"
            )

    def answer(self, probability: float) -> Answer:
        """Return what becomes of a merge whose weakest pair has a match probability.

        >>> [Band(0.5, auto=0.9).answer(p) for p in (0.95, 0.7, 0.2)]
        ['auto', 'review', 'apart']
        """
        if self.auto is not None and probability >= self.auto:
            return "auto"
        return "review" if probability >= self.review else "apart"


def _band(_bands: object, attribute: "Attribute[Any]", value: object) -> None:
    if not isinstance(value, Band):
        raise ConfigurationError(f"{attribute.name} is a Band, got {type(value).__name__}")


@frozen
class Bands:
    """Say what becomes of merges, by whom they touch.

    Attributes:
        new_new: merges of customers nobody has confirmed.
        new_confirmed: merges with one confirmed customer.
        confirmed_confirmed: merges of several confirmed customers; all are looked at, unless said
            otherwise.
        vetoes: functions of two standard records that say why a merge is to be looked at whatever
            it weighs, or None. A standard record is typed, or a mapping by column.
    """

    new_new: Band = field(default=Band(0.0, auto=0.5), validator=_band)
    new_confirmed: Band = field(default=Band(0.0, auto=0.9), validator=_band)
    confirmed_confirmed: Band = field(default=Band(0.0), validator=_band)
    vetoes: tuple[Veto, ...] = field(default=(), converter=tuple)


@frozen
class Merge:
    """Say that a run makes one customer of several, and what is to become of that.

    Attributes:
        golden_id: the customer that they are in the run.
        case: whom it touches.
        units: those that become one, each with its records: a record that is new, the records of a
            customer that there was, and what somebody said is one.
        confirmed: the golden ids of the confirmed customers among them.
        probability: the match probability of the weakest pair between two of them; 0.0 where some
            pair is not possible at all. Where two tables were linked, of the pairs across.
        weakest: that pair.
        answer: "auto" if it goes through, "review" if somebody is to look at it, "apart" if not.
        vetoes: why it is looked at whatever it weighs.
    """

    golden_id: str
    case: Case
    units: tuple[tuple[RecordId, ...], ...]
    confirmed: tuple[str, ...]
    probability: float
    weakest: tuple[RecordId, RecordId]
    answer: Answer
    vetoes: tuple[str, ...] = ()


def merges(
    result: "Resolution[Any]",
    bands: Bands | None = None,
    *,
    confirmed: Collection[str] | None = None,
) -> tuple[Merge, ...]:
    """Return the merges that a run makes, each with what is to become of it.

    The weakest pair of a set decides, not the mean: a strong pair does not speak for a weak one.
    Pairs that were one customer before, and what somebody said is one, are not in question.

    >>> import custmdm as cm
    >>> rows = [
    ...     {"id": 1, "name": "Ann Lee", "mail": "ann@lee.com"},
    ...     {"id": 2, "name": "Lee, Ann", "mail": "ann@lee.com"},
    ... ]
    >>> result = cm.resolve(rows, key="id", kinds={"name": "person_name", "mail": "email"})
    >>> [(one.case, len(one.units), one.answer) for one in merges(result)]
    [('new_new', 2, 'auto')]

    Args:
        result: what `resolve` returned, with `previous=` for the customers that there were.
        bands: what becomes of which merge.
        confirmed: the golden ids of the customers that somebody has confirmed; None is all of the
            previous run.
    """
    bands = Bands() if bands is None else bands
    before = {} if result.previous is None else result.previous.ids
    known = set(before.values()) if confirmed is None else set(confirmed)
    return tuple(merge for part in result.tables for merge in _of_table(part, bands, before, known))


def held_back(found: Sequence[Merge]) -> tuple[Always | Never, ...]:
    """Return the constraints that keep apart what is not to be merged without a look, or at all.

    Resolve again with them, beside those that hold already: then the customers that wait stay as
    they were. What no longer goes with one may go with another: ask for the merges of that run too,
    until nothing is held back.

    >>> units = ((RecordId("crm", 1),), (RecordId("crm", 2), RecordId("crm", 3)))
    >>> pair = RecordId("crm", 1), RecordId("crm", 2)
    >>> for one in held_back([Merge("G1", "new_confirmed", units, ("G1",), 0.7, pair, "review")]):
    ...     print(type(one).__name__, one.left, one.right)
    Never crm:1 crm:2
    Always crm:2 crm:3
    """
    made: list[Always | Never] = []
    for merge in found:
        if merge.answer != "auto":
            for at, own in enumerate(merge.units):
                made += [Never(own[0], other[0]) for other in merge.units[at + 1 :]]
                # Or a part of a customer could leave it for what the rest of it has to wait for.
                made += [Always(own[0], record) for record in own[1:]]
    return tuple(made)


def _of_table(part: ResolvedTable, bands: Bands, before: Any, known: Set[str]) -> Iterator[Merge]:
    ids = part.table.ids
    names = [before.get(record) for record in ids]
    units = _units(part, names)
    for label, least, pairs in _weakest(part, units):
        rows: dict[int, list[int]] = {}
        for row in part.clusters[label]:
            rows.setdefault(int(units[row]), []).append(row)
        touched = [{names[row] for row in own} & known for own in rows.values()]
        # Confirmed customers that somebody said are one count once.
        case = _CASES[min(sum(map(bool, touched)), 2)]
        held = set[str]().union(*touched)
        probability = 0.0 if math.isinf(least) else MatchScore.probability_of(least)
        # Where none is missing, the weakest comes first.
        left, right = _not_possible(pairs, list(rows.values()), part.sides) or pairs[0]
        merge = Merge(
            part.golden_id(label),
            case,
            tuple(tuple(ids[row] for row in own) for own in rows.values()),
            tuple(sorted(held)),
            probability,
            (ids[left], ids[right]),
            getattr(bands, case).answer(probability),
        )
        yield _with_vetoes(part, merge, bands.vetoes, list(rows.values()))


def _units(part: ResolvedTable, names: Sequence[str | None]) -> Rows:
    """Return a number for each row, the same for rows that are not in question."""
    n = len(names)
    first: dict[tuple[str, int], int] = {}
    own = [
        first.setdefault((name, label), row) if name is not None else row
        for row, (name, label) in enumerate(zip(names, part.labels.tolist(), strict=True))
    ]
    always = part.constraints.always
    left = np.concatenate([np.arange(n), always[0]])
    right = np.concatenate([np.array(own, np.int64), always[1]])
    return connected_components(n, left, right)


def _weakest(
    part: ResolvedTable, units: Rows
) -> Iterator[tuple[int, float, list[tuple[int, int]]]]:
    """Yield the clusters of several units, each with its weakest weight and its pairs.

    The weight is minus infinity where some pair between units is not possible at all. The pairs are
    the possible ones between units, as rows, the weakest first.
    """
    labels, n = part.labels, len(part.clusters)
    inside = (labels[part.left] == labels[part.right]) & (units[part.left] != units[part.right])
    left, right, weight = part.left[inside], part.right[inside], part.weight[inside]
    # Of two as weak the one whose records come first.
    order = np.lexsort((right, left, weight, labels[left]))
    left, right, weight = left[order], right[order], weight[order]
    starts = np.searchsorted(labels[left], np.arange(n + 1))
    label_of_unit = np.zeros(int(units.max(initial=-1)) + 1, np.int64)
    label_of_unit[units] = labels
    # The pairs of a cluster but those of its units.
    across = _n_pairs(labels, n, part.sides)
    inner = _n_pairs(units, len(label_of_unit), part.sides)
    np.subtract.at(across, label_of_unit, inner)
    for label in np.flatnonzero(across).tolist():
        of_label = slice(starts[label], starts[label + 1])
        pairs = list(zip(left[of_label].tolist(), right[of_label].tolist(), strict=True))
        every = len(pairs) == across[label]
        yield label, float(weight[of_label.start]) if every else -math.inf, pairs


def _n_pairs(groups: Rows, n: int, sides: Sides | None) -> Rows:
    """Return how many pairs each group has; where two tables are linked, across these."""
    sizes = np.bincount(groups, minlength=n)
    if sides is None:
        return sizes * (sizes - 1) // 2
    of_second = np.bincount(groups[sides == 1], minlength=n)
    return of_second * (sizes - of_second)


def _not_possible(
    pairs: Sequence[tuple[int, int]], units: Sequence[Sequence[int]], sides: Sides | None
) -> tuple[int, int] | None:
    """Return the first pair of rows of two units that is not among the possible ones."""
    possible = set(pairs)
    missing = (
        pair
        for one, other in _across(units)
        if (sides is None or sides[one] != sides[other])
        and (pair := (min(one, other), max(one, other))) not in possible
    )
    return min(missing, default=None)


def _across(units: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Yield each two rows of two units."""
    for own, others in combinations(units, 2):
        yield from product(own, others)


def _with_vetoes(
    part: ResolvedTable, merge: Merge, vetoes: Sequence[Veto], units: Sequence[Sequence[int]]
) -> Merge:
    """Return a merge with what vetoes it: what would go through is looked at then."""
    if not vetoes or merge.answer == "apart":
        return merge
    standard = part.table.records()
    told = {
        said
        for one, other in _across(units)
        for veto in vetoes
        if (said := veto(standard[one], standard[other])) is not None
    }
    if not told:
        return merge
    return evolve(merge, answer="review", vetoes=tuple(sorted(told)))
