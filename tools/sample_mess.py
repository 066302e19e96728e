"""How one value is written down: its formats, and the slips that happen on the way."""

from __future__ import annotations

import re
from datetime import date

import sample_tables as tables
from sample_ids import Dice
from sample_parts import Phone

NEIGHBOURS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
CALLING_CODES = {"CN": "86", "US": "1", "GB": "44", "DE": "49", "FR": "33", "AU": "61", "ES": "34",
                 "IN": "91", "JP": "81", "SG": "65"}  # fmt: skip
NO_TRUNK = ("US", "ES", "SG")
DIALS_00 = ("CN", "GB", "DE", "FR", "ES", "IN")


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def typo(dice: Dice, text: str) -> str:
    """One slip of the keyboard in a Latin word, seldom in its first letter."""
    letters = [i for i, c in enumerate(text) if c.isalpha() and i > 0]
    if len(letters) < 2:
        return text + text[-1:]
    i = dice.pick(letters)
    kind = dice.pick(["insert", "delete", "replace", "swap"])
    if kind == "swap":
        swapped = text[: i - 1] + text[i] + text[i - 1] + text[i + 1 :]
        if i > 1 and text[i - 1].isalpha() and swapped != text:
            return swapped
        kind = "delete"
    if kind == "delete":
        return text[:i] + text[i + 1 :]
    low = text[i].lower()
    row = next((row for row in NEIGHBOURS if low in row), "aeiou")
    place = row.find(low)
    near = dice.pick([c for c in row[max(place - 1, 0) : place + 2] if c != low])
    near = near.upper() if text[i].isupper() else near
    return text[:i] + near + text[i + (kind == "replace") :]


def typo_zh(dice: Dice, text: str) -> str:
    """One character for another that sounds or looks like it; unchanged if none is known."""
    table = tables.HOMOPHONES if dice.chance(0.7) else tables.LOOKALIKES
    places = [i for i, c in enumerate(text) if c in table]
    if not places:
        return text
    i = dice.pick(places[-1:] * 3 + places)
    return text[:i] + table[text[i]] + text[i + 1 :]


def typo_brand(dice: Dice, text: str) -> str:
    """The name of a Chinese company with one character for another that sounds alike."""
    place = dice.pick([i for i, c in enumerate(text) if c in tables.BRAND_SLIPS])
    return text[:place] + tables.BRAND_SLIPS[text[place]] + text[place + 1 :]


def traditional(text: str) -> str:
    return "".join(tables.TRADITIONAL.get(c, c) for c in text)


def transpose(dice: Dice, digits: str, start: int = 0) -> str:
    """Two unequal neighbours of a number exchanged, at or after `start`."""
    places = [i for i in range(start, len(digits) - 1) if digits[i] != digits[i + 1]]
    if not places:
        return digits
    i = dice.pick(places)
    return digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]


# --- phones ---


def bad_phone(dice: Dice, phone: Phone) -> Phone:
    """The same phone with a slip: digits exchanged, one wrong, one lost."""
    number = phone.number
    start = max(phone.area, 2)
    kind = dice.weighted([("transpose", 60), ("wrong", 20), ("short", 20)])
    if kind == "transpose":
        number = transpose(dice, number, start)
    elif kind == "short":
        number = number[: -dice.between(1, 3)]
    else:
        i = dice.between(start, len(number) - 1)
        number = number[:i] + str((int(number[i]) + dice.between(1, 9)) % 10) + number[i + 1 :]
    return Phone(phone.country, number, phone.area)


