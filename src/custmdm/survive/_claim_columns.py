"""Claims of many customers as columns."""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cached_property
from typing import Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from custmdm._values import EPOCH, identity, moment
from custmdm.columns import encode, run_starts
from custmdm.model import Claim, RecordId

Int64 = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# The time of a claim without a time: before any.
UNKNOWN = np.iinfo(np.int64).min
_NAIVE_EPOCH = EPOCH.replace(tzinfo=None)


@frozen(eq=False, repr=False)
class Records:
    """Hold who says something and when; claims name a record by its place here.

    Attributes:
        ids: the records, in order.
        updated_at: when each was changed, or None.
        sources: the sources, each once.
        source_of: the place of each record's source among them.
    """

    ids: Sequence[RecordId]
    updated_at: Sequence[dt.datetime | None]
    sources: Sequence[str]
    source_of: Int64

    def moments(self, rows: Int64) -> Int64:
        """Return when some records were changed, in microseconds since 1970; UNKNOWN for None."""
        new = np.unique(rows[~self._known[rows]])
        if len(new):
            times = self.updated_at
            self._moments[new] = moments([times[row] for row in new.tolist()])
            self._known[new] = True
        return self._moments[rows]

    @cached_property
    def _known(self) -> Flags:
        return np.zeros(len(self.updated_at), dtype=np.bool_)

    @cached_property
    def _moments(self) -> Int64:
        return np.full(len(self.updated_at), UNKNOWN)


@frozen(eq=False, repr=False)
class SaidColumns:
    """Hold what the records of all customers say of one attribute, a claim a place.

    Attributes:
        group: the customer of each claim; they stand by customer, then in the order of records.
        record: who says it.
        codes: where all of them are the same, so is the value; it may be so elsewhere.
        valid: whether it passed validation.
        values: gives the values at some places.
        keys: gives the element keys at some places, of a collection; None for the value itself.
        many: whether it is a collection.
        texts: whether values are texts, or tuples of texts and None: such are the same if equal.
    """

    group: Int64
    record: Int64
    codes: tuple[npt.NDArray[np.integer], ...]
    valid: Flags
    values: Callable[[Int64], Sequence[Any]]
    keys: Callable[[Int64], Sequence[Hashable]] | None = None
    many: bool = False
    texts: bool = False

    def numbers(self, places: Int64) -> tuple[Int64, Sequence[Any]]:
        """Return a number for the value at each place, equal for equal values, and each value."""
        which, first = distinct([codes[places] for codes in self.codes])
        values = self.values(places[first])
        of_code, firsts = numbered(values if self.texts else list(map(identity, values)))
        return of_code[which], [values[at] for at in firsts.tolist()]


@frozen(eq=False, repr=False)
class ClaimColumns:
    """Hold the claims of many groups as columns; a rule ranks those of one group by each other.

    Attributes:
        group: the group of each claim; it never falls.
        value: the number of its value: equal for values that are the same, by value and type.
        values: the value of each number.
        record: who says it, as a number.
        valid: whether it passed validation.
        records: who and when.
    """

    group: Int64
    value: Int64
    values: Sequence[Any]
    record: Int64
    valid: Flags
    records: Records

    def __len__(self) -> int:
        return len(self.group)

    @property
    def source(self) -> Int64:
        """Return the place of the source of each claim in `records.sources`."""
        return self.records.source_of[self.record]

    @cached_property
    def observed_at(self) -> Int64:
        """Return when each was observed, in microseconds since 1970, UTC; UNKNOWN for no time."""
        return self.records.moments(self.record)

    @cached_property
    def starts(self) -> Int64:
        """Return where each group begins."""
        return run_starts(self.group)

    def of_group(self, found: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return for each claim what was found of its group."""
        return np.repeat(found, np.diff(self.starts, append=len(self)))

    def by_value(self, function: Callable[[Any], Any], dtype: Any) -> npt.NDArray[Any]:
        """Return what a function says of the value of each claim; it is asked once a value."""
        present, which = np.unique(self.value, return_inverse=True)
        found = [function(self.values[number]) for number in present.tolist()]
        return np.fromiter(found, dtype)[which]

    def where(self, kept: Flags) -> "ClaimColumns":
        """Return some of the claims."""
        return evolve(
            self, group=self.group[kept], value=self.value[kept], record=self.record[kept],
            valid=self.valid[kept],
        )  # fmt: skip

    def claims(self, places: Iterable[int]) -> list[Claim[Any]]:
        """Return some of the claims as such."""
        ids, times = self.records.ids, self.records.updated_at
        found = []
        for at in places:
            row = int(self.record[at])
            value = self.values[int(self.value[at])]
            found.append(Claim(value, ids[row], times[row], bool(self.valid[at])))
        return found


@runtime_checkable
class SupportsClaimColumns(Protocol):
    """Be a survivorship rule with `scores` that also scores the claims of many groups at once.

    >>> class Shortest:
    ...     def __call__(self, claims):
    ...         least = min(len(str(claim.value)) for claim in claims)
    ...         return [claim for claim in claims if len(str(claim.value)) == least]
    ...
    ...     def scores(self, claims):
    ...         return [-len(str(claim.value)) for claim in claims], "characters"
    ...
    ...     def column_scores(self, claims):
    ...         return claims.by_value(lambda value: -len(str(value)), int), "characters"
    >>> isinstance(Shortest(), SupportsClaimColumns)
    True
    """

    def column_scores(self, claims: ClaimColumns, /) -> tuple[npt.NDArray[Any], str]:
        """Return the score of each claim and its unit, in each group as `scores` gives them.

        Only the order of the scores of one group matters, so they may be any numbers in that order.
        """
        ...


def distinct(columns: Sequence[npt.NDArray[Any]]) -> tuple[Int64, Int64]:
    """Return a number for each combination of codes, and where each stands first.

    >>> distinct([np.array([3, 3, -1]), np.array([0, 0, 0])])[0].tolist()
    [1, 1, 0]
    """
    found = first = np.zeros(len(columns[0]), np.int64)
    for codes in columns:
        of_code = np.unique(codes, return_inverse=True)[1]
        both = found * (int(of_code.max(initial=0)) + 1) + of_code
        _, first, found = np.unique(both, return_index=True, return_inverse=True)
    return found, first


def numbered(values: Sequence[Hashable]) -> tuple[Int64, Int64]:
    """Return a number for each value, equal for equal ones, and where each stands first.

    >>> numbers, first = numbered(["b", "a", "b"])
    >>> numbers.tolist(), first.tolist()
    ([0, 1, 0], [0, 1])
    """
    numbers = encode(values).codes.astype(np.int64)
    return numbers, np.unique(numbers, return_index=True)[1]


def moments(times: Sequence[dt.datetime | None]) -> Int64:
    """Return times in microseconds since 1970, exactly; UNKNOWN for none."""
    if not set(map(type, times)) <= {dt.datetime, type(None)}:
        return np.array([UNKNOWN if at is None else moment(at) for at in times], dtype=np.int64)
    # A naive time is read as UTC.
    deltas = [
        None if at is None else at - (_NAIVE_EPOCH if at.tzinfo is None else EPOCH) for at in times
    ]
    # "Not a time" is the least of all numbers.
    return np.array(deltas, dtype="timedelta64[us]").astype(np.int64)
