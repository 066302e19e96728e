"""Constraints on records as constraints on the rows of a table, with the vetoes of its values."""

from collections.abc import Iterable, Mapping, Sequence

import attrs
import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.cluster import RowConstraints, contradictions
from custmdm.errors import ConfigurationError, ContradictionError
from custmdm.linker._vetoes import Vetoes
from custmdm.model import (
    AliasValue,
    Always,
    Constraint,
    IgnoreValue,
    Issue,
    Never,
    OnePerSource,
    RecordId,
    Severity,
)
from custmdm.tables import Table, rows_of, sources_of

Int64 = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@frozen(eq=False)
class Restrictions:
    """Hold what the clusters of a table must hold to.

    Attributes:
        given: the constraints, by row.
        together: for each row the number of those that it is always one with.
        vetoes: the values that veto a match; what somebody said is one customer they do not touch.
    """

    given: RowConstraints
    together: Int64
    vetoes: Vetoes

    def apart(self, left: Int64, right: Int64) -> Bools:
        """Return which pairs of rows, the lower one left, are never one customer."""
        return self.given.part(len(self.together), left, right) | self._vetoed(left, right)

    def among(self, left: Int64, right: Int64) -> RowConstraints:
        """Return the constraints, and among some pairs the vetoed ones too."""
        vetoed = self._vetoed(left, right)
        never = (
            np.concatenate([self.given.never[0], left[vetoed]]),
            np.concatenate([self.given.never[1], right[vetoed]]),
        )
        return attrs.evolve(self.given, never=never)

    def _vetoed(self, left: Int64, right: Int64) -> Bools:
        vetoed: Bools = self.together[left] != self.together[right]
        return vetoed & self.vetoes.apart(left, right)


def constraints_given(constraints: Iterable[Constraint] | Constraint) -> tuple[Constraint, ...]:
    """Return constraints as a tuple.

    Raises:
        ConfigurationError: if something is none.
    """
    kinds = (Always, Never, OnePerSource, IgnoreValue, AliasValue)
    # What is neither one constraint nor a list is told below.
    given = tuple(constraints) if isinstance(constraints, Iterable) else (constraints,)
    for constraint in given:
        if not isinstance(constraint, kinds):
            raise ConfigurationError(
                "constraints are Always('crm:17', 'web:9'), Never(...), OnePerSource(), "
                "IgnoreValue('phones', '...') or AliasValue('emails', '...', same_as='...'), "
                f"got a {type(constraint).__name__}"
            )
    return given


def restrictions(
    table: Table,
    constraints: Sequence[Constraint],
    vetoes: tuple[str, ...],
    sides: npt.NDArray[np.int8] | None = None,
) -> Restrictions:
    """Return what the clusters of a table must hold to.

    Args:
        table: the records.
        constraints: those on records that are not in the table are left out.
        vetoes: the fields that veto a match.
        sides: where two tables are linked one to one, the table that each record is of.

    Raises:
        ContradictionError: if they contradict each other, with the chains of records.
    """
    row_of = rows_of(table.ids, _named(constraints))
    given = RowConstraints(
        always=_rows(constraints, Always, row_of),
        never=_rows(constraints, Never, row_of),
        group=_groups(table, constraints) if sides is None else sides,
    )
    chains = [tuple(table.ids[row] for row in chain) for chain in contradictions(len(table), given)]
    if chains:
        raise ContradictionError(_sentence(chains), chains=chains)
    return Restrictions(given, given.together(len(table)), Vetoes(table, vetoes))


def not_applied(constraints: Iterable[Constraint], tables: Iterable[Table]) -> list[Issue]:
    """Return an issue for each constraint that names a record which is not there.

    So for two records of unlike types that are always one: types never link.
    """
    pairs = [c for c in constraints if isinstance(c, Always | Never)]
    named = _named(pairs)
    number = {r: i for i, table in enumerate(tables) for r in rows_of(table.ids, named)}
    issues = []
    for constraint in pairs:
        one, other = number.get(constraint.left), number.get(constraint.right)
        known = one is not None and other is not None
        if not known or (isinstance(constraint, Always) and one != other):
            issues.append(
                Issue(
                    path="constraints", code="constraint.not_applied", severity=Severity.INFO,
                    params={"left": str(constraint.left), "right": str(constraint.right)},
                )
            )  # fmt: skip
    return issues


def _named(constraints: Iterable[Constraint]) -> set[RecordId]:
    """Return the records that constraints name."""
    pairs = [c for c in constraints if isinstance(c, Always | Never)]
    return {record for c in pairs for record in (c.left, c.right)}


def _rows(
    constraints: Iterable[Constraint],
    of: type[Always] | type[Never],
    row_of: Mapping[RecordId, int],
) -> tuple[list[int], list[int]]:
    pairs = [
        (row_of[c.left], row_of[c.right])
        for c in constraints
        if isinstance(c, of) and c.left in row_of and c.right in row_of
    ]
    return [one for one, _ in pairs], [other for _, other in pairs]


def _groups(table: Table, constraints: Iterable[Constraint]) -> Int64 | None:
    """Return a code for the records of each source that is without duplicates, else -1."""
    rules = [c for c in constraints if isinstance(c, OnePerSource)]
    if not rules:
        return None
    sources, source_of = sources_of(table.ids)
    code = [
        i if any(rule.sources is None or source in rule.sources for rule in rules) else -1
        for i, source in enumerate(sources)
    ]
    return np.array(code, np.int64)[source_of]


def _sentence(chains: Sequence[tuple[RecordId, ...]]) -> str:
    chain = chains[0]
    more = f" ({len(chains) - 1} more like it)" if len(chains) > 1 else ""
    return (
        f"{' - '.join(map(str, chain))} are always one, each with the next, but {chain[0]} and "
        f"{chain[-1]} must stay apart{more}; drop one of these constraints"
    )
