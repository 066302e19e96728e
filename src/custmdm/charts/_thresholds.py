"""The thresholds of a result, marked where the horizontal axis is match weight."""

from typing import Any

import numpy as np

from custmdm.charts._altair import INK, altair
from custmdm.charts._picture import Table
from custmdm.charts._rows import data_of
from custmdm.linker import Resolution
from custmdm.model import MatchScore


def threshold_marks(result: Resolution[Any], height: int) -> list[Any]:
    """Return the thresholds of a result as lines with their names, for a picture of that height."""
    alt = altair()
    marks = {
        (name, MatchScore.weight_of(probability), probability)
        for thresholds in result.thresholds
        for name, probability in (("match", thresholds.match), ("possible", thresholds.possible))
    }
    shown = sorted((mark for mark in marks if np.isfinite(mark[1])), key=lambda mark: mark[1])
    rows: Table = {
        "name": [f"{name} {probability:.4g}" for name, _, probability in shown],
        "weight": [weight for _, weight, _ in shown],
    }
    base = alt.Chart(data_of(rows)).encode(x="weight:Q")
    return [
        base.mark_rule(color=INK, strokeDash=[4, 3], tooltip=False),
        base.mark_text(align="left", angle=270, dy=-6, color=INK, tooltip=False).encode(
            text="name:N", y=alt.value(height - 6)
        ),
    ]
