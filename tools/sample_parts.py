"""What a true customer of the bundled sample is, and how one name, address or number is drawn."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

import sample_tables as tables
from sample_ids import Dice

Name = tuple[str, str]
"""A name in its own script and in Latin letters."""


@dataclass(frozen=True, slots=True)
class Phone:
    country: str
    number: str
    area: int
    """How many digits of the number are the area code; 0 for a mobile."""


@dataclass(frozen=True, slots=True)
class Address:
    country: str
    region: Name
    city: Name
    district: Name
    street: Name
    postcode: str
    adcode: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    family: Name
    given: Name
    gender: str
    birth: date
    address: Address
    mobile: Phone
    landline: Phone | None
    emails: tuple[str, ...]
    id_card: str = ""
    employer: str = ""
    suffix: str = ""
    needs: frozenset[str] = frozenset()
    """What every record has to show, where this person could not be told from another without."""


@dataclass(frozen=True, slots=True)
class Organization:
    names: tuple[str, ...]
    """The registered name, another order of its parts, without legal form, the short name."""
    latin: tuple[str, ...]
    tax_id: str
    phone: Phone
    email: str
    address: Address
    contact: str
    brand: str
    extension: str = ""
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Customer:
    key: str
    states: tuple[Person, ...] | tuple[Organization, ...]
    """One state, or the states before and after something changed."""
    size: int


def ascii_text(text: str, german: bool = False) -> str:
    """Without accents; with ae, oe, ue where `german`."""
    if german:
        for umlaut, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ü", "Ue"), ("Ö", "Oe")):
            text = text.replace(umlaut, plain)
    text = text.replace("ß", "ss").replace("ı", "i").replace("ø", "o")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


# --- names, places, numbers ---


def family_name(dice: Dice, country: str) -> Name:
    if country == "CN":
        text, latin = dice.weighted([((a, b), c) for a, b, c in tables.SURNAMES_ZH])
        return text, latin.capitalize()
    name = dice.pick(tables.NAMES[country][2])
    return name, name


def given_zh(text: str) -> Name:
    return text, "".join(tables.GIVEN_PINYIN[c] for c in text).capitalize()


def given_name(dice: Dice, country: str, gender: str, like: str = "") -> Name:
    """A given name; in China one with the first character of `like`, if that is said."""
    if country != "CN":
        name = dice.pick(tables.NAMES[country][gender == "F"]).replace("_", " ")
        return name, name
    single, first, second = tables.GIVEN_ZH[gender]
    if not like and dice.chance(0.3):
        return given_zh(dice.pick(single))
    start = like[0] if len(like) == 2 else dice.pick(first)
    return given_zh(start + dice.pick([c for c in second if c != start and c not in like]))


def address_zh(dice: Dice, office: bool = False) -> Address:
    d = dice.weighted([(d, d.weight) for d in tables.DISTRICTS_ZH])
    road, road_latin = dice.pick(list(tables.ROADS_ZH.items()))
    number, room = dice.between(1, 320), f"{dice.between(1, 28)}0{dice.between(1, 6)}"
    street, latin = f"{road}{number}号", f"No. {number} {road_latin}"
    if office:
        house, house_latin = dice.pick(list(tables.BUILDINGS_ZH.items()))
        street, latin = f"{street}{house}{room}室", f"Room {room}, {house_latin}, {latin}"
    elif dice.chance(0.5):
        house, house_latin = dice.pick(list(tables.ESTATES_ZH.items()))
        block, stair = dice.between(1, 24), dice.between(1, 4)
        street += f"{house}{block}号楼{stair}单元{room}室"
        latin = f"{block}-{stair}-{room}, {house_latin}, {latin}"
    else:
        street, latin = f"{street}{room}室", f"Room {room}, {latin}"
    return Address(
        country="CN",
        region=(d.province, d.province_latin),
        city=(d.city, d.city_latin),
        district=(d.name, f"{d.latin} District"),
        street=(street, latin.replace("_", " ")),
        postcode=d.postcode,
        adcode=d.adcode,
    )


def street_line(dice: Dice, country: str, office: bool) -> str:
    street, n = dice.pick(tables.STREETS[country]), dice.between(1, 220)
    if country == "DE":
        return f"{street} {n}{dice.pick(['', '', '', 'a', 'b'])}"
    if country == "JP":
        return f"{dice.between(1, 6)}-{dice.between(1, 30)}-{dice.between(1, 20)} {street}"
    if country == "ES":
        return f"{street} {n}" + ("" if office else f", {dice.between(1, 8)}º {dice.pick('ABCD')}")
    if country == "SG":
        return f"Blk {n} {street} #{dice.between(2, 19):02d}-{dice.between(1, 299):02d}"
    line = f"{n} {street}"
    if office or dice.chance(0.7):
        return line
    unit = dice.pick([str(dice.between(1, 40)), f"{dice.between(1, 9)}{dice.pick('ABC')}"])
    word = {"US": "Apt", "GB": "Flat", "AU": "Unit", "IN": "Flat", "FR": "Appt"}[country]
    return f"{line}, {word} {unit}" if country in ("US", "FR") else f"{word} {unit}, {line}"


def make_address(dice: Dice, country: str, office: bool = False) -> Address:
    if country == "CN":
        return address_zh(dice, office)
    city, region, postcode, _ = dice.pick(tables.CITIES[country])
    line = street_line(dice, country, office)
    return Address(
        country, (region, region), (city, city), ("", ""), (line, line), dice.fill(postcode)
    )


def make_mobile(dice: Dice, address: Address) -> Phone:
    if address.country == "CN":
        return Phone("CN", dice.pick(tables.MOBILE_ZH) + dice.fill("########"), 0)
    if address.country == "US":
        return make_landline(dice, address)
    return Phone(address.country, dice.fill(dice.pick(tables.MOBILES[address.country])), 0)


def make_landline(dice: Dice, address: Address) -> Phone:
    if address.country == "CN":
        d = next(d for d in tables.DISTRICTS_ZH if d.adcode == address.adcode)
        return Phone("CN", d.area + dice.fill(d.landline), len(d.area))
    pattern = next(p for city, _, _, p in tables.CITIES[address.country] if city == address.city[0])
    number = dice.fill(pattern)
    lengths = {"US": 3, "FR": 1, "AU": 1, "SG": 0, "ES": 2, "IN": 2, "GB": 3, "JP": 2, "DE": 2}
    area = lengths[address.country]
    if number.startswith(("20", "3")) and address.country in ("GB", "JP"):
        area -= 1
    if address.country == "DE" and number[:2] not in ("30", "40", "69", "89"):
        area = 3
    return Phone(address.country, number, area)


TOP_LEVEL = {"CN": "com.cn", "US": "com", "GB": "co.uk", "DE": "de", "FR": "fr", "AU": "com.au",
             "ES": "es", "IN": "co.in", "JP": "co.jp", "SG": "com.sg"}  # fmt: skip

CHINESE_MAIL = [("qq.com", 40.0), ("163.com", 30.0), ("gmail.com", 15.0), ("outlook.com", 15.0)]


def make_email(dice: Dice, country: str, family: Name, given: Name, birth: date) -> str:
    german = country == "DE"
    last = "".join(c for c in ascii_text(family[1], german).lower() if c.isalpha())
    first = "".join(c for c in ascii_text(given[1], german).lower() if c.isalpha())
    tail = dice.pick(["", "", f"{birth:%y}", f"{birth:%m%d}", str(dice.between(1, 999))])
    if country == "CN":
        domain = dice.weighted(CHINESE_MAIL)
        if domain == "qq.com" and dice.chance(0.7):
            return str(dice.between(1, 9)) + dice.fill(dice.pick(["#" * 7, "#" * 8])) + "@qq.com"
        local = dice.pick(
            [f"{first}{last}", f"{last}{first}", f"{last}.{first}", f"{first}_{last}"]
        )
        return f"{local}{tail or dice.between(10, 9999)}@{domain}"
    own = f"{dice.pick(['brightpost', 'mailhaven', 'postloft'])}.{TOP_LEVEL[country]}"
    domain = dice.weighted([("gmail.com", 50), ("outlook.com", 28), (own, 22)])
    local = dice.pick(
        [f"{first}.{last}", f"{first}{last}", f"{first[0]}.{last}", f"{last}.{first}"]
    )
    return f"{local}{tail}@{domain}"


def company_zh(
    place: tuple[str, str, str, str], brand: Name, trade: Name, form: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of a Chinese company, in Chinese and in English, best first."""
    province, city, city_latin, style = place
    short = city.removesuffix("市")
    core = brand[0] + trade[0]
    styles = {
        "city": f"{city}{core}{form}",
        "place": f"{short}{core}{form}",
        "brackets": f"{core}（{short}）{form}",
        "province": f"{province}{core}{form}",
    }
    other = styles["brackets" if style != "brackets" else "place"]
    english = f"{brand[1]} {trade[1]}".replace("_", " ")
    latin = (
        f"{city_latin} {english} Co., Ltd.",
        f"{english} ({city_latin}) Co., Ltd.",
        f"{city_latin} {english} Co Ltd",
        english,
    )
    return (styles[style], other, f"{short}{core}", core), latin
