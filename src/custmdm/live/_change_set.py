"""A change of the customers, as the host applies it."""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np
from attrs import field, frozen

from custmdm.ledger import stable_ids
from custmdm.linker import Matching
from custmdm.linker._golden import golden_records
from custmdm.linker._ids import first_record_id
from custmdm.live._change import Change
from custmdm.model import Crosswalk, GoldenRecord, Link, MatchScore, RecordId
from custmdm.typing import IdFactory


@frozen(eq=False, repr=False)
class ChangeSet:
    """Hold what becomes of the customers when records come, change or go.

    Attributes:
        created: the new customers, each with its records.
        absorbed: the customers that got new records, each with these.
        merged: the golden ids that were merged away, each with the one that goes on.
        split: the golden ids that lost records to new customers, each with those.
        ended: the golden ids that have no records any more.
        review: the pairs with a new record that match, or may, and are not one customer.
        ids: the golden id of every record that is new or has another one now.
        removed: the records that are no more.
        base_version: the version of the index that it was worked out from.
        now: when that was.
    """

    created: Mapping[str, tuple[RecordId, ...]]
    absorbed: Mapping[str, tuple[RecordId, ...]]
    merged: Mapping[str, str]
    split: Mapping[str, tuple[str, ...]]
    ended: tuple[str, ...]
    review: tuple[Link, ...]
    ids: Mapping[RecordId, str]
    removed: tuple[RecordId, ...]
    base_version: int
    now: dt.datetime
    _change: Change = field(alias="change")
    _golden_ids: Mapping[str, tuple[int, ...]] = field(alias="golden_ids")
    _matching: Matching = field(alias="matching")

    @cached_property
    def golden(self) -> Mapping[str, GoldenRecord[Any]]:
        """Return the golden record of each customer that is new or may have changed."""
        rows = [row for of_one in self._golden_ids.values() for row in of_one]
        labels = [i for i, of_one in enumerate(self._golden_ids.values()) for _ in of_one]
        table = self._change.store.table(np.array(rows, np.int64))
        return golden_records(
            self._matching, table, np.array(labels, np.int64), list(self._golden_ids), self.now
        )

    @property
    def moves(self) -> object:
        """Return what `LiveIndex.apply` moves the index by."""
        return self._change

    def crosswalk(self, previous: Crosswalk) -> Crosswalk:
        """Return the crosswalk that this makes of the one before."""
        ids = {**previous.ids, **self.ids}
        absent = {r: previous.ids[r] for r in self.removed if r in previous.ids}
        for record in self.removed:
            ids.pop(record, None)
        made = dict.fromkeys(
            g for g in self._golden_ids if g not in previous.since and g in self._new
        )
        redirects = {g: self.merged.get(to, to) for g, to in previous.redirects.items()}
        parts = {
            g: tuple(dict.fromkeys((*previous.parts.get(g, ()), *to)))
            for g, to in self.split.items()
        }
        kept = {r: self.merged.get(g, g) for r, g in previous.absent.items() if r not in ids}
        return Crosswalk(
            ids,
            created=tuple(sorted(made)),
            redirects={**redirects, **self.merged},
            since={**previous.since, **dict.fromkeys(made, self.now)},
            parts={**previous.parts, **parts},
            absent={**kept, **{r: self.merged.get(g, g) for r, g in absent.items()}},
        )

    @property
    def _new(self) -> set[str]:
        return {*self.created, *(part for parts in self.split.values() for part in parts)}

    def __bool__(self) -> bool:
        return bool(self.ids or self.removed or self.merged or self.split)

    def __repr__(self) -> str:
        return (
            f"<ChangeSet: {len(self.created)} created, {len(self.absorbed)} absorbed, "
            f"{len(self.merged)} merged, {len(self.split)} split, {len(self.review)} to review>"
        )


