"""How EM got to what training estimated, round by round."""

from typing import Any

import numpy as np

from custmdm.charts._altair import GREY, INK, WIDTH, altair, line_key, nothing
from custmdm.charts._levels import training_of
from custmdm.charts._picture import Picture, Table
from custmdm.charts._rows import data_of, numbers
from custmdm.charts._tips import tips
from custmdm.charts._words import count
from custmdm.linker import Linker

_TITLE = "How training got there"
# EM has settled where a round moves less than so much, in %.
_SETTLED = 0.001


def training_path(linker: Linker) -> Picture:
    """Draw how EM got to what it estimated, round by round.

    From above: how much a round moved any m or share at most, which has settled below 0.001 %; how
    many matches are expected; m of the highest level of each comparison. A jump is where what was
    believed beforehand gives way to what the matches show.

    >>> import custmdm as cm
    >>> rows = [{"name": "Ann Lee", "phone": "+14155550101"}, {"name": "Lee, Ann"}]
    >>> linker = cm.Linker(kinds={"name": "person_name", "phone": "phone"}).fit(rows)
    >>> len(cm.charts.training_path(linker).table["round"]) == 2 * linker.training.rounds
    True

    Args:
        linker: a Linker that was fitted; one that was saved by an earlier version has no path.

    Raises:
        NotTrainedError: if the Linker was not fitted.
        MissingExtraError: if the extra "charts" is not installed.
    """
    alt, report = altair(), training_of(linker)
    names, path = [c.name for c in report.comparisons], report.path
    table: Table = {
        "round": np.array([i for i in range(1, len(path) + 1) for _ in names], dtype=np.int64),
        "moved": np.array([one.moved for one in path for _ in names], dtype=np.float64),
        "matches": np.array([one.matches for one in path for _ in names], dtype=np.float64),
        "comparison": [name for _ in path for name in names],
        "m": np.array([m for one in path for m in one.best], dtype=np.float64),
    }
    end = "settled" if report.settled else "had not settled"
    title = alt.Title(_TITLE, subtitle=f"After {count(report.rounds, 'round')} it {end}.")
    drawn = _rounds(table) if path else nothing("no round of this training was kept")
    return Picture(_TITLE, table, drawn.properties(title=title))


def _rounds(table: Table) -> Any:
    """Return the largest move of each round above m of the highest levels after it."""
    alt = altair()
    percent = {name: 100.0 * numbers(table, name) for name in ("moved", "m")}
    data = data_of({**table, **percent})
    across = alt.X("round:Q", title="round", axis=alt.Axis(tickMinStep=1, format="d"))
    base = alt.Chart(data).encode(x=across)
    scale = alt.Scale(type="log", clamp=True, domain=[_SETTLED / 10.0, 100.0])
    axis = alt.Axis(values=[_SETTLED * 10.0**i for i in range(6)], format=",.3~f")
    moved = base.mark_line(color=INK).encode(
        y=alt.Y("moved:Q", title="largest move, %", scale=scale, axis=axis),
        tooltip=tips(round="d", moved=".4~f", matches=",.1f"),
    )
    settled = alt.Chart(data_of({"moved": [_SETTLED], "text": ["settled below this"]})).encode(
        y=alt.Y("moved:Q", scale=scale)
    )
    line = settled.mark_rule(color=GREY, strokeDash=[4, 3])
    word = settled.mark_text(align="left", dx=4, dy=8, color=INK).encode(
        x=alt.value(0), text="text:N"
    )
    matches = base.mark_line(color=INK).encode(
        y=alt.Y("matches:Q", title="expected matches", axis=alt.Axis(format=",.2~f")),
        tooltip=tips(round="d", matches=",.1f"),
    )
    # By color and by dashes: either tells the lines apart.
    name = alt.Scale(domain=list(dict.fromkeys(table["comparison"])))
    key = line_key(labelLimit=0)
    best = base.mark_line().encode(
        y=alt.Y("m:Q", title="m of the highest level, %", scale=alt.Scale(zero=False)),
        color=alt.Color("comparison:N", scale=name, legend=key),
        strokeDash=alt.StrokeDash("comparison:N", scale=name, legend=key),
        tooltip=tips("comparison", round="d", m=".2f"),
    )
    parts = [alt.layer(moved, line, word), matches, best]
    drawn = alt.vconcat(*(part.properties(width=WIDTH, height=150) for part in parts))
    # The names of the lines stand beside the lines, not at the top.
    return drawn.resolve_scale(color="independent", strokeDash="independent")
