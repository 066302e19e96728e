"""Addresses and postcodes: cleaned, and unified for matching."""

import re

from attrs import frozen

from custmdm._text import clean, fold, has_han
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, placeholder, suspect, valid
from custmdm.normalize._china import chinese_parts
from custmdm.normalize._plain import compact

_SHORT = {
    "street": "st", "road": "rd", "avenue": "ave", "av": "ave", "boulevard": "blvd", "drive": "dr",
    "lane": "ln", "court": "ct", "place": "pl", "square": "sq", "terrace": "ter", "highway": "hwy",
    "parkway": "pkwy", "crescent": "cres", "close": "cl", "north": "n", "south": "s", "east": "e",
    "west": "w", "northeast": "ne", "northwest": "nw", "southeast": "se", "southwest": "sw",
    "apartment": "apt", "suite": "ste", "floor": "fl", "building": "bldg", "room": "rm",
    "strasse": "str", "saint": "st", "mount": "mt",
}  # fmt: skip
_SPACE_IN_HAN = re.compile(r"(?<!\d) | (?!\d)")
# Postcodes that say by their shape that they are right.
_POSTCODES = {
    "US": r"\d{5}(?:\d{4})?", "CN": r"\d{6}", "DE": r"\d{5}", "FR": r"\d{5}", "ES": r"\d{5}",
    "IT": r"\d{5}", "AU": r"\d{4}", "GB": r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}", "JP": r"\d{7}",
    "CA": r"[A-Z]\d[A-Z]\d[A-Z]\d", "NL": r"\d{4}[A-Z]{2}", "SG": r"\d{6}", "IN": r"\d{6}",
    "CH": r"\d{4}", "AT": r"\d{4}", "SE": r"\d{5}", "KR": r"\d{5}", "TW": r"\d{3}(?:\d{2,3})?",
}  # fmt: skip
# A number column has lost the zeros in front.
_ZEROS = {"US": 5, "DE": 5, "FR": 5, "ES": 5, "IT": 5, "AU": 4, "CN": 6, "SG": 6}


@frozen
class PostalAddress:
    """Clean an address in one line; Chinese ones give province, city and district.

    >>> PostalAddress().parse("27  N. Main Street").match_keys
    ('27 n main st',)
    >>> PostalAddress().parse("广东省深圳市南山区科技路1号").parts
    {'region': '广东省', 'city': '深圳市', 'district': '南山区', 'street': '科技路1号'}

    A municipality is given as region and as city. What is not sure stays in the street:

    >>> PostalAddress().parse("上海市徐汇区长江路78号").parts["region"]
    '上海市'
    >>> PostalAddress().parse("四川成都武侯区科技路87号").parts
    {'region': '四川', 'street': '成都武侯区科技路87号'}
    """

    def __call__(self, text: str) -> str | None:
        """Return the clean address, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the address with the parts that can be told for sure."""
        value = clean(text)
        key = address_key(value)
        if not key:
            return invalid(text, "text.no_characters")
        parts = chinese_parts(value) if has_han(value) else {}
        return valid(text, value, parts=parts, keys=(key,))


@frozen
class Street:
    """Clean a street with its number; ``Main Street`` matches ``main st.``.

    >>> Street().parse("12 North Main Street").match_keys
    ('12 n main st',)
    """

    def __call__(self, text: str) -> str | None:
        """Return the clean street, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the clean street with its match key."""
        value = clean(text)
        key = address_key(value)
        return valid(text, value, keys=(key,)) if key else invalid(text, "text.no_characters")


@frozen
class Postcode:
    """Write a postcode compactly and check its shape where the country is known.

    >>> Postcode()("sw1a 1aa"), Postcode(country="US").parse("1234").value
    ('SW1A1AA', '01234')
    >>> Postcode(country="DE").parse("ABC").reasons
    ('postcode.shape',)

    Attributes:
        country: ISO alpha-2 of the address.
    """

    country: str | None = None

    def __call__(self, text: str) -> str | None:
        """Return the compact postcode, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the compact postcode."""
        value = compact(text)
        if not re.search(r"[0-9A-Z]", value):
            return invalid(text, "postcode.shape")
        if set(value) == {"0"}:
            return placeholder(text)
        shape = _POSTCODES.get(self.country or "")
        if shape is None:
            return valid(text, value)
        zeros = _ZEROS.get(self.country or "", 0)
        if value.isdigit() and zeros - 2 <= len(value) < zeros:
            padded = value.zfill(zeros)
            return suspect(text, padded, "postcode.zeros_added", keys=(padded,))
        if not re.fullmatch(shape, value):
            return suspect(text, value, "postcode.shape")
        # The four digits behind a ZIP code are left out as often as not.
        return valid(text, value, keys=(value[:5],) if self.country == "US" else (value,))


def address_key(text: str) -> str:
    """Return an address with its words in their short forms, for matching."""
    folded = fold(text)
    if has_han(folded):
        # Between digits a space or hyphen counts: 88-1号 is not 881号.
        return _SPACE_IN_HAN.sub("", folded)
    words = [_SHORT.get(w, w) for w in folded.split()]
    # A German street is one word: Hauptstrasse, Hauptstr.
    return " ".join(w[:-4] if w.endswith("strasse") else w for w in words)
