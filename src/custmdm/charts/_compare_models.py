"""What two models say of the same levels."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from custmdm.charts._altair import BLUE, GREY, ORANGE, altair
from custmdm.charts._by_comparison import by_comparison, level_axis
from custmdm.charts._levels import level_table
from custmdm.charts._picture import Picture, Table
from custmdm.charts._rows import data_of, numbers, only
from custmdm.charts._tips import tips
from custmdm.charts._words import count
from custmdm.linker import Linker

_TITLE = "What two models say"
_FILLED = {"size": 55, "filled": True, "opacity": 1.0}
_Level = tuple[str, str]


def compare_models(
    one: Linker,
    other: Linker,
    *,
    names: tuple[str, str] = ("the one", "the other"),
    every: bool = False,
) -> Picture:
    """Draw the match weights of two models by level, and how far they are apart.

    Levels are the same where comparison and label are; what only one of them has stands alone.

    >>> import custmdm as cm
    >>> rows = [{"name": "Ann Lee", "phone": "+14155550101"}, {"name": "Lee, Ann"}]
    >>> linker = cm.Linker(kinds={"name": "person_name", "phone": "phone"}).fit(rows)
    >>> set(cm.charts.compare_models(linker, linker, every=True).table["difference"].tolist())
    {0.0}

    Args:
        one: a Linker that was fitted.
        other: another; of the same comparisons, or some of them.
        names: what to call the two.
        every: whether levels that no pair of either has are drawn too.

    Raises:
        NotTrainedError: if one of them was not fitted.
        MissingExtraError: if the extra "charts" is not installed.
    """
    altair()
    table = _table(_levels(one), _levels(other))
    seen = np.asarray(table["pairs_one"]) + np.asarray(table["pairs_other"]) > 0
    table = only(table, seen | every)
    lines = [
        f"Match weight in bits. Blue circle: {names[0]}; orange square: {names[1]}.",
        "A mark alone: only that one has the level.",
    ]
    if left_out := len(seen) - len(table["label"]):
        lines.append(f"Left out: {count(left_out, 'level')} that no pair has.")
    title = altair().Title(_TITLE, subtitle=lines)
    return Picture(_TITLE, table, by_comparison(table, _of_one).properties(title=title))


def _levels(linker: Linker) -> Mapping[_Level, tuple[int, float, int]]:
    """Return place, weight and pairs of each level, the comparison that tells most first."""
    t = level_table(linker)
    keys = zip(t["comparison"], t["label"], strict=True)
    said = zip(*(np.asarray(t[n]).tolist() for n in ("level", "weight", "pairs")), strict=True)
    return {(str(name), str(label)): row for (name, label), row in zip(keys, said, strict=True)}


def _table(
    one: Mapping[_Level, tuple[int, float, int]], other: Mapping[_Level, tuple[int, float, int]]
) -> Table:
    """Return one row a level that one of them has."""
    # The comparisons in the order of the one, then those of the other alone.
    keys = [*one, *(key for key in other if key not in one)]
    none = (0, float("nan"), 0)
    rows = [(one.get(key, none), other.get(key, none)) for key in keys]
    weights = np.array([(a[1], b[1]) for a, b in rows], dtype=np.float64).reshape(-1, 2)
    return {
        "comparison": [name for name, _ in keys],
        "level": np.array([max(a[0], b[0]) for a, b in rows], dtype=np.int64),
        "label": [label for _, label in keys],
        "one": weights[:, 0],
        "other": weights[:, 1],
        "difference": weights[:, 1] - weights[:, 0],
        "pairs_one": np.array([a[2] for a, _ in rows], dtype=np.int64),
        "pairs_other": np.array([b[2] for _, b in rows], dtype=np.int64),
    }


def _of_one(table: Table, x: Any) -> Any:
    alt, title = altair(), "match weight, bits"
    told = tips(
        "comparison", "label", one="+.2f", other="+.2f", difference="+.2f",
        pairs_one=",d", pairs_other=",d",
    )  # fmt: skip

    layers = []
    # What has no number is no mark: a scale of nothing is a complaint of the browser.
    for name, mark in (
        ("difference", {"type": "rule", "color": GREY, "strokeWidth": 2}),
        ("other", {"type": "point", "shape": "square", "color": ORANGE, **_FILLED}),
        ("one", {"type": "point", "shape": "circle", "color": BLUE, **_FILLED}),
    ):
        rows = only(table, np.isfinite(numbers(table, name)))
        if not len(rows["label"]):
            continue
        field = "one" if name == "difference" else name
        base = alt.Chart(data_of(rows), mark=mark).encode(
            y=level_axis(), x=alt.X(f"{field}:Q", title=title, axis=x), tooltip=told
        )
        layers.append(base.encode(x2="other:Q") if name == "difference" else base)
    return alt.layer(*layers)
