"""The values of one attribute of a customer over time, with the gaps."""

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import evolve, field, frozen

from custmdm._hidden import hidden
from custmdm._values import identity
from custmdm.errors import MissingColumnError, did_you_mean
from custmdm.ledger._history import History, said_at
from custmdm.ledger._preview import held_pins
from custmdm.model import RecordId, Trace
from custmdm.survive import Ignore, Pin, Policy, SurvivorState, survive, valid_until

_FIRST = dt.datetime.min.replace(tzinfo=dt.UTC)


@frozen
class Slice:
    """Hold what an attribute of a customer was over a stretch of time.

    Attributes:
        start: from when on; None: since ever.
        end: from when on no more; None: no end is known.
        value: the value; None, or () of a collection, in a gap.
        trace: where it came from, at the start; None where nobody said anything.
    """

    start: dt.datetime | None
    end: dt.datetime | None
    value: Any = field(repr=hidden)
    trace: Trace[object] | None = None

    @property
    def is_gap(self) -> bool:
        """Say whether there was no value."""
        return self.value is None or self.value == ()


def timeline(
    history: History,
    who: str | RecordId,
    path: str,
    *,
    known_at: dt.datetime | None = None,
) -> tuple[Slice, ...]:
    """Return the values of an attribute over time, as they were believed to be at a time.

    The slices follow each other without a hole, from the first value on: where nobody says anything
    there is a slice that is a gap. Slices that touch have different values. Where trust that decays
    changes a value, it does so to the second.

    >>> from custmdm.ledger import LedgerState, Stated, create
    >>> def day(n):
    ...     return dt.datetime(2026, 1, n, tzinfo=dt.UTC)
    >>> crm = RecordId("crm", 1)
    >>> history = History(
    ...     create(LedgerState(), "G1", [crm], at=day(1), actor="job"),
    ...     [
    ...         Stated(crm, {"city": "Leeds"}, day(1), valid_from=day(1), valid_to=day(4)),
    ...         Stated(crm, {"city": "York"}, day(9), valid_from=day(5)),
    ...     ],
    ... )
    >>> for one in timeline(history, "G1", "city"):
    ...     print(one.start.day, one.end and one.end.day, one.value)
    1 4 Leeds
    4 5 None
    5 None York

    Args:
        history: all that was recorded.
        who: the customer, by golden id or by one of its records.
        path: the attribute.
        known_at: as it was known when; None: as it is known now.

    Raises:
        MissingColumnError: if nobody ever spoke of the attribute.
        LedgerError: if the id was no customer then.
        UnknownRecordError: if the ledger did not hold the record then.
    """
    known = {**history.paths, **history.policy.attributes}
    if path not in known:
        raise MissingColumnError(
            f"no record ever stated {path!r}. {did_you_mean(path, sorted(known))}"
        )
    # What else was stated changes nothing of it.
    needed = history.policy.with_followed(path)
    history = history.narrowed(needed)
    state = history.known(known_at)
    golden_id = state.golden_id(who) if isinstance(who, RecordId) else state.root(who)
    members = state.members(golden_id)
    stated = history.stated_by(members, known_at)
    pins = [pin for pin in held_pins(state, golden_id) if pin.path in needed]
    ends = [one.valid_from for one in stated] + [one.valid_to for one in stated]
    cuts = sorted({at for at in ends if at is not None})
    found: list[Slice] = []
    for start, end in itertools.pairwise([None, *cuts, None]):
        said = said_at(history, members, stated, _FIRST if start is None else start)
        found += _slices(said, history.policy, path, pins, start, end)
    found = list(itertools.dropwhile(lambda one: one.is_gap, found))
    return tuple(_joined(found))


def _slices(
    said: SurvivorState,
    policy: Policy,
    path: str,
    pins: Sequence[Pin | Ignore],
    start: dt.datetime | None,
    end: dt.datetime | None,
) -> Iterator[Slice]:
    """Yield the slices of a stretch in which the same statements are true."""
    while True:
        at = _FIRST if start is None else start
        found = survive(said, policy, pins=pins, as_of=at)
        later = valid_until(said, policy, as_of=at, pins=pins)[path]
        if later is None or (end is not None and later >= end):
            yield Slice(start, end, found.values[path], found.traces.get(path))
            return
        yield Slice(start, later, found.values[path], found.traces.get(path))
        start = later


def _joined(slices: Sequence[Slice]) -> Iterator[Slice]:
    """Yield slices, of those that touch and have one value a single one."""
    for _, group in itertools.groupby(slices, key=lambda one: identity(one.value)):
        first, *others = group
        yield evolve(first, end=others[-1].end) if others else first
