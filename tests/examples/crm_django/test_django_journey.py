"""From the warning to the merge to the undo, as a browser does it."""

from examples.crm_django.crm import models as crm
from examples.crm_django.customers_mdm.models import Decision, Merge

from tests.examples.crm_django.people import ANN, fields_in
from tests.examples.crm_django.site import counts, dump


def test_a_known_customer_is_warned_of_saved_anyway_merged_and_taken_apart(boss, browse):
    browser = browse(boss)
    ann = crm.Customer.objects.create(**ANN)
    typed = {"name": "Lee, Ann", "phone": "(415) 555-0101", "email": "ann@lee.com"}

    warned = browser.post("/customers/add/", typed)
    assert (warned.status_code, crm.Customer.objects.count()) == (200, 1)
    page = warned.content.decode()
    assert "This customer may be known already." in page
    assert f"({ann.pk}), a match" in page
    sent = fields_in(page) | {"save_anyway": "on"}
    saved = browser.post("/customers/add/", typed | sent)
    other = crm.Customer.objects.get(name="Lee, Ann")
    assert saved.headers["Location"] == f"/customers/{other.pk}/"
    (decided,) = Decision.objects.all()
    assert (decided.customer, decided.candidate, decided.by) == (str(other.pk), str(ann.pk), boss)

    crm.Order.objects.create(customer=other, total="9.90")
    before = dump()
    chosen = {"action": "review_and_merge", "_selected_action": [ann.pk, other.pk]}
    review = browser.post("/admin/crm/customer/", chosen)
    page = browser.get(review.headers["Location"]).content.decode()
    assert "order (1): 1" in page
    sent = fields_in(page) | {"do": "merge"}
    merged = browser.post(review.headers["Location"], sent)
    assert merged.headers["Location"] == "/admin/crm/customer/"
    (made,) = Merge.objects.all()
    assert (made.winner, made.losers, made.by) == (str(ann.pk), [str(other.pk)], boss)
    assert crm.Order.objects.get().customer == ann
    assert counts(dump()) == counts(before)
    assert browser.get(f"/customers/{other.pk}/").headers["Location"] == f"/customers/{ann.pk}/"

    undo = f"/admin/customers_mdm/merge/{made.pk}/undo/"
    assert "order (1): 1" in browser.get(undo).content.decode()
    assert browser.post(undo).status_code == 302
    assert dump() == before
    assert browser.get(f"/customers/{other.pk}/").status_code == 200
