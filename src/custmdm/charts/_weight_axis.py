"""Match weights across, in bits below and as probabilities above, with the thresholds."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from custmdm.charts._altair import GREY, INK, altair
from custmdm.charts._picture import Table
from custmdm.charts._rows import data_of
from custmdm.model import MatchScore, Thresholds

BITS: Mapping[str, str] = {"en": "match weight, bits", "zh": "匹配权重（比特）"}
# Where a threshold is across, as a sentence for who thinks in odds.
CUT = "match threshold, bits (10 bits: 1,000 to 1)"
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
    thresholds: Iterable[Thresholds],
    locale: str = "en",
    *,
    y: object = "height",
    dy: int = -9,
    named: bool = True,
    upright: bool = False,
) -> list[Any]:
    """Return the lines of the thresholds that have a weight, each with its name.

    Args:
        thresholds: the thresholds; the same ones are drawn once.
        locale: the language.
        y: where the names stand, up and down.
        dy: so many pixels below that.
        named: whether their names are drawn.
        upright: whether the names stand along the lines, from the bottom.
    """
    alt = altair()
    names = {"match": "匹配", "possible": "可能匹配"} if language(locale) == "zh" else {}
    cuts = {cut for t in thresholds for cut in (("match", t.match), ("possible", t.possible))}
    known = sorted((MatchScore.weight_of(p), name, p) for name, p in cuts)
    known = [cut for cut in known if math.isfinite(cut[0])]
    if not known:
        return []
    table: Table = {
        "name": [f"{names.get(name, name)} {probability:g}" for _, name, probability in known],
        "weight": [weight for weight, _, _ in known],
        # Side by side: what is possible is left of what matches.
        "side": ["left" if name == "match" else "right" for _, name, _ in known],
    }
    base = alt.Chart(data_of(table)).encode(x="weight:Q")
    lines = [base.mark_rule(color=GREY, strokeDash=[4, 3], strokeWidth=1.5, tooltip=False)]
    how = {"color": INK, "y": y, "tooltip": False}
    if not named:
        return lines
    if upright:
        text = base.mark_text(align="left", angle=270, dx=6, dy=-6, **how)
        return [*lines, text.encode(text="name:N")]
    texts = [
        base.transform_filter(f"datum.side == '{side}'")
        .mark_text(align=side, dx=4 if side == "left" else -4, dy=dy, **how)
        .encode(text="name:N")
        for side in ("left", "right")
    ]
    return [*lines, *texts]
