"""Records, times and pins as plain JSON, and back, through cattrs."""

import datetime as dt
import decimal
import uuid
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from custmdm.errors import LedgerFileError
from custmdm.ledger._events import EVENTS, Event
from custmdm.model import PersonName, PostalAddress, RecordId
from custmdm.survive import Ignore, Pin, Until

if TYPE_CHECKING:
    from cattrs import Converter

# Keys of records that JSON has no type for: how they are written, and read again.
_KEYS: Mapping[str, tuple[type, Callable[[Any], Any], Callable[[Any], Any]]] = {
    "date": (dt.date, dt.date.isoformat, dt.date.fromisoformat),
    "datetime": (dt.datetime, dt.datetime.isoformat, dt.datetime.fromisoformat),
    "uuid": (uuid.UUID, str, uuid.UUID),
    "decimal": (decimal.Decimal, str, decimal.Decimal),
    "bytes": (bytes, bytes.hex, bytes.fromhex),
}
_PLAIN = (str, int, float, bool, type(None))
_NAME_OF: Mapping[type, str] = {made: name for name, (made, _, _) in _KEYS.items()}
_EVENTS: Mapping[str, type[Event]] = {cls.__name__: cls for cls in EVENTS}
# What pins hold, and the units of shipped records among it.
_SHIPPED: tuple[type, ...] = (Pin, Ignore, Until, PersonName, PostalAddress)


def key_to_plain(key: Hashable) -> Any:
    """Return a key of a record as JSON holds it; its type comes back.

    >>> key_to_plain((7, dt.date(2026, 5, 1)))
    {'tuple': [7, {'date': '2026-05-01'}]}

    Raises:
        LedgerFileError: if it is of a type that cannot be written.
    """
    if type(key) in _PLAIN:
        return key
    if type(key) is tuple:
        return {"tuple": [key_to_plain(part) for part in key]}
    name = _NAME_OF.get(type(key))
    if name is None:
        raise LedgerFileError(
            f"a record key of type {type(key).__name__} cannot be written; use text or numbers",
            rule="key",
        )
    return {name: _KEYS[name][1](key)}


def key_from_plain(written: Any) -> Hashable:
    """Return the key that JSON holds."""
    if type(written) in _PLAIN:
        return written  # type: ignore[no-any-return]
    ((name, inner),) = written.items()
    if name == "tuple":
        return tuple(key_from_plain(part) for part in inner)
    return _KEYS[name][2](inner)  # type: ignore[no-any-return]


def record_to_plain(record: RecordId) -> list[Any]:
    """Return a record as its source and its key."""
    return [record.source, key_to_plain(record.key)]


def record_from_plain(written: Any, _type: Any = None) -> RecordId:
    """Return the record that JSON holds."""
    source, key = written
    if type(source) is not str:
        raise ValueError  # a source is text
    return RecordId(source, key if type(key) in _PLAIN else key_from_plain(key))


@attrs.frozen(eq=False)
class Codec:
    """Write events and states as plain values, and read them.

    Attributes:
        classes: the attrs classes that pins may hold besides those that the library ships. A value
            is written with the name of its class, and no other name is ever looked up.
    """

    classes: tuple[type, ...] = ()

    @cached_property
    def converter(self) -> "Converter":
        """Return the converter of cattrs, which is made when something is written or read."""
        from cattrs import Converter
        from cattrs.gen import make_dict_unstructure_fn

        made = Converter(forbid_extra_keys=True, detailed_validation=False)
        made.register_unstructure_hook(RecordId, record_to_plain)
        made.register_structure_hook(RecordId, record_from_plain)
        made.register_unstructure_hook(dt.datetime, dt.datetime.isoformat)
        made.register_structure_hook(dt.datetime, lambda text, _: dt.datetime.fromisoformat(text))
        for cls in (int, str):
            made.register_structure_hook(cls, _exactly)
        made.register_unstructure_hook_factory(
            lambda cls: isinstance(cls, type) and issubclass(cls, Event),
            lambda cls: make_dict_unstructure_fn(cls, made, _cattrs_omit_if_default=True),
        )
        return made

    @cached_property
    def _values(self) -> Mapping[str, type]:
        return {cls.__name__: cls for cls in (*_SHIPPED, *self.classes)}

    def event_to_plain(self, event: Event) -> dict[str, Any]:
        """Return an event as a dict that JSON can hold, with its type first."""
        name = type(event).__name__
        if _EVENTS.get(name) is not type(event):
            raise LedgerFileError(f"a ledger holds no {name}", rule="type")
        try:
            plain: dict[str, Any] = {"type": name, **self.converter.unstructure(event)}
            if "pin" in plain:
                plain["pin"] = self.to_plain(event.pin)  # type: ignore[attr-defined]
        except RecursionError:
            raise LedgerFileError("a pin holds itself", rule="value") from None
        return plain

    def event_from_plain(self, plain: Any) -> Event:
        """Return the event that a dict holds."""
        fields = dict(plain)
        cls = _EVENTS[fields.pop("type")]
        if "pin" in fields:
            fields["pin"] = self.from_plain(fields["pin"])
        event: Event = self.converter.structure(fields, cls)
        return event

    def to_plain(self, value: Any) -> Any:
        """Return what a pin holds as JSON holds it; its types come back."""
        if type(value) in _PLAIN:
            return value
        if type(value) in (tuple, list):
            return {type(value).__name__: [self.to_plain(part) for part in value]}
        if type(value) is dict:
            return {"dict": [[self.to_plain(k), self.to_plain(v)] for k, v in value.items()]}
        if type(value) is RecordId:
            return {"record": record_to_plain(value)}
        if type(value) in _NAME_OF:
            return key_to_plain(value)
        name = type(value).__name__
        if not attrs.has(type(value)):
            raise LedgerFileError(f"a pin holds a {name}, which cannot be written", rule="class")
        if self._values.get(name) is not type(value):
            raise _not_handed_over(name)
        # By the names that make it again.
        fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(type(value))  # type: ignore[arg-type]
        said = {a.alias: getattr(value, a.name) for a in fields if a.init}
        return {"class": name, **{n: self.to_plain(part) for n, part in said.items()}}

    def from_plain(self, written: Any) -> Any:
        """Return what a pin holds."""
        if type(written) in _PLAIN:
            return written
        if "class" in written:
            name = written["class"]
            if name not in self._values:
                # What is no name is no class either, and may be anything.
                raise _not_handed_over(name if str(name).isidentifier() else "?")
            said = {n: self.from_plain(part) for n, part in written.items() if n != "class"}
            return self._values[name](**said)
        ((name, inner),) = written.items()
        if name in ("tuple", "list"):
            parts = [self.from_plain(part) for part in inner]
            return tuple(parts) if name == "tuple" else parts
        if name == "dict":
            return {self.from_plain(key): self.from_plain(part) for key, part in inner}
        return record_from_plain(inner) if name == "record" else key_from_plain(written)


def _not_handed_over(name: str) -> LedgerFileError:
    return LedgerFileError(
        f"there is a value of the class {name}; hand it over: classes=({name},)", rule="class"
    )


def _exactly(value: Any, cls: Any) -> Any:
    if type(value) is not cls:
        raise ValueError
    return value


def rows(mapping: Mapping[RecordId, Any]) -> list[list[Any]]:
    """Return a mapping by record as rows of source, key and value."""
    return [[*record_to_plain(record), value] for record, value in mapping.items()]


def by_record(written: Sequence[Sequence[Any]]) -> dict[RecordId, Any]:
    """Return the mapping by record that rows hold."""
    return {record_from_plain((source, key)): value for source, key, value in written}
