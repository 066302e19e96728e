"""What came in: records by source, when they were changed, and their fields."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from attrs import frozen

from custmdm._values import aware
from custmdm.charts._report._html import Html, Number, Piece, bar, percent, table, value_of
from custmdm.charts._report._page import Section, heading, note, paragraph
from custmdm.charts._words import count
from custmdm.linker import Resolution, ResolvedTable
from custmdm.tables import sources_of


@frozen
class Source:
    """Say what came from one source.

    Attributes:
        name: the source.
        records: how many records.
        oldest: when the one was changed that was not changed for longest; None where none says.
        newest: when one was changed last.
        undated: how many records do not say when they were changed.
        years: how many were changed in each year.
    """

    name: str
    records: int
    oldest: dt.datetime | None
    newest: dt.datetime | None
    undated: int
    years: Counter[int]


def sources(result: Resolution[Any]) -> list[Source]:
    """Return what came from each source, in the order of their names."""
    records: Counter[str] = Counter()
    times: dict[str, list[dt.datetime]] = {}
    for part in result.tables:
        names, source_of = sources_of(part.table.ids)
        for place, name in enumerate(names):
            rows = np.flatnonzero(source_of == place).tolist()
            records[name] += len(rows)
            given = map(part.table.updated_at.__getitem__, rows)
            times.setdefault(name, []).extend(at for at in given if at is not None)
    return [
        Source(
            name, n, min(map(aware, times[name]), default=None),
            max(map(aware, times[name]), default=None), n - len(times[name]),
            Counter(at.year for at in times[name]),
        )
        for name, n in sorted(records.items())
        if n
    ]  # fmt: skip


def came_in(result: Resolution[Any]) -> Section:
    """Return the section."""
    found = sources(result)
    n = max(result.n_records, 1)
    rows = [
        (value_of(one.name), one.records, percent(one.records / n), _day(one.oldest),
         _day(one.newest), one.undated)
        for one in found
    ]  # fmt: skip
    heads = ("Source", "Records", "Share", "Oldest change", "Newest change", "Without a date")
    return Section(
        "came-in",
        "What came in",
        (
            paragraph(f"{count(result.n_records, 'record')} from {count(len(found), 'source')}."),
            table(heads, rows, none="No records."),
            *_years(found),
            heading("Fields"),
            paragraph(
                "A field is what is compared and what survives. Several columns of one kind, such "
                "as two phones, are one field."
            ),
            by_type(result, ("Records of", "Field", "Kind", "Columns"), _fields(result)),
        ),
    )


def _day(at: dt.datetime | None) -> str:
    return "" if at is None else at.date().isoformat()


def _years(found: list[Source]) -> Iterator[Html]:
    """Yield when the records were changed; nothing where none says so."""
    years = sum((one.years for one in found), Counter[int]())
    if not years:
        yield note("No record says when it was changed.")
        return
    most = max(years.values())
    rows = [
        (Number(year), n, bar([("valid", n / most)], count(n, "record")))
        for year, n in sorted(years.items())
    ]
    yield heading("When records were last changed")
    yield table(("Year", "Records", ""), rows)


def _fields(result: Resolution[Any]) -> Iterator[tuple[Html, Html, str, Html]]:
    for part in result.tables:
        for plan in part.table.plans:
            columns = value_of(", ".join(plan.paths))
            yield value_of(type_of(part)), value_of(plan.name), plan.kind.name, columns


def by_type(result: Resolution[Any], heads: Sequence[str], rows: Iterable[Sequence[Piece]]) -> Html:
    """Return a table whose first column is the type of records; of one type it is left out."""
    skipped = 0 if len(result.tables) > 1 else 1
    return table(heads[skipped:], (row[skipped:] for row in rows))


def type_of(part: ResolvedTable) -> str:
    """Return what the records of a part are called."""
    return "the table" if part.table.record is None else part.table.record.__name__
