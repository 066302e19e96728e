"""What is written of change requests is read again as it was, or refused."""

import datetime as dt
import json
import uuid

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm import (
    Context,
    LedgerFileError,
    Organization,
    Person,
    PersonName,
    RecordId,
    RequestError,
)
from custmdm.errors import ConfigurationError, MissingColumnError
from custmdm.ledger import Created
from custmdm.steward import requests as rq
from custmdm.survive import Ignore, Pin, Until
from tests.steward.test_requests import AT, CRM, LI, POLICY, WANG, command, submitted, yes

NAME = PersonName(full="王伟", given="伟", family="王")
EVERY_PROPOSAL = [
    rq.Merge(("G1", "G2"), into="G2"),
    rq.PinValue("G1", Pin("name", NAME, Until.change("erp"))),
    rq.PinValue("G1", Pin("gender", "female", Until.date(AT))),
    rq.PinValue("G1", Pin("birth_date", None)),
    rq.PinValue("G1", Ignore("phones", "+8613812345678", Until.leave(RecordId("crm", "1")))),
    rq.UnpinValue("G1", Pin("phones", "12")),
    rq.StateValue("G1", RecordId("self", ("G1", 7)), "phones", ["+8613812345678", "12"]),
    rq.StateValue("G1", RecordId("self", uuid.UUID(int=7)), "name", None),
    rq.Unmerge("G1"),
    rq.Unmerge("G1", RecordId("crm", dt.date(2026, 5, 1)), "linear"),
    rq.Unmerge("G1", "G3"),
    rq.Split("G1", {"G9": CRM[:2], "G8": [RecordId("crm", "8")]}),
    rq.Move("G1", CRM[:1], "G2"),
    rq.Add("G5", CRM[5:]),
    rq.Erase("G1"),
    rq.Erase("G1", [RecordId("crm", True), RecordId("crm", 1)]),
]


def everything():
    """Return the events of requests that hold each proposal and take each step."""
    facts = rq.Facts({"G1", "G2"}, 7, 2.5)
    what = {"facts": facts, "versions": {"G1": 3}, "comment": "她说的 \u2028"}
    request, events = submitted(LI, *EVERY_PROPOSAL, **what)
    found = [*events]
    steps = [
        command(rq.Amend, WANG, proposals=EVERY_PROPOSAL[:1], revision=1, facts=facts),
        yes(attrs.evolve(LI, id="a"), revision=2, on_behalf_of="b"),
        yes(attrs.evolve(LI, id="c"), revision=2),
        command(rq.Apply, LI, revision=2, versions={"G2": 4}),
        command(rq.Expire, LI, hours=999),
    ]
    for step in steps:
        request, events = rq.decide(request, step, POLICY)
        found += events
    merge = submitted(LI, rq.Merge(("G1", "G2")))[0]
    for last in (command(rq.Reject, LI), command(rq.Withdraw, LI)):
        found += rq.decide(merge, last, POLICY)[1]
    accepted, _ = rq.decide(merge, yes(WANG), POLICY)
    found += rq.decide(accepted, command(rq.Apply, LI, revision=1, versions={}), POLICY)[1]
    return found


def test_each_event_comes_back_as_it_was():
    events = everything()
    assert len({type(event) for event in events}) == 9
    for event in events:
        line = rq.event_to_json(event)
        assert "\n" not in line
        assert rq.event_from_json(line) == event
        assert rq.event_to_json(rq.event_from_json(line)) == line


def test_every_proposal_is_among_them():
    written = json.loads(rq.event_to_json(everything()[0]))["revision"]["proposals"]
    assert len({one["kind"] for one in written}) == 9


def test_a_request_comes_back_and_goes_on():
    events = everything()[:6]
    for n in range(1, len(events) + 1):
        request = rq.replay(events[:n])
        again = rq.request_from_json(rq.request_to_json(request))
        assert again == request
        assert rq.replay(events[n:], again) == rq.replay(events)


def test_a_policy_comes_back_as_it_was():
    again = rq.policy_from_json(rq.policy_to_json(POLICY), record=Person)
    assert again == POLICY
    table = rq.Policy(levels=[rq.Level("any", 0)], kinds={"tel": "phone"}, sources={"web"})
    assert rq.policy_from_json(rq.policy_to_json(table)) == table


roles = st.frozensets(st.sampled_from(["steward", "lead", "审核"]), max_size=2)
kinds = st.frozensets(st.sampled_from(["pin", "state", "merge", "erase"]), max_size=2)
paths = st.frozensets(st.sampled_from(["phones", "name", "birth_date"]), max_size=2)
spans = st.timedeltas(dt.timedelta(microseconds=1), dt.timedelta(days=36524))
amounts = st.one_of(st.integers(0, 10), st.floats(0, 1e9))
wholes = st.integers(0, 3)
names = ("low", "中", "high")


