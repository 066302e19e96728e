"""What was merged, and why."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from custmdm.charts._report._came_in import by_type
from custmdm.charts._report._customers import Customer, largest, sizes, weakest
from custmdm.charts._report._html import Html, Number, Piece, bar, percent, table, value_of
from custmdm.charts._report._links import COUNTED, carries, links_of
from custmdm.charts._report._page import Section, heading, key, note, paragraph
from custmdm.charts._report._pairs import pair
from custmdm.charts._report._pictures import drawing
from custmdm.charts._score_distribution import score_distribution
from custmdm.charts._words import count
from custmdm.linker import Resolution
from custmdm.linker._clustered import probabilities

# Of all links: which are shown, from the weakest to the strongest.
_EXAMPLES = (0.02, 0.25, 0.5, 0.75, 1.0)


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
    yield note(f"Of many links, {COUNTED:,} of each type of records are looked at, evenly spaced.")
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
