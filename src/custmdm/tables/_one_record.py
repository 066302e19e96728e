"""One record by itself: the terms that a table of it alone would give, without any column.

A table standardizes millions of values at a time, and takes a millisecond for a single record. Here
each value is read by its kind, and each unit is built by `unit_term`, once; that both give the same
terms, is tested. What a table finds by looking at many records, as values that too many share, one
record has to be told.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from custmdm.columns import Term
from custmdm.kinds import Kind
from custmdm.model import Context, Standardized, Status
from custmdm.tables._leaf import read_there, terms_of
from custmdm.tables._raw import FieldPlan, raw_key, values_of_records
from custmdm.tables._read_as import AS_SAID, ReadAs, as_read
from custmdm.tables._units import unit_term

# The values of one path; None keeps the place of what is missing in one of several units.
Raw = tuple[Kind, Sequence[object]]


@frozen(eq=False, repr=False)
class OneRecord:
    """Hold the standardized values of one record; matching sees them as terms by field or path.

    Attributes:
        values: the standardized values by path; None where one is missing.
        plans: the fields.
        shared: the values on far more customers than their kind allows, by path.
        read_as: what matching reads a value as where somebody said so, by path and match key.
    """

    values: Mapping[str, Sequence[Standardized | None]]
    plans: Sequence[FieldPlan]
    shared: Mapping[str, Mapping[str, int]] = MappingProxyType({})
    read_as: ReadAs = AS_SAID
    _terms: dict[str, tuple[tuple[Term, ...], bool]] = field(factory=dict, init=False)

    @classmethod
    def of_row(
        cls,
        row: Any,
        of_kind: Mapping[str, Kind],
        plans: Sequence[FieldPlan],
        context: Context,
    ) -> "OneRecord":
        """Standardize a row of a table: anything with a method `get`."""
        raw: dict[str, Raw] = {name: (kind, (row.get(name),)) for name, kind in of_kind.items()}
        return cls(_standardized(raw, context), plans)

    @classmethod
    def of_data(
        cls, data: Any, record: type, plans: Sequence[FieldPlan], context: Context
    ) -> "OneRecord":
        """Standardize typed data.

        Raises:
            ConfigurationError: if a field does not hold what its type says.
        """
        raw: dict[str, Raw] = {
            path: (kind, values) for path, kind, values, _ in values_of_records(record, [data])
        }
        return cls(_standardized(raw, context), plans)

    @property
    def matched(self) -> Mapping[str, Sequence[Standardized | None]]:
        """Return the values by path as matching reads them."""
        if not self.read_as:
            return self.values
        return {path: self._matched(path) for path in self.values}

    def _matched(self, path: str) -> Sequence[Standardized | None]:
        of_path = self.read_as.get(path)
        if of_path is None:
            return self.values[path]
        return [None if value is None else as_read(value, of_path) for value in self.values[path]]

    def terms(self, path: str) -> tuple[tuple[Term, ...], bool]:
        """Return the terms of a field, or of one path, and whether there is a placeholder."""
        if path not in self._terms:
            self._terms[path] = self._made(path)
        return self._terms[path]

    def _made(self, path: str) -> tuple[tuple[Term, ...], bool]:
        found: list[Term] = []
        filler = False
        for term in self._of_field(path):
            if term is not None:
                found.append(term)
            else:
                filler = True
        return tuple(found), filler

    def _of_field(self, path: str) -> Iterator[Term | None]:
        """Yield the terms, and None for each placeholder."""
        for plan in self.plans:
            if plan.name != path:
                continue
            for group in plan.groups:
                if plan.unit is not None:
                    yield from self._of_units(plan.unit, group)
                else:
                    for leaf in group.values():
                        yield from self._of_leaf(leaf)
            return
        yield from self._of_leaf(path)

    def _of_leaf(self, path: str) -> Iterator[Term | None]:
        """Yield of a value its identity, of several values each key."""
        shared = self.shared.get(path, ())
        for said, value in zip(self.values[path], self._matched(path), strict=True):
            if said is None or value is None:
                continue
            if value.status is Status.PLACEHOLDER or said.shown in shared:
                yield None
            else:
                yield from terms_of(value)

    def _of_units(self, unit: type, group: Mapping[str, str]) -> Iterator[Term | None]:
        columns = {part: self._matched(path) for part, path in group.items()}
        for said in zip(*columns.values(), strict=True):
            parts = {
                part: value for part, value in zip(columns, said, strict=True) if value is not None
            }
            term = unit_term(unit, parts)
            if term is not None:
                yield term
            elif any(value.status is Status.PLACEHOLDER for value in parts.values()):
                yield None


def _standardized(raw: Mapping[str, Raw], context: Context) -> dict[str, list[Standardized | None]]:
    country = _country(raw, context)
    there = None
    if country is not None:
        there = Context(country, context.locale, context.date_order)
    return {
        path: [
            None if raw_key(value) is None else _read(kind, value, context, there)
            for value in values
        ]
        for path, (kind, values) in raw.items()
    }


def _read(kind: Kind, value: object, context: Context, there: Context | None) -> Standardized:
    """Return a value standardized where the record is; what makes no sense there, at home."""
    if there is None or not kind.wants_country:
        return kind.within(context).read(value)
    return read_there(kind.within(there), kind.within(context), value)


def _country(raw: Mapping[str, Raw], context: Context) -> str | None:
    """Return the country that the record states: of its own, else of its first address."""
    for path in sorted((p for p, (kind, _) in raw.items() if kind.name == "country"), key=_depth):
        kind, values = raw[path]
        for value in values:
            if raw_key(value) is not None:
                stated = kind.within(context).read(value).value
                if stated is not None:
                    return stated
    return None


def _depth(path: str) -> bool:
    return "." in path
