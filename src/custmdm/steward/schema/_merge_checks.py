"""What stands in the way of changes, and in which order they can be made."""

import graphlib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from custmdm.steward.schema._host_rows import Draft, Tie
from custmdm.steward.schema._host_schema import (
    RowKey,
    Unique,
    Values,
    meets,
    row_order,
    values_of,
)
from custmdm.steward.schema._row_change import Obstacle, RowChange


def in_the_way(draft: Draft, ties: Iterable[Tie]) -> list[Obstacle]:
    """Return what the database, or sense, has against changes."""
    return [*_collisions(draft), *_dangling(draft, ties), *_locked(ties)]


def _uniques(draft: Draft, table: str) -> tuple[Unique, ...]:
    described = draft.schema.table(table)
    return Unique(described.key, name=f"key of {table}"), *described.uniques


def _takers(draft: Draft, table: str, unique: Unique) -> dict[Values, list[RowKey]]:
    """Return the rows that come to hold something unique, by what it is."""
    found: dict[Values, list[RowKey]] = defaultdict(list)
    for row in draft.changed_in(table):
        if draft.changed[row].keys().isdisjoint((*unique.columns, *unique.where)):
            continue
        after = draft.after(row)
        held = values_of(after, unique.columns)
        if meets(after, unique.where) and not (unique.nulls_distinct and None in held):
            found[held].append(row)
    return found


def _collisions(draft: Draft) -> list[Obstacle]:
    found = []
    for table in sorted({row.table for row in draft.changed}):
        for unique in _uniques(draft, table):
            takers = _takers(draft, table, unique)
            held = draft.holders(table, unique.columns, takers, unique.where)
            for values, rows in takers.items():
                standing = tuple(row for row in held[values] if row not in rows)
                if len(rows) + len(standing) > 1:
                    name = unique.name or f"{table} ({', '.join(unique.columns)})"
                    found.append(Obstacle("unique", tuple(rows), standing, name))
    return found


def _dangling(draft: Draft, ties: Iterable[Tie]) -> list[Obstacle]:
    """Return the rows that would refer to nothing: their own columns change, or what they say."""
    tied = {(tie.reference.table, tie.reference.columns, tie.row) for tie in ties}
    found = []
    for reference in draft.schema.references_to():
        wanted: dict[Values, list[RowKey]] = defaultdict(list)
        asking = {row for table, columns, row in tied
                  if (table, columns) == (reference.table, reference.columns)}  # fmt: skip
        asking |= {row for row in draft.changed_in(reference.table)
                   if not draft.changed[row].keys().isdisjoint(reference.columns)}  # fmt: skip
        for row in sorted(asking, key=row_order):
            after = draft.after(row)
            target = reference.target(after)
            # What is held as text cannot be looked up by what it stands for.
            if None not in target and not reference.as_text and meets(after, reference.where):
                wanted[target].append(row)
        held = draft.holders(reference.to, reference.to_columns, wanted, {}) if wanted else {}
        lost = [row for values, rows in wanted.items() if not held.get(values) for row in rows]
        if lost:
            rows = tuple(sorted(lost, key=row_order))
            found.append(Obstacle("dangling", rows, by=str(reference)))
    return found


def _locked(ties: Iterable[Tie]) -> list[Obstacle]:
    """Return the rows whose key the database refuses to change, because others refer to it."""
    found: dict[str, tuple[dict[RowKey, None], dict[RowKey, None]]] = {}
    for tie in ties:
        if tie.reference.check == "immediate":
            rows, standing = found.setdefault(str(tie.reference), ({}, {}))
            rows[tie.to] = standing[tie.row] = None
    return [Obstacle("immediate", tuple(r), tuple(s), by) for by, (r, s) in found.items()]


def in_order(draft: Draft, ties: Iterable[Tie]) -> tuple[list[RowChange], list[Obstacle]]:
    """Return the changes in an order in which the database takes them.

    A row whose key others follow by cascade comes before these, and so does a row that comes to
    have a key that others are to refer to; what gives a unique value up comes before what takes it.
    """
    cascaded: dict[RowKey, dict[str, Any]] = defaultdict(dict)
    graph: dict[RowKey, set[RowKey]] = {row: set() for row in sorted(draft.changed, key=row_order)}
    for tie in ties:
        if tie.reference.check == "cascade" and tie.row in graph:
            new = tie.reference.spelled(draft.after(tie.to))
            cascaded[tie.row].update(zip(tie.reference.columns, new, strict=True))
            graph[tie.row] |= {tie.to} - {tie.row}
    for row, earlier in (*_leaving(draft), *_made(draft)):
        graph[row] |= earlier - {row}
    sorter = graphlib.TopologicalSorter(graph)
    try:
        sorter.prepare()
    except graphlib.CycleError as error:
        circle = sorted(set(error.args[1]), key=row_order)
        return [], [Obstacle("order", tuple(circle))]
    changes = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=row_order)
        sorter.done(*ready)
        for row in ready:
            key = draft.schema.table(row.table).key
            after = draft.after(row)
            changes.append(RowChange(row, key, draft.before[row], after, cascaded[row]))
    return changes, []


def _leaving(draft: Draft) -> Iterable[tuple[RowKey, set[RowKey]]]:
    """Yield each row that takes something unique with the rows that give it up."""
    for table in sorted({row.table for row in draft.changed}):
        for unique in _uniques(draft, table):
            takers = _takers(draft, table, unique)
            giving: dict[Values, set[RowKey]] = defaultdict(set)
            for row in draft.changed_in(table):
                if meets(draft.before[row], unique.where):
                    giving[values_of(draft.before[row], unique.columns)].add(row)
            for values, rows in takers.items():
                for row in rows:
                    yield row, giving[values]


def _made(draft: Draft) -> Iterable[tuple[RowKey, set[RowKey]]]:
    """Yield each row that the database looks at at once with the row that it comes to refer to."""
    for table in sorted({row.table for row in draft.changed}):
        for reference in draft.schema.references_from(table):
            if reference.check not in ("cascade", "immediate"):
                continue
            made = {
                reference.spelled(draft.after(row)): row
                for row in draft.changed_in(reference.to)
                if not draft.changed[row].keys().isdisjoint(reference.to_columns)
            }
            for row in draft.changed_in(table):
                target = reference.target(draft.after(row))
                if target in made:
                    yield row, {made[target]}
