"""Countries to ISO 3166 alpha-2, by exact tables."""

from functools import cache

from attrs import frozen

from custmdm._text import clean, fold
from custmdm.data.countries import ALIASES, AMBIGUOUS
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, placeholder, valid


@frozen
class Country:
    """Write a country as ISO 3166 alpha-2; exact names, aliases and codes only.

    >>> [Country()(t) for t in ("United States", "U.S.A.", "中国", "156", "gb", "UK")]
    ['US', 'US', 'CN', 'CN', 'GB', 'GB']
    >>> Country().parse("Korea").reasons, Country().parse("Narnia").reasons
    (('country.ambiguous',), ('country.unknown',))
    """

    def __call__(self, text: str) -> str | None:
        """Return the code, or None where the name fits no country or several."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the code."""
        key = fold(text)
        if not key:
            return invalid(text, "text.no_characters")
        if key == "n a":
            return placeholder(text)  # N/A; NA is Namibia
        # The zeros in front are lost in a number column: Australia is 036.
        key = key.zfill(3) if key.isdecimal() else key
        names = _names()
        code = names.get(key) or names.get(key.replace(" ", ""))
        if code is not None:
            return valid(text, code)
        if key in AMBIGUOUS:
            return invalid(text, "country.ambiguous", keys=(key,))
        return invalid(text, "country.unknown", keys=(key,))


@cache
def _names() -> dict[str, str]:
    """Return the code of every known name: a constant table, made when first asked for."""
    import pycountry

    names: dict[str, str] = {}
    for country in pycountry.countries:
        for attribute in ("alpha_2", "alpha_3", "numeric", "name", "official_name", "common_name"):
            name = getattr(country, attribute, None)
            if name:
                names[fold(clean(name))] = country.alpha_2
    names.update({fold(alias): code for alias, code in ALIASES.items()})
    for name in AMBIGUOUS:
        names.pop(name, None)
    return names
