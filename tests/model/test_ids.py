"""The id of a record: its key keeps its type, its text parses back, and all have one order."""

import datetime as dt
import itertools
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm.errors import ConfigurationError
from custmdm.model import RecordId

keys = st.recursive(
    st.one_of(
        st.integers(),
        st.booleans(),
        st.floats(allow_nan=False),
        st.text(),
        st.binary(),
        st.none(),
        st.dates(),
        st.uuids(),
        st.decimals(allow_nan=False),
    ),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=4,
)
ids = st.builds(RecordId, st.sampled_from(["", "crm", "web"]), keys)


@pytest.mark.parametrize(
    ("one", "other"),
    list(itertools.combinations([1, True, "1", 1.0, b"1", (1,), (True,), ("1",), None, "None"], 2)),
)
def test_keys_of_different_types_are_different(one, other):
    assert RecordId("crm", one) != RecordId("crm", other)
    assert hash(RecordId("crm", one)) != hash(RecordId("crm", other))
    assert len({RecordId("crm", one), RecordId("crm", other)}) == 2


@given(ids)
def test_an_id_equals_itself_made_again(record):
    again = RecordId(record.source, record.key)
    assert again == record
    assert hash(again) == hash(record)


def test_the_same_key_of_two_sources_is_two_records():
    assert RecordId("crm", 1) != RecordId("web", 1)


@given(ids, ids)
def test_of_two_ids_one_is_less_or_they_are_equal(one, other):
    assert [one < other, one == other, one > other].count(True) == 1
    assert (one <= other) == (one < other or one == other)


@given(st.lists(ids, max_size=6), st.randoms(use_true_random=False))
def test_ids_of_mixed_types_have_one_order(records, random):
    shuffled = list(records)
    random.shuffle(shuffled)
    assert sorted(shuffled) == sorted(records)


@given(st.text().filter(lambda s: ":" not in s), st.text())
def test_text_parses_back(source, key):
    assert RecordId.parse(str(RecordId(source, key))) == RecordId(source, key)


@pytest.mark.parametrize(
    ("text", "source", "key"),
    [("crm:17", "crm", "17"), ("crm:a:b", "crm", "a:b"), ("crm:", "crm", ""), (":17", "", "17")],
)
def test_what_stands_behind_the_first_colon_is_the_key(text, source, key):
    assert RecordId.parse(text) == RecordId(source, key)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (17, "crm:17"),
        ("17", "crm:17"),
        (uuid.UUID(int=1), "crm:00000000-0000-0000-0000-000000000001"),
        (dt.date(2024, 5, 1), "crm:2024-05-01"),
    ],
)
def test_any_key_has_a_text(key, text):
    assert str(RecordId("crm", key)) == text


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: RecordId("crm:eu", 17), "a source holds no colon: 'crm:eu'"),
        (lambda: RecordId.parse("crm"), "written 'source:key'"),
        (lambda: RecordId.parse(""), "written 'source:key'"),
    ],
)
def test_what_is_no_id_is_refused(make, message):
    with pytest.raises(ConfigurationError, match=message):
        make()
