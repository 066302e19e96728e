"""Columns of a table, and fields of a record type, to the facts that are compared and survive."""

import datetime as dt
from typing import Any

import attrs
import pytest

import custmdm as cm
from custmdm.model import field
from custmdm.tables import check_kinds, columns_of_records, plans_of_table

Groups = list[dict[str, str]]


def fields_of_table(kinds: dict[str, str]) -> dict[str, Groups]:
    """Return the parts and paths of each field, by its name."""
    return {
        plan.name: [dict(group) for group in plan.groups]
        for plan in plans_of_table(check_kinds(kinds))
    }


GROUPED: list[tuple[dict[str, str], dict[str, Groups]]] = [
    ({"a": "text", "b": "text"}, {"a": [{"value": "a"}], "b": [{"value": "b"}]}),
    # Several columns of one pooled kind are one field of many values, as phones are.
    ({"p": "phone", "x": "text", "q": "phone"},
     {"p + q": [{"value": "p"}, {"value": "q"}], "x": [{"value": "x"}]}),
    # The parts of a name are one fact.
    ({"g": "given_name", "f": "family_name"}, {"g + f": [{"given": "g", "family": "f"}]}),
    ({"g": "given_name", "m": "given_name", "f": "family_name"},
     {"g + m + f": [{"given": "g", "middle": "m", "family": "f"}]}),
    ({"n": "person_name"}, {"n (person_name)": [{"full": "n"}]}),
    # So are those of an address; a country by itself is none.
    ({"s": "street", "c": "city", "z": "postcode", "l": "country"},
     {"s + c + z + l": [{"street": "s", "city": "c", "postcode": "z", "country": "l"}]}),
    ({"l": "country", "x": "text"}, {"l": [{"value": "l"}], "x": [{"value": "x"}]}),
    ({"c": "city", "d": "city"}, {"c + d": [{"city": "c", "district": "d"}]}),
    ({"a": "postal_address", "z": "postcode"}, {"a + z": [{"full": "a", "postcode": "z"}]}),
    ({"a": "postal_address", "b": "postal_address"}, {"a + b": [{"full": "a", "street": "b"}]}),
    # A prefix starts another unit of the same field.
    ({"street": "street", "city": "city", "ship/street": "street", "ship/city": "city"},
     {"street + city + ship/street + ship/city": [
         {"street": "street", "city": "city"}, {"street": "ship/street", "city": "ship/city"}]}),
]  # fmt: skip


@pytest.mark.parametrize(("kinds", "fields"), GROUPED, ids=lambda v: "-".join(v)[:40])
def test_columns_are_grouped_into_fields(kinds: dict[str, str], fields: dict[str, Groups]) -> None:
    assert fields_of_table(kinds) == fields


def test_fields_stand_in_the_order_of_their_first_columns() -> None:
    kinds = {"x": "text", "f": "family_name", "p": "phone", "g": "given_name", "q": "phone"}
    assert list(fields_of_table(kinds)) == ["x", "f + g", "p + q"]


AMBIGUOUS = [
    {"a": "family_name", "b": "family_name"},
    {"a": "person_name", "b": "person_name"},
    {"a": "given_name", "b": "given_name", "c": "given_name"},
    {"a": "city", "b": "city", "c": "city"},
    {"a": "street", "b": "street"},
]


@pytest.mark.parametrize("kinds", AMBIGUOUS, ids=lambda kinds: "-".join(kinds.values()))
def test_a_part_that_is_there_twice_is_refused_with_advice(kinds: dict[str, str]) -> None:
    with pytest.raises(cm.ConfigurationError, match=r"'a' already is the .* name the columns of"):
        fields_of_table(kinds)
    with_prefix = {("" if i == 0 else f"other{i}/") + n: k
                   for i, (n, k) in enumerate(kinds.items())}  # fmt: skip
    assert len(fields_of_table(with_prefix)) == 1


# -- record types of a user's own -------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Flat:
    """Plain fields only, as a table has columns."""

    first: str | None = field(kind="given_name")
    last: str | None = field(kind="family_name")
    mobile: str | None = field(kind="phone")
    home: str | None = field(kind="phone")
    street: str | None = field(kind="street")
    town: str | None = field(kind="city")


@attrs.frozen(kw_only=True)
class Deep:
    """Units and collections, some of them as text."""

    name: str | None = field(kind="person_name")
    full: cm.PersonName | None = field(kind="person_name")
    phones: tuple[str, ...] = field(kind="phone", default=())
    places: tuple[str, ...] = field(kind="postal_address", default=())
    addresses: list[cm.PostalAddress] = field(kind="postal_address", factory=list)


