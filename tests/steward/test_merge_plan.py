"""What a merge comes to in the tables of a host."""

import random
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

import custmdm as cm
from custmdm.steward.schema import (
    Assign,
    HostSchema,
    HostTable,
    Leave,
    Reference,
    RowKey,
    Unique,
    plan_merge,
    plan_undo,
)
from tests.steward.hosts import ORDERS, carried_out, host, ids, said

ONE = host(tables=["orders"], references=[ORDERS])


@pytest.mark.parametrize(
    ("winner", "losers"),
    [(1, [2]), ("a", ["b"]), ("Ann", [1]), (uuid.UUID(int=1), [uuid.UUID(int=2)]), (b"1", [b"2"])],
)
def test_ids_may_be_of_any_type(winner, losers):
    tables = {
        "customers": ids(winner, *losers),
        "orders": [{"id": 7, "customer_id": losers[0]}, {"id": 8, "customer_id": winner}],
    }
    plan = plan_merge(ONE, winner=winner, losers=losers, rows=tables)
    assert [(str(c.row), c.where, c.values) for c in plan.changes] == [
        ("orders (7)", {"id": 7, "customer_id": losers[0]}, {"customer_id": winner})
    ]
    assert plan.standing == (RowKey("orders", 8),)
    assert plan.ready


def test_a_composite_id_is_one_id_and_a_null_in_it_refers_to_nothing():
    schema = host(
        ("shop", "number"), ["orders"], [Reference("orders", ("customer_shop", "customer_number"))]
    )
    tables = {
        "customers": [{"shop": s, "number": n} for s in ("x", "y") for n in (1, 2)],
        "orders": [
            {"id": 1, "customer_shop": "x", "customer_number": 2},
            {"id": 2, "customer_shop": "y", "customer_number": 2},
            {"id": 3, "customer_shop": "x", "customer_number": None},
            {"id": 4, "customer_shop": None, "customer_number": 2},
            {"id": 5, "customer_shop": None, "customer_number": None},
        ],
    }
    plan = plan_merge(schema, winner=("y", 1), losers=[("x", 2)], rows=tables)
    assert [(str(c.row), c.values) for c in plan.changes] == [
        ("orders (1)", {"customer_shop": "y", "customer_number": 1})
    ]


def test_no_row_at_all_is_a_plan_without_changes():
    plan = plan_merge(ONE, winner=1, losers=[2], rows={"customers": ids(1, 2)})
    assert (plan.ready, plan.changes, plan.standing) == (True, (), ())


@pytest.mark.parametrize("losers", [[], [1], [2, 1], [(2, 3)], [None]])
def test_a_merge_takes_a_winner_and_others(losers):
    with pytest.raises(cm.ConfigurationError):
        plan_merge(ONE, winner=1, losers=losers, rows={"customers": ids(1, 2)})


def test_a_customer_that_is_not_there_is_told_as_a_value():
    plan = plan_merge(ONE, winner=1, losers=[2, 9], rows={"customers": ids(1, 2)})
    assert said(plan.obstacles) == [("unknown", ["customers (9)"], [])]
    assert (plan.ready, plan.changes) == (False, ())


def test_many_losers_become_one_and_collide_among_themselves():
    schema = host(
        tables=[HostTable("consents", uniques=[Unique(("customer_id", "channel"), "one")])],
        references=[Reference("consents", "customer_id")],
    )
    tables = {
        "customers": ids(1, 2, 3),
        "consents": [
            {"id": 1, "customer_id": 2, "channel": "mail"},
            {"id": 2, "customer_id": 3, "channel": "mail"},
            {"id": 3, "customer_id": 3, "channel": None},
            {"id": 4, "customer_id": 1, "channel": None},
        ],
    }
    plan = plan_merge(schema, winner=1, losers=[3, 2], rows=tables)
    assert said(plan.obstacles) == [("unique", ["consents (1)", "consents (2)"], [])]
    assert plan.collisions[0].by == "one"
    left = Leave(RowKey("consents", 2))
    plan = plan_merge(schema, winner=1, losers=[3, 2], rows=tables, resolutions=[left])
    assert (plan.ready, plan.left) == (True, (left.row,))


