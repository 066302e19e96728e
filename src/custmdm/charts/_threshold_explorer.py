"""Slide the thresholds and see what becomes of the customers."""

import html
from collections.abc import Mapping
from typing import Any

import numpy as np
from attrs import field, frozen

from custmdm._progress import as_progress
from custmdm.charts._altair import BLUE, GREY, INK, ORANGE, altair
from custmdm.charts._picture import Picture, Table
from custmdm.charts._rows import data_of
from custmdm.charts._threshold_steps import EXAMPLES, ThresholdSteps, threshold_steps
from custmdm.charts._threshold_walk import grid
from custmdm.errors import ConfigurationError
from custmdm.evaluate import SamplingPlan
from custmdm.evaluate._over_groupings import LabelledPairs
from custmdm.linker import Resolution
from custmdm.model import MatchScore
from custmdm.typing import Progress

_TITLE = "What a threshold does to the customers"
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
_PER_ROW = 6
# Where the pairs to review stand among the tiles.
_REVIEW = 5


@frozen(eq=False, repr=False)
class ThresholdExplorer(Picture):
    """Hold the explorer: a picture with two sliders, and more of its data.

    Attributes:
        review: how many pairs are to be looked at, one row a match and a possible threshold.
        examples: up to ten pairs a step that are one customer at a threshold and two at the next.
    """

    review: Table = field(repr=False)
    examples: Table = field(repr=False)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        # The page, with the sliders above: what draws for a notebook puts them far below.
        page = html.escape(self.to_html())
        frame = f'<iframe srcdoc="{page}" width="100%" height="1200" style="border: 0"></iframe>'
        return {"text/html": frame, "text/plain": repr(self)}


def threshold_explorer(
    result: Resolution[Any],
    plan: SamplingPlan | None = None,
    labels: Any = None,
    *,
    masked: bool = True,
    progress: bool | Progress | None = None,
) -> ThresholdExplorer:
    """Draw what each of 101 match thresholds would do to the customers of a result.

    Slide `match` and `possible` and see: links, customers and pairs to review; precision and
    recall, as the model expects them; how many of the customers there are now would merge or
    split, how many golden ids would end or be new, how many golden values would change; and the
    pairs at the edge, those that are just one customer and those that just are not. What a
    threshold gives is what `result.at` gives. With labels precision and recall are measured too,
    with 95 % intervals, as `evaluate.from_labels` measures them.

    >>> import custmdm as cm
    >>> rows = [{"name": "Ann Lee", "phone": "+14155550101"}, {"name": "Lee, Ann"}]
    >>> result = cm.resolve(rows, kinds={"name": "person_name", "phone": "phone"})
    >>> explorer = cm.charts.threshold_explorer(result)
    >>> steps = explorer.to_frame()
    >>> len(steps), sorted(set(steps["customers"]))
    (101, [1, 2])

    Args:
        result: what `resolve` returned.
        plan: the pairs of this result that were to be labelled, of `evaluate.sampling_plan`.
        labels: whether a pair of the plan is one customer, as `evaluate.from_labels` takes them.
        masked: whether values of the examples are masked by their kinds.
        progress: True for a bar, or a callback (stage, done, total) that may raise to cancel.

    Raises:
        MissingExtraError: if the extra "charts" is not installed.
        ConfigurationError: if there is a plan without labels or labels without a plan, the plan is
            of another result, or there are labels and records of several types.
    """
    altair()  # before the work
    labelled = _labelled(result, plan, labels)
    found = threshold_steps(result, as_progress(progress), labelled=labelled, masked=masked)
    thresholds = result.thresholds[0]
    review = _review_table(found, grid(thresholds.match), grid(thresholds.possible))
    in_use = [grid(cut).index(cut) for cut in (thresholds.match, thresholds.possible)]
    chart = _chart(found, review, *in_use)
    return ThresholdExplorer(_TITLE, found.steps, chart, review, found.examples)


def _labelled(
    result: Resolution[Any], plan: SamplingPlan | None, labels: Any
) -> LabelledPairs | None:
    if (plan is None) != (labels is None):
        raise ConfigurationError("labels are of a plan: pass both plan= and labels=, or neither")
    if plan is None:
        return None
    if len(result.tables) != 1:
        raise ConfigurationError("labels are of one record type: resolve each type by itself")
    return LabelledPairs(result, plan, labels)


def _review_table(found: ThresholdSteps, matches: list[float], possibles: list[float]) -> Table:
    """Return one row a match and a possible threshold; above the match threshold none is."""
    step, possible_step = np.nonzero(np.tri(len(matches), len(possibles), dtype=np.bool_))
    return {
        "step": step,
        "possible_step": possible_step,
        "match": np.array(matches)[step],
        "weight": np.array([MatchScore.weight_of(match) for match in matches])[step],
        "possible": np.array(possibles)[possible_step],
        "pairs": found.review[step, possible_step],
    }


