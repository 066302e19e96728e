"""Run other libraries on the same data sets, each as its documentation says.

    python -m benchmarks.peers splink febrl3 --data ../shared/data

prints one JSON line: tool, version, settings, seconds from the table to clusters, and F1 at the
tool's default threshold and at its best in hindsight. A tool that is not installed, fails, or needs
more than the time or memory given says so in its line.

- **Splink** on DuckDB: the settings, training and threshold of its own pages for fake_1000, febrl3
  and febrl4; elsewhere ours in their manner, with threshold 0.95. No labels.
- **dedupe**: the fields of its own example for csv_example, elsewhere strings in its manner; 150
  pairs that its active learning asks for are answered from the truth, the time for it included.
- **recordlinkage**: what its guide does with Febrl: one block, six comparisons, and a match where
  more than half of them agree; elsewhere the same manner. No labels.

All see values in small letters without spaces around, and none for an empty one; of the Chinese CRM
they see the values as custmdm standardises them, as its spellings are not what they are about.
"""

import argparse
import contextlib
import importlib
import importlib.metadata
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from attrs import evolve, frozen

import custmdm as cm
from benchmarks.data import DATA_SETS, DataSet

TOOLS = ("splink", "dedupe", "recordlinkage")
SECONDS = 1_800
GIGABYTES = 12

Clusters = dict[Hashable, Hashable]
"""The cluster of each record; a record that is left out is alone."""


@frozen
class Outcome:
    """Hold what a tool found at each threshold that was tried, and what it was told."""

    settings: str
    seconds: float
    threshold: float
    clusters: dict[float, Clusters]


def run(
    tool: str, name: str, data: Path, *, seconds: float = SECONDS, gigabytes: float = GIGABYTES
) -> dict[str, object]:
    """Return the line of a tool on a data set; the tool runs in a process of its own."""
    line: dict[str, object] = {"dataset": name, "tool": tool}
    command = [sys.executable, "-m", "benchmarks.peers", tool, name, "--data", str(data),
               "--gigabytes", str(gigabytes)]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return {**line, "version": _version(tool), "error": f"not done in {seconds:g} seconds"}
    if done.returncode != 0 or not done.stdout.strip():
        said = done.stderr.strip().splitlines() or [f"ended with {done.returncode}"]
        return {**line, "version": _version(tool), "error": said[-1][:300]}
    found: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def measure(tool: str, name: str, data: Path) -> dict[str, object]:
    """Run a tool on a data set here, and return its line."""
    line: dict[str, object] = {"dataset": name, "tool": tool, "version": _version(tool)}
    settings = SETTINGS[tool].get(name)
    if settings is None:
        return {**line, "error": "no settings of this tool for this data set"}
    data_set = DATA_SETS[name](data)
    try:
        # What the tool prints is not for the line.
        with contextlib.redirect_stdout(sys.stderr):
            outcome = settings(data_set)
    except ImportError as error:
        return {**line, "error": f"not installed: {error}"}
    f1 = {threshold: f1_of(data_set, found) for threshold, found in outcome.clusters.items()}
    best = max(f1, key=lambda threshold: f1[threshold])
    return {
        **line,
        "settings": outcome.settings,
        "seconds": round(outcome.seconds, 2),
        "threshold": outcome.threshold,
        "f1": round(f1[outcome.threshold], 4),
        "best_f1": round(f1[best], 4),
        "best_threshold": best,
    }


def f1_of(data_set: DataSet, clusters: Clusters) -> float:
    """Return the pairwise F1 of clusters, over the pairs across of two tables."""
    table = pd.DataFrame({"key": data_set.frame[data_set.key]})
    # A record that is left out has a cluster of its own.
    table["cluster"] = [str(clusters.get(key, ("alone", key))) for key in table["key"]]
    table["entity"] = [str(data_set.truth[key]) for key in table["key"]]
    side = 0 if data_set.sides is None else len(data_set.sides[0])
    table["left"] = np.arange(len(table)) < side

    def pairs(by: list[str]) -> int:
        sizes = table.groupby(by)["left"].agg(["sum", "count"])
        n_left, n = sizes["sum"].to_numpy(), sizes["count"].to_numpy()
        counts = n * (n - 1) // 2 if side == 0 else n_left * (n - n_left)
        return int(counts.sum())

    together = pairs(["cluster"]) + pairs(["entity"])
    return 2 * pairs(["cluster", "entity"]) / together if together else 1.0


