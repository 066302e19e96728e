"""Run Splink and custmdm on the same made-up customers, each in a process of its own.

    python -m benchmarks.vs_splink --records 100000
    python -m benchmarks.vs_splink --records 1000000

prints two JSON lines. The first is one job done twice: the same seven blocking rules, the same six
fields and the same definition of their levels, term frequency on names; each library with its own
training and its own default threshold. The second is `cm.resolve`, which is told the kind of each
column and nothing else, beside the same run of Splink.

    python -m benchmarks.vs_splink --same-training

adds a third: the job of the first with the training sessions of Splink's script instead of ours. u
is counted on a million random pairs, m learned by EM in two sessions that hold u fixed, each of
what its rule does not go by; what both learn is averaged, and one class holds all non-matches. The
odds come from how many pairs agree on the surname and a phone or an email. Of a session of more
than a million pairs so many are drawn. It is written with the stages, for a Linker has its own way.

Splink does as its documentation says, with its own defaults for memory and threads. Time is from
the table in memory to the clusters, training included. `peak_rss_mb` is that of the process at the
end of that, the table and the imports included. `f1` is at the default threshold of each, which for
Splink is the 0.95 of its tutorial; `best_f1` at the best of a few thresholds in hindsight.
`ratio_seconds` and `ratio_peak_rss` are Splink's divided by ours.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from attrs import evolve

import custmdm as cm
from benchmarks import synthetic
from benchmarks.data import DataSet
from benchmarks.peers import SYNTHETIC_RULES, Clusters, f1_of
from custmdm import score, tables
from custmdm.model import Frequencies

Codes = npt.NDArray[np.int64]

KEY = "unique_id"
CUTS = (0.5, 0.9, 0.95, 0.99, 0.999, 0.9999)
# No default of its own: the threshold of its tutorial.
SPLINK_CUT = 0.95
# What Splink's script trains on.
CERTAIN = (("phone", "surname"), ("email", "surname"))
RECALL = 0.8
SESSIONS = (("given_name", "surname"), ("birth_date", "postcode"))
SAMPLED = 1_000_000
# Term frequencies count of these.
NAMES = ("given_name", "surname")
# Pairs compared at once.
CHUNK = 65_536


def main(arguments: list[str] | None = None) -> None:
    """Run all in turn, or one of them in this process."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--same-training", action="store_true", help="train as Splink does, too")
    parser.add_argument("--only", choices=RUNS, help="run one of them and print its line")
    parser.add_argument("--table", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.table:
        print(json.dumps(RUNS[given.only](pd.read_parquet(given.table))))
        return
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "customers.parquet"
        frame, entity = synthetic.customers(given.records, given.seed)
        frame.assign(entity=entity).to_parquet(table)
        del frame, entity
        if given.only:
            print(json.dumps(_in_its_own_process(given.only, table)))
            return
        splink = _in_its_own_process("splink", table)
        extra = ("same_training",) if given.same_training else ()
        for name in ("custmdm", *extra, "kinds_only"):
            ours = _in_its_own_process(name, table)
            line = {
                "records": given.records,
                "run": name,
                "splink": splink,
                "custmdm": ours,
                "ratio_seconds": round(splink["seconds"] / ours["seconds"], 1),
                "ratio_peak_rss": round(splink["peak_rss_mb"] / ours["peak_rss_mb"], 2),
            }
            print(json.dumps(line), flush=True)


def _in_its_own_process(name: str, table: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.vs_splink", "--only", name, "--table", str(table)]
    ran = subprocess.run(command, capture_output=True, text=True)
    if ran.returncode:
        raise RuntimeError(f"the run of {name} failed: {ran.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def trained_splink(
    frame: pd.DataFrame, stage: Callable[[str], object] = lambda _: None
) -> tuple[Any, Any, Any]:
    """Return a Linker of Splink trained as its documentation says, its table and its database.

    Args:
        frame: the table.
        stage: is told when a stage has ended.
    """
    import logging

    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name=KEY,
        comparisons=[
            cl.JaroWinklerAtThresholds("given_name", [0.92, 0.8]).configure(
                term_frequency_adjustments=True
            ),
            cl.JaroWinklerAtThresholds("surname", [0.92, 0.8]).configure(
                term_frequency_adjustments=True
            ),
            cl.DamerauLevenshteinAtThresholds("birth_date", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("postcode", [1]),
            cl.DamerauLevenshteinAtThresholds("phone", [1, 2]),
            cl.JaroWinklerAtThresholds("email", [0.92, 0.8]),
        ],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in SYNTHETIC_RULES],
    )
    database = DuckDBAPI()
    table = database.register(frame)
    linker = Linker([table], settings)
    stage("load")
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on(*rule) for rule in CERTAIN], recall=RECALL
    )
    training.estimate_u_using_random_sampling(max_pairs=SAMPLED, seed=1)
    stage("u")
    for session in SESSIONS:
        training.estimate_parameters_using_expectation_maximisation(block_on(*session))
    stage("em")
    return linker, table, database


