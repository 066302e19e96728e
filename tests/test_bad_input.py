"""Bad input: a message that says which column or row, or an answer; never a lost row."""

import datetime as dt
import time
import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import custmdm as cm
from custmdm.columns import PLACEHOLDER_CODE
from tests.linker.world import AUSTRALIA, KINDS, people, resolved

TWO: Mapping[str, str] = {"name": "person_name", "mail": "email"}


def table(**columns: Sequence[object]) -> list[dict[str, object]]:
    """Return rows of columns, with a name and an address of mail where none is given."""
    n = len(next(iter(columns.values())))
    told: dict[str, Sequence[object]] = {
        "id": range(n),
        "name": [f"{'ABCDEFGHIJ'[i % 10]}nne Person{i}" for i in range(n)],
        "mail": [f"m{i}@posteo.net" for i in range(n)],
    }
    told |= columns
    return [dict(zip(told, row, strict=True)) for row in zip(*told.values(), strict=True)]


def resolve(rows: Any, **options: Any) -> cm.Resolution:
    return cm.resolve(rows, **{"key": "id", "kinds": TWO, "source": "crm", **options})


def check_whole(result: cm.Resolution, n: int) -> None:
    """Check that every row is in one cluster, and in every table once."""
    members = [m for cluster in result.clusters for m in cluster.members]
    assert len(members) == len(set(members)) == n
    assert len(result.to_frame()) == n
    assert len(result.golden_frame()) == len(result.golden) == len(result.clusters)
    assert str(result).startswith(f"{n:,} record")


# -- what cannot be read says so, before any work ---------------------------------------------

FRAME = pd.DataFrame(table(id=[1, 2, 3]))
REFUSED: list[tuple[str, Any, dict[str, Any], type[Exception], str]] = [
    ("a missing column", FRAME, {"kinds": {"nmae": "text"}}, cm.MissingColumnError,
     "there is no column 'nmae'. Did you mean 'name'?"),
    ("a missing key column", FRAME, {"key": "idd"}, cm.MissingColumnError, "Did you mean 'id'?"),
    ("a missing time column", FRAME, {"updated_at": "at"}, cm.MissingColumnError, "column 'at'"),
    ("a table without columns", pd.DataFrame(), {}, cm.MissingColumnError, "has no columns"),
    ("an empty polars frame", pl.DataFrame(), {}, cm.MissingColumnError, "has no columns"),
    ("a key that is there twice", FRAME.assign(id=[7, 8, 7]), {}, cm.DuplicateKeyError,
     "1 record ids are not unique: crm:7 (rows 0, 2)"),
    ("a missing key", FRAME.assign(id=[1, None, 3]), {}, cm.DuplicateKeyError,
     "the key is missing in 1 rows: 1"),
    ("a key that is a list", table(id=[[1], [2]]), {}, cm.DuplicateKeyError, "type list"),
    ("an unknown kind", FRAME, {"kinds": {"name": "persn_name"}}, cm.UnknownKindError,
     "there is no kind 'persn_name'. Did you mean 'person_name'"),
    ("a kind that is none", FRAME, {"kinds": {"name": None}}, cm.UnknownKindError, "no kind None"),
    ("kinds as a list", FRAME, {"kinds": ["name"]}, cm.ConfigurationError, "kinds={'column'"),
    ("kinds as text", FRAME, {"kinds": "name"}, cm.ConfigurationError, "kinds={'column'"),
    ("no kinds", FRAME, {"kinds": None}, cm.ConfigurationError, "a table needs kinds="),
    ("empty kinds", FRAME, {"kinds": {}}, cm.ConfigurationError, "kinds names no column"),
    ("kinds that say too little", FRAME.assign(land="CN"), {"kinds": {"land": "country"}},
     cm.ConfigurationError, "these fields by themselves say too little of who somebody is: land"),
    ("a column named by a number", FRAME.rename(columns={"name": 0}), {"kinds": {0: "text"}},
     cm.ConfigurationError, "the name of a column is text, got 0; rename the column"),
    ("two columns of one name", pd.concat([FRAME, FRAME[["name"]]], axis=1), {},
     cm.ConfigurationError, "two columns of the table have the same name"),
    ("a column that the result adds", FRAME.assign(golden_id="x"),
     {"kinds": {**TWO, "golden_id": "identifier"}}, cm.ConfigurationError,
     "golden_frame adds 'golden_id'; rename"),
    ("a source with a colon", FRAME, {"source": "crm:eu"}, cm.ConfigurationError, "no colon"),
    ("a context as text", FRAME, {"context": "CN"}, cm.ConfigurationError,
     "write Context(country='CN')"),
    ("progress as text", FRAME, {"progress": "yes"}, cm.ConfigurationError, "progress is True or"),
    ("a number", 5, {}, cm.ConfigurationError, "a table is a DataFrame"),
    ("text", "customers.csv", {}, cm.ConfigurationError, "a table is a DataFrame"),
    ("a dict of columns", {"id": [1]}, {}, cm.ConfigurationError, "a table is a DataFrame"),
    ("rows that are lists", [[1, "Ann"]], {}, cm.ConfigurationError, "row 0 is a list"),
    ("rows that are text", ["Ann"], {}, cm.ConfigurationError, "row 0 is a str"),
    ("records as a table", [cm.Record(cm.RecordId("crm", 1), cm.Person())], {},
     cm.ConfigurationError, "row 0 is a Record"),
    ("rows as records", table(id=[1]), {"kinds": None}, cm.ConfigurationError,
     "expected Records, got dict at position 0; wrap typed data as Record"),
    ("data without a Record", [cm.Person()], {"kinds": None}, cm.ConfigurationError,
     "expected Records, got Person at position 0"),
    ("text as records", "customers.csv", {"kinds": None}, cm.ConfigurationError,
     "expected Records, got str;"),
    ("nothing", None, {"kinds": None}, cm.ConfigurationError, "expected Records, got NoneType"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "options", "error", "says"), [case[1:] for case in REFUSED],
    ids=[case[0] for case in REFUSED],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_place(
    data: Any, options: dict[str, Any], error: type[Exception], says: str
) -> None:
    with pytest.raises(error) as raised:
        resolve(data, **options)
    assert says in str(raised.value)
    assert isinstance(raised.value, ValueError)


# -- small, empty, all alike ------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [[], FRAME.head(0), pl.DataFrame(FRAME.to_dict("list")).head(0), pa.table({
        "id": pa.array([], pa.int64()), "name": pa.array([], pa.string()),
        "mail": pa.array([], pa.string())})],
    ids=["dicts", "pandas", "polars", "pyarrow"],
)  # fmt: skip
def test_a_table_without_rows_is_resolved(rows: Any) -> None:
    check_whole(resolve(rows), 0)


