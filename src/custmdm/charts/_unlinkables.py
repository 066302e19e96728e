"""How many records say too little to be linked with anything, by the match threshold."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from custmdm.charts._altair import BLUE, altair, nothing
from custmdm.charts._picture import Picture, Table
from custmdm.charts._rows import data_of
from custmdm.charts._tips import tips
from custmdm.charts._weight_axis import CUT, threshold_lines
from custmdm.charts._words import count
from custmdm.linker import Resolution, ResolvedTable
from custmdm.linker._compared import VectorsOf
from custmdm.linker._weighed import weights_of
from custmdm.model import MatchScore

_TITLE = "Records that say too little to be linked"
_HEIGHT, _STEPS = 260, 101


def unlinkables(result: Resolution[Any]) -> Picture:
    """Draw the share of records that cannot reach the match threshold, even against themselves.

    No threshold and no label helps such a record: it needs more fields, or better ones. A record
    can be linked with one that says more only where what they share is enough by itself.

    >>> import custmdm as cm
    >>> rows = [{"name": "Ann Lee", "phone": "+14155550101"}, {"name": None, "phone": None}]
    >>> result = cm.resolve(rows, kinds={"name": "person_name", "phone": "phone"})
    >>> frame = cm.charts.unlinkables(result).to_frame()
    >>> frame.columns.tolist(), int(frame["records"].max())
    (['weight', 'probability', 'records', 'share'], 1)

    Args:
        result: what `resolve` returned.

    Returns:
        The picture; its table has 101 thresholds, evenly in bits, the ones in use among them or
        between two, each with how many records have a lower match weight with themselves.

    Raises:
        MissingExtraError: if the extra "charts" is not installed.
    """
    alt = altair()
    of_parts = [_with_themselves(part) for part in result.tables]
    weights = np.sort(np.concatenate([np.zeros(0), *of_parts]))
    cuts = [MatchScore.weight_of(part.matching.thresholds.match) for part in result.tables]
    table = _table(weights, cuts)
    short = sum(int((own < cut).sum()) for own, cut in zip(of_parts, cuts, strict=True))
    share = short / len(weights) if len(weights) else 0.0
    n = count(len(weights), "record")
    subtitle = f"{short:,} of {n}, {100.0 * share:.1f} %, cannot reach the match threshold"
    title = alt.Title(_TITLE, subtitle=subtitle)
    if not len(table["weight"]):
        return Picture(_TITLE, table, nothing("no record says anything").properties(title=title))
    base = alt.Chart(data_of(table)).encode(
        x=alt.X("weight:Q", title=CUT),
        y=alt.Y("share:Q", title="share of records", axis=alt.Axis(format="%"),
                scale=alt.Scale(domain=[0, 1])),
    )  # fmt: skip
    titles = {"weight": "threshold, bits", "records": "records below"}
    tooltip = tips(weight="+.2f", probability=".4f", records=",d", share=".1%", titles=titles)
    layers = [
        base.mark_area(color=BLUE, opacity=0.3, line={"color": BLUE}, tooltip=False),
        base.mark_circle(size=160, opacity=0).encode(tooltip=tooltip),
        *threshold_lines(result.thresholds, upright=True),
    ]
    chart = alt.layer(*layers).properties(width=560, height=_HEIGHT, title=title)
    return Picture(_TITLE, table, chart)


def _with_themselves(part: ResolvedTable) -> npt.NDArray[np.float64]:
    """Return the match weight of each record with itself."""
    matching, rows = part.matching, np.arange(len(part.table))
    vectors_of = VectorsOf.by(part.table, matching.comparisons, matching.frequencies)
    # Sums in another order differ in the last place, and a threshold is among these weights.
    return np.round(weights_of(matching.model, vectors_of, rows, rows), 9)


def _table(weights: npt.NDArray[np.float64], in_use: Sequence[float]) -> Table:
    """Return one row a threshold, those in use inside them; the weights ascend."""
    finite = weights[np.isfinite(weights)]
    ends = [*finite[:1], *finite[-1:], *(cut for cut in in_use if len(finite) and np.isfinite(cut))]
    cuts = np.linspace(min(ends), max(ends), _STEPS) if ends else finite
    below = np.searchsorted(weights, cuts)
    return {
        "weight": cuts,
        "probability": np.array([MatchScore.probability_of(c) for c in cuts.tolist()]),
        "records": below,
        "share": below / max(len(weights), 1),
    }
