"""The CRM as an application of Django."""

from django.apps import AppConfig


class CrmConfig(AppConfig):
    name = "examples.crm_django.crm"
    label = "crm"
