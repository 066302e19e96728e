"""What was believed at one time about another."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import takewhile
from types import MappingProxyType
from typing import Any

from attrs import evolve, field, frozen
from attrs.converters import optional

from custmdm._values import aware, moment
from custmdm.errors import ConfigurationError
from custmdm.ledger._events import Event
from custmdm.ledger._preview import held_pins
from custmdm.ledger._state import LedgerState, replay
from custmdm.model import GoldenRecord, RecordId
from custmdm.survive import Policy, SurvivorState, survive


@frozen
class Stated:
    """Say what a record said, when that came to be known, and of which time it is true.

    It is no event of the ledger: it holds values, and to forget a record is to throw away what it
    stated; the events of the ledger, which hold ids, stay.

    Attributes:
        record: the record.
        said: by attribute what it said, as :meth:`custmdm.survive.SurvivorState.of` takes it. Of an
            attribute that is left out, what it stated before still holds.
        recorded_at: when that was recorded; a time without a zone is read as UTC.
        valid_from: from when on it is true: when the source last changed the record, unless it is
            known better. None: of all time.
        valid_to: from when on it is true no more; None: no end is known.

    Raises:
        ConfigurationError: if it ends before it begins.
    """

    record: RecordId
    said: Mapping[str, Any] = field(repr=False)
    recorded_at: dt.datetime = field(converter=aware)
    valid_from: dt.datetime | None = field(default=None, converter=optional(aware))
    valid_to: dt.datetime | None = field(default=None, converter=optional(aware))

    def __attrs_post_init__(self) -> None:
        if self.valid_to is not None and moment(self.valid_from) >= moment(self.valid_to):
            raise ConfigurationError("valid_to comes after valid_from: it is the first moment not")

    def covers(self, valid_at: dt.datetime) -> bool:
        """Say whether it is true of a time."""
        at = moment(valid_at)
        return moment(self.valid_from) <= at and (
            self.valid_to is None or at < moment(self.valid_to)
        )


def _events(given: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(given)


def _stated(given: Iterable[Stated]) -> tuple[Stated, ...]:
    return tuple(given)


@frozen(repr=False)
class History:
    """Hold all that was recorded: who is whom, and what records said.

    Attributes:
        events: the events of the ledger, in order.
        stated: what records said, in any order.
        policy: how each attribute survives.
    """

    events: tuple[Event, ...] = field(converter=_events, default=())
    stated: tuple[Stated, ...] = field(converter=_stated, default=())
    policy: Policy = field(factory=Policy)

    def known(self, known_at: dt.datetime | None) -> LedgerState:
        """Return who was whom as far as it was known at a time; None for all that is known.

        Events count up to the first that is later: none is known before one with a lower number.
        """
        if known_at is None:
            return replay(self.events)
        at = moment(known_at)
        return replay(takewhile(lambda event: moment(event.at) <= at, self.events))

    def stated_by(
        self, records: Iterable[RecordId], known_at: dt.datetime | None
    ) -> tuple[Stated, ...]:
        """Return what records had said, as far as it was recorded at a time."""
        by_record = self._by_record
        return tuple(
            one
            for record in records
            for one in by_record.get(record, ())
            if known_at is None or moment(one.recorded_at) <= moment(known_at)
        )

    @cached_property
    def _by_record(self) -> Mapping[RecordId, tuple[Stated, ...]]:
        found: dict[RecordId, list[Stated]] = {}
        for one in self.stated:
            found.setdefault(one.record, []).append(one)
        return {record: tuple(stated) for record, stated in found.items()}

    @cached_property
    def paths(self) -> Mapping[str, bool]:
        """Return the attributes that were ever spoken of, and whether each is a collection."""
        found: dict[str, bool] = {}
        for one in self.stated:
            for path, value in one.said.items():
                found[path] = found.get(path, False) or isinstance(value, list)
        return MappingProxyType(dict(sorted(found.items())))

    def narrowed(self, paths: Collection[str]) -> "History":
        """Return what was recorded of some attributes."""
        said = ({p: v for p, v in one.said.items() if p in paths} for one in self.stated)
        stated = (evolve(one, said=s) for one, s in zip(self.stated, said, strict=True) if s)
        attributes = {p: a for p, a in self.policy.attributes.items() if p in paths}
        return evolve(self, stated=stated, policy=evolve(self.policy, attributes=attributes))

    def __repr__(self) -> str:
        return f"<History of {len(self.events)} events, {len(self.stated)} statements>"


def golden_at(
    history: History,
    *,
    valid_at: dt.datetime,
    known_at: dt.datetime,
    golden_ids: Collection[str] | None = None,
) -> Mapping[str, GoldenRecord[Mapping[str, Any]]]:
    """Return what was believed at one time about another: golden records, by golden id.

    Who is whom is as it was known at `known_at`. Of what records had stated by then, that counts
    which is true of `valid_at`: of each attribute what began last; of two statements of one record
    that begin at one time the one that was recorded last corrects the other. Trust is that of
    `valid_at`; a pin of the ledger holds of all times.

    >>> from custmdm.ledger import create
    >>> def day(n):
    ...     return dt.datetime(2026, 1, n, tzinfo=dt.UTC)
    >>> crm = RecordId("crm", 1)
    >>> events = create(LedgerState(), "G1", [crm], at=day(1), actor="job")
    >>> history = History(
    ...     events,
    ...     [
    ...         Stated(crm, {"city": "Leeds"}, day(1), valid_from=day(1)),
    ...         Stated(crm, {"city": "York"}, day(9), valid_from=day(5)),
    ...     ],
    ... )
    >>> for known_at in (day(6), day(9)):
    ...     print(golden_at(history, valid_at=day(6), known_at=known_at)["G1"].data["city"])
    Leeds
    York

    Args:
        history: all that was recorded.
        valid_at: of which time.
        known_at: as it was known when.
        golden_ids: of which customers; ids that were merged stand for those they redirected to
            then. None: of all.

    Raises:
        LedgerError: if the events do not fit each other, or one of the ids was no customer then.
    """
    state = history.known(known_at)
    wanted = sorted(state.golden_ids) if golden_ids is None else _roots(state, golden_ids)
    return MappingProxyType(
        {golden_id: _golden(history, state, golden_id, valid_at, known_at) for golden_id in wanted}
    )


def _roots(state: LedgerState, golden_ids: Iterable[str]) -> list[str]:
    golden_ids = (golden_ids,) if isinstance(golden_ids, str) else golden_ids
    return list(dict.fromkeys(map(state.root, golden_ids)))


def _golden(
    history: History,
    state: LedgerState,
    golden_id: str,
    valid_at: dt.datetime,
    known_at: dt.datetime,
) -> GoldenRecord[Mapping[str, Any]]:
    members = state.members(golden_id)
    said = said_at(history, members, history.stated_by(members, known_at), valid_at)
    found = survive(said, history.policy, pins=held_pins(state, golden_id), as_of=aware(valid_at))
    return GoldenRecord(golden_id, found.values, found.traces, members)


def said_at(
    history: History, members: Sequence[RecordId], stated: Iterable[Stated], valid_at: dt.datetime
) -> SurvivorState:
    """Return what the records of a customer say of a time, of what they stated.

    Args:
        history: what attributes there are.
        members: the records, at least one.
        stated: what they had stated.
        valid_at: of which time.
    """
    last: dict[tuple[RecordId, float, str], list[Stated]] = {}
    for one in stated:
        if not one.covers(valid_at):
            continue
        for path in one.said:
            held = last.setdefault((one.record, moment(one.valid_from), path), [])
            if held and held[0].recorded_at < one.recorded_at:
                held.clear()
            if not held or held[0].recorded_at == one.recorded_at:
                held.append(one)
    silent: dict[str, Any] = {path: [] if many else None for path, many in history.paths.items()}
    # That nobody says anything is overruled by whatever is said.
    states = [SurvivorState.of(members[0], silent)]
    states += [
        SurvivorState.of(record, {path: one.said[path]}, observed_at=one.valid_from)
        for (record, _, path), found in last.items()
        for one in found
    ]
    return SurvivorState.joined((SurvivorState(frozenset(members)), *states))
