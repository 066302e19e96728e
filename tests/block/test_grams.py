"""Q-grams of many values in one pass are those of each value by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.helpers import HOSTILE_TEXTS, texts

from custmdm.block import QGrams
from custmdm.errors import ConfigurationError
from custmdm.model import PersonName


@pytest.mark.parametrize(
    ("size", "value", "grams"),
    [
        (3, "Jo", ("_jo", "jo_")),
        (3, "J", ("_j_",)),
        (4, "J", ()),
        (2, "J", ("_j", "j_")),
        (3, "aaaa", ("_aa", "aa_", "aaa")),
        (3, "", ()),
        (3, "...", ()),
        (3, "张伟", ("_张", "伟_", "张伟")),
        (3, "張偉", ("_张", "伟_", "张伟")),
        (3, "AB张", ("_ab", "b张", "张_")),
        (3, PersonName(given="Jo", family="Lu"), ("_jo", "_lu", "jo_", "lu_", "o_l")),
        (4, "2020-01", ("020_", "0_01", "2020", "20_0", "_01_", "_202")),
    ],
)
def test_grams_of_a_value(size, value, grams):
    assert QGrams(size)(value) == grams


@given(st.integers(2, 5), st.lists(texts(), max_size=5))
def test_many_values_have_the_grams_of_each(size, values):
    """The same gram has the same code in every value, another gram another one."""
    grams = QGrams(size)
    at, codes = grams.key_codes(values)
    keys = [set(grams(value)) for value in values]
    own = [set(codes[at == i].tolist()) for i in range(len(values))]
    for one in range(len(values)):
        for two in range(len(values)):
            assert len(own[one] & own[two]) == len(keys[one] & keys[two])
    assert len(set(codes.tolist())) == len(set().union(*keys))


def test_hostile_texts_have_the_same_grams_in_one_pass():
    at, codes = QGrams(3).key_codes(HOSTILE_TEXTS)
    for i, text in enumerate(HOSTILE_TEXTS):
        assert len(set(codes[at == i].tolist())) == len(QGrams(3)(text))


def test_too_many_letters_for_numbers_are_left_to_the_scalar_way():
    alphabet = "".join(map(chr, range(0x4E00, 0x9000)))
    assert QGrams(2).key_codes([alphabet]) is not None
    assert QGrams(5).key_codes([alphabet]) is None


@pytest.mark.parametrize("size", [1, 0, -1, 2.0, True, None, "3"])
def test_a_size_that_makes_no_grams_is_refused(size):
    with pytest.raises(ConfigurationError, match="2 characters or more"):
        QGrams(size)
