"""The values of golden records, masked by their kinds."""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from custmdm.kinds import Kind, get
from custmdm.model import GoldenRecord, fields_of
from custmdm.model._trace_text import shown_value
from custmdm.tables import Table

# Shown of what no kind knows how to mask.
_HIDDEN = "***"


def kinds_of_table(table: Table) -> dict[str, Kind]:
    """Return the kind of each path of the records of a result."""
    return {path: leaf.kind for path, leaf in table.leaves.items()}


def kinds_of_golden(golden: GoldenRecord[Any]) -> dict[str, Kind]:
    """Return the kind of each path of a golden record; of that of a table nobody knows them."""
    found: dict[str, Any] = {}
    if isinstance(golden.data, Mapping):
        return {}
    for spec in fields_of(type(golden.data)):
        found[spec.name] = spec.kind
        if spec.unit is not None:
            found |= {f"{spec.name}.{part.name}": part.kind for part in fields_of(spec.unit)}
    return {path: get(kind) for path, kind in found.items()}


def shown_as(
    value: Any, columns: Sequence[str], kinds: Mapping[str, Kind] | None, *, valid: bool
) -> str:
    """Return a value of a golden record, or of a claim, as text.

    >>> shown_as("+8613812345678", ["phone"], {"phone": get("phone")}, valid=True)
    '+86138****5678'
    >>> shown_as(("1 High St", "Leeds"), ["a", "b"], {"b": get("city")}, valid=True)
    '***, Leeds'

    Args:
        value: a text, a unit, or a tuple of the cells of some columns.
        columns: the attribute, or the columns of a table that it fills.
        kinds: the kind of each path, to mask by; None masks nothing.
        valid: whether the value is a standard one. A mask is made for those.
    """
    if kinds is None:
        return shown_value(value)
    if not valid:
        return _HIDDEN
    if attrs.has(type(value)):
        parts = attrs.asdict(value, recurse=False)
        if parts.get("full"):
            parts = {"full": parts["full"]}
        cells = {f"{columns[0]}.{name}": part for name, part in parts.items()}
    elif len(columns) > 1:
        cells = dict(zip(columns, value, strict=True))
    else:
        cells = {columns[0]: value}
    return ", ".join(_masked(text, kinds.get(path)) for path, text in cells.items() if text)


def _masked(value: object, kind: Kind | None) -> str:
    return kind.mask(value) if kind is not None and isinstance(value, str) else _HIDDEN
