"""What a result shows: tables, text, issues, ids."""

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import attrs
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import custmdm as cm
from custmdm.linker._ids import first_record_id
from tests.linker.world import AUSTRALIA, KINDS, MAPPING, Row, resolved

EMPTY: list[tuple[str, Callable[[], cm.Resolution]]] = [
    ("records", lambda: cm.resolve([])),
    ("pandas", lambda: resolved(pd.DataFrame(columns=["id", *KINDS, "changed"]))),
    ("polars", lambda: resolved(pl.DataFrame(schema=dict.fromkeys(["id", *KINDS, "changed"],
                                                                  pl.String)))),
    ("dicts", lambda: resolved([])),
]  # fmt: skip


def test_typed_records_give_frames_of_the_library_named(typed: cm.Resolution) -> None:
    for backend, frame_type in (
        ("pandas", pd.DataFrame), ("polars", pl.DataFrame), ("pyarrow", pa.Table)
    ):  # fmt: skip
        frames = (
            typed.to_frame(backend), typed.golden_frame(backend), typed.links_frame(backend),
            typed.crosswalk.to_frame(backend),
        )  # fmt: skip
        assert [type(frame) for frame in frames] == [frame_type] * 4
        assert [len(frame) for frame in frames] == [
            typed.n_records, len(typed.clusters), len(typed.links), typed.n_records
        ]  # fmt: skip


def test_the_frame_of_typed_records_is_the_crosswalk(typed: cm.Resolution) -> None:
    frame = typed.to_frame()
    assert list(frame.columns) == ["source", "key", "cluster_id", "golden_id"]
    found = {
        cm.RecordId(row.source, row.key): row.golden_id for row in frame.itertuples(index=False)
    }
    assert found == dict(typed.crosswalk.ids)


def test_the_golden_frame_of_typed_records_names_parts_by_path(typed: cm.Resolution) -> None:
    frame = typed.golden_frame("polars")
    assert frame.columns[:3] == ["golden_id", "name.full", "name.given"]
    assert frame.columns[-1] == "n_records"
    joined = ["; ".join(golden.data.phones) or None for golden in typed.golden]
    assert frame["phones"].to_list() == joined


def test_the_golden_rows_are_the_golden_frame(result: cm.Resolution) -> None:
    rows = result.golden_rows()
    assert rows == result.golden_frame().to_dict("records")


@pytest.mark.parametrize("backend", ["exel", "pyspark", ""])
def test_an_unknown_library_is_refused(typed: cm.Resolution, backend: str) -> None:
    with pytest.raises(cm.ConfigurationError, match="'pandas', 'polars' or 'pyarrow', got"):
        typed.to_frame(backend)


def test_a_library_that_is_not_installed_is_named(typed: cm.Resolution) -> None:
    with pytest.raises(cm.MissingExtraError, match="install modin"):
        typed.golden_frame("modin")


def test_keys_of_several_types_need_pandas() -> None:
    records = [cm.Record(cm.RecordId("crm", key), cm.Person()) for key in (1, "1", 2**70)]
    result = cm.resolve(records)
    assert result.to_frame()["key"].tolist() == [1, 2**70, "1"]
    for backend in ("polars", "pyarrow"):
        with pytest.raises(cm.ConfigurationError, match="cannot hold the column 'key'"):
            result.to_frame(backend)


@pytest.mark.parametrize("make", [make for _, make in EMPTY], ids=[name for name, _ in EMPTY])
def test_nothing_in_is_nothing_out(make: Callable[[], cm.Resolution]) -> None:
    result = make()
    assert (result.clusters, result.golden, result.links, result.review) == ((), (), (), ())
    assert (result.issues, dict(result.crosswalk.ids)) == ((), {})
    assert str(result).startswith("0 records -> 0 customers")
    assert "0 records" in result._repr_html_()
    assert [len(f) for f in (result.to_frame(), result.golden_frame(), result.links_frame())] == [
        0, 0, 0
    ]  # fmt: skip


def test_an_empty_table_keeps_its_columns_and_their_types() -> None:
    """Parts of a nightly run are put under each other: a night without rows has the same types."""
    schema = dict.fromkeys(["id", *KINDS, "changed"], pl.String)
    empty, full = resolved(pl.DataFrame(schema=schema)), resolved(pl.DataFrame(
        {name: ["1"] for name in schema}))  # fmt: skip
    for one, other in (
        (empty.to_frame(), full.to_frame()),
        (empty.golden_frame(), full.golden_frame()),
        (empty.links_frame(), full.links_frame()),
    ):
        assert one.schema == other.schema
    assert empty.links_frame().schema == {
        "left": pl.String, "right": pl.String, "probability": pl.Float64
    }  # fmt: skip


