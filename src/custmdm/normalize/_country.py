"""Countries to ISO 3166 alpha-2, by exact tables."""

from collections.abc import Sequence
from types import MappingProxyType

from attrs import frozen

from custmdm._pattern import lazy_pattern
from custmdm._text import clean, fold
from custmdm.data.countries import (
    AMBIGUOUS,
    NO_CODE,
    RETIRED,
    SUBDIVISIONS,
    code_of,
    known_as_written,
)
from custmdm.data.han import simplified
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, placeholder, suspect, valid
from custmdm.normalize._placeholders import is_placeholder

# CN - China, 中国(China), China 中国: one country said twice.
_BETWEEN = lazy_pattern(r"[()\[\]/|,;:–—=]+|\s-\s?|(?<=\w)-(?=[A-Z]{2,3}$)|(?<=^[A-Z]{2})-")
_SCRIPTS = lazy_pattern(r"(?<=[\u4e00-\u9fff])\s*(?=[A-Za-z])|(?<=[A-Za-z.])\s*(?=[\u4e00-\u9fff])")


_NAMIBIA = lazy_pattern(r"(?i)na")


def is_country_placeholder(text: str) -> bool:
    """Say whether clean text was only typed to fill the field; NA is Namibia.

    >>> is_country_placeholder("N/A"), is_country_placeholder("NA")
    (True, False)
    """
    return is_placeholder(text) and not _NAMIBIA.fullmatch(text)


@frozen
class Country:
    """Write a country as ISO 3166 alpha-2; exact names, aliases and codes only.

    >>> [
    ...     Country()(t)
    ...     for t in ("United States", "U.S.A.", "中国", "156", "gb", "UK", "Deutschland")
    ... ]
    ['US', 'US', 'CN', 'CN', 'GB', 'GB', 'DE']
    >>> Country().parse("Korea").reasons, Country().parse("Narnia").reasons
    (('country.ambiguous',), ('country.unknown',))

    A part of a country that is written for it stays known; a country that is no more has the one
    that took its place, if there is one:

    >>> Country().parse("Wales").value, dict(Country().parse("Wales").parts)
    ('GB', {'subdivision': 'GB-WLS'})
    >>> Country()("DDR"), Country()("USSR"), Country().parse("USSR").reasons
    ('DE', None, ('country.retired',))
    """

    def __call__(self, text: str) -> str | None:
        """Return the code, or None where the name fits no country or several."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the code; for a part of a country that part too."""
        return self.quick(text) or self._parse_full(text)

    def quick(self, text: str) -> Standardized | None:
        """Return the answer for a name just as tables of countries have it, else None."""
        code = _known(text)
        return None if code is None else valid(text, code)

    def quick_texts(self, texts: Sequence[str]) -> list[str | None]:
        """Return the code of each name just as tables of countries have it, None for the others."""
        return [_known(text) for text in texts]

    def _parse_full(self, text: str) -> Standardized:
        key = fold(text)
        if not key:
            return invalid(text, "text.no_characters")
        if key == "n a":
            return placeholder(text)  # N/A; NA is Namibia
        code = code_of(key) or _without_the(key)
        if code is not None:
            part = SUBDIVISIONS.get(key)
            return (
                valid(text, code, parts=MappingProxyType({"subdivision": part}))
                if part
                else (valid(text, code))
            )
        return (
            _not_one(text, key)
            or _said_twice(text)
            or invalid(text, "country.unknown", keys=(key,))
        )


def _known(text: str) -> str | None:
    known = known_as_written()
    # NA is a way to leave a field empty as well.
    return known.get(text) or (known.get(text.lower()) if text.isascii() else None)


def _without_the(key: str) -> str | None:
    return code_of(key[4:]) if key.startswith("the ") else None


def _not_one(text: str, key: str) -> Standardized | None:
    """Return what is wrong with a name that is known and is no one country of today."""
    for name in (key, simplified(key).replace(" ", ""), key.removeprefix("the ")):
        if name in AMBIGUOUS:
            return invalid(text, "country.ambiguous", keys=(key,))
        if name in NO_CODE:
            return invalid(text, "country.no_code", keys=(key,))
        if name in RETIRED:
            code = RETIRED[name]
            if code:
                return suspect(text, code, "country.retired")
            return invalid(text, "country.retired", keys=(key,))
    return None


def _said_twice(text: str) -> Standardized | None:
    """Return the country of text whose pieces all name one: CN - China, 中国(China)."""
    cleaned = clean(text)
    for pattern in (_BETWEEN, _SCRIPTS):
        pieces = [fold(piece) for piece in pattern.split(cleaned)]
        pieces = [piece for piece in pieces if piece]
        codes = {code_of(piece) for piece in pieces}
        if len(pieces) > 1 and len(codes) == 1 and (code := codes.pop()) is not None:
            return valid(text, code)
    return None
