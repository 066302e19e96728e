"""Change requests: each rule of the road from a proposal to the ledger, one by one."""

import datetime as dt

import attrs
import pytest

from custmdm import (
    Context,
    NotAllowedError,
    Person,
    PersonName,
    PostalAddress,
    RecordId,
    RequestError,
    Severity,
    StaleVersionError,
    ledger,
)
from custmdm.errors import ConfigurationError, LedgerError, MissingColumnError
from custmdm.steward import requests as rq
from custmdm.survive import BySource, Ignore, Pin
from custmdm.survive import Policy as Survivorship

AT = dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)
EVERYTHING = {"submit", "amend", "approve", "reject", "apply", "expire"}
OWN = RecordId("self", "G1")
ANN = rq.Actor("ann", {"customer"}, {"G1"})
LI, WANG, ZHAO = (rq.Actor(name, {"steward"}) for name in ("li", "wang", "zhao"))
LEAD = rq.Actor("lead", {"steward", "lead"})
POLICY = rq.Policy(
    record=Person,
    context=Context(country="CN"),
    levels=[
        rq.Level("low", 0),
        rq.Level("medium", 1, due=dt.timedelta(days=5)),
        rq.Level("high", 2, due=dt.timedelta(days=2)),
        rq.Level("highest", 2, approvers={"lead"}),
    ],
    rules=[
        rq.RiskRule("highest", kinds={"erase"}),
        rq.RiskRule("high", kinds={"merge"}, confirmed_from=2),
        rq.RiskRule("high", kinds={"merge"}, customers_from=4),
        rq.RiskRule("high", kinds={"split"}, records_from=10),
        rq.RiskRule("high", kinds={"move"}, value_from=1000),
        rq.RiskRule("high", paths={"identifiers", "birth_date"}),
        rq.RiskRule("low", kinds={"state"}, paths={"phones", "emails"}, own=True),
        rq.RiskRule("medium"),
    ],
    grants=[
        rq.Grant("steward", EVERYTHING),
        rq.Grant("lead", {"approve"}),
        rq.Grant(
            "customer",
            {"submit", "amend"},
            kinds={"state"},
            paths={"phones", "emails", "addresses", "birth_date"},
            own=True,
        ),
    ],
)
MERGE = rq.Merge(("G1", "G2"))


def command(cls, actor, n=0, hours=0, **what):
    at = AT + dt.timedelta(hours=hours)
    return cls(id=f"{cls.kind} {actor.id} {n}", request="R1", actor=actor, at=at, **what)


def submitted(actor, *proposals, policy=POLICY, **what):
    what = {"facts": rq.Facts((), 2, 0), **what}
    return rq.decide(None, command(rq.Submit, actor, proposals=proposals, **what), policy)


def after(request, *commands, policy=POLICY):
    for one in commands:
        request, _ = rq.decide(request, one, policy)
    return request


def approved_by(request, *actors):
    revision = request.revision.number
    return after(
        request, *(command(rq.Approve, one, revision, revision=revision) for one in actors)
    )


def kinds_of(events):
    return [type(event).__name__ for event in events]


# -- risk and quorum ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actor", "proposals", "facts", "risk"),
    [
        (LI, [MERGE], rq.Facts((), 2, 0), "medium"),
        (LI, [MERGE], rq.Facts({"G1"}, 2, 0), "medium"),
        (LI, [MERGE], rq.Facts({"G1", "G7"}, 2, 0), "medium"),
        (LI, [MERGE], rq.Facts({"G1", "G2"}, 2, 0), "high"),
        (LI, [rq.Merge(list("ABC"))], rq.Facts((), 2, 0), "medium"),
        (LI, [rq.Merge(list("ABCD"))], rq.Facts((), 2, 0), "high"),
        (LI, [rq.Split("G1", {"G9": [OWN]})], rq.Facts((), 9, 0), "medium"),
        (LI, [rq.Split("G1", {"G9": [OWN]})], rq.Facts((), 10, 0), "high"),
        (LI, [rq.Move("G1", [OWN], "G2")], rq.Facts((), 2, 999), "medium"),
        (LI, [rq.Move("G1", [OWN], "G2")], rq.Facts((), 2, 1000), "high"),
        (LI, [rq.PinValue("G1", Pin("gender", "female"))], rq.Facts(), "medium"),
        (LI, [rq.PinValue("G1", Pin("birth_date", "1990-02-03"))], rq.Facts(), "high"),
        (LI, [rq.PinValue("G1", Ignore("birth_date", "1990-02-03"))], rq.Facts(), "high"),
        (LI, [rq.UnpinValue("G1", Pin("birth_date", "1990-02-03"))], rq.Facts(), "high"),
        (LI, [rq.Erase("G1")], rq.Facts(), "highest"),
        (LI, [rq.Erase("G1"), MERGE], rq.Facts((), 2, 0), "highest"),
        (ANN, [rq.StateValue("G1", OWN, "emails", ["ann@example.com"])], rq.Facts(), "low"),
        (LI, [rq.StateValue("G1", OWN, "emails", ["ann@example.com"])], rq.Facts(), "medium"),
        (ANN, [rq.StateValue("G1", OWN, "birth_date", "1990-02-03")], rq.Facts(), "high"),
    ],
)
def test_the_riskiest_proposal_says_what_a_request_takes(actor, proposals, facts, risk):
    request, _ = submitted(actor, *proposals, facts=facts)
    level = next(level for level in POLICY.levels if level.name == risk)
    assert (request.revision.risk, request.revision.approvals) == (risk, level.approvals)
    assert request.revision.due == (level.due and AT + level.due)


