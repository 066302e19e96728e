"""Whoever wants whatever of a change request, in whatever order, the laws hold."""

import datetime as dt
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from custmdm import NotAllowedError, Person, RecordId, RequestError, StaleVersionError, ledger
from custmdm.steward import requests as rq
from custmdm.survive import Pin

AT = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
POLICY = rq.Policy(
    record=Person,
    levels=[
        rq.Level("low", 0, due=dt.timedelta(hours=40)),
        rq.Level("medium", 1),
        rq.Level("high", 2, approvers={"lead", "judge"}, due=dt.timedelta(hours=20)),
    ],
    rules=[
        rq.RiskRule("low", kinds={"state"}, own=True),
        rq.RiskRule("high", kinds={"merge"}, confirmed_from=2),
        rq.RiskRule("medium", kinds={"merge", "pin", "state"}),
    ],
    grants=[
        rq.Grant("steward", {"submit", "amend", "approve", "reject", "apply", "expire"}),
        rq.Grant("lead", {"submit", "approve"}),
        rq.Grant("judge", {"approve", "reject"}, kinds={"merge"}),
        rq.Grant("customer", {"submit", "amend", "approve"}, kinds={"state"}, own=True),
    ],
)
PEOPLE = [f"p{n}" for n in range(6)]
ROLES = {
    "p0": {"steward"},
    "p1": {"steward", "lead"},
    "p2": {"steward", "judge"},
    "p3": {"lead"},
    "p4": {"customer"},
    "p5": {"customer", "steward"},
}
OWN = {"p4": {"G0"}, "p5": {"G1"}}
GOLDEN = [f"G{n}" for n in range(4)]

actors = st.builds(
    lambda name: rq.Actor(name, ROLES[name], OWN.get(name, ())), st.sampled_from(PEOPLE)
)
behalf = st.one_of(st.none(), st.none(), st.sampled_from([*PEOPLE, "p9"]))
golden = st.sampled_from(GOLDEN)
# One in ten is none.
phones = st.integers(0, 9).map(lambda n: f"+861381234567{n}" if n else "12")
proposals = st.lists(
    st.one_of(
        st.builds(lambda ids: rq.Merge(sorted(ids)), st.sets(golden, min_size=2, max_size=3)),
        st.builds(
            lambda g, phone: rq.PinValue(g, Pin("phones", phone)),
            golden,
            phones,
        ),
        st.builds(
            lambda g, phone: rq.StateValue(g, RecordId("self", g), "phones", [phone]),
            golden,
            phones,
        ),
    ),
    min_size=1,
    max_size=2,
)
confirmed = st.builds(rq.Facts, st.one_of(st.just(GOLDEN), st.sets(golden)))


