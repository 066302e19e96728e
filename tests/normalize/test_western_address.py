"""Addresses outside China: the parts that are given are right; what is not sure is not given."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from custmdm._text import has_han
from custmdm.data.postcodes import shapes, states
from custmdm.model import Status
from custmdm.normalize import PostalAddress
from tests.normalize.texts import TEXTS

NAMES = "street number unit building po_box city region postcode country".split()


def parts_of(text: str, country: str | None = None) -> str:
    """Return the parts in a line, but for the house number where the street begins with it."""
    parts = dict(PostalAddress(country).parse(text).parts)
    assert set(parts) <= set(NAMES)
    if parts.get("street", "").startswith(parts.get("number", "-")):
        del parts["number"]
    return " | ".join(parts[name] for name in NAMES if name in parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("123 Main St, Boston, MA 02116", "123 Main St | Boston | MA | 02116 | US"),
        ("123 Main St, Boston, MA, 02116, USA", "123 Main St | Boston | MA | 02116 | US"),
        ("123 Main St\nBoston, MA 02116", "123 Main St | Boston | MA | 02116 | US"),
        ("123 main st, boston, ma 02116", "123 main st | boston | ma | 02116 | US"),
        ("123 Main St Boston MA 02116", "123 Main St | Boston | MA | 02116 | US"),
        ("123 Main St Apt 4B, Boston, MA 02116", "123 Main St | Apt 4B | Boston | MA | 02116 | US"),
        ("123 Main St # 4 Boston MA 02116", "123 Main St | # 4 | Boston | MA | 02116 | US"),
        ("Suite 200, 1 Elm Rd, Boston MA 02116", "1 Elm Rd | Suite 200 | Boston | MA | 02116 | US"),
        ("1 Elm Rd NW, Washington, D.C. 20500", "1 Elm Rd NW | Washington | D.C. | 20500 | US"),
        ("1 Elm Rd NW Washington DC 20500", "1 Elm Rd NW | Washington | DC | 20500 | US"),
        ("9 Ave of the Stars, Los Angeles, California 90067-1234",
         "9 Ave of the Stars | Los Angeles | California | 90067-1234 | US"),
        ("5850 US Highway 431, Albertville, AL 35950",
         "5850 US Highway 431 | Albertville | AL | 35950 | US"),
        ("12 Grand Ave St Paul MN 55101", "12 Grand Ave | St Paul | MN | 55101 | US"),
        ("44 Court St Brooklyn NY 11201", "44 Court St | Brooklyn | NY | 11201 | US"),
        ("PO Box 12, Springfield, IL 62704", "PO Box 12 | Springfield | IL | 62704 | US"),
        ("P.O. Box 12 Springfield IL 62704", "P.O. Box 12 | Springfield | IL | 62704 | US"),
        ("Atrium Mall, 640 Kill Rd, New York, NY 10312",
         "640 Kill Rd | Atrium Mall | New York | NY | 10312 | US"),
        ("3M Company, 12 Main St, Saint Paul, MN 55101",
         "12 Main St | 3M Company | Saint Paul | MN | 55101 | US"),
        ("Columbus, OH", "Columbus | OH | US"),
        ("12 Main St, Boston, Massachusetts", "12 Main St | Boston | Massachusetts | US"),
        ("10 Downing Street, London SW1A 2AA", "10 Downing Street | London | SW1A 2AA | GB"),
        ("10 Downing Street, London, sw1a2aa, UK", "10 Downing Street | London | SW1A 2AA | GB"),
        ("10 Downing Street London SW1A 2AA", "10 Downing Street | London | SW1A 2AA | GB"),
        ("Flat 2, Rose House, 5 High St, Leeds, West Yorkshire LS1 1AA, England",
         "5 High St | Flat 2 | Rose House | Leeds | West Yorkshire | LS1 1AA | GB"),
        ("318 Upper Street, N1 2XQ London", "318 Upper Street | London | N1 2XQ | GB"),
        ("1 Athol Street, Douglas, Isle of Man IM1 1LA", "1 Athol Street | Douglas | IM1 1LA | IM"),
        ("12 Main Street, Bray, Co. Wicklow A98 X2P4",
         "12 Main Street | Bray | Co. Wicklow | A98 X2P4 | IE"),
        ("332 Menzies Street, Victoria, BC V8V 2G9",
         "332 Menzies Street | Victoria | BC | V8V 2G9 | CA"),
        ("100 King St W, Suite 5, Toronto ON M5X1A9, Canada",
         "100 King St W | Suite 5 | Toronto | ON | M5X 1A9 | CA"),
        ("12 Smith St, Carlton VIC 3053", "12 Smith St | Carlton | VIC | 3053 | AU"),
        ("3/45 Smith St, Carlton, Victoria 3053, Australia",
         "45 Smith St | 3 | Carlton | Victoria | 3053 | AU"),
        ("Unit 3, 45 Smith St, Carlton VIC 3053",
         "45 Smith St | Unit 3 | Carlton | VIC | 3053 | AU"),
        ("GPO Box 9, Sydney NSW 2001", "GPO Box 9 | Sydney | NSW | 2001 | AU"),
        ("12 Queen St, Auckland 1010, New Zealand", "12 Queen St | Auckland | 1010 | NZ"),
        ("Hauptstraße 5a, 10115 Berlin", "Hauptstraße 5a | 5a | Berlin | 10115 | DE"),
        ("Hauptstr. 5 10115 Berlin", "Hauptstr. 5 | 5 | Berlin | 10115 | DE"),
        ("Am Markt 3, D-80331 München, Deutschland", "Am Markt 3 | 3 | München | 80331 | DE"),
        ("Hauptstraße 5\n3. OG\n10115 Berlin", "Hauptstraße 5 | 5 | 3. OG | Berlin | 10115 | DE"),
        ("Postfach 12 34, 10115 Berlin, Germany", "Postfach 12 34 | Berlin | 10115 | DE"),
        ("Mariahilfer Straße 12/3, 1060 Wien, Austria",
         "Mariahilfer Straße 12/3 | 12/3 | Wien | 1060 | AT"),
        ("Bahnhofstrasse 1, CH-8001 Zürich, Schweiz", "Bahnhofstrasse 1 | 1 | Zürich | 8001 | CH"),
        ("Damstraat 7, 1012 JL Amsterdam", "Damstraat 7 | 7 | Amsterdam | 1012 JL | NL"),
        ("12 bis rue de la Paix, 75002 Paris", "12 bis rue de la Paix | Paris | 75002 | FR"),
        ("12, rue de la Paix, 75002 Paris Cedex 02",
         "12, rue de la Paix | Paris Cedex 02 | 75002 | FR"),
        ("Via Roma 1, 20121 Milano (MI)", "Via Roma 1 | 1 | Milano | MI | 20121 | IT"),
        ("Calle Mayor, 23, 28013 Madrid, Spain", "Calle Mayor, 23 | 23 | Madrid | 28013 | ES"),
        ("Osaka University, Osaka 565-0871, Japan", "565-0871 | JP"),
        ("No. 1 Jianguo Road, Chaoyang, Beijing 100020, China", "100020 | CN"),
    ],
)  # fmt: skip
def test_the_parts_that_are_sure_are_given(text: str, parts: str) -> None:
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        # The same words may be cut, or placed, in two ways.
        ("12 Main St W Palm Beach FL 33401", "FL | 33401 | US"),
        ("Berlin, DE", ""),
        ("12 Lake Rd, Toronto, CA", "12 Lake Rd"),
        ("Tbilisi, Georgia", ""),
        ("12 Main St, New York", "12 Main St"),
        ("12 Main St, Springfield", "12 Main St"),
        ("Bavaria, Germany", "DE"),
        ("12 Rue du Canada", ""),
        ("Suite 5, 12000 Sunrise Valley", ""),
        ("1 Main St, 5 Elm St, Boston, MA 02116", "Boston | MA | 02116 | US"),
        ("12 Orchard Road, Singapore 238841", "12 Orchard Road"),
        ("Sars gate 2A, 562 Oslo", ""),
        ("Hauptstraße 5, 1010 Wien", "Hauptstraße 5 | 5 | Wien | 1010"),
        ("10115", ""),
        ("Chambéry", ""),
        ("ул. Ленина 5, Москва", ""),
    ],
)
def test_what_is_not_sure_is_not_given(text: str, parts: str) -> None:
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    ("text", "country", "parts"),
    [
        ("44 Court St, Brooklyn 11201", "US", "44 Court St | Brooklyn | 11201 | US"),
        ("Sars gate 2A, 0562 Oslo", "NO", "Sars gate 2A | 2A | Oslo | 0562 | NO"),
        ("Hauptstraße 5, 1010 Wien", "AT", "Hauptstraße 5 | 5 | Wien | 1010 | AT"),
        ("12 Orchard Road, Singapore 238841", "SG", "238841 | SG"),
        ("12 Smith St, Carlton 3053", "AU", "12 Smith St | Carlton | 3053 | AU"),
        ("10 Downing Street, London SW1A 2AA", "US", "10 Downing Street | London | SW1A 2AA | GB"),
    ],
)
def test_the_country_of_the_source_settles_what_it_can(text: str, country: str, parts: str) -> None:
    assert parts_of(text, country) == parts


def test_a_postcode_of_another_state_is_reported() -> None:
    answer = PostalAddress("US").parse("12 Main St, Boston, CA 02116")
    assert (answer.status, answer.reasons) == (
        Status.SUSPECT,
        ("postal_address.postcode_region",),
    )
    assert answer.value == "12 Main St, Boston, CA 02116"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 High St ,  Leeds", "12 High St, Leeds"),
        ("12 High St\r\nLeeds\n\nLS1 1AA\n", "12 High St, Leeds, LS1 1AA"),
        ("12 High St,,Leeds,", "12 High St, Leeds"),
        ("452 Maxwell Ave\\nRochester", "452 Maxwell Ave, Rochester"),
    ],
)
def test_an_address_is_written_in_one_line(text: str, value: str) -> None:
    assert PostalAddress()(text) == value


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("27 N Main St, Boston, MA 02161",
         "27 North Main Street, Boston, Massachusetts 02161-1234, USA"),
        ("27 N Main St\nBoston MA 02161", "27 n. main street, boston, ma, 02161, United States"),
        ("10 Downing St, London SW1A2AA", "10 Downing Street, London, SW1A 2AA, UK"),
        ("Hauptstr. 5, 10115 Berlin", "Hauptstraße 5, 10115 Berlin, Germany"),
        ("100 King St, Toronto ON M5X1A9", "100 King Street, Toronto, Ontario, M5X 1A9, Canada"),
    ],
)  # fmt: skip
def test_spellings_of_one_address_have_one_key(left: str, right: str) -> None:
    assert PostalAddress().parse(left).match_keys == PostalAddress().parse(right).match_keys


STREETS = st.sampled_from(["Main St", "Oak Avenue", "N Lake Rd", "Hill Ct", "Sunset Blvd"])
TOWNS = st.sampled_from(
    ["Springfield", "Palm Beach", "St. Louis", "Ann Arbor", "Carmel-by-the-Sea"]
)
UNITS = st.sampled_from(["", "Apt 3", "#12", "Suite 200", "2nd Floor"])


@given(
    house=st.integers(1, 9999),
    street=STREETS,
    unit=UNITS,
    town=TOWNS,
    data=st.data(),
    country=st.sampled_from([None, "US", "GB", "CN"]),
)
def test_every_american_address_with_commas_is_read(
    house: int, street: str, unit: str, town: str, data: st.DataObject, country: str | None
) -> None:
    state = data.draw(st.sampled_from(states()["US"]))
    begins = data.draw(st.from_regex(state.postcodes, fullmatch=True))
    zip_code = begins + data.draw(st.text("123456789", min_size=5, max_size=5))[len(begins) :]
    line = ", ".join(filter(None, [f"{house} {street}", unit, town, f"{state.code} {zip_code}"]))
    parts = PostalAddress(country).parse(line).parts
    expected = {
        "street": f"{house} {street}", "number": str(house), "unit": unit, "city": town,
        "region": state.code, "postcode": zip_code, "country": "US",
    }  # fmt: skip
    assert parts == {name: part for name, part in expected.items() if part}


@given(text=TEXTS | st.from_regex(r"[\w ,.#/-]{0,60}"), country=st.sampled_from([None, *shapes()]))
def test_parts_are_words_of_the_address(text: str, country: str | None) -> None:
    """But for the country, which is a code, and the postcode, which is as its post prints it."""
    assume(not has_han(text))  # Chinese divisions are given with their full names
    answer = PostalAddress(country).parse(text)
    for name in ("street", "unit", "city", "region", "po_box", "number"):
        for piece in answer.parts.get(name, "").split(", "):
            assert answer.value is None or piece in answer.value


@given(
    words=st.lists(
        st.sampled_from(
            "12 3A Main St Apt 4 , , Boston MA 02116 Berlin 10115 Hauptstr. 5 UK London N1 2XQ 23"
            " 75002 rue de la Paix VIC 3053 3/45 USA Box 77 Madrid 28013 1012 JL Toronto ON".split()
        ),
        max_size=9,
    ),
    country=st.sampled_from([None, "US", "GB", "CA", "AU", "DE", "NL", "ES", "JP"]),
)
def test_no_number_of_the_address_is_lost_to_matching(
    words: list[str], country: str | None
) -> None:
    answer = PostalAddress(country).parse(" ".join(words))
    typed = "".join(sorted(filter(str.isdecimal, " ".join(words))))
    keyed = "".join(sorted(filter(str.isdecimal, "".join(answer.match_keys))))
    assert typed == keyed
