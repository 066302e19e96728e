"""Records and tables as a Linker reads them: for those who keep them."""

from typing import Any

from custmdm.linker._input import frame_input, one_record, typed_input
from custmdm.linker._linker import Linker
from custmdm.tables import FrameSource, OneRecord, Table


def read_table(
    linker: Linker,
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


def read_one(linker: Linker, record: Any) -> OneRecord:
    """Return one record standardized: typed data, a Record, or a row of a table as a dict.

    Raises:
        ConfigurationError: if it is not what the Linker was made for.
    """
    return one_record(record, linker.record, linker.kinds or {}, linker.fields, linker.context)
