"""What another policy would change, before it changes anything."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from custmdm._hidden import hidden
from custmdm._html import html_table
from custmdm._values import identity
from custmdm.errors import ConfigurationError, MissingColumnError, did_you_mean
from custmdm.survive._pins import Ignore, Pin
from custmdm.survive._policy import Policy
from custmdm.survive._state import SurvivorState
from custmdm.survive._survive import claimed, survive_claims

_NO_PINS: Mapping[str, Iterable[Pin | Ignore]] = MappingProxyType({})


@frozen
class Change:
    """Hold one golden value that would change."""

    golden_id: str
    old: Any = field(repr=hidden)
    new: Any = field(repr=hidden)


@frozen
class AttributeChanges:
    """Say how many values of one attribute would change.

    Attributes:
        path: the attribute.
        n_changed: how many customers would have another value.
        n_values: how many have a value, by either policy.
        examples: the first of them, by golden id.
    """

    path: str
    n_changed: int
    n_values: int
    examples: tuple[Change, ...] = ()

    @property
    def share(self) -> float:
        """Return which share of the values would change; 0 where there are none."""
        return self.n_changed / self.n_values if self.n_values else 0.0


@frozen
class Violation:
    """Say which guard would be broken: "max_changed" or "never", and by which attribute."""

    guard: str
    path: str
    n_changed: int
    share: float


@frozen
class PolicyDifference:
    """Say what another policy would change.

    Attributes:
        n_customers: how many customers were looked at.
        n_affected: how many of them would have another value somewhere.
        changes: what would change, by attribute; only those that change.
        n_changed: how many golden values would change, of all attributes.
        n_values: how many there are.
        violations: which guards would be broken.
    """

    n_customers: int
    n_affected: int
    changes: Mapping[str, AttributeChanges]
    n_changed: int
    n_values: int
    violations: tuple[Violation, ...]

    @property
    def share(self) -> float:
        """Return which share of all golden values would change."""
        return self.n_changed / self.n_values if self.n_values else 0.0

    @property
    def is_allowed(self) -> bool:
        """Say whether no guard would be broken."""
        return not self.violations

    def __str__(self) -> str:
        lines = [
            f"{self.n_changed:,} of {self.n_values:,} golden values would change "
            f"({self.share:.1%}), of {self.n_affected:,} of {self.n_customers:,} customers"
        ]
        lines += [
            f"  {path}: {found.n_changed:,} of {found.n_values:,} ({found.share:.1%})"
            for path, found in self.changes.items()
        ]
        lines += [f"  not allowed: {v.path} ({v.guard})" for v in self.violations]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [(path, one.n_changed, one.n_values) for path, one in self.changes.items()]
        head, *rest = str(self).split("\n")
        notes = [line.strip() for line in rest[len(rows) :]]
        return html_table(head, ("attribute", "would change", "of"), rows, notes=notes)


def what_if(
    states: Mapping[str, SurvivorState],
    *,
    old: Policy,
    new: Policy,
    as_of: dt.datetime | None = None,
    max_changed: float | None = None,
    never: Collection[str] = (),
    pins: Mapping[str, Iterable[Pin | Ignore]] = _NO_PINS,
    n_examples: int = 5,
) -> PolicyDifference:
    """Return what would change if another policy came into force.

    >>> from custmdm.model import RecordId
    >>> from custmdm.survive import BySource
    >>> state = SurvivorState.of(RecordId("web", 9), {"name": "Ann"}).join(
    ...     SurvivorState.of(RecordId("erp", 1), {"name": "Anna"})
    ... )
    >>> old, new = Policy({"name": BySource(["erp"])}), Policy({"name": BySource(["web"])})
    >>> print(what_if({"g1": state}, old=old, new=new, max_changed=0.02))
    1 of 1 golden values would change (100.0%), of 1 of 1 customers
      name: 1 of 1 (100.0%)
      not allowed: name (max_changed)

    Args:
        states: what the records of each customer say, by golden id.
        old: the policy in force.
        new: the other.
        as_of: the time, the same for both.
        max_changed: of no attribute may a larger share of the values change than this, in [0, 1].
        never: attributes of which no value may change.
        pins: by golden id, what stewards said.
        n_examples: how many examples of each attribute.

    Raises:
        ConfigurationError: if `max_changed` is no share.
        MissingColumnError: if `never` names an attribute that there is not.
    """
    if max_changed is not None and not 0.0 <= max_changed <= 1.0:
        raise ConfigurationError(f"max_changed is a share from 0 to 1, got {max_changed:g}")
    never = (never,) if isinstance(never, str) else tuple(never)
    before, after = old.at(as_of), new.at(as_of)
    found: dict[str, list[Change]] = {}
    n_of: dict[str, int] = {}
    n_values: dict[str, int] = {}
    n_affected = 0
    for golden_id in sorted(states):
        state, said_of = states[golden_id], tuple(pins.get(golden_id, ()))
        one = survive_claims(claimed(state, old), before, said_of, as_of).values
        two = survive_claims(claimed(state, new), after, said_of, as_of).values
        affected = False
        for path in dict.fromkeys((*one, *two)):
            was, is_now = one.get(path), two.get(path)
            n_values.setdefault(path, 0)
            if was in (None, ()) and is_now in (None, ()):
                continue
            n_values[path] += 1
            if identity(was) != identity(is_now):
                affected = True
                n_of[path] = n_of.get(path, 0) + 1
                examples = found.setdefault(path, [])
                if len(examples) < n_examples:
                    examples.append(Change(golden_id, was, is_now))
        n_affected += affected
    for path in never:
        if path not in n_values and n_values:
            raise MissingColumnError(
                f"never names {path!r}, which is no attribute. {did_you_mean(path, n_values)}"
            )
    changes = {
        path: AttributeChanges(path, n_of[path], n_values[path], tuple(found[path]))
        for path in sorted(n_of)
    }
    violations = [
        Violation("never", p, c.n_changed, c.share) for p, c in changes.items() if p in never
    ]
    if max_changed is not None:
        violations += [
            Violation("max_changed", p, c.n_changed, c.share)
            for p, c in changes.items()
            if c.share > max_changed
        ]
    return PolicyDifference(
        len(states), n_affected, MappingProxyType(changes), sum(n_of.values()),
        sum(n_values.values()), tuple(violations),
    )  # fmt: skip