@given(
    levels=st.tuples(
        *(
            st.builds(
                rq.Level, st.just(name), wholes, roles, st.one_of(st.none(), spans)
            )
            for name in names
        )
    ),
    rules=st.lists(
        st.builds(
            rq.RiskRule, st.sampled_from(names), kinds, paths,
            st.sampled_from([None, True, False]), wholes, wholes, wholes, amounts,
        ),
        max_size=3,
    ),
    grants=st.lists(
        st.builds(
            rq.Grant, st.sampled_from(["eve", "审核"]), st.just({"submit"}), kinds, paths,
            st.booleans(),
        ),
        max_size=3,
    ),
    context=st.sampled_from([Context(), Context("CN", "zh", "DMY")]),
)  # fmt: skip
def test_whatever_a_policy_says_comes_back(levels, rules, grants, context):
    approving = [rq.Grant(role, {"approve"}) for role in ("steward", "lead", "审核")]
    policy = rq.Policy(
        record=Person, levels=levels, rules=rules, grants=[*grants, *approving], context=context
    )
    text = rq.policy_to_json(policy)
    assert rq.policy_from_json(text, record=Person) == policy
    assert rq.policy_to_json(rq.policy_from_json(text, record=Person)) == text


def test_a_policy_can_be_written_by_hand():
    text = """{"custmdm.request_policy": 1, "levels": [{"name": "any", "approvals": 0}],
               "kinds": {"tel": "phone"}, "rules": [{"risk": "any", "value_from": 10}]}"""
    assert rq.policy_from_json(text).rules == (rq.RiskRule("any", value_from=10),)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('"medium","approvals":1', '"medium","approvals":-1', "approvals"),
        ('"risk":"high"', '"risk":"hgh"', "'high'"),
        ('"kinds":["merge"]', '"kinds":["marge"]', "'merge'"),
        ('"rules":', '"rule":', "'rules'"),
    ],
)
def test_a_policy_that_cannot_work_says_what_is_wrong(old, new, named):
    text = rq.policy_to_json(POLICY)
    assert old in text
    with pytest.raises(ConfigurationError, match=named):
        rq.policy_from_json(text.replace(old, new), record=Person)


def test_a_policy_of_another_record_type_is_refused():
    with pytest.raises(MissingColumnError, match="birth_date"):
        rq.policy_from_json(rq.policy_to_json(POLICY), record=Organization)


@attrs.frozen
class Size:
    height: str


def test_units_of_the_user_are_handed_over():
    event = everything()[0]
    one = rq.PinValue("G1", Pin("size", Size("secret")))
    event = attrs.evolve(event, revision=attrs.evolve(event.revision, proposals=(one,)))
    with pytest.raises(LedgerFileError, match=r"classes=\(Size,\)"):
        rq.event_to_json(event)
    line = rq.event_to_json(event, classes=(Size,))
    assert rq.event_from_json(line, classes=(Size,)) == event
    with pytest.raises(LedgerFileError, match=r"classes=\(Size,\)"):
        rq.event_from_json(line)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda line: line[:-5],
        lambda line: line.replace('"custmdm.request_event":1', '"custmdm.request_event":2'),
        lambda line: line.replace('"custmdm.request_event":1,', ""),
        lambda line: line.replace('"type":"Submitted"', '"type":"Summoned"'),
        lambda line: line.replace('"kind":"merge"', '"kind":"marry"'),
        lambda line: line.replace('"number":1', '"number":"1"'),
        lambda line: line.replace('"actor":"li"', '"actor":7'),
        lambda line: line.replace('"actor":"li"', '"actor":"li","more":1'),
        lambda line: line.replace('"golden_ids":["G1","G2"]', '"golden_ids":["G1"]'),
        lambda line: "[]",
    ],
)
def test_what_is_no_event_is_refused_without_its_values(spoil):
    line = rq.event_to_json(everything()[0])
    assert spoil(line) != line
    with pytest.raises(LedgerFileError) as caught:
        rq.event_from_json(spoil(line))
    assert "138" not in str(caught.value)


def test_a_request_that_was_edited_is_refused():
    text = rq.request_to_json(rq.replay(everything()[:7]))
    with pytest.raises(LedgerFileError, match="edited"):
        rq.request_from_json(text.replace('"expired"', '"applied"'))


def test_an_event_of_the_ledger_is_none_of_a_request():
    other = Created(number=1, at=AT, actor="li", golden_id="G1", records=())
    with pytest.raises(LedgerFileError, match="Created"):
        rq.event_to_json(other)  # type: ignore[arg-type]
    with pytest.raises(RequestError, match="Created") as caught:
        rq.replay([other])  # type: ignore[list-item]
    assert caught.value.rule == "type"


@pytest.mark.parametrize(
    ("order", "rule", "number"),
    [
        ([], "unknown", None),
        ([1], "number", 2),
        ([0, 0], "number", 1),
        ([0, 2], "number", 3),
        ([0, 1, 2, 3, 4, 5, 5], "number", 6),
    ],
)
def test_events_that_do_not_follow_each_other_are_no_request(order, rule, number):
    events = everything()
    with pytest.raises(RequestError) as caught:
        rq.replay(events[i] for i in order)
    assert (caught.value.rule, caught.value.number) == (rule, number)


def test_nothing_follows_the_end():
    events = everything()[:7]
    late = attrs.evolve(events[1], number=len(events) + 1)
    with pytest.raises(RequestError, match="expired") as caught:
        rq.replay([*events, late])
    assert caught.value.rule == "status"
