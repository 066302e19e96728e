"""Measure precision, recall and F1 with kinds only: no labels, no configuration.

    python -m benchmarks.accuracy --data ../shared/data fake_1000 febrl3 csv_example

prints one JSON line a data set. F1 is pairwise over records in one cluster, every true pair
counted. ``best_f1`` is the F1 of the best threshold in hindsight, among 201.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
from attrs import frozen

import custmdm as cm
from benchmarks.data import DATA_SETS, DataSet


def measure(data_set: DataSet) -> dict[str, object]:
    """Return the figures of one data set."""
    start = time.perf_counter()
    result = cm.resolve(
        data_set.frame, key=data_set.key, kinds=data_set.kinds, context=data_set.context
    )
    found = cm.evaluate.clusters(result, data_set.truth)
    seconds = time.perf_counter() - start
    return {
        "dataset": data_set.name,
        "records": result.n_records,
        "pairs": result.n_pairs,
        "seconds": round(seconds, 2),
        "precision": round(found.precision, 4),
        "recall": round(found.recall, 4),
        "f1": round(found.f1, 4),
        "best_f1": round(best_f1(data_set), 4),
    }


def best_f1(data_set: DataSet) -> float:
    """Return the F1 of the best match threshold in hindsight."""
    everything = cm.Thresholds(match=0.0, possible=0.0)
    linker = cm.Linker(kinds=data_set.kinds, context=data_set.context, thresholds=everything)
    result = linker.fit(data_set.frame, key=data_set.key).resolve(data_set.frame, key=data_set.key)
    records = list(result.crosswalk.ids)
    row = {record: i for i, record in enumerate(records)}
    left = np.array([row[link.left] for link in result.links], dtype=np.int64)
    right = np.array([row[link.right] for link in result.links], dtype=np.int64)
    weight = np.array([link.weight for link in result.links])
    best = 0.0
    # Evenly spaced in weight: probabilities crowd together at 1.
    for cut in np.linspace(-10, 40, 201):
        kept = weight >= cut
        labels = cm.cluster.connected_components(len(records), left[kept], right[kept])
        ids = dict(zip(records, map(str, labels.tolist()), strict=True))
        best = max(best, cm.evaluate.clusters(_At(cm.Crosswalk(ids)), data_set.truth).f1)
    return best


@frozen
class _At:
    """Hold the clusters at one threshold, as `evaluate.clusters` takes them."""

    crosswalk: cm.Crosswalk


def main() -> None:
    """Print one JSON line a data set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder of the data sets")
    parser.add_argument("data_sets", nargs="+", choices=sorted(DATA_SETS))
    arguments = parser.parse_args()
    for name in arguments.data_sets:
        print(json.dumps(measure(DATA_SETS[name](arguments.data))), flush=True)


if __name__ == "__main__":
    main()
