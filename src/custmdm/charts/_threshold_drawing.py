"""How the threshold explorer is drawn: sliders, numbers, curves, and the pairs at the edge."""

from collections.abc import Mapping
from typing import Any

from custmdm.charts._altair import BLUE, GREY, INK, ORANGE, altair, line_key
from custmdm.charts._picture import Table
from custmdm.charts._rows import data_of
from custmdm.charts._threshold_steps import EXAMPLES, ThresholdSteps
from custmdm.charts._threshold_walk import LEAST, MOST
from custmdm.charts._tips import tips
from custmdm.model import MatchScore

TITLE = "What a threshold does to the customers"
_WIDTH = 330
# The match probabilities that the axis names.
_NAMED = (0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999)
_TILES: Mapping[str, str] = {
    "match": "match from",
    "customers": "customers",
    "links": "links",
    "precision": "precision, expected",
    "recall": "recall, expected",
    "merged": "customers that merge",
    "split": "customers that split",
    "ids_lost": "golden ids that end",
    "ids_created": "golden ids that are new",
    "values_changed": "golden values that change",
}
# The pairs on either side of the match threshold, the nearest first.
_EDGES = (
    ("datum.step >= match", "ascending", "Just one customer: who comes apart next"),
    ("datum.step < match", "descending", "Just not one customer: who comes together next"),
)
_PER_ROW = 6
# Where the pairs to review stand among the tiles.
_REVIEW = 5


def explorer_chart(found: ThresholdSteps, review: Table, now: int, possible: int) -> Any:
    """Return the explorer: sliders, numbers, curves, and the pairs at the edge.

    Args:
        found: what each match threshold would do.
        review: how many pairs are to be looked at, one row a match and a possible threshold.
        now: the step of the match threshold in use.
        possible: that of the possible one.
    """
    alt = altair()
    measured = "measured_precision" in found.steps
    match = _slider("match", "match threshold", now)
    least = _slider("possible", "possible threshold", possible)
    steps = alt.Chart(data_of(found.steps))
    pairs = alt.Chart(data_of(review)).transform_filter(
        "datum.possible_step == min(possible, datum.step)"
    )
    curves = alt.hconcat(
        _customers(steps), _to_review(steps, pairs), _rightness(steps, measured)
    ).resolve_scale(color="independent", strokeDash="independent")
    examples = alt.Chart(data_of(_shown(found.examples)))
    subtitle = ["Against the customers there are now.", _told(measured)]
    return (
        alt.vconcat(
            _tiles(steps, pairs),
            curves,
            *(_listed(examples, *edge) for edge in _EDGES),
            spacing=24,
        )
        .add_params(match, least)
        .properties(title=alt.Title(TITLE, subtitle=subtitle))
    )


def _told(measured: bool) -> str:
    if measured:
        return "Precision and recall: thick with bands, from labels; thin, as the model expects."
    return "Precision and recall are what the model expects of the pairs that were compared."


def _slider(name: str, label: str, value: int) -> Any:
    alt = altair()
    return alt.param(
        name=name,
        value=value,
        bind=alt.binding_range(min=0, max=100, step=1, name=f"{label}, step "),
    )


def _tiles(steps: Any, pairs: Any) -> Any:
    """Return the numbers of the place that the sliders are at."""
    alt = altair()
    names = list(_TILES)
    places = [i if i < _REVIEW else i + 1 for i in range(len(names))]
    words = {"names": list(_TILES.values()), "places": places}
    chosen = steps.transform_filter("datum.step == match").transform_fold(names, ["name", "value"])
    at = f"indexof({names}, datum.name)"
    told = chosen.transform_calculate(
        place=f"{words['places']}[{at}]",
        says=f"{words['names']}[{at}]",
        shown="datum.name == 'match' ? format(datum.value, '.6~f') : "
        "datum.name == 'precision' || datum.name == 'recall' ? format(datum.value, '.2%') : "
        "format(datum.value, ',')",
    )
    seen = pairs.transform_filter("datum.step == match").transform_calculate(
        place=f"{_REVIEW}",
        says="'pairs to review, from ' + format(datum.possible, '.4~f')",
        shown="format(datum.pairs, ',')",
    )
    layers = [_tile(one, place) for one in (told, seen) for place in ("says", "shown")]
    return alt.layer(*layers).properties(width=3 * _WIDTH + 80, height=110)


def _tile(chart: Any, text: str) -> Any:
    alt = altair()
    big = text == "shown"
    columns = 3 * _WIDTH / _PER_ROW + 14
    return (
        chart.transform_calculate(
            x=f"datum.place % {_PER_ROW} * {columns}",
            y=f"floor(datum.place / {_PER_ROW}) * 58 + {20 if big else 38}",
        )
        .mark_text(
            align="left",
            fontSize=20 if big else 11,
            fontWeight="bold" if big else "normal",
            color=INK,
            tooltip=False,
        )
        .encode(
            x=alt.X("x:Q", scale=None, axis=None), y=alt.Y("y:Q", scale=None, axis=None),
            text=f"{text}:N",
        )
    )  # fmt: skip


