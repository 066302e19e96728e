"""Settle one attribute of one customer."""

import itertools
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from custmdm.errors import ConfigurationError
from custmdm.model import Claim, Lineage, Removed
from custmdm.survive._rules import most_recent, valid_first
from custmdm.typing import SurvivorshipRule

TIE_BREAK = "first by value, then record"
ONLY = "the only value"
AGREE = "all records agree"
UNION = "all values"
SAME_ELEMENT = "the same element"


def settle(
    path: str, claims: Sequence[Claim[Any]], rules: Sequence[SurvivorshipRule]
) -> Lineage[object] | None:
    """Return which claim survives, and what removed each other one; None without claims.

    The rules narrow the claims one after the other until the values left are equal; if they never
    are, the first value by its text wins, so that the answer never hangs on the order of records.

    >>> from custmdm.model import RecordId
    >>> from custmdm.survive import most_frequent
    >>> said = [Claim(v, RecordId("crm", i)) for i, v in enumerate(["Ann", "Anna", "Anna"])]
    >>> lineage = settle("name", said, [most_frequent])
    >>> lineage.winners[0].value, lineage.rule, [r.claim.value for r in lineage.removed]
    ('Anna', 'most_frequent', ['Ann'])
    """
    if not claims:
        return None
    if len(claims) == 1:  # most customers have one record
        return Lineage(path, tuple(claims), ONLY)
    said = left = [claim for claim, _ in _ordered((claim, None) for claim in claims)]
    if all(c.value == left[0].value for c in left):
        return Lineage(path, tuple(left), AGREE)
    removed: list[Removed[object]] = []
    settled_by = TIE_BREAK
    for rule in rules:
        left = _narrowed(rule, left, removed)
        if all(c.value == left[0].value for c in left):
            settled_by = rule_name(rule)
            break
    value = min(left, key=lambda c: repr(c.value)).value
    removed += [Removed(c, TIE_BREAK) for c in left if c.value != value]
    # Whoever says the same has not lost, whatever rule passed over it.
    winners = tuple(c for c in said if c.value == value)
    return Lineage(path, winners, settled_by, tuple(r for r in removed if r.claim.value != value))


def union(
    path: str,
    claims: Sequence[Claim[Any]],
    keys: Sequence[Hashable],
    rules: Sequence[SurvivorshipRule] = (),
) -> Lineage[object] | None:
    """Return the distinct elements of a collection; elements with one key are one.

    Rules, if there are any, first narrow the claims: only those of the latest record, say. The
    latest valid claim says how an element is written.

    >>> from custmdm.model import RecordId
    >>> said = [Claim("+861", RecordId("crm", 1)), Claim("+861", RecordId("web", 9))]
    >>> [c.record.source for c in union("phones", said, ["+861", "+861"]).winners]
    ['crm', 'web']
    """
    if not claims:
        return None
    if len(claims) == len(keys) == 1:
        return Lineage(path, tuple(claims), UNION)
    pairs = _ordered(zip(claims, keys, strict=True))
    left = [claim for claim, _ in pairs]
    removed: list[Removed[object]] = []
    for rule in rules:
        left = _narrowed(rule, left, removed)
    held = {id(claim) for claim in left}
    groups: dict[Hashable, list[Claim[Any]]] = {}
    for claim, key in pairs:
        groups.setdefault(key, []).append(claim)
    found: list[tuple[Claim[Any], ...]] = []
    for group in groups.values():
        one = settle(path, [c for c in group if id(c) in held], (valid_first, most_recent))
        if one is not None:
            # As in `settle`: whoever says the same has not lost, whatever rule passed over it.
            found.append(tuple(c for c in group if c.value == one.winners[0].value))
            removed += [Removed(r.claim, SAME_ELEMENT) for r in one.removed]
    found.sort(key=lambda said: repr(said[0].value))
    winners = tuple(claim for said in found for claim in said)
    won = {id(claim) for claim in winners}
    return Lineage(path, winners, UNION, tuple(r for r in removed if id(r.claim) not in won))


def _narrowed(
    rule: SurvivorshipRule, claims: Sequence[Claim[Any]], removed: list[Removed[object]]
) -> list[Claim[Any]]:
    """Return the claims that a rule keeps, and note the others as removed by it."""
    # By identity: one record may make the same claim twice.
    kept = {id(claim) for claim in rule(claims)}
    left = [claim for claim in claims if id(claim) in kept]
    if not left:
        raise ConfigurationError(
            f"the survivorship rule {rule_name(rule)} kept none of the claims it was given"
        )
    removed += [Removed(c, rule_name(rule)) for c in claims if id(c) not in kept]
    return left


def _ordered(
    pairs: Iterable[tuple[Claim[Any], Hashable]],
) -> list[tuple[Claim[Any], Hashable]]:
    """Return claims with their keys by record, in whatever order they came."""
    ordered = sorted(pairs, key=lambda pair: pair[0].record)
    if any(a.record == b.record for (a, _), (b, _) in itertools.pairwise(ordered)):
        # One record says two things: then by all that they hold.
        ordered.sort(key=lambda pair: (pair[0].record, repr(pair)))
    return ordered


def rule_name(rule: SurvivorshipRule) -> str:
    """Return the name of a rule, for lineage."""
    return getattr(rule, "__name__", None) or repr(rule)
