"""The pages of a customer."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.urls import reverse
from django.views.generic import CreateView, DetailView, UpdateView

from ..customers_mdm.views import FollowMergesMixin
from .forms import CustomerForm
from .models import Customer


class _Form(PermissionRequiredMixin):
    model = Customer
    form_class = CustomerForm
    template_name = "crm/form.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_success_url(self):
        return reverse("customer", args=[self.object.pk])


class CustomerAdd(_Form, CreateView):
    permission_required = "crm.add_customer"


class CustomerEdit(_Form, FollowMergesMixin, UpdateView):
    permission_required = "crm.change_customer"


class CustomerPage(PermissionRequiredMixin, FollowMergesMixin, DetailView):
    model = Customer
    permission_required = "crm.view_customer"
    template_name = "crm/customer.html"
