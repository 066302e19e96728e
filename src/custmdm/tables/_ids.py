"""The ids of the records of tables, in order, each made when somebody asks for it."""

import bisect
import contextlib
import itertools
import operator
from collections.abc import Collection, Hashable, Iterator, Sequence
from functools import partial
from typing import Any, overload

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.model import RecordId

Rows = npt.NDArray[np.int64]


@frozen(eq=False, repr=False)
class Numbers(Sequence[int]):
    """Be whole numbers, held as an array: a million Python integers take 40 MB.

    >>> Numbers(np.array([7, 9]))[1], list(Numbers(np.array([7, 9])))
    (9, [7, 9])
    """

    array: Rows

    def __len__(self) -> int:
        return len(self.array)

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> "Numbers": ...
    def __getitem__(self, at: int | slice) -> "int | Numbers":
        return Numbers(self.array[at]) if isinstance(at, slice) else int(self.array[at])

    def __iter__(self) -> Iterator[int]:
        return iter(self.array.tolist())

    def take(self, places: Rows) -> "Numbers":
        """Return the numbers at some places."""
        return Numbers(self.array[places])


def taken(keys: Sequence[Hashable], places: Rows) -> list[Hashable]:
    """Return the keys at some places.

    >>> taken(Numbers(np.array([7, 9, 11])), np.array([2, 0])), taken("ab", np.array([1]))
    ([11, 7], ['b'])
    """
    if isinstance(keys, Numbers):
        return list(keys.take(places))
    return list(map(keys.__getitem__, places.tolist()))


@frozen(eq=False, repr=False)
class RecordIds(Sequence[RecordId]):
    """Be the ids of records that stand source by source, in order.

    The keys of one source are all whole numbers or all text.

    >>> ids = RecordIds(("crm", "web"), (0, 2), [1, 2, "a"])
    >>> len(ids), ids[0], ids[-1]
    (3, RecordId('crm', 1), RecordId('web', 'a'))

    Attributes:
        sources: the sources.
        starts: where the records of each source begin.
        keys: the key of each record.
    """

    sources: tuple[str, ...]
    starts: tuple[int, ...]
    keys: Sequence[Hashable]

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, at: int) -> RecordId: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[RecordId]: ...
    def __getitem__(self, at: int | slice) -> RecordId | Sequence[RecordId]:
        if isinstance(at, slice):
            return [self[i] for i in range(len(self))[at]]
        at = range(len(self))[at]
        return RecordId(self.sources[bisect.bisect_right(self.starts, at) - 1], self.keys[at])

    def __iter__(self) -> Iterator[RecordId]:
        for source, keys in self.by_source():
            yield from map(partial(RecordId, source), keys)

    def row_of(self, record: RecordId) -> int | None:
        """Return where a record stands, or None.

        >>> RecordIds(("crm", "web"), (0, 2), [1, 2, "a"]).row_of(RecordId("web", "a"))
        2
        """
        if record.source not in self.sources:
            return None
        at = self.sources.index(record.source)
        start, end = self.starts[at], (*self.starts, len(self))[at + 1]
        key: Any = record.key
        keys: Sequence[Any] = self.keys
        # The keys of one source are of one type, and in order.
        if start == end or type(keys[start]) is not type(key):
            return None
        row = bisect.bisect_left(keys, key, start, end)
        return row if row < end and keys[row] == key else None

    def by_source(self) -> Iterator[tuple[str, Sequence[Hashable]]]:
        """Yield each source with the keys of its records."""
        ends = (*self.starts[1:], len(self))
        for source, start, end in zip(self.sources, self.starts, ends, strict=True):
            yield source, self.keys[start:end]


def ids_in_order(
    given: Sequence[tuple[str, Sequence[Hashable]]],
) -> tuple[Sequence[RecordId], Rows]:
    """Return the ids of the records of some sources in order, and where each one was given.

    The order is that of `order_of`, so that nothing hangs on the order of the rows.

    Args:
        given: each source with the keys of its records, distinct.

    >>> ids, order = ids_in_order([("web", ["b", "a"]), ("crm", [7])])
    >>> list(ids), order.tolist()
    ([RecordId('crm', 7), RecordId('web', 'a'), RecordId('web', 'b')], [2, 1, 0])
    """
    starts = np.cumsum([0, *(len(keys) for _, keys in given)]).tolist()
    found: list[tuple[str, Sequence[Hashable], Rows]] = []
    for (source, keys), start in zip(given, starts, strict=False):
        order = _plain_order(keys)
        if order is None:
            ids = [RecordId(of, key) for of, its in given for key in its]
            in_order = order_of(ids)
            return tuple(ids[i] for i in in_order), np.array(in_order, np.int64)
        if _ascending(order):
            found.append((source, keys, order + start))
        elif isinstance(keys, Numbers):
            found.append((source, keys.take(order), order + start))
        else:
            found.append((source, [keys[i] for i in order.tolist()], order + start))
    found.sort(key=operator.itemgetter(0))
    keys = found[0][1] if len(found) == 1 else [key for _, its, _ in found for key in its]
    begins = itertools.accumulate((len(its) for _, its, _ in found[:-1]), initial=0)
    ids_found = RecordIds(tuple(source for source, _, _ in found), tuple(begins), keys)
    return ids_found, np.concatenate([order for *_, order in found])


