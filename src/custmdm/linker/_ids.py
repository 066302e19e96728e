"""Golden ids of new customers."""

import hashlib
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import overload

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.model import RecordId
from custmdm.tables import RecordIds, sources_of, taken
from custmdm.typing import IdFactory

Int64 = npt.NDArray[np.int64]


def first_record_id(members: Sequence[RecordId]) -> str:
    """Return a golden id made from the first record of a customer.

    It is the same in every run and says nothing of the customer.

    >>> first_record_id([RecordId("crm", 17), RecordId("web", 9)])
    'g_8002b6aa99fc24c9'
    """
    first = min(members)
    return next(_ids_of(first.source, [first.key]))


def _ids_of(source: str, keys: Iterable[Hashable]) -> Iterator[str]:
    """Yield the golden ids of customers whose first records have these keys."""
    blake2b = hashlib.blake2b
    for key in keys:
        text = f"{source}:{type(key).__name__}:{key}".encode("utf-8", "surrogatepass")
        yield f"g_{blake2b(text, digest_size=8).hexdigest()}"


@frozen(eq=False, repr=False)
class FirstRecordIds(Sequence[str]):
    """Be the golden ids of clusters as `first_record_id` makes them, when somebody asks for one.

    Attributes:
        ids: the records, in order.
        labels: the cluster of each row, dense from 0.
    """

    ids: Sequence[RecordId]
    labels: Int64

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        return self._made[at]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    @cached_property
    def _made(self) -> tuple[str, ...]:
        if not isinstance(self.ids, RecordIds):
            return ids_by(first_record_id, self.ids, self.labels)
        # Plain keys of one source stand in the order of their ids: the first row is the least.
        _, rows = np.unique(self.labels, return_index=True)
        # Labels may stand in any order, and so may the sources of their first rows.
        found = np.empty(len(rows), dtype=np.object_)
        sources, source_of = sources_of(self.ids)
        for i, source in enumerate(sources):
            here = np.flatnonzero(source_of[rows] == i)
            found[here] = list(_ids_of(source, taken(self.ids.keys, rows[here])))
        return tuple(found.tolist())


def ids_by(factory: IdFactory, ids: Sequence[RecordId], labels: Int64) -> tuple[str, ...]:
    """Return the golden id that a factory makes of the records of each cluster."""
    members: list[list[RecordId]] = [[] for _ in range(int(labels.max(initial=-1)) + 1)]
    for record, label in zip(ids, labels.tolist(), strict=True):
        members[label].append(record)
    return tuple(map(factory, members))
