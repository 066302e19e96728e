"""The three answers a normalizer gives."""

from collections.abc import Mapping

from custmdm.model import Standardized, Status


def valid(
    raw: str,
    value: str,
    *,
    reasons: tuple[str, ...] = (),
    parts: Mapping[str, str] | None = None,
    keys: tuple[str, ...] | None = None,
) -> Standardized:
    """Return a standard value; it is its own match key unless others are given."""
    return Standardized(raw, value, Status.VALID, reasons, parts or {}, _keys(value, keys))


def suspect(
    raw: str,
    value: str,
    *reasons: str,
    parts: Mapping[str, str] | None = None,
    keys: tuple[str, ...] | None = None,
) -> Standardized:
    """Return a value that has a standard form and is doubtful all the same."""
    return Standardized(raw, value, Status.SUSPECT, reasons, parts or {}, _keys(value, keys))


def invalid(raw: str, *reasons: str, keys: tuple[str, ...] = ()) -> Standardized:
    """Return that there is no standard value, with what matching can still use."""
    return Standardized(raw, None, Status.INVALID, reasons, match_keys=_keys("", keys))


def placeholder(raw: str, reason: str = "value.placeholder") -> Standardized:
    """Return that the text was only typed to fill the field."""
    return Standardized(raw, None, Status.PLACEHOLDER, (reason,))


def _keys(value: str, keys: tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the match keys, each once; nothing is no key."""
    return tuple(key for key in dict.fromkeys((value,) if keys is None else keys) if key)
