"""A golden record as one flat row."""

from collections.abc import Mapping
from typing import Any

import attrs


def flat(data: Any) -> Mapping[str, object]:
    """Return a record as text by path; several values are joined by a semicolon.

    >>> from custmdm.model import Person, PersonName
    >>> row = flat(Person(name=PersonName(given="San", family="Zhang"), phones=("+861", "+862")))
    >>> row["name.family"], row["phones"], row["birth_date"]
    ('Zhang', '+861; +862', None)
    """
    if isinstance(data, Mapping):
        return data
    row: dict[str, object] = {}
    for attribute in attrs.fields(type(data)):
        value = getattr(data, attribute.name)
        if isinstance(value, tuple):
            row[attribute.name] = "; ".join(map(_text, value)) or None
        elif attrs.has(type(value)):
            row |= {
                f"{attribute.name}.{a.name}": getattr(value, a.name)
                for a in attrs.fields(type(value))
            }
        else:
            row[attribute.name] = value
    return row


def _text(value: Any) -> str:
    if not attrs.has(type(value)):
        return str(value)
    whole = getattr(value, "full", None)
    return whole or ", ".join(str(v) for v in attrs.astuple(value, recurse=False) if v is not None)
