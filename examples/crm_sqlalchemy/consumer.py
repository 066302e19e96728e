"""A system that follows: it keeps a copy of the customers, by what the outbox tells it."""

import os
from collections.abc import Iterable
from pathlib import Path

import sqlalchemy as sa

from custmdm.ledger import feed

from .schema import consumers, outbox, put

_AT_ONCE = 500


class Consumer:
    """Keep a copy of the customers of a tenant in a file.

    First it stores what it was told, then it says how far it has come. Killed in between, it reads
    the same events again: that does no harm, nor would another order, for each event has a version.
    In an application of yours the file is a table, a search index or a mail service.

    Args:
        engine: the database of the host.
        path: the file; it is made if it is not there.
        name: whose copy this is.
        tenant: whose customers.
    """

    def __init__(
        self, engine: sa.Engine, path: Path, *, name: str = "copy", tenant: str = "main"
    ) -> None:
        self._engine, self._path, self._name, self._tenant = engine, path, name, tenant
        self.replica = feed.Replica()
        if path.exists():
            self.replica = feed.replica_from_json(path.read_text("utf-8"))

    def poll(self) -> int:
        """Read what is new in the outbox; return how many events that were."""
        with self._engine.connect() as connection:
            mine = consumers.c.tenant == self._tenant, consumers.c.consumer == self._name
            seen = connection.execute(sa.select(consumers.c.position).where(*mine)).scalar()
            rows = connection.execute(
                sa.select(outbox.c.position, outbox.c.event)
                .where(outbox.c.tenant == self._tenant, outbox.c.position > (seen or 0))
                .order_by(outbox.c.position)
                .limit(_AT_ONCE)
            ).all()
        if rows:
            self.take(feed.event_from_json(row.event) for row in rows)
            self._acknowledge(rows[-1].position)
        return len(rows)

    def take(self, events: Iterable[feed.FeedEvent]) -> None:
        """Store what events say, whatever their order, and though some came before."""
        self.replica = feed.apply_events(self.replica, events)
        part = self._path.with_suffix(".part")
        part.write_text(feed.replica_to_json(self.replica), "utf-8")
        # The file is as it was or as it is now, whenever this process is killed.
        os.replace(part, self._path)

    def _acknowledge(self, position: int) -> None:
        row = {"tenant": self._tenant, "consumer": self._name, "position": position}
        with self._engine.begin() as connection:
            put(connection, consumers, [row])
