"""What stands in front of the town in an address in English: house, flat, building, box."""

import re

from custmdm._pattern import lazy_pattern
from custmdm._text import fold
from custmdm.data.western import NO_TOWN, SAINTS

_ROADS = frozenset(
    "street st avenue ave av road rd boulevard blvd drive dr lane ln court ct circle cir place pl "
    "terrace ter tce parkway pkwy highway hwy way trail trl crescent cres close parade pde square "
    "sq alley esplanade quay mews row walk".split()
)
_SIDES = frozenset("n s e w ne nw se sw north south east west".split())
_NUMBER = r"\d+[A-Za-z]?(?:[-–/]\d+[A-Za-z]?)*(?: 1/2)?"
_HOUSE = lazy_pattern(rf"({_NUMBER})\s+(?=\S*[^\W\d])")
_UNIT_NAME = (
    r"(?:apartment|apt|unit|suite|ste|flat|room|rm|studio|shop|lot|level|lvl|floor|fl|building|"
    r"bldg|department|dept|office|penthouse|trailer|trlr|space|villa|no)"
)
_UNIT = (
    rf"(?:{_UNIT_NAME}\b\.?\s*\#?\s*(?:\d[\w-]*|[A-Za-z]\d*)\b(?![.'’])"
    r"|\#\s*[\w-]+"
    r"|(?:\d+(?:st|nd|rd|th)|ground|first|second|third|fourth|fifth|top)\s+(?:floor|flr|fl)\b\.?"
    r"|penthouse|basement)"
)
_WHOLE_UNIT = lazy_pattern(rf"{_UNIT}(?:\s+{_UNIT})?", re.IGNORECASE)
_UNIT_FIRST = lazy_pattern(rf"({_UNIT})\s*[,/-]?\s+(?=\S)", re.IGNORECASE)
_UNIT_LAST = lazy_pattern(rf"\s+({_UNIT}(?:\s+{_UNIT})?)$", re.IGNORECASE)
_SLASHED = lazy_pattern(r"(\d+[A-Za-z]?)\s?/\s?(?=\d+[A-Za-z]?(?:-\d+)?\s)")
_BOX = lazy_pattern(
    r"\b(?:g\.?\s?)?(?:p\.?\s?o\.?|post office)\s?box\s+\w+\b|\b(?:locked|private) bag\s+\w+\b",
    re.IGNORECASE,
)
_TOWN = lazy_pattern(r"[^\W\d_](?:[^\W\d_]|[ .'’()/-])*(?: \d{1,2})?")
_LONGEST_TOWN = 5


def english_parts(segments: list[str], *, slashed: bool) -> dict[str, str]:
    """Return the parts of an address without its state and postcode.

    >>> english_parts(["44 Court St", "6th Floor", "Brooklyn"], slashed=False)
    {'street': '44 Court St', 'number': '44', 'unit': '6th Floor', 'city': 'Brooklyn'}
    >>> english_parts(["18312 SE Brooklyn CT Gresham"], slashed=False)["city"]
    'Gresham'

    What may be cut in two ways is not cut:

    >>> english_parts(["12 Main St W Palm Beach"], slashed=False)
    {}

    Args:
        segments: what stands between the commas.
        slashed: whether 3/45 is flat 3 of house 45, as in Australia.
    """
    city, last = "", segments[-1]
    split = split_town(last)
    if split:
        segments, city = [*segments[:-1], *split[0]], split[1]
    elif _starts_with_house(last) or (len(segments) == 1 and _road_at(last)):
        if not _is_street(last):
            return {}
    elif is_town(last):
        segments, city = segments[:-1], last
    else:
        return {}
    parts = _front(segments, slashed=slashed) if segments else {}
    if city:
        parts["city"] = city
    return parts


def is_town(text: str) -> bool:
    """Say whether text may be the name of a town: letters, and no word of a street at the end."""
    words = fold(text).split()
    return (
        _TOWN.fullmatch(text) is not None
        and 0 < len(words) <= _LONGEST_TOWN
        and words[-1] not in NO_TOWN
        and not (len(words) > 1 and words[-1] in _ROADS)
    )


def split_town(text: str) -> tuple[list[str], str] | None:
    """Return the segments in front of a town that no comma divides from them, and the town.

    >>> split_town("123 Main St # 456 Oakland")
    (['123 Main St', '# 456'], 'Oakland')
    >>> split_town("PO Box 12 Springfield"), split_town("12 Grand Ave St Paul")
    ((['PO Box 12'], 'Springfield'), (['12 Grand Ave'], 'St Paul'))
    """
    box = _BOX.search(text)
    if box:
        before, after = text[: box.start()].strip(), text[box.end() :].strip()
        return ([before, box[0]] if before else [box[0]], after) if is_town(after) else None
    unit = _UNIT_FIRST.match(text)
    if unit and is_town(text[unit.end() :]):
        return [unit[1]], text[unit.end() :]
    end = _road_at(text)
    if not _starts_with_house(text) or not end:
        return None
    words = text.split(" ")
    street, rest = " ".join(words[:end]), " ".join(words[end:])
    inner = _UNIT_FIRST.match(rest)
    front = [street, inner[1]] if inner else [street]
    rest = rest[inner.end() :] if inner else rest
    town = fold(rest).split()
    saint = len(town) > 1 and town[0] in {"st", "saint"} and town[1] in SAINTS
    # Another road, a side such as W in front of the town: it may be cut elsewhere.
    if not 0 < len(town) <= 3 or not is_town(rest) or _ROADS.intersection(town[saint:]):
        return None
    return (front, rest) if len(town[0]) > 1 and rest.split(" ")[0] != "&" else None


