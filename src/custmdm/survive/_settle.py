"""Settle one attribute of one customer."""

import itertools
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, Literal

from attrs import evolve

from custmdm._values import identity, parts_of, text_of, with_parts
from custmdm.errors import ConfigurationError
from custmdm.model import Claim, Filled, Removed, Trace
from custmdm.survive._follow import Followed
from custmdm.survive._rules import best, margin_of, most_recent, scores_of, valid_first
from custmdm.survive._spelled import spelled
from custmdm.survive._trust import MostTrusted
from custmdm.typing import SurvivorshipRule

TIE_BREAK = "first by value, then record"
ONLY = "the only value"
AGREE = "all records agree"
UNION = "all values"
BEST = "the best values"
SAME_ELEMENT = "the same element"
NOT_TRUSTED = "not trusted at all"

Fill = Literal["never", "missing"]
Rules = Sequence[SurvivorshipRule]
# Rules that may leave nothing at all: they are asked first, and also of claims that agree.
_Bars = (MostTrusted, Followed)


def settle(
    path: str, claims: Sequence[Claim[Any]], rules: Rules, *, fill: Fill = "never"
) -> Trace[object] | None:
    """Return which claim survives, and what removed each other one; None without claims.

    The rules narrow the claims one after the other until the values left are the same, by value and
    type; if they never are, the first value by its text wins, so that the answer never hangs on the
    order of records.

    >>> from custmdm.model import RecordId
    >>> from custmdm.survive import most_frequent
    >>> said = [Claim(v, RecordId("crm", i)) for i, v in enumerate(["Ann", "Anna", "Anna"])]
    >>> trace = settle("name", said, [most_frequent])
    >>> trace.value, trace.rule_path, [(r.claim.value, r.margin) for r in trace.removed]
    ('Anna', ('most_frequent',), [('Ann', 1.0)])

    Args:
        path: how the trace calls the attribute.
        claims: what the records say.
        rules: in their order.
        fill: "missing" fills the parts that the unit which won lacks from the best of the others
            that says its first part and contradicts none; "never" leaves them empty.
    """
    if not claims:
        return None
    barring = [rule for rule in rules if isinstance(rule, _Bars)]
    if len(claims) == 1 and not barring:  # most customers have one record
        return Trace(path, tuple(claims), (ONLY,), (), claims[0].value)
    said = ordered(claims)
    removed: list[Removed[object]] = []
    left = allowed = _not_barred(barring, said, removed)
    if not left:
        return Trace(path, (), (removed[-1].rule,), tuple(removed))
    asked: list[str] = []
    if same(left):
        asked.append(removed[-1].rule if removed else ONLY if len(said) == 1 else AGREE)
    else:
        left = narrowed(rules, left, removed, asked)
    value = min(left, key=lambda c: text_of(c.value)).value
    won = identity(value)
    removed += [Removed(c, TIE_BREAK) for c in left if identity(c.value) != won]
    # Whoever says the same has not lost, whatever rule passed over it.
    winners = tuple(c for c in said if identity(c.value) == won)
    lost = tuple(r for r in removed if identity(r.claim.value) != won)
    trace: Trace[object] = Trace(path, winners, tuple(asked), lost, winners[0].value)
    if fill == "missing":
        return filled(trace, allowed, rules)
    return trace


def filled(trace: Trace[object], claims: Sequence[Claim[Any]], rules: Rules) -> Trace[object]:
    """Return a trace with the missing parts of its unit from the best claim that fits.

    It fits if it says the first part that the winner says (its line, or its street), and no other
    part unlike the winner: what shares but a city with it is another address.
    """
    parts = parts_of(trace.value)
    if not parts:
        return trace
    told = {name: part for name, part in parts.items() if part is not None}
    missing = parts.keys() - told.keys()
    fitting = [c for c in claims if _fits(told, parts_of(c.value), missing)]
    found = settle(trace.path, fitting, rules)
    if found is None or found.winner is None:
        return trace
    said = parts_of(found.value) or {}
    added = {name: said[name] for name in parts if name in missing and said[name] is not None}
    sources = tuple(Filled(name, part, found.winner) for name, part in added.items())
    return evolve(trace, value=with_parts(trace.value, added), filled=sources)


