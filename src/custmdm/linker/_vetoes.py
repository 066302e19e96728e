"""Values that veto a match: one customer has no two of them."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from attrs import frozen
from rapidfuzz.distance import OSA

from custmdm.errors import ConfigurationError, MissingColumnError, did_you_mean
from custmdm.model import Standardized, Status
from custmdm.tables import FieldPlan, OneRecord, Table

Int64 = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
# The valid values of one record: the type of each, where it has one, and the value.
Held = frozenset[tuple[str | None, str]]


@frozen(eq=False)
class Vetoes:
    """Tell pairs of records whose values are not of one customer.

    Attributes:
        table: the records.
        fields: the names of the fields that can veto.
    """

    table: Table
    fields: tuple[str, ...] = ()

    def apart(self, left: Int64, right: Int64) -> Bools:
        """Return which pairs of rows have values that no customer has both of."""
        apart = np.zeros(len(left), dtype=np.bool_)
        for plan in self.table.plans:
            if plan.name not in self.fields:
                continue
            present = _present(self.table, plan)
            both = np.flatnonzero(present[left] & present[right])
            rows = np.unique(np.concatenate([left[both], right[both]]))
            # Each record is read once, and each pair of values told apart once.
            numbers: dict[Held, int] = {}
            codes = np.zeros(len(self.table), dtype=np.int64)
            for row in rows.tolist():
                codes[row] = numbers.setdefault(_held(self.table, plan, row), len(numbers))
            held = tuple(numbers)
            keys = codes[left[both]] * len(held) + codes[right[both]]
            distinct, inverse = np.unique(keys, return_inverse=True)
            differ = [
                conflict(held[k // len(held)], held[k % len(held)]) for k in distinct.tolist()
            ]
            apart[both] |= np.array(differ, dtype=np.bool_)[inverse]
        return apart


def conflict(one: Held, other: Held) -> bool:
    """Say whether no customer has both: of one type, each has a value and none is like another.

    Values one slip apart are no conflict, for one of them may be mistyped.

    >>> a, b = frozenset({("passport", "E10000001")}), frozenset({("passport", "E20500009")})
    >>> conflict(a, b), conflict(a, frozenset({("ssn", "536904399")})), conflict(a, a)
    (True, False, False)
    >>> conflict(a, frozenset({("passport", "E10000007")}))
    False
    """
    for of in {of for of, _ in one} & {of for of, _ in other}:
        pairs = [(a, b) for kind, a in one if kind == of for like, b in other if like == of]
        if all(OSA.distance(a, b, score_cutoff=1) > 1 for a, b in pairs):
            return True
    return False


def vetoed(
    plans: Sequence[FieldPlan], fields: Sequence[str], one: OneRecord, other: OneRecord
) -> bool:
    """Say whether two records have values that no customer has both of."""
    return any(
        conflict(_valid(plan, one.matched), _valid(plan, other.matched))
        for plan in plans
        if plan.name in fields
    )


def veto_fields(plans: Sequence[FieldPlan], given: Sequence[str] | None) -> tuple[str, ...]:
    """Return the fields that can veto: those given, else those of kinds that are unique.

    Raises:
        MissingColumnError: if a field is not there.
        ConfigurationError: if a field is a name or an address.
    """
    if given is None:
        return tuple(plan.name for plan in plans if plan.kind.unique and plan.unit is None)
    by_name = {plan.name: plan for plan in plans}
    for name in given:
        if name not in by_name:
            raise MissingColumnError(f"there is no field {name!r}. {did_you_mean(name, by_name)}")
        if by_name[name].unit is not None:
            raise ConfigurationError(
                f"{name!r} cannot veto a match: names and addresses are written in many ways; a "
                "field that can is an identifier or a birth date"
            )
    return tuple(given)


def _present(table: Table, plan: FieldPlan) -> Bools:
    """Return which records have any value in a field."""
    present = np.zeros(len(table), dtype=np.bool_)
    for path in plan.paths:
        column = table.matched(path).column
        present[column.flat_rows()[column.codes >= 0]] = True
    return present


def _held(table: Table, plan: FieldPlan, row: int) -> Held:
    """Return the valid values of one record in a field.

    Without those of a unique kind whose type is not known: they may be of any.
    """
    return _valid(plan, {path: table.matched(path).column.row(row) for path in plan.paths})


def _valid(plan: FieldPlan, values: Mapping[str, Sequence[Standardized | None]]) -> Held:
    """Return the valid values among those of each path, each with its type."""
    held: set[tuple[str | None, str]] = set()
    for path in plan.paths:
        for found in values[path]:
            if found is None:
                continue
            of = found.parts.get("type")
            named = of is not None or not plan.kind.unique
            if named and found.status is Status.VALID and found.value is not None:
                held.add((of, found.value))
    return frozenset(held)
