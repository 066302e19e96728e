"""The fold: what each event does to the state, and when it does not fit."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from collections.abc import Set as AbstractSet
from typing import Any, Generic, NoReturn, TypeVar

from attrs import evolve, frozen

from custmdm.errors import LedgerError
from custmdm.ledger import _events as events
from custmdm.ledger._events import Event
from custmdm.model import RecordId

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")
_NOTHING: frozenset[Any] = frozenset()


@frozen
class Absorbed:
    """Say where a merged id went.

    Attributes:
        into: the id that it was merged into; that one may have been merged since.
        number: the event that brought the two together.
        at: when that was.
    """

    into: str
    number: int
    at: dt.datetime


class Layer(MutableMapping[K, V]):
    """Be changes laid over a map that stays as it is: to try a few events on a large state."""

    def __init__(self, under: Mapping[K, V]) -> None:
        self._under = under
        self._over: dict[K, V] = {}
        self._gone: set[K] = set()

    def __getitem__(self, key: K) -> V:
        if key in self._over:
            return self._over[key]
        if key in self._gone:
            raise KeyError(key)
        return self._under[key]

    def __setitem__(self, key: K, value: V) -> None:
        self._over[key] = value

    def __delitem__(self, key: K) -> None:
        self._over.pop(key, None)
        self._gone.add(key)

    def __iter__(self) -> Iterator[K]:
        yield from self._over
        yield from (key for key in self._under if key not in self._over and key not in self._gone)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Groups(Generic[T]):
    """Be sets by golden id, of which those that change are copied, once."""

    def __init__(self, held: MutableMapping[str, AbstractSet[T]]) -> None:
        self.held = held
        self._changed: set[str] = set()

    def __getitem__(self, golden_id: str) -> AbstractSet[T]:
        return self.held.get(golden_id, _NOTHING)

    def changing(self, golden_id: str) -> set[T]:
        """Return the set of an id, to be changed."""
        found = self.held.get(golden_id, _NOTHING)
        if not isinstance(found, set):
            found = self.held[golden_id] = set(found)
            self._changed.add(golden_id)
        return found

    def done(self) -> Mapping[str, frozenset[T]]:
        """Return the sets, frozen; what is empty is left out."""
        held: Any = self.held
        for golden_id in self._changed:
            members = held.pop(golden_id, None)
            if members:
                held[golden_id] = frozenset(members)
        return held  # type: ignore[no-any-return]


class Fold:
    """Be a state that events change; it is thrown away where one does not fit.

    Args:
        state: the LedgerState before, which stays as it is.
        copy: makes a map to change of one of its maps: `dict`, or `Layer` only to try.
    """

    def __init__(self, state: Any, copy: Callable[[Any], Any] = dict) -> None:
        self.number: int = state.number
        self.home: MutableMapping[RecordId, str] = copy(state.home)
        self.own: Groups[RecordId] = Groups(copy(state.own))
        self.below: Groups[str] = Groups(copy(state.below))
        self.size: MutableMapping[str, int] = copy(state.size)
        self.absorbed: MutableMapping[str, Absorbed] = copy(state.absorbed)
        self.parts: MutableMapping[str, tuple[str, ...]] = copy(state.parts)
        self.erased: set[str] = set()  # those that these events erase
        self.pins: MutableMapping[str, tuple[Any, ...]] = copy(state.pins)
        self.since: MutableMapping[str, dt.datetime] = copy(state.since)
        self.versions: MutableMapping[str, int] = copy(state.versions)

    def run(self, told: Iterable[Event]) -> None:
        """Take events, each in its turn.

        Raises:
            LedgerError: if one does not fit.
        """
        handlers, number = _HANDLERS, self.number
        for event in told:
            handler = handlers.get(type(event))
            if handler is None:
                name = type(event).__name__
                raise LedgerError(
                    f"event {number + 1} ({name}) is of no type that the ledger knows",
                    number=number + 1, rule="type",
                )  # fmt: skip
            number += 1
            if event.number != number:
                raise LedgerError(
                    f"event {event.number} comes where event {number} is due",
                    number=event.number,
                    rule="number",
                )
            handler(self, event)
        self.number = number

    # -- what events do -------------------------------------------------------------------------

    def _created(self, event: events.Created) -> None:
        self._create(event, event.golden_id, self._new(event, event.records))
        self._touch(event.golden_id)

    def _joined(self, event: events.Joined) -> None:
        golden_id = event.golden_id
        self._live(event, golden_id)
        records = self._new(event, event.records)
        self._settle(golden_id, records)
        self._touch(golden_id)

    def _moved(self, event: events.Moved) -> None:
        self._live(event, event.golden_id, event.to)
        if event.golden_id == event.to:
            _refuse(event, "distinct", "moves records to where they are", event.to)
        records = self._members(event, event.golden_id, event.records)
        if len(records) == self.size[event.golden_id]:
            _refuse(event, "not-all", "moves all records of a customer: merge it", event.golden_id)
        self._take(event.golden_id, records)
        self._settle(event.to, records)
        self._touch(event.golden_id, event.to)

    def _merged(self, event: events.Merged) -> None:
        into, merged = event.into, event.merged
        self._live(event, into, *merged)
        if not merged or len({into, *merged}) <= len(merged):
            _refuse(event, "distinct", "merges a customer with itself, or none", into)
        self.below.changing(into).update(merged)
        for golden_id in merged:
            self.absorbed[golden_id] = Absorbed(into, event.number, event.at)
            self.size[into] += self.size.pop(golden_id)
        self._touch(into, *merged)

    def _split(self, event: events.Split) -> None:
        golden_id, names = event.golden_id, [part.golden_id for part in event.parts]
        self._live(event, golden_id)
        if not names or len({golden_id, *names}) <= len(names):
            _refuse(event, "distinct", "names a part twice, or itself, or none", golden_id)
        for part in event.parts:
            records = self._members(event, golden_id, part.records)
            self._take(golden_id, records)
            if part.golden_id in self.size:
                self._settle(part.golden_id, records)
            else:
                self._create(event, part.golden_id, records)
        self.parts[golden_id] = tuple(dict.fromkeys((*self.parts.get(golden_id, ()), *names)))
        if not self.size[golden_id]:
            # It is no customer any more; what was merged into it redirects to where its parts are.
            del self.size[golden_id]
            for ended in self._tree(golden_id):
                self.pins.pop(ended, None)
        self._touch(golden_id, *names)

    def _unmerged(self, event: events.Unmerged) -> None:
        golden_id = event.golden_id
        self._live(event, golden_id)
        if not event.released or len(set(event.released)) < len(event.released):
            _refuse(event, "distinct", "releases an id twice, or none", *event.released)
        if event.heir is not None and golden_id not in event.released:
            _refuse(event, "merged", "names an heir where none is needed", event.heir)
        for released in event.released:
            if released == golden_id:
                self._release_itself(event)
                continue
            if released not in self.absorbed or self._root(released) != golden_id:
                _refuse(event, "merged", "releases what is not merged into it", released)
            if event.mode == "linear":
                self._lift(released, self.absorbed[released].into)
            self._cut(released)
            self.size[released] = sum(len(self.own[node]) for node in self._tree(released))
            self.size[golden_id] -= self.size[released]
            self._whole(event, released)
        self._whole(event, event.heir or golden_id)
        self._touch(*dict.fromkeys((golden_id, *event.released, *filter(None, (event.heir,)))))

    def _release_itself(self, event: events.Unmerged) -> None:
        """Let a customer go from all that was merged into it, which stays together."""
        golden_id, heir = event.golden_id, event.heir
        if event.mode != "linear" or heir is None or heir not in self.below[golden_id]:
            _refuse(event, "merged", "leaves the rest to no id of its own", golden_id)
        joined = self.absorbed[heir]
        self._cut(heir)
        for other in self.below[golden_id]:
            self._hang(other, heir, joined)
        self.below.changing(golden_id).clear()
        own = len(self.own[golden_id])
        self.size[heir] = self.size[golden_id] - own
        self.size[golden_id] = own
        self._whole(event, golden_id)

    def _pinned(self, event: events.Pinned) -> None:
        self._live(event, event.golden_id)
        held = self.pins.get(event.golden_id, ())
        if event.pin in held:
            _refuse(event, "new-pin", "repeats a pin", event.golden_id)
        self.pins[event.golden_id] = (event.pin, *held)
        self._touch(event.golden_id)

    def _unpinned(self, event: events.Unpinned) -> None:
        self._live(event, event.golden_id)
        found = False
        for node in self._tree(event.golden_id):
            held = self.pins.get(node, ())
            left = tuple(pin for pin in held if pin != event.pin)
            if len(left) < len(held):
                found = True
                self.pins[node] = left
                if not left:
                    del self.pins[node]
        if not found:
            _refuse(event, "pinned", "removes a pin that is not there", event.golden_id)
        self._touch(event.golden_id)

    def _decided(self, event: events.Decided) -> None:
        if event.left == event.right:
            _refuse(event, "distinct", "decides on one record", event.left)

    def _erased(self, event: events.Erased) -> None:
        golden_id = event.golden_id
        self._live(event, golden_id)
        self._take(golden_id, self._members(event, golden_id, event.records))
        for record in event.records:
            del self.home[record]
        if self.size[golden_id]:
            self._touch(golden_id)
            return
        gone = list(self._tree(golden_id))
        del self.size[golden_id]
        for ended in gone:
            maps: tuple[MutableMapping[str, Any], ...] = (
                self.own.held, self.below.held, self.absorbed, self.pins, self.parts,
            )  # fmt: skip
            for kept in maps:
                kept.pop(ended, None)
        self.erased.update(gone)
        self._touch(*gone)

    # -- steps ----------------------------------------------------------------------------------

    def _touch(self, *golden_ids: str) -> None:
        versions = self.versions
        for golden_id in golden_ids:
            versions[golden_id] = versions.get(golden_id, 0) + 1

    def _create(self, event: Event, golden_id: str, records: frozenset[RecordId]) -> None:
        if golden_id in self.since:
            _refuse(event, "new-id", "gives an id that was given before", golden_id)
        self.since[golden_id] = event.at
        self.own.held[golden_id] = records
        self.size[golden_id] = len(records)
        self.home.update(dict.fromkeys(records, golden_id))

    def _settle(self, golden_id: str, records: frozenset[RecordId]) -> None:
        self.own.changing(golden_id).update(records)
        self.size[golden_id] += len(records)
        self.home.update(dict.fromkeys(records, golden_id))

    def _take(self, golden_id: str, records: frozenset[RecordId]) -> None:
        for record in records:
            self.own.changing(self.home[record]).discard(record)
        self.size[golden_id] -= len(records)

    def _root(self, golden_id: str) -> str:
        while golden_id in self.absorbed:
            golden_id = self.absorbed[golden_id].into
        return golden_id

    def _tree(self, golden_id: str) -> Iterator[str]:
        """Yield an id and all that was merged into it, into these, and so on."""
        waiting = [golden_id]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(self.below[node])

    def _cut(self, golden_id: str) -> None:
        into = self.absorbed.pop(golden_id).into
        self.below.changing(into).discard(golden_id)

    def _hang(self, golden_id: str, into: str, joined: Absorbed) -> None:
        """Make an id one that was merged into another, no earlier than the two met."""
        known = self.absorbed[golden_id]
        later = known if known.number >= joined.number else joined
        self.absorbed[golden_id] = evolve(later, into=into)
        self.below.changing(into).add(golden_id)

    def _lift(self, golden_id: str, into: str) -> None:
        """Let what was merged into an id be merged into what that one was merged into."""
        joined = self.absorbed[golden_id]
        for child in self.below[golden_id]:
            self._hang(child, into, joined)
        self.below.changing(golden_id).clear()

    # -- what must be so ------------------------------------------------------------------------

    def _live(self, event: Event, *golden_ids: str) -> None:
        for golden_id in golden_ids:
            if golden_id not in self.size:
                _refuse(event, "live", "names what is no customer now", golden_id)

    def _new(self, event: Event, records: tuple[RecordId, ...]) -> frozenset[RecordId]:
        found = _distinct(event, records)
        home = self.home
        for record in found:
            if record in home:
                _refuse(event, "new-record", "brings a record that is there already", record)
        return found

    def _members(
        self, event: Event, golden_id: str, records: tuple[RecordId, ...]
    ) -> frozenset[RecordId]:
        found = _distinct(event, records)
        for record in records:
            home = self.home.get(record)
            if home is None or self._root(home) != golden_id:
                _refuse(event, "member", f"takes from {golden_id} a record it has not", record)
        return found

    def _whole(self, event: Event, golden_id: str) -> None:
        if self.size[golden_id] <= 0:
            _refuse(event, "not-empty", "leaves a customer without records", golden_id)


def _distinct(event: Event, records: tuple[RecordId, ...]) -> frozenset[RecordId]:
    found = frozenset(records)
    if not found or len(found) < len(records):
        _refuse(event, "distinct", "names a record twice, or none", *records)
    return found


def _refuse(event: Event, rule: str, what: str, *ids: object) -> NoReturn:
    named = ", ".join(map(str, ids[:5]))
    raise LedgerError(
        f"event {event.number} ({type(event).__name__}) {what}" + (f": {named}" if named else ""),
        number=event.number,
        rule=rule,
        ids=ids,
    )


_HANDLERS: Mapping[type[Event], Callable[[Fold, Any], None]] = {
    cls: getattr(Fold, f"_{cls.__name__.lower()}") for cls in events.EVENTS
}
