"""The form of a customer."""

from django import forms

from ..customers_mdm.forms import DuplicateWarningMixin
from .models import Customer


class CustomerForm(DuplicateWarningMixin, forms.ModelForm):
    class Meta:
        model = Customer
        fields = ("name", "phone", "email", "birth_date", "parent", "tags")
