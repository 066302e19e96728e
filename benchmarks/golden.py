"""Time golden records of a large table, and the replay of a large ledger.

    python -m benchmarks.golden
    python -m benchmarks.golden --records 100000

prints one JSON line. The customers are those of `benchmarks.synthetic`, seven for ten records, each
record with the time when it was changed. Who is whom is given: one column says it, and a Linker
that looks at nothing else has put the records together before anything is timed. `survive_s` is one
call of `golden_frame()` on that result: golden ids and seven columns by the default policy, nothing
of it made before. `ratio_survive` is that beside `groupby_s`, what pandas takes for
``frame.groupby(number)[columns].last()`` of the same columns, by whole numbers of the customers:
the median of the groupbys before and after. `differ` is how many customers have records that say
two things of a column.

`events` are as many as the records: customers come in, records join them, and many are merged,
unmerged, split, pinned, decided on and erased. `replay_s` is `ledger.replay` of them, `parse_s`
what `json.loads` takes for the same events, a line each; `ratio_replay` is the one beside the
other. `peak_rss_mb` is that of the process in the end, the tables and texts and all imports
included; `survive_rss_mb` when the frame was made, and `resolved_rss_mb` before that.
"""

import argparse
import datetime as dt
import gc
import json
import resource
import statistics
import time
from collections.abc import Callable
from typing import Any

import attrs
import numpy as np
import pandas as pd

import custmdm as cm
from benchmarks import synthetic
from custmdm import ledger
from custmdm.ledger import Event
from custmdm.model import RecordId
from custmdm.score import FellegiSunter, NonMatches

ENTITY = "customer"
COLUMNS = [*synthetic.COLUMNS, ENTITY]
NEWEST = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
# Groupbys before and after.
TIMES = 3


def measure(n_records: int, seed: int = 0) -> dict[str, object]:
    """Return the line for so many records, and as many events."""
    return {"records": n_records, **survival(n_records, seed), **replaying(n_records, seed)}


def survival(n_records: int, seed: int) -> dict[str, Any]:
    """Time a golden frame beside a groupby."""
    frame, result = resolved(n_records, seed)
    # Of the same order as the clusters, from what is given: nothing is asked of the result before.
    cluster = pd.Series(pd.factorize(frame[ENTITY])[0])
    before = peak_mb()

    def groupby() -> float:
        return seconds(lambda: frame.groupby(cluster)[COLUMNS].last())

    groupbys = [groupby() for _ in range(TIMES)]
    survive = seconds(result.golden_frame)
    after = peak_mb()
    groupbys += [groupby() for _ in range(TIMES)]
    usual = statistics.median(groupbys)
    assert result.to_frame()["cluster_id"].nunique() == cluster.nunique()
    differ = frame.groupby(cluster)[COLUMNS].nunique().gt(1).any(axis=1)
    return {
        "customers": int(cluster.max()) + 1,
        "differ": int(differ.sum()),
        "survive_s": round(survive, 2),
        "groupby_s": round(usual, 2),
        "ratio_survive": round(survive / usual, 2),
        "resolved_rss_mb": before,
        "survive_rss_mb": after,
    }


def resolved(n_records: int, seed: int) -> tuple[pd.DataFrame, cm.Resolution[Any]]:
    """Return customers and a result that puts them together as they are."""
    frame, entity = synthetic.customers(n_records, seed)
    rng = np.random.default_rng([seed, n_records])
    age = pd.to_timedelta(rng.integers(0, 100_000_000, n_records), unit="s")
    frame = frame.assign(updated_at=pd.Timestamp(NEWEST.replace(tzinfo=None)) - age)
    frame[ENTITY] = [f"C{number}" for number in entity.tolist()]
    linker = cm.Linker(
        kinds={**synthetic.KINDS, ENTITY: "identifier"},
        context=cm.Context(country="US"),
        blocking=(cm.block.on(ENTITY),),
        comparisons=(cm.compare.Comparison(ENTITY, cm.compare.exact),),
        model=FellegiSunter(0.5, ((0.001, 0.999),), (NonMatches(0.5, ((0.999, 0.001),)),)),
    )
    result = linker.resolve(frame, key=frame.columns[0], updated_at="updated_at")
    return frame, result


