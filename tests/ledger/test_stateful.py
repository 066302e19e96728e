"""Whatever happens to customers, in whatever order, the laws of the ledger hold."""

import datetime as dt
from itertools import count

from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from custmdm import ledger
from custmdm.errors import LedgerError
from custmdm.ledger import LedgerState
from custmdm.model import RecordId
from tests.ledger.world import AT, same_walk

choices = st.integers(0, 10_000)


class Ledgers(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.state = LedgerState()
        self.events = []
        # Who is whom, kept in the plainest way: the records of each customer.
        self.partition = {}
        self.pinned = {}
        self.names = (f"G{n}" for n in count(1))
        self.keys = count(1)
        self.old_ids = set()

    # -- doing ----------------------------------------------------------------------------------

    def do(self, command, *what, **how):
        at = AT + dt.timedelta(hours=len(self.events))
        events = command(self.state, *what, at=at, actor="li", **how)
        self.state = self.state.apply(events)
        self.events.extend(events)
        self.old_ids |= self.state.golden_ids
        return events

    def some(self, number, n=1):
        live = sorted(self.partition)
        start = number % len(live)
        return (live[start:] + live[:start])[:n]

    @initialize(n=st.integers(2, 6))
    def begin(self, n):
        for _ in range(n):
            self.create(1)

    @rule(n=st.integers(1, 3))
    def create(self, n):
        name = next(self.names)
        records = {RecordId("crm", next(self.keys)) for _ in range(n)}
        self.do(ledger.create, name, records)
        self.partition[name] = records

    @precondition(lambda self: self.partition)
    @rule(number=choices)
    def join(self, number):
        (name,) = self.some(number)
        record = RecordId("web", str(next(self.keys)))
        self.do(ledger.create, name, [record])
        self.partition[name].add(record)

    @precondition(lambda self: len(self.partition) > 1)
    @rule(number=choices, n=st.integers(2, 3))
    def merge(self, number, n):
        before, names = self.state, self.some(number, n)
        kept = min(names, key=lambda g: (-len(self.partition[g]), before.since[g], g))
        (event,) = self.do(ledger.merge, names)
        assert event.into == kept
        for name in event.merged:
            self.partition[kept] |= self.partition.pop(name)
        # Undone at once, it never was; the history stays.
        undo = ledger.unmerge(self.state, kept, at=AT, actor="li")
        undone = self.state.apply(undo)
        assert undone == before
        assert all(undone.pins_of(g) == before.pins_of(g) for g in before.golden_ids)
        assert all(undone.merges(g) == before.merges(g) for g in before.golden_ids)
        assert all(ledger.resolve_id(undone, g).status == "live" for g in names)
        assert undone.number == before.number + 2

    @precondition(lambda self: self.partition)
    @rule(number=choices, mode=st.sampled_from(["tree", "linear"]), by_record=st.booleans())
    def unmerge(self, number, mode, by_record):
        known = sorted(self.state.home if by_record else self.old_ids)
        what = known[number % len(known)]
        before = self.state
        try:
            (event,) = self.do(ledger.unmerge, what, mode=mode)
        except LedgerError as error:
            assert error.rule in {"live", "merged", "not-empty"}  # noqa: PT017
            return
        whole = self.partition.pop(event.golden_id)
        back = {*event.released, event.heir or event.golden_id}
        found = {g: set(self.state.members(g)) for g in back}
        assert set().union(*found.values()) == whole
        assert sum(map(len, found.values())) == len(whole)
        for released in event.released:
            own = before.own.get(released, frozenset())
            if mode == "linear":
                assert found[released] == own
            assert own <= found[released]
        self.partition |= found

    @precondition(lambda self: len(self.partition) > 1)
    @rule(number=choices, of=choices)
    def move(self, number, of):
        (one, other) = self.some(number, 2)
        records = sorted(self.partition[one])
        moving = records[: of % len(records)]
        if moving:
            self.do(ledger.move, moving, other)
            self.partition[one] -= set(moving)
            self.partition[other] |= set(moving)

    @precondition(lambda self: self.partition)
    @rule(number=choices, all_of_it=st.booleans())
    def split(self, number, all_of_it):
        (name,) = self.some(number)
        records = sorted(self.partition[name])
        middle = len(records) // 2
        parts = {next(self.names): records[: middle + 1]}
        if all_of_it and records[middle + 1 :]:
            parts[next(self.names)] = records[middle + 1 :]
        self.do(ledger.split, name, parts)
        self.partition |= {golden_id: set(part) for golden_id, part in parts.items()}
        self.partition[name] -= set().union(*parts.values())
        if not self.partition[name]:
            del self.partition[name]
            assert set(ledger.resolve_id(self.state, name).parts) >= set(parts)

    @precondition(lambda self: self.partition)
    @rule(number=choices, value=st.sampled_from(["Ann", "Bob"]))
    def pin(self, number, value):
        (name,) = self.some(number)
        pin = {"path": "name", "value": value}
        held = self.state.pins.get(name, ())
        if pin in held:
            self.do(ledger.unpin, name, pin)
            assert pin not in self.state.pins_of(name)
        else:
            self.do(ledger.pin, name, pin)
            assert self.state.pins_of(name)[0] == pin

    @precondition(lambda self: self.partition)
    @rule(number=choices, whole=st.booleans())
    def erase(self, number, whole):
        (name,) = self.some(number)
        records = sorted(self.partition[name])
        gone = set(records if whole else records[:1])
        tree = self.state.tree(name)
        self.do(ledger.erase, name if whole else gone)
        self.partition[name] -= gone
        if not self.partition[name]:
            del self.partition[name]
            assert all(ledger.resolve_id(self.state, g).status == "erased" for g in tree)
            assert not set(tree) & set(self.state.pins)

    @precondition(lambda self: self.partition)
    @rule(number=choices, clusters=st.integers(1, 4), absent=st.integers(0, 3))
    def cluster_anew(self, number, clusters, absent):
        """A new run puts the records together as it likes; the ledger follows it."""
        at = AT + dt.timedelta(hours=len(self.events))
        records = sorted(self.state.home)[absent:]
        shuffled = sorted(records, key=lambda r: hash((number, int(r.key))))
        found = [shuffled[i::clusters] for i in range(clusters) if shuffled[i::clusters]]
        walk = ledger.stable_ids(
            self.state.crosswalk(), found, lambda _: next(self.names), created_at=at
        )
        events = ledger.events_between(self.state, walk, at=at, actor="job")
        self.state = self.state.apply(events)
        self.events.extend(events)
        self.old_ids |= self.state.golden_ids
        assert same_walk(self.state.crosswalk(walk.ids.keys()), walk)
        self.partition = {g: set(self.state.members(g)) for g in self.state.golden_ids}

    # -- what holds -----------------------------------------------------------------------------

    @invariant()
    def the_ledger_says_who_is_whom(self):
        found = {g: set(self.state.members(g)) for g in self.state.golden_ids}
        assert found == self.partition
        assert self.state.size == {g: len(records) for g, records in found.items()}

    @invariant()
    def every_record_is_in_one_customer(self):
        for golden_id, records in self.partition.items():
            assert records
            assert all(self.state.golden_id(record) == golden_id for record in records)
        assert self.state.home.keys() == set().union(*self.partition.values())

    @invariant()
    def replaying_the_events_gives_the_state(self):
        again = ledger.replay(self.events)
        assert again == self.state
        assert (again.number, again.versions) == (self.state.number, self.state.versions)
        assert (again.own, again.below) == (self.state.own, self.state.below)

    @invariant()
    def every_id_leads_somewhere(self):
        for golden_id in self.old_ids:
            found = ledger.resolve_id(self.state, golden_id)
            ends = {found.current, *found.parts} - {None}
            assert ends <= self.state.golden_ids
            assert bool(ends) == (found.status != "erased")
            assert (found.status == "live") == (golden_id in self.state.golden_ids)

    @invariant()
    def pins_are_on_ids_that_are_there(self):
        nodes = {node for golden_id in self.state.golden_ids for node in self.state.tree(golden_id)}
        assert self.state.pins.keys() <= nodes
        assert self.state.absorbed.keys() & self.state.golden_ids == set()

    def teardown(self):
        text = ledger.events_to_json(self.events)
        assert ledger.events_from_json(text) == tuple(self.events)
        again = ledger.state_from_json(ledger.state_to_json(self.state))
        assert again == self.state
        assert (again.versions, again.number) == (self.state.versions, self.state.number)
        assert (again.own, again.below) == (self.state.own, self.state.below)
        digests = ledger.chain(self.events)
        assert ledger.verify(self.events, digests) is None
        for place in range(min(3, len(self.events))):
            edited = list(self.events)
            edited[place] = evolve(edited[place], actor="eve")
            assert ledger.verify(edited, digests) == place + 1


Ledgers.TestCase.settings = settings(
    max_examples=min(30, settings.default.max_examples), stateful_step_count=20, deadline=None
)
TestLedgers = Ledgers.TestCase