def test_what_no_rule_covers_is_of_the_highest_risk():
    policy = attrs.evolve(POLICY, rules=[rq.RiskRule("low", kinds={"pin"})])
    assert submitted(LI, MERGE, policy=policy)[0].revision.risk == "highest"


@pytest.mark.parametrize(
    ("proposal", "missing"),
    [
        (MERGE, "confirmed"),
        (rq.Split("G1", {"G9": [OWN]}), "records"),
        (rq.Move("G1", [OWN], "G2"), "value"),
    ],
)
def test_a_fact_that_is_not_known_never_lowers_the_risk(proposal, missing):
    with pytest.raises(ConfigurationError, match=f"{missing}=..."):
        submitted(LI, proposal, facts=rq.Facts())


def test_a_request_without_risk_is_accepted_as_it_comes():
    request, events = submitted(ANN, rq.StateValue("G1", OWN, "phones", ["138 1234 5678"]))
    assert kinds_of(events) == ["Submitted", "Accepted"]
    assert request.status == "accepted"
    assert request.revision.proposals[0].value == ["+8613812345678"]


def test_a_merge_of_two_confirmed_customers_takes_two_approvers():
    request, _ = submitted(LI, MERGE, facts=rq.Facts({"G1", "G2"}, 2, 0))
    request = approved_by(request, WANG)
    assert (request.status, request.missing) == ("pending", 1)
    with pytest.raises(RequestError, match="pending"):
        after(request, command(rq.Apply, LI, revision=1, versions={}))
    assert approved_by(request, ZHAO).status == "accepted"


# -- who may approve ----------------------------------------------------------------------------


def refused(request, one, policy=POLICY):
    """Return the rule that a command breaks; the request is left as it was."""
    with pytest.raises(RequestError) as caught:
        rq.decide(request, one, policy)
    assert caught.value.request == "R1"
    assert one.actor.id not in str(caught.value).split()
    return type(caught.value), caught.value.rule


def yes(actor, n=0, revision=1, **what):
    return command(rq.Approve, actor, n, revision=revision, **what)


def test_nobody_approves_what_they_or_those_they_act_for_asked_for():
    request, _ = submitted(LI, MERGE, on_behalf_of="zhao")
    for one in (yes(LI), yes(ZHAO), yes(WANG, on_behalf_of="li"), yes(LI, on_behalf_of="wang")):
        assert refused(request, one) == (NotAllowedError, "requester")
    assert approved_by(request, WANG).status == "accepted"


def test_who_amends_a_request_has_asked_for_it():
    request, _ = submitted(LI, MERGE)
    amend = command(rq.Amend, WANG, proposals=[MERGE], revision=1, facts=rq.Facts((), 2, 0))
    request = after(request, amend)
    assert request.submitters == {"li"}
    for actor in (LI, WANG):
        assert refused(request, yes(actor, revision=2)) == (NotAllowedError, "requester")
    assert approved_by(request, ZHAO).status == "accepted"


def test_an_approver_counts_once_also_through_somebody_else():
    request, _ = submitted(LI, MERGE, facts=rq.Facts({"G1", "G2"}, 2, 0))
    request = approved_by(request, WANG)
    for one in (yes(WANG, 2), yes(ZHAO, on_behalf_of="wang")):
        assert refused(request, one) == (NotAllowedError, "once")


def test_nobody_approves_a_change_of_themselves():
    request, _ = submitted(LI, MERGE)
    steward = rq.Actor("ann", {"steward"}, {"G2"})
    assert refused(request, yes(steward)) == (NotAllowedError, "own")


def test_the_risk_says_which_roles_approve():
    request, _ = submitted(LI, rq.Erase("G1"))
    assert refused(request, yes(WANG)) == (NotAllowedError, "approver")
    assert approved_by(request, LEAD).missing == 1


