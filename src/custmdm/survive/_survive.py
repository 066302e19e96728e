"""A golden record from what the records of one customer say."""

import datetime as dt
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from attrs import evolve, field, frozen

from custmdm._hidden import hidden_parts
from custmdm._values import identity
from custmdm.errors import ConfigurationError, MissingColumnError, did_you_mean
from custmdm.model import Claim, Removed, Trace
from custmdm.survive._follow import Follow, Followed
from custmdm.survive._pins import Ignore, Pin
from custmdm.survive._policy import Attribute, Policy
from custmdm.survive._settle import settle, union
from custmdm.survive._spelled import spelled
from custmdm.survive._state import SurvivorState
from custmdm.typing import SurvivorshipRule

PINNED = "pinned"
IGNORED = "ignored"

# No single element of a collection.
_NO_ELEMENT = (list, type(None))


@frozen
class Survived:
    """Hold what survived of one customer.

    Attributes:
        values: the value of each attribute: None where there is none, of a collection a tuple.
        traces: where each comes from; none of an attribute that no record says anything of.
    """

    values: Mapping[str, Any] = field(repr=hidden_parts)
    traces: Mapping[str, Trace[object]]


@frozen
class Claimed:
    """Hold what the records of one customer say of one attribute.

    Attributes:
        claims: what they say; of a collection one claim an element.
        keys: of a collection, the key of each element; None for the value itself.
        many: whether it is a collection.
    """

    claims: Sequence[Claim[Any]]
    keys: Sequence[Hashable] = field(default=(), repr=False)
    many: bool = False


def survive(
    state: SurvivorState,
    policy: Policy,
    *,
    pins: Iterable[Pin | Ignore] = (),
    as_of: dt.datetime | None = None,
) -> Survived:
    """Return what survives of what the records of one customer say.

    >>> from custmdm.model import RecordId
    >>> from custmdm.survive import BySource
    >>> state = SurvivorState.of(RecordId("web", 9), {"name": "Ann"}).join(
    ...     SurvivorState.of(RecordId("erp", 1), {"name": "Anna"})
    ... )
    >>> survive(state, Policy({"name": BySource(["erp", "web"])})).values["name"]
    'Anna'

    Args:
        state: what the records say.
        policy: how each attribute survives.
        pins: what stewards said, the latest last; of two pins of one value the last counts.
        as_of: the time, for trust that decays and for pins with a date.

    Raises:
        ConfigurationError: if a rule needs the time and none is given, keeps none of its claims, or
            the policy and the records differ on what is a collection.
        MissingColumnError: if a pin is of no attribute, or one follows another that there is not.
    """
    return survive_claims(claimed(state, policy), policy.at(as_of), pins, as_of)


def claimed(state: SurvivorState, policy: Policy) -> dict[str, Claimed]:
    """Return what the records say by attribute, those of the policy that nobody speaks of too."""
    found = {
        path: Claimed(state.claims(path), state.keys(path), state.is_many(path))
        for path in state.cells
    }
    silent = {path: Claimed((), (), bool(one.says_many)) for path, one in policy.attributes.items()}
    return silent | {
        path: evolve(said, many=silent[path].many)
        if not (said.claims or said.many) and path in silent
        else said
        for path, said in found.items()
    }


def survive_claims(
    said: Mapping[str, Claimed],
    policy: Policy,
    pins: Iterable[Pin | Ignore] = (),
    as_of: dt.datetime | None = None,
) -> Survived:
    """Return what survives of claims, by a policy that was told the time."""
    held = [pin for pin in pins if not pin.until.over(as_of)]
    _check_pins(held, said)
    values: dict[str, Any] = {}
    traces: dict[str, Trace[object]] = {}
    for path in policy.order(said):
        one = said[path]
        attribute = policy.of(path, many=one.many)
        if not (one.claims or held):
            values[path] = () if one.many else None
            continue
        trace = _trace(path, one, _told(attribute, traces), [p for p in held if p.path == path])
        values[path] = trace.value if trace is not None else () if one.many else None
        if trace is not None:
            traces[path] = trace
    in_order = {path: values[path] for path in said}
    found = {path: traces[path] for path in said if path in traces}
    return Survived(MappingProxyType(in_order), MappingProxyType(found))


def _told(attribute: Attribute, traces: Mapping[str, Trace[object]]) -> Attribute:
    """Return the attribute with the winners of those that it follows."""

    def told(rule: SurvivorshipRule) -> SurvivorshipRule:
        if not isinstance(rule, Follow):
            return rule
        trace = traces.get(rule.path)
        return Followed(rule, frozenset(() if trace is None else trace.records))

    return attribute.mapped(told) if attribute.follows else attribute


def _trace(
    path: str, said: Claimed, attribute: Attribute, pins: Sequence[Pin | Ignore]
) -> Trace[object] | None:
    ignored = {identity(pin.value) for pin in pins if isinstance(pin, Ignore)}
    wanted = [p.value for p in pins if isinstance(p, Pin) and identity(p.value) not in ignored]
    claims, keys = said.claims, said.keys
    out: tuple[Removed[object], ...] = ()
    if ignored:
        claims, keys, out = _without(said, ignored)
    if said.many:
        trace = union(
            path, claims, keys, attribute.rules, fill=attribute.fill, keep=attribute.keep,
            primary=attribute.primary, pinned=wanted,
        )  # fmt: skip
    elif wanted:
        trace = _pinned(path, claims, wanted[-1])
    else:
        trace = settle(path, claims, attribute.rules, fill=attribute.fill)
    if not out:
        return trace
    if trace is None:
        return Trace(path, (), (IGNORED,), out, () if said.many else None)
    return evolve(trace, removed=(*out, *trace.removed))


def _without(
    said: Claimed, ignored: Collection[Hashable]
) -> tuple[list[Claim[Any]], list[Hashable], tuple[Removed[object], ...]]:
    """Return the claims that are not ignored with their keys, and those that are.

    Of a collection the whole element goes, however it is written.
    """
    keys = said.keys if said.many else [None] * len(said.claims)
    pairs = list(zip(said.claims, keys, strict=True))
    of_key = {key for claim, key in pairs if identity(claim.value) in ignored} - {None}

    def goes(claim: Claim[Any], key: Hashable) -> bool:
        return identity(claim.value) in ignored or key in of_key

    left = [(claim, key) for claim, key in pairs if not goes(claim, key)]
    gone = sorted((c for c, k in pairs if goes(c, k)), key=lambda c: (c.record, spelled(c)))
    out = tuple(Removed(claim, IGNORED) for claim in gone)
    return [claim for claim, _ in left], [key for _, key in left], out


def _pinned(path: str, claims: Sequence[Claim[Any]], value: Any) -> Trace[object]:
    said = sorted(claims, key=lambda c: (c.record, spelled(c)))
    pinned = identity(value)
    winners = tuple(c for c in said if identity(c.value) == pinned)
    removed = tuple(Removed(c, PINNED) for c in said if identity(c.value) != pinned)
    return Trace(path, winners, (PINNED,), removed, value)


def _check_pins(pins: Iterable[Pin | Ignore], known: Mapping[str, Claimed]) -> None:
    for pin in pins:
        if pin.path not in known:
            raise MissingColumnError(
                f"a pin is of {pin.path!r}, which is no attribute: a unit is pinned whole. "
                + did_you_mean(pin.path, known)
            )
        if known[pin.path].many and isinstance(pin, Pin) and isinstance(pin.value, _NO_ELEMENT):
            raise ConfigurationError(
                f"{pin.path!r} is a collection: pin one element, not several or none"
            )