def test_one_row_is_one_customer() -> None:
    result = resolve(table(id=[9]))
    check_whole(result, 1)
    assert (result.n_pairs, result.links, result.review) == (0, (), ())


@pytest.mark.parametrize(
    "nothing", [None, "", "n/a", np.nan, pd.NA, pd.NaT, float("nan")], ids=repr
)
def test_what_says_nothing_matches_nobody(nothing: object) -> None:
    """However many records say nothing, and however alike they are."""
    result = resolve(table(name=[nothing] * 300, mail=[nothing] * 300))
    check_whole(result, 300)
    assert len(result.clusters) == 300
    assert result.n_pairs == 0
    told = result.explain("crm:0", "crm:1")
    assert (told.same, told.stage) == (False, "blocking")
    assert told.score is not None
    assert [c.weight for c in told.score.contributions] == [0.0, 0.0]


def test_a_column_that_is_all_missing_changes_nothing() -> None:
    rows, _ = people(40)
    without = resolved(rows)
    with_it = resolved([{**row, "spare": None} for row in rows],
                       kinds={**KINDS, "spare": "identifier"})  # fmt: skip
    assert [c.members for c in with_it.clusters] == [c.members for c in without.clusters]
    assert all(golden.data["spare"] is None for golden in with_it.golden)


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT, "", " "], ids=repr)
def test_all_ways_to_say_nothing_are_alike(missing: object) -> None:
    told: dict[str, Sequence[object]] = {
        "name": ["Ann Lee", "Ann Lee", "Bo Ray"], "mail": ["ann@posteo.net", missing, None]
    }  # fmt: skip
    plain = resolve(table(**(told | {"mail": ["ann@posteo.net", None, None]})))
    assert resolve(table(**told)).clusters == plain.clusters
    frame = pd.DataFrame({"id": range(3), **told}, dtype=object)
    assert resolve(frame).clusters == plain.clusters
    assert resolve(frame).issues == plain.issues


