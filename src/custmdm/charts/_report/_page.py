"""The page: sections one under the other, a table of contents, and how it looks."""

from collections.abc import Sequence

from attrs import frozen

from custmdm._version import __version__
from custmdm.charts._altair import FONTS
from custmdm.charts._report._html import Html, Piece, escaped, joined, tag, text

# Nothing is loaded, and nothing runs: whatever a value holds, it is only ever text.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_STYLE = """
:root { color-scheme: light; }
body { font: 15px/1.5 FONTS; color: #222; background: #fff; margin: 0; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1.5rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: .5rem 0; }
h2 { font-size: 1.4rem; margin: 3rem 0 .3rem; padding-top: .6rem; border-top: 2px solid #0072b2; }
h3 { font-size: 1.05rem; margin: 1.8rem 0 .3rem; }
p { margin: .4rem 0 .8rem; max-width: 46rem; }
h1, p, li, summary { overflow-wrap: anywhere; }
a { color: #0072b2; }
nav ol { padding-left: 1.3rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .8rem;
  margin: 1.2rem 0; padding: 0; }
.card { border: 1px solid #d5d5d5; border-radius: 6px; padding: .6rem .8rem; }
.card b { display: block; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.card span { color: #555; font-size: .87rem; }
.table { overflow-x: auto; margin: .6rem 0 1rem; }
table { border-collapse: collapse; font-size: .9rem; }
th { text-align: left; border-bottom: 2px solid #999; vertical-align: bottom; }
th, td { padding: .25rem .7rem .25rem 0; max-width: 24rem; overflow-wrap: break-word; }
td { border-bottom: 1px solid #e6e6e6; vertical-align: top; min-width: 2.5rem; }
td.n, th.n { text-align: right; }
td.n { font-variant-numeric: tabular-nums; white-space: nowrap; }
.bar { display: inline-flex; width: 9rem; height: .8rem; border: 1px solid #999; }
.bar i { display: block; height: 100%; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
.bar .valid, .bar .for, .key .valid, .key .for { background: #0072b2; }
.bar .doubtful, .key .doubtful { background: #56b4e9; }
.bar .invalid, .bar .against, .key .invalid, .key .against { background:
  repeating-linear-gradient(45deg, #d55e00 0 3px, #f3b58a 3px 6px); }
.bar .missing, .bar .silent, .key .missing, .key .silent { background: #fff; }
.key i { display: inline-block; width: .9rem; height: .7rem; border: 1px solid #999;
  margin: 0 .3rem 0 .9rem; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.note, .none { color: #555; font-size: .9rem; }
.warning { border-left: 4px solid #d55e00; background: #fdf1ea; padding: .5rem .8rem; }
.warning::before { content: "Take care. "; font-weight: bold; }
details { margin: .5rem 0; }
td details { margin: 0; }
summary { cursor: pointer; color: #0072b2; }
td ul { margin: .2rem 0; padding-left: 1rem; }
pre { background: #f6f6f6; padding: .7rem; font-size: .82rem; overflow-x: auto; }
figure { margin: 1rem 0; }
img { max-width: 100%; height: auto; }
@media print { body { font-size: 10pt; } main { max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; } tr, figure, .card { break-inside: avoid; } nav { display: none; }
  a { color: inherit; text-decoration: none; } .table, pre { overflow: visible; }
  pre { white-space: pre-wrap; } }
"""


@frozen
class Section:
    """Hold one section of the report.

    Attributes:
        name: what the table of contents links to.
        title: its heading.
        parts: what stands in it.
    """

    name: str
    title: str
    parts: tuple[Html, ...]


def page(title: str, top: Sequence[Html], sections: Sequence[Section]) -> str:
    """Return the page: what stands at the top, the table of contents, the sections."""
    links = [tag("li", tag("a", one.title, href=f"#{one.name}")) for one in sections]
    head = joined(
        [
            Html('<meta charset="utf-8">'),
            Html(f'<meta http-equiv="Content-Security-Policy" content="{text(_POLICY)}">'),
            Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            Html('<meta name="referrer" content="no-referrer">'),
            tag("title", title),
            Html(f"<style>{_STYLE.replace('FONTS', FONTS)}</style>"),
        ]
    )
    made = tag("footer", note(f"Made with custmdm {__version__}."))
    body = tag(
        "main",
        tag("header", tag("h1", title), *top),
        tag("nav", tag("h3", "Contents"), tag("ol", *links)),
        *(tag("section", tag("h2", s.title, id=s.name), *s.parts) for s in sections),
        made,
    )
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head><body>{body}</body></html>\n'


def heading(title: str) -> Html:
    """Return the heading of a part of a section."""
    return tag("h3", title)


def paragraph(*said: Piece) -> Html:
    """Return a paragraph."""
    return tag("p", *said)


def note(*said: Piece) -> Html:
    """Return what is said on the side."""
    return tag("p", *said, class_="note")


def warning(*said: Piece) -> Html:
    """Return what to take care of."""
    return tag("p", *said, class_="warning")


def as_written(lines: str) -> Html:
    """Return a text with its lines as they are."""
    return tag("pre", escaped(lines))


def key(*parts: tuple[str, str]) -> Html:
    """Return what the parts of the bars of a table stand for: the class and the word of each."""
    return tag("p", *(joined([tag("i", class_=name), word]) for name, word in parts),
               class_="note key")  # fmt: skip


def cards(*told: tuple[Piece, str]) -> Html:
    """Return numbers, each with what it is."""
    return tag(
        "div", *(tag("div", tag("b", n), tag("span", what), class_="card") for n, what in told),
        class_="cards",
    )  # fmt: skip
