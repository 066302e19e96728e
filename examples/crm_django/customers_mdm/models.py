"""The tables that merges need besides those of the host: nothing in these changes the host's."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Fit(models.Model):
    """A Linker that was fitted; the newest of a model is used."""

    model = models.CharField(max_length=100, db_index=True)
    at = models.DateTimeField()
    linker = models.TextField()


class CustomerKey(models.Model):
    """A blocking key of a customer, hashed; customers that share one are candidates."""

    model = models.CharField(max_length=100)
    hash = models.CharField(max_length=30)
    customer = models.CharField(max_length=64)

    class Meta:
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["model", "hash", "customer"], name="customer_key_once")
        ]
        indexes = [models.Index(fields=["model", "customer"], name="customer_keys")]  # noqa: RUF012


class Turn(models.Model):
    """Who merges takes this row first: merges follow each other."""

    turn = models.BigIntegerField(default=0)


class Merge(models.Model):
    """A merge with the rows as they were before: what it is undone by."""

    model = models.CharField(max_length=100, editable=False)
    winner = models.CharField(_("surviving customer"), max_length=64, editable=False)
    losers = models.JSONField(_("merged away"), editable=False)
    at = models.DateTimeField(_("when"), editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False,
        verbose_name=_("by"), related_name="+",
    )  # fmt: skip
    plan = models.TextField(editable=False)
    undone_at = models.DateTimeField(_("undone"), null=True, editable=False)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        default_permissions = ()
        permissions = [  # noqa: RUF012
            ("merge_customer", _("Can merge customers and undo merges")),
            ("see_values", _("Can see the values of possible duplicates")),
        ]

    def __str__(self) -> str:
        return str(_("merge %(number)s")) % {"number": self.pk}


class Redirect(models.Model):
    """Which customer one that was merged away stands for; that may be merged away in turn.

    Of the same merge again there is another one, which stays when one of the two is undone.
    """

    model = models.CharField(max_length=100)
    old = models.CharField(max_length=64)
    new = models.CharField(max_length=64)
    merge = models.ForeignKey(Merge, models.CASCADE)

    class Meta:
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["model", "old", "merge"], name="customer_redirect_once")
        ]


class Decision(models.Model):
    """What somebody said of two customers."""

    model = models.CharField(max_length=100)
    customer = models.CharField(max_length=64)
    candidate = models.CharField(max_length=64)
    what = models.CharField(max_length=20, default="save anyway")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )  # fmt: skip
