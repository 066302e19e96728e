"""Rows of a source to typed records, by a mapping of fields to columns."""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

import attrs
from attrs import frozen

from custmdm._progress import as_progress
from custmdm._text import is_missing
from custmdm.errors import ConfigurationError, did_you_mean
from custmdm.frames import Rows, find_column, table_of
from custmdm.model import Context, FieldSpec, Issue, Record, RecordId, Severity, fields_of
from custmdm.tables import check_context, check_record, moment, record_ids, table_of_records
from custmdm.typing import Progress

__all__ = ["FieldMapping", "Mapped"]

R = TypeVar("R")
# After so many rows progress is told.
_TOLD = 10_000
Columns = str | Mapping[str, str] | Sequence[str | Mapping[str, str]]


@frozen(repr=False)
class Mapped(Generic[R]):
    """Hold what came of reading rows.

    Attributes:
        records: typed records with standard values, in the order of the rows.
        issues: what is wrong, with row and field.
        unmapped: the columns that no field takes.
    """

    records: tuple[Record[R], ...]
    issues: tuple[Issue, ...]
    unmapped: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return (
            f"<Mapped: {len(self.records)} records, {len(self.issues)} issues, "
            f"{len(self.unmapped)} columns not mapped>"
        )


@frozen(kw_only=True)
class FieldMapping(Generic[R]):
    """Say which column of a source fills which field of a record type.

    >>> from custmdm import Context, FieldMapping, Person
    >>> mapping = FieldMapping(
    ...     source="crm",
    ...     key="id",
    ...     record=Person,
    ...     context=Context(country="CN"),
    ...     fields={"name": "full_name", "phones": ["mobile", "tel"], "birth_date": "dob"},
    ... )
    >>> row = {
    ...     "id": 17,
    ...     "full_name": "张三先生",
    ...     "mobile": "138 1234 5678",
    ...     "tel": "",
    ...     "dob": "1988年3月7日",
    ... }
    >>> person = mapping.read([row]).records[0].data
    >>> person.name.family, person.phones, person.birth_date
    ('张', ('+8613812345678',), '1988-03-07')

    Attributes:
        source: the name of the source.
        key: the column of its record keys.
        record: the record type to make.
        fields: for each field a column; a list of columns where it holds many values; for a
            field with parts (a name, an address) a column of the whole text, or a dict of part to
            column. ``"name.given"`` names one part.
        updated_at: the column that says when the source changed the record.
        context: what the values of this source take for granted.

    Raises:
        ConfigurationError: if a field or part does not exist in the record type.
    """

    source: str
    key: str
    record: type[R]
    fields: Mapping[str, Columns]
    updated_at: str | None = None
    context: Context = Context()

    def __attrs_post_init__(self) -> None:
        RecordId(self.source, self.key)
        check_record(self.record)
        check_context(self.context)
        _slots_of(self.record, self.fields)

    def read(self, rows: Any, *, progress: bool | Progress | None = None) -> Mapped[R]:
        """Read rows: an iterable of dicts, or any DataFrame.

        A row without a key is left out and reported; nothing else is lost.

        Args:
            rows: the rows.
            progress: a callback (stage, done, total), or True or False, as for `Linker.resolve`.

        Raises:
            MissingColumnError: if a column is in no row.
            DuplicateKeyError: if two rows have one key.
        """
        told = as_progress(progress)
        names, given = _rows(rows)
        slots = {
            name: [_renamed(slot, names) for slot in found]
            for name, found in _slots_of(self.record, self.fields).items()
        }
        # Of no rows any name will do.
        key = find_column(self.key, names) if names else self.key
        updated_at = self.updated_at
        if updated_at is not None and names:
            updated_at = find_column(updated_at, names)
        kept = [i for i, row in enumerate(given) if not is_missing(row.get(key))]
        issues = [
            Issue(path=self.key, code="key.missing", severity=Severity.ERROR, row=i)
            for i in sorted(set(range(len(given))) - set(kept))
        ]
        made: list[Record[Any]] = []
        ids = record_ids(self.source, [given[i][key] for i in kept], kept)
        for n, (i, record_id) in enumerate(zip(kept, ids, strict=True)):
            if n % _TOLD == 0:
                told("map", n, len(kept))
            at, issue = None, None
            if updated_at is not None:
                at, issue = moment(given[i].get(updated_at), updated_at, record_id, i)
            issues += [] if issue is None else [issue]
            made.append(Record(record_id, _built(self.record, slots, given[i]), at))
        told("map", len(kept), len(kept))
        records, found = self._standard(made, kept, told)
        used = {column for found in slots.values() for slot in found for column in slot.values()}
        issues = sorted([*issues, *found], key=lambda i: -1 if i.row is None else i.row)
        unmapped = tuple(n for n in names if n not in used | {key, updated_at})
        return Mapped(records, tuple(issues), unmapped)

    def read_one(self, row: Mapping[str, object]) -> Mapped[R]:
        """Read one row, as a form sends it; a column that is not there is a missing value.

        A row without a key is a customer not saved yet: its record has the key "new".

        >>> from custmdm import FieldMapping, Organization
        >>> mapping = FieldMapping(
        ...     source="web", key="id", record=Organization, fields={"name": "company"}
        ... )
        >>> mapping.read_one({"id": 9, "company": " ACME  Inc. "}).records[0].data.name
        'ACME Inc.'
        """
        columns = [c for found in _slots_of(self.record, self.fields).values()
                   for slot in found for c in slot.values()]  # fmt: skip
        wanted = [*columns, self.key, *([self.updated_at] if self.updated_at else [])]
        whole = {**dict.fromkeys(wanted), **row}
        if is_missing(whole[self.key]):
            whole[self.key] = "new"
        return self.read([whole], progress=False)

    def _standard(
        self, made: list[Record[Any]], rows: list[int], progress: Progress
    ) -> tuple[tuple[Record[R], ...], list[Issue]]:
        """Return the records with standard values, in the order of the rows."""
        if not made:
            return (), []
        table = table_of_records(made, self.record, self.context, rows, progress)
        table.read_through(progress)
        by_row = dict(zip(rows, made, strict=True))
        for row, standard in zip(table.rows, table.records(), strict=True):
            by_row[row] = attrs.evolve(by_row[row], data=standard)
        return tuple(by_row[row] for row in rows), list(table.issues())


