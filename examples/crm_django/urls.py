"""The pages of the CRM."""

from django.contrib import admin
from django.urls import path

from .crm.views import CustomerAdd, CustomerEdit, CustomerPage

urlpatterns = [
    path("admin/", admin.site.urls),
    path("customers/add/", CustomerAdd.as_view(), name="customer-add"),
    path("customers/<int:pk>/", CustomerPage.as_view(), name="customer"),
    path("customers/<int:pk>/edit/", CustomerEdit.as_view(), name="customer-edit"),
]
