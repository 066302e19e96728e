"""The report of a result as one page."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from custmdm._progress import as_progress
from custmdm.charts._altair import altair, vl_convert
from custmdm.charts._report._came_in import came_in
from custmdm.charts._report._html import Html, percent
from custmdm.charts._report._merged import merged
from custmdm.charts._report._open import needs_a_human, warnings_of
from custmdm.charts._report._page import Section, cards, note, page, paragraph
from custmdm.charts._report._quality import Expected, expected, quality
from custmdm.charts._report._settings import settings
from custmdm.charts._report._wrong import wrong
from custmdm.linker import Linker, Resolution
from custmdm.typing import Progress


def report(
    result: Resolution[Any],
    path: str | Path | None = None,
    *,
    linker: Linker | None = None,
    masked: bool = True,
    title: str = "Customer records: what was found",
    progress: bool | Progress | None = None,
) -> str:
    """Write the report of a result as one HTML page, and return the page.

    It says what came in, what was wrong with it, what was merged and why, what needs a human, how
    good the values are before and after, and with what settings it was done. The page needs nothing
    but itself: it loads nothing, and nothing in it runs. All of it is counted by columns; of single
    records it holds some dozen examples.

    >>> import custmdm as cm
    >>> rows = [{"name": "Ann Lee", "phone": "+14155550101"}, {"name": "Lee, Ann"}]
    >>> page = cm.charts.report(cm.resolve(rows, kinds={"name": "person_name", "phone": "phone"}))
    >>> page.startswith("<!DOCTYPE html>"), "Ann Lee" in page
    (True, False)

    Args:
        result: what `resolve` returned.
        path: the file to write; None writes none.
        linker: the Linker that made the result: then the report says what training learned.
        masked: whether values are masked by their kinds. Names of fields, ids of records and
            sources are shown as they are.
        title: the heading of the page.
        progress: a callback (stage, done, total), or True or False, as for `Linker.resolve`.

    Raises:
        MissingExtraError: if the extra "charts" is not installed.
    """
    # Said before anything is counted.
    altair()
    vl_convert()
    told, how_far = expected(result), as_progress(progress)
    writers: tuple[Callable[[Resolution[Any]], Section], ...] = (
        came_in,
        partial(wrong, masked=masked),
        partial(merged, masked=masked),
        partial(needs_a_human, masked=masked),
        partial(quality, told=told),
        partial(settings, linker=linker),
    )
    sections = []
    for number, write in enumerate(writers):
        how_far("report", number, len(writers))
        sections.append(write(result))
    how_far("report", len(writers), len(writers))
    made = page(title, _top(result, told, masked=masked), sections)
    if path is not None:
        Path(path).write_text(made, encoding="utf-8")
    return made


def _top(result: Resolution[Any], told: Expected | None, *, masked: bool) -> list[Html]:
    """Return the report in a few numbers."""
    customers = sum(len(part.clusters) for part in result.tables)
    open_pairs = sum(int((p.labels[p.left] != p.labels[p.right]).sum()) for p in result.tables)
    shown = "Personal values are masked." if masked else "Personal values are shown in clear."
    return [
        cards(
            (result.n_records, "records"),
            (customers, "customers"),
            (result.n_records - customers, "are repeated records"),
            (open_pairs, "pairs for a human"),
            (percent(told.precision) if told else "none", "of merged pairs are right, the model "
             "expects" if told else "merged"),
        ),
        *warnings_of(result),
        paragraph(shown),
        note("All counts are of this run. Bars are shares, as the words beside them say."),
    ]  # fmt: skip
