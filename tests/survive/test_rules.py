"""Each survivorship rule keeps the best claims, and at least one."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.survive.claims import EIGHT_HOURS, NOON, claim, claims, few

from custmdm.errors import ConfigurationError
from custmdm.model import PostalAddress
from custmdm.survive import (
    BySource,
    MostTrusted,
    Trust,
    highest,
    longest,
    lowest,
    most_complete,
    most_frequent,
    most_recent,
    oldest,
    valid_first,
)
from custmdm.survive._rules import best, scores_of

TRUSTED = MostTrusted({"crm": Trust(90, 30), ("web", "name"): 60}, default=10)
RULES = [
    valid_first, most_recent, oldest, most_frequent, most_complete, longest, highest, lowest,
    BySource(["erp", "crm"]), TRUSTED.at(NOON),
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
@few
@given(said=st.lists(claims, min_size=1, max_size=6))
def test_a_rule_keeps_one_at_least_of_those_it_was_given(rule, said):
    kept = rule(said)
    assert kept
    assert {id(c) for c in kept} <= {id(c) for c in said}


@pytest.mark.parametrize("rule", RULES)
@few
@given(said=st.lists(claims, min_size=1, max_size=6))
def test_a_rule_applied_twice_keeps_the_same(rule, said):
    once = list(rule(said))
    assert list(rule(once)) == once


@pytest.mark.parametrize("rule", RULES)
@few
@given(said=st.lists(claims, min_size=1, max_size=6), random=st.randoms(use_true_random=False))
def test_the_order_of_claims_never_matters_to_a_rule(rule, said, random):
    shuffled = list(said)
    random.shuffle(shuffled)
    assert {id(c) for c in rule(shuffled)} == {id(c) for c in rule(said)}


def at(moment):
    return claim("x", observed_at=moment)


LEEDS = PostalAddress(street="1 High St", city="Leeds")


@pytest.mark.parametrize(
    ("rule", "said", "kept"),
    [
        pytest.param(valid_first, [claim("a"), claim("b", valid=False)], [0], id="valid"),
        pytest.param(
            valid_first,
            [claim("a", valid=False), claim("b", valid=False)],
            [0, 1],
            id="none is valid",
        ),
        pytest.param(most_recent, [at(NOON), at(NOON + dt.timedelta(days=1))], [1], id="later"),
        pytest.param(most_recent, [at(None), at(dt.datetime.min)], [1], id="a time beats none"),
        pytest.param(most_recent, [at(None), at(None)], [0, 1], id="no times"),
        pytest.param(
            most_recent,
            [at(NOON), at(NOON.replace(tzinfo=dt.UTC))],
            [0, 1],
            id="a naive time is UTC",
        ),
        pytest.param(
            most_recent,
            [at(NOON), at(NOON.replace(tzinfo=EIGHT_HOURS))],
            [0],
            id="noon in the east is earlier",
        ),
        pytest.param(
            most_recent, [at(NOON), at(NOON + dt.timedelta(microseconds=1))], [1], id="just later"
        ),
        pytest.param(
            most_frequent, [claim("a"), claim("b"), claim("a", "web")], [0, 2], id="two of three"
        ),
        pytest.param(most_frequent, [claim("a"), claim("b")], [0, 1], id="one each"),
        pytest.param(
            most_frequent,
            [claim(["a"]), claim("b"), claim(["a"], "web")],
            [0, 2],
            id="unhashable values",
        ),
        pytest.param(most_complete, [claim("Ann"), claim("Anna")], [1], id="the longer text"),
        pytest.param(most_complete, [claim("Ann"), claim("Bob")], [0, 1], id="texts of a length"),
        pytest.param(
            most_complete,
            [claim(LEEDS), claim(PostalAddress(street="1 The Very Long High Street"))],
            [0],
            id="more parts beat longer ones",
        ),
        pytest.param(
            most_complete,
            [claim(LEEDS), claim(PostalAddress(street="1 High Street", city="Leeds"))],
            [0, 1],
            id="of as many parts no longer one is better",
        ),
        pytest.param(
            most_complete, [claim(("a", None)), claim(("a", "b"))], [1], id="cells of a table"
        ),
        pytest.param(
            BySource(["erp", "crm"]), [claim("a", "crm"), claim("b", "erp")], [1], id="by source"
        ),
        pytest.param(
            BySource(["erp", "crm"]), [claim("a", "web"), claim("b", "crm")], [1], id="unlisted"
        ),
        pytest.param(
            BySource(["erp"]), [claim("a", "web"), claim("b", "crm")], [0, 1], id="all unlisted"
        ),
        pytest.param(BySource([]), [claim("a"), claim("b")], [0, 1], id="no source listed"),
        pytest.param(
            most_frequent,
            [claim("a"), claim("a"), claim("b", "web")],
            [0, 1, 2],
            id="records count",
        ),
        pytest.param(
            most_frequent,
            [claim(1, "crm"), claim(True, "erp"), claim(1.0, "web"), claim(1, "web")],
            [0, 3],
            id="1 is not True and not 1.0",
        ),
        pytest.param(oldest, [at(NOON), at(NOON + dt.timedelta(days=1))], [0], id="earlier"),
        pytest.param(oldest, [at(None), at(dt.datetime.max)], [1], id="no time is not the oldest"),
        pytest.param(oldest, [at(None), at(None)], [0, 1], id="oldest of no times"),
        pytest.param(longest, [claim("Ann"), claim("Anna")], [1], id="longest text"),
        pytest.param(
            longest, [claim(("a", "bb")), claim(("ccc", None))], [0, 1], id="as many letters"
        ),
        pytest.param(
            longest,
            [claim(LEEDS), claim(PostalAddress(street="1 The Very Long High Street"))],
            [1],
            id="letters, not parts",
        ),
        pytest.param(highest, [claim("9"), claim("10"), claim("1e1")], [1, 2], id="as numbers"),
        pytest.param(lowest, [claim("9"), claim("10"), claim("-1")], [2], id="the lowest number"),
        pytest.param(highest, [claim(3), claim("zebra")], [0], id="a number before a text"),
        pytest.param(
            lowest, [claim(3), claim("aardvark")], [0], id="and also when the lowest wins"
        ),
        pytest.param(highest, [claim("nan"), claim("1")], [1], id="no number is no number"),
        pytest.param(
            lowest, [claim("1962-05-13"), claim("1961-12-31"), claim("unknown")], [1], id="dates"
        ),
        pytest.param(highest, [claim("b"), claim("a")], [0], id="the last text"),
        pytest.param(lowest, [claim("b"), claim("a")], [1], id="the first text"),
        pytest.param(highest, [claim(True), claim(False)], [0], id="no numbers either"),
    ],
)
def test_what_a_rule_keeps(rule, said, kept):
    assert list(rule(said)) == [said[i] for i in kept]


def test_one_source_as_text_is_refused_with_advice():
    """Text is a sequence too: its letters would be the sources."""
    with pytest.raises(ConfigurationError, match=r"write BySource\(\['crm'\]\)"):
        BySource("crm")


@pytest.mark.parametrize("rule", RULES)
@few
@given(said=st.lists(claims, min_size=1, max_size=6))
def test_a_rule_keeps_the_claims_that_score_best(rule, said):
    """Two ways to one answer: the call, and the scores that traces take margins from."""
    scored = scores_of(rule, said)
    assert [id(c) for c in rule(said)] == [id(c) for c in best(said, scored)]


def test_trusts_that_differ_by_no_more_than_a_millionth_of_a_point_are_equal():
    said = [claim("a"), claim("b"), claim("c")]
    assert best(said, ([2e-6, 1e-6, 0.0], "points")) == said[:2]
    assert best(said, ([2e-6, 1e-6, 0.0], "")) == said[:1]


@pytest.mark.parametrize("unit", ["points", ""])
@pytest.mark.parametrize("scores", [[1.0], [1.0, 1.0, 1.0]])
def test_a_rule_gives_each_claim_its_score(scores, unit):
    with pytest.raises(ValueError, match="zip"):
        best([claim("a"), claim("b")], (scores, unit))
