"""cm.standardize: whole tables and lists of records, the same type out as in."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar, overload

import attrs
import numpy as np
from attrs import frozen

from custmdm._progress import as_progress
from custmdm.errors import ConfigurationError
from custmdm.frames import is_frame
from custmdm.kinds import Kind
from custmdm.model import Context, Issue, Record, RecordId
from custmdm.tables._issues import issues_of
from custmdm.tables._leaf import read_through, standardized_leaves
from custmdm.tables._raw import columns_of_table
from custmdm.tables._read import FrameSource, listed, split_by_type, table_of_records
from custmdm.tables._shared import shared_texts
from custmdm.typing import Progress

R = TypeVar("R")
T = TypeVar("T")


@frozen(repr=False)
class StandardizedData(Generic[T]):
    """Hold standardized records or a standardized table.

    Attributes:
        data: what was given, with standard values; where a value has none, the raw one.
        issues: what is wrong with each value, by record, row and field.
    """

    data: T
    issues: tuple[Issue, ...]

    def __repr__(self) -> str:
        return f"<StandardizedData: {type(self.data).__name__}, {len(self.issues)} issues>"


@overload
def standardize(
    data: Iterable[Record[R]],
    *,
    context: Context | None = None,
    progress: bool | Progress | None = None,
) -> StandardizedData[Sequence[Record[R]]]: ...
@overload
def standardize(
    data: Iterable[Record[Any]],
    *,
    context: Context | None = None,
    progress: bool | Progress | None = None,
) -> StandardizedData[Sequence[Record[Any]]]: ...
@overload
def standardize(
    data: Any,
    *,
    kinds: Mapping[str, str | Kind],
    key: str | None = None,
    source: str = "table",
    context: Context | None = None,
    progress: bool | Progress | None = None,
) -> StandardizedData[Any]: ...
def standardize(
    data: Any,
    *,
    kinds: Mapping[str, str | Kind] | None = None,
    key: str | None = None,
    source: str = "table",
    context: Context | None = None,
    progress: bool | Progress | None = None,
) -> StandardizedData[Any]:
    """Standardize every value of a table or of records, once a distinct value.

    >>> import pandas as pd
    >>> from custmdm import Context
    >>> df = pd.DataFrame({"tel": ["138 1234 5678", "n/a"], "land": ["China", "PRC"]})
    >>> done = standardize(df, kinds={"tel": "phone", "land": "country"})
    >>> done.data["tel"].tolist(), done.data["land"].tolist()
    (['+8613812345678', 'n/a'], ['CN', 'CN'])
    >>> [(i.row, i.path, i.code) for i in done.issues]
    [(1, 'tel', 'value.placeholder')]

    Args:
        data: Records; or with kinds a table: a DataFrame of any supported library, or dicts.
        kinds: for a table, the kind of each column to standardize.
        key: for a table, the column of the record keys; else rows are numbered.
        source: for a table, the source its records come from.
        context: what values take for granted.
        progress: False for no bar where somebody looks, or a callback (stage, done, total) that may
            raise to cancel.

    Returns:
        The same type as given, and the issues.

    Raises:
        ConfigurationError: if a DataFrame comes without kinds.
    """
    context = Context() if context is None else context
    told = as_progress(progress)
    if kinds is not None:
        return _standardize_frame(data, kinds, key, source, context, told)
    if is_frame(data):
        raise ConfigurationError("a table needs kinds={'column': 'kind', ...}")
    return _standardize_records(data, context, told)


def _standardize_frame(
    data: Any,
    kinds: Mapping[str, object],
    key: str | None,
    source: str,
    context: Context,
    progress: Progress,
) -> StandardizedData[Any]:
    read = FrameSource.of(data, kinds=kinds, key=key, source=source, updated_at=None)
    keys = read.keys()
    raw, plans = columns_of_table({n: read.frame.values(n) for n in read.kinds}, read.kinds)
    leaves = standardized_leaves(raw, context, len(read.frame), progress)
    read_through(leaves, (), progress)
    columns = {}
    for path, leaf in leaves.items():
        # The place at the end is for the negative codes.
        shown = [*leaf.answers.shown(), None]
        missing = len(shown) - 1
        codes = np.where(leaf.column.codes < 0, missing, leaf.column.codes).tolist()
        columns[path] = list(map(shown.__getitem__, codes))
    shared = shared_texts(leaves, plans, len(keys))
    found = issues_of(leaves, shared, lambda i: RecordId(source, keys[i]), range(len(keys)))
    issues = sorted(found, key=by_row)
    return StandardizedData(read.frame.with_columns(columns), tuple(issues))


def _standardize_records(
    data: Iterable[Record[Any]], context: Context, progress: Progress
) -> StandardizedData[Any]:
    given = listed(data)
    standard = list(given)
    issues: list[Issue] = []
    for record_type, (records, rows) in split_by_type(given).items():
        table = table_of_records(records, record_type, context, rows, progress)
        read_through(table.leaves, table.leaves.keys(), progress)
        for row, made in zip(table.rows.tolist(), table.records(), strict=True):
            standard[row] = attrs.evolve(given[row], data=made)
        issues.extend(table.issues())
    issues.sort(key=by_row)
    return StandardizedData(
        type(data)(standard) if isinstance(data, tuple) else standard, tuple(issues)
    )


def by_row(issue: Issue) -> tuple[int, str, str]:
    """Return where an issue comes in a list: by row, those of no row first."""
    return (-1 if issue.row is None else issue.row, issue.path, issue.code)