Slot = Mapping[str, str]


def _slots_of(record: type, fields: Mapping[str, Columns]) -> dict[str, list[Slot]]:
    """Return, by field, a slot a value: part to column; the part of a plain value is ''."""
    specs = {spec.name: spec for spec in fields_of(record)}
    slots: dict[str, list[Slot]] = {}
    dotted: dict[str, Slot] = {}
    for path, columns in fields.items():
        name, dot, part = path.partition(".")
        spec = specs.get(name)
        if spec is None:
            raise ConfigurationError(
                f"{record.__name__} has no field {name!r}. {did_you_mean(name, specs)}"
            )
        if dot:
            dotted[name] = {**dotted.get(name, {}), **_slot(spec, {part: columns})}
            continue
        several = not isinstance(columns, (str, Mapping))
        if several and not spec.many:
            raise ConfigurationError(f"{name!r} holds one value; it takes one column, not a list")
        slots[name] = [_slot(spec, c) for c in (columns if several else [columns])]
    for name, slot in dotted.items():
        # The parts named one by one are one value: the only one, or the first of many.
        others = slots.get(name, [])
        slots[name] = [slot, *others] if specs[name].many else [{**slot, **(others or [{}])[0]}]
    return slots


def _slot(spec: FieldSpec, columns: object) -> Slot:
    if isinstance(columns, str):
        return {"" if spec.unit is None else "full": columns}
    if spec.unit is None or not isinstance(columns, Mapping):
        raise ConfigurationError(f"{spec.name!r} has no parts; it takes a column, got {columns!r}")
    parts = [p.name for p in fields_of(spec.unit)]
    for part, column in columns.items():
        if part not in parts:
            raise ConfigurationError(
                f"{spec.name!r} has no part {part!r}. {did_you_mean(part, parts)}"
            )
        if not isinstance(column, str):
            raise ConfigurationError(f"{spec.name}.{part} takes the name of a column")
    return dict(columns)


def _renamed(slot: Slot, names: Sequence[str]) -> Slot:
    """Return a slot with the real names of its columns."""
    return {part: find_column(c, names) for part, c in slot.items()} if names else slot


def _built(record: type, slots: Mapping[str, Sequence[Slot]], row: Mapping[str, object]) -> Any:
    """Return a record of raw values; a value with no part present is none at all."""
    values: dict[str, object] = {}
    for spec in fields_of(record):
        found = []
        for slot in slots.get(spec.name, ()):
            parts = {part: row.get(c) for part, c in slot.items() if not is_missing(row.get(c))}
            if parts:
                found.append(parts[""] if spec.unit is None else spec.unit(**parts))
        if spec.many:
            values[spec.name] = tuple(found)
        elif found:
            values[spec.name] = found[0]
    return record(**values)


def _rows(rows: Any) -> tuple[list[str], list[Mapping[str, object]]]:
    """Return the names of all columns and the rows as mappings."""
    if isinstance(rows, Mapping):
        raise ConfigurationError("read takes many rows; for one row use read_one")
    table = table_of(rows)
    if isinstance(table, Rows):
        return list(table.columns), list(table.rows)
    columns = [table.values(name) for name in table.columns]
    return list(table.columns), [
        dict(zip(table.columns, values, strict=True)) for values in zip(*columns, strict=True)
    ]
