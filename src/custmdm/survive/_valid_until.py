"""When a golden value changes by itself, with no new data."""

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from custmdm._values import aware, identity, moment
from custmdm.errors import ConfigurationError
from custmdm.survive._crossings import crossings
from custmdm.survive._pins import Ignore, Pin
from custmdm.survive._policy import Policy
from custmdm.survive._settle import rule_name
from custmdm.survive._state import SurvivorState
from custmdm.survive._survive import Claimed, claimed, survive_claims
from custmdm.survive._trust import MostTrusted
from custmdm.typing import SupportsTime, SurvivorshipRule

_LAST = dt.datetime.max.replace(microsecond=0, tzinfo=dt.UTC)


def valid_until(
    state: SurvivorState,
    policy: Policy,
    *,
    as_of: dt.datetime,
    pins: Iterable[Pin | Ignore] = (),
) -> Mapping[str, dt.datetime | None]:
    """Return when the value of each attribute will change by itself; None for never.

    Trust decays, so that one source may overtake another, and pins end at a date. The time is exact
    to the second: it is the first whole second at which another value survives. With new data, ask
    again.

    >>> from custmdm.model import RecordId
    >>> from custmdm.survive import Trust
    >>> day = dt.timedelta(days=1)
    >>> rule = MostTrusted({"crm": Trust(90, 30, 100 * day), "web": 60})
    >>> at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    >>> state = SurvivorState.of(RecordId("crm", 1), {"phone": "+861"}, observed_at=at)
    >>> state = state.join(SurvivorState.of(RecordId("web", 9), {"phone": "+862"}))
    >>> print(valid_until(state, Policy({"phone": [rule]}), as_of=at)["phone"])
    2026-02-20 00:00:01+00:00

    Args:
        state: what the records say.
        policy: how each attribute survives.
        as_of: from when on.
        pins: what stewards said.

    Raises:
        ConfigurationError: if a rule of yours has ``at``, and no ``instants``: nobody knows then
            when its answer may change.
    """
    at, pins, said = aware(as_of), tuple(pins), claimed(state, policy)
    return MappingProxyType({path: _until(path, said, policy, at, pins) for path in said})


def _until(
    path: str,
    said: Mapping[str, Claimed],
    policy: Policy,
    at: dt.datetime,
    pins: tuple[Pin | Ignore, ...],
) -> dt.datetime | None:
    needed = policy.with_followed(path)
    held = {name: one for name, one in said.items() if name in needed}
    pins = tuple(pin for pin in pins if pin.path in held)
    instants = {pin.until.at for pin in pins if pin.until.at is not None}
    for name, one in held.items():
        attribute = policy.of(name, many=one.many)
        for rule in (*attribute.rules, *attribute.primary):
            instants.update(_instants(rule, one, at))

    def value(when: dt.datetime) -> Any:
        return identity(survive_claims(held, policy.at(when), pins, when).values[path])

    # Behind the last second that there is no other follows.
    later = sorted({_whole(instant) for instant in instants if at < instant <= _LAST})
    now = value(at) if later else None
    return next((instant for instant in later if value(instant) != now), None)


def _instants(rule: SurvivorshipRule, said: Claimed, after: dt.datetime) -> Iterable[dt.datetime]:
    if isinstance(rule, MostTrusted):
        return crossings(rule, said.claims, moment(after) / 1_000_000)
    if not isinstance(rule, SupportsTime):
        return ()
    instants: Any = getattr(rule, "instants", None)
    if instants is None:
        raise ConfigurationError(
            f"the survivorship rule {rule_name(rule)} hangs on the time and does not say when its "
            "answer may change: give it a method instants(claims, after)"
        )
    found: Iterable[dt.datetime] = instants(said.claims, after)
    return [aware(instant) for instant in found]


def _whole(instant: dt.datetime) -> dt.datetime:
    """Return the first whole second that is not before an instant."""
    whole = instant.replace(microsecond=0)
    return whole if whole == instant else whole + dt.timedelta(seconds=1)
