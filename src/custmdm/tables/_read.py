"""Typed records and tables to standardized tables."""

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import chain
from types import NoneType
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from custmdm._progress import silent
from custmdm._text import is_missing
from custmdm.columns import Column, all_differ, concat
from custmdm.errors import (
    ConfigurationError,
    DuplicateKeyError,
    MissingColumnError,
    did_you_mean,
)
from custmdm.frames import BOM, Frame, Rows, table_of
from custmdm.kinds import Kind
from custmdm.model import Context, Issue, Record, RecordId, Severity, fields_of
from custmdm.tables._ids import Numbers, ids_in_order, order_of
from custmdm.tables._raw import (
    FieldPlan,
    RawColumn,
    check_kinds,
    columns_of_records,
    encode_raw,
    plans_of_table,
    texts_column,
)
from custmdm.tables._table import Table, standardized_table
from custmdm.typing import Progress

_ADVICE = (
    "wrap typed data as Record(RecordId('crm', 17), data), read rows with FieldMapping, "
    "or pass a table with kinds={'column': 'kind'}"
)


def table_of_records(
    records: Sequence[Record[Any]],
    record: type,
    context: Context,
    rows: Sequence[int],
    progress: Progress = silent,
) -> Table:
    """Standardize typed records of one type."""
    order = order_of([r.id for r in records])
    records = [records[i] for i in order]
    data = [r.data for r in records]
    raw, plans = columns_of_records(record, data)
    return standardized_table(
        [r.id for r in records],
        [r.updated_at for r in records],
        raw,
        plans,
        context,
        [rows[i] for i in order],
        record=record,
        data=data,
        progress=progress,
    )


@frozen(eq=False)
class FrameSource:
    """Say how a table is read.

    Attributes:
        frame: the table.
        key: the column of the record keys, or None for the row numbers.
        kinds: the kind of each column that is one.
        source: the source of its records.
        updated_at: the column that says when a record was changed, or None.
        columns: how this table calls each column of `kinds`.
    """

    frame: Frame | Rows
    key: str | None
    kinds: Mapping[str, Kind]
    source: str
    updated_at: str | None
    columns: Mapping[str, str]

    @classmethod
    def of(
        cls,
        native: Any,
        *,
        kinds: Mapping[str, object],
        key: str | None,
        source: str,
        updated_at: str | None,
    ) -> "FrameSource":
        """Check the columns and kinds of a table.

        Raises:
            MissingColumnError: if a column is not there.
            UnknownKindError: if a kind is not there.
        """
        frame = table_of(native)
        RecordId(source, "")  # a bad source is told before any work
        found = {frame.find(name): kind for name, kind in check_kinds(kinds).items()}
        return cls(
            frame,
            None if key is None else frame.find(key),
            found,
            source,
            None if updated_at is None else frame.find(updated_at),
            {name: name for name in found},
        )

    def like(self, native: Any, source: str, called: Mapping[str, str]) -> "FrameSource":
        """Return how another table is read, of the same kinds.

        Args:
            native: the other table.
            source: the source of its records.
            called: how it calls a column where it is not as here; the key column too.

        Raises:
            MissingColumnError: if a column is not there.
            ConfigurationError: if both have one source, or `called` names no column of this one.
        """
        frame = table_of(native)
        RecordId(source, "")
        if source == self.source:
            raise ConfigurationError(
                f"two tables of one source {source!r}: their records would have the same ids; "
                "name two sources"
            )
        plain = {name: name.removeprefix(BOM) for name in self.kinds}
        known = {*plain.values(), *(n.removeprefix(BOM) for n in (self.key, self.updated_at) if n)}
        for name in called:
            if name not in known:
                raise ConfigurationError(
                    f"right_columns says how the right table calls a column of the left one that "
                    f"is used, and {name!r} is none. {did_you_mean(name, known)}"
                )

        def find(name: str) -> str:
            try:
                return frame.find(called.get(name, name))
            except MissingColumnError as error:
                raise MissingColumnError(
                    f"in the right table {error} Where it calls a column otherwise, say so: "
                    f"right_columns={{{name!r}: ...}}"
                ) from None

        return FrameSource(
            frame,
            None if self.key is None else find(self.key.removeprefix(BOM)),
            self.kinds,
            source,
            None if self.updated_at is None else find(self.updated_at.removeprefix(BOM)),
            {name: find(plain[name]) for name in self.kinds},
        )

    def keys(self) -> Sequence[Hashable]:
        """Return the record keys, one a row; the row numbers where no column holds them.

        Raises:
            DuplicateKeyError: if a key is missing or not unique.
        """
        if self.key is None:
            return range(len(self.frame))
        numbers = self.frame.whole_numbers(self.key)
        if numbers is not None and all_differ(numbers):
            return Numbers(numbers)
        return record_keys(self.source, self.frame.values(self.key), range(len(self.frame)))

    def times(self, keys: Sequence[Hashable]) -> tuple[Sequence[dt.datetime | None], list[Issue]]:
        """Return when each record was changed, and what is wrong with that."""
        if self.updated_at is None:
            return (None,) * len(keys), []
        times: list[dt.datetime | None] = []
        issues: list[Issue] = []
        for row, value in enumerate(self.frame.values(self.updated_at)):
            time, issue = moment(value, self.updated_at, None, row)
            times.append(time)
            if issue is not None:
                issues.append(evolve(issue, record=RecordId(self.source, keys[row])))
        return times, issues


