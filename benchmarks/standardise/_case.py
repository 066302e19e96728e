"""What the figures are made of: judged cases, and races against a library."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen


@frozen
class Verdict:
    """Say what came out of one case.

    Attributes:
        input: the value as the source writes it.
        expected: what the source wants, as text.
        got: what came out, as text.
        right: whether they agree.
    """

    input: str
    expected: str
    got: str
    right: bool


@frozen
class Score:
    """Hold the verdicts of one figure.

    Attributes:
        name: what is scored, as `--only` takes it and as the heading of its disagreements.
        asked: the share that is to be right, or None where none is asked.
        verdicts: one a case.
    """

    name: str
    asked: float | None
    verdicts: Sequence[Verdict]


@frozen
class Race:
    """Set one kind beside the library that a user would call otherwise.

    Attributes:
        name: what is timed.
        rival: the name of the other library.
        asked: how many times as fast as the other it is to be.
        values: distinct values, as people type them; the same for both.
        ours: standardizes all of them through the public API.
        theirs: does the same with the other library.
        every: the other library gets each n-th value only, where all would take minutes.
    """

    name: str
    rival: str
    asked: float
    values: Sequence[str]
    ours: Callable[[Sequence[str]], object]
    theirs: Callable[[Sequence[str]], object]
    every: int = 1


def cases(data: Path, name: str) -> Iterator[dict[str, Any]]:
    """Yield the cases of one file."""
    with (data / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def standardized_column(kind: str, country: str | None = None) -> Callable[[Sequence[str]], object]:
    """Return a function that standardizes a whole column through the public API."""
    import pandas as pd

    import custmdm as cm

    def run(values: Sequence[str]) -> object:
        context = cm.Context(country=country)
        return cm.standardize(pd.DataFrame({"v": values}), kinds={"v": kind}, context=context)

    return run
