"""A customer as one system holds it: a row of the CRM, the ERP or the web shop.

Beside the row, a `Draft` keeps which evidence of who the customer is came through unharmed, so that
duplicates that nobody could find again can be drawn anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sample_mess as mess
import sample_tables as tables
from sample_ids import Dice
from sample_parts import Organization, Person, Phone, ascii_text

Row = dict[str, str]

COLUMNS = {
    "crm": "id type full_name company_name mobile tel email dob id_card province city district"
    " address modified",
    "erp": "customer_no kind first_name last_name organisation phone e_mail birth_date tax_id"
    " street city state postcode country changed_on",
    "shop": "account name email phone birthday street_address town region zip country_code updated",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A row before it has its key, and the evidence in it: pairs of a sort and a value."""

    system: str
    row: Row
    evidence: frozenset[tuple[str, str]]

    def shared(self, other: Draft) -> int:
        """How many sorts of evidence agree."""
        return len({sort for sort, _ in self.evidence & other.evidence})

    def shows(self, sort: str) -> bool:
        return any(sort == s for s, _ in self.evidence)


class Form:
    """One record being written down: decides what is missing and what goes wrong."""

    def __init__(self, dice: Dice, faults: float) -> None:
        self.dice = dice
        self.seen: set[tuple[str, str]] = set()
        count = dice.weighted([(0, 1 - faults), (1, 0.75 * faults), (2, 0.25 * faults)])
        sorts = [("name", 45.0), ("phone", 20.0), ("birth", 14.0), ("email", 12.0), ("street", 9.0)]
        self.faults = {dice.weighted(sorts) for _ in range(count)}

    def saw(self, sort: str, value: str) -> None:
        self.seen.add((sort, value))

    def draft(self, system: str, row: Row) -> Draft:
        whole = {column: row.get(column, "") for column in COLUMNS[system].split()}
        return Draft(system, whole, frozenset(self.seen))

    # -- fields --

    def phone(self, phone: Phone | None, missing: float, style: str, extension: str = "") -> str:
        if phone is None or self.dice.chance(missing):
            return ""
        if "phone" in self.faults and len(phone.number) >= 8:
            return mess.phone_text(self.dice, mess.bad_phone(self.dice, phone), style)
        self.saw("phone", phone.country + phone.number)
        text = mess.phone_text(self.dice, phone, style)
        if extension and self.dice.chance(0.5):
            text += (
                f"{self.dice.pick(['-', '转'])}{extension}"
                if phone.country == "CN"
                else (f" {self.dice.pick(['ext. ', 'x'])}{extension}")
            )
        return text

    def email(self, emails: tuple[str, ...], missing: float, tags: float = 0.0) -> str:
        if self.dice.chance(missing):
            return ""
        email = emails[-1] if self.dice.chance(0.15) else emails[0]
        if "email" in self.faults:
            return mess.bad_email(self.dice, email)
        self.saw("email", email)
        local, domain = email.split("@")
        if domain == "gmail.com" and self.dice.chance(tags):
            local += self.dice.pick(["+shop", "+orders", "+web"])
        return mess.case_text(self.dice, f"{local}@{domain}", 0.03, 0.0)

    def birth(self, person: Person, missing: float, style: str) -> str:
        if self.dice.chance(missing):
            return ""
        if "birth" in self.faults:
            return mess.date_text(mess.bad_date(self.dice, person.birth), style)
        self.saw("birth", person.birth.isoformat())
        return mess.date_text(person.birth.isoformat(), style)

    def name_zh(self, person: Person) -> tuple[str, str]:
        """Family and given name in characters."""
        family, given = person.family[0], person.given[0]
        whole = family + given
        if "name" in self.faults:
            whole = mess.typo_zh(self.dice, whole)
        else:
            self.saw("name", "".join((person.family[1], person.given[1])).lower())
        if self.dice.chance(0.05):
            whole = mess.traditional(whole)
        return whole[: len(family)], whole[len(family) :]

    def name_latin(self, person: Person, nicknames: float) -> tuple[str, str]:
        """Family and given name in Latin letters."""
        family, given = person.family[1], person.given[1]
        if person.address.country == "CN":
            joint = self.dice.pick(["", "", "", " ", "-"])
            if joint:
                given = joint.join(tables.GIVEN_PINYIN[c].capitalize() for c in person.given[0])
            family = self.dice.pick(["Lv", "Lyu", "Lu"]) if family == "Lv" else family
        elif self.dice.chance(0.3):
            german = person.address.country == "DE" and self.dice.chance(0.6)
            family, given = ascii_text(family, german), ascii_text(given, german)
        self.saw("name", "".join((person.family[1], person.given[1])).lower())
        if self.dice.chance(nicknames) and person.given[1] in tables.NICKNAMES:
            given = self.dice.pick(tables.NICKNAMES[person.given[1]])
        if "name" in self.faults:
            if self.dice.chance(0.5):
                family = mess.typo(self.dice, family)
            else:
                given = mess.typo(self.dice, given)
        if person.suffix and self.dice.chance(0.4):
            family = f"{family} {person.suffix}"
        return family, given

    def street(self, text: str, missing: float) -> str:
        if self.dice.chance(missing):
            return ""
        if "street" in self.faults and any(c.isdigit() for c in text):
            place = self.dice.pick([i for i, c in enumerate(text) if c.isdigit()])
            return text[:place] + str((int(text[place]) + 3) % 10) + text[place + 1 :]
        self.saw("street", text)
        return mess.street_text(self.dice, text)


