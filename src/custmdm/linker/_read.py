"""Records and tables as a Linker reads them: for those who keep them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from custmdm._progress import silent
from custmdm.columns import Column
from custmdm.kinds import Kind
from custmdm.linker._input import frame_input, one_record, typed_input
from custmdm.model import Context, Record, RecordId
from custmdm.tables import (
    FieldPlan,
    FrameSource,
    OneRecord,
    RawColumn,
    Table,
    columns_of_records,
    standardized_table,
)
from custmdm.typing import Progress


@frozen(eq=False)
class Reader:
    """Say what records are, as a Linker does.

    Attributes:
        record: the record type, or None for a table.
        kinds: the kind of each path.
        fields: the fields.
        context: what values take for granted.
    """

    record: type | None
    kinds: Mapping[str, Kind]
    fields: tuple[FieldPlan, ...]
    context: Context


def read_table(
    reader: Reader,
    records: Any,
    *,
    key: str | None = None,
    source: str = "table",
    updated_at: str | None = None,
    progress: Progress = silent,
) -> Table:
    """Return records standardized, in the order of their ids.

    Args:
        reader: says what they are.
        records: Records, or for a Linker with kinds a table.
        key: for a table, the column of the record keys.
        source: for a table, the source of its records.
        updated_at: for a table, the column that says when a record was changed.
        progress: is told how far it got.

    Raises:
        ConfigurationError: if they are not what the Linker was made for.
        DuplicateKeyError: if two records have one id.
    """
    if reader.record is not None:
        return typed_input(records, None, reader.record, reader.context, progress).table
    frame = FrameSource.of(
        records, kinds=reader.kinds, key=key, source=source, updated_at=updated_at
    )
    return frame_input((frame,), reader.context, progress)[0].table


def table_again(
    reader: Reader,
    ids: Sequence[RecordId],
    updated_at: Sequence[dt.datetime | None],
    columns: Mapping[str, Column[object]],
    data: Sequence[object],
) -> Table:
    """Return records that were read before, from what was given then.

    Args:
        reader: says what they are.
        ids: their ids, in order.
        updated_at: when each was changed, or None.
        columns: the values of a table, by path.
        data: typed records.
    """
    plans: Sequence[FieldPlan] = reader.fields
    raw = [RawColumn(path, reader.kinds[path], column) for path, column in columns.items()]
    if reader.record is not None:
        raw, plans = columns_of_records(reader.record, data)
    rows = range(len(ids))
    return standardized_table(
        ids, updated_at, raw, plans, reader.context, rows, record=reader.record, data=data
    )


def read_one(reader: Reader, record: Any) -> OneRecord:
    """Return one record standardized: typed data, a Record, or a row of a table as a dict.

    Raises:
        ConfigurationError: if it is not what the Linker was made for.
    """
    return one_record(record, reader.record, reader.kinds, reader.fields, reader.context)


def standard_record(reader: Reader, record: Any) -> Any:
    """Return one record as functions of the user's see it: typed, or a mapping by column."""
    if reader.record is None:
        # A row may lack columns, as for `read_one`.
        row = {name: record.get(name) for name in reader.kinds}
        return read_table(reader, [row]).records()[0]
    data = record.data if isinstance(record, Record) else record
    return read_table(reader, [Record(RecordId("match", "1"), data)]).records()[0]
