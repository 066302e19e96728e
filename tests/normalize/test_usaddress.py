"""usaddress may be put in; it only adds parts, and its absence is said with the fix."""

import sys

import attrs
import pytest
from hypothesis import given, settings

from custmdm import kinds
from custmdm.errors import MissingExtraError
from custmdm.normalize import PostalAddress, UsAddress
from tests.normalize.texts import TEXTS


def test_its_absence_is_said_with_the_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usaddress", None)
    with pytest.raises(MissingExtraError, match="custmdm\\[addresses\\]"):
        UsAddress()


def test_a_kind_takes_it() -> None:
    pytest.importorskip("usaddress")
    kind = attrs.evolve(kinds.get("postal_address"), normalize=UsAddress())
    answer = kind.standardize("Atrium Mall 640 Arthur Kill Rd #5 Staten Island NY 10312")
    assert answer.parts == {
        "building": "Atrium Mall",
        "street": "640 Arthur Kill Rd",
        "number": "640",
        "unit": "# 5",
        "city": "Staten Island",
        "region": "NY",
        "postcode": "10312",
        "country": "US",
    }


@pytest.mark.parametrize(
    "text",
    [
        "10 Downing Street, London SW1A 2AA",
        "广东省深圳市南山区科技路1号",
        "Main & 5th, Chicago",
        "--",
    ],
)
def test_what_it_does_not_know_is_left_to_the_usual_way(text: str) -> None:
    pytest.importorskip("usaddress")
    assert UsAddress().parse(text) == PostalAddress("US").parse(text)


@settings(max_examples=150)
@given(text=TEXTS)
def test_value_and_keys_are_those_of_the_usual_way(text: str) -> None:
    pytest.importorskip("usaddress")
    ours, usual = UsAddress().parse(text), PostalAddress("US").parse(text)
    assert attrs.evolve(ours, parts={}) == attrs.evolve(usual, parts={})
