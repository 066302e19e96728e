"""Addresses of the European continent: the postcode before the town, mostly the house last."""

import re

from attrs import frozen

from custmdm._pattern import lazy_pattern
from custmdm._text import fold
from custmdm.data.postcodes import shapes
from custmdm.data.western import (
    DUTCH_STREET,
    FRENCH_STREET,
    GERMAN_STREET,
    ITALIAN_STREET,
    SPANISH_STREET,
)
from custmdm.normalize._postcode import Postcode

# Where the postcode stands before the town.
POSTCODE_FIRST = frozenset(
    "DE AT CH LI LU FR MC BE NL IT SM VA ES PT DK SE NO FI IS PL CZ SK HU SI HR RS RO BG GR EE LT"
    .split()
)  # fmt: skip
_POSTCODE = r"(?:[A-Z]{1,3}-)?(?:\d{4} ?[A-Z]{2}|\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{4,6})"
_TOWN = r"[^\W\d_][^\d,;]*?(?: [Cc][Ee][Dd][Ee][Xx](?: \d{1,2})?)?"
_CITY_LINE = lazy_pattern(rf"({_POSTCODE})\s+({_TOWN})")
_HOUSE = r"(?:\d+\s?[a-zA-Z]?(?:\s?[-–/+]\s?\d*\s?[a-zA-Z]?)*|s/n)"
_HOUSE_LAST = lazy_pattern(rf"([^\W\d_].*?),?\s+({_HOUSE})")
_HOUSE_FIRST = lazy_pattern(
    r"(\d+(?:\s?(?:bis|ter|quater|[a-zA-Z]))?(?:[-–/]\d+\w?)?),?\s+([^\W\d_].*)"
)
_HOUSE_ALONE = lazy_pattern(rf"(?:n\.?[º°o]\.?\s*)?{_HOUSE}", re.IGNORECASE)
_NO_COMMA = lazy_pattern(rf"([^\W\d_].*?\s{_HOUSE})\s+({_POSTCODE})\s+({_TOWN})")
_HOUSE_BEFORE = lazy_pattern(rf"{_HOUSE}\s+({_POSTCODE})\s+({_TOWN})")
_UNIT = lazy_pattern(
    r"(?:\d+\.?\s*(?:og|stock|etage|étage|piso|obergeschoss|ug|planta)|eg|dg|erdgeschoss|hinterhaus"
    r"|vorderhaus|rez-de-chaussée|(?:whg|wohnung|appartement|appt?|apt|bât|bâtiment|top|stiege|esc"
    r"|escalera|puerta|pta|interno|int|scala)\.?\s*\w+)(?:\s+(?:links|rechts|mitte|re|li)\.?)?",
    re.IGNORECASE,
)
_BOX = lazy_pattern(
    r"(?:postfach|postbus|b\.?p\.?|case postale|casella postale|c\.?p\.?|apartado(?: de correos)?)"
    r"\s+\d[\d ]*",
    re.IGNORECASE,
)
_FRENCH = lazy_pattern(rf"{FRENCH_STREET}\s", re.IGNORECASE)
_PROVINCE = lazy_pattern(r"(.+?)\s+\(?([A-Z]{2})\)?")
# By the language of the street and the shape of the postcode; None where several share both.
_LANGUAGES = (
    (lazy_pattern(rf"\b\w*{GERMAN_STREET}(?=[\s\d]|$)", re.IGNORECASE), {5: "DE", 4: None}, False),
    (lazy_pattern(rf"\b\w*{DUTCH_STREET}(?=\s)", re.IGNORECASE), {6: "NL"}, False),
    (lazy_pattern(rf"{ITALIAN_STREET}\s", re.IGNORECASE), {5: "IT"}, False),
    (lazy_pattern(rf"{SPANISH_STREET}\s?", re.IGNORECASE), {5: None}, False),
    (
        lazy_pattern(rf"\d+(?:\s?(?:bis|ter))?,?\s+{FRENCH_STREET}\s", re.IGNORECASE),
        {5: "FR", 4: None},
        True,
    ),
)


@frozen
class _Line:
    """Hold the postcode and the town, and the segments in front of them."""

    front: list[str]
    postcode: str
    town: str


