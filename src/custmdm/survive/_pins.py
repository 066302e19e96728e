"""Pins and ignores: what a steward said of a value, and how long that holds."""

import datetime as dt
from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Any, Literal, TypeVar, get_args

import attrs
from attrs import field, frozen

from custmdm._hidden import hidden
from custmdm._values import aware, identity, moment
from custmdm.errors import ConfigurationError, ModelError, did_you_mean
from custmdm.model import RecordId, fields_of
from custmdm.survive._state import SurvivorState

Event = Literal["never", "change", "reload", "date", "leave"]
P = TypeVar("P", bound="Pin | Ignore")


@frozen
class Until:
    """Say how long a pin or an ignore holds. Make one with the class methods.

    Attributes:
        event: what ends it: "never", "change", "reload", "date" or "leave".
        source: of a change or a reload: of which source; None for any.
        at: the date.
        record: the member that leaves.
    """

    event: Event = "never"
    source: str | None = None
    at: dt.datetime | None = field(default=None, converter=attrs.converters.optional(aware))
    record: RecordId | None = None

    def __attrs_post_init__(self) -> None:
        if self.event not in get_args(Event):
            raise ConfigurationError(
                f"there is no event {self.event!r}. "
                + did_you_mean(str(self.event), get_args(Event))
            )
        if (self.event == "date") != (self.at is not None):
            raise ConfigurationError("a date, and only a date, says at= when")
        if (self.event == "leave") != (self.record is not None):
            raise ConfigurationError("a member that leaves, and only that, says record= which")

    @classmethod
    def forever(cls) -> "Until":
        """Return: until somebody takes it back."""
        return cls()

    @classmethod
    def change(cls, source: str | None = None) -> "Until":
        """Return: until what a source says of the attribute changes; None for any source.

        A reload of the same value is no change, and none is a value like any other: where the
        source said nothing and says nothing again, the pin stays.
        """
        return cls("change", source)

    @classmethod
    def reload(cls, source: str | None = None) -> "Until":
        """Return: until a source delivers a record of the customer again, whatever it says."""
        return cls("reload", source)

    @classmethod
    def date(cls, at: dt.datetime) -> "Until":
        """Return: until a time; at that time it no longer holds."""
        return cls("date", at=at)

    @classmethod
    def leave(cls, record: RecordId) -> "Until":
        """Return: until a record is no longer of the customer."""
        return cls("leave", record=record)

    def over(self, as_of: dt.datetime | None) -> bool:
        """Say whether its date is past."""
        return self.at is not None and as_of is not None and aware(as_of) >= self.at


@frozen
class Pin:
    """Say the value of an attribute, whatever the rules would choose.

    A pin is of a value, not of a record: all records that say the same are its winners, and there
    may be none. Of a collection it is an element: it is kept, and comes first. None says that there
    is no value.

    >>> Pin("name", "欧阳", until=Until.change("erp")).until.source
    'erp'
    """

    path: str
    value: Any = field(repr=hidden)
    until: Until = Until()


@frozen
class Ignore:
    """Say that a value is not to survive, whoever says it. An ignored value cannot be pinned."""

    path: str
    value: Any = field(repr=hidden)
    until: Until = Until()


def still_held(
    pins: Iterable[P],
    before: SurvivorState,
    after: SurvivorState,
    *,
    as_of: dt.datetime,
    reloaded: Collection[str] = (),
) -> tuple[P, ...]:
    """Return the pins and ignores that still hold after the records of a customer changed.

    One that ended does not come back by itself: keep what is returned.

    >>> crm = RecordId("crm", 1)
    >>> before = SurvivorState.of(crm, {"name": None}, observed_at=dt.datetime(2026, 1, 1))
    >>> after = SurvivorState.of(crm, {"name": None}, observed_at=dt.datetime(2026, 2, 1))
    >>> pins = [Pin("name", "Ann", Until.change()), Pin("name", "Ann", Until.reload("crm"))]
    >>> [pin.until.event for pin in still_held(pins, before, after, as_of=dt.datetime(2026, 2, 1))]
    ['change']

    Args:
        pins: those that held before.
        before: what the records said.
        after: what they say now.
        as_of: the time; one whose date it has reached no longer holds.
        reloaded: sources that delivered their records again. A record that is newer than before was
            delivered again too; where records have no times, only this tells.
    """
    return tuple(
        pin
        for pin in pins
        if _holds(pin.until, pin.path, before, after, as_of, frozenset(reloaded))
    )