def in_order(ids: Sequence[RecordId]) -> tuple[Sequence[RecordId], Rows]:
    """Return ids in order, and where each one was given.

    >>> ids, order = in_order([RecordId("web", 2), RecordId("crm", 7), RecordId("web", 1)])
    >>> [str(one) for one in ids], order.tolist()
    (['crm:7', 'web:1', 'web:2'], [1, 2, 0])
    """
    places: dict[str, list[int]] = {}
    for place, record in enumerate(ids):
        places.setdefault(record.source, []).append(place)
    by_source = [
        (source, _compact([ids[place].key for place in own])) for source, own in places.items()
    ]
    found, order = ids_in_order(by_source or [("", [])])
    every = np.array([place for own in places.values() for place in own], np.int64)
    return found, every[order]


def by_source(ids: Sequence[RecordId]) -> Iterator[tuple[str, Sequence[Hashable]]]:
    """Yield each source of ids in order, with the keys of its records."""
    if isinstance(ids, RecordIds):
        yield from ids.by_source()
        return
    for source, own in itertools.groupby(ids, operator.attrgetter("source")):
        yield source, [record.key for record in own]


def _compact(keys: list[Hashable]) -> Sequence[Hashable]:
    """Return keys as an array where all are whole numbers."""
    if set(map(type, keys)) == {int}:
        with contextlib.suppress(OverflowError):
            return Numbers(np.array(keys, np.int64))
    return keys


def _plain_order(keys: Sequence[Any]) -> Rows | None:
    """Return the order of keys that are all whole numbers or all text; None for others."""
    if isinstance(keys, Numbers):
        return np.argsort(keys.array)
    types = {int} if isinstance(keys, range) else set(map(type, keys))
    if len(types) > 1 or not types <= {int, str}:
        return None
    rows = np.arange(len(keys), dtype=np.int64)
    # Mostly they stand in order as they come.
    if isinstance(keys, range) or all(map(operator.lt, keys, itertools.islice(keys, 1, None))):
        return rows
    try:
        return np.argsort(np.array(keys, np.int64)) if types == {int} else _sorted(keys)
    except OverflowError:
        return _sorted(keys)


def _sorted(keys: Sequence[Any]) -> Rows:
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), np.int64)


def _ascending(order: Rows) -> bool:
    return bool((order[1:] > order[:-1]).all())


def order_of(ids: Sequence[RecordId]) -> list[int]:
    """Return the positions of ids in order, so that nothing hangs on the order of the rows."""
    try:
        keys: list[Any] = [(i.source, type(i.key).__name__, i.key) for i in ids]
        return sorted(range(len(ids)), key=keys.__getitem__)
    except TypeError:  # keys of a type without an order
        keys = [(i.source, type(i.key).__name__, repr(i.key)) for i in ids]
        return sorted(range(len(ids)), key=keys.__getitem__)


def rows_of(ids: Sequence[RecordId], wanted: Collection[RecordId]) -> dict[RecordId, int]:
    """Return the row of each wanted record that is among some ids.

    >>> rows_of((RecordId("crm", 1), RecordId("crm", "1")), {RecordId("crm", "1")})
    {RecordId('crm', '1'): 1}
    """
    if not wanted:
        return {}
    if isinstance(ids, RecordIds):
        # Python calls 1 and True equal, so whole ids are looked at below.
        keys = {record.key for record in wanted}
        rows: Sequence[int] = [row for row, key in enumerate(ids.keys) if key in keys]
    else:
        rows = range(len(ids))
    return {record: row for row in rows if (record := ids[row]) in wanted}


def sources_of(ids: Sequence[RecordId]) -> tuple[list[str], Rows]:
    """Return the sources of records, sorted, and the place of each record's among them.

    >>> sources_of((RecordId("crm", 1), RecordId("web", 1), RecordId("web", 2)))[1].tolist()
    [0, 1, 1]
    """
    if isinstance(ids, RecordIds):
        counts = [len(keys) for _, keys in ids.by_source()]
        return list(ids.sources), np.repeat(np.arange(len(counts)), counts)
    sources = sorted({record.source for record in ids})
    place = {source: i for i, source in enumerate(sources)}
    return sources, np.array([place[record.source] for record in ids], np.int64)
