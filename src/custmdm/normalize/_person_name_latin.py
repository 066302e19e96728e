"""Names in Latin, Greek, Cyrillic and other letters: the answer for the words that were read."""

from functools import cache
from typing import NamedTuple

from custmdm._pattern import lazy_pattern
from custmdm._text import clean, fold
from custmdm.data.nicknames import formal_names, is_given_name
from custmdm.data.romanised import latin_keys
from custmdm.data.surnames import is_spelled_surname
from custmdm.model import Standardized, Status
from custmdm.normalize import _person_name_words as tables
from custmdm.normalize._answers import invalid, suspect, valid
from custmdm.normalize._person_name_case import all_cased, cased, cased_suffix
from custmdm.normalize._person_name_pieces import LatinName
from custmdm.normalize._person_name_pinyin import chinese_order
from custmdm.normalize._person_name_reading import read_latin
from custmdm.normalize._person_name_words import word_key
from custmdm.normalize._placeholders import is_name_placeholder, is_placeholder

_SEVERAL = lazy_pattern(r"[/@]|\+(?!\S)|;(?!\s*$)")
_NO_LETTER = lazy_pattern(r"[\d\W_]+")
_PLAIN = lazy_pattern(r"[A-Z][a-z]+ [A-Z][a-z]+")
_PINYIN = lazy_pattern(r"[a-z]+(?:['-][a-z]+)*")
# Ivanovich, Ivanovna: the father's name stands behind the given name.
_PATRONYMIC = lazy_pattern(r".{2,}(?:ович|евич|ич|овна|евна|ична|инична)")
_LATIN_PATRONYMIC = lazy_pattern(r".{2,}(?:ovich|evich|yevich|ovna|evna|yevna|ichna)")
_RUSSIAN = frozenset({"ru", "uk", "be", "bg", "kk"})
# Locales whose names have the family name first.
FAMILY_FIRST = frozenset({"hu", "vi"})


def plain_latin(text: str) -> Standardized | None:
    """Return the answer for two plain words that are nothing but a name, else None.

    >>> plain_latin("John Smith").parts
    {'given': 'John', 'family': 'Smith'}
    >>> plain_latin("Dr Smith") is plain_latin("Zhang San") is plain_latin("McDonald") is None
    True
    """
    if not is_plain_latin(text):
        return None
    given, _, family = text.partition(" ")
    first, last = given.lower(), family.lower()
    keys = (first + last, *(name + last for name in sorted(formal_names(first))))
    return valid(text, text, parts={"given": given, "family": family}, keys=keys)


def is_plain_latin(text: str) -> bool:
    """Say whether text is two plain words that are nothing but given and family name."""
    if _PLAIN.fullmatch(text) is None:
        return False
    first, last = text.lower().split(" ")
    other = _not_plain()
    return not (
        first in other
        or last in other
        or is_spelled_surname(first)
        or is_spelled_surname(last)
        or is_placeholder(text)
        or is_name_placeholder(text)
    )


def not_plain(words: set[str]) -> set[str]:
    """Return which words in small letters may be more, or other, than a given or family name.

    >>> sorted(not_plain({"smith", "dr", "zhang"}))
    ['dr', 'zhang']
    """
    return words & _not_plain() | set(filter(is_spelled_surname, words))


def latin_answer(text: str, locale: str | None) -> Standardized:
    """Return the answer for a clean name."""
    key = _key(text)
    if _SEVERAL.search(text) and not _credentials_behind(text):
        return suspect(text, text, "name.not_split", keys=(key,))
    read = _ordered(read_latin(text), locale)
    if not read.names:
        if not (read.honorific or read.suffix):
            return suspect(text, text, "name.not_split", keys=(key,))
        return Standardized(text, None, Status.PLACEHOLDER, ("value.placeholder",), _parts(read))
    if not read.read:
        return suspect(text, text, "name.not_split", keys=(key,))
    found = _Found.of(read)
    if not found.keys or _NO_LETTER.fullmatch(" ".join(read.names)):
        return invalid(text, "name.no_letters", keys=found.keys)
    value = _value(text, read, found, locale)
    reasons = ("name.several",) if read.several else ()
    if not (read.given and read.family):
        reasons = ("name.not_split",)
    if reasons:
        return suspect(text, value, *reasons, parts=found.parts, keys=found.keys)
    return valid(text, value, parts=found.parts, keys=found.keys)


def _credentials_behind(text: str) -> bool:
    """Say whether a semicolon only parts credentials: Smith, MD; PhD."""
    _, *behind = text.split(";")
    words = " ".join(behind).split()
    return (
        bool(words)
        and "/" not in text
        and all(word_key(w) in tables.CREDENTIAL_WORDS for w in words)
    )


class _Found(NamedTuple):
    """What a name comes to: its parts and keys."""

    parts: dict[str, str]
    keys: tuple[str, ...]

    @classmethod
    def of(cls, read: LatinName) -> "_Found":
        """Return what the words of a name come to."""
        first = _key(" ".join(read.names))
        keys = dict.fromkeys(key for key in (first, *_further(read)) if key)
        return cls(_parts(read), tuple(keys))


