"""Hosts in memory: tables of rows, and plans carried out in them."""

from custmdm.steward.schema import HostSchema, HostTable, Reference


def host(customers=("id",), tables=(), references=(), **said):
    """Return a schema with a table of customers and others of which each has an id."""
    named = [one if isinstance(one, HostTable) else HostTable(one) for one in tables]
    return HostSchema("customers", [HostTable("customers", customers), *named], references, **said)


def ids(*keys, **said):
    return [{"id": key, **said} for key in keys]


def carried_out(changes, tables):
    """Return the tables after changes, each of which finds its row as it expects it."""
    now = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    for change in changes:
        if change.values:
            (row,) = (r for r in now[change.row.table] if change.where.items() <= r.items())
            row.update(change.values)
            # Stands for the unique key of the table.
            keys = [tuple(r[c] for c in change.key) for r in now[change.row.table]]
            assert len(keys) == len(set(keys))
    return now


def said(obstacles):
    return [(one.code, [*map(str, one.rows)], [*map(str, one.standing)]) for one in obstacles]


ORDERS = Reference("orders", "customer_id")
