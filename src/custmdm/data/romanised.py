"""Chinese names in Latin letters: how a Chinese name is read, and whether a Latin one may be it.

Normalizing, blocking and comparing all need it, and none of them knows the others.
"""

import enum
import re
from functools import cache, lru_cache

from custmdm._pattern import lazy_pattern
from custmdm.data.han import all_readings, reading
from custmdm.data.surnames import (
    pinyin_surname_rank,
    spelled_readings,
    surname_readings,
    surname_size,
    wade_giles,
)

__all__ = [
    "Agreement",
    "agreement",
    "given_syllables",
    "latin_keys",
    "plain_pinyin",
    "romanised_keys",
    "split_han",
    "syllables",
]

# How characters are read in given names, where that is not how they are read in most words.
_IN_GIVEN_NAMES = {
    "长": "chang",
    "晟": "sheng",
    "重": "zhong",
    "藏": "zang",
    "叶": "ye",
    "头": "tou",
}


class Agreement(enum.Enum):
    """Say whether a name in Chinese characters and one in Latin letters can be the same."""

    SAME = enum.auto()
    INITIAL = enum.auto()
    UNKNOWN = enum.auto()
    OTHER = enum.auto()


def romanised_keys(family: str, given: str) -> tuple[str, ...]:
    """Return how a simplified Chinese name is spelled, as "family given": pinyin, then Wade-Giles.

    >>> romanised_keys("张", "学良")
    ('zhang xueliang', 'chang hsuehliang')
    >>> romanised_keys("翟", "伟")
    ('zhai wei', 'di wei', 'chai wei')
    """
    read = [_character(ch) for ch in given]
    if not family or not read or ("", "") in read:
        return ()
    plain, old = _surname(family)
    closed = "".join([pinyin for pinyin, _ in read])
    keys = [f"{said} {closed}" for said in plain]
    if old:
        keys.append(f"{old} {''.join([wade for _, wade in read])}")
    return tuple(keys) if len(keys) < 2 or keys[0] != keys[-1] else tuple(keys[:-1])


@lru_cache(maxsize=32_768)
def _character(ch: str) -> tuple[str, str]:
    """Return how a character of a given name is spelled in pinyin and in Wade-Giles."""
    said = _IN_GIVEN_NAMES.get(ch) or reading(ch)
    return plain_pinyin(said), wade_giles(said) if said else ""


@lru_cache(maxsize=4096)
def _surname(family: str) -> tuple[tuple[str, ...], str]:
    """Return how a surname is spelled in pinyin, and one of one character in Wade-Giles."""
    read = surname_readings(family)
    return tuple(map(plain_pinyin, read)), wade_giles(read[0]) if len(family) == 1 else ""


def latin_keys(family: str, given: str) -> tuple[str, ...]:
    """Return the keys of romanised_keys that a name in lower-case Latin letters can have.

    >>> latin_keys("zhang", "xueliang"), latin_keys("chang", "hsueh-liang")
    (('zhang xueliang',), ('chang hsuehliang',))
    >>> latin_keys("lee", "xiaolong"), latin_keys("smith", "xiaolong")
    (('li xiaolong',), ())
    """
    said = spelled_readings(family)
    closed = _closed(given)
    if not said:
        return ()
    if syllables(closed):
        plain = plain_pinyin(closed)
        if pinyin_surname_rank(family) < 9:
            said = (plain_pinyin(family),)  # both in pinyin: Wu is 吴, not 胡 as in Hong Kong
        return tuple(f"{reading} {plain}" for reading in said)
    return (f"{family} {closed}",) if _wade_giles_words().fullmatch(closed) else ()


