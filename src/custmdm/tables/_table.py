"""A standardized table: every path once a distinct value, and the fields that paths make up."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain
from types import MappingProxyType
from typing import Any, TypeVar

import attrs
import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm._progress import silent
from custmdm.columns import PLACEHOLDER_CODE, Column, Term, encode_terms, none_among, pool
from custmdm.errors import MissingColumnError, did_you_mean
from custmdm.model import Context, Issue, RecordId, Standardized, Status, fields_of
from custmdm.tables._combined import combinations
from custmdm.tables._issues import issues_of
from custmdm.tables._leaf import Leaf, read_through, standardized_leaves, terms_of
from custmdm.tables._names import can_be_names, name_terms
from custmdm.tables._raw import FieldPlan, RawColumn
from custmdm.tables._read_as import AS_SAID, ReadAs, leaf_as_read
from custmdm.tables._shared import shared_texts
from custmdm.tables._units import shown_unit, unit_term
from custmdm.typing import Progress

T = TypeVar("T")
Rows = npt.NDArray[np.int64]


@frozen(eq=False, repr=False)
class Table:
    """Hold records, standardized; matching sees it as columns of terms by field or path.

    Attributes:
        ids: the record ids, in order.
        updated_at: when each record was changed, or None.
        leaves: the standardized values by path.
        plans: the fields.
        record: the class of the records, or None for a table.
        data: the records as given; none for a table.
        rows: the position of each record in what was given.
        known_shared: the values on far more customers than their kind allows, by path, where the
            records are some of many; None finds them.
        read_as: what matching reads a value as where somebody said so, by path and match key.
    """

    ids: Sequence[RecordId]
    updated_at: Sequence[dt.datetime | None]
    leaves: Mapping[str, Leaf]
    plans: tuple[FieldPlan, ...]
    record: type | None
    data: tuple[Any, ...]
    rows: Rows
    known_shared: Mapping[str, Mapping[str, int]] | None = None
    read_as: ReadAs = AS_SAID

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, path: str) -> Column[Term]:
        """Return the terms of a field, or of one path.

        Raises:
            MissingColumnError: if there is neither.
        """
        if path not in self._columns:
            self._columns[path] = self._make_column(path)
        return self._columns[path]

    def read_through(self, progress: Progress) -> None:
        """Read what matching would read value by value, and tell how far it is."""
        of_units = {
            path
            for plan in self.plans
            for group in plan.groups
            if plan.unit is not None and not can_be_names(plan.unit, group)
            for path in group.values()
        }
        read_through(self.leaves, of_units, progress)

    def records(self) -> Sequence[Any]:
        """Return the standard records: typed, or read-only mappings by column.

        A typed record keeps what it holds in fields without a kind.
        """
        return self._records

    def issues(self) -> Iterator[Issue]:
        """Yield what is wrong with each value, by record and path."""
        return issues_of(self.leaves, self.shared, self.ids.__getitem__, self.rows.tolist())

    @cached_property
    def shared(self) -> Mapping[str, Mapping[str, int]]:
        """Return the values on far more customers than their kind allows, by path."""
        if self.known_shared is not None:
            return self.known_shared
        return shared_texts(self.leaves, self.plans, len(self))

    def shown(self, field: str, *, placeholders: bool) -> Column["Shown"]:
        """Return what each typed record says in a field, as tables show it."""

        def of_value(value: Standardized) -> Shown | None:
            if value.status is Status.PLACEHOLDER and not placeholders:
                return None
            return Shown.of(value)

        if field in self.leaves:
            return self.leaves[field].column.map(of_value)
        assert self.record is not None
        unit = next(spec.unit for spec in fields_of(self.record) if spec.name == field)
        plan = next(plan for plan in self.plans if plan.name == field)
        assert unit is not None
        assert plan.unit is not None
        matched, part_of = plan.unit, {path: part for part, path in plan.groups[0].items()}

        def of_unit(said: Mapping[str, Standardized]) -> Shown | None:
            kept = said if placeholders else _without_placeholders(said)
            parts = {part_of[path]: s for path, s in kept.items() if path in part_of}
            shown = {path.removeprefix(f"{field}."): s for path, s in kept.items()}
            return Shown.of_unit(shown_unit(unit, shown), unit_term(matched, parts), kept)

        paths = [f"{field}.{part.name}" for part in fields_of(unit)]
        return _combined({path: self.leaves[path].column for path in paths}, of_unit)

    def matched(self, path: str) -> Leaf:
        """Return the values of a path as matching reads them."""
        if path not in self.read_as:
            return self.leaves[path]
        if path not in self._matched:
            self._matched[path] = leaf_as_read(self.leaves[path], self.read_as[path])
        return self._matched[path]

    @cached_property
    def _columns(self) -> dict[str, Column[Term]]:
        return {}

    @cached_property
    def _matched(self) -> dict[str, Leaf]:
        return {}

    @cached_property
    def _records(self) -> Sequence[Any]:
        if self.record is None:
            columns = {p: leaf.column for p, leaf in self.leaves.items()}
            return [
                MappingProxyType(
                    {p: c.values[c.codes[i]].shown if c.codes[i] >= 0 else None
                     for p, c in columns.items()}
                )
                for i in range(len(self))
            ]  # fmt: skip
        many = {spec.name: spec.many for spec in fields_of(self.record)}
        claims = {name: self.shown(name, placeholders=True) for name in many}
        made = []
        for i, given in enumerate(self.data):
            values = {name: tuple(s.value for s in c.row(i)) for name, c in claims.items()}
            made.append(
                attrs.evolve(
                    given, **{n: v if many[n] else (v[0] if v else None) for n, v in values.items()}
                )
            )
        return made

    def _make_column(self, path: str) -> Column[Term]:
        for plan in self.plans:
            if plan.name != path:
                continue
            if plan.unit is None:
                columns = [self._leaf_terms(p) for p in plan.paths]
            else:
                columns = [self._unit_terms(plan.unit, group) for group in plan.groups]
            return columns[0] if len(columns) == 1 else pool(columns)
        if path in self.leaves:
            return self._leaf_terms(path)
        known = [*self.leaves, *(plan.name for plan in self.plans)]
        raise MissingColumnError(f"there is no field {path!r}. {did_you_mean(path, known)}")

    def _unit_terms(self, unit: type, group: Mapping[str, str]) -> Column[Term]:
        columns = {part: self.matched(path).column for part, path in group.items()}
        if can_be_names(unit, group):
            return name_terms(columns)
        return _combined(columns, partial(unit_term, unit))

    def _leaf_terms(self, path: str) -> Column[Term]:
        """Return the terms of one path: of a value its identity, of several values each key.

        A shared value says no more of who somebody is than a placeholder does.
        """
        leaf, shared = self.leaves[path], self.shared.get(path, {})
        column, answers = leaf.column, self.matched(path).answers
        # The plain values, as most are, in one pass; each of the others by itself.
        keys: Any = answers.plain_keys()
        values: Any = answers.texts
        # Codes -1 and -2 find the two places at the end.
        filler = np.zeros(len(keys) + 2, dtype=np.bool_)
        if shared:
            # Of what was said, whatever it is read as.
            shown = leaf.answers.shown()
            filler[:-2] = np.fromiter(map(shared.__contains__, shown), np.bool_, len(shown))
        several: dict[int, tuple[str, ...]] = {}
        special = np.flatnonzero(none_among(keys)).tolist()
        if special:  # only then are they copied
            keys, values = list(keys), list(values)
        for i in special:
            s = answers.others[i] if values[i] is None else answers[i]
            filler[i] |= s.status is Status.PLACEHOLDER
            of_value = terms_of(s)
            keys[i], values[i] = of_value[0] if of_value else (None, None)
            if len(of_value) > 1:
                several[i] = s.match_keys
        # Marked before a value becomes several terms.
        codes = np.where(filler[column.codes], PLACEHOLDER_CODE, column.codes).astype(np.int32)
        marked = Column(codes, keys, column.offsets)
        if not several:
            return marked.replace(encode_terms(keys, values))
        found = [several.get(i) or (() if key is None else (key,)) for i, key in enumerate(keys)]
        said = [several.get(i) or (() if v is None else (v,)) for i, v in enumerate(values)]
        flat = encode_terms(list(chain.from_iterable(found)), list(chain.from_iterable(said)))
        offsets = np.cumsum([0, *map(len, found)], dtype=np.int64)
        return marked.replace(Column(flat.codes, flat.values, offsets))


@frozen
class Shown:
    """Hold a value as tables show it, with its element key and whether it is valid."""

    value: Any
    key: object
    valid: bool

    @classmethod
    def of(cls, standardized: Standardized) -> "Shown | None":
        """Return a standardized value as tables show it."""
        shown = standardized.shown
        if shown is None:
            return None
        keys = standardized.match_keys
        return cls(shown, keys[0] if keys else shown, standardized.status is Status.VALID)

    @classmethod
    def of_unit(
        cls, built: Any | None, term: Term | None, parts: Mapping[str, Standardized]
    ) -> "Shown | None":
        """Return a unit as tables show it, built of parts, with what matching makes of it."""
        if built is None:
            return None
        valid = all(s.status is Status.VALID for s in parts.values())
        # A place without a street has no key: it is the same element only when it reads the same.
        key = built if term is None or term.key is None else term.key
        return cls(built, key, valid)


def _combined(
    parts: Mapping[str, Column[Standardized]],
    build: Callable[[Mapping[str, Standardized]], T | None],
) -> Column[T]:
    """Return a column built of several, once a distinct combination of their values.

    Args:
        parts: the values of each part; flat, or ragged alike.
        build: makes a value of the present parts, or None.
    """
    first, of_row = combinations([column.codes for column in parts.values()])
    distinct = np.stack([column.codes[first] for column in parts.values()], axis=1)
    built, filler = [], []
    for combination in distinct.tolist():
        said = {
            part: column.values[code]
            for (part, column), code in zip(parts.items(), combination, strict=True)
            if code >= 0
        }
        built.append(build(said))
        filler.append(any(s.status is Status.PLACEHOLDER for s in said.values()))
    offsets = next(iter(parts.values())).offsets
    found = of_row.astype(np.int32)
    column = Column(found, tuple(built), offsets).recode(built)
    # A combination that says nothing, because of a placeholder in it, is one.
    held = np.array(filler, dtype=np.bool_)[found] & (column.codes < 0)
    codes = np.where(held, PLACEHOLDER_CODE, column.codes).astype(np.int32)
    return Column(codes, column.values, offsets)


def _without_placeholders(parts: Mapping[str, Standardized]) -> dict[str, Standardized]:
    return {name: s for name, s in parts.items() if s.status is not Status.PLACEHOLDER}


def standardized_table(
    ids: Sequence[RecordId],
    updated_at: Sequence[dt.datetime | None],
    raw: Sequence[RawColumn],
    plans: Sequence[FieldPlan],
    context: Context,
    rows: Sequence[int] | Rows,
    *,
    record: type | None = None,
    data: Sequence[Any] = (),
    progress: Progress = silent,
) -> Table:
    """Standardize raw columns, once a distinct value; records come in the order of their ids."""
    leaves = standardized_leaves(raw, context, len(ids), progress)
    places = np.array(rows, dtype=np.int64)
    return Table(ids, updated_at, leaves, tuple(plans), record, tuple(data), places)