def test_a_thousand_rows_that_are_all_alike_are_resolved() -> None:
    """Their blocks are too large to be used; that is said, and nothing is lost."""
    start = time.process_time()
    result = resolve(table(name=["Ann Lee"] * 1000, mail=["ann@posteo.net"] * 1000))
    check_whole(result, 1000)
    assert time.process_time() - start < 30
    if len(result.clusters) > 1:
        assert {issue.code for issue in result.issues} == {"block.too_large"}


def test_one_value_on_most_rows_is_left_out_with_an_issue() -> None:
    """A switchboard on 92 % of 5,000 rows: seconds, no 10,580,000 pairs, and a word about it."""
    n = 5000
    start = time.process_time()
    result = resolve(
        table(mail=["info@shop.de" if i % 25 < 23 else f"m{i}@posteo.net" for i in range(n)])
    )
    check_whole(result, n)
    assert time.process_time() - start < 60
    assert result.n_pairs < 1_000_000
    of_mail = [issue for issue in result.issues if issue.path == "mail"]
    assert len(of_mail) == sum(i % 25 < 23 for i in range(n))
    assert {issue.text() for issue in of_mail} == {
        "mail: is shared by 4600 customers and says little of who it is"
    }


# -- cells of any type ------------------------------------------------------------------------

CELLS: list[Any] = [
    "Ann Lee", 12, 3.5, True, False, 0, ["a"], {"a": 1}, (1, 2), {1}, range(3), b"bytes",
    Decimal("1.5"), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), float("inf"),
    float("nan"), None, pd.NA, pd.NaT, np.datetime64("NaT"), dt.date(2020, 1, 1),
    dt.datetime(2020, 1, 1),
    dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.time(1, 2), dt.timedelta(1), pd.Timestamp("2020"),
    pd.Timedelta(1), np.float32(1), np.int8(1), np.bool_(True), np.str_("text"),
    np.datetime64("2020-01-01"), uuid.UUID(int=5), 1j, object, Ellipsis, 10**400, -(2**63), 1e308,
    5e-324, cm.Person(), len,
]  # fmt: skip


@pytest.mark.parametrize("kind", [kind for kind in cm.kinds.names() if kind != "country"])
def test_a_column_may_mix_all_types(kind: str) -> None:
    result = resolve(table(name=CELLS), kinds={"name": kind, "mail": "email"})
    check_whole(result, len(CELLS))
    wrong = {i.row for i in result.issues if i.path == "name" and i.code == "value.wrong_type"}
    for row, cell in enumerate(CELLS):
        if isinstance(cell, (list, dict, tuple, set, bytes, bool)):
            assert row in wrong, cell


def test_an_issue_of_a_type_names_the_type_and_not_the_value() -> None:
    result = resolve(table(name=[["Ludmilla"], {"first": "Ludmilla"}, True]))
    found = [i.text() for i in result.issues if i.path == "name"]
    assert found == [
        f"name: holds a value of type {name}, text was expected"
        for name in ("list", "dict", "bool")
    ]


def test_pandas_tells_mixed_columns_as_dicts_do() -> None:
    frame = pd.DataFrame({"id": range(len(CELLS)), "name": pd.Series(CELLS, dtype=object)})
    frame["mail"] = [f"m{i}@posteo.net" for i in range(len(CELLS))]
    from_dicts = resolve(table(name=CELLS))
    assert resolve(frame).clusters == from_dicts.clusters
    assert resolve(frame).issues == from_dicts.issues


@pytest.mark.parametrize("cell", [np.array([1, 2]), np.array([])], ids=["two", "none"])
def test_a_cell_that_has_no_text_is_an_issue(cell: object) -> None:
    result = resolve(table(name=["Ann Lee", cell]))
    check_whole(result, 2)
    assert [issue.row for issue in result.issues if issue.path == "name"] == [1]


# -- text that breaks things ------------------------------------------------------------------

