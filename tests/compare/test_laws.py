"""The laws of a comparator, for every one that ships."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.compare.comparators import COMPARATORS, LITTLE_KNOWN, OF_UNITS, values_of
from tests.helpers import HOSTILE_TEXTS

from custmdm import compare
from custmdm.testing import check_comparator
from custmdm.typing import SupportsPrepare

every_comparator = pytest.mark.parametrize("name", COMPARATORS)


def test_every_comparator_that_ships_is_checked():
    tested = {name.partition(",")[0] for name in COMPARATORS}
    assert tested | {"Comparison", "ComparedColumn"} == set(compare.__all__)


@every_comparator
def test_a_comparator_keeps_the_laws_on_its_own_values(name):
    comparator, table, _ = COMPARATORS[name]
    check_comparator(comparator, table)


@pytest.mark.parametrize("name", [name for name in COMPARATORS if name not in OF_UNITS])
def test_a_comparator_of_text_keeps_the_laws_on_hostile_text(name):
    comparator, table, _ = COMPARATORS[name]
    check_comparator(comparator, [*HOSTILE_TEXTS, *table[:3]])


@every_comparator
@settings(max_examples=50)
@given(data=st.data())
def test_a_comparator_keeps_the_laws_on_any_values(name, data):
    comparator, table, more = COMPARATORS[name]
    values = more | st.sampled_from(table)
    if name not in OF_UNITS:
        values |= values_of(name)
    check_comparator(comparator, data.draw(st.lists(values, max_size=3)))


@pytest.mark.parametrize("name", OF_UNITS)
@given(data=st.data())
def test_units_are_compared_alike_from_both_sides(name, data):
    """All units, those included that know too little to be 1.0 to themselves."""
    comparator = COMPARATORS[name][0]
    left, right = data.draw(OF_UNITS[name]), data.draw(OF_UNITS[name])
    similarity = comparator(left, right)
    assert 0.0 <= similarity <= 1.0
    assert comparator(right, left) == similarity
    assert isinstance(comparator, SupportsPrepare)
    assert comparator.similarity(comparator.prepare(left), comparator.prepare(right)) == similarity


@pytest.mark.parametrize("value", LITTLE_KNOWN, ids=str)
def test_what_knows_too_little_is_never_the_same(value):
    name = type(value).__name__ + "Similarity"
    comparator = COMPARATORS[name][0]
    assert comparator(value, value) < 1.0
    assert max(comparator(value, v) for v in COMPARATORS[name][1]) < 1.0
