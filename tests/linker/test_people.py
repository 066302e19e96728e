"""What a steward knows of people: how one person comes to look like two, and two like one."""

import pytest

import custmdm as cm

COLUMNS = ("given_name", "surname", "birth_date", "postcode", "phone", "email")
KINDS = {
    "given_name": "given_name", "surname": "family_name", "birth_date": "birth_date",
    "postcode": "postcode", "phone": "phone", "email": "email",
}  # fmt: skip
US = cm.Context(country="US")
Values = tuple[str, str, str, str, str, str]

OTHERS: tuple[Values, ...] = (
    ("Alice", "Thornbury", "1981-02-14", "10001", "212-555-0001", "alice.t@gmail.com"),
    ("Robert", "Vasquez", "1969-08-30", "60601", "312-555-0002", "rvasquez@yahoo.com"),
    ("Chen", "Zhao", "1990-12-01", "94102", "415-555-0003", "chenzhao@outlook.com"),
    ("Ingrid", "Sorensen", "1955-05-05", "55401", "612-555-0004", "ingrid.s@aol.com"),
    ("Kwame", "Mensah", "1987-07-21", "30303", "404-555-0005", "kwame.m@gmail.com"),
    ("Olga", "Petrova", "1978-03-19", "11201", "718-555-0006", "olga.petrova@mail.com"),
    ("Diego", "Fernandez", "1993-10-10", "33101", "305-555-0007", "diego.f@gmail.com"),
    ("Hannah", "Goldberg", "1946-01-08", "02108", "617-555-0008", "hgoldberg@comcast.net"),
    ("Hanna", "Goldberg", "1946-01-08", "02108", "617-555-0008", ""),
)

ONE: dict[str, tuple[Values, Values]] = {
    "given and family name swapped": (
        ("Gordon", "Blackwell", "1971-04-09", "60614", "312-555-0188", ""),
        ("Blackwell", "Gordon", "1971-04-09", "60614", "", ""),
    ),
    "an initial": (
        ("Marguerite", "Delacroix", "1958-07-14", "10027", "212-555-0131", ""),
        ("M", "Delacroix", "1958-07-14", "10027", "", ""),
    ),
    "a nickname": (
        ("William", "Ostergaard", "1980-02-17", "98101", "206-555-0177", ""),
        ("Bill", "Ostergaard", "1980-02-17", "98101", "", ""),
    ),
    "a married name": (
        ("Philippa", "Nakamura", "1985-12-03", "94110", "415-555-0142", "philippa.n@gmail.com"),
        ("Philippa", "Vandenberg", "1985-12-03", "94110", "415-555-0142", "philippa.n@gmail.com"),
    ),
    "day and month exchanged": (
        ("Leopold", "Winterbourne", "1990-03-08", "02134", "617-555-0122", ""),
        ("Leopold", "Winterbourne", "1990-08-03", "02134", "", ""),
    ),
    "a birth date off by one digit": (
        ("Cordelia", "Hathersage", "1963-05-19", "85001", "602-555-0101", ""),
        ("Cordelia", "Hathersage", "1963-05-18", "85001", "602-555-0101", ""),
    ),
    "a phone number off by one digit": (
        ("Thaddeus", "Brockhurst", "1975-10-30", "19103", "215-555-0166", ""),
        ("Thaddeus", "Brockhurst", "1975-10-30", "19103", "215-555-0167", ""),
    ),
    "moved house": (
        ("Genevieve", "Larchmont", "1988-01-25", "48201", "313-555-0155", "gen.larch@gmail.com"),
        ("Genevieve", "Larchmont", "1988-01-25", "77002", "713-555-0155", "gen.larch@gmail.com"),
    ),
    "two slips in the name": (
        ("Clementine", "Rutherford", "1992-09-27", "55401", "612-555-0133", ""),
        ("Clemantine", "Ruterford", "1992-09-27", "55401", "", ""),
    ),
    "a record that says little": (
        ("Persephone", "Langstroth", "", "", "", "persephone.l@gmail.com"),
        ("Persephone", "Langstroth", "1970-07-07", "80202", "", "persephone.l@gmail.com"),
    ),
}  # fmt: skip

TWO: dict[str, tuple[Values, Values]] = {
    "spouses with one phone and one mailbox": (
        ("Harold", "Wetherby", "1955-03-14", "14604", "585-555-0111", "wetherby@gmail.com"),
        ("Dorothea", "Wetherby", "1957-09-02", "14604", "585-555-0111", "wetherby@gmail.com"),
    ),
    "twins": (
        ("Jasper", "Quillfeather", "1995-05-05", "40202", "502-555-0121", "jasperq@gmail.com"),
        ("Juniper", "Quillfeather", "1995-05-05", "40202", "502-555-0121", "juniperq@gmail.com"),
    ),
    "twins without an email": (
        ("Edmund", "Stavropoulos", "2001-07-19", "28202", "704-555-0171", ""),
        ("Eleanor", "Stavropoulos", "2001-07-19", "28202", "704-555-0171", ""),
    ),
    "father and son with one name": (
        ("Bartholomew", "Kingsbridge", "1950-02-02", "23219", "804-555-0161", ""),
        ("Bartholomew", "Kingsbridge", "1978-10-17", "23219", "804-555-0161", ""),
    ),
    "father and son, who is a junior": (
        ("Cornelius", "Abernethy", "1948-11-30", "37203", "615-555-0151", ""),
        ("Cornelius", "Abernethy Jr", "1975-04-22", "37203", "615-555-0151", ""),
    ),
    "siblings": (
        ("Sylvester", "Montclair", "1984-06-16", "70112", "504-555-0141", ""),
        ("Sebastian", "Montclair", "1987-02-08", "70112", "504-555-0141", ""),
    ),
    "namesakes": (
        ("Michael", "Johnson", "1982-04-04", "60614", "", ""),
        ("Michael", "Johnson", "1965-09-19", "90001", "", ""),
    ),
    "flatmates": (
        ("Ophelia", "Drummond", "1993-12-12", "02139", "617-555-0181", ""),
        ("Marcus", "Feldstein", "1991-03-23", "02139", "617-555-0181", ""),
    ),
}  # fmt: skip

