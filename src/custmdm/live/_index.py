"""The live index: customers matched and changed one record at a time."""

import datetime as dt
import threading
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import evolve

from custmdm._progress import as_progress, silent
from custmdm.block._stable_keys import KeyRules, RecordKeys
from custmdm.errors import (
    ConfigurationError,
    IndexFileError,
    StaleVersionError,
    UnknownRecordError,
)
from custmdm.ledger._order import in_order
from custmdm.linker import Candidate, Linker
from custmdm.linker._candidate import by_weight
from custmdm.linker._compared import HasColumns
from custmdm.linker._constraints import constraints_given
from custmdm.linker._drift import drift_of
from custmdm.linker._one_pair import PairScorer
from custmdm.linker._read import read_one, read_table, standard_record
from custmdm.linker._region import whole_table
from custmdm.linker._vetoes import vetoed
from custmdm.live._bytes import Settings, read, with_data, written
from custmdm.live._change import Change, Changing, Constraints
from custmdm.live._change_set import ChangeSet, change_set
from custmdm.live._graph import Draft, Graph
from custmdm.live._image import Image, settled
from custmdm.live._signatures import PairBounds, signature, what_of
from custmdm.live._store import Segment, Store
from custmdm.model import Constraint, Crosswalk, Decision, MatchScore, Record, RecordId
from custmdm.score import Drift
from custmdm.tables import OneRecord, Table
from custmdm.typing import IdFactory, Progress

Rows = npt.NDArray[np.int64]


