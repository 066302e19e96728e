"""Values prepared, counted and weighed: one by one, or all at once where the comparator can."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from custmdm.model import Frequencies, Token, count_tokens
from custmdm.typing import SupportsAgreement

Times = npt.NDArray[np.integer]


class PreparedColumn(Protocol):
    """Be the prepared values of a column, to be counted and weighed."""

    def counts(self, times: Times, /) -> Mapping[Token, int]:
        """Return how often each token occurs, each value so many times."""
        ...

    def weighed(self, frequencies: Frequencies, /) -> Sequence[Any]:
        """Return the values with how rare their tokens are."""
        ...


@runtime_checkable
class SupportsPrepareAll(Protocol):
    """Be a comparator that prepares many values at once."""

    def prepare_all(self, values: Sequence[Any], /) -> PreparedColumn:
        """Return the values prepared."""
        ...


@runtime_checkable
class SupportsApart(Protocol):
    """Be a comparator that takes values apart before it compares them one by one.

    Where many pairs are compared at once it is given them whole, unlike what `SupportsPrepare`
    prepares: what a million values are made of would fill the memory.
    """

    def apart(self, value: Any, /) -> Any:
        """Return a value taken apart."""
        ...

    def similarity_apart(self, left: Any, right: Any, /) -> float:
        """Return the similarity of two values taken apart."""
        ...


def tokens_counted(
    comparator: SupportsAgreement, values: Sequence[Any], times: Times
) -> Frequencies:
    """Return how often the tokens of values occur, each value so many times."""
    if isinstance(comparator, SupportsPrepareAll):
        return Frequencies.of(comparator.prepare_all(values).counts(times))
    return count_tokens(
        (comparator.tokens(comparator.prepare(value)), n)
        for value, n in zip(values, times.tolist(), strict=True)
    )


def weighed(
    comparator: SupportsAgreement, values: Sequence[Any], frequencies: Frequencies
) -> Sequence[Any]:
    """Return values prepared, with how rare their tokens are."""
    if isinstance(comparator, SupportsPrepareAll):
        return comparator.prepare_all(values).weighed(frequencies)
    return [comparator.weigh(comparator.prepare(value), frequencies) for value in values]
