"""Record ids, their order, and times."""

import datetime as dt
import uuid
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import custmdm as cm
from custmdm.tables import (
    FrameSource,
    moment,
    order_of,
    record_ids,
    rows_of,
    sources_of,
    split_by_type,
    table_of_sources,
)
from custmdm.tables._ids import ids_in_order
from custmdm.tables._raw import encode_raw

KEYS: list[tuple[object, object]] = [
    (1, 1),
    ("1", "1"),
    (2**70, 2**70),
    (np.int64(7), 7),
    (np.uint64(2**64 - 1), 2**64 - 1),
    (np.str_("a"), "a"),
    (np.float64(1.5), 1.5),
    (uuid.UUID(int=3), uuid.UUID(int=3)),
    (("a", 1), ("a", 1)),
    (True, True),
    ("客户-1", "客户-1"),
    ("\ud800", "\ud800"),
]


@pytest.mark.parametrize(("key", "plain"), KEYS, ids=[type(key).__name__ for key, _ in KEYS])
def test_a_key_keeps_its_python_type(key: object, plain: object) -> None:
    (found,) = record_ids("crm", [key], [0])
    assert found == cm.RecordId("crm", plain)  # type: ignore[arg-type]
    assert type(found.key) is type(plain)


def test_keys_that_python_calls_equal_are_told_apart() -> None:
    ids = record_ids("crm", [1, True, 1.0, "1"], range(4))
    assert len(set(ids)) == 4


MISSING = [None, "", "  ", float("nan"), np.nan, pd.NA, pd.NaT]


@pytest.mark.parametrize("key", MISSING, ids=repr)
def test_a_missing_key_is_refused_with_its_row(key: object) -> None:
    with pytest.raises(cm.DuplicateKeyError, match="the key is missing in 1 rows: 5"):
        record_ids("crm", [1, key], [3, 5])


def test_a_key_that_cannot_be_one_is_refused() -> None:
    with pytest.raises(cm.DuplicateKeyError, match="a record key of type list cannot be hashed"):
        record_ids("crm", [[1]], [0])


def test_many_repeated_keys_are_not_all_listed() -> None:
    with pytest.raises(cm.DuplicateKeyError) as error:
        record_ids("crm", [i % 10 for i in range(1000)], range(1000))
    assert str(error.value).startswith("10 record ids are not unique: crm:0 (rows 0, 10, 20, 30, ")
    assert len(str(error.value)) < 300


IDS = st.lists(
    st.builds(
        cm.RecordId,
        st.sampled_from(["crm", "web"]),
        st.integers() | st.text(max_size=3) | st.booleans() | st.uuids(),
    ),
    unique=True,
)


@given(IDS, st.data())
def test_the_order_of_records_hangs_on_their_ids_alone(
    ids: list[cm.RecordId], data: st.DataObject
) -> None:
    turned = data.draw(st.permutations(ids))
    assert [ids[i] for i in order_of(ids)] == [turned[i] for i in order_of(turned)] == sorted(ids)


KEYS_OF_A_SOURCE = st.one_of(
    st.lists(st.integers(), unique=True),
    st.lists(st.text(max_size=3), unique=True),
    st.integers(0, 5).map(range),
    st.lists(st.integers() | st.text(max_size=3), unique=True),
    st.lists(st.integers(0, 3) | st.booleans(), unique_by=repr),
    st.lists(st.tuples(st.integers(), st.text(max_size=1)), unique=True),
    st.lists(st.complex_numbers(allow_nan=False), unique=True),
)
GIVEN = st.lists(
    st.tuples(st.sampled_from(["crm", "web", ""]), KEYS_OF_A_SOURCE),
    min_size=1, unique_by=lambda one: one[0],
)  # fmt: skip


@given(GIVEN)
def test_ids_made_when_asked_for_are_those_made_at_once(given: Any) -> None:
    at_once = [cm.RecordId(source, key) for source, keys in given for key in keys]
    expected = [at_once[i] for i in order_of(at_once)]
    ids, order = ids_in_order(given)
    assert order.tolist() == order_of(at_once)
    assert list(ids) == [ids[i] for i in range(len(ids))] == list(ids[:]) == expected
    assert [type(i.key) for i in ids] == [type(i.key) for i in expected]
    sources, source_of = sources_of(ids)
    assert [sources[i] for i in source_of.tolist()] == [i.source for i in expected]


@given(GIVEN, st.data())
def test_the_rows_of_records_are_found(given: Any, data: st.DataObject) -> None:
    ids, _ = ids_in_order(given)
    others = [cm.RecordId("crm", key) for key in (0, 1, True, False, 1.0, "", "a")]
    wanted = set(data.draw(st.lists(st.sampled_from([*ids, *others]), max_size=4)))
    found = {record: row for row, record in enumerate(ids) if record in wanted}
    assert rows_of(ids, wanted) == rows_of(tuple(ids), wanted) == found


def test_there_is_no_id_beyond_the_last_one() -> None:
    ids, _ = ids_in_order([("crm", [1, 2])])
    for at in (2, -3):
        with pytest.raises(IndexError):
            ids[at]


COLUMNS: dict[str, Any] = {
    "text": ["b", None, "a", "", "b", "c"],
    "mixed": [1, "1", True, 1.0, None, 1],
    "equal": [dt.datetime(2021, 1, 1, 5, tzinfo=dt.timezone(dt.timedelta(hours=h)))
              for h in (0, 5, 0, -5, 5, 5)],
    "nothing": [None] * 6,
}  # fmt: skip


