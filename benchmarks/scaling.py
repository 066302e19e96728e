"""How time and memory grow with the table: 100 thousand, 1 million and 10 million records.

    python -m benchmarks.scaling
    python -m benchmarks.scaling --records 100000 1000000

prints a JSON line for each run, each in a process of its own: `rules`, the seven rules and six
fields of `benchmarks.vs_splink`, trained and resolved; `kinds`, `cm.resolve` with the kinds of the
columns alone; and `plan`, what the plan of blocking says of one rule, given name and surname, in a
table in which namesakes grow with its square. Then a line for each run and two sizes with how much
longer it took and how much more memory, and a line for each goal. A run that fails says how far it
came and what its last stages took.

Tables are made by `benchmarks.synthetic`, in parts, and written to parquet in random order; the
pools of names grow so that a record has as many namesakes in any of them (`--population`). A run
reads its table with pyarrow and hands it over as that. `seconds` are from the table in memory to
the clusters, training included; `peak_rss_mb` is that of the process then, the table and the
imports included, and `rss_mb` what it held when each stage ended and its highest until then.
`cpu_seconds` are those of all threads together: on a busy machine they say more. f1 is pairwise, at
the default threshold, worked out after that.
"""

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from attrs import evolve

import custmdm as cm
from benchmarks import synthetic
from benchmarks.vs_splink import KEY, Watch, linker_of_rules

Codes = npt.NDArray[np.int64]

SIZES = (100_000, 1_000_000, 10_000_000)
# Rows of one part of a table that is made.
ROWS = 500_000
# The goals: how many times as long for ten times the records, and megabytes at ten million.
TIMES, MEGABYTES = 12.0, 8 * 1024
BLOCKED_ON = ("given_name", "surname")


def main(arguments: list[str] | None = None) -> None:
    """Make the tables and run all in turn, or one run in this process."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--records", type=int, nargs="+", default=SIZES)
    parser.add_argument("--runs", choices=RUNS, nargs="+", default=list(RUNS))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--population", type=int, default=min(SIZES), help="from here on namesakes stay as many"
    )
    parser.add_argument("--tables", type=Path, help="a folder that keeps the tables")
    parser.add_argument("--gigabytes", type=float, help="end a run that takes more memory")
    parser.add_argument("--minutes", type=float, help="end a run that takes longer")
    parser.add_argument("--only", choices=RUNS, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.only:
        print(json.dumps(RUNS[given.only](given.tables, Told())))
        return
    found: dict[tuple[str, int], dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for n in given.records:
            for run in given.runs:
                table = table_of(given.tables or Path(folder), run, n, given.seed, given.population)
                made = in_its_own_process(run, table, given.gigabytes, given.minutes)
                found[run, n] = {"records": n, "run": run, **made}
                print(json.dumps(found[run, n]), flush=True)
    for line in (*growth(found), *goals(found)):
        print(json.dumps(line), flush=True)


# -- the tables -----------------------------------------------------------------------------------


def table_of(folder: Path, run: str, n: int, seed: int, population: int) -> Path:
    """Return the file of a table, made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    if run == "plan":
        path = folder / f"names_{n}_{seed}.parquet"
        if not path.exists():
            write_names(path, n, seed)
        return path
    path = folder / f"customers_{n}_{seed}_{population}.parquet"
    if not path.exists():
        write_customers(path, n, seed, population)
    return path


