"""The country at the end of a one-line address."""

import re
from functools import cache

from custmdm._pattern import lazy_pattern
from custmdm._text import fold
from custmdm.data.postcodes import states
from custmdm.normalize._country import Country

# The parts of the United Kingdom are written like countries.
_BRITISH = frozenset({"england", "scotland", "wales", "northern ireland", "great britain"})
# They follow a town without a comma, and can be nothing else.
_UNMISTAKABLE = _BRITISH | {
    "usa", "u s a", "united states", "united states of america", "uk", "u k", "united kingdom",
    "new zealand", "deutschland", "osterreich", "the netherlands", "nederland",
}  # fmt: skip
_POSTCODE = lazy_pattern(r"[A-Z]{0,2}\d[\dA-Z -]{2,8}")
_TELLING_END = lazy_pattern(r".*(?:\d|\b[A-Z]{2,3})\.?", re.DOTALL)


def take_country(segments: list[str]) -> tuple[list[str], str | None]:
    """Return the segments without the country that they end with, and its code.

    >>> take_country(["12 High St", "Leeds", "United Kingdom"])
    (['12 High St', 'Leeds'], 'GB')
    >>> take_country(["Washington", "DC 20008 United States"])
    (['Washington', 'DC 20008'], 'US')

    A state is no country, nor is the end of a street's name:

    >>> take_country(["Dover", "DE"]), take_country(["12 Rue du Canada"])
    ((['Dover', 'DE'], None), (['12 Rue du Canada'], None))
    """
    last = segments[-1]
    if len(segments) > 1:
        code = _country(last)
        if code:
            return segments[:-1], code
        if len(segments) > 2 and _POSTCODE.fullmatch(last.upper()):
            code = _country(segments[-2])
            if code:
                return [*segments[:-2], last], code
    words = last.split(" ")
    for size in (4, 3, 2, 1):
        head, name = " ".join(words[:-size]), " ".join(words[-size:])
        if not head or any(map(str.isdecimal, name)):
            continue
        telling = len(name) > 3 and _TELLING_END.fullmatch(head)
        code = _country(name) if telling or fold(name) in _UNMISTAKABLE else None
        if code:
            return [*segments[:-1], head], code
    return segments, None


def _country(name: str) -> str | None:
    """Return the code of what is written like a country and is no state."""
    if any(map(str.isdecimal, name)) or not name[:1].isalpha():
        return None
    folded = fold(name)
    if folded in _BRITISH:
        return "GB"
    if len(folded) <= 3 and not name.isupper():
        return None
    if folded == "georgia" or (len(folded) == 2 and folded.upper() in _state_codes()):
        return None
    return Country()(name)


@cache
def _state_codes() -> frozenset[str]:
    return frozenset(state.code for listed in states().values() for state in listed)
