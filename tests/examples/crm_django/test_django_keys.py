"""The keys by which known customers are found follow each change; what is described is checked."""

import io
import shutil

import pytest
from attrs import evolve
from django.apps import apps
from django.core.management import call_command
from django.db import connections, models
from django.test import override_settings
from django.test.utils import isolate_apps
from examples.crm_django.crm import models as crm
from examples.crm_django.customers_mdm import CustomerModel, description_of, register
from examples.crm_django.customers_mdm.linkers import fitted
from examples.crm_django.customers_mdm.models import CustomerKey, Fit, Merge
from examples.crm_django.customers_mdm.schema import schema_of

import custmdm as cm
from custmdm.steward.schema import Reference, Unique
from tests.examples.crm_django.people import ANN, fields_in
from tests.examples.worlds import records_of

pytestmark = [
    pytest.mark.usefixtures("database"),
    pytest.mark.parametrize("database", ["sqlite"], indirect=True),
]


def keys(*customers):
    """Return the keys that there are, and check that they are those of some customers."""
    kept = set(CustomerKey.objects.values_list("customer", "hash"))
    assert {pk for pk, _ in kept} == {str(one.pk) for one in customers}
    return kept


def test_keys_follow_what_is_saved_and_deleted():
    ann = crm.Customer.objects.create(**ANN)
    first = keys(ann)
    ann.phone = "+1 415 555 0199"
    ann.save()
    second = keys(ann)
    assert (len(second), len(first & second)) == (len(first), len(first) - 1)
    bob = crm.Customer.objects.create(name="Bob Ray", email="bob@ray.com")
    keys(ann, bob)
    bob.is_active = False
    bob.save()
    keys(ann)
    crm.Customer.objects.all().delete()
    keys()


def test_keys_say_nothing_of_a_customer():
    crm.Customer.objects.create(**ANN)
    for key in CustomerKey.objects.values_list("hash", flat=True):
        for value in ("Ann", "Lee", "555", "1961", "ann@"):
            assert value.lower() not in key.lower()


def test_what_a_queryset_does_is_found_after_reindexing():
    ann, bob = crm.Customer.objects.create(**ANN), crm.Customer.objects.create(**ANN)
    before = keys(ann, bob)
    crm.Customer.objects.filter(pk=ann.pk).update(name="Cyd Fox")
    crm.Customer.objects.bulk_create([crm.Customer(pk=99, **ANN)])
    assert keys(ann, bob) == before
    out = io.StringIO()
    call_command("reindex_customers", "crm.Customer", stdout=out)
    assert out.getvalue() == "crm.Customer: 3 customers\n"
    after = keys(ann, bob, crm.Customer(pk=99))
    assert {h for pk, h in after if pk == "99"} == {h for pk, h in before if pk == str(bob.pk)}
    assert {h for pk, h in after if pk == str(ann.pk)} < {h for _, h in after}
    call_command("reindex_customers", "crm.Customer", stdout=out)
    assert keys(ann, bob, crm.Customer(pk=99)) == after


def test_without_a_linker_nobody_is_warned_and_customers_are_merged_all_the_same(browse, boss):
    said = io.StringIO()
    call_command("reindex_customers", stdout=said, stderr=said)
    assert said.getvalue() == (
        "crm.Customer: 0 customers\ncrm.Company: no Linker is fitted, say --fit\n"
    )
    Fit.objects.all().delete()
    browser = browse(boss)
    for _ in range(2):
        assert browser.post("/customers/add/", ANN).status_code == 302
    ann, other = crm.Customer.objects.order_by("pk")
    to = f"/admin/crm/customer/merge/?id={ann.pk}&id={other.pk}"
    sent = fields_in(browser.get(to).content.decode()) | {"do": "merge"}
    assert browser.post(to, sent).status_code == 302
    assert Merge.objects.get().losers == [str(other.pk)]


def test_migrations_are_those_of_the_models():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_linker_is_fitted_to_the_customers_and_used_from_then_on():
    customers = description_of("crm.Customer")
    before = fitted(customers, "default")
    crm.Customer.objects.bulk_create(
        crm.Customer(
            name=f"{one.data.name.given} {one.data.name.family}", phone="".join(one.data.phones),
            email="".join(one.data.emails), birth_date=one.data.birth_date,
        )
        for one in records_of(3, 150)
    )  # fmt: skip
    call_command("reindex_customers", "crm.Customer", "--fit", verbosity=0, stdout=io.StringIO())
    after = fitted(customers, "default")
    assert after.to_json() != before.to_json()
    assert after.to_json() == Fit.objects.order_by("-pk").first().linker
    assert fitted(customers, "default") is after


# -- another database ------------------------------------------------------------------------


class ToOther:
    """A router that leads to the database `other`."""

    def db_for_read(self, model, **_):
        return "other"

    db_for_write = db_for_read

    def allow_relation(self, *_, **__):
        return True


@pytest.fixture
def other_database(migrated, tmp_path):
    """Let a router lead to another database than the default one, which is then none."""
    path = shutil.copy(migrated, tmp_path / "other.db")
    connections.settings["other"] = {**connections.settings["default"], "NAME": str(path)}
    connections["default"].close()
    connections.settings["default"]["NAME"] = str(tmp_path)
    del connections["default"]
    with override_settings(DATABASE_ROUTERS=[ToOther()]):
        yield
    connections["other"].close()
    del connections["other"]
    del connections.settings["other"]


