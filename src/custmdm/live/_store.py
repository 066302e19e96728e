"""The records of a live index, as they are at one time: never changed, shared by its readers."""

from collections.abc import Callable, Container, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import evolve, field, frozen

from custmdm.block._hashes import Hashes
from custmdm.block._stable_keys import KeyRules
from custmdm.columns import (
    PLACEHOLDER_CODE,
    Column,
    Term,
    Terms,
    all_keys,
    all_values,
    narrowed,
    stack,
)
from custmdm.compare import ComparedValues, Comparison
from custmdm.linker._one_pair import PairScorer
from custmdm.live._candidates import KeyIndex, Keys
from custmdm.live._shared import SharedValues
from custmdm.live._signatures import EQUAL, UNLIKE, digest_of, signatures
from custmdm.model import MatchScore, RecordId
from custmdm.tables import (
    AS_SAID,
    FieldPlan,
    OneRecord,
    ReadAs,
    Table,
    rows_saying,
    stacked,
    taken_rows,
)

Rows = npt.NDArray[np.int64]
Small = npt.NDArray[np.int8]
Shared = Mapping[str, Mapping[str, int]]

# So many segments are joined when the first is less than so many times as large as the last: so a
# record is copied a few times only, however many come one by one.
_TOGETHER = 8
_BOTH = (all_keys, all_values)
# So many values of a column are kept ready to be compared, a segment.
_READY = 50_000


@frozen(eq=False)
class Segment:
    """Hold some records that came together, or were joined.

    Attributes:
        table: the records.
        signatures: numbers for the key and the value of each in each comparison.
    """

    table: Table
    signatures: Hashes
    _columns: "list[_Compared]" = field(factory=list, init=False)

    @classmethod
    def of(cls, table: Table, comparisons: Sequence[Comparison]) -> "Segment":
        """Make the records of a table ready to be found and compared."""
        columns = [table.column(comparison.on) for comparison in comparisons]
        return cls(table, signatures(columns, len(table)))

    def __len__(self) -> int:
        return len(self.table)

    def scores(
        self, scorer: PairScorer, values: Sequence[Any], rows: Rows, what: Small
    ) -> list[MatchScore]:
        """Return the scores of a record and some of these.

        Args:
            scorer: scores pairs.
            values: what each comparison sees of the record.
            rows: where the others stand.
            what: what the values of each comparison are to each other, by their signatures.
        """
        if not self._columns:
            of_each = zip(scorer.matching.comparisons, scorer.compared, strict=True)
            # At once: another thread may be about to ask too.
            self._columns[:] = [_Compared(self.table.column(c.on), how) for c, how in of_each]
        ranks = [
            column.ranks(one, rows, told)
            for column, one, told in zip(self._columns, values, what.T.tolist(), strict=True)
        ]
        return list(map(scorer.of_ranks, zip(*ranks, strict=True)))

    def record(self, row: int, plans: Sequence[FieldPlan]) -> OneRecord:
        """Return a record by itself."""
        table = self.table
        values = {path: leaf.column.row(row) for path, leaf in table.leaves.items()}
        return OneRecord(values, plans, read_as=table.read_as)

    @cached_property
    def row_of(self) -> Mapping[RecordId, int]:
        """Return where each record stands; a record that came twice stands last."""
        return {record: row for row, record in enumerate(self.table.ids)}

    def find(self, record: RecordId) -> int | None:
        """Return where a record stands."""
        quick = getattr(self.table.ids, "row_of", None)
        return self.row_of.get(record) if quick is None else quick(record)

    @classmethod
    def joined(cls, parts: "Sequence[Segment]", shared: Shared, read_as: ReadAs) -> "Segment":
        """Return segments as one."""
        return cls(
            stacked([part.table for part in parts], shared, read_as),
            np.concatenate([part.signatures for part in parts]),
        )


