"""Chinese names in Latin letters: which word is the family name, where that is sure."""

from collections.abc import Sequence

from custmdm._pattern import lazy_pattern
from custmdm.data.nicknames import is_given_name
from custmdm.data.romanised import syllables
from custmdm.data.surnames import pinyin_surname_rank, spelled_readings

# Family names of others that happen to be written like two syllables of pinyin.
_OTHERS = frozenset(
    "lane dane wade luke tate gale dale hale pole kane page pate bale pike bane gate pane".split()
)
_HYPHENATED = lazy_pattern(r"([a-z]{1,6})-([a-z]{1,6})")
_ONE_SYLLABLE = lazy_pattern(r"[^aeiou]*[aeiou]+[^aeiou]*")
_UNKNOWN = 9


def chinese_order(words: Sequence[str], locale: str | None) -> tuple[bool, bool]:
    """Return whether the family name can be the first, and the last, of lower-case words.

    One is left where the order is sure.

    >>> chinese_order(["zhang", "san"], None), chinese_order(["san", "zhang"], None)
    ((True, False), (False, True))
    >>> chinese_order(["wu", "feng"], None), chinese_order(["wu", "feng"], "zh")
    ((True, True), (True, False))
    >>> chinese_order(["john", "smith"], None), chinese_order(["wong", "kar-wai"], None)
    ((False, False), (True, False))
    """
    if not 2 <= len(words) <= 3:
        return False, False
    first, last = _rank(words[0], words[1:]), _rank(words[-1], words[:-1])
    if first == last == _UNKNOWN:
        return _spelled(words), False
    if last == _UNKNOWN:
        return first < 3 or locale == "zh", False
    if first == _UNKNOWN:
        return False, True
    if locale == "zh" or (first == 0 and last > 1):
        return True, False
    if last == 0 and first > (0 if len(words) > 2 else 1):
        return False, True
    return True, True


def _rank(surname: str, given: Sequence[str]) -> int:
    """Return how common a surname in pinyin is, if what is left can be a given name."""
    rank = pinyin_surname_rank(surname)
    if rank == _UNKNOWN:
        return rank
    if any(word in _OTHERS for word in given):
        return _UNKNOWN
    return rank if syllables("".join(given).replace("-", "").replace("'", "")) else _UNKNOWN


def _spelled(words: Sequence[str]) -> bool:
    """Say whether a surname as Hong Kong or Taiwan spell it stands before its given name."""
    if len(words) > 2 or not spelled_readings(words[0]):
        return False
    found = _HYPHENATED.fullmatch(words[1])
    if found is None:
        other = words[1] in _OTHERS or is_given_name(words[1])
        return syllables(words[1]) == 2 and not other
    return all(map(_ONE_SYLLABLE.fullmatch, found.groups()))