def _date_style(dice: Dice) -> str:
    return dice.weighted([("iso", 55), ("slash", 15), ("compact", 15), ("zh", 15)])


# --- crm ---


def _crm_place(form: Form, item: Person | Organization) -> Row:
    """Province, city, district and one line of address, each filled in as it happened."""
    dice, place = form.dice, item.address
    missing = 0.12 if isinstance(item, Organization) else 0.25
    if place.country != "CN":
        street = form.street(place.street[0], 0.35)
        city = f"{place.city[0]} {place.postcode}"
        city = f"{place.postcode} {place.city[0]}" if place.country in ("DE", "FR", "ES") else city
        if place.country == "US":
            city = f"{place.city[0]}, {place.region[0]} {place.postcode}"
        country = dice.pick(tables.COUNTRY_NAMES[place.country][-2:])
        return {"address": f"{street}, {city}, {country}" if street else ""}
    street = form.street(place.street[0], missing)
    province, city, district = place.region[0], place.city[0], place.district[0]
    row = {
        "province": dice.pick([province, province.rstrip("省市"), ""]),
        "city": dice.pick([city, city, city.rstrip("市"), ""]),
        "district": dice.pick([district, district, ""]),
    }
    if street:
        head = (
            dice.pick([province, province, province.rstrip("省"), ""]) if province != city else ""
        )
        short = city.rstrip("市") if dice.chance(0.2) else city
        row["address"] = (
            dice.pick(["", "", "", " "]).join([head + short, district + street]).strip()
        )
        if dice.chance(0.05):
            row["address"] = mess.full_width(row["address"])
    return row


def _crm_name(form: Form, person: Person) -> str:
    dice = form.dice
    if person.address.country == "CN" and not dice.chance(0.05):
        family, given = form.name_zh(person)
        title = dice.weighted([("", 90), ("先生" if person.gender == "M" else "女士", 10)])
        return family + dice.weighted([("", 96), (" ", 4)]) + given + title
    family, given = form.name_latin(person, 0.05)
    if person.address.country == "CN":
        return dice.pick([f"{family} {given}", f"{given} {family}", f"{family} {given}".upper()])
    title = dice.weighted([("", 88), ("Mr. " if person.gender == "M" else "Ms. ", 10), ("Dr. ", 2)])
    return dice.weighted([(f"{title}{given} {family}", 93), (f"{family}, {given}", 7)])


def crm_person(form: Form, person: Person, when: datetime) -> Draft:
    dice = form.dice
    style = "any" if person.address.country == "CN" else "international"
    row = {
        "type": "person",
        "full_name": _crm_name(form, person),
        "company_name": person.employer,
        "mobile": form.phone(person.mobile, 0.12, style),
        "tel": form.phone(person.landline, 0.4, style),
        "email": form.email(person.emails, 0.4),
        "dob": form.birth(person, 0.3, _date_style(dice)),
        **_crm_place(form, person),
    }
    if person.id_card and dice.chance(0.35):
        row["id_card"] = person.id_card
        form.saw("id", person.id_card)
    row["modified"] = when.isoformat()
    return form.draft("crm", row)


def organization_name(form: Form, item: Organization, latin: bool) -> str:
    dice = form.dice
    names = item.latin if latin else item.names
    if item.address.country == "CN":
        weights = (62, 16, 13, 9)
    else:
        weights = (50, 24, 8, 18)
    text = dice.weighted(list(zip(names, weights, strict=True)))
    script = "zh" if item.address.country == "CN" and not latin else "latin"
    if script == "zh" and "name" in form.faults:
        text = mess.typo_brand(dice, text)
    else:
        form.saw("name", script + names[-1])
    if script == "zh":
        return text.replace("（", "(").replace("）", ")") if dice.chance(0.35) else text
    if "name" in form.faults:
        text = mess.typo(dice, text)
    if dice.chance(0.25):
        text = ascii_text(text, item.address.country == "DE" and dice.chance(0.6))
    return mess.case_text(dice, text, 0.12, 0.02)


def crm_organization(form: Form, item: Organization, when: datetime) -> Draft:
    dice = form.dice
    style = "any" if item.address.country == "CN" else "international"
    row = {
        "type": "company",
        "full_name": item.contact if dice.chance(0.4) else "",
        "company_name": organization_name(form, item, latin=False),
        "tel": form.phone(item.phone, 0.12, style, item.extension),
        "email": form.email((item.email,), 0.35),
        **_crm_place(form, item),
        "modified": when.isoformat(),
    }
    return form.draft("crm", row)


# --- erp ---


