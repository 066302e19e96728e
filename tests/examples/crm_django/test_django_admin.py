"""The admin reviews customers, merges them and undoes merges, for those who may."""

import io

import pytest
from django.core.management import call_command
from django.db import connection
from examples.crm_django.crm import models as crm
from examples.crm_django.customers_mdm.models import Merge

from tests.examples.crm_django.acts import one_of_each
from tests.examples.crm_django.people import ANN, fields_in
from tests.examples.crm_django.site import dump

pytestmark = [
    pytest.mark.usefixtures("database"),
    pytest.mark.parametrize("database", ["sqlite"], indirect=True),
]
LIST, MERGE = "/admin/crm/customer/", "/admin/crm/customer/merge/"
SCRIPT = "<script>alert(1)</script>"
LOOKS = ("merge_customer", "see_values", "view_customer", "change_customer")


@pytest.fixture
def pair():
    other = ANN | {"name": "Anne", "email": "kitchen@foxes.org"}
    return crm.Customer.objects.create(**ANN), crm.Customer.objects.create(**other)


def review(*customers):
    return f"{MERGE}?{'&'.join(f'id={one.pk}' for one in customers)}"


def merge(browser, *customers, **said):
    """Look at the review, and agree to what it says."""
    sent = fields_in(browser.get(review(*customers)).content.decode())
    return browser.post(MERGE, sent | {"do": "merge"} | said)


def test_who_may_not_merge_sees_no_action_no_review_and_no_undo(browse, user, boss, pair):
    number = Merge.objects.count() + 1
    merge(browse(boss), *pair)
    undo = f"/admin/customers_mdm/merge/{number}/undo/"
    before = dump()
    for codenames in (("view_customer", "change_customer"), ("merge_customer",)):
        browser = browse(user(*codenames))
        assert "review_and_merge" not in browser.get(LIST).content.decode()
        for ask in (browser.get, browser.post):
            assert ask(review(*pair)).status_code == 403
            assert ask(undo).status_code == 403
    assert browse(user("view_customer")).get("/admin/customers_mdm/merge/").status_code == 403
    assert dump() == before


def test_the_action_wants_two_customers(browse, user, pair):
    browser = browse(user(*LOOKS))
    chosen = {"action": "review_and_merge", "_selected_action": [pair[0].pk]}
    said = browser.post(LIST, chosen, follow=True).content.decode()
    assert "Select two customers or more." in said
    chosen["_selected_action"] = [one.pk for one in pair]
    assert browser.post(LIST, chosen).headers["Location"] == review(*pair)


@pytest.mark.parametrize("asked", ["", "id=1", "id=1&id=1", "id=1&id=99", "id=1&id=x", "id=1&id="])
def test_a_review_of_customers_that_are_not_there_is_not_found(browse, boss, pair, asked):
    assert browse(boss).get(f"{MERGE}?{asked}").status_code == 404


def test_customers_that_somebody_may_not_see_are_neither_merged_nor_taken_apart(
    browse, user, describe, pair
):
    browser = browse(user(*LOOKS))
    merge(browser, *pair)
    before, undo = dump(), f"/admin/customers_mdm/merge/{Merge.objects.get().pk}/undo/"
    third = crm.Customer.objects.create(**ANN)
    describe(visible=lambda rows, _: rows.exclude(pk=pair[1].pk))
    assert browser.get(undo).status_code == browser.post(undo).status_code == 403
    describe(visible=lambda rows, _: rows.exclude(pk=third.pk))
    assert browser.get(review(pair[0], third)).status_code == 404
    assert browser.get(undo).status_code == 200
    third.delete()
    assert dump() == before


def test_the_review_shows_what_agrees_and_what_moves_and_the_merge_does_it(browse, user, pair):
    ann, other = pair
    one_of_each(other, winner=ann)
    browser = browse(user(*LOOKS))
    page = browser.get(review(*pair)).content.decode()
    for said in (
        "Ann Lee",
        ">agrees<",
        ">differs<",
        "order (1): 1",
        "note (1): 1",
        "attachment (1): 1",
    ):
        assert said in page
    assert "What stands in the way" not in page
    before = dump()
    assert merge(browser, *pair).headers["Location"] == LIST
    assert crm.Order.objects.filter(customer=ann).count() == 2
    # In the list there is one of the two.
    page = browser.get(LIST).content.decode()
    assert (f"/customer/{ann.pk}/" in page, f"/customer/{other.pk}/" in page) == (True, False)
    (made,) = Merge.objects.all()
    listed = browser.get("/admin/customers_mdm/merge/").content.decode()
    assert f"/admin/customers_mdm/merge/{made.pk}/undo/" in listed
    assert browser.post(f"/admin/customers_mdm/merge/{made.pk}/undo/").status_code == 302
    assert dump() == before
    assert browser.get(f"/admin/customers_mdm/merge/{made.pk}/undo/").status_code == 404


def test_no_page_of_a_merge_shows_the_rows_that_it_holds(browse, boss, pair):
    browser = browse(boss)
    merge(browser, *pair)
    for page in ("", f"{Merge.objects.get().pk}/change/"):
        text = browser.get(f"/admin/customers_mdm/merge/{page}").content.decode()
        assert "Ann" not in text
        assert "5550101" not in text


def test_the_surviving_customer_and_its_values_are_chosen(browse, boss, pair):
    ann, other = pair
    browser = browse(boss)
    page = browser.get(f"{review(*pair)}&winner={other.pk}&take-name={ann.pk}").content.decode()
    browser.post(MERGE, fields_in(page) | {"do": "merge"})
    other.refresh_from_db()
    assert (other.name, Merge.objects.get().winner) == ("Ann Lee", str(other.pk))