def write_customers(
    path: Path, n_records: int, seed: int, population: int, rows: int = ROWS
) -> None:
    """Write synthetic customers in random order, holding one part of them at a time.

    The rows of each part are dealt out to as many heaps as there are parts; then each heap is
    shuffled. So any order of all the rows is as likely as any other.
    """
    rng = np.random.default_rng([seed, n_records])
    n_heaps = -(-n_records // rows)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        heaps = [Path(folder) / f"{i}.parquet" for i in range(n_heaps)]
        writers: list[pq.ParquetWriter] = []
        parts = synthetic.customers_in_parts(n_records, seed, population=population, rows=rows)
        for frame, entity in parts:
            part = pa.Table.from_pandas(frame.assign(entity=entity), preserve_index=False)
            heap_of = rng.integers(0, n_heaps, len(part))
            writers = writers or [pq.ParquetWriter(heap, part.schema) for heap in heaps]
            for i, writer in enumerate(writers):
                writer.write_table(part.take(np.flatnonzero(heap_of == i)))
        for writer in writers:
            writer.close()
        start, whole = 0, Path(folder) / "whole.parquet"
        with pq.ParquetWriter(whole, part.schema) as writer:
            for heap in heaps:
                rows_of = pq.read_table(heap)
                rows_of = rows_of.take(rng.permutation(len(rows_of)))
                keys = pa.array(np.arange(start, start + len(rows_of)))
                writer.write_table(rows_of.set_column(0, KEY, keys))
                start += len(rows_of)
        # Only what is whole is found again.
        whole.rename(path)


def write_names(path: Path, n_records: int, seed: int) -> None:
    """Write the names of people of one country, in which namesakes grow with the square."""
    columns = dict(zip(BLOCKED_ON, synthetic.full_names(n_records, seed), strict=True))
    pq.write_table(pa.table({KEY: np.arange(n_records), **columns}), path)


# -- the runs -------------------------------------------------------------------------------------


class Told(Watch):
    """Time the stages of a run, note what memory they leave, and say each on standard error."""

    def __init__(self) -> None:
        super().__init__()
        self.memory: dict[str, tuple[int | None, int]] = {}

    def restart(self) -> None:
        """Count from now on."""
        super().restart()
        self._cpu = time.process_time()

    def stage(self, name: str) -> None:
        """Count the time and note the memory up to now."""
        super().stage(name)
        self.memory[name] = rss_mb(), peak_mb()
        print(json.dumps({"stages": self.line()["stages"], **self.used()}), file=sys.stderr)

    def used(self) -> dict[str, Any]:
        """Return processor time, and what was held when each stage ended and at most until then."""
        cpu = round(time.process_time() - self._cpu, 2)
        return {"cpu_seconds": cpu, "rss_mb": self.memory, "peak_rss_mb": peak_mb()}


def by_rules(path: Path, watch: Told) -> dict[str, Any]:
    """Fit and resolve with seven rules and six comparisons."""
    table = _table(path, watch)
    linker = linker_of_rules(len(table))
    _, result = linker.fit_resolve(table, key=KEY, progress=watch.progress(""))
    return _line(result, path, watch)


def by_kinds(path: Path, watch: Told) -> dict[str, Any]:
    """Resolve with nothing but the kinds of the columns."""
    table = _table(path, watch)
    result = cm.resolve(
        table, key=KEY, kinds=synthetic.KINDS, context=cm.Context(country="US"),
        progress=watch.progress(""),
    )  # fmt: skip
    return _line(result, path, watch)


def plan(path: Path, watch: Told) -> dict[str, Any]:
    """Say what the plan makes of a rule too wide for its table: it is refused, or split."""
    table = _table(path, watch)
    names = cm.compare.JaroWinkler()
    linker = cm.Linker(
        kinds=dict.fromkeys(BLOCKED_ON, "text"),
        blocking=cm.block.on(*BLOCKED_ON),
        comparisons=[cm.compare.Comparison(on, names, levels=(1.0, 0.92)) for on in BLOCKED_ON],
    )
    found: dict[str, Any] = {"rule": cm.block.rule_name(cm.block.on(*BLOCKED_ON))}
    for name, max_block in (("without_limit", max(len(table), 2)), ("by_default", None)):
        chosen = linker if max_block is None else evolve(linker, max_block=max_block)
        said = chosen.plan(table, key=KEY, progress=watch.progress(f"{name} "))
        (rule,) = said.rules
        found[name] = {
            "pairs": rule.proposed, "split_keys": rule.split, "dropped_keys": rule.dropped,
            "refused": said.refused,
        }  # fmt: skip
    watch.stage("plan")
    return {**found, **watch.line(), **watch.used()}


RUNS = {"rules": by_rules, "kinds": by_kinds, "plan": plan}


def _table(path: Path, watch: Told) -> pa.Table:
    names = [name for name in pq.read_schema(path).names if name != "entity"]
    table = pq.read_table(path, columns=names)
    # What the reader took for itself is none of the table's.
    pa.default_memory_pool().release_unused()
    watch.restart()
    return table


def _line(result: Any, path: Path, watch: Told) -> dict[str, Any]:
    watch.stage("cluster")
    line = {"pairs": result.n_pairs, **watch.line(), **watch.used()}
    clusters = np.asarray(result.to_frame()["cluster_id"])
    entity = pq.read_table(path, columns=["entity"])["entity"].to_numpy()
    return {**line, "f1": round(pairwise_f1(clusters, entity), 4)}


def pairwise_f1(clusters: Codes, entity: Codes) -> float:
    """Return the F1 of the pairs that are together, against those of one entity.

    >>> pairwise_f1(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2]))
    0.6666666666666666
    """
    both = np.unique(np.stack([clusters, entity], axis=1), axis=0, return_counts=True)[1]
    correct, found, true = (
        int((sizes * (sizes - 1) // 2).sum())
        for sizes in (both, np.bincount(clusters), np.bincount(entity))
    )
    return 2 * correct / (found + true) if found + true else 1.0


def rss_mb() -> int | None:
    """Return what this process holds now; None where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def peak_mb() -> int:
    """Return the most that this process held until now."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def in_its_own_process(
    run: str, table: Path, gigabytes: float | None, minutes: float | None
) -> dict[str, Any]:
    """Return the line of a run, or why there is none and how far it came."""
    command = [sys.executable, "-m", "benchmarks.scaling", "--only", run, "--tables", str(table)]

    def limited() -> None:
        if gigabytes:
            resource.setrlimit(resource.RLIMIT_AS, (int(gigabytes * 2**30),) * 2)

    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as told:
        try:
            ran = subprocess.run(
                command, stdout=subprocess.PIPE, stderr=told, text=True, preexec_fn=limited,
                timeout=None if minutes is None else minutes * 60,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            why = f"not done in {minutes:g} minutes"
        else:
            if not ran.returncode:
                line: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
                return line
            why = f"ended with {ran.returncode}"
        seconds = round(time.perf_counter() - start, 2)
        told.seek(0)
        lines = told.read().splitlines()
    stages = [json.loads(line) for line in lines if line.startswith('{"stages"')]
    said = [line for line in lines if line and not line.startswith('{"stages"')]
    return {
        "error": ": ".join([why, *said[-1:]]),
        "ended_after": seconds,
        **(stages[-1] if stages else {}),
    }


# -- how it grows ---------------------------------------------------------------------------------


def growth(found: dict[tuple[str, int], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield how much longer a run took with more records, and how much more memory."""
    for run, sizes in _done(found).items():
        for small, large in itertools.pairwise(sizes):
            one, other = found[run, small], found[run, large]
            yield {
                "growth": run,
                "from": small,
                "to": large,
                "times_seconds": round(other["seconds"] / max(one["seconds"], 0.01), 2),
                "times_peak_rss": round(other["peak_rss_mb"] / one["peak_rss_mb"], 2),
            }


def goals(found: dict[tuple[str, int], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield each goal of ten million records, what was measured, and whether it is reached."""
    _, million, most = SIZES
    for run in ("rules", "kinds"):
        if (run, most) not in found:
            continue
        large, small = found[run, most], found.get((run, million), {})
        seconds, memory = large.get("seconds"), large.get("peak_rss_mb")
        times = seconds / small["seconds"] if seconds and small.get("seconds") else None
        yield {
            "goal": f"{run}: from 1 to 10 million at most {TIMES:g} times as long",
            "measured": times and round(times, 2),
            "reached": times is not None and times <= TIMES,
        }
        yield {
            "goal": f"{run}: at most {MEGABYTES} MB at 10 million",
            "measured": memory,
            "reached": seconds is not None and memory is not None and memory <= MEGABYTES,
        }


def _done(found: dict[tuple[str, int], dict[str, Any]]) -> dict[str, Sequence[int]]:
    """Return the sizes of each run that came to its end, ascending."""
    done: dict[str, list[int]] = {}
    for (run, n), line in sorted(found.items()):
        if "seconds" in line:
            done.setdefault(run, []).append(n)
    return {run: done[run] for run in RUNS if run in done}


if __name__ == "__main__":
    main()
