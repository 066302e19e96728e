"""Read the divisions at a place in a Chinese line: province, city, county."""

from collections.abc import Sequence
from typing import NamedTuple

from custmdm.data.china import CodeName, Division
from custmdm.normalize._china_endings import begins_town, is_longer, may_follow, padding_end
from custmdm.normalize._china_names import (
    FULL,
    LOOSE,
    RETIRED,
    SHORT,
    Entry,
    names,
    needs_parent,
)

_BETWEEN = frozenset(" ,;/|、·-.:()[]>")
# A retired name with nothing before it may still be meant.
_RECENT = 2000

# A county is looked for in so many characters of a street.
INSIDE = 12
# So many names follow each other at most, those written twice included.
_NAMES = 6

Entries = tuple[Entry, ...]


class Found(NamedTuple):
    """Hold the divisions that a line names at one place.

    Attributes:
        entries: what the last name may mean, the surest first.
        start: where the first name begins.
        last: where the last name begins.
        end: where it ends.
        retired: the retired names read on the way.
        clash: what a full name that follows means, where that lies elsewhere.
    """

    entries: Entries
    start: int
    last: int
    end: int
    retired: tuple[CodeName, ...] = ()
    clash: Entries = ()

    @property
    def level(self) -> int:
        """Return how deep the divisions go."""
        return self.entries[0].level

    @property
    def meant(self) -> Entries:
        """Return the surest and highest meanings: several where the name is ambiguous."""
        first = self.entries[0]
        if len(self.entries) == 1:
            return self.entries
        return tuple(e for e in self.entries if (e.rank, e.level) == (first.rank, first.level))

    @property
    def short(self) -> bool:
        """Say whether the last name lacks its last word."""
        return self.entries[0].rank >= SHORT


def read_divisions(text: str, start: int = 0) -> Found | None:
    """Return the divisions that simplified text names from a place on.

    >>> found = read_divisions("四川成都武侯区科技路87号")
    >>> found.entries[0].division.full_name, found.end
    ('四川省成都市武侯区', 7)
    >>> read_divisions("北京西路100号") is None
    True
    """
    found = _walk(text, skip(text, start), None)
    return found if found is None or found.level == 3 else _with_clash(text, found)


def county_inside(text: str, found: Found) -> Entry | None:
    """Return the county of the found city that its street names: 上海经静安区大田路."""
    table, lengths = names()
    for at in range(found.end, min(len(text) - 2, found.end + INSIDE)):
        for length in lengths.get(text[at : at + 2], ()):
            name = text[at : at + length]
            if length > len(name) or length < 3 or needs_parent(name):
                continue
            fit = [
                e
                for e in table.get(name, ())
                if e.rank == FULL and e.level == 3 and _below(e, found.entries)
            ]
            if len(fit) == 1 and may_follow(text, at + length):
                return fit[0]
    return None


def skip(text: str, at: int) -> int:
    """Return where the text behind blanks and separators begins."""
    while at < len(text) and text[at] in _BETWEEN:
        at += 1
    return at


def _walk(text: str, at: int, held: Found | None, left: int = _NAMES) -> Found | None:
    """Return the deepest reading from a place on; what is held where nothing more follows."""
    table, lengths = names()
    best: Found | None = None
    for length in lengths.get(text[at : at + 2], ()):
        end = at + length
        entries = table.get(text[at:end])
        if entries is None or end > len(text):
            continue
        if best is not None and text[end : end + 2] not in lengths:
            continue  # a shorter name is only better where another follows: 青岛 市南区
        if not may_follow(text, end):
            continue
        if held is None:
            fit = _alone(text, at, end, entries)
            found = Found(fit, at, at, end, _retired(fit)) if fit else None
        else:
            found = _inside(text, at, end, entries, held)
        if found is None:
            continue
        if left and any(e.level < 3 for e in found.entries):
            found = _walk(text, skip(text, end), found, left - 1) or found
        if found.level == 3 and len(found.meant) == 1:
            return found
        if best is None or (found.level, -len(found.meant)) > (best.level, -len(best.meant)):
            best = found
    if best is None and held is not None:
        padded = padding_end(text, at)
        if left and padded and not held.short:
            return _walk(text, skip(text, padded), held, left - 1)
    return best


