"""Build the unit that parts make up, and find its match key."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from custmdm._text import clean, fold, has_han
from custmdm.columns import Term
from custmdm.data.han import simplified
from custmdm.model import PersonName, PostalAddress, Standardized

Parts = Mapping[str, Standardized]
# The parts of a Chinese address, and where a PostalAddress holds them.
_CHINESE = {"province": "region", "county": "district", "detail": "street"}


def shown_unit(unit: type, parts: Parts) -> Any | None:
    """Return the unit with what a table shows: standard values, else the raw ones."""
    return _filled(unit, parts, lambda s: s.shown)


def unit_term(unit: type, parts: Parts) -> Term | None:
    """Return the unit as matching sees it, or None where it holds nothing to match on."""
    built = _filled(unit, parts, usable)
    if built is None:
        return None
    if isinstance(built, PersonName):
        return _name_term(built)
    if isinstance(built, PostalAddress):
        return Term(_address_key(built, parts) or None, built)
    keys = tuple((name, s.match_keys[0]) for name, s in sorted(parts.items()) if s.match_keys)
    return Term(keys, built)


def _name_term(name: PersonName) -> Term | None:
    """Return a name with what its match key is: family and given name, else the whole line.

    However a given name is put together, and in whichever Chinese characters.
    """
    named = [part for part in (name.given, name.middle, name.family) if part]
    whole = bool(name.given and name.family)
    line = " ".join(named) if whole else name.full or ""
    key = simplified(fold(line))
    if whole or " " in key or has_han(key):
        return Term(key.replace(" ", ""), name) if key else None
    return Term(None, name) if key else None


def usable(standardized: Standardized) -> str | None:
    """Return the text that matching sees of a value, or None."""
    if standardized.value is not None:
        return standardized.value
    return standardized.match_keys[0] if standardized.match_keys else None


def _filled(unit: type, parts: Parts, text: Callable[[Standardized], str | None]) -> Any | None:
    """Return the unit with its parts; what only the whole line tells is taken from there."""
    values = {name: text(s) for name, s in parts.items()}
    whole = parts.get("full")
    if not any(values.values()):
        return None
    if issubclass(unit, PersonName):
        if whole is not None and not (values.get("given") or values.get("family")):
            named = {a.name for a in attrs.fields(unit)}
            values |= {
                name: p for name, p in whole.parts.items() if name in named and not values.get(name)
            }
        values["full"] = values.get("full") or _joined(values)
    elif issubclass(unit, PostalAddress) and whole is not None:
        named = {a.name for a in attrs.fields(unit)}
        told = {_CHINESE.get(name, name): p for name, p in whole.parts.items()}
        values |= {name: p for name, p in told.items() if name in named and not values.get(name)}
    return unit(**values)


def _joined(values: Mapping[str, str | None]) -> str | None:
    given, middle, family = (values.get(n) or "" for n in ("given", "middle", "family"))
    if has_han(given + family):
        return clean(family + given) or None
    return clean(f"{given} {middle} {family}") or None


def _address_key(address: PostalAddress, parts: Parts) -> str:
    """Return a key of an address with a street or a line; else nothing: a city is only a place."""
    if not (address.street or address.full):
        return ""
    keys = {name: s.match_keys[0] for name, s in parts.items() if s.match_keys}
    line = keys.get("full") or keys.get("street") or fold(address.street or address.full or "")
    places = [keys.get(name, "") for name in ("unit", "postcode", "city", "region")]
    return "|".join([line, *places])