class Requests(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.numbers = count(1)
        self.state = None
        self.events = []
        self.versions = dict.fromkeys(GOLDEN, 1)
        self.said = []
        self.asked = set()
        # The plainest bookkeeping: who said yes to what is proposed now, and with which roles.
        self.voters = []

    def wish(self, cls, actor, **what):
        n = next(self.numbers)
        at = AT + dt.timedelta(hours=n)
        return cls(id=f"c{n}", request="R", actor=actor, at=at, **what)

    def do(self, command):
        """Give a command; what is refused leaves all as it was, what is not is kept."""
        before = self.state
        kept = None if before is None else rq.request_to_json(before)
        try:
            state, events = rq.decide(before, command, POLICY)
        except (RequestError, StaleVersionError):
            assert before is None or rq.request_to_json(before) == kept
            return ()
        assert events
        assert before is None or before.is_open
        assert rq.decide(before, command, POLICY) == (state, events)
        assert rq.decide(state, command, POLICY) == (state, ())
        self.state = state
        self.events.extend(events)
        self.said.append(command)
        return events

    @initialize(actor=actors, proposals=proposals, on_behalf_of=behalf, facts=confirmed)
    def submit_first(self, **what):
        self.submit(**what)

    @rule(actor=actors, proposals=proposals, on_behalf_of=behalf, facts=confirmed)
    def submit(self, actor, **what):
        command = self.wish(rq.Submit, actor, versions=self.versions, **what)
        if self.do(command):
            self.asked |= command.people

    @rule(
        actor=actors, proposals=proposals, on_behalf_of=behalf, facts=confirmed,
        late=st.integers(0, 3), seldom=st.integers(0, 2),
    )  # fmt: skip
    def amend(self, actor, late, seldom, **what):
        if seldom and self.state is not None and self.state.status in ("pending", "accepted"):
            return
        revision = self.revision(late)
        command = self.wish(rq.Amend, actor, versions=self.versions, revision=revision, **what)
        if self.do(command):
            self.asked |= command.people
            self.voters = []

    @rule(actor=actors, on_behalf_of=behalf, late=st.integers(0, 5))
    def approve(self, actor, on_behalf_of, late):
        revision = self.revision(late)
        command = self.wish(rq.Approve, actor, on_behalf_of=on_behalf_of, revision=revision)
        if self.do(command):
            self.voters.append((command.people, actor))

    @rule(some=st.lists(actors, min_size=2, max_size=6))
    def several_approve(self, some):
        for actor in some:
            self.approve(actor, None, 1)

    @rule(
        actor=actors,
        what=st.sampled_from([rq.Reject, rq.Withdraw, rq.Expire]),
        seldom=st.integers(0, 5),
    )
    def close(self, actor, what, seldom):
        if not seldom:
            self.do(self.wish(what, actor))

    @rule(golden_id=golden)
    def somebody_changes_a_customer(self, golden_id):
        self.versions[golden_id] += 1

    @rule(actor=actors)
    def apply(self, actor):
        before = self.state
        command = self.wish(rq.Apply, actor, revision=self.revision(1), versions=self.versions)
        events = self.do(command)
        if events:
            named = {g for one in before.revision.proposals for g in one.customers}
            moved = {g for g in named if before.revision.versions[g] != self.versions[g]}
            assert isinstance(events[0], rq.Conflicted) == bool(moved)
            assert self.state.stale.keys() == moved

    @rule(which=st.integers(0, 100))
    def a_command_comes_again(self, which):
        if self.said:
            command = self.said[which % len(self.said)]
            assert rq.decide(self.state, command, POLICY) == (self.state, ())

    def revision(self, late):
        now = 1 if self.state is None else self.state.revision.number
        return now if late else now + 1

    # -- what holds -----------------------------------------------------------------------------

    @invariant()
    def replaying_the_events_gives_the_state(self):
        if self.events:
            assert rq.replay(self.events) == self.state
            half = len(self.events) // 2
            if half:
                assert rq.replay(self.events[half:], rq.replay(self.events[:half])) == self.state
            assert [event.number for event in self.events] == list(range(1, len(self.events) + 1))

    @invariant()
    def nothing_is_accepted_without_its_quorum(self):
        if self.state is None:
            return
        revision = self.state.revision
        people = [one for found, _ in self.voters for one in found]
        assert len(people) == len(set(people))
        assert self.asked == self.state.requesters
        assert not self.asked & set(people)
        level = {level.name: level for level in POLICY.levels}[revision.risk]
        for _, actor in self.voters:
            assert level.approvers <= set() or level.approvers & actor.roles
            assert not actor.customers & self.state.customers
            assert all(POLICY.allows("approve", one, actor) for one in revision.proposals)
        if self.state.status in ("accepted", "conflicted", "applied"):
            assert len(self.voters) == level.approvals
            assert revision.is_valid

    @invariant()
    def what_ends_stays_ended(self):
        if self.state is None or self.state.is_open:
            return
        for actor in (rq.Actor(name, ROLES[name], OWN.get(name, ())) for name in PEOPLE):
            for command in (
                self.wish(rq.Approve, actor, revision=self.state.revision.number),
                self.wish(rq.Withdraw, actor),
                self.wish(rq.Reject, actor),
            ):
                with pytest.raises(RequestError) as caught:
                    rq.decide(self.state, command, POLICY)
                assert caught.value.rule == "status"

    def teardown(self):
        if self.state is not None:
            lines = [rq.event_to_json(event) for event in self.events]
            assert [rq.event_from_json(line) for line in lines] == self.events
            assert rq.request_from_json(rq.request_to_json(self.state)) == self.state
            assert rq.describe(self.state) != rq.describe(self.state, "zh")


TestRequests = Requests.TestCase


def steward(name):
    return rq.Actor(name, {"steward", "lead"})


@given(st.permutations(range(4)), st.lists(proposals, min_size=4, max_size=4))
def test_of_requests_on_common_customers_the_first_is_applied_and_the_others_are_in_conflict(
    order, wanted
):
    state = ledger.LedgerState()
    for n, golden_id in enumerate(GOLDEN):
        made = ledger.create(state, golden_id, [RecordId("crm", n)], at=AT, actor="job")
        state = state.apply(made)
    versions = dict(state.versions)
    waiting = []
    for n, one in enumerate(wanted):
        # Each names what it changes; a statement adds no event once its record is there.
        found = [p for p in one if not isinstance(p, rq.StateValue)]
        if not found:
            continue
        request = None
        common = {"request": f"R{n}", "at": AT}
        submit = rq.Submit(
            id="1", actor=steward("a"), proposals=found[:1], versions=versions,
            facts=rq.Facts(()), **common,
        )  # fmt: skip
        request, _ = rq.decide(None, submit, POLICY)
        if request.revision.is_valid:
            yes = rq.Approve(id="2", actor=steward("b"), revision=1, **common)
            waiting.append((n, rq.decide(request, yes, POLICY)[0]))
    touched = set()
    for n, request in sorted(waiting, key=lambda pair: order[pair[0]]):
        apply = rq.Apply(
            id="3", actor=steward("a"), request=f"R{n}", at=AT, revision=1, versions=state.versions
        )
        after, _ = rq.decide(request, apply, POLICY)
        if request.customers & touched:
            assert after.status == "conflicted"
            assert set(after.stale) == request.customers & touched
        else:
            assert after.status == "applied"
            state = state.apply(rq.carry_out(after, state).events)
            touched |= request.customers


def test_refusals_are_of_these_kinds():
    assert issubclass(NotAllowedError, RequestError)
