"""How a repr tells that there is a value without showing it."""

from collections.abc import Mapping
from typing import Any

import attrs

MASK = "***"


def hidden(value: object) -> str:
    """Say whether there is a value, and no more: what ``field(repr=hidden)`` shows.

    >>> hidden("Ann Lee"), hidden(None), hidden(())
    ('***', 'None', '()')
    """
    nothing = value is None or (isinstance(value, tuple) and not value)
    return repr(value) if nothing else MASK


def hidden_parts(data: Any) -> str:
    """Say which attributes of a record have a value: of a typed one, or of a mapping.

    >>> hidden_parts({"name": "Ann Lee", "phone": None})
    "{'name': ***, 'phone': None}"
    """
    if isinstance(data, Mapping):
        return "{" + ", ".join(f"{name!r}: {hidden(data[name])}" for name in data) + "}"
    if not attrs.has(type(data)):
        return hidden(data)
    parts = {part.name: getattr(data, part.name) for part in attrs.fields(type(data))}
    told = (f"{name}={MASK}" for name, value in parts.items() if hidden(value) == MASK)
    return f"{type(data).__name__}({', '.join(told)})"