def test_columns_of_the_result_may_be_there_already(frame: pd.DataFrame) -> None:
    """A result that is resolved again: the two columns are new, not twice there."""
    again = resolved(resolved(frame).to_frame().assign(cluster_id=-1)).to_frame()
    assert list(again.columns) == [*frame.columns, "cluster_id", "golden_id"]
    assert again["cluster_id"].min() == 0


# -- ids --------------------------------------------------------------------------------------


def test_golden_ids_are_of_the_users_making(frame: pd.DataFrame) -> None:
    def by_size(members: Sequence[cm.RecordId]) -> str:
        return f"customer {min(m.key for m in members)}"  # type: ignore[type-var]

    result = resolved(frame, ids=by_size)
    assert [c.golden_id for c in result.clusters] == [by_size(c.members) for c in result.clusters]
    assert list(result.crosswalk.created) == [c.golden_id for c in result.clusters]


KEYS_OF_RECORDS = {
    "numbers": [9, 10, 1],
    "text": ["9", "10", "1"],
    "both": [9, "10", 1],
    "parts": [("b", 1), ("a", "1"), ("a", 1)],
}


@pytest.mark.parametrize("keys", KEYS_OF_RECORDS.values(), ids=KEYS_OF_RECORDS)
def test_golden_ids_made_late_are_those_made_at_once(keys: list[object]) -> None:
    rows = [{"id": key, "mail": mail} for mail in ("a@mail.com", "b@mail.com") for key in keys]
    half = [{**row, "id": str(row["id"]) + "x" if i > 2 else row["id"]}
            for i, row in enumerate(rows)]  # fmt: skip
    kinds = {"mail": "email"}
    late = cm.resolve(half, key="id", kinds=kinds)
    early = cm.resolve(half, key="id", kinds=kinds, ids=lambda members: first_record_id(members))
    assert late.clusters == early.clusters
    assert late.to_frame() == early.to_frame()


def test_one_golden_id_for_two_customers_is_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(cm.ConfigurationError, match="one golden id to two customers"):
        resolved(frame, ids=lambda members: "the same")


def test_one_golden_id_for_customers_of_two_types_is_refused() -> None:
    records: list[Any] = [
        cm.Record(cm.RecordId("crm", 1), cm.Person(phones=("+8613812345678",))),
        cm.Record(cm.RecordId("crm", 2), cm.Organization(phones=("+8613812345678",))),
    ]
    with pytest.raises(cm.ConfigurationError, match="one golden id to two customers"):
        cm.resolve(records, ids=lambda members: "the same")


