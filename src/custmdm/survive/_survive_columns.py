"""Golden values of all customers at once, equal to what `survive` makes of each."""

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from attrs import frozen

from custmdm._values import identity, parts_of
from custmdm.columns import run_starts
from custmdm.model import Claim
from custmdm.survive._claim_columns import (
    ClaimColumns,
    Flags,
    Int64,
    Records,
    SaidColumns,
    distinct,
    numbered,
)
from custmdm.survive._follow import Follow, Followed
from custmdm.survive._policy import Attribute, Policy
from custmdm.survive._rank_columns import column_scores_of, kept_on_columns, text_ranks
from custmdm.survive._rules import most_recent, valid_first
from custmdm.survive._settle import kept_by, ordered, settle, union
from custmdm.survive._trust import MostTrusted
from custmdm.typing import SurvivorshipRule

Rules = Sequence[SurvivorshipRule]


@frozen(eq=False, repr=False)
class SurvivedColumn:
    """Hold what survived of one attribute, of all customers.

    Attributes:
        place: of a single value, the place of a claim that says what survived, of each customer; -1
            for none. Of a collection no more than where it has one element.
        made: the values that are no claim's as it stands, by customer: units that were filled, and
            collections.
    """

    place: Int64
    made: Mapping[int, Any]

    def values(self, said: SaidColumns) -> list[Any]:
        """Return what survived, of each customer: None where nothing did, of a collection ()."""
        found: list[Any] = [() if said.many else None] * len(self.place)
        held = np.flatnonzero(self.place >= 0)
        values = said.values(self.place[held])
        for customer, value in zip(held.tolist(), values, strict=True):
            found[customer] = (value,) if said.many else value
        for customer, value in self.made.items():
            found[customer] = value
        return found


def survive_columns(
    said: Mapping[str, SaidColumns], policy: Policy, records: Records, n_customers: int
) -> dict[str, SurvivedColumn]:
    """Return what survives of what all records say, by a policy that was told the time.

    What all records of a customer say alike needs no rules; of the rest the rules rank many claims
    at once, and what they cannot do so is settled one customer after the other.

    Raises:
        ConfigurationError: as `survive`.
    """
    followed = {name for one in policy.attributes.values() for name in one.follows}
    won: dict[str, Flags] = {}
    found: dict[str, SurvivedColumn] = {}
    for path in policy.order(said):
        attribute = policy.of(path, many=said[path].many)
        one = _Settling(path, said[path], attribute, records, n_customers, won)
        one.run()
        if path in followed:
            won[path] = one.winners()
        found[path] = SurvivedColumn(one.place, one.made)
    return {path: found[path] for path in said}