def _erp_place(form: Form, item: Person | Organization, latin: bool) -> Row:
    dice, place = form.dice, item.address
    side = 1 if latin else 0
    street = form.street(place.street[side], 0.15)
    if place.country == "CN" and street:
        street = f"{street}, {place.district[1]}" if latin else place.district[0] + street
    postcode = place.postcode if dice.chance(0.8) else ""
    if place.country == "US" and dice.chance(0.3):
        postcode = postcode.lstrip("0")
    city, state = place.city[side], place.region[side]
    if place.country == "CN":
        city = dice.pick([city, city.rstrip("市")])
        state = dice.pick([state, state.rstrip("省市"), ""])
    return {
        "street": mess.case_text(dice, street, 0.08, 0.0),
        "city": city if dice.chance(0.92) else "",
        "state": state if dice.chance(0.8) else "",
        "postcode": postcode,
        "country": dice.pick(tables.COUNTRY_NAMES[place.country]),
    }


def erp_person(form: Form, person: Person, when: datetime) -> Draft:
    dice = form.dice
    latin = person.address.country != "CN" or dice.chance(0.55)
    family, given = form.name_latin(person, 0.03) if latin else form.name_zh(person)
    if latin:
        upper = dice.chance(0.2)
        family, given = (family.upper(), given.upper()) if upper else (family, given)
    if person.address.country == "CN" and dice.chance(0.12):
        family, given = given, family
    phone = person.landline if person.landline and dice.chance(0.3) else person.mobile
    tax = person.id_card if dice.chance(0.15) else ""
    if tax:
        form.saw("id", tax)
    row = {
        "kind": "P",
        "first_name": given,
        "last_name": family,
        "organisation": person.employer,
        "phone": form.phone(phone, 0.12, dice.pick(["any", "international"])),
        "e_mail": form.email(person.emails, 0.25),
        "birth_date": form.birth(person, 0.25, dice.weighted([("iso", 85), ("compact", 15)])),
        "tax_id": tax,
        **_erp_place(form, person, latin),
        "changed_on": f"{when:%Y-%m-%d}",
    }
    return form.draft("erp", row)


def erp_organization(form: Form, item: Organization, when: datetime) -> Draft:
    dice = form.dice
    latin = item.address.country != "CN" or dice.chance(0.4)
    tax = item.tax_id if dice.chance(0.7) else ""
    if tax:
        form.saw("id", tax)
    row = {
        "kind": "O",
        "organisation": organization_name(form, item, latin),
        "phone": form.phone(item.phone, 0.12, "any", item.extension),
        "e_mail": form.email((item.email,), 0.25),
        "tax_id": tax,
        **_erp_place(form, item, latin),
        "changed_on": f"{when:%Y-%m-%d}",
    }
    return form.draft("erp", row)


# --- shop ---


def _shop_name(form: Form, person: Person) -> str:
    dice = form.dice
    if person.address.country == "CN" and dice.chance(0.72):
        return "".join(form.name_zh(person))
    family, given = form.name_latin(person, 0.25)
    swapped = {"CN": 0.4, "SG": 0.5, "JP": 0.25}.get(person.address.country, 0.06)
    text = f"{family} {given}" if dice.chance(swapped) else f"{given} {family}"
    return mess.case_text(dice, text, 0.05, 0.15)


def _blank(dice: Dice, value: str, placeholder: str) -> str:
    """The value, or what people type into a field they do not want to fill in."""
    if value or dice.chance(0.65):
        return value
    return dice.pick(["N/A", "-", "无", placeholder, placeholder])


def shop_person(form: Form, person: Person, when: datetime) -> Draft:
    dice, place = form.dice, person.address
    style = {"US": "us", "DE": "de"}.get(place.country, "iso")
    street = form.street(place.street[0], 0.25)
    if place.country == "CN" and street and dice.chance(0.6):
        street = place.district[0] + street
    town, region = place.city[0], place.region[0]
    if place.country == "CN":
        town, region = dice.pick([town, town.rstrip("市")]), dice.pick([region, "", ""])
    name = _shop_name(form, person)
    email = _blank(dice, form.email(person.emails, 0.08, tags=0.2), "noemail@example.com")
    fake = "13800000000" if place.country == "CN" else "0000000000"
    phone = _blank(dice, form.phone(person.mobile, 0.25, "any"), fake)
    birth = form.birth(person, 0.35, style)
    row = {
        "name": name,
        "email": email,
        "phone": phone,
        "birthday": _blank(dice, birth, mess.date_text("1900-01-01", style)),
        "street_address": mess.case_text(dice, street, 0.0, 0.12),
        "town": mess.case_text(dice, town, 0.03, 0.1) if dice.chance(0.9) else "",
        "region": region if dice.chance(0.7) else "",
        "zip": place.postcode if dice.chance(0.75) else "",
        "country_code": place.country,
        "updated": f"{when.isoformat()}Z",
    }
    return form.draft("shop", row)


def write(system: str, form: Form, item: Person | Organization, when: datetime) -> Draft:
    """The row that a system keeps of this customer."""
    if isinstance(item, Organization):
        return (crm_organization if system == "crm" else erp_organization)(form, item, when)
    return {"crm": crm_person, "erp": erp_person, "shop": shop_person}[system](form, item, when)