def _axis() -> Any:
    alt = altair()
    weights = [MatchScore.weight_of(one) for one in _NAMED]
    return alt.X(
        "weight:Q",
        title="match threshold (probability)",
        scale=alt.Scale(domain=[LEAST, MOST], clamp=True),
        axis=alt.Axis(
            values=weights,
            labelExpr="format(1 / (1 + pow(2, -datum.value)), '.6~f')",
            labelOverlap=True,
        ),
    )


def _marked(steps: Any, lines: Any, title: str) -> Any:
    """Return lines with the threshold in use, dashed, and the place of the slider."""
    alt = altair()
    in_use = steps.transform_filter("datum.in_use").mark_rule(color=GREY, strokeDash=[4, 4])
    here = steps.transform_filter("datum.step == match").mark_rule(color=INK, strokeWidth=2)
    layers = [
        lines,
        *(rule.encode(x=_axis(), tooltip=tips(match=".6~f")) for rule in (in_use, here)),
    ]
    return alt.layer(*layers).properties(width=_WIDTH, height=180, title=title)


def _customers(steps: Any) -> Any:
    alt = altair()
    y = alt.Y("customers:Q", title="customers", scale=alt.Scale(zero=False))
    told = tips(
        match=".6~f", customers=",d", links=",d", merged=",d", split=",d", values_changed=",d"
    )
    lines = steps.mark_line(color=BLUE).encode(x=_axis(), y=y, tooltip=told)
    return _marked(steps, lines, "Customers")


def _to_review(steps: Any, pairs: Any) -> Any:
    alt = altair()
    lines = pairs.mark_line(color=BLUE).encode(
        x=_axis(),
        y=alt.Y("pairs:Q", title="pairs"),
        tooltip=tips(match=".6~f", possible=".6~f", pairs=",d"),
    )
    return _marked(steps, lines, "Pairs to review, from the possible threshold")


def _rightness(steps: Any, measured: bool) -> Any:
    alt = altair()
    folded = steps.transform_fold(["precision", "recall"], ["measure", "share"])
    # By color and by dashes: either tells the lines apart.
    marks = {"precision": (BLUE, [1, 0]), "recall": (ORANGE, [4, 2])}
    colors, dashes = (
        alt.Scale(domain=list(marks), range=list(some))
        for some in zip(*marks.values(), strict=True)
    )
    key = line_key(orient="bottom")
    lines = folded.mark_line(strokeWidth=1 if measured else 2).encode(
        x=_axis(),
        y=alt.Y("share:Q", title="share", axis=alt.Axis(format="%"), scale=alt.Scale(zero=False)),
        color=alt.Color("measure:N", scale=colors, legend=key),
        strokeDash=alt.StrokeDash("measure:N", scale=dashes, legend=key),
        tooltip=tips(match=".6~f", precision=".2%", recall=".2%"),
    )
    if not measured:
        return _marked(steps, lines, "Precision and recall, as the model expects them")
    layers = [lines]
    for name, (color, dash) in marks.items():
        ends = {"y": f"measured_{name}_low:Q", "y2": f"measured_{name}_high:Q"}
        band = steps.mark_area(color=color, opacity=0.2, tooltip=False).encode(x=_axis(), **ends)
        line = steps.mark_line(color=color, strokeDash=dash, strokeWidth=2.5, tooltip=False)
        layers += [band, line.encode(x=_axis(), y=f"measured_{name}:Q")]
    return _marked(steps, alt.layer(*layers), "Precision and recall, measured, 95 % intervals")


def _shown(examples: Table) -> Table:
    """Return the examples as lines of text."""
    ids = zip(examples["left"], examples["right"], strict=True)
    says = zip(examples["left_says"], examples["right_says"], strict=True)
    return {
        "step": examples["step"],
        "place": examples["place"],
        "who": [f"{left}\n{right}" for left, right in ids],
        "says": [f"{left}\n{right}" for left, right in says],
        "probability": examples["probability"],
    }


def _listed(examples: Any, side: str, order: str, title: str) -> Any:
    """Return the pairs that the next steps to one side divide, two lines each."""
    alt = altair()
    nearest = [alt.SortField("step", order), alt.SortField("place", "ascending")]
    number = alt.WindowFieldDef(op="row_number", **{"as": "number"})
    here = examples.transform_filter(side).transform_window([number], sort=nearest)
    here = here.transform_filter(f"datum.number <= {EXAMPLES}")
    columns = {"probability": (0, GREY), "who": (70, INK), "says": (270, INK)}
    y = alt.Y("number:Q", axis=None, scale=alt.Scale(domain=[1, EXAMPLES + 1], reverse=True))
    layers = []
    for name, (x, color) in columns.items():
        text = alt.Text(f"{name}:Q", format=".6~f") if name == "probability" else f"{name}:N"
        layers.append(
            here.mark_text(
                align="left", baseline="top", lineBreak="\n", color=color, limit=0, tooltip=False,
                dx=x,
            ).encode(x=alt.value(0), y=y, text=text)
        )  # fmt: skip
    return alt.layer(*layers).properties(width=3 * _WIDTH + 80, height=EXAMPLES * 34, title=title)