def test_null_is_unique_where_the_database_says_so():
    unique = Unique(("customer_id", "channel"), nulls_distinct=False)
    schema = host(
        tables=[HostTable("consents", uniques=[unique])],
        references=[Reference("consents", "customer_id")],
    )
    tables = {
        "customers": ids(1, 2),
        "consents": [{"id": n, "customer_id": n, "channel": None} for n in (1, 2)],
    }
    plan = plan_merge(schema, winner=1, losers=[2], rows=tables)
    assert said(plan.obstacles) == [("unique", ["consents (2)"], ["consents (1)"])]
    assert plan.obstacles[0].by == "consents (customer_id, channel)"


def test_a_unique_constraint_with_a_condition_holds_for_the_rows_it_is_of():
    unique = Unique("customer_id", "one_main", where={"deleted_at": None})
    schema = host(
        tables=[HostTable("mails", uniques=[unique])],
        references=[Reference("mails", "customer_id")],
    )
    rows = [{"id": n, "customer_id": n, "deleted_at": None} for n in (1, 2)]
    tables = {"customers": ids(1, 2), "mails": rows}
    assert not plan_merge(schema, winner=1, losers=[2], rows=tables).ready
    rows[0]["deleted_at"] = "yesterday"
    assert plan_merge(schema, winner=1, losers=[2], rows=tables).ready
    back = [Assign(RowKey("mails", 1), {"deleted_at": None})]
    plan = plan_merge(schema, winner=1, losers=[2], rows=tables, resolutions=back)
    assert said(plan.obstacles) == [("unique", ["mails (1)", "mails (2)"], [])]
    rows.append({"id": 3, "customer_id": 2, "deleted_at": "today"})
    plan = plan_merge(schema, winner=1, losers=[2], rows=tables)
    assert (plan.ready, len(plan.changes)) == (True, 2)


# -- self references ----------------------------------------------------------------------------

PARENT = host(references=[Reference("customers", "parent_id")])


def family(**parents):
    return {"customers": [{"id": k, "parent_id": v} for k, v in parents.items()]}


@pytest.mark.parametrize(
    ("parents", "loop"),
    [
        ({"w": "l", "l": None}, ["w"]),
        ({"w": "a", "a": "l", "l": None}, ["w", "a"]),
        ({"w": None, "l": "w"}, None),
        ({"w": None, "l": "l"}, None),
        ({"w": None, "l": None, "a": "l"}, None),
        ({"w": "a", "a": "b", "b": "a", "l": None}, None),  # a loop that was there, of others
        ({"w": "w", "l": None, "a": "l"}, None),  # so a root may be marked
        ({"w": "a", "a": "b", "b": None, "l": None, "x": "l"}, None),
    ],
)
def test_a_customer_that_would_be_above_itself_is_reported(parents, loop):
    plan = plan_merge(PARENT, winner="w", losers=["l"], rows=family(**parents))
    assert [[row.key[0] for row in one.rows] for one in plan.obstacles if one.code == "loop"] == (
        [loop] if loop else []
    )
    assert plan.ready == (loop is None)


def test_a_loop_above_the_winner_that_somebody_asks_for_is_reported():
    rows = family(w="a", a="b", b=None, l=None)
    wrong = Assign(RowKey("customers", "b"), {"parent_id": "a"})
    plan = plan_merge(PARENT, winner="w", losers=["l"], rows=rows, resolutions=[wrong])
    assert said(plan.obstacles) == [("loop", ["customers ('a')", "customers ('b')"], [])]


def test_a_loop_is_settled_by_saying_what_is_above_the_winner():
    top = Assign(RowKey("customers", "w"), {"parent_id": None})
    plan = plan_merge(
        PARENT, winner="w", losers=["l"], rows=family(w="l", l=None), resolutions=[top]
    )
    assert plan.ready
    assert [(str(c.row), c.values) for c in plan.changes] == [
        ("customers ('w')", {"parent_id": None})
    ]


