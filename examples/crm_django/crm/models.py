"""The tables of the CRM, with every sort of reference to a customer."""

import uuid

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Tag(models.Model):
    name = models.CharField(max_length=50)


class Customer(models.Model):
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=50, blank=True)
    email = models.CharField(max_length=200, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True)
    tags = models.ManyToManyField(Tag, blank=True)
    clubs = models.ManyToManyField("Club", through="Membership")

    def __str__(self) -> str:
        return self.name


class Order(models.Model):
    customer = models.ForeignKey(Customer, models.PROTECT)
    total = models.DecimalField(max_digits=12, decimal_places=2)
    placed_at = models.DateTimeField(null=True)


class Address(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE)
    text = models.CharField(max_length=500)


class Club(models.Model):
    name = models.CharField(max_length=50)


class Membership(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE)
    club = models.ForeignKey(Club, models.CASCADE)
    since = models.DateField(null=True)

    class Meta:
        unique_together = (("customer", "club"),)


class Call(models.Model):
    """A row with a column of every type."""

    customer = models.ForeignKey(Customer, models.PROTECT)
    number = models.UUIDField(default=uuid.uuid4, unique=True)
    at = models.DateTimeField()
    day = models.DateField()
    time = models.TimeField()
    took = models.DurationField()
    price = models.DecimalField(max_digits=12, decimal_places=4)
    score = models.FloatField()
    answered = models.BooleanField()
    address = models.GenericIPAddressField()
    said = models.JSONField()
    recording = models.BinaryField()


class Profile(models.Model):
    customer = models.OneToOneField(Customer, models.CASCADE)
    hobby = models.CharField(max_length=200)


class LoyaltyCard(models.Model):
    """A row whose key is the customer, so that a merge changes the key."""

    customer = models.OneToOneField(Customer, models.CASCADE, primary_key=True)
    points = models.IntegerField(default=0)


class Purchase(models.Model):
    card = models.ForeignKey(LoyaltyCard, models.PROTECT)
    points = models.IntegerField()


class Consent(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE)
    channel = models.CharField(max_length=20)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(
                fields=["customer", "channel"],
                condition=models.Q(withdrawn=False),
                name="one_consent_a_channel",
            )
        ]


class Company(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    website = models.CharField(max_length=200, blank=True)


class Contract(models.Model):
    company = models.ForeignKey(Company, models.PROTECT)


class Note(models.Model):
    """A row about anything whose id is a number."""

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    about = GenericForeignKey()
    text = models.TextField()


class Attachment(models.Model):
    """A row about anything, its id as text."""

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.CharField(max_length=64)
    about = GenericForeignKey()
    path = models.CharField(max_length=200)
