"""What a record type says of its fields: their kinds, read from the attrs class."""

import types
import typing
from collections.abc import Callable
from functools import lru_cache
from typing import Any, overload

import attrs

from custmdm.errors import ConfigurationError

KIND = "custmdm.kind"


@overload
def field(*, kind: object, default: None = None) -> Any: ...
@overload
def field(*, kind: object, default: object) -> Any: ...
@overload
def field(*, kind: object, factory: Callable[[], object]) -> Any: ...
def field(*, kind: object, default: object = None, factory: object = None) -> Any:
    """Declare a field of a record type, with its kind.

    A field without another default is optional: None. For many values, annotate a tuple.

    >>> import attrs
    >>> @attrs.frozen(kw_only=True)
    ... class Lead:
    ...     company: str | None = field(kind="organization_name")
    ...     phones: tuple[str, ...] = field(kind="phone", default=())
    >>> Lead(company="ACME")
    Lead(company='ACME', phones=())

    Args:
        kind: the name of a kind, or a Kind object of your own.
        default: what the field holds when nothing is given.
        factory: makes the default, instead of `default`.
    """
    metadata = {KIND: kind}
    if factory is not None:
        return attrs.field(factory=typing.cast("Callable[[], Any]", factory), metadata=metadata)
    return attrs.field(default=default, metadata=metadata)


@attrs.frozen
class FieldSpec:
    """Say what one field of a record type is: its name, its kind, and what it holds.

    Attributes:
        name: the attribute.
        kind: the name of its kind, or the Kind object.
        many: whether it holds a tuple of values.
        unit: the attrs class of its values where they have parts (an address), else None.
    """

    name: str
    kind: object
    many: bool
    unit: type | None


def fields_of(record: type) -> tuple[FieldSpec, ...]:
    """Return the fields with a kind of an attrs class, in their order.

    >>> from custmdm.model import Person
    >>> [(f.name, f.kind, f.many) for f in fields_of(Person)][:2]
    [('name', 'person_name', False), ('birth_date', 'birth_date', False)]

    Raises:
        ConfigurationError: if the class is not an attrs class, or no field names a kind.
    """
    if not (isinstance(record, type) and attrs.has(record)):
        raise ConfigurationError(
            f"a record type is an attrs class whose fields name their kinds, got {record!r}; "
            "for rows of a table pass kinds={column: kind}"
        )
    return _read(record)


# Asked once a record where records come one by one, and most of what reading one takes.
@lru_cache(maxsize=256)
def _read(record: type) -> tuple[FieldSpec, ...]:
    try:
        hints = typing.get_type_hints(record)
    except NameError as error:
        raise ConfigurationError(
            f"an annotation of {record.__name__} names {error.name!r}, which cannot be found: "
            "define the types at the top of a module"
        ) from error
    specs = []
    for attribute in attrs.fields(record):
        if KIND not in attribute.metadata:
            continue
        many, inner = _unwrap(hints[attribute.name])
        unit = inner if isinstance(inner, type) and attrs.has(inner) else None
        specs.append(FieldSpec(attribute.name, attribute.metadata[KIND], many, unit))
    if not specs:
        raise ConfigurationError(
            f"no field of {record.__name__} names a kind: "
            "declare them as `phone: str | None = custmdm.field(kind='phone')`"
        )
    return tuple(specs)


def _unwrap(hint: object) -> tuple[bool, object]:
    """Return whether the annotation is a tuple of values, and the type inside it."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        inner = [a for a in typing.get_args(hint) if a is not type(None)]
        return _unwrap(inner[0]) if len(inner) == 1 else (False, None)
    if (typing.get_origin(hint) or hint) in (tuple, list, frozenset):
        return True, next(iter(typing.get_args(hint)), None)
    return False, hint
