"""A copy of the customers, as somebody keeps it who is told of changes."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import attrs
from attrs import field, frozen

from custmdm.model import Crosswalk, GoldenRecord

_NONE: Mapping[str, Any] = MappingProxyType({})
Values = Mapping[str, Any]


@frozen
class Seen:
    """Hold what a replica was told of one golden id, by the versions of the events.

    Attributes:
        last: the newest version of all.
        status: that of the last event that said what the id is: a customer, or what became of it.
        parts: that of the last event that said where its parts went.
        fields: by attribute that of its last change, where it is newer than `status`.
        waiting: new values that came before the customer did.
    """

    last: int = 0
    status: int = 0
    parts: int = 0
    fields: Mapping[str, int] = field(default=_NONE)
    waiting: Mapping[str, Any] = field(default=_NONE, repr=False)


@frozen(repr=False)
class Replica:
    """Hold customers and what became of golden ids, with the versions that were told of.

    Two replicas are equal if they say the same of every id; by how many events they came to know
    it is not compared.

    >>> from custmdm.model import RecordId
    >>> golden = GoldenRecord("g1", {"name": "Ann", "phone": None}, {})
    >>> Replica.of([golden], Crosswalk({RecordId("crm", 1): "g1"}, redirects={"g2": "g1"}))
    <Replica of 1 customers, 1 redirects>

    Attributes:
        customers: by golden id the values of each customer, by attribute; none that is None or ().
        redirects: the customers that merged ids stand for.
        parts: for an id that was split, the ids that its parts went to.
        absent: the ids whose records no source holds now.
        seen: by golden id what was told of it.
    """

    customers: Mapping[str, Values] = field(default=_NONE)
    redirects: Mapping[str, str] = field(default=_NONE)
    parts: Mapping[str, tuple[str, ...]] = field(default=_NONE)
    absent: frozenset[str] = frozenset()
    seen: Mapping[str, Seen] = field(default=_NONE, eq=False)

    @classmethod
    def of(
        cls, golden: Iterable[GoldenRecord[Any]], crosswalk: Crosswalk | None = None
    ) -> "Replica":
        """Return what a run, or a ledger, says of customers, to be compared with what was told.

        Args:
            golden: the golden records, such as ``result.golden``.
            crosswalk: who is whom, such as ``result.crosswalk``: it knows what merged and split
                ids stand for. None: an id without a golden record is erased.
        """
        walk = Crosswalk({}) if crosswalk is None else crosswalk
        customers = {one.id: values_of(one.data) for one in golden}
        redirects = {old: to for old, to in walk.redirects.items() if old not in customers}
        absent = frozenset(walk.absent.values()) - customers.keys() - redirects.keys()
        parts = {golden_id: tuple(to) for golden_id, to in walk.parts.items() if to}
        return cls(customers, redirects, parts, absent)

    def version(self, golden_id: str) -> int:
        """Return the newest version that was told of an id; 0 if none was."""
        seen = self.seen.get(golden_id)
        return 0 if seen is None else seen.last

    def __repr__(self) -> str:
        return f"<Replica of {len(self.customers)} customers, {len(self.redirects)} redirects>"


def values_of(data: Any) -> dict[str, Any]:
    """Return the values of a golden record that there are, by attribute.

    >>> values_of({"name": "Ann", "phones": (), "email": None})
    {'name': 'Ann'}
    """
    if not isinstance(data, Mapping):
        names = [attribute.name for attribute in attrs.fields(type(data))]
        data = {name: getattr(data, name) for name in names}
    return {path: value for path, value in data.items() if value is not None and value != ()}
