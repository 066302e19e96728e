"""A small table for notebooks: escaped, without a script, readable on light and dark pages."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import islice

# More rows are told by their number.
SHOWN = 20
# A notebook aligns cells to the right and colours them by its theme: lines and letters take part.
_CELL = "padding:2px 10px;border-bottom:1px solid rgba(128,128,128,.35);vertical-align:top"
# Lines of text keep their columns; one that is too long goes on below.
_PRE = '<pre style="margin:4px 0;white-space:pre-wrap">'
_NUMBER = (int, float)


def html_table(
    title: str,
    head: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    notes: Iterable[str] = (),
    n_rows: int | None = None,
) -> str:
    """Return a table as HTML, of its first twenty rows; numbers stand to the right.

    >>> html_table("Two <b>", ("name", "n"), [("O'Brien", 1200)]).count("&lt;b&gt;")
    1

    Args:
        title: what it is of.
        head: the names of the columns; none for a table without a head.
        rows: the cells of each row.
        notes: sentences below it.
        n_rows: how many rows there are where they are not all handed in, as of a long sequence.
    """
    given = list(islice(rows, SHOWN + 1)) if n_rows is not None else list(rows)
    left = (len(given) if n_rows is None else n_rows) - SHOWN
    shown = given[:SHOWN]
    more = [f"and {left:,} more"] if left > 0 else []
    # A column of numbers has its head above them.
    right = [bool(shown) and isinstance(shown[0][i], _NUMBER) for i in range(len(head))]
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in shown)
    top = "".join(_head(name, at_right) for name, at_right in zip(head, right, strict=True))
    table = (
        '<table style="border-collapse:collapse;margin:4px 0">'
        + (f"<thead><tr>{top}</tr></thead>" if head else "")
        + f"<tbody>{body}</tbody></table>"
    )
    below = escape("\n".join((*more, *notes)))
    return (
        f'<div style="overflow-x:auto"><div style="font-weight:bold">{escape(title)}</div>'
        f"{table if shown else ''}{_PRE}{below}</pre></div>"
    )


def html_text(title: str, text: str) -> str:
    """Return some lines of text as HTML, with their columns in line.

    >>> "a &lt; b" in html_text("One", "a < b")
    True
    """
    return f'<div style="font-weight:bold">{escape(title)}</div>{_PRE}{escape(text)}</pre>'


def _head(name: str, at_right: bool) -> str:
    side = "right" if at_right else "left"
    return f'<th style="{_CELL};text-align:{side}">{escape(name)}</th>'


def _cell(value: object) -> str:
    if isinstance(value, _NUMBER) and not isinstance(value, bool):
        number = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"
        return f'<td style="{_CELL};text-align:right">{number}</td>'
    return f'<td style="{_CELL};text-align:left">{escape(str(value))}</td>'
