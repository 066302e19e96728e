"""Whatever people decide, in whatever order, and however often it all runs again, the laws hold."""

from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import custmdm as cm
from custmdm import ledger
from custmdm.errors import LedgerError
from custmdm.steward import (
    Bands,
    Different,
    Ruling,
    Same,
    Unsure,
    decision_from_json,
    decision_to_json,
    held_back,
    merges,
    queue,
    replay,
    stale,
)
from tests.steward.world import chances, day, linker_of, rec, rows_of

LETTERS = "abcdefghijkl"
two = st.lists(st.sampled_from(LETTERS), min_size=2, max_size=2, unique=True)
choices = st.integers(0, 1_000)


class Stewards(RuleBasedStateMachine):
    """A host: it stores decisions as JSON and the events of a ledger, and runs the library."""

    def __init__(self):
        super().__init__()
        self.linker = None
        self.letters = LETTERS[:6]
        self.notes = {}
        # What the host stores.
        self.lines = []
        self.events = []
        self.state = ledger.LedgerState()
        # The last run, and what stood then.
        self.rows = []
        self.result = None
        self.held = None
        self.waiting = ()
        self.time = 0

    def now(self):
        self.time += 1
        return day(self.time)

    def replayed(self, now):
        return replay(map(decision_from_json, self.lines), now=now)

    def store(self, decision):
        self.lines.append(decision_to_json(decision))

    # -- doing ----------------------------------------------------------------------------------

    @initialize(of=chances)
    def begin(self, of):
        self.linker = linker_of(of)
        self.run()

    @rule()
    def run(self):
        """Resolve with what stands, hold back what waits, and write down what that comes to."""
        now = self.now()
        self.held = self.replayed(now)
        held, before = list(self.held.constraints), self.state
        how = {"key": "id", "source": "t", "previous": before.crosswalk(), "now": now}
        rows = self.rows = rows_of(self.letters, notes=self.notes)
        self.waiting = ()
        for _ in range(40):
            self.result = self.linker.resolve(rows, constraints=held, **how)
            found = merges(self.result, Bands())
            back = held_back(found)
            self.waiting += tuple(merge for merge in found if merge.answer != "auto")
            held += back
            if not back:
                break
        else:
            raise AssertionError("something is always held back")
        made = ledger.events_between(before, self.result.crosswalk, at=now, actor="nightly")
        for event in made:
            if isinstance(event, ledger.Merged):
                assert self.said_to_be_one(before, event.into) >= set(event.merged)
        self.do(made)
        found = self.state.crosswalk(self.result.crosswalk.ids.keys())
        assert found.ids == self.result.crosswalk.ids

    def said_to_be_one(self, state, golden_id):
        """Return the customers that somebody said are one with a customer, in the end."""
        found, grown = set(state.members(golden_id)), True
        while grown:
            before = len(found)
            for one in self.held.constraints:
                if isinstance(one, cm.Always) and {one.left, one.right} & found:
                    found |= {one.left, one.right}
            for name in state.golden_ids:
                if found & set(state.members(name)):
                    found |= set(state.members(name))
            grown = len(found) > before
        return {name for name in state.golden_ids if set(state.members(name)) <= found}

    def do(self, events):
        self.state = self.state.apply(events)
        self.events += events

    @rule(
        letters=two,
        cls=st.sampled_from([Same, Same, Different, Unsure]),
        by=st.sampled_from("xy"),
        lasts=st.one_of(st.none(), st.integers(1, 9)),
    )
    def decide(self, letters, cls, by, lasts):
        expires = None if lasts is None else day(self.time + lasts)
        self.store(cls(*map(rec, letters), by=by, at=self.now(), expires=expires))

    @rule(letters=two, holds=st.sampled_from([cm.Always, cm.Never]))
    def lay_down(self, letters, holds):
        self.store(Ruling(holds(*map(rec, letters)), by="legal", at=self.now()))

    @rule(number=choices, answer=st.sampled_from(["same", "different", "unsure"]))
    def work_through_the_queue(self, number, answer):
        """What is answered is not asked again while nothing else changes."""
        held = self.replayed(day(self.time))
        items = queue(self.result, merges=self.waiting, decisions=held)
        if not items:
            return
        item = items[number % len(items)]
        self.store(getattr(item, answer)(by="x", at=self.now()))
        again = queue(self.result, merges=self.waiting, decisions=self.replayed(day(self.time)))
        assert item.id not in {one.id for one in again}

    @precondition(lambda self: len(self.letters) < len(LETTERS))
    @rule(n=st.integers(1, 3))
    def records_come(self, n):
        self.letters = LETTERS[: len(self.letters) + n]

    @rule(letter=st.sampled_from(LETTERS), note=st.sampled_from("pq"))
    def a_record_says_something_else(self, letter, note):
        self.notes = {**self.notes, letter: note}

    @rule(of=chances)
    def refit(self, of):
        """A fit that thinks otherwise of everybody: decisions are not moved by it."""
        before = self.replayed(day(self.time))
        old = stale(before.standing, self.result)
        self.linker = linker_of(of)
        rows = rows_of(self.letters, notes=self.notes)
        held = before.constraints
        fresh = self.linker.resolve(rows, key="id", source="t", constraints=held)
        assert self.replayed(day(self.time)) == before
        if rows == self.rows:
            assert stale(before.standing, fresh) == old

    @rule(seed=st.integers(0, 3))
    def train(self, seed):
        """Labels of the decisions train a fit, whichever records are there."""
        found = self.replayed(day(self.time))
        rows = rows_of(self.letters, notes=self.notes)
        labels = found.labels_among({rec(letter) for letter in self.letters})
        fitted = evolve(self.linker, model=None).fit(
            rows, key="id", source="t", labels=labels, seed=seed
        )
        assert fitted.is_trained
        held = found.constraints
        fitted.resolve(rows, key="id", source="t", constraints=held)

    @precondition(lambda self: len(self.state.golden_ids) > 1)
    @rule(number=choices)
    def merge_by_hand_and_undo(self, number):
        before = self.state
        names = sorted(before.golden_ids)
        start = number % (len(names) - 1)
        self.do(ledger.merge(before, names[start : start + 2], at=self.now(), actor="li"))
        event = self.events[-1]
        self.do(ledger.unmerge(self.state, event.merged[0], at=self.now(), actor="li"))
        assert self.state == before

    @precondition(lambda self: len(self.state.golden_ids) > 2)
    @rule(number=choices)
    def merge_twice_and_undo_both(self, number):
        """Undo after undo restores, the last first."""
        states = [self.state]
        for at in (number, number // 7):
            names = sorted(self.state.golden_ids)
            start = at % (len(names) - 1)
            self.do(ledger.merge(self.state, names[start : start + 2], at=self.now(), actor="li"))
            states.append(self.state)
        for event, before in zip(self.events[:-3:-1], states[-2::-1], strict=True):
            self.do(ledger.unmerge(self.state, event.merged[0], at=self.now(), actor="li"))
            assert self.state == before

    @rule(number=choices)
    def undo_what_a_run_did(self, number):
        known = sorted(self.state.since)
        if not known:
            return
        try:
            events = ledger.unmerge(
                self.state, known[number % len(known)], at=self.now(), actor="li"
            )
        except LedgerError as error:
            assert error.rule in {"live", "merged", "not-empty"}  # noqa: PT017
            return
        self.do(events)

    # -- laws -----------------------------------------------------------------------------------

    @invariant()
    def no_decision_is_lost(self):
        now = day(self.time)
        found = self.replayed(now)
        told = [*found.standing, *found.superseded, *found.expired]
        told += [one.decision for one in found.contradictory]
        assert sorted(map(decision_to_json, told)) == sorted(set(self.lines))

    @invariant()
    def no_constraint_is_broken(self):
        if self.result is None:
            return
        home = self.result.crosswalk.ids
        for one in self.held.constraints:
            if one.left in home and one.right in home:
                assert (home[one.left] == home[one.right]) == isinstance(one, cm.Always)

    @invariant()
    def the_events_lead_to_the_state(self):
        assert ledger.replay(self.events) == self.state


TestStewards = Stewards.TestCase
TestStewards.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
