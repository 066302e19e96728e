"""What is done with customers in a test; to be imported when Django is set up."""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from examples.crm_django.crm import models as crm
from examples.crm_django.customers_mdm import description_of, merging, redirects


class Acts:
    """Merge and undo on the default database, in the name of somebody."""

    def __init__(self, user, model="crm.Customer"):
        self.user, self.description = user, description_of(model)

    def of(self, model):
        return Acts(self.user, model)

    def preview(self, winner, *losers, **said):
        return merging.preview(self.description, winner.pk, _pks(losers), using="default", **said)

    def merge(self, winner, *losers, **said):
        return merging.merge(
            self.description, winner.pk, _pks(losers), user=self.user, using="default", **said
        )

    def preview_undo(self, number):
        return merging.preview_undo(self.description, number, using="default")

    def undo(self, number):
        return merging.undo(self.description, number, user=self.user, using="default")

    def resolve(self, customer):
        return redirects.resolve(self.description, customer.pk, using="default")


def _pks(customers):
    return [one.pk for one in customers]


def customers(*names):
    return [crm.Customer.objects.create(name=name) for name in names]


def about(thing):
    """Return the reference by type and id to a row."""
    kind = ContentType.objects.get_for_model(type(thing))
    return {"content_type": kind, "object_id": thing.pk}


def one_of_each(customer, winner):
    """Give a customer a row of every sort; one that has a row of the winner's beside it."""
    club = crm.Club.objects.create(name="Chess")
    customer.tags.add(crm.Tag.objects.create(name="vip"))
    winner.tags.add(crm.Tag.objects.create(name="new"))
    crm.Customer.objects.create(name="Child", parent=customer)
    order = crm.Order.objects.create(customer=customer, total="9.90", placed_at="2026-05-01T10:00Z")
    crm.Order.objects.create(customer=winner, total="1.00")
    crm.Address.objects.create(customer=customer, text="1 High Street")
    crm.Membership.objects.create(customer=customer, club=club, since="2020-02-03")
    crm.Call.objects.create(
        customer=customer, at="2026-05-01T10:00:00.123456Z", day="2026-05-01", time="10:00:00.5",
        took=dt.timedelta(minutes=3, microseconds=1), price="0.1000", score=0.1, answered=True,
        address="2001:db8::1", said={"é": [1, None, 0.1]}, recording=b"\x00\xff",
    )  # fmt: skip
    crm.Profile.objects.create(customer=customer, hobby="chess")
    card = crm.LoyaltyCard.objects.create(customer=customer, points=7)
    crm.Purchase.objects.create(card=card, points=7)
    crm.Consent.objects.create(customer=customer, channel="mail")
    crm.Consent.objects.create(customer=winner, channel="post")
    crm.Note.objects.create(**about(customer), text="asked for a call")
    crm.Note.objects.create(**about(order) | {"object_id": customer.pk}, text="about an order")
    crm.Attachment.objects.create(**about(customer), path="a.pdf")