def groups(phone: Phone) -> list[str]:
    """The number as it is read out: area code first, then in threes and fours."""
    number = phone.number
    if phone.country == "CN":
        if phone.area:
            return [number[: phone.area], number[phone.area :]]
        return [number[:3], number[3:7], number[7:]]
    if phone.country == "US":
        return [number[:3], number[3:6], number[6:]]
    if phone.country == "FR":
        return [number[:1], *re.findall("..?", number[1:])]
    if phone.area:
        rest = number[phone.area :]
        return [number[: phone.area], rest[: len(rest) // 2], rest[len(rest) // 2 :]]
    size = {"GB": 4, "DE": 3, "AU": 3, "ES": 3, "IN": 5, "JP": 2, "SG": 4}[phone.country]
    return [number[:size], *re.findall(".{3,4}(?!.{1,2}$)|.+", number[size:])]


def phone_text(dice: Dice, phone: Phone, style: str) -> str:
    """A phone in one of the ways people write it.

    `style` is "any", "national" or "international".
    """
    code, parts = CALLING_CODES[phone.country], groups(phone)
    international = style == "international" or (style == "any" and dice.chance(0.35))
    if international:
        zeros = 15 if phone.country in DIALS_00 else 0
        lead = dice.weighted([("+" + code, 80), ("00" + code, zeros), (f"(+{code})", 5)])
        joint = dice.pick([" ", " ", "-", ""])
        return lead + dice.pick([" ", " ", joint]) + joint.join(parts)
    trunk = "" if phone.country in NO_TRUNK else "0"
    if phone.country == "CN":
        return _phone_zh(dice, parts, bool(phone.area))
    if phone.country == "US":
        text = dice.pick(["({}) {}-{}", "{}-{}-{}", "{}-{}-{}", "{}.{}.{}", "{}{}{}", "{} {} {}"])
        return text.format(*parts)
    if phone.country == "DE" and dice.chance(0.4):
        return f"{trunk}{parts[0]}/{''.join(parts[1:])}"
    return trunk + dice.pick([" ", " ", " ", "-", "", "."]).join(parts)


def _phone_zh(dice: Dice, parts: list[str], landline: bool) -> str:
    if landline:
        area, rest = "0" + parts[0], parts[1]
        text = dice.pick([f"{area}-{rest}"] * 5 + [f"({area}){rest}", f"（{area}）{rest}"])
        text = dice.pick([text, text, text, f"{area}{rest}", f"{area} {rest}"])
    else:
        text = dice.pick(["", "", "", " ", "-"]).join(parts)
    return full_width(text) if dice.chance(0.04) else text


# --- dates ---


def bad_date(dice: Dice, day: date) -> str:
    """A birth date with a slip, as ISO text; it may be a day that does not exist."""
    year, month, number = f"{day:%Y}", f"{day:%m}", f"{day:%d}"
    kind = dice.weighted([("swap", 35), ("digits", 35), ("year", 15), ("impossible", 15)])
    if kind == "swap" and day.day <= 12 and day.day != day.month:
        return f"{year}-{number}-{month}"
    if kind == "digits" and 12 < day.day < 22 and day.day % 11:
        return f"{year}-{month}-{dice.pick(['0', '1', '2'])}{number[1]}"
    if kind == "impossible":
        return f"{year}-{dice.pick(['02-30', '02-31', '04-31', '13-05', '11-31'])}"
    if kind == "year" and year[2] != year[3]:
        return f"{year[:2]}{year[3]}{year[2]}-{month}-{number}"
    return f"{year}-{month}-{(day.day + dice.pick([1, 2, 9])) % 28 + 1:02d}"


def date_text(text: str, style: str) -> str:
    """An ISO date, possible or not, in another style."""
    year, month, day = text.split("-")
    return {
        "iso": text,
        "compact": f"{year}{month}{day}",
        "slash": f"{year}/{int(month)}/{int(day)}",
        "zh": f"{year}年{int(month)}月{int(day)}日",
        "us": f"{month}/{day}/{year}",
        "de": f"{day}.{month}.{year}",
    }[style]


# --- email, streets, case ---


def bad_email(dice: Dice, email: str) -> str:
    local, domain = email.split("@")
    kind = dice.weighted([("local", 45), ("domain", 20), ("no @", 18), ("wide", 17)])
    if kind == "local":
        slip = transpose(dice, local) if local.isdigit() else typo(dice, local)
        return f"{slip}@{domain}"
    if kind == "no @":
        return local + domain
    if kind == "wide":
        return full_width(email)
    slips = {"gmail.com": "gmial.com", "163.com": "163.con", "outlook.com": "outlok.com"}
    return f"{local}@{slips.get(domain, domain.replace('.com', '.con'))}"


def street_text(dice: Dice, text: str) -> str:
    """A street line abbreviated or spelled differently, as people do; never wrong."""
    changes = [("Street", "St"), ("Avenue", "Ave"), ("Road", "Rd"), ("Drive", "Dr"), ("Lane", "Ln"),
               ("Boulevard", "Blvd"), ("straße", dice.pick(["str.", "strasse"])), ("Calle", "C/"),
               ("Avenida", "Avda."), ("avenue", "av."), ("Apt ", "#"), ("Flat ", "Apt "),
               ("号楼", dice.pick(["栋", "幢"])), ("Room ", "Rm "), ("No. ", "No."),
               ("单元", "-"), ("室", ""), ("Blk ", "Block ")]  # fmt: skip
    for old, new in changes:
        if old in text and dice.chance(0.35):
            text = text.replace(old, new)
    return text


def case_text(dice: Dice, text: str, upper: float, lower: float) -> str:
    """The text with its case lost in some rows."""
    kind = dice.weighted([("upper", upper), ("lower", lower), ("", 1 - upper - lower)])
    return text.upper() if kind == "upper" else text.lower() if kind == "lower" else text
