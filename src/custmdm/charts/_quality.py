"""How many values of each field are there and valid, by source."""

from typing import Any

import numpy as np

from custmdm.charts._altair import BLUE, PINK, RED, YELLOW, altair, nothing
from custmdm.charts._picture import Picture, Table
from custmdm.charts._rows import data_of, numbers, only
from custmdm.charts._tips import tips
from custmdm.charts._words import count
from custmdm.columns import PLACEHOLDER_CODE
from custmdm.linker import Resolution
from custmdm.model import Status
from custmdm.tables import Leaf, sources_of

_TITLE = "What the sources say, and how well"
# In this order they stand in a bar.
_COLORS = {
    Status.VALID: BLUE, Status.SUSPECT: YELLOW, Status.INVALID: RED, Status.PLACEHOLDER: PINK,
    Status.MISSING: "#DDDDDD",
}  # fmt: skip
STATUSES = tuple(_COLORS)
_NUMBER = {status: i for i, status in enumerate(STATUSES)}
_SOURCES_A_ROW = 3


def quality(result: Resolution[Any]) -> Picture:
    """Draw how many values are valid, suspect, invalid, placeholders or missing.

    By source and field. Where a record has many values of a field each counts; one that has none
    counts once, as missing. The number beside a bar is the share of valid values, rounded down:
    100 % are all of them.

    >>> import custmdm as cm
    >>> rows = [{"name": "Ann Lee", "phone": "+14155550101"}, {"name": "Lee, Ann", "phone": "n/a"}]
    >>> result = cm.resolve(rows, kinds={"name": "person_name", "phone": "phone"}, source="crm")
    >>> frame = cm.charts.quality(result).to_frame()
    >>> frame[frame["count"] > 0].values.tolist()
    [['crm', 'name', 'valid', 2, 1.0], ['crm', 'phone', 'valid', 1, 0.5],
     ['crm', 'phone', 'placeholder', 1, 0.5]]

    Args:
        result: what `resolve` returned. The table has every field; what no source says anything
            of is not drawn.

    Raises:
        MissingExtraError: if the extra "charts" is not installed.
    """
    altair()
    table = _table(result)
    fields, names = np.array(table["field"], dtype=object), np.array(table["status"], dtype=object)
    there = (names != str(Status.MISSING)) & (numbers(table, "count") > 0)
    said = set(fields[there])
    drawn = only(table, np.isin(fields, list(said)))
    subtitle = ["The number beside a bar is the share of valid values, rounded down."]
    if silent := len(set(fields)) - len(said):
        subtitle.append(f"Not drawn: {count(silent, 'field')} without a value in any source.")
    chart = _drawn(drawn) if said else nothing("no source says anything")
    title = altair().Title(_TITLE, subtitle=subtitle)
    return Picture(_TITLE, table, chart.properties(title=title))


def _drawn(table: Table) -> Any:
    """Return a bar a field, in a drawing a source."""
    alt = altair()
    # Rounded down, so that one wrong value of a million is not lost.
    shares = zip(numbers(table, "share").tolist(), table["status"], strict=True)
    valid = [f"{int(100 * share + 1e-9)} %" if s == Status.VALID else "" for share, s in shares]
    order = [_NUMBER[Status(str(status))] for status in table["status"]]
    y = alt.Y("field:N", title=None, sort=list(dict.fromkeys(table["field"])))
    bars = alt.Chart().mark_bar().encode(
        x=alt.X("share:Q", title="share of values", axis=alt.Axis(format="%", tickCount=4)),
        y=y,
        color=alt.Color(
            "status:N", title=None,
            scale=alt.Scale(domain=[str(s) for s in STATUSES], range=list(_COLORS.values())),
            legend=alt.Legend(orient="top"),
        ),
        order="order:Q",
        tooltip=tips("source", "field", "status", count=",d", share=".2%"),
    )  # fmt: skip
    words = alt.Chart().mark_text(align="left", dx=5, tooltip=False)
    words = words.encode(x=alt.datum(1.0), y=y, text="valid:N")
    return (
        alt.layer(bars, words, data=data_of({**table, "valid": valid, "order": order}))
        .properties(width=200, height=alt.Step(18))
        .facet(alt.Facet("source:N", title=None), columns=_SOURCES_A_ROW)
    )


def _table(result: Resolution[Any]) -> Table:
    """Return one row a source, field and status."""
    rows: list[tuple[str, str, Status, int, float]] = []
    for part in result.tables:
        sources, source_of = sources_of(part.table.ids)
        record = part.table.record
        # Two types may have fields of one name.
        prefix = f"{record.__name__}: " if record is not None and len(result.tables) > 1 else ""
        for path, leaf in part.table.leaves.items():
            counts = counts_by_status(leaf, source_of, len(sources))
            for source, of_source in zip(sources, counts.tolist(), strict=True):
                total = sum(of_source) or 1
                rows += [
                    (source, prefix + path, status, n, n / total)
                    for status, n in zip(STATUSES, of_source, strict=True)
                ]
    rows.sort(key=lambda row: row[0])
    return {
        "source": [source for source, *_ in rows],
        "field": [path for _, path, *_ in rows],
        "status": [str(status) for _, _, status, *_ in rows],
        "count": np.array([n for *_, n, _ in rows], dtype=np.int64),
        "share": np.array([share for *_, share in rows], dtype=np.float64),
    }


def counts_by_status(leaf: Leaf, source_of: Any, n_sources: int) -> Any:
    """Return how many values each source has of each status."""
    column = leaf.column
    missing = _NUMBER[Status.MISSING]
    # Codes -1 and -2 find the two places at the end.
    of_code = np.full(len(leaf.answers) + 2, _NUMBER[Status.VALID], dtype=np.int64)
    for code, answer in leaf.answers.others.items():
        of_code[code] = _NUMBER[answer.status]
    of_code[-1], of_code[PLACEHOLDER_CODE] = missing, _NUMBER[Status.PLACEHOLDER]
    status, rows = of_code[column.codes], column.flat_rows()
    if column.offsets is not None:
        held = status != missing
        empty = np.setdiff1d(np.arange(len(column)), rows[held])
        status = np.append(status[held], np.full(len(empty), missing))
        rows = np.append(rows[held], empty)
    n = len(STATUSES)
    return np.bincount(source_of[rows] * n + status, minlength=n_sources * n).reshape(-1, n)
