"""Decisions as constraints on the next run, and what is wrong with them by now."""

import datetime as dt
from collections import deque
from collections.abc import Container, Iterable, Mapping, Sequence

import attrs
from attrs import field, frozen

from custmdm._values import aware
from custmdm.errors import ConfigurationError
from custmdm.linker import Resolution
from custmdm.model import AliasValue, Always, Constraint, IgnoreValue, Never, RecordId
from custmdm.steward._decisions import Decision, Different, Pair, PairDecision, Ruling, Same
from custmdm.steward._evidence import evidence, place


@frozen
class Contradiction:
    """Name a decision that cannot hold beside others.

    Attributes:
        decision: the one that is left out.
        chain: those that it contradicts, from one of its records to the other.
    """

    decision: Decision
    chain: tuple[Decision, ...]


@frozen
class Replayed:
    """Hold what decisions come to.

    Attributes:
        standing: those that hold, the oldest first.
        constraints: what they say for certain, for `resolve`.
        labels: what was said of pairs, for `fit`: {(left, right): same}. Rulings are not among
            them: they say what holds, not what is so.
        superseded: those on pairs of which somebody said something else later.
        expired: those whose time is over.
        contradictory: those that cannot hold beside others that are newer, or rulings.
    """

    standing: tuple[Decision, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    labels: Mapping[Pair, bool] = field(factory=dict)
    superseded: tuple[Decision, ...] = ()
    expired: tuple[Decision, ...] = ()
    contradictory: tuple[Contradiction, ...] = ()

    def labels_among(self, records: Container[RecordId]) -> dict[Pair, bool]:
        """Return the labels of records that there are: `fit` refuses those of any others.

        Args:
            records: the records, as a set, or `crosswalk.ids`.
        """
        return {
            pair: same
            for pair, same in self.labels.items()
            if pair[0] in records and pair[1] in records
        }


def replay(
    decisions: Iterable[Decision], *, now: dt.datetime, scope: str | None = None
) -> Replayed:
    """Return what decisions come to at a time.

    Of a pair, or of values, the last word counts, and when its time is over the word before it.
    Rulings stand above what was seen and said, newer decisions above older ones; what then
    contradicts is left out and told, with the chain that it contradicts.

    >>> import datetime as dt
    >>> day = lambda n: dt.datetime(2026, 5, n)
    >>> said = [
    ...     Same("crm:1", "crm:2", by="li", at=day(1)),
    ...     Same("crm:2", "crm:3", by="li", at=day(2)),
    ...     Different("crm:1", "crm:3", by="wang", at=day(3)),
    ... ]
    >>> found = replay(said, now=day(4))
    >>> [(type(one.decision).__name__, len(one.chain)) for one in found.contradictory]
    [('Same', 2)]
    >>> len(found.standing), len(found.constraints), sorted(found.labels.values())
    (2, 2, [False, True])

    Args:
        decisions: all of them, in any order; later ones than `now` do not count yet.
        now: when this is.
        scope: the name of the run: those of another scope do not count.

    Raises:
        ConfigurationError: if something is no decision.
    """
    now = aware(now)
    given = sorted(set(_checked(decisions)), key=_age)
    known = [one for one in given if one.at <= now and one.scope in (None, scope)]
    expired = [one for one in known if one.expires is not None and one.expires <= now]
    last: dict[tuple[bool, object], Decision] = {}
    for one in known:
        if one.expires is None or one.expires > now:
            last[isinstance(one, Ruling), _subject(one)] = one
    chosen = sorted(last.values(), key=_age, reverse=True)
    chosen.sort(key=lambda one: not isinstance(one, Ruling))
    held, contradictory = _Held(), []
    for one in chosen:
        chain = held.against(one)
        if chain:
            contradictory.append(Contradiction(one, chain))
        else:
            held.add(one)
    standing = sorted(held.standing, key=_age)
    left = set(map(id, (*last.values(), *expired)))
    return Replayed(
        tuple(standing),
        tuple(found for one in standing if (found := _constraint(one)) is not None),
        {one.pair: isinstance(one, Same) for one in standing if isinstance(one, (Same, Different))},
        tuple(one for one in known if id(one) not in left),
        tuple(expired),
        tuple(contradictory),
    )


def stale(
    decisions: Iterable[Decision], result: "Resolution[object]", *, secret: bytes = b""
) -> tuple[PairDecision, ...]:
    """Return the decisions on records that say something else now than when they were seen.

    They hold still: ask again. Decisions without evidence, and on records that are not in the
    result, are not among them.

    Args:
        decisions: those that stand.
        result: what `resolve` returned for the records of today.
        secret: the key that their evidence was made with.
    """
    found = []
    for one in decisions:
        if not isinstance(one, PairDecision) or one.evidence is None:
            continue
        there = all(place(result, record) is not None for record in one.pair)
        if there and evidence(result, *one.pair, secret=secret) != one.evidence:
            found.append(one)
    return tuple(found)


def _checked(decisions: Iterable[Decision]) -> Sequence[Decision]:
    given = list(decisions)
    for one in given:
        if not isinstance(one, (PairDecision, Ruling)):
            raise ConfigurationError(
                "decisions are Same, Different, Unsure or Ruling, got a " + type(one).__name__
            )
    return given


def _age(decision: Decision) -> tuple[dt.datetime, int, str, str]:
    """Return what decisions are put in order by; of two at one time the wary one is the later."""
    # Behind that all else, so that the order hangs on nothing but the decisions; spelled out, for
    # the repr of a decision hides what is personal.
    said = repr(attrs.astuple(decision, recurse=True))
    return decision.at, _wary(decision), type(decision).__name__, said


def _wary(decision: Decision) -> int:
    match _constraint(decision):
        case Always():
            return 0
        case Never():
            return 2
        case _:
            return 1


def _subject(decision: Decision) -> object:
    """Return what of the last word counts: two records, or a ruling on values."""
    match _constraint(decision):
        case AliasValue(field, value, same_as):
            return field, frozenset((value, same_as))
        case IgnoreValue() as holds:
            return holds
        case _:
            return _pair(decision)


def _pair(decision: Decision) -> Pair:
    """Return the two records of a decision that is on two."""
    pair = decision.pair if isinstance(decision, (PairDecision, Ruling)) else None
    assert pair is not None
    return pair


def _constraint(decision: Decision) -> Constraint | None:
    if isinstance(decision, Ruling):
        return decision.holds
    if isinstance(decision, Same):
        return Always(*decision.pair)
    return Never(*decision.pair) if isinstance(decision, Different) else None


class _Held:
    """Hold the decisions that do not contradict each other."""

    def __init__(self) -> None:
        self.standing: list[Decision] = []
        self._one: dict[RecordId, dict[RecordId, Decision]] = {}
        # Records that are one are called by one of them; of these, which are apart, and why.
        self._name: dict[RecordId, RecordId] = {}
        self._apart: dict[RecordId, dict[RecordId, Decision]] = {}

    def add(self, decision: Decision) -> None:
        self.standing.append(decision)
        constraint = _constraint(decision)
        if isinstance(constraint, (IgnoreValue, AliasValue)):
            return
        left, right = _pair(decision)
        one, two = self._called(left), self._called(right)
        if isinstance(constraint, Never):
            self._apart.setdefault(one, {})[two] = decision
            self._apart.setdefault(two, {})[one] = decision
        elif isinstance(constraint, Always):
            self._one.setdefault(left, {})[right] = decision
            self._one.setdefault(right, {})[left] = decision
            if one != two:
                self._join(*sorted((one, two), key=lambda name: len(self._apart.get(name, ()))))

    def _join(self, small: RecordId, large: RecordId) -> None:
        self._name[small] = large
        for other, said in self._apart.pop(small, {}).items():
            self._apart[other].pop(small)
            self._apart[other][large] = said
            self._apart.setdefault(large, {})[other] = said

    def _called(self, record: RecordId) -> RecordId:
        name = record
        while name in self._name:
            name = self._name[name]
        while record != name:
            self._name[record], record = name, self._name[record]
        return name

    def against(self, decision: Decision) -> tuple[Decision, ...]:
        """Return the decisions that one contradicts, in a chain; none where it can hold."""
        constraint = _constraint(decision)
        if isinstance(constraint, (IgnoreValue, AliasValue)):
            return ()
        left, right = _pair(decision)
        one, two = self._called(left), self._called(right)
        if isinstance(constraint, Never) and one == two:
            return self._chain(left, right)
        said = self._apart.get(one, {}).get(two)
        if not isinstance(constraint, Always) or said is None:
            return ()
        a, b = _pair(said)
        if self._called(a) != one:
            a, b = b, a
        return (*self._chain(left, a), said, *self._chain(b, right))

    def _chain(self, start: RecordId, end: RecordId) -> tuple[Decision, ...]:
        """Return the fewest decisions that make two records one."""
        came: dict[RecordId, tuple[RecordId, Decision] | None] = {start: None}
        waiting = deque([start])
        while end not in came:
            record = waiting.popleft()
            for other, said in self._one.get(record, {}).items():
                if other not in came:
                    came[other] = record, said
                    waiting.append(other)
        chain, at = [], came[end]
        while at is not None:
            chain.append(at[1])
            at = came[at[0]]
        return tuple(reversed(chain))
