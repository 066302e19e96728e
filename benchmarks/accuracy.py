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
    linker = cm.Linker(kinds=data_set.kinds, context=data_set.context)
    linker = linker.fit(data_set.frame, key=data_set.key)
    # Evenly spaced in weight: probabilities crowd together at 1.
    weights = np.linspace(-10, 30, 81)
    scores = []
    for weight in weights:
        match = cm.MatchScore.probability_of(float(weight))
        thresholds = cm.Thresholds(match=match, possible=min(match, 0.5))
        tried = cm.Linker(
            kinds=data_set.kinds,
            context=data_set.context,
            thresholds=thresholds,
            model=linker.model,
        )
        result = tried.resolve(data_set.frame, key=data_set.key)
        scores.append(cm.evaluate.clusters(result, data_set.truth).f1)
    return max(scores)


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