class LiveIndex:
    """Hold records in memory so that one more is matched in a millisecond.

    With a fitted Linker it keeps the customers that `linker.resolve` would find: the same records,
    in any order, at once or one by one, end in the same customers. What a table says of itself, how
    common names are and how rare the keys that two records share, is that of the table that the
    Linker was fitted to, and stays so.

    It keeps nothing on disk and knows no time. `match` changes nothing; `resolve` works out what
    becomes of the customers, as a `ChangeSet` that the host applies to its tables in one
    transaction, and `apply` then moves the index. Any number of threads may read while one writes:
    they see the index as it was before or as it is after.

    >>> import custmdm as cm
    >>> rows = [
    ...     {"id": 1, "name": "Ann Lee", "mail": "ann@lee.com"},
    ...     {"id": 2, "name": "Bob Ray", "mail": "bob@ray.com"},
    ... ]
    >>> linker = cm.Linker(kinds={"name": "person_name", "mail": "email"}).fit(rows, key="id")
    >>> index = LiveIndex(linker, rows, key="id")
    >>> [str(found.id) for found in index.match({"name": "Lee, Ann", "mail": "Ann@Lee.com"})]
    ['table:1']
    >>> index.upsert([{"id": 3, "name": "Lee, Ann", "mail": "Ann@Lee.com"}])
    >>> [len(records) for records in index.customers()]
    [2, 1]

    Args:
        linker: a fitted Linker.
        records: Records, or for a Linker with kinds a table.
        constraints: what is known for certain: Always, Never, OnePerSource; and of values
            IgnoreValue, AliasValue.
        key: for tables, the column of the record keys.
        source: for tables, the source of their records.
        updated_at: for tables, the column that says when a record was changed.
        progress: a callback (stage, done, total), or True or False, as for `Linker.resolve`.

    Raises:
        NotTrainedError: if the Linker was not fitted.
        ConfigurationError: if it was fitted to less than half as many records, or has a rule that
            goes by the order of all records.
        DuplicateKeyError: if two records have one id.
        ContradictionError: if the constraints contradict each other.
    """

    def __init__(
        self,
        linker: Linker,
        records: Any = (),
        *,
        constraints: Iterable[Constraint] = (),
        key: str | None = None,
        source: str = "table",
        updated_at: str | None = None,
        progress: bool | Progress | None = None,
    ) -> None:
        self._prepare(linker, key, source, updated_at)
        self._constraints = Constraints.of(constraints_given(constraints), linker.reader)
        told = as_progress(progress)
        table = evolve(self._read(records, told), read_as=self._constraints.read_as)
        pairs, region = whole_table(linker, table, self._constraints.given, told)
        told("index", 0, 1)
        self._graph = Graph.of(len(table), pairs, region)
        # All that readers see: to publish another version is to set it.
        self._store = Store.of(table, self._matching.comparisons, self._rules)
        told("index", 1, 1)

    def _prepare(
        self,
        linker: Linker,
        key: str | None,
        source: str,
        updated_at: str | None,
    ) -> None:
        """Make ready all but the records and the constraints."""
        if not isinstance(linker, Linker):
            raise ConfigurationError(
                f"a live index takes a fitted Linker, got {type(linker).__name__}"
            )
        self._linker = linker
        self._matching = matching = linker.matching
        self._rules = KeyRules.of(matching.rules, matching.max_block)
        self._key, self._source, self._updated_at = key, source, updated_at
        self._scorer = PairScorer.of(matching)
        self._bounds = PairBounds.of(matching.comparisons, matching.model)
        self._writing = threading.RLock()

    @property
    def version(self) -> int:
        """Return how often the index was changed."""
        return self._store.version

    def __len__(self) -> int:
        return int(self._store.keys.alive.sum())

    def __contains__(self, record: object) -> bool:
        return isinstance(record, RecordId) and self._store.row_of(record) is not None

    # -- reading --------------------------------------------------------------------------------

    def match(self, record: Any) -> tuple[Candidate, ...]:
        """Return the records that may be of the same customer, the likeliest first.

        It changes nothing. A Record that is in the index is held against all others.

        Args:
            record: typed data, a Record, or a row of a table as a dict.

        Raises:
            ConfigurationError: if it is not what the Linker was made for.
        """
        store, thresholds = self._store, self._matching.thresholds
        one = read_one(self._linker.reader, record)
        one = evolve(one, shared=store.shared, read_as=store.read_as)
        rows = self._candidates(store, one, record)
        if not len(rows):
            return ()
        least = MatchScore.weight_of(thresholds.possible)
        terms = [one.terms(comparison.on) for comparison in self._matching.comparisons]
        values = self._scorer.prepare(one)
        what = what_of(signature(terms), store.signatures(rows))
        reach = self._bounds.of_record(values).reach(what, least)
        rows, found = rows[reach], []
        if not len(rows):
            return ()
        scores = store.scores(self._scorer, values, rows, what[reach])
        for row, score in zip(rows.tolist(), scores, strict=True):
            decision = thresholds.decide(score.probability)
            if decision is not Decision.NON_MATCH:
                segment, at = store.place(row)
                if not self._vetoed(one, segment, at):
                    found.append(Candidate(segment.table.ids[at], score, decision, thresholds))
        return tuple(sorted(found, key=by_weight))

    def _candidates(self, store: Store, one: OneRecord, given: Any) -> Rows:
        """Return the rows that a record is to be compared with, but that of itself."""
        keys = RecordKeys(one, self._rules, lambda: standard_record(self._linker.reader, given))
        hashes, of_rule = keys.keys()
        order = np.argsort(np.array(hashes, np.uint64))
        fields = [np.array(values, np.uint64) for values in keys.fields()]
        own = self._id_of(given)
        row = None if own is None else store.row_of(own)
        but = np.array([] if row is None else [row], np.int64)
        return store.keys.of_record(
            np.array(hashes, np.uint64)[order], np.array(of_rule, np.int64)[order], fields, but
        )

    def _id_of(self, given: Any) -> RecordId | None:
        """Return the id of a record, where it has one."""
        if isinstance(given, Record):
            return given.id
        key = None if self._key is None or self._linker.record else given.get(self._key)
        return None if key is None else RecordId(self._source, key)

    def _vetoed(self, one: OneRecord, segment: Segment, at: int) -> bool:
        """Say whether a record and another have values that no customer has both of."""
        fields, plans = self._matching.vetoes, self._linker.fields
        return bool(fields) and vetoed(plans, fields, one, segment.record(at, plans))

    def customers(self) -> tuple[tuple[RecordId, ...], ...]:
        """Return the records of each customer, in order."""
        with self._writing:
            store, draft = self._store, Draft(self._graph)
            found = set()
            for row in np.flatnonzero(store.keys.alive).tolist():
                found.add(tuple(sorted(draft.customer_of(draft.root_of(row)))))
        return tuple(sorted(tuple(sorted(map(store.id_of, rows))) for rows in found))

    def drift(self, *, seed: int = 0) -> Drift:
        """Return how far the records have moved from those that the Linker was fitted to.

        `Linker.drift` says what that is. Nobody waits for it; of a million records it takes about
        a second.

        Args:
            seed: chooses the random pairs that are looked at.
        """
        store = self._store
        alive = np.flatnonzero(store.keys.alive)

        def rows_of(left: Rows, right: Rows) -> tuple[HasColumns, Rows, Rows]:
            rows, places = np.unique(np.concatenate([left, right]), return_inverse=True)
            return store.part(alive[rows]), places[: len(left)], places[len(left) :]

        return drift_of(self._matching, self._linker.training, len(alive), seed, rows_of)

    # -- writing --------------------------------------------------------------------------------

    def resolve(
        self,
        records: Any = (),
        crosswalk: Crosswalk | None = None,
        *,
        removed: Iterable[RecordId] = (),
        constraints: Iterable[Constraint] | None = None,
        now: dt.datetime,
        ids: IdFactory | None = None,
    ) -> ChangeSet:
        """Work out what becomes of the customers when records come, change or go.

        It changes nothing: `apply` moves the index when the host has applied it.

        Args:
            records: Records, or for a Linker with kinds a table; a record that is there already
                is replaced.
            crosswalk: who is whom so far; None is nobody.
            removed: records that are no more.
            constraints: all that is known for certain from now on; None is what was known before.
            now: when this is: for new golden ids, and what trust decays to.
            ids: makes the golden id of a new customer from its records.

        Raises:
            UnknownRecordError: if a record that is removed is not there.
            DuplicateKeyError: if two records have one id.
            ContradictionError: if the constraints contradict each other.
        """
        walk = Crosswalk({}) if crosswalk is None else crosswalk
        if not isinstance(walk, Crosswalk):
            raise ConfigurationError(
                f"who is whom so far is a Crosswalk, got {type(walk).__name__}"
            )
        change = self._change(records, removed, constraints)
        return change_set(self._matching, change, walk, now=now, ids=ids)

    def apply(self, changes: ChangeSet) -> None:
        """Move the index to what a change set says.

        Raises:
            StaleVersionError: if the index was changed since it was worked out: resolve again.
        """
        change = changes.moves if isinstance(changes, ChangeSet) else None
        if not isinstance(change, Change):
            raise ConfigurationError(
                f"what is applied is a ChangeSet of resolve, got {type(changes).__name__}"
            )
        self._apply(change)

    def upsert(self, records: Any) -> None:
        """Put records in, those that are there already in place of what they were.

        For what the host has stored already; `resolve` says what becomes of the customers.

        Raises:
            DuplicateKeyError: if two records have one id.
            ContradictionError: if the constraints contradict each other.
        """
        with self._writing:
            self._apply(self._change(records, ()))

    def remove(self, ids: Iterable[RecordId]) -> None:
        """Take records out.

        Raises:
            UnknownRecordError: if one is not there; then none is taken out.
        """
        with self._writing:
            self._apply(self._change((), ids))

    def constrain(self, constraints: Iterable[Constraint]) -> None:
        """Hold to other constraints from now on, in place of all that were given before.

        Raises:
            ContradictionError: if they contradict each other; then those before hold.
        """
        with self._writing:
            self._apply(self._change((), (), constraints))

    def _read(self, records: Any, progress: Progress = silent) -> Table:
        return read_table(
            self._linker.reader,
            records,
            key=self._key,
            source=self._source,
            updated_at=self._updated_at,
            progress=progress,
        )

    def _change(
        self,
        records: Any,
        removed: Iterable[RecordId],
        constraints: Iterable[Constraint] | None = None,
    ) -> Change:
        table = self._read(records)
        with self._writing:
            held = self._constraints
            if constraints is not None:
                held = Constraints.of(constraints_given(constraints), self._linker.reader)
            store = self._store
            gone = tuple(dict.fromkeys(in_order(removed)))
            coming = set(table.ids) if gone else ()
            rows = []
            for record in gone:
                row = None if record in coming else store.row_of(record)
                if row is None:
                    raise UnknownRecordError(f"the record {record} is not there to be removed")
                rows.append(row)
            rows += [row for record in table.ids if (row := store.row_of(record)) is not None]
            changing = Changing(self._matching, self._bounds, self._constraints, store, self._graph)
            return changing.change(table, gone, np.array(sorted(rows), np.int64), held)

    def _apply(self, change: Change) -> None:
        with self._writing:
            if change.store.version != self._store.version + 1:
                raise StaleVersionError(
                    f"this was worked out from version {change.store.version - 1} of the index, "
                    f"which is at version {self._store.version} now; resolve again"
                )
            self._graph.write(change.draft)
            self._constraints = change.constraints
            self._store, self._graph = settled(change.store, self._graph, self._linker, self._rules)

    # -- saving ---------------------------------------------------------------------------------

    def to_bytes(self, *, progress: bool | Progress | None = None) -> bytes:
        """Return the index as bytes, to be read again in a fraction of the time it took to make.

        They hold the records as given, in clear: keep them as you keep your tables. A file of them
        stands in for the records only until the library or the Linker is another one.

        Args:
            progress: a callback (stage, done, total), or True or False, as for `Linker.resolve`.

        Raises:
            IndexFileError: if a record holds a value that cannot be written.
        """
        told = as_progress(progress)
        told("save", 0, 2)
        with self._writing:
            version, constraints = self._store.version, self._constraints.given
            image = Image.of(self._store, self._graph)
        told("save", 1, 2)
        data = written(
            image,
            Settings(
                self._linker.fingerprint, self._key, self._source, self._updated_at,
                constraints, version,
            ),
        )  # fmt: skip
        told("save", 2, 2)
        return data

    @classmethod
    def from_bytes(
        cls, data: bytes, linker: Linker, *, progress: bool | Progress | None = None
    ) -> "LiveIndex":
        """Return the index that `to_bytes` wrote.

        Args:
            data: the bytes.
            linker: the Linker that it was made with, or one that was saved and read again.
            progress: a callback (stage, done, total), or True or False, as for `Linker.resolve`.

        Raises:
            IndexFileError: if they are of something else, cut or changed, were written with another
                Linker or by another release: make the index anew then.
        """
        told = as_progress(progress)
        told("load", 0, 2)
        image, settings = read(data)
        index = cls.__new__(cls)
        index._prepare(linker, settings.key, settings.source, settings.updated_at)
        if settings.linker != linker.fingerprint:
            raise IndexFileError(
                "the index was saved with another Linker: make it anew from your records"
            )
        told("load", 1, 2)
        image = with_data(image, linker.record)
        known = index._constraints = Constraints.of(settings.constraints, linker.reader)
        made = image.made(linker, index._rules, settings.version, known.read_as)
        index._store, index._graph = made
        if index._store.digest != image.digest:
            raise IndexFileError(
                "values are read otherwise than when the index was saved, by another release of a "
                "library: make it anew from your records"
            )
        told("load", 2, 2)
        return index
