"""Keys that follow each change of a customer."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from .description import descriptions
from .linkers import write_keys


def follow_changes() -> None:
    """Write the keys of a customer when it is saved, and drop them when it is deleted.

    In the transaction of the change. What a queryset does (`update`, `bulk_create`) tells nobody:
    then run reindex_customers, or call `write_keys`.
    """
    post_save.connect(_changed, dispatch_uid="customers_mdm.saved")
    post_delete.connect(_changed, dispatch_uid="customers_mdm.deleted")


def _changed(instance: Model, using: str, **_: Any) -> None:
    for one in descriptions():
        if isinstance(instance, one.cls):
            write_keys(one, [instance.pk], using)
