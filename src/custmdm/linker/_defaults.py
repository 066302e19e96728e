"""Blocking rules and comparisons from the kinds alone."""

import itertools
from collections.abc import Iterable, Sequence

from custmdm.block import BestPairs, On, Part, ValueKey, on
from custmdm.compare import Comparison
from custmdm.kinds import Kind
from custmdm.tables import FieldPlan

# Kinds that say too little of who somebody is, or repeat what another field says.
_NOT_COMPARED = frozenset({"country", "region"})
# Kinds of so few values that nobody is found by them.
_SAYS_LITTLE = frozenset({"country", "region", "gender", "category", "currency"})
_NAMES = frozenset({"person_name", "organization_name"})


def default_comparisons(plans: Sequence[FieldPlan]) -> tuple[Comparison, ...]:
    """Return one comparison a field: the parts of a name or an address are one fact."""
    return tuple(
        Comparison(plan.name, plan.kind.comparator, plan.kind.levels)
        for plan in plans
        if plan.kind.name not in _NOT_COMPARED
    )


def default_blocking(plans: Sequence[FieldPlan], of_path: dict[str, Kind]) -> tuple[BestPairs, ...]:
    """Return the best pairs by every key that the kinds know, alone and two fields together.

    Two keys of one field are not taken together: a street and its postcode are one fact. No rules
    where the fields say nothing of who somebody is.
    """
    del of_path
    main_name = _main_name(plans)
    alone: list[On] = []
    joint: list[list[On]] = []
    for plan in plans:
        if plan.kind.name in _SAYS_LITTLE:
            continue
        keys, joint_keys = plan.kind.keys, plan.kind.joint_keys
        if not keys and not joint_keys:
            # A kind of the user's that says nothing of blocking: equal values are reason enough.
            keys = joint_keys = (None,)
        # The employer of a person, the contact of a company: shared by many.
        if plan.kind.name not in _NAMES or plan.name == main_name:
            alone += _rules(plan, keys)
        joint.append(_rules(plan, joint_keys))
    pairs = [
        On((*a.parts, *b.parts))
        for one, two in itertools.combinations(joint, 2)
        for a in one
        for b in two
    ]
    rules = alone + pairs or [on(plan.name) for plan in plans]
    return (BestPairs(rules),) if rules else ()


def _rules(plan: FieldPlan, keys: Iterable[ValueKey | None]) -> list[On]:
    return [On(((plan.name, key),)) for key in keys if _applies(plan, key)]


def _applies(plan: FieldPlan, key: ValueKey | None) -> bool:
    """Say whether an address has what a key reads: a place by itself has no street."""
    if plan.unit is None or plan.kind.name != "postal_address":
        return True
    told = {"full"} | ({key.name} if isinstance(key, Part) else {"street"})
    return any(told & set(group) for group in plan.groups)


def _main_name(plans: Sequence[FieldPlan]) -> str | None:
    """Return the field that names the customer: a person's name before an organization's."""
    for kind in ("person_name", "organization_name"):
        for plan in plans:
            if plan.kind.name == kind:
                return plan.name
    return None
