"""One-line addresses of the US, UK, Canada, Australia and Europe into parts, where that is sure."""

import re

from attrs import frozen

from custmdm._pattern import lazy_pattern
from custmdm._text import clean, fold
from custmdm.data.postcodes import shapes
from custmdm.data.western import UK_COUNTIES
from custmdm.normalize._postcode import Postcode
from custmdm.normalize._western_country import take_country
from custmdm.normalize._western_european import european_parts, postcode_of
from custmdm.normalize._western_state import state_tail
from custmdm.normalize._western_street import english_parts, is_town, street_alone

_LONGEST = 200
_MOST_SEGMENTS = 12
_LINES = lazy_pattern(r"\s*(?:[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|(?:\\r)?\\n(?![a-z]))\s*")
_COMMAS = lazy_pattern(r"\s*,\s*(?:,\s*)+|\s+,\s*")
_BRITISH = lazy_pattern(
    r"(?:^|(?<=[\s,]))([A-Z]{1,2}\d[\dA-Z]?\s?\d[ABD-HJLN-UW-Z]{2}|GIR ?0AA)(?=$|[\s,])",
    re.IGNORECASE,
)
_EIRCODE = lazy_pattern(
    r"(?:^|(?<=[\s,]))((?:[AC-FHKNPRTV-Y]\d{2}|D6W)\s?[0-9AC-FHKNPRTV-Y]{4})$", re.IGNORECASE
)
_SLASHED = frozenset({"AU", "NZ", "CA"})
_ORDER = (
    "street", "number", "unit", "building", "po_box", "city", "region", "postcode", "country"
)  # fmt: skip


@frozen
class Western:
    """Hold what was read of an address.

    Attributes:
        parts: what is sure.
        core: the text that matching goes by: without the country, the state by its code.
        contradicted: whether the postcode is of another state.
    """

    parts: dict[str, str]
    core: str
    contradicted: bool = False


def one_line(text: str) -> str:
    r"""Return a clean address in one line, its lines and parts divided by single commas.

    >>> one_line("12 High St ,\n Leeds,,LS1 1AA,")
    '12 High St, Leeds, LS1 1AA'
    """
    line = clean(_LINES.sub(", ", text.strip()))
    return _COMMAS.sub(", ", line).strip(" ,")


def read_western(line: str, country: str | None = None) -> Western:
    """Return the parts of a clean one-line address that are sure.

    >>> read_western("452 Maxwell Ave, Apt 3A, Rochester, NY 14619, USA").parts
    {'street': '452 Maxwell Ave', 'number': '452', 'unit': 'Apt 3A', 'city': 'Rochester',
     'region': 'NY', 'postcode': '14619', 'country': 'US'}

    Args:
        line: the address.
        country: where it is, if it does not say so itself.
    """
    segments = [s for s in (part.strip() for part in re.split(r"[,;]", line)) if s]
    if not segments or len(line) > _LONGEST or len(segments) > _MOST_SEGMENTS:
        return Western({}, line)
    segments, written = take_country(segments)
    found = (
        _british(segments, written)
        or _irish(segments, written)
        or _with_state(segments, written or country)
        or (_with_state(segments, None) if not written and country else None)
        or _european(segments, written or country)
        or _elsewhere(segments, written or country)
    )
    core = found.core if found else ", ".join(segments)
    parts = dict(found.parts) if found else street_alone(segments)
    if written:
        parts["country"] = written
    ordered = {name: parts[name] for name in _ORDER if parts.get(name)}
    return Western(ordered, core or line, found.contradicted if found else False)


def _british(segments: list[str], country: str | None) -> Western | None:
    """Return what a British postcode tells: the town in front of it, the county between."""
    if country not in {None, "GB", "IM", "JE", "GG"}:
        return None
    line = ", ".join(segments)
    matches = list(_BRITISH.finditer(line))
    if not matches:
        return _english(segments, country, {}) if country else None
    answer = Postcode("GB").parse(matches[-1][1])
    if answer.value is None or answer.reasons:
        return None
    before, after = line[: matches[-1].start()], line[matches[-1].end() :]
    area = answer.value[:2]
    country = country or (area if area in {"IM", "JE"} else "GG" if area == "GY" else "GB")
    parts = {"postcode": answer.value, "country": country}
    if after.strip(" ,"):
        town = after.strip(" ,")
        if not is_town(town):
            return Western(parts, line)  # something stands behind the postcode
        before = f"{before.rstrip(' ,')}, {town}"
    rest = [s.strip() for s in before.split(",") if s.strip()]
    if len(rest) > 1 and country != "GB":
        rest, _ = take_country(rest)  # Douglas, Isle of Man
    if len(rest) > 1 and fold(rest[-1]) in UK_COUNTIES:
        parts["region"] = rest.pop()
    return _english(rest, country, parts, f"{before} {answer.value}")


def _irish(segments: list[str], country: str | None) -> Western | None:
    if country not in {None, "IE"}:
        return None
    line = ", ".join(segments)
    found = _EIRCODE.search(line)
    if found is None:
        return None
    postcode, before = Postcode("IE")(found[1]) or found[1], line[: found.start()]
    parts = {"postcode": postcode, "country": "IE"}
    rest = [s.strip() for s in before.split(",") if s.strip()]
    if len(rest) > 1 and fold(rest[-1]).startswith(("co ", "county ")):
        parts["region"] = rest.pop()
    return _english(rest, "IE", parts, f"{before} {postcode}")


def _with_state(segments: list[str], country: str | None) -> Western | None:
    """Return what a state at the end tells."""
    tail = state_tail(", ".join(segments), country)
    if tail is None:
        return None
    parts = {"region": tail.region, "postcode": tail.postcode, "country": tail.country}
    rest = [s.strip() for s in tail.head.split(",") if s.strip()]
    known = {name: part for name, part in parts.items() if part}
    found = _english(rest, tail.country, known)
    return Western(found.parts, f"{tail.head} {tail.key}", tail.contradicted)


def _european(segments: list[str], country: str | None) -> Western | None:
    parts, core = european_parts(segments, country)
    return Western(parts, core) if parts else None


def _elsewhere(segments: list[str], country: str | None) -> Western | None:
    """Return the postcode at the end, and what stands before it where English is written."""
    if country not in shapes():
        return None
    assert country is not None
    rest, postcode = postcode_of(segments, country)
    if postcode is None:
        return None
    core = ", ".join([*rest, postcode])
    parts = {"postcode": postcode, "country": country}
    if country in {"NZ", "AU", "US"} and rest:
        return _english(rest, country, parts, core)
    return Western(parts, core)


def _english(
    segments: list[str], country: str | None, known: dict[str, str], core: str | None = None
) -> Western:
    slashed = country in _SLASHED
    parts = english_parts(segments, slashed=slashed) if segments else {}
    if len(segments) == 1 and not known and "street" not in parts:
        parts = {}  # a town, a region, a sight: the country alone does not tell
    return Western(parts | known, ", ".join(segments) if core is None else core)
