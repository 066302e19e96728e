"""Raw text to standard text, or None where there is none.

Each normalizer is a small frozen class: call it for the standard text, ``parse`` for all there is
to know. Your own can be any function from text to text or None.
"""

from custmdm.normalize._country import Country as Country
from custmdm.normalize._date import Date as Date
from custmdm.normalize._email import Email as Email
from custmdm.normalize._gender import Gender as Gender
from custmdm.normalize._national_id import NationalId as NationalId
from custmdm.normalize._national_id import OrganizationId as OrganizationId
from custmdm.normalize._organization_name import OrganizationName as OrganizationName
from custmdm.normalize._person_name import NamePart as NamePart
from custmdm.normalize._person_name import PersonName as PersonName
from custmdm.normalize._phone import Phone as Phone
from custmdm.normalize._placeholders import is_name_placeholder as is_name_placeholder
from custmdm.normalize._placeholders import is_placeholder as is_placeholder
from custmdm.normalize._plain import Identifier as Identifier
from custmdm.normalize._plain import Number as Number
from custmdm.normalize._plain import Place as Place
from custmdm.normalize._plain import Text as Text
from custmdm.normalize._postal_address import PostalAddress as PostalAddress
from custmdm.normalize._postal_address import Postcode as Postcode
from custmdm.normalize._postal_address import Street as Street
from custmdm.normalize._website import Website as Website

__all__ = [
    "Country",
    "Date",
    "Email",
    "Gender",
    "Identifier",
    "NamePart",
    "NationalId",
    "Number",
    "OrganizationId",
    "OrganizationName",
    "PersonName",
    "Phone",
    "Place",
    "PostalAddress",
    "Postcode",
    "Street",
    "Text",
    "Website",
    "is_name_placeholder",
    "is_placeholder",
]
