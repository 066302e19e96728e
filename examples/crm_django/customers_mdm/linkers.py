"""The Linkers that were fitted, and the keys that they give."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

import custmdm as cm

from .description import CustomerModel
from .models import CustomerKey, Fit
from .redirects import without_merged

_AT_ONCE = 500
# The Linker of each model that this process has read last, and which fit it is.
_read: dict[tuple[str, str], tuple[tuple[Any, ...], cm.Linker]] = {}


def secret() -> bytes:
    """Return what keys are hashed with."""
    found = getattr(settings, "CUSTOMERS_MDM_SECRET", None)
    if not isinstance(found, bytes) or not found:
        raise cm.ConfigurationError("CUSTOMERS_MDM_SECRET: set it to some 32 random bytes")
    return found


def fitted(description: CustomerModel, using: str) -> cm.Linker | None:
    """Return the Linker that was fitted last; None if there is none."""
    fits = Fit.objects.using(using).filter(model=description.model).order_by("-pk")
    newest = fits.values_list("pk", "at").first()
    if newest is None:
        return None
    where = (using, description.model)
    if where not in _read or _read[where][0] != newest:
        text = fits.values_list("linker", flat=True).get(pk=newest[0])
        _read[where] = newest, cm.Linker.from_json(text, record=description.record)
    return _read[where][1]


def fit(description: CustomerModel, using: str) -> None:
    """Fit a Linker to all rows that count, and keep it."""
    records = description.records(without_merged(description.existing(using)))
    linker = description.unfitted().fit(records)
    keep_fit(description, linker, using)


def keep_fit(description: CustomerModel, linker: cm.Linker, using: str) -> None:
    """Keep a Linker that was fitted; from now on it is used."""
    Fit.objects.using(using).create(
        model=description.model, at=timezone.now(), linker=linker.to_json()
    )


def write_keys(description: CustomerModel, pks: list[Any], using: str) -> None:
    """Write the keys of some customers anew; one that is gone or merged away has none."""
    mine = CustomerKey.objects.using(using).filter(model=description.model)
    with transaction.atomic(using):
        mine.filter(customer__in=[str(pk) for pk in pks]).delete()
        linker = fitted(description, using)
        if linker is None:
            return  # nothing is compared yet; reindex_customers --fit writes all of them
        rows = without_merged(description.existing(using)).filter(pk__in=pks)
        CustomerKey.objects.using(using).bulk_create(
            [
                CustomerKey(model=description.model, hash=key, customer=record.id.key)
                for record in description.records(rows)
                for key in linker.keys(record, secret=secret())
            ],
            batch_size=_AT_ONCE,
        )


def reindex(description: CustomerModel, using: str) -> int:
    """Write the keys of all customers anew; return how many customers there are."""
    with transaction.atomic(using):
        CustomerKey.objects.using(using).filter(model=description.model).delete()
        rows = without_merged(description.existing(using))
        pks = list(rows.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(pks), _AT_ONCE):
            write_keys(description, pks[start : start + _AT_ONCE], using)
    return len(pks)


def known(
    description: CustomerModel, record: cm.Record[Any], user: Any, using: str
) -> tuple[tuple[cm.Candidate, cm.Record[Any]], ...]:
    """Return the customers that a record may be of, of those that a user may be told of.

    None as long as no Linker is fitted.
    """
    linker = fitted(description, using)
    if linker is None:
        return ()
    seen: dict[cm.RecordId, cm.Record[Any]] = {}

    def candidates(keys: tuple[str, ...]) -> tuple[cm.Record[Any], ...]:
        hits = CustomerKey.objects.using(using).filter(model=description.model, hash__in=keys)
        pks = list(hits.values_list("customer", flat=True).distinct())
        rows = description.visible(description.existing(using), user).filter(pk__in=pks)
        found = description.records(rows)
        seen.update((one.id, one) for one in found)
        return found

    found = linker.match(record, candidates, secret=secret())
    return tuple((one, seen[one.id]) for one in found)
