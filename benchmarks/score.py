"""Time one pair at a time: what a service does that asks about one customer after the other.

    python -m benchmarks.score
    python -m benchmarks.score --records 20000 --pairs 10000

prints one JSON line of medians in microseconds a call. The records are those of synthetic customers
with six fields, and the Linker was fitted on them, told nothing but the kinds. `score` is of two
records that were prepared, over pairs of any two records and as many pairs of one customer; of each
pair the shortest of several calls counts, which other work on the machine disturbs the least.
`score_any` and `score_same` are the same of either half. `score_once` is the median of pairs that
are scored but once, after as many others: where a comparison vector is new, its score is made.
`prepare` is of one record, and `score_raw` from the raw values of two to their score.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

import custmdm as cm
from benchmarks import synthetic

Rows = npt.NDArray[np.int64]
Pairs = list[tuple[int, int]]

# Calls of which the shortest counts.
TIMES = 15


def measure(n_records: int, n_pairs: int, seed: int = 0) -> dict[str, object]:
    """Return the line for so many records, and so many pairs that are timed."""
    frame, entity = synthetic.customers(n_records, seed)
    rows = frame.drop(columns=frame.columns[0])
    rows = rows.astype(object).where(rows.notna(), None).to_dict("records")
    linker = cm.Linker(kinds=synthetic.KINDS, context=cm.Context(country="US"))
    linker = linker.fit(frame, key=frame.columns[0])

    rng = np.random.default_rng(seed)
    half = n_pairs // 2
    same = _pairs_of_one_customer(entity, 2 * half, rng)
    half = len(same) // 2
    other = [(int(a), int(b)) for a, b in rng.integers(0, n_records, (2 * half, 2))]
    used = sorted({row for pair in (*same, *other) for row in pair})
    prepared = {row: linker.prepare(rows[row]) for row in used}

    def timed(pairs: Pairs, times: int = 1) -> list[float]:
        return [
            min(_microseconds(linker.score, prepared[a], prepared[b]) for _ in range(times))
            for a, b in pairs
        ]

    timed(other[:half] + same[:half])
    once = timed(other[half:] + same[half:])
    of_any, of_same = timed(other[half:], TIMES), timed(same[half:], TIMES)
    few = [*other[:200], *same[:200]]
    raw = [_microseconds(linker.score, rows[a], rows[b]) for a, b in few]
    prepare = [_microseconds(linker.prepare, rows[row]) for row in used[:400]]
    return {
        "records": n_records,
        "fields": len(synthetic.KINDS),
        "pairs": len(once),
        "score": _median(of_any + of_same),
        "score_any": _median(of_any),
        "score_same": _median(of_same),
        "score_once": _median(once),
        "prepare": _median(prepare),
        "score_raw": _median(raw),
    }


def _pairs_of_one_customer(entity: Rows, most: int, rng: np.random.Generator) -> Pairs:
    """Return pairs of rows of one customer each, no customer twice, in random order."""
    order = np.argsort(entity, kind="stable")
    again = np.flatnonzero(entity[order][1:] == entity[order][:-1])
    _, first = np.unique(entity[order][again], return_index=True)
    chosen = rng.permutation(again[first])[:most]
    return [(int(order[at]), int(order[at + 1])) for at in chosen]


def _microseconds(call: Callable[..., Any], *given: Any) -> float:
    """Return how long a call takes."""
    started = time.perf_counter_ns()
    call(*given)
    return (time.perf_counter_ns() - started) / 1000


def _median(microseconds: Sequence[float]) -> float | None:
    return round(statistics.median(microseconds), 2) if microseconds else None


def main() -> None:
    """Print the line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--pairs", type=int, default=4_000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    print(json.dumps(measure(given.records, given.pairs, given.seed)))


if __name__ == "__main__":
    main()
