"""The live index: customers matched and changed one record at a time."""

import threading
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import evolve

from custmdm.linker import Linker, PairScorer, read_one, read_table
from custmdm.live._entries import KeyRules, RecordKeys
from custmdm.live._match import Candidate
from custmdm.live._signatures import PairBounds, signature
from custmdm.live._store import Store
from custmdm.model import Decision, MatchScore, Record, RecordId
from custmdm.tables import OneRecord

Rows = npt.NDArray[np.int64]


class LiveIndex:
    """Hold records in memory so that one more is matched in a millisecond."""

    def __init__(
        self,
        linker: Linker,
        records: Any = (),
        *,
        key: str | None = None,
        source: str = "table",
        updated_at: str | None = None,
    ) -> None:
        self._linker = linker
        self._matching = matching = linker.matching
        self._rules = KeyRules.of(matching.rules, matching.max_block)
        self._options = {"key": key, "source": source, "updated_at": updated_at}
        self._scorer = PairScorer.of(matching)
        table = read_table(linker, records, **self._options)  # type: ignore[arg-type]
        self._store = Store.of(table, matching.comparisons, self._rules)
        self._bounds = PairBounds.of(matching.comparisons, matching.model, self._store.telling)
        self._writing = threading.Lock()

    def match(self, record: Any) -> tuple[Candidate, ...]:
        """Return the records that may be of the same customer as a record, the likeliest first."""
        store = self._store
        one = evolve(read_one(self._linker, record), shared=store.shared)
        own = record.id if isinstance(record, Record) else None
        values = self._scorer.prepare(one)
        rows = self._candidates(store, one, own)
        if not len(rows):
            return ()
        least = MatchScore.weight_of(self._matching.thresholds.possible)
        terms = [one.terms(comparison.on) for comparison in self._matching.comparisons]
        reach = self._bounds.reach(signature(terms)[None, :], store.signatures(rows), least)
        found = []
        thresholds = self._matching.thresholds
        for row in rows[reach].tolist():
            segment, at = store.place(row)
            score = self._scorer.score(values, segment.prepared(at, self._scorer))
            decision = thresholds.decide(score.probability)
            if decision is not Decision.NON_MATCH:
                found.append(Candidate(segment.table.ids[at], score, decision, thresholds))
        return tuple(sorted(found, key=lambda c: (-c.score.weight, c.id)))

    def _candidates(self, store: Store, one: OneRecord, own: RecordId | None) -> Rows:
        keys = RecordKeys(one, self._rules)
        hashes, of_rule = keys.keys()
        order = np.argsort(np.array(hashes, np.uint64))
        fields = [np.array(values, np.uint64) for values in keys.fields()]
        row = None if own is None else store.row_of(own)
        but = np.array([] if row is None else [row], np.int64)
        return store.keys.of_record(
            np.array(hashes, np.uint64)[order], np.array(of_rule, np.int64)[order], fields, but
        )
