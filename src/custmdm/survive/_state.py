"""What records say of one customer, as far as it can still matter; states join in any order."""

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from custmdm._hidden import hidden
from custmdm._values import moment, text_of
from custmdm.errors import ConfigurationError
from custmdm.model import Claim, RecordId
from custmdm.survive._spelled import spelled

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@frozen
class Said:
    """Say more of a value than itself, for :meth:`SurvivorState.of`.

    Attributes:
        value: the value.
        valid: whether it passed validation.
        trust: how far this very claim is trusted, or None.
        key: of an element of a collection: elements with one key are one. None for the value.
    """

    value: Any = field(repr=hidden)
    valid: bool = True
    trust: float | None = None
    key: Hashable = field(default=None, repr=hidden)


@frozen
class Cell:
    """Hold what one record said of one attribute, at the newest time that it said such a thing.

    Attributes:
        record: the record.
        observed_at: when.
        claims: of a single value one claim; of a collection one for each element; none where the
            record said that there is nothing.
        keys: the key of each claim.
        many: whether the attribute is a collection.
    """

    record: RecordId
    observed_at: dt.datetime | None
    claims: tuple[Claim[Any], ...]
    keys: tuple[Hashable, ...] = field(repr=False)
    many: bool

    @property
    def place(self) -> tuple[RecordId, str]:
        """Return the record and the downgrade class: of one place only the newest can matter.

        The class is what changes trust, apart from time: an older valid value may still beat a
        newer one that is not valid. A collection is one place, whatever is in it.
        """
        if self.many or not self.claims:
            return self.record, "many" if self.many else "nothing"
        (claim,) = self.claims
        return self.record, f"{claim.valid} {claim.trust}"


@frozen
class SurvivorState:
    """Hold what records say of one customer, attribute by attribute, as far as it can matter.

    It hangs on no policy and on no time. States join: `join` is associative, commutative and
    idempotent, so that batch, stream and a distributed reduce give the same golden record.

    >>> from custmdm.model import RecordId
    >>> old = SurvivorState.of(
    ...     RecordId("crm", 1), {"name": "Ann"}, observed_at=dt.datetime(2020, 1, 1)
    ... )
    >>> new = SurvivorState.of(
    ...     RecordId("crm", 1), {"name": "Anna"}, observed_at=dt.datetime(2021, 1, 1)
    ... )
    >>> [claim.value for claim in old.join(new).claims("name")]
    ['Anna']

    Attributes:
        records: the records.
        cells: by attribute what they say, in order.
    """

    records: frozenset[RecordId] = frozenset()
    cells: Mapping[str, tuple[Cell, ...]] = field(default=_NOTHING)

    @classmethod
    def of(
        cls,
        record: RecordId,
        said: Mapping[str, Any],
        *,
        observed_at: dt.datetime | None = None,
    ) -> "SurvivorState":
        """Return the state of one record.

        >>> state = SurvivorState.of(
        ...     RecordId("crm", 17),
        ...     {"email": Said("ann at home", valid=False), "phones": ["+861"], "note": None},
        ... )
        >>> [claim.value for claim in state.claims("phones")], state.claims("note")
        (['+861'], ())

        Args:
            record: who says so.
            said: by attribute a value, a `Said` where more is known of it, or None where the record
                says that there is none, which takes back what it said before; of a collection a
                list of these. A tuple is a unit: an address of several columns.
            observed_at: when the source last changed the record. Without it, nobody knows which of
                two versions of a record is newer: then make its state anew instead of joining.
        """
        cells = {path: (_cell(record, observed_at, value),) for path, value in sorted(said.items())}
        return cls(frozenset((record,)), MappingProxyType(cells))

    def join(self, other: "SurvivorState") -> "SurvivorState":
        """Return what both together say."""
        return self.joined((self, other))

    @classmethod
    def joined(cls, states: Iterable["SurvivorState"]) -> "SurvivorState":
        """Return what several states together say; of none, nothing."""
        states = tuple(states)
        places: dict[str, dict[tuple[RecordId, str], Cell]] = {}
        for path, cell in (
            (p, c) for state in states for p, found in state.cells.items() for c in found
        ):
            held = places.setdefault(path, {})
            known = held.get(cell.place)
            held[cell.place] = cell if known is None else _newest(known, cell)
        cells = {
            path: tuple(held[place] for place in sorted(held))
            for path, held in sorted(places.items())
        }
        for path, found in cells.items():
            if len({cell.many for cell in found if cell.claims or cell.many}) > 1:
                raise ConfigurationError(
                    f"{path!r} is a single value in one record and a list in another: say a list "
                    "in every record for a collection"
                )
        records = frozenset(record for state in states for record in state.records)
        return cls(records, MappingProxyType(cells))

    def claims(self, path: str) -> tuple[Claim[Any], ...]:
        """Return what the records say of an attribute, as far as it can still matter."""
        return tuple(claim for cell in self._standing(path) for claim in cell.claims)

    def keys(self, path: str) -> tuple[Hashable, ...]:
        """Return the key of each claim on an attribute."""
        return tuple(key for cell in self._standing(path) for key in cell.keys)

    def is_many(self, path: str) -> bool:
        """Say whether an attribute is a collection."""
        return any(cell.many for cell in self.cells.get(path, ()))

    def now_said(self, path: str) -> Mapping[RecordId, Cell]:
        """Return what each record said of an attribute last."""
        newest: dict[RecordId, Cell] = {}
        for cell in self.cells.get(path, ()):
            known = newest.get(cell.record)
            newest[cell.record] = cell if known is None else _later(known, cell)
        return MappingProxyType(newest)

    def _standing(self, path: str) -> Iterator[Cell]:
        """Yield what stands: a record that says nothing takes back what it said before."""
        cells = self.cells.get(path, ())
        back = {c.record: moment(c.observed_at) for c in cells if not c.claims}
        for cell in cells:
            if cell.record not in back or moment(cell.observed_at) >= back[cell.record]:
                yield cell

    def __repr__(self) -> str:
        return f"<SurvivorState of {len(self.records)} records, {len(self.cells)} attributes>"


