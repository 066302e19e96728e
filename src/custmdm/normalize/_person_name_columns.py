"""Whole columns of names in plain English letters, many in one pass."""

from collections.abc import Callable, Sequence

import numpy as np

from custmdm._lines import BREAK, SPACE, Flags, Lines, in_chunks
from custmdm.normalize._person_name_latin import not_plain
from custmdm.normalize._placeholders import are_values, hold_mask

One = Callable[[str], str | None]


def plain_parts(values: Sequence[str], one: One) -> list[str | None]:
    """Return the standard text of each part of a name that is plain, else None.

    >>> plain_parts(["Anna", "SMITH"] * 20, lambda text: None)[:2]
    ['Anna', 'Smith']

    Args:
        values: the parts of names.
        one: says it of one, where it takes a closer look.
    """

    def some(chunk: Sequence[str]) -> list[str | None]:
        lines = Lines.of(chunk)
        sure = _are_letters(lines) & are_values(lines, names=True) & ~hold_mask(lines)
        as_usual = sure & _begin_as_usual(lines)
        found: list[str | None] = list(chunk)
        rest = np.flatnonzero(~as_usual)
        titled: list[int] = rest[(sure & ~_begin_mac(lines))[rest]].tolist()
        of_one_case = [i for i in titled if chunk[i].islower() or chunk[i].isupper()]
        for i in rest.tolist():
            found[i] = None
        texts = "\n".join([chunk[i] for i in of_one_case]).title().split("\n")
        for i, text in zip(of_one_case, texts, strict=False):
            found[i] = text
        for i in rest.tolist():
            if found[i] is None:
                found[i] = one(chunk[i])
        return found

    return in_chunks(values, some, one)


def plain_names(values: Sequence[str], one: One) -> list[str | None]:
    """Return each name of two plain words that are nothing but a name; else what `one` says.

    >>> plain_names(["John Smith", "Dr Smith"] * 20, lambda text: None)[:2]
    ['John Smith', None]
    """

    def some(chunk: Sequence[str]) -> list[str | None]:
        lines = Lines.of(chunk)
        maybe = np.flatnonzero(_are_two_words(lines) & are_values(lines, names=True))
        picked = chunk if len(maybe) == len(chunk) else [chunk[i] for i in maybe.tolist()]
        words = "\n".join(picked).lower().replace(" ", "\n").split("\n")
        others = not_plain(set(words))
        found: list[str | None] = list(chunk)
        plain = np.zeros(len(chunk), dtype=np.bool_)
        plain[maybe] = True
        if others and len(maybe):
            of_others = np.fromiter(map(others.__contains__, words), np.bool_, len(words))
            plain[maybe[of_others[::2] | of_others[1::2]]] = False
        for i in np.flatnonzero(~plain).tolist():
            found[i] = one(chunk[i])
        return found

    return in_chunks(values, some, one)


def in_small_letters(texts: Sequence[str]) -> list[str]:
    """Return texts of ASCII without line breaks in small letters and without spaces.

    >>> in_small_letters(["Anna Smith", "Bob"])
    ['annasmith', 'bob']
    """
    return "\n".join(texts).lower().replace(" ", "").split("\n") if texts else []


def _are_letters(lines: Lines) -> Flags:
    """Say which lines are letters only."""
    letter = (lines.data | _CASE) - _SMALL_A < _LETTERS
    found: Flags = ~lines.holding(~letter & (lines.data != BREAK)) & (lines.lengths > 0)
    return found


def _begin_as_usual(lines: Lines) -> Flags:
    """Say which lines of letters begin with a capital and a small letter."""
    second = np.minimum(lines.starts + 1, lines.ends)
    found: Flags = (lines.data[lines.starts] < _SMALL_A) & (lines.data[second] >= _SMALL_A)
    return found


def _begin_mac(lines: Lines) -> Flags:
    """Say which lines may have a capital inside: McDonald, MacArthur."""
    heads = lines.heads(lines.starts, lines.ends)
    found: Flags = (heads & 0xFFFF == _MC) | (heads & 0xFFFFFF == _MAC)
    return found


def _are_two_words(lines: Lines) -> Flags:
    """Say which lines are two words of letters, each with one capital, in front."""
    spaces = np.flatnonzero(lines.data == SPACE)
    line = np.searchsorted(lines.ends, spaces)
    between = lines.starts.copy()
    between[line] = spaces
    # The first letters and the space are looked at here, all else has to be small letters.
    small = lines.data - _SMALL_A < _LETTERS
    small[lines.ends] = True
    behind = np.minimum(between + 1, lines.ends)
    first, last = lines.data[lines.starts], lines.data[behind]
    capitals = (first - _CAPITAL_A < _LETTERS) & (last - _CAPITAL_A < _LETTERS)
    capitals &= (between > lines.starts + 1) & (lines.ends > between + 2)
    small[lines.starts] = small[between] = small[behind] = True
    found: Flags = capitals & ~lines.holding(~small)
    return found


_CASE, _SMALL_A, _CAPITAL_A, _LETTERS = map(np.uint8, (0x20, ord("a"), ord("A"), 26))
_MC, _MAC = (int.from_bytes(word.encode("ascii"), "little") for word in ("mc", "mac"))