def test_approvals_of_an_older_revision_do_not_count():
    request, _ = submitted(LI, MERGE, facts=rq.Facts({"G1", "G2"}, 2, 0))
    request = approved_by(request, WANG)
    amend = command(rq.Amend, LI, proposals=[rq.Merge(("G1", "G3"))], revision=1)
    request = after(request, attrs.evolve(amend, facts=rq.Facts({"G1", "G3"}, 2, 0)))
    assert (request.approvals, request.revision.number) == ((), 2)
    with pytest.raises(StaleVersionError, match="revision 2"):
        rq.decide(request, yes(WANG, 9), POLICY)
    assert approved_by(request, WANG, ZHAO).status == "accepted"


# -- who may do what ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "proposal",
    [
        rq.PinValue("G1", Pin("phones", "+8613812345678")),
        rq.StateValue("G2", RecordId("self", "G2"), "phones", ["138 1234 5678"]),
        rq.StateValue("G1", OWN, "identifiers", ["11010519491231002X"]),
        MERGE,
    ],
)
def test_a_customer_proposes_only_what_is_granted_about_themselves(proposal):
    one = command(rq.Submit, ANN, proposals=[rq.StateValue("G1", OWN, "phones", []), proposal])
    assert refused(None, one) == (NotAllowedError, "grant")


def test_a_customer_cannot_put_a_request_of_others_aside():
    request, _ = submitted(LI, MERGE)
    own = rq.StateValue("G1", OWN, "phones", ["138 1234 5678"])
    amend = command(rq.Amend, ANN, proposals=[own], revision=1)
    assert refused(request, amend) == (NotAllowedError, "grant")


def test_what_no_grant_allows_is_not_allowed():
    nobody = rq.Actor("eve", {"guest"})
    request, _ = submitted(LI, MERGE)
    accepted = approved_by(request, WANG)
    for state, one in [
        (None, command(rq.Submit, nobody, proposals=[MERGE])),
        (request, command(rq.Amend, nobody, proposals=[MERGE], revision=1)),
        (request, yes(nobody)),
        (request, command(rq.Reject, nobody)),
        (accepted, command(rq.Apply, nobody, revision=1, versions={})),
        (request, command(rq.Expire, nobody, hours=999)),
    ]:
        assert refused(state, one) == (NotAllowedError, "grant")


def test_a_request_speaks_only_for_its_sources():
    one = rq.StateValue("G1", RecordId("erp", 7), "phones", ["138 1234 5678"])
    assert refused(None, command(rq.Submit, LI, proposals=[one])) == (NotAllowedError, "source")


def test_only_who_submitted_a_request_withdraws_it():
    request, _ = submitted(ANN, rq.StateValue("G1", OWN, "birth_date", "1990-02-03"))
    same = request.revision.proposals
    request = after(request, command(rq.Amend, LI, proposals=same, revision=1))
    assert refused(request, command(rq.Withdraw, LI)) == (NotAllowedError, "submitter")
    assert after(request, command(rq.Withdraw, ANN)).status == "withdrawn"


# -- the road -----------------------------------------------------------------------------------


def test_a_command_that_comes_twice_has_one_effect():
    submit = command(rq.Submit, LI, proposals=[MERGE], facts=rq.Facts((), 2, 0))
    request = None
    commands = (submit, yes(WANG, 1), command(rq.Apply, LI, revision=1, versions={}))
    for one in commands:
        request, events = rq.decide(request, one, POLICY)
        assert events
    for one in commands:
        assert rq.decide(request, one, POLICY) == (request, ())


def test_each_event_says_who_did_what_for_whom_and_why():
    request, _ = submitted(LI, MERGE)
    why = {"comment": "same phone", "on_behalf_of": "zhao"}
    vote, accepted = rq.decide(request, yes(WANG, hours=3, **why), POLICY)[1]
    for event in (vote, accepted):
        assert (event.actor, event.on_behalf_of, event.command) == (
            "wang",
            "zhao",
            "approve wang 0",
        )
        assert event.at == AT + dt.timedelta(hours=3)
    assert [vote.comment, accepted.comment] == ["same phone", ""]


def test_an_id_of_a_command_is_not_used_again_for_another():
    request, _ = submitted(LI, MERGE, facts=rq.Facts({"G1", "G2"}, 2, 0))
    request = approved_by(request, WANG)
    again = attrs.evolve(yes(ZHAO), id="approve wang 1")
    assert refused(request, again) == (RequestError, "command")


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        ("pending", {"amend", "approve", "reject", "withdraw", "expire"}),
        ("accepted", {"amend", "reject", "withdraw", "apply", "expire"}),
        ("conflicted", {"amend", "reject", "withdraw", "expire"}),
        ("invalid", {"amend", "reject", "withdraw", "expire"}),
        ("applied", set()),
        ("rejected", set()),
        ("withdrawn", set()),
        ("expired", set()),
    ],
)
def test_each_status_allows_its_steps_and_no_others(status, allowed):
    request = in_status(status)
    assert request.status == status
    assert request.is_open == bool(allowed)
    steps = {
        "submit": command(rq.Submit, LI, 9, proposals=[MERGE]),
        "amend": command(rq.Amend, LI, 9, proposals=[MERGE], revision=1, facts=rq.Facts((), 2, 0)),
        "approve": yes(ZHAO, 9),
        "reject": command(rq.Reject, LI, 9),
        "withdraw": command(rq.Withdraw, LI, 9),
        "apply": command(rq.Apply, LI, 9, revision=1, versions={}),
        "expire": command(rq.Expire, LI, 9, hours=999),
    }
    for kind, one in steps.items():
        if kind in allowed:
            _, events = rq.decide(request, one, POLICY)
            assert events[0].by == kind
        else:
            rule = "known" if kind == "submit" else "status"
            assert refused(request, one) == (RequestError, rule)


