"""What a merge of customers comes to in the tables of the host, as data."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from attrs import field, frozen

from custmdm.errors import ConfigurationError, MissingColumnError, did_you_mean
from custmdm.steward.schema._host_rows import Draft, Rows
from custmdm.steward.schema._host_schema import (
    HostSchema,
    Reference,
    Row,
    RowKey,
    Values,
    as_key,
    as_row,
    row_order,
    values_of,
)
from custmdm.steward.schema._merge_checks import in_order, in_the_way
from custmdm.steward.schema._row_change import Obstacle, RowChange


@frozen
class Leave:
    """Decide that a row stays with the customer that is merged away, whose row stays too.

    Attributes:
        row: the row.
        follow: whether what refers to the row goes on to where the row would have gone: to the one
            that was in its way.
    """

    row: RowKey
    follow: bool = False


@frozen
class Assign:
    """Decide what columns of a row are to hold, whatever the merge would make of them.

    Attributes:
        row: the row, by its key before the merge; one that moves, or one that is in the way.
        values: the values by column.
    """

    row: RowKey
    values: Row = field(converter=as_row, repr=False)


Choice = Leave | Assign


@frozen(repr=False)
class MergePlan:
    """Hold what a merge comes to in the tables of the host: what to do, and what to undo it by.

    Attributes:
        winner: the customer that survives.
        losers: those that are merged away. Their rows stay.
        changes: the rows that change, in the order in which the database takes it.
        obstacles: what stands in the way. With any of them the plan is not to be carried out.
        left: the rows that stay with a loser because somebody decided so.
        standing: the rows that referred to the winner before.
    """

    winner: RowKey
    losers: tuple[RowKey, ...]
    changes: tuple[RowChange, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    left: tuple[RowKey, ...] = ()
    standing: tuple[RowKey, ...] = ()

    @property
    def ready(self) -> bool:
        """Say whether nothing stands in the way."""
        return not self.obstacles

    @property
    def collisions(self) -> tuple[Obstacle, ...]:
        """Return the obstacles that are rows of which there may be only one."""
        return tuple(one for one in self.obstacles if one.code == "unique")

    def __repr__(self) -> str:
        losers = ", ".join(map(str, self.losers))
        return (
            f"<MergePlan: {losers} into {self.winner}: {len(self.changes)} rows change, "
            f"{len(self.obstacles)} obstacles>"
        )


def plan_merge(
    schema: HostSchema,
    *,
    winner: Any,
    losers: Iterable[Any],
    rows: Rows,
    resolutions: Iterable[Choice] = (),
    redirects: Mapping[Any, Any] | None = None,
) -> MergePlan:
    """Return which rows of which tables change when customers become one.

    Nothing is deleted, and no row is lost: what refers to a loser refers to the winner afterwards,
    and what refers to a row by a key that so changes follows it.

    >>> from custmdm.steward.schema import HostTable, Unique
    >>> tags = HostTable("tags", ("customer_id", "tag"))
    >>> schema = HostSchema(
    ...     "customers",
    ...     tables=[HostTable("customers"), HostTable("orders"), tags],
    ...     references=[Reference("orders", "customer_id"), Reference("tags", "customer_id")],
    ... )
    >>> tables = {
    ...     "customers": [{"id": 1}, {"id": 2}],
    ...     "orders": [{"id": 7, "customer_id": 2}, {"id": 8, "customer_id": 1}],
    ...     "tags": [{"customer_id": 1, "tag": "vip"}, {"customer_id": 2, "tag": "vip"}],
    ... }
    >>> plan = plan_merge(schema, winner=1, losers=[2], rows=tables)
    >>> [(one.code, *map(str, one.rows + one.standing)) for one in plan.obstacles]
    [('unique', "tags (2, 'vip')", "tags (1, 'vip')")]
    >>> stays = Leave(RowKey("tags", (2, "vip")))
    >>> plan = plan_merge(schema, winner=1, losers=[2], rows=tables, resolutions=[stays])
    >>> plan.ready, [(str(change.row), change.values) for change in plan.changes]
    (True, [('orders (7)', {'customer_id': 1})])

    Args:
        schema: the tables.
        winner: the key of the customer that survives, as its columns hold it; a tuple if they are
            several.
        losers: the keys of the others.
        rows: a function that returns the rows of a table whose columns hold any of some values
            `(table, columns, values)`, each whole and as a mapping; it reads them in the
            transaction that will change them, and locks them. Or all rows, by table.
        resolutions: what somebody decided on obstacles.
        redirects: the keys of customers that were merged away, each with that of the one it was
            merged into, if the host keeps them elsewhere than in `schema.redirect`.

    Raises:
        ConfigurationError: if no loser is given, or the winner is among them; if a key has too many
            values; if the schema does not fit the rows.
    """
    width = len(schema.table(schema.customers).key)
    kept, *gone = (_customer(schema, one, width) for one in (winner, *losers))
    gone = sorted(set(gone), key=row_order)
    if not gone or kept in gone:
        raise ConfigurationError("merging takes two customers: losers without the winner")
    draft = Draft(schema, rows)
    key = schema.table(schema.customers).key
    asked = sorted((kept, *gone), key=row_order)
    there = draft.look(schema.customers, key, (one.key for one in asked))
    missing = tuple(one for one in asked if one not in there)
    if missing:
        return MergePlan(kept, tuple(gone), obstacles=(Obstacle("unknown", missing),))
    merge = _Merge(draft, kept, gone, list(resolutions))
    merge.redirect({as_key(old): as_key(new) for old, new in (redirects or {}).items()})
    merge.stand()
    merge.assign()
    merge.follow()
    merge.find_loops()
    ties = draft.ties()
    obstacles = [*merge.obstacles, *in_the_way(draft, ties)]
    changes, circles = in_order(draft, ties)
    return MergePlan(
        kept, tuple(gone), tuple(changes), (*obstacles, *circles),
        tuple(sorted(merge.left, key=row_order)), tuple(sorted(merge.standing, key=row_order)),
    )  # fmt: skip


def _customer(schema: HostSchema, key: Any, width: int) -> RowKey:
    made = RowKey(schema.customers, key)
    if len(made.key) != width or None in made.key:
        raise ConfigurationError(f"the key of a customer has {width} values, none of them None")
    return made


class _Move(NamedTuple):
    """A row as it is, and what those that refer to it are to refer to."""

    table: str
    old: Row
    new: Row


class _Merge:
    """Work out what changes."""

    def __init__(
        self, draft: Draft, winner: RowKey, losers: Sequence[RowKey], decided: Sequence[Choice]
    ) -> None:
        self.draft, self.schema = draft, draft.schema
        self.winner, self.losers = winner, losers
        self.leave = {one.row: one for one in decided if isinstance(one, Leave)}
        self.assigned = {one.row: one.values for one in decided if isinstance(one, Assign)}
        self.obstacles: list[Obstacle] = []
        self.left: dict[RowKey, dict[str, Any]] = {}  # with what they would have come to
        self.standing: set[RowKey] = set()

    def redirect(self, known: Mapping[Values, Values]) -> None:
        """Let the losers redirect to the winner, where the host keeps that in their rows."""
        columns = self.schema.redirect
        for row in (self.winner, *self.losers):
            held = values_of(self.draft.before[row], columns) if columns else ()
            old = known.get(row.key) if None in held or not held else held
            # Merged into the winner before: what has come to it since goes there too. One that
            # redirects to itself is where it was.
            if old not in (None, row.key, self.winner.key):
                assert old is not None
                into = RowKey(row.table, old)
                self.obstacles.append(Obstacle("merged", (row,), (into,)))
            elif columns and row != self.winner:
                self.draft.change(row, dict(zip(columns, self.winner.key, strict=True)))

    def assign(self) -> None:
        """Take note of what somebody decided that rows hold."""
        for row, values in sorted(self.assigned.items(), key=lambda item: row_order(item[0])):
            if row not in self.draft.look(row.table, self.schema.table(row.table).key, [row.key]):
                self.obstacles.append(Obstacle("unknown", (row,)))
                continue
            for column in values:
                if column not in self.draft.before[row]:
                    known = did_you_mean(column, self.draft.before[row])
                    raise MissingColumnError(f"{row.table} has no column {column!r}; {known}")
            self.draft.change(row, values)

    def stand(self) -> None:
        """Take note of what refers to the winner already."""
        for reference in self.schema.references_to(self.schema.customers):
            own = reference.spelled(self.draft.before[self.winner])
            if None not in own:
                self.standing.update(self.draft.referring(reference, [own]))

    def follow(self) -> None:
        """Let what refers to a loser refer to the winner, and so on."""
        draft, customers = self.draft, self.schema.customers
        moved = [_Move(row.table, draft.before[row], draft.after(row))
                 for row in self.assigned if row in draft.before]  # fmt: skip
        moved += [_Move(customers, draft.before[row], draft.after(self.winner))
                  for row in self.losers]  # fmt: skip
        while moved:
            going: dict[RowKey, _Move] = {}
            for table in sorted({move.table for move in moved}):
                for reference in self.schema.references_to(table):
                    going |= self._pull(reference, moved)
            moved = list(going.values())

    def _pull(self, reference: Reference, moved: Iterable[_Move]) -> dict[RowKey, _Move]:
        """Let what refers to rows refer to what these become."""
        news = {}
        for move in moved:
            if move.table == reference.to:
                old, new = reference.spelled(move.old), reference.spelled(move.new)
                if None not in old and old != new:
                    news[old] = new
        going = {}
        for row in self.draft.referring(reference, news) if news else ():
            before = self.draft.before[row]
            after = self._after(reference, row, news[reference.target(before)])
            if after is not None:
                going[row] = _Move(row.table, before, after)
        return going

    def _after(self, reference: Reference, row: RowKey, new: Values) -> Row | None:
        """Return what a row comes to; None if it is no more than what is known."""
        before, said = self.draft.before[row], self.assigned.get(row, {})
        values = {
            column: value
            for column, value in zip(reference.columns, new, strict=True)
            if column not in said and value != before[column]
        }
        if row in self.leave:
            would = self.left.setdefault(row, {})
            more = {c: v for c, v in values.items() if c not in would}
            would.update(more)
            return {**before, **would} if more and self.leave[row].follow else None
        if None in values.values():
            self.obstacles.append(Obstacle("no_value", (row,), by=str(reference)))
            return None
        earlier = self.draft.changed.get(row, {})
        if any(c in earlier and earlier[c] != v for c, v in values.items()):
            self.obstacles.append(Obstacle("contradiction", (row,), by=str(reference)))
            return None
        return self.draft.after(row) if self.draft.change(row, values) else None

    def find_loops(self) -> None:
        """Find where a customer at or above the winner would come to be above itself."""
        draft = self.draft
        for reference in self.schema.references_to(self.schema.customers):
            if reference.table != self.schema.customers:
                continue
            path = [self.winner]
            while True:
                above = reference.target(draft.after(path[-1]))
                if None in above:
                    break
                found = draft.look(reference.to, reference.to_columns, [above])
                if not found or found[0] in path:
                    loop = path[path.index(found[0]) :] if found else []
                    if any(row in draft.changed for row in loop):
                        self.obstacles.append(Obstacle("loop", tuple(loop), by=str(reference)))
                    break
                path.append(found[0])