# -- references by something else than the key ------------------------------------------------

NUMBER = host(
    tables=["shipments"],
    references=[Reference("shipments", "number", to_columns="number", check="deferred")],
)


def numbered(winner, loser):
    return {
        "customers": [{"id": 1, "number": winner}, {"id": 2, "number": loser}],
        "shipments": [{"id": 1, "number": "C2"}, {"id": 2, "number": None}],
    }


def test_what_refers_by_a_customer_number_gets_the_winners():
    plan = plan_merge(NUMBER, winner=1, losers=[2], rows=numbered("C1", "C2"))
    assert [(str(c.row), c.values) for c in plan.changes] == [("shipments (1)", {"number": "C1"})]


def test_a_winner_without_a_number_leaves_nothing_to_refer_to():
    tables = numbered(None, "C2")
    plan = plan_merge(NUMBER, winner=1, losers=[2], rows=tables)
    assert said(plan.obstacles) == [("no_value", ["shipments (1)"], [])]
    one = Assign(RowKey("customers", 1), {"number": "C9"})
    plan = plan_merge(NUMBER, winner=1, losers=[2], rows=tables, resolutions=[one])
    assert (plan.ready, [c.values for c in plan.changes]) == (
        True,
        [{"number": "C9"}, {"number": "C9"}],
    )
    assert plan_merge(NUMBER, winner=1, losers=[2], rows=numbered(None, None)).ready


def test_a_number_that_is_changed_by_hand_is_followed_by_what_refers_to_it():
    tables = numbered("C2", "C1")
    one = Assign(RowKey("customers", 1), {"number": "new"})
    plan = plan_merge(NUMBER, winner=1, losers=[2], rows=tables, resolutions=[one])
    assert plan.ready
    assert {str(c.row): c.values for c in plan.changes} == {
        "customers (1)": {"number": "new"},
        "shipments (1)": {"number": "new"},
    }


def test_ids_that_a_column_holds_as_text_are_found_and_written_as_text():
    about = Reference("notes", "about_id", where={"about": "customer"}, as_text=True)
    tables = {
        "customers": ids(1, 2),
        "notes": [
            {"id": 1, "about": "customer", "about_id": "2"},
            {"id": 2, "about": "order", "about_id": "2"},
        ],
    }
    plan = plan_merge(host(tables=["notes"], references=[about]), winner=1, losers=[2], rows=tables)
    assert [(str(c.row), c.values) for c in plan.changes] == [("notes (1)", {"about_id": "1"})]
    assert plan.ready


def test_a_condition_says_which_rows_refer_to_customers_also_after_the_change():
    about = Reference("notes", "about_id", where={"about": "customer", "gone": None})
    tables = {
        "customers": ids(1, 2),
        "notes": [
            {"id": n, "about": about, "about_id": 2, "gone": gone}
            for n, (about, gone) in enumerate(
                [("customer", None), ("customer", 1), (None, None), ("order", None)]
            )
        ],
    }
    decided = [
        Assign(RowKey("notes", 0), {"about": "order"}),
        Assign(RowKey("notes", 3), {"about_id": 99}),
    ]
    schema = host(tables=["notes"], references=[about])
    plan = plan_merge(schema, winner=1, losers=[2], rows=tables)
    assert [str(c.row) for c in plan.changes] == ["notes (0)"]
    plan = plan_merge(schema, winner=1, losers=[2], rows=tables, resolutions=decided)
    assert plan.ready
    wrong = [Assign(RowKey("notes", 0), {"about_id": 99})]
    plan = plan_merge(schema, winner=1, losers=[2], rows=tables, resolutions=wrong)
    assert said(plan.obstacles) == [("dangling", ["notes (0)"], [])]