def in_status(status):
    if status == "invalid":
        return submitted(LI, rq.PinValue("G1", Pin("phones", "12")))[0]
    pending, _ = submitted(LI, MERGE, versions={"G1": 0, "G2": 0})
    accepted = approved_by(pending, WANG)
    return {
        "pending": pending,
        "accepted": accepted,
        "conflicted": after(accepted, command(rq.Apply, LI, revision=1, versions={"G1": 1})),
        "applied": after(accepted, command(rq.Apply, LI, revision=1, versions={})),
        "rejected": after(pending, command(rq.Reject, LI)),
        "withdrawn": after(pending, command(rq.Withdraw, LI)),
        "expired": after(pending, command(rq.Expire, LI, hours=120)),
    }[status]


def test_a_revision_that_was_amended_since_is_not_applied():
    request, _ = submitted(ANN, rq.StateValue("G1", OWN, "phones", ["138 1234 5678"]))
    other = [rq.StateValue("G1", OWN, "phones", ["138 1234 5679"])]
    request = after(request, command(rq.Amend, ANN, proposals=other, revision=1))
    assert request.status == "accepted"
    with pytest.raises(StaleVersionError, match="revision 2"):
        rq.decide(request, command(rq.Apply, LI, revision=1, versions={}), POLICY)


def test_nothing_happens_to_a_request_that_there_is_not():
    for one in (yes(LI), command(rq.Withdraw, LI), command(rq.Apply, LI, revision=1, versions={})):
        assert refused(None, one) == (RequestError, "unknown")


def test_a_command_of_another_request_is_refused():
    request, _ = submitted(LI, MERGE)
    with pytest.raises(RequestError, match="R2") as caught:
        rq.decide(request, attrs.evolve(yes(WANG), request="R2"), POLICY)
    assert caught.value.rule == "request"


@pytest.mark.parametrize(("hours", "rule"), [(0, "due"), (119, "due"), (120, None)])
def test_a_request_expires_from_its_due_date_on(hours, rule):
    request, _ = submitted(LI, MERGE)
    expire = command(rq.Expire, WANG, hours=hours)
    if rule is None:
        assert after(request, expire).status == "expired"
    else:
        assert refused(request, expire) == (RequestError, rule)


def test_a_request_without_a_due_date_never_expires():
    request, _ = submitted(LI, rq.Erase("G1"))
    assert refused(request, command(rq.Expire, WANG, hours=10**5)) == (RequestError, "due")


def test_a_stale_base_is_a_conflict_that_an_amendment_on_fresh_versions_ends():
    request, _ = submitted(LI, MERGE, versions={"G1": 3, "G2": 1, "G7": 5})
    assert request.revision.versions == {"G1": 3, "G2": 1}
    request = approved_by(request, WANG)
    request, events = rq.decide(
        request, command(rq.Apply, LI, revision=1, versions={"G1": 3, "G2": 2}), POLICY
    )
    assert kinds_of(events) == ["Conflicted"]
    assert request.stale == {"G2": rq.Stale(1, 2)}
    versions = {"G1": 3, "G2": 2}
    amend = command(rq.Amend, LI, proposals=[MERGE], revision=1, versions=versions)
    request = after(request, attrs.evolve(amend, facts=rq.Facts((), 2, 0)))
    assert (request.status, request.stale, request.approvals) == ("pending", {}, ())
    request = after(
        request, yes(WANG, 2, revision=2), command(rq.Apply, LI, 1, revision=2, versions=versions)
    )
    assert request.status == "applied"


def test_a_version_that_is_left_out_is_that_of_an_id_never_given():
    request, _ = submitted(LI, rq.Split("G1", {"G9": [OWN]}), versions={"G1": 4})
    request = approved_by(request, WANG)
    taken = after(request, command(rq.Apply, LI, revision=1, versions={"G1": 4, "G9": 1}))
    assert taken.stale == {"G9": rq.Stale(0, 1)}
    assert after(request, command(rq.Apply, LI, revision=1, versions={"G1": 4})).status == "applied"


