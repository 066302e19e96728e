"""Change requests, their events and policies as plain values, and back, through cattrs."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, get_origin

from attrs import frozen

from custmdm.ledger._plain import Codec
from custmdm.model import Issue, Severity
from custmdm.model._standard import DateOrder
from custmdm.steward.requests._events import EVENTS, RequestEvent
from custmdm.steward.requests._proposals import (
    PROPOSALS,
    PinValue,
    Proposal,
    StateValue,
    Unmerge,
    UnpinValue,
)

if TYPE_CHECKING:
    from cattrs import Converter

_OF_KIND: Mapping[str, type[Proposal]] = {cls.kind: cls for cls in PROPOSALS}
_OF_NAME: Mapping[str, type[RequestEvent]] = {cls.__name__: cls for cls in EVENTS}
# What is of any type: the codec of the ledger writes its type beside it.
_FREE: Mapping[type, str] = {
    PinValue: "pin", UnpinValue: "pin", StateValue: "value", Unmerge: "what",
}  # fmt: skip


@frozen(eq=False)
class RequestCodec:
    """Write what belongs to change requests as plain values, and read it.

    Attributes:
        classes: the attrs classes that values may be of besides those that the library ships.
    """

    classes: tuple[type, ...] = ()

    @cached_property
    def converter(self) -> "Converter":
        """Return the converter of cattrs, which is made when something is written or read."""
        codec = Codec(self.classes)
        made = codec.converter
        for cls in (Severity, DateOrder):  # texts of their own, and not exactly text
            made.register_structure_hook(cls, lambda value, of: of(value))
        made.register_structure_hook(float, _number)
        made.register_unstructure_hook(dt.timedelta, dt.timedelta.total_seconds)
        made.register_structure_hook(dt.timedelta, lambda value, _: dt.timedelta(seconds=value))
        made.register_unstructure_hook(frozenset, sorted)
        made.register_unstructure_hook_func(_is_set, sorted)
        _add_issues(made)
        _add_proposals(made, codec)
        return made

    def event_to_plain(self, event: RequestEvent) -> dict[str, Any]:
        """Return an event as a dict that JSON can hold, with its type first."""
        return {"type": type(event).__name__, **self.converter.unstructure(event)}

    def event_from_plain(self, plain: Mapping[str, Any]) -> RequestEvent:
        """Return the event that a dict holds."""
        fields = dict(plain)
        return self.converter.structure(fields, _OF_NAME[fields.pop("type")])


# A converter writes its own code as it is made, which takes longer than to write a thousand events.
@lru_cache(maxsize=16)
def codec_of(classes: tuple[type, ...] = ()) -> RequestCodec:
    """Return the codec for some classes of the user's."""
    return RequestCodec(classes)


def _add_issues(made: "Converter") -> None:
    from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

    params = override(unstruct_hook=dict, struct_hook=lambda value, _: dict(value))
    made.register_unstructure_hook(Issue, make_dict_unstructure_fn(Issue, made, params=params))
    made.register_structure_hook(Issue, make_dict_structure_fn(Issue, made, params=params))


def _add_proposals(made: "Converter", codec: Codec) -> None:
    from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

    free = override(
        unstruct_hook=codec.to_plain, struct_hook=lambda value, _: codec.from_plain(value)
    )
    write: dict[type, Callable[[Any], dict[str, Any]]] = {}
    read: dict[type, Callable[[Any, Any], Proposal]] = {}
    for cls in PROPOSALS:
        own: dict[str, Any] = {_FREE[cls]: free} if cls in _FREE else {}
        write[cls] = make_dict_unstructure_fn(cls, made, **own)
        read[cls] = make_dict_structure_fn(cls, made, **own)

    def from_plain(plain: Mapping[str, Any], _: Any) -> Proposal:
        fields = dict(plain)
        cls = _OF_KIND[fields.pop("kind")]
        return read[cls](fields, cls)

    def to_plain(one: Proposal) -> dict[str, Any]:
        return {"kind": one.kind, **write[type(one)](one)}

    made.register_unstructure_hook(Proposal, to_plain)
    made.register_structure_hook(Proposal, from_plain)


def _is_set(cls: Any) -> bool:
    return get_origin(cls) is frozenset


def _number(value: Any, _: Any) -> float:
    if type(value) not in (int, float):
        raise ValueError
    return value  # type: ignore[no-any-return]
