"""The customers of a result: how large they are, and how sure."""

from typing import Any

import numpy as np
from attrs import frozen

from custmdm.charts._report._came_in import type_of
from custmdm.cluster import weakest_pairs
from custmdm.linker import Resolution
from custmdm.linker._clustered import probabilities
from custmdm.tables import sources_of

# Customers by their number of records: the last size of each line.
_SIZES = (1, 2, 3, 4, 5, 10, 20, 50)
_SHOWN = 10


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
    of_parts = [part.clusters.sizes for part in result.tables]
    found = np.concatenate([np.zeros(0, dtype=np.int64), *of_parts])
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
