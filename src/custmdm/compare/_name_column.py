"""The names of a column prepared to be compared: each part is folded and weighed once."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any, overload

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from custmdm._text import has_han
from custmdm.columns import PersonNames
from custmdm.compare._name_parts import folded
from custmdm.compare._whole_names import WholeName, generation_of, whole_name
from custmdm.model import Frequencies, Token

Rows = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@frozen(eq=False, repr=False)
class NameColumn(Sequence[WholeName]):
    """Hold many prepared names as columns; one of them in whole is made where somebody asks.

    A part is a number: the place of the folded text in `parts`.

    Attributes:
        whole: gives the name at a place, not weighed.
        parts: the distinct parts, what is not known among them as the empty text.
        given, middle, family: the parts of each name.
        generation: which of those of one name; 0 where that is not said.
        han: whether the name is in Chinese characters.
        given_rarity, family_rarity: how rare these two are, in bits.
    """

    whole: Callable[[int], WholeName]
    parts: Sequence[str]
    given: Rows
    middle: Rows
    family: Rows
    generation: Rows
    han: npt.NDArray[np.bool_]
    given_rarity: Floats
    family_rarity: Floats

    @classmethod
    def of(cls, values: Sequence[Any]) -> "NameColumn":
        """Return PersonNames prepared, equal to those that `whole_name` prepares one by one."""
        folds = _Numbers(folded)
        given, middle, family = (folds.of(_part(values, p)) for p in ("given", "middle", "family"))
        generation = _Numbers(generation_of).of(_part(values, "suffix"))
        in_han = np.fromiter(map(has_han, folds.texts), np.bool_, len(folds.texts))
        han = in_han[given] | in_han[middle] | in_han[family]
        nothing = folds.number("")
        # What only the whole line tells, is told by it.
        for i in np.flatnonzero((given == nothing) & (family == nothing)).tolist():
            name = whole_name(values[i])
            given[i], family[i] = folds.number(name.given), folds.number(name.family)
            han[i] = name.han
        zeros = np.zeros(len(values))
        return cls(
            lambda i: whole_name(values[i]),
            folds.texts,
            given,
            middle,
            family,
            generation,
            han,
            zeros,
            zeros,
        )

    @classmethod
    def of_prepared(cls, values: Sequence[WholeName]) -> "NameColumn":
        """Return prepared names, weighed or not, as columns."""
        parts = _Numbers(str)
        return cls(
            values.__getitem__,
            parts.texts,
            parts.of([value.given for value in values]),
            parts.of([value.middle for value in values]),
            parts.of([value.family for value in values]),
            _Numbers(str).of([value.generation for value in values]),
            np.array([value.han for value in values], np.bool_),
            np.array([value.given_rarity for value in values], np.float64),
            np.array([value.family_rarity for value in values], np.float64),
        )

    def __len__(self) -> int:
        return len(self.given)

    @overload
    def __getitem__(self, at: int) -> WholeName: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[WholeName]: ...
    def __getitem__(self, at: int | slice) -> WholeName | Sequence[WholeName]:
        if isinstance(at, slice):
            return [self[i] for i in range(len(self))[at]]
        at = range(len(self))[at]
        found = self._made.get(at)
        if found is None:
            rare = float(self.given_rarity[at]), float(self.family_rarity[at])
            found = evolve(self.whole(at), given_rarity=rare[0], family_rarity=rare[1])
            self._made[at] = found
        return found

    @cached_property
    def _made(self) -> dict[int, WholeName]:
        return {}

    def counts(self, times: npt.NDArray[np.integer]) -> Mapping[Token, int]:
        """Return how often each given and each family name occurs, each name so many times."""
        counts: dict[Token, int] = {}
        for sort, numbers in (("given", self.given), ("family", self.family)):
            of_part = np.zeros(len(self.parts), np.int64)
            np.add.at(of_part, numbers, times)
            for i, part in self._named(numbers):
                counts[sort, part] = int(of_part[i])
        return counts

    def weighed(self, frequencies: Frequencies) -> "NameColumn":
        """Return the names with the rarity of their parts."""
        return evolve(
            self,
            given_rarity=self._rarity("given", self.given, frequencies),
            family_rarity=self._rarity("family", self.family, frequencies),
        )

    def _rarity(self, sort: str, numbers: Rows, frequencies: Frequencies) -> Floats:
        of_part = np.zeros(len(self.parts))
        if named := self._named(numbers):
            places, parts = zip(*named, strict=True)
            of_part[list(places)] = frequencies.rarities(sort, parts)
        return of_part[numbers]

    def _named(self, numbers: Rows) -> list[tuple[int, str]]:
        """Return the distinct parts among numbers, with the number of each."""
        distinct: list[int] = np.unique(numbers).tolist()
        return [(i, self.parts[i]) for i in distinct if self.parts[i]]


def _part(values: Sequence[Any], name: str) -> list[str | None]:
    """Return one part of each name."""
    return (
        values.part(name)
        if isinstance(values, PersonNames)
        else list(map(attrgetter(name), values))
    )


class _Numbers:
    """Number what texts come to, each text read once; None is read as no text, which has 0."""

    def __init__(self, read: Callable[[str], str]) -> None:
        self._read = read
        self._of_text: dict[str | None, int] = {}
        self._of_answer: dict[str, int] = {}
        self.texts: list[str] = []
        self.number(read(""))

    def of(self, texts: Sequence[str | None]) -> Rows:
        """Return the numbers of what some texts come to."""
        known = self._of_text
        for text in dict.fromkeys(texts):
            if text not in known:
                known[text] = self.number(self._read(text or ""))
        return np.fromiter(map(known.__getitem__, texts), np.int64, len(texts))

    def number(self, answer: str) -> int:
        """Return the number of an answer."""
        if answer not in self._of_answer:
            self._of_answer[answer] = len(self.texts)
            self.texts.append(answer)
        return self._of_answer[answer]
