"""A host of twelve tables, with every sort of reference to its customers."""

import datetime as dt
import random

import sqlalchemy as sa
from examples.merge_sqlalchemy import Merger, reflect
from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
)

from custmdm.steward.schema import Assign, Leave, Reference

NOW = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
CHANNELS = ("mail", "phone", "post")
BY_HAND = (
    Reference("notes", "subject_id", where={"subject_type": "customer"}),
    Reference("audit_log", "customer_id"),
)


def tables(on_update):
    """Return the tables. `on_update`: what becomes of references to a key that changes."""
    made = MetaData()
    follows = (
        {"onupdate": "CASCADE"}
        if on_update == "cascade"
        else {"deferrable": True}
        if on_update == "deferred"
        else {}
    )

    def customer(name="customer_id", **said):
        return Column(name, ForeignKey("customers.id"), **said)

    Table(
        "customers", made,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("number", Text, unique=True),
        Column("name", Text), Column("parent_id", ForeignKey("customers.id")),
        Column("born", Date), Column("balance", Numeric(12, 2)), Column("photo", LargeBinary),
    )  # fmt: skip
    Table("orders", made, _id(), customer(nullable=False), Column("total", Numeric(12, 2)))
    Table(
        "invoices", made, _id(), Column("order_id", ForeignKey("orders.id")), customer("payer_id")
    )
    Table("programmes", made, Column("code", Text, primary_key=True))
    # Many to many, and the customer is part of the key that other rows refer to.
    Table(
        "memberships", made, customer(primary_key=True),
        Column("programme", ForeignKey("programmes.code"), primary_key=True), Column("since", Date),
    )  # fmt: skip
    Table(
        "membership_events", made, _id(), Column("customer_id", Integer),
        Column("programme", Text), Column("points", Integer),
        ForeignKeyConstraint(
            ["customer_id", "programme"], ["memberships.customer_id", "memberships.programme"],
            **follows,
        ),
    )  # fmt: skip
    Table(
        "notes", made, _id(), Column("subject_type", Text), Column("subject_id", Integer),
        Column("text", Text),
    )  # fmt: skip
    Table(
        "referrals", made, _id(), customer("referrer_id"), customer("referred_id"),
        UniqueConstraint("referrer_id", "referred_id", name="one_referral"),
    )  # fmt: skip
    Table(
        "loyalty_accounts", made, _id(), Column("points", Integer),
        Column("customer_id", ForeignKey("customers.id", ondelete="CASCADE"), unique=True),
    )  # fmt: skip
    Table("shipments", made, _id(), Column("customer_number", ForeignKey("customers.number")))
    Table(
        "consents", made, _id(), customer(nullable=False), Column("channel", Text, nullable=False),
        Column("given", Date), UniqueConstraint("customer_id", "channel", name="one_consent"),
    )  # fmt: skip
    Table("audit_log", made, _id(), Column("customer_id", Integer), Column("what", Text))
    return made


def _id():
    return Column("id", Integer, primary_key=True, autoincrement=False)


def open_shop(url, on_update="cascade"):
    """Return an engine on a database with the twelve tables, and what merges in it."""
    engine = engine_of(url)
    tables(on_update).create_all(engine)
    with engine.connect() as connection:
        schema = reflect(connection, "customers", references=BY_HAND)
    return engine, Merger(engine, schema)


def engine_of(url):
    engine = sa.create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _use_sqlite)
    return engine


def _use_sqlite(connection, _record):
    connection.execute("PRAGMA busy_timeout = 60000")
    connection.execute("PRAGMA foreign_keys = ON")


def rows_of(rng, n_customers, n_rows):
    """Return made-up rows by table, in an order in which they can be inserted."""
    ids = list(range(1, n_customers + 1))
    day = dt.date(2026, 1, 1)

    def some(make):
        return [{"id": n, **make()} for n in range(1, n_rows + 1)]

    def at_most_once(rows, *columns):
        return list({tuple(row[c] for c in columns): row for row in rows}.values())

    members = at_most_once(
        [
            {"customer_id": rng.choice(ids), "programme": rng.choice("AB"), "since": day}
            for _ in range(n_rows)
        ],
        "customer_id", "programme",
    )  # fmt: skip
    return {
        "customers": [
            {
                "id": n, "number": rng.choice([f"C{n}", f"C{n}", None]), "name": f"Name {n}",
                "parent_id": rng.choice([None, *ids[: n - 1]]), "born": day, "balance": 5,
                "photo": bytes([n % 256, 0]),
            }
            for n in ids
        ],
        "programmes": [{"code": "A"}, {"code": "B"}],
        "orders": some(lambda: {"customer_id": rng.choice(ids), "total": rng.randrange(9)}),
        "invoices": some(
            lambda: {"order_id": rng.randint(1, n_rows), "payer_id": rng.choice([None, *ids])}
        ),
        "memberships": members,
        "membership_events": some(
            lambda: {"points": 1, "customer_id": None, "programme": None}
            | {c: v for c, v in rng.choice(members).items() if c != "since"}
        ),
        "notes": some(
            lambda: {
                "subject_type": rng.choice(["customer", "order"]), "subject_id": rng.choice(ids),
                "text": "said",
            }
        ),
        "referrals": at_most_once(
            some(lambda: {"referrer_id": rng.choice(ids), "referred_id": rng.choice(ids)}),
            "referrer_id", "referred_id",
        ),
        "loyalty_accounts": at_most_once(
            some(lambda: {"customer_id": rng.choice(ids), "points": 3}), "customer_id"
        ),
        "shipments": some(lambda: {"customer_number": None}),
        "consents": at_most_once(
            some(lambda: {
                "customer_id": rng.choice(ids), "channel": rng.choice(CHANNELS), "given": day,
            }),
            "customer_id", "channel",
        ),
        "audit_log": some(lambda: {"customer_id": rng.choice([0, *ids]), "what": "seen"}),
    }  # fmt: skip


def fill(engine, seed, n_customers=6, n_rows=8):
    """Put made-up rows into the tables, in an order and of a content that hangs on the seed."""
    rng = random.Random(seed)
    rows = rows_of(rng, n_customers, n_rows)
    numbers = [row["number"] for row in rows["customers"] if row["number"]]
    for row in rows["shipments"]:
        row["customer_number"] = rng.choice([None, *numbers])
    made = tables("none")
    with engine.begin() as connection:
        for name, some in rows.items():
            if some:
                connection.execute(sa.insert(made.tables[name]), some)


def dump(engine):
    """Return all rows of the host's tables, as the driver gives them."""
    with engine.connect() as connection:
        return {
            name: sorted(
                (tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}")),  # noqa: S608
                key=repr,
            )
            for name in sorted(tables("none").tables)
        }


def counts(dumped):
    return {name: len(rows) for name, rows in dumped.items()}


def settled(merger, winner, losers):
    """Return resolutions with which a merge has nothing in its way: what a patient steward says."""
    decided = {}
    for _ in range(40):
        plan = merger.preview(winner, losers, resolutions=decided.values())
        if plan.ready:
            return tuple(decided.values())
        for one in plan.obstacles:
            row = one.rows[-1]
            if one.code == "loop":
                decided[plan.winner] = Assign(plan.winner, {"parent_id": None})
            elif one.code == "dangling":
                # It refers to a row that stays where it was, so it stays too.
                for stuck in one.rows:
                    decided[stuck] = Leave(stuck)
            else:
                decided[row] = Leave(row, follow=True)
    raise AssertionError(plan.obstacles)
