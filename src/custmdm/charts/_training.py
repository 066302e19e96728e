"""What training estimated: how often each level is among matches, and among strangers."""

from typing import Any

import numpy as np

from custmdm.charts._altair import BLUE, ORANGE, altair
from custmdm.charts._by_comparison import by_comparison, level_axis
from custmdm.charts._levels import FEW, level_table, training_of
from custmdm.charts._picture import Picture, Table
from custmdm.charts._rows import data_of, numbers, only
from custmdm.charts._tips import tips
from custmdm.charts._words import count
from custmdm.linker import Linker

_TITLE = "What training estimated"
# A share is drawn from here on: on a scale of powers of ten there is no nothing.
_LEAST = 1e-5


def training(linker: Linker, *, every: bool = False) -> Picture:
    """Draw what training estimated: how often each level is among matches and among strangers.

    The lines are 95 % intervals, as in :func:`match_weights`. A level that says much has its two
    marks far apart. For how EM got there see :func:`training_path`.

    >>> import custmdm as cm
    >>> rows = [{"name": "Ann Lee", "phone": "+14155550101"}, {"name": "Lee, Ann"}]
    >>> linker = cm.Linker(kinds={"name": "person_name", "phone": "phone"}).fit(rows)
    >>> cm.charts.training(linker)
    <Picture: What training estimated>

    Args:
        linker: a Linker that was fitted.
        every: whether levels that no pair has are drawn too.

    Raises:
        NotTrainedError: if the Linker was not fitted.
        MissingExtraError: if the extra "charts" is not installed.
    """
    altair()
    whole, report = level_table(linker), training_of(linker)
    seen = np.asarray(whole["pairs"]) > 0
    table = only(whole, seen | every)
    lines = [
        "Of the pairs that can be compared by it, how many have the level, in %.",
        "Blue circle: of the matches (m); orange square: of strangers (u). Lines: 95 % intervals.",
        f"Hollow: fewer than {FEW:g} expected matches have that level.",
        "A share below 0.001 % stands at the edge.",
        f"Matches expected: {report.matches:,.0f} among {count(report.pairs, 'pair')}.",
    ]
    if left_out := len(seen) - len(table["label"]):
        lines.append(f"Left out: {count(left_out, 'level')} that no pair has.")
    title = altair().Title(_TITLE, subtitle=lines)
    return Picture(_TITLE, table, by_comparison(table, _of_one).properties(title=title))


def _of_one(table: Table, x: Any) -> Any:
    alt = altair()
    x.values = [10.0**i for i in range(-3, 3)]
    x.format = ",.3~f"
    shown = {name: np.maximum(numbers(table, name), _LEAST) * 100.0
             for name in ("m", "u", "m_low", "m_high", "u_low", "u_high")}  # fmt: skip
    base = alt.Chart(data_of({**table, **shown})).encode(
        y=level_axis(),
        tooltip=tips(
            "comparison", "label", m=".3~f", m_low=".3~f", m_high=".3~f",
            u=".4~f", u_low=".4~f", u_high=".4~f", matches=",.1f", pairs=",d",
        ),
    )  # fmt: skip
    scale = alt.Scale(type="log", domain=[_LEAST * 100.0, 100.0], clamp=True)
    layers = []
    for name, color, shape in (("u", ORANGE, "square"), ("m", BLUE, "circle")):
        across = alt.X(f"{name}:Q", title="share of the pairs, %", scale=scale, axis=x)
        spread = base.mark_rule(color=color, strokeWidth=1.5, opacity=0.6)
        layers.append(spread.encode(x=alt.X(f"{name}_low:Q", scale=scale, axis=x,
                                            title="share of the pairs, %"),
                                    x2=f"{name}_high:Q"))  # fmt: skip
        fill = alt.condition("datum.few", alt.value("white"), alt.value(color))
        marks = base.mark_point(shape=shape, size=50, color=color, opacity=1.0)
        layers.append(marks.encode(x=across, fill=fill if name == "m" else alt.value(color)))
    return alt.layer(*layers)