def test_a_customer_without_a_part_of_what_is_referred_to_is_referred_to_by_nothing():
    refers = Reference("shipments", ("branch", "number"), to_columns=("branch", "number"))
    tables = {
        "customers": [{"id": n, "branch": "x", "number": [7, None][n - 1]} for n in (1, 2)],
        "shipments": [{"id": 1, "branch": "x", "number": None}],
    }
    schema = host(tables=["shipments"], references=[refers])
    plan = plan_merge(schema, winner=1, losers=[2], rows=tables)
    assert (plan.ready, plan.changes) == (True, ())


def test_ids_that_are_spelled_otherwise_than_those_they_refer_to_are_no_silent_loss():
    """A database compares 2 with '2'; what came back would not be found again."""

    def source(table, columns, values):
        rows = {"customers": ids(1, 2), "orders": [{"id": 1, "customer_id": "2"}]}[table]
        wanted = {tuple(map(str, one)) for one in values}
        return [row for row in rows if tuple(str(row[c]) for c in columns) in wanted]

    with pytest.raises(cm.ConfigurationError, match="as_text=True"):
        plan_merge(ONE, winner=1, losers=[2], rows=source)


# -- keys that change ---------------------------------------------------------------------------


def clubs(check):
    return host(
        tables=[
            HostTable("members", ("customer_id", "club")), HostTable("visits"),
            HostTable("receipts"),
        ],
        references=[
            Reference("members", "customer_id", check="immediate"),
            Reference("visits", ("c", "club"), "members", check=check),
            Reference("receipts", "visit_id", "visits", check="immediate"),
        ],
    )  # fmt: skip


MEMBERS = {
    "customers": ids(1, 2),
    "members": [{"customer_id": 2, "club": "A"}, {"customer_id": 2, "club": "B"}],
    "visits": [{"id": 1, "c": 2, "club": "A"}, {"id": 2, "c": None, "club": "A"}],
    "receipts": [{"id": 1, "visit_id": 1}],
}


@pytest.mark.parametrize(
    ("check", "done"),
    [
        ("none", [{"customer_id": 1}, {"customer_id": 1}, {"c": 1}]),
        ("deferred", [{"customer_id": 1}, {"customer_id": 1}, {"c": 1}]),
        ("cascade", [{"customer_id": 1}, {"customer_id": 1}, {}]),
    ],
)
def test_what_refers_to_a_row_by_a_key_that_changes_follows(check, done):
    plan = plan_merge(clubs(check), winner=1, losers=[2], rows=MEMBERS)
    assert plan.ready
    assert [c.values for c in plan.changes] == done
    assert [str(c.row_after) for c in plan.changes] == [
        "members (1, 'A')", "members (1, 'B')", "visits (1)",
    ]  # fmt: skip


def test_a_key_that_the_database_keeps_fast_is_reported_with_what_holds_it():
    plan = plan_merge(clubs("immediate"), winner=1, losers=[2], rows=MEMBERS)
    assert said(plan.obstacles) == [("immediate", ["members (2, 'A')"], ["visits (1)"])]


def test_what_is_left_behind_by_the_row_that_it_refers_to_is_reported():
    tables = {**MEMBERS, "visits": [{"id": 1, "c": 2, "club": "A"}]}
    left = Leave(RowKey("visits", 1))
    plan = plan_merge(clubs("none"), winner=1, losers=[2], rows=tables, resolutions=[left])
    assert said(plan.obstacles) == [("dangling", ["visits (1)"], [])]


def test_what_refers_to_a_row_that_stays_can_go_on_to_the_one_in_its_way():
    tables = {**MEMBERS, "members": [*MEMBERS["members"], {"customer_id": 1, "club": "A"}]}
    row = RowKey("members", (2, "A"))
    for follow, moved in (
        (False, ["members (2, 'B')"]),
        (True, ["members (2, 'B')", "visits (1)"]),
    ):
        plan = plan_merge(
            clubs("cascade"), winner=1, losers=[2], rows=tables, resolutions=[Leave(row, follow)]
        )
        assert (plan.ready, plan.left, [str(c.row) for c in plan.changes]) == (True, (row,), moved)