class _Compared:
    """Compare a value with those of a column, and prepare of these only what is asked for."""

    def __init__(self, column: Column[Term], compared: ComparedValues) -> None:
        self._column, self._compared = column, compared
        self._codes = column.codes if column.offsets is None else None
        self._values = all_values(column.values)
        self._known: dict[int, Any] = {}

    def ranks(self, one: Any, rows: Rows, what: Sequence[int]) -> list[int]:
        """Return the ranks of a value and those of rows, given what the signatures say of them."""
        ranked, alike = self._compared.ranked, self._compared.alike
        if self._codes is None or alike is None:
            return [ranked(one, self._prepared(row)) for row in rows.tolist()]
        # Of one key: it is as rare.
        equal = ranked(one, one) if EQUAL in what else 0
        values, found = self._values, []
        for row, code, how in zip(rows.tolist(), self._codes[rows].tolist(), what, strict=True):
            if how == EQUAL:
                found.append(equal)
            elif how == UNLIKE and not alike(one, values[code]):
                found.append(0)
            else:
                found.append(ranked(one, self._prepared(row)))
        return found

    def _prepared(self, row: int) -> Any:
        codes = self._column.row_codes(row)
        if len(codes) != 1:
            filler = PLACEHOLDER_CODE in codes
            return self._compared.prepare(self._column.row(row), placeholder=filler)
        (code,) = codes
        found = self._known.get(code)
        if found is None:
            if len(self._known) >= _READY:
                # Those that are asked for soon come back.
                self._known.clear()
            terms = (self._column.values[code],) if code >= 0 else ()
            filler = code == PLACEHOLDER_CODE
            found = self._known[code] = self._compared.prepare(terms, placeholder=filler)
        return found


