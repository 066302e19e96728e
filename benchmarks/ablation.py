"""Measure what each idea of the method is worth: the same data with one idea left out.

    python -m benchmarks.ablation --data ../shared/data fake_1000 febrl3 csv_example chinese_5k

prints a Markdown table: F1 at the default threshold, a row for each idea, a column for each data
set. The ideas are left out where the library makes its choices, so the rest works as it always
does.
"""

import argparse
import contextlib
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import attrs

import custmdm as cm
from benchmarks.accuracy import DATA, judge
from benchmarks.data import DATA_SETS, DataSet
from custmdm.linker import _linker, _resolve, _training
from custmdm.score import Related, _em

Change = Callable[[cm.Linker], cm.Linker]


def same(linker: cm.Linker) -> cm.Linker:
    """Return the Linker as it is."""
    return linker


def connected(linker: cm.Linker) -> cm.Linker:
    """Return the Linker with connected components for clusters."""
    return attrs.evolve(linker, clusterer=cm.cluster.connected_components)


def equal_values(linker: cm.Linker) -> cm.Linker:
    """Return the Linker with one blocking rule a field: the same value."""
    fields = dict.fromkeys(c.on for c in linker.used_comparisons)
    return attrs.evolve(linker, blocking=[cm.block.on(name) for name in fields])


def exact_only(linker: cm.Linker) -> cm.Linker:
    """Return the Linker with comparisons that know equal and different only."""
    comparisons = [cm.compare.Comparison(c.on, cm.compare.exact) for c in linker.used_comparisons]
    return attrs.evolve(linker, comparisons=comparisons)


def parts_of_names(linker: cm.Linker) -> cm.Linker:
    """Return the Linker with a comparison for each column of a name, where it has several."""
    found = []
    for comparison in linker.used_comparisons:
        (plan,) = (plan for plan in linker.fields if plan.name == comparison.on)
        if plan.kind.name != "person_name" or len(plan.paths) < 2 or linker.kinds is None:
            found.append(comparison)
            continue
        for path in plan.paths:
            kind = linker.kinds[path]
            found.append(cm.compare.Comparison(path, kind.comparator, kind.levels))
    return attrs.evolve(linker, comparisons=found)


# What is left out, how a Linker is changed, and what is replaced while it runs.
IDEAS: tuple[tuple[str, Change, Sequence[tuple[Any, str, Any]]], ...] = (
    ("nothing", same, ()),
    ("classes of non-matches by field: one for all", same,
     [(_em, "_owners", lambda width: [()]), (Related, "by_name_alone", None)]),
    ("the class of households and branches", same, [(_training, "related_of", lambda *_: None)]),
    ("a class of strangers who share a family name", same, [(Related, "by_name_alone", None)]),
    ("beliefs that give way and odds that are balanced", same,
     [(_linker, "balanced", lambda model, *_: model), (_em, "_FIRM_ROUNDS", 10_000)]),
    ("how rare a shared value is", same, [(_training, "RARITY_STEP", 1e-9)]),
    ("names as one comparison", parts_of_names, ()),
    ("anything between equal and different", exact_only, ()),
    ("average linkage: connected components", connected, ()),
    ("clusters by their best values", same,
     [(cm.Linker, "_names_persons", property(lambda _: False))]),
    ("best pairs by all keys: equal values of a field", equal_values, ()),
)  # fmt: skip


@contextlib.contextmanager
def left_out(change: Change, replaced: Sequence[tuple[Any, str, Any]]) -> Iterator[None]:
    """Let every run go without an idea."""
    made = _resolve.Linker

    def changed(**settings: Any) -> cm.Linker:
        return change(made(**settings))

    with contextlib.ExitStack() as stack:
        stack.enter_context(patch.object(_resolve, "Linker", changed))
        for where, name, other in replaced:
            stack.enter_context(patch.object(where, name, other))
        yield


def f1(data_set: DataSet) -> float:
    """Return the F1 of one call of the library."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", cm.UncertainResultWarning)
        if data_set.sides is not None:
            result = cm.link(
                *data_set.sides, key=data_set.key, kinds=data_set.kinds or {},
                context=data_set.context, one_to_one=True,
            )  # fmt: skip
        elif data_set.kinds is None:
            result = cm.resolve(data_set.frame)
        else:
            result = cm.resolve(
                data_set.frame, key=data_set.key, kinds=data_set.kinds, context=data_set.context
            )
    return judge(data_set, [result]).f1


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the data sets")
    parser.add_argument("data_sets", nargs="+", metavar="data_set", help=", ".join(DATA_SETS))
    arguments = parser.parse_args()
    sets = [DATA_SETS[name](arguments.data) for name in arguments.data_sets]
    print("| left out | " + " | ".join(s.name for s in sets) + " |")
    print("|---|" + "---|" * len(sets))
    for name, change, replaced in IDEAS:
        with left_out(change, replaced):
            found = [f1(data_set) for data_set in sets]
        print(f"| {name} | " + " | ".join(f"{value:.4f}" for value in found) + " |", flush=True)


if __name__ == "__main__":
    main()
