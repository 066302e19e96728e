"""Values of one record that contradict each other, found once a distinct pair of values."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from custmdm.columns import ranges
from custmdm.model import Issue
from custmdm.tables._leaf import Leaf, RecordOf
from custmdm.validate import CONSISTENCY_CHECKS, Consistency

Int64 = npt.NDArray[np.int64]

# What agrees outweighs what does not: a second address settles it.
_UNKNOWN, _CONFLICT, _AGREE = 0, 1, 2


def consistency_issues(
    leaves: Mapping[str, Leaf], record: RecordOf, rows: Sequence[int]
) -> Iterator[Issue]:
    """Yield each value that contradicts what its record says elsewhere."""
    for check in CONSISTENCY_CHECKS:
        others = [leaf for leaf in leaves.values() if leaf.kind.name == check.other]
        for leaf in leaves.values():
            if leaf.kind.name == check.kind and others:
                for at, path in _conflicts(check, leaf, others):
                    position = leaf.column.flat_row(at)
                    yield Issue(
                        path=leaf.path,
                        code=check.code,
                        severity=check.severity,
                        params={"other": path},
                        record=record(position),
                        row=rows[position],
                    )


def _conflicts(check: Consistency, leaf: Leaf, others: Sequence[Leaf]) -> Iterator[tuple[int, str]]:
    """Yield the place of each value in conflict, with the path that it contradicts."""
    verdicts = np.zeros(len(leaf.column.codes), dtype=np.int8)
    against = np.zeros(len(leaf.column.codes), dtype=np.int64)
    for i, other in enumerate(others):
        at, found = _verdicts(check, leaf, other)
        before = verdicts[at].copy()
        np.maximum.at(verdicts, at, found)
        against[at[(found == _CONFLICT) & (before == _UNKNOWN)]] = i
    places = np.flatnonzero(verdicts == _CONFLICT)
    for place, i in zip(places.tolist(), against[places].tolist(), strict=True):
        yield place, others[i].path


def _verdicts(check: Consistency, leaf: Leaf, other: Leaf) -> tuple[Int64, npt.NDArray[np.int8]]:
    """Return the place of each value that can be told of, and whether the other one agrees."""
    mine, theirs = leaf.column, other.column
    starts = (
        np.arange(len(theirs) + 1, dtype=np.int64) if theirs.offsets is None else theirs.offsets
    )
    row = mine.flat_rows()
    counts = np.diff(starts)[row]
    at = np.repeat(np.arange(len(mine.codes), dtype=np.int64), counts)
    left = mine.codes[at].astype(np.int64)
    right = theirs.codes[ranges(starts[:-1][row], counts)].astype(np.int64)
    present = (left >= 0) & (right >= 0)
    at, left, right = at[present], left[present], right[present]
    size = np.int64(max(len(theirs.values), 1))
    distinct, inverse = np.unique(left * size + right, return_inverse=True)
    left_texts, right_texts = leaf.texts(), other.texts(check.part)
    found = [
        _verdict(check, left_texts[pair // size], right_texts[pair % size])
        for pair in distinct.tolist()
    ]
    told = np.array(found, dtype=np.int8)[inverse]
    return at[told != _UNKNOWN], told[told != _UNKNOWN]


def _verdict(check: Consistency, left: str | None, right: str | None) -> int:
    if left is None or right is None:
        return _UNKNOWN
    agree = check.agree(left, right)
    return _UNKNOWN if agree is None else _AGREE if agree else _CONFLICT