@given(st.permutations(range(6)), st.sampled_from(["k", None]))
def test_columns_stand_in_the_order_of_the_ids(order: list[int], key: str | None) -> None:
    """They are encoded in any order, and turned after that."""
    rows = {"k": [5, 3, 9, 1, 2, 4], **COLUMNS}
    frame = pd.DataFrame({n: pd.Series([v[i] for i in order], dtype=object)
                          for n, v in rows.items()})  # fmt: skip
    source = FrameSource.of(
        frame, kinds=dict.fromkeys(COLUMNS, "text"), key=key, source="crm", updated_at=None
    )
    table, _ = table_of_sources((source,), cm.Context())
    places = np.argsort(frame["k"].to_numpy(int)) if key else np.arange(6)
    assert table.rows.tolist() == places.tolist()
    for name in COLUMNS:
        raw = encode_raw([frame[name].tolist()[i] for i in places.tolist()])
        column = table.leaves[name].column
        assert column.codes.tolist() == raw.codes.tolist()
        assert [repr(answer.raw) for answer in column.values] == list(map(repr, raw.values))


# -- times ------------------------------------------------------------------------------------

UTC = dt.UTC
TIMES: list[tuple[object, dt.datetime | None]] = [
    (dt.datetime(2021, 5, 6, 7), dt.datetime(2021, 5, 6, 7)),
    (dt.datetime(2021, 5, 6, tzinfo=UTC), dt.datetime(2021, 5, 6, tzinfo=UTC)),
    (dt.date(2021, 5, 6), dt.datetime(2021, 5, 6)),
    ("2021-05-06", dt.datetime(2021, 5, 6)),
    (" 2021-05-06T07:08:09 ", dt.datetime(2021, 5, 6, 7, 8, 9)),
    ("2021-05-06 07:08", dt.datetime(2021, 5, 6, 7, 8)),
    ("2021-05-06T07:08:09Z", dt.datetime(2021, 5, 6, 7, 8, 9, tzinfo=UTC)),
    (pd.Timestamp("2021-05-06T07:08:09.000000123"), dt.datetime(2021, 5, 6, 7, 8, 9)),
    (pd.Timestamp("2021-05-06", tz="UTC"), dt.datetime(2021, 5, 6, tzinfo=UTC)),
    (np.datetime64("2021-05-06"), dt.datetime(2021, 5, 6)),
    (np.datetime64("2021-05-06T07:08:09"), dt.datetime(2021, 5, 6, 7, 8, 9)),
    (np.datetime64("2021-05-06T07:08:09.123456789"), dt.datetime(2021, 5, 6, 7, 8, 9, 123456)),
    ("0001-01-01", dt.datetime(1, 1, 1)),
    ("9999-12-31T23:59:59+14:00",
     dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=dt.timezone(dt.timedelta(hours=14)))),
    *((missing, None) for missing in MISSING),
    (np.datetime64("NaT"), None),
]  # fmt: skip


@pytest.mark.parametrize(("given", "found"), TIMES, ids=lambda v: f"{type(v).__name__}:{v!s:.20}")
def test_a_time_is_read(given: object, found: dt.datetime | None) -> None:
    at, issue = moment(given, "modified", cm.RecordId("crm", 1), 4)
    assert (at, issue) == (found, None)
    assert at is None or type(at) is dt.datetime


@pytest.mark.parametrize("given", ["soon", "2021-02-30", 5, 1.5e9, True, [2021], "12/31/2021", b""])
def test_what_is_no_time_is_an_issue_with_its_row(given: object) -> None:
    record = cm.RecordId("crm", 1)
    at, issue = moment(given, "modified", record, 4)
    assert at is None
    assert issue is not None
    assert (issue.path, issue.code, issue.record, issue.row) == (
        "modified", "updated_at.not_a_time", record, 4
    )  # fmt: skip
    assert issue.text() == "modified: is not a date or time"


# -- records ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "records", [None, 5, "text", b"bytes", {"a": 1}, cm.Person(), cm.Record], ids=repr
)
def test_what_is_no_list_of_records_is_refused_with_advice(records: Any) -> None:
    with pytest.raises(cm.ConfigurationError, match=r"expected Records, got .*; wrap typed data"):
        split_by_type(records)


@pytest.mark.parametrize("record", [cm.Person(), {"id": 1}, None, "text"], ids=repr)
def test_what_is_no_record_is_refused_with_its_place(record: Any) -> None:
    good = cm.Record(cm.RecordId("crm", 1), cm.Person())
    with pytest.raises(cm.ConfigurationError, match=r"expected Records, got .* at position 1; "):
        split_by_type([good, record])


def test_records_of_a_type_without_kinds_are_refused() -> None:
    with pytest.raises(cm.ConfigurationError, match="an attrs class whose fields name their kinds"):
        split_by_type([cm.Record(cm.RecordId("crm", 1), {"phone": "1"})])


def test_two_records_of_one_id_are_refused_also_of_different_types() -> None:
    one = cm.RecordId("crm", 1)
    with pytest.raises(cm.DuplicateKeyError, match=r"crm:1 \(rows 0, 1\)"):
        cm.resolve([cm.Record(one, cm.Person()), cm.Record(one, cm.Organization())])


def test_types_stand_in_one_order_whatever_comes_first() -> None:
    person = cm.Record(cm.RecordId("crm", 1), cm.Person())
    company = cm.Record(cm.RecordId("crm", 2), cm.Organization())
    assert list(split_by_type([person, company])) == list(split_by_type([company, person]))
