"""The state and the postcode at the end of an American, Canadian or Australian address."""

import re
from functools import cache

from attrs import frozen

from custmdm._text import fold
from custmdm.data.postcodes import State, states
from custmdm.data.western import CITIES_ABROAD
from custmdm.normalize._postcode import Postcode
from custmdm.normalize._western_street import is_town, split_town

_CODES = {
    "US": r"\d{5}(?:[- ]?\d{4})?",
    "CA": r"[A-Z]\d[A-Z][ -]?\d[A-Z]\d",
    "AU": r"\d{4}",
}  # fmt: skip
# They are names of towns as well, or of a country, or words.
_ALSO_TOWNS = frozenset({"new york", "washington", "georgia", "quebec", "victoria", "ontario"})
# Codes that no other country has; without a postcode the others need more.
_ONLY_AUSTRALIAN = frozenset({"NSW", "QLD", "VIC", "TAS", "ACT"})


@frozen
class StateTail:
    """Hold the end of an address with a state.

    Attributes:
        head: the address without it.
        region: the state as it is written.
        postcode: the postcode as its post prints it.
        country: the country that the end tells.
        key: the end as matching goes by it: the state's code and the postcode.
        contradicted: whether the postcode is of another state.
    """

    head: str
    region: str | None
    postcode: str | None
    country: str
    key: str
    contradicted: bool = False


def state_tail(line: str, country: str | None) -> StateTail | None:
    """Return the end of an address with a state, where it is sure to be one.

    >>> tail = state_tail("99-40 63rd Rd, Queens, NY 11374", None)
    >>> tail.head, tail.region, tail.postcode, tail.country
    ('99-40 63rd Rd, Queens', 'NY', '11374', 'US')
    >>> state_tail("Berlin, DE", None) is None
    True
    """
    for name in [country] if country in _CODES else [] if country else ["CA", "US", "AU"]:
        found = _with_postcode(line, str(name), known=country is not None) or _without_postcode(
            line, str(name), known=country is not None
        )
        if found:
            return found
    return None


def _with_postcode(line: str, country: str, *, known: bool) -> StateTail | None:
    found = _pattern(country, postcode=True).search(line)
    if found is None:
        return None
    postcode = Postcode(country).parse(found["postcode"])
    if postcode.value is None or postcode.reasons:
        return None
    written = found["state"]
    state = _named(country, written) if written else None
    contradicted = state is not None and not state.postcodes.match(found["postcode"].upper())
    # A Canadian postcode tells its country, an American or Australian one only with its state.
    if not known and country != "CA" and (state is None or contradicted):
        return None
    key = f"{state.code if state else ''} {postcode.match_keys[0]}"
    head = line[: found.start()].strip(" ,")
    return StateTail(head, written, postcode.value, country, key, contradicted)


def _without_postcode(line: str, country: str, *, known: bool) -> StateTail | None:
    found = _pattern(country, postcode=False).search(line)
    state = _named(country, found["state"]) if found else None
    if found is None or state is None:
        return None
    written, head = found["state"], line[: found.start()].strip(" ,")
    town = fold(head.rpartition(",")[2])
    is_code = fold(written).replace(" ", "").upper() == state.code
    comma = found[0].lstrip().startswith(",")
    if not known:
        if is_code:
            abroad = CITIES_ABROAD.get(state.code, "").split("|")
            place = head.rpartition(",")[2].strip()
            sure = written.isupper() and town not in abroad and (comma or not line.isupper())
            sure = sure and (is_town(place) or split_town(place) is not None)
            if country == "AU" and state.code not in _ONLY_AUSTRALIAN:
                sure = False
        else:
            sure = comma and fold(written) not in _ALSO_TOWNS
        # In front of it stands a town: a street alone is of a city that has the state's name.
        if not (sure and town) or (not is_code and any(map(str.isdecimal, town))):
            return None
    elif not is_code and fold(written) in _ALSO_TOWNS:
        return None
    return StateTail(head, written, None, country, state.code)


def _named(country: str, written: str) -> State | None:
    folded = fold(written)
    return _by_name(country).get(folded) or _by_name(country).get(folded.replace(" ", ""))


@cache
def _by_name(country: str) -> dict[str, State]:
    found = {}
    for state in states()[country]:
        found[fold(state.code)] = found[fold(state.name)] = state
    if country == "CA":
        found["newfoundland"] = found["nl"]
        found["pq"] = found["que"] = found["qc"]
        found["ont"] = found["on"]
    return found


@cache
def _pattern(country: str, *, postcode: bool) -> re.Pattern[str]:
    """Return what finds a state at the end, with a postcode behind it or without."""
    names = sorted(_by_name(country), key=len, reverse=True)
    spelled = "|".join(re.escape(name).replace(r"\ ", " ") for name in names if "(" not in name)
    if country == "US":
        spelled = rf"d\.\s?c\.|{spelled}"
    if country == "CA":
        spelled += "|québec"
    if not postcode:
        return re.compile(rf"(?:\s*,\s*|\s)(?P<state>{spelled})\.?$", re.IGNORECASE)
    code = _CODES[country]
    return re.compile(
        rf"(?:(?:^|\s*,\s*|\s)(?P<state>{spelled})\.?)?(?:^|\s*,\s*|\s)(?P<postcode>{code})$",
        re.IGNORECASE | re.ASCII,
    )
