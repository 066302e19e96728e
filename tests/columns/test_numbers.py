"""Values are numbered as a dictionary of them would, however many there are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm.columns import MISSING, Term, codes_of_keys, encode, encode_terms
from custmdm.columns._numbers import first_places

NAN = float("nan")
# So many that hashes are put in order, where all seem to differ.
MANY = 5_000


def by_dictionary(values):
    seen = {}
    return [seen.setdefault(value, place) for place, value in enumerate(values)]


@pytest.mark.parametrize(
    "odd",
    [
        [],
        [None, None],
        # Of one hash, and not equal.
        [-1, -2, -1],
        [1, True, 1.0, "1"],
        [NAN, NAN, float("nan")],
        ["7", "a", "7", ("a", 1), ("a", 1)],
    ],
)
@pytest.mark.parametrize("n", [0, 3, MANY])
def test_equal_values_are_found_where_the_first_one_stands(n, odd):
    values = [f"text {i}" for i in range(n)]
    values = [*odd, *values, *odd]
    assert first_places(values).tolist() == by_dictionary(values)
    codes = encode(values).codes
    places = by_dictionary(values)
    order = {place: code for code, place in enumerate(p for p in sorted({*places}))}
    if None not in values:
        assert codes.tolist() == [order[place] for place in places]


@given(st.integers(0, 2**32 - 1), st.sampled_from([10, MANY // 2, MANY * 10]))
def test_many_values_are_numbered_by_where_each_first_stands(seed, distinct):
    numbers = np.random.default_rng(seed).integers(0, distinct, MANY).tolist()
    values = [None if number == 3 else str(number) for number in numbers]
    column = encode(values)
    assert first_places(values).tolist() == by_dictionary(values)
    assert list(column.values) == [v for v in dict.fromkeys(values) if v is not None]
    assert [None if c < 0 else column.values[c] for c in column.codes.tolist()] == values
    assert (column.codes == MISSING).tolist() == [value is None for value in values]


@given(
    st.lists(st.tuples(st.sampled_from([None, "a", "b", "c", ""]), st.sampled_from([None, *"ABC"])))
)
def test_terms_are_encoded_as_pairs_of_key_and_value(pairs):
    keys, values = [key for key, _ in pairs], [value for _, value in pairs]
    column = encode_terms(keys, values)
    naive = encode([None if value is None else Term(key, value) for key, value in pairs])
    assert column.codes.tolist() == naive.codes.tolist()
    assert list(column.values) == list(naive.values)
    expected = encode([term.key for term in naive.values]).codes.tolist()
    assert codes_of_keys(column.values).tolist() == expected
    assert codes_of_keys(naive.values).tolist() == expected
    assert codes_of_keys(column.values[1:]).tolist() == codes_of_keys(naive.values[1:]).tolist()
