"""Slide the thresholds and see what becomes of the customers."""

import html
from typing import Any

import numpy as np
from attrs import field, frozen

from custmdm._progress import as_progress
from custmdm.charts._altair import altair
from custmdm.charts._picture import Picture, Table
from custmdm.charts._threshold_drawing import TITLE, explorer_chart
from custmdm.charts._threshold_steps import ThresholdSteps, threshold_steps, thresholds_of
from custmdm.charts._threshold_walk import grid
from custmdm.errors import ConfigurationError
from custmdm.evaluate import SamplingPlan
from custmdm.evaluate._over_groupings import LabelledPairs
from custmdm.linker import Resolution
from custmdm.model import MatchScore
from custmdm.typing import Progress


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
    thresholds = thresholds_of(result)
    review = _review_table(found, grid(thresholds.match), grid(thresholds.possible))
    in_use = [grid(cut).index(cut) for cut in (thresholds.match, thresholds.possible)]
    chart = explorer_chart(found, review, *in_use)
    return ThresholdExplorer(TITLE, found.steps, chart, review, found.examples)


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
