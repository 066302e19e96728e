"""A column that a library hands over as codes is read as its values are, one by one."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm.columns import all_differ
from custmdm.frames import table_of
from custmdm.tables import FrameSource
from custmdm.tables._ids import Numbers, ids_in_order
from custmdm.tables._raw import encode_raw, texts_column

TEXTS = ["b", None, "", "a", "b", " ", "é\ud800", "b"]
PLAIN = ["b", None, "", "a", "b", " ", "é", "b"]
FRAMES = {
    "objects": pd.DataFrame({"v": pd.Series(TEXTS, dtype=object)}),
    "NaN": pd.DataFrame({"v": pd.Series([np.nan if v is None else v for v in TEXTS])}),
    "NA": pd.DataFrame({"v": pd.Series([pd.NA if v is None else v for v in TEXTS], dtype=object)}),
    "string": pd.DataFrame({"v": pd.Series(PLAIN, dtype="string")}),
    "arrow": pd.DataFrame({"v": pd.Series(PLAIN, dtype="string[pyarrow]")}),
    "categories": pd.DataFrame({"v": pd.Series(PLAIN, dtype="category")}),
    "unused categories": pd.DataFrame(
        {"v": pd.Categorical(PLAIN, categories=["unused", "", " ", "a", "b", "é"])}
    ),
    "nothing": pd.DataFrame({"v": pd.Series([None, None], dtype=object)}),
    "empty": pd.DataFrame({"v": pd.Series([], dtype=object)}),
    "pyarrow": pa.table({"v": PLAIN}),
    "pyarrow, chunks": pa.table({"v": pa.chunked_array([PLAIN[:3], PLAIN[3:]])}),
    "pyarrow, dictionary": pa.table({"v": pa.array(PLAIN).dictionary_encode()}),
    "pyarrow, empty": pa.table({"v": pa.array([], pa.string())}),
}


@pytest.mark.parametrize("native", FRAMES.values(), ids=FRAMES.keys())
def test_codes_are_those_of_the_values(native):
    frame = table_of(native)
    coded = frame.coded("v")
    assert coded is not None
    column, expected = texts_column(*coded), encode_raw(frame.values("v"))
    assert column.codes.dtype == expected.codes.dtype == np.int32
    assert column.codes.tolist() == expected.codes.tolist()
    assert list(column.values) == list(expected.values)


@pytest.mark.parametrize(
    "native",
    [
        pd.DataFrame({"v": [1, 2, 1]}),
        pd.DataFrame({"v": [1.5, np.nan]}),
        pd.DataFrame({"v": pd.Series(["1", 1, True, 1.0], dtype=object)}),
        pd.DataFrame({"v": pd.Series([["a"], "a"], dtype=object)}),
        pd.DataFrame({"v": pd.Series([1, 2, 1], dtype="category")}),
        pd.DataFrame({"v": pd.Series([np.str_("a"), "b"], dtype=object)}),
        pd.DataFrame({"v": pd.to_datetime(["2020-01-01"])}),
        pa.table({"v": [1, 2]}),
        pa.table({"v": [b"a"]}),
        [{"v": "a"}],
    ],
)
def test_other_values_are_handed_over_one_by_one(native):
    assert table_of(native).coded("v") is None


@given(st.lists(st.sampled_from([None, "", "a", "b", "c"]), min_size=1), st.data())
def test_the_order_of_the_keys_is_that_of_the_rows(values, data):
    keys = data.draw(st.permutations(range(len(values))))
    native = pd.DataFrame({"id": keys, "v": pd.Series(values, dtype=object)})
    rows = [{"id": key, "v": value} for key, value in zip(keys, values, strict=True)]
    from custmdm import Context
    from custmdm.tables import table_of_sources

    tables = []
    for given_as in (native, rows):
        source = FrameSource.of(
            given_as, kinds={"v": "text"}, key="id", source="table", updated_at=None
        )
        tables.append(table_of_sources([source], Context())[0])
    one, other = tables
    assert list(one.ids) == list(other.ids)
    assert {type(record.key) for record in one.ids} == {int}
    assert one.rows.tolist() == other.rows.tolist()
    assert one.column("v").codes.tolist() == other.column("v").codes.tolist()
    assert list(one.column("v").values) == list(other.column("v").values)


@pytest.mark.parametrize(
    ("column", "found"),
    [
        (pd.Series([3, 1]), [3, 1]),
        (pd.Series([3, 1], dtype="Int64"), [3, 1]),
        (pd.Series([3, 1], dtype="uint8"), [3, 1]),
        (pd.Series([3, 2**64 - 1], dtype="uint64"), None),
        (pd.Series([3, None], dtype="Int64"), None),
        (pd.Series([True, False]), None),
        (pd.Series([3.0, 1.0]), None),
        (pd.Series(["3"]), None),
    ],
)
def test_whole_numbers_are_an_array(column, found):
    numbers = table_of(pd.DataFrame({"v": column})).whole_numbers("v")
    assert (None if numbers is None else numbers.tolist()) == found


def test_numbers_are_plain_integers():
    numbers = Numbers(np.array([7, 9, 8]))
    assert [type(n) for n in (*numbers, numbers[0], numbers[1:][0])] == [int] * 5
    assert list(numbers[1:]) == [9, 8]
    assert len(numbers) == 3
    assert 9 in numbers
    assert all_differ(numbers.array)
    assert not all_differ(np.array([7, 9, 7]))
    ids, order = ids_in_order([("crm", numbers)])
    assert [record.key for record in ids] == [7, 8, 9]
    assert order.tolist() == [0, 2, 1]
