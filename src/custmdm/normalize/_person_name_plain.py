"""Which Chinese names are plain: a known surname and a given name, at most an honorific."""

from functools import cache
from itertools import product
from typing import NamedTuple

from custmdm._pattern import lazy_pattern
from custmdm.data.han import spelled_alike
from custmdm.data.surnames import known_surnames
from custmdm.normalize._person_name_honorifics import (
    ADDRESSED,
    AFTER_SURNAME,
    HONORIFICS,
    JAPANESE,
    ORGANIZATIONS,
    is_honorific,
)

_PLAIN_HAN = lazy_pattern("[\u4e00-\u9fff]+")


def is_plain_han(text: str) -> bool:
    """Say whether text can only be a surname that is known and a given name, with nothing around.

    >>> is_plain_han("张三"), is_plain_han("歐陽修"), is_plain_han("张总"), is_plain_han("田中")
    (True, True, False, False)
    """
    plain = _plain()
    length = len(text)
    size = 2 if text[:2] in plain.compound else 1 if text[:1] in plain.single else 99
    return (
        size < length <= size + 2
        and text[-1] not in plain.ends
        and text[-2:] not in plain.ends
        and (length > size + 1 or text[-1] not in AFTER_SURNAME)
        and text not in JAPANESE
        and text[:3] not in plain.long
        and _PLAIN_HAN.fullmatch(text) is not None
    )


def plain_honorific(text: str) -> str:
    """Return the honorific that is all that stands behind a plain name, else nothing.

    >>> plain_honorific("张三先生"), plain_honorific("李明总"), plain_honorific("张先生")
    ('先生', '总', '')
    """
    behind = text[-2:]
    if not is_honorific(behind):
        behind = text[-1:]
        if not is_honorific(behind):
            return ""
    if not is_plain_han(text[: -len(behind)]) or ADDRESSED.match(text):
        return ""
    return behind


class _Plain(NamedTuple):
    """What tells a plain name, in simplified and traditional characters."""

    single: frozenset[str]
    compound: frozenset[str]
    long: frozenset[str]
    ends: frozenset[str]


@cache
def _plain() -> _Plain:
    variants = spelled_alike()
    single, compound = known_surnames()

    def spelled(word: str) -> list[str]:
        return ["".join(chs) for chs in product(*(variants.get(ch, ch) for ch in word))]

    pairs = {name for word in compound if len(word) == 2 for name in spelled(word)}
    long = {name[:3] for word in compound if len(word) > 2 for name in spelled(word)}
    behind = [*HONORIFICS, *ORGANIZATIONS, "某某", "某", "氏"]
    return _Plain(
        frozenset(variant for ch in single for variant in variants.get(ch, ch)),
        frozenset(pairs),
        frozenset(long),
        frozenset(word[-2:] for word in behind),
    )
