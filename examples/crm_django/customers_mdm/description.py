"""Which model holds customers, and what its fields say."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from attrs import Factory, field, frozen
from django.apps import apps
from django.db.models import Model, QuerySet

import custmdm as cm
from custmdm.steward.schema import Reference

Rows = QuerySet[Any]


def _all(rows: Rows) -> Rows:
    return rows


def _visible(rows: Rows, _user: Any) -> Rows:
    return rows


@frozen(kw_only=True, eq=False, slots=False)
class CustomerModel:
    """Describe a model that holds customers.

    Attributes:
        model: its label, "crm.Customer".
        record: what a customer is: cm.Person, cm.Organization, or a type of the host's own.
        fields: for each field of the record the field of the model, as for cm.FieldMapping; a field
            of a related model is spelled as in a query, "company__name".
        blocking: the rules of which two records of one customer share at least one key.
        context: what values take for granted.
        rows: which rows count at all: not those that are deleted or inactive.
        visible: which of these a user may be told of.
        references: what refers to customers and Django does not know: columns that hold their
            number, and are no foreign key.
        keep: models whose rows stay with the old id, as those of a history of changes.
        partial: for a unique constraint with a condition that is more than "field is value", by its
            name, the values of the columns for which it holds.
    """

    model: str
    record: type
    fields: Mapping[str, Any]
    blocking: tuple[Any, ...]
    context: cm.Context = field(default=Factory(cm.Context))
    rows: Callable[[Rows], Rows] = _all
    visible: Callable[[Rows, Any], Rows] = _visible
    references: tuple[Reference, ...] = ()
    keep: tuple[str, ...] = ()
    partial: Mapping[str, Mapping[str, Any]] = field(factory=dict)

    @cached_property
    def cls(self) -> type[Model]:
        """Return the model."""
        return apps.get_model(self.model)

    @cached_property
    def mapping(self) -> cm.FieldMapping[Any]:
        """Return how its rows are read."""
        return cm.FieldMapping(
            source=self.model, key="pk", record=self.record, fields=self.fields,
            context=self.context,
        )  # fmt: skip

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the fields of the model that are read."""
        return tuple(dict.fromkeys(_names(self.fields.values())))

    def existing(self, using: str) -> Rows:
        """Return the rows that count."""
        return self.rows(self.cls._base_manager.using(using))

    def records(self, rows: Rows) -> tuple[cm.Record[Any], ...]:
        """Return the customers of some rows as records, whose keys are texts."""
        return self.mapping.read(
            [{**row, "pk": str(row["pk"])} for row in rows.values("pk", *self.names)]
        ).records

    def unfitted(self) -> cm.Linker:
        """Return a Linker that has learned nothing yet."""
        return cm.Linker(record=self.record, blocking=self.blocking, context=self.context)


def _names(columns: Iterable[Any]) -> Iterator[str]:
    for one in columns:
        if isinstance(one, str):
            yield one
        else:
            yield from _names(one.values() if isinstance(one, Mapping) else one)


_known: dict[str, CustomerModel] = {}


def register(description: CustomerModel) -> None:
    """Let a model be known as one of customers; call it in `customers.py` of an application.

    Raises:
        FieldDoesNotExist: if the model has no such field.
        ConfigurationError: if the record type has none; if the key is of several columns, or that
            of another model; if a field has many values.
    """
    meta = description.cls._meta
    if len(meta.pk_fields) > 1:
        raise cm.ConfigurationError(
            f"the key of {meta.label} has several columns, here it has one: plan its merges with "
            "custmdm.steward.schema, which takes such keys"
        )
    for other in (meta.concrete_model, *meta.parents):
        if other is not description.cls:
            raise cm.ConfigurationError(
                f"the key of {meta.label} is that of {other._meta.label}: register that one, with "
                "fields spelled as in a query"
            )
    for name in description.names:
        _check(description.cls, name)
    assert description.mapping
    _known[description.model] = description


def _check(model: Any, path: str) -> None:
    for name in path.split("__"):
        field = model._meta.get_field(name)
        if field.one_to_many or field.many_to_many:
            raise cm.ConfigurationError(
                f"{path!r} has many values for one customer: name a field that has one"
            )
        model = field.related_model
        if model is None:
            return  # what follows looks into the value


def descriptions() -> tuple[CustomerModel, ...]:
    """Return all that are known."""
    return tuple(_known.values())


def description_of(model: "str | type[Model]") -> CustomerModel:
    """Return what is said of a model, or of the one that it is a proxy or a child of.

    Raises:
        ConfigurationError: if nothing is said of it.
    """
    for one in _known.values():
        if one.model == model or (isinstance(model, type) and issubclass(model, one.cls)):
            return one
    known = ", ".join(_known) or "none"
    raise cm.ConfigurationError(
        f"{model} is no model of customers, {known} are: call register(CustomerModel(...)) in "
        "customers.py of its application"
    )
