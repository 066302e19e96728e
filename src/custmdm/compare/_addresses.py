"""Comparators of streets and addresses."""

import re
from typing import Any

from attrs import frozen
from rapidfuzz import fuzz

from custmdm._text import fold

_NUMBER = re.compile(r"\d+")


@frozen
class StreetSimilarity:
    """Compare streets by their words; house numbers must not contradict.

    >>> compare = StreetSimilarity()
    >>> compare("12 Main Street", "12 Main St") > 0.8
    True
    >>> compare("12 Main Street", "14 Main Street") <= 0.5
    True
    """

    def __call__(self, left: str, right: str) -> float:
        """Return the similarity."""
        return self.similarity(self.prepare(left), self.prepare(right))

    def prepare(self, value: str) -> tuple[str, frozenset[str]]:
        """Return the words in order and the numbers."""
        text = fold(value)
        return " ".join(sorted(text.split())), frozenset(_NUMBER.findall(text))

    def similarity(
        self, left: tuple[str, frozenset[str]], right: tuple[str, frozenset[str]]
    ) -> float:
        """Return the similarity of two prepared streets."""
        if left == right:
            return 1.0
        alike = max(
            fuzz.ratio(left[0], right[0]), 0.95 * fuzz.token_set_ratio(left[0], right[0])
        ) / 100.0
        if left[1] and right[1] and not left[1] & right[1]:
            return 0.5 * alike
        return min(alike, 0.99)


@frozen
class PostalAddressSimilarity:
    """Compare addresses as wholes: street or line, then postcode, city and region.

    The street decides; where one side has none, postcode and city say what they can (at most 0.4).

    >>> from custmdm.model import PostalAddress
    >>> compare = PostalAddressSimilarity()
    >>> a = PostalAddress(street="1 High St", city="Leeds", postcode="LS11AA")
    >>> compare(a, PostalAddress(street="1 High St", city="York", postcode="YO11AA")) < 0.8
    True
    >>> compare(a, PostalAddress(city="Leeds"))
    0.3
    """

    def __call__(self, left: Any, right: Any) -> float:
        """Return the similarity of two PostalAddresses."""
        return self.similarity(self.prepare(left), self.prepare(right))

    def prepare(self, value: Any) -> tuple[Any, str, str, str]:
        """Return the prepared line, postcode, city and region."""
        line = value.street or value.full or ""
        return (
            StreetSimilarity().prepare(line) if line else None,
            fold(value.postcode or ""),
            fold(value.city or ""),
            fold(value.region or ""),
        )

    def similarity(
        self, left: tuple[Any, str, str, str], right: tuple[Any, str, str, str]
    ) -> float:
        """Return the similarity of two prepared addresses."""
        if left == right:
            return 1.0
        places = [
            fuzz.ratio(a, b) / 100.0 if a and b else None
            for a, b in zip(left[1:], right[1:], strict=True)
        ]
        known = [p for p in places[:2] if p is not None] or [p for p in places if p is not None]
        place = max(known) if known else None
        if left[0] is None or right[0] is None:
            if place is None:
                return 0.0
            equal = 0.4 if places[0] == 1.0 else 0.3
            return equal if place == 1.0 else 0.2 if place >= 0.8 else 0.0
        street = StreetSimilarity().similarity(left[0], right[0])
        if place is None:
            return 0.95 * street
        return street * (1.0 if place >= 0.9 else 0.9 if place >= 0.7 else 0.75) - (
            0.02 if place < 1.0 else 0.0
        ) * street
