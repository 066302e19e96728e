"""What needs a human: pairs in doubt, and what is to be settled first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from attrs import frozen

from custmdm.charts._report._html import Html, Number, bar, percent, table, value_of
from custmdm.charts._report._page import Section, heading, note, paragraph, warning
from custmdm.charts._report._pairs import pair
from custmdm.charts._words import count
from custmdm.linker import Resolution
from custmdm.linker._clustered import probabilities
from custmdm.steward import ReviewItem, queue
from custmdm.steward._evidence import place

_EDGES = (0.0, 0.5, 0.8, 0.9, 0.95, 0.99, 1.0)
_SHOWN = 10
_KINDS = {
    "possible_match": "Two customers may be one.",
    "held_back": "A merge waits for a look.",
    "ambiguous_cluster": "A customer fits several others about equally well.",
    "bridge": "One link alone holds a customer together.",
    "identifier_conflict": "Numbers of identity differ where all else says one customer.",
    "stale_decision": "Somebody decided on records that say something else now.",
}


@frozen
class BandOfReview:
    """Say how many pairs to review have a match probability in a band.

    Attributes:
        low: the least probability.
        high: the one from which the next band begins.
        pairs: how many pairs.
    """

    low: float
    high: float
    pairs: int


def bands(result: Resolution[Any]) -> list[BandOfReview]:
    """Return the pairs to review by their match probability."""
    found = np.zeros(len(_EDGES) - 1, dtype=np.int64)
    for part in result.tables:
        apart = part.labels[part.left] != part.labels[part.right]
        probability = probabilities(part.weight[apart])
        band = np.searchsorted(_EDGES[1:-1], probability, side="right")
        found += np.bincount(band, minlength=len(found))
    counts = zip(_EDGES, _EDGES[1:], found.tolist(), strict=False)
    return [BandOfReview(low, high, n) for low, high, n in counts if n]


def needs_a_human(result: Resolution[Any], *, masked: bool) -> Section:
    """Return the section."""
    found, items = bands(result), queue(result)
    total = sum(one.pairs for one in found)
    most = max((one.pairs for one in found), default=1)
    rows = (
        (Number(f"{one.low:.0%} to {one.high:.0%}".replace("%", " %")), one.pairs,
         bar([("valid", one.pairs / most)], f"{one.pairs:,} pairs"))
        for one in found
    )  # fmt: skip
    return Section(
        "needs-a-human",
        "What needs a human",
        (
            *warnings_of(result),
            paragraph(
                f"{count(total, 'pair')} of records may be one customer and stayed apart: only a "
                "person can settle that."
                if total
                else "No two records that stayed apart may be one customer."
            ),
            table(("Match probability", "Pairs", ""), rows) if total else Html(""),
            *(_questions(result, items, masked=masked) if items else ()),
        ),
    )


def warnings_of(result: Resolution[Any]) -> Iterator[Html]:
    """Yield what is to be known of the result before it is used."""
    for issue in result.run_issues:
        yield warning(value_of(issue.text()))


def _questions(
    result: Resolution[Any], items: Sequence[ReviewItem], *, masked: bool
) -> Iterator[Html]:
    yield heading("Questions to settle")
    yield paragraph(
        "Each asks about customers, not single pairs: one answer settles all pairs of the two. "
        "Customers that hang on one link are asked about too."
    )
    kinds = Counter(one.kind for one in items)
    rows = ((n, _KINDS[kind]) for kind, n in kinds.most_common())
    yield table(("Questions", "What is asked"), rows)
    yield heading("To be settled first")
    yield note("What matters most comes first: how open it is, times how many records hang on it.")
    for item in items[:_SHOWN]:
        left, right = (place(result, record) for record in item.pair)
        assert left is not None
        assert right is not None
        likely = "" if item.probability is None else f" {percent(item.probability)} likely."
        moved = f" It is about {count(item.impact, 'record')}."
        told = f": {_KINDS[item.kind]}{likely}{moved}"
        yield pair(left[0], left[1], right[1], masked=masked, summary=told)
