"""Typed records and the columns of a table, as raw columns by path."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import NoneType
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from custmdm import kinds
from custmdm._text import is_missing
from custmdm.columns import MISSING, Column, encode
from custmdm.errors import ConfigurationError
from custmdm.kinds import Kind
from custmdm.model import PersonName, PostalAddress, fields_of

# What a second column of one part is.
_SPARE: Mapping[tuple[str | None, str], str] = {
    ("person_name", "given"): "middle",
    ("postal_address", "city"): "district",
    ("postal_address", "full"): "street",
}
UNIT_TYPES: Mapping[str, type] = {"person_name": PersonName, "postal_address": PostalAddress}


@frozen(eq=False)
class RawColumn:
    """Hold the raw values of one path."""

    path: str
    kind: Kind
    column: Column[object]


@frozen
class FieldPlan:
    """Say which paths make up one field.

    A field is what is compared and what survives: a name, the phones, the addresses.

    Attributes:
        name: how the field is called.
        kind: its kind.
        paths: the paths of its values; where it has parts, one group of paths for each unit.
        unit: the class of its units, or None where values have no parts.
    """

    name: str
    kind: Kind
    groups: tuple[Mapping[str, str], ...] = field(repr=False)
    unit: type | None = None

    @property
    def paths(self) -> tuple[str, ...]:
        """Return all the paths."""
        return tuple(path for group in self.groups for path in group.values())


def raw_key(value: object) -> object:
    """Return what tells raw values apart: 1, 1.0, True and "1" are four; None is missing."""
    if type(value) is str:
        return value or None
    if is_missing(value):
        return None
    if isinstance(value, (float, np.floating, Decimal)):
        return type(value), repr(
            value
        )  # 0.0 equals -0.0, and 1.0 the Decimal 1.00; they read apart
    try:
        hash(value)
    except TypeError:
        return type(value), repr(value)
    return type(value), value


def encode_raw(values: Iterable[object], offsets: Any = None) -> Column[object]:
    """Encode raw values of any type."""
    values = list(values)
    if set(map(type, values)) <= {str, NoneType}:
        found = encode(values)
        return texts_column(found.codes, found.values, offsets)
    seen: dict[object, int] = {}
    distinct: list[object] = []
    codes = []
    for value in values:
        key = raw_key(value)
        if key is None:
            codes.append(MISSING)
            continue
        code = seen.setdefault(key, len(distinct))
        if code == len(distinct):
            distinct.append(value)
        codes.append(code)
    return Column(np.array(codes, dtype=np.int32), tuple(distinct), offsets)


def texts_column(
    codes: npt.NDArray[np.int32], values: Sequence[Any], offsets: Any = None
) -> Column[object]:
    """Return a column of texts that have codes; one without characters is missing."""
    if "" in values:
        empty = values.index("")
        values = (*values[:empty], *values[empty + 1 :])
        codes = np.where(codes == empty, np.int32(MISSING), codes - (codes > empty))
    return Column(codes, tuple(values), offsets)


def columns_of_records(
    record: type, data: Sequence[Any]
) -> tuple[list[RawColumn], list[FieldPlan]]:
    """Return the raw columns and the fields of typed records.

    Fields of one plain value are grouped as the columns of a table are.
    """
    columns = [
        RawColumn(path, kind, encode_raw(values, offsets))
        for path, kind, values, offsets in values_of_records(record, data)
    ]
    plans: list[FieldPlan] = []
    plain: dict[str, Kind] = {}
    specs = fields_of(record)
    for spec in specs:
        kind = kinds.get(spec.kind)  # type: ignore[arg-type]
        if spec.unit is not None:
            parts = {s.name: kinds.get(s.kind) for s in fields_of(spec.unit)}  # type: ignore[arg-type]
            plans.append(_plan_of_unit(spec.name, kind, spec.unit, parts))
        elif not spec.many:
            plain[spec.name] = kind
        else:
            # A whole address as text is a unit with nothing but its line.
            part, unit = kind.part or "value", UNIT_TYPES.get(kind.name)
            plans.append(FieldPlan(spec.name, kind, ({part: spec.name},), unit))
    place = {spec.name: i for i, spec in enumerate(specs)}
    plans += plans_of_table(plain)
    return columns, sorted(plans, key=lambda p: min(place[path.split(".")[0]] for path in p.paths))


def values_of_records(
    record: type, data: Sequence[Any]
) -> Iterator[tuple[str, Kind, list[object], npt.NDArray[np.int64] | None]]:
    """Yield each path of typed records with its kind and values, those of a record together.

    Where a record may have many, also where those of each one begin.
    """
    for spec in fields_of(record):
        rows = [getattr(d, spec.name) for d in data]
        offsets = None
        if spec.many:
            for row in rows:
                if isinstance(row, (str, bytes)) or not isinstance(row, (Iterable, NoneType)):
                    raise _wrong_value(record, spec.name, "a tuple", row)
            tuples = [() if row is None else tuple(row) for row in rows]
            offsets = np.cumsum([0, *map(len, tuples)], dtype=np.int64)
            rows = [value for row in tuples for value in row]
        if spec.unit is None:
            yield spec.name, kinds.get(spec.kind), rows, offsets  # type: ignore[arg-type]
            continue
        for row in rows:
            if not isinstance(row, (spec.unit, NoneType)):
                raise _wrong_value(record, spec.name, f"a {spec.unit.__name__}", row)
        for part in fields_of(spec.unit):
            values = [None if unit is None else getattr(unit, part.name) for unit in rows]
            yield f"{spec.name}.{part.name}", kinds.get(part.kind), values, offsets  # type: ignore[arg-type]


def _plan_of_unit(name: str, kind: Kind, unit: type, part_kinds: Mapping[str, Kind]) -> FieldPlan:
    """Return the field of a unit: a class of the user's says by its kinds which part is which."""
    matched = UNIT_TYPES.get(kind.name, unit)
    group: dict[str, str] = {}
    for attribute, part_kind in part_kinds.items():
        if issubclass(unit, matched):
            group[attribute] = f"{name}.{attribute}"
        elif part_kind.unit == kind.name:
            group[_free_part(part_kind, group)] = f"{name}.{attribute}"
    if not group:
        raise ConfigurationError(f"no field of {unit.__name__} is a part of a {kind.name}")
    return FieldPlan(name, kind, (group,), matched)


