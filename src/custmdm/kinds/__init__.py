"""One file a kind: all that the library knows of one sort of customer value."""

from custmdm.errors import UnknownKindError, did_you_mean
from custmdm.kinds._answers import Answers as Answers
from custmdm.kinds._kind import Kind as Kind
from custmdm.kinds.account import account
from custmdm.kinds.birth_date import birth_date
from custmdm.kinds.category import category
from custmdm.kinds.city import city
from custmdm.kinds.country import country
from custmdm.kinds.currency import currency
from custmdm.kinds.date import date
from custmdm.kinds.email import email
from custmdm.kinds.family_name import family_name
from custmdm.kinds.gender import gender
from custmdm.kinds.given_name import given_name
from custmdm.kinds.identifier import identifier
from custmdm.kinds.national_id import national_id
from custmdm.kinds.number import number
from custmdm.kinds.organization_id import organization_id
from custmdm.kinds.organization_name import organization_name
from custmdm.kinds.person_name import person_name
from custmdm.kinds.phone import phone
from custmdm.kinds.postal_address import postal_address
from custmdm.kinds.postcode import postcode
from custmdm.kinds.region import region
from custmdm.kinds.street import street
from custmdm.kinds.text import text
from custmdm.kinds.website import website

__all__ = ["Answers", "Kind", "get", "names"]

_KINDS = {
    kind.name: kind
    for kind in (
        person_name,
        given_name,
        family_name,
        birth_date,
        gender,
        national_id,
        organization_name,
        organization_id,
        website,
        phone,
        email,
        account,
        postal_address,
        street,
        city,
        region,
        postcode,
        country,
        identifier,
        date,
        category,
        number,
        currency,
        text,
    )
}


def get(kind: "str | Kind") -> Kind:
    """Return a kind by name; a Kind object is returned as it is.

    >>> get("phone").name
    'phone'

    Raises:
        UnknownKindError: with the names that were probably meant.
    """
    if isinstance(kind, Kind):
        return kind
    try:
        return _KINDS[kind]
    except (KeyError, TypeError):
        hint = did_you_mean(str(kind), _KINDS)
        raise UnknownKindError(f"there is no kind {kind!r}. {hint}") from None


def names() -> tuple[str, ...]:
    """Return the names of all kinds.

    >>> names()[:2]
    ('person_name', 'given_name')
    """
    return tuple(_KINDS)