def _fits(told: Mapping[str, Any], other: Mapping[str, Any] | None, missing: Iterable[str]) -> bool:
    if not told or other is None or not any(other.get(name) is not None for name in missing):
        return False
    shared = {name: other[name] for name in told if other.get(name) is not None}
    return next(iter(told)) in shared and all(
        identity(part) == identity(told[name]) for name, part in shared.items()
    )


def union(
    path: str,
    claims: Sequence[Claim[Any]],
    keys: Sequence[Hashable],
    rules: Rules = (),
    *,
    fill: Fill = "never",
    keep: int | None = None,
    primary: Rules = (),
    pinned: Sequence[object] = (),
) -> Trace[object] | None:
    """Return the distinct elements of a collection; elements with one key are one.

    Rules, if there are any, first narrow the claims: only those of the latest record, say. The
    latest valid claim says how an element is written.

    >>> from custmdm.model import RecordId
    >>> said = [Claim("+861", RecordId("crm", 1)), Claim("+861", RecordId("web", 9))]
    >>> [c.record.source for c in union("phones", said, ["+861", "+861"]).winners]
    ['crm', 'web']

    Args:
        path: how the trace calls the attribute.
        claims: what the records say, one claim an element.
        keys: the key of each; None for the value itself.
        rules: narrow the claims; none keeps all.
        fill: of units, as in :func:`settle`, within one element.
        keep: how many elements to keep, the best first; None for all.
        primary: the rules by which the elements stand, best first; without them they stand by their
            text, and `keep` keeps the latest valid ones.
        pinned: elements that are in it whatever the rules say, and come first.
    """
    wanted = {identity(value): value for value in pinned}
    if not claims and not wanted:
        return None
    if len(claims) == 1 and not (rules or wanted) and keep is None:
        return Trace(path, tuple(claims), (UNION,), (), (claims[0].value,))
    pairs = _ordered(zip(claims, keys, strict=True))
    said = [claim for claim, _ in pairs]
    removed: list[Removed[object]] = []
    barring = [rule for rule in rules if isinstance(rule, _Bars)]
    left = _not_barred(barring, said, removed)
    allowed = {id(claim) for claim in left}
    asked: list[str] = []
    for rule in rules if left else ():
        left = kept_by(rule, left, removed)
        asked.append(rule_name(rule))
    held = {id(claim) for claim in left}
    groups: dict[Hashable, list[Claim[Any]]] = {}
    for claim, key in pairs:
        groups.setdefault(identity(claim.value) if key is None else key, []).append(claim)
    found: list[Trace[object]] = []
    for group in groups.values():
        first = [c for c in group if identity(c.value) in wanted]
        one = settle(path, first or [c for c in group if id(c) in held], (valid_first, most_recent))
        if one is None:
            continue
        # As in `settle`: whoever says the same has not lost, whatever rule passed over it.
        written = identity(one.value)
        winners = tuple(c for c in group if identity(c.value) == written)
        removed += [Removed(r.claim, SAME_ELEMENT) for r in one.removed]
        if first:  # who won, or was removed before, is left out below
            removed += [Removed(c, SAME_ELEMENT) for c in group]
        one = evolve(one, winners=winners)
        if fill == "missing":
            others = [c for c in group if id(c) in allowed]
            one = filled(one, others, (valid_first, most_recent))
        found.append(one)
    found.sort(key=lambda element: text_of(element.winners[0].value))
    if primary or keep is not None:
        found = _ranked(found, primary or (valid_first, most_recent))
    by_pin = {value: i for i, value in enumerate(wanted)}
    place = [by_pin.get(identity(one.winners[0].value), len(by_pin)) for one in found]
    found = [one for _, one in sorted(zip(place, found, strict=True), key=lambda p: p[0])]
    said_pins = {identity(one.winners[0].value) for one in found} & wanted.keys()
    new = [value for key, value in wanted.items() if key not in said_pins]
    if keep is not None:
        room = max(keep - len(new), len(said_pins))
        for i, one in enumerate(found[room:]):
            removed += [Removed(c, BEST, i + 1.0, "places") for c in one.winners]
        found = found[:room]
    winners = tuple(claim for one in found for claim in one.winners)
    won = {id(claim) for claim in winners}
    lost = {id(r.claim): r for r in reversed(removed) if id(r.claim) not in won}
    values = {identity(value): value for value in (*new, *(one.value for one in found))}
    return Trace(
        path, winners, (*asked, UNION if keep is None else BEST),
        tuple(r for r in removed if lost.get(id(r.claim)) is r), tuple(values.values()),
        tuple(part for one in found for part in one.filled),
    )  # fmt: skip


