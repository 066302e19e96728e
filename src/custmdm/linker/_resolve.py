"""cm.resolve: the whole job with what the kinds know."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, overload

from custmdm.errors import ConfigurationError
from custmdm.frames import is_frame
from custmdm.kinds import Kind
from custmdm.linker._ids import first_record_id
from custmdm.linker._linker import Linker, learn
from custmdm.linker._progress import as_progress
from custmdm.linker._resolution import Resolution
from custmdm.linker._resolved import ResolvedTable, resolve_table
from custmdm.model import Context, Record
from custmdm.tables import FrameSource, Table, split_by_type, table_of_records
from custmdm.typing import IdFactory, Progress, Row

R = TypeVar("R")


@overload
def resolve(
    data: Iterable[Record[R]],
    *,
    context: Context | None = None,
    seed: int = 0,
    ids: IdFactory = first_record_id,
    progress: bool | Progress | None = None,
) -> Resolution[R]: ...
@overload
def resolve(
    data: Iterable[Record[Any]],
    *,
    context: Context | None = None,
    seed: int = 0,
    ids: IdFactory = first_record_id,
    progress: bool | Progress | None = None,
) -> Resolution[Any]: ...
@overload
def resolve(
    data: Any,
    *,
    kinds: Mapping[str, str | Kind],
    key: str | None = None,
    source: str = "table",
    updated_at: str | None = None,
    context: Context | None = None,
    seed: int = 0,
    ids: IdFactory = first_record_id,
    progress: bool | Progress | None = None,
) -> Resolution[Row]: ...
def resolve(
    data: Any,
    *,
    kinds: Mapping[str, str | Kind] | None = None,
    key: str | None = None,
    source: str = "table",
    updated_at: str | None = None,
    context: Context | None = None,
    seed: int = 0,
    ids: IdFactory = first_record_id,
    progress: bool | Progress | None = None,
) -> Resolution[Any]:
    """Find out who is whom: standardise, fit, match, cluster, survive; no configuration, no labels.

    >>> import pandas as pd
    >>> df = pd.DataFrame(
    ...     {
    ...         "id": [1, 2, 3],
    ...         "name": ["Anna Lee", "LEE, Anna", "Bob Ray"],
    ...         "mail": ["anna@mail.com", "Anna@Mail.com", "bob@mail.com"],
    ...     }
    ... )
    >>> result = resolve(df, key="id", kinds={"name": "person_name", "mail": "email"})
    >>> result.to_frame()["cluster_id"].tolist()
    [0, 0, 1]

    Args:
        data: Records, of one type or several (types never link); or with kinds a table: a
            DataFrame of any supported library, or an iterable of dicts.
        kinds: for a table, the kind of each column to use.
        key: for a table, the column of the record keys; else rows are numbered.
        source: for a table, the source its records come from.
        updated_at: for a table, the column that says when a record was changed.
        context: what values take for granted.
        seed: the same seed and data give the same result.
        ids: makes the golden id of a customer from its records.
        progress: True for a bar, or a callback (stage, done, total) that may raise to cancel.

    Raises:
        ConfigurationError: if a DataFrame comes without kinds.
        DuplicateKeyError: if two records have one id.
    """
    context = Context() if context is None else context
    told = as_progress(progress)
    if kinds is not None:
        frame = FrameSource.of(data, kinds=kinds, key=key, source=source, updated_at=updated_at)
        linker = Linker(kinds=frame.kinds, context=context)
        table, issues = frame.table(context)
        return Resolution((_run(linker, table, seed, ids, told),), frame, tuple(issues))
    if is_frame(data):
        raise ConfigurationError("a table needs kinds={'column': 'kind', ...}")
    return Resolution(tuple(_by_type(data, context, seed, ids, told)))


def _by_type(
    data: Iterable[Any], context: Context, seed: int, ids: IdFactory, progress: Progress
) -> Iterable[ResolvedTable]:
    for record_type, (records, rows) in split_by_type(data).items():
        table = table_of_records(records, record_type, context, rows)
        yield _run(Linker(record=record_type, context=context), table, seed, ids, progress)


def _run(
    linker: Linker, table: Table, seed: int, ids: IdFactory, progress: Progress
) -> ResolvedTable:
    fitted, compared = learn(linker, table, seed, progress)
    return resolve_table(fitted.matching, table, compared, ids, progress)
