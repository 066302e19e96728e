"""The distinct values of a field, with what several key functions read of them made once."""

import itertools
from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from typing import Any, TypeVar, overload

import numpy as np
import numpy.typing as npt
from attrs import frozen

from custmdm._text import has_han
from custmdm.block._folding import folded_texts, texts_of
from custmdm.block._keys import family_and_given, read_name
from custmdm.block._names import NameTexts
from custmdm.columns import PersonNames, encode, ranges

Int64 = npt.NDArray[np.int64]
K = TypeVar("K", bound=Hashable)

# Codes below this many times as many entries are numbered by a table, others by sorting.
_ROOM = 4


@frozen(eq=False)
class Values(Sequence[Any]):
    """Be the values of a field, and their text as key functions read it."""

    of: Sequence[Any]

    def __len__(self) -> int:
        return len(self.of)

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Any]: ...
    def __getitem__(self, index: int | slice) -> Any:
        return self.of[index]

    @cached_property
    def folded(self) -> list[str]:
        """Return each value as text for matching."""
        return folded_texts(texts_of(self.of))

    @cached_property
    def han(self) -> list[int]:
        """Return which values hold a Chinese character."""
        if self._names is not None and not self._names.any_of(has_han).any():
            return []
        return [i for i, text in enumerate(self.folded) if has_han(text)]

    def names(self, at: Sequence[int]) -> list[tuple[str, str]]:
        """Return the folded family and given name of some of the values."""
        chosen = [self.of[i] for i in at]
        return family_and_given(chosen, folded_texts(texts_of(chosen)))

    def of_words(self, is_so: Callable[[str], bool]) -> Sequence[int]:
        """Return where a function may say so of a family or given name; of some, only these."""
        if self._names is None:
            return range(len(self))
        return np.flatnonzero(self._names.any_of(is_so) | ~self._names.is_plain).tolist()

    @cached_property
    def words(self) -> "Words":
        """Return the words of each value."""
        if self._names is None:
            return Words.of(self.folded)
        at, places, words = self._names.words()
        codes, distinct = text_codes(words)
        return Words(len(self), at, codes[places], distinct)

    @cached_property
    def read_words(self) -> "Words":
        """Return the words of each value, of a Chinese name as it is read."""
        if not self.han:
            return self.words
        read = list(self.folded)
        for i, name in zip(self.han, self.names(self.han), strict=True):
            read[i] = read_name(read[i], *name)
        return Words.of(read)

    @cached_property
    def _names(self) -> NameTexts | None:
        """Return the texts of names that are held by their parts; else nothing."""
        return NameTexts.of(self.of) if isinstance(self.of, PersonNames) else None


def values_of(values: Sequence[Any]) -> Values:
    """Return values as they are shared by key functions."""
    return values if isinstance(values, Values) else Values(values)


@frozen(eq=False)
class Words:
    """Hold the words of many texts, one entry for each word of each text.

    Attributes:
        n: how many texts there are.
        at: the text of each entry, ascending.
        codes: its word.
        distinct: the words.
    """

    n: int
    at: Int64
    codes: Int64
    distinct: tuple[str, ...]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Words":
        """Return the words of folded texts, which one space parts."""
        n = len(texts)
        spaces = np.fromiter(map(str.count, texts, itertools.repeat(" ")), np.int64, n)
        present = np.fromiter(map(bool, texts), np.bool_, n)
        codes, distinct = text_codes(" ".join(texts).split())
        return cls(n, np.repeat(np.arange(n), (spaces + 1) * present), codes, distinct)

    def flat_map(self, keys: Callable[[str], Sequence[str]]) -> "Words":
        """Replace each word by what a function makes of it, one word or many or none."""
        made = list(map(keys, self.distinct))
        counts = np.fromiter(map(len, made), np.int64, len(made))
        codes, distinct = text_codes(list(itertools.chain.from_iterable(made)))
        times = counts[self.codes]
        starts = (np.cumsum(counts) - counts)[self.codes]
        return Words(self.n, np.repeat(self.at, times), codes[ranges(starts, times)], distinct)

    def distinct_sorted(self, rank: Callable[[str], Any]) -> "Words":
        """Return each word of a text once, in the order of a rank."""
        order = sorted(range(len(self.distinct)), key=lambda code: rank(self.distinct[code]))
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        at, codes = sorted_within(self.at, place[self.codes])
        keep = np.ones(len(at), dtype=np.bool_)
        keep[1:] = (at[1:] != at[:-1]) | (codes[1:] != codes[:-1])
        return Words(self.n, at[keep], codes[keep], tuple(self.distinct[code] for code in order))


def sorted_within(at: Int64, codes: Int64) -> tuple[Int64, Int64]:
    """Return entries by value and then by code.

    >>> at, codes = sorted_within(np.array([0, 0, 1]), np.array([5, 3, 1]))
    >>> at.tolist(), codes.tolist()
    ([0, 0, 1], [3, 5, 1])
    """
    bits = int(codes.max(initial=0)).bit_length()
    packed = np.sort((at << bits) | codes)
    return packed >> bits, packed & ((1 << bits) - 1)


def numbered(codes: Int64) -> tuple[Int64, int]:
    """Return codes from 0 without gaps, in the same order, and how many there are.

    >>> found, size = numbered(np.array([70, 5, 70]))
    >>> found.tolist(), size
    ([1, 0, 1], 2)
    """
    largest = int(codes.max(initial=0))
    if largest > _ROOM * len(codes) + 2**20 or codes.min(initial=0) < 0:
        found, numbers = np.unique(codes, return_inverse=True)
        return numbers.astype(np.int64), len(found)
    used = np.zeros(largest + 1, dtype=np.bool_)
    used[codes] = True
    table = np.cumsum(used) - 1
    return table[codes], int(np.count_nonzero(used))


def one_key(at: Int64, codes: Int64) -> tuple[Int64, Int64]:
    """Return one code for all the codes of a value together, in their order.

    >>> at, codes = one_key(np.array([0, 0, 1, 2, 2]), np.array([4, 7, 4, 4, 7]))
    >>> at.tolist(), codes[0] == codes[2], codes[0] == codes[1]
    ([0, 1, 2], np.True_, np.False_)
    """
    found, starts, counts = np.unique(at, return_index=True, return_counts=True)
    size = np.int64(codes.max(initial=0)) + 1
    keys = codes[starts]
    taken = size
    left = np.flatnonzero(counts > 1)
    place = 1
    while len(left):
        # What is longer is numbered above all that is shorter.
        more, used = numbered(keys[left] * size + codes[starts[left] + place])
        keys[left] = taken + more
        taken += used
        place += 1
        left = left[counts[left] > place]
    return found, keys


def text_codes(texts: Sequence[K]) -> tuple[Int64, tuple[K, ...]]:
    """Return a code for each text, and the distinct texts in the order of their codes.

    >>> codes, distinct = text_codes(["b", "a", "b"])
    >>> codes.tolist(), distinct
    ([0, 1, 0], ('b', 'a'))
    """
    column = encode(texts)
    return column.codes.astype(np.int64), tuple(column.values)