def _ranked(elements: list[Trace[object]], rules: Rules) -> list[Trace[object]]:
    """Return elements best first."""
    ranked = []
    while elements:
        left: list[Claim[Any]] = [claim for one in elements for claim in one.winners]
        left = narrowed(rules, left, [], [])
        kept = {id(claim) for claim in left}
        # Where the rules cannot tell, the first by its text, as the elements stand.
        top = next(one for one in elements if any(id(c) in kept for c in one.winners))
        ranked.append(top)
        elements = [one for one in elements if one is not top]
    return ranked


def narrowed(
    rules: Rules, claims: list[Claim[Any]], removed: list[Removed[object]], asked: list[str]
) -> list[Claim[Any]]:
    """Return the claims that rules keep one after the other, until they say the same."""
    for rule in rules:
        claims = kept_by(rule, claims, removed)
        asked.append(rule_name(rule))
        if same(claims):
            return claims
    asked.append(TIE_BREAK)
    return claims


def kept_by(
    rule: SurvivorshipRule, claims: Sequence[Claim[Any]], removed: list[Removed[object]]
) -> list[Claim[Any]]:
    """Return the claims that a rule keeps, and note the others as removed by it."""
    scored = scores_of(rule, claims)
    # By identity: one record may make the same claim twice.
    kept = {id(c) for c in (rule(claims) if scored is None else best(claims, scored))}
    left = [claim for claim in claims if id(claim) in kept]
    if not left:
        raise ConfigurationError(
            f"the survivorship rule {rule_name(rule)} kept none of the claims it was given"
        )
    if len(left) < len(claims):
        name = rule_name(rule)
        scores, unit = ([None] * len(claims), "") if scored is None else scored
        top = None if scored is None else max(scores)
        for claim, score in zip(claims, scores, strict=True):
            if id(claim) not in kept:
                removed.append(Removed(claim, name, *margin_of(top, score, unit)))
    return left


def _not_barred(
    rules: Rules, claims: Sequence[Claim[Any]], removed: list[Removed[object]]
) -> list[Claim[Any]]:
    """Return the claims that no rule keeps out altogether."""
    left = list(claims)
    for rule in rules:
        assert isinstance(rule, _Bars)
        name = NOT_TRUSTED if isinstance(rule, MostTrusted) else rule_name(rule)
        removed += [Removed(c, name) for c in left if rule.bars(c)]
        left = [c for c in left if not rule.bars(c)]
    return left


def same(claims: Sequence[Claim[Any]]) -> bool:
    """Say whether all claims say the same."""
    first = identity(claims[0].value)
    return all(identity(claim.value) == first for claim in claims)


def ordered(claims: Iterable[Claim[Any]]) -> list[Claim[Any]]:
    """Return claims by record, in whatever order they came."""
    return [claim for claim, _ in _ordered((claim, None) for claim in claims)]


def _ordered(
    pairs: Iterable[tuple[Claim[Any], Hashable]],
) -> list[tuple[Claim[Any], Hashable]]:
    """Return claims with their keys by record, in whatever order they came."""
    found = sorted(pairs, key=lambda pair: pair[0].record)
    if any(a.record == b.record for (a, _), (b, _) in itertools.pairwise(found)):
        # One record says two things: then by all that they hold.
        found.sort(key=lambda pair: (pair[0].record, spelled(*pair)))
    return found


def rule_name(rule: SurvivorshipRule) -> str:
    """Return the name of a rule, for traces."""
    if isinstance(rule, MostTrusted):
        return "MostTrusted"  # its table is too long for a name
    if isinstance(rule, Followed):
        return repr(rule.rule)
    return getattr(rule, "__name__", None) or repr(rule)
