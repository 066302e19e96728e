"""One customer as a graph: its records, and the pairs that hold it together."""

from collections.abc import Collection
from typing import Any

import numpy as np

from custmdm.charts._altair import INK, ORANGE, RED, SKY, altair
from custmdm.charts._inner_pairs import InnerPairs, add_those_against, kept_pairs
from custmdm.charts._layout import hops, positions, strongest_tree
from custmdm.charts._picture import Picture, Table
from custmdm.charts._rows import data_of
from custmdm.charts._tips import tips
from custmdm.charts._words import count
from custmdm.linker import Resolution, ResolvedTable
from custmdm.model import MatchScore
from custmdm.steward._evidence import place
from custmdm.steward._side_by_side import texts_of

# So many records at most are drawn, so many with a label; of more lines only the strongest.
_DRAWN, _LABELLED, _LINES = 200, 30, 400
# How each kind of pair is drawn: its colour, and its dashes, for who does not see the colour.
_KINDS = {
    "link": (INK, [1, 0]),
    "possible": (ORANGE, [2, 2]),
    "said to be one": (SKY, [1, 0]),
    "weakest bridge": (RED, [7, 4]),
    "against": ("#CCCCCC", [1, 0]),
}


def cluster(result: Resolution[Any], name: object, *, masked: bool = True) -> Picture:
    """Draw the customer that a record belongs to: its records and the pairs that connect them.

    A thicker line has a higher match weight. The weakest bridge is the pair of least weight without
    which the customer falls apart. Grey lines are pairs below the possible threshold: by themselves
    the two would not be one customer.

    >>> import custmdm as cm
    >>> rows = [{"name": "Ann Lee", "phone": "+14155550101"}, {"name": "Lee, Ann"}]
    >>> rows.append({"phone": "+1 415 555 0101", "name": "A. Lee"})
    >>> result = cm.resolve(rows, kinds={"name": "person_name", "phone": "phone"})
    >>> picture = cm.charts.cluster(result, "table:0")
    >>> picture.to_frame().columns.tolist()
    ['left', 'right', 'kind', 'weight', 'probability', 'weakest_bridge']

    Args:
        result: what `resolve` returned.
        name: a record of the customer: a RecordId, or its text ``"crm:17"``.
        masked: whether values are masked by their kinds.

    Returns:
        The picture; its table has one row a pair. Of a customer of more than 200 records the 200
        nearest the named one are drawn, and pairs that speak against it are those among them.

    Raises:
        UnknownRecordError: if the record is not in the result.
        MissingExtraError: if the extra "charts" is not installed.
    """
    alt = altair()
    found = place(result, result.find(name))
    assert found is not None
    part, row = found
    rows = list(part.clusters[int(part.labels[row])])
    pairs = kept_pairs(part, rows)
    # The named record first, then those next to it. Where many are as near, the first.
    away = hops(len(rows), pairs.pairs, [rows.index(row)])[0]
    shown = sorted(np.argsort(away, kind="stable")[:_DRAWN].tolist())
    add_those_against(pairs, part, rows, shown)
    drawn = _drawn(pairs, set(shown))
    hold = [pairs.pairs[i] for i in drawn if pairs.kind[i] != "against"]
    at = positions(hops(len(rows), hold, shown)[:, shown])
    spot = dict(zip(shown, at.tolist(), strict=True))
    table = _table(pairs, [str(part.table.ids[r]) for r in rows])
    title = f"Customer {part.golden_id(int(part.labels[row]))}"
    chart = (
        alt.layer(*_lines(pairs, drawn, table, spot), *_nodes(part, rows, spot, masked=masked))
        .resolve_scale(color="independent", shape="independent", strokeDash="independent")
        .properties(
            width=600,
            height=420 if len(rows) > 2 else 160,
            title=alt.Title(title, subtitle=_subtitle(table, len(rows), shown, drawn)),
        )
    )
    return Picture(title, table, chart)


def _table(pairs: InnerPairs, names: list[str]) -> Table:
    """Return one row a pair."""
    weight = np.array(pairs.weight, dtype=np.float64)
    stated = [np.nan if np.isnan(w) else MatchScore.probability_of(w) for w in pairs.weight]
    return {
        "left": [names[one] for one, _ in pairs.pairs],
        "right": [names[two] for _, two in pairs.pairs],
        "kind": pairs.kind,
        "weight": weight,
        "probability": np.array(stated, dtype=np.float64),
        "weakest_bridge": [i == pairs.bridge for i in range(len(weight))],
    }


