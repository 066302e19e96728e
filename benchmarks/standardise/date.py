"""Dates: the cases of dateutil, dateparser and JioNLP, and a race against dateutil."""

import calendar
import datetime as dt
import random
from collections.abc import Sequence
from pathlib import Path

import custmdm as cm
from benchmarks.standardise._case import Race, Score, Verdict, cases


def scores(data: Path) -> list[Score]:
    """Score the rows in scope: the day, or the span of days where a part of it is not said."""
    verdicts = []
    for row in cases(data, "date"):
        if row["in_scope"]:
            expected = row["expected"]
            wanted = expected.get("date") or f"{expected['start']} to {expected['end']}"
            got = _span(cm.kinds.get("date").standardize(row["input"]).value)
            verdicts.append(Verdict(row["input"], wanted, got, got == wanted))
    return [Score("date", 0.90, verdicts)]


def _span(value: str | None) -> str:
    """Return a day as it is, and a month or a year as its first and last day."""
    if value is None or len(value) == 10:
        return str(value)
    year, month = int(value[:4]), int(value[5:] or 12)
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    return f"{value}{'-01' * ((10 - len(value)) // 3)} to {last}"


def races() -> list[Race]:
    """Time dates as forms and exports write them.

    Where the text does not tell, dateutil takes the month to come first; ours is told so.
    """
    import dateutil.parser
    import pandas as pd

    def ours(values: Sequence[str]) -> object:
        context = cm.Context(date_order="MDY")
        return cm.standardize(pd.DataFrame({"v": values}), kinds={"v": "date"}, context=context)

    def theirs(values: Sequence[str]) -> object:
        return [dateutil.parser.parse(value) for value in values]

    return [Race("date", "dateutil.parser.parse", 15, _values(), ours, theirs)]


# How many of a hundred are written so. What dateutil cannot read it would only raise for.
_PATTERNS = {
    "%Y-%m-%d": 40, "%Y/%m/%d": 13, "%Y%m%d": 12, "%Y.%m.%d": 5, "%m/%d/%Y": 10, "%d %b %Y": 5,
    "%B %d, %Y": 5, "%Y-%m-%d %H:%M:%S": 10,
}  # fmt: skip


def _values(n: int = 8_000) -> list[str]:
    rng = random.Random(0)
    days = rng.sample(range(365 * 65), n)
    chosen = rng.choices(list(_PATTERNS), list(_PATTERNS.values()), k=n)
    start = dt.datetime(1945, 1, 1, 10, 36, 28)
    return [
        (start + dt.timedelta(day)).strftime(pattern)
        for day, pattern in zip(days, chosen, strict=True)
    ]