# -- values -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proposal", "standard", "codes"),
    [
        (rq.PinValue("G1", Pin("phones", "138 1234 5678")), "+8613812345678", []),
        (rq.PinValue("G1", Pin("phones", "12")), "12", ["phone.too_short"]),
        (rq.PinValue("G1", Pin("birth_date", None)), None, []),
        (rq.PinValue("G1", Ignore("phones", "12")), "12", []),
        (rq.PinValue("G1", Pin("employer", "n/a")), "n/a", ["value.placeholder"]),
        (rq.StateValue("G1", OWN, "birth_date", "3 Feb 1990"), "1990-02-03", []),
        (rq.StateValue("G1", OWN, "birth_date", None), None, []),
        (rq.StateValue("G1", OWN, "phones", ()), [], []),
        (rq.StateValue("G1", OWN, "phones", ["", "13812345678", None]), ["+8613812345678"], []),
        (rq.PinValue("G1", Pin("addresses", PostalAddress())), PostalAddress(), ["value.rejected"]),
        (rq.StateValue("G1", OWN, "phones", "13812345678"), ["+8613812345678"], []),
        (
            rq.StateValue("G1", OWN, "emails", ["A@Example.COM", "b"]),
            ["A@example.com", "b"],
            ["email.no_at"],
        ),
    ],
)
def test_values_are_standardized_and_what_is_wrong_blocks_approval(proposal, standard, codes):
    request, events = submitted(LI, rq.Unmerge("G3"), proposal)
    made = request.revision.proposals[1]
    value = made.pin.value if isinstance(made, rq.PinValue) else made.value
    assert value == standard
    assert [issue.code for issue in request.revision.issues] == codes
    whose = proposal.record if isinstance(proposal, rq.StateValue) else None
    assert {(issue.row, issue.record) for issue in request.revision.issues} <= {(1, whose)}
    assert (request.status == "invalid") == bool(codes)
    if codes:
        assert all(issue.severity is Severity.ERROR for issue in request.revision.issues)
        assert kinds_of(events) == ["Submitted"]
        assert refused(request, yes(WANG)) == (RequestError, "status")


def test_an_invalid_request_of_no_risk_is_not_accepted():
    request, events = submitted(ANN, rq.StateValue("G1", OWN, "phones", ["12"]))
    assert (request.status, kinds_of(events)) == ("invalid", ["Submitted"])


def test_a_unit_is_proposed_whole():
    address = PostalAddress(street="1 High St", city="leeds", postcode="ls1 4ap", country="UK")
    request, _ = submitted(LI, rq.PinValue("G1", Pin("addresses", address)))
    assert request.revision.proposals[0].pin.value.country == "GB"
    with pytest.raises(MissingColumnError, match="unit"):
        submitted(LI, rq.PinValue("G1", Pin("addresses.city", "Leeds")))


@pytest.mark.parametrize(
    "value",
    [7, 7.5, float("nan"), True, object(), b"\xff", "\ud800", "1" * 10**6, {"a": 1}, [["x"]], {1}],
)
def test_whatever_is_proposed_is_a_value_with_issues(value):
    for proposal in (
        rq.PinValue("G1", Pin("phones", value)),
        rq.StateValue("G1", OWN, "birth_date", value),
    ):
        request, _ = submitted(LI, proposal)
        assert request.status == "invalid"
        assert rq.describe(request)
        assert "object at" not in rq.describe(request)


def test_a_value_of_a_wrong_type_is_told_without_the_value():
    with pytest.raises(ConfigurationError) as caught:
        submitted(LI, rq.PinValue("G1", Pin("name", "Ann Lee")))
    assert "Ann" not in str(caught.value)


def test_a_table_is_checked_by_the_kinds_of_its_columns():
    policy = attrs.evolve(
        POLICY, record=None, kinds={"tel": "phone"}, rules=[rq.RiskRule("medium")],
        grants=[rq.Grant(role, EVERYTHING) for role in ("steward", "lead")],
    )  # fmt: skip
    request, _ = submitted(LI, rq.PinValue("G1", Pin("tel", "138 1234 5678")), policy=policy)
    assert request.revision.proposals[0].pin.value == "+8613812345678"
    with pytest.raises(MissingColumnError, match="'tel'"):
        submitted(LI, rq.PinValue("G1", Pin("tell", "1")), policy=policy)


def test_no_value_is_in_a_repr():
    secret = "ann@secret.example"  # noqa: S105
    proposals = [
        rq.PinValue("G1", Pin("emails", secret)),
        rq.StateValue("G1", OWN, "emails", [secret]),
    ]
    submit = command(rq.Submit, LI, proposals=proposals, comment=secret)
    request, events = rq.decide(None, submit, POLICY)
    for shown in (submit, request, request.revision, *events, rq.describe(request)):
        assert secret not in repr(shown)
    assert secret in rq.describe(request, values=True)


# -- into the ledger ----------------------------------------------------------------------------


