"""Merges in a Django project: every sort of reference, all of it or nothing, and back."""

import threading
import uuid

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection, transaction
from examples.crm_django.crm import models as crm
from examples.crm_django.customers_mdm.merging import RefusedError, token
from examples.crm_django.customers_mdm.redirects import without_merged
from examples.crm_django.customers_mdm.signals import customer_merge_undone, customer_merged

import custmdm as cm
from custmdm.steward.schema import Edited, Leave, RowKey
from tests.examples.crm_django.acts import about, customers, one_of_each
from tests.examples.crm_django.site import counts, dump

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def pair(mdm):
    """Return a customer, and another one with a row of every sort."""

    ann, other = customers("Ann", "Anne")
    one_of_each(other, winner=ann)
    return ann, other


def owners(model, column="customer_id"):
    return list(model.objects.order_by("pk").values_list(column, flat=True))


def test_every_sort_of_reference_follows_and_no_row_is_lost(mdm, pair):
    ann, other = pair
    before = dump()
    done = mdm.merge(ann, other)
    assert done.number is not None
    after = dump()
    assert counts(after) == counts(before)
    for model in (
        crm.Order,
        crm.Address,
        crm.Membership,
        crm.Profile,
        crm.LoyaltyCard,
        crm.Consent,
    ):
        assert set(owners(model)) == {ann.pk}
    assert sorted(ann.tags.values_list("name", flat=True)) == ["new", "vip"]
    assert owners(crm.Customer, "parent_id") == [None, None, ann.pk]
    assert owners(crm.Purchase, "card_id") == [ann.pk]
    assert owners(crm.Note, "object_id") == [ann.pk, other.pk]  # the other is about an order
    assert owners(crm.Attachment, "object_id") == [str(ann.pk)]
    changed = {change.row.table for change in done.plan.changes}
    assert changed == {name for name in before if before[name] != after[name]}
    assert len(changed) == 12


def test_an_undo_restores_every_table(mdm, pair):
    ann, other = pair
    before = dump()
    number = mdm.merge(ann, other).number
    assert mdm.resolve(other) == ann.pk
    assert mdm.undo(number).ready
    assert dump() == before
    assert mdm.resolve(other) == other.pk
    with pytest.raises(LookupError, match="or it is undone"):
        mdm.undo(number)


def test_an_undo_after_a_later_edit_is_refused_with_the_rows(mdm, pair):
    ann, other = pair
    before = dump()
    number = mdm.merge(ann, other).number
    order = crm.Order.objects.get(total="9.90")
    order.total = "10.90"
    order.save()
    crm.Address.objects.all().delete()
    edited = dump()
    assert mdm.undo(number).edited == (
        Edited(RowKey("crm_address", 1)),
        Edited(RowKey("crm_order", order.pk), ("total",)),
    )
    assert dump() == edited
    assert mdm.resolve(other) == ann.pk
    crm.Address.objects.create(pk=1, customer=ann, text="1 High Street")
    order.total = "9.90"
    order.save()
    assert mdm.undo(number).ready
    assert dump() == before


def test_rows_that_came_since_stay_with_the_winner_and_are_listed(mdm, pair):
    ann, other = pair
    number = mdm.merge(ann, other).number
    new = crm.Order.objects.create(customer=ann, total=1)
    undo = mdm.undo(number)
    assert (undo.ready, undo.came) == (True, (RowKey("crm_order", new.pk),))
    new.refresh_from_db()
    assert new.customer == ann


@pytest.fixture
def colliding(mdm):
    """Return two customers with rows of which one customer may have only one."""

    ann, other = customers("Ann", "Anne")
    club, tag = crm.Club.objects.create(name="Chess"), crm.Tag.objects.create(name="vip")
    for n, one in enumerate((ann, other), 1):
        one.tags.add(tag)
        crm.Membership.objects.create(pk=n, customer=one, club=club)
        crm.Profile.objects.create(pk=n, customer=one, hobby="chess")
        crm.LoyaltyCard.objects.create(customer=one)
        crm.Consent.objects.create(pk=n, customer=one, channel="mail")
    crm.Consent.objects.create(pk=3, customer=other, channel="mail", withdrawn=True)
    crm.Consent.objects.create(pk=4, customer=other, channel="post")
    return ann, other


