"""How the match weights of the kept pairs lie, and where the thresholds cut."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from custmdm.charts._altair import BLUE, ORANGE, SKY, altair, nothing
from custmdm.charts._picture import Picture, Table
from custmdm.charts._rows import data_of, numbers, only
from custmdm.charts._tips import tips
from custmdm.charts._weight_axis import BITS, threshold_lines, with_probabilities
from custmdm.charts._words import count
from custmdm.linker import Resolution, ResolvedTable
from custmdm.model import MatchScore, Thresholds

_TITLE = "How the match weights lie"
_SORTS = {
    "links: they match and are one customer": BLUE,
    "one customer by other links": SKY,
    "to review: they may match and are two customers": ORANGE,
}
_BINS, _WIDTH, _HEIGHT = 60, 560, 110
# Above so many pairs a bin those of a few would not be seen.
_LINEAR = 200

Floats = npt.NDArray[np.float64]


def score_distribution(result: Resolution[Any]) -> Picture:
    """Draw how many pairs have which match weight, with the thresholds.

    Pairs below the threshold of what is possible were not kept and are not drawn. With more than
    200 pairs in a bin the scale is logarithmic from one pair on.

    >>> import custmdm as cm
    >>> rows = [{"id": 1, "name": "Ann Lee"}, {"id": 2, "name": "Lee, Ann"}]
    >>> result = cm.resolve(rows, key="id", kinds={"name": "person_name"})
    >>> picture = cm.charts.score_distribution(result)
    >>> picture.to_frame().columns.tolist()
    ['sort', 'low', 'high', 'probability_low', 'probability_high', 'pairs']

    Args:
        result: what `resolve` returned.

    Raises:
        MissingExtraError: if the extra "charts" is not installed.
    """
    altair()
    table = _table(result)
    chart = _drawn(table, result.thresholds) if table["sort"] else nothing("no pair was kept")
    compared = count(result.n_pairs, "pair")
    subtitle = f"Compared: {compared}. Those below the thresholds are not drawn."
    title = altair().Title(_TITLE, subtitle=subtitle)
    return Picture(_TITLE, table, chart.properties(title=title))


def _drawn(table: Table, thresholds: tuple[Thresholds, ...]) -> Any:
    """Return the sorts of pairs under each other on one scale."""
    alt, sorts = altair(), np.array(table["sort"], dtype=object)
    cuts = [MatchScore.weight_of(p) for t in thresholds for p in (t.match, t.possible)]
    at = [*filter(math.isfinite, cuts), *numbers(table, "low"), *numbers(table, "high")]
    low, high = float(min(at)), float(max(at))
    # Room for the name of the threshold on the left.
    domain = (low - (high - low) * 0.2, high + (high - low) * 0.05)
    present = list(dict.fromkeys(sorts.tolist()))
    rows = []
    for name in present:
        of_sort = only(table, sorts == name)
        first, last = name == present[0], name == present[-1]
        bars = _of_one(of_sort, name, domain, last=last)
        drawn = alt.layer(bars, *threshold_lines(thresholds, y=10, dy=0, named=first))
        drawn = with_probabilities(drawn, *domain) if first else drawn
        said = f"{name}, {count(int(numbers(of_sort, 'pairs').sum()), 'pair')}"
        title = alt.Title(said, fontSize=12, frame="group", offset=4)
        rows.append(drawn.properties(width=_WIDTH, height=_HEIGHT, title=title))
    return alt.vconcat(*rows, spacing=10).resolve_scale(x="shared")


def _table(result: Resolution[Any]) -> Table:
    """Return one row a bin that has pairs, by sort."""
    weights = dict.fromkeys(_SORTS, np.zeros(0))
    for part in result.tables:
        for name, found in zip(_SORTS, _sorted(part), strict=True):
            weights[name] = np.concatenate([weights[name], found])
    edges = _edges(np.concatenate(list(weights.values())), result.thresholds)
    counts = np.array([np.histogram(found, edges)[0] for found in weights.values()])
    which, bins = np.nonzero(counts)
    low, high = edges[bins], edges[bins + 1] if len(bins) else edges[bins]
    return {
        "sort": [list(_SORTS)[i] for i in which.tolist()],
        "low": low,
        "high": high,
        "probability_low": np.array(list(map(MatchScore.probability_of, low.tolist()))),
        "probability_high": np.array(list(map(MatchScore.probability_of, high.tolist()))),
        "pairs": counts[which, bins].astype(np.int64),
    }


def _sorted(part: ResolvedTable) -> tuple[Floats, Floats, Floats]:
    """Return the weights of the links, of other pairs of one customer, and of those to review."""
    together = part.labels[part.left] == part.labels[part.right]
    matches = part.weight >= MatchScore.weight_of(part.matching.thresholds.match)
    return (
        part.weight[together & matches],
        part.weight[together & ~matches],
        part.weight[~together],
    )


def _edges(weights: Floats, thresholds: tuple[Thresholds, ...]) -> Floats:
    """Return where the bins begin and end: one of them at the match threshold."""
    if not len(weights):
        return np.zeros(1)
    cuts = [MatchScore.weight_of(t.match) for t in thresholds]
    zero = next((cut for cut in cuts if math.isfinite(cut)), 0.0)
    low, high = float(weights.min()), float(weights.max())
    width = next((w for w in (0.25, 0.5, 1.0, 2.0) if (high - low) / w <= _BINS), 5.0)
    first, last = math.floor((low - zero) / width), math.floor((high - zero) / width) + 1
    return np.array([zero + width * i for i in range(first, last + 1)])


def _of_one(table: Table, name: str, domain: tuple[float, float], *, last: bool) -> Any:
    """Return the bars of one sort of pairs."""
    alt, most = altair(), int(numbers(table, "pairs").max())
    is_wide = most > _LINEAR
    powers = [0, *(10**i for i in range(len(str(most))))]
    axis = {"values": powers} if is_wide else {"tickMinStep": 1, "tickCount": 4}
    # Room above the bars for the names of the thresholds.
    high = most * (6.0 if is_wide else 1.3)
    scale = alt.Scale(type="symlog" if is_wide else "linear", domain=[0, high], nice=False)
    below = alt.Axis() if last else alt.Axis(labels=False, ticks=False, title=None)
    across = alt.Scale(domain=domain, nice=False)
    return (
        alt.Chart(data_of(table))
        .mark_bar(color=_SORTS[name], stroke="white", strokeWidth=0.5)
        .encode(
            x=alt.X("low:Q", title=BITS["en"], axis=below, scale=across),
            x2="high:Q",
            y=alt.Y("pairs:Q", title="pairs", scale=scale, axis=alt.Axis(format=",d", **axis)),
            y2=alt.datum(0),
            tooltip=tips(
                "sort", low="+.2f", high="+.2f",
                probability_low=".6~f", probability_high=".6~f", pairs=",d",
            ),
        )
    )  # fmt: skip
