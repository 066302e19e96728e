"""Raw text to standard text, or None where there is none.

Each normalizer is a small frozen class: call it for the standard text, ``parse`` for all there is
to know. Your own can be any function from text to text or None.
"""

from custmdm.normalize._account import Account as Account
from custmdm.normalize._country import Country as Country
from custmdm.normalize._country import is_country_placeholder as is_country_placeholder
from custmdm.normalize._currency import Currency as Currency
from custmdm.normalize._date import Date as Date
from custmdm.normalize._email import Email as Email
from custmdm.normalize._gender import Gender as Gender
from custmdm.normalize._identifier import Identifier as Identifier
from custmdm.normalize._national_id import NationalId as NationalId
from custmdm.normalize._number import Number as Number
from custmdm.normalize._organization_id import OrganizationId as OrganizationId
from custmdm.normalize._organization_name import OrganizationName as OrganizationName
from custmdm.normalize._person_name import NamePart as NamePart
from custmdm.normalize._person_name import PersonName as PersonName
from custmdm.normalize._phone import Phone as Phone
from custmdm.normalize._phone_format import format_phone as format_phone
from custmdm.normalize._place import Place as Place
from custmdm.normalize._place import Region as Region
from custmdm.normalize._placeholders import is_name_placeholder as is_name_placeholder
from custmdm.normalize._placeholders import is_placeholder as is_placeholder
from custmdm.normalize._plain import Text as Text
from custmdm.normalize._postal_address import PostalAddress as PostalAddress
from custmdm.normalize._postcode import Postcode as Postcode
from custmdm.normalize._street import Street as Street
from custmdm.normalize._usaddress import UsAddress as UsAddress
from custmdm.normalize._website import Website as Website

__all__ = [
    "Account",
    "Country",
    "Currency",
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
    "Region",
    "Street",
    "Text",
    "UsAddress",
    "Website",
    "format_phone",
    "is_country_placeholder",
    "is_name_placeholder",
    "is_placeholder",
]
