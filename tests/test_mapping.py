"""Rows of a source to typed records."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import attrs
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import custmdm as cm

CHINA = cm.Context(country="CN")


def people(fields: dict[str, Any], **options: Any) -> cm.FieldMapping[cm.Person]:
    given = {"source": "crm", "key": "id", "context": CHINA, **options}
    return cm.FieldMapping(record=cm.Person, fields=fields, **given)


ROW: dict[str, Any] = {
    "id": 17, "name": "王小明", "given": "小明", "family": "王", "mobile": "138 1234 5678",
    "tel": "010-8888 7777", "dob": "1988年3月7日", "street": "1 High St", "city": "Leeds",
    "country": "GB", "ship": "2 Low Rd, York", "boss": "腾远科技有限公司", "modified": "2021-05-06",
    "extra": "nobody asks",
}  # fmt: skip

READ: list[tuple[dict[str, Any], str, Any]] = [
    ({"birth_date": "dob"}, "birth_date", "1988-03-07"),
    ({"phones": "mobile"}, "phones", ("+8613812345678",)),
    ({"phones": ["mobile", "tel"]}, "phones", ("+8613812345678", "+861088887777")),
    ({"phones": ("mobile",)}, "phones", ("+8613812345678",)),
    ({"employer": "boss"}, "employer", "腾远科技有限公司"),
    ({"name": "name"}, "name", cm.PersonName(full="王小明", given="小明", family="王")),
    (
        {"name": {"given": "given", "family": "family"}},
        "name",
        cm.PersonName(full="王小明", given="小明", family="王"),
    ),
    (
        {"name.given": "given", "name.family": "family"},
        "name",
        cm.PersonName(full="王小明", given="小明", family="王"),
    ),
    (
        {"addresses": [{"street": "street", "city": "city", "country": "country"}]},
        "addresses",
        (cm.PostalAddress(street="1 High St", city="Leeds", country="GB"),),
    ),
    (
        {"addresses.street": "street", "addresses.city": "city"},
        "addresses",
        (cm.PostalAddress(street="1 High St", city="Leeds"),),
    ),
]


@pytest.mark.parametrize(("fields", "name", "value"), READ, ids=lambda v: str(v)[:40])
def test_columns_fill_fields(fields: dict[str, Any], name: str, value: object) -> None:
    (record,) = people(fields).read([ROW]).records
    assert record.id == cm.RecordId("crm", 17)
    assert getattr(record.data, name) == value


def test_a_whole_address_and_one_in_parts_stand_side_by_side() -> None:
    fields = {"addresses": ["ship", {"street": "street", "city": "city"}]}
    (record,) = people(fields, context=cm.Context(country="GB")).read([ROW]).records
    first, second = record.data.addresses
    assert (first.full, second.street, second.city) == ("2 Low Rd, York", "1 High St", "Leeds")


@pytest.mark.parametrize("turned", [False, True])
def test_parts_named_one_by_one_are_one_value(turned: bool) -> None:
    """Of one value they fill the rest, of many they are the first; in whatever order."""
    fields: dict[str, Any] = {
        "name": "name", "name.given": "given",
        "addresses": ["ship"], "addresses.street": "street", "addresses.city": "city",
    }  # fmt: skip
    if turned:
        fields = dict(reversed(fields.items()))
    (record,) = people(fields, context=cm.Context(country="GB")).read([ROW]).records
    assert record.data.name == cm.PersonName(full="王小明", given="小明")
    first, second = record.data.addresses
    assert (first.street, first.city, second.full) == ("1 High St", "Leeds", "2 Low Rd, York")


def test_the_columns_that_nobody_takes_are_named() -> None:
    mapped = people({"phones": ["mobile"]}, updated_at="modified").read([ROW])
    assert mapped.unmapped == (
        "name", "given", "family", "tel", "dob", "street", "city", "country", "ship", "boss",
        "extra",
    )  # fmt: skip


def test_the_time_of_the_last_change_is_read() -> None:
    mapping = people({"phones": ["mobile"]}, updated_at="modified")
    assert mapping.read([ROW]).records[0].updated_at == dt.datetime(2021, 5, 6)


def test_every_source_has_its_context() -> None:
    def day(order: str) -> str | None:
        mapping = people({"birth_date": "dob"}, context=cm.Context(date_order=order))
        return mapping.read([{"id": 1, "dob": "03/04/1988"}]).records[0].data.birth_date

    assert (day("DMY"), day("MDY")) == ("1988-04-03", "1988-03-04")


def test_the_country_of_a_row_goes_before_that_of_the_source() -> None:
    rows = [
        {"id": 1, "tel": "020 7946 0018", "land": "United Kingdom"},
        {"id": 2, "tel": "138 1234 5678", "land": ""},
    ]
    mapped = people({"phones": "tel", "country": "land"}).read(rows)
    assert [r.data.phones for r in mapped.records] == [("+442079460018",), ("+8613812345678",)]


# -- what comes in ----------------------------------------------------------------------------

ROWS = [{"id": i, "tel": f"138 1234 567{i}", "dob": "1988-03-07"} for i in range(3)]
TABLES: list[Callable[[], Any]] = [
    lambda: ROWS,
    lambda: iter(ROWS),
    lambda: tuple(ROWS),
    lambda: pd.DataFrame(ROWS),
    lambda: pd.DataFrame(ROWS, index=[9, 9, 9]).convert_dtypes(),
    lambda: pl.DataFrame(ROWS),
    lambda: pl.LazyFrame(ROWS),
    lambda: pa.Table.from_pylist(ROWS),
]


@pytest.mark.parametrize("make", TABLES)
def test_every_sort_of_table_gives_the_same_records(make: Callable[[], Any]) -> None:
    mapping = people({"phones": ["tel"], "birth_date": "dob"})
    mapped = mapping.read(make())
    assert mapped == mapping.read(ROWS)
    assert [record.id for record in mapped.records] == [cm.RecordId("crm", i) for i in range(3)]


def test_records_stand_in_the_order_of_the_rows() -> None:
    keys = [3, 1, "2", 10]
    mapped = people({"phones": "tel"}).read([{"id": key, "tel": ""} for key in keys])
    assert [record.id.key for record in mapped.records] == keys


@pytest.mark.parametrize("rows", [[], pd.DataFrame(), pd.DataFrame(columns=["id", "tel"])])
def test_no_rows_are_no_records(rows: Any) -> None:
    mapped = people({"phones": "tel"}).read(rows)
    assert (mapped.records, mapped.issues) == ((), ())


def test_a_byte_order_mark_is_no_part_of_a_name() -> None:
    """The first column of a file that a spreadsheet wrote, be it the key or any other."""
    for first in ("id", "tel"):
        rows = [{("\ufeff" if name == first else "") + name: v for name, v in row.items()}
                for row in ROWS]  # fmt: skip
        mapped = people({"phones": "tel"}).read(rows)
        assert [r.data.phones for r in mapped.records] == [(f"+861381234567{i}",) for i in range(3)]
        assert mapped.unmapped == ("dob",)


def test_a_column_that_some_rows_lack_is_missing_there() -> None:
    mapped = people({"phones": "tel"}).read([{"id": 1, "tel": "138 1234 5678"}, {"id": 2}])
    assert [r.data.phones for r in mapped.records] == [("+8613812345678",), ()]


def test_one_row_may_lack_any_column() -> None:
    mapping = people({"name": "name", "phones": ["mobile", "tel"]}, updated_at="modified")
    mapped = mapping.read_one({"id": 1, "mobile": "138 1234 5678"})
    assert mapped.records[0].data == cm.Person(phones=("+8613812345678",))
    assert (mapped.records[0].updated_at, mapped.issues, mapped.unmapped) == (None, (), ())


def test_one_row_reads_as_among_others() -> None:
    mapping = people({"name": "name", "phones": ["mobile", "tel"], "birth_date": "dob"})
    one, many = mapping.read_one(ROW), mapping.read([ROW, {**ROW, "id": 2}])
    assert one.records == many.records[:1]
    assert one.unmapped == many.unmapped


@pytest.mark.parametrize("row", [{}, {"id": None}, {"id": ""}])
def test_one_row_without_a_key_is_a_customer_not_saved_yet(row: dict[str, Any]) -> None:
    mapped = people({"phones": "tel"}).read_one({**row, "tel": "138 1234 5678"})
    assert [record.id for record in mapped.records] == [cm.RecordId("crm", "new")]
    assert mapped.issues == ()


# -- what is wrong ----------------------------------------------------------------------------


def test_a_row_without_a_key_is_left_out_and_reported() -> None:
    rows = [{"id": key, "tel": "12"} for key in (1, None, "", float("nan"), pd.NA, 2)]
    mapped = people({"phones": "tel"}).read(rows)
    assert [record.id.key for record in mapped.records] == [1, 2]
    missing = [issue.row for issue in mapped.issues if issue.code == "key.missing"]
    assert missing == [1, 2, 3, 4]
    # Every issue names the row as it was given, with rows before it left out.
    assert [issue.row for issue in mapped.issues] == [0, 1, 2, 3, 4, 5]


def test_keys_that_are_there_twice_are_listed_with_their_rows() -> None:
    rows = [{"id": key, "tel": ""} for key in (1, None, 2, 1, 2, "1")]
    with pytest.raises(cm.DuplicateKeyError) as error:
        people({"phones": "tel"}).read(rows)
    assert str(error.value) == ("2 record ids are not unique: crm:1 (rows 0, 3), crm:2 (rows 2, 4)")


def test_what_could_not_be_read_is_reported_with_row_and_field() -> None:
    rows = [{"id": 7, "tel": "12", "dob": "30 February 1990", "at": "soon"}, {"id": 8, "tel": "-"}]
    mapping = people({"phones": "tel", "birth_date": "dob"}, updated_at="at")
    found = {(i.row, i.path, i.record) for i in mapping.read(rows).issues}
    seven = cm.RecordId("crm", 7)
    assert {(0, "phones", seven), (0, "birth_date", seven), (0, "at", seven)} <= found
    data = mapping.read(rows).records[0].data
    assert (data.phones, data.birth_date) == (("12",), "30 February 1990")  # nothing is blanked


NOT_THERE: list[tuple[dict[str, Any], str]] = [
    ({"fields": {"phones": "tell"}}, "no column 'tell'. Did you mean 'tel'?"),
    ({"fields": {"phones": ["tel", "mobil"]}}, "no column 'mobil'"),
    ({"fields": {"addresses": [{"city": "town"}]}}, "no column 'town'"),
    ({"fields": {"phones": "tel"}, "key": "idd"}, "no column 'idd'. Did you mean 'id'?"),
    ({"fields": {"phones": "tel"}, "updated_at": "changed"}, "no column 'changed'"),
]


@pytest.mark.parametrize(("settings", "says"), NOT_THERE)
def test_a_column_that_is_not_there_is_named(settings: dict[str, Any], says: str) -> None:
    for rows in (ROWS, pd.DataFrame(ROWS)):
        with pytest.raises(cm.MissingColumnError) as error:
            people(**settings).read(rows)
        assert says in str(error.value)


@pytest.mark.parametrize("rows", [ROW, "text", 5, None])
def test_what_is_no_table_is_refused(rows: Any) -> None:
    with pytest.raises(cm.ConfigurationError):
        people({"phones": "mobile"}).read(rows)


def test_reading_one_row_as_many_says_what_to_do() -> None:
    with pytest.raises(cm.ConfigurationError, match="for one row use read_one"):
        people({"phones": "mobile"}).read(ROW)


@attrs.frozen(kw_only=True)
class Needy:
    """A record type that cannot be made of its fields alone."""

    ref: int
    phone: str | None = cm.field(kind="phone")


SETTINGS: list[tuple[dict[str, Any], type[Exception], str]] = [
    ({"fields": {"fone": "tel"}}, cm.ConfigurationError,
     "Person has no field 'fone'. Did you mean 'phones'?"),
    ({"fields": {"name": {"givn": "first"}}}, cm.ConfigurationError,
     "'name' has no part 'givn'. Did you mean 'given'?"),
    ({"fields": {"name.surname": "last"}}, cm.ConfigurationError, "'name' has no part 'surname'"),
    ({"fields": {"phones.mobile": "tel"}}, cm.ConfigurationError, "'phones' has no parts"),
    ({"fields": {"birth_date": ["dob", "born"]}}, cm.ConfigurationError,
     "'birth_date' holds one value; it takes one column, not a list"),
    ({"fields": {"birth_date": {"day": "dob"}}}, cm.ConfigurationError,
     "'birth_date' has no parts"),
    ({"fields": {"name": {"given": 3}}}, cm.ConfigurationError,
     "name.given takes the name of a column"),
    ({"fields": {"phones": [3]}}, cm.ConfigurationError, "'phones' has no parts"),
    ({"fields": {}, "source": "a:b"}, cm.ConfigurationError, "no colon"),
    ({"fields": {}, "context": "CN"}, cm.ConfigurationError, "write Context(country='CN')"),
    ({"fields": {}, "record": dict}, cm.ConfigurationError, "an attrs class whose fields"),
    ({"fields": {}, "record": cm.Person()}, cm.ConfigurationError, "an attrs class whose fields"),
    ({"fields": {}, "record": Needy}, cm.ConfigurationError,
     "the field 'ref' of Needy has neither a kind nor a default"),
]  # fmt: skip


@pytest.mark.parametrize(("settings", "error", "says"), SETTINGS, ids=lambda v: str(v)[:50])
def test_a_setting_that_cannot_work_raises_where_it_is_written(
    settings: dict[str, Any], error: type[Exception], says: str
) -> None:
    with pytest.raises(error) as raised:
        cm.FieldMapping(**{"source": "crm", "key": "id", "record": cm.Person, **settings})
    assert says in str(raised.value)


def test_a_repr_shows_no_value() -> None:
    mapped = people({"phones": "mobile"}).read([ROW])
    assert repr(mapped) == "<Mapped: 1 records, 0 issues, 12 columns not mapped>"


# -- whatever comes in ------------------------------------------------------------------------

CELLS = st.none() | st.text(max_size=6) | st.integers() | st.floats() | st.booleans() | st.dates()


@settings(max_examples=50)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys("abcd", CELLS)), max_size=6))
def test_no_row_is_lost_and_nothing_raises(rows: list[dict[str, Any]]) -> None:
    mapping = people(
        {"name": {"given": "a", "family": "b"}, "phones": ["c"], "birth_date": "d"},
        updated_at="d",
    )
    keyed = [{"id": i, **row} for i, row in enumerate(rows)]
    mapped = mapping.read(keyed)
    assert [record.id.key for record in mapped.records] == list(range(len(rows)))
    assert mapped == mapping.read(keyed)


WORDS = st.none() | st.text("Abé 张三0-.'", max_size=6) | st.sampled_from(["n/a", "1988/3/7", "12"])


@given(st.fixed_dictionaries({"id": st.just(1), **dict.fromkeys("abcd", WORDS)}))
def test_reading_gives_standard_values(row: dict[str, Any]) -> None:
    """To standardize what was read changes nothing."""
    mapping = people({"name": "a", "employer": "b", "phones": ["c"], "birth_date": "d"})
    (record,) = mapping.read([row]).records
    assert cm.standardize([record], context=CHINA).data == [record]


def test_reading_many_rows_tells_how_far_it_is():
    mapping = cm.FieldMapping(
        source="crm", key="id", record=cm.Organization, fields={"name": "company"}
    )
    rows = [{"id": n, "company": f"Acme {n}"} for n in range(25_000)]
    told = []
    mapped = mapping.read(rows, progress=lambda *one: told.append(one))
    assert [one for one in told if one[0] == "map"] == [
        ("map", 0, 25_000), ("map", 10_000, 25_000), ("map", 20_000, 25_000),
        ("map", 25_000, 25_000),
    ]  # fmt: skip
    assert [stage for stage, done, total in told if done == total][-1] == "standardize"
    assert mapped == mapping.read(rows, progress=False)