def agreement(family: str, given: str, latin_family: str, latin_given: str) -> Agreement:
    """Say whether a simplified Chinese name and a lower-case Latin one can be the same name.

    >>> agreement("张", "三", "zhang", "san"), agreement("张", "三", "zhang", "wei")
    (<Agreement.SAME: 1>, <Agreement.OTHER: 4>)
    >>> agreement("张", "学友", "cheung", "jacky"), agreement("张", "三", "li", "san")
    (<Agreement.UNKNOWN: 3>, <Agreement.OTHER: 4>)
    """
    surnames, in_pinyin = _surnames(family, latin_family)
    if surnames is not Agreement.SAME:
        return surnames
    closed = _closed(latin_given)
    said = _said(given)
    if not closed or not said:
        return Agreement.UNKNOWN
    plain, wade, initials = said
    if plain_pinyin(closed) == plain:
        return Agreement.SAME if in_pinyin else Agreement.UNKNOWN
    if closed == wade:
        return Agreement.SAME
    if closed in (initials[0], initials):
        return Agreement.INITIAL
    return Agreement.OTHER if syllables(closed) else Agreement.UNKNOWN


@lru_cache(maxsize=32_768)
def _surnames(family: str, latin_family: str) -> tuple[Agreement, bool]:
    """Say whether two surnames can be the same, and whether so beside a given name in pinyin."""
    said = spelled_readings(latin_family)
    if not said or not family:
        return Agreement.UNKNOWN, False
    read = {plain_pinyin(r) for r in surname_readings(family)}
    if not read & set(said):
        return Agreement.OTHER, False
    # Both in pinyin: Wu is 吴, not 胡 as in Hong Kong.
    pinyin = pinyin_surname_rank(latin_family) < 9
    return Agreement.SAME, not pinyin or plain_pinyin(latin_family) in read


@lru_cache(maxsize=32_768)
def _said(given: str) -> tuple[str, str, str] | None:
    """Return how a given name is read, in pinyin and in Wade-Giles, and its initials."""
    parts = given_syllables(given)
    if not parts:
        return None
    wade = "".join(map(wade_giles, parts))
    return plain_pinyin("".join(parts)), wade, "".join(part[0] for part in parts)


def split_han(name: str) -> tuple[str, str]:
    """Return family and given name of a simplified name of two to four characters, else nothing.

    >>> split_han("欧阳娜娜"), split_han("张三"), split_han("小明"), split_han("卡尔马克思")
    (('欧阳', '娜娜'), ('张', '三'), ('', ''), ('', ''))
    """
    size = surname_size(name)
    if size and size < len(name) <= size + 2:
        return name[:size], name[size:]
    return "", ""


def given_syllables(given: str) -> tuple[str, ...]:
    """Return how each character of a simplified given name is read; nothing if one is unknown.

    >>> given_syllables("长虹"), given_syllables("x")
    (('chang', 'hong'), ())
    """
    found = tuple(_IN_GIVEN_NAMES.get(ch) or reading(ch) for ch in given)
    return found if all(found) else ()


@lru_cache(maxsize=4096)
def syllables(word: str) -> int:
    """Return as how many syllables of pinyin a lower-case word can be read, up to two; else 0.

    >>> [syllables(word) for word in ("san", "xueliang", "xian", "smith", "yamada")]
    [1, 2, 1, 0, 0]
    """
    one, two = _patterns()
    if one.fullmatch(word):
        return 1
    return 2 if two.fullmatch(word) else 0


def plain_pinyin(word: str) -> str:
    """Return pinyin with every spelling of ü as u: Lv, Lyu and Lu are one.

    >>> plain_pinyin("lyu"), plain_pinyin("nvying"), plain_pinyin("wenyu")
    ('lu', 'nuying', 'wenyu')
    """
    return _UE.sub(r"\1u", word.replace("v", "u"))


# Lyu anywhere; nyu at the beginning only, since wen and yu meet in Wenyu.
_UE = lazy_pattern(r"(l|^n)yu")
_MARKS = lazy_pattern(r"[\s'’-]+")


def _closed(given: str) -> str:
    return _MARKS.sub("", given)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    said = {s for s in all_readings() if len(s) > 1 and s not in ("hm", "lo")} | {"a", "e"}
    said |= {s.replace("v", "yu") for s in said if "v" in s}
    one = "|".join(sorted(said, key=len, reverse=True))
    return re.compile(one), re.compile(f"(?:{one}){{2}}")


@cache
def _wade_giles_words() -> re.Pattern[str]:
    said = {wade_giles(s) for s in all_readings() if len(s) > 1}
    one = "|".join(sorted(said, key=len, reverse=True))
    return re.compile(f"(?:{one}){{1,2}}")
