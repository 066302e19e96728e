"""Measure precision, recall and F1 with kinds only: no labels, no configuration.

    python -m benchmarks.accuracy --data ../shared/data fake_1000 febrl3 febrl4 csv_example
    python -m benchmarks.accuracy synthetic_10k chinese_5k --calibration
    python -m benchmarks.accuracy --unique
    python -m benchmarks.accuracy --peers

prints one JSON line a data set, and with --peers one more for each other library. F1 is pairwise
over records in one cluster, every true pair counted whether or not it was compared; of two tables
it is over the links. `f1` is what a user gets; `best_f1` is at the best of a few other match
thresholds, in hindsight. With --unique only the first record of each entity is left: no pair is
true, and the line counts the false ones. --calibration adds, for each tenth of stated probability,
how many scored pairs it has, what they state and how many are true.
"""

import argparse
import json
import os
import time
from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from attrs import frozen

import custmdm as cm
from benchmarks import peers
from benchmarks.data import DATA_SETS, DataSet, one_per_entity

DATA = Path(os.environ.get("CUSTMDM_DATA", "../shared/data"))
DEFAULT = ("fake_1000", "febrl3", "febrl4", "csv_example")

# Probabilities crowd together at 1, so the thresholds do.
THRESHOLDS = (
    0.001, 0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.999999
)  # fmt: skip
# A table with more records than this takes a while: fewer thresholds, and no pair without a chance.
LARGE = 20_000
FEW_THRESHOLDS = (0.1, 0.5, 0.9, 0.99, 0.999)


@frozen
class Found:
    """Hold how many pairs are true, were found, and are both."""

    true: int
    found: int
    correct: int

    @property
    def precision(self) -> float:
        """Return 1.0 where nothing was found."""
        return self.correct / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Return 1.0 where there was nothing to find."""
        return self.correct / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean, 1.0 where nothing is true and nothing was found."""
        return 2 * self.correct / (self.found + self.true) if self.found + self.true else 1.0


def measure(data_set: DataSet, *, calibration: bool = False) -> dict[str, object]:
    """Return the figures of one data set."""
    result, seconds = _timed(data_set)
    found = judge(data_set, [result])
    models = fitted(data_set)
    threshold = default_threshold(result)
    best_f1, best_threshold = best(data_set, models, found.f1, threshold)
    line = {
        "dataset": data_set.name,
        "records": result.n_records,
        "pairs": result.n_pairs,
        "seconds": round(seconds, 2),
        "precision": round(found.precision, 4),
        "recall": round(found.recall, 4),
        "f1": round(found.f1, 4),
        "threshold": threshold,
        "best_f1": round(best_f1, 4),
        "best_threshold": best_threshold,
    }
    if hasattr(result, "expected_f1"):
        line["expected_f1"] = round(float(result.expected_f1), 4)
    if calibration:
        line["calibration"] = calibrated(data_set, models)
    return line


def default_threshold(result: Any) -> float | None:
    """Return the match threshold that was chosen, None where there are several."""
    chosen = {thresholds.match for thresholds in result.thresholds}
    return round(chosen.pop(), 6) if len(chosen) == 1 else None


def measure_unique(data_set: DataSet) -> dict[str, object]:
    """Return what is found where no pair is true."""
    unique = one_per_entity(data_set)
    result, seconds = _timed(unique)
    return {
        "dataset": unique.name,
        "records": result.n_records,
        "pairs": result.n_pairs,
        "seconds": round(seconds, 2),
        "false_pairs": judge(unique, [result]).found,
    }


def _timed(data_set: DataSet) -> tuple[Any, float]:
    """Return what one call of the library gives, and its seconds."""
    start = time.perf_counter()
    if data_set.sides is not None and hasattr(cm, "link"):
        left, right = data_set.sides
        result = cm.link(
            left, right, key=data_set.key, kinds=data_set.kinds, context=data_set.context,
            one_to_one=True,
        )  # fmt: skip
    elif data_set.kinds is None:
        result = cm.resolve(data_set.frame)
    else:
        result = cm.resolve(
            data_set.frame, key=data_set.key, kinds=data_set.kinds, context=data_set.context
        )
    return result, time.perf_counter() - start


# --- how right it is ---


def judge(data_set: DataSet, results: Sequence[Any]) -> Found:
    """Compare what was found with the truth; typed records have a result for each type."""
    if data_set.sides is not None:
        return judge_links(data_set, _links(results[0], set(data_set.sides[0][data_set.key])))
    ids = {r: golden_id for result in results for r, golden_id in result.crosswalk.ids.items()}
    found = cm.evaluate.clusters(_At(cm.Crosswalk(ids)), data_set.truth)
    return Found(found.true_pairs, found.found_pairs, found.correct_pairs)


@frozen
class _At:
    """Hold clusters as `evaluate.clusters` takes them."""

    crosswalk: cm.Crosswalk


def _links(result: Any, left: set[Hashable]) -> list[tuple[Hashable, Hashable]]:
    """Return the pairs of keys that a result links, the left table's first."""
    if hasattr(cm, "link"):
        frame = result.links_frame()
        found = [(_key(a), _key(b)) for a, b in zip(frame["left"], frame["right"], strict=True)]
        return [(a, b) if a in left else (b, a) for a, b in found]
    # One table: what lies in one cluster and on two sides.
    pairs: list[tuple[Hashable, Hashable]] = []
    for cluster in result.clusters:
        keys = [record.key for record in cluster.members]
        pairs += [(a, b) for a in keys if a in left for b in keys if b not in left]
    return pairs


