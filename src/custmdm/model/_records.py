"""Typed records: a person, an organization, and what they are made of."""

import datetime as dt
from typing import Generic, TypeVar

import attrs
from attrs import frozen

from custmdm._hidden import hidden_parts
from custmdm.model._ids import RecordId
from custmdm.model._schema import field

R = TypeVar("R")


@frozen
class Record(Generic[R]):
    """Hold one customer as one source knows it.

    >>> Record(RecordId("crm", 17), Person(phones=("138 1234 5678",))).id
    RecordId('crm', 17)

    Attributes:
        id: the source and the key there.
        data: the typed record.
        updated_at: when the source last changed it, or None.
    """

    id: RecordId
    data: R = attrs.field(repr=hidden_parts)
    updated_at: dt.datetime | None = None


@frozen(kw_only=True)
class PersonName:
    """Hold the name of a person: as written, and its parts.

    >>> PersonName(full="Zhang San")
    PersonName(full='Zhang San', given=None, family=None, middle=None, suffix=None, honorific=None)
    """

    full: str | None = field(kind="person_name")
    given: str | None = field(kind="given_name")
    family: str | None = field(kind="family_name")
    middle: str | None = field(kind="given_name")
    suffix: str | None = field(kind="text")
    honorific: str | None = field(kind="text")


@frozen(kw_only=True)
class PostalAddress:
    """Hold one address: as written, and its parts.

    >>> PostalAddress(street="1 High St", city="Leeds").city
    'Leeds'
    """

    full: str | None = field(kind="postal_address")
    street: str | None = field(kind="street")
    unit: str | None = field(kind="text")
    district: str | None = field(kind="city")
    city: str | None = field(kind="city")
    region: str | None = field(kind="region")
    postcode: str | None = field(kind="postcode")
    country: str | None = field(kind="country")


@frozen(kw_only=True)
class Person:
    """Hold what is known of a person.

    >>> Person(name=PersonName(given="San", family="Zhang"), phones=("+8613812345678",)).phones
    ('+8613812345678',)
    """

    name: PersonName | None = field(kind="person_name")
    birth_date: str | None = field(kind="birth_date")
    gender: str | None = field(kind="gender")
    phones: tuple[str, ...] = field(kind="phone", default=())
    emails: tuple[str, ...] = field(kind="email", default=())
    addresses: tuple[PostalAddress, ...] = field(kind="postal_address", default=())
    identifiers: tuple[str, ...] = field(kind="national_id", default=())
    accounts: tuple[str, ...] = field(kind="account", default=())
    employer: str | None = field(kind="organization_name")
    country: str | None = field(kind="country")


@frozen(kw_only=True)
class Organization:
    """Hold what is known of an organization.

    >>> Organization(name="ACME Inc.").name
    'ACME Inc.'
    """

    name: str | None = field(kind="organization_name")
    legal_ids: tuple[str, ...] = field(kind="organization_id", default=())
    phones: tuple[str, ...] = field(kind="phone", default=())
    emails: tuple[str, ...] = field(kind="email", default=())
    addresses: tuple[PostalAddress, ...] = field(kind="postal_address", default=())
    website: str | None = field(kind="website")
    country: str | None = field(kind="country")
