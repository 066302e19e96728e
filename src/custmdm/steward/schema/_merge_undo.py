"""How a merge in the tables of the host is undone, as data."""

from collections import defaultdict

from attrs import evolve, frozen

from custmdm._values import identity
from custmdm.errors import StaleVersionError
from custmdm.steward.schema._host_rows import Draft, Rows
from custmdm.steward.schema._host_schema import HostSchema, RowKey, Values, row_order
from custmdm.steward.schema._merge_checks import in_order, in_the_way
from custmdm.steward.schema._merge_plan import MergePlan
from custmdm.steward.schema._row_change import Obstacle, RowChange


@frozen
class Edited:
    """Say that a row is not as the merge left it.

    Attributes:
        row: the row, by the key that it has after the merge.
        columns: the columns that are others now; () if the row is gone.
    """

    row: RowKey
    columns: tuple[str, ...] = ()


@frozen(repr=False)
class UndoPlan:
    """Hold what it comes to in the tables of the host to undo a merge.

    Attributes:
        winner: the customer that survived.
        losers: those that were merged away.
        changes: the rows that change, in the order in which the database takes it.
        edited: the rows that are not as the merge left them. With any of them nothing is to change.
        obstacles: what else stands in the way.
        came: the rows that refer to the winner and did not when the merge was planned. They stay.
    """

    winner: RowKey
    losers: tuple[RowKey, ...]
    changes: tuple[RowChange, ...] = ()
    edited: tuple[Edited, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    came: tuple[RowKey, ...] = ()

    @property
    def ready(self) -> bool:
        """Say whether nothing stands in the way."""
        return not self.edited and not self.obstacles

    def __repr__(self) -> str:
        losers = ", ".join(map(str, self.losers))
        return (
            f"<UndoPlan: {losers} out of {self.winner}: {len(self.changes)} rows change, "
            f"{len(self.edited)} edited since, {len(self.obstacles)} obstacles>"
        )


def plan_undo(schema: HostSchema, plan: MergePlan, *, rows: Rows) -> UndoPlan:
    """Return what undoes a merge that was carried out: each row is again what it was before.

    It restores what the plan holds and works nothing out. If a row that the merge changed is not
    as the merge left it, nothing is to be undone: the rows are named.

    >>> from custmdm.steward.schema import HostTable, Reference, plan_merge
    >>> schema = HostSchema(
    ...     "customers",
    ...     tables=[HostTable("customers"), HostTable("orders")],
    ...     references=[Reference("orders", "customer_id")],
    ... )
    >>> customers = [{"id": 1}, {"id": 2}]
    >>> before = {"customers": customers, "orders": [{"id": 7, "customer_id": 2}]}
    >>> plan = plan_merge(schema, winner=1, losers=[2], rows=before)
    >>> after = {"customers": customers, "orders": [{"id": 7, "customer_id": 1}]}
    >>> [change.values for change in plan_undo(schema, plan, rows=after).changes]
    [{'customer_id': 2}]
    >>> plan_undo(schema, plan, rows={"customers": customers}).edited
    (Edited(row=RowKey(table='orders', key=(7,)), columns=()),)

    Args:
        schema: the tables.
        plan: the plan of the merge.
        rows: as for :func:`plan_merge`.

    Raises:
        ConfigurationError: if the schema does not fit the rows.
    """
    draft = _found(schema, plan, rows)
    edited = [one for change in plan.changes if (one := _edited(draft, change))]
    came = _came(draft, plan)
    if edited:
        edited.sort(key=lambda one: row_order(one.row))
        return UndoPlan(plan.winner, plan.losers, edited=tuple(edited), came=came)
    for change in plan.changes:
        draft.change(change.row_after, {c: change.before[c] for c in change.columns})
    ties = draft.ties()
    obstacles = in_the_way(draft, ties)
    changes, circles = in_order(draft, ties)
    return UndoPlan(
        plan.winner, plan.losers, tuple(changes), (), (*obstacles, *circles), came
    )  # fmt: skip


def record_merge(schema: HostSchema, plan: MergePlan, *, rows: Rows) -> MergePlan:
    """Return a plan that was carried out with the rows as they are now: what to undo it by.

    A trigger of the database may have changed more than was planned, such as the time of the last
    change. Call it at the end of the transaction of the merge.

    Raises:
        StaleVersionError: if a row is not there, or does not hold what was planned.
    """
    draft = _found(schema, plan, rows)
    changes = []
    for change in plan.changes:
        now = draft.before.get(change.row_after, {})
        if any(c not in now or now[c] != change.after[c] for c in change.columns):
            raise StaleVersionError(f"{change.row} is not what was planned: undo the transaction")
        changes.append(evolve(change, after=now))
    return evolve(plan, changes=tuple(changes))


def _found(schema: HostSchema, plan: MergePlan, rows: Rows) -> Draft:
    """Return the rows that a merge has changed."""
    draft = Draft(schema, rows)
    asked: dict[str, list[Values]] = defaultdict(list)
    for change in plan.changes:
        asked[change.row.table].append(change.row_after.key)
    for table, keys in asked.items():
        draft.look(table, schema.table(table).key, keys)
    return draft


def _edited(draft: Draft, change: RowChange) -> Edited | None:
    row = change.row_after
    now = draft.before.get(row)
    if now is None:
        return Edited(row)
    others = tuple(
        column
        for column, value in change.after.items()
        if column not in now or identity(now[column]) != identity(value)
    )
    return Edited(row, others) if others else None


def _came(draft: Draft, plan: MergePlan) -> tuple[RowKey, ...]:
    schema = draft.schema
    found = draft.look(schema.customers, schema.table(schema.customers).key, [plan.winner.key])
    if plan.winner not in found:
        return ()
    known = {change.row_after for change in plan.changes} | {*plan.standing}
    came: set[RowKey] = set()
    for reference in schema.references_to(schema.customers):
        own = reference.spelled(draft.before[plan.winner])
        if None not in own:
            came.update(draft.referring(reference, [own]))
    return tuple(sorted(came - known, key=row_order))
