"""Names of organizations: the cases of cleanco, probablepeople, rigour and companynameparser.

What a source calls the base of a name is our core, as it is written: only rigour lower-cases. Of
rigour's forms `display` is the name with the standard short form, `compare` the same folded, and
`compare_generic` the class of the form in its place. companynameparser parts the brand from the
industry, which together are our core.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import custmdm as cm
from benchmarks.standardise._case import Score, Verdict, cases


def scores(data: Path) -> list[Score]:
    """Compare each field that a source expects with ours."""
    kind = cm.kinds.get("organization_name")
    verdicts = []
    for case in cases(data, "company_name"):
        name, expected = kind.standardize(case["input"]), case["expected"]
        got = {field: _OURS[field](name) for field in expected}
        rigour = "rigour" in case["source"]
        right = all(
            (ours.casefold() if rigour else ours) == (wanted.casefold() if rigour else wanted)
            for field, wanted in expected.items()
            for ours in [got[field]]
        )
        verdicts.append(Verdict(case["input"], str(expected), str(got), right))
    return [Score("organization_name", 0.90, verdicts)]


def _part(part: str) -> Callable[[Any], str]:
    return lambda name: name.parts.get(part, "")


def _brand(name: Any) -> str:
    core: str = name.parts["core"]
    return core.removesuffix(name.parts.get("trade", ""))


def _with_form(part: str) -> Callable[[Any], str]:
    """Return the name with its legal form replaced where it stands."""

    def show(name: Any) -> str:
        form = name.parts.get("legal_form")
        if form is None:
            return str(name.value)
        if name.value.startswith(form):
            return f"{name.parts[part]} {name.parts['core']}"
        return f"{name.parts['core']} {name.parts[part]}"

    return show


_OURS: dict[str, Callable[[Any], str]] = {
    "base": _part("core"),
    "legal_form": _part("legal_form"),
    "place": _part("place"),
    "brand": _brand,
    "industry": _part("trade"),
    "display": _with_form("legal_form_short"),
    "compare": _with_form("legal_form_short"),
    "compare_generic": _with_form("legal_form_class"),
}