def test_what_was_chosen_and_not_looked_at_is_not_done(browse, boss, pair):
    before = dump()
    said = merge(browse(boss), *pair, winner=pair[1].pk).content.decode()
    assert "This is not the merge that you saw." in said
    assert (dump(), Merge.objects.count()) == (before, 0)


def test_a_page_that_is_not_up_to_date_does_nothing_and_shows_what_is(browse, boss, pair):
    ann, other = pair
    browser = browse(boss)
    sent = fields_in(browser.get(review(*pair)).content.decode()) | {"do": "merge"}
    order = crm.Order.objects.create(customer=other, total=1)
    before = dump()
    page = browser.post(MERGE, sent).content.decode()
    assert "This is not the merge that you saw." in page
    assert f"order (1): {order.pk}" in page
    assert dump() == before
    assert browser.post(MERGE, fields_in(page) | {"do": "merge"}).status_code == 302
    order.refresh_from_db()
    assert order.customer == ann


def test_what_may_be_there_only_once_is_listed_and_left_by_a_tick(browse, boss, pair):
    ann, other = pair
    club = crm.Club.objects.create(name="Chess")
    for one in pair:
        crm.Membership.objects.create(customer=one, club=club)
    browser, before = browse(boss), dump()
    page = browser.get(review(*pair)).content.decode()
    assert "membership 2</label> (membership 1)" in page
    assert 'name="do" value="merge"' not in page
    sent = fields_in(page) | {"do": "merge"}
    assert browser.post(MERGE, sent).status_code == 200
    assert dump() == before
    page = browser.post(MERGE, sent | {"do": "preview", "leave": "crm_membership (2)"})
    sent = fields_in(page.content.decode()) | {"do": "merge"}
    assert sent["leave"] == ["crm_membership (2)"]
    assert browser.post(MERGE, sent).status_code == 302
    assert set(crm.Membership.objects.values_list("customer", flat=True)) == {ann.pk, other.pk}


def test_what_a_constraint_refuses_is_said_and_not_done(browse, boss, pair):
    for one in pair:
        crm.Address.objects.create(customer=one, text="1 High Street")
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX once ON crm_address (customer_id, LOWER(text))")
    before = dump()
    assert "The database refuses this." in merge(browse(boss), *pair).content.decode()
    assert dump() == before


def test_an_undo_after_a_later_edit_names_the_rows(browse, boss, pair):
    order = crm.Order.objects.create(customer=pair[1], total=1)
    browser = browse(boss)
    merge(browser, *pair)
    order.refresh_from_db()
    order.total = 2
    order.save()
    edited, undo = dump(), f"/admin/customers_mdm/merge/{Merge.objects.get().pk}/undo/"
    for ask in (browser.get, browser.post):
        page = ask(undo).content.decode()
        assert "rows have changed since" in page
        assert f"order {order.pk}: total" in page
        assert "<button" not in page[page.index('id="content"') :]
    assert dump() == edited


def test_values_are_masked_for_who_may_not_see_them(browse, user, pair):
    page = browse(user("merge_customer", "view_customer")).get(review(*pair)).content.decode()
    assert "A*** L***" in page
    for part in ("Ann", "Lee", "ann@", "5550101", "02-11"):
        assert part not in page


def test_what_no_kind_masks_is_masked_too(browse, boss, user):
    words = [a + b for a in ("Red", "Blue", "Old", "Far") for b in ("fox", "hill", "oak", "sea")]
    crm.Company.objects.bulk_create(
        crm.Company(name=word, website=f"{word.lower()}.com") for word in (*words, *words)
    )
    call_command("reindex_customers", "crm.Company", "--fit", stdout=io.StringIO())
    pair = crm.Company.objects.filter(name="Oldoak")
    review = f"/admin/crm/company/merge/?{'&'.join(f'id={one.pk}' for one in pair)}"
    assert "oldoak.com" in browse(boss).get(review).content.decode()
    page = browse(user("merge_customer", "view_company")).get(review).content.decode()
    assert ">agrees<" in page
    assert "oldoak" not in page.lower()


def test_a_script_in_a_name_stays_text(browse, boss):
    pair = [crm.Customer.objects.create(**ANN | {"name": f"{SCRIPT} {n}"}) for n in "AB"]
    crm.Customer.objects.create(name=SCRIPT, parent=pair[1])
    browser = browse(boss)
    for page in (browser.get(review(*pair)), merge(browser, *pair)):
        assert SCRIPT not in page.content.decode()
    page = browser.get(f"/admin/customers_mdm/merge/{Merge.objects.get().pk}/undo/")
    assert SCRIPT not in page.content.decode()


def test_old_numbers_lead_to_the_customer_for_who_may_see_it(browse, user, mdm, pair):
    ann, other = pair
    mdm.merge(ann, other)
    browser = browse(user("view_customer", "change_customer"))
    assert browser.get(f"/customers/{other.pk}/").headers["Location"] == f"/customers/{ann.pk}/"
    edit = browser.post(f"/customers/{other.pk}/edit/", ANN | {"name": "New"})
    assert edit.headers["Location"] == f"/customers/{ann.pk}/edit/"
    assert not crm.Customer.objects.filter(name="New").exists()
    assert browse(user("add_customer")).get(f"/customers/{other.pk}/").status_code == 403