def test_plain_fields_are_grouped_as_columns_are() -> None:
    kinds = {"first": "given_name", "last": "family_name", "mobile": "phone", "home": "phone",
             "street": "street", "town": "city"}  # fmt: skip
    _, plans = columns_of_records(Flat, [])
    assert plans == plans_of_table(check_kinds(kinds))


def test_units_and_collections_are_fields_of_their_own() -> None:
    columns, plans = columns_of_records(Deep, [])
    assert [plan.name for plan in plans] == [
        "name (person_name)", "full", "phones", "places", "addresses"
    ]  # fmt: skip
    assert [plan.unit for plan in plans] == [
        cm.PersonName, cm.PersonName, None, cm.PostalAddress, cm.PostalAddress
    ]  # fmt: skip
    assert [c.path for c in columns][:3] == ["name", "full.full", "full.given"]


ROWS: list[dict[str, Any]] = [
    {"first": "Anna", "last": "Lee", "mobile": "0412 345 678", "home": "", "street": "1 Mill Lane",
     "town": "Perth"},
    {"first": "ANNA", "last": "Lee", "mobile": "", "home": "+61412345678", "street": "1 Mill Ln",
     "town": "Perth"},
    {"first": "Bob", "last": "Ray", "mobile": "0400 111 222", "home": "", "street": "",
     "town": "Perth"},
    *({"first": f"{g}ira", "last": f"{f}orbes", "mobile": f"04{i}2 333 44{i}", "home": "",
       "street": f"{i} High Street", "town": "Sydney"}
      for i, (g, f) in enumerate(zip("KLMNOPST", "BCDFGHJK", strict=True))),
]  # fmt: skip


def test_a_flat_record_type_gives_what_its_table_gives() -> None:
    """The same customers, the same links, the same golden values: a type is a table with names."""
    kinds = {"first": "given_name", "last": "family_name", "mobile": "phone", "home": "phone",
             "street": "street", "town": "city"}  # fmt: skip
    context = cm.Context(country="AU")
    table = cm.resolve(ROWS, kinds=kinds, source="crm", context=context)
    records = [cm.Record(cm.RecordId("crm", i), Flat(**row)) for i, row in enumerate(ROWS)]
    typed = cm.resolve(records, context=context)
    assert typed.clusters == table.clusters
    assert typed.links == table.links
    assert [attrs.asdict(golden.data) for golden in typed.golden] == [
        dict(golden.data) for golden in table.golden
    ]
    assert cm.RecordId("crm", 1) in typed.clusters[0].members


def test_records_of_every_shape_resolve() -> None:
    places = ("12 Station Road, York YO1 7HH",)
    made = [
        Deep(name="Ann Lee", phones=("0412 345 678",), places=places),
        Deep(full=cm.PersonName(given="Ann", family="Lee"), phones=("0412345678",)),
        Deep(addresses=[cm.PostalAddress(full=places[0])]),
        Deep(),
    ]
    records = [cm.Record(cm.RecordId("crm", i), data) for i, data in enumerate(made)]
    result = cm.resolve(records, context=cm.Context(country="AU"))
    assert sorted(m.key for c in result.clusters for m in c.members) == [0, 1, 2, 3]
    golden = {m.key: g.data for g in result.golden for m in g.members}
    assert golden[0].name == "Ann Lee"
    assert golden[1].phones == ("+61412345678",)
    assert golden[3] == Deep(addresses=())  # type: ignore[arg-type]


# -- units of a user's own --------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Place:
    """An address whose parts have names of their own, and more of them than the library knows."""

    line: str | None = field(kind="street")
    town: str | None = field(kind="city")
    zip: str | None = field(kind="postcode")
    gate_code: str | None = field(kind="text")


@attrs.frozen(kw_only=True)
class Called:
    """A name of two parts."""

    first: str | None = field(kind="given_name")
    last: str | None = field(kind="family_name")


@attrs.frozen(kw_only=True)
class Tenant:
    """A record type with units of a user's own."""

    name: Called | None = field(kind="person_name")
    places: tuple[Place, ...] = field(kind="postal_address", default=())


def test_a_unit_of_a_users_own_says_by_its_kinds_which_part_is_which() -> None:
    columns, (name, places) = columns_of_records(Tenant, [])
    assert (name.unit, places.unit) == (cm.PersonName, cm.PostalAddress)
    assert dict(name.groups[0]) == {"given": "name.first", "family": "name.last"}
    assert dict(places.groups[0]) == {
        "street": "places.line", "city": "places.town", "postcode": "places.zip"
    }  # fmt: skip
    assert "places.gate_code" in [column.path for column in columns]


