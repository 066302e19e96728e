"""Decisions as JSON come back as they were; what was cut or is foreign is refused."""

import datetime as dt
import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

import custmdm as cm
from custmdm.errors import LedgerFileError
from custmdm.steward import (
    Different,
    Ruling,
    Same,
    Unsure,
    decision_from_json,
    decision_to_json,
)
from tests.steward.world import AT, decisions, ruled, said

text = st.text(max_size=8)
keys = st.one_of(st.integers(), text, st.booleans(), st.uuids(), st.tuples(st.integers(), text))
ids = st.builds(cm.RecordId, st.text("abc", min_size=1, max_size=2), keys)
times = st.datetimes(timezones=st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=8))]))
two = st.tuples(ids, ids).filter(lambda pair: pair[0] != pair[1])
common = st.fixed_dictionaries(
    {"by": st.text(min_size=1, max_size=5), "at": times},
    optional={"reason": text, "expires": st.none() | times, "scope": st.none() | text},
)
seen = st.builds(
    lambda cls, pair, evidence, more: cls(*pair, evidence=evidence, **more),
    st.sampled_from([Same, Different, Unsure]), two, st.none() | text, common,
)  # fmt: skip
ruling = st.builds(
    lambda holds, pair, more: Ruling(holds(*pair), **more),
    st.sampled_from([cm.Always, cm.Never]), two, common,
)  # fmt: skip
filled = text.filter(lambda one: one.strip())
values = st.builds(cm.IgnoreValue, filled, filled) | st.builds(
    lambda field, two: cm.AliasValue(field, two[0], same_as=two[1]),
    filled, st.tuples(filled, filled).filter(lambda two: two[0] != two[1]),
)  # fmt: skip
on_values = st.builds(lambda holds, more: Ruling(holds, **more), values, common)


@given(on_values)
def test_a_ruling_on_values_comes_back_as_it_was(ruling):
    line = decision_to_json(ruling)
    assert decision_from_json(line) == ruling
    assert ruling.pair is None


@given(seen | ruling)
def test_a_decision_comes_back_as_it_was(decision):
    line = decision_to_json(decision)
    assert "\n" not in line
    back = decision_from_json(line)
    assert back == decision
    assert type(back) is type(decision)
    # 1 is not True, and neither "1".
    assert [type(r.key) for r in back.pair] == [type(r.key) for r in decision.pair]
    assert decision_to_json(back) == line


@given(decisions)
def test_those_of_the_other_tests_do_too(given_):
    assert [decision_from_json(decision_to_json(one)) for one in given_] == given_


def test_the_line_is_plain():
    line = decision_to_json(said(Same, "ab", reason="phoned"))
    assert json.loads(line) == {
        "custmdm.decision": 1, "type": "same", "left": ["t", "a"], "right": ["t", "b"],
        "by": "li", "at": "2026-05-01T00:00:00+00:00", "reason": "phoned",
    }  # fmt: skip


@pytest.mark.parametrize("decision", [said(Same, "ab", evidence="e"), ruled(cm.Never, "ab")])
def test_a_line_that_was_cut_is_refused(decision):
    line = decision_to_json(decision)
    for end in range(len(line)):
        with pytest.raises(LedgerFileError):
            decision_from_json(line[:end])


def changed(**what):
    plain = json.loads(decision_to_json(said(Same, "ab")))
    plain |= what
    return json.dumps({name: value for name, value in plain.items() if value is not ...})


@pytest.mark.parametrize(
    "line",
    [
        "{}", "[]", "null", '"text"',
        changed(**{"custmdm.decision": 2}), changed(**{"custmdm.decision": "1"}),
        changed(type="merge"), changed(type=...), changed(left=...), changed(left=7),
        changed(left=["t", "b"]), changed(at="soon"), changed(at=...), changed(by=""),
        changed(by=...), changed(evidence=7), changed(expires=7), changed(type=["same"]),
    ],
)  # fmt: skip
def test_what_is_no_decision_is_refused(line):
    with pytest.raises(LedgerFileError):
        decision_from_json(line)


def test_no_value_of_a_bad_line_is_in_the_error():
    with pytest.raises(LedgerFileError) as caught:
        decision_from_json(changed(at="Annabel Lee", reason="Annabel Lee"))
    assert "Annabel" not in str(caught.value)


def test_what_cannot_be_written_is_refused():
    with pytest.raises(LedgerFileError, match="is no decision"):
        decision_to_json(cm.Always("t:a", "t:b"))
    odd = Same(cm.RecordId("t", frozenset({1})), "t:b", by="li", at=AT)
    with pytest.raises(LedgerFileError):
        decision_to_json(odd)
    fine = Same(cm.RecordId("t", uuid.UUID(int=7)), "t:b", by="li", at=AT)
    assert decision_from_json(decision_to_json(fine)) == fine