def _ordered(read: LatinName, locale: str | None) -> LatinName:
    """Put family and given name where they belong, if the words or the locale tell."""
    if not (read.given and read.family) or read.several:
        return read
    words = read.names
    single = len(read.given) == len(read.family) == 1 and len(words) < 4
    lower = [word.casefold().replace("ü", "v") for word in words]
    if locale == "vi" and not read.comma and fold(words[0]) in _VIETNAMESE:
        read.family, read.given, read.middle = words[:1], words[-1:], words[1:-1]
        read.family_leads = True
        return read
    if single and all(map(_PINYIN.fullmatch, lower)):
        first, last = chinese_order(lower, locale)
        read.chinese = (first, last)
        if read.comma:
            return read
        if first and not last:
            read.family, read.given, read.middle = words[:1], words[1:], []
            read.family_leads = True
            return read
        if last and not first:
            read.given, read.middle = words[:-1], []
            return read
    if read.comma or not single:
        return read
    if _given_behind(read, lower):
        read.family, read.given = words[:1], words[1:]
        read.family_leads = True
    elif locale == "hu" or (len(words) == 3 and _has_patronymic(lower, locale)):
        read.family, read.given, read.middle = words[:1], words[1:2], words[2:]
        read.family_leads = True
    return read


def _given_behind(read: LatinName, words: list[str]) -> bool:
    """Say whether two words can only be family and given name: Glowacki Julie."""
    if len(words) > 2 or read.honorific:
        return False
    first, last = map(fold, words)
    return (
        last in tables.GIVEN_ONLY
        and len(first) > 2
        and first not in tables.GIVEN_ONLY | tables.PARTICLES
        and not is_given_name(first)
    )


def _has_patronymic(words: list[str], locale: str | None) -> bool:
    """Say whether three words are family name, given name, and the father's."""
    pattern = _LATIN_PATRONYMIC if locale in _RUSSIAN and words[2].isascii() else _PATRONYMIC
    return bool(pattern.fullmatch(words[2])) and not pattern.fullmatch(words[1])


def _further(read: LatinName) -> list[str]:
    """Return what else a name may meet by: its Chinese reading, the formal given names."""
    if not (read.given and read.family) or read.several:
        return []
    given = fold(" ".join(read.given)).replace(" ", "")
    middle = fold(" ".join(read.middle)).replace(" ", "")
    family = fold(" ".join(read.family)).replace(" ", "")
    keys: list[str] = []
    if any(read.chinese):
        first, last = read.chinese
        if last or read.family_leads:
            keys += latin_keys(family, given + middle)
        if first and not read.family_leads:
            keys += latin_keys(fold(read.names[0]), given_name_behind(read))
    return keys + [name + middle + family for name in sorted(formal_names(given))]


def given_name_behind(read: LatinName) -> str:
    """Return the words behind the first in one, as the given name they would be."""
    return fold(" ".join(read.names[1:])).replace(" ", "")


def _parts(read: LatinName) -> dict[str, str]:
    """Return the parts that there are."""
    written = all_cased(_written(read))
    size = len(read.family)
    if read.family_leads:
        family, given = written[:size], written[size:]
    else:
        given, family = written[: len(written) - size], written[len(written) - size :]
    parts = {
        "given": " ".join(given[: len(read.given)]),
        "middle": " ".join(given[len(read.given) :]),
        "family": " ".join(family),
        "honorific": " ".join(map(cased, read.honorific)),
        "suffix": " ".join(map(cased_suffix, read.suffix)),
        "nickname": cased(read.nickname),
        "maiden": cased(read.maiden),
    }
    return {name: part for name, part in parts.items() if part}


def _written(read: LatinName) -> list[str]:
    """Return the names in the order in which they are stored."""
    return [*read.family, *read.given, *read.middle] if read.family_leads else read.names


def _value(text: str, read: LatinName, found: _Found, locale: str | None) -> str:
    """Return the name in the usual order, if it is read back as the same; else as it was typed."""
    more = "".join(
        f" ({word})"
        for word in (f"née {cased(read.maiden)}" if read.maiden else "", cased(read.nickname))
        if word
    )
    if more and not (read.comma or text.isupper() or text.islower() or read.honorific):
        return text
    for between in (" ", ", "):
        value = _composed(read, between, more)
        if value == text:
            break
        again = _ordered(read_latin(value), locale)
        if not again.read and _key(value) == found.keys[0]:
            return value  # Mr. Smith is stored as Smith
        same = again.read and again.several == read.several and _Found.of(again).keys == found.keys
        if same and (more or value in (_composed(again, " ", ""), _composed(again, ", ", ""))):
            return value
    return text


def _composed(read: LatinName, between: str, more: str) -> str:
    """Return the name in the usual order, with its suffixes."""
    names = " ".join(all_cased(_written(read)))
    return clean(f"{names}{between}{' '.join(map(cased_suffix, read.suffix))}").rstrip(",") + more


def _key(name: str) -> str:
    return fold(name).replace(" ", "")


@cache
def _not_plain() -> frozenset[str]:
    """Return the words that make a name another than given and family name."""
    return frozenset().union(
        tables.TITLES, tables.TITLE_OPENERS, tables.CREDENTIAL_WORDS, tables.DOUBTFUL_CREDENTIALS,
        tables.PARTICLES, tables.CONNECTIVES, tables.BOUND_GIVEN, tables.MAIDEN, _VIETNAMESE,
        tables.TITLE_JOINERS, tables.GIVEN_ONLY,
    )  # fmt: skip


_VIETNAMESE = frozenset(
    "nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dinh doan trinh truong "
    "mai to lam luong".split()
)
