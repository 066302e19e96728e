"""Find a record of a result by its id or the text of it, without an index of all records."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.errors import ConfigurationError, UnknownRecordError
from custmdm.linker._resolved import ResolvedTable
from custmdm.model import RecordId
from custmdm.tables import RecordIds, sources_of, taken

Rows = npt.NDArray[np.int64]

# A table, and a row of it.
Place = tuple[int, int]


@frozen(eq=False, repr=False)
class Finder:
    """Find the records of some tables."""

    tables: Sequence[ResolvedTable]

    def place(self, name: object) -> Place:
        """Return where the record stands that a RecordId or a text ``"crm:17"`` names.

        Raises:
            UnknownRecordError: if there is none.
            ConfigurationError: if a text fits two, as with the keys 1 and "1".
        """
        if isinstance(name, RecordId):
            for number, part in enumerate(self.tables):
                row = self._row(part, name)
                if row is not None:
                    return number, row
        found = list(self._named(str(name)))
        if not found:
            raise UnknownRecordError(f"there is no record {name!s} in this result")
        if len(found) > 1:
            raise ConfigurationError(f"{name!s} names {len(found)} records; pass a RecordId")
        return found[0]

    def _row(self, part: ResolvedTable, record: RecordId) -> int | None:
        ids = part.table.ids
        return ids.row_of(record) if isinstance(ids, RecordIds) else part.row_of.get(record)

    def _named(self, text: str) -> Iterator[Place]:
        """Yield the places of the records that a text names."""
        source, colon, key = text.partition(":")
        if not colon:
            return
        for number, part in enumerate(self.tables):
            ids = part.table.ids
            if isinstance(ids, RecordIds):
                rows = [ids.row_of(RecordId(source, one)) for one in (key, *_as_number(key))]
                yield from ((number, row) for row in rows if row is not None)
            else:
                yield from ((number, row) for row in self._by_text[number].get(text, ()))

    @cached_property
    def _by_text(self) -> dict[int, dict[str, list[int]]]:
        """Return the rows of records by their texts, where ids stand in no order of their own."""
        found: dict[int, dict[str, list[int]]] = {}
        for number, part in enumerate(self.tables):
            of_part: dict[str, list[int]] = found.setdefault(number, {})
            if not isinstance(part.table.ids, RecordIds):
                for row, record in enumerate(part.table.ids):
                    of_part.setdefault(str(record), []).append(row)
        return found


def names_of(ids: Sequence[RecordId], rows: Rows, *, keys: bool) -> list[object]:
    """Return the texts of the ids of some records, or their keys."""
    if not isinstance(ids, RecordIds):
        records = [ids[row] for row in rows.tolist()]
        return [record.key if keys else str(record) for record in records]
    found = taken(ids.keys, rows)
    if keys:
        return list(found)
    sources, source_of = sources_of(ids)
    return [f"{sources[of]}:{k}" for of, k in zip(source_of[rows].tolist(), found, strict=True)]


def _as_number(key: str) -> list[int]:
    """Return the whole number that a text is written for, if it is."""
    # No more digits than any number of a table has: Python reads no text of thousands.
    if not key.removeprefix("-").isdecimal() or len(key) > 4_000:
        return []
    number = int(key)
    return [number] if str(number) == key else []
