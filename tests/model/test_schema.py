"""What a record type says of its fields, for the classes that ship and for those of users."""

import enum
from dataclasses import dataclass
from typing import Annotated, Any, Optional

import attrs
import pytest

from custmdm import kinds
from custmdm.errors import ConfigurationError
from custmdm.model import Organization, Person, PersonName, PostalAddress, field, fields_of


@attrs.frozen
class Contact:
    phone: str | None = field(kind="phone")


@attrs.frozen(kw_only=True)
class Lead:
    company: str | None = field(kind="organization_name")
    phones: tuple[str, ...] = field(kind="phone", default=())
    emails: tuple[str, ...] | None = field(kind="email")
    tags: list[str] = field(kind="text", factory=list)
    codes: frozenset[str] = field(kind="identifier", factory=frozenset)
    several: tuple = field(kind="category", default=())
    name: PersonName | None = field(kind="person_name")
    homes: tuple[PostalAddress, ...] = field(kind="postal_address", default=())
    contacts: tuple[Contact, ...] = field(kind="text", default=())
    country: "Optional[str]" = field(kind="country")  # noqa: UP045 - as users write it too
    anything: Any = field(kind="text")
    score: float = 0.0


@attrs.define
class Child(Lead):
    nickname: str | None = field(kind="given_name")


def test_a_class_of_the_user_says_its_fields():
    assert [(f.name, f.kind, f.many, f.unit) for f in fields_of(Lead)] == [
        ("company", "organization_name", False, None),
        ("phones", "phone", True, None),
        ("emails", "email", True, None),
        ("tags", "text", True, None),
        ("codes", "identifier", True, None),
        ("several", "category", True, None),
        ("name", "person_name", False, PersonName),
        ("homes", "postal_address", True, PostalAddress),
        ("contacts", "text", True, Contact),
        ("country", "country", False, None),
        ("anything", "text", False, None),
    ]


def test_a_class_inherits_fields():
    assert [f.name for f in fields_of(Child)] == [*(f.name for f in fields_of(Lead)), "nickname"]


def test_a_field_may_have_a_kind_of_the_users_own():
    kind = attrs.evolve(kinds.get("identifier"), name="loyalty_card")

    @attrs.frozen
    class Member:
        card: str | None = field(kind=kind)

    assert fields_of(Member)[0].kind is kind


def test_a_field_without_a_default_is_none():
    lead = Lead()
    assert (lead.company, lead.phones, lead.emails, lead.tags) == (None, (), None, [])
    assert Lead().tags is not Lead().tags


@pytest.mark.parametrize("record", [Person, Organization, PersonName, PostalAddress])
def test_every_kind_that_a_shipped_type_names_exists(record):
    assert all(kinds.get(spec.kind).name == spec.kind for spec in fields_of(record))


@dataclass
class NotAttrs:
    phone: str


@attrs.frozen
class NoKinds:
    phone: str | None = None


class Color(enum.Enum):
    RED = 1


@pytest.mark.parametrize(
    ("record", "message"),
    [
        pytest.param(NotAttrs, "attrs class whose fields name their kinds", id="a dataclass"),
        pytest.param(dict, "for rows of a table pass kinds=", id="dict"),
        pytest.param(Color, "attrs class", id="an enum"),
        pytest.param("Person", "attrs class", id="text"),
        pytest.param(None, "attrs class", id="None"),
        pytest.param(Annotated[str, 1], "attrs class", id="an annotation"),
        pytest.param(NoKinds, r"no field of NoKinds names a kind: .*kind='phone'", id="no kinds"),
    ],
)
def test_what_is_no_record_type_is_refused_with_advice(record, message):
    with pytest.raises(ConfigurationError, match=message):
        fields_of(record)


def test_an_instance_instead_of_the_class_is_refused():
    with pytest.raises(ConfigurationError, match="attrs class"):
        fields_of(Lead())