def table_of_sources(
    sources: Sequence[FrameSource], context: Context, progress: Progress = silent
) -> tuple[Table, list[Issue]]:
    """Return the standardized records of tables of the same kinds, and what is wrong with times."""
    keys = [source.keys() for source in sources]
    ids, order = ids_in_order([(s.source, k) for s, k in zip(sources, keys, strict=True)])
    told = [source.times(k) for source, k in zip(sources, keys, strict=True)]
    issues = [issue for _, wrong in told for issue in wrong]
    times: Sequence[dt.datetime | None] = told[0][0]
    if len(told) > 1:
        times = [time for changed, _ in told for time in changed]
    rows = np.concatenate([np.arange(len(k), dtype=np.int64) for k in keys])
    raw, plans = _columns_in_order(sources, order)
    if not _is_sorted(order):
        times, rows = [times[i] for i in order.tolist()], rows[order]
    return standardized_table(ids, times, raw, plans, context, rows, progress=progress), issues


def _columns_in_order(
    sources: Sequence[FrameSource], order: npt.NDArray[np.int64]
) -> tuple[list[RawColumn], list[FieldPlan]]:
    """Return the raw columns of some tables under each other, the rows in an order."""
    of_kind = sources[0].kinds
    raw = [RawColumn(n, kind, _column_in_order(sources, n, order)) for n, kind in of_kind.items()]
    return raw, plans_of_table(of_kind)


def _column_in_order(
    sources: Sequence[FrameSource], name: str, order: npt.NDArray[np.int64]
) -> Column[object]:
    """Return the raw values of one column of some tables under each other, in an order."""
    in_order = _is_sorted(order)
    coded = [source.frame.coded(source.columns[name]) for source in sources]
    if None not in coded:
        column = concat([texts_column(*found) for found in coded if found is not None])
    else:
        values = list(chain.from_iterable(s.frame.values(s.columns[name]) for s in sources))
        if not in_order and not set(map(type, values)) <= {str, NoneType}:
            # Values may be equal and not the same: the first one in order counts.
            return encode_raw([values[i] for i in order.tolist()])
        column = encode_raw(values)
    # To turn codes costs a tenth of what it costs to turn values.
    return column if in_order else column.take(order).by_appearance()


def _is_sorted(order: npt.NDArray[np.int64]) -> bool:
    return bool((order[1:] > order[:-1]).all())


def record_ids(source: str, keys: Sequence[object], rows: Sequence[int]) -> list[RecordId]:
    """Return the record ids of keys; `rows` says where each one stands.

    Raises:
        DuplicateKeyError: with the rows and keys at fault, before any work.
    """
    return [RecordId(source, key) for key in record_keys(source, keys, rows)]


