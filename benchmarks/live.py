"""Time one record matched against a large index, beside Splink, and an import into it.

    python -m benchmarks.live
    python -m benchmarks.live --records 50000

prints one JSON line. The job is that of `benchmarks.vs_splink`: the same seven blocking rules, the
same six fields, each library with its own training on the table. New records are further ones of
the same customers, three in ten of somebody who is there.

`match_ms_p50` and `match_ms_p99` are of `LiveIndex.match`, one new record at a time, each once,
after a hundred others. `splink_match_ms` is the median of Splink's `predict_between` of one new
record and the table, the record registered and the result read as a DataFrame, after two others;
in a process of its own, one after the other. `ratio_match` is the one beside the other.

`upsert_per_s` is of an import of ten thousand new records in one call, and `upsert_one_ms` the
median of single ones; both end in updated customers. `index_s` is what it takes to make the index.
`mb_per_million` is what the process holds more once the index is made, the table and the Linker
apart, for a million records; `peak_rss_mb` the most that it ever held, all imports and the table
included. `load_s` is what it takes to read the index again from the bytes that were saved in
`save_s`, beside `index_s`, which is what it takes to make it of the table.
"""

import argparse
import gc
import json
import resource
import statistics
import subprocess
import sys
import time
from typing import Any

import numpy as np
import pandas as pd

import custmdm as cm
from benchmarks import synthetic
from benchmarks.vs_splink import KEY, linker_of_rules, trained_splink

N_MATCHED, N_WARM, N_IMPORTED, N_SINGLE = 2_000, 100, 10_000, 100
N_SPLINK, N_SPLINK_WARM = 15, 2
# As a Linker has it by itself: a value that more records share is split by a further one.
MAX_BLOCK = 200


def main(arguments: list[str] | None = None) -> None:
    """Print the line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--no-splink", action="store_true", help="leave the other library out")
    parser.add_argument("--only-splink", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.only_splink:
        print(json.dumps(splink_line(options.records, options.seed)))
        return
    line = {"records": options.records, **live_line(options.records, options.seed)}
    if not options.no_splink:
        command = [
            sys.executable, "-m", "benchmarks.live", "--only-splink",
            "--records", str(options.records), "--seed", str(options.seed),
        ]  # fmt: skip
        ran = subprocess.run(command, capture_output=True, text=True)
        if ran.returncode:
            raise RuntimeError(f"the run of Splink failed: {ran.stderr[-2000:]}")
        line |= json.loads(ran.stdout.splitlines()[-1])
        line["ratio_match"] = round(line["splink_match_ms"] / line["match_ms_p50"])
    print(json.dumps(line))


def tables(n_records: int, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the table, and further records of the same customers."""
    n_new = N_WARM + N_MATCHED + N_IMPORTED + N_SINGLE
    frame, _ = synthetic.customers(n_records + n_new, seed)
    # Which records are new, hangs on nothing: some of the customers that are there among them.
    new = np.random.default_rng(seed).choice(len(frame), n_new, replace=False)
    there = np.ones(len(frame), dtype=np.bool_)
    there[new] = False
    return frame[there].reset_index(drop=True), frame.iloc[new].reset_index(drop=True)


def live_line(n_records: int, seed: int) -> dict[str, Any]:
    """Time the index."""
    frame, new = tables(n_records, seed)
    linker = linker_of_rules(MAX_BLOCK).fit(frame, key=KEY)
    gc.collect()
    before = held_mb()
    started = time.perf_counter()
    index = cm.LiveIndex(linker, frame, key=KEY)
    made = time.perf_counter() - started
    gc.collect()
    held = held_mb() - before
    rows = [
        {name: None if value != value else value for name, value in row.items()}
        for row in new.to_dict("records")
    ]
    for row in rows[:N_WARM]:
        index.match(row)
    took = np.array([seconds(index.match, row) for row in rows[N_WARM : N_WARM + N_MATCHED]])
    imported = new.iloc[N_WARM + N_MATCHED : -N_SINGLE]
    upsert = seconds(index.upsert, imported)
    single = [seconds(index.upsert, [row]) for row in rows[-N_SINGLE:]]
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    saved: list[bytes] = []
    save = seconds(lambda one: saved.append(one.to_bytes()), index)
    load = seconds(lambda data: cm.LiveIndex.from_bytes(data, linker), saved[0])
    return {
        "match_ms_p50": round(float(np.median(took)) * 1e3, 3),
        "match_ms_p99": round(float(np.percentile(took, 99)) * 1e3, 3),
        "upsert_per_s": round(len(imported) / upsert),
        "upsert_one_ms": round(statistics.median(single) * 1e3, 1),
        "index_s": round(made, 1),
        "mb_per_million": round(held / n_records * 1_000_000),
        "peak_rss_mb": peak_mb,
        "save_s": round(save, 1),
        "load_s": round(load, 1),
        "saved_mb": round(len(saved[0]) / 1e6),
    }


def splink_line(n_records: int, seed: int) -> dict[str, Any]:
    """Time Splink."""
    frame, new = tables(n_records, seed)
    linker, table, database = trained_splink(frame)

    def match(row: pd.DataFrame) -> object:
        found = linker.inference.predict_between(table, database.register(row))
        return found.as_pandas_dataframe()

    rows = [new.iloc[[at]].reset_index(drop=True) for at in range(N_SPLINK_WARM + N_SPLINK)]
    took = [seconds(match, row) for row in rows]
    return {"splink_match_ms": round(statistics.median(took[N_SPLINK_WARM:]) * 1e3)}


def seconds(call: Any, given: object) -> float:
    """Return how long a call takes."""
    started = time.perf_counter()
    call(given)
    return time.perf_counter() - started


def held_mb() -> float:
    """Return what this process holds."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main()
