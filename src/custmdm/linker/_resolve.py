"""cm.resolve and cm.link: the whole job with what the kinds know."""

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar, overload

from custmdm._progress import as_progress
from custmdm.kinds import Kind
from custmdm.linker._constraints import constraints_given
from custmdm.linker._ids import first_record_id
from custmdm.linker._input import Input, frame_input, records_input
from custmdm.linker._linker import Linker, learn
from custmdm.linker._read_as import values_read_as
from custmdm.linker._resolution import Resolution, finished
from custmdm.linker._resolved import ResolvedTable, Run, resolve_table
from custmdm.model import Constraint, Context, Crosswalk, Record
from custmdm.tables import FrameSource
from custmdm.typing import IdFactory, Progress, Row

R = TypeVar("R")
_AS_LEFT: Mapping[str, str] = MappingProxyType({})


@overload
def resolve(
    data: Iterable[Record[R]],
    *,
    context: Context | None = None,
    seed: int = 0,
    constraints: Iterable[Constraint] = (),
    previous: Crosswalk | None = None,
    now: dt.datetime | None = None,
    ids: IdFactory = first_record_id,
    progress: bool | Progress | None = None,
) -> Resolution[R]: ...
@overload
def resolve(
    data: Iterable[Record[Any]],
    *,
    context: Context | None = None,
    seed: int = 0,
    constraints: Iterable[Constraint] = (),
    previous: Crosswalk | None = None,
    now: dt.datetime | None = None,
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
    constraints: Iterable[Constraint] = (),
    previous: Crosswalk | None = None,
    now: dt.datetime | None = None,
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
    constraints: Iterable[Constraint] = (),
    previous: Crosswalk | None = None,
    now: dt.datetime | None = None,
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
        constraints: what is known for certain: Always, Never, OnePerSource; and of values
            IgnoreValue, AliasValue.
        previous: the crosswalk of the run before: customers keep their golden ids.
        now: when this run is, for new golden ids; with `previous` it must be given.
        ids: makes the golden id of a new customer from its records.
        progress: False for no bar where somebody looks, or a callback (stage, done, total) that may
            raise to cancel.

    Raises:
        ConfigurationError: if a DataFrame comes without kinds.
        DuplicateKeyError: if two records have one id.
        ContradictionError: if the constraints contradict each other.
    """
    run = Run(constraints_given(constraints), ids, as_progress(progress), previous, now)
    context = Context() if context is None else context
    if kinds is None:
        return _typed(data, None, context, seed, run)
    frame = FrameSource.of(data, kinds=kinds, key=key, source=source, updated_at=updated_at)
    return _tables((frame,), context, seed, run)


@overload
def link(
    left: Iterable[Record[R]],
    right: Iterable[Record[R]],
    *,
    one_to_one: bool = False,
    context: Context | None = None,
    seed: int = 0,
    constraints: Iterable[Constraint] = (),
    previous: Crosswalk | None = None,
    now: dt.datetime | None = None,
    ids: IdFactory = first_record_id,
    progress: bool | Progress | None = None,
) -> Resolution[R]: ...
@overload
def link(
    left: Iterable[Record[Any]],
    right: Iterable[Record[Any]],
    *,
    one_to_one: bool = False,
    context: Context | None = None,
    seed: int = 0,
    constraints: Iterable[Constraint] = (),
    previous: Crosswalk | None = None,
    now: dt.datetime | None = None,
    ids: IdFactory = first_record_id,
    progress: bool | Progress | None = None,
) -> Resolution[Any]: ...
@overload
def link(
    left: Any,
    right: Any,
    *,
    kinds: Mapping[str, str | Kind],
    key: str | None = None,
    right_columns: Mapping[str, str] = _AS_LEFT,
    sources: tuple[str, str] = ("left", "right"),
    updated_at: str | None = None,
    one_to_one: bool = False,
    context: Context | None = None,
    seed: int = 0,
    constraints: Iterable[Constraint] = (),
    previous: Crosswalk | None = None,
    now: dt.datetime | None = None,
    ids: IdFactory = first_record_id,
    progress: bool | Progress | None = None,
) -> Resolution[Row]: ...
def link(
    left: Any,
    right: Any,
    *,
    kinds: Mapping[str, str | Kind] | None = None,
    key: str | None = None,
    right_columns: Mapping[str, str] = _AS_LEFT,
    sources: tuple[str, str] = ("left", "right"),
    updated_at: str | None = None,
    one_to_one: bool = False,
    context: Context | None = None,
    seed: int = 0,
    constraints: Iterable[Constraint] = (),
    previous: Crosswalk | None = None,
    now: dt.datetime | None = None,
    ids: IdFactory = first_record_id,
    progress: bool | Progress | None = None,
) -> Resolution[Any]:
    """Find out which records of two tables are of one customer; no configuration, no labels.

    Only pairs across the two are compared.

    >>> crm = [
    ...     {"id": 1, "name": "Anna Lee", "mail": "anna@mail.com"},
    ...     {"id": 2, "name": "Bob Ray", "mail": "bob@mail.com"},
    ... ]
    >>> shop = [{"id": "x7", "customer": "LEE, Anna", "mail": "Anna@Mail.com"}]
    >>> result = link(
    ...     crm,
    ...     shop,
    ...     key="id",
    ...     kinds={"name": "person_name", "mail": "email"},
    ...     right_columns={"name": "customer"},
    ... )
    >>> [(link["left"], link["right"]) for link in result.links_frame()]
    [(1, 'x7')]

    Args:
        left: Records, or with kinds a table: a DataFrame of any supported library, or an iterable
            of dicts.
        right: the same; its records have other ids.
        kinds: for tables, the kind of each column to use.
        key: for tables, the column of the record keys; else rows are numbered.
        right_columns: for tables, what the right one calls a column where it is not as in the
            left one; the key too.
        sources: for tables, the sources their records come from.
        updated_at: for tables, the column that says when a record was changed.
        one_to_one: whether no record has two partners: neither side has duplicates. The links are
            chosen together, so that their weights sum to the most (optimal assignment).
        context: what values take for granted.
        seed: the same seed and data give the same result.
        constraints: what is known for certain: Always, Never, OnePerSource; and of values
            IgnoreValue, AliasValue.
        previous: the crosswalk of the run before: customers keep their golden ids.
        now: when this run is, for new golden ids; with `previous` it must be given.
        ids: makes the golden id of a new customer from its records.
        progress: False for no bar where somebody looks, or a callback (stage, done, total) that may
            raise to cancel.

    Raises:
        ConfigurationError: if a DataFrame comes without kinds.
        DuplicateKeyError: if two records have one id.
        ContradictionError: if the constraints contradict each other.
    """
    known = constraints_given(constraints)
    run = Run(known, ids, as_progress(progress), previous, now, one_to_one)
    context = Context() if context is None else context
    if kinds is None:
        return _typed(left, right, context, seed, run)
    first = FrameSource.of(left, kinds=kinds, key=key, source=sources[0], updated_at=updated_at)
    second = first.like(right, sources[1], right_columns)
    return _tables((first, second), context, seed, run)


def _tables(
    sources: tuple[FrameSource, ...], context: Context, seed: int, run: Run
) -> Resolution[Any]:
    linker = Linker(kinds=sources[0].kinds, context=context)
    given, issues = frame_input(sources, context, run.progress)
    (read_as,) = values_read_as(run.constraints, linker.reader)
    return finished((_resolved(linker, given.reading(read_as), seed, run),), sources, issues, run)


def _typed(left: Any, right: Any, context: Context, seed: int, run: Run) -> Resolution[Any]:
    inputs = records_input(left, right, context, run.progress)
    linkers = [Linker(record=given.table.record, context=context) for given in inputs]
    read_as = values_read_as(run.constraints, *(linker.reader for linker in linkers))
    parts = [
        _resolved(linker, given.reading(of_type), seed, run)
        for linker, given, of_type in zip(linkers, inputs, read_as, strict=True)
    ]
    return finished(parts, (), (), run)


def _resolved(linker: Linker, given: Input, seed: int, run: Run) -> ResolvedTable:
    fitted, compared = learn(linker, given, seed, run.progress)
    return resolve_table(fitted.matching, given.table, compared, run)