def _splink(frame: pd.DataFrame) -> dict[str, Any]:
    entity = frame.pop("entity").to_numpy()
    watch = Watch()
    linker, _, _ = trained_splink(frame, watch.stage)
    pairs = linker.inference.predict(threshold_match_probability=min(CUTS))
    watch.stage("predict")

    def clusters(cut: float) -> Clusters:
        found: Any = linker.clustering.cluster_pairwise_predictions_at_threshold(
            pairs, threshold_match_probability=cut
        )
        of = found.as_pandas_dataframe()
        return dict(zip(of[KEY], of["cluster_id"], strict=True))

    found = clusters(SPLINK_CUT)
    watch.stage("cluster")
    line = watch.line()
    best = max(_f1(clusters(cut), frame, entity) for cut in CUTS)
    return {**line, "f1": _f1(found, frame, entity), "best_f1": best}


def _custmdm(frame: pd.DataFrame) -> dict[str, Any]:
    entity = frame.pop("entity").to_numpy()
    watch = Watch()
    linker = linker_of_rules(len(frame))
    linker, result = linker.fit_resolve(frame, key=KEY, progress=watch.progress(""))
    return _ours(watch, result, linker, frame, entity)


def _same_training(frame: pd.DataFrame) -> dict[str, Any]:
    entity = frame.pop("entity").to_numpy()
    watch = Watch()
    linker = linker_of_rules(len(frame))
    read = tables.FrameSource.of(
        frame, kinds=linker.kinds or {}, key=KEY, source="table", updated_at=None
    )
    table, _ = tables.table_of_sources([read], linker.context)
    comparisons = linker.used_comparisons
    columns = [c.column(table.column(c.on)) for c in comparisons]
    strata = [c.strata for c in comparisons]
    watch.stage("load")
    n = len(table)
    certain = len(_pairs(table, CERTAIN).left) / RECALL
    share = certain / (n * (n - 1) / 2)
    left, right = np.random.default_rng(1).integers(0, n, (2, SAMPLED))
    vectors = _vectors(columns, left[left != right], right[left != right])
    u = score.estimate_u(vectors, strata)
    watch.stage("u")
    learned: list[list[Any]] = [[] for _ in comparisons]
    for session in SESSIONS:
        pairs = _pairs(table, [session])
        left, right = pairs.left, pairs.right
        if len(left) > SAMPLED:
            drawn = np.random.default_rng(2).choice(len(left), SAMPLED, replace=False)
            left, right = left[drawn], right[drawn]
        told = [k for k, c in enumerate(comparisons) if c.on not in session]
        every = np.ascontiguousarray(_vectors([columns[k] for k in told], left, right))
        # A row as one value of bytes: rows themselves are slow to put in order.
        rows = every.view(np.dtype((np.void, every.shape[1]))).ravel()
        distinct, counts = np.unique(rows, return_counts=True)
        vectors = distinct.view(np.int8).reshape(-1, every.shape[1])
        # So strong a belief in u that nothing moves it.
        training = score.fit(
            vectors, counts, [u[k] for k in told], [strata[k] for k in told], u_belief=1e15
        )
        for k, m in zip(told, training.model.m, strict=True):
            learned[k].append(m)
    averaged = [np.mean(sessions, axis=0) for sessions in learned]
    model = score.FellegiSunter(share, averaged, (score.NonMatches(1.0 - share, u),))
    frequencies = [
        c.frequencies(table.column(c.on)) if c.on in NAMES else Frequencies() for c in comparisons
    ]
    linker = evolve(linker, model=model, frequencies=frequencies)
    del table, columns
    watch.stage("em")
    result = linker.resolve(frame, key=KEY, progress=watch.progress(""))
    return _ours(watch, result, linker, frame, entity)


