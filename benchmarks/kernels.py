"""Time the comparators on many pairs, beside RapidFuzz on the same pairs.

    python -m benchmarks.kernels
    python -m benchmarks.kernels date email --pairs 4000000

prints one JSON line a kernel: nanoseconds a pair through the public API, those that RapidFuzz's own
`cpdist` takes for the nearest measure on the same pairs of strings, and their ratio: above 1 the
comparator is the faster one, though it does more. The values are those of synthetic customers, as
they are written; the pairs are of customers whose names are near in the alphabet, as most of those
that a linkage compares. What is done once a column is not counted, nor is putting the strings of
the pairs into arrays for `cpdist`.
"""

import argparse
import json
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from attrs import frozen
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler

import custmdm as cm
from benchmarks.synthetic import customers
from custmdm import compare
from custmdm.columns import Column, Term, encode
from custmdm.compare import Comparison

Rows = npt.NDArray[np.int64]

# Pairs compared at once, as a Linker does.
CHUNK = 65_536
# Two customers of a pair are at most so many apart in the order of names.
NEAR = 20
FEW = (1.0, 0.9, 0.8)


@frozen
class Kernel:
    """Hold a comparison and what RapidFuzz offers that is nearest to it.

    Attributes:
        comparison: of the column, or columns, that it is on.
        scorer: the function for `cpdist`.
        cutoff: how far it has to tell distances apart.
    """

    comparison: Comparison
    scorer: Any
    cutoff: float | None


def _kernel(
    on: str,
    comparator: Any,
    scorer: Any,
    levels: Sequence[float] | None = FEW,
    cutoff: float | None = None,
) -> Kernel:
    made = None if levels is None else tuple(levels)
    return Kernel(Comparison(on, comparator, levels=made), scorer, cutoff)


KERNELS = {
    "exact": _kernel("surname", compare.exact, OSA.distance, None, 0),
    "date": _kernel("birth_date", compare.DateSimilarity(), OSA.distance, cutoff=3),
    "postcode": _kernel("postcode", compare.CodeSimilarity(), OSA.distance, cutoff=2),
    "phone": _kernel("phone", compare.CodeSimilarity(), OSA.distance, cutoff=2),
    "email": _kernel("email", compare.EmailSimilarity(), OSA.distance, cutoff=6),
    "number": _kernel("postcode", compare.NumberSimilarity(), OSA.distance),
    "edits": _kernel("email", compare.EditSimilarity(), OSA.normalized_similarity),
    "jaro_winkler": _kernel("surname", compare.JaroWinkler(), JaroWinkler.similarity),
    "words": _kernel("email", compare.TokenSimilarity(), fuzz.token_set_ratio, None),
    "name_part": _kernel("surname", compare.NamePartSimilarity(), JaroWinkler.similarity, None),
    "person_name": _kernel("name", compare.PersonNameSimilarity(), JaroWinkler.similarity, None),
}


def measure(name: str, frame: pd.DataFrame, left: Rows, right: Rows) -> dict[str, object]:
    """Return the line of a kernel on pairs of rows where both have a value."""
    kernel = KERNELS[name]
    column, texts = _column(kernel.comparison.on, frame)
    both = (column.codes[left] >= 0) & (column.codes[right] >= 0)
    left, right = left[both], right[both]
    ready = kernel.comparison.column(column, kernel.comparison.frequencies(column))
    started = time.perf_counter()
    for start in range(0, len(left), CHUNK):
        ready.compare(left[start : start + CHUNK], right[start : start + CHUNK])
    ours = time.perf_counter() - started
    theirs = 0.0
    for start in range(0, len(left), CHUNK):
        one, other = (texts[column.codes[rows[start : start + CHUNK]]] for rows in (left, right))
        started = time.perf_counter()
        process.cpdist(one, other, scorer=kernel.scorer, score_cutoff=kernel.cutoff)
        theirs += time.perf_counter() - started
    pairs = max(len(left), 1)
    return {
        "kernel": name,
        "pairs": len(left),
        "nanoseconds": round(1e9 * ours / pairs, 1),
        "cpdist_nanoseconds": round(1e9 * theirs / pairs, 1),
        "ratio": round(theirs / ours, 2) if ours else None,
    }


def _column(on: str, frame: pd.DataFrame) -> tuple[Column[Term], npt.NDArray[np.object_]]:
    """Return the terms of a column, and the distinct values as strings."""
    if on != "name":
        values = frame[on].astype(object).where(frame[on].notna(), None)
        column = encode(None if v is None else Term(v, v) for v in values)
        return column, np.array([term.value for term in column.values], dtype=np.object_)
    given, family = (frame[c].fillna("").astype(str) for c in ("given_name", "surname"))
    names = [cm.PersonName(given=g, family=f) if g and f else None
             for g, f in zip(given, family, strict=True)]  # fmt: skip
    column = encode(None if n is None else Term((n.given, n.family), n) for n in names)
    texts = [f"{term.value.given} {term.value.family}" for term in column.values]
    return column, np.array(texts, dtype=np.object_)


def near_pairs(frame: pd.DataFrame, n: int, seed: int) -> tuple[Rows, Rows]:
    """Return pairs of rows whose names are near in the alphabet."""
    rng = np.random.default_rng(seed)
    order = np.lexsort((frame["given_name"].fillna(""), frame["surname"].fillna("")))
    first = np.sort(rng.integers(0, len(order) - NEAR, size=n))
    return order[first], order[first + rng.integers(1, NEAR + 1, size=n)]


def main() -> None:
    """Read the command line, and print a line a kernel."""
    description, _, rest = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(
        description=description, epilog=rest, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kernels", nargs="*", help=f"some of {', '.join(KERNELS)}; none is all")
    parser.add_argument("--pairs", type=int, default=1_000_000)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    unknown = [name for name in given.kernels if name not in KERNELS]
    if unknown:
        parser.error(f"no kernel {unknown[0]!r}; there are {', '.join(KERNELS)}")
    frame, _ = customers(given.records, seed=given.seed)
    left, right = near_pairs(frame, given.pairs, given.seed)
    for name in given.kernels or KERNELS:
        print(json.dumps(measure(name, frame, left, right)), flush=True)


if __name__ == "__main__":
    main()
