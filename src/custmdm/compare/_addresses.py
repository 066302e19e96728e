"""Comparators of streets and addresses."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen
from rapidfuzz import fuzz

from custmdm._text import fold, has_han
from custmdm.compare import _bags
from custmdm.compare._bags import Bag, BagSimilarity, BagTable, bag
from custmdm.compare._pairs import distinct_pairs
from custmdm.data.streets import unified
from custmdm.model import NOT_COMPARABLE, Frequencies, Outcome, Token

Small = npt.NDArray[np.int8]
Rows = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@frozen
class StreetSimilarity(BagSimilarity):
    """Compare streets by their words; house and room numbers must not contradict.

    Graded as by `TokenSimilarity`. The same street with other numbers is at most half as much
    alike. A street in Chinese characters and one without cannot be compared: 0. Where frequencies
    are known, rare words count more.

    >>> compare = StreetSimilarity()
    >>> compare("12 Main Street", "12 Main St, Apt 3") > 0.6
    True
    >>> compare("12 Main Street", "14 Main Street") <= 0.5
    True
    """

    def __call__(self, left: str, right: str) -> float:
        """Return the similarity."""
        return self.similarity(self.prepare(left), self.prepare(right))

    def prepare(self, value: str) -> Bag:
        """Return the words in their short forms, and the numbers."""
        text = fold(value)
        return bag((text if has_han(text) else unified(text)).split())


@frozen
class _Address:
    street: Bag | None
    postcode: str
    city: str
    region: str
    country: str


_STREET, _PLACE = "street", "place"
_PLACES = (
    Outcome("another place", 0.0, _PLACE),
    Outcome("nearly the same city or postcode", 0.25, _PLACE),
    Outcome("the same city", 0.3, _PLACE),
    Outcome("the same postcode", 0.4, _PLACE),
)
# Of streets: each grade in another place, and in the same or one that is not known.
_STREETS = tuple(
    Outcome(f"street: {o.label}{where}", round(share * o.similarity, 3), _STREET)
    for o in _bags.OUTCOMES
    for where, share in ((", in another place", 0.75), ("", 1.0))
)
_OUTCOMES = (_STREETS[0], *_PLACES, *_STREETS[1:])
_ELSEWHERE = _OUTCOMES.index(_PLACES[0])


@frozen
class PostalAddressSimilarity:
    """Compare addresses as wholes: street or line, then postcode, city and region.

    The street decides; in another place it is worth three quarters. An address without one is
    only a place: two of the same postcode are 0.4, of the same city 0.3, of nearly the same 0.25.
    Addresses in Chinese characters and without, or that know no part in common, cannot be
    compared: 0; but those of two countries are two places, in whatever letters.

    >>> from custmdm.model import PostalAddress
    >>> compare = PostalAddressSimilarity()
    >>> a = PostalAddress(street="1 High St", city="Leeds", postcode="LS11AA")
    >>> compare(a, PostalAddress(street="1 High St", city="York", postcode="YO11AA"))
    0.75
    >>> compare(a, PostalAddress(city="Leeds"))
    0.3
    """

    outcomes: ClassVar[tuple[Outcome, ...]] = _OUTCOMES

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
            fold(value.country or ""),
        )

    def similarity(self, left: _Address, right: _Address) -> float:
        """Return the similarity of two prepared addresses."""
        found, _ = self.agree(left, right)
        return self.outcomes[found].similarity if found >= 0 else 0.0

    def tokens(self, value: _Address) -> Iterable[Token]:
        """Return the words of the street."""
        return _bags.tokens_of(value.street) if value.street is not None else ()

    def weigh(self, value: _Address, frequencies: Frequencies) -> _Address:
        """Return the address with the words of its street weighed by how rare they are."""
        if value.street is None:
            return value
        return evolve(value, street=_bags.weighed(value.street, frequencies))

    def table(self, values: Sequence[_Address]) -> "_AddressTable":
        """Return these addresses ready to be compared in many pairs."""
        return _AddressTable(values)

    def agree(self, left: _Address, right: _Address) -> tuple[int, float]:
        """Return the outcome, and the rarity of what the streets share."""
        place = _place(left, right)
        if left.street is None or right.street is None:
            return _place_outcome(left, right, place), 0.0
        found, rarity = _bags.agree(left.street, right.street)
        if found == NOT_COMPARABLE:
            return (_ELSEWHERE if _abroad(left, right) else NOT_COMPARABLE), 0.0
        there = 2 * found + _agrees(place)
        return there + len(_PLACES) if there else 0, rarity


class _AddressTable:
    """Compare many pairs of weighed addresses at once, as `agree` does one."""

    def __init__(self, values: Sequence[_Address]) -> None:
        self._values = values
        self._empty = np.array([value.street is None for value in values], np.bool_)
        self._streets = BagTable([value.street or bag(()) for value in values])
        places: dict[tuple[str, str, str], int] = {}
        known = [places.setdefault((v.postcode, v.city, v.region), len(places)) for v in values]
        self._places = np.array(known, np.int64)
        self._of_place = {code: values[i] for i, code in enumerate(known)}
        countries: dict[str, int] = {"": 0}
        stated = [countries.setdefault(v.country, len(countries)) for v in values]
        self._countries = np.array(stated, np.int32)

    def __call__(self, a: Rows, b: Rows) -> tuple[Small, Floats]:
        """Return outcomes and rarities of pairs of places."""
        found, rarity = self._streets(a, b)
        there = 2 * found + self._same_place(a, b)
        levels = np.where(there > 0, there + len(_PLACES), 0).astype(np.int8)
        silent = found == NOT_COMPARABLE
        levels[silent] = np.where(self._abroad(a[silent], b[silent]), _ELSEWHERE, NOT_COMPARABLE)
        for at in np.flatnonzero(self._empty[a] | self._empty[b]).tolist():
            left, right = self._values[a[at]], self._values[b[at]]
            levels[at] = _place_outcome(left, right, _place(left, right))
            rarity[at] = 0.0
        return levels, rarity

    def _abroad(self, a: Rows, b: Rows) -> npt.NDArray[np.bool_]:
        one, other = self._countries[a], self._countries[b]
        return np.asarray((one > 0) & (other > 0) & (one != other))

    def _same_place(self, a: Rows, b: Rows) -> npt.NDArray[np.bool_]:
        of = self._of_place
        first, second, which = distinct_pairs(self._places[a], self._places[b], len(of))
        found = [
            _agrees(_place(of[i], of[j]))
            for i, j in zip(first.tolist(), second.tolist(), strict=True)
        ]
        return np.array(found, dtype=np.bool_)[which]


def _agrees(place: float | None) -> bool:
    return place is None or place >= 0.7


def _abroad(left: _Address, right: _Address) -> bool:
    """Say whether two addresses are of two countries."""
    return bool(left.country and right.country) and left.country != right.country


def _place_outcome(left: _Address, right: _Address, place: float | None) -> int:
    if place is None:
        # The one knows a street, the other a city: nothing to compare but countries.
        return _ELSEWHERE if _abroad(left, right) else NOT_COMPARABLE
    if place < 0.8:
        return _ELSEWHERE
    if left.postcode and left.postcode == right.postcode:
        return 4
    return 3 if place == 1.0 else 2


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
