"""What is asked of values and times: are two the same, which comes first, which parts are there."""

import datetime as dt
from collections.abc import Hashable, Mapping
from typing import Any

import attrs

from custmdm.errors import ConfigurationError

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
_PLAIN = (int, bool, bytes, type(None))


def identity(value: Any) -> Hashable:
    """Return what two values have in common if they are the same, by value and by type.

    >>> identity("Ann"), identity(1) == identity(True), identity(1) == identity(1.0)
    ('Ann', False, False)
    >>> identity({"a": 1, "b": [2]}) == identity({"b": [2], "a": 1})
    True
    """
    kind = type(value)
    if kind is str:
        return value  # type: ignore[no-any-return]
    name = kind.__name__
    if kind in _PLAIN:
        return name, value
    if isinstance(value, (tuple, list)):
        return name, tuple(map(identity, value))
    if attrs.has(kind):
        return name, tuple(identity(getattr(value, part.name)) for part in attrs.fields(kind))
    if isinstance(value, Mapping):
        pairs = ((identity(k), identity(v)) for k, v in value.items())
        return name, tuple(sorted(pairs, key=repr))
    if isinstance(value, (set, frozenset)):
        return name, tuple(sorted(map(identity, value), key=repr))
    if isinstance(value, float):
        return name, repr(value + 0.0)  # NaN is itself, and -0.0 is 0.0
    try:
        hash(value)
    except TypeError:
        return name, repr(value)
    return name, value


def text_of(value: Any) -> tuple[int, str]:
    """Return the canonical text of a value, by which ties are broken: texts before all else.

    >>> sorted(["O'Brien", 7, "Ann Lee", "Ann"], key=text_of)
    ['Ann', 'Ann Lee', "O'Brien", 7]
    """
    return (0, value) if type(value) is str else (1, repr(identity(value)))


def moment(at: dt.datetime | None) -> float:
    """Return a time in microseconds, exactly; no time is before any.

    A naive time is read as UTC, so that naive and aware times still have one order.
    """
    return float("-inf") if at is None else (aware(at) - EPOCH) // _MICROSECOND


def aware(at: dt.datetime) -> dt.datetime:
    """Return a time with its zone; one without is read as UTC.

    >>> aware(dt.datetime(2026, 5, 1)).isoformat()
    '2026-05-01T00:00:00+00:00'

    Raises:
        ConfigurationError: if it is no time.
    """
    if not isinstance(at, dt.datetime):
        raise ConfigurationError(f"a time is a datetime, got {type(at).__name__}")
    return at.replace(tzinfo=dt.UTC) if at.tzinfo is None else at


def parts_of(value: Any) -> dict[str, Any] | None:
    """Return the parts of a unit by name, of a tuple of cells by place; None of a plain value."""
    if type(value) is str:
        return None
    if isinstance(value, tuple):
        return {str(i): part for i, part in enumerate(value)}
    return attrs.asdict(value, recurse=False) if attrs.has(type(value)) else None


def with_parts(value: Any, parts: Mapping[str, Any]) -> Any:
    """Return a unit with other parts."""
    if isinstance(value, tuple):
        return tuple(parts.get(str(i), part) for i, part in enumerate(value))
    return attrs.evolve(value, **parts)