def test_form_merge_and_undo_are_in_the_database_that_the_router_names(other_database, browse):
    from django.contrib.auth.models import User

    boss = User.objects.create(username="boss", is_staff=True, is_superuser=True)
    ann, other = (crm.Customer.objects.create(**ANN) for _ in range(2))
    order = crm.Order.objects.create(customer=other, total=1)
    browser = browse(boss)
    assert "a match" in browser.post("/customers/add/", ANN).content.decode()
    to = f"/admin/crm/customer/merge/?id={ann.pk}&id={other.pk}"
    sent = fields_in(browser.get(to).content.decode()) | {"do": "merge"}
    assert browser.post(to, sent).status_code == 302
    order.refresh_from_db()
    assert order.customer == ann
    assert browser.get(f"/customers/{other.pk}/").headers["Location"] == f"/customers/{ann.pk}/"
    undo = f"/admin/customers_mdm/merge/{Merge.objects.get().pk}/undo/"
    assert browser.post(undo).status_code == 302
    order.refresh_from_db()
    assert order.customer == other


# -- what is described -----------------------------------------------------------------------


def described(model, **said):
    usual = CustomerModel(
        model=model._meta.label, record=cm.Person, fields={"name": "name"}, blocking=()
    )
    made = evolve(usual, **said)
    vars(made)["cls"] = model  # instead of a look into the registry of applications
    return made


@isolate_apps("examples.crm_django.crm")
def test_a_model_whose_key_is_no_single_column_of_its_own_is_refused():
    class Member(models.Model):
        pk = models.CompositePrimaryKey("shop", "number")
        shop = models.IntegerField()
        number = models.IntegerField()
        name = models.CharField(max_length=10)

        class Meta:
            app_label = "crm"

    class Guest(crm.Customer):
        class Meta:
            app_label = "crm"

    class Nickname(crm.Customer):
        class Meta:
            app_label = "crm"
            proxy = True

    for model, reason in (
        (Member, "key of crm.Member has several columns"),
        (Guest, "register that one"),
        (Nickname, "key of crm.Nickname is that of crm.Customer"),
    ):
        with pytest.raises(cm.ConfigurationError, match=reason):
            register(described(model))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"name": "order__total"}, "'order__total' has many values"),
        ({"name": "clubs__name"}, "'clubs__name' has many values"),
        ({"nome": "name"}, "nome"),
    ],
)
def test_fields_that_do_not_fit_are_refused(fields, reason):
    with pytest.raises(cm.ConfigurationError, match=reason):
        register(described(crm.Customer, fields=fields))


def test_a_model_of_no_customers_is_said():
    with pytest.raises(cm.ConfigurationError, match=r"crm\.Customer, crm\.Company are"):
        description_of(crm.Order)


def test_the_schema_says_what_the_models_say():
    schema = schema_of(description_of("crm.Customer"), "default")
    assert schema.table("crm_consent").uniques == (
        Unique(("customer_id", "channel"), "one_consent_a_channel", {"withdrawn": False}),
    )
    assert schema.table("crm_membership").uniques == (Unique(("customer_id", "club_id")),)
    assert schema.table("crm_profile").uniques == (Unique("customer_id"),)
    points, *by_type = sorted(schema.references_to("crm_loyaltycard"), key=lambda r: r.check)
    assert points == Reference(
        "crm_purchase", "card_id", "crm_loyaltycard", "customer_id", check="deferred"
    )
    assert {str(one) for one in by_type} == {"crm_note (object_id)", "crm_attachment (object_id)"}
    tables = {one.table for one in schema.references_to("crm_customer")}
    assert tables == {
        "crm_address", "crm_attachment", "crm_call", "crm_consent", "crm_customer",
        "crm_customer_tags", "crm_loyaltycard", "crm_membership", "crm_note", "crm_order",
        "crm_profile",
    }  # fmt: skip


def test_rows_of_a_history_stay_and_columns_that_are_no_foreign_key_follow(mdm):
    customers = description_of("crm.Customer")
    said = Reference("crm_purchase", "points")  # which Django does not know
    mine = evolve(customers, keep=("crm.Address",), references=(said,))
    schema = schema_of(mine, "default")
    tables = {one.table for one in schema.references_to("crm_customer")}
    assert "crm_address" not in tables
    assert "crm_purchase" in tables


Q, F = models.Q, models.F


@pytest.mark.parametrize(
    ("condition", "where"),
    [
        (None, {}),
        (Q(withdrawn=False), {"withdrawn": False}),
        (Q(withdrawn__exact=True) & Q(channel="mail"), {"withdrawn": True, "channel": "mail"}),
        (Q(channel__isnull=True), {"channel": None}),
        (Q(customer__isnull=False), {}),  # rows with NULL are different as it is
        (Q(channel__isnull=False), ...),
        (Q(withdrawn=True) | Q(channel="mail"), ...),
        (~Q(withdrawn=True), ...),
        (Q(channel__startswith="m"), ...),
        (Q(channel=F("id")), ...),
        (Q(withdrawn=True) & Q(withdrawn=False), ...),
    ],
    ids=str,
)
def test_a_condition_is_understood_or_asked_for(monkeypatch, condition, where):
    consent, customers = apps.get_model("crm.Consent"), description_of("crm.Customer")
    once = models.UniqueConstraint(fields=["customer"], condition=condition, name="once")
    monkeypatch.setattr(consent._meta, "constraints", [once])
    if where is ...:
        with pytest.raises(cm.ConfigurationError, match=r"partial=\{'once': \{column: value\}\}"):
            schema_of(customers, "default")
        where = {"channel": "by hand"}
        customers = evolve(customers, partial={"once": where})
    (unique,) = schema_of(customers, "default").table("crm_consent").uniques
    assert unique == Unique("customer_id", "once", where)
