"""Precision and recall of the links by the match threshold, with their intervals."""

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np

from custmdm.charts._altair import BLUE, GREEN, ORANGE, altair, line_key, nothing
from custmdm.charts._picture import Picture, Table
from custmdm.charts._rows import data_of
from custmdm.charts._tips import tips
from custmdm.charts._weight_axis import CUT, threshold_lines
from custmdm.evaluate import SamplingPlan, over_thresholds
from custmdm.linker import Resolution

_TITLE = "How right the links are, by the match threshold"
_HEIGHT = 320
# Each metric with its colour and dashes, for who does not see the colour.
_METRICS = {
    "precision": ("precision", BLUE, [1, 0]),
    "recall": ("recall", ORANGE, [7, 3]),
    "f1": ("F1", GREEN, [2, 2]),
}
_TOLD = {
    "weight": "threshold, bits", "n_links": "links", "value": "estimate", "low": "from",
    "high": "to",
}  # fmt: skip
_NAMES, _COLORS, _DASHES = (list(some) for some in zip(*_METRICS.values(), strict=True))


def precision_recall(
    result: Resolution[Any],
    plan: SamplingPlan | None = None,
    labels: Any = None,
    *,
    truth: Mapping[Any, Hashable] | None = None,
    pairs_completeness: float = 1.0,
) -> Picture:
    """Draw precision, recall and F1 of the links over match thresholds.

    The bands are 95 % intervals, by :func:`custmdm.evaluate.over_thresholds`. Against the truth all
    is exact and there is no band. The thresholds of the result are marked. Right at the threshold
    only links count, not whom clusters bring together besides.

    >>> import custmdm as cm
    >>> rows = [{"id": i, "name": name} for i, name in enumerate(["Ann Lee", "Lee, Ann", "Bo Ray"])]
    >>> result = cm.resolve(rows, key="id", kinds={"name": "person_name"})
    >>> picture = cm.charts.precision_recall(result, truth={0: "a", 1: "a", 2: "b"})
    >>> picture.to_frame().columns.tolist()[:4]
    ['weight', 'probability', 'n_links', 'precision']

    Args:
        result: what `resolve` returned.
        plan: the pairs that were to be labelled: a `sampling_plan` of this result.
        labels: whether a pair is one customer, as `from_labels` takes them.
        truth: instead of both, the entity of each record, as `evaluate.clusters` takes it.
        pairs_completeness: with labels, the share of all true pairs that the result decided on.

    Raises:
        ConfigurationError: as `over_thresholds` does.
        UnknownRecordError: if the truth lacks a record of the result.
        MissingExtraError: if the extra "charts" is not installed.
    """
    alt = altair()
    found = over_thresholds(
        result, plan, labels, truth=truth, pairs_completeness=pairs_completeness
    )
    table = found.columns()
    if found.n_labels is None:
        known = "Exact, against the truth; every true pair counts."
    else:
        known = (
            f"From {found.n_labels:,} labels; the bands are 95 % intervals. Recall is of the pairs "
            "that the result decided on."
        )
    layers = [*_curves(table), *threshold_lines(result.thresholds, upright=True)]
    chart = alt.layer(*layers).properties(width=560, height=_HEIGHT)
    drawn = chart if len(table["weight"]) else nothing("no pair was kept")
    return Picture(_TITLE, table, drawn.properties(title=alt.Title(_TITLE, subtitle=known)))


def _curves(table: Table) -> list[Any]:
    """Return each metric as a line in its band, with points to point at."""
    alt = altair()
    x = alt.X("weight:Q", title=CUT)
    base = alt.Chart(data_of(_long(table))).encode(x=x)
    colors, dashes = (alt.Scale(domain=_NAMES, range=some) for some in (_COLORS, _DASHES))
    color = alt.Color("metric:N", scale=colors, legend=line_key())
    dash = alt.StrokeDash("metric:N", scale=dashes, legend=line_key())
    return [
        base.mark_area(opacity=0.18, tooltip=False).encode(y="low:Q", y2="high:Q", color=color),
        base.mark_line(strokeWidth=2.5, tooltip=False).encode(
            y=alt.Y("value:Q", title="share of pairs", axis=alt.Axis(format="%"),
                    scale=alt.Scale(domain=[0, 1])),
            color=color, strokeDash=dash,
        ),
        # What the reader points at: a line is thin.
        base.mark_circle(size=160, opacity=0).encode(
            y="value:Q",
            tooltip=tips(
                "metric", weight="+.2f", probability=".4f", n_links=",d", value=".1%", low=".1%",
                high=".1%", titles=_TOLD,
            ),
        ),
    ]  # fmt: skip


def _long(table: Table) -> Table:
    """Return one row a threshold and metric."""
    metrics = [name for name in _METRICS for _ in range(len(table["weight"]))]
    rows: dict[str, Any] = {"metric": [_METRICS[name][0] for name in metrics]}
    for name in ("weight", "probability", "n_links"):
        rows[name] = np.tile(np.asarray(table[name]), len(_METRICS))
    for end, suffix in (("value", ""), ("low", "_low"), ("high", "_high")):
        rows[end] = np.concatenate([np.asarray(table[name + suffix]) for name in _METRICS])
    return rows