def change_set(
    matching: Matching,
    change: Change,
    crosswalk: Crosswalk,
    *,
    now: dt.datetime,
    ids: IdFactory | None,
) -> ChangeSet:
    """Return a change with golden ids, which go on from a crosswalk as those of a run do."""
    store = change.store
    rows_of = [rows for rows in change.customers if rows]
    rows_of += _claimed(change, crosswalk)
    members = [tuple(sorted(map(store.id_of, rows))) for rows in rows_of]
    everybody = [record for records in members for record in records] + list(change.gone)
    held = {r: g for r in everybody if (g := crosswalk.ids.get(r)) is not None}
    absent = {r: g for r in everybody if (g := crosswalk.absent.get(r)) is not None}
    names = {*held.values(), *absent.values()}
    previous = Crosswalk(
        held,
        since={g: crosswalk.since[g] for g in names if g in crosswalk.since},
        absent=absent,
    )
    walk = stable_ids(
        previous, members, ids or first_record_id, created_at=now, taken=_taken(crosswalk)
    )
    new = {r: g for r, g in walk.ids.items() if held.get(r) != g}
    came = {record for record in new if record not in held}
    created, absorbed = {}, {}
    golden_ids = {}
    for rows, records in zip(rows_of, members, strict=True):
        golden_id = walk.ids[records[0]]
        golden_ids[golden_id] = rows
        fresh = tuple(record for record in records if record in came)
        if golden_id in walk.created and len(fresh) == len(records):
            created[golden_id] = records
        elif golden_id not in walk.created and fresh:
            absorbed[golden_id] = fresh
    left = {g for r, g in held.items() if r in walk.ids} | set(walk.ids.values())
    ended = sorted(set(held.values()) - left - set(walk.redirects))
    return ChangeSet(
        created, absorbed, dict(walk.redirects), dict(walk.parts), tuple(ended),
        _review(matching, change), new, change.gone, store.version - 1, now, change,
        golden_ids=golden_ids, matching=matching,
    )  # fmt: skip


def _claimed(change: Change, crosswalk: Crosswalk) -> list[tuple[int, ...]]:
    """Return the customers that did not change, but have an id that a record had which is back.

    Who goes on with the id is a matter between that record's customer and them.
    """
    store = change.store
    changed = [store.id_of(row) for rows in change.customers for row in rows]
    claimed = {g for record in changed if (g := crosswalk.absent.get(record)) is not None}
    claimed -= {g for r in (*changed, *change.gone) if (g := crosswalk.ids.get(r)) is not None}
    if not claimed:
        return []
    theirs: dict[str, list[int]] = {}
    for record, golden_id in crosswalk.ids.items():
        if golden_id in claimed and (row := store.row_of(record)) is not None:
            theirs.setdefault(golden_id, []).append(row)
    return [tuple(sorted(theirs[golden_id])) for golden_id in sorted(theirs)]


def _taken(crosswalk: Crosswalk) -> Any:
    """Return what says whether a golden id was given before."""
    known = (crosswalk.since, crosswalk.redirects, crosswalk.parts)
    # A crosswalk of a run without a time does not say when an id was given: it is read through.
    others = frozenset() if crosswalk.since else frozenset(crosswalk.ids.values())
    return lambda name: name in others or any(name in one for one in known)


def _review(matching: Matching, change: Change) -> tuple[Link, ...]:
    """Return the pairs of new records that match, or may, and are not one customer."""
    store, draft, thresholds = change.store, change.draft, matching.thresholds
    least = MatchScore.weight_of(thresholds.possible)
    fresh = set(change.fresh.tolist())
    found = []
    for row in sorted(fresh):
        own = set(draft.customer_of(draft.root_of(row)))
        for other, weight in draft.near_to(row).items():
            if weight < least or other in own or (other in fresh and other < row):
                continue
            left, right = sorted((store.id_of(row), store.id_of(other)))
            probability = MatchScore.probability_of(weight)
            decision = thresholds.decide(probability)
            found.append(Link(left, right, probability, weight, decision))
    return tuple(sorted(found, key=lambda link: (-link.weight, link.left, link.right)))
