"""Golden records from the clusters of a table."""

import datetime as dt
import itertools
import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Any, TypeVar, overload

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from custmdm._html import SHOWN, html_table
from custmdm.frames import Values
from custmdm.linker._cells import Cells, LeafCells, cells_of, values_by_target
from custmdm.linker._flat import flat
from custmdm.linker._grouped import Grouped
from custmdm.linker._masks import ShapeMask, mask_of
from custmdm.linker._matching import Matching
from custmdm.linker._policy import Shape, shapes_of
from custmdm.linker._resolved import ResolvedTable
from custmdm.model import Claim, GoldenRecord, Trace
from custmdm.model._golden import masked_by
from custmdm.model._trace_text import value_text
from custmdm.survive import (
    Claimed,
    Policy,
    Records,
    Said,
    SurvivorState,
    survive_claims,
    survive_columns,
)
from custmdm.tables import Shown, Table, sources_of

R = TypeVar("R")


@frozen(eq=False)
class Claims:
    """Hold what each record of a table says, by attribute of the golden records."""

    table: Table
    cells: tuple[Cells, ...]

    @classmethod
    def of(cls, table: Table) -> "Claims":
        """Return what the records of a table say."""
        shapes = shapes_of(table.plans, table.record)
        return cls(table, tuple(cells_of(table, shape) for shape in shapes))

    def golden(
        self,
        rows: Sequence[int],
        golden_id: str,
        policy: Policy,
        as_of: dt.datetime | None,
    ) -> GoldenRecord[Any]:
        """Return the golden record of one cluster of rows, by a policy that was told the time."""
        table = self.table
        found = survive_claims(self._said(rows), policy, (), as_of)
        values: dict[str, Any] = {}
        lineage: dict[str, Trace[object]] = {}
        for cells in self.cells:
            shape = cells.shape
            of_targets = values_by_target(shape, [found.values[shape.name]])
            values |= {target: value for target, (value,) in of_targets.items()}
            trace = found.traces.get(shape.name)
            if trace is not None:
                trace = masked_by(_named(shape, trace), self._masks[shape.name])
                lineage |= dict.fromkeys(shape.targets, trace)
        data = MappingProxyType(values) if table.record is None else table.record(**values)
        members = tuple(table.ids[row] for row in rows)
        return GoldenRecord(golden_id, data, MappingProxyType(lineage), members)

    def columns(self, groups: Grouped, policy: Policy) -> dict[str, Values]:
        """Return the values of the golden records of all clusters, by column or field."""
        said = {cells.shape.name: cells.said(groups) for cells in self.cells}
        survived = survive_columns(said, policy, self._records, len(groups))
        found: dict[str, Values] = {}
        for cells in self.cells:
            shape = cells.shape
            one, of_all = said[shape.name], survived[shape.name]
            if isinstance(cells, LeafCells) and not shape.many:
                found |= cells.by_target(one, of_all)
            else:
                found |= values_by_target(shape, of_all.values(one))
        return found

    def rows(self, groups: Grouped, policy: Policy) -> Iterator[Mapping[str, object]]:
        """Yield the values of the golden record of each cluster as one flat row."""
        columns, record = self.columns(groups, policy), self.table.record
        if not columns:
            yield from ({} for _ in range(len(groups)))
        for values in zip(*columns.values(), strict=True):
            row = dict(zip(columns, values, strict=True))
            yield row if record is None else flat(record(**row))

    @cached_property
    def _masks(self) -> Mapping[str, ShapeMask]:
        return {cells.shape.name: mask_of(self.table, cells.shape) for cells in self.cells}

    @cached_property
    def _records(self) -> Records:
        table = self.table
        return Records(table.ids, table.updated_at, *sources_of(table.ids))

    def state(self, rows: Sequence[int]) -> SurvivorState:
        """Return what the records of one cluster say, as a state."""
        table = self.table
        return SurvivorState.joined(
            SurvivorState.of(
                table.ids[row],
                {c.shape.name: _said_by(c.shape, c.row(row)) for c in self.cells},
                observed_at=table.updated_at[row],
            )
            for row in rows
        )

    def _said(self, rows: Sequence[int]) -> dict[str, Claimed]:
        ids, updated_at = self.table.ids, self.table.updated_at
        found = {}
        for cells in self.cells:
            shape = cells.shape
            said = [(row, shown) for row in rows for shown in cells.row(row)]
            claims = [Claim(s.value, ids[row], updated_at[row], s.valid) for row, s in said]
            keys = [s.key for _, s in said] if shape.many else ()
            found[shape.name] = Claimed(claims, keys, shape.many)
        return found


