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

_Part = tuple[str, ValueKey | None]


def default_comparisons(plans: Sequence[FieldPlan]) -> tuple[Comparison, ...]:
    """Return one comparison a field: the parts of a name or an address are one fact."""
    return tuple(
        Comparison(plan.name, plan.kind.comparator, plan.kind.levels)
        for plan in plans
        if plan.kind.name not in _NOT_COMPARED
    )


def default_blocking(plans: Sequence[FieldPlan], of_path: dict[str, Kind]) -> tuple[On, ...]:
    """Return a rule for each key that is rare alone, and for each two that are rare together.

    Two keys of one field are no better than one: a street and its postcode are one fact.
    """
    main_name = _main_name(plans)
    alone: list[On] = []
    joint: list[list[_Part]] = []
    for plan in plans:
        joint.append(list(_joint_parts(plan, of_path)))
        # The employer of a person, the contact of a company: shared by many.
        if plan.kind.name not in _NAMES or plan.name == main_name:
            alone += [_rule((plan.name, key)) for key in plan.kind.keys if _has_whole(plan)]
    pairs = [_rule(a, b) for one, two in itertools.combinations(joint, 2) for a in one for b in two]
    if alone or pairs:
        return tuple(dict.fromkeys([*alone, *pairs]))
    # With nothing but one field to go by, that field alone must do.
    parts = [part for found in joint for part in found] or [(plan.name, None) for plan in plans]
    return tuple(_rule(part) for part in parts)


def _joint_parts(plan: FieldPlan, of_path: dict[str, Kind]) -> Iterator[_Part]:
    if _has_whole(plan):
        for key in plan.kind.joint_keys:
            yield plan.name, key
    if plan.kind.name == "postal_address":
        for part in _PLACE_PARTS:
            path = plan.groups[0].get(part)
            if path is not None:
                for key in of_path[path].joint_keys:
                    yield path, key


def _has_whole(plan: FieldPlan) -> bool:
    """Say whether a field has more than the place of an address."""
    if plan.unit is None or plan.kind.name != "postal_address":
        return True
    return any("street" in group or "full" in group for group in plan.groups)


def _rule(*parts: tuple[str, ValueKey | None]) -> On:
    return on(*(path if key is None else (path, key) for path, key in parts))


def _main_name(plans: Sequence[FieldPlan]) -> str | None:
    """Return the field that names the customer: a person's name before an organization's."""
    for kind in ("person_name", "organization_name"):
        for plan in plans:
            if plan.kind.name == kind:
                return plan.name
    return None