def _cell(record: RecordId, observed_at: dt.datetime | None, value: Any) -> Cell:
    many = isinstance(value, list)
    elements = value if isinstance(value, list) else [value]
    said = [one if isinstance(one, Said) else Said(one) for one in elements if one is not None]
    said = [one for one in said if one.value is not None]
    found = ((Claim(s.value, record, observed_at, s.valid, s.trust), s.key) for s in said)
    by_text = {spelled(*pair): pair for pair in found}
    pairs = [by_text[text] for text in sorted(by_text)]
    claims, keys = tuple(c for c, _ in pairs), tuple(k for _, k in pairs)
    return Cell(record, observed_at, claims, keys, many)


def _newest(one: Cell, other: Cell) -> Cell:
    """Return the newer of two cells of one place; of two collections of one time both together."""
    if one.many and moment(one.observed_at) == moment(other.observed_at):
        pairs = {
            spelled(*pair): pair
            for cell in (one, other)
            for pair in zip(cell.claims, cell.keys, strict=True)
        }
        both = [pairs[text] for text in sorted(pairs)]
        at = max(one, other, key=lambda cell: repr(cell.observed_at)).observed_at
        return Cell(one.record, at, tuple(c for c, _ in both), tuple(k for _, k in both), True)
    if moment(one.observed_at) == moment(other.observed_at):
        return min(one, other, key=_text)  # as ties are broken among claims
    return max(one, other, key=lambda cell: moment(cell.observed_at))


def _later(one: Cell, other: Cell) -> Cell:
    """Return what was said last: of one time, something before nothing, and valid before not."""

    def order(cell: Cell) -> tuple[float, bool, bool, tuple[tuple[int, str], ...]]:
        valid = all(claim.valid for claim in cell.claims)
        return -moment(cell.observed_at), not cell.claims, not valid, _text(cell)

    return min(one, other, key=order)


def _text(cell: Cell) -> tuple[tuple[int, str], ...]:
    """Return a text by which cells of one time are in order: first that of the value."""
    said = map(spelled, cell.claims, cell.keys)
    rest = repr((cell.record, cell.observed_at, tuple(said), cell.many))
    return (*(text_of(claim.value) for claim in cell.claims), (2, rest))