TEXTS = [
    "\ud800", "Ann \udfff Lee", "a\x00b", "\x00", "\u202eeeL nnA", "\u200b", "\ufeffAnn",
    "e\u0301" * 2000, "\U0010ffff", "<script>alert(1)</script>", "=HYPERLINK(1)", "{{7*7}}",
    "' OR 1=1 --", "%s %d {0}", "\\N{DASH}", "a" * 10_001, "张" * 5000, "\r\n\t", "⁣⁢",
]  # fmt: skip


@pytest.mark.parametrize("kind", [kind for kind in cm.kinds.names() if kind != "country"])
def test_text_of_any_sort_is_resolved(kind: str) -> None:
    result = resolve(table(name=TEXTS), kinds={"name": kind, "mail": "email"})
    check_whole(result, len(TEXTS))
    for issue in result.issues:
        assert issue.text()


def test_text_of_any_sort_comes_back_as_it_was() -> None:
    """In the table given back nothing is changed; a golden value that is none is the raw one."""
    result = resolve(table(name=TEXTS), kinds={"name": "text", "mail": "email"})
    assert [row["name"] for row in result.to_frame()] == TEXTS


def test_nothing_in_a_name_comes_alive_in_a_notebook() -> None:
    rows = table(id=["<b>1</b>"], name=["<script>alert(1)</script>"])
    rows = [{"<i>id": row["id"], "<u>name": row["name"]} for row in rows]
    result = cm.resolve(rows, key="<i>id", kinds={"<u>name": "text"}, source="<em>")
    html = result._repr_html_()
    for tag in ("<b>", "<script>", "<i>", "<u>", "<em>"):
        assert tag not in html


def test_ten_megabytes_in_a_cell_are_an_issue() -> None:
    start = time.process_time()
    rows = table(name=["x" * 10_000_000, "y" * 10_000_000, "Ann Lee"])
    result = resolve(rows)
    check_whole(result, 3)
    assert time.process_time() - start < 5
    assert [i.code for i in result.issues] == ["value.too_long"] * 2
    assert len(str(result)) < 1000
    assert resolve(rows).explain("crm:0", "crm:1").same is False


def test_very_many_values_in_one_field_are_resolved() -> None:
    """Ten thousand addresses of mail in one record."""
    many = tuple(f"m{i}@posteo.net" for i in range(10_000))
    records = [
        cm.Record(cm.RecordId("crm", 1), cm.Person(emails=many)),
        cm.Record(cm.RecordId("crm", 2), cm.Person(emails=many[:1])),
    ]
    start = time.process_time()
    result = cm.resolve(records)
    assert time.process_time() - start < 30
    assert sorted(m.key for c in result.clusters for m in c.members) == [1, 2]


# -- keys and times ---------------------------------------------------------------------------


def test_keys_of_any_type_are_kept_apart() -> None:
    keys = [1, "1", True, 1.0, 2**63, 2**64, -1, uuid.UUID(int=1), "客户", "\ud800", ("a", 1)]
    result = resolve(table(id=keys))
    check_whole(result, len(keys))
    assert [repr(row["id"]) for row in result.to_frame()] == [repr(key) for key in keys]
    assert {repr(record.key) for record in result.crosswalk.ids} == set(map(repr, keys))


@pytest.mark.parametrize("dtype", ["int64", "uint64", "string", "object", "category", "Int64"])
def test_keys_of_any_pandas_type_are_kept(dtype: str) -> None:
    big = dtype in ("uint64", "object")
    keys = [1, 2, 2**63 if big else 3]
    result = resolve(pd.DataFrame(table(id=keys)).astype({"id": dtype}))
    check_whole(result, 3)
    assert sorted(int(str(record.key)) for record in result.crosswalk.ids) == keys


def test_the_key_may_be_a_column_with_a_kind() -> None:
    rows = table(id=["A-17", "a17", "B-2"])
    result = resolve(rows, kinds={"id": "identifier", "name": "person_name"})
    check_whole(result, 3)
    assert sorted(record.key for record in result.crosswalk.ids) == ["A-17", "B-2", "a17"]


def test_the_time_may_be_a_column_with_a_kind() -> None:
    rows = table(at=["2020-01-01", "2021-01-01"])
    result = resolve(rows, kinds={**TWO, "at": "date"}, updated_at="at")
    check_whole(result, 2)


