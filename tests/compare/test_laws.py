"""The laws of a comparator, for every one that ships."""

import itertools
import re
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.compare.comparators import COMPARATORS, LITTLE_KNOWN, OF_UNITS, values_of
from tests.helpers import HOSTILE_TEXTS

from custmdm import compare
from custmdm.model import MAX_RARITY, count_tokens
from custmdm.testing import check_comparator
from custmdm.typing import SupportsAgreement, SupportsTable

WITH_OUTCOMES = [n for n, (c, *_) in COMPARATORS.items() if isinstance(c, SupportsAgreement)]
WITH_TABLE = [n for n, (c, *_) in COMPARATORS.items() if isinstance(c, SupportsTable)]
every_comparator = pytest.mark.parametrize("name", COMPARATORS)


def test_every_comparator_that_ships_is_checked():
    tested = {name.partition(",")[0] for name in COMPARATORS}
    others = {"Comparison", "ComparedColumn", "ComparedValues", "RARITY_STEP", "level_and_rarity"}
    assert tested | others == set(compare.__all__)


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
    assert isinstance(comparator, SupportsTable)
    values = [comparator.prepare(data.draw(OF_UNITS[name])) for _ in "ab"]
    frequencies = count_tokens((comparator.tokens(value), 1) for value in values)
    for left, right in (values, [comparator.weigh(value, frequencies) for value in values]):
        outcome, rarity = comparator.agree(left, right)
        assert comparator.agree(right, left) == (outcome, rarity)
        similarity = comparator.similarity(left, right)
        assert similarity == comparator.similarity(right, left)
        assert similarity == (0.0 if outcome < 0 else comparator.outcomes[outcome].similarity)
        assert 0.0 <= similarity <= 1.0
        assert -2 * MAX_RARITY <= rarity <= 2 * MAX_RARITY


def check_table(comparator, values):
    """Check that a table equals the scalar agreement to the last bit, values weighed or not."""
    prepared = list(map(comparator.prepare, values))
    frequencies = count_tokens((comparator.tokens(value), 1) for value in prepared)
    n = len(values)
    left, right = np.repeat(np.arange(n), n), np.tile(np.arange(n), n)
    for held in (prepared, [comparator.weigh(value, frequencies) for value in prepared]):
        outcomes, rarities = comparator.table(held)(left, right)
        one_by_one = [comparator.agree(a, b) for a, b in itertools.product(held, repeat=2)]
        assert list(zip(outcomes.tolist(), rarities.tolist(), strict=True)) == one_by_one


@pytest.mark.parametrize("name", WITH_TABLE)
def test_a_table_equals_the_scalar_agreement_on_its_own_values(name):
    """Those included that know too little; some of them often, so that some are rare."""
    comparator, table, _ = COMPARATORS[name]
    values = [*table, *(v for v in LITTLE_KNOWN if isinstance(v, type(table[0])))]
    check_table(comparator, [*values, *values[:3] * 3, *values[-8:]])


@pytest.mark.parametrize("name", WITH_TABLE)
@given(data=st.data())
def test_a_table_equals_the_scalar_agreement_on_any_values(name, data):
    check_table(COMPARATORS[name][0], data.draw(st.lists(values_of(name), max_size=6)))


@pytest.mark.parametrize("value", LITTLE_KNOWN, ids=str)
def test_what_knows_too_little_is_never_the_same(value):
    name = type(value).__name__ + "Similarity"
    comparator = COMPARATORS[name][0]
    assert comparator(value, value) < 1.0
    assert max(comparator(value, v) for v in COMPARATORS[name][1]) < 1.0


@pytest.mark.parametrize("name", WITH_OUTCOMES)
def test_outcomes_begin_with_different_and_end_with_equal(name):
    """And each has words of its own."""
    outcomes = COMPARATORS[name][0].outcomes
    assert (outcomes[0].similarity, outcomes[-1].similarity) == (0.0, 1.0)
    assert len({outcome.label for outcome in outcomes}) == len(outcomes)
    assert [o.label for o in outcomes if o.similarity == 1.0] == [outcomes[-1].label]


@pytest.mark.parametrize("name", WITH_OUTCOMES)
def test_of_one_sort_a_later_outcome_is_more_alike(name):
    """What is known makes a sort; so do numbers that contradict, and another place."""
    of_sort = defaultdict(list)
    for outcome in COMPARATORS[name][0].outcomes:
        but = re.findall(r", other numbers|, in another place", outcome.label)
        of_sort[outcome.known, *but].append(outcome.similarity)
    for similarities in of_sort.values():
        assert similarities == sorted(similarities)
