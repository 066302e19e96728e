"""How the attributes of golden records survive: the kinds' own rules, and those of the user."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from custmdm.errors import MissingColumnError, did_you_mean
from custmdm.model import fields_of
from custmdm.survive import Attribute, Follow, Policy
from custmdm.tables import FieldPlan
from custmdm.typing import SurvivorshipRule

AttributesByName = Mapping[str, Attribute]


@frozen
class Shape:
    """Say what one attribute of a golden record is.

    Attributes:
        name: how lineage calls it.
        targets: the attribute of a typed record, or the columns of a table that it fills.
        many: whether it is a collection.
        plan: the field it is of.
        is_field: whether it is a field of a record type, as it stands.
    """

    name: str
    targets: tuple[str, ...]
    many: bool
    plan: FieldPlan = field(repr=False)
    is_field: bool


def shapes_of(plans: Sequence[FieldPlan], record: type | None) -> Iterator[Shape]:
    """Yield the attributes of the golden records of a table, or of typed records."""
    many = {} if record is None else {s.name: s.many for s in fields_of(record)}
    for plan in plans:
        if plan.name in many:
            yield Shape(plan.name, (plan.name,), many[plan.name], plan, True)
            continue
        # A column, or a field of one plain value, stays itself; only those of one unit survive
        # together.
        for group in plan.groups:
            columns = tuple(group.values())
            yield Shape(" + ".join(columns), columns, False, plan, False)


def policy_of(
    plans: Sequence[FieldPlan], record: type | None, survivorship: AttributesByName
) -> Policy:
    """Return the policy for golden records: what the user says, else what the kinds say.

    Raises:
        MissingColumnError: if it is said of an attribute that does not exist, or one follows such.
        ConfigurationError: if what is said does not fit the attribute, or they follow in a circle.
    """
    known = {plan.name for plan in plans} | {path for plan in plans for path in plan.paths}
    for name in survivorship:
        if name not in known:
            raise MissingColumnError(
                f"survivorship names {name!r}, which is no attribute. {did_you_mean(name, known)}"
            )
    shapes = list(shapes_of(plans, record))
    called = _names(shapes)

    def renamed(rule: SurvivorshipRule) -> SurvivorshipRule:
        if not isinstance(rule, Follow):
            return rule
        if rule.path not in called:
            raise MissingColumnError(
                f"Follow names {rule.path!r}, which is no attribute. "
                + did_you_mean(rule.path, called)
            )
        return Follow(called[rule.path])

    attributes = {}
    for shape in shapes:
        said = (survivorship[n] for n in (shape.plan.name, *shape.targets) if n in survivorship)
        attribute = next(said, Attribute()).mapped(renamed)
        if not (attribute.rules or shape.many):
            attribute = evolve(attribute, rules=shape.plan.kind.survivorship)
        attributes[shape.name] = attribute
    policy = Policy(attributes)
    # So that what does not fit is told where it is written.
    for shape in shapes:
        policy.of(shape.name, many=shape.many)
    return Policy({s.name: evolve(attributes[s.name], many=s.many) for s in shapes})


def _names(shapes: Sequence[Shape]) -> dict[str, str]:
    """Return the attribute that each name means: its own, that of a column, that of its field."""
    found: dict[str, str] = {}
    for shape in shapes:
        for name in (shape.name, *shape.targets, shape.plan.name):
            found.setdefault(name, shape.name)
    return found
