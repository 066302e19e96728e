"""Names in Chinese characters and Latin letters at once."""

from custmdm._pattern import lazy_pattern
from custmdm._text import fold
from custmdm.data.han import simplified
from custmdm.data.surnames import spelled_readings, surname_size
from custmdm.model import Standardized
from custmdm.normalize._answers import suspect, valid
from custmdm.normalize._person_name_case import all_cased
from custmdm.normalize._person_name_han import (
    HAN,
    han_keys,
    read_han,
)
from custmdm.normalize._person_name_honorifics import without_honorific
from custmdm.normalize._person_name_latin import latin_answer
from custmdm.normalize._person_name_reading import beside
from custmdm.normalize._person_name_words import SALUTATIONS, TITLES, word_key

_HAN_RUN = lazy_pattern(f"(?:{HAN.pattern}|[ ·•・])*{HAN.pattern}")
_LATIN = lazy_pattern(r"[^\W\d_]+(?:[ .'’-]{1,2}[^\W\d_]+)*\.?")


def mixed_answer(text: str, locale: str | None) -> Standardized:
    """Return the answer for a clean name in both.

    >>> mixed_answer("John 王", None).parts
    {'given': 'John', 'family': '王'}
    >>> mixed_answer("张三 (Zhang San)", None).parts
    {'family': '张', 'given': '三', 'nickname': 'Zhang San'}
    >>> mixed_answer("Mr. 张三", None).parts
    {'family': '张', 'given': '三', 'honorific': 'Mr.'}
    """
    bare, _ = beside(text)
    if not HAN.search(bare) and fold(bare):
        return latin_answer(text, locale)  # John Smith (约翰)
    name = text.translate(_BRACKETS)
    found = list(_HAN_RUN.finditer(name))
    other = " ".join(_HAN_RUN.sub(" ", name).split())
    if len(found) != 1:
        return _unread(text)
    titles, latin = _titles(other)
    han, honorific = without_honorific(" ".join(found[0].group().split()))
    if latin and not _LATIN.fullmatch(latin):
        return _unread(text)
    if not han:
        return latin_answer(latin, locale) if latin else _unread(text)
    said = " ".join(filter(None, [*titles, honorific]))
    extra = {"honorific": said} if said else {}
    read = read_han(han, locale)
    simple = simplified(han)
    if latin and surname_size(simple) == len(simple) and len(latin.split()) == 1:
        if spelled_readings(latin.lower()) and len(latin) < 7:
            return _unread(text)  # 李Lee says one name twice
        given = all_cased([latin])[0]
        value = f"{given} {han}"
        return valid(
            text, value, parts={"given": given, "family": han} | extra, keys=(fold(given) + simple,)
        )
    keys = han_keys(read.value, read.parts)
    if latin:
        extra["nickname"] = " ".join(all_cased(latin.split()))
    value = f"{read.value} ({extra['nickname']})" if latin else read.value
    parts = dict(read.parts) | extra
    if read.reasons:
        return suspect(text, value, *read.reasons, parts=parts, keys=keys)
    return valid(text, value, parts=parts, keys=keys)


_BRACKETS = str.maketrans(dict.fromkeys('()[]【】,"“”', " "))


def _titles(text: str) -> tuple[list[str], str]:
    """Return the titles at either end, and the words between them."""
    words = text.split()
    titles: list[str] = []
    while words and word_key(words[0]) in TITLES:
        titles.append(words.pop(0))
    while words and word_key(words[-1]) in SALUTATIONS:
        titles.append(words.pop())
    return titles, " ".join(words)


def _unread(text: str) -> Standardized:
    return suspect(text, text, "name.not_split", keys=(simplified(fold(text).replace(" ", "")),))
