"""Where each value of a golden record comes from, and what it beat, as a table."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from attrs import frozen

from custmdm.charts._altair import INK, altair
from custmdm.charts._picture import Picture, Table
from custmdm.charts._rows import data_of
from custmdm.charts._tips import tips
from custmdm.data.trace_words import measure, rule_label, trace_phrase
from custmdm.errors import ConfigurationError
from custmdm.linker import Resolution
from custmdm.model import Claim, GoldenRecord, Trace
from custmdm.model._trace_text import shown_by

# So many records stand side by side.
_DRAWN = 12
_WIDTH = 170
_PALE = "#6B6B6B"
_MARKS = {"golden": "", "won": "✓ ", "lost": "× "}


@frozen
class _Cell:
    """Hold what one record says in one line of a field, or what the golden record says there.

    Attributes:
        field: the field.
        line: the line of the field that it stands in: a collection has several.
        record: who says so; "" for the golden record.
        value: what is said, masked or not.
        outcome: "golden", "won" or "lost".
        why: the rule, in words.
        observed_at: when the source last changed the record.
    """

    field: str
    line: int
    record: str
    value: str
    outcome: str
    why: str
    observed_at: dt.datetime | None = None


def lineage(
    of: GoldenRecord[Any] | Resolution[Any],
    name: object = None,
    *,
    masked: bool = True,
    locale: str = "en",
) -> Picture:
    """Draw where each value of a golden record comes from, and what it beat.

    A row is a field, a column a record. What won is bold and ticked; what lost is pale and crossed,
    with the rule that removed it and by how much.

    >>> import custmdm as cm
    >>> rows = [{"id": 1, "name": "Ann Lee", "at": "2024-01-05"}]
    >>> rows.append({"id": 2, "name": "Lee, Ann M.", "at": "2024-01-02"})
    >>> result = cm.resolve(rows, key="id", kinds={"name": "person_name"}, updated_at="at")
    >>> frame = cm.charts.lineage(result, "table:1", masked=False).to_frame()
    >>> print(frame[["record", "value", "outcome", "why"]].to_string(index=False))
     record      value outcome                               why
               Ann Lee  golden    most_recent, after valid_first
    table:1    Ann Lee     won                       most_recent
    table:2 Ann M. Lee    lost       most_recent, 3 days behind

    Args:
        of: a golden record, or what `resolve` returned.
        name: of a result, a record of the customer: a RecordId, or its text ``"crm:17"``.
        masked: whether values are masked by their kinds.
        locale: the language, "en" or "zh".

    Raises:
        ConfigurationError: if a result comes without a name.
        UnknownRecordError: if the record is not in the result.
        MissingExtraError: if the extra "charts" is not installed.
    """
    altair()
    if isinstance(of, GoldenRecord):
        golden = of
    elif name is None:
        raise ConfigurationError("lineage of a result is that of one customer: name a record of it")
    else:
        golden = of.golden_of(name)
    # A unit of several columns has the same trace in each.
    columns = Counter(trace.path for trace in golden.lineage.values())
    traces = {trace.path: trace for trace in golden.lineage.values()}
    cells = [
        cell
        for path, trace in traces.items()
        for cell in _cells(trace, shown_by(trace, masked=masked), locale, in_columns=columns[path])
    ]
    title = trace_phrase("golden_title", locale, id=golden.id)
    chart = _chart(cells, [str(member) for member in golden.members], title, locale)
    return Picture(title, _table(cells), chart)


def _cells(
    trace: Trace[Any], show: Callable[[Any], str], locale: str, *, in_columns: int
) -> Iterator[_Cell]:
    """Yield the cells of one field."""
    rules = [rule_label(rule, locale) for rule in trace.rule_path]
    settled = rules[-1]
    if len(rules) > 1:
        before = trace_phrase("comma", locale).join(rules[:-1])
        settled = trace_phrase("after", locale, rule=settled, before=before)
    many = isinstance(trace.value, tuple) and in_columns == 1
    values = list(trace.value) if many else [] if trace.value is None else [trace.value]
    fills: dict[str, list[str]] = {}
    for filled in trace.filled:
        fills.setdefault(str(filled.claim.record), []).append(filled.part)

    def cell(claim: Claim[Any], line: int, outcome: str, why: str) -> _Cell:
        record = str(claim.record)
        if record in fills:
            parts = trace_phrase("comma", locale).join(fills[record])
            why = trace_phrase("fills", locale, rule=why, parts=parts)
        return _Cell(trace.path, line, record, show(claim.value), outcome, why, claim.observed_at)

    for line, value in enumerate(values):
        yield _Cell(trace.path, line, "", show(value), "golden", settled)
    taken: dict[str, int] = {}
    for claim in trace.winners:
        line = values.index(claim.value) if claim.value in values else 0
        taken[str(claim.record)] = max(line, taken.get(str(claim.record), -1))
        yield cell(claim, line, "won", rules[-1])
    for removed in trace.removed:
        record = str(removed.claim.record)
        taken[record] = taken.get(record, -1) + 1
        why = rule_label(removed.rule, locale)
        if removed.margin is not None:
            margin = measure(removed.margin, removed.unit, locale)
            why += trace_phrase("margin", locale, margin=margin)
        yield cell(removed.claim, taken[record], "lost", why)


def _table(cells: list[_Cell]) -> Table:
    """Return one row a value that somebody says."""
    return {
        "field": [cell.field for cell in cells],
        "record": [cell.record for cell in cells],
        "value": [cell.value for cell in cells],
        "outcome": [cell.outcome for cell in cells],
        "why": [cell.why for cell in cells],
        "observed_at": [_day(cell.observed_at) for cell in cells],
    }


def _day(at: dt.datetime | None) -> str:
    return "" if at is None else at.date().isoformat()


def _chart(cells: list[_Cell], members: list[str], title: str, locale: str) -> Any:
    """Return the drawing: a column a record, the golden record first."""
    alt = altair()
    drawn = ["", *members[:_DRAWN]]
    days = {cell.record: _day(cell.observed_at) for cell in cells}
    golden = trace_phrase("golden", locale)
    heads = {name: f"{name or golden}\n{days.get(name, '')}" for name in drawn}
    fields = list(dict.fromkeys(cell.field for cell in cells))
    lines = sorted({(fields.index(c.field), c.line, c.field) for c in cells})
    # A line that goes on with a field has no name: spaces tell such lines apart.
    row_of = {(f, line): f if line == 0 else f"{f}\n{line}" for _, line, f in lines}
    shown = [cell for cell in cells if cell.record in heads]
    rows: Table = {
        "line": [row_of[cell.field, cell.line] for cell in shown],
        "column": [heads[cell.record] for cell in shown],
        "text": [_MARKS[cell.outcome] + cell.value for cell in shown],
        **_table(shown),
    }
    base = alt.Chart(data_of(rows)).encode(
        x=alt.X(
            "column:N", title=None, sort=list(heads.values()),
            axis=alt.Axis(labelExpr="split(datum.label, '\\n')", orient="top", labelAngle=0,
                          labelPadding=19, labelLimit=_WIDTH - 10, domain=False, ticks=False),
        ),
        y=alt.Y(
            "line:N", title=None, sort=list(row_of.values()),
            axis=alt.Axis(labelExpr="indexof(datum.label, '\\n') < 0 ? datum.label : ''",
                          domain=False, ticks=False),
        ),
        tooltip=tips("field", "record", "value", "outcome", "why", "observed_at"),
    )  # fmt: skip
    limit = {"limit": _WIDTH - 12}
    lost = "datum.outcome == 'lost'"
    layers = [
        base.mark_rect(stroke="white").encode(
            color=alt.condition(lost, alt.value("#F4F4F4"), alt.value("#DCEBF5"))
        ),
        base.transform_filter(f"!({lost})").mark_text(
            dy=-7, fontSize=12, fontWeight="bold", color=INK, **limit
        ).encode(text="text:N"),
        base.transform_filter(lost).mark_text(dy=-7, fontSize=12, color=_PALE, **limit).encode(
            text="text:N"
        ),
        base.mark_text(dy=9, fontSize=10, color=INK, **limit).encode(text="why:N"),
    ]  # fmt: skip
    subtitle = [trace_phrase("marks", locale)]
    if len(members) > _DRAWN:
        subtitle.append(trace_phrase("drawn", locale, drawn=_DRAWN, of=len(members)))
    return alt.layer(*layers).properties(
        width=alt.Step(_WIDTH), height=alt.Step(40),
        title=alt.Title(title, subtitle=subtitle),
    )  # fmt: skip
