"""What a merge, or its undoing, would come to, before anything happens."""

import datetime as dt
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Literal

from attrs import field, frozen

from custmdm._hidden import hidden, hidden_parts
from custmdm._html import html_text
from custmdm._values import identity
from custmdm.data.preview_words import LEFT
from custmdm.errors import ConfigurationError
from custmdm.ledger._commands import merge, unmerge
from custmdm.ledger._events import Mode
from custmdm.ledger._preview_text import preview_lines
from custmdm.ledger._state import LedgerState
from custmdm.model import GoldenRecord, RecordId, Trace
from custmdm.survive import Cell, Ignore, Pin, Policy, SurvivorState, survive

Golden = GoldenRecord[Mapping[str, Any]]
Pins = Mapping[str, Iterable[Pin | Ignore]]
# The commands ask when and by whom; of a preview nobody hears.
_NOBODY: Mapping[str, Any] = {"at": dt.datetime.min.replace(tzinfo=dt.UTC), "actor": ""}


@frozen
class Loss:
    """Name a value that a customer has now and would not have then.

    Attributes:
        golden_id: the customer.
        path: the attribute.
        value: the value; of a collection the element.
        rule: the survivorship rule that would remove it, or ``"its records leave"``.
    """

    golden_id: str
    path: str
    value: Any = field(repr=hidden)
    rule: str


@frozen
class Conflict:
    """Name an attribute of which the customers that are apart say different things, all valid.

    Attributes:
        path: the attribute, of a single value.
        values: what each of them says, by golden id.
        value: what the customer has that they make together.
    """

    path: str
    values: Mapping[str, Any] = field(repr=hidden_parts)
    value: Any = field(repr=hidden)


