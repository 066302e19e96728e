"""Golden records from the clusters of a table."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Any

from attrs import evolve, frozen

from custmdm.columns import Column
from custmdm.linker._policy import Shape, shapes_of
from custmdm.model import Claim, GoldenRecord, Standardized, Status, Trace
from custmdm.survive import Claimed, Policy, Said, SurvivorState, survive_claims
from custmdm.tables import Shown, Table


@frozen(eq=False)
class Claims:
    """Hold what each record of a table says, by attribute of the golden records."""

    table: Table
    columns: tuple[tuple[Shape, Column[Shown]], ...]

    @classmethod
    def of(cls, table: Table) -> "Claims":
        """Return what the records of a table say."""
        shapes = shapes_of(table.plans, table.record)
        return cls(table, tuple((shape, _column(table, shape)) for shape in shapes))

    def golden(
        self,
        clusters: Sequence[Sequence[int]],
        golden_ids: Sequence[str],
        policy: Policy,
        as_of: dt.datetime | None,
    ) -> Iterator[GoldenRecord[Any]]:
        """Yield the golden record of each cluster of rows, by a policy that was told the time."""
        table = self.table
        for rows, golden_id in zip(clusters, golden_ids, strict=True):
            found = survive_claims(self._said(rows), policy, (), as_of)
            values: dict[str, Any] = {}
            lineage: dict[str, Trace[object]] = {}
            for shape, _ in self.columns:
                values |= _cells_of(shape, found.values[shape.name])
                trace = found.traces.get(shape.name)
                if trace is not None:
                    lineage |= dict.fromkeys(shape.targets, _named(shape, trace))
            data = MappingProxyType(values) if table.record is None else table.record(**values)
            members = tuple(table.ids[row] for row in rows)
            yield GoldenRecord(golden_id, data, MappingProxyType(lineage), members)

    def state(self, rows: Sequence[int]) -> SurvivorState:
        """Return what the records of one cluster say, as a state."""
        table = self.table
        return SurvivorState.joined(
            SurvivorState.of(
                table.ids[row],
                {shape.name: _said_by(shape, column.row(row)) for shape, column in self.columns},
                observed_at=table.updated_at[row],
            )
            for row in rows
        )

    def _said(self, rows: Sequence[int]) -> dict[str, Claimed]:
        ids, updated_at = self.table.ids, self.table.updated_at
        found = {}
        for shape, column in self.columns:
            said = [(row, shown) for row in rows for shown in column.row(row)]
            claims = [Claim(s.value, ids[row], updated_at[row], s.valid) for row, s in said]
            keys = [s.key for _, s in said] if shape.many else ()
            found[shape.name] = Claimed(claims, keys, shape.many)
        return found


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


def _said_by(shape: Shape, shown: Sequence[Shown]) -> Any:
    said = [Said(s.value, s.valid, key=s.key if shape.many else None) for s in shown]
    return said if shape.many else said[0] if said else None


def _cells_of(shape: Shape, value: Any) -> dict[str, Any]:
    if len(shape.targets) == 1:
        return {shape.targets[0]: value}
    cells = value or (None,) * len(shape.targets)
    return dict(zip(shape.targets, cells, strict=True))


def _named(shape: Shape, trace: Trace[object]) -> Trace[object]:
    """Return a trace in which filled cells go by their columns."""
    if not trace.filled or len(shape.targets) == 1:
        return trace
    return evolve(
        trace, filled=tuple(evolve(f, part=shape.targets[int(f.part)]) for f in trace.filled)
    )


def _column(table: Table, shape: Shape) -> Column[Shown]:
    if shape.is_field:
        return table.shown(shape.plan.name, placeholders=False)
    return table.combine({c: c for c in shape.targets}, _cells(shape.targets))


def _cells(columns: Sequence[str]) -> Callable[[Mapping[str, Standardized]], Shown | None]:
    """Return a function to the shown cells of some columns together; to a single one as itself."""

    def cells(parts: Mapping[str, Standardized]) -> Shown | None:
        said = {c: s for c, s in parts.items() if s.status is not Status.PLACEHOLDER}
        values = tuple(said[c].shown if c in said else None for c in columns)
        if not any(values):
            return None
        valid = all(s.status is Status.VALID for s in said.values())
        return Shown(values if len(columns) > 1 else values[0], values, valid)

    return cells
