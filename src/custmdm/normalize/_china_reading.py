"""Find where in a Chinese line the divisions stand, and what they mean."""

from typing import NamedTuple

from custmdm._pattern import lazy_pattern
from custmdm.data.china import Division, division
from custmdm.normalize._china_divisions import Found, county_inside, read_divisions, skip
from custmdm.normalize._china_line import is_name
from custmdm.normalize._china_names import FULL, names

# A short name of a city that means a district elsewhere as often.
_FAMOUS = {"朝阳": ("110105", "211300", "220104")}
_PIECES = lazy_pattern("[ ,;]+")
_DISTRICTS = "市辖区"
# Divisions are looked for this far into a line.
_FAR = 24


class Reading(NamedTuple):
    """Hold the divisions of a line.

    Attributes:
        meant: what they mean; several where that is ambiguous.
        found: where they stand.
        end: where the street begins.
        before: what stands before them, without a person's name.
        apart: whether that is set off from them.
        named: whether a person's name stood before them.
        coarse: whether the last name says more than a division of today does.
        districts: whether only "the districts" of a city are named.
        inside: whether the county stands in the street.
    """

    meant: tuple[Division, ...]
    found: Found
    end: int
    before: str = ""
    apart: bool = True
    named: bool = False
    coarse: bool = False
    districts: bool = False
    inside: bool = False


def read_line(text: str, simple: str) -> Reading | None:
    """Return the divisions of a line, wherever they begin, or None where it names none.

    >>> reading = read_line("石首市建设路", "石首市建设路")
    >>> reading.meant[0].full_name, reading.end
    ('湖北省荆州市石首市', 3)

    Args:
        text: a clean line.
        simple: the same in simplified characters.
    """
    found = read_divisions(simple) or _further(simple)
    if found is None:
        return None
    meant = tuple(e.division for e in found.meant)
    famous = _FAMOUS.get(simple[found.start : found.end]) if found.short else None
    if famous:
        meant = tuple(d for d in map(division, famous) if d is not None)
    coarse = meant[0].level < found.level and not famous
    end = found.last if coarse else found.end
    before = text[: found.start]
    named = is_name(before.strip(" ,;:"), sure=False)
    reading = Reading(
        meant,
        found,
        end,
        "" if named else before.strip(" ,;:/|、·-.>])"),
        before == "" or before[-1] in " ,;:",
        named,
        coarse,
    )
    if len(meant) > 1:
        told = _told_behind(simple[end:], meant)
        return reading if told is None else reading._replace(meant=(told,), inside=True)
    if found.level == 3 or coarse:
        return reading
    at = skip(simple, end)
    if simple.startswith(_DISTRICTS, at):
        return reading._replace(end=at + len(_DISTRICTS), districts=found.level == 2)
    county = None if found.clash else county_inside(simple, found)
    return reading._replace(meant=(county.division,), inside=True) if county else reading


def _told_behind(behind: str, meant: tuple[Division, ...]) -> Division | None:
    """Return the division whose city is named behind it: 南山区科技园, 深圳."""
    pieces = set(_PIECES.split(behind))
    told = [d for d in meant if any(p.name in behind or p.short_name in pieces for p in d.parents)]
    return told[0] if len(told) == 1 else None


def _further(simple: str) -> Found | None:
    """Return divisions that begin behind a name or another text."""
    table, lengths = names()
    for at in range(1, min(len(simple) - 1, _FAR)):
        apart = simple[at - 1] in " ,;:"
        if apart or any(
            e.rank == FULL and e.level < 3
            for n in lengths.get(simple[at : at + 2], ())
            for e in table.get(simple[at : at + n], ())[:1]
        ):
            found = read_divisions(simple, at)
            if found is not None and found.start == at and (not found.short or found.level == 3):
                return found
    return None