@frozen(eq=False, repr=False)
class GoldenRecords(Sequence[GoldenRecord[R]]):
    """Be the golden records of a result, in the order of the clusters.

    Each is made when somebody asks for it, with the trace of every value. They equal any sequence
    of the same golden records.
    """

    claims: tuple[Claims, ...]
    tables: tuple[ResolvedTable, ...]
    policies: tuple[Policy, ...]
    as_of: dt.datetime | None

    def __len__(self) -> int:
        return sum(len(part.clusters) for part in self.tables)

    @overload
    def __getitem__(self, at: int) -> GoldenRecord[R]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[GoldenRecord[R]]: ...
    def __getitem__(self, at: int | slice) -> GoldenRecord[R] | Sequence[GoldenRecord[R]]:
        if isinstance(at, slice):
            return tuple(self[i] for i in range(len(self))[at])
        left = range(len(self))[at]
        part = 0
        while left >= len(self.tables[part].clusters):
            left -= len(self.tables[part].clusters)
            part += 1
        return self.of(part, left)

    def __iter__(self) -> Iterator[GoldenRecord[R]]:
        for number, part in enumerate(self.tables):
            for rows, golden_id in zip(part.clusters, part.golden_ids, strict=True):
                yield self._made(number, rows, golden_id)

    def of(self, part: int, number: int) -> GoldenRecord[R]:
        """Return the golden record of one cluster of one of the tables."""
        of = self.tables[part]
        return self._made(part, of.clusters[number], of.golden_id(number))

    def _made(self, part: int, rows: Sequence[int], golden_id: str) -> GoldenRecord[R]:
        return self.claims[part].golden(rows, golden_id, self.policies[part], self.as_of)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (GoldenRecords, tuple, list)):
            return NotImplemented
        return len(self) == len(other) and all(map(operator.eq, self, other))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{len(self)} golden records>"

    def _repr_html_(self) -> str:
        shown = itertools.islice(self, SHOWN)
        found = (cells.shape.name for claims in self.claims for cells in claims.cells)
        names = list(dict.fromkeys(found))
        rows = ((g.id, len(g.members), *_masked(g, names)) for g in shown)
        title = f"{len(self):,} golden record{'s' * (len(self) != 1)}"
        return html_table(title, ("golden_id", "records", *names), rows, n_rows=len(self))


@frozen(eq=False, repr=False)
class States(Mapping[str, SurvivorState]):
    """Hold what the records of each customer say, by golden id; each is made when asked for."""

    claims: tuple[Claims, ...]
    clusters: tuple[Sequence[Sequence[int]], ...]
    golden_ids: tuple[tuple[str, ...], ...]

    def __getitem__(self, golden_id: str) -> SurvivorState:
        part, number = self._place[golden_id]
        return self.claims[part].state(self.clusters[part][number])

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self.golden_ids)

    def __len__(self) -> int:
        return sum(map(len, self.golden_ids))

    @cached_property
    def _place(self) -> Mapping[str, tuple[int, int]]:
        return {
            golden_id: (part, number)
            for part, ids in enumerate(self.golden_ids)
            for number, golden_id in enumerate(ids)
        }

    def __repr__(self) -> str:
        return f"<States of {len(self)} customers>"


def _masked(golden: GoldenRecord[Any], names: Iterable[str]) -> Iterator[str]:
    """Yield the value of each attribute as its kind masks it; nothing where there is none."""
    told = {trace.path: trace for trace in golden.lineage.values()}
    for name in names:
        yield value_text(told[name], masked=True) if name in told else ""


def _said_by(shape: Shape, shown: Sequence[Shown]) -> Any:
    said = [Said(s.value, s.valid, key=s.key if shape.many else None) for s in shown]
    return said if shape.many else said[0] if said else None


def _named(shape: Shape, trace: Trace[object]) -> Trace[object]:
    """Return a trace in which filled cells go by their columns."""
    if not trace.filled or len(shape.targets) == 1:
        return trace
    return evolve(
        trace, filled=tuple(evolve(f, part=shape.targets[int(f.part)]) for f in trace.filled)
    )


def golden_records(
    matching: Matching,
    table: Table,
    labels: npt.NDArray[np.int64],
    golden_ids: Sequence[str],
    as_of: dt.datetime,
) -> dict[str, GoldenRecord[Any]]:
    """Return the golden record of each cluster of a table, by its golden id.

    Args:
        matching: says how attributes survive.
        table: the records.
        labels: the cluster of each row, dense from 0.
        golden_ids: the golden id of each cluster.
        as_of: the time they are for.
    """
    claims, policy = Claims.of(table), matching.policy.at(as_of)
    return {
        golden_id: claims.golden(rows, golden_id, policy, as_of)
        for golden_id, rows in zip(golden_ids, Grouped(labels), strict=True)
    }
