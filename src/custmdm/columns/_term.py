"""A value as matching sees it."""

import operator
from collections.abc import Hashable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple, overload

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from custmdm.columns._numbers import first_places, none_among, numbered

Codes = npt.NDArray[np.int32]


class Term(NamedTuple):
    """Hold a value with its match key.

    Two terms with one key are equal; the comparator sees the values of terms with unlike keys. A
    key of None equals nothing, itself included: the value knows too little, as a city without a
    street, to be called the same.
    """

    key: Hashable
    value: Any


@frozen(eq=False, repr=False)
class Terms(Sequence[Term]):
    """Be many terms, held as their keys and their values; each is made when somebody asks for it.

    >>> terms = Terms(["smith", "lee"], ["Smith", "Lee"])
    >>> terms[1]
    Term(key='lee', value='Lee')

    Attributes:
        keys: the key of each term.
        values: its value.
        numbers: a code for each key, where who made the terms knows it.
    """

    keys: Sequence[Hashable]
    values: Sequence[Any]
    numbers: Codes | None = field(default=None)

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, at: int) -> Term: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Term]: ...
    def __getitem__(self, at: int | slice) -> Term | Sequence[Term]:
        if isinstance(at, slice):
            return Terms(self.keys[at], self.values[at])
        return Term(self.keys[at], self.values[at])

    def __iter__(self) -> Iterator[Term]:
        return map(Term, self.keys, self.values)

    def take(self, places: Sequence[int]) -> "Terms":
        """Return the terms at some places."""
        take = getattr(self.values, "take", None)
        values = [self.values[at] for at in places] if take is None else take(places)
        return Terms([self.keys[at] for at in places], values)

    @cached_property
    def key_codes(self) -> Codes:
        """Return a code for each key: from 0, in the order in which they stand first."""
        return _key_codes(self.keys) if self.numbers is None else self.numbers


def all_keys(terms: Sequence[Term]) -> Sequence[Hashable]:
    """Return the key of each term."""
    return terms.keys if isinstance(terms, Terms) else list(map(operator.attrgetter("key"), terms))


def all_values(terms: Sequence[Term]) -> Sequence[Any]:
    """Return the value of each term."""
    if isinstance(terms, Terms):
        return terms.values
    return list(map(operator.attrgetter("value"), terms))


def codes_of_keys(terms: Sequence[Term]) -> Codes:
    """Return a code for the key of each term, the same for equal ones; -1 where it is None.

    Keys are numbered once, however many ask for it.

    >>> codes_of_keys([Term("lee", "Lee"), Term("smith", "Smith"), Term("lee", "LEE")]).tolist()
    [0, 1, 0]
    """
    return terms.key_codes if isinstance(terms, Terms) else _key_codes(all_keys(terms))


def _key_codes(keys: Sequence[Hashable]) -> Codes:
    return numbered(first_places(keys), none_among(keys))[0]