def record_keys(source: str, keys: Sequence[object], rows: Sequence[int]) -> list[Hashable]:
    """Return keys as plain values, each once; `rows` says where each one stands.

    Raises:
        DuplicateKeyError: with the rows and keys at fault, before any work.
    """
    types = set(map(type, keys))
    if types == {int} or (types == {str} and all(keys) and not any(map(str.isspace, keys))):  # type: ignore[arg-type]
        # As most tables have them: nothing to look for.
        plain: list[Hashable] = list(keys)
    else:
        missing = [row for row, key in zip(rows, keys, strict=True) if is_missing(key)]
        if missing:
            raise DuplicateKeyError(f"the key is missing in {len(missing)} rows: {_some(missing)}")
        plain = [_plain(key) for key in keys]
    if len(set(plain)) < len(plain):
        check_unique([RecordId(source, key) for key in plain], rows)
    return plain


def check_unique(ids: Sequence[RecordId], rows: Sequence[int]) -> None:
    """Raise DuplicateKeyError if an id occurs twice, naming ids and rows."""
    if len(set(ids)) == len(ids):
        return
    rows_of: dict[RecordId, list[int]] = defaultdict(list)
    for row, record_id in zip(rows, ids, strict=True):
        rows_of[record_id].append(row)
    twice = [f"{i} (rows {_some(r)})" for i, r in rows_of.items() if len(r) > 1]
    raise DuplicateKeyError(f"{len(twice)} record ids are not unique: {_some(twice)}")


def moment(
    value: object, path: str, record: RecordId | None, row: int
) -> tuple[dt.datetime | None, Issue | None]:
    """Return a time, or None with an issue where the value is none."""
    if is_missing(value):
        return None, None
    if isinstance(value, dt.datetime):
        # A pandas Timestamp is one too; the plain type travels better.
        plain = getattr(value, "to_pydatetime", None)
        return (value if plain is None else plain(warn=False)), None
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day), None
    try:
        return dt.datetime.fromisoformat(str(value).strip()), None
    except ValueError:
        return None, Issue(
            path=path, code="updated_at.not_a_time", severity=Severity.ERROR, record=record, row=row
        )


def listed(records: Iterable[Record[Any]]) -> Sequence[Record[Any]]:
    """Return records as a list.

    Raises:
        ConfigurationError: if what is given holds no records.
    """
    if isinstance(records, (Mapping, str, bytes)) or not isinstance(records, Iterable):
        raise ConfigurationError(f"expected Records, got {type(records).__name__}; {_ADVICE}")
    return records if isinstance(records, Sequence) else list(records)


def split_by_type(
    records: Iterable[Record[Any]],
) -> dict[type, tuple[list[Record[Any]], list[int]]]:
    """Return the records of each type with their positions; the types never link.

    Raises:
        ConfigurationError: if something is not a Record.
        DuplicateKeyError: if two records have one id.
    """
    by_type: dict[type, tuple[list[Record[Any]], list[int]]] = {}
    ids = []
    for row, record in enumerate(listed(records)):
        if not isinstance(record, Record):
            raise ConfigurationError(
                f"expected Records, got {type(record).__name__} at position {row}; {_ADVICE}"
            )
        found, rows = by_type.setdefault(type(record.data), ([], []))
        found.append(record)
        rows.append(row)
        ids.append(record.id)
    check_unique(ids, range(len(ids)))
    for kind in by_type:
        fields_of(kind)
    return dict(sorted(by_type.items(), key=lambda item: item[0].__qualname__))


def _plain(key: object) -> Hashable:
    """Return a key as a plain Python value: numpy scalars hide what they are."""
    item = getattr(key, "item", None)
    if item is not None and type(key).__module__ == "numpy":
        key = item()
    if not isinstance(key, Hashable):
        raise DuplicateKeyError(f"a record key of type {type(key).__name__} cannot be hashed")
    return key


def _some(items: Sequence[object]) -> str:
    return ", ".join(map(str, items[:5])) + (", ..." if len(items) > 5 else "")
