"""What became of customers that were merged away."""

from typing import Any

from django.db import connections
from django.db.models import F, QuerySet, UUIDField, Value
from django.db.models.functions import Cast, Replace

from .description import CustomerModel, description_of
from .models import Redirect


def resolve(description: CustomerModel, pk: Any, *, using: str) -> Any:
    """Return the key of the customer that a key stands for now."""
    known = Redirect.objects.using(using).filter(model=description.model)
    current = str(pk)
    while (new := known.filter(old=current).values_list("new", flat=True).first()) is not None:
        current = new
    return description.cls._meta.pk.to_python(current)


def without_merged(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return customers without those that were merged away: for lists, searches and choices.

    The rows of these stay, so that a merge can be undone; a manager of the host still finds them.
    """
    description = description_of(rows.model)
    key = description.cls._meta.pk
    old: Any = F("old")
    if isinstance(key, UUIDField) and not connections[rows.db].features.has_native_uuid_field:
        old = Replace(old, Value("-"), Value(""))
    redirects = Redirect.objects.filter(model=description.model)
    return rows.exclude(pk__in=redirects.annotate(key=Cast(old, key)).values("key"))