def test_golden_ids_say_nothing_of_the_other_customers(rows: list[Row]) -> None:
    """Taking strangers away leaves a customer its id."""
    half = resolved(rows[: len(rows) // 2])
    whole = resolved(rows)
    of_whole = {c.members: c.golden_id for c in whole.clusters}
    shared = [c for c in half.clusters if c.members in of_whole]
    assert shared
    assert all(of_whole[c.members] == c.golden_id for c in shared)


# -- what is wrong with the data --------------------------------------------------------------


def test_issues_name_record_row_and_column(rows: list[Row]) -> None:
    bad = [dict(row) for row in rows]
    bad[3] |= {"mail": "nobody at home", "changed": "last week"}
    issues = [i for i in resolved(bad).issues if i.row == 3 and i.path in ("mail", "changed")]
    expected = cm.RecordId("crm", bad[3]["id"])
    assert {(i.path, i.code, i.record) for i in issues} == {
        ("mail", "email.no_at", expected), ("changed", "updated_at.not_a_time", expected)
    }  # fmt: skip


def test_issues_stand_in_the_order_of_the_rows(result: cm.Resolution) -> None:
    rows = [-1 if issue.row is None else issue.row for issue in result.issues]
    assert rows == sorted(rows)
    assert {i.record.key for i in result.issues if i.record} <= {m.key for m in
                                                               result.crosswalk.ids}  # fmt: skip


def test_every_issue_has_words(result: cm.Resolution) -> None:
    for issue in result.issues:
        assert issue.code not in issue.text()
        assert issue.text("zh").startswith(f"{issue.path}：")


# -- text -------------------------------------------------------------------------------------


def test_the_summary_counts(result: cm.Resolution) -> None:
    text = str(result)
    assert text.startswith(f"{result.n_records} records -> {len(result.clusters)} customers")
    assert f"{result.n_pairs:,} pairs compared, {len(result.links)} match" in text
    assert f"the largest of {max(map(len, result.clusters))}" in text


def test_a_notebook_shows_the_summary_as_a_table(result: cm.Resolution) -> None:
    html = result._repr_html_()
    numbers = [f"{n:,}" for n in (result.n_records, len(result.clusters), result.n_pairs)]
    assert all(f">{number}</td>" in html for number in numbers)
    counts = f"{result.n_records} records, {len(result.clusters)} customers"
    assert repr(result) == f"<Resolution: {counts}>"


def test_review_holds_what_no_link_has_settled(frame: pd.DataFrame) -> None:
    linker = cm.Linker(
        kinds=KINDS, context=AUSTRALIA, thresholds=cm.Thresholds(match=0.999999, possible=0.01)
    ).fit(frame, key="id", source="crm")
    result = linker.resolve(frame, key="id", source="crm")
    assert result.review
    assert result.thresholds == (cm.Thresholds(match=0.999999, possible=0.01),)
    golden = result.crosswalk.ids
    for link in result.review:
        assert link.probability >= 0.01
        assert golden[link.left] != golden[link.right]
        assert link.left < link.right
    assert any(link.decision is cm.Decision.POSSIBLE for link in result.review)
    weights = [link.weight for link in result.review]
    assert weights == sorted(weights, reverse=True)


def test_links_join_and_only_links_join(result: cm.Resolution) -> None:
    """The clusters are what the links connect, by the plainest way to say so."""
    of = {record: {record} for record in result.crosswalk.ids}
    for link in result.links:
        joined = of[link.left] | of[link.right]
        for record in joined:
            of[record] = joined
    assert {frozenset(group) for group in of.values()} == {
        frozenset(cluster.members) for cluster in result.clusters
    }


def test_a_result_can_be_measured(result: cm.Resolution, truth: dict[int, int]) -> None:
    """By key, by text and by RecordId."""
    by_text = {f"crm:{key}": person for key, person in truth.items()}
    by_id = {cm.RecordId("crm", key): person for key, person in truth.items()}
    found = [cm.evaluate.clusters(result, t) for t in (truth, by_text, by_id)]
    assert found[0] == found[1] == found[2]


def test_typed_records_keep_what_has_no_kind_for_the_users_functions() -> None:
    """A blocking key sees standard values, and the fields that are none of the library's."""
    seen: list[Lead] = []

    def by_team(record: Lead) -> list[str]:
        seen.append(record)
        return [record.team]

    records = [
        cm.Record(cm.RecordId("crm", i), Lead(phone=f"138 1234 567{i}", team=f"t{i % 2}"))
        for i in range(4)
    ]
    linker = cm.Linker(record=Lead, blocking=(by_team,), context=cm.Context(country="CN"))
    result = linker.fit(records).resolve(records)
    assert result.n_pairs == 2
    assert {(lead.phone, lead.team) for lead in seen} == {
        (f"+861381234567{i}", f"t{i % 2}") for i in range(4)
    }


@attrs.frozen(kw_only=True)
class Lead:
    """A record type with a field that has no kind."""

    phone: str | None = cm.field(kind="phone")
    team: str = ""


def test_mapped_and_hand_made_records_are_the_same(rows: list[Row], typed: cm.Resolution) -> None:
    """Reading standardizes, and standardizing again changes nothing."""
    mapped = MAPPING.read(rows)
    assert list(cm.standardize(mapped.records, context=AUSTRALIA).data) == list(mapped.records)
    assert cm.resolve(list(mapped.records), context=AUSTRALIA).clusters == typed.clusters


def test_the_weakest_pair_of_a_customer_is_its_least_likely_one(result: cm.Resolution) -> None:
    assert result.weakest.keys() == {cluster.golden_id for cluster in result.clusters}
    for cluster in result.clusters:
        pairs = itertools.combinations(cluster.members, 2)
        scores = [result.explain(*pair).score for pair in pairs]
        likely = [score.probability for score in scores if score is not None]
        possible = result.thresholds[0].possible
        expected = min((p if p >= possible else 0.0 for p in likely), default=1.0)
        assert result.weakest[cluster.golden_id] == pytest.approx(expected)
    assert any(len(cluster) > 2 for cluster in result.clusters)


def test_the_frame_of_links_is_the_links(result: cm.Resolution, typed: cm.Resolution) -> None:
    for found in (result, typed):
        frame = found.links_frame()
        rows = list(zip(frame["left"], frame["right"], frame["probability"], strict=True))
        assert rows == [(str(k.left), str(k.right), k.probability) for k in found.links]
        assert len(rows) > 2