CASES = [
    *(pytest.param(*pair, True, id=name) for name, pair in ONE.items()),
    *(pytest.param(*pair, False, id=name) for name, pair in TWO.items()),
]


@pytest.mark.parametrize(("a", "b", "one"), CASES)
def test_people_in_a_table_are_told_apart(a: Values, b: Values, *, one: bool) -> None:
    rows = [dict(zip(COLUMNS, values, strict=True)) for values in (a, b, *OTHERS)]
    result = cm.resolve(rows, kinds=KINDS, context=US)
    golden = result.crosswalk.ids
    same = golden[cm.RecordId("table", 0)] == golden[cm.RecordId("table", 1)]
    assert same == one, result.explain(cm.RecordId("table", 0), cm.RecordId("table", 1))


def person(values: Values) -> cm.Person:
    given, family, born, postcode, phone, email = values
    street = {"street": "12 Elm Street", "city": "Springfield", "postcode": postcode}
    return cm.Person(
        name=cm.PersonName(given=given, family=family),
        birth_date=born or None,
        phones=(phone,) if phone else (),
        emails=(email,) if email else (),
        addresses=(cm.PostalAddress(**street),) if postcode else (),
    )


@pytest.mark.parametrize(("a", "b", "one"), CASES)
def test_typed_people_are_told_apart(a: Values, b: Values, *, one: bool) -> None:
    records = [cm.Record(cm.RecordId("crm", i), person(v)) for i, v in enumerate((a, b, *OTHERS))]
    result = cm.resolve(records, context=US)
    golden = result.crosswalk.ids
    same = golden[cm.RecordId("crm", 0)] == golden[cm.RecordId("crm", 1)]
    assert same == one, result.explain(cm.RecordId("crm", 0), cm.RecordId("crm", 1))


def test_without_an_address_or_a_phone_no_household_is_seen() -> None:
    """A town alone tells no household: two of one family name there are learned from the data."""
    of_towns = cm.Linker(kinds={"name": "person_name", "city": "city", "mail": "email"})
    of_phones = cm.Linker(kinds={"name": "person_name", "city": "city", "phone": "phone"})
    rows = [
        {"name": f"{given} {family}", "city": "Bonn", "mail": "", "phone": ""}
        for given, family, *_ in OTHERS
    ]
    for linker, households in ((of_towns, 0), (of_phones, 1)):
        model = linker.fit(rows).model
        assert model is not None
        assert sum(len(c.owners) > 1 for c in model.classes) == households


OF_SITES = {
    "name": "organization_name", "street": "street", "city": "city", "phone": "phone",
}  # fmt: skip
SITES: tuple[tuple[str, str, str, str], ...] = (
    ("Harborview Bakery Inc", "12 Wharf Street", "Boston", "617-555-0101"),
    ("Summit Ridge Dental", "88 Alpine Road", "Denver", "303-555-0102"),
    ("Golden Lotus Restaurant", "301 Grant Avenue", "San Francisco", "415-555-0103"),
    ("Prairie Wind Energy LLC", "4500 County Road 9", "Amarillo", "806-555-0104"),
    ("Bluebonnet Childcare", "77 Magnolia Lane", "Austin", "512-555-0105"),
    ("Keystone Printing Co", "19 Liberty Avenue", "Pittsburgh", "412-555-0106"),
    ("Cypress Point Marina", "2 Harbor Drive", "Monterey", "831-555-0107"),
    ("Ironwood Fitness", "640 Cactus Boulevard", "Phoenix", "602-555-0108"),
)
BRANCH = ("Meridian Office Supplies", "1400 Industrial Parkway", "Columbus", "614-555-0110")


@pytest.mark.parametrize(
    ("other", "one"),
    [
        (("Meridian Office Supplies", "25 Lakeshore Drive", "Columbus", "614-555-0110"), False),
        (("Meridian Office Supplies", "903 Superior Avenue", "Cleveland", "614-555-0110"), False),
        (("Meridian Office Supply", "1400 Industrial Pkwy", "Columbus", "614-555-0110"), True),
        (("Meridian Office Supplies Inc", "1400 Industrial Parkway", "Columbus", ""), True),
    ],
)
def test_branches_of_an_organization_are_told_apart(
    other: tuple[str, str, str, str], *, one: bool
) -> None:
    rows = [dict(zip(OF_SITES, values, strict=True)) for values in (BRANCH, other, *SITES)]
    result = cm.resolve(rows, kinds=OF_SITES, context=US)
    golden = result.crosswalk.ids
    same = golden[cm.RecordId("table", 0)] == golden[cm.RecordId("table", 1)]
    assert same == one, result.explain(cm.RecordId("table", 0), cm.RecordId("table", 1))