def test_a_value_is_given_up_before_another_row_takes_it():
    schema = host(tables=[HostTable("seats", uniques=[Unique("seat")])])
    tables = {"customers": ids(1, 2), "seats": [{"id": n, "seat": n} for n in (1, 2, 3)]}
    up = [Assign(RowKey("seats", n), {"seat": n + 1}) for n in (1, 2, 3)]
    plan = plan_merge(schema, winner=1, losers=[2], rows=tables, resolutions=up)
    assert [c.row.key for c in plan.changes] == [(3,), (2,), (1,)]
    swap = [Assign(RowKey("seats", 1), {"seat": 2}), Assign(RowKey("seats", 2), {"seat": 1})]
    plan = plan_merge(schema, winner=1, losers=[2], rows=tables, resolutions=swap)
    assert said(plan.obstacles) == [("order", ["seats (1)", "seats (2)"], [])]


def test_what_comes_to_refer_to_a_key_comes_after_the_row_that_comes_to_have_it():
    """A database that looks at once would find nothing there yet."""
    tables = {
        "customers": ids(1, 2, 3),
        "members": [{"customer_id": n, "club": "A"} for n in (2, 3)],
        "a_visits": [{"id": 1, "c": 3, "club": "A"}],
    }
    follows = Leave(RowKey("members", (3, "A")), follow=True)
    schema = host(
        tables=[HostTable("members", ("customer_id", "club")), HostTable("a_visits")],
        references=[
            Reference("members", "customer_id"),
            Reference("a_visits", ("c", "club"), "members", check="immediate"),
        ],
    )
    plan = plan_merge(schema, winner=1, losers=[2, 3], rows=tables, resolutions=[follows])
    assert [str(c.row) for c in plan.changes] == ["members (2, 'A')", "a_visits (1)"]
    assert plan.ready


def test_what_the_database_takes_along_is_set_by_hand_after_that():
    tables = {
        "customers": ids(1, 2),
        "members": [{"customer_id": 2, "club": "A"}],
        "a_visits": [{"id": 1, "c": 2, "club": "A"}],
    }
    schema = host(
        tables=[HostTable("members", ("customer_id", "club")), HostTable("a_visits")],
        references=[
            Reference("members", "customer_id"),
            Reference("a_visits", ("c", "club"), "members", check="cascade"),
        ],
    )
    off = Assign(RowKey("a_visits", 1), {"c": None})
    plan = plan_merge(schema, winner=1, losers=[2], rows=tables, resolutions=[off])
    assert [(str(c.row), c.where, c.values) for c in plan.changes] == [
        ("members (2, 'A')", {"customer_id": 2, "club": "A"}, {"customer_id": 1}),
        ("a_visits (1)", {"id": 1, "c": 1}, {"c": None}),
    ]


CHAIN = host(
    tables=[
        HostTable("accounts", "customer_id"), HostTable("cards", ("holder", "payer")),
        HostTable("uses"),
    ],
    references=[
        Reference("accounts", "customer_id"), Reference("cards", "holder", "accounts"),
        Reference("cards", "payer"), Reference("uses", "holder"),
        Reference("uses", ("holder", "payer"), "cards"),
    ],
)  # fmt: skip


@pytest.mark.parametrize("stays", [False, True])
def test_a_key_of_which_the_parts_change_one_after_the_other_is_followed_to_its_end(stays):
    tables = {
        "customers": ids(1, 2),
        "accounts": [{"customer_id": 2}, {"customer_id": 1}][: 1 + stays],
        "cards": [{"holder": 2, "payer": 2}, {"holder": 1, "payer": 1}][: 1 + stays],
        "uses": [{"id": 1, "holder": 2, "payer": 2}],
    }
    decided = [
        Leave(RowKey("accounts", 2), follow=True), Leave(RowKey("cards", (2, 2)), follow=True),
    ]  # fmt: skip
    plan = plan_merge(CHAIN, winner=1, losers=[2], rows=tables, resolutions=decided * stays)
    assert plan.ready
    assert plan.changes[-1].values == {"holder": 1, "payer": 1}
    assert str(plan.changes[-1].row) == "uses (1)"
    assert len(plan.changes) == (1 if stays else 3)