def _lines(
    pairs: InnerPairs, drawn: list[int], table: Table, spot: dict[int, list[float]]
) -> list[Any]:
    """Return the lines between the records that are drawn."""
    alt = altair()
    if not drawn:
        return []
    # Those against first, so that they are below the others.
    drawn = sorted(drawn, key=lambda i: pairs.kind[i] != "against")
    rows = {name: [values[i] for i in drawn] for name, values in table.items()}
    rows["kind"] = ["weakest bridge" if i == pairs.bridge else pairs.kind[i] for i in drawn]
    most = max((w for w in pairs.weight if w > 0), default=1.0)
    thin = 1.0 if len(spot) <= _LABELLED else 0.5
    rows["width"] = [thin * _width(pairs.kind[i], pairs.weight[i], most) for i in drawn]
    for end, number in (("", 0), ("2", 1)):
        for axis, name in enumerate("xy"):
            rows[name + end] = [spot[pairs.pairs[i][number]][axis] for i in drawn]
    kinds = [kind for kind in _KINDS if kind in rows["kind"]]
    scales = [alt.Scale(domain=kinds, range=[_KINDS[k][i] for k in kinds]) for i in (0, 1)]
    lines = alt.Chart(data_of(rows)).mark_rule().encode(
        x=_axis("x"), y=_axis("y"), x2="x2:Q", y2="y2:Q",
        color=alt.Color("kind:N", title="pair", scale=scales[0]),
        strokeDash=alt.StrokeDash("kind:N", title="pair", scale=scales[1]),
        strokeWidth=alt.StrokeWidth("width:Q", scale=None, legend=None),
        tooltip=tips("left", "right", "kind", weight="+.2f", probability=".4f",
                     titles={"weight": "weight, bits"}),
    )  # fmt: skip
    return [lines]


def _drawn(pairs: InnerPairs, shown: Collection[int]) -> list[int]:
    """Return the places of the pairs that are drawn: of too many those that connect, the strongest.

    A bridge is among them.
    """
    found = [i for i, (one, two) in enumerate(pairs.pairs) if one in shown and two in shown]
    if len(found) <= _LINES:
        return found
    connect = [i for i in found if pairs.kind[i] != "against"]
    # What somebody said has no weight, and is stronger than any.
    strength = np.nan_to_num(np.array([pairs.weight[i] for i in connect]), nan=np.inf)
    ends = [pairs.pairs[i] for i in connect]
    tree = strongest_tree(1 + max(shown), ends, strength)
    return [i for i in connect if pairs.pairs[i] in tree]


def _width(kind: str, weight: float, most: float) -> float:
    if kind == "against":
        return 1.0
    return 5.0 if np.isnan(weight) else 1.5 + 4.0 * max(weight, 0.0) / most


def _nodes(
    part: ResolvedTable, rows: list[int], spot: dict[int, list[float]], *, masked: bool
) -> list[Any]:
    """Return the records as points, and their labels if they are few."""
    alt = altair()
    said = [_said(part, rows[i], masked=masked) for i in spot]
    ids = [part.table.ids[rows[i]] for i in spot]
    nodes: Table = {
        "record": [str(record) for record in ids],
        "source": [record.source for record in ids],
        "says": ["; ".join(f"{n}: {', '.join(texts)}" for n, texts in one.items()) for one in said],
        "label": [
            f"{record}\n{next(iter(one.values()), ('',))[0]}"
            for record, one in zip(ids, said, strict=True)
        ],
        "x": [x for x, _ in spot.values()],
        "y": [y for _, y in spot.values()],
    }
    points = alt.Chart(data_of(nodes)).encode(x=_axis("x"), y=_axis("y"))
    marks = points.mark_point(filled=True, size=220, opacity=1, stroke="white").encode(
        color=alt.Color("source:N"), shape=alt.Shape("source:N"),
        tooltip=tips("record", "source", "says"),
    )  # fmt: skip
    if len(spot) > _LABELLED:
        return [marks]
    text = {"dy": 22, "lineBreak": "\n", "limit": 160, "tooltip": False}
    # White around the letters, where lines go through them.
    halo = points.mark_text(**text, stroke="white", strokeWidth=4, strokeJoin="round")
    label = points.mark_text(**text, color=INK)
    return [marks, halo.encode(text="label:N"), label.encode(text="label:N")]


def _said(part: ResolvedTable, row: int, *, masked: bool) -> dict[str, tuple[str, ...]]:
    """Return what a record says, by field."""
    texts = {plan.name: texts_of(part, plan, row, masked=masked) for plan in part.table.plans}
    return {name: some for name, some in texts.items() if some}


def _axis(name: str) -> dict[str, Any]:
    # Room at the sides for the labels.
    scale = {"domain": [-0.15, 1.15], "nice": False}
    return {"field": name, "type": "quantitative", "axis": None, "scale": scale}


def _subtitle(table: Table, n: int, shown: list[int], drawn: list[int]) -> list[str]:
    """Return what the picture says in words."""
    kinds = list(table["kind"])
    lines = [
        f"{count(n, 'record')}, links: {kinds.count('link')}, possible: {kinds.count('possible')}, "
        f"pairs inside that speak against it: {kinds.count('against')}."
    ]
    if n == 1:
        lines = ["1 record: no other is this customer."]
    for left, right, _, weight, probability, is_weakest in zip(*table.values(), strict=True):
        if is_weakest:
            found = f"{weight:.1f} bits, probability {probability:.3f}."
            lines.append(f"The weakest bridge: {left} and {right}, {found}")
    if n > len(shown):
        lines.append(f"Drawn: the {len(shown)} records nearest the one that was named.")
    elif len(drawn) < len(kinds):
        lines.append("Drawn: of so many pairs the strongest that connect the records.")
    return lines
