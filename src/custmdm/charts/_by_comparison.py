"""One drawing a comparison, a level a row, under each other on one scale."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from custmdm.charts._altair import WIDTH, altair, nothing
from custmdm.charts._picture import Table
from custmdm.charts._rows import only

_ROW = 18
_BARE: Mapping[str, Any] = {"labels": False, "ticks": False, "domain": False, "title": None}


def by_comparison(table: Table, draw: Callable[[Table, Any], Any], *, width: int = WIDTH) -> Any:
    """Return the drawings of all comparisons of a table under each other.

    Args:
        table: rows with a comparison, a level and its label.
        draw: draws one comparison, of its rows and the axis across.
        width: how wide each is.
    """
    alt, names = altair(), np.array(table["comparison"], dtype=object)
    drawn = []
    for name in (every := list(dict.fromkeys(names.tolist()))):
        # Only the last says what is across: the others have its lines.
        axis = alt.Axis() if name == every[-1] else alt.Axis(**_BARE)
        one = draw(only(table, names == name), axis)
        title = alt.Title(name, fontSize=12, frame="group", offset=4, limit=width)
        drawn.append(one.properties(width=width, height=alt.Step(_ROW), title=title))
    if not drawn:
        return nothing("no pair was compared", width=width)
    return alt.vconcat(*drawn, spacing=12).resolve_scale(x="shared")


def level_axis() -> Any:
    """Return the axis of the levels, the highest first."""
    alt = altair()
    return alt.Y(
        "label:N",
        title=None,
        sort=alt.EncodingSortField("level", op="max", order="descending"),
        axis=alt.Axis(labelLimit=0, labelPadding=7, domain=False, ticks=False),
    )
