"""Traces: who won, which rules were asked, and how far behind each other claim was."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.survive.claims import NOON, claim, claims

from custmdm.data.trace_words import RULES_ZH, TRACE_PHRASES, UNITS
from custmdm.errors import MissingColumnError
from custmdm.model import GoldenRecord, PersonName, PostalAddress, RecordId
from custmdm.survive import (
    Attribute,
    BySource,
    Follow,
    MostTrusted,
    Pin,
    Policy,
    SurvivorState,
    highest,
    longest,
    lowest,
    most_complete,
    most_frequent,
    most_recent,
    oldest,
    rule_name,
    settle,
    survive,
    union,
    valid_first,
)

DAY = dt.timedelta(days=1)


def shortest(said):
    """A rule of a user."""
    least = min(len(str(c.value)) for c in said)
    return [c for c in said if len(str(c.value)) == least]


class Shortest:
    """A rule of a user that says how it scores."""

    def __call__(self, said):
        return shortest(said)

    def __repr__(self):
        return "Shortest()"

    def scores(self, said):
        return [-len(str(c.value)) for c in said], "letters"


AT = {"observed_at": NOON}


@pytest.mark.parametrize(
    ("rule", "said", "margin"),
    [
        (most_recent, [claim("a", **AT), claim("b", observed_at=NOON - 1.5 * DAY)], (1.5, "days")),
        (most_recent, [claim("a", **AT), claim("b")], (None, "")),
        (oldest, [claim("a", **AT), claim("b", observed_at=NOON + DAY)], (1.0, "days")),
        (valid_first, [claim("a"), claim("b", valid=False)], (None, "")),
        (most_frequent, [claim("a"), claim("a", "web"), claim("b", "erp")], (1.0, "records")),
        (most_complete, [claim("abcd"), claim("b")], (3.0, "characters")),
        (most_complete, [claim(("a", "b")), claim(("b", None))], (1.0, "parts")),
        (longest, [claim("abcd"), claim("b")], (3.0, "characters")),
        (highest, [claim("10"), claim("7.5")], (2.5, "")),
        (highest, [claim("2020-01-31"), claim("2020-01-01")], (30.0, "days")),
        (highest, [claim("10"), claim("text")], (None, "")),
        (lowest, [claim("7.5"), claim("10")], (2.5, "")),
        (highest, [claim(dt.date(2020, 1, 31)), claim(dt.date(2020, 1, 1))], (30.0, "days")),
        (lowest, [claim(dt.date(2020, 1, 1)), claim("2020-01-02")], (1.0, "days")),
        (lowest, [claim(dt.date(2020, 1, 1)), claim(NOON.replace(2020, 1, 2))], (1.5, "days")),
        (highest, [claim("zebra"), claim("aardvark")], (None, "")),
        (BySource(["crm", "erp", "web"]), [claim("a"), claim("b", "web")], (2.0, "places")),
        (MostTrusted({"crm": 60, "web": 47.5}).at(NOON), [claim("a"), claim("b", "web")],
         (12.5, "points")),
        (shortest, [claim("a"), claim("bcd")], (None, "")),
        (Shortest(), [claim("a"), claim("bcd")], (2.0, "letters")),
    ],
)  # fmt: skip
def test_each_loser_knows_what_removed_it_and_by_how_much(rule, said, margin):
    trace = settle("x", said, [rule])
    (lost,) = trace.removed
    assert (trace.rule_path, lost.rule) == ((rule_name(rule),), rule_name(rule))
    assert lost.claim.value != trace.value == said[0].value
    assert (lost.margin, lost.unit) == margin


@given(st.lists(claims, min_size=1, max_size=6))
def test_no_margin_is_negative(said):
    rules = [valid_first, most_recent, most_frequent, longest, highest]
    assert all(r.margin is None or r.margin > 0.0 for r in settle("x", said, rules).removed)


def test_the_rules_that_were_asked_end_with_the_one_that_settled_it():
    said = [claim("a", **AT), claim("bb", "web", **AT), claim("c", "erp", valid=False)]
    trace = settle("x", said, [valid_first, most_recent, longest, most_frequent])
    assert trace.rule_path == ("valid_first", "most_recent", "longest")
    assert (trace.winner.value, trace.rule) == ("bb", "longest")
    assert settle("x", said[:2], [most_recent]).rule_path == (
        "most_recent", "first by value, then record"
    )  # fmt: skip


UNIT = PostalAddress(street="1 High St", city="Leeds")
FULL = PostalAddress(street="1 High St", city="Leeds", postcode="LS1")
STATE = SurvivorState.joined(
    SurvivorState.of(RecordId(source, 1), said, observed_at=NOON - days * DAY)
    for source, days, said in (
        ("crm", 0, {"mail": "a@x.org", "address": UNIT, "phones": ["+861", "+862"], "n": "1"}),
        ("web", 30, {"mail": "b@x.org", "address": FULL, "phones": ["+861"], "n": "1"}),
        ("erp", 31, {"mail": "a@x.org", "city": "York"}),
    )
)
POLICY = Policy(
    {
        "address": Attribute(most_recent, fill="missing"),
        "city": Follow("address"),
        "mail": [most_recent],
    }
)


@pytest.mark.parametrize(
    ("path", "en", "zh"),
    [
        pytest.param(
            "mail",
            "mail: a@x.org, from crm:1, erp:1; settled by most_recent\n"
            "  not b@x.org, from web:1: most_recent, 30 days behind",
            "mail：a@x.org，来自 crm:1、erp:1；依据：最近更新\n"
            "  未采用 b@x.org，来自 web:1：最近更新，相差 30 天",
            id="winner and loser",
        ),
        pytest.param(
            "address",
            "address: 1 High St, Leeds, LS1, from crm:1; settled by most_recent\n"
            "  postcode filled with LS1, from web:1\n"
            "  not 1 High St, Leeds, LS1, from web:1: most_recent, 30 days behind",
            "address：1 High St, Leeds, LS1，来自 crm:1；依据：最近更新\n"
            "  postcode 补为 LS1，来自 web:1\n"
            "  未采用 1 High St, Leeds, LS1，来自 web:1：最近更新，相差 30 天",
            id="a part that was filled",
        ),
        pytest.param(
            "phones",
            "phones: +861, +862; settled by all values\n  +861, from crm:1, web:1\n"
            "  +862, from crm:1",
            "phones：+861, +862；依据：全部的值\n  +861，来自 crm:1、web:1\n  +862，来自 crm:1",
            id="a collection",
        ),
        pytest.param(
            "n", "n: 1, from crm:1, web:1; settled by all records agree",
            "n：1，来自 crm:1、web:1；依据：各记录一致", id="all agree",
        ),
        pytest.param(
            "city",
            "city: no value; settled by Follow(path='address')\n"
            "  not York, from erp:1: Follow(path='address')",
            "city：无值；依据：Follow(path='address')\n"
            "  未采用 York，来自 erp:1：Follow(path='address')",
            id="no value",
        ),
    ],
)  # fmt: skip
def test_a_trace_in_words(path, en, zh):
    trace = survive(STATE, POLICY).traces[path]
    assert trace.text(masked=False) == en
    assert trace.text("zh", masked=False) == trace.text("zh-CN", masked=False) == zh


def test_a_pinned_value_in_words():
    trace = survive(STATE, POLICY, pins=[Pin("n", "7"), Pin("phones", "+869")]).traces
    assert trace["n"].text(masked=False).splitlines() == [
        "n: 7; settled by pinned", "  not 1, from crm:1: pinned", "  not 1, from web:1: pinned"
    ]  # fmt: skip
    assert (
        trace["phones"].text("zh", masked=False).splitlines()[0]
        == "phones：+869, +861, +862；依据：全部的值"
    )


def test_rules_that_were_asked_before_in_words():
    said = [claim("a", **AT), claim("b", "web", **AT)]
    trace = settle("x", said, [valid_first, most_recent])
    settled = "settled by first by value, then record, after valid_first, most_recent"
    assert trace.text(masked=False).splitlines()[0] == f"x: a, from crm:1; {settled}"
    assert trace.text("zh", masked=False).splitlines()[0] == (
        "x：a，来自 crm:1；依据：按值、再按记录排序的第一个（此前：有效值优先、最近更新）"
    )


def test_one_element_in_words():
    trace = union("phones", [claim("+861")], [None])
    assert trace.value == ("+861",)
    assert trace.text(masked=False) == "phones: +861, from crm:1; settled by all values"


def test_every_sentence_is_in_both_languages_with_the_same_gaps():
    for code, by_language in TRACE_PHRASES.items():
        assert set(by_language) == {"en", "zh"}, code
        gaps = [
            {part[: part.index("}")] for part in text.split("{")[1:]}
            for text in by_language.values()
        ]
        assert gaps[0] == gaps[1], code
    assert all(len(words) == 3 for words in UNITS.values())
    assert "Policy" not in RULES_ZH


# -- of a golden record -------------------------------------------------------------------------

FOUND = survive(STATE, POLICY)
NAMED = settle("name", [claim(PersonName(given="Ann", family="Lee"))], [])
GOLDEN = GoldenRecord("g1", {**FOUND.values, "note": None}, {**FOUND.traces, "name": NAMED})


def test_a_golden_record_has_a_trace_of_each_attribute():
    assert GOLDEN.trace("mail") is FOUND.traces["mail"]
    assert GOLDEN.trace("name.family") is NAMED


def test_an_attribute_without_a_value_has_a_trace_without_winners():
    trace = GOLDEN.trace("note")
    assert (trace.winners, trace.winner, trace.rule, trace.value) == ((), None, "no value", None)
    assert (trace.text(masked=False), trace.text("zh", masked=False)) == (
        "note: no value; settled by no value", "note：无值；依据：无值"
    )  # fmt: skip


@pytest.mark.parametrize("path", ["mial", "name.famly", "mail.x"])
def test_an_unknown_attribute_is_refused_with_advice(path):
    with pytest.raises(MissingColumnError, match=f"no attribute '{path}'.*(mail|name)"):
        GOLDEN.trace(path)
