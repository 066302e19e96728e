"""Labels to rows of the table that a model is trained on."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm._labels import read_labels
from custmdm.errors import ConfigurationError
from custmdm.model import RecordId

Int64 = npt.NDArray[np.int64]


@frozen(eq=False)
class LabelledRows:
    """Hold the labelled pairs of rows, each once, left below right, in order.

    Attributes:
        left: the row of the one record.
        right: the row of the other.
        same: whether they are one customer.
    """

    left: Int64
    right: Int64
    same: npt.NDArray[np.bool_]


def labelled_rows(labels: Any, ids: Sequence[RecordId]) -> LabelledRows:
    """Return what labels say of rows; empty labels are left out.

    Args:
        labels: as `read_labels` takes them.
        ids: the record of each row.

    Raises:
        ConfigurationError: if a label names a record that is not there, two records or one twice,
            or labels contradict each other.
    """
    given = [(one, other, same) for one, other, same in read_labels(labels) if same is not None]
    rows = _rows_by_name(ids, {str(name) for one, other, _ in given for name in (one, other)})
    answers: dict[tuple[int, int], bool] = {}
    unknown: dict[str, None] = {}
    against: dict[tuple[int, int], None] = {}
    for one, other, same in given:
        found = [_rows_of(name, rows) for name in (one, other)]
        if not all(found):
            unknown |= {str(n): None for n, f in zip((one, other), found, strict=True) if not f}
            continue
        a, b = found[0][0], found[1][0]
        if a == b:
            raise ConfigurationError(f"a label is of two records, not of {one} twice")
        pair = min(a, b), max(a, b)
        if answers.setdefault(pair, same) != same:
            against[pair] = None
    if unknown:
        raise ConfigurationError(
            f"labels name {_counted(len(unknown), 'record')} not in the data, as {min(unknown)}; "
            "a label names a record by its RecordId or its text, 'source:key'"
        )
    if against:
        left, right = min(against)
        raise ConfigurationError(
            f"labels contradict each other on {_counted(len(against), 'pair')}, as on "
            f"{ids[left]} and {ids[right]}: both same and not the same"
        )
    pairs = sorted(answers)
    return LabelledRows(
        np.array([left for left, _ in pairs], dtype=np.int64),
        np.array([right for _, right in pairs], dtype=np.int64),
        np.array([answers[pair] for pair in pairs], dtype=np.bool_),
    )


def _rows_by_name(ids: Sequence[RecordId], wanted: set[str]) -> dict[Any, list[int]]:
    """Return the rows of the wanted records, by id and by its text."""
    rows: dict[Any, list[int]] = {}
    # With no labels, as mostly, no id is looked at.
    for row, record in enumerate(ids if wanted else ()):
        text = str(record)
        if text in wanted:
            rows.setdefault(text, []).append(row)
            rows.setdefault(record, []).append(row)
    return rows


def _rows_of(name: Any, rows: dict[Any, list[int]]) -> list[int]:
    # A RecordId whose key is of another type, as from a file, is found by its text.
    found = rows.get(name, []) if isinstance(name, (RecordId, str)) else []
    found = found or rows.get(str(name), [])
    if len(found) > 1:
        raise ConfigurationError(f"{name} names {len(found)} records; label them by RecordId")
    return found


def _counted(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"
