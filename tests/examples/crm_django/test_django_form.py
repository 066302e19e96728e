"""The form that warns before it saves a customer that may be known."""

import pytest
from django.core.management import call_command
from django.forms import ModelForm
from examples.crm_django.crm import models as crm
from examples.crm_django.crm.forms import CustomerForm
from examples.crm_django.customers_mdm import description_of
from examples.crm_django.customers_mdm.forms import DuplicateWarningMixin
from examples.crm_django.customers_mdm.models import Decision

import custmdm as cm
from tests.examples.crm_django.people import ANN, fields_in
from tests.examples.worlds import linker, records_of

pytestmark = [
    pytest.mark.usefixtures("database"),
    pytest.mark.parametrize("database", ["sqlite"], indirect=True),
]
SCRIPT = "<script>alert(1)</script>"


def typed(record):
    data = record.data
    return {
        "name": f"{data.name.given} {data.name.family}",
        "phone": "".join(data.phones),
        "email": "".join(data.emails),
        "birth_date": data.birth_date or "",
    }


def test_the_form_warns_of_whom_a_batch_run_would_find(boss):
    description = description_of("crm.Customer")
    *known, _ = records_of(7, 101)
    crm.Customer.objects.bulk_create(
        crm.Customer(**typed(one) | {"birth_date": one.data.birth_date}) for one in known
    )
    call_command("reindex_customers", verbosity=0)
    there = description.records(crm.Customer.objects.all())
    found = {cm.Decision.MATCH: 0, cm.Decision.POSSIBLE: 0}
    for asked in (*known[::8], *records_of(8, 20, "web")):
        form = CustomerForm(typed(asked), user=boss)
        form.is_valid()
        (new,) = description.mapping.read_one(typed(asked)).records
        result = linker().resolve([*there, new])
        wanted = {
            ({link.left, link.right} - {new.id}).pop().key: decision
            for decision, links in (
                (cm.Decision.MATCH, result.links),
                (cm.Decision.POSSIBLE, result.review),
            )
            for link in links
            if new.id in (link.left, link.right)
        }
        assert {one.pk: one.is_match for one in form.candidates} == {
            pk: decision is cm.Decision.MATCH for pk, decision in wanted.items()
        }
        for decision in wanted.values():
            found[decision] += 1
    assert min(found.values()) > 5


def test_a_customer_nobody_knows_is_saved_at_once_and_found_from_then_on(boss):
    form = CustomerForm(ANN, user=boss)
    assert (form.is_valid(), form.candidates) == (True, ())
    ann = form.save()
    again = CustomerForm(ANN, user=boss)
    assert not again.is_valid()
    assert [one.pk for one in again.candidates] == [str(ann.pk)]
    assert not Decision.objects.exists()


def test_what_was_agreed_to_is_these_customers_and_no_others(browse, boss):
    crm.Customer.objects.create(**ANN)
    browser = browse(boss)
    page = browser.post("/customers/add/", ANN).content.decode()
    crm.Customer.objects.create(**ANN)  # by somebody else, meanwhile
    warned = browser.post("/customers/add/", fields_in(page) | {"save_anyway": "on"})
    assert (warned.status_code, crm.Customer.objects.count()) == (200, 2)
    sent = fields_in(warned.content.decode())
    assert "save_anyway" not in sent  # to be ticked anew
    assert browser.post("/customers/add/", sent).status_code == 200
    assert browser.post("/customers/add/", sent | {"save_anyway": "on"}).status_code == 302
    assert Decision.objects.count() == 2


def test_nobody_can_agree_before_they_were_warned(boss):
    crm.Customer.objects.create(**ANN)
    for claimed in ("", "true", "é"):
        form = CustomerForm(ANN | {"save_anyway": "on", "warned_of": claimed}, user=boss)
        assert not form.is_valid()


def test_a_customer_that_is_edited_is_not_its_own_double(boss):
    ann, other = crm.Customer.objects.create(**ANN), crm.Customer.objects.create(name="Bob Ray")
    assert CustomerForm(ANN | {"email": "new@lee.com"}, instance=ann, user=boss).is_valid()
    form = CustomerForm(ANN, instance=other, user=boss)
    assert not form.is_valid()
    assert [one.pk for one in form.candidates] == [str(ann.pk)]