def test_what_may_be_there_only_once_is_listed_and_nothing_changes(mdm, colliding):
    ann, other = colliding
    before = dump()
    done = mdm.merge(ann, other)
    assert done.number is None
    assert [(str(*one.rows), str(*one.standing)) for one in done.plan.collisions] == [
        ("crm_consent (2)", "crm_consent (1)"),
        ("crm_customer_tags (2)", "crm_customer_tags (1)"),
        (f"crm_loyaltycard ({other.pk})", f"crm_loyaltycard ({ann.pk})"),
        ("crm_membership (2)", "crm_membership (1)"),
        ("crm_profile (2)", "crm_profile (1)"),
    ]
    assert dump() == before
    assert mdm.resolve(other) == other.pk


def test_what_is_left_with_the_customer_that_is_merged_away_stays_and_the_rest_moves(
    mdm, colliding
):
    ann, other = colliding
    before = dump()
    left = [Leave(row) for one in mdm.preview(ann, other).collisions for row in one.rows]
    number = mdm.merge(ann, other, resolutions=left).number
    assert counts(dump()) == counts(before)
    for model in (crm.Membership, crm.Profile, crm.LoyaltyCard):
        assert owners(model) == [ann.pk, other.pk]
    # Of those that were withdrawn there may be several, and of another channel there is none.
    assert owners(crm.Consent) == [ann.pk, other.pk, ann.pk, ann.pk]
    assert mdm.undo(number).ready
    assert dump() == before


def test_a_customer_does_not_come_to_be_above_itself(mdm):
    ann, other = customers("Ann", "Anne")
    other.parent = ann
    other.save()
    refused = mdm.merge(other, ann)
    assert [one.code for one in refused.plan.obstacles] == ["loop"]
    assert owners(crm.Customer, "parent_id") == [None, ann.pk]


def test_several_customers_become_one_at_once(mdm):
    ann, *others = customers("Ann", "Anne", "A. Lee")
    for one in others:
        crm.Order.objects.create(customer=one, total=1)
        crm.Profile.objects.create(customer=one, hobby="chess")
    before = dump()
    (collision,) = mdm.preview(ann, *others).collisions
    assert collision.rows == (RowKey("crm_profile", 1), RowKey("crm_profile", 2))
    number = mdm.merge(ann, *others, resolutions=[Leave(collision.rows[1])]).number
    assert owners(crm.Order) == [ann.pk, ann.pk]
    assert owners(crm.Profile) == [ann.pk, others[1].pk]
    assert [mdm.resolve(one) for one in others] == [ann.pk, ann.pk]
    assert mdm.undo(number).ready
    assert dump() == before


def test_customers_with_uuids_are_merged_and_found_by_either_spelling(mdm):
    mine, other = (crm.Company.objects.create(name=name) for name in ("Acme", "Acme Inc"))
    crm.Contract.objects.create(company=other)
    crm.Attachment.objects.create(**about(other), path="a.pdf")
    before, companies = dump(), mdm.of("crm.Company")
    number = companies.merge(mine, other).number
    assert owners(crm.Contract, "company_id") == [mine.pk]
    assert owners(crm.Attachment, "object_id") == [str(mine.pk)]
    assert companies.resolve(other) == mine.pk
    assert companies.undo(number).ready
    assert dump() == before


def test_merged_customers_are_hidden_by_number_and_by_uuid_until_the_merge_is_undone(mdm):
    for model, acts in ((crm.Customer, mdm), (crm.Company, mdm.of("crm.Company"))):
        one, two, three = (model.objects.create(name=name) for name in ("A", "B", "C"))
        number = acts.merge(two, three).number
        assert set(without_merged(model.objects.filter(name__gt="A"))) == {two}
        assert set(model.objects.all()) == {one, two, three}
        acts.undo(number)
        assert set(without_merged(model.objects.all())) == {one, two, three}


