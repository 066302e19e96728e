"""What each blocking rule costs, and what it finds."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from custmdm.block import BlockingPlan, PlannedRule
from custmdm.charts._altair import BLUE, INK, ORANGE, altair, nothing
from custmdm.charts._picture import Picture, Table
from custmdm.charts._rows import data_of
from custmdm.charts._tips import tips
from custmdm.charts._words import count

_TITLE = "What each blocking rule costs and finds"
_SAMPLED = " The figures are of a sample of the pairs."
_WIDTH, _ROW = 230, 20
# Numbers as people say them: 500, 12 k, 3 M.
_SHORT = (
    "datum.value >= 1e6 ? format(datum.value / 1e6, ',.3~f') + ' M' : "
    "datum.value >= 1e4 ? format(datum.value / 1e3, ',.3~f') + ' k' : "
    "format(datum.value, ',.3~f')"
)


def blocking_budget(plan: BlockingPlan, *, limit: int = 30) -> Picture:
    """Draw how many pairs each blocking rule brings, how many matches, and what no other brings.

    The dark part of a bar is what no other rule brings: that many pairs would be saved without the
    rule, and that many matches lost. `lost` in the table is the same as a share of the matches that
    all rules find. Matches are expected ones, by the model.

    >>> import custmdm as cm
    >>> rows = [{"id": i, "name": name} for i, name in enumerate(["Ann Lee", "Lee, Ann", "Bo Ray"])]
    >>> plan = cm.Linker(kinds={"name": "person_name"}).plan(rows, key="id")
    >>> cm.charts.blocking_budget(plan).to_frame().columns.tolist()
    ['rule', 'pairs', 'alone', 'matches', 'matches_alone', 'lost', 'split', 'dropped', 'largest']

    Args:
        plan: what `linker.plan` returned.
        limit: how many rules are drawn, those that bring most of the pairs or of the matches;
            `plan.to_frame` has all.

    Raises:
        MissingExtraError: if the extra "charts" is not installed.
    """
    altair()
    drawn = sorted(plan.rules, key=lambda r: (-_share(r, plan), r.rule))[:limit]
    table = _table(drawn, plan.matches)
    # The words of the plan above its own table.
    lines = str(plan).split("\n")[: -len(plan.rules) - 1 or None]
    lines.append("Dark: what no other rule brings." + _SAMPLED * plan.is_sampled)
    if left_out := len(plan.rules) - len(drawn):
        lines.append(f"Left out: {count(left_out, 'rule')} with less.")
    chart = _drawn(table) if drawn else nothing("there is no rule")
    title = altair().Title(_TITLE, subtitle=lines)
    return Picture(_TITLE, table, chart.properties(title=title))


def _share(rule: PlannedRule, plan: BlockingPlan) -> float:
    """Return the share of the pairs, or of the matches, that a rule brings: the larger one."""
    return max(rule.pairs / max(plan.pairs, 1), rule.matches / max(plan.matches, 1e-9))


def _table(rules: Sequence[PlannedRule], matches: float) -> Table:
    """Return one row a rule, the one that finds most first; a largest block has its key masked."""
    rules = sorted(rules, key=lambda r: (-r.matches, -r.pairs, r.rule))
    alone = np.array([rule.matches_alone for rule in rules], dtype=np.float64)
    return {
        "rule": [rule.rule for rule in rules],
        "pairs": np.array([rule.pairs for rule in rules], dtype=np.int64),
        "alone": np.array([rule.alone for rule in rules], dtype=np.int64),
        "matches": np.array([rule.matches for rule in rules], dtype=np.float64),
        "matches_alone": alone,
        "lost": alone / matches if matches > 0.0 else np.zeros(len(rules)),
        "split": np.array([rule.split for rule in rules], dtype=np.int64),
        "dropped": np.array([rule.dropped for rule in rules], dtype=np.int64),
        "largest": [str(r.largest[0]) if r.largest else "no key is of use" for r in rules],
    }


def _drawn(table: Table) -> Any:
    """Return the pairs and the matches of each rule side by side, and its largest block."""
    alt, data = altair(), data_of(table)
    rules = list(table["rule"])

    def bars(name: str, alone: str, title: str, color: str, *, first: bool) -> Any:
        labels = alt.Axis(labelLimit=0, domain=False, ticks=False, labels=first)
        base = alt.Chart(data, width=_WIDTH, height=alt.Step(_ROW)).encode(
            y=alt.Y("rule:N", title=None, sort=rules, axis=labels),
            tooltip=tips(
                "rule", "largest", pairs=",d", alone=",d", matches=",.1f", matches_alone=",.1f",
                lost=".2%", split=",d", dropped=",d",
            ),
        )  # fmt: skip
        across = alt.Axis(labelExpr=_SHORT, tickCount=5)
        whole = base.mark_bar(color=color, opacity=0.35)
        only = base.mark_bar(color=color, size=8)
        return alt.layer(
            whole.encode(x=alt.X(f"{name}:Q", title=title, axis=across)),
            only.encode(x=alt.X(f"{alone}:Q", title=title, axis=across)),
        )

    words = (
        alt.Chart(data, width=_WIDTH, height=alt.Step(_ROW), title=_head("largest block"))
        .mark_text(align="left", color=INK)
        .encode(y=alt.Y("rule:N", sort=rules, axis=None), x=alt.value(0), text="largest:N")
    )
    pairs = bars("pairs", "alone", "pairs to compare", ORANGE, first=True)
    matches = bars("matches", "matches_alone", "matches expected among them", BLUE, first=False)
    return alt.hconcat(pairs, matches, words, spacing=16)


def _head(text: str) -> Any:
    return altair().Title(text, fontSize=11, anchor="start", frame="group", offset=4)
