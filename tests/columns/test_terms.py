"""Terms held as keys and values are the same as a tuple of them."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm.columns import (
    Column,
    Term,
    Terms,
    all_keys,
    all_values,
    concat,
    encode,
    encode_many,
    encode_terms,
    pool,
)

keys = st.sampled_from(["a", "b", "c", None, ("a", 1), 1, True, ""])
values = st.sampled_from(["A", "B", "C", "", 1, True, 0.0])
plain = st.sampled_from([Term("a", "A"), Term("b", "B"), Term("c", "C"), Term("c", "c"), None])
terms = st.lists(plain) | st.lists(st.builds(Term, keys, values) | st.none())


def held(column: Column[Term]) -> tuple[list[int], list[tuple[Any, ...]], list[int] | None]:
    """Return all that a column holds, 1 told from True."""
    offsets = None if column.offsets is None else column.offsets.tolist()
    said = [(type(k), k, type(v), v) for k, v in column.values]
    return column.codes.tolist(), said, offsets


def apart(given: list[Term | None]) -> tuple[list[Any], list[Any]]:
    return [t and t.key for t in given], [None if t is None else t.value for t in given]


@given(terms)
def test_terms_are_encoded_as_a_list_of_them(given):
    found = encode_terms(*apart(given))
    assert isinstance(found.values, Terms)
    assert held(found) == held(encode(given))
    assert found.codes.dtype == np.int32


@given(st.lists(st.builds(Term, keys, values)), st.data())
def test_terms_are_read_as_a_tuple_of_them(given, data):
    lazy = Terms(*apart(given))
    assert (len(lazy), list(lazy), tuple(lazy[:])) == (len(given), given, tuple(given))
    assert list(all_keys(lazy)) == list(all_keys(given)) == [t.key for t in given]
    assert list(all_values(lazy)) == list(all_values(given)) == [t.value for t in given]
    if given:
        at = data.draw(st.integers(-len(given), len(given) - 1))
        assert lazy[at] == given[at]
        assert type(lazy[at]) is Term
    with pytest.raises(IndexError):
        lazy[len(given)]


@given(st.lists(st.tuples(terms.filter(lambda t: len(t) >= 3), st.booleans()), min_size=1))
def test_columns_of_terms_are_joined_as_columns_of_tuples(columns):
    """Whether all, some or none of them hold their terms as keys and values."""
    given = [one[:3] for one, _ in columns]
    mixed = [encode_terms(*apart(one)) if lazy else encode(one)
             for one, (_, lazy) in zip(given, columns, strict=True)]  # fmt: skip
    for together in (pool, concat):
        assert held(together(mixed)) == held(together([encode(one) for one in given]))


@given(st.lists(st.integers(-2, 3)), st.lists(st.lists(plain, max_size=3), min_size=4, max_size=4))
def test_a_value_is_replaced_by_its_answers_as_by_those_of_a_function(codes, answers):
    column = Column(np.array(codes, np.int32), range(4))
    one_each = [found[0] if found else None for found in answers]
    assert held(column.replace(encode(one_each))) == held(column.map(one_each.__getitem__))
    present = [[a for a in found if a is not None] for found in answers]
    assert held(column.replace(encode_many(present))) == held(column.flat_map(answers.__getitem__))
