"""The merges as an application of Django."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CustomersMdmConfig(AppConfig):
    name = "examples.crm_django.customers_mdm"
    label = "customers_mdm"
    verbose_name = _("Merged customers")

    def ready(self):
        from . import keys

        autodiscover_modules("customers")
        keys.follow_changes()
