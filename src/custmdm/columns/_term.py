"""A value as matching sees it."""

import operator
from collections.abc import Hashable, Iterator, Sequence
from typing import Any, NamedTuple, overload

from attrs import frozen


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
    """

    keys: Sequence[Hashable]
    values: Sequence[Any]

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


def all_keys(terms: Sequence[Term]) -> Sequence[Hashable]:
    """Return the key of each term."""
    return terms.keys if isinstance(terms, Terms) else list(map(operator.attrgetter("key"), terms))


def all_values(terms: Sequence[Term]) -> Sequence[Any]:
    """Return the value of each term."""
    if isinstance(terms, Terms):
        return terms.values
    return list(map(operator.attrgetter("value"), terms))
