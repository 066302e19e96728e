"""The three answers a normalizer gives."""

from collections.abc import Mapping
from types import MappingProxyType

from custmdm.model import Standardized, Status

NOTHING: Mapping[str, str] = MappingProxyType({})


def valid(
    raw: str,
    value: str,
    *,
    reasons: tuple[str, ...] = (),
    parts: Mapping[str, str] = NOTHING,
    keys: tuple[str, ...] | None = None,
) -> Standardized:
    """Return a standard value; it is its own match key unless others are given."""
    return Standardized(raw, value, Status.VALID, reasons, parts, _keys(value, keys))


def suspect(
    raw: str,
    value: str,
    *reasons: str,
    parts: Mapping[str, str] = NOTHING,
    keys: tuple[str, ...] | None = None,
) -> Standardized:
    """Return a value that has a standard form and is doubtful all the same."""
    return Standardized(raw, value, Status.SUSPECT, reasons, parts, _keys(value, keys))


def invalid(raw: str, *reasons: str, keys: tuple[str, ...] = ()) -> Standardized:
    """Return that there is no standard value, with what matching can still use."""
    return Standardized(raw, None, Status.INVALID, reasons, NOTHING, _keys("", keys))


def placeholder(raw: str, reason: str = "value.placeholder") -> Standardized:
    """Return that the text was only typed to fill the field."""
    return Standardized(raw, None, Status.PLACEHOLDER, (reason,))


def _keys(value: str, keys: tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the match keys, each once; nothing is no key."""
    if keys is None:
        return (value,) if value else ()
    if len(keys) == 1 and keys[0]:
        return keys
    return tuple(key for key in dict.fromkeys(keys) if key)
