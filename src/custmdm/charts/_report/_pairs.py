"""Two records, shown to a reader: side by side, and why they are or are not one customer."""

from custmdm.charts._report._html import Html, Number, details, joined, table, value_of
from custmdm.charts._report._page import as_written, note
from custmdm.linker import ResolvedTable
from custmdm.linker._explain import explain_pair
from custmdm.steward import Compared
from custmdm.steward._side_by_side import compared_rows

_SIGNS = {"agrees": "=", "alike": "≈", "differs": "≠"}


def pair(part: ResolvedTable, left: int, right: int, *, masked: bool, summary: str) -> Html:
    """Return two rows of one table, closed until somebody opens it."""
    left, right = sorted((left, right))
    one, two = (str(part.table.ids[row]) for row in (left, right))
    told = compared_rows(part, left, right, masked=masked)
    heads = ("Field", one, two, "", "Bits")
    return details(
        joined([value_of(one), " and ", value_of(two), summary]),
        table(heads, (_row(line) for line in told if line.left or line.right)),
        note("Why, in words. Numbers are bits: ten bits make a match a thousand times likelier."),
        as_written(explain_pair(part, left, right, rules=False).text()),
    )


def _row(told: Compared) -> tuple[Html, Html, Html, str, Number]:
    label = told.label if told.agreement in _SIGNS else told.agreement
    sign = _SIGNS.get(told.agreement, "")
    bits = "" if told.agreement in ("missing", "not compared") else f"{told.bits or 0.0:+.1f}"
    return (
        value_of(told.field), _said(told.left), _said(told.right),
        f"{sign} {label}".strip(), Number(bits),
    )  # fmt: skip


def _said(texts: tuple[str, ...]) -> Html:
    """Return what a record says in a field, a value a line."""
    return Html("<br>".join(map(value_of, texts)))
