"""The whole job: whatever the records come as, the same customers come out."""

from collections.abc import Callable, Iterator
from typing import Any

import attrs
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import custmdm as cm
from tests.linker.world import AUSTRALIA, KINDS, Row, partition, resolved


@attrs.frozen(kw_only=True)
class Lead:
    """A record type of a user's own, with a field that is none of the library's business."""

    name: str | None = cm.field(kind="person_name")
    mobiles: tuple[str, ...] = cm.field(kind="phone", default=())
    mail: str | None = cm.field(kind="email")
    born: str | None = cm.field(kind="birth_date")
    campaign: str = "none"


def lead(row: Row) -> cm.Record[Lead]:
    texts = {name: str(value) for name, value in row.items()}
    mobiles = tuple(filter(None, [texts["phone"]]))
    return cm.Record(
        cm.RecordId("crm", row["id"]),
        Lead(name=texts["name"], mobiles=mobiles, mail=texts["mail"], born=texts["dob"],
             campaign=f"c{row['id']}"),
    )  # fmt: skip


def test_a_table_gives_the_customers_there_are(
    result: cm.Resolution, truth: dict[int, int]
) -> None:
    assert cm.evaluate.clusters(result, truth).f1 > 0.95


def test_typed_records_give_the_customers_there_are(
    typed: cm.Resolution, truth: dict[int, int]
) -> None:
    assert cm.evaluate.clusters(typed, truth).f1 > 0.95
    assert all(isinstance(golden.data, cm.Person) for golden in typed.golden)


def test_a_class_of_the_users_gives_the_customers_there_are(
    rows: list[Row], truth: dict[int, int]
) -> None:
    result = cm.resolve(map(lead, rows), context=AUSTRALIA)
    assert cm.evaluate.clusters(result, truth).f1 > 0.95
    assert {type(golden.data) for golden in result.golden} == {Lead}


def test_a_fitted_linker_resolves_as_resolve_does(
    linker: cm.Linker, frame: pd.DataFrame, result: cm.Resolution
) -> None:
    again = linker.resolve(frame, key="id", source="crm", updated_at="changed")
    assert (again.clusters, again.links) == (result.clusters, result.links)
    assert again.golden == result.golden


@pytest.mark.parametrize("blocking", [None, (cm.block.on("phone"), cm.block.on("mail"))])
def test_to_fit_and_resolve_at_once_is_to_fit_and_then_to_resolve(
    frame: pd.DataFrame, blocking: tuple[Any, ...] | None
) -> None:
    columns = {"key": "id", "source": "crm", "updated_at": "changed"}
    labels = {("crm:1", "crm:2"): False}
    constraints = [cm.Never("crm:3", "crm:4")]
    linker = cm.Linker(kinds=KINDS, context=AUSTRALIA, blocking=blocking)
    fitted, result = linker.fit_resolve(frame, labels=labels, constraints=constraints, **columns)
    then = linker.fit(frame, labels=labels, **columns)
    again = then.resolve(frame, constraints=constraints, **columns)
    assert fitted == then
    assert (result.clusters, result.links) == (again.clusters, again.links)
    assert (result.review, result.golden) == (again.review, again.golden)


def test_a_linker_of_records_resolves_as_resolve_does(
    records: tuple[cm.Record[cm.Person], ...], typed: cm.Resolution
) -> None:
    linker = cm.Linker(record=cm.Person, context=AUSTRALIA).fit(records)
    again = linker.resolve(records)
    assert (again.clusters, again.links, again.golden) == (
        typed.clusters,
        typed.links,
        typed.golden,
    )


def test_a_linker_that_was_not_fitted_says_so(frame: pd.DataFrame) -> None:
    linker = cm.Linker(kinds=KINDS)
    for use in (
        lambda: linker.resolve(frame, key="id"),
        lambda: linker.score({"name": "Ann"}, {"name": "Bob"}),
    ):
        with pytest.raises(cm.NotTrainedError, match="fit"):
            use()


def test_fit_leaves_the_linker_as_it_was(frame: pd.DataFrame) -> None:
    linker = cm.Linker(kinds=KINDS, context=AUSTRALIA)
    fitted = linker.fit(frame, key="id")
    assert (linker.is_trained, fitted.is_trained) == (False, True)


