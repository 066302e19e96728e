"""How a Linker shows in a notebook."""

from collections.abc import Sequence

from custmdm._html import html_table
from custmdm.compare import Comparison
from custmdm.model import Thresholds
from custmdm.score import TrainingReport


def linker_html(
    title: str,
    comparisons: Sequence[Comparison],
    thresholds: Thresholds,
    training: TrainingReport | None,
) -> str:
    """Return a row a comparison: its levels, and what they were found to say."""
    learned = {} if training is None else {one.name: one for one in training.comparisons}
    head = ("comparison", "levels", *(("at best, bits", "at worst, bits") if learned else ()))
    rows: list[tuple[object, ...]] = []
    for comparison in comparisons:
        said = learned.get(comparison.on)
        bits = () if said is None else (said.best.weight, said.worst.weight)
        rows.append((comparison.on, comparison.n_levels, *bits))
    notes = [f"thresholds: match {thresholds.match:g}, possible {thresholds.possible:g}"]
    if training is None:
        notes.append("not trained yet: fit learns what each level says")
    else:
        notes.append(training.text().partition("\n")[0])
    return html_table(title, head, rows, notes=notes)
