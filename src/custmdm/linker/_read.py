"""Records and tables as a Linker reads them: for those who keep them."""

from collections.abc import Mapping
from typing import Any, Protocol

from custmdm.kinds import Kind
from custmdm.linker._input import frame_input, one_record, typed_input
from custmdm.model import Context, Record, RecordId
from custmdm.tables import FieldPlan, FrameSource, OneRecord, Table


class Reader(Protocol):
    """Say what records are, as a Linker does."""

    @property
    def record(self) -> type | None:
        """Return the record type, or None for a table."""
        ...

    @property
    def kinds(self) -> Mapping[str, Kind] | None:
        """Return for a table the kind of each column."""
        ...

    @property
    def fields(self) -> tuple[FieldPlan, ...]:
        """Return the fields."""
        ...

    @property
    def context(self) -> Context:
        """Return what values take for granted."""
        ...


def read_table(
    linker: Reader,
    records: Any,
    *,
    key: str | None = None,
    source: str = "table",
    updated_at: str | None = None,
) -> Table:
    """Return records standardized, in the order of their ids.

    Args:
        linker: says what they are.
        records: Records, or for a Linker with kinds a table.
        key: for a table, the column of the record keys.
        source: for a table, the source of its records.
        updated_at: for a table, the column that says when a record was changed.

    Raises:
        ConfigurationError: if they are not what the Linker was made for.
        DuplicateKeyError: if two records have one id.
    """
    if linker.record is not None:
        return typed_input(records, None, linker.record, linker.context).table
    frame = FrameSource.of(
        records, kinds=linker.kinds or {}, key=key, source=source, updated_at=updated_at
    )
    return frame_input((frame,), linker.context)[0].table


def read_one(linker: Reader, record: Any) -> OneRecord:
    """Return one record standardized: typed data, a Record, or a row of a table as a dict.

    Raises:
        ConfigurationError: if it is not what the Linker was made for.
    """
    return one_record(record, linker.record, linker.kinds or {}, linker.fields, linker.context)


def standard_record(linker: Reader, record: Any) -> Any:
    """Return one record as functions of the user's see it: typed, or a mapping by column."""
    if linker.record is None:
        return read_table(linker, [record]).records()[0]
    data = record.data if isinstance(record, Record) else record
    return read_table(linker, [Record(RecordId("match", "1"), data)]).records()[0]
