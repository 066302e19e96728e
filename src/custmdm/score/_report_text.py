"""The parts of a training report as lines of text, in English and Chinese."""

from collections.abc import Sequence

from custmdm.data.explanations import padded, phrase, width
from custmdm.data.outcome_labels import outcome_label
from custmdm.score._learned import Finding, LearnedComparison

# A longer name of a comparison stands out of its column.
_NAME = 44


def head_line(matches: float, pairs: int, rounds: int, locale: str) -> str:
    """Return how many matches are expected, and how training went."""
    said = {"matches": f"{matches:,.0f}", "pairs": f"{pairs:,}", "rounds": rounds}
    return phrase("report.head", locale, **said)


def comparison_lines(comparisons: Sequence[LearnedComparison], locale: str) -> list[str]:
    """Return what was learned of each comparison, what tells most first."""
    ordered = sorted(comparisons, key=lambda c: (-c.information, c.name))
    columns = min(max((width(c.name) for c in ordered), default=0), _NAME)
    return [
        "  "
        + phrase(
            "report.comparison", locale, bits=f"{c.information:5.1f}", name=padded(c.name, columns),
            best=outcome_label(c.best.label, locale), m=share(c.best.m), u=share(c.best.u),
            worth=f"{c.best.weight:+.1f}",
            costs=f"{c.worst.weight:+.1f}", present=share(c.present),
        )
        for c in ordered
    ]  # fmt: skip


def finding_lines(findings: Sequence[Finding], locale: str) -> list[str]:
    """Return what to distrust."""
    if not findings:
        return [phrase("report.sound", locale)]
    return [phrase("report.distrust", locale), *(f"  {_finding(f, locale)}" for f in findings)]


def _finding(found: Finding, locale: str) -> str:
    return phrase(
        found.code, locale, comparison=found.comparison, label=outcome_label(found.label, locale),
        share=share(found.value), number=f"{found.value:,.0f}", bits=f"{found.value:+.2f}",
    )  # fmt: skip


def share(value: float) -> str:
    """Return a share as percent, with two digits that say something.

    >>> share(0.914), share(0.0042), share(1.0), share(0.0), share(0.99996), share(1e-7)
    ('91 %', '0.42 %', '100 %', '0 %', '100 %', '<0.01 %')
    """
    percent = 100.0 * value
    if 0.0 < percent < 0.01:
        return "<0.01 %"
    return f"{percent:.0f} %" if percent >= 9.95 else f"{percent:.2g} %"