def european_parts(segments: list[str], country: str | None) -> tuple[dict[str, str], str]:
    """Return the parts of an address with its postcode before the town, where that is sure.

    With them comes the text that matching goes by.

    >>> european_parts(["Hauptstraße 5a", "D-10115 Berlin"], None)
    ({'street': 'Hauptstraße 5a', 'number': '5a', 'city': 'Berlin', 'postcode': '10115',
      'country': 'DE'}, 'Hauptstraße 5a, 10115 Berlin')
    >>> european_parts(["12 bis rue de la Paix", "75002 Paris"], "FR")[0]["number"]
    '12 bis'

    Without the country the words of the street must tell that it is one of these:

    >>> european_parts(["Suite 5", "12000 Sunrise Valley"], None)
    ({}, '')
    """
    line = _lines(segments)
    if line is None:
        return {}, ""
    if country is None:
        told = _told_by_street(line)
        if told is None:
            return {}, ""
        country = told or None
    elif country not in POSTCODE_FIRST:
        return {}, ""
    answer = Postcode(country).parse(line.postcode)
    if answer.value is None or answer.reasons:
        return {}, ""
    parts = _front(line.front)
    town = line.town.strip(" .")
    if country == "IT":
        province = _PROVINCE.fullmatch(town)
        if province:
            town, parts["region"] = province[1], province[2]
    parts |= {"city": town, "postcode": answer.value}
    if country:
        parts["country"] = country
    before, _, after = ", ".join(segments).rpartition(line.postcode)
    return parts, before + answer.value + after


def _lines(segments: list[str]) -> _Line | None:
    found = _CITY_LINE.fullmatch(segments[-1])
    if found:
        return _Line(segments[:-1], found[1], found[2])
    found = _NO_COMMA.fullmatch(segments[-1])
    if found:
        return _Line([*segments[:-1], found[1]], found[2], found[3])
    found = _HOUSE_BEFORE.fullmatch(segments[-1])
    # Where the street begins in front of the comma is not known.
    return _Line([], found[1], found[2]) if found and len(segments) > 1 else None


def _told_by_street(line: _Line) -> str | None:
    """Return the country that street and postcode tell: none where several share both.

    None, where nothing tells that it is one of these addresses at all.
    """
    size = sum(map(str.isalnum, line.postcode.rpartition("-")[2]))
    front = [", ".join(line.front[:2]), *line.front]
    for segment in front:
        for pattern, by_size, first in _LANGUAGES:
            found = pattern.match(segment) if first else pattern.search(segment)
            house = _HOUSE_FIRST if first else _HOUSE_LAST
            if found and size in by_size and (house.fullmatch(segment) or first):
                return by_size[size] or ""
    return None


def _front(segments: list[str]) -> dict[str, str]:
    """Return street, house, flat, building and box of the segments in front of the town."""
    merged: list[str] = []
    for segment in segments:
        house_behind = _HOUSE_ALONE.fullmatch(segment) and merged and merged[-1][0].isalpha()
        # 23, rue de la Paix; Calle Mayor, 23.
        house_before = merged and _HOUSE_ALONE.fullmatch(merged[-1]) and _FRENCH.match(segment)
        if house_before or (house_behind and not re.search(r"\d", merged[-1])):
            merged[-1] = f"{merged[-1]}, {segment}"
        else:
            merged.append(segment)
    units = [s for s in merged if _UNIT.fullmatch(s)]
    boxes = [s for s in merged if _BOX.fullmatch(s)]
    streets = []
    for at, segment in enumerate(merged):
        if segment not in units and segment not in boxes:
            found = _HOUSE_LAST.fullmatch(segment) or _HOUSE_FIRST.fullmatch(segment)
            if found:
                streets.append((at, segment, found))
    parts: dict[str, str] = {}
    if len(streets) == 1:
        at, street, found = streets[0]
        parts["street"] = street
        parts["number"] = found[2] if found.re.pattern == _HOUSE_LAST.pattern else found[1]
        building = [s for s in merged[:at] if s not in units and s not in boxes]
        if building:
            parts["building"] = ", ".join(building)
        if units:
            parts["unit"] = ", ".join(units)
    if len(boxes) == 1:
        parts["po_box"] = boxes[0]
    return parts


def postcode_of(segments: list[str], country: str) -> tuple[list[str], str | None]:
    """Return the segments without a postcode of its own at their end, and the postcode.

    >>> postcode_of(["Osaka University", "Osaka", "565-0871"], "JP")
    (['Osaka University', 'Osaka'], '565-0871')
    """
    words = segments[-1].split(" ")
    for size in (len(words), 2, 1):
        if size > len(words):
            continue
        answer = Postcode(country).parse(" ".join(words[-size:]))
        plain = answer.value is not None and not answer.reasons and country in shapes()
        digits = sum(map(str.isdecimal, answer.value or ""))
        if plain and (digits >= 4 or (digits and not fold(answer.value or "").isdecimal())):
            head = " ".join(words[:-size])
            return [*segments[:-1], *([head] if head else [])], answer.value
    return segments, None
