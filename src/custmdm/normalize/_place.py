"""Names of cities, districts, provinces and states; those of China by the official table."""

from collections.abc import Sequence

from attrs import frozen

from custmdm._pattern import lazy_pattern
from custmdm._text import clean, fold, has_han
from custmdm.data.china import Division, short_name
from custmdm.data.china_latin import latin_division
from custmdm.data.han import simplified
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, suspect, valid
from custmdm.normalize._china_divisions import read_divisions, skip
from custmdm.normalize._china_names import FULL, RETIRED, SHORT_RETIRED, names, needs_parent
from custmdm.normalize._china_places import place_key

_CHINESE = frozenset({"CN", "HK", "MO", "TW"})
# In a column of cities it is Beijing's district as often as the city.
_FAMOUS = frozenset({"朝阳"})
_LONGEST = 40
_KANA = lazy_pattern("[\u3040-\u30ff\uac00-\ud7af]")


@frozen
class Place:
    """Clean the name of a city or district; ``北京``, ``北京市`` and ``Beijing`` match.

    >>> [Place().parse(t).match_keys for t in ("北京", "北京市市辖区", "Beijing")]
    [('110000',), ('110000',), ('110000',)]
    >>> Place()("深圳"), Place()("  new   york ")
    ('深圳市', 'New York')

    A name of several places is left alone:

    >>> Place().parse("朝阳区").match_keys
    ('朝阳',)

    Attributes:
        country: ISO alpha-2 of the address; elsewhere Latin names are no Chinese ones.
    """

    country: str | None = None

    def __call__(self, text: str) -> str | None:
        """Return the standard name, or None where nothing is left."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the standard name with its match key."""
        return _parsed(text, self.country, (2, 1, 3))


@frozen
class Region:
    """Clean the name of a province or state; ``广东``, ``广东省`` and ``Guangdong`` match.

    >>> [Region().parse(t).match_keys for t in ("广东", "廣東省", "Guangdong")]
    [('440000',), ('440000',), ('440000',)]
    >>> Region()("新疆"), Region()("吉林")
    ('新疆维吾尔自治区', '吉林省')

    Attributes:
        country: ISO alpha-2 of the address; elsewhere Latin names are no Chinese ones.
    """

    country: str | None = None

    def __call__(self, text: str) -> str | None:
        """Return the standard name, or None where nothing is left."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the standard name with its match key."""
        return _parsed(text, self.country, (1,))


def latin_place(key: str, country: str | None, levels: tuple[int, ...] = (2, 1)) -> Division | None:
    """Return the Chinese city or province of a folded Latin name; none in another country.

    >>> latin_place("beijing", None).name, latin_place("beijing", "US"), latin_place("suzhou", "CN")
    ('北京市', None, None)
    """
    if country is not None and country not in _CHINESE:
        return None
    return _first([latin_division(key, level) for level in levels])


def _parsed(text: str, country: str | None, levels: tuple[int, ...]) -> Standardized:
    value = clean(text)
    key = fold(value)
    if not key:
        return invalid(text, "text.no_characters")
    chinese = country is None or country in _CHINESE
    if not has_han(key):
        found = latin_place(key, country, levels[:2])
        return valid(text, _capitalized(value), keys=(place_key(found) if found else key,))
    name = simplified(key.replace(" ", ""))
    if not chinese or _KANA.search(name):
        return valid(text, value, keys=(name,))
    place, retired = _named(name, levels) or _written_out(name, levels) or (None, False)
    if place is None:
        return valid(text, value, keys=(short_name(name),))
    if retired:
        return suspect(text, place.name, "place.retired", keys=(place_key(place),))
    return valid(text, place.name, keys=(place_key(place),))


def _named(name: str, levels: tuple[int, ...]) -> tuple[Division, bool] | None:
    """Return the one division of a simplified name, and whether the name is retired."""
    entries = [e for e in names().entries.get(name, ()) if e.division.level == e.level]
    rank = min((e.rank for e in entries if e.level in levels), default=FULL)
    here = [e for e in entries if e.rank == rank]
    found = _first([_only({e.division for e in here if e.level == level}) for level in levels])
    if found is None or name in _FAMOUS or needs_parent(name):
        return None
    return found, rank in (RETIRED, SHORT_RETIRED)


def _written_out(name: str, levels: tuple[int, ...]) -> tuple[Division, bool] | None:
    """Return a division named with those above it, or with 市辖区 behind it: 浙江省杭州市."""
    read = None if name in _FAMOUS or len(name) > _LONGEST else read_divisions(name)
    if read is None or read.clash:
        return None
    place, *others = (e.division for e in read.meant)
    if others:
        return None
    whole = name[skip(name, read.end) :] in ("", "市辖区")
    if not whole or place.level not in levels or place.level != read.level:
        return None
    return place, bool(read.retired)


def _first(found: Sequence[Division | None]) -> Division | None:
    """Return the first; a province rather than a prefecture of its name: 海南, but 吉林市."""
    city, *others = found
    if city is not None and city.level == 2 and not city.name.endswith("市"):
        return next((d for d in others if d is not None and d.level == 1), city)
    return next((d for d in found if d is not None), None)


def _only(found: set[Division]) -> Division | None:
    return found.pop() if len(found) == 1 else None


def _capitalized(value: str) -> str:
    """Return all-lower or all-upper Latin text with capital initials; mixed case is meant so."""
    if value.islower() or (value.isupper() and len(value) > 3):
        return clean(" ".join(w[:1].title() + w[1:].lower() for w in value.split()))
    return value