def test_a_unit_of_a_users_own_is_compared_as_ours_and_survives_as_theirs() -> None:
    def tenant(i: int, row: dict[str, Any]) -> cm.Record[Tenant]:
        place = Place(line=row["street"], town=row["town"], gate_code=f"gate {i}")
        return cm.Record(
            cm.RecordId("crm", i),
            Tenant(name=Called(first=row["first"], last=row["last"]), places=(place,)),
        )

    def person(i: int, row: dict[str, Any]) -> cm.Record[cm.Person]:
        place = cm.PostalAddress(street=row["street"], city=row["town"])
        name = cm.PersonName(given=row["first"], family=row["last"])
        return cm.Record(cm.RecordId("crm", i), cm.Person(name=name, addresses=(place,)))

    theirs = cm.resolve([tenant(i, row) for i, row in enumerate(ROWS)])
    ours = cm.resolve([person(i, row) for i, row in enumerate(ROWS)])
    assert theirs.clusters == ours.clusters
    golden = theirs.golden[0].data
    assert golden.name == Called(first="Anna", last="Lee")
    assert golden.places[0] == Place(line="1 Mill Lane", town="Perth", gate_code="gate 0")


@attrs.frozen(kw_only=True)
class NoPlace:
    """An address without a part of one."""

    colour: str | None = field(kind="text")


@attrs.frozen(kw_only=True)
class Lost:
    """A record type whose unit is none."""

    place: NoPlace | None = field(kind="postal_address")


WRONG: list[tuple[Any, str]] = [
    (cm.Person(phones="0412 345 678"), "'phones' of Person holds a tuple, got str"),  # type: ignore[arg-type]
    (cm.Person(phones=5), "'phones' of Person holds a tuple, got int"),  # type: ignore[arg-type]
    (cm.Person(name="Ann Lee"), "'name' of Person holds a PersonName, got str"),  # type: ignore[arg-type]
    (cm.Person(addresses=("1 Mill Lane",)), "'addresses' of Person holds a PostalAddress, got str"),  # type: ignore[arg-type]
    (Tenant(name=cm.PersonName(full="Ann")), "'name' of Tenant holds a Called, got PersonName"),  # type: ignore[arg-type]
]  # fmt: skip


@pytest.mark.parametrize(("data", "says"), WRONG, ids=[says for _, says in WRONG])
def test_a_field_that_holds_something_else_is_named(data: Any, says: str) -> None:
    """Text where a tuple belongs would be read letter by letter."""
    with pytest.raises(cm.ConfigurationError) as error:
        cm.resolve([cm.Record(cm.RecordId("crm", 1), data)])
    assert says in str(error.value)


def test_a_field_of_many_may_hold_none() -> None:
    data: Any = cm.Person(phones=None)  # type: ignore[arg-type]
    assert cm.resolve([cm.Record(cm.RecordId("crm", 1), data)]).golden[0].data.phones == ()


@attrs.frozen(kw_only=True)
class Needy:
    """A type whose records need more than its kinds can give."""

    ref: int
    phone: str | None = field(kind="phone")


@attrs.frozen(kw_only=True)
class Needs:
    """A type whose units need more than their kinds can give."""

    place: "Required | None" = field(kind="postal_address")


@attrs.frozen(kw_only=True)
class Required:
    """A unit that cannot be made of its parts alone."""

    owner: int
    town: str | None = field(kind="city")


@attrs.frozen(kw_only=True)
class Private:
    """A type with a field that has two names."""

    _phone: str | None = field(kind="phone")


@attrs.frozen
class Plain:
    """A type without a kind."""

    phone: str = ""


@pytest.mark.parametrize(
    ("record", "says"),
    [
        (Needy, "the field 'ref' of Needy has neither a kind nor a default"),
        (Needs, "the field 'owner' of Required has neither a kind nor a default"),
        (Private, "the field '_phone' of Private has another name when a record is made"),
        (Lost, "no field of NoPlace is a part of a postal_address"),
        (Plain, "no field of Plain names a kind"),
        (dict, "an attrs class whose fields name their kinds"),
        (dt.date, "an attrs class whose fields name their kinds"),
    ],
)
def test_a_record_type_that_cannot_be_one_is_refused(record: type, says: str) -> None:
    with pytest.raises(cm.ConfigurationError, match=says):
        cm.Linker(record=record)
