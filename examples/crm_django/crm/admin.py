"""The admin of the CRM."""

from django.contrib import admin

from ..customers_mdm.admin import CustomerAdminMixin
from ..customers_mdm.redirects import without_merged
from .forms import CustomerForm
from .models import Address, Company, Customer, Order


@admin.register(Customer)
class CustomerAdmin(CustomerAdminMixin, admin.ModelAdmin):
    form = CustomerForm
    list_display = ("id", "name", "phone", "email")

    def get_queryset(self, request):
        return without_merged(super().get_queryset(request))


@admin.register(Company)
class CompanyAdmin(CustomerAdminMixin, admin.ModelAdmin):
    list_display = ("id", "name")


admin.site.register([Order, Address])
