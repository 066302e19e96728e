"""Raw values are numbered as they first come, each once."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from custmdm.tables._raw import encode_raw, raw_key

TEXT_OR_NONE = st.sampled_from([None, "", "a", "b", " ", "\ud800", "ü", "1"]) | st.text(max_size=3)
ANY_VALUE = TEXT_OR_NONE | st.sampled_from([1, 1.0, True, float("nan"), np.str_("a"), ("a",)])


def numbered(values: Sequence[Any]) -> tuple[list[int], list[Any]]:
    """Number values one by one."""
    keys: list[Any] = []
    distinct, codes = [], []
    for value in values:
        key = raw_key(value)
        if key is not None and key not in keys:
            keys.append(key)
            distinct.append(value)
        codes.append(-1 if key is None else keys.index(key))
    return codes, distinct


@given(values=st.lists(TEXT_OR_NONE, max_size=30) | st.lists(ANY_VALUE, max_size=30))
def test_values_are_numbered_in_the_order_in_which_they_first_come(values: list[Any]) -> None:
    column = encode_raw(values)
    codes, distinct = numbered(values)
    assert column.codes.tolist() == codes
    assert list(map(repr, column.values)) == list(map(repr, distinct))
    assert column.codes.dtype == np.int32
