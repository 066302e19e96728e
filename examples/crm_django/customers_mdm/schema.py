"""What Django knows of the tables that refer to customers, as a schema to plan merges by."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import connections, models

import custmdm as cm
from custmdm.steward.schema import HostSchema, HostTable, Reference, Unique

from .description import CustomerModel
from .rows import held_as

Model = type[models.Model]


def schema_of(description: CustomerModel, using: str) -> HostSchema:
    """Return the tables, keys, references and unique constraints, as the models say.

    Raises:
        ConfigurationError: if a unique constraint has a condition that is not understood.
    """
    customers = description.cls
    others = [
        one
        for one in apps.get_models(include_auto_created=True)
        if not one._meta.proxy and one._meta.label not in description.keep
    ]
    references = list(description.references)
    # Where a merge changes the key of a row, what refers to that row follows.
    moving, done = [customers], set[Model]()
    while moving:
        target = moving.pop()
        done.add(target)
        for one in others:
            for field in _referring(one, target):
                references.append(_foreign(field, using))
                own = field.local_related_fields
                if one not in done and any(f.unique or f in one._meta.pk_fields for f in own):
                    moving.append(one)
        references += _generic(others, target, using)
    tied = {reference.table for reference in references} | {customers._meta.db_table}
    tables = [
        HostTable(
            one._meta.db_table,
            [field.column for field in one._meta.pk_fields],
            _uniques(one, description),
        )
        for one in others
        if one._meta.db_table in tied
    ]
    return HostSchema(customers._meta.db_table, tables, _once(references))


def _once(references: Iterable[Reference]) -> list[Reference]:
    return sorted({repr(one): one for one in references}.values(), key=str)


def _referring(one: Model, target: Model) -> Iterator[Any]:
    """Yield the foreign keys of a model to another, or to a proxy of it."""
    for field in one._meta.local_fields:
        is_reference = isinstance(field, models.ForeignObject)
        if is_reference and field.related_model._meta.concrete_model is target:
            yield field


def _foreign(field: Any, using: str) -> Reference:
    own = [one.column for one in field.local_related_fields]
    theirs = [one.column for one in field.foreign_related_fields]
    waits = connections[using].features.can_defer_constraint_checks
    is_kept = getattr(field, "db_constraint", False)
    check: Any = "none" if not is_kept else "deferred" if waits else "immediate"
    to = field.related_model._meta.db_table
    return Reference(field.model._meta.db_table, own, to, theirs, check=check)


def _generic(others: Iterable[Model], target: Model, using: str) -> Iterator[Reference]:
    """Yield the references by type and id to a model, and to its proxies."""
    same = [m for m in apps.get_models() if m._meta.concrete_model is target]
    key = target._meta.pk
    if len(target._meta.pk_fields) > 1:
        return  # Django refers to no such key by type and id
    own = _sort_of(key)
    for one in others:
        for field in one._meta.private_fields:
            if not isinstance(field, GenericForeignKey):
                continue
            kind, number = (one._meta.get_field(n) for n in (field.ct_field, field.fk_field))
            sort = _sort_of(number)
            if sort not in (own, "text"):
                continue  # it refers to other models, whose keys fit
            types = ContentType.objects.db_manager(using)
            for model in same:
                known = types.get_for_model(model, for_concrete_model=field.for_concrete_model)
                yield Reference(
                    one._meta.db_table, number.column, target._meta.db_table, key.column,
                    where={kind.column: known.pk}, as_text=sort != own,
                )  # fmt: skip


def _sort_of(field: Any) -> str:
    held = held_as(field)
    if isinstance(held, (models.CharField, models.TextField)):
        return "text"
    return "uuid" if isinstance(held, models.UUIDField) else "number"


def _uniques(one: Model, description: CustomerModel) -> Iterator[Unique]:
    """Yield what may be there only once; what goes by an expression the database looks after."""
    columns = {field.name: field.column for field in one._meta.local_fields}
    for field in one._meta.local_fields:
        if field.unique and not field.primary_key:
            yield Unique(field.column)
    for names in one._meta.unique_together:
        yield Unique([columns[name] for name in names])
    for constraint in one._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint) or not constraint.fields:
            continue
        name, names = constraint.name, [columns[field] for field in constraint.fields]
        where = description.partial.get(name, _where(constraint.condition, one, columns))
        if where is not None and constraint.nulls_distinct is not False:
            # Rows with NULL are different as it is.
            where = {c: v for c, v in where.items() if not (v is ... and c in names)}
        if where is None or ... in where.values():
            raise cm.ConfigurationError(
                f"the condition of the unique constraint {name!r} is not understood: say for which "
                f"values it holds, CustomerModel(partial={{{name!r}: {{column: value}}}})"
            )
        distinct = constraint.nulls_distinct is not False
        yield Unique(names, name, where, nulls_distinct=distinct)


def _where(condition: Any, one: Model, columns: dict[str, str]) -> dict[str, Any] | None:
    """Return the values for which a condition holds, `...` for not NULL; None if it says more."""
    if condition is None:
        return {}
    if not isinstance(condition, models.Q) or condition.negated:
        return None
    if condition.connector != models.Q.AND and len(condition.children) > 1:
        return None
    found: dict[str, Any] = {}
    for child in condition.children:
        if not isinstance(child, tuple):
            inner = _where(child, one, columns)
        else:
            inner = _equals(*child, one, columns)
        if inner is None or any(found.get(c, v) != v for c, v in inner.items()):
            return None
        found |= inner
    return found


def _equals(path: str, value: Any, one: Model, columns: dict[str, str]) -> dict[str, Any] | None:
    name, _, how = path.partition("__")
    if name not in columns or isinstance(value, models.Expression):
        return None
    if how == "isnull":
        return {columns[name]: None if value else ...}
    if how in ("", "exact") and isinstance(value, (bool, int, str)):
        return {columns[name]: one._meta.get_field(name).to_python(value)}
    return None
