"""Golden ids that go on from the run before, over all tables of a result."""

from collections.abc import Sequence

from attrs import evolve

from custmdm.ledger import stable_ids
from custmdm.linker._resolved import ResolvedTable, Run
from custmdm.model import Crosswalk, RecordId


def stable_tables(
    tables: Sequence[ResolvedTable], run: Run
) -> tuple[tuple[ResolvedTable, ...], Crosswalk | None]:
    """Return the tables with the golden ids that a run gives, and its crosswalk.

    None where no time is known: the tables then have their ids, and the crosswalk follows.
    """
    if run.now is None:
        return tuple(tables), None
    members: list[list[list[RecordId]]] = []
    for part in tables:
        ids = tuple(part.table.ids)
        members.append([list(map(ids.__getitem__, rows)) for rows in part.clusters])
    clusters = [cluster for of_table in members for cluster in of_table]
    previous = Crosswalk({}) if run.previous is None else run.previous
    walk = stable_ids(previous, clusters, run.ids, created_at=run.now)
    golden = [tuple(walk.ids[cluster[0]] for cluster in of_table) for of_table in members]
    made = (evolve(part, golden_ids=g) for part, g in zip(tables, golden, strict=True))
    return tuple(made), walk