class _Settling:
    """Settle one attribute."""

    def __init__(
        self,
        path: str,
        said: SaidColumns,
        attribute: Attribute,
        records: Records,
        n_customers: int,
        won: Mapping[str, Flags],
    ) -> None:
        self.path, self.said, self.attribute, self.records = path, said, attribute, records
        self.won = won
        self.place: Int64 = np.full(n_customers, -1)
        self.made: dict[int, Any] = {}
        # The records that won as the scalar function says, by customer; else it is seen from
        # the elements that won.
        self.rows: dict[int, list[int]] = {}
        self.elements: tuple[Int64, Int64] | None = None

    def run(self) -> None:
        rules = (*self.attribute.rules, *self.attribute.primary)
        if any(isinstance(r, MostTrusted) and type(r) is not MostTrusted for r in rules):
            # Which claims it bars only itself knows.
            self._one_by_one(np.unique(self.said.group))
        elif self.said.many:
            self._collections()
        else:
            self._single_values()

    def _single_values(self) -> None:
        said, rules = self.said, self.attribute.rules
        at = self._not_barred()
        starts, alike = _alike(said, at)
        firsts = at[starts]
        self.place[said.group[firsts]] = firsts
        if alike.all():
            return
        at = at[~np.repeat(alike, np.diff(starts, append=len(at)))]
        claims = self._columns(at, said.group[at])
        found = at[settled_places(claims, rules)]
        self.place[said.group[found]] = found
        if self.attribute.fill == "missing":
            values = said.values(found)
            lacking = [None in (parts_of(value) or {}).values() for value in values]
            self._one_by_one(said.group[found][np.array(lacking)])

    def _collections(self) -> None:
        said, one = self.said, self.attribute
        starts = run_starts(said.group)
        sizes = np.diff(starts, append=len(said.group))
        single = starts[sizes == 1]
        if one.rules:
            self._one_by_one(said.group[starts])
            return
        self.place[said.group[single]] = single
        if one.keep is not None or one.primary or one.fill != "never":
            self._one_by_one(said.group[starts[sizes > 1]])
            return
        at = np.flatnonzero(np.repeat(sizes > 1, sizes))
        if len(at):
            self._union(at)

    def _union(self, at: Int64) -> None:
        """Take the distinct elements of collections, as `union` does without options."""
        said = self.said
        keys = [None] * len(at) if said.keys is None else said.keys(at)
        if any(key is None for key in keys):
            values = said.values(at)
            keys = [identity(v) if k is None else k for k, v in zip(keys, values, strict=True)]
        element, _ = distinct([said.group[at], numbered(keys)[0]])
        order = np.argsort(element, kind="stable")
        at, element = at[order], element[order]
        claims = self._columns(at, element)
        won = settled_places(claims, (valid_first, most_recent))
        self.elements = at, won[np.cumsum(np.diff(element, prepend=-1) > 0) - 1]
        group, number = said.group[at[won]], claims.value[won]
        order = np.lexsort((text_ranks(claims)[won], group))
        group, number = group[order], number[order].tolist()
        ends = [*run_starts(group).tolist(), len(group)]
        for start, end in itertools.pairwise(ends):
            # Two elements may be written alike.
            numbers = dict.fromkeys(number[start:end])
            self.made[int(group[start])] = tuple(map(claims.values.__getitem__, numbers))

    def _one_by_one(self, customers: Int64) -> None:
        """Settle customers by the scalar functions, the definition."""
        said, one = self.said, self.attribute
        starts = np.searchsorted(said.group, customers).tolist()
        ends = np.searchsorted(said.group, customers, side="right").tolist()
        for customer, start, end in zip(customers.tolist(), starts, ends, strict=True):
            at = np.arange(start, end)
            rows = said.record[at].tolist()
            told = self._told(one, rows)
            claims = self._claims(at)
            if said.many:
                keys = [None] * len(claims) if said.keys is None else said.keys(at)
                trace = union(
                    self.path, claims, keys, told.rules, fill=one.fill, keep=one.keep,
                    primary=told.primary,
                )  # fmt: skip
            else:
                trace = settle(self.path, claims, told.rules, fill=one.fill)
            assert trace is not None
            self.place[customer] = -1
            self.made[customer] = trace.value
            winners = set(trace.records)
            self.rows[customer] = [row for row in rows if self.records.ids[row] in winners]

    def _told(self, attribute: Attribute, rows: Sequence[int]) -> Attribute:
        """Return the attribute with the winners of those that it follows."""

        def told(rule: SurvivorshipRule) -> SurvivorshipRule:
            if not isinstance(rule, Follow):
                return rule
            ids, won = self.records.ids, self.won[rule.path]
            return Followed(rule, frozenset(ids[row] for row in rows if won[row]))

        return attribute.mapped(told) if attribute.follows else attribute

    def _claims(self, at: Int64) -> list[Claim[Any]]:
        said, ids, times = self.said, self.records.ids, self.records.updated_at
        rows = said.record[at].tolist()
        values, valid = said.values(at), said.valid[at].tolist()
        return [
            Claim(value, ids[row], times[row], of)
            for row, value, of in zip(rows, values, valid, strict=True)
        ]

    def _columns(self, at: Int64, group: Int64) -> ClaimColumns:
        said = self.said
        value, values = said.numbers(at)
        return ClaimColumns(group, value, values, said.record[at], said.valid[at], self.records)

    def _not_barred(self) -> Int64:
        """Return the places of the claims that no rule keeps out altogether."""
        said = self.said
        held = np.ones(len(said.group), dtype=np.bool_)
        for rule in self.attribute.rules:
            if isinstance(rule, MostTrusted) and rule.downgrade.bars:
                held &= said.valid
            elif isinstance(rule, Follow):
                held &= self.won[rule.path][said.record]
        return np.flatnonzero(held)

    def winners(self) -> Flags:
        """Return which records won: all that say what survived."""
        said = self.said
        won = np.zeros(len(self.records.ids), dtype=np.bool_)
        place = self.place[said.group]
        says = np.flatnonzero(place >= 0)
        number, _ = said.numbers(np.append(says, place[says]))
        same = number[: len(says)] == number[len(says) :]
        won[said.record[says[same]]] = True
        if self.elements is not None:
            at, of_element = self.elements
            number, _ = said.numbers(at)
            won[said.record[at[number == number[of_element]]]] = True
        for rows in self.rows.values():
            won[rows] = True
        return won


def settled_places(claims: ClaimColumns, rules: Rules) -> Int64:
    """Return for each group the place of a claim that says what survives of it.

    As `settle` without bars: the rules narrow the claims one after the other until those of a group
    say the same; if they never do, the first by its text wins.
    """
    groups = claims.group[claims.starts]
    found = np.full(len(groups), -1)
    at = np.arange(len(claims))

    def without_settled(claims: ClaimColumns, at: Int64) -> tuple[ClaimColumns, Int64]:
        starts, value = claims.starts, claims.value
        low = np.minimum.reduceat(value, starts)
        done = low == np.maximum.reduceat(value, starts)
        firsts = starts[done]
        found[np.searchsorted(groups, claims.group[firsts])] = at[firsts]
        left = ~claims.of_group(done)
        return claims.where(left), at[left]

    left, at = without_settled(claims, at)
    for rule in rules:
        if not len(left):
            return found
        kept = _kept(rule, left)
        left, at = without_settled(left.where(kept), at[kept])
    if len(left):
        order = np.lexsort((text_ranks(left), left.group))
        found[np.searchsorted(groups, left.group[left.starts])] = at[order[left.starts]]
    return found


def _kept(rule: SurvivorshipRule, claims: ClaimColumns) -> Flags:
    """Return which claims a rule keeps of each group."""
    if isinstance(rule, Follow):  # it keeps out others, and ranks none
        return np.ones(len(claims), dtype=np.bool_)
    scored = column_scores_of(rule, claims)
    if scored is not None:
        return kept_on_columns(claims, scored)
    kept = np.zeros(len(claims), dtype=np.bool_)
    ends = [*claims.starts.tolist(), len(claims)]
    for start, end in itertools.pairwise(ends):
        of_group = claims.claims(range(start, end))
        left = {id(claim) for claim in kept_by(rule, ordered(of_group), [])}
        kept[start:end] = [id(claim) in left for claim in of_group]
    return kept


def _alike(said: SaidColumns, at: Int64) -> tuple[Int64, Flags]:
    """Return where the claims of each customer begin among some, and whether they say the same."""
    starts = run_starts(said.group[at])
    alike = np.ones(len(starts), dtype=np.bool_)
    if len(starts) == len(at):  # of each customer one
        return starts, alike
    for codes in said.codes:
        of_claim = codes[at]
        least = np.minimum.reduceat(of_claim, starts)
        alike &= least == np.maximum.reduceat(of_claim, starts)
    return starts, alike
