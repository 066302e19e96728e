"""What can be proposed: each proposal says what is to become of which customers."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, get_args

import attrs
from attrs import field, frozen
from attrs.validators import optional

from custmdm.errors import ConfigurationError
from custmdm.ledger._events import Mode
from custmdm.model import RecordId
from custmdm.survive import Ignore, Pin


def text(_instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    """Raise ConfigurationError if an attribute is not text, or empty."""
    if not isinstance(value, str) or not value:
        raise ConfigurationError(f"{attribute.name} is text, and not empty")


def texts(given: Iterable[str]) -> tuple[str, ...]:
    """Return several texts; one text alone is no list of its letters."""
    found = (given,) if isinstance(given, str) else tuple(given)
    if not all(isinstance(one, str) for one in found):
        raise ConfigurationError("ids and names are text")
    return found


def of_type(*types: type) -> Any:
    """Return a validator of a type; attrs' own would show the value in its message."""

    def check(_instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
        if not isinstance(value, types):
            wanted = " or ".join(cls.__name__ for cls in types)
            raise ConfigurationError(
                f"{attribute.name} is of the type {wanted}, got {type(value).__name__}"
            )

    return check


def _records(given: Iterable[RecordId]) -> tuple[RecordId, ...]:
    found = (given,) if isinstance(given, RecordId) else tuple(given)
    if not all(isinstance(record, RecordId) for record in found):
        raise ConfigurationError("records are RecordIds; RecordId.parse reads a text such as crm:7")
    return found


def _parts(given: Mapping[str, Iterable[RecordId]]) -> dict[str, tuple[RecordId, ...]]:
    return {golden_id: _records(given[golden_id]) for golden_id in sorted(texts(given))}


def _some(_instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    if not value:
        raise ConfigurationError(f"{attribute.name} names none; a proposal is about something")


def _mode(_instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    if value not in get_args(Mode):
        raise ConfigurationError(f"{attribute.name} is one of {', '.join(get_args(Mode))}")


@frozen
class Proposal:
    """Be the base of what can be proposed.

    Attributes:
        kind: how policies call it: "pin", "state", "merge" and so on.
    """

    kind: ClassVar[str] = ""

    @property
    def customers(self) -> frozenset[str]:
        """Return the golden ids that it names; each has a base version."""
        raise NotImplementedError

    @property
    def attribute(self) -> str | None:
        """Return the attribute that it changes; None if it is about whole customers."""
        return None


@frozen
class _OfOne(Proposal):
    golden_id: str = field(validator=text)

    @property
    def customers(self) -> frozenset[str]:
        return frozenset((self.golden_id,))


@frozen
class PinValue(_OfOne):
    """Propose to hold a value of a customer fast, or with an Ignore that it never survives."""

    kind: ClassVar[str] = "pin"
    pin: Pin | Ignore = field(repr=False, validator=of_type(Pin, Ignore))

    @property
    def attribute(self) -> str | None:
        """Return the attribute of the pin."""
        return self.pin.path


@frozen
class UnpinValue(PinValue):
    """Propose to let a pin of a customer go."""

    kind: ClassVar[str] = "unpin"


@frozen
class StateValue(_OfOne):
    """Propose what a record of a source says, such as of the customer as a source of its own.

    It is one claim among others; survivorship decides. Of a collection it is all that the record
    says, as a list.

    Attributes:
        golden_id: the customer.
        record: who says so, ``RecordId("self", "G1")``; a record that is new joins the customer.
        path: the attribute.
        value: the value; None takes back what the record said before.
    """

    kind: ClassVar[str] = "state"
    record: RecordId = field(validator=of_type(RecordId))
    path: str = field(validator=text)
    value: Any = field(repr=False)

    @property
    def attribute(self) -> str | None:
        """Return the attribute that is stated."""
        return self.path


@frozen
class Merge(Proposal):
    """Propose that customers are one; `into` is the id that survives, None as the ledger says."""

    kind: ClassVar[str] = "merge"
    golden_ids: tuple[str, ...] = field(converter=texts)
    into: str | None = None

    def __attrs_post_init__(self) -> None:
        if len(set(self.golden_ids)) < 2:
            raise ConfigurationError("golden_ids names fewer than two customers to merge")
        if self.into is not None and self.into not in self.golden_ids:
            raise ConfigurationError("into is one of the golden_ids that are merged")

    @property
    def customers(self) -> frozenset[str]:
        """Return the customers that become one."""
        return frozenset(self.golden_ids)


@frozen
class Unmerge(_OfOne):
    """Propose to undo a merge into a customer.

    Attributes:
        golden_id: the customer as it is now.
        what: the id or the record that comes back; None undoes its last merge.
        mode: "tree" or "linear", as :func:`custmdm.ledger.unmerge` takes it.
    """

    kind: ClassVar[str] = "unmerge"
    what: str | RecordId | None = field(default=None, validator=optional(of_type(str, RecordId)))
    mode: Mode = field(default="tree", validator=_mode)


@frozen
class Split(_OfOne):
    """Propose to take a customer apart; `parts` are the records that go, by the id they go to."""

    kind: ClassVar[str] = "split"
    parts: Mapping[str, tuple[RecordId, ...]] = field(converter=_parts, validator=_some)

    @property
    def customers(self) -> frozenset[str]:
        """Return the customer and the ids that its parts go to."""
        return frozenset((self.golden_id, *self.parts))


@frozen
class Move(_OfOne):
    """Propose to put records of a customer to another one, where they belong."""

    kind: ClassVar[str] = "move"
    records: tuple[RecordId, ...] = field(converter=_records, validator=_some)
    to: str = field(validator=text)

    @property
    def customers(self) -> frozenset[str]:
        """Return the customer that the records leave, and the one that they come to."""
        return frozenset((self.golden_id, self.to))


@frozen
class Add(_OfOne):
    """Propose that records are a new customer, or join one that there is."""

    kind: ClassVar[str] = "add"
    records: tuple[RecordId, ...] = field(converter=_records, validator=_some)


@frozen
class Erase(_OfOne):
    """Propose to forget records of a customer; none are named: all of it."""

    kind: ClassVar[str] = "erase"
    records: tuple[RecordId, ...] = field(converter=_records, default=())


PROPOSALS: tuple[type[Proposal], ...] = (
    PinValue, UnpinValue, StateValue, Merge, Unmerge, Split, Move, Add, Erase,
)  # fmt: skip
KINDS = tuple(cls.kind for cls in PROPOSALS)
