"""Which customers two results of the same records have otherwise."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from custmdm.charts._altair import BLUE, INK, ORANGE, altair, nothing
from custmdm.charts._picture import Picture, Table
from custmdm.charts._rows import data_of, numbers, only
from custmdm.charts._tips import tips
from custmdm.charts._words import count
from custmdm.evaluate import compare
from custmdm.evaluate._results import HasCrosswalk, codes, rows_of
from custmdm.model import RecordId

_TITLE = "What changed for the customers"
_CHANGES = ("unchanged", "joined", "split", "rearranged")
_WIDTH = 420
# A customer of more records is not spelled out.
_SPELLED = 6

Int64 = npt.NDArray[np.int64]


def compare_runs(
    one: HasCrosswalk,
    other: HasCrosswalk,
    *,
    names: tuple[str, str] = ("the one", "the other"),
    examples: int = 5,
) -> Picture:
    """Draw how many customers two results of the same records join, split or rearrange.

    Joined: several customers of the one are a customer of the other. Split: the other way round.
    Rearranged: several of the one are several others. Examples name records by id only.

    >>> from types import SimpleNamespace
    >>> from custmdm.model import Crosswalk
    >>> ids = [RecordId("crm", i) for i in range(4)]
    >>> one, other = (
    ...     SimpleNamespace(crosswalk=Crosswalk(dict(zip(ids, g, strict=True))))
    ...     for g in ("wwxy", "wwzz")
    ... )
    >>> picture = compare_runs(one, other)
    >>> dict(zip(picture.table["change"], picture.table["customers_one"].tolist(), strict=True))
    {'unchanged': 1, 'joined': 2, 'split': 0, 'rearranged': 0}
    >>> picture.table["examples"][1]
    ['crm:2 | crm:3 → crm:2, crm:3']

    Args:
        one: the one result.
        other: another of the same records.
        names: what to call the two.
        examples: how many examples there are of each change, the largest first.

    Raises:
        ConfigurationError: if the results are not of the same records.
        MissingExtraError: if the extra "charts" is not installed.
    """
    altair()
    pairs = compare(one, other, limit=0)
    table, found = _table(one, other, examples)
    same = int(numbers(table, "customers_one")[_CHANGES.index("unchanged")])
    lines = [
        f"The same in both: {count(same, 'customer')}.",
        f"Pairs of records that are one customer: {pairs.n_in_both:,} in both, "
        f"{pairs.n_only_in_a:,} only in {names[0]}, {pairs.n_only_in_b:,} only in {names[1]}.",
    ]
    changed = only(table, np.array(table["change"]) != "unchanged")
    some = numbers(changed, "records").any()
    chart = _drawn(changed, names, found) if some else nothing("no customer changed", width=_WIDTH)
    title = altair().Title(_TITLE, subtitle=lines)
    return Picture(_TITLE, table, chart.properties(title=title))


def _table(one: HasCrosswalk, other: HasCrosswalk, examples: int) -> tuple[Table, list[str]]:
    """Return one row a change, and the examples as lines."""
    records, a = rows_of(one)
    b = codes(other.crosswalk.ids[record] for record in records)
    group, n_a, n_b = _groups(a, b)
    # Of each group of customers that share records: one and one, many and one, one and many, many.
    kind = np.where(n_a == 1, np.where(n_b == 1, 0, 2), np.where(n_b == 1, 1, 3))
    sizes = np.bincount(group, minlength=len(n_a))
    found = []
    for k in range(len(_CHANGES)):
        largest = np.flatnonzero(kind == k) if k else np.zeros(0, dtype=np.int64)
        largest = largest[np.argsort(-sizes[largest], kind="stable")][:examples]
        found.append([_told(np.flatnonzero(group == g), records, a, b) for g in largest])
    of_kind = [kind == k for k in range(len(_CHANGES))]
    table: Table = {
        "change": list(_CHANGES),
        "customers_one": np.array([int(n_a[of].sum()) for of in of_kind], dtype=np.int64),
        "customers_other": np.array([int(n_b[of].sum()) for of in of_kind], dtype=np.int64),
        "records": np.array([int(sizes[of].sum()) for of in of_kind], dtype=np.int64),
        "examples": found,
    }
    lines = [f"{change}: {e}" for change, each in zip(_CHANGES, found, strict=True) for e in each]
    return table, lines


def _groups(a: Int64, b: Int64) -> tuple[Int64, Int64, Int64]:
    """Return the group of each record, and how many customers of each result each group has.

    Customers are of one group where they have a record in common, or others connect them.
    """
    size_a, size_b = int(a.max(initial=-1)) + 1, int(b.max(initial=-1)) + 1
    n = size_a + size_b
    edges = coo_array((np.ones(len(a), dtype=np.int8), (a, b + size_a)), shape=(n, n))
    n_groups, label = connected_components(edges, directed=False)
    counts = [np.bincount(of, minlength=n_groups) for of in (label[:size_a], label[size_a:])]
    return label[a].astype(np.int64), counts[0], counts[1]


def _told(rows: Int64, records: Sequence[RecordId], a: Int64, b: Int64) -> str:
    """Return the records of a group by the customers that they were, and that they are."""
    if len(rows) > _SPELLED:
        parts = [count(len(np.unique(of[rows])), "customer") for of in (a, b)]
        return f"{parts[0]} → {parts[1]}, {count(len(rows), 'record')} with {records[rows[0]]}"
    sides = []
    for of in (a[rows], b[rows]):
        each = [[str(records[row]) for row in rows[of == c]] for c in dict.fromkeys(of.tolist())]
        sides.append(" | ".join(", ".join(members) for members in each))
    return " → ".join(sides)


def _drawn(table: Table, names: tuple[str, str], lines: list[str]) -> Any:
    """Return the customers of each change before and after, and examples below."""
    alt = altair()
    counts = (table["customers_one"], table["customers_other"])
    bars: Table = {
        "change": [*table["change"], *table["change"]],
        "run": [name for name in names for _ in table["change"]],
        "customers": np.concatenate([np.asarray(of) for of in counts]),
        "records": np.concatenate([np.asarray(table["records"])] * 2),
    }
    # Customers are whole: no more marks than there are numbers.
    ticks = alt.Axis(format=",d", tickCount=int(min(5, numbers(bars, "customers").max())))
    base = alt.Chart(data_of(bars), width=_WIDTH, height=alt.Step(18)).encode(
        y=alt.Y("change:N", title=None, sort=list(_CHANGES), axis=alt.Axis(ticks=False)),
        yOffset=alt.YOffset("run:N", sort=list(names)),
        x=alt.X("customers:Q", title="customers", axis=ticks),
        tooltip=tips("change", "run", customers=",d", records=",d"),
    )
    colors = alt.Scale(domain=list(names), range=[BLUE, ORANGE])
    marks = base.mark_bar().encode(color=alt.Color("run:N", scale=colors, legend=None))
    said = base.mark_text(align="left", dx=4, color=INK).encode(text=alt.Text("text:N"))
    said = said.transform_calculate(text="format(datum.customers, ',d') + '  ' + datum.run")
    texts: Table = {"row": np.arange(len(lines)), "text": lines}
    words = (
        alt.Chart(data_of(texts), width=_WIDTH, height=alt.Step(16))
        .mark_text(align="left", color=INK)
        .encode(x=alt.value(0), y=alt.Y("row:O", axis=None), text="text:N")
    )
    parts = [alt.layer(marks, said), *([words] if lines else [])]
    return alt.vconcat(*parts, spacing=14)
