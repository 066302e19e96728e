"""Mutation testing of survivorship and the ledger: all mutants, or a sample with its interval.

    python tools/mutants.py
    python tools/mutants.py --sample 300

mutmut (the dependency group `mutation`) makes the mutants in the folder `mutants`, and remembers
its verdicts there: a run that was stopped goes on, and tests that are new are asked only of the
mutants that are named. The sample is systematic: every so manieth mutant from a random start, so
that it is spread over files and functions as the mutants are.
"""

import argparse
import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

from custmdm.evaluate._intervals import share_of

# Packages, and a module that both rest on.
PACKAGES = ("survive", "ledger", "_values")
FOLDER = Path("mutants/src/custmdm")
# A mutant that no test runs is as alive as one that no test minds.
ALIVE = ("survived", "no tests", "suspicious")
# One that was stopped by the clock counts as killed, and is named: it hangs, or is only slow.
NAMED = (*ALIVE, "timeout")


def verdicts(package: str) -> dict[str, str]:
    """Return the verdict on each mutant, by name, in the order of files and functions."""
    from mutmut.stats import status_by_exit_code

    return {
        name: status_by_exit_code[code]
        for path in sorted(FOLDER.rglob("*.py.meta"))
        if path.relative_to(FOLDER).parts[0] in (package, f"{package}.py.meta")
        for name, code in json.loads(path.read_text())["exit_code_by_key"].items()
    }


def sampled(names: list[str], size: int, seed: int) -> list[str]:
    """Return every so manieth name, from a random start."""
    if size >= len(names):
        return names
    step = len(names) / size
    start = random.Random(seed).random() * step
    return [names[int(start + place * step)] for place in range(size)]


def mutmut(jobs: int, names: list[str]) -> None:
    # Which test reaches what is asked anew: mutmut 3.8 stops where it only adds what is new.
    Path("mutants/mutmut-stats.json").unlink(missing_ok=True)
    subprocess.run(
        [sys.executable, "-m", "mutmut", "run", "--max-children", str(jobs), *names], check=True
    )


def report(names: dict[str, list[str]]) -> None:
    for package, chosen in names.items():
        found = verdicts(package)
        counts = Counter(found[name] for name in chosen)
        checked = len(chosen) - counts["not checked"]
        if not checked:
            print(f"{package}: none of {len(chosen)} mutants was run")
            continue
        alive = sum(counts[verdict] for verdict in ALIVE)
        share = share_of(alive, checked, n_all=len(found))
        # Of a run that was stopped there is no interval: the quickest come first.
        whole = checked == len(chosen)
        interval = (
            f", 95 % interval {share.low:.1%} to {share.high:.1%}"
            if checked < len(found) and whole
            else ""
        )
        print(
            f"{package}: {alive} of {checked} mutants alive ({share.value:.1%}{interval}), "
            f"of {len(found)} in all"
        )
        for name in chosen:
            if found[name] in NAMED:
                print(f"  {name.removeprefix('custmdm.')}: {found[name]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sample", type=int, help="how many mutants of each package; all if not")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--report", action="store_true", help="run nothing, say what is known")
    options = parser.parse_args()
    if not options.report:
        # Of one small file: to make the mutants of all.
        mutmut(options.jobs, ["custmdm.survive._follow*"] if options.sample else [])
    names = {
        package: sampled(list(verdicts(package)), options.sample or sys.maxsize, options.seed)
        for package in PACKAGES
    }
    if options.sample and not options.report:
        mutmut(options.jobs, [name for chosen in names.values() for name in chosen])
    report(names)


if __name__ == "__main__":
    main()