def test_two_references_that_want_other_values_of_one_column_are_reported():
    schema = host(
        tables=["orders"],
        references=[
            Reference("orders", ("shop", "customer_id"), to_columns=("shop", "id")),
            Reference("orders", ("shop", "number"), to_columns=("branch", "number")),
        ],
    )
    tables = {
        "customers": [
            {"id": 1, "shop": "x", "number": 1, "branch": "p"},
            {"id": 2, "shop": "y", "number": 2, "branch": "y"},
        ],
        "orders": [{"id": 1, "shop": "y", "customer_id": 2, "number": 2}],
    }
    plan = plan_merge(schema, winner=1, losers=[2], rows=tables)
    assert "contradiction" in {one.code for one in plan.obstacles}


def test_the_winner_takes_over_what_only_one_customer_may_have():
    """What survives on the winner's own row is part of the plan, if somebody says it."""
    customers = HostTable("customers", uniques=[Unique("mail")])
    schema = HostSchema("customers", [customers])
    tables = {"customers": [{"id": 1, "mail": None}, {"id": 2, "mail": "a@b"}]}
    takes = Assign(RowKey("customers", 1), {"mail": "a@b"})
    plan = plan_merge(schema, winner=1, losers=[2], rows=tables, resolutions=[takes])
    assert said(plan.obstacles) == [("unique", ["customers (1)"], ["customers (2)"])]
    gives = Assign(RowKey("customers", 2), {"mail": None})
    plan = plan_merge(schema, winner=1, losers=[2], rows=tables, resolutions=[takes, gives])
    assert [(c.row.key, c.values) for c in plan.changes] == [
        ((2,), {"mail": None}),
        ((1,), {"mail": "a@b"}),
    ]
    undo = plan_undo(schema, plan, rows=carried_out(plan.changes, tables))
    assert [c.row.key for c in undo.changes] == [(1,), (2,)]


# -- redirects ----------------------------------------------------------------------------------


def test_a_redirect_column_names_the_winner_and_stays_when_that_is_merged_too():
    schema = host(references=[Reference("customers", "merged_into")], redirect="merged_into")
    tables = {"customers": ids(1, 2, 3, merged_into=None)}
    plan = plan_merge(schema, winner=2, losers=[3], rows=tables)
    assert [(str(c.row), c.values) for c in plan.changes] == [("customers (3)", {"merged_into": 2})]
    tables = carried_out(plan.changes, tables)
    plan = plan_merge(schema, winner=1, losers=[2], rows=tables)
    assert [(str(c.row), c.values) for c in plan.changes] == [("customers (2)", {"merged_into": 1})]
    tables = carried_out(plan.changes, tables)
    for winner, losers in ((2, [1]), (1, [3]), (3, [1])):
        assert not plan_merge(schema, winner=winner, losers=losers, rows=tables).ready
    assert plan_merge(schema, winner=1, losers=[2], rows=tables).changes == ()


@pytest.mark.parametrize(
    ("redirects", "ready"),
    [
        ({2: 1}, True),
        ({1: 1, 2: 2}, True),
        ({2: 3}, False),
        ({1: 3}, False),
        ({1: 2}, False),
        ({(2,): (3,)}, False),
    ],
)
def test_redirects_that_the_host_keeps_elsewhere_count_too(redirects, ready):
    tables = {"customers": ids(1, 2, 3)}
    plan = plan_merge(ONE, winner=1, losers=[2], rows=tables, redirects=redirects)
    assert plan.ready == ready
    assert {one.code for one in plan.obstacles} <= {"merged"}


# -- resolutions, wrong and stale -----------------------------------------------------------------


def test_a_value_for_a_row_that_is_gone_is_told_as_a_value():
    decided = [Assign(RowKey("orders", 7), {"customer_id": 1})]
    plan = plan_merge(ONE, winner=1, losers=[2], rows={"customers": ids(1, 2)}, resolutions=decided)
    assert said(plan.obstacles) == [("unknown", ["orders (7)"], [])]


