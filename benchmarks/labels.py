"""How much labels help: python -m benchmarks.labels --data FOLDER [data set ...]

One JSON line a data set and number of labels: precision, recall and F1 over all true pairs, at the
default threshold, after training with so many labels. The truth answers. The pairs asked about are
`uncertain_pairs` of the result before, in rounds; with --sampled also those of a sampling plan of
the result without labels. Pairs that were labelled count like all others, and labels decide
nothing by themselves.
"""

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import custmdm as cm
from benchmarks.accuracy import judge
from benchmarks.data import DATA_SETS, DataSet

DATA = Path(os.environ.get("CUSTMDM_DATA", "../shared/data"))
DEFAULT = ("febrl3", "csv_example")
LABELS = (0, 50, 100, 300)
ROUND = 50

Labels = dict[tuple[cm.RecordId, cm.RecordId], bool]


def asked(data_set: DataSet, counts: Sequence[int], per_round: int) -> Iterator[dict[str, object]]:
    """Yield a line for each number of labels, asked in rounds about uncertain pairs."""
    labels: Labels = {}
    result = resolved(data_set, labels)
    for count in sorted(counts):
        while len(labels) < count:
            n = min(per_round, count - len(labels))
            links = result.uncertain_pairs(n, exclude=labels)
            if not links:
                break
            labels |= answers(data_set, [(link.left, link.right) for link in links])
            result = resolved(data_set, labels)
        yield line(data_set, result, labels, "uncertain")


def sampled(data_set: DataSet, counts: Sequence[int], seed: int) -> Iterator[dict[str, object]]:
    """Yield a line for each number of labels, of pairs that a sampling plan draws."""
    first = resolved(data_set, {})
    for count in sorted(set(counts) - {0}):
        plan = cm.evaluate.sampling_plan(first, count, seed=seed)
        labels = answers(data_set, [(pair.left, pair.right) for pair in plan.pairs])
        yield line(data_set, resolved(data_set, labels), labels, "sampled")


def resolved(data_set: DataSet, labels: Labels) -> cm.Resolution[Any]:
    """Return the result of a Linker that was trained with labels."""
    linker = cm.Linker(kinds=data_set.kinds, context=data_set.context)
    fitted = linker.fit(data_set.frame, key=data_set.key, labels=labels)
    return fitted.resolve(data_set.frame, key=data_set.key)


def answers(data_set: DataSet, pairs: Sequence[tuple[cm.RecordId, cm.RecordId]]) -> Labels:
    """Return what the truth says of pairs."""
    truth = data_set.truth
    return {(left, right): truth[left.key] == truth[right.key] for left, right in pairs}


def line(
    data_set: DataSet, result: cm.Resolution[Any], labels: Labels, how: str
) -> dict[str, object]:
    """Return the figures of one result."""
    found = judge(data_set, [result])
    return {
        "dataset": data_set.name,
        "labels": len(labels),
        "same": sum(labels.values()),
        "chosen": how,
        "precision": round(found.precision, 4),
        "recall": round(found.recall, 4),
        "f1": round(found.f1, 4),
    }


def main() -> None:
    """Print the lines of each data set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    # Tables that are not to be linked to another one.
    tables = [name for name in DATA_SETS if name not in ("febrl4", "sample")]
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the data sets")
    parser.add_argument("--labels", type=int, nargs="+", default=LABELS, help="numbers of labels")
    parser.add_argument("--round", type=int, default=ROUND, help="pairs asked about at once")
    parser.add_argument("--sampled", action="store_true", help="labels of a sampling plan, too")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the sampling plan")
    parser.add_argument("data_sets", nargs="*", metavar="data_set", help=", ".join(tables))
    arguments = parser.parse_args()
    names = arguments.data_sets or DEFAULT
    unknown = [name for name in names if name not in tables]
    if unknown:
        parser.error(f"no data set {unknown[0]!r}; there are {', '.join(tables)}")
    for name in names:
        data_set = DATA_SETS[name](arguments.data)
        for found in asked(data_set, arguments.labels, arguments.round):
            print(json.dumps(found), flush=True)
        if arguments.sampled:
            for found in sampled(data_set, arguments.labels, arguments.seed):
                print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
