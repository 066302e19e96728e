"""How far records have moved from those that a model was learned from."""

import math
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from custmdm.data.explanations import phrase
from custmdm.data.outcome_labels import outcome_label

Small = npt.NDArray[np.int8]

# A weight that is wrong by a bit makes the odds twice what they are.
_BITS = 1.0
# What is so many standard errors away is no chance, where enough pairs are counted.
_ERRORS, _ENOUGH = 4.0, 30
# So much of the pairs that can be compared no more, or only now, is worth a word.
_PRESENT = 0.1


def _tuples(rows: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(map(int, row)) for row in rows)


@frozen
class RandomPairs:
    """Hold what random pairs of records look like: nearly all are of two customers.

    Attributes:
        records: how many records there are.
        pairs: how many random pairs of them were compared.
        levels: for each comparison, how many pairs have each of its levels, from 0 up; the others
            cannot be compared by it.
    """

    records: int
    pairs: int
    levels: tuple[tuple[int, ...], ...] = field(converter=_tuples)

    @classmethod
    def of(cls, records: int, vectors: Small, n_levels: Sequence[int]) -> "RandomPairs":
        """Count the levels of comparison vectors of random pairs."""
        columns = (vectors[:, k] for k in range(len(n_levels)))
        counts = [
            np.bincount(column[column >= 0], minlength=n).tolist()
            for column, n in zip(columns, n_levels, strict=True)
        ]
        return cls(records, len(vectors), counts)


@frozen
class Shift:
    """Name one thing that is not any more as it was when the model was learned.

    Attributes:
        code: "drift.grown" or "drift.shrunk", of the number of records; "drift.present", of how
            many pairs can be compared; "drift.level", of how many random pairs have a level.
        comparison: the comparison, where it is of one.
        label: the level, where it is of one.
        then: the number or the share when the model was learned.
        now: the same now.
    """

    code: str
    comparison: str
    label: str
    then: float
    now: float

    @property
    def bits(self) -> float:
        """Return by how much weights are too high that hang on it, in bits."""
        return math.log2(self.now / self.then) if self.now > 0.0 < self.then else 0.0


@frozen
class Drift:
    """Say how far records have moved from those a model was learned from; ``print`` it for text.

    Attributes:
        then: random pairs of the records that the model was learned from, or None where the model
            does not know.
        now: random pairs of the records that there are now.
        shifts: what is not as it was, and makes weights wrong by a bit or more.
    """

    then: RandomPairs | None
    now: RandomPairs
    shifts: tuple[Shift, ...] = ()

    @property
    def refit(self) -> bool:
        """Return whether to fit again."""
        return bool(self.shifts) or self.then is None

    def text(self, locale: str = "en") -> str:
        """Return what is not as it was, in words, in English ("en") or Chinese ("zh")."""
        if self.then is None:
            return phrase("drift.unknown", locale, now=f"{self.now.records:,}")
        head = phrase(
            "drift.head", locale, now=f"{self.now.records:,}", then=f"{self.then.records:,}"
        )
        if not self.shifts:
            return f"{head}\n  {phrase('drift.none', locale)}"
        lines = [f"  {_line(shift, locale)}" for shift in self.shifts]
        return "\n".join([head, *lines, phrase("drift.refit", locale)])

    def __str__(self) -> str:
        return self.text()


def _line(shift: Shift, locale: str) -> str:
    amount = _number if shift.code in ("drift.grown", "drift.shrunk") else _share
    return phrase(
        shift.code, locale, comparison=shift.comparison, label=outcome_label(shift.label, locale),
        then=amount(shift.then), now=amount(shift.now), bits=f"{shift.bits:+.1f}",
    )  # fmt: skip


def _number(value: float) -> str:
    return f"{value:,.0f}"


def _share(value: float) -> str:
    return f"{100.0 * value:.3g} %"


def drift_between(
    then: RandomPairs | None,
    now: RandomPairs,
    names: Sequence[str],
    labels: Sequence[Sequence[str]],
) -> Drift:
    """Return how far random pairs are from those that a model was learned from.

    A level that random pairs have twice as often is worth a bit less than the model says. What may
    be chance is left out.

    >>> then = RandomPairs(1_000, 10_000, [[9_800, 200]])
    >>> now = RandomPairs(1_200, 10_000, [[9_000, 1_000]])
    >>> (shift,) = drift_between(then, now, ["city"], [["different", "equal"]]).shifts
    >>> shift.code, shift.label, round(shift.bits, 1)
    ('drift.level', 'equal', 2.3)

    Args:
        then: random pairs of the records that the model was learned from, where it knows.
        now: random pairs of the records that there are now.
        names: the name of each comparison.
        labels: its levels in words, from 0 up.
    """
    if then is None or not now.pairs or not then.pairs:
        return Drift(then, now)
    return Drift(then, now, tuple(_shifts(then, now, names, labels)))


def _shifts(
    then: RandomPairs, now: RandomPairs, names: Sequence[str], labels: Sequence[Sequence[str]]
) -> Iterator[Shift]:
    if abs(math.log2(now.records / then.records)) >= _BITS:
        code = "drift.grown" if now.records > then.records else "drift.shrunk"
        yield Shift(code, "", "", then.records, now.records)
    for name, of, before, after in zip(names, labels, then.levels, now.levels, strict=True):
        n_before, n_after = sum(before), sum(after)
        present = n_before / then.pairs, n_after / now.pairs
        if abs(present[0] - present[1]) >= _PRESENT:
            yield Shift("drift.present", name, "", *present)
        for label, one, other in zip(of, before, after, strict=True):
            # A level that was not seen is rare, not impossible.
            a, b = one + 0.5, other + 0.5
            shares = a / (n_before + 1.0), b / (n_after + 1.0)
            bits = math.log2(shares[1] / shares[0])
            error = math.log2(math.e) * math.sqrt(1.0 / a + 1.0 / b)
            if max(one, other) >= _ENOUGH and abs(bits) >= _BITS + _ERRORS * error:
                yield Shift("drift.level", name, label, *shares)
