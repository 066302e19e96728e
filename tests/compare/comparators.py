"""Every comparator that ships, with values it is made for."""

from hypothesis import strategies as st
from tests.helpers import HOSTILE_TEXTS, texts

from custmdm import compare
from custmdm.model import PersonName, PostalAddress

NAMES = ("Anna", "anna", "Ann", "A.", "Jonathan", "Jonathon", "José", "O'Brien", "张", "张伟")
STREETS = (
    "12 Main Street",
    "12 Main St, Apt 3",
    "14 Main Street",
    "Main Street 12",
    "科技路1号2001室",
    "科技路1号2002室",
    "科技路",
    "12",
)
ORGANIZATIONS = (
    "Acme Widgets Inc.",
    "ACME Widgets",
    "Widgets Acme GmbH",
    "Inc.",
    "北京腾远科技有限公司",
    "腾远科技",
    "有限公司",
)
DATES = ("1988-03-07", "1988-07-03", "1988-03-17", "1988-30-70", "1988-03", "1988", "1991-12-24")
CODES = ("+8613812345678", "13812345678", "+8613812345687", "62770334", "123", "124", "LS11AA")
EMAILS = ("anna.lee@qq.com", "Anna.Lee@QQ.com", "anna.lee@163.com", "ana.lee@qq.com", "@", "a@b@c")
NUMBERS = ("100", "90", "1e2", "-5", "5", "0", "-0", "nan", "inf", "-inf", "1e308", "-1e308")

WHOLE_NAMES = [
    PersonName(given=given, family=family, middle=middle)
    for given, family, middle in (
        ("Anna", "Lee", None),
        ("Lee", "Anna", None),
        ("anna", "LEE", None),
        ("A.", "Lee", None),
        ("Ann", "Leigh", None),
        ("Anna", "Smith", None),
        ("Smith", "Bob", None),
        ("Anna Maria", "Lee", None),
        ("Anna", "Lee", "Maria"),
        ("José", "O'Brien", None),
        ("伟", "张", None),
        ("玮", "张", None),
        ("娜娜", "欧阳", None),
        ("Wei", "张", None),
    )
]
PERSON_NAMES = (
    *WHOLE_NAMES,
    PersonName(given="Anna", family="Lee", suffix="Jr."),
    PersonName(given="Anna", family="Lee", suffix="Sr."),
    PersonName(full="Anna Lee"),
    PersonName(full="张伟"),
)

ADDRESSES = (
    PostalAddress(street="1 High St", city="Leeds", postcode="LS11AA"),
    PostalAddress(street="1 High St", city="York", postcode="YO11AA"),
    PostalAddress(street="1 High Street", city="Leeds"),
    PostalAddress(street="1 High St", region="Yorkshire"),
    PostalAddress(street="2 High St", city="leeds", region="Kent"),
    PostalAddress(full="1 High St, Leeds"),
    PostalAddress(full="---"),
    PostalAddress(full="北京市海淀区科技路1号", city="北京市"),
    PostalAddress(street="科技路1号", city="北京"),
    PostalAddress(street="科技路1号", country="CN"),
    PostalAddress(street="1 High St", country="GB"),
)

# Values that know too little to be called the same: less than 1.0 even when they are equal.
LITTLE_KNOWN = (
    PersonName(),
    PersonName(given="Anna"),
    PersonName(family="Anna"),
    PersonName(full="Anna"),
    PersonName(full="..."),
    PersonName(given="...", family="-", full="'"),
    PostalAddress(),
    PostalAddress(city="Leeds"),
    PostalAddress(city="Leeds", postcode="LS11AA"),
    PostalAddress(city="Leds", postcode="LS12AA"),
    PostalAddress(region="Kent"),
    PostalAddress(city="北京"),
    PostalAddress(city="York", country="US"),
)

word = texts(8).map(lambda text: "a" + text)
name = word | st.sampled_from(
    ("Anna", "Ana", "A.", "Robert", "Bob", "Lee", "Leigh", "Wei", "Zhang", "张", "伟", "玮", "欧阳")
)
person_names = st.builds(
    PersonName,
    given=name,
    family=name,
    middle=st.none() | name,
    suffix=st.none() | st.sampled_from(("Jr.", "Sr.", "...")),
)
text_or_none = st.none() | texts(8)
place = text_or_none | st.sampled_from(("Leeds", "Leds", "York", "LS11AA", "北京"))
addresses = st.builds(
    PostalAddress,
    street=word | st.sampled_from(STREETS),
    city=place,
    postcode=place,
    region=place,
    country=st.none() | st.sampled_from(("CN", "GB")),
)

dates = st.dates().map(str) | st.sampled_from(DATES)
numbers = st.integers().map(str) | st.floats().map(str) | st.sampled_from(NUMBERS)
codes = st.text(alphabet="0123+A", max_size=12)


@st.composite
def mutated(draw, text):
    """Return a text a few slips away: a character more, less, other, or two swapped."""
    found = list(text)
    for slip in draw(st.lists(st.sampled_from(("more", "less", "other", "swapped")), max_size=4)):
        at = draw(st.integers(0, len(found)))
        if slip == "more":
            found.insert(at, draw(character))
        elif at < len(found) and slip == "less":
            del found[at]
        elif at < len(found) and slip == "other":
            found[at] = draw(character)
        else:
            found[at : at + 2] = reversed(found[at : at + 2])
    return "".join(found)


character = st.sampled_from("0123456789ab@.-é张１\x00")

# By name: a comparator, a table of values for it, and a strategy for more.
COMPARATORS = {
    "CodeSimilarity": (compare.CodeSimilarity(), CODES, codes),
    "DateSimilarity": (compare.DateSimilarity(), DATES, dates),
    "EditSimilarity": (compare.EditSimilarity(), NAMES, texts()),
    "EmailSimilarity": (compare.EmailSimilarity(), EMAILS, st.emails()),
    "JaroWinkler": (compare.JaroWinkler(), NAMES, texts()),
    "JaroWinkler, no prefix": (compare.JaroWinkler(prefix_weight=0.0), NAMES, texts()),
    "JaroWinkler, long prefix": (compare.JaroWinkler(prefix_weight=0.25), NAMES, texts()),
    "NamePartSimilarity": (compare.NamePartSimilarity(), NAMES, texts()),
    "NumberSimilarity": (compare.NumberSimilarity(), NUMBERS, numbers),
    "OrganizationNameSimilarity": (compare.OrganizationNameSimilarity(), ORGANIZATIONS, texts()),
    "PersonNameSimilarity": (compare.PersonNameSimilarity(), PERSON_NAMES, person_names),
    "PostalAddressSimilarity": (compare.PostalAddressSimilarity(), ADDRESSES, addresses),
    "StreetSimilarity": (compare.StreetSimilarity(), STREETS, texts()),
    "TokenSimilarity": (compare.TokenSimilarity(), STREETS, texts()),
    "exact": (compare.exact, NAMES, texts()),
}
OF_UNITS = {
    name: more | st.sampled_from(table + tuple(v for v in LITTLE_KNOWN if isinstance(v, kind)))
    for name, kind, more, table in (
        ("PersonNameSimilarity", PersonName, person_names, PERSON_NAMES),
        ("PostalAddressSimilarity", PostalAddress, addresses, ADDRESSES),
    )
}


def values_of(name):
    """Return a strategy for all values that a comparator may meet."""
    if name in OF_UNITS:
        return OF_UNITS[name]
    _, table, more = COMPARATORS[name]
    return more | st.sampled_from(table) | st.sampled_from(HOSTILE_TEXTS) | texts()