@frozen
class Preview:
    """Hold what a merge, or its undoing, would come to.

    Attributes:
        action: "merge" or "unmerge".
        before: the customers as they are.
        after: the customers as they would be, each with its traces.
        redirects: which of their ids would then redirect, and to what.
        losses: which values each customer of before has that the one it goes on in would not have.
        conflicts: on what the customers differ that are one on the other side.
    """

    action: Literal["merge", "unmerge"]
    before: tuple[Golden, ...]
    after: tuple[Golden, ...]
    redirects: Mapping[str, str] = field(factory=dict)
    losses: tuple[Loss, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def text(self, locale: str = "en", *, masked: bool = True) -> str:
        """Return the preview in words, in English ("en") or Chinese ("zh").

        Args:
            locale: the language.
            masked: whether values are hidden.
        """
        return "\n".join(preview_lines(self, locale, masked=masked))

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        head, _, rest = self.text().partition("\n")
        return html_text(head, rest)


def preview_merge(
    state: LedgerState,
    what: Iterable[str | RecordId],
    states: Mapping[str, SurvivorState],
    policy: Policy,
    *,
    into: str | None = None,
    pins: Pins | None = None,
    as_of: dt.datetime | None = None,
) -> Preview:
    """Return what a merge would come to; nothing is changed.

    >>> from custmdm.ledger import create
    >>> at = dt.datetime(2026, 5, 1)
    >>> state, states = LedgerState(), {}
    >>> for golden_id, name in (("G1", "Ann"), ("G2", "Anna")):
    ...     record = RecordId("crm", golden_id)
    ...     state = state.apply(create(state, golden_id, [record], at=at, actor="job"))
    ...     states[golden_id] = SurvivorState.of(record, {"name": name, "phones": [golden_id]})
    >>> preview = preview_merge(state, ["G1", "G2"], states, Policy())
    >>> print(preview.text(masked=False))
    G1 and G2 would be one customer
      G1, of 2 records: name Anna; phones G1, G2
      G2 would redirect to G1
      they differ on name: Ann (G1), Anna (G2); it would be Anna
      G1 would lose name Ann: most_complete

    Args:
        state: who is whom now.
        what: the customers, two or more, by golden id or by one of their records.
        states: what the records of each customer say, by golden id, such as ``result.states``.
        policy: how each attribute survives.
        into: the id that survives; None: as :func:`merge` chooses it.
        pins: what stewards said, by the golden id on which it was said, the latest last. None: the
            pins of the ledger.
        as_of: the time, for trust that decays and for pins with a date.

    Raises:
        LedgerError: where `merge` would.
        UnknownRecordError: if the ledger does not hold a record.
        ConfigurationError: if `states` lacks one of the customers.
    """
    given = {state.golden_id(w) if isinstance(w, RecordId) else w for w in what}
    small = _part(state, given)
    after = small.apply(merge(small, given, into=into, **_NOBODY))
    return _preview("merge", small, after, _Sources(states, policy, pins, as_of))


def preview_unmerge(
    state: LedgerState,
    what: RecordId | str,
    states: Mapping[str, SurvivorState],
    policy: Policy,
    *,
    mode: Mode = "tree",
    pins: Pins | None = None,
    as_of: dt.datetime | None = None,
) -> Preview:
    """Return what undoing a merge would come to; nothing is changed.

    Args:
        state: who is whom now.
        what: a golden id, or a record, as for :func:`unmerge`.
        states: what the records of each customer say, by golden id, such as ``result.states``.
        policy: how each attribute survives.
        mode: "tree" or "linear", as for :func:`unmerge`.
        pins: as for :func:`preview_merge`.
        as_of: the time, for trust that decays and for pins with a date.

    Raises:
        LedgerError: where `unmerge` would.
        UnknownRecordError: if the ledger does not hold the record.
        ConfigurationError: if `states` lacks the customer.
    """
    root = state.golden_id(what) if isinstance(what, RecordId) else state.root(what)
    small = _part(state, {root})
    after = small.apply(unmerge(small, what, mode=mode, **_NOBODY))
    return _preview("unmerge", small, after, _Sources(states, policy, pins, as_of))


@frozen
class _Sources:
    """Hold what golden records are made from."""

    states: Mapping[str, SurvivorState]
    policy: Policy
    pins: Pins | None
    as_of: dt.datetime | None

    def joined(self, golden_ids: Iterable[str]) -> SurvivorState:
        for golden_id in golden_ids:
            if golden_id not in self.states:
                raise ConfigurationError(f"states holds nothing of the customer {golden_id}")
        return SurvivorState.joined(self.states[golden_id] for golden_id in golden_ids)

    def golden(self, ledger: LedgerState, golden_id: str, said: SurvivorState) -> Golden:
        members = ledger.members(golden_id)
        found = survive(
            said_by(said, members), self.policy, pins=self._held(ledger, golden_id),
            as_of=self.as_of,
        )  # fmt: skip
        return GoldenRecord(golden_id, found.values, found.traces, members)

    def _held(self, ledger: LedgerState, golden_id: str) -> list[Pin | Ignore]:
        if self.pins is None:
            return held_pins(ledger, golden_id)
        nodes = reversed(ledger.tree(golden_id))
        return [pin for node in nodes for pin in self.pins.get(node, ())]


def held_pins(ledger: LedgerState, golden_id: str) -> list[Pin | Ignore]:
    """Return the pins of a customer as :func:`survive` takes them: the strongest last."""
    pins = reversed(ledger.pins_of(golden_id))
    return [pin for pin in pins if isinstance(pin, (Pin, Ignore))]


def said_by(state: SurvivorState, records: Collection[RecordId]) -> SurvivorState:
    """Return what some of the records say. What a collection is stays one, though nobody speaks."""
    held = frozenset(records) & state.records
    cells: dict[str, tuple[Cell, ...]] = {}
    for path, found in state.cells.items():
        left = tuple(cell for cell in found if cell.record in held)
        if not left and state.is_many(path):
            left = tuple(Cell(record, None, (), (), many=True) for record in sorted(held)[:1])
        cells[path] = left
    return SurvivorState(held, MappingProxyType(cells))


def _part(state: LedgerState, golden_ids: Collection[str]) -> LedgerState:
    """Return the part of a state that some customers are: to try things on, however large it is."""
    nodes = [node for golden_id in sorted(golden_ids) for node in state.tree(golden_id)]

    def of(held: Mapping[str, Any]) -> dict[str, Any]:
        return {node: held[node] for node in nodes if node in held}

    own = of(state.own)
    return LedgerState(
        number=state.number,
        home={record: node for node, records in own.items() for record in records},
        own=own,
        absorbed=of(state.absorbed),
        below=of(state.below),
        size=of(state.size),
        pins=of(state.pins),
        since=of(state.since),
    )


def _preview(
    action: Literal["merge", "unmerge"],
    before: LedgerState,
    after: LedgerState,
    sources: _Sources,
) -> Preview:
    said = sources.joined(before.golden_ids)
    old = tuple(sources.golden(before, g, said) for g in sorted(before.golden_ids))
    new = tuple(sources.golden(after, g, said) for g in sorted(after.golden_ids))
    goes_on = {golden.id: golden for golden in new}
    (one,), several = (new, old) if action == "merge" else (old, new)
    many = {path: _keys(said, path) for path in said.cells if said.is_many(path)}
    losses = tuple(
        loss
        for golden in old
        for loss in _losses(golden, goes_on[after.root(golden.id)], many, action)
    )
    redirects = {golden_id: after.root(golden_id) for golden_id in sorted(after.absorbed)}
    return Preview(action, old, new, redirects, losses, tuple(_conflicts(one, several, many)))


def _keys(said: SurvivorState, path: str) -> dict[Hashable, Hashable]:
    """Return the key of each element of a collection: it is one, however it is written."""
    pairs = zip(said.claims(path), said.keys(path), strict=True)
    return {identity(claim.value): key for claim, key in pairs if key is not None}


def _losses(
    old: Golden, new: Golden, many: Mapping[str, Mapping[Hashable, Hashable]], action: str
) -> Iterator[Loss]:
    for path, value in old.data.items():
        now, keys = new.data.get(path), many.get(path)
        held = (value, now) if keys is not None else (_alone(value), _alone(now))
        kept = {_key(element, keys) for element in held[1] or ()}
        for element in held[0] or ():
            if _key(element, keys) not in kept:
                yield Loss(old.id, path, element, _reason(new.lineage.get(path), element, action))


def _alone(value: Any) -> tuple[Any, ...]:
    return () if value is None else (value,)


def _key(element: Any, keys: Mapping[Hashable, Hashable] | None) -> Hashable:
    of_value = identity(element)
    return of_value if keys is None else keys.get(of_value, of_value)


def _reason(trace: Trace[object] | None, element: Any, action: str) -> str:
    """Return the rule that removes a value; where none does, its records leave."""
    if trace is not None:
        for removed in trace.removed:
            if identity(removed.claim.value) == identity(element):
                return removed.rule
    return LEFT if trace is None or action == "unmerge" else trace.rule


def _conflicts(one: Golden, several: Iterable[Golden], many: Collection[str]) -> Iterator[Conflict]:
    several = tuple(several)
    for path in one.data:
        if path in many:
            continue
        values = {g.id: g.data[path] for g in several if _is_valid(g, path)}
        if len({identity(value) for value in values.values()}) > 1:
            yield Conflict(path, MappingProxyType(values), one.data[path])


def _is_valid(golden: Golden, path: str) -> bool:
    if golden.data.get(path) is None:
        return False
    trace = golden.lineage.get(path)
    # What is pinned, and nobody says, is what a steward said.
    return trace is None or trace.winner is None or trace.winner.valid
