"""Match weights across, in bits below and as probabilities above, with the thresholds."""

import math
from collections.abc import Mapping
from typing import Any

from custmdm.charts._altair import GREY, INK, altair
from custmdm.charts._picture import Table
from custmdm.charts._rows import data_of
from custmdm.model import MatchScore, Thresholds

BITS: Mapping[str, str] = {"en": "match weight, bits", "zh": "匹配权重（比特）"}
_PROBABILITY: Mapping[str, str] = {"en": "match probability, %", "zh": "匹配概率（%）"}
# As people say them, without powers of ten.
_TOLD = (
    0.0001, 0.001, 0.01, 0.1, 1.0, 10.0, 50.0, 90.0, 99.0, 99.9, 99.99, 99.999, 99.9999,
)  # fmt: skip


def language(locale: str) -> str:
    """Return the language that a picture is written in."""
    return "zh" if locale.lower().startswith("zh") else "en"


def with_probabilities(drawn: Any, low: float, high: float, locale: str = "en") -> Any:
    """Return a drawing of weights with the match probabilities above it.

    Args:
        drawn: the drawing; the weights are across.
        low: the lowest weight in it.
        high: the highest.
        locale: the language.
    """
    alt = altair()
    at = [MatchScore.weight_of(percent / 100.0) for percent in _TOLD]
    axis = alt.Axis(
        orient="top",
        values=[weight for weight in at if low <= weight <= high],
        labelExpr="format(100 / (1 + pow(2, -datum.value)), '.4~f')",
        grid=False,
        title=_PROBABILITY[language(locale)],
    )
    data = data_of({"low": [low], "high": [high]})
    above = alt.Chart(data).mark_rule(opacity=0, tooltip=None)
    above = above.encode(x=alt.X("low:Q", axis=axis), x2="high:Q", y=alt.value(0))
    return alt.layer(above, drawn).resolve_axis(x="independent")


def threshold_lines(
    thresholds: Thresholds | None,
    locale: str = "en",
    *,
    y: object = "height",
    dy: int = -9,
    named: bool = True,
) -> list[Any]:
    """Return the lines of the thresholds that have a weight, each with its name.

    Args:
        thresholds: the thresholds, or None.
        locale: the language.
        y: where the names stand, up and down.
        dy: so many pixels below that.
        named: whether their names are drawn.
    """
    if thresholds is None:
        return []
    alt = altair()
    names = {"match": "匹配", "possible": "可能匹配"} if language(locale) == "zh" else {}
    cuts = {"match": thresholds.match, "possible": thresholds.possible}
    known = [(n, p) for n, p in cuts.items() if math.isfinite(MatchScore.weight_of(p))]
    table: Table = {
        "name": [f"{names.get(name, name)} {probability:g}" for name, probability in known],
        "weight": [MatchScore.weight_of(probability) for _, probability in known],
        # Side by side: what is possible is left of what matches.
        "side": ["left" if name == "match" else "right" for name, _ in known],
    }
    base = alt.Chart(data_of(table)).encode(x=alt.X("weight:Q", title=BITS[language(locale)]))
    lines = base.mark_rule(color=GREY, strokeDash=[4, 3], strokeWidth=1.5)
    texts = [
        base.transform_filter(f"datum.side == '{side}'")
        .mark_text(align=side, dx=4 if side == "left" else -4, y=y, dy=dy, color=INK)
        .encode(text="name:N")
        for side in ("left", "right")
        if named
    ]
    return [lines, *texts] if known else []
