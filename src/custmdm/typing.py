"""The parts a user can replace, as Protocols with only ``__call__``.

A plain function is a full citizen: no base class, no registration. A part that knows a faster or
richer way says so with a second method, found by the ``Supports...`` Protocols.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar, runtime_checkable

import numpy as np
import numpy.typing as npt

from custmdm.model import Claim, Frequencies, Outcome, RecordId, Standardized, Token

__all__ = [
    "BlockingKey",
    "CandidateSource",
    "Clusterer",
    "Comparator",
    "IdFactory",
    "Mask",
    "Normalizer",
    "Progress",
    "SupportsAgreement",
    "SupportsPairs",
    "SupportsParse",
    "SupportsPrepare",
    "SupportsScores",
    "SupportsTable",
    "SupportsTellingApart",
    "SupportsTime",
    "SurvivorshipRule",
    "Validator",
]

T = TypeVar("T")
Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]
Levels = npt.NDArray[np.int8]


class Normalizer(Protocol):
    """Turn raw text into standard text, or None where there is none.

    It never raises on any text, and normalizing a standard text changes nothing.
    """

    def __call__(self, text: str, /) -> str | None:
        """Return the standard text."""
        ...


@runtime_checkable
class SupportsParse(Protocol):
    """Be a normalizer that also knows status, reasons, parts and match keys."""

    def parse(self, text: str, /) -> Standardized:
        """Return all there is to know of the text, in one pass."""
        ...


class Validator(Protocol):
    """Say what is wrong with a standard value, as stable codes; nothing when it is right."""

    def __call__(self, value: str, /) -> Iterable[str]:
        """Return the codes."""
        ...


class Comparator(Protocol):
    """Say how alike two present values are: symmetric, in [0, 1], 1.0 on equal values."""

    def __call__(self, left: Any, right: Any, /) -> float:
        """Return the similarity."""
        ...


@runtime_checkable
class SupportsTellingApart(Protocol):
    """Be a comparator that can promise to call no two unequal values fully similar.

    Whoever compares many pairs then leaves most of them out as soon as their keys are seen.
    """

    @property
    def tells_apart(self) -> bool:
        """Say whether unequal values are always less than 1.0 similar."""
        ...


@runtime_checkable
class SupportsPrepare(Protocol):
    """Be a comparator that does part of its work once a value instead of once a pair."""

    def prepare(self, value: Any, /) -> Any:
        """Return the value in the form that `similarity` wants."""
        ...

    def similarity(self, left: Any, right: Any, /) -> float:
        """Return the similarity of two prepared values."""
        ...


@runtime_checkable
class SupportsAgreement(SupportsPrepare, Protocol):
    """Be a comparator that tells more ways to agree apart than one number can order.

    It also knows what two values share, and so how rare that is.
    """

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Return the ways in which two values agree or not; equal is the last."""
        ...

    def tokens(self, value: Any, /) -> Iterable[Token]:
        """Return what a prepared value consists of, to be counted."""
        ...

    def weigh(self, value: Any, frequencies: Frequencies, /) -> Any:
        """Return the prepared value with how rare its tokens are."""
        ...

    def agree(self, left: Any, right: Any, /) -> tuple[int, float]:
        """Compare two prepared values, weighed or not.

        Returns:
            The place in `outcomes`, or NOT_COMPARABLE; and how rare what they share is, in bits,
            as :meth:`custmdm.model.Frequencies.rarity`; 0 where that says nothing.
        """
        ...


@runtime_checkable
class SupportsTable(SupportsAgreement, Protocol):
    """Be a comparator that compares many pairs of a column at once, equal to `agree`."""

    def table(
        self, values: Sequence[Any], /
    ) -> Callable[[Positions, Positions], tuple[Levels, Floats]]:
        """Return a function from places in weighed values to outcomes and rarities in bits."""
        ...


@runtime_checkable
class SupportsPairs(Protocol):
    """Be a comparator that compares many pairs of a column at once, equal to its scalar answers.

    Where it also prepares values (`SupportsPrepare`), it is given them prepared.
    """

    def similarities(
        self, values: Sequence[Any], least: float, /
    ) -> Callable[[Positions, Positions], Floats]:
        """Return a function from places in the values to the similarity of each pair.

        Args:
            values: the values.
            least: the least similarity that matters: what is less may be told as any number less.
        """
        ...


class CandidateSource(Protocol):
    """Look up the records of the host that have any of some blocking keys.

    They are Records, or for a Linker with kinds pairs of a RecordId and a row as a dict.
    """

    def __call__(self, keys: Sequence[str], /) -> Iterable[Any]:
        """Return the records, each once; what the caller must not see is left out here."""
        ...


class BlockingKey(Protocol):
    """Give the blocking keys of a standard record; records that share one are compared.

    The record is a typed record, or for a table a read-only mapping by column.
    """

    def __call__(self, record: Any, /) -> Iterable[Hashable]:
        """Return the keys; none keeps the record out of this rule."""
        ...


class Clusterer(Protocol):
    """Put records into clusters by their links."""

    def __call__(self, n: int, left: Positions, right: Positions, weight: Floats, /) -> Positions:
        """Return the cluster of each of `n` records, dense from 0."""
        ...


class SurvivorshipRule(Protocol):
    """Keep the best of several claims; the others are removed by this rule."""

    def __call__(self, claims: Sequence[Claim[Any]], /) -> Sequence[Claim[Any]]:
        """Return the claims that survive, at least one."""
        ...


@runtime_checkable
class SupportsScores(Protocol):
    """Be a survivorship rule that keeps the claims with the highest score.

    Traces then say by how much the others were behind.
    """

    def scores(self, claims: Sequence[Claim[Any]], /) -> tuple[Sequence[Any], str]:
        """Return the score of each claim, and what a difference of scores counts ("points")."""
        ...


@runtime_checkable
class SupportsTime(Protocol):
    """Be a survivorship rule that hangs on the time.

    One that says by a method ``instants(claims, after)`` at which times its answer may change,
    whatever else changes, can be asked how long a winner will last
    (:func:`custmdm.survive.valid_until`).
    """

    def at(self, as_of: dt.datetime, /) -> SurvivorshipRule:
        """Return the rule as it is at a time."""
        ...


class Mask(Protocol):
    """Show a value without showing whose it is."""

    def __call__(self, value: str, /) -> str:
        """Return the masked text."""
        ...


class IdFactory(Protocol):
    """Give the golden id of a new customer from its records."""

    def __call__(self, members: Sequence[RecordId], /) -> str:
        """Return an id that no other customer has."""
        ...


class Progress(Protocol):
    """Be told how far a run is; an exception raised here cancels it."""

    def __call__(self, stage: str, done: int, total: int, /) -> None:
        """Take note."""
        ...


Row = Mapping[str, str | None]
