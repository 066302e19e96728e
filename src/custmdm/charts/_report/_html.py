"""HTML of which every text is escaped: what is no `Html` is text, wherever it stands."""

import html
from collections.abc import Iterable, Sequence

from custmdm.charts._words import showable

# A longer text says no more in a report, and a value may be a megabyte.
_LONGEST = 300


class Html(str):
    """Be a piece of a page, as this module made it."""

    __slots__ = ()


class Number(str):
    """Be a number, written out; a table puts it to the right."""

    __slots__ = ()


Piece = str | int | None


def text(value: Piece) -> Html:
    """Return a value as a piece of a page; a long text is cut.

    >>> text("<b>"), text(1200), text(None)
    ('&lt;b&gt;', '1,200', '')
    """
    if isinstance(value, Html):
        return value
    if value is None:
        return Html("")
    if isinstance(value, int):
        return Html(f"{value:,}")
    if len(value) > _LONGEST:
        value = f"{value[:_LONGEST]} …"
    return escaped(value)


def escaped(value: str) -> Html:
    """Return a text of any length as a piece of a page."""
    return Html(html.escape(showable(value)))


def tag(name: str, *children: Piece, **attributes: Piece) -> Html:
    """Return an element; `class_` is written class.

    >>> tag("p", "a < b", class_="note")
    '<p class="note">a &lt; b</p>'
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(v)}"' for key, v in attributes.items()
    )
    return Html(f"<{name}{given}>{joined(children)}</{name}>")


def joined(pieces: Iterable[Piece]) -> Html:
    """Return pieces one after the other."""
    return Html("".join(map(text, pieces)))


def value_of(value: str) -> Html:
    """Return a value of somebody's data: what it does with the direction of writing ends with it.

    >>> value_of("<i>")
    '<bdi>&lt;i&gt;</bdi>'
    """
    return tag("bdi", value)


def table(heads: Sequence[str], rows: Iterable[Sequence[Piece]], *, none: str = "None.") -> Html:
    """Return a table, numbers to the right; where there is no row, a word on that."""
    given = [tuple(row) for row in rows]
    if not given:
        return tag("p", none, class_="none")
    # A column of numbers has its head above them.
    top = (
        tag("th", head, scope="col", **_place(cell))
        for head, cell in zip(heads, given[0], strict=True)
    )
    body = (tag("tr", *(tag("td", cell, **_place(cell)) for cell in row)) for row in given)
    made = tag("table", tag("thead", tag("tr", *top)), tag("tbody", *body))
    return tag("div", made, class_="table")


def _place(cell: Piece) -> dict[str, Piece]:
    return {"class_": "n"} if isinstance(cell, (int, Number)) else {}


def percent(share: float) -> Number:
    """Return a share as percent; next to nothing and all but everything show as that.

    >>> percent(0.1234), percent(0.99999), percent(0.00001), percent(1.0), percent(0.0)
    ('12.3 %', '>99.9 %', '<0.1 %', '100 %', '0 %')
    """
    if share in (0.0, 1.0):
        return Number(f"{share:.0%}".replace("%", " %"))
    if share >= 0.9995:
        return Number(">99.9 %")
    return Number("<0.1 %" if share < 0.0005 else f"{100.0 * share:.1f} %")


def bar(shares: Sequence[tuple[str, float]], said: str) -> Html:
    """Return shares of a whole as one bar of several parts, each of a class of the page.

    Args:
        shares: the class of each part, and its share.
        said: the same in words, for who does not see it.
    """
    parts = [
        tag("i", class_=name, style=f"width:{100.0 * share:.2f}%")
        for name, share in shares
        if share
    ]
    return tag("span", *parts, class_="bar", role="img", aria_label=said, title=said)


def details(summary: Piece, *children: Piece) -> Html:
    """Return what opens when it is asked for."""
    return tag("details", tag("summary", summary), *children)
