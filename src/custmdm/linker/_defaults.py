"""Blocking rules and comparisons from the kinds alone."""

import itertools
from collections.abc import Iterator, Sequence

from custmdm.block import On, ValueKey, on
from custmdm.compare import Comparison
from custmdm.kinds import Kind
from custmdm.tables import FieldPlan

# The parts of an address that may bring records together without the street.
_PLACE_PARTS = ("postcode", "city")
# Kinds that say too little of who somebody is, or repeat what another field says.
_NOT_COMPARED = frozenset({"country", "region"})
_NAMES = frozenset({"person_name", "organization_name"})


def default_comparisons(plans: Sequence[FieldPlan]) -> tuple[Comparison, ...]:
    """Return one comparison a field: the parts of a name or an address are one fact."""
    return tuple(
        Comparison(plan.name, plan.kind.comparator, plan.kind.levels)
        for plan in plans
        if plan.kind.name not in _NOT_COMPARED
    )


def default_blocking(plans: Sequence[FieldPlan], of_path: dict[str, Kind]) -> tuple[On, ...]:
    """Return a rule for each key that is rare alone, and for each two that are rare together."""
    main_name = _main_name(plans)
    alone: list[On] = []
    joint: list[list[tuple[str, ValueKey | None]]] = []
    for plan in plans:
        kind = plan.kind
        if plan.unit is not None and kind.name == "postal_address":
            line = any("street" in group or "full" in group for group in plan.groups)
            alone += [_rule((plan.name, k)) for k in kind.keys if line]
            if line:
                joint.append([(plan.name, k) for k in kind.joint_keys])
            joint += [[(p, k) for k in of_path[p].joint_keys] for p in _place_paths(plan)]
            continue
        if kind.name in _NAMES and plan.name != main_name:
            # The employer of a person, the contact of a company: shared by many.
            joint.append([(plan.name, k) for k in kind.joint_keys])
            continue
        alone += [_rule((plan.name, k)) for k in kind.keys]
        joint.append([(plan.name, k) for k in kind.joint_keys])
    pairs = [_rule(a, b) for one, two in itertools.combinations(joint, 2) for a in one for b in two]
    # With nothing but one field to go by, that field alone must do.
    lonely = [_rule(part) for parts in joint for part in parts] if not (alone or pairs) else []
    lonely = lonely or ([] if alone or pairs else [_rule((plan.name, None)) for plan in plans])
    return tuple(dict.fromkeys([*alone, *pairs, *lonely]))


def _rule(*parts: tuple[str, ValueKey | None]) -> On:
    return on(*(path if key is None else (path, key) for path, key in parts))


def _place_paths(plan: FieldPlan) -> Iterator[str]:
    """Yield the paths of postcode and city of the first unit of an address field."""
    if plan.kind.name == "postal_address":
        for part in _PLACE_PARTS:
            if part in plan.groups[0]:
                yield plan.groups[0][part]


def _main_name(plans: Sequence[FieldPlan]) -> str | None:
    """Return the field that names the customer: a person's name before an organization's."""
    for kind in ("person_name", "organization_name"):
        for plan in plans:
            if plan.kind.name == kind:
                return plan.name
    return None
