"""What each comparison says for and against a match, by level."""

from typing import Any

import numpy as np

from custmdm.charts._altair import BLUE, INK, RED, altair
from custmdm.charts._by_comparison import by_comparison, level_axis
from custmdm.charts._levels import FEW, level_table
from custmdm.charts._picture import Picture, Table
from custmdm.charts._rows import data_of, only
from custmdm.charts._tips import tips
from custmdm.charts._words import count
from custmdm.linker import Linker

_TITLE = "What each comparison says"


def match_weights(linker: Linker, *, every: bool = False) -> Picture:
    """Draw what each comparison says for and against a match, by level, in bits.

    A bar to the right speaks for a match, one to the left against; ten bits are a factor of a
    thousand. Pale bars rest on fewer than 30 expected matches. The line on a bar is a 95 %
    interval: where the weight would be had other matches and other random pairs been seen. It
    takes for granted which pairs are matches, and is not there where no match is expected.

    >>> import custmdm as cm
    >>> rows = [{"name": "Ann Lee", "phone": "+14155550101"}, {"name": "Lee, Ann"}]
    >>> linker = cm.Linker(kinds={"name": "person_name", "phone": "phone"}).fit(rows)
    >>> picture = cm.charts.match_weights(linker)
    >>> picture.to_frame("polars")["comparison"].unique().to_list()
    ['name (person_name)']

    Args:
        linker: a Linker that was fitted.
        every: whether levels that no pair has are drawn too; what was believed before shows there.

    Raises:
        NotTrainedError: if the Linker was not fitted.
        MissingExtraError: if the extra "charts" is not installed.

    Source: the interval of m, and that of u, is Wilson's (1927); one of their ratio comes of the
    two as in Zou and Donner (2008), Construction of confidence limits about effect measures.
    """
    alt, whole = altair(), level_table(linker)
    seen = np.asarray(whole["pairs"]) > 0
    table = only(whole, seen | every)
    chart = by_comparison(table, _of_one).properties(
        title=alt.Title(_TITLE, subtitle=_subtitle(len(seen) - len(table["label"])))
    )
    return Picture(_TITLE, table, chart)


def _of_one(table: Table, x: Any) -> Any:
    alt = altair()
    base = alt.Chart(data_of(table)).encode(
        y=level_axis(),
        tooltip=tips(
            "comparison", "label",
            weight="+.2f", low="+.2f", high="+.2f", m=".4f", u=".4g", matches=",.1f", pairs=",d",
        ),
    )  # fmt: skip
    bars = base.mark_bar().encode(
        x=alt.X("weight:Q", title="match weight, bits", axis=x),
        color=alt.condition("datum.weight >= 0", alt.value(BLUE), alt.value(RED)),
        opacity=alt.condition("datum.few", alt.value(0.4), alt.value(1.0)),
    )
    lines = base.mark_rule(color=INK, strokeWidth=1.5).encode(x="low:Q", x2="high:Q")
    return alt.layer(bars, lines)


def _subtitle(left_out: int) -> list[str]:
    lines = [
        "To the right for a match, to the left against it; the line is a 95 % interval.",
        f"Pale: fewer than {FEW:g} expected matches have that level.",
    ]
    if left_out:
        lines.append(f"Left out: {count(left_out, 'level')} that no pair has.")
    return lines
