"""Values are the same by value and by type, and times have one order."""

import datetime as dt

import pytest
from attrs import frozen
from tests.survive.claims import EIGHT_HOURS, NOON

from custmdm._values import identity, moment, parts_of, text_of, with_parts
from custmdm.model import PersonName


@frozen
class Size:
    """A unit of a user."""

    inches: float


@frozen
class Odd:
    """A value that can be hashed and holds what is equal in another type."""

    held: object


NAN = float("nan")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({1: "x", "a": "y"}, {"a": "y", 1: "x"}),
        ({1, "a"}, {"a", 1}),
        (frozenset([1, 2]), frozenset([2, 1])),
        (NAN, float("nan")),
        (0.0, -0.0),
        (0.5, 0.5),
        (bytearray(b"a"), bytearray(b"a")),
        (dt.date(2026, 5, 1), dt.date(2026, 5, 1)),
        (Size(1.0), Size(1.0)),
        ([1, ("a", None)], [1, ("a", None)]),
    ],
)
def test_values_that_are_the_same(one, other):
    assert identity(one) == identity(other)
    assert hash(identity(one)) == hash(identity(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True), (1, 1.0), (0, False), (b"a", "a"), (None, "None"), ("NoneType", None),
        ({"a": 1}, {"b": 1}), ({"a": 1}, {"a": 2}), ({"a": 1}, {"a": True}),
        ({1}, {2}), ({1}, {True}), ({1}, frozenset([1])), ({1}, [1]), ((1,), [1]), ((1,), (True,)),
        (0.5, 0.25), (1e-20, 0.0), (NAN, 0.0), (Size(1.0), Size(1)), (Odd(1), Odd(True)),
        (Size(1.0), Odd(1.0)),
        (bytearray(b"a"), bytearray(b"b")), (bytearray(b"a"), "bytearray(b'a')"),
        (dt.date(2026, 5, 1), dt.date(2026, 5, 2)),
        (dt.date(2026, 5, 1), dt.datetime(2026, 5, 1)),
    ],
)  # fmt: skip
def test_values_that_are_not_the_same(one, other):
    assert identity(one) != identity(other)


def test_texts_come_before_all_else_and_the_rest_by_its_text():
    said = [7, "z", None, "Ann", ("a",), "~"]
    assert sorted(said, key=text_of) == ["Ann", "z", "~", None, 7, ("a",)]


def test_times_are_in_one_order_to_the_microsecond_also_far_away():
    step = dt.timedelta(microseconds=1)
    assert moment(dt.datetime.max) - moment(dt.datetime.max - step) == 1
    assert moment(NOON) == moment(NOON.replace(tzinfo=dt.UTC))
    assert moment(NOON) - moment(NOON.replace(tzinfo=EIGHT_HOURS)) == 8 * 3600 * 1_000_000
    assert moment(None) < moment(dt.datetime.min)


def test_parts_of_units_are_their_values_as_they_are():
    name = PersonName(given="Ann", family="Lee")
    assert parts_of(Odd(name)) == {"held": name}
    assert parts_of((1, None)) == {"0": 1, "1": None}
    assert parts_of("Ann") is parts_of(7) is parts_of(["Ann"]) is None
    assert with_parts(Odd(1), {"held": 2}) == Odd(2)
    assert with_parts((1, None, 3), {"1": 2}) == (1, 2, 3)