@frozen(eq=False)
class Store:
    """Hold all records with what finds them.

    A row is a record as it once was: when it changes it gets another row, and the old one does
    not count any more.

    Attributes:
        segments: the records.
        keys: who has which key, and which rows count.
        values: who has each value that few customers share, and what too many do.
        version: how often it was changed.
        read_as: what matching reads values as, by path and match key.
    """

    segments: tuple[Segment, ...]
    keys: KeyIndex
    values: SharedValues
    version: int = 0
    read_as: ReadAs = AS_SAID

    @classmethod
    def of(cls, table: Table, comparisons: Sequence[Comparison], rules: KeyRules) -> "Store":
        """Return the store of a table."""
        values = SharedValues.none(table.shared)
        store = cls((), KeyIndex.empty(rules), values, read_as=table.read_as)
        return store.plus(table, comparisons)[0]

    @property
    def shared(self) -> Shared:
        """Return the values on far more customers than their kind allows, by path."""
        return self.values.shared

    def reading(self, shared: Shared, read_as: ReadAs) -> "Store":
        """Return the store with other values that are shared, or read as others."""
        return evolve(self, values=evolve(self.values, shared=shared), read_as=read_as)

    def saying(self, keys: Mapping[str, Container[str]]) -> Rows:
        """Return the rows that count and say one of some values, given by path and match key."""
        found = [np.zeros(0, np.int64)]
        for segment, start in zip(self.segments, self.starts.tolist(), strict=True):
            leaves = segment.table.leaves
            found += [rows_saying(leaves[path], of_path) + start for path, of_path in keys.items()]
        rows = np.unique(np.concatenate(found))
        return rows[self.keys.alive[rows]]

    def without(self, rows: Rows) -> "Store":
        """Return the store in which some rows do not count any more."""
        return evolve(self, keys=self.keys.without(rows))

    def plus(self, table: Table, comparisons: Sequence[Comparison]) -> "tuple[Store, Keys]":
        """Return the store with the records of a table in further rows, and the keys of these."""
        rows = np.arange(len(table)) + self.n_rows
        keys = Keys.of(table, self.keys.rules, rows)
        segments = [*self.segments, Segment.of(table, comparisons)]
        while len(last := segments[-_TOGETHER:]) == _TOGETHER and (
            len(last[0]) < _TOGETHER * len(last[-1])
        ):
            segments[-_TOGETHER:] = [Segment.joined(last, self.shared, self.read_as)]
        index = self.keys.plus(len(table), keys)
        values = self.values.plus(table)
        return evolve(self, segments=tuple(segments), keys=index, values=values), keys

    def keys_of(self, rows: Rows) -> Keys:
        """Return the keys of some rows."""
        return Keys.of(self.table(rows), self.keys.rules, rows) if len(rows) else Keys.none()

    @property
    def n_rows(self) -> int:
        """Return how many rows there are, those that do not count any more included."""
        return len(self.keys.alive)

    @cached_property
    def starts(self) -> Rows:
        """Return the row where each segment begins."""
        sizes = np.array([len(segment) for segment in self.segments], np.int64)
        return np.cumsum(sizes) - sizes

    def place(self, row: int) -> tuple[Segment, int]:
        """Return the segment of a row, and where it stands in it."""
        if len(self.segments) == 1:
            return self.segments[0], row
        number = int(np.searchsorted(self.starts, row, side="right")) - 1
        return self.segments[number], row - int(self.starts[number])

    def id_of(self, row: int) -> RecordId:
        """Return the id of the record in a row."""
        segment, at = self.place(row)
        return segment.table.ids[at]

    def ids(self, rows: Rows) -> list[RecordId]:
        """Return the ids of the records in rows, which are ascending."""
        found: list[RecordId] = []
        for segment, at, _ in self._by_segment(rows):
            ids = segment.table.ids
            every = list(ids) if len(at) * _TOGETHER > len(ids) else ids
            found += map(every.__getitem__, at.tolist())
        return found

    def row_of(self, record: RecordId) -> int | None:
        """Return the row of a record, or None where it is not there."""
        for segment, start in zip(reversed(self.segments), self.starts[::-1].tolist(), strict=True):
            at = segment.find(record)
            if at is not None and self.keys.alive[start + at]:
                return int(start) + at
        return None

    @property
    def digest(self) -> str:
        """Return a text that tells whether the values of all rows are read as they were."""
        return digest_of(self.signatures(np.arange(self.n_rows)))

    def scores(
        self, scorer: PairScorer, values: Sequence[Any], rows: Rows, what: Small
    ) -> list[MatchScore]:
        """Return the scores of a record and of rows, in order, as `Segment.scores` does."""
        if len(self.segments) == 1:
            return self.segments[0].scores(scorer, values, rows, what)
        held = self._by_segment(rows)
        found = [one.scores(scorer, values, at, what[places]) for one, at, places in held]
        every = list(chain.from_iterable(found))
        return [every[at] for at in _order(held).tolist()]

    def signatures(self, rows: Rows) -> Hashes:
        """Return the signatures of rows, a row each."""
        if len(self.segments) == 1:
            return self.segments[0].signatures[rows]
        found = np.empty((len(rows), self.segments[0].signatures.shape[1]), np.uint64)
        for segment, at, places in self._by_segment(rows):
            found[places] = segment.signatures[at]
        return found

    def table(self, rows: Rows) -> Table:
        """Return rows as a table, in the order given."""
        held = self._by_segment(rows)
        known = self.shared, self.read_as
        parts = [taken_rows(segment.table, at, *known) for segment, at, _ in held]
        if len(parts) == 1:
            return parts[0]
        return taken_rows(stacked(parts, *known), _order(held), *known)

    def part(self, rows: Rows) -> "Part":
        """Return rows as comparisons see them, in the order given."""
        held = self._by_segment(rows)
        return Part(tuple((segment, at) for segment, at, _ in held), _order(held))

    def _by_segment(self, rows: Rows) -> list[tuple[Segment, Rows, Rows]]:
        """Return the segments of rows, where the rows of each stand in it, and in what is given.

        Of no rows the first segment, with none.
        """
        number = np.searchsorted(self.starts, rows, side="right") - 1
        found = []
        for i in np.unique(number).tolist() or [0]:
            places = np.flatnonzero(number == i)
            found.append((self.segments[i], rows[places] - self.starts[i], places))
        return found


def _order(held: Sequence[tuple[Segment, Rows, Rows]]) -> Rows:
    """Return where each row that was given is among those segment by segment."""
    return np.argsort(np.concatenate([places for *_, places in held]), kind="stable")


@frozen(eq=False)
class Part:
    """Be some rows of a store as comparisons see them: columns of terms, made of those there are.

    Attributes:
        of_segment: the segments, each with rows of it.
        places: where each row of the part is among these.
    """

    of_segment: tuple[tuple[Segment, Rows], ...]
    places: Rows

    def column(self, path: str) -> Column[Term]:
        """Return the terms of a field."""
        found = []
        for segment, at in self.of_segment:
            column = segment.table.column(path)
            found.append(narrowed(column, at, _taker(column.values)))
        if len(found) == 1:
            return found[0].take(self.places)
        # A key of two segments stands twice: terms know which keys are equal.
        keys, values = (list(chain.from_iterable(of(c.values) for c in found)) for of in _BOTH)
        return stack(found, Terms(keys, values)).take(self.places)


def _taker(terms: Sequence[Term]) -> Callable[[list[int]], Sequence[Term]]:
    """Return what gives terms at some places."""
    return terms.take if isinstance(terms, Terms) else lambda at: [terms[i] for i in at]
