"""Merge plans and descriptions of a host's tables as JSON, and back."""

import datetime as dt
import decimal
import ipaddress
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from attrs import asdict

from custmdm.errors import LedgerFileError
from custmdm.ledger._files import closed, made, opened
from custmdm.steward.schema._host_schema import (
    HostSchema,
    HostTable,
    Reference,
    Row,
    RowKey,
    Unique,
)
from custmdm.steward.schema._merge_plan import MergePlan
from custmdm.steward.schema._row_change import Obstacle, RowChange

PLAN_FORMAT = "custmdm.merge_plan"
SCHEMA_FORMAT = "custmdm.host_schema"

_PLAIN = (str, int, bool, type(None))
# What databases hold and JSON has no type for: how it is written, and read again.
_KINDS: Mapping[str, tuple[type, Callable[[Any], Any], Callable[[Any], Any]]] = {
    "date": (dt.date, dt.date.isoformat, dt.date.fromisoformat),
    "datetime": (dt.datetime, dt.datetime.isoformat, dt.datetime.fromisoformat),
    "time": (dt.time, dt.time.isoformat, dt.time.fromisoformat),
    "timedelta": (dt.timedelta, lambda v: [v.days, v.seconds, v.microseconds],
                  lambda parts: dt.timedelta(*parts)),
    "uuid": (uuid.UUID, str, uuid.UUID),
    "decimal": (decimal.Decimal, str, decimal.Decimal),
    "bytes": (bytes, bytes.hex, bytes.fromhex),
    "float": (float, repr, float),  # as text: JSON has no word for what is no number
    "ipv4": (ipaddress.IPv4Address, str, ipaddress.IPv4Address),
    "ipv6": (ipaddress.IPv6Address, str, ipaddress.IPv6Address),
}  # fmt: skip
_NAME_OF: Mapping[type, str] = {made: name for name, (made, _, _) in _KINDS.items()}


def merge_plan_to_json(plan: MergePlan) -> str:
    """Return a plan as JSON: what a merge is undone by, to store in its transaction.

    It holds the rows that change as they were before, so also what they say of people: keep it
    where the rows are, and as long.

    Raises:
        LedgerFileError: if a row holds a value of a type that cannot be written.
    """
    return closed(
        PLAN_FORMAT,
        {
            "winner": _row_to(plan.winner),
            "losers": [*map(_row_to, plan.losers)],
            "changes": [_change_to(change) for change in plan.changes],
            "obstacles": [
                [one.code, [*map(_row_to, one.rows)], [*map(_row_to, one.standing)], one.by]
                for one in plan.obstacles
            ],
            "left": [*map(_row_to, plan.left)],
            "standing": [*map(_row_to, plan.standing)],
        },
    )


def merge_plan_from_json(text: str) -> MergePlan:
    """Return the plan that JSON holds.

    Raises:
        LedgerFileError: if it was cut or edited, or is something else.
    """
    plain = opened(text, PLAN_FORMAT, {})
    return made(
        lambda: MergePlan(
            _row_from(plain["winner"]),
            _rows_from(plain["losers"]),
            tuple(map(_change_from, plain["changes"])),
            tuple(
                Obstacle(code, _rows_from(rows), _rows_from(standing), by)
                for code, rows, standing, by in plain["obstacles"]
            ),
            _rows_from(plain["left"]),
            _rows_from(plain["standing"]),
        ),
        2,
    )


def host_schema_to_json(schema: HostSchema) -> str:
    """Return a description of a host's tables as JSON.

    Raises:
        LedgerFileError: if a condition holds a value of a type that cannot be written.
    """
    return closed(
        SCHEMA_FORMAT,
        {
            "customers": schema.customers,
            "tables": [asdict(one, value_serializer=_serialized) for one in schema.tables],
            "references": [asdict(one, value_serializer=_serialized) for one in schema.references],
            "redirect": list(schema.redirect),
        },
    )


def host_schema_from_json(text: str) -> HostSchema:
    """Return the description that JSON holds.

    Raises:
        LedgerFileError: if it was cut or edited, or is something else.
    """
    plain = opened(text, SCHEMA_FORMAT, {})
    return made(
        lambda: HostSchema(
            plain["customers"],
            tuple(map(_table_from, plain["tables"])),
            tuple(_conditioned(Reference, one) for one in plain["references"]),
            plain["redirect"],
        ),
        2,
    )


def _table_from(plain: Mapping[str, Any]) -> HostTable:
    uniques = tuple(_conditioned(Unique, one) for one in plain["uniques"])
    return HostTable(plain["name"], plain["key"], uniques)


def _serialized(_instance: Any, attribute: Any, value: Any) -> Any:
    return _mapping_to(value) if attribute is not None and attribute.name == "where" else value


def _conditioned(cls: Any, plain: Mapping[str, Any]) -> Any:
    return cls(**{**plain, "where": _mapping_from(plain["where"])})


def _change_to(change: RowChange) -> dict[str, Any]:
    others = {column: change.after[column] for column in change.columns}
    return {
        "row": _row_to(change.row),
        "key": list(change.key),
        "before": _mapping_to(change.before),
        "after": _mapping_to(others),
        "cascaded": _mapping_to(change.cascaded),
    }


def _change_from(plain: Mapping[str, Any]) -> RowChange:
    before = _mapping_from(plain["before"])
    after = {**before, **_mapping_from(plain["after"])}
    cascaded = _mapping_from(plain["cascaded"])
    return RowChange(_row_from(plain["row"]), tuple(plain["key"]), before, after, cascaded)


def _row_to(row: RowKey) -> list[Any]:
    return [row.table, *map(_to, row.key)]


def _row_from(plain: list[Any]) -> RowKey:
    return RowKey(plain[0], tuple(map(_from, plain[1:])))


def _rows_from(plain: list[Any]) -> tuple[RowKey, ...]:
    return tuple(map(_row_from, plain))


def _mapping_to(values: Row) -> dict[str, Any]:
    return {column: _to(value, column) for column, value in values.items()}


def _mapping_from(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {column: _from(value) for column, value in plain.items()}


def _to(value: Any, column: str = "key") -> Any:
    """Return a value of a column as JSON holds it; its type comes back."""
    if type(value) in _PLAIN:
        return value
    if type(value) in (list, tuple):
        return {type(value).__name__: [_to(part, column) for part in value]}
    if type(value) is dict:
        pairs = [[_to(k, column), _to(part, column)] for k, part in value.items()]
        return {"dict": pairs}
    name = _NAME_OF.get(type(value))
    if name is None:
        raise LedgerFileError(
            f"column {column!r} holds a {type(value).__name__}, which cannot be written; hand rows "
            "over with plain values",
            rule="value",
        )
    return {name: _KINDS[name][1](value)}


def _from(plain: Any) -> Any:
    if type(plain) in _PLAIN:
        return plain
    ((name, inner),) = plain.items()
    if name in ("list", "tuple"):
        parts = [_from(part) for part in inner]
        return tuple(parts) if name == "tuple" else parts
    if name == "dict":
        return {_from(key): _from(part) for key, part in inner}
    return _KINDS[name][2](inner)