def linker_of_rules(max_block: int) -> cm.Linker:
    """Return the job of Splink's script."""
    names = cm.compare.JaroWinkler()
    edits = cm.compare.EditSimilarity()
    return cm.Linker(
        kinds=dict.fromkeys(synthetic.KINDS, "text"),
        blocking=tuple(cm.block.on(*rule) for rule in SYNTHETIC_RULES),
        comparisons=(
            cm.compare.Comparison("given_name", names, levels=(1.0, 0.92, 0.8)),
            cm.compare.Comparison("surname", names, levels=(1.0, 0.92, 0.8)),
            # Of ten and twelve characters, so a tenth is one edit; of five, a fifth.
            cm.compare.Comparison("birth_date", edits, levels=(1.0, 0.9, 0.8)),
            cm.compare.Comparison("postcode", edits, levels=(1.0, 0.8)),
            cm.compare.Comparison("phone", edits, levels=(1.0, 0.9, 0.8)),
            cm.compare.Comparison("email", names, levels=(1.0, 0.92, 0.8)),
        ),
        max_block=max(max_block, 2),
    )


def _pairs(table: tables.Table, rules: Sequence[Sequence[str]]) -> cm.block.CandidatePairs:
    """Return all pairs that agree on the fields of a rule."""
    made = [cm.block.on(*rule) for rule in rules]
    return cm.block.candidate_pairs(table, made, max_records=len(table))


def _vectors(columns: Sequence[cm.compare.ComparedColumn], left: Codes, right: Codes) -> Any:
    """Return the levels of each pair, and a rarity of nothing."""
    found = np.zeros((len(left), 2 * len(columns)), dtype=np.int8)
    for start in range(0, len(left), CHUNK):
        part = slice(start, start + CHUNK)
        for k, column in enumerate(columns):
            found[part, k] = column.compare(left[part], right[part])[0]
    return found


def _kinds_only(frame: pd.DataFrame) -> dict[str, Any]:
    entity = frame.pop("entity").to_numpy()
    watch = Watch()
    result = cm.resolve(
        frame, key=KEY, kinds=synthetic.KINDS, context=cm.Context(country="US"),
        progress=watch.progress(""),
    )  # fmt: skip
    return _ours(watch, result, None, frame, entity)


def _ours(
    watch: "Watch", result: Any, linker: cm.Linker | None, frame: pd.DataFrame, entity: Codes
) -> dict[str, Any]:
    watch.stage("cluster")
    found = _clusters(result)
    line = {"pairs": result.n_pairs, **watch.line(), "f1": _f1(found, frame, entity)}
    if linker is not None:
        at = [evolve(linker, thresholds=cm.Thresholds(match=cut, possible=0.01)) for cut in CUTS]
        others = (_clusters(other.resolve(frame, key=KEY)) for other in at)
        line["best_f1"] = max(_f1(other, frame, entity) for other in others)
    return line


def _clusters(result: Any) -> Clusters:
    made = result.to_frame()
    return dict(zip(made[KEY].tolist(), made["cluster_id"].tolist(), strict=True))


def _f1(clusters: Clusters, frame: pd.DataFrame, entity: Codes) -> float:
    truth = dict(zip(frame[KEY].tolist(), entity.tolist(), strict=True))
    data_set = DataSet("synthetic", frame, KEY, synthetic.KINDS, truth, cm.Context(country="US"))
    return round(f1_of(data_set, clusters), 4)


class Watch:
    """Time the stages of a run."""

    def __init__(self) -> None:
        self._stages: dict[str, float] = {}
        self._now = ""
        self.restart()

    def restart(self) -> None:
        """Count from now on."""
        self._start = self._last = time.perf_counter()

    def stage(self, name: str) -> None:
        """Count the time since the last stage ended to this one."""
        now = time.perf_counter()
        self._stages[name] = self._stages.get(name, 0.0) + now - self._last
        self._last = now

    def progress(self, prefix: str) -> Any:
        """Return a callback that ends a stage when the next one begins."""
        if self._now:
            # What the last run did after its last stage began is of that stage.
            self.stage(self._now)
        self._now = f"{prefix}read"

        def told(stage: str, done: int, total: int) -> None:
            del done, total
            if prefix + stage != self._now:
                self.stage(self._now)
                self._now = prefix + stage

        return told

    def line(self) -> dict[str, Any]:
        """Return what is printed."""
        seconds = {name: round(s, 2) for name, s in self._stages.items()}
        return {
            "seconds": round(self._last - self._start, 2),
            "stages": seconds,
            "peak_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }


RUNS = {
    "splink": _splink, "custmdm": _custmdm, "same_training": _same_training,
    "kinds_only": _kinds_only,
}  # fmt: skip

if __name__ == "__main__":
    main()