def test_a_value_for_a_column_that_does_not_exist_is_a_mistake():
    tables = {"customers": ids(1, 2), "orders": [{"id": 7, "customer_id": 2}]}
    for column, match in (("custmer_id", "Did you mean 'customer_id'"), ("zz", "Known")):
        decided = [Assign(RowKey("orders", 7), {column: 1})]
        with pytest.raises(cm.ConfigurationError, match=match):
            plan_merge(ONE, winner=1, losers=[2], rows=tables, resolutions=decided)


def test_a_plan_shows_no_value_of_a_row():
    canary = "Xylophilia"
    tables = {
        "customers": ids(1, 2, name=canary),
        "orders": [{"id": 7, "customer_id": 2, "name": canary}],
    }
    decided = [Assign(RowKey("orders", 7), {"name": f"{canary} 2"})]
    plan = plan_merge(ONE, winner=1, losers=[2], rows=tables, resolutions=decided)
    undo = plan_undo(ONE, plan, rows=carried_out(plan.changes, tables))
    shown = repr((plan, plan.changes, plan.obstacles, undo, undo.changes, decided))
    assert undo.changes[0].values == {"customer_id": 2, "name": canary}
    assert canary not in shown


# -- laws -----------------------------------------------------------------------------------------


@given(st.integers(0, 10**9))
def test_whatever_the_rows_a_merge_moves_them_all_and_its_undo_gives_them_back(seed):
    rng = random.Random(seed)
    schema = host(
        ("shop", "number"),
        [HostTable("members", ("shop", "number", "club")), "visits", "notes"],
        [
            Reference("members", ("shop", "number")),
            Reference("visits", ("shop", "number", "club"), "members"),
            Reference("notes", ("a", "b"), where={"about": "customer"}),
        ],
    )
    people = [(shop, n) for shop in "xy" for n in range(3)]
    clubs_of = list({(*rng.choice(people), rng.choice("AB")) for _ in range(6)})
    tables = {
        "customers": [{"shop": shop, "number": n} for shop, n in people],
        "members": [dict(zip(("shop", "number", "club"), one, strict=True)) for one in clubs_of],
        "visits": [
            {"id": n} | dict(zip(("shop", "number", "club"), rng.choice(clubs_of), strict=True))
            for n in range(5)
        ],
        "notes": [
            {"id": n, "about": rng.choice(["customer", "order", None]),
             "a": rng.choice(["x", "y", None]), "b": rng.choice([0, 1, 2, None])}
            for n in range(9)
        ],
    }  # fmt: skip
    winner, *losers = rng.sample(people, rng.randint(2, 4))
    given = {name: rng.sample(rows, len(rows)) for name, rows in tables.items()}
    plan = plan_merge(schema, winner=winner, losers=losers, rows=given)
    decided = [
        Leave(row, follow=True)
        for one in plan.obstacles
        for row in one.rows[0 if one.standing else 1 :]
    ]
    plan = plan_merge(schema, winner=winner, losers=losers, rows=given, resolutions=decided)
    assert plan.ready
    assert plan == plan_merge(
        schema, winner=winner, losers=losers[::-1], rows=tables, resolutions=decided
    )
    after = carried_out(plan.changes, tables)
    assert {name: len(rows) for name, rows in after.items()} == {
        name: len(rows) for name, rows in tables.items()
    }
    left = {row.key for row in plan.left}
    for row in after["members"]:
        assert (row["shop"], row["number"]) not in losers or tuple(row.values()) in left
    for row in after["visits"]:
        assert {c: row[c] for c in ("shop", "number", "club")} in after["members"]
    for row in after["notes"]:
        assert row["about"] != "customer" or (row["a"], row["b"]) not in losers
    undo = plan_undo(schema, plan, rows=after)
    assert (undo.ready, undo.came) == (True, ())
    assert carried_out(undo.changes, after) == tables
