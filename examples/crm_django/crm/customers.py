"""What the merges need to know of the CRM. They find this file by its name."""

import custmdm as cm
from custmdm import block

from ..customers_mdm import CustomerModel, register

register(
    CustomerModel(
        model="crm.Customer",
        record=cm.Person,
        fields={
            "name": "name",
            "phones": ["phone"],
            "emails": ["email"],
            "birth_date": "birth_date",
        },
        blocking=(
            block.on("phones"), block.on("emails"), block.on("name.family", "birth_date"),
            block.on("name.given", "name.family"),
        ),
        context=cm.Context(country="US"),
        rows=lambda customers: customers.filter(is_active=True),
    )
)  # fmt: skip
register(
    CustomerModel(
        model="crm.Company",
        record=cm.Organization,
        fields={"name": "name", "website": "website"},
        blocking=(block.on("name"), block.on("website")),
        context=cm.Context(country="US"),
    )
)