def test_the_winner_takes_a_value_of_another_and_the_undo_gives_it_back(mdm):
    ann = crm.Customer.objects.create(name="Ann", birth_date="1961-02-11", phone="1")
    other = crm.Customer.objects.create(name="Anne", birth_date="1961-02-12", phone="2")
    before = dump()
    number = mdm.merge(ann, other, take={"name": other.pk, "birth_date": other.pk}).number
    ann.refresh_from_db()
    assert (ann.name, str(ann.birth_date), ann.phone) == ("Anne", "1961-02-12", "1")
    assert mdm.undo(number).ready
    assert dump() == before


def test_old_keys_resolve_through_merges_upon_merges_which_are_undone_in_turn(mdm):
    a, b, c = customers("A", "B", "C")
    for one in (a, b, c):
        crm.Order.objects.create(customer=one, total=1)
    looks, first = [dump()], mdm.merge(b, c).number
    looks.append(dump())
    second = mdm.merge(a, b).number
    assert [mdm.resolve(one) for one in (a, b, c)] == [a.pk] * 3
    assert [str(one.row) for one in mdm.undo(first).edited] == ["crm_order (3)"]
    merged = mdm.merge(a, c)
    assert [one.code for one in merged.plan.obstacles] == ["merged"]
    for number, look in ((second, looks[1]), (first, looks[0])):
        assert mdm.undo(number).ready
        assert dump() == look
    assert mdm.resolve(c) == c.pk


def test_the_signals_name_the_rows_and_what_a_receiver_refuses_is_not_done(mdm, pair):
    ann, other = pair
    before, heard = dump(), []

    def hear(signal, **said):
        heard.append(said)

    def refuse(**_):
        raise ValueError("not on Mondays")

    customer_merged.connect(refuse)
    with pytest.raises(ValueError, match="Mondays"):
        mdm.merge(ann, other)
    customer_merged.disconnect(refuse)
    assert dump() == before
    assert mdm.resolve(other) == other.pk

    for signal in (customer_merged, customer_merge_undone):
        signal.connect(hear)
    number = mdm.merge(ann, other).number
    mdm.undo(number)
    for signal in (customer_merged, customer_merge_undone):
        signal.disconnect(hear)
    for said in heard:
        assert (said["winner"], said["losers"], said["merge"]) == (ann.pk, (other.pk,), number)
        assert said["using"] == "default"
    first, second = ({table for table, _ in said["rows"]} for said in heard)
    assert first == second
    assert "crm_order" in first


def test_each_customer_has_it_in_its_history_without_a_name(mdm, pair, boss):
    ann, other = pair
    mdm.undo(mdm.merge(ann, other).number)
    entries = LogEntry.objects.order_by("pk")
    assert [(one.object_id, one.user) for one in entries] == [
        (str(pk), boss) for pk in (ann.pk, other.pk) * 2
    ]
    assert not any("Ann" in one.object_repr + one.change_message for one in entries)


class StoppedError(Exception):
    pass


def stopped_after(n):
    """Return what lets so many statements through."""

    def execute(execute, sql, params, many, context):
        nonlocal n
        n -= 1
        if n < 0:
            raise StoppedError
        return execute(sql, params, many, context)

    return execute


@pytest.mark.parametrize("what", ["merge", "undo"])
def test_stopped_at_any_statement_all_or_nothing_is_done(mdm, pair, what):
    """The keys, the redirects, the history and the tables of the merges among it."""
    act, everything = lambda: mdm.merge(*pair), ("crm", "customers_mdm", "admin")
    if what == "undo":
        number = mdm.merge(*pair).number
        act = lambda: mdm.undo(number)  # noqa: E731
    before, n = dump(*everything), 0
    while True:
        try:
            with connection.execute_wrapper(stopped_after(n)):
                act()
            break
        except StoppedError:
            assert dump(*everything) == before
            n += 1
    assert n > 40
    assert dump() != {name: before[name] for name in dump()}


def test_a_row_that_changes_under_the_merge_stops_it_and_nothing_is_done(mdm, pair):
    """As a trigger may: no lock keeps it away."""

    def meddle(execute, sql, params, many, context):
        done = execute(sql, params, many, context)
        if sql.startswith('UPDATE "crm_address"'):
            crm.Order.objects.update(customer=crm.Customer.objects.get(name="Child"))
        return done

    before = dump()
    with (
        connection.execute_wrapper(meddle),
        pytest.raises(RefusedError, match="StaleVersionError"),
    ):
        mdm.merge(*pair)
    assert dump() == before


