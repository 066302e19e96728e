"""Distinct comparison vectors are found, however they are numbered."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from custmdm.linker._compared import Vectors, distinct_rows

MIXER = 0x9E3779B97F4A7C15


@given(st.data())
def test_rows_come_back_and_each_is_there_once(data):
    width = data.draw(st.integers(0, 20))
    row = st.lists(st.integers(-4, 1), min_size=width, max_size=width)
    drawn = data.draw(st.lists(row, max_size=30))
    table = np.array(drawn, dtype=np.int8).reshape(len(drawn), width)
    rows, which = distinct_rows(table)
    np.testing.assert_array_equal(rows[which], table)
    assert len({r.tobytes() for r in rows}) == len(rows)
    found = Vectors()
    for start in range(0, len(table), 4):
        found.add(table[start : start + 4])
    again, which = found.numbered(width)
    np.testing.assert_array_equal(again[which], table)
    assert len(again) == len(rows)


def test_rows_that_are_mixed_to_one_number_stay_two():
    first = np.array([5, 0], dtype=np.uint64)
    second = np.array([4, MIXER], dtype=np.uint64)
    table = np.array([first, second, first]).view(np.int8)
    rows, which = distinct_rows(table)
    assert len(rows) == 2
    np.testing.assert_array_equal(rows[which], table)