def _wrong_value(record: type, name: str, wanted: str, value: object) -> ConfigurationError:
    return ConfigurationError(
        f"the field {name!r} of {record.__name__} holds {wanted}, got {type(value).__name__}"
    )


def columns_of_table(
    columns: Mapping[str, Iterable[object]], of_kind: Mapping[str, Kind]
) -> tuple[list[RawColumn], list[FieldPlan]]:
    """Return the raw columns and the fields of a table with one value a cell."""
    raw = [RawColumn(name, kind, encode_raw(columns[name])) for name, kind in of_kind.items()]
    return raw, plans_of_table(of_kind)


def plans_of_table(of_kind: Mapping[str, Kind]) -> list[FieldPlan]:
    """Group the columns of a table into fields.

    Columns of one pooled kind are one many-valued field; parts of one thing are one unit, and
    a column named ``"billing/street"`` starts another unit of the same field.
    """
    units: dict[str, dict[str, dict[str, str]]] = {}
    pooled: dict[str, list[str]] = {}
    plans: list[FieldPlan] = []
    parts_seen = {k.unit for k in of_kind.values() if k.unit and k.name != "country"}
    for name, kind in of_kind.items():
        # A country by itself is no address.
        if kind.unit is not None and kind.unit in parts_seen:
            prefix = name.partition("/")[0] if "/" in name else ""
            unit = units.setdefault(kind.unit, {}).setdefault(prefix, {})
            unit[_free_part(kind, unit)] = name
        elif kind.pooled:
            pooled.setdefault(kind.name, []).append(name)
        else:
            plans.append(FieldPlan(name, kind, ({"value": name},)))
    for names in pooled.values():
        groups = tuple({"value": name} for name in names)
        plans.append(FieldPlan(" + ".join(names), of_kind[names[0]], groups))
    for unit_kind, by_prefix in units.items():
        names = [name for unit in by_prefix.values() for name in unit.values()]
        if len(names) == 1 and of_kind[names[0]].part != "full":
            # A city or a family name alone makes no unit: it is compared as what it is.
            plans.append(FieldPlan(names[0], of_kind[names[0]], ({"value": names[0]},)))
            continue
        # The column itself keeps its name for the text in it.
        called = " + ".join(names) if len(names) > 1 else f"{names[0]} ({unit_kind})"
        plans.append(
            FieldPlan(
                called, kinds.get(unit_kind), tuple(by_prefix.values()), UNIT_TYPES[unit_kind]
            )
        )
    order = {name: i for i, name in enumerate(of_kind)}
    return sorted(plans, key=lambda plan: min(order[path] for path in plan.paths))


def _free_part(kind: Kind, unit: Mapping[str, str]) -> str:
    """Return which part of a unit a column is; a second given name is the middle name."""
    part = kind.part or kind.name
    if part not in unit:
        return part
    spare = _SPARE.get((kind.unit or "", part))
    if spare is None or spare in unit:
        raise ConfigurationError(
            f"{unit[part]!r} already is the {part} of this {kind.unit}; name the columns of "
            "another one 'other/...', with one prefix for all its parts; in a record type "
            f"another one is a field that holds a {UNIT_TYPES[kind.unit or kind.name].__name__}"
        )
    return spare


def check_kinds(of_kind: Mapping[str, object]) -> dict[str, Kind]:
    """Return the kinds by column, looked up by name.

    Raises:
        ConfigurationError: if there is none, or a column is not named by text.
        UnknownKindError: if a kind is not there.
    """
    if not isinstance(of_kind, Mapping) or not of_kind:
        raise ConfigurationError("kinds names no column; write kinds={'column': 'kind', ...}")
    for name in of_kind:
        if not isinstance(name, str):
            raise ConfigurationError(
                f"the name of a column is text, got {name!r}; rename the column"
            )
    return {name: kinds.get(kind) for name, kind in of_kind.items()}  # type: ignore[arg-type]


def check_record(record: type) -> None:
    """Check that records of a type can be made from the values of its fields.

    Raises:
        ConfigurationError: if a field has neither a kind nor a default.
    """
    specs = {spec.name: spec for spec in fields_of(record)}
    for attribute in attrs.fields(record):
        spec = specs.get(attribute.name)
        if spec is None and attribute.default is attrs.NOTHING:
            raise ConfigurationError(
                f"the field {attribute.name!r} of {record.__name__} has neither a kind nor a "
                "default, so no golden record can be made"
            )
        if spec is not None and attribute.alias != attribute.name:
            raise ConfigurationError(
                f"the field {attribute.name!r} of {record.__name__} has another name when a record "
                "is made; a field with a kind has one name"
            )
        if spec is not None and spec.unit is not None:
            check_record(spec.unit)
