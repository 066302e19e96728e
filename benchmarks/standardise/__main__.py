"""Print n of N for each kind, or how many times as fast as its rival each kind is."""

import argparse
import importlib
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.standardise._case import Race, Score

# Each module has scores(data) -> its figures, races() -> its races, or both.
MODULES = (
    "phone", "email", "person_name", "organization_name", "cn_address", "intl_address", "country",
    "date", "ids", "records",
)  # fmt: skip
DISAGREEMENTS = Path(__file__).parent.parent / "standardise_disagreements.md"
REPEATS = 5


def disagreements() -> dict[str, set[str]]:
    """Return the inputs of the listed disagreements, by the heading they stand under.

    An input is the text between the first pair of backticks of a table row.
    """
    found: dict[str, set[str]] = {}
    heading = ""
    for line in DISAGREEMENTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ").strip()
        elif line.startswith("| `"):
            found.setdefault(heading, set()).add(line.split("`")[1])
    return found


def print_score(score: Score, left_out: set[str], *, wrong: bool) -> None:
    """Print the figure, the figure without the disagreements, and what is wrong on request."""
    right = sum(v.right for v in score.verdicts)
    total = len(score.verdicts)
    kept = [v for v in score.verdicts if v.right or v.input not in left_out]
    asked = "" if score.asked is None else f"asked {score.asked:.2f}"
    print(
        f"{score.name:20} {right:4} of {total:4} = {right / max(total, 1):.3f}  {asked:10}"
        f"  without disagreements {right:4} of {len(kept):4} = {right / max(len(kept), 1):.3f}"
    )
    if wrong:
        for v in score.verdicts:
            if not v.right:
                mark = "listed" if v.input in left_out else "      "
                print(f"    {mark} {v.input!r}: expected {v.expected}, got {v.got}")


def microseconds(run: Callable[[Sequence[str]], object], values: Sequence[str]) -> float:
    """Return the wall time of one run, for each value."""
    start = time.perf_counter()
    run(values)
    return (time.perf_counter() - start) / len(values) * 1e6


def print_race(race: Race) -> None:
    """Run both in turns and print the median ratio."""
    some = race.values[:: race.every]
    race.ours(race.values[:100])
    race.theirs(some[:100])
    pairs = [
        (microseconds(race.ours, race.values), microseconds(race.theirs, some))
        for _ in range(REPEATS)
    ]
    ratio = statistics.median(theirs / ours for ours, theirs in pairs)
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(
        f"{race.name:24} {ours:9.2f} us   {race.rival:24} {theirs:9.2f} us"
        f"   {ratio:7.1f} times, asked {race.asked:g}"
    )


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.standardise", description=__doc__)
    parser.add_argument("--data", type=Path, help="the folder of the cases")
    parser.add_argument("--speed", action="store_true", help="time instead of score")
    parser.add_argument("--only", help="one module only")
    parser.add_argument("--wrong", action="store_true", help="list what is wrong")
    args = parser.parse_args(argv)
    if not args.speed and args.data is None:
        parser.error("give --data FOLDER, --speed, or both")
    names = [args.only] if args.only else list(MODULES)
    modules = [importlib.import_module(f"benchmarks.standardise.{name}") for name in names]
    if args.data is not None:
        left_out = disagreements()
        for module in modules:
            for score in module.scores(args.data) if hasattr(module, "scores") else ():
                print_score(score, left_out.get(score.name, set()), wrong=args.wrong)
    if args.speed:
        for module in modules:
            for race in module.races() if hasattr(module, "races") else ():
                print_race(race)


if __name__ == "__main__":
    main()
