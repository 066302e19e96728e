"""What people say of records, as they say it."""

import datetime as dt

import pytest

import custmdm as cm
from custmdm.errors import ConfigurationError
from custmdm.steward import Different, Ruling, Same, Unsure
from tests.steward.world import AT, rec, ruled, said


def test_a_pair_is_one_pair_whichever_is_named_first():
    assert said(Same, "ab") == said(Same, "ba")
    assert said(Same, "ba").pair == (rec("a"), rec("b"))
    assert ruled(cm.Never, "ba").pair == (rec("a"), rec("b"))


def test_decisions_of_one_kind_are_not_those_of_another():
    assert len({said(cls, "ab") for cls in (Same, Different, Unsure)}) == 3


def test_a_time_without_a_zone_is_utc():
    one = Same("t:a", "t:b", by="li", at=dt.datetime(2026, 5, 1), expires=dt.datetime(2026, 6, 1))
    assert one.at == AT
    assert one.expires is not None
    assert one.expires.tzinfo is dt.UTC


def test_who_and_why_are_in_no_repr():
    one = said(Same, "ab", by="li wei", reason="phoned her at home")
    two = ruled(cm.Always, "ab", by="li wei", reason="phoned her at home")
    for text in (repr(one), repr(two)):
        assert "li wei" not in text
        assert "phoned" not in text


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Same("t:a", "t:a", by="li", at=AT), "two records"),
        (lambda: Same("a", "t:b", by="li", at=AT), "source:key"),
        (lambda: Same(1, "t:b", by="li", at=AT), "left is a record"),
        (lambda: Same("t:a", "t:b", by="", at=AT), "by says who"),
        (lambda: Same("t:a", "t:b", by=None, at=AT), "by says who"),
        (lambda: Same("t:a", "t:b", by="li", at="today"), "datetime"),
        (lambda: Same("t:a", "t:b", by="li", at=AT, expires=7), "datetime"),
        (lambda: Ruling(Same("t:a", "t:b", by="li", at=AT), by="li", at=AT), "Always"),
        (lambda: Ruling(cm.OnePerSource(), by="li", at=AT), "Always"),
        (lambda: ruled(cm.Never, "aa"), "two records"),
    ],
)
def test_what_is_no_decision_is_refused_where_it_is_written(make, says):
    with pytest.raises(ConfigurationError, match=says):
        make()