def replaying(n_events: int, seed: int) -> dict[str, Any]:
    """Time the replay of a ledger beside reading its lines."""
    events = history(n_events, seed)
    lines = [as_line(event) for event in events]
    # The plain data are thrown away line by line, as by a reader that makes events of them.
    parse = seconds(lambda: [None for line in lines if json.loads(line) is None])
    states: list[ledger.LedgerState] = []
    replay = seconds(lambda: states.append(ledger.replay(events)))
    return {
        "events": len(events),
        "ledger_customers": len(states[0].size),
        "replay_s": round(replay, 2),
        "parse_s": round(parse, 2),
        "ratio_replay": round(replay / parse, 2),
        "peak_rss_mb": peak_mb(),
    }


def history(n_events: int, seed: int) -> list[Event]:
    """Return the events of a ledger in which all sorts of things happen."""
    rng = np.random.default_rng([seed, n_events])
    dice = rng.random(n_events).tolist()
    picks = rng.random((n_events, 2)).tolist()
    # The records of each live customer, and what was merged into it last.
    held: dict[str, list[RecordId]] = {}
    live: list[str] = []
    merged: dict[str, tuple[str, list[RecordId]]] = {}
    events: list[Event] = []
    for number, (chance, (one, two)) in enumerate(zip(dice, picks, strict=True), 1):
        base: dict[str, Any] = {
            "number": number, "at": NEWEST + dt.timedelta(seconds=number), "actor": "job",
        }  # fmt: skip
        record = RecordId("crm", number)
        golden, other = (live[int(at * len(live))] if live else "" for at in (one, two))
        records = held.get(golden, [])
        if chance < 0.5 or len(live) < 2 or golden == other:
            held[f"G{number}"] = [record]
            live.append(f"G{number}")
            events.append(ledger.Created(**base, golden_id=f"G{number}", records=(record,)))
        elif chance < 0.7:
            records.append(record)
            events.append(ledger.Joined(**base, golden_id=golden, records=(record,)))
        elif chance < 0.82:
            _gone(live, other, two)
            gone = held.pop(other)
            merged[golden] = other, gone
            records.extend(gone)
            events.append(ledger.Merged(**base, into=golden, merged=(other,)))
        elif chance < 0.86 and golden in merged:
            released, gone = merged.pop(golden)
            back = set(gone)
            held[golden] = [r for r in records if r not in back]
            held[released] = gone
            live.append(released)
            events.append(ledger.Unmerged(**base, golden_id=golden, released=(released,)))
        elif chance < 0.9 and len(records) > 1 and golden not in merged:
            part = records.pop()
            held[f"G{number}"] = [part]
            live.append(f"G{number}")
            parts = (ledger.Part(f"G{number}", (part,)),)
            events.append(ledger.Split(**base, golden_id=golden, parts=parts))
        elif chance < 0.93:
            pin = cm.survive.Pin("name", f"Ann {number}")
            events.append(ledger.Pinned(**base, golden_id=golden, pin=pin))
        elif chance < 0.98 or golden in merged:
            left, right = records[0], held[other][0]
            events.append(ledger.Decided(**base, left=left, right=right, verdict="different"))
        else:
            _gone(live, golden, one)
            del held[golden]
            events.append(ledger.Erased(**base, golden_id=golden, records=tuple(records)))
    return events


def _gone(live: list[str], golden_id: str, at: float) -> None:
    """Take the customer that was picked at a place out of those there are."""
    place = int(at * len(live))
    live[place] = live[-1]
    live.pop()


def as_line(event: Event) -> str:
    """Return an event as a line of JSON."""
    return json.dumps(
        {"event": type(event).__name__, **attrs.asdict(event)},
        default=lambda value: value.isoformat(),
    )


def seconds(call: Callable[[], object]) -> float:
    """Return how long a call takes."""
    gc.collect()
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def peak_mb() -> int:
    """Return the most that this process held until now."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Print the line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    print(json.dumps(measure(given.records, given.seed)))


if __name__ == "__main__":
    main()