def test_what_the_database_refuses_is_not_done_and_its_values_are_not_told(mdm, pair):
    ann, other = pair
    # As a unique constraint on an expression does, which no plan looks at.
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX once ON crm_order (customer_id, ABS(total / 1000 - 0))")
    crm.Order.objects.create(customer=other, total="1.00")
    before = dump()
    with pytest.raises(RefusedError) as refused:
        mdm.merge(ann, other)
    assert str(refused.value) == "IntegrityError: the database refuses, nothing is done"
    assert refused.value.__suppress_context__
    assert dump() == before


def in_a_thread(act):
    """Return a thread that acts on a connection of its own, and what comes of it."""

    done = []

    def run():
        try:
            done.append(act())
        finally:
            connection.close()

    return threading.Thread(target=run), done


def test_a_merge_waits_for_an_order_that_is_being_changed(mdm, pair):
    ann, other = pair
    merging, done = in_a_thread(lambda: mdm.merge(ann, other))
    order = crm.Order.objects.get(customer=other)
    with transaction.atomic():
        order.total = 77
        order.save()
        merging.start()
        merging.join(0.3)
        assert done == []
    merging.join(60)
    order.refresh_from_db()
    assert (order.customer, order.total) == (ann, 77)
    assert mdm.undo(done[0].number).ready
    order.refresh_from_db()
    assert (order.customer, order.total) == (other, 77)


def test_an_order_that_comes_to_a_merged_customer_is_fetched_by_the_same_merge_again(mdm, pair):
    """Django's foreign keys are looked at when the order is committed: no merge waits for it."""
    ann, other = pair
    first = mdm.merge(ann, other).number
    order = crm.Order.objects.create(customer=other, total=1)
    second = mdm.merge(ann, other).number
    order.refresh_from_db()
    assert (order.customer, mdm.resolve(other)) == (ann, ann.pk)
    for number, stands_for in ((first, ann), (second, other)):
        assert mdm.undo(number).ready
        assert mdm.resolve(other) == stands_for.pk


def test_two_merges_at_once_follow_each_other(mdm):
    ann, other = customers("Ann", "Anne")
    acts = [in_a_thread(lambda one=one: mdm.merge(*one)) for one in ((ann, other), (other, ann))]
    for thread, _ in acts:
        thread.start()
    for thread, _ in acts:
        thread.join(60)
    plans = [one.plan for _, done in acts for one in done]
    assert sorted(plan.ready for plan in plans) == [False, True]
    assert {one.code for plan in plans for one in plan.obstacles} == {"merged"}


def test_a_plan_that_somebody_saw_is_carried_out_only_as_long_as_it_holds(mdm, pair):
    ann, other = pair
    seen = token(mdm.preview(ann, other))
    assert token(mdm.preview(ann, other)) == seen
    order = crm.Order.objects.create(customer=other, total=1)
    before = dump()
    assert mdm.merge(ann, other, seen=seen).number is None
    assert dump() == before
    order.delete()
    assert mdm.merge(ann, other, seen=seen).number is not None


def test_thousands_of_rows_move_and_come_back(mdm):
    ann, other = customers("Ann", "Anne")
    crm.Address.objects.bulk_create(crm.Address(customer=other, text=str(n)) for n in range(1500))
    before = dump()
    done = mdm.merge(ann, other)
    assert len(done.plan.changes) == 1500
    assert set(owners(crm.Address)) == {ann.pk}
    assert mdm.undo(done.number).ready
    assert dump() == before


def test_a_customer_that_is_not_there_is_said(mdm):
    ann = crm.Customer.objects.create(name="Ann")
    gone = crm.Customer(pk=99)
    assert [one.code for one in mdm.preview(ann, gone).obstacles] == ["unknown"]
    with pytest.raises(cm.ConfigurationError, match="two customers"):
        mdm.preview(ann, ann)
    stranger = crm.Company(pk=uuid.uuid4())
    assert mdm.of("crm.Company").resolve(stranger) == stranger.pk