def _key(record: str) -> str:
    return record.partition(":")[2] or record


def judge_links(data_set: DataSet, links: Iterable[tuple[Hashable, Hashable]]) -> Found:
    """Count links of two tables, each given as its keys on the left and on the right."""
    assert data_set.sides is not None
    counts: list[dict[Hashable, int]] = [{}, {}]
    for count, side in zip(counts, data_set.sides, strict=True):
        for key in side[data_set.key]:
            entity = data_set.truth[key]
            count[entity] = count.get(entity, 0) + 1
    true = sum(n * counts[1].get(entity, 0) for entity, n in counts[0].items())
    pairs = set(links)
    correct = sum(data_set.truth[a] == data_set.truth[b] for a, b in pairs)
    return Found(true, len(pairs), correct)


# --- other thresholds ---


def fitted(data_set: DataSet) -> list[tuple[cm.Linker, Any]]:
    """Return a fitted Linker and its records: one, or one for each type of record."""
    if data_set.kinds is not None:
        linker = cm.Linker(kinds=data_set.kinds, context=data_set.context)
        return [(linker.fit(data_set.frame, key=data_set.key), data_set.frame)]
    by_type: dict[type, list[Any]] = {}
    for record in data_set.frame:
        by_type.setdefault(type(record.data), []).append(record)
    return [
        (cm.Linker(record=record_type, context=data_set.context).fit(records), records)
        for record_type, records in by_type.items()
    ]


def at(
    data_set: DataSet, models: Sequence[tuple[cm.Linker, Any]], match: float, possible: float
) -> list[Any]:
    """Return what the fitted models find at other thresholds."""
    results = []
    for linker, records in models:
        other = attrs.evolve(linker, thresholds=cm.Thresholds(match=match, possible=possible))
        if data_set.sides is not None and hasattr(other, "link"):
            results.append(other.link(*data_set.sides, key=data_set.key, one_to_one=True))
        else:
            results.append(other.resolve(records, key=data_set.key))
    return results


def best(
    data_set: DataSet,
    models: Sequence[tuple[cm.Linker, Any]],
    f1: float,
    threshold: float | None,
) -> tuple[float, float | None]:
    """Return the best F1 in hindsight and its threshold, given those of the default."""
    found = (f1, threshold)
    thresholds = FEW_THRESHOLDS if len(data_set.frame) > LARGE else THRESHOLDS
    for match in thresholds:
        f1 = judge(data_set, at(data_set, models, match, min(0.5, match))).f1
        if f1 > found[0]:
            found = (f1, match)
    return found


def calibrated(data_set: DataSet, models: Sequence[tuple[cm.Linker, Any]]) -> dict[str, object]:
    """Return by tenths how many scored pairs there are, what they state and what is true."""
    lowest = 0.01 if len(data_set.frame) > LARGE else 0.0
    stated: list[float] = []
    true: list[bool] = []
    # Nothing is merged below certainty, so no pair is settled by others before it is seen.
    for result in at(data_set, models, 1.0, lowest):
        for link in (*result.links, *result.review):
            stated.append(link.probability)
            true.append(_entity(data_set, link.left) == _entity(data_set, link.right))
    probability, truth = np.array(stated), np.array(true, dtype=bool)
    tenth = np.minimum((probability * 10).astype(np.int64), 9)
    tenths = []
    for i in range(10):
        within = tenth == i
        if within.any():
            tenths.append(
                {
                    "from": i / 10,
                    "pairs": int(within.sum()),
                    "stated": round(float(probability[within].mean()), 4),
                    "true": round(float(truth[within].mean()), 4),
                }
            )
    return {"lowest": lowest, "tenths": tenths}


def _entity(data_set: DataSet, record: cm.RecordId) -> Hashable:
    truth = data_set.truth
    return truth[record.key] if record.key in truth else truth[str(record)]


def main() -> None:
    """Print one JSON line a data set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the data sets")
    parser.add_argument("--unique", action="store_true", help="one record an entity")
    parser.add_argument("--calibration", action="store_true", help="stated against true shares")
    parser.add_argument("--peers", action="store_true", help="other libraries on the same sets")
    parser.add_argument("data_sets", nargs="*", metavar="data_set", help=", ".join(DATA_SETS))
    arguments = parser.parse_args()
    names = arguments.data_sets or DEFAULT
    unknown = [name for name in names if name not in DATA_SETS]
    if unknown:
        parser.error(f"no data set {unknown[0]!r}; there are {', '.join(DATA_SETS)}")
    for name in names:
        data_set = DATA_SETS[name](arguments.data)
        if arguments.unique:
            line = measure_unique(data_set)
        else:
            line = measure(data_set, calibration=arguments.calibration)
        print(json.dumps(line), flush=True)
        if arguments.peers:
            for tool in peers.TOOLS:
                print(json.dumps(peers.run(tool, name, arguments.data)), flush=True)


if __name__ == "__main__":
    main()