# -- several record types ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def mixed(records: tuple[cm.Record[cm.Person], ...]) -> cm.Resolution:
    """People, and companies that share their phones and their record keys' numbers."""
    companies = [
        cm.Record(
            cm.RecordId("erp", r.id.key),
            cm.Organization(name=f"{r.data.name.full} Pty Ltd", phones=r.data.phones),
        )
        for r in records
        if r.data.name is not None
    ]
    turned = [r for pair in zip(records, companies, strict=True) for r in pair]
    return cm.resolve(turned, context=AUSTRALIA)


def test_records_of_different_types_never_link(mixed: cm.Resolution) -> None:
    crossing = [p for p in (*mixed.links, *mixed.review) if p.left.source != p.right.source]
    assert crossing == []
    assert all(len({m.source for m in cluster.members}) == 1 for cluster in mixed.clusters)


def test_each_type_is_resolved_as_if_alone(mixed: cm.Resolution, typed: cm.Resolution) -> None:
    people = {c for c in partition(mixed) if next(iter(c)).source == "crm"}
    assert people == partition(typed)


def test_the_golden_records_of_each_type_are_of_that_type(mixed: cm.Resolution) -> None:
    expected = {"crm": cm.Person, "erp": cm.Organization}
    assert all(type(g.data) is expected[g.members[0].source] for g in mixed.golden)


def test_cluster_ids_are_dense_over_all_types(mixed: cm.Resolution) -> None:
    assert [cluster.id for cluster in mixed.clusters] == list(range(len(mixed.clusters)))
    assert len({cluster.golden_id for cluster in mixed.clusters}) == len(mixed.clusters)


# -- every sort of table ----------------------------------------------------------------------


