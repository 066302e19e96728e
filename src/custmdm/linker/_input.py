"""What a Linker is handed: records or tables, read and standardized."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from custmdm._progress import silent
from custmdm.errors import ConfigurationError
from custmdm.frames import is_frame
from custmdm.kinds import Kind
from custmdm.model import Context, Issue, Record
from custmdm.tables import (
    FieldPlan,
    FrameSource,
    OneRecord,
    ReadAs,
    Table,
    listed,
    sources_of,
    split_by_type,
    table_of_records,
    table_of_sources,
)
from custmdm.typing import Progress

Sides = npt.NDArray[np.int8]


@frozen(eq=False)
class Input:
    """Hold records of one type, standardized.

    Attributes:
        table: the records.
        sides: where two tables are linked, the table that each record is of, 0 or 1.
    """

    table: Table
    sides: Sides | None = None

    def reading(self, read_as: ReadAs) -> "Input":
        """Return the records with what matching reads values as."""
        return evolve(self, table=evolve(self.table, read_as=read_as)) if read_as else self


def frame_input(
    sources: Sequence[FrameSource], context: Context, progress: Progress = silent
) -> tuple[Input, list[Issue]]:
    """Read one table, or two to be linked, and say what is wrong with their times."""
    table, issues = table_of_sources(sources, context, progress)
    table.read_through(progress)
    if len(sources) == 1:
        return Input(table), issues
    names, source = sources_of(table.ids)
    second = names.index(sources[1].source) if sources[1].source in names else -1
    return Input(table, (source == second).astype(np.int8)), issues


def records_input(
    records: Iterable[Record[Any]],
    others: Iterable[Record[Any]] | None,
    context: Context,
    progress: Progress = silent,
) -> list[Input]:
    """Read typed records, or two lists of them to be linked; one input a type, in order.

    Raises:
        ConfigurationError: if something is not a Record.
        DuplicateKeyError: if two records have one id.
    """
    for given in (records, others):
        if is_frame(given):
            raise ConfigurationError("a table needs kinds={'column': 'kind', ...}")
    first = list(listed(records))
    second = [] if others is None else list(listed(others))
    made = []
    for record_type, (found, rows) in split_by_type([*first, *second]).items():
        table = table_of_records(found, record_type, context, rows, progress)
        table.read_through(progress)
        sides = None
        if others is not None:
            sides = (table.rows >= len(first)).astype(np.int8)
        made.append(Input(table, sides))
    return made


def typed_input(
    records: Iterable[Record[Any]],
    others: Iterable[Record[Any]] | None,
    record: type,
    context: Context,
    progress: Progress = silent,
) -> Input:
    """Read records of one type.

    Raises:
        ConfigurationError: if there is a record of another type.
    """
    if is_frame(records) or is_frame(others):
        raise ConfigurationError(
            "a Linker with record= reads Records; read the table with FieldMapping, "
            "or make the Linker with kinds={column: kind}"
        )
    made = records_input(records, others, context, progress)
    names = [m.table.record.__name__ for m in made if m.table.record not in (None, record)]
    if names:
        raise ConfigurationError(f"this Linker resolves {record.__name__}, got {', '.join(names)}")
    empty = np.zeros(0, dtype=np.int8) if others is not None else None
    return made[0] if made else Input(table_of_records([], record, context, ()), empty)


def one_record(
    given: Any,
    record: type | None,
    of_kind: Mapping[str, Kind],
    plans: Sequence[FieldPlan],
    context: Context,
) -> OneRecord:
    """Read typed data, a Record, or a row of a table as a dict.

    Raises:
        ConfigurationError: if it is not what the Linker was made for.
    """
    if record is not None:
        data = given.data if isinstance(given, Record) else given
        if not isinstance(data, record):
            raise ConfigurationError(
                f"this Linker scores {record.__name__}, got {type(data).__name__}"
            )
        return OneRecord.of_data(data, record, plans, context)
    if not hasattr(given, "get"):
        raise ConfigurationError(
            f"this Linker scores rows of a table as dicts, got {type(given).__name__}"
        )
    return OneRecord.of_row(given, of_kind, plans, context)
