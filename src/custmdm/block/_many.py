"""The keys of many values in one pass, for the key functions that are ours."""

import itertools
from collections.abc import Callable, Sequence
from types import FunctionType
from typing import Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from custmdm._text import has_han
from custmdm.block import _keys
from custmdm.block._folding import texts_of
from custmdm.block._values import Values, one_key, sorted_within, text_codes
from custmdm.columns import ranges
from custmdm.data.surnames import is_spelled_surname

# A number holds so many digits, and one more.
_DIGITS = 17

Int64 = npt.NDArray[np.int64]
KeyCodes = tuple[Int64, Int64]


@runtime_checkable
class SupportsKeyCodes(Protocol):
    """Be a key function that makes the keys of many values in one pass."""

    def key_codes(self, values: Sequence[Any], /) -> tuple[Int64, Int64] | None:
        """Return the position of a value and the code of a key, for each key of each value."""
        ...


def key_codes(key: object, values: Values) -> KeyCodes | None:
    """Return position and code of each key of each value; None for a function of the user's.

    The keys are those that the function has by itself; a value may have one several times.

    >>> at, codes = key_codes(_keys.words, Values(["Anna Lee", "LEE", ""]))
    >>> at.tolist(), codes[1] == codes[2]
    ([0, 0, 1], np.True_)
    """
    if isinstance(key, SupportsKeyCodes):
        return key.key_codes(values)
    if isinstance(key, FunctionType) and key in _IN_ONE_PASS:
        return _IN_ONE_PASS[key](values)
    if isinstance(key, _keys.LastDigits):
        return _last_digits(key, values)
    if isinstance(key, (_keys.Part, _keys.Prefix)) or (
        isinstance(key, FunctionType) and key in _SHORT
    ):
        return _of_lists([tuple(key(value)) for value in values.of])
    return None


def _of_lists(keys: Sequence[Sequence[str]]) -> KeyCodes:
    counts = np.fromiter(map(len, keys), dtype=np.int64, count=len(keys))
    codes, _ = text_codes(list(itertools.chain.from_iterable(keys)))
    return np.repeat(np.arange(len(keys)), counts), codes


def _of_texts(keys: list[str]) -> KeyCodes:
    """Return the one key of each value, none where it is empty."""
    codes, _ = text_codes(keys)
    at = np.flatnonzero(np.fromiter(map(bool, keys), np.bool_, len(keys)))
    return at, codes[at]


def _last_digits(key: _keys.LastDigits, values: Values) -> KeyCodes:
    texts, size = texts_of(values.of), key.length
    if size > _DIGITS:
        return _of_texts(["".join(key(text)) for text in texts])
    codes = _tails([text if text.isascii() else "" for text in texts], size)
    # Most often the tail is nothing but digits; of others the function says the key.
    others = np.flatnonzero(codes < 0)
    keys = ["".join(key(texts[i])) for i in others.tolist()]
    own, _ = text_codes([found if not found.isascii() else "" for found in keys])
    plain = [int("1" + found) if found.isascii() else 0 for found in keys]
    # A key of other digits is numbered above all that ours can be.
    codes[others] = np.where(np.array(plain, np.int64) > 0, plain, 2 * 10**size + own)
    at = np.flatnonzero(codes != 1)
    return at, codes[at]


def _tails(texts: Sequence[str], size: int) -> Int64:
    """Return the last digits of texts of ASCII, a 1 before them; -1 where something else is there.

    >>> _tails(["+1 555 0123", "07", "7", "12a", ""], 4).tolist()
    [10123, 107, 17, -1, -1]
    """
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    letters = np.frombuffer(b"0" * size + "".join(texts).encode("ascii"), dtype=np.uint8)
    ends = np.cumsum(lengths) + size
    codes = np.ones(len(texts), dtype=np.int64)
    plain = lengths > 0
    for back in range(size, 0, -1):
        here = lengths >= back
        digits = letters.take(ends - back).astype(np.int64) - ord("0")
        codes = np.where(here, codes * 10 + digits, codes)
        plain &= ~here | ((digits >= 0) & (digits <= 9))
    return np.where(plain, codes, -1)


def _local_part(values: Values) -> KeyCodes:
    return _of_texts([value.partition("@")[0] for value in values.of])


def _words(values: Values) -> KeyCodes:
    found = values.words.flat_map(_keys.word_keys)
    return found.at, found.codes


def _word_pairs(values: Values) -> KeyCodes:
    found = values.words.flat_map(_keys.word_keys).distinct_sorted(_keys.longest_first)
    counts = np.bincount(found.at, minlength=found.n)
    place = np.arange(len(found.at)) - (np.cumsum(counts) - counts)[found.at]
    # Each of the longest words meets those that follow it.
    last = np.minimum(counts, _keys.PAIRED)[found.at]
    times = np.maximum(last - place - 1, 0)
    others = found.codes[ranges(np.arange(len(found.at)) + 1, times)]
    size = np.int64(len(found.distinct) + 1)
    return np.repeat(found.at, times), np.repeat(found.codes, times) * size + others


def _sorted_words(values: Values) -> KeyCodes:
    return one_key(*sorted_within(values.words.at, values.words.codes))


def _initials(values: Values) -> KeyCodes:
    found = values.read_words
    several = (np.bincount(found.at, minlength=found.n) > 1)[found.at]
    first = np.array([ord(word[0]) for word in found.distinct], dtype=np.int64)
    return one_key(*sorted_within(found.at[several], first[found.codes[several]]))


def _phonetic_words(values: Values) -> KeyCodes:
    found = values.read_words.flat_map(_sounds)
    return found.at, found.codes


def _sounds(word: str) -> list[str]:
    return [found for key in _keys.word_keys(word) if (found := _keys.sound(key))]


def _romanised(values: Values) -> KeyCodes:
    # Most names in Latin letters have no word that spells a Chinese surname: they have no key.
    rows = values.of_words(_may_be_chinese)
    names = values.names(rows)
    spelled = set(filter(_may_be_chinese, set(itertools.chain.from_iterable(names))))
    chosen = [i for i, (family, given) in enumerate(names) if family in spelled or given in spelled]
    found, codes = _of_lists([_keys.spellings(*names[i]) for i in chosen])
    at = np.array(rows, dtype=np.int64)[chosen]
    return at[found], codes


def _may_be_chinese(name: str) -> bool:
    return is_spelled_surname(name) or has_han(name)


_IN_ONE_PASS: dict[Callable[[Any], object], Callable[[Values], KeyCodes]] = {
    _keys.words: _words,
    _keys.word_pairs: _word_pairs,
    _keys.sorted_words: _sorted_words,
    _keys.initials: _initials,
    _keys.phonetic_words: _phonetic_words,
    _keys.romanised: _romanised,
    _keys.local_part: _local_part,
}
# Functions that are short themselves: what they return need not be looked through.
_SHORT: frozenset[Callable[[Any], object]] = frozenset((_keys.year, _keys.digits, _keys.month_day))
