"""The true customers of the bundled sample, before any system has written them down.

Persons and companies are drawn in casts (a household, a shared office building, namesakes), since
what makes matching hard is how customers resemble each other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

import sample_tables as tables
from sample_ids import Dice, credit_code, resident_id, tax_id
from sample_parts import (
    TOP_LEVEL,
    Address,
    Name,
    Organization,
    Person,
    Phone,
    ascii_text,
    company_zh,
    family_name,
    given_name,
    given_zh,
    make_address,
    make_email,
    make_landline,
    make_mobile,
)

T = TypeVar("T")


def contact_name(dice: Dice, country: str) -> str:
    family, given = family_name(dice, country), given_name(dice, country, dice.pick("MF"))
    return family[0] + given[0] if country == "CN" else f"{given[0]} {family[0]}"


class World:
    """Draws the true customers and keeps numbers and addresses of email from coming twice."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.used: set[str] = set()

    def fresh(self, make: Callable[[], T], text: Callable[[T], str]) -> T:
        while True:
            made = make()
            if text(made) not in self.used:
                self.used.add(text(made))
                return made

    def mobile(self, dice: Dice, address: Address) -> Phone:
        return self.fresh(lambda: make_mobile(dice, address), lambda p: p.country + p.number)

    def landline(self, dice: Dice, address: Address) -> Phone:
        return self.fresh(lambda: make_landline(dice, address), lambda p: p.country + p.number)

    def person(
        self,
        dice: Dice,
        country: str,
        *,
        family: Name | None = None,
        given: Name | None = None,
        gender: str = "",
        birth: date | None = None,
        address: Address | None = None,
    ) -> Person:
        gender = gender or dice.pick("MF")
        family = family or family_name(dice, country)
        given = given or given_name(dice, country, gender)
        birth = birth or dice.day(date(1948, 1, 1), date(1999, 12, 31))
        address = address or make_address(dice, country)
        emails = tuple(
            self.fresh(lambda: make_email(dice, country, family, given, birth), str)
            for _ in range(2 if dice.chance(0.2) else 1)
        )
        id_card = ""
        if country == "CN":
            home = dice.weighted([(d.adcode, d.weight) for d in tables.DISTRICTS_ZH])
            region = address.adcode if dice.chance(0.6) else home
            id_card = self.fresh(lambda: resident_id(dice, region, birth, gender), str)
        return Person(
            family, given, gender, birth, address, self.mobile(dice, address),
            self.landline(dice, address) if dice.chance(0.3) else None, emails, id_card,
        )  # fmt: skip

    def namesakes(self, country: str, name: Name, given: Name, gender: str, n: int) -> list[Person]:
        dice = self.dice.fork(f"namesakes/{country}/{name[0]}{given[0]}")
        made = [self.person(dice, country, family=name, given=given, gender=gender)
                for _ in range(n)]  # fmt: skip
        return [replace(p, needs=frozenset({"birth"})) for p in made]

    def household(self, dice: Dice, country: str, twins: bool) -> list[Person]:
        """Father and children of one surname at one address, mostly with the mother."""
        father = self.person(dice, country, gender="M",
                             birth=dice.day(date(1950, 1, 1), date(1970, 12, 31)))  # fmt: skip
        father = replace(father, landline=self.landline(dice, father.address))
        born = dice.day(father.birth + timedelta(days=8500), father.birth + timedelta(days=11500))
        members = [father]
        if dice.chance(0.6):
            family = None if country == "CN" else father.family
            birth = father.birth + timedelta(days=dice.between(-900, 1500))
            members.append(self.person(dice, country, family=family, gender="F", birth=birth,
                                       address=father.address))  # fmt: skip
        taken = [father.given]
        for i in range(2 if twins else 1):
            gender = dice.pick("MF")
            given = given_name(dice, country, gender, taken[-1][0] if i else "")
            while given in taken:
                given = given_name(dice, country, gender)
            taken.append(given)
            child = self.person(dice, country, family=father.family, given=given, gender=gender,
                                birth=born, address=father.address)  # fmt: skip
            members.append(replace(child, needs=frozenset({"email"})) if twins else child)
        shared = dice.chance(0.3)
        return [
            replace(p, landline=father.landline, mobile=father.mobile if shared else p.mobile)
            for p in members
        ]

    def father_and_son(self, dice: Dice, country: str) -> list[Person]:
        father = self.person(dice, country, gender="M",
                             birth=dice.day(date(1945, 1, 1), date(1968, 12, 31)))  # fmt: skip
        father = replace(father, landline=self.landline(dice, father.address))
        born = dice.day(father.birth + timedelta(days=8500), father.birth + timedelta(days=11500))
        son = self.person(dice, country, family=father.family, given=father.given, gender="M",
                          birth=born, address=father.address)  # fmt: skip
        suffix = "Jr." if country == "US" else ""
        needs = frozenset({"birth"})
        return [replace(father, needs=needs),
                replace(son, landline=father.landline, suffix=suffix, needs=needs)]  # fmt: skip

    def organization(self, dice: Dice, country: str, address: Address | None = None,
                     brand: Name | None = None) -> Organization:  # fmt: skip
        address = address or make_address(dice, country, office=True)
        if country == "CN":
            return self._organization_zh(dice, address, brand)
        trade = dice.pick(tables.TRADES[country])
        brand = brand or self.fresh(lambda: self._brand(dice, country), lambda b: country + b[0])
        spellings = dice.pick(tables.FORMS[country])
        names = (f"{brand[0]} {trade} {spellings[0]}", f"{brand[0]} {trade} {spellings[-1]}",
                 f"{brand[0]} {trade}, {spellings[0]}", f"{brand[0]} {trade}")  # fmt: skip
        return self._finish(dice, names, names, address, brand, f"{brand[0]} {trade}")

    def _brand(self, dice: Dice, country: str) -> Name:
        if country in ("US", "GB", "AU") or dice.chance(0.2):
            name = dice.pick(tables.BRAND_EN[0]) + dice.pick(tables.BRAND_EN[1])
            if dice.chance(0.15):
                name += f" & {dice.pick(['Sons', 'Partners', 'Lane', 'Finch'])}"
        else:
            name = dice.pick(tables.NAMES[country][2])
        return name, name

    def _organization_zh(self, dice: Dice, address: Address, brand: Name | None) -> Organization:
        def draw() -> Name:
            first, second = (dice.pick(list(part.items())) for part in tables.BRAND_ZH)
            third = dice.pick(["", "", "", "通:tong", "联:lian", "创:chuang"]).split(":")
            return first[0] + second[0] + third[0], (first[1] + second[1] + third[-1]).capitalize()

        brand = brand or self.fresh(draw, lambda b: b[0])
        trade = dice.pick(list(tables.INDUSTRIES_ZH.items()))
        style = dice.pick(["city", "place", "place", "brackets", "province"])
        if address.region == address.city and style == "province":
            style = "city"
        place = (address.region[0].removesuffix("省"), *address.city, style)
        names, latin = company_zh(place, brand, trade, dice.pick(tables.FORMS_ZH))
        return self._finish(dice, names, latin, address, brand, f"{brand[1]} {trade[1]}")

    def _finish(self, dice: Dice, names: tuple[str, ...], latin: tuple[str, ...],
                address: Address, brand: Name, domain: str) -> Organization:  # fmt: skip
        country = address.country
        words = ascii_text(domain, country == "DE").lower().replace("_", " ").split()
        words = ["".join(c for c in word if c.isalnum()) for word in words[:2]]
        host = "-".join(w for w in words if w) + "." + TOP_LEVEL[country]
        local = dice.pick(["info", "office", "sales", "contact"])
        email = self.fresh(lambda: f"{local}{dice.pick(['', '', dice.below(90)])}@{host}", str)
        contact = contact_name(dice, country)
        number = credit_code(dice, address.adcode) if country == "CN" else tax_id(dice, country)
        phone = self.landline(dice, address)
        return Organization(names, latin, number, phone, email, address, contact, brand[0])

    def neighbours(self, dice: Dice, country: str, n: int) -> list[Organization]:
        """Companies behind one switchboard, on floors of one building."""
        first = self.organization(dice, country)
        made = [first]
        for _ in range(n - 1):
            other = self.organization(dice, country, self.other_room(dice, first.address))
            made.append(replace(other, phone=first.phone))
        return [replace(o, extension=str(801 + 5 * i)) for i, o in enumerate(made)]

    def other_room(self, dice: Dice, address: Address) -> Address:
        street, latin = address.street
        if address.country != "CN":
            line = f"{street}, {dice.pick(['Floor', 'Suite'])} {dice.between(2, 30)}"
            return replace(address, street=(line, line))
        head = street.removesuffix("室").rstrip("0123456789")
        room = f"{dice.between(1, 28)}0{dice.between(7, 9)}"
        return replace(
            address, street=(f"{head}{room}室", f"Room {room}, {latin.split(', ', 1)[1]}")
        )

    def sisters(self, dice: Dice, country: str) -> list[Organization]:
        """Two companies of one brand and one owner, in two trades."""
        first = self.organization(dice, country)
        while True:
            brand = (first.brand, first.latin[-1].split()[0])
            other = self.organization(dice, country, self.other_room(dice, first.address), brand)
            if other.names[-1] != first.names[-1]:
                return [first, other]

    def branches(self, dice: Dice, country: str, n: int) -> list[Organization]:
        """A head office and its branches elsewhere, each a customer of its own."""
        head = self.organization(dice, country)
        made = [head]
        for _ in range(n):
            address = make_address(dice, country, office=True)
            while address.city in [o.address.city for o in made]:
                address = make_address(dice, country, office=True)
            city, latin = address.city
            names = tuple(f"{name}{city.removesuffix('市')}分公司" for name in head.names)
            english = tuple(f"{name}, {latin} Branch" for name in head.latin)
            if country != "CN":
                word = tables.BRANCH_WORDS[country].format(city=city)
                names = english = tuple(f"{name}, {word}" for name in head.names)
            host = head.email.split("@")[1]
            local = "".join(c for c in ascii_text(latin).lower() if c.isalpha())
            number = credit_code(dice, address.adcode) if country == "CN" else ""
            email = head.email if dice.chance(0.3) else f"{local}@{host}"
            made.append(
                replace(head, names=names, latin=english, tax_id=number, address=address,
                        email=email, phone=self.landline(dice, address),
                        contact=contact_name(dice, country))
            )  # fmt: skip
        return made


