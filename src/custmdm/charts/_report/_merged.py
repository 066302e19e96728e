"""What was merged, and why."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm.charts._report._came_in import by_type, type_of
from custmdm.charts._report._html import Html, Number, Piece, bar, percent, table, value_of
from custmdm.charts._report._page import Section, heading, key, note, paragraph
from custmdm.charts._report._pairs import pair
from custmdm.charts._report._pictures import drawing
from custmdm.charts._score_distribution import score_distribution
from custmdm.charts._words import count
from custmdm.cluster import weakest_pairs
from custmdm.linker import Resolution, ResolvedTable
from custmdm.linker._clustered import probabilities
from custmdm.model import MatchScore
from custmdm.tables import sources_of

Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# Customers by their number of records: the last size of each line.
_SIZES = (1, 2, 3, 4, 5, 10, 20, 50)
_SHOWN = 10
# What links rest on is counted on so many of them at most, evenly spaced.
_LINKS = 2_000
# A comparison speaks for or against from so many bits on.
_SAYS = 0.1
# Of all links: which are shown, from the weakest to the strongest.
_EXAMPLES = (0.02, 0.25, 0.5, 0.75, 1.0)


@frozen
class Size:
    """Say how many customers have so many records.

    Attributes:
        low: the least number of records.
        high: the largest; None for any.
        customers: how many customers.
        records: how many records these have.
    """

    low: int
    high: int | None
    customers: int
    records: int

    @property
    def label(self) -> str:
        """Return the numbers of records in words."""
        if self.high is None:
            return f"{self.low:,} or more"
        return f"{self.low:,}" if self.low == self.high else f"{self.low:,} to {self.high:,}"


def sizes(result: Resolution[Any]) -> list[Size]:
    """Return how many customers have how many records."""
    found = _together([part.clusters.sizes for part in result.tables])
    lows, highs = [1, *(high + 1 for high in _SIZES)], [*_SIZES, None]
    made = []
    for low, high in zip(lows, highs, strict=True):
        of_size = found[(found >= low) & (found <= (high or found.max(initial=0)))]
        if len(of_size):
            made.append(Size(low, high, len(of_size), int(of_size.sum())))
    return made


@frozen
class Customer:
    """Say of one customer of several records how sure it is.

    Attributes:
        golden_id: its id.
        type: what the records are called.
        records: how many records.
        sources: the sources that they come from.
        weakest: the match probability of the weakest pair inside it; 0.0 where some pair is not
            possible at all, and others hold it together.
    """

    golden_id: str
    type: str
    records: int
    sources: tuple[str, ...]
    weakest: float


def largest(result: Resolution[Any], n: int = _SHOWN) -> list[Customer]:
    """Return the customers of the most records, of several records each."""
    return _customers(result, n, lambda size, weakest: np.lexsort((weakest, -size)))


def weakest(result: Resolution[Any], n: int = _SHOWN) -> list[Customer]:
    """Return the customers whose weakest pair is the weakest, of several records each."""
    return _customers(result, n, lambda size, weakest: np.lexsort((-size, weakest)))


def _customers(result: Resolution[Any], n: int, order: Any) -> list[Customer]:
    found = []
    for part in result.tables:
        size = part.clusters.sizes
        weights = weakest_pairs(part.labels, part.left, part.right, part.weight, part.sides)
        least = np.where(np.isneginf(weights), 0.0, probabilities(weights))
        several = np.flatnonzero(size > 1)
        names, source_of = sources_of(part.table.ids)
        for label in several[order(size[several], least[several])][:n].tolist():
            of = np.unique(source_of[np.array(part.clusters[label], dtype=np.int64)])
            found.append(
                Customer(
                    part.golden_id(label), type_of(part), int(size[label]),
                    tuple(names[i] for i in of.tolist()), float(least[label]),
                )
            )  # fmt: skip
    at = order(np.array([c.records for c in found]), np.array([c.weakest for c in found]))
    return [found[i] for i in at.tolist()][:n]


@frozen
class Carries:
    """Say how one comparison carries the links.

    Attributes:
        type: what the records are called.
        comparison: its name.
        links: how many links it was counted on.
        supports: the share of them that it speaks for.
        opposes: the share that it speaks against.
        bits: what it adds to a link, on average.
    """

    type: str
    comparison: str
    links: int
    supports: float
    opposes: float
    bits: float


def carries(result: Resolution[Any]) -> list[Carries]:
    """Return what the links rest on, what adds most first within a type."""
    return [one for part in result.tables for one in _carried(part)]


def _carried(part: ResolvedTable) -> list[Carries]:
    matching = part.matching
    at = links_of(part)
    at = at[np.unique(np.linspace(0, len(at) - 1, min(len(at), _LINKS)).astype(np.int64))]
    if not len(at):
        return []
    scores = (
        matching.score_rows(part.table, left, right)
        for left, right in zip(part.left[at].tolist(), part.right[at].tolist(), strict=True)
    )
    added = np.array([[told.weight for told in score.contributions] for score in scores])
    found = [
        Carries(
            type_of(part), comparison.on, len(at), float((bits >= _SAYS).mean()),
            float((bits <= -_SAYS).mean()), float(bits.mean()),
        )
        for comparison, bits in zip(matching.comparisons, added.T, strict=True)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.bits, one.comparison))


def links_of(part: ResolvedTable) -> Int64:
    """Return the places of the pairs that match and are one customer."""
    cut = MatchScore.weight_of(part.matching.thresholds.match)
    return np.flatnonzero(
        (part.labels[part.left] == part.labels[part.right]) & (part.weight >= cut)
    )


def merged(result: Resolution[Any], *, masked: bool) -> Section:
    """Return the section."""
    of_size = sizes(result)
    customers = sum(one.customers for one in of_size)
    several = sum(one.customers for one in of_size if one.low > 1)
    in_several = sum(one.records for one in of_size if one.low > 1)
    most = max((one.customers for one in of_size), default=1)
    rows = (
        (Number(one.label), one.customers, bar([("valid", one.customers / most)], ""), one.records)
        for one in of_size
    )
    return Section(
        "merged",
        "What was merged, and why",
        (
            paragraph(
                f"The records are {count(customers, 'customer')}. {several:,} of them have more "
                f"than one record, {in_several:,} records together; every other customer has one."
            ),
            table(("Records", "Customers", "", "Records in all"), rows, none="No customers."),
            *_weights(result),
            *(_merges(result, masked=masked) if several else ()),
        ),
    )


def _weights(result: Resolution[Any]) -> Iterator[Html]:
    if any(len(part.weight) for part in result.tables):
        yield heading("How sure the pairs are")
        yield drawing(score_distribution(result), "How many pairs have which match weight.")


def _merges(result: Resolution[Any], *, masked: bool) -> Iterator[Html]:
    yield heading("What the merges rest on")
    yield paragraph(
        "How each comparison bears on the links: for how many of them it speaks, and how many bits "
        "it adds on average. One bit doubles the odds of a match."
    )
    yield key(("for", "speaks for it"), ("against", "against it"), ("silent", "says nothing"))
    yield _carries_table(result)
    yield note(f"Of many links, {_LINKS:,} of each type of records are looked at, evenly spaced.")
    yield heading("The largest customers")
    yield _customers_table(result, largest(result))
    yield heading("The weakest merges")
    yield paragraph(
        "The least likely pair of records inside a customer. Where merges turn out wrong, they are "
        "mostly of these; 0 % says that two of its records would not be taken for one customer by "
        "themselves, and others hold them together."
    )
    yield _customers_table(result, weakest(result))
    yield from _examples(result, masked=masked)


def _carries_table(result: Resolution[Any]) -> Html:
    rows: list[Sequence[Piece]] = []
    for one in carries(result):
        silent = 1.0 - one.supports - one.opposes
        shares = [("for", one.supports), ("silent", silent), ("against", one.opposes)]
        told = f"{percent(one.supports)} for, {percent(one.opposes)} against"
        rows.append(
            (value_of(one.type), value_of(one.comparison), bar(shares, told), percent(one.supports),
             percent(one.opposes), Number(f"{one.bits:+.1f}"))
        )  # fmt: skip
    heads = ("Records of", "Comparison", "", "For", "Against", "Bits on average")
    return by_type(result, heads, rows)


def _customers_table(result: Resolution[Any], found: Sequence[Customer]) -> Html:
    heads = ("Of", "Customer", "Records", "Sources", "Weakest pair")
    rows = (
        (value_of(one.type), value_of(one.golden_id), one.records,
         value_of(", ".join(one.sources)), percent(one.weakest))
        for one in found
    )  # fmt: skip
    return by_type(result, heads, rows)


def _examples(result: Resolution[Any], *, masked: bool) -> Iterator[Html]:
    """Yield links from the weakest to the strongest, of each type of records."""
    yield heading("Examples of merges")
    yield note("From the weakest links to the strongest; open one to see the records and the why.")
    for part in result.tables:
        at = links_of(part)
        order = at[np.lexsort((part.right[at], part.left[at], part.weight[at]))]
        places = [int(share * (len(order) - 1)) for share in _EXAMPLES] if len(order) else []
        for place in dict.fromkeys(places):
            i = order[place]
            probability = probabilities(part.weight[i : i + 1])[0]
            told = f": {percent(float(probability))} likely"
            yield pair(part, int(part.left[i]), int(part.right[i]), masked=masked, summary=told)


def _together(arrays: Sequence[Int64]) -> Int64:
    return np.concatenate([np.zeros(0, dtype=np.int64), *arrays])