def _holds(
    until: Until,
    path: str,
    before: SurvivorState,
    after: SurvivorState,
    as_of: dt.datetime,
    reloaded: frozenset[str],
) -> bool:
    if until.event == "date":
        return not until.over(as_of)
    if until.event == "leave":
        return until.record in after.records
    if until.event == "change":
        return _said(before, path, until.source) == _said(after, path, until.source)
    if until.event == "reload":
        again = reloaded | _reloaded(before, after)
        return not (again if until.source is None else again & {until.source})
    return True


def _said(state: SurvivorState, path: str, source: str | None) -> frozenset[Hashable]:
    """Return the values that the records of a source say now."""
    return frozenset(
        identity(claim.value)
        for record, cell in state.now_said(path).items()
        if source is None or record.source == source
        for claim in cell.claims
    )


def _reloaded(before: SurvivorState, after: SurvivorState) -> frozenset[str]:
    """Return the sources of records that are newer than before, or were not there."""
    old, new = _times(before), _times(after)
    return frozenset(r.source for r, at in new.items() if r not in old or at > old[r])


def _times(state: SurvivorState) -> dict[RecordId, float]:
    found = dict.fromkeys(state.records, float("-inf"))
    for cells in state.cells.values():
        for cell in cells:
            found[cell.record] = max(found[cell.record], moment(cell.observed_at))
    return found


def pin_to_plain(pin: Pin | Ignore) -> dict[str, Any]:
    """Return a pin or an ignore as plain data that JSON can hold.

    >>> pin_to_plain(Ignore("phones", "+8613800000000"))
    {'ignore': 'phones', 'value': '+8613800000000', 'until': {'event': 'never'}}

    Raises:
        ModelError: if the value is no text, number, boolean, or unit of these.
    """
    until = pin.until
    said: dict[str, Any] = {"event": until.event}
    if until.source is not None:
        said["source"] = until.source
    if until.at is not None:
        said["at"] = until.at.isoformat()
    if until.record is not None:
        said["record"] = {"source": until.record.source, "key": _plain(until.record.key)}
    verb = "pin" if isinstance(pin, Pin) else "ignore"
    return {verb: pin.path, "value": _plain(pin.value), "until": said}


def pin_from_plain(plain: Mapping[str, Any], record: type | None = None) -> Pin | Ignore:
    """Return the pin or the ignore that plain data describes.

    >>> pin_from_plain({"pin": "name", "value": "Ann", "until": {"event": "change"}})
    Pin(path='name', value=***, until=Until(event='change', source=None, at=None, record=None))

    Args:
        plain: what :func:`pin_to_plain` returned.
        record: the record type, whose units are then made anew; None for a table.

    Raises:
        ModelError: if the data describes none.
    """
    try:
        verb = "pin" if "pin" in plain else "ignore"
        path, until = plain[verb], dict(plain["until"])
        if "at" in until:
            until["at"] = dt.datetime.fromisoformat(until["at"])
        if "record" in until:
            member = until["record"]
            until["record"] = RecordId(member["source"], _unplain(member["key"], None))
        unit = None
        if record is not None:
            unit = next((spec.unit for spec in fields_of(record) if spec.name == path), None)
        value = _unplain(plain["value"], unit)
        return (Pin if verb == "pin" else Ignore)(path, value, Until(**until))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        # Not its text: it may hold a value.
        raise ModelError(f"this is no pin and no ignore: {type(error).__name__}") from None


def _plain(value: Any) -> Any:
    if attrs.has(type(value)):
        return {
            k: _plain(v) for k, v in attrs.asdict(value, recurse=False).items() if v is not None
        }
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise ModelError(f"a {type(value).__name__} cannot be written as plain data")


def _unplain(value: Any, unit: type | None) -> Any:
    if isinstance(value, list):
        return tuple(_unplain(part, None) for part in value)
    if isinstance(value, Mapping):
        if unit is None:
            raise TypeError  # a unit without a record type
        return unit(**value)
    return value