def with_odd_index(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_index(pd.Index([i // 2 for i in range(len(frame))], name="half"))


def with_text_index(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_index(pd.Index([f"row {i}" for i in range(len(frame))]))


def nullable(frame: pd.DataFrame) -> pd.DataFrame:
    typed = frame.replace("", None).convert_dtypes()
    return typed.assign(city=typed["city"].astype("category"), flag=pd.array([None] * len(typed)))


def with_dates(frame: pd.DataFrame) -> pd.DataFrame:
    days = pd.to_datetime(frame["dob"], format="%d/%m/%Y", errors="coerce")
    changed = pd.to_datetime(frame["changed"], utc=True)
    return frame.assign(dob=days, changed=changed)


def relation(frame: pd.DataFrame) -> Any:
    connection = duckdb.connect()
    connection.register("people", frame)
    return connection.sql("select * from people")


def polars_frame(frame: pd.DataFrame) -> pl.DataFrame:
    return pl.DataFrame(frame.to_dict("list"))


def arrow_table(frame: pd.DataFrame) -> pa.Table:
    return pa.table(frame.to_dict("list"))


def dictionaries(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return polars_frame(frame).to_dicts()


def generator(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    return iter(dictionaries(frame))


Make = Callable[[pd.DataFrame], Any]
TABLES: list[tuple[Make, type]] = [
    (pd.DataFrame.copy, pd.DataFrame),
    (with_odd_index, pd.DataFrame),
    (with_text_index, pd.DataFrame),
    (nullable, pd.DataFrame),
    (with_dates, pd.DataFrame),
    (polars_frame, pl.DataFrame),
    (lambda frame: polars_frame(frame).lazy(), pl.LazyFrame),
    (arrow_table, pa.Table),
    (relation, pa.Table),
    (dictionaries, list),
    (generator, list),
]
NAMES = [
    "pandas", "a repeated index", "a text index", "nullable types", "dates", "polars",
    "polars lazy", "pyarrow", "duckdb", "dicts", "an iterator of dicts",
]  # fmt: skip


def columns_of(table: Any) -> dict[str, list[Any]]:
    """Return a table of any library as columns of Python values."""
    if isinstance(table, list):
        return {name: [row.get(name) for row in table] for row in table[:1] for name in row}
    if isinstance(table, pl.LazyFrame):
        table = table.collect()
    if isinstance(table, pd.DataFrame):
        return {str(name): table[name].tolist() for name in table.columns}
    if isinstance(table, pa.Table):
        return dict(table.to_pydict())
    return dict(table.to_dict(as_series=False))


@attrs.frozen
class Tried:
    """A table that was given, its copy, the type wanted back, and what came of it."""

    given: Any
    before: str
    out: type
    found: cm.Resolution


def snapshot(table: Any) -> str:
    return repr(columns_of(table.arrow().read_all() if hasattr(table, "arrow") else table))


@pytest.fixture(scope="module", params=TABLES, ids=NAMES)
def tried(request: pytest.FixtureRequest, frame: pd.DataFrame) -> Tried:
    make, out = request.param
    given = make(frame)
    before = "" if make is generator else snapshot(given)
    return Tried(given, before, out, resolved(given))


def test_every_sort_of_table_gives_the_same(tried: Tried, result: cm.Resolution) -> None:
    assert tried.found.clusters == result.clusters
    assert tried.found.links == result.links


def test_a_table_comes_back_as_what_it_was(tried: Tried) -> None:
    found = tried.found
    tables = (found.to_frame(), found.golden_frame(), found.links_frame())
    assert [type(table) for table in tables] == [tried.out] * 3


def test_to_frame_adds_two_columns_to_the_rows_as_they_came(
    tried: Tried, frame: pd.DataFrame, result: cm.Resolution
) -> None:
    native = tried.found.to_frame()
    columns = columns_of(native)
    assert [name for name in columns if name != "flag"] == [
        *frame.columns, "cluster_id", "golden_id"
    ]  # fmt: skip
    assert columns["id"] == frame["id"].tolist()
    cluster_of = {m.key: c for c in result.clusters for m in c.members}
    assert columns["cluster_id"] == [cluster_of[key].id for key in columns["id"]]
    assert columns["golden_id"] == [cluster_of[key].golden_id for key in columns["id"]]
    given = tried.given
    if isinstance(given, pd.DataFrame):
        pd.testing.assert_frame_equal(native[given.columns], given)
    elif isinstance(given, pl.DataFrame):
        assert native.select(given.columns).equals(given)
    elif isinstance(given, pa.Table):
        assert native.select(given.column_names).equals(given)


def test_the_table_given_stays_as_it_was(tried: Tried) -> None:
    tried.found.to_frame()
    assert not tried.before or snapshot(tried.given) == tried.before


def test_golden_frame_has_a_row_a_customer(tried: Tried, result: cm.Resolution) -> None:
    columns = columns_of(tried.found.golden_frame())
    assert list(columns) == ["golden_id", *KINDS, "n_records"]
    assert columns["golden_id"] == [cluster.golden_id for cluster in result.clusters]
    assert columns["n_records"] == [len(cluster) for cluster in result.clusters]
    for name in KINDS:
        assert columns[name] == [golden.data[name] for golden in tried.found.golden]


def test_links_frame_has_a_row_a_link(tried: Tried, result: cm.Resolution) -> None:
    assert columns_of(tried.found.links_frame()) == {
        "left": [str(link.left) for link in result.links],
        "right": [str(link.right) for link in result.links],
        "probability": [link.probability for link in result.links],
    }


def test_without_a_key_the_rows_are_numbered(frame: pd.DataFrame, result: cm.Resolution) -> None:
    found = resolved(frame, key=None, source="file")
    assert sorted(found.crosswalk.ids) == [cm.RecordId("file", i) for i in range(len(frame))]
    keys = frame["id"].tolist()
    named = {frozenset(cm.RecordId("crm", keys[m.key]) for m in c) for c in partition(found)}
    assert named == partition(result)


# -- whatever comes in ------------------------------------------------------------------------

CELLS = (
    st.none()
    | st.text(max_size=8)
    | st.sampled_from(["Ann Lee", "n/a", "0412 345 678", "ann@posteo.net", "1988-03-07", "\ud800"])
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.lists(st.integers(), max_size=2)
)
ANY_KINDS = st.dictionaries(
    st.sampled_from("abcd"), st.sampled_from([k for k in cm.kinds.names() if k != "country"]),
    min_size=1,
)  # fmt: skip


@settings(max_examples=60)
@given(st.data(), ANY_KINDS)
def test_every_row_is_in_exactly_one_cluster(data: st.DataObject, kinds: dict[str, str]) -> None:
    """Whatever the cells hold, and whatever kinds the columns have."""
    row = st.fixed_dictionaries(dict.fromkeys("abcd", CELLS))
    rows = data.draw(st.lists(row, max_size=12))
    try:
        result = cm.resolve(rows, kinds=kinds)
    except cm.ConfigurationError:
        return  # two parts of one address, or nothing that can be compared
    members = [m for cluster in result.clusters for m in cluster.members]
    assert sorted(members) == [cm.RecordId("table", i) for i in range(len(rows))]
    assert [g.members for g in result.golden] == [c.members for c in result.clusters]
    out = result.to_frame()
    assert repr([{name: row[name] for name in row if len(name) == 1} for row in out]) == repr(rows)
