"""Golden records from the clusters of a table."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from attrs import frozen

from custmdm.columns import Column
from custmdm.errors import MissingColumnError, did_you_mean
from custmdm.model import Claim, GoldenRecord, Lineage, Standardized, Status, fields_of
from custmdm.survive import settle, union
from custmdm.tables import FieldPlan, Shown, Table
from custmdm.typing import SurvivorshipRule

Rules = SurvivorshipRule | Sequence[SurvivorshipRule]
RulesByName = Mapping[str, tuple[SurvivorshipRule, ...]]


@frozen(eq=False)
class _Attribute:
    """Say how one attribute of a golden record comes about.

    Attributes:
        name: how lineage calls it.
        targets: the attribute of a typed record, or the columns of a table that it fills.
        many: whether it is a collection.
        rules: the survivorship rules.
        claims: what each record says.
    """

    name: str
    targets: tuple[str, ...]
    many: bool
    rules: tuple[SurvivorshipRule, ...]
    claims: Column[Shown]


def golden_records(
    table: Table,
    clusters: Sequence[Sequence[int]],
    golden_ids: Sequence[str],
    survivorship: RulesByName,
) -> Iterator[GoldenRecord[Any]]:
    """Yield the golden record of each cluster of rows."""
    attributes = list(_attributes(table, survivorship))
    for rows, golden_id in zip(clusters, golden_ids, strict=True):
        lineage: dict[str, Lineage[object]] = {}
        values: dict[str, Any] = {}
        for attribute in attributes:
            found = _settled(table, attribute, rows)
            values |= _values(attribute, found)
            if found is not None:
                lineage |= dict.fromkeys(attribute.targets, found)
        data = MappingProxyType(values) if table.record is None else table.record(**values)
        members = tuple(table.ids[row] for row in rows)
        yield GoldenRecord(golden_id, data, MappingProxyType(lineage), members)


def check_survivorship(plans: Sequence[FieldPlan], survivorship: RulesByName) -> None:
    """Raise MissingColumnError if a rule is for an attribute that does not exist."""
    known = {plan.name for plan in plans} | {path for plan in plans for path in plan.paths}
    for name in survivorship:
        if name not in known:
            raise MissingColumnError(
                f"survivorship names {name!r}, which is no attribute. {did_you_mean(name, known)}"
            )


def _settled(table: Table, attribute: _Attribute, rows: Sequence[int]) -> Lineage[object] | None:
    said = [(row, shown) for row in rows for shown in attribute.claims.row(row)]
    claims = [Claim(s.value, table.ids[row], table.updated_at[row], s.valid) for row, s in said]
    if attribute.many:
        return union(attribute.name, claims, [s.key for _, s in said], attribute.rules)
    return settle(attribute.name, claims, attribute.rules)


def _values(attribute: _Attribute, found: Lineage[object] | None) -> dict[str, Any]:
    if attribute.many:
        said = () if found is None else found.winners
        return {attribute.name: tuple(dict.fromkeys(claim.value for claim in said))}
    value: Any = found.winners[0].value if found is not None and found.winners else None
    if len(attribute.targets) == 1:
        return {attribute.targets[0]: value}
    cells = value or (None,) * len(attribute.targets)
    return dict(zip(attribute.targets, cells, strict=True))


def _attributes(table: Table, survivorship: RulesByName) -> Iterator[_Attribute]:
    many = {} if table.record is None else {s.name: s.many for s in fields_of(table.record)}
    for plan in table.plans:
        if plan.name in many:
            claims = table.shown(plan.name, placeholders=False)
            # A collection keeps all its elements unless the user has rules for it.
            default = () if many[plan.name] else plan.kind.survivorship
            rules = _rules((plan.name,), default, survivorship)
            yield _Attribute(plan.name, (plan.name,), many[plan.name], rules, claims)
            continue
        # A column, or a field of one plain value, stays itself; only those of one unit survive
        # together.
        for group in plan.groups:
            columns = tuple(group.values())
            rules = _rules((plan.name, *columns), plan.kind.survivorship, survivorship)
            claims = table.combine({c: c for c in columns}, lambda p, c=columns: _cells(p, c))  # type: ignore[misc]
            yield _Attribute(" + ".join(columns), columns, False, rules, claims)


def _cells(parts: Mapping[str, Standardized], columns: Sequence[str]) -> Shown | None:
    """Return the shown cells of some columns together; a single one as itself."""
    said = {c: s for c, s in parts.items() if s.status is not Status.PLACEHOLDER}
    values = tuple(said[c].shown if c in said else None for c in columns)
    if not any(values):
        return None
    valid = all(s.status is Status.VALID for s in said.values())
    return Shown(values if len(columns) > 1 else values[0], values, valid)


def _rules(
    names: Sequence[str], default: tuple[SurvivorshipRule, ...], survivorship: RulesByName
) -> tuple[SurvivorshipRule, ...]:
    for name in names:
        if name in survivorship:
            return survivorship[name]
    return default