def cleaned(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """Return columns in small letters without spaces around, None where they are empty."""
    return pd.DataFrame({name: [_clean(value) for value in frame[name]] for name in columns})


def standardized(data_set: DataSet) -> DataSet:
    """Return a data set with the values that custmdm's kinds make of them."""
    assert data_set.kinds is not None
    frame = data_set.frame.copy()
    for name, kind in data_set.kinds.items():
        standardize = cm.kinds.get(kind).standardize
        frame[name] = [
            None if value is None else standardize(
                value, country=data_set.context.country, locale=data_set.context.locale
            ).value
            for value in frame[name]
        ]  # fmt: skip
    return evolve(data_set, frame=frame)


def _clean(value: Any) -> str | None:
    return None if pd.isna(value) else " ".join(str(value).lower().split()) or None


def _version(tool: str) -> str | None:
    try:
        return importlib.metadata.version(tool)
    except importlib.metadata.PackageNotFoundError:
        return None


# --- Splink ---

SPLINK_THRESHOLDS = (0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999)


def splink(
    data_set: DataSet,
    *,
    source: str,
    threshold: float,
    comparisons: Callable[[Any], list[Any]],
    blocking: list[Any],
    deterministic: list[Any],
    recall: float,
    sessions: list[Any],
    max_pairs: float,
    **training: Any,
) -> Outcome:
    """Train Splink and cluster at several thresholds; a rule is columns, or SQL as text."""
    import logging

    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)

    def rule(given: Any) -> Any:
        return given if isinstance(given, str) else block_on(*given)

    key, kinds = data_set.key, data_set.kinds
    assert key is not None
    assert kinds is not None
    tables = []
    for side in data_set.sides or (data_set.frame,):
        table = cleaned(side, kinds)
        table.insert(0, key, side[key].to_numpy())
        tables.append(table.rename(columns=lambda name: name.replace(" ", "_")))
    start = time.perf_counter()
    database = DuckDBAPI()
    settings = SettingsCreator(
        link_type="link_only" if data_set.sides else "dedupe_only",
        unique_id_column_name=key,
        comparisons=comparisons(cl),
        blocking_rules_to_generate_predictions=[rule(given) for given in blocking],
    )
    linker = Linker([database.register(table) for table in tables], settings)
    linker.training.estimate_probability_two_random_records_match(
        [rule(given) for given in deterministic], recall=recall
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=max_pairs, seed=1)
    for session in sessions:
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule(session), **training
        )
    pairs = linker.inference.predict(threshold_match_probability=SPLINK_THRESHOLDS[0])
    clusters: dict[float, Clusters] = {}
    seconds = 0.0
    for cut in (threshold, *SPLINK_THRESHOLDS):
        result: Any = linker.clustering.cluster_pairwise_predictions_at_threshold(
            pairs, threshold_match_probability=cut
        )
        found = result.as_pandas_dataframe()
        seconds = seconds or time.perf_counter() - start
        clusters[cut] = dict(zip(found[key], found["cluster_id"], strict=True))
    return Outcome(source, seconds, threshold, clusters)