def customers(**members):
    state = ledger.LedgerState()
    for golden_id, keys in members.items():
        records = [RecordId("crm", key) for key in keys]
        state = state.apply(ledger.create(state, golden_id, records, at=AT, actor="job"))
    return state


def applied(state, *proposals):
    """Return the state of a ledger after a request that takes the whole road."""
    facts = rq.Facts((), 2, 0)
    request, _ = submitted(LI, *proposals, versions=state.versions, facts=facts)
    while request.missing:
        approver = LEAD if not request.approvals else attrs.evolve(LEAD, id="lead2")
        request = after(request, yes(approver, len(request.approvals)))
    request = after(request, command(rq.Apply, LI, revision=1, versions=state.versions))
    outcome = rq.carry_out(request, state)
    assert all(one.actor == "li" and "R1" in one.reason for one in outcome.events)
    return state.apply(outcome.events), outcome


CRM = [RecordId("crm", n) for n in range(9)]


@pytest.mark.parametrize(
    ("proposals", "expected"),
    [
        ([MERGE], {"G1": {1, 2, 3}}),
        ([rq.Merge(("G1", "G2"), into="G2")], {"G2": {1, 2, 3}}),
        ([MERGE, rq.Unmerge("G1")], {"G1": {1, 2}, "G2": {3}}),
        ([MERGE, rq.Unmerge("G1", CRM[3], "linear")], {"G1": {1, 2}, "G2": {3}}),
        ([rq.Split("G1", {"G9": [CRM[2]]})], {"G1": {1}, "G9": {2}, "G2": {3}}),
        ([rq.Move("G1", [CRM[2]], "G2")], {"G1": {1}, "G2": {2, 3}}),
        ([rq.Add("G5", [CRM[5]])], {"G1": {1, 2}, "G2": {3}, "G5": {5}}),
        ([rq.Add("G1", [CRM[5]])], {"G1": {1, 2, 5}, "G2": {3}}),
        ([rq.Erase("G1")], {"G2": {3}}),
        ([rq.Erase("G1", [CRM[1]])], {"G1": {2}, "G2": {3}}),
        ([rq.Erase("G2"), rq.Add("G1", [CRM[5]])], {"G1": {1, 2, 5}}),
    ],
)
def test_each_proposal_ends_in_the_ledger(proposals, expected):
    state, _ = applied(customers(G1=[1, 2], G2=[3]), *proposals)
    found = {g: {record.key for record in state.members(g)} for g in state.golden_ids}
    assert found == expected


@pytest.mark.parametrize(
    ("proposal", "rule"),
    [
        (rq.Merge(("G1", "G7")), "live"),
        (rq.Move("G1", [CRM[3]], "G2"), "member"),
        (rq.Erase("G1", [CRM[3]]), "member"),
        (rq.Unmerge("G1"), "merged"),
        (rq.StateValue("G7", OWN, "phones", []), "live"),
        (rq.StateValue("G1", CRM[3], "phones", []), "member"),
    ],
)
def test_what_the_ledger_would_not_take_is_known_before_it_is_submitted(proposal, rule):
    with pytest.raises(LedgerError) as caught:
        rq.to_ledger([proposal], customers(G1=[1, 2], G2=[3]), at=AT, actor="li")
    assert caught.value.rule == rule


def test_records_of_another_customer_are_not_released_in_the_name_of_this_one():
    state, _ = applied(customers(G1=[1, 2], G2=[3], G3=[4]), MERGE)
    with pytest.raises(LedgerError, match="not of G3, but of G1"):
        rq.to_ledger([rq.Unmerge("G3", "G2")], state, at=AT, actor="li")


def test_a_pin_is_set_and_let_go():
    pin = Pin("name", PersonName(full="Ann Lee", given="Ann", family="Lee"))
    state, _ = applied(customers(G1=[1, 2]), rq.PinValue("G1", pin))
    (held,) = state.pins_of("G1")
    state, _ = applied(state, rq.UnpinValue("G1", held))
    assert state.pins_of("G1") == ()


@pytest.mark.parametrize("status", ["pending", "accepted", "conflicted", "rejected", "expired"])
def test_only_what_was_applied_is_carried_out(status):
    with pytest.raises(RequestError, match=status):
        rq.carry_out(in_status(status), customers(G1=[1], G2=[2]))