def test_times_that_are_none_are_issues() -> None:
    times = ["soon", None, "2020-01-01", 5, "2020-02-30", dt.date(2020, 1, 1)]
    result = resolve(table(at=times), updated_at="at")
    check_whole(result, len(times))
    assert [i.row for i in result.issues if i.code == "updated_at.not_a_time"] == [0, 3, 4]


def test_naive_and_aware_times_may_be_mixed() -> None:
    rows, _ = people(20)
    zones = ["", "+00:00", "-11:00", "+14:00"]
    mixed = [
        {**row, "changed": f"{row['changed']}T10:00:00{zones[i % 4]}"} for i, row in enumerate(rows)
    ]
    turned = resolved(mixed[::-1])
    assert [g.data for g in resolved(mixed).golden] == [g.data for g in turned.golden]


@pytest.mark.parametrize("first", ["id", "name", "at"])
def test_a_byte_order_mark_is_no_part_of_a_name(first: str) -> None:
    rows = table(at=["2020-01-01", "2021-01-01"])
    marked = [{("\ufeff" if n == first else "") + n: v for n, v in row.items()} for row in rows]
    plain = resolve(rows, updated_at="at")
    for made in (marked, pd.DataFrame(marked), pl.DataFrame(marked)):
        assert resolve(made, updated_at="at").clusters == plain.clusters


# -- rows and columns at random ---------------------------------------------------------------

ANY = st.one_of(
    st.sampled_from([cell for cell in CELLS + TEXTS if not isinstance(cell, (set, type))]),
    st.text(max_size=5),
    st.integers(),
)


ROWS = st.lists(st.dictionaries(st.sampled_from(["name", "mail", "dob", "phone"]), ANY), max_size=8)


@settings(max_examples=40)
@given(ROWS)
def test_rows_of_any_shape_are_resolved(rows: list[dict[str, Any]]) -> None:
    """Rows may lack columns; a column that no row has is named."""
    kinds = {"name": "person_name", "mail": "email", "dob": "birth_date", "phone": "phone"}
    rows = [{"id": i, **row} for i, row in enumerate(rows)]
    there = {name for row in rows for name in row}
    if rows and not kinds.keys() <= there:
        with pytest.raises(cm.MissingColumnError):
            resolve(rows, kinds=kinds, context=AUSTRALIA)
        kinds = {name: kind for name, kind in kinds.items() if name in there}
    if kinds:
        check_whole(resolve(rows, kinds=kinds, context=AUSTRALIA), len(rows))


def test_a_number_too_long_to_write_is_reported() -> None:
    """Python refuses to write an integer of thousands of digits; the row is kept all the same."""
    result = cm.resolve([{"n": 10**5000}], kinds={"n": "text"})
    check_whole(result, 1)
    assert [golden.data["n"] for golden in result.golden] == ["<int>"]


def test_two_numbers_in_one_cell_of_a_typed_record_are_both_used_to_match() -> None:
    """The cell has no standard value; each number in it still finds its customer."""
    china = cm.Context(country="CN")
    cells = [("13812345678/13987654321", "010-62770334"), ("13987654321", "n/a"), ("n/a",), ()]
    records = [
        cm.Record(cm.RecordId("crm", i), cm.Person(phones=phones)) for i, phones in enumerate(cells)
    ]
    result = cm.resolve(records, context=china)
    check_whole(result, len(cells))
    phones = result.tables[0].table.column("phones")
    keys = [{term.key for term in phones.row(i)} for i in range(len(cells))]
    assert keys[0] == {"+8613812345678", "+8613987654321", "+861062770334"}
    assert keys[1:] == [{"+8613987654321"}, set(), set()]
    assert phones.row_codes(2) == [PLACEHOLDER_CODE]


def test_two_numbers_in_one_cell_of_a_table_are_both_used_to_match() -> None:
    """The same for a column of one cell a row, beside a placeholder."""
    rows = [{"tel": "13812345678/13987654321"}, {"tel": "13987654321"}, {"tel": "n/a"}]
    result = cm.resolve(rows, kinds={"tel": "phone"}, context=cm.Context(country="CN"))
    check_whole(result, len(rows))
    tel = result.tables[0].table.column("tel")
    assert [len(tel.row(i)) for i in range(len(rows))] == [2, 1, 0]
    assert tel.row_codes(2) == [PLACEHOLDER_CODE]