def _splink_fake_1000(data_set: DataSet) -> Outcome:
    near_date = "levenshtein(r.dob, l.dob) <= 1"
    return splink(
        data_set,
        source="its page on evaluation with labels; the threshold of its tutorial 05",
        threshold=0.2,
        comparisons=lambda cl: [
            cl.ForenameSurnameComparison("first_name", "surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.EmailComparison("email"),
        ],
        blocking=[("first_name",), ("surname",), ("dob",), ("email",)],
        deterministic=[
            f"l.first_name = r.first_name and {near_date}",
            f"l.surname = r.surname and {near_date}",
            "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2",
            "l.email = r.email",
        ],
        recall=0.7,
        sessions=[("dob",), ("email",), ("first_name", "surname")],
        max_pairs=1e6,
        estimate_without_term_frequencies=True,
    )


def _splink_febrl3(data_set: DataSet) -> Outcome:
    return splink(
        data_set,
        source="its page on febrl3, which names no threshold",
        threshold=0.95,
        comparisons=lambda cl: [
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison(
                "date_of_birth", input_is_string=True, datetime_format="%Y%m%d"
            ),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
        ],
        blocking=[
            ("soc_sec_id",), ("given_name",), ("surname",), ("date_of_birth",), ("postcode",)
        ],
        deterministic=[
            ("soc_sec_id",),
            ("given_name", "surname", "date_of_birth"),
            "l.given_name = r.surname and l.surname = r.given_name "
            "and l.date_of_birth = r.date_of_birth",
        ],
        recall=0.9,
        sessions=[("date_of_birth",), ("postcode",)],
        max_pairs=1e6,
    )  # fmt: skip


def _splink_febrl4(data_set: DataSet) -> Outcome:
    return splink(
        data_set,
        source="the detailed model of its page on febrl4",
        threshold=0.99,
        comparisons=lambda cl: [
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison(
                "date_of_birth", input_is_string=True, datetime_format="%Y%m%d",
                invalid_dates_as_null=True,
            ),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(
                term_frequency_adjustments=True
            ),
        ],
        blocking=[
            ("given_name", "surname"),
            "l.given_name = r.surname and l.surname = r.given_name",
            ("date_of_birth",), ("soc_sec_id",), ("state", "address_1"),
            ("street_number", "address_1"), ("postcode",),
        ],
        deterministic=[("soc_sec_id",), ("given_name", "surname", "date_of_birth")],
        recall=0.8,
        sessions=[("date_of_birth",), ("postcode",)],
        max_pairs=1e6,
        estimate_without_term_frequencies=True,
    )  # fmt: skip


def _splink_csv_example(data_set: DataSet) -> Outcome:
    return splink(
        data_set,
        source="ours, it has no page on this set",
        threshold=0.95,
        comparisons=lambda cl: [
            cl.JaroWinklerAtThresholds("Site_name", [0.95, 0.88, 0.8]),
            cl.JaroWinklerAtThresholds("Address", [0.95, 0.88, 0.8]),
            cl.ExactMatch("Zip").configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("Phone", 1),
        ],
        blocking=[("Phone",), ("Address",), ("Site_name",), ("substr(Site_name, 1, 4)", "Zip")],
        deterministic=[("Site_name", "Address"), ("Site_name", "Phone")],
        recall=0.7,
        sessions=[("Phone",), ("Site_name",)],
        max_pairs=1e7,
    )


SYNTHETIC_RULES = [
    ("phone",), ("email",), ("given_name", "surname"), ("surname", "birth_date"),
    ("given_name", "birth_date"), ("birth_date", "postcode"), ("surname", "postcode"),
]  # fmt: skip


def _splink_synthetic(data_set: DataSet) -> Outcome:
    return splink(
        data_set,
        source="ours in the manner of its pages: seven rules, term frequency on names",
        threshold=0.95,
        comparisons=lambda cl: [
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("birth_date", input_is_string=True),
            cl.LevenshteinAtThresholds("postcode", 1),
            cl.LevenshteinAtThresholds("phone", [1, 2]),
            cl.EmailComparison("email"),
        ],
        blocking=SYNTHETIC_RULES,
        deterministic=[("phone", "surname"), ("email", "surname")],
        recall=0.8,
        sessions=[("given_name", "surname"), ("birth_date", "postcode")],
        max_pairs=1e7,
    )


def _splink_chinese(data_set: DataSet) -> Outcome:
    return splink(
        standardized(data_set),
        source="ours in the manner of its pages, values standardised by custmdm",
        threshold=0.95,
        comparisons=lambda cl: [
            cl.JaroWinklerAtThresholds("name", [0.9, 0.7]).configure(
                term_frequency_adjustments=True
            ),
            cl.LevenshteinAtThresholds("mobile", [1, 2]),
            cl.EmailComparison("email"),
            cl.LevenshteinAtThresholds("id_card", [1, 2]),
            cl.DateOfBirthComparison("birth_date", input_is_string=True),
            cl.JaroWinklerAtThresholds("address", [0.95, 0.88]),
        ],
        blocking=[
            ("name",), ("mobile",), ("email",), ("id_card",), ("address",),
            ("birth_date", "substr(name, 1, 1)"),
        ],
        deterministic=[("name", "mobile"), ("name", "id_card"), ("name", "email")],
        recall=0.6,
        sessions=[("name",), ("mobile",)],
        max_pairs=2e6,
    )  # fmt: skip


# --- dedupe ---

DEDUPE_LABELS = 150
DEDUPE_THRESHOLDS = (0.1, 0.3, 0.5, 0.7, 0.9)


def dedupe(data_set: DataSet, source: str, exact: Iterable[str], text: Iterable[str]) -> Outcome:
    """Train dedupe on pairs it asks for, answered from the truth, and cluster."""
    # Through this door its types, which name only some of what it takes, are not asked.
    library: Any = importlib.import_module("dedupe")
    variables: Any = importlib.import_module("dedupe.variables")
    exact, text = list(exact), list(text)
    random.seed(0)
    np.random.seed(0)
    assert data_set.key is not None
    fields = [variables.String(name, has_missing=True) for name in text]
    fields += [variables.Exact(name, has_missing=True) for name in exact]

    def records(frame: pd.DataFrame) -> dict[Hashable, dict[Hashable, Any]]:
        # The key goes along, so that an answer can be looked up; it is no variable.
        table = cleaned(frame, [*text, *exact]).assign(key=frame[data_set.key].to_numpy())
        return {row["key"]: row for row in table.to_dict("records")}

    start = time.perf_counter()
    tables = [records(side) for side in data_set.sides or (data_set.frame,)]
    # One process: each more takes as much memory again.
    make = library.Dedupe if len(tables) == 1 else library.RecordLink
    linker = make(fields, num_cores=1)
    linker.prepare_training(*tables)
    truth = data_set.truth
    for _ in range(DEDUPE_LABELS):
        try:
            (pair,) = linker.uncertain_pairs()
        except IndexError:  # It has no pair left to ask about.
            break
        same = truth[pair[0]["key"]] == truth[pair[1]["key"]]
        linker.mark_pairs({"match": [pair] * same, "distinct": [pair] * (not same)})
    linker.train()
    linker.cleanup_training()
    clusters: dict[float, Clusters] = {}
    seconds = 0.0
    for cut in (0.5, *DEDUPE_THRESHOLDS):
        if cut in clusters:
            continue
        if len(tables) == 1:
            found = [keys for keys, _ in linker.partition(tables[0], cut)]
        else:
            found = [keys for keys, _ in linker.join(*tables, cut, "one-to-one")]
        seconds = seconds or time.perf_counter() - start
        clusters[cut] = {key: i for i, keys in enumerate(found) for key in _plain(keys)}
    told = f"{source}, {DEDUPE_LABELS} labels from the truth"
    return Outcome(told, seconds, 0.5, clusters)


def _plain(keys: Any) -> list[Hashable]:
    return [key.item() if isinstance(key, np.generic) else key for key in keys]


# --- recordlinkage ---


def recordlinkage(
    data_set: DataSet, source: str, block: str, exact: Iterable[str], text: Iterable[str]
) -> Outcome:
    """Compare the pairs of one block; a match is where more than half of the columns agree."""
    import recordlinkage as library
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    exact, text = list(exact), list(text)
    assert data_set.key is not None
    start = time.perf_counter()
    tables = [
        cleaned(side, dict.fromkeys([block, *exact, *text])).set_index(pd.Index(side[data_set.key]))
        for side in data_set.sides or (data_set.frame,)
    ]
    indexer = library.Index()
    indexer.block(block)
    pairs = indexer.index(*tables)
    compare = library.Compare()
    for name in exact:
        compare.exact(name, name, label=name)
    for name in text:
        compare.string(name, name, method="jarowinkler", threshold=0.85, label=name)
    agreeing = compare.compute(pairs, *tables).sum(axis=1)
    n_columns = len(exact) + len(text)
    default = n_columns // 2
    keys = list(data_set.frame[data_set.key])
    row = {key: i for i, key in enumerate(keys)}
    clusters: dict[float, Clusters] = {}
    seconds = 0.0
    for cut in (default, *range(1, n_columns)):
        kept = agreeing.index[agreeing > cut]
        left = [row[key] for key in kept.get_level_values(0)]
        right = [row[key] for key in kept.get_level_values(1)]
        shape = (len(keys), len(keys))
        graph = coo_array((np.ones(len(left)), (left, right)), shape=shape)
        labels = connected_components(graph, directed=False)[1]
        seconds = seconds or time.perf_counter() - start
        clusters[cut] = dict(zip(keys, labels.tolist(), strict=True))
    told = f"{source}: more than {default} of {n_columns} agree"
    return Outcome(told, seconds, default, clusters)


FEBRL_EXACT = ("given_name", "date_of_birth", "suburb", "state")
FEBRL_TEXT = ("surname", "address_1")
EXACT = ("birth_date", "postcode", "phone")
STRINGS = ("given_name", "surname", "email")

SETTINGS: dict[str, dict[str, Callable[[DataSet], Outcome]]] = {
    "splink": {
        "fake_1000": _splink_fake_1000,
        "febrl3": _splink_febrl3,
        "febrl4": _splink_febrl4,
        "csv_example": _splink_csv_example,
        "synthetic_10k": _splink_synthetic,
        "synthetic_100k": _splink_synthetic,
        "chinese_5k": _splink_chinese,
    },
    "dedupe": {
        "fake_1000": lambda d: dedupe(
            d, "all columns as strings", (), ("first_name", "surname", "dob", "city", "email")
        ),
        # With more strings it takes more memory than this machine has.
        "febrl3": lambda d: dedupe(
            d, "three strings and an exact id", ("soc_sec_id",),
            ("given_name", "surname", "address_1"),
        ),
        "febrl4": lambda d: dedupe(
            d, "three strings and an exact id", ("soc_sec_id",),
            ("given_name", "surname", "address_1"),
        ),
        "csv_example": lambda d: dedupe(
            d, "the fields of its csv_example", ("Zip",), ("Site name", "Address", "Phone")
        ),
        "synthetic_10k": lambda d: dedupe(d, "strings, the rest exact", EXACT, STRINGS),
        "synthetic_100k": lambda d: dedupe(d, "strings, the rest exact", EXACT, STRINGS),
        "chinese_5k": lambda d: dedupe(
            standardized(d), "strings, the rest exact, values standardised by custmdm",
            ("mobile", "id_card", "birth_date"), ("name", "email"),
        ),
    },
    "recordlinkage": {
        "fake_1000": lambda d: recordlinkage(
            d, "in the manner of its guide, block first_name", "first_name",
            ("first_name", "dob", "email"), ("surname", "city"),
        ),
        "febrl3": lambda d: recordlinkage(
            d, "its guide on deduplication", "given_name", FEBRL_EXACT, FEBRL_TEXT
        ),
        "febrl4": lambda d: recordlinkage(
            d, "its guide on linking", "given_name", FEBRL_EXACT, FEBRL_TEXT
        ),
        "csv_example": lambda d: recordlinkage(
            d, "in the manner of its guide, block Zip", "Zip", ("Zip", "Phone"),
            ("Site name", "Address"),
        ),
        "synthetic_10k": lambda d: recordlinkage(
            d, "in the manner of its guide, block surname", "surname",
            ("birth_date", "postcode", "phone", "email"), ("given_name", "surname"),
        ),
        "synthetic_100k": lambda d: recordlinkage(
            d, "in the manner of its guide, block surname", "surname",
            ("birth_date", "postcode", "phone", "email"), ("given_name", "surname"),
        ),
        "chinese_5k": lambda d: recordlinkage(
            standardized(d), "its guide's manner, block name, values standardised by custmdm",
            "name", ("mobile", "email", "id_card", "birth_date"), ("name", "address"),
        ),
    },
}  # fmt: skip


def main() -> None:
    """Print the line of one tool on one data set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("tool", choices=TOOLS)
    parser.add_argument("data_set", choices=sorted(DATA_SETS))
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--gigabytes", type=float, default=GIGABYTES)
    arguments = parser.parse_args()
    if os.name == "posix":
        import resource

        # The machine is others' too: a tool that wants more than this fails alone.
        limit = int(arguments.gigabytes * 2**30)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    print(json.dumps(measure(arguments.tool, arguments.data_set, arguments.data)), flush=True)


if __name__ == "__main__":
    main()
