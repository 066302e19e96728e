"""Typed records and tables to standardized tables."""

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from attrs import frozen

from custmdm._text import is_missing
from custmdm.errors import ConfigurationError, DuplicateKeyError
from custmdm.frames import Frame, Rows, table_of
from custmdm.kinds import Kind
from custmdm.model import Context, Issue, Record, RecordId, Severity, fields_of
from custmdm.tables._raw import check_kinds, columns_of_records, columns_of_table
from custmdm.tables._table import Table, standardized_table

_ADVICE = (
    "wrap typed data as Record(RecordId('crm', 17), data), read rows with FieldMapping, "
    "or pass a table with kinds={'column': 'kind'}"
)


def table_of_records(
    records: Sequence[Record[Any]], record: type, context: Context, rows: Sequence[int]
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
    """

    frame: Frame | Rows
    key: str | None
    kinds: Mapping[str, Kind]
    source: str
    updated_at: str | None

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
        )

    def keys(self) -> Sequence[Hashable]:
        """Return the record keys, one a row; the row numbers where no column holds them.

        Raises:
            DuplicateKeyError: if a key is missing or not unique.
        """
        if self.key is None:
            return range(len(self.frame))
        return record_keys(self.source, self.frame.values(self.key), range(len(self.frame)))

    def ids(self) -> list[RecordId]:
        """Return the record ids, one a row.

        Raises:
            DuplicateKeyError: if a key is missing or not unique.
        """
        return [RecordId(self.source, key) for key in self.keys()]

    def table(self, context: Context) -> tuple[Table, list[Issue]]:
        """Return the standardized table, and what was wrong with its times."""
        ids = self.ids()
        order = order_of(ids)
        columns = {name: self.frame.values(name) for name in self.kinds}
        issues: list[Issue] = []
        times: list[dt.datetime | None] = [None] * len(ids)
        if self.updated_at is not None:
            for row, value in enumerate(self.frame.values(self.updated_at)):
                times[row], issue = moment(value, self.updated_at, ids[row], row)
                if issue is not None:
                    issues.append(issue)
        ordered = {name: [values[i] for i in order] for name, values in columns.items()}
        raw, plans = columns_of_table(ordered, self.kinds)
        table = standardized_table(
            [ids[i] for i in order], [times[i] for i in order], raw, plans, context, order
        )
        return table, issues


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


def order_of(ids: Sequence[RecordId]) -> list[int]:
    """Return the positions of ids in order, so that nothing hangs on the order of the rows."""
    try:
        keys: list[Any] = [(i.source, type(i.key).__name__, i.key) for i in ids]
        return sorted(range(len(ids)), key=keys.__getitem__)
    except TypeError:  # keys of a type without an order
        keys = [(i.source, type(i.key).__name__, repr(i.key)) for i in ids]
        return sorted(range(len(ids)), key=keys.__getitem__)


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
