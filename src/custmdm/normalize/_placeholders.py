"""Words that people type to fill a field that they must not leave empty."""

import re
import string
from functools import cache

import numpy as np

from custmdm._lines import Flags, Lines, Words, byte_table, follows
from custmdm._pattern import lazy_pattern
from custmdm._text import fold
from custmdm.data.placeholders import ALSO_NAMES, LITERAL, NAME_WORDS, OF_TRIAL, TRIAL, WORDS

_MARKS = lazy_pattern(r"[\W_]+")
_OUTER_MARKS = lazy_pattern(r"^[\W_]+|[\W_]+$")
# 138****5678, 张*, 3101**********6851: made unreadable for whoever gets the file.
_MASK = lazy_pattern(r"[*•●×]{2,}|(?<=\w)[*•●]|[*•●](?=\w)|(?<=\w)[xX]{4,}|[xX]{4,}(?=\w)")
_LONGEST = 40
_LOREM = "lorem ipsum"


def _listed(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in re.split(r"[|\n]", text)) - {""}


def _head(text: str) -> str:
    """Return what a word of filler is first looked for by."""
    return text[:4].casefold()


def _heads(*texts: str) -> frozenset[str]:
    spelled = {word for text in texts for word in _listed(text)}
    spelled |= {fold(word) for word in spelled}
    spelled |= {f"n{mark}a" for mark in "/.\\-_"} | {f"n{mark} a" for mark in "/.\\"} | {"n / a"}
    spelled |= {letter * times for letter in "abcdefghijklmnopqrstuvwxyz" for times in (3, 4)}
    return frozenset(map(_head, spelled))


_HEADS = _heads(WORDS, LITERAL, TRIAL)
_WORDS = frozenset(map(fold, _listed(WORDS)))
_NAME_HEADS = _HEADS | _heads(NAME_WORDS)
_NAME_WORDS = _WORDS | frozenset(map(fold, _listed(NAME_WORDS)))
_ALSO_NAMES = frozenset(map(fold, _listed(ALSO_NAMES)))
_LITERAL = _listed(LITERAL) | {word.upper() for word in _listed(LITERAL) if "/" in word}
_TRIAL = lazy_pattern(
    rf"(?:{'|'.join(sorted(_listed(TRIAL), key=len, reverse=True))})"
    rf"(?:\s*(?:{'|'.join(sorted(_listed(OF_TRIAL), key=len, reverse=True))})(?![a-z]))*\s*\d*"
)
# Words that are filler before others but a value, or a name, when they stand alone.
_NOT_ALONE = frozenset({"demo", "fake", "teste"})


def is_placeholder(text: str) -> bool:
    """Say whether clean text was only typed to fill the field.

    >>> [is_placeholder(t) for t in ("N/A", "无", "--", "Nana", "None", "test user 2", "aaaa")]
    [True, True, True, False, True, True, True]

    Digits alone are not: 111 may be a house, 123456 a customer.

    >>> is_placeholder("111"), is_placeholder("123456")
    (False, False)
    """
    # Asked of every value of every kind: nearly all are told by their two ends.
    head = text[:4].casefold()
    if head not in _HEADS and text[-1:].isalnum() and head[0].isalnum():
        return False
    return _is_filler(text, _HEADS, _WORDS, 4)


def is_name_placeholder(text: str) -> bool:
    """Say whether a clean name was only typed to fill the field.

    >>> is_name_placeholder("Na"), is_name_placeholder("N/A"), is_name_placeholder("测试")
    (False, True, True)
    >>> is_name_placeholder("Last Name"), is_placeholder("Last Name")
    (True, False)
    """
    head = text[:4].casefold()
    if head not in _NAME_HEADS and text[-1:].isalnum() and head[0].isalnum():
        return False
    if not _is_filler(text, _NAME_HEADS, _NAME_WORDS, 3):
        return False
    # <NA> and (nan) are no names.
    return text in _LITERAL or not (
        fold(text) in _ALSO_NAMES and text.rstrip(".").replace(" ", "").isalpha()
    )


def are_values(lines: Lines, *, names: bool = False) -> Flags:
    """Say which lines, of those in ASCII, are surely no placeholder: most that are none.

    >>> are_values(Lines.of(["N/A", "Nancy", "12 Oak St.", "--", "test 2"])).tolist()
    [False, True, True, False, False]

    Args:
        lines: the lines, of clean text.
        names: whether :func:`is_name_placeholder` is asked too.
    """
    marked = ~_ALNUM[lines.data[lines.ends - 1]]
    plain = _ALNUM[lines.data[lines.starts]] & (
        ~marked | _ALNUM[lines.data[np.maximum(lines.ends - 2, 0)]]
    )
    said = _words().begin(lines.heads(lines.starts, lines.ends))
    if marked.any():
        # As one looks at them: without a mark behind.
        said |= _words().begin(lines.heads(lines.starts, lines.ends - marked))
    found: Flags = plain & (said & (_OF_NAME if names else _OF_ANY) == 0)
    return found


@cache
def _words() -> Words:
    of_name = dict.fromkeys(_NAME_HEADS, _OF_NAME)
    return Words.of(of_name | dict.fromkeys(_HEADS, _OF_NAME | _OF_ANY))


_OF_NAME, _OF_ANY = 1, 2
_ALNUM = byte_table(string.ascii_letters + string.digits)


def is_masked(text: str) -> bool:
    """Say whether a part of clean text was made unreadable; what is left points at many.

    >>> [is_masked(t) for t in ("138****5678", "张*", "310104XXXXXXXX6851", "Max")]
    [True, True, True, False]
    """
    return _MASK.search(text) is not None


def _is_filler(text: str, heads: frozenset[str], words: frozenset[str], repeats: int) -> bool:
    if text[1:3].isdecimal() and len(text) > 2:
        return False  # +86 138..., #12, (0571)
    if text in _LITERAL:
        return True
    core = text
    if not (text[:1].isalnum() and text[-1:].isalnum()):
        if _MARKS.fullmatch(text):
            return True
        core = _OUTER_MARKS.sub("", text)
    if core[: len(_LOREM)].casefold() == _LOREM:
        return True
    if len(core) > _LONGEST or _head(core) not in heads:
        return False
    folded = fold(core)
    if folded in words:
        return True
    if len(folded) >= repeats and len(set(folded)) == 1:
        return True
    return _TRIAL.fullmatch(folded) is not None and folded not in _NOT_ALONE


def hold_mask(lines: Lines) -> Flags:
    """Say which lines hold xxxx in small letters or capitals; in ASCII no other mask is one word.

    >>> hold_mask(Lines.of(["310104xxxX6851", "Max"])).tolist()
    [True, False]
    """
    mark = (lines.data | _CASE) == ord("x")
    two = follows(mark, mark)
    return lines.holding(follows(two, follows(two, two))) if two.any() else two[lines.starts]


_CASE = np.uint8(0x20)