def test_a_customer_states_an_address_and_the_golden_record_shows_whose_word_it_is():
    start = customers(G1=[1, 2])
    events = list(ledger.create(ledger.LedgerState(), "G1", CRM[1:3], at=AT, actor="job"))
    old = PostalAddress(street="1 High St", city="Leeds", country="GB")
    new = PostalAddress(street="9 Low Rd", city="York", country="GB")
    stated = [ledger.Stated(CRM[1], {"addresses": [old]}, AT)]
    submit = command(
        rq.Submit, ANN, proposals=[rq.StateValue("G1", OWN, "addresses", [new])],
        versions=start.versions,
    )  # fmt: skip
    request = after(None, submit)
    assert request.status == "pending"
    assert refused(request, yes(attrs.evolve(ANN, roles={"steward"})))[1] == "requester"
    apply = command(rq.Apply, LI, hours=2, revision=1, versions=start.versions)
    request = after(request, yes(LI), apply)
    outcome = rq.carry_out(request, start)
    (said,) = outcome.stated
    assert said.recorded_at == said.valid_from == AT + dt.timedelta(hours=2)
    history = ledger.History(
        (*events, *outcome.events),
        (*stated, *outcome.stated),
        Survivorship({"addresses": [BySource(["self", "crm"])]}),
    )
    later = AT + dt.timedelta(hours=3)
    golden = ledger.golden_at(history, valid_at=later, known_at=later)["G1"]
    assert OWN in golden.members
    assert new in golden.data["addresses"]
    trace = golden.trace("addresses")
    assert [c.record for c in trace.winners if c.value == new] == [OWN]


def test_of_two_requests_on_one_customer_the_second_is_in_conflict():
    state = customers(G1=[1, 2], G2=[3], G3=[4])
    requests = []
    for other in ("G2", "G3"):
        request, _ = submitted(LI, rq.Merge(("G1", other)), versions=state.versions)
        requests.append(approved_by(request, WANG))
    first, second = requests
    first = after(first, command(rq.Apply, LI, revision=1, versions=state.versions))
    state = state.apply(rq.carry_out(first, state).events)
    second = after(second, command(rq.Apply, LI, revision=1, versions=state.versions))
    assert second.stale == {"G1": rq.Stale(1, 2)}


def test_versions_of_the_feed_move_with_what_a_customer_says():
    """Those of the ledger count records and pins; a statement of a record it holds is neither."""
    start = ledger.create(ledger.LedgerState(), "G1", [CRM[1], OWN], at=AT, actor="job")
    state, stated, told = ledger.replay(start), (), ledger.feed.Replica()
    statuses = []
    for n, phone in enumerate(["13812345678", "13912345678"]):
        proposal = rq.StateValue("G1", OWN, "phones", [phone])
        submit = command(rq.Submit, LI, proposals=[proposal], versions={"G1": 0})
        request = approved_by(after(None, submit), WANG)
        versions = {"G1": told.version("G1")}
        request = after(request, command(rq.Apply, LI, n, revision=1, versions=versions))
        statuses.append(request.status)
        if request.status == "applied":
            outcome = rq.carry_out(request, state)
            assert outcome.events == ()
            stated += outcome.stated
            history = ledger.History(start, stated)
            golden = ledger.golden_at(history, valid_at=AT, known_at=AT)["G1"]
            now = ledger.feed.Replica.of([golden])
            told = ledger.feed.apply_events(told, ledger.feed.diff(told, now))
    assert statuses == ["applied", "conflicted"]
    assert request.stale == {"G1": rq.Stale(0, 1)}


# -- what is written wrong ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda: rq.Merge(("G1", "G1")), "golden_ids"),
        (lambda: rq.Merge(("G1", "G2"), into="G3"), "into"),
        (lambda: rq.Split("G1", {}), "parts"),
        (lambda: rq.Move("G1", ["crm:1"], "G2"), "RecordId"),
        (lambda: rq.Add("", [OWN]), "golden_id"),
        (lambda: rq.Merge((1, 2)), "text"),
        (lambda: rq.Split("G1", {1: [OWN]}), "text"),
        (lambda: rq.Unmerge("G1", 7), "what"),
        (lambda: rq.Unmerge("G1", mode="line"), "mode"),
        (lambda: rq.StateValue("G1", "self:G1", "phones", []), "record"),
        (lambda: rq.Actor(""), "id"),
        (lambda: command(rq.Submit, LI, proposals=MERGE, facts={}), "facts"),
        (lambda: command(rq.Withdraw, LI, comment=None), "comment"),
        (lambda: command(rq.Withdraw, LI, on_behalf_of=LI), "on_behalf_of"),
        (lambda: command(rq.Apply, LI, revision=1, versions=3), "versions"),
        (lambda: rq.Level("low", due=5), "due"),
        (lambda: rq.Level("low", due=dt.timedelta(0)), "due"),
        (lambda: rq.Level("low", due=dt.timedelta(days=40000)), "due"),
        (lambda: rq.RiskRule("low", own="yes"), "own"),
        (lambda: attrs.evolve(POLICY, levels=["low"]), "levels"),
        (lambda: attrs.evolve(POLICY, rules=[rq.Level("low")]), "rules"),
        (lambda: rq.Facts(records=-1), "records"),
        (lambda: rq.Facts(value=float("nan")), "value"),
        (lambda: command(rq.Submit, LI, proposals=[]), "proposals"),
        (lambda: command(rq.Submit, LI, proposals=["merge"]), "proposals"),
        (lambda: command(rq.Submit, LI, proposals=MERGE, versions={"G1": "1"}), "versions"),
        (lambda: rq.Level("low", -1), "approvals"),
        (lambda: rq.RiskRule("low", kinds={"merg"}), "'merge'"),
        (lambda: rq.RiskRule("low", customers_from=-1), "customers_from"),
        (lambda: rq.Grant("steward", {"aprove"}), "'approve'"),
        (lambda: attrs.evolve(POLICY, levels=[]), "levels"),
        (lambda: attrs.evolve(POLICY, levels=[rq.Level("low")] * 2), "levels"),
        (lambda: attrs.evolve(POLICY, rules=[rq.RiskRule("hih")]), "'high'"),
        (lambda: attrs.evolve(POLICY, rules=[rq.RiskRule("high", paths={"phone"})]), "'phones'"),
        (lambda: attrs.evolve(POLICY, record=None), "record="),
        (lambda: attrs.evolve(POLICY, kinds={"tel": "phone"}), "record="),
        (lambda: attrs.evolve(POLICY, record=None, kinds={"tel": "fone"}), "'phone'"),
        (lambda: attrs.evolve(POLICY, grants=[]), "approve"),
        (
            lambda: attrs.evolve(
                POLICY, rules=(), grants=[rq.Grant("steward", {"approve"})],
                levels=[rq.Level("low", 1, {"led"})],
            ),
            "'led'",
        ),
    ],
)  # fmt: skip
def test_what_cannot_work_is_told_where_it_is_written(make, named):
    with pytest.raises(ConfigurationError, match=named):
        make()


