"""What each comparison says for and against a match, by level."""

from typing import TYPE_CHECKING

import numpy as np

from custmdm.charts._altair import BLUE, RED, altair
from custmdm.charts._picture import Picture, Table
from custmdm.charts._rows import data_of
from custmdm.errors import NotTrainedError

if TYPE_CHECKING:
    from custmdm.linker import Linker

# A level that fewer expected matches speak for is drawn pale: what was believed before shows there.
_FEW = 30.0


def match_weights(linker: "Linker") -> Picture:
    """Draw what each comparison says for and against a match, by level, in bits.

    A bar to the right speaks for a match, one to the left against; ten bits are a factor of a
    thousand. Pale bars rest on fewer than 30 expected matches.

    >>> import custmdm as cm
    >>> rows = [{"name": "Ann Lee", "phone": "+14155550101"}, {"name": "Lee, Ann"}]
    >>> linker = cm.Linker(kinds={"name": "person_name", "phone": "phone"}).fit(rows)
    >>> picture = cm.charts.match_weights(linker)
    >>> picture.to_frame().columns.tolist()
    ['comparison', 'level', 'label', 'weight', 'm', 'u', 'matches', 'pairs', 'few']

    Raises:
        NotTrainedError: if the Linker was not fitted.
        MissingExtraError: if the extra "charts" is not installed.
    """
    alt, table = altair(), _table(linker)
    order = [f"{c}" for c in dict.fromkeys(table["comparison"])]
    bars = (
        alt.Chart(data_of(table))
        .mark_bar()
        .encode(
            x=alt.X("weight:Q", title="match weight, bits"),
            y=alt.Y("label:N", title=None, sort=alt.SortField("level", "descending")),
            color=alt.condition("datum.weight >= 0", alt.value(BLUE), alt.value(RED)),
            opacity=alt.condition("datum.few", alt.value(0.4), alt.value(1.0)),
            row=alt.Row(
                "comparison:N",
                sort=order,
                title=None,
                header=alt.Header(labelAngle=0, labelAlign="left", labelLimit=260),
            ),
            tooltip=["comparison:N", "label:N", *_NUMBERS],
        )
        .resolve_scale(y="independent")
        .properties(
            width=420,
            height=alt.Step(18),
            title=alt.Title(
                "What each comparison says",
                subtitle="For a match to the right, against it to the left. "
                "Pale: fewer than 30 expected matches.",
            ),
        )
    )
    return Picture("What each comparison says", table, bars)


_NUMBERS = tuple(
    {"field": name, "type": "quantitative", "format": form}
    for name, form in (
        ("weight", "+.2f"), ("m", ".4f"), ("u", ".4g"), ("matches", ",.0f"), ("pairs", ",d"),
    )
)  # fmt: skip


def _table(linker: "Linker") -> Table:
    """Return one row a level."""
    if linker.training is None:
        raise NotTrainedError("a Linker that was not fitted has no match weights: call fit first")
    learned = sorted(linker.training.comparisons, key=lambda c: (-c.information, c.name))
    rows = [(c.name, i, level) for c in learned for i, level in enumerate(c.levels)]
    return {
        "comparison": [name for name, _, _ in rows],
        "level": np.array([i for _, i, _ in rows]),
        "label": [level.label for _, _, level in rows],
        "weight": np.array([level.weight for _, _, level in rows]),
        "m": np.array([level.m for _, _, level in rows]),
        "u": np.array([level.u for _, _, level in rows]),
        "matches": np.array([level.matches for _, _, level in rows]),
        "pairs": np.array([level.pairs for _, _, level in rows]),
        "few": np.array([level.matches < _FEW for _, _, level in rows]),
    }
