"""Who is whom: clusters of records, and the crosswalk from records to golden ids."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from custmdm.model._ids import RecordId

_NONE: Mapping[Any, Any] = MappingProxyType({})


@frozen
class Cluster:
    """Hold the records of one customer.

    Attributes:
        id: dense and of this run, from 0.
        members: the records, in order.
        golden_id: the stable id of the customer.
    """

    id: int
    members: tuple[RecordId, ...]
    golden_id: str

    def __len__(self) -> int:
        return len(self.members)


@frozen(repr=False)
class Crosswalk:
    """Map every record to the golden id of its customer.

    >>> walk = Crosswalk({RecordId("crm", 1): "g1", RecordId("web", 9): "g1"})
    >>> walk.to_frame()["golden_id"].tolist()
    ['g1', 'g1']

    Attributes:
        ids: golden id by record.
        created: the golden ids that are new in this run.
        redirects: the golden id that an older one, which was merged away, now points to.
        since: when each golden id was first given, also those that are no more: an id is never
            given twice. Empty where no time was given.
        parts: for a golden id that was split, the ids that its parts went to.
        absent: the golden id of records that earlier runs held and this one does not. They get it
            again when they come back.
    """

    ids: Mapping[RecordId, str]
    created: tuple[str, ...] = ()
    redirects: Mapping[str, str] = field(default=_NONE)
    since: Mapping[str, dt.datetime] = field(default=_NONE)
    parts: Mapping[str, tuple[str, ...]] = field(default=_NONE)
    absent: Mapping[RecordId, str] = field(default=_NONE)

    def to_frame(self, backend: str = "pandas") -> Any:
        """Return a DataFrame of source, key and golden_id, of the library that you name.

        Keys of several types, and keys with parts, are written as text: a column holds one type.
        """
        import narwhals as nw

        keys: list[object] = [i.key for i in self.ids]
        types = {type(key) for key in keys}
        if len(types) > 1 or tuple in types:
            keys = [str(key) for key in keys]
        columns: dict[str, list[object]] = {
            "source": [i.source for i in self.ids],
            "key": keys,
            "golden_id": list(self.ids.values()),
        }
        return nw.from_dict(columns, backend=backend).to_native()  # type: ignore[arg-type]

    def __repr__(self) -> str:
        customers = len(set(self.ids.values()))
        return f"<Crosswalk of {len(self.ids)} records, {customers} customers>"