# --- the whole population ---

NAMESAKES = [
    ("CN", ("王", "Wang"), "伟", "M", 6), ("CN", ("张", "Zhang"), "敏", "F", 5),
    ("CN", ("李", "Li"), "娜", "F", 5), ("CN", ("刘", "Liu"), "洋", "M", 5),
    ("US", ("Smith", "Smith"), "John", "M", 3), ("GB", ("Smith", "Smith"), "John", "M", 3),
    ("DE", ("Müller", "Müller"), "Thomas", "M", 3), ("IN", ("Sharma", "Sharma"), "Priya", "F", 3),
    ("ES", ("García", "García"), "María", "F", 2),
]  # fmt: skip


def people(world: World, chinese: int, others: int) -> list[Person]:
    """All persons, casts first and then strangers up to the numbers asked for."""
    made: list[Person] = []
    for country, family, given, gender, n in NAMESAKES:
        name = given_zh(given) if country == "CN" else (given, given)
        made += world.namesakes(country, family, name, gender, n)
    for i in range(34):
        made += world.household(world.dice.fork(f"household/zh/{i}"), "CN", twins=i % 5 == 0)
    for i in range(26):
        dice = world.dice.fork(f"household/{i}")
        made += world.household(dice, dice.weighted(tables.COUNTRY_WEIGHTS), twins=i % 5 == 0)
    for i, country in enumerate(["US", "US", "US", "GB", "GB", "AU", "ES", "IN"]):
        made += world.father_and_son(world.dice.fork(f"father/{i}"), country)
    left = {"CN": chinese, "": others}
    for p in made:
        left["CN" if p.address.country == "CN" else ""] -= 1
    for i in range(left["CN"]):
        made.append(world.person(world.dice.fork(f"person/zh/{i}"), "CN"))
    for i in range(left[""]):
        dice = world.dice.fork(f"person/{i}")
        made.append(world.person(dice, dice.weighted(tables.COUNTRY_WEIGHTS)))
    return made


def companies(world: World, chinese: int, others: int) -> list[Organization]:
    """All companies, casts first and then strangers up to the numbers asked for."""
    made: list[Organization] = []
    for group, n, casts in (("CN", chinese, 9), ("", others, 6)):
        start = len(made)
        for i in range(casts):
            dice = world.dice.fork(f"companies/{group}/{i}")
            country = group or dice.pick(["US", "GB", "DE", "FR", "AU", "SG"])
            made += world.neighbours(dice, country, dice.between(2, 4))
            made += world.sisters(dice, country)
            made += world.branches(dice, "US" if country == "SG" else country, dice.between(1, 2))
        while len(made) - start < n:
            dice = world.dice.fork(f"company/{group}/{len(made)}")
            made.append(world.organization(dice, group or dice.weighted(tables.COUNTRY_WEIGHTS)))
    return made