def _chart(found: ThresholdSteps, review: Table, now: int, possible: int) -> Any:
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
    ).resolve_scale(color="independent")
    examples = alt.Chart(data_of(_shown(found.examples)))
    return (
        alt.vconcat(
            _tiles(steps, pairs),
            curves,
            _listed(
                examples,
                "datum.step >= match",
                "ascending",
                "Just one customer: who comes apart next",
            ),
            _listed(
                examples,
                "datum.step < match",
                "descending",
                "Just not one customer: who comes together next",
            ),
            spacing=24,
        )
        .add_params(match, least)
        .properties(
            title=alt.Title(
                _TITLE,
                subtitle=["Against the customers there are now.", _told(measured)],
            )
        )
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
        scale=alt.Scale(domain=[-7, 18], clamp=True),
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
    layers = [lines, *(rule.encode(x=_axis(), tooltip=_tips("match")) for rule in (in_use, here))]
    return alt.layer(*layers).properties(width=_WIDTH, height=180, title=title)


def _customers(steps: Any) -> Any:
    alt = altair()
    y = alt.Y("customers:Q", title="customers", scale=alt.Scale(zero=False))
    tips = _tips("match", "customers", "links", "merged", "split", "values_changed")
    lines = steps.mark_line(color=BLUE).encode(x=_axis(), y=y, tooltip=tips)
    return _marked(steps, lines, "Customers")


def _to_review(steps: Any, pairs: Any) -> Any:
    alt = altair()
    lines = pairs.mark_line(color=BLUE).encode(
        x=_axis(), y=alt.Y("pairs:Q", title="pairs"), tooltip=_tips("match", "possible", "pairs")
    )
    return _marked(steps, lines, "Pairs to review, from the possible threshold")


def _rightness(steps: Any, measured: bool) -> Any:
    alt = altair()
    folded = steps.transform_fold(["precision", "recall"], ["measure", "share"])
    colours = alt.Scale(domain=["precision", "recall"], range=[BLUE, ORANGE])
    lines = folded.mark_line(strokeWidth=1 if measured else 2).encode(
        x=_axis(),
        y=alt.Y("share:Q", title="share", axis=alt.Axis(format="%"), scale=alt.Scale(zero=False)),
        color=alt.Color("measure:N", scale=colours, legend=alt.Legend(title=None, orient="bottom")),
        strokeDash=alt.StrokeDash("measure:N", legend=None),
        tooltip=_tips("match", "precision", "recall"),
    )
    if not measured:
        return _marked(steps, lines, "Precision and recall, as the model expects them")
    layers = [lines]
    for name, colour in (("precision", BLUE), ("recall", ORANGE)):
        ends = {"y": f"measured_{name}_low:Q", "y2": f"measured_{name}_high:Q"}
        band = steps.mark_area(color=colour, opacity=0.2, tooltip=False).encode(x=_axis(), **ends)
        line = steps.mark_line(color=colour, strokeWidth=2.5, tooltip=False)
        layers += [band, line.encode(x=_axis(), y=f"measured_{name}:Q")]
    return _marked(steps, alt.layer(*layers), "Precision and recall, measured, 95 % intervals")


def _tips(*names: str) -> list[dict[str, str]]:
    formats = {"match": ".6~f", "possible": ".6~f", "precision": ".2%", "recall": ".2%"}
    return [
        {"field": name, "type": "quantitative", "format": formats.get(name, ",")} for name in names
    ]


def _shown(examples: Table) -> Table:
    """Return the examples as lines of text."""
    ids = zip(examples["left"], examples["right"], examples["probability"], strict=True)
    return {
        "step": examples["step"],
        "place": examples["place"],
        "who": [f"{left}\n{right}" for left, right, _ in ids],
        "says": [
            f"{left}\n{right}"
            for left, right in zip(examples["left_says"], examples["right_says"], strict=True)
        ],
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
    for name, (x, colour) in columns.items():
        text = alt.Text(f"{name}:Q", format=".6~f") if name == "probability" else f"{name}:N"
        layers.append(
            here.mark_text(
                align="left", baseline="top", lineBreak="\n", color=colour, limit=0, tooltip=False,
                dx=x,
            ).encode(x=alt.value(0), y=y, text=text)
        )  # fmt: skip
    return alt.layer(*layers).properties(width=3 * _WIDTH + 80, height=EXAMPLES * 34, title=title)
