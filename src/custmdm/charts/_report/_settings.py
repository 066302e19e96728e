"""What it was done with, so that somebody can do it again."""

import re
from collections.abc import Iterator
from typing import Any

from custmdm._version import __version__
from custmdm.charts._match_weights import match_weights
from custmdm.charts._report._came_in import type_of
from custmdm.charts._report._html import Html, Number, Piece, details, table, value_of
from custmdm.charts._report._page import Section, heading, note, paragraph, warning
from custmdm.charts._report._pictures import drawing
from custmdm.linker import Linker, Resolution, ResolvedTable
from custmdm.score import TrainingReport
from custmdm.score._report_text import finding_lines, share
from custmdm.survive import Attribute

_ADDRESS = re.compile(" at 0x[0-9a-fA-F]+")


def settings(result: Resolution[Any], linker: Linker | None) -> Section:
    """Return the section."""
    parts = [piece for part in result.tables for piece in _of_part(part)]
    return Section(
        "settings",
        "How it was done",
        (
            paragraph("The settings of this run: with the same records they give the same result."),
            table(("Setting", "Value"), _of_run(result)),
            *parts,
            *(_of_linker(linker) if linker is not None else _no_linker()),
        ),
    )


def _of_run(result: Resolution[Any]) -> Iterator[tuple[str, Html]]:
    yield "Version of custmdm", value_of(__version__)
    time = "no rule needs one" if result.as_of is None else result.as_of.isoformat()
    yield "Golden records are as of", value_of(time)
    before = "none" if result.previous is None else f"{len(result.previous.ids):,} records"
    yield "Result of the run before", value_of(before)


def _of_part(part: ResolvedTable) -> Iterator[Html]:
    matching, of = part.matching, type_of(part)
    yield heading(f"Records of {of}")
    # As it was written: 0.5, not 50 %, so that somebody can write it again.
    rows: list[tuple[Piece, Piece]] = [
        ("Merged from a match probability of", f"{matching.thresholds.match:g}"),
        ("Looked at by a human from", f"{matching.thresholds.possible:g}"),
        ("Pairs compared", f"{part.n_pairs:,}"),
        (
            "A value on more records than this is not compared for it alone",
            f"{matching.max_block:,}",
        ),
        ("Differing values keep apart, in", value_of(", ".join(matching.vetoes) or "no field")),
        ("Constraints given", f"{len(part.weighed.run.constraints):,}"),
        ("Clusters are made by", value_of(named(matching.clusterer))),
    ]
    yield table(("Setting", "Value"), rows)
    yield details(
        f"Comparisons of {of}",
        table(
            ("Field", "Compared by", "Levels"),
            ((value_of(c.on), value_of(named(c.comparator)), c.n_levels)
             for c in matching.comparisons),
        ),
    )  # fmt: skip
    heads = ("Rule", "Pairs", "Values on too many records, met with a further field", "Left out")
    yield details(
        f"Which records of {of} were compared at all",
        table(
            heads, ((value_of(p.rule), p.pairs, p.split, p.skipped) for p in part.plans)
        ),
    )  # fmt: skip
    yield details(
        f"Which values of {of} survive",
        table(
            ("Attribute", "Rules, in their order"),
            ((value_of(name), value_of(_rules(attribute)))
             for name, attribute in matching.policy.attributes.items()),
        ),
    )  # fmt: skip


def _rules(attribute: Attribute) -> str:
    said = ", then ".join(map(named, attribute.rules)) or "the values of all records"
    first = ", then ".join(map(named, attribute.primary))
    limit = "" if attribute.keep is None else f"; at most {attribute.keep}"
    return said + (f"; the first by {first}" if first else "") + limit


def named(part: object) -> str:
    """Return what a part of a Linker is called, the same in each run."""
    name = getattr(part, "__name__", None)
    # Where an object lies in memory says nothing.
    return name if isinstance(name, str) else _ADDRESS.sub("", repr(part))


def _of_linker(linker: Linker) -> Iterator[Html]:
    context = linker.context
    rows = [
        ("Country", value_of(context.country or "not said")),
        ("Language", value_of(context.locale or "not said")),
        ("Order of dates", value_of(context.date_order or "not said")),
        ("Fingerprint", value_of(linker.fingerprint)),
    ]
    yield heading("The Linker")
    yield paragraph(
        "What values are taken for that do not say it themselves; and which model it is."
    )
    yield table(("Setting", "Value"), rows)
    if linker.training is None:
        return
    yield from _trained(linker, linker.training)


def _trained(linker: Linker, told: TrainingReport) -> Iterator[Html]:
    yield heading("What training learned")
    yield paragraph(
        f"{told.matches:,.0f} matches are expected among {told.pairs:,} pairs, after {told.rounds} "
        "rounds. Ten bits make a match a thousand times likelier."
    )
    for line in finding_lines(told.findings, "en")[1:]:
        yield warning(value_of(f"To distrust: {line.strip()}."))
    heads = (
        "Comparison", "Tells, bits", "Best level", "Of matches", "Of strangers", "Its bits",
        "Worst, bits", "Of pairs",
    )  # fmt: skip
    rows = (
        (value_of(one.name), Number(f"{one.information:.1f}"), value_of(one.best.label),
         Number(share(one.best.m)), Number(share(one.best.u)), Number(f"{one.best.weight:+.1f}"),
         Number(f"{one.worst.weight:+.1f}"), Number(share(one.present)))
        for one in sorted(told.comparisons, key=lambda one: (-one.information, one.name))
    )  # fmt: skip
    yield table(heads, rows)
    yield note(
        "Tells: the bits that it adds to a match, on average. Best level: how often matches and "
        "strangers agree so, and the bits of it. Worst: the bits of what says most against a "
        "match. Of pairs: how many can be compared by it."
    )
    yield drawing(match_weights(linker), "What each level of each comparison says, in bits.")


def _no_linker() -> Iterator[Html]:
    yield note("What training learned is not shown: hand the Linker over with linker=.")