def test_what_is_no_pin_and_no_actor_is_told_without_its_value():
    for make in (
        lambda: rq.PinValue("G1", "ann@secret.example"),
        lambda: rq.Withdraw(id="1", request="R1", actor="ann@secret.example", at=AT),
    ):
        with pytest.raises(ConfigurationError) as caught:
            make()
        assert "secret" not in str(caught.value)


# -- words --------------------------------------------------------------------------------------


def test_a_request_reads_as_sentences_in_english_and_chinese():
    proposals = [
        MERGE, rq.Merge(("G1", "G2"), into="G2"), rq.PinValue("G1", Pin("phones", "12")),
        rq.PinValue("G1", Ignore("phones", "12")), rq.UnpinValue("G1", Pin("phones", "12")),
        rq.StateValue("G1", OWN, "emails", []), rq.Unmerge("G1"), rq.Unmerge("G1", "G2"),
        rq.Split("G1", {"G8": [CRM[1]], "G9": [CRM[2]]}), rq.Move("G1", [CRM[1]], "G2"),
        rq.Add("G5", CRM[:2]), rq.Erase("G1"), rq.Erase("G1", [CRM[1]]),
    ]  # fmt: skip
    request, _ = submitted(LI, *proposals)
    assert rq.describe(request).splitlines() == [
        "R1, revision 1, risk highest: its values are to be amended",
        "  merge G1 and G2",
        "  merge G1 into G2",
        "  G1: hold phones fast",
        "  G1: ignore a value of phones",
        "  G1: let phones go",
        "  G1: self:G1 says emails",
        "  undo the last merge into G1",
        "  take G2 out of G1 again",
        "  split G1, parts go to G8 and G9",
        "  move crm:1 from G1 to G2",
        "  G5: add crm:0, crm:1",
        "  erase G1",
        "  G1: erase crm:1",
        "  phones: has too few digits for a phone number",
    ]
    chinese = rq.describe(request, "zh", values=True).splitlines()
    assert chinese[:4] == [
        "R1，第 1 版，风险 highest：数据有误，待修改",
        "  合并 G1、G2",
        "  将 G1 合并到 G2",
        "  G1：固定 phones：12",
    ]
    assert chinese[6] == "  G1：self:G1 申报 emails：无值"
    assert len(chinese) == 15


@pytest.mark.parametrize(
    ("status", "english", "chinese"),
    [
        ("pending", "0 of 1 approvals", "已获 0/1 人批准"),
        ("accepted", "accepted, to be applied", "已通过，待执行"),
        ("conflicted", "customers have changed since; to be amended", "客户数据已变动，待修改"),
        ("applied", "applied", "已执行"),
        ("rejected", "rejected", "已驳回"),
        ("withdrawn", "withdrawn", "已撤回"),
        ("expired", "expired", "已过期"),
    ],
)
def test_each_status_has_its_words(status, english, chinese):
    request = in_status(status)
    head, *lines = rq.describe(request).splitlines()
    assert head == f"R1, revision 1, risk medium: {english}"
    assert rq.describe(request, "zh").startswith(f"R1，第 1 版，风险 medium：{chinese}\n")
    changed = ["  G1 was at version 0, it is at 1"] if status == "conflicted" else []
    assert lines == ["  merge G1 and G2", *changed]
