"""Comparators of streets and addresses."""

import re
from collections import Counter
from typing import Any, NamedTuple

from attrs import frozen
from rapidfuzz import fuzz

from custmdm._text import fold, has_han
from custmdm.compare._names import NOT_COMPARABLE
from custmdm.data.streets import unified

_NUMBER = re.compile(r"\d+")


class _Street(NamedTuple):
    words: str
    key: str
    numbers: "Counter[str]"
    han: bool


class _Address(NamedTuple):
    street: _Street | None
    postcode: str
    city: str
    region: str


@frozen
class StreetSimilarity:
    """Compare streets by their words; house and room numbers must not contradict.

    The same street with another number is at most 0.5; with the same house and another room at
    most 0.7. Streets in different scripts cannot be compared: 0.2.

    >>> compare = StreetSimilarity()
    >>> compare("12 Main Street", "12 Main Street, Apt 3") > 0.8
    True
    >>> compare("12 Main Street", "14 Main Street") <= 0.5
    True
    >>> compare("科技路1号2001室", "科技路1号2002室") <= 0.7
    True
    """

    def __call__(self, left: str, right: str) -> float:
        """Return the similarity."""
        return self.similarity(self.prepare(left), self.prepare(right))

    def prepare(self, value: str) -> _Street:
        """Return the words in order, the same in their short forms, and the numbers."""
        text = fold(value)
        key = text if has_han(text) else unified(text)
        return _Street(
            " ".join(sorted(text.split())),
            " ".join(sorted(key.split())),
            Counter(_NUMBER.findall(text)),
            has_han(text),
        )

    def similarity(self, left: _Street, right: _Street) -> float:
        """Return the similarity of two prepared streets."""
        if left.key == right.key:
            return 1.0
        if left.han != right.han:
            return NOT_COMPARABLE
        ratio = fuzz.ratio(left.words, right.words)
        words = fuzz.token_set_ratio(left.words, right.words)
        alike = min(max(ratio, 0.95 * words) / 100.0, 0.99)
        return alike * _number_agreement(left.numbers, right.numbers)


def _number_agreement(left: "Counter[str]", right: "Counter[str]") -> float:
    """Return what is left of a street's likeness when its numbers are looked at."""
    if not left or not right or left <= right or right <= left:
        return 1.0
    # Some numbers are the same and each side has one of its own: another room, another flat.
    return 0.7 if left & right else 0.5


@frozen
class PostalAddressSimilarity:
    """Compare addresses as wholes: street or line, then postcode, city and region.

    The street decides. An address without one is only a place: two of the same postcode are 0.4,
    of the same city 0.3, of nearly the same 0.25. Addresses in different scripts, or that know no
    part in common, cannot be compared: 0.2.

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

    def prepare(self, value: Any) -> _Address:
        """Return the prepared line, postcode, city and region."""
        line = f"{value.street} {value.unit or ''}" if value.street else value.full or ""
        return _Address(
            StreetSimilarity().prepare(line) if line else None,
            fold(value.postcode or ""),
            fold(value.city or ""),
            fold(value.region or ""),
        )

    def similarity(self, left: _Address, right: _Address) -> float:
        """Return the similarity of two prepared addresses."""
        place = _place(left, right)
        if left.street is None or right.street is None:
            return _place_grade(left, right, place)
        if left == right:
            return 1.0
        if left.street.han != right.street.han:
            return NOT_COMPARABLE
        street = StreetSimilarity().similarity(left.street, right.street)
        if place is None:
            return 0.95 * street
        # The same street name stands in many towns.
        return street * (0.99 if place >= 0.9 else 0.9 if place >= 0.7 else 0.75)


def _place_grade(left: _Address, right: _Address, place: float | None) -> float:
    if place is None:
        # The one knows a street, the other a city: nothing to compare.
        return NOT_COMPARABLE
    if place < 0.8:
        return 0.0
    if left.postcode and left.postcode == right.postcode:
        return 0.4
    return 0.3 if place == 1.0 else 0.25


def _place(left: _Address, right: _Address) -> float | None:
    """Return how well postcode or city agree, the better one; the region if neither is known."""
    known = [
        fuzz.ratio(a, b) / 100.0
        for a, b in ((left.postcode, right.postcode), (left.city, right.city))
        if a and b and has_han(a) == has_han(b)
    ]
    if not known and left.region and right.region and has_han(left.region) == has_han(right.region):
        known = [fuzz.ratio(left.region, right.region) / 100.0]
    return max(known) if known else None
