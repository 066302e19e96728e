"""The answers for the distinct values of a column, made in full only where somebody looks."""

import bisect
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, chain, repeat
from types import MappingProxyType
from typing import cast, overload

import numpy as np
from attrs import frozen

from custmdm.model import Standardized

# After so many values that are read one by one it is told.
_TOLD = 4096


@frozen(eq=False, repr=False)
class Answers(Sequence[Standardized]):
    """Hold what a kind says of many values.

    Most values of a clean column are plain: their standard text comes from one pass over all of
    them, and a table has no more to say of them. Only who asks for parts and match keys has them
    read one by one.

    Attributes:
        texts: the standard text of each plain value, valid without a reason; None for the others.
        read: gives the full answer at a position.
        raw: gives the value at a position as it was given.
        keys_of: gives the first match key of each of many plain texts, by which it is known; None
            where that takes the full answers.
    """

    texts: Sequence[str | None]
    read: Callable[[int], Standardized]
    raw: Callable[[int], object]
    keys_of: Callable[[Sequence[str]], Sequence[str]] | None = None

    @classmethod
    def joined(cls, parts: "Sequence[Answers]") -> "Answers":
        """Return the answers of several, of one kind, one after the other."""
        texts = list(chain.from_iterable(part.texts for part in parts))
        starts = list(accumulate((len(part) for part in parts), initial=0))

        def place(i: int) -> tuple[Answers, int]:
            part = bisect.bisect_right(starts, i) - 1
            return parts[part], i - starts[part]

        def read(i: int) -> Standardized:
            part, at = place(i)
            return part.read(at)

        def raw(i: int) -> object:
            part, at = place(i)
            return part.raw(at)

        return cls(texts, read, raw, parts[0].keys_of)

    def take(self, places: Sequence[int]) -> "Answers":
        """Return the answers at some places."""
        read, raw = self.read, self.raw
        texts = [self.texts[at] for at in places]
        return Answers(texts, lambda i: read(places[i]), lambda i: raw(places[i]), self.keys_of)

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, at: int) -> Standardized: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Standardized]: ...
    def __getitem__(self, at: int | slice) -> Standardized | Sequence[Standardized]:
        if isinstance(at, slice):
            return self._all[at]
        # Who asks for some of a million does not wait for all of them.
        at = at + len(self) if at < 0 else at
        found = self._seen.get(at)
        if found is None:
            found = self._seen[at] = self.others.get(at) or self.read(at)
        return found

    def __iter__(self) -> Iterator[Standardized]:
        return iter(self._all)

    def read_through(self, told: Callable[[int], None], *, whole: bool) -> None:
        """Read now what is read one by one: every value, or those that are not plain.

        Args:
            told: is told how many of them were read.
            whole: whether the plain ones are asked for too.
        """
        places = range(len(self)) if whole else self._not_plain
        found: list[Standardized] = []
        for start in range(0, len(places), _TOLD):
            told(start)
            found += map(self.read, places[start : start + _TOLD])
        told(len(places))
        if whole:
            object.__setattr__(self, "_all", tuple(found))
            others = {at: found[at] for at in self._not_plain}
        else:
            others = dict(zip(places, found, strict=True))
        object.__setattr__(self, "others", MappingProxyType(others))

    def n_slow(self, *, whole: bool) -> int:
        """Return how many values are read one by one."""
        return len(self) if whole else len(self._not_plain)

    def shown(self) -> list[str | None]:
        """Return what a table shows of each value."""
        shown = list(self.texts)
        for at, answer in self.others.items():
            shown[at] = answer.shown
        return shown

    def plain_keys(self) -> Sequence[str | None]:
        """Return the first match key of each plain value where its text gives it; else None."""
        if self.keys_of is None:
            return (None,) * len(self.texts)
        if not self._not_plain:
            return self.keys_of(cast("Sequence[str]", self.texts))
        given = self.keys_of([text for text in self.texts if text is not None])
        found: list[str | None] = []
        for before, at in enumerate(self._not_plain):
            found += given[len(found) - before : at - before]
            found.append(None)
        return found + list(given[len(found) - len(self._not_plain) :])

    @cached_property
    def others(self) -> Mapping[int, Standardized]:
        """Return the answers for the values that are not plain, by position."""
        read = self.read
        return MappingProxyType({i: read(i) for i in self._not_plain})

    @cached_property
    def _seen(self) -> dict[int, Standardized]:
        return {}

    @cached_property
    def _not_plain(self) -> Sequence[int]:
        texts = self.texts
        none = np.fromiter(map(operator.is_, texts, repeat(None)), np.bool_, len(texts))
        places: list[int] = np.flatnonzero(none).tolist()
        return places

    @cached_property
    def _all(self) -> tuple[Standardized, ...]:
        others, read = self.others, self.read
        return tuple(others[i] if text is None else read(i) for i, text in enumerate(self.texts))
