"""One-line addresses against the tests of libpostal: for orientation, no figure is asked.

libpostal is a model that labels every word; we give only what is sure. So there are two figures:
how many of the parts that we give are right, and how many addresses are right as a whole. What
stands for what: road and house_number are our street, level and unit our unit, house our
building; a city_district where there is no city, and a state_district where there is no state,
take its place. A country that we only inferred is not judged: the source labels words.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import custmdm as cm
from benchmarks.standardise._case import Score, Verdict, cases

JUDGED = ("street", "number", "unit", "building", "po_box", "city", "region", "postcode")


def plain(text: str) -> str:
    """Return text in lower case without spaces, commas and labels of postcodes."""
    return re.sub(r"[\s,]|^cep|^〒", "", text.lower())


def wanted(labels: dict[str, str]) -> dict[str, set[str]]:
    """Return the answers that count as right, by our name of the part."""
    house, road = labels.get("house_number", ""), labels.get("road", "")
    unit, level = labels.get("unit", ""), labels.get("level", "")
    found = {
        "street": {house + road, road + house} if road else set(),
        "number": {house},
        "unit": {unit + level, level + unit},
        "building": {labels.get("house", "")},
        "po_box": {labels.get("po_box", "")},
        "city": {labels.get("city") or labels.get("city_district", "")},
        "region": {labels.get("state") or labels.get("state_district", "")},
        "postcode": {labels.get("postcode", "")},
        "country": {cm.kinds.get("country").standardize(labels.get("country")).value or ""},
        "suburb": {labels.get("suburb", "")},
    }
    return {name: {plain(t) for t in texts} - {""} for name, texts in found.items() if any(texts)}


def given(case: dict[str, Any]) -> dict[str, str]:
    """Return the parts that we give."""
    parts = cm.kinds.get("postal_address").standardize(case["input"]).parts
    return {name: plain(part) for name, part in parts.items() if name in {*JUDGED, "country"}}


def part_verdicts(data: Path) -> Iterator[Verdict]:
    """Yield one verdict a part that we give."""
    for case in cases(data, "intl_address"):
        expected = wanted(case["expected"])
        for name, part in given(case).items():
            if name == "country" and "country" not in expected:
                continue
            right = part in expected.get(name, set())
            shown = f"{case['input']} [{name}]"
            yield Verdict(shown, str(sorted(expected.get(name, set()))), part, right)


def whole_verdicts(data: Path) -> Iterator[Verdict]:
    """Yield one verdict an address: every part that the source labels, and none besides."""
    for case in cases(data, "intl_address"):
        expected, parts = wanted(case["expected"]), given(case)
        if "country" not in expected:
            parts.pop("country", None)
        right = expected.keys() == parts.keys() and all(
            part in expected[name] for name, part in parts.items()
        )
        yield Verdict(case["input"], str(case["expected"]), str(parts), right)


def scores(data: Path) -> list[Score]:
    """Return the two figures."""
    return [
        Score("intl_address parts", None, list(part_verdicts(data))),
        Score("intl_address whole", None, list(whole_verdicts(data))),
    ]