def _road_at(text: str) -> int:
    """Return how many words the road takes at the start of text, its side included; 0 if none."""
    words = text.split(" ")
    plain = [word.strip(".,").lower() for word in words]
    first = next(
        (i for i in range(1, len(words)) if plain[i] in _ROADS and not _is_house_only(plain[:i])), 0
    )
    if not first:
        return 0
    end = first + 1
    while end < len(words) and plain[end] in _ROADS:
        if plain[end] in {"st", "saint"} and end + 1 < len(words) and plain[end + 1] in SAINTS:
            return end
        end += 1
    if end < len(words) and plain[end - 1] in {"highway", "hwy"} and plain[end][:1].isdecimal():
        end += 1
    if (end < len(words) and plain[end] in {"ne", "nw", "se", "sw"}) or (
        end == len(words) - 1 and plain[end] in _SIDES
    ):
        end += 1
    return end


def _is_house_only(words: list[str]) -> bool:
    """Say whether in front of a word there is no name of a road yet: 12 N Court St."""
    return all(
        word in _SIDES or not word or (word[0].isdecimal() and i == 0)
        for i, word in enumerate(words)
    )


def _starts_with_house(text: str) -> bool:
    return _HOUSE.match(text) is not None


def _is_street(text: str) -> bool:
    """Say whether all of text is a road, with its house or without."""
    plain = _UNIT_LAST.sub("", text)
    return _road_at(plain) == len(plain.split(" "))


def _front(segments: list[str], *, slashed: bool) -> dict[str, str]:
    """Return street, house, flat, building and box of the segments in front of the town."""
    units, boxes, streets, others = [], [], [], []
    for at, segment in enumerate(segments):
        box = _BOX.fullmatch(segment)
        if box:
            boxes.append(segment)
        elif _WHOLE_UNIT.fullmatch(segment):
            units.append(segment)
        elif _starts_with_house(segment) or _is_street(_without_unit(segment)):
            streets.append((at, segment))
        else:
            others.append((at, segment))
    # 3M Company and 7 Eleven begin like houses; a house on a road is the street.
    whole = [s for s in streets if _starts_with_house(_without_unit(s[1])) and _road_at(s[1])]
    chosen = whole if len(whole) == 1 else streets
    parts: dict[str, str] = {}
    if len(chosen) == 1:
        at, street = chosen[0]
        found = _UNIT_FIRST.match(street)
        if found and _HOUSE.match(street[found.end() :]):
            units.insert(0, found[1])
            street = street[found.end() :]
        flat = _SLASHED.match(street) if slashed else None
        if flat:
            units.insert(0, flat[1])
            street = street[flat.end() :]
        tail = _UNIT_LAST.search(street)
        if tail and _HOUSE.match(street[: tail.start()] + " "):
            units.append(tail[1])
            street = street[: tail.start()]
        parts["street"] = street.strip()
        house = _HOUSE.match(street)
        # 10-123 may be flat 10 of house 123, or two houses.
        if house and not (slashed and re.search(r"[-–/]", house[1])):
            parts["number"] = house[1]
        others += [s for s in streets if not _road_at(s[1])]
        others = sorted(other for other in others if other[0] < at)
    elif len(chosen) > 1:
        units = []  # of which of them is not known
    if units:
        parts["unit"] = ", ".join(units)
    if len(boxes) == 1:
        parts["po_box"] = boxes[0]
    if others and (len(boxes) == 1 or len(chosen) == 1):
        parts["building"] = ", ".join(text for _, text in others)
    return parts


def _without_unit(segment: str) -> str:
    return _UNIT_FIRST.sub("", segment, count=1)


def street_alone(segments: list[str]) -> dict[str, str]:
    """Return street and flat of an address whose town is not known.

    >>> street_alone(["30 W 26th St 6th Fl"])
    {'street': '30 W 26th St', 'number': '30', 'unit': '6th Fl'}
    >>> street_alone(["Sars gate 2A", "562 Oslo"])
    {}
    """
    parts = _front(segments, slashed=False)
    if not parts.get("number") or not _is_street(parts["street"]):
        return {}
    return {name: part for name, part in parts.items() if name != "building"}
