"""Who is whom by now: the fold over all events."""

import datetime as dt
from collections.abc import Collection, Iterable, KeysView, Mapping
from types import MappingProxyType
from typing import Any, Literal

from attrs import field, frozen

from custmdm.errors import LedgerError, UnknownRecordError
from custmdm.ledger._events import Event
from custmdm.ledger._fold import Absorbed, Fold
from custmdm.ledger._order import in_order
from custmdm.model import Crosswalk, RecordId

_EMPTY: Mapping[Any, Any] = MappingProxyType({})


@frozen
class MergeTree:
    """Show what a customer was merged from.

    Attributes:
        golden_id: the id.
        records: the records that it holds itself; those of the ids below it are not among them.
        merged: the ids that were merged into it, oldest merge first.
        number: the event that merged it into the id above; None at the top.
        at: when that was.
    """

    golden_id: str
    records: tuple[RecordId, ...]
    merged: tuple["MergeTree", ...] = ()
    number: int | None = None
    at: dt.datetime | None = None


@frozen
class IdStatus:
    """Say what became of a golden id.

    Attributes:
        golden_id: the id asked for.
        status: "live"; "merged": it redirects to `current`; "split": all its records went to
            `parts`; "erased".
        current: the customer that it stands for now; None if that is several, or none.
        parts: the customers that parts of it were split off to, by their ids of today.
    """

    golden_id: str
    status: Literal["live", "merged", "split", "erased"]
    current: str | None
    parts: tuple[str, ...] = ()


@frozen(repr=False)
class LedgerState:
    """Hold who is whom, as the events up to a number tell it.

    Two states are equal if they say the same of every customer; how many events led there, and so
    `number` and `versions`, is not compared. So a merge that is undone gives a state equal to the
    one before it.

    >>> from custmdm.ledger import Created
    >>> at = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    >>> first = Created(number=1, at=at, actor="job", golden_id="G1", records=(RecordId("crm", 1),))
    >>> state = LedgerState().apply([first])
    >>> state.golden_id(RecordId("crm", 1)), state.members("G1")
    ('G1', (RecordId('crm', 1),))

    Attributes:
        number: the number of the last event.
        home: the id that each record came to; where that was merged, see `golden_id`.
        own: the same by id.
        absorbed: the ids that are merged away, with what they were merged into.
        below: the same by the id that they were merged into.
        size: the number of records of each customer; its keys are the live golden ids.
        parts: for an id that was split, where its parts went.
        erased: the ids that are forgotten.
        pins: the pins by the id on which they were set, newest first.
        since: when each id was first given. It holds every id that ever was.
        versions: how many events touched each id.
    """

    number: int = field(default=0, eq=False)
    home: Mapping[RecordId, str] = field(default=_EMPTY)
    own: Mapping[str, frozenset[RecordId]] = field(default=_EMPTY, eq=False)
    absorbed: Mapping[str, Absorbed] = field(default=_EMPTY)
    below: Mapping[str, frozenset[str]] = field(default=_EMPTY, eq=False)
    size: Mapping[str, int] = field(default=_EMPTY)
    parts: Mapping[str, tuple[str, ...]] = field(default=_EMPTY)
    erased: frozenset[str] = frozenset()
    pins: Mapping[str, tuple[Any, ...]] = field(default=_EMPTY)
    since: Mapping[str, dt.datetime] = field(default=_EMPTY)
    versions: Mapping[str, int] = field(default=_EMPTY, eq=False)

    def apply(self, events: Iterable[Event]) -> "LedgerState":
        """Return the state after some more events. This one stays as it is.

        The maps are copied once a call, so many events at once are cheaper than one by one.

        Raises:
            LedgerError: if an event does not fit: its number is not the next one, or it names a
                customer or record that is not there. It names the event, the rule and the ids.
        """
        fold = Fold(self)
        fold.run(events)
        return LedgerState(
            number=fold.number,
            home=fold.home,
            own=fold.own.done(),
            absorbed=fold.absorbed,
            below=fold.below.done(),
            size=fold.size,
            parts=fold.parts,
            erased=self.erased | fold.erased if fold.erased else self.erased,
            pins=fold.pins,
            since=fold.since,
            versions=fold.versions,
        )

    # -- reading --------------------------------------------------------------------------------

    @property
    def golden_ids(self) -> KeysView[str]:
        """Return the golden ids of the customers there are, in no order that means anything."""
        return self.size.keys()

    def golden_id(self, record: RecordId) -> str:
        """Return the golden id of the customer that a record belongs to.

        Raises:
            UnknownRecordError: if the ledger does not hold the record.
        """
        home = self.home.get(record)
        if home is None:
            raise UnknownRecordError(f"the ledger holds no record {record}")
        return self.root(home)

    def root(self, golden_id: str) -> str:
        """Return the id that a golden id was merged into in the end; itself if it was not."""
        while golden_id in self.absorbed:
            golden_id = self.absorbed[golden_id].into
        return golden_id

    def members(self, golden_id: str) -> tuple[RecordId, ...]:
        """Return the records of a customer, in order.

        Raises:
            LedgerError: if it is no customer now.
        """
        self._check(golden_id)
        return in_order(r for node in self.tree(golden_id) for r in self.own.get(node, ()))

    def tree(self, golden_id: str) -> list[str]:
        """Return an id and all that was merged into it, into these and so on, first merged first.

        What hangs together stands together: an id, then all below it.
        """
        found: list[str] = []
        waiting = [golden_id]
        while waiting:
            node = waiting.pop()
            found.append(node)
            waiting.extend(reversed(self._below(node)))
        return found

    def merges(self, golden_id: str) -> MergeTree:
        """Return what a customer was merged from, for as long as no merge is undone.

        Raises:
            LedgerError: if it is no customer now.
        """
        self._check(golden_id)
        made: dict[str, MergeTree] = {}
        for node in reversed(self.tree(golden_id)):
            joined = self.absorbed.get(node)
            made[node] = MergeTree(
                node,
                in_order(self.own.get(node, ())),
                tuple(made[child] for child in self._below(node)),
                joined.number if joined else None,
                joined.at if joined else None,
            )
        return made[golden_id]

    def pins_of(self, golden_id: str) -> tuple[Any, ...]:
        """Return the pins of a customer, strongest first.

        Its own come first, the newest before the others; then those of the ids that were merged
        into it, which go back with them when the merge is undone.

        Raises:
            LedgerError: if it is no customer now.
        """
        self._check(golden_id)
        pins: list[Any] = []
        for node in self.tree(golden_id):
            pins.extend(pin for pin in self.pins.get(node, ()) if pin not in pins)
        return tuple(pins)

    def crosswalk(self, present: Collection[RecordId] | None = None) -> Crosswalk:
        """Return the golden id of every record, as `previous=` of the next run takes it.

        Args:
            present: the records that the sources hold now; others are `absent` in the crosswalk.
                None: all of them.
        """
        roots: dict[str, str] = {}
        for golden_id in self.since:
            seen = []
            node = golden_id
            while node not in roots and node in self.absorbed:
                seen.append(node)
                node = self.absorbed[node].into
            roots.update(dict.fromkeys([*seen, node], roots.get(node, node)))
        ids = {record: roots[home] for record, home in self.home.items()}
        absent: dict[RecordId, str] = {}
        if present is not None:
            absent = {record: golden for record, golden in ids.items() if record not in present}
            ids = {record: golden for record, golden in ids.items() if record in present}
        redirects = {golden_id: roots[golden_id] for golden_id in self.absorbed}
        return Crosswalk(
            ids, redirects=redirects, since=self.since, parts=self.parts, absent=absent
        )

    def _below(self, golden_id: str) -> list[str]:
        below = self.below.get(golden_id)
        if not below:
            return []
        return sorted(below, key=lambda node: (self.absorbed[node].number, node))

    def _check(self, golden_id: str) -> None:
        if golden_id not in self.size:
            raise LedgerError(
                f"there is no customer {golden_id} now; see resolve_id",
                rule="live",
                ids=(golden_id,),
            )

    def __repr__(self) -> str:
        return (
            f"<LedgerState after event {self.number}: "
            f"{len(self.home)} records, {len(self.size)} customers>"
        )