def test_an_edit_of_what_tells_no_customers_apart_asks_nothing(boss):
    ann, _ = crm.Customer.objects.create(**ANN), crm.Customer.objects.create(**ANN)
    parent = crm.Customer.objects.create(name="Acme")
    ann.refresh_from_db()
    form = CustomerForm(ANN | {"parent": parent.pk}, instance=ann, user=boss)
    assert (form.is_valid(), form.candidates) == (True, ())


def test_a_form_without_a_field_takes_it_from_the_row(boss):
    class NameForm(DuplicateWarningMixin, ModelForm):
        class Meta:
            model = crm.Customer
            fields = ("name",)

    ann = crm.Customer.objects.create(**ANN)
    other = crm.Customer.objects.create(**ANN | {"name": "Bob Ray"})
    form = NameForm({"name": "Ann Lee"}, instance=other, user=boss)
    assert not form.is_valid()
    assert [one.pk for one in form.candidates] == [str(ann.pk)]


def test_inactive_customers_and_those_that_somebody_may_not_see_are_not_told_of(
    boss, user, describe
):
    crm.Customer.objects.create(**ANN, is_active=False)
    assert CustomerForm(ANN, user=boss).is_valid()
    crm.Customer.objects.create(**ANN)
    describe(visible=lambda rows, by: rows if by.is_superuser else rows.none())
    assert CustomerForm(ANN, user=user()).is_valid()
    assert not CustomerForm(ANN, user=boss).is_valid()


def test_a_customer_that_was_merged_away_is_not_told_of(mdm, boss):
    ann, other = crm.Customer.objects.create(**ANN), crm.Customer.objects.create(**ANN)
    number = mdm.merge(ann, other).number
    form = CustomerForm(ANN, user=boss)
    assert not form.is_valid()
    assert [one.pk for one in form.candidates] == [str(ann.pk)]
    mdm.undo(number)
    form = CustomerForm(ANN, user=boss)
    assert not form.is_valid()
    assert len(form.candidates) == 2


def test_values_are_masked_for_who_may_not_see_them(browse, boss, user):
    ann = crm.Customer.objects.create(**ANN)
    told = {}
    for by in (boss, user("add_customer")):
        page = browse(by).post("/customers/add/", ANN).content.decode()
        assert f"({ann.pk})" in page
        told[by.username] = page[page.index("errorlist") : page.index("</ul>")]
    assert "Ann Lee" in told.pop("boss")
    (masked,) = told.values()
    assert "A*** L***" in masked
    for part in ("Ann", "Lee", "ann@", "5550101", "02-11"):
        assert part not in masked


def test_a_script_in_a_name_stays_text(browse, boss):
    crm.Customer.objects.create(**ANN | {"name": f"{SCRIPT} Lee"})
    page = browse(boss).post("/customers/add/", ANN | {"name": f"{SCRIPT} Lee"}).content.decode()
    assert "may be known" in page
    assert SCRIPT not in page
    assert "&lt;script&gt;" in page


def test_the_admin_warns_and_saves_anyway_too(browse, boss):
    ann, browser = crm.Customer.objects.create(**ANN), browse(boss)
    page = browser.post("/admin/crm/customer/add/", ANN).content.decode()
    assert f"({ann.pk}), a match" in page
    assert 'type="checkbox" name="save_anyway"' in page
    sent = fields_in(page) | {"save_anyway": "on"}
    assert browser.post("/admin/crm/customer/add/", sent).status_code == 302
    assert [one.candidate for one in Decision.objects.all()] == [str(ann.pk)]


def test_a_form_that_is_not_saved_at_once_notes_the_decision_when_it_is(boss):
    crm.Customer.objects.create(**ANN)
    warned = CustomerForm(ANN, user=boss)
    warned.is_valid()
    form = CustomerForm({**warned.data, "save_anyway": "on"}, user=boss)
    assert form.is_valid()
    made = form.save(commit=False)
    made.save()
    assert not Decision.objects.exists()
    form.save_m2m()
    assert Decision.objects.get().customer == str(made.pk)


def test_a_form_that_is_not_told_who_asks_says_so():
    with pytest.raises(cm.ConfigurationError, match=r"CustomerForm\(user=request\.user\)"):
        CustomerForm(ANN)


def test_a_customer_of_whom_nothing_is_known_is_saved_and_merged(browse, boss):
    browser = browse(boss)
    pair = [crm.Customer.objects.create(name="") for _ in range(2)]
    assert CustomerForm({"name": "?"}, user=boss).is_valid()
    page = browser.get(f"/admin/crm/customer/merge/?id={pair[0].pk}&id={pair[1].pk}")
    assert page.status_code == 200
