"""Many names of persons at once: prepared, counted, weighed and compared as one by one."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm.columns import Term, encode
from custmdm.compare import Comparison, PersonNameSimilarity
from custmdm.model import Frequencies, PersonName, count_tokens

COMPARE = PersonNameSimilarity()
GIVEN = (
    None, "", "...", "-", "Anna", "ANNA", "Ana", "A.", "A", "J. R.", "Jean-Paul", "Jean Paul",
    "Jeanpaul", "Jon", "John", "Johnny", "Bob", "Rob", "Robert", "José", "Jose", "Lee", "Smith",
    "伟", "玮", "娜娜", "三", "San", "Wei", "W.", "Maria", "Mary Ann", "иван", "张伟", "Ａｎｎａ",
)  # fmt: skip
FAMILY = (
    None, "", "'", "Lee", "LEIGH", "Smith", "Smyth", "Smith-Jones", "Smith Jones", "Jones",
    "O'Brien", "OBrien", "de la Vega", "Müller", "Muller", "Mueller", "Anna", "Robert", "S.",
    "张", "張", "章", "欧阳", "Zhang", "Chang", "Ouyang", "Иванов", "张伟",
)  # fmt: skip
MIDDLE = (None, None, None, "Maria", "M.", "Anna", "Paul", "伟", "...")
SUFFIX = (None, None, None, "Jr.", "Sr", "III", "Ph.D.", "MD, Jr.", "")
FULL = (None, None, "Anna Lee", "张伟", "歐陽娜娜", "Lee", "...", "J. Smith-Jones", "张Anna")
NAMES = st.builds(
    PersonName,
    given=st.sampled_from(GIVEN),
    family=st.sampled_from(FAMILY),
    middle=st.sampled_from(MIDDLE),
    suffix=st.sampled_from(SUFFIX),
    full=st.sampled_from(FULL),
) | st.builds(
    PersonName,
    given=st.none() | st.text("aAnNbéJ- .'伟丽", max_size=6),
    family=st.none() | st.text("aAnNbéJ- .'张丽", max_size=6),
    middle=st.none() | st.text("aN .伟", max_size=2),
)


def one_by_one(names):
    return [COMPARE.prepare(name) for name in names]


@given(st.lists(NAMES, max_size=12))
def test_many_names_are_prepared_as_one_by_one(names):
    column = COMPARE.prepare_all(names)
    assert list(column) == one_by_one(names)
    assert list(column[1:]) == one_by_one(names)[1:]


@given(st.lists(st.tuples(NAMES, st.integers(0, 3)), max_size=12))
def test_many_names_are_counted_and_weighed_as_one_by_one(counted):
    names, times = [name for name, _ in counted], [n for _, n in counted]
    column, prepared = COMPARE.prepare_all(names), one_by_one(names)
    frequencies = count_tokens(zip(map(COMPARE.tokens, prepared), times, strict=True))
    assert Frequencies.of(column.counts(np.array(times, np.int64))) == frequencies
    if sum(times):
        weighed = [COMPARE.weigh(name, frequencies) for name in prepared]
        assert list(column.weighed(frequencies)) == weighed


@given(st.lists(NAMES, max_size=10))
def test_many_names_agree_as_one_by_one(names):
    """To the last bit, whether the table has them as a column or as a list."""
    column, prepared = COMPARE.prepare_all(names), one_by_one(names)
    frequencies = count_tokens((COMPARE.tokens(name), 1) for name in prepared)
    weighed = [COMPARE.weigh(name, frequencies) for name in prepared]
    n = len(names)
    left, right = np.repeat(np.arange(n), n), np.tile(np.arange(n), n)
    expected = [COMPARE.agree(a, b) for a, b in itertools.product(weighed, repeat=2)]
    for held in (column.weighed(frequencies), weighed):
        outcomes, rarities = COMPARE.table(held)(left, right)
        assert list(zip(outcomes.tolist(), rarities.tolist(), strict=True)) == expected


@given(st.lists(st.none() | NAMES, min_size=1, max_size=8))
def test_a_column_of_names_is_counted_and_compared_as_its_rows(names):
    rows = [None if name is None else Term(repr(name), name) for name in names]
    column, comparison = encode(rows), Comparison("name", COMPARE)
    frequencies = comparison.frequencies(column)
    tokens = [COMPARE.tokens(COMPARE.prepare(name)) for name in names if name is not None]
    assert frequencies == count_tokens((found, 1) for found in tokens)
    n = len(rows)
    left, right = np.repeat(np.arange(n), n), np.tile(np.arange(n), n)
    levels, rarities = comparison.column(column, frequencies).compare(left, right)
    expected = [
        comparison.agreement(column.row(a), column.row(b), frequencies=frequencies)
        for a, b in itertools.product(range(n), repeat=2)
    ]
    assert list(zip(levels.tolist(), rarities.tolist(), strict=True)) == expected


def test_every_outcome_of_names_comes_out_of_a_table_too():
    names = [PersonName(given=g, family=f) for g in GIVEN for f in FAMILY]
    column = COMPARE.prepare_all(names)
    left, right = np.random.default_rng(0).integers(0, len(names), (2, 50_000))
    outcomes, _ = COMPARE.table(column)(left, right)
    assert set(outcomes.tolist()) >= set(range(len(COMPARE.outcomes)))


def test_a_column_of_names_is_a_sequence():
    column = COMPARE.prepare_all([PersonName(given="Anna"), PersonName(given="Bob")])
    assert len(column) == 2
    assert column[-1].given == "bob"
    assert column[0] is column[0]
    with pytest.raises(IndexError):
        column[2]
