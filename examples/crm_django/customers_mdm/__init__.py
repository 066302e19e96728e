"""Known customers and merges for any Django project, beside models that stay as they are."""

from .description import CustomerModel as CustomerModel
from .description import description_of as description_of
from .description import register as register

__all__ = ["CustomerModel", "description_of", "register"]