def _alone(text: str, at: int, end: int, entries: Entries) -> Entries:
    """Return what a name may mean with nothing before it."""
    rank = entries[0].rank
    if rank >= SHORT:
        if text.startswith("市场", end):
            return ()
        cities = tuple(e for e in entries if e.level < 3)
        if not cities and len(_distinct(entries)) == 1 and begins_town(text, end):
            return entries[:1]  # 昆山千灯镇
        return cities
    if rank == FULL and len(entries) == 1:
        return () if needs_parent(text[at:end]) else entries
    if needs_parent(text[at:end]):
        return ()
    if rank == LOOSE:
        # 新城市 is no 新城区; but 彭水县 and 浦东区 are.
        return _distinct([e for e in entries if e.rank == LOOSE and _has_loose_name(e)])
    return _then_and_now(entries, rank)


def _then_and_now(entries: Sequence[Entry], rank: int) -> Entries:
    """Return what a name means, or meant to who wrote it years ago."""
    known = [e for e in entries if e.rank == rank or _last_year(e) >= _RECENT]
    return _distinct([e._replace(rank=rank) for e in known if e.rank <= RETIRED])


def _has_loose_name(entry: Entry) -> bool:
    return entry.level < 3 or "自治" in entry.division.name or entry.division.name[-2:-1] in "新旗"


def _inside(text: str, at: int, end: int, entries: Entries, held: Found) -> Found | None:
    """Return the reading with a name below, or again the same as, the division before it."""
    above = held.entries
    if len(entries) == 1 and entries[0].rank == FULL and _below(entries[0], above):
        return Found(entries, held.start, at, end, held.retired)
    level = min(e.level for e in above)
    again = tuple(e for e in entries if e.level == level and e.rank != LOOSE and _same(e, above))
    if again:
        # Only a short name again may belong to what follows: 吐鲁番市吐鲁番宾馆.
        if again[0].rank >= SHORT and text[at - 1] not in _BETWEEN and not held.short:
            return None
        return Found(again, held.start, at, end, held.retired)
    fit = [e for e in entries if e.level > level and _below(e, above)]
    if not fit:
        return None
    rank = fit[0].rank
    if rank == FULL and held.level == 1 and all(e.level == 3 for e in fit):
        kept = _then_and_now(fit, rank)
    elif rank < SHORT:
        # A city that is a county today may be meant with its old counties: 巢湖市居巢区.
        kept = _distinct(
            [e for e in fit if e.rank == rank or (e.rank == RETIRED and e.level < fit[0].level)]
        )
    elif any(e.level == 2 for e in fit):
        kept = _distinct(fit)
    else:
        kept = _distinct([e for e in fit if e.rank == rank])
        if len(kept) > 1 or is_longer(text, end):
            return None
    return Found(kept, held.start, at, end, held.retired + _retired(kept))


def _with_clash(text: str, found: Found) -> Found:
    """Add the full name of a division elsewhere that follows: 南京市昆山市."""
    table, lengths = names()
    at = skip(text, found.end)
    for length in lengths.get(text[at : at + 2], ()):
        end = at + length
        name = text[at:end]
        here = tuple(
            e for e in table.get(name, ()) if e.rank == FULL and e.division.level == e.level
        )
        if here and len(name) == length > 2 and not needs_parent(name) and may_follow(text, end):
            return found._replace(clash=here)
    return found


def stands_alone(name: str, entries: Entries) -> bool:
    """Say whether a full name is enough to know where it is."""
    return len(_alone(name, 0, len(name), entries)) == 1


def _retired(entries: Entries) -> tuple[CodeName, ...]:
    row = entries[0].retired
    return () if row is None else (row,)


def _last_year(entry: Entry) -> int:
    return (entry.retired.last or 0) if entry.retired is not None else 0


def _same(entry: Entry, held: Entries) -> bool:
    return any(not entry.own.isdisjoint(h.own) for h in held)


def _below(entry: Entry, held: Entries) -> bool:
    return any(h.level < entry.level and not entry.within.isdisjoint(h.own) for h in held)


def _distinct(entries: Sequence[Entry]) -> Entries:
    """Return entries of different divisions, the surest and highest first."""
    if len(entries) == 1:
        return tuple(entries)
    found: dict[tuple[Division, int], Entry] = {}
    for e in entries:
        found.setdefault((e.division, e.level), e)
    return tuple(sorted(found.values(), key=lambda e: (e.rank, e.level)))