def replay(events: Iterable[Event]) -> LedgerState:
    """Return the state that events lead to, from the first one on.

    Raises:
        LedgerError: if an event does not fit what was before it.
    """
    return LedgerState().apply(events)


def resolve_id(state: LedgerState, golden_id: str) -> IdStatus:
    """Return what became of a golden id that somebody kept.

    A merged id redirects until its merge is undone; a split id says where its parts went.

    Raises:
        LedgerError: if the ledger never knew the id.
    """
    if golden_id not in state.since:
        raise LedgerError(f"the ledger knows no id {golden_id}", rule="known", ids=(golden_id,))
    if golden_id in state.erased:
        return IdStatus(golden_id, "erased", None)
    root = state.root(golden_id)
    parts = _live_parts(state, (*state.parts.get(golden_id, ()), *state.parts.get(root, ())))
    if root in state.size:
        parts = _live_parts(state, state.parts.get(golden_id, ()))
        status: Literal["live", "merged"] = "live" if root == golden_id else "merged"
        return IdStatus(golden_id, status, root, tuple(p for p in parts if p != root))
    if not parts:
        return IdStatus(golden_id, "erased", None)
    return IdStatus(golden_id, "split", parts[0] if len(parts) == 1 else None, parts)


def _live_parts(state: LedgerState, parts: Iterable[str]) -> tuple[str, ...]:
    """Return the customers of today that parts of a split are in."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    waiting = list(parts)
    while waiting:
        node = state.root(waiting.pop())
        if node in seen:
            continue
        seen.add(node)
        if node in state.size:
            found[node] = None
        else:
            waiting.extend(state.parts.get(node, ()))
    return tuple(sorted(found))
