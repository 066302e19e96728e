"""Some rows of some tables as a table of their own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import TypeVar, overload

import numpy as np
import numpy.typing as npt
from attrs import evolve

from custmdm.columns import Column, narrowed, stack
from custmdm.kinds import Answers
from custmdm.tables._raw import encode_raw
from custmdm.tables._read_as import ReadAs
from custmdm.tables._table import Table

Rows = npt.NDArray[np.int64]
Shared = Mapping[str, Mapping[str, int]]
T = TypeVar("T")


def taken_rows(table: Table, rows: Rows, shared: Shared, read_as: ReadAs) -> Table:
    """Return some rows of a table, in the order given; no value but theirs is touched.

    Args:
        table: the table.
        rows: the rows.
        shared: the values that are shared, by path, for the rows alone do not tell.
        read_as: what matching reads values as, by path and match key.
    """
    places = rows.tolist()
    return Table(
        Later(len(places), lambda: list(map(table.ids.__getitem__, places))),
        Later(len(places), lambda: list(map(table.updated_at.__getitem__, places))),
        {
            path: evolve(leaf, column=narrowed(leaf.column, rows, leaf.answers.take))
            for path, leaf in table.leaves.items()
        },
        table.plans,
        table.record,
        tuple(table.data[row] for row in places) if table.data else (),
        np.arange(len(rows)),
        shared,
        read_as,
    )


def stacked(tables: Sequence[Table], shared: Shared, read_as: ReadAs) -> Table:
    """Return tables of the same fields under each other.

    Args:
        tables: the tables, at least one.
        shared: the values that are shared, by path, in all of them.
        read_as: what matching reads values as, by path and match key.
    """
    first = tables[0]
    leaves = {}
    for path, leaf in first.leaves.items():
        of_path = [table.leaves[path] for table in tables]
        answers = Answers.joined([one.answers for one in of_path])
        leaves[path] = evolve(leaf, column=stack([one.column for one in of_path], answers))
    n = sum(map(len, tables))
    return Table(
        Later(n, lambda: list(chain.from_iterable(table.ids for table in tables))),
        Later(n, lambda: list(chain.from_iterable(table.updated_at for table in tables))),
        leaves,
        first.plans,
        first.record,
        tuple(chain.from_iterable(table.data for table in tables)),
        np.arange(n),
        shared,
        read_as,
    )


def raw_columns(table: Table) -> dict[str, Column[object]]:
    """Return the values of a table as they were given, by path."""
    found = {}
    for path, leaf in table.leaves.items():
        given = encode_raw(map(leaf.answers.raw, range(len(leaf.answers))))
        found[path] = leaf.column.replace(given).by_appearance()
    return found


class Later(Sequence[T]):
    """Be a list that is made when somebody looks into it: who compares records asks for no ids.

    >>> found = Later(2, lambda: ["a", "b"])
    >>> len(found), found[1], list(found)
    (2, 'b', ['a', 'b'])
    """

    def __init__(self, n: int, make: Callable[[], list[T]]) -> None:
        self._n, self._make = n, make

    def __len__(self) -> int:
        return self._n

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        return self._made[at]

    def __iter__(self) -> Iterator[T]:
        return iter(self._made)

    @cached_property
    def _made(self) -> list[T]:
        return self._make()
