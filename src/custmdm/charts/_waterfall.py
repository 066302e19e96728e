"""How the score of one pair adds up, and what would change the verdict."""

import re
from collections.abc import Mapping
from itertools import accumulate
from typing import Any

import numpy as np

from custmdm.charts._altair import BLUE, GREY, INK, RED, WIDTH, altair, nothing
from custmdm.charts._picture import Picture, Table
from custmdm.charts._rows import data_of, numbers
from custmdm.charts._tips import tips
from custmdm.charts._weight_axis import BITS, language, threshold_lines, with_probabilities
from custmdm.data.explanations import phrase
from custmdm.linker import Explanation
from custmdm.linker._explain_text import agreement_text, change_lines, silent_text
from custmdm.model import MatchScore, Thresholds

_TITLE: Mapping[str, str] = {"en": "How the score adds up", "zh": "得分的由来"}
_SUM: Mapping[str, str] = {"en": "match weight", "zh": "匹配权重"}


def waterfall(
    told: Explanation | MatchScore, *, thresholds: Thresholds | None = None, locale: str = "en"
) -> Picture:
    """Draw how the score of one pair adds up: the prior, each comparison, the sum.

    What says most comes first. Below the title stands what would change the verdict.

    >>> import custmdm as cm
    >>> rows = [{"id": 1, "name": "Ann Lee"}, {"id": 2, "name": "Lee, Ann"}]
    >>> result = cm.resolve(rows, key="id", kinds={"name": "person_name"})
    >>> picture = cm.charts.waterfall(result.explain("table:1", "table:2"))
    >>> picture.table["step"]
    ['before anything is compared', 'name (person_name)', 'match weight']

    Args:
        told: what `result.explain` or `linker.score` returned.
        thresholds: those to draw; of an explanation its own.
        locale: the language, "en" or "zh".

    Raises:
        MissingExtraError: if the extra "charts" is not installed.
    """
    altair()
    title, lines, score = _TITLE[language(locale)], list[str](), None
    if isinstance(told, MatchScore):
        score = told
    else:
        lines = _lines(told, locale)
        thresholds, score = thresholds or told.thresholds, told.score
    if score is None:
        # Records of two types are not compared: the words say all.
        return Picture(title, {}, nothing(lines[0]).properties(title=title))
    table = _table(score, locale)
    if quiet := silent_text(score.contributions, locale):
        lines.append(quiet)
    chart = _drawn(table, thresholds, locale)
    return Picture(title, table, chart.properties(title=altair().Title(title, subtitle=lines)))


def _lines(told: Explanation, locale: str) -> list[str]:
    lines = [told.text(locale).split("\n")[0]]
    if told.score is not None:
        lines += change_lines(told.changes, told.stage, told.decision, locale)
    # A drawing has no columns: what stands in two of them is told apart by a colon.
    return [re.sub(r"^([+-]\S+) +(\S.*?) {2,}", r"\1 \2: ", line.strip()) for line in lines]


def _table(score: MatchScore, locale: str) -> Table:
    """Return one row a step; a field that cannot be compared is none."""
    compared = sorted(
        (c for c in score.contributions if c.level >= 0),
        key=lambda c: (-abs(c.weight), c.comparison),
    )
    bits = [score.weight - sum(c.weight for c in score.contributions)]
    bits += [c.weight for c in compared]
    after = list(accumulate(bits))
    # The sum as it is, not as rounding leaves it.
    ends = [*after, score.weight]
    return {
        "step": [phrase("before", locale), *(c.comparison for c in compared),
                 _SUM[language(locale)]],
        "says": ["", *(agreement_text(c, locale) for c in compared), ""],
        "bits": np.array([*bits, score.weight]),
        "rarity": np.array([0.0, *(c.rarity for c in compared), 0.0]),
        "start": np.array([0.0, *after[:-1], 0.0]),
        "end": np.array(ends),
        "probability": np.array([MatchScore.probability_of(weight) for weight in ends]),
    }  # fmt: skip


def _drawn(table: Table, thresholds: Thresholds | None, locale: str) -> Any:
    alt, bits = altair(), numbers(table, "bits").tolist()
    parts = ["for" if added >= 0 else "against" for added in bits]
    parts[0] = parts[-1] = "sum"
    texts = [f"{b:+.2f}  {says}".rstrip() for b, says in zip(bits, table["says"], strict=True)]
    data = data_of({**table, "part": parts, "text": texts})
    base = alt.Chart(data).encode(
        y=alt.Y(
            "step:N",
            title=None,
            # The names of the thresholds stand in a row of their own.
            scale=alt.Scale(domain=[*table["step"], ""]),
            axis=alt.Axis(labelLimit=0, domain=False, ticks=False),
        ),
        tooltip=tips("step", "says", bits="+.2f", rarity="+.1f", probability=".6~f"),
    )
    colors = alt.Scale(domain=["for", "against", "sum"], range=[BLUE, RED, GREY])
    bars = base.mark_bar().encode(
        x=alt.X("start:Q", title=BITS[language(locale)]),
        x2="end:Q",
        color=alt.Color("part:N", scale=colors, legend=None),
    )
    words = base.mark_text(align="left", color=INK).encode(x=alt.value(WIDTH + 8), text="text:N")
    ends = [*numbers(table, "start").tolist(), *numbers(table, "end").tolist()]
    below = alt.layer(bars, words, *threshold_lines([thresholds] if thresholds else [], locale))
    return with_probabilities(below, min(ends), max(ends), locale).properties(
        width=WIDTH, height=alt.Step(24)
    )
